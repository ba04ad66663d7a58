import type { RequestHistory } from '../history/view';
import { said } from '../messages/api';
import type { Said } from '../messages/text';
import type { Region } from '../region';
import { StoreFault } from '../store';
import { scf2021, type Profile, type RequestId } from '../scf';
import type { Action, ActionCall, Directory } from './action';
import { printable } from './control/names';
import { ApiError } from './error';
import { eventActions } from './events';
import { invocationActions, resultDefaults, type ResultKnobs } from './invoke';
import { languageFor } from './language';
import { logActions } from './logs';
import { outOfScope, unknownParameters } from './parameters';
import { Params } from './params';
import { RateLimits } from './rates';
import { checkSignature, type Credential, type SignatureMode } from './signature';
import { ClientLeft, type Exchange } from './transport';
import { carriesToken } from './token';
import { askedOf, Wired, type Asked } from './wire';

export interface EndpointOptions {
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
  /** Whoever sends it as `Bearer` need not sign: commands of the user who runs the region. */
  readonly token?: string;
  /** Whether actions have their documented rates; not unless said. */
  readonly rateLimits?: boolean;
  /** What becomes of parameters that the API does not have; `warn` unless said. */
  readonly unknownParameters?: 'warn' | 'refuse';
  readonly results?: Partial<ResultKnobs>;
  /** Largest body of a request, and of one that uploads code, bytes. */
  readonly bodyLimits?: { readonly eventBytes: number; readonly codeBytes: number };
  /** Takes what the people who run the endpoint should know; it has no secrets. */
  readonly warn?: (said: Said) => void;
  /** Milliseconds since the Unix epoch. */
  readonly nowMs: () => number;
  /** Names each request. */
  readonly newRequestId: () => RequestId;
}

/** @source scf-api.md §1: code up to about 70 MB, 10 MB for everything else */
const bodyLimitDefaults = { eventBytes: 10 * 1024 * 1024, codeBytes: 75 * 1024 * 1024 };
const uploads: ReadonlySet<string> = new Set(['CreateFunction', 'UpdateFunctionCode', 'PublishLayerVersion']);
const apiVersion = '2018-04-16';
/** Different warnings that are given at all. */
const warningsMax = 1_000;

/** Takes requests of the API from the wire to their actions and back. */
export class Endpoint {
  readonly eventBytes: number;
  readonly #options: EndpointOptions;
  readonly #actions: ReadonlyMap<string, Action>;
  readonly #codeBytes: number;
  readonly #rates = new RateLimits();
  readonly #warned = new Set<string>();

  constructor(options: EndpointOptions) {
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

  /** Always with HTTP status 200, whatever is wrong. @returns undefined when nobody is there to be answered @source scf-api.md §1, §4 */
  async answer(exchange: Exchange): Promise<Response | undefined> {
    const requestId = this.#options.newRequestId();
    let request: Wired | undefined;
    try {
      const maxBytes = uploads.has(exchange.header('x-tc-action') ?? '') ? this.#codeBytes : this.eventBytes;
      const body = await exchange.body(maxBytes);
      if (!body) throw new ApiError('RequestSizeLimitExceeded', said('wire.tooLarge', { maxBytes }));
      request = new Wired(exchange, body);
      const asked = this.#askedOf(request);
      const params = new Params(asked.values, { untyped: asked.untyped });
      const call: ActionCall = { requestId, answerId: undefined, origin: `http://${exchange.header('host') ?? ''}` };
      const response: Members = await this.#actionOf(asked)(params, call);
      for (const name of params.unread()) this.#warn('noEffect', asked.action, name);
      response.RequestId = call.answerId ?? requestId;
      return send(exchange, response);
    } catch (error) {
      if (error instanceof ClientLeft) return undefined;
      const { code, said: why } = error instanceof ApiError ? error : this.#otherError(exchange, error);
      const message = why[languageFor(exchange, request?.flat?.get('Language'))];
      return send(exchange, { Error: { Code: code, Message: message }, RequestId: requestId }, code === 'RequestSizeLimitExceeded');
    }
  }

  /** Tell of an error that is ours. */
  warnOf(what: string | undefined, error: unknown): void {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.warn?.(said('routes.failed', { what: what === undefined ? undefined : printable(what), why }));
  }

  /** What is asked for, once it is known who asks. */
  #askedOf(request: Wired): Asked {
    const { signature = 'off', credentials = [], token, nowMs } = this.#options;
    if (!carriesToken(request.header('authorization'), token)) checkSignature(request, signature, credentials, nowMs());
    return askedOf(request);
  }

  #actionOf(asked: Asked): Action {
    const { action: name, version, region } = asked;
    // By hand it is asked without; whoever signs requests has a client that says it.
    if (version !== apiVersion && (version !== undefined || this.#options.signature === 'verify')) {
      const given = version === undefined ? undefined : printable(version);
      throw new ApiError('NoSuchVersion', said('wire.version', { given, version: apiVersion }));
    }
    if (outOfScope.has(name)) throw new ApiError('UnsupportedOperation', said('wire.customDomain', { action: name }));
    const action = this.#actions.get(name);
    if (!action) throw new ApiError('InvalidAction', said('wire.unknownAction', { action: printable(name) }));
    const { regionNames } = this.#options;
    if (region !== undefined && region !== '' && !regionNames.includes(region)) {
      throw new ApiError('UnsupportedRegion', said('wire.region', { region: printable(region), known: regionNames }));
    }
    if (this.#options.rateLimits) this.#rates.take(name, this.#options.nowMs());
    this.#checkUnknown(asked);
    return action;
  }

  #checkUnknown({ action, values }: Asked): void {
    const unknown = unknownParameters(action, values);
    const [first] = unknown;
    if (first !== undefined && this.#options.unknownParameters === 'refuse') {
      throw new ApiError('UnknownParameter', said('wire.unknownParameter', { action, name: printable(first) }));
    }
    for (const name of unknown) this.#warn('unknown', action, name);
  }

  #warn(what: 'unknown' | 'noEffect', action: string, name: string): void {
    const shown = { action, name: printable(name) };
    const key = `${action} ${shown.name}`;
    if (this.#warned.has(key) || this.#warned.size >= warningsMax) return;
    this.#warned.add(key);
    this.#options.warn?.(said(`routes.${what}`, shown));
  }

  #otherError(exchange: Exchange, error: unknown): ApiError {
    // A disk that is full is no fault of ours, and is told of by itself.
    if (error instanceof StoreFault) return new ApiError('InternalError', said('wire.notRead', { kind: error.kind }));
    this.warnOf(exchange.header('x-tc-action'), error);
    return new ApiError('InternalError', said('wire.internal'));
  }
}

/** What is in `Response`. */
type Members = object & { readonly Error?: { readonly Code: string; readonly Message: string }; RequestId?: RequestId };

/** @param last  the connection is closed: what the client still sends is not taken */
function send(exchange: Exchange, response: Members, last = false): Response {
  const traceId = exchange.header('x-tc-traceid');
  const headers: string[] = [];
  if (traceId !== undefined && /^[\x21-\x7e]{1,128}$/.test(traceId)) headers.push('x-tc-traceid', traceId);
  if (last) headers.push('connection', 'close');
  return exchange.sendJson(JSON.stringify({ Response: response }), headers);
}

/** Calls the region, while that takes calls. */
export function invokeOf({ region, takesCalls = () => true }: Pick<EndpointOptions, 'region' | 'takesCalls'>): Region['invoke'] {
  return (call) => {
    if (takesCalls()) return region.invoke(call);
    throw new ApiError('ResourceUnavailable', said('wire.notOpen'));
  };
}
