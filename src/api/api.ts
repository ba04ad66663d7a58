import { Hono, type Context } from 'hono';
import type { RequestHistory } from '../history/view';
import type { Region } from '../region';
import { scf2021, type Profile, type RequestId } from '../scf';
import type { Action, ActionCall, Directory } from './action';
import { printable } from './control/names';
import { ApiError } from './error';
import { eventActions } from './events';
import type { RequestFeed } from './feed';
import { Guard } from './guard';
import { streamInvocation } from './invocations';
import { invocationActions, resultDefaults, type ResultKnobs } from './invoke';
import { logActions } from './logs';
import { LogStreams } from './logStream';
import { metricsText, type MetricsObserver } from './metrics';
import { outOfScope, unknownParameters } from './parameters';
import { Params } from './params';
import { RateLimits } from './rates';
import { checkSignature, type Credential, type SignatureMode } from './signature';
import { bodyOf, ClientLeft, headerOf, sendJson, targetOf, type ApiEnv } from './transport';
import { askedOf, flatOf, isForm, type Asked, type Wired } from './wire';

export interface ApiOptions {
  readonly region: Region;
  readonly history: RequestHistory;
  readonly directory: Directory;
  /** Whether calls are taken now; always unless said. Everything else is answered meanwhile. */
  readonly takesCalls?: () => boolean;
  /** Those that change and show what there is; the endpoint has the ones about invocations and events itself. */
  readonly actions: Readonly<Record<string, Action>>;
  /** Names of regions that requests may be for. */
  readonly regionNames: readonly string[];
  readonly profile?: Profile;
  /** `off` unless said. */
  readonly signature?: SignatureMode;
  readonly credentials?: readonly Credential[];
  /** Whether actions have their documented rates; not unless said. */
  readonly rateLimits?: boolean;
  /** What becomes of parameters that the API does not have; `warn` unless said. */
  readonly unknownParameters?: 'warn' | 'refuse';
  readonly results?: Partial<ResultKnobs>;
  /** Largest body of a request, and of one that uploads code, bytes. */
  readonly bodyLimits?: { readonly eventBytes: number; readonly codeBytes: number };
  /** Names, besides those of this machine, by which the endpoint may be called. */
  readonly allowedHosts?: readonly string[];
  /** Logs that can be watched at a time; 1,000 unless said. */
  readonly streamsMax?: number;
  /** Signs of life of a log that is silent, ms. */
  readonly heartbeatMs?: number;
  /** Observers of the region: with them there are `POST /-/invocations` and `GET /metrics`. */
  readonly feed?: RequestFeed;
  readonly metrics?: MetricsObserver;
  /** Adds routes, behind the same check of who asks. */
  readonly extend?: (app: Hono<ApiEnv>) => void;
  /** Takes what the people who run the endpoint should know; it has no secrets. */
  readonly warn?: (text: string) => void;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** Names each request. */
  readonly newRequestId: () => RequestId;
}

/** The endpoint: `serve` puts it on a port. */
export interface Api {
  readonly app: Hono<ApiEnv>;
  /** It may also be called by this name or address. */
  allowHost(host: string): void;
  /** Ends the logs that are being watched. */
  endStreams(): void;
}

/** @source scf-api.md §1: code up to about 70 MB, 10 MB for everything else */
const bodyLimitDefaults = { eventBytes: 10 * 1024 * 1024, codeBytes: 75 * 1024 * 1024 };
const uploads: ReadonlySet<string> = new Set(['CreateFunction', 'UpdateFunctionCode', 'PublishLayerVersion']);
const apiVersion = '2018-04-16';
/** Different warnings that are given at all. */
const warningsMax = 1_000;

