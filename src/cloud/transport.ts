import type { Dispatcher } from 'undici';
import type { Endpoint } from './endpoint';
import { networkFault } from './network';
import { proxiesOf, shownProxy, type Env } from './proxies';

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  /** Without its parameters. */
  readonly contentType: string;
  readonly text: string;
}

/** What is sent; the body of a GET is undefined. */
export interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** The way to a service. */
export interface Transport {
  /** @throws CloudFault of the network; whatever aborted `signal` */
  send(sent: Sent, signal: AbortSignal): Promise<RawAnswer>;
  /** Of which proxy faults tell. */
  readonly proxy: string | undefined;
  close(): Promise<void>;
}

/** How long a connection may take to be made, ms. */
const connectMs = 10_000;
/** How long a connection waits for the next request, ms. */
const keepAliveMs = 30_000;
/** No answer that we read is as large, bytes. */
const answerMaxBytes = 64 * 1024 * 1024;

/**
 * Opens the way to a service; connections are made when they are needed, and kept for the next request.
 * @param env         whose proxies are used
 * @param dispatcher  that sends in undici's place; it is not ours to close
 * @throws CloudFault `badProxy`
 */
export async function openTransport(endpoint: Endpoint, env: Env, dispatcher?: Dispatcher): Promise<Transport> {
  // Slow to load, and only of use to who asks the cloud.
  const { Agent, EnvHttpProxyAgent, request } = await import('undici');
  const proxies = endpoint.local ? undefined : proxiesOf(env);
  const options = { keepAliveTimeout: keepAliveMs, connectTimeout: connectMs, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: answerMaxBytes };
  // Empty text keeps it from reading the process' own environment.
  const own = dispatcher ? undefined : proxies ? new EnvHttpProxyAgent({ ...options, ...proxies }) : new Agent(options);
  const through = dispatcher ?? own;
  const proxy = proxies && shownProxy(proxies, endpoint.host, endpoint.secure);
  return {
    proxy,
    send: async ({ url, headers, body }, signal) => {
      try {
        const method = body === undefined ? 'GET' : 'POST';
        const answer = await request(url, { method, headers, body: body ?? null, signal, ...(through && { dispatcher: through }) });
        return { status: answer.statusCode, contentType: typeOf(answer.headers['content-type']), text: await answer.body.text() };
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        throw networkFault(error, endpoint.host, proxy);
      }
    },
    close: async () => {
      await own?.destroy();
    },
  };
}

function typeOf(header: string | string[] | undefined): string {
  const [first = ''] = [header].flat();
  return (first.split(';')[0] ?? '').trim();
}
