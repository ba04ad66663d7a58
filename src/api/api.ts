import type { IncomingMessage, ServerResponse } from 'node:http';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { said } from '../messages/api';
import { StoreFault } from '../store';
import type { RequestId } from '../scf';
import { Endpoint, invokeOf, type EndpointOptions } from './endpoint';
import type { RequestFeed } from './feed';
import { Guard } from './guard';
import { streamInvocation } from './invocations';
import { languageFor } from './language';
import { LogStreams } from './logStream';
import { metricsText, type MetricsObserver } from './metrics';
import { descriptorsMax, roomIn } from './room';
import { carriesToken } from './token';
import { exchangeOf, NodeExchange, type ApiEnv } from './transport';
import { isForm } from './wire';

export interface ApiOptions extends EndpointOptions {
  /** Names, besides those of this machine, by which the endpoint may be called. */
  readonly allowedHosts?: readonly string[];
  /** Logs that can be watched at a time; what there is room for unless said. */
  readonly streamsMax?: number;
  /** Signs of life of a log that is silent, ms. */
  readonly heartbeatMs?: number;
  /** Observers of the region: with them there are `POST /-/invocations` and `GET /metrics`. */
  readonly feed?: RequestFeed;
  readonly metrics?: MetricsObserver;
  /** Adds routes, behind the same check of who asks. */
  readonly extend?: (app: Hono<ApiEnv>) => void;
}

/** The endpoint: `serve` puts it on a port. */
export interface Api {
  readonly app: Hono<ApiEnv>;
  /**
   * Answer what is plainly a request of the API, without a way through the routes: that would cost as much as all the rest.
   * @returns whether it was one; if not, nothing has been done
   */
  take(incoming: IncomingMessage, outgoing: ServerResponse): boolean;
  /** It may also be called by this name or address. */
  allowHost(host: string): void;
  /** Ends the logs that are being watched. */
  endStreams(): void;
}

/** SCF's API over a region, and what else is good to have. @source design.md §7; scf-api.md §9 */
export function createApi(options: ApiOptions): Api {
  const { history, region, directory, feed, metrics, signature, token } = options;
  const endpoint = new Endpoint(options);
  const guard = new Guard(options.allowedHosts ?? []);
  const { streamsMax = roomIn(descriptorsMax()).streams, heartbeatMs = 15_000 } = options;
  const streams = new LogStreams({ history, streamsMax, heartbeatMs });
  const app = new Hono<ApiEnv>();
  app.use('*', guard.middleware);
  const answer = async (c: Context<ApiEnv>): Promise<Response> => (await endpoint.answer(exchangeOf(c))) ?? c.body(null, 400);
  app.post('/', answer);
  app.get('/', answer);
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  if (metrics) {
    app.get('/metrics', async (c) => {
      const { type, text } = await metricsText(metrics, region, directory);
      return c.body(text, 200, { 'content-type': type });
    });
  }
  // Nothing is signed here; but where the API wants to know who calls, no way leads past that to events and their logs.
  const known: MiddlewareHandler<ApiEnv> = async (c, next) => {
    if (signature !== 'verify' || carriesToken(c.req.header('authorization'), token)) return next();
    return c.json({ error: 'AuthFailure', message: said('routes.token')[languageFor(c.req)] }, 403);
  };
  app.use('/events/*', known);
  app.get('/events/:requestId/log', (c) => streams.answer(c, c.req.param('requestId') as RequestId));
  app.get('/events/:requestId', (c) => {
    const view = history.get(c.req.param('requestId') as RequestId);
    return view ? c.json(view) : c.json({ error: 'ResourceNotFound', message: said('routes.noRequest')[languageFor(c.req)] }, 404);
  });
  if (feed) {
    app.use('/-/invocations', known);
    app.post('/-/invocations', (c) => streamInvocation(c, { invoke: invokeOf(options), directory, history, feed, maxBytes: endpoint.eventBytes }));
  }
  options.extend?.(app);
  // Clients may have been given an endpoint with a base path. @source scf-api.md §4
  app.all('*', (c) => (isApiRequest(c) ? answer(c) : c.text(`${said('routes.nothing')[languageFor(c.req)]}\n`, 404)));
  app.onError((error, c) => {
    if (error instanceof StoreFault) {
      return c.json({ error: 'InternalError', message: said('wire.notRead', { kind: error.kind })[languageFor(c.req)] }, 500);
    }
    endpoint.warnOf(`${c.req.method} ${c.req.path}`, error);
    return c.text(`${said('wire.internal')[languageFor(c.req)]}\n`, 500);
  });
  const take: Api['take'] = (incoming, outgoing) => {
    if (incoming.method !== 'POST' || incoming.url !== '/') return false;
    const exchange = new NodeExchange(incoming, outgoing);
    if (guard.objection(exchange) !== undefined) return false;
    // Whatever is wrong is answered; only whoever is told of it could fail.
    endpoint.answer(exchange).catch(() => outgoing.destroy());
    return true;
  };
  return { app, take, allowHost: (host) => guard.allow(host), endStreams: () => streams.close() };
}

function isApiRequest(c: Context<ApiEnv>): boolean {
  const request = exchangeOf(c);
  return request.header('x-tc-action') !== undefined || (request.method === 'POST' && isForm(request.header('content-type')));
}
