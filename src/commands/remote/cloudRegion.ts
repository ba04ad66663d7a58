import { CloudError, type CloudTime } from '../../cloud';
import type { RequestView } from '../../history/view';
import type { RequestId } from '../../scf';
import { ApiRefusal } from '../apiRefusal';
import type { ApiAnswer, EventRegion, LogPiece } from '../eventRegion';
import type { Output } from '../output';
import { RegionFailure } from '../regionFault';
import { functionsIn, itemsOf, type RegionFunction } from '../regionFunctions';
import type { Cloud } from './access';
import { eventStatus, requestFacts, type RequestFacts } from './asyncEvents';
import { logSourceOf } from './logSourceOf';
import type { RemoteService } from './service';
import { timeOf } from './times';

/** Events are remembered as long as this, ms. @source S82 */
const keptMs = 3 * 86_400_000;

/** A hard termination answers once the instance is gone, ms. @source S83 */
const terminateMs = 60_000;

/** How often a log that is followed is looked at, ms; and how many looks more after the end, for what comes late. */
const lookMs = 2_000;
const looksAfterEnd = 3;

/** Whose an event is, and how a list has shown it. */
interface Seen {
  readonly function: RegionFunction;
  readonly row: ApiAnswer | undefined;
}

/** The functions of one service in the cloud, and what the cloud's API knows of their events: less than a local region does. */
export class CloudRegion implements EventRegion {
  readonly only: NonNullable<EventRegion['only']>;
  readonly #find: () => Promise<Cloud>;
  readonly #service: RemoteService;
  readonly #clock: CloudTime;
  readonly #output: Output;
  readonly #signal: AbortSignal;
  readonly #seen = new Map<string, Seen>();
  #functions: Promise<RegionFunction[]> | undefined;

  /** @param signal  ends whatever is under way */
  constructor(find: () => Promise<Cloud>, service: RemoteService, clock: CloudTime, output: Output, signal: AbortSignal) {
    this.#find = find;
    this.#service = service;
    this.#clock = clock;
    this.#output = output;
    this.#signal = signal;
    this.only = { namespace: service.namespace, names: new Set(service.functions.map(({ name }) => name)) };
  }

  async call(action: string, params: object): Promise<ApiAnswer> {
    const { client } = await this.#find();
    try {
      const answer = await client.call(action, params, { signal: this.#signal, ...(action === 'TerminateAsyncEvent' && { timeoutMs: terminateMs }) });
      if (action === 'ListAsyncEvents') this.#remember(params, answer);
      return answer;
    } catch (error) {
      throw error instanceof CloudError ? new ApiRefusal(error.code, error.message, { cause: error }) : error;
    }
  }

  /** Of a service in the cloud it is known without asking. */
  keysOf(key: string): Promise<readonly string[]> {
    return Promise.resolve([this.#service.functions.find((fn) => fn.key === key)?.name ?? key]);
  }

  async view(requestId: string): Promise<RequestView | undefined> {
    const before = this.#seen.get(requestId);
    const { client } = await this.#find();
    const event = await eventStatus(client, requestId, this.#signal);
    const seen = before ?? (await this.#seenAs(requestId, event !== undefined));
    if (!seen) return undefined;
    // Rows of a list need no more than that.
    const facts = before && event ? undefined : await this.#factsOf(seen.function, requestId);
    const state = event?.state ?? facts?.state;
    return state === undefined
      ? undefined
      : viewOf(requestId, seen, { state, status: event?.status ?? facts?.status, asyncRun: event !== undefined }, facts);
  }

  async *log(requestId: string, _from: number, follow: boolean, signal: AbortSignal): AsyncGenerator<LogPiece> {
    const cloud = await this.#find();
    const view = await this.view(requestId);
    if (!view) throw new RegionFailure({ kind: 'unknown', requestId });
    const choice = { function: view.function, namespace: this.#service.namespace, requestId };
    const source = await logSourceOf(cloud, choice, false, this.#output, signal);
    let fromMs = view.acceptedMs - 60_000;
    let n = 0;
    for (let after = 0; ;) {
      const { state, status } = (await this.view(requestId)) ?? view;
      const nowMs = this.#clock.nowMs();
      for (const { text } of await source.read(fromMs, nowMs + 60_000, signal)) yield { kind: 'line', n: n++, text };
      fromMs = Math.max(fromMs, nowMs - source.lateMs - 60_000);
      const isOver = state !== 'RUNNING' && state !== 'WAITING';
      if (!follow || (isOver && (source.lateMs <= lookMs || after >= looksAfterEnd))) {
        yield { kind: 'end', state, status };
        return;
      }
      if (isOver) after += 1;
      await this.#clock.sleep(lookMs, signal);
    }
  }

  #remember(params: object, { EventList: list }: ApiAnswer): void {
    const { FunctionName: name, Namespace: namespace } = params as Readonly<Record<string, unknown>>;
    const fn = { name: String(name), namespace: String(namespace), asyncRun: true, traced: true };
    for (const row of itemsOf(list)) this.#seen.set(String(row['InvokeRequestId']), { function: fn, row });
  }

  /** The API does not tell whose an event is: each function of the service is asked. */
  async #seenAs(requestId: string, isEvent: boolean): Promise<Seen | undefined> {
    const functions = await (this.#functions ??= functionsIn(this));
    for (const fn of functions) {
      const { name, namespace, traced } = fn;
      // Only of those whose events are tracked a list tells anything. @source S81
      if (isEvent && traced) await this.call('ListAsyncEvents', { FunctionName: name, Namespace: namespace, InvokeRequestId: requestId, Limit: 1 });
      else if (await this.#factsOf(fn, requestId)) this.#seen.set(requestId, { function: fn, row: undefined });
      const seen = this.#seen.get(requestId);
      if (seen) return seen;
    }
    return undefined;
  }

  async #factsOf({ name, namespace }: RegionFunction, requestId: string): Promise<RequestFacts | undefined> {
    const { client } = await this.#find();
    const nowMs = this.#clock.nowMs();
    return requestFacts(client, { name, namespace, requestId }, { fromMs: nowMs - keptMs, toMs: nowMs }, this.#signal);
  }
}

/** What of an invocation is known in the cloud, in the words of a local region. */
function viewOf(
  requestId: string,
  { function: fn, row }: Seen,
  { state, status, asyncRun }: { readonly state: string; readonly status: RequestView['status']; readonly asyncRun: boolean },
  facts: RequestFacts | undefined,
): RequestView {
  const { Qualifier: qualifier, InvokeType: invokeType, StartTime: start, EndTime: end } = row ?? {};
  const startMs = timeOf(start) ?? facts?.startMs;
  const endMs = timeOf(end);
  const version = typeof qualifier === 'string' && qualifier !== '' ? qualifier : undefined;
  return {
    requestId: requestId as RequestId,
    function: fn.name,
    qualifier: version ?? '',
    version,
    type: asyncRun ? 'async' : 'sync',
    invokedBy: typeof invokeType === 'string' && invokeType !== '' ? invokeType : 'API',
    asyncRun,
    state: state as RequestView['state'],
    status,
    acceptedMs: startMs ?? 0,
    startMs,
    endMs,
    attempts: facts?.attempts ?? 1,
    durationMs: facts?.durationMs ?? (startMs === undefined || endMs === undefined ? undefined : endMs - startMs),
    memoryMB: facts?.memoryMB,
    result: facts?.result,
  };
}