/** SCF's API over a region, and what else is good to have. @source design.md §7; scf-api.md §9 */
export function createApi(options: ApiOptions): Api {
  const { history, region, directory, feed, metrics } = options;
  const endpoint = new Endpoint(options);
  const guard = new Guard(options.allowedHosts ?? []);
  const streams = new LogStreams({ history, streamsMax: options.streamsMax ?? 1_000, heartbeatMs: options.heartbeatMs ?? 15_000 });
  const app = new Hono<ApiEnv>();
  app.use('*', guard.middleware);
  app.post('/', (c) => endpoint.answer(c));
  app.get('/', (c) => endpoint.answer(c));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  if (metrics) {
    app.get('/metrics', async (c) => {
      const { type, text } = await metricsText(metrics, region, directory);
      return c.body(text, 200, { 'content-type': type });
    });
  }
  app.get('/events/:requestId/log', (c) => streams.answer(c, c.req.param('requestId') as RequestId));
  app.get('/events/:requestId', (c) => {
    const view = history.get(c.req.param('requestId') as RequestId);
    return view ? c.json(view) : c.json({ error: 'ResourceNotFound', message: 'There is no such request.' }, 404);
  });
  if (feed)
    app.post('/-/invocations', (c) => streamInvocation(c, { invoke: invokeOf(options), directory, history, feed, maxBytes: endpoint.eventBytes }));
  options.extend?.(app);
  // Clients may have been given an endpoint with a base path. @source scf-api.md §4
  app.all('*', (c) => (isApiRequest(c) ? endpoint.answer(c) : c.text('There is nothing here.\n', 404)));
  app.onError((error, c) => {
    endpoint.warnOf(`${c.req.method} ${printable(c.req.path)}`, error);
    return c.text('Something went wrong inside the endpoint; its output says what.\n', 500);
  });
  return { app, allowHost: (host) => guard.allow(host), endStreams: () => streams.close() };
}

function isApiRequest(c: Context<ApiEnv>): boolean {
  if (headerOf(c, 'x-tc-action') !== undefined) return true;
  return c.req.method === 'POST' && isForm(headerOf(c, 'content-type'));
}

/** Takes requests of the API from the wire to their actions and back. */
class Endpoint {
  readonly eventBytes: number;
  readonly #options: ApiOptions;
  readonly #actions: ReadonlyMap<string, Action>;
  readonly #codeBytes: number;
  readonly #rates = new RateLimits();
  readonly #warned = new Set<string>();

