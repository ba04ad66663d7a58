import { setMaxListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import { apiLanguages, type Lang } from '../messages/text';
import type { Credentials } from './credentials';
import { endpointOf, type Endpoint } from './endpoint';
import { CloudError, CloudFault, type Concerned } from './fault';
import type { Env } from './proxies';
import { documentedPace, type Pace } from './rates';
import { signedRequest } from './request';
import { pauseMs, retryDefaults, type RetryPolicy } from './retry';
import { realTime, type CloudTime } from './time';
import { openTransport, type RawAnswer, type Transport } from './transport';

export interface ClientOptions {
  readonly credentials: Credentials;
  /** Such as `ap-guangzhou`. */
  readonly region: string;
  /** `scf.tencentcloudapi.com` unless said. @source scf-api.md §1 */
  readonly endpoint?: string | undefined;
  /** Of the API behind the endpoint; SCF's unless said. */
  readonly version?: string | undefined;
  /** Of the texts in errors; the account's own unless said. */
  readonly language?: Lang | undefined;
  /** How long one attempt may take, ms. */
  readonly timeoutMs?: number | undefined;
  /** The process environment: its proxies are used. */
  readonly env: Env;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Called before each attempt; keeps to the documented rates unless said. */
  readonly pace?: Pace | undefined;
  readonly time?: CloudTime | undefined;
  /** Sends in undici's place. */
  readonly dispatcher?: Dispatcher | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long one attempt may take, ms; the client's unless said. */
  readonly timeoutMs?: number | undefined;
  /** Whether it may be sent again when nobody knows if it was done; only reading unless said. */
  readonly repeatable?: boolean | undefined;
}

/** What stands in `Response`, the RequestId included. */
export type CloudAnswer = Readonly<Record<string, unknown>>;

/** A client of one service of the cloud in one region. */
export interface CloudClient {
  readonly region: string;
  /** Where it asks: `scf.tencentcloudapi.com`. */
  readonly host: string;
  /**
   * One request, tried again where that may help.
   * @throws CloudError when the service refuses; CloudFault when it cannot be asked; whatever aborted the signal
   */
  call(action: string, params?: object, options?: CallOptions): Promise<CloudAnswer>;
  /** Ends all connections. */
  close(): Promise<void>;
}

const scfEndpoint = 'scf.tencentcloudapi.com';
/** @source scf-api.md §1 */
const scfVersion = '2018-04-16';
/** @source scf-api.md §4: the SDK waits 60 s; what we read takes less than one */
const timeoutDefaultMs = 30_000;

/**
 * A client that opens nothing before the first call.
 * @throws CloudFault `badEndpoint`
 */
export function createClient(options: ClientOptions): CloudClient {
  return new Client(options);
}

class Client implements CloudClient {
  readonly region: string;
  readonly #options: ClientOptions;
  readonly #endpoint: Endpoint;
  readonly #time: CloudTime;
  readonly #retry: RetryPolicy;
  readonly #pace: Pace;
  #transport: Promise<Transport> | undefined;

  constructor(options: ClientOptions) {
    const { region, endpoint = scfEndpoint, time = realTime, retry = {}, pace = documentedPace(time) } = options;
    this.region = region;
    this.#options = options;
    this.#endpoint = endpointOf(endpoint);
    this.#time = time;
    this.#retry = { ...retryDefaults, ...retry };
    this.#pace = pace;
  }

  get host(): string {
    return this.#endpoint.host;
  }

  async call(action: string, params: object = {}, options: CallOptions = {}): Promise<CloudAnswer> {
    const { signal = new AbortController().signal, repeatable = /^(Get|List)[A-Z]/.test(action) } = options;
    const timeoutMs = options.timeoutMs ?? this.#options.timeoutMs ?? timeoutDefaultMs;
    const startMs = this.#time.nowMs();
    // Ends: no policy tries without end.
    for (let failed = 1; ; failed += 1) {
      signal.throwIfAborted();
      await this.#pace(action, signal);
      try {
        return await this.#once(action, params, timeoutMs, signal);
      } catch (error) {
        signal.throwIfAborted();
        const tries = { failed, sinceMs: this.#time.nowMs() - startMs, repeatable };
        const pause = pauseMs(error, tries, this.#retry, this.#time.random());
        if (pause === undefined) throw error;
        await this.#time.sleep(pause, signal);
      }
    }
  }

  async close(): Promise<void> {
    // A way that could not be opened needs no closing.
    const transport = await this.#transport?.catch(() => undefined);
    await transport?.close();
  }

  async #once(action: string, params: object, timeoutMs: number, signal: AbortSignal): Promise<CloudAnswer> {
    const { credentials, env, dispatcher, version = scfVersion, language, region } = this.#options;
    const endpoint = this.#endpoint;
    const transport = await (this.#transport ??= openTransport(endpoint, env, dispatcher));
    const asked = { endpoint, action, version, region, language: language && apiLanguages[language], params };
    const { headers, body } = signedRequest(asked, credentials, this.#time.nowMs());
    const late = new CloudFault({ kind: 'slow', host: endpoint.host, proxy: transport.proxy, action, timeoutMs });
    const raw = await this.#within(timeoutMs, late, signal, (until) => transport.send({ url: endpoint.url, headers, body }, until));
    const { FunctionName: name } = params as { FunctionName?: unknown };
    return answerOf(raw, endpoint.host, action, { region, function: typeof name === 'string' ? name : undefined });
  }

  /**
   * Something that is aborted with `late` after a time, or when the caller no longer wants it. Without `AbortSignal.any`: on Node 20 a
   * signal that lives on keeps all that was ever made of it, and one that is followed for days is asked with ten thousand times.
   */
  async #within<T>(ms: number, late: CloudFault, signal: AbortSignal, work: (until: AbortSignal) => Promise<T>): Promise<T> {
    const done = new AbortController();
    const until = new AbortController();
    const stop = (): void => until.abort(signal.reason);
    // Many requests are under way at a time.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    // Stopped before its time, it has nothing to say.
    this.#time.sleep(ms, done.signal).then(
      () => until.abort(late),
      () => undefined,
    );
    try {
      return await work(until.signal);
    } finally {
      done.abort();
      signal.removeEventListener('abort', stop);
    }
  }
}

/** @throws CloudError, CloudFault `status` or `answer` */
function answerOf({ status, contentType, text }: RawAnswer, host: string, action: string, about: Concerned): CloudAnswer {
  if (status !== 200) throw new CloudFault({ kind: 'status', host, action, status });
  // What came instead is not shown: something in between may repeat what we sent.
  const strange = (what: string): CloudFault => new CloudFault({ kind: 'answer', host, action, what });
  const answer = jsonOf(text);
  if (answer === undefined) throw strange(`no JSON; Content-Type ${contentType === '' ? 'none' : contentType}, ${text.length} characters`);
  const response = isMembers(answer) ? answer['Response'] : undefined;
  if (!isMembers(response)) throw strange('JSON without `Response`');
  const { Error: error, RequestId: requestId } = response;
  if (error === undefined || error === null) return response;
  if (!isMembers(error) || typeof error['Code'] !== 'string') throw strange('an error without `Code`');
  const message = typeof error['Message'] === 'string' ? error['Message'] : '';
  throw new CloudError(error['Code'], message, action, typeof requestId === 'string' ? requestId : undefined, about);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMembers(value: unknown): value is CloudAnswer {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