  constructor(options: ApiOptions) {
    const { region, history, directory, nowMs, profile = scf2021 } = options;
    this.#options = options;
    this.#actions = new Map(
      Object.entries({
        ...options.actions,
        ...invocationActions({ invoke: invokeOf(options), history, directory, nowMs, results: { ...resultDefaults, ...options.results } }),
        ...eventActions({ region, history, directory, asyncRun: profile.asyncRun }),
        ...logActions({ history, directory, nowMs }),
      }),
    );
    ({ eventBytes: this.eventBytes, codeBytes: this.#codeBytes } = options.bodyLimits ?? bodyLimitDefaults);
  }

  /** Always with HTTP status 200, whatever is wrong. @source scf-api.md §1, §4 */
  async answer(c: Context<ApiEnv>): Promise<Response> {
    const requestId = this.#options.newRequestId();
    const call: ActionCall = {
      requestId,
      origin: `http://${headerOf(c, 'host') ?? ''}`,
      get signal() {
        return c.req.raw.signal;
      },
    };
    try {
      const members = await this.#perform(c, call);
      return send(c, { ...members, RequestId: call.answerId ?? requestId });
    } catch (error) {
      if (error instanceof ClientLeft) return c.body(null, 400);
      const { code, message } = error instanceof ApiError ? error : this.#internalError(c, error);
      return send(c, { Error: { Code: code, Message: message }, RequestId: requestId }, code === 'RequestSizeLimitExceeded');
    }
  }

  /** Tell of an error that is ours. */
  warnOf(what: string, error: unknown): void {
    this.#options.warn?.(`${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }

  async #perform(c: Context<ApiEnv>, call: ActionCall): Promise<object> {
    const { signature = 'off', credentials = [], nowMs } = this.#options;
    const request = await this.#wired(c);
    const flat = flatOf(request);
    checkSignature({ ...request, flat }, signature, credentials, nowMs());
    const asked = askedOf(request, flat);
    const action = this.#actionOf(asked);
    if (this.#options.rateLimits) this.#rates.take(asked.action, nowMs());
    this.#checkUnknown(asked);
    const params = new Params(asked.values, { untyped: asked.untyped });
    const members = await action(params, call);
    for (const name of params.unread()) this.#warn(asked.action, name, 'has no effect here');
    return members;
  }

  async #wired(c: Context<ApiEnv>): Promise<Wired> {
    const maxBytes = uploads.has(headerOf(c, 'x-tc-action') ?? '') ? this.#codeBytes : this.eventBytes;
    const body = await bodyOf(c, maxBytes);
    if (!body) throw new ApiError('RequestSizeLimitExceeded', `The body is larger than ${maxBytes} bytes.`);
    return { method: c.req.method, target: targetOf(c), header: (name) => headerOf(c, name), body };
  }

  #actionOf({ action: name, version, region }: Asked): Action {
    // By hand it is asked without; whoever signs requests has a client that says it.
    if (version !== apiVersion && (version !== undefined || this.#options.signature === 'verify')) {
      throw new ApiError(
        'NoSuchVersion',
        `The version ${version === undefined ? 'is missing' : `"${printable(version)}" does not exist`}: this is ${apiVersion}.`,
      );
    }
    if (outOfScope.has(name))
      throw new ApiError('UnsupportedOperation', `The action \`${name}\` is not offered by this endpoint: custom domains exist in the cloud only.`);
    const action = this.#actions.get(name);
    if (!action) throw new ApiError('InvalidAction', `There is no action "${printable(name)}".`);
    const { regionNames } = this.#options;
    if (region !== undefined && region !== '' && !regionNames.includes(region)) {
      throw new ApiError('UnsupportedRegion', `The region "${printable(region)}" is not here: this endpoint has ${regionNames.join(', ')}.`);
    }
    return action;
  }

  #checkUnknown({ action, values }: Asked): void {
    const unknown = unknownParameters(action, values);
    const [first] = unknown;
    if (first !== undefined && this.#options.unknownParameters === 'refuse') {
      throw new ApiError('UnknownParameter', `The action \`${action}\` has no parameter \`${printable(first)}\`.`);
    }
    for (const name of unknown) this.#warn(action, name, 'is unknown');
  }

  #warn(action: string, name: string, what: string): void {
    const key = `${action} ${printable(name)}`;
    if (this.#warned.has(key) || this.#warned.size >= warningsMax) return;
    this.#warned.add(key);
    this.#options.warn?.(`${action}: the parameter "${printable(name)}" ${what}.`);
  }

  #internalError(c: Context<ApiEnv>, error: unknown): ApiError {
    this.warnOf(printable(headerOf(c, 'x-tc-action') ?? 'A request'), error);
    return new ApiError('InternalError', 'Something went wrong inside the endpoint; its output says what.');
  }
}

/** @param last  the connection is closed: what the client still sends is not taken */
function send(c: Context<ApiEnv>, response: object, last = false): Response {
  const traceId = headerOf(c, 'x-tc-traceid');
  return sendJson(c, JSON.stringify({ Response: response }), {
    ...(traceId !== undefined && /^[\x21-\x7e]{1,128}$/.test(traceId) && { 'x-tc-traceid': traceId }),
    ...(last && { connection: 'close' }),
  });
}

function invokeOf({ region, takesCalls = () => true }: ApiOptions): Region['invoke'] {
  return (call) => {
    if (takesCalls()) return region.invoke(call);
    throw new ApiError('ResourceUnavailable', 'This region is being opened or closed: it takes no calls.');
  };
}
