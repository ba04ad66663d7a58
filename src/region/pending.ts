import assert from 'node:assert';
import type { ErrorDetail, RunReport, Usage } from '../runtime';
import {
  DEFAULT_ALIAS,
  type Attempt,
  type Cause,
  type EndState,
  type FunctionPlan,
  type InstanceId,
  type InvocationId,
  type InvocationRecord,
  type Profile,
  type RequestId,
  type RunStatus,
  type Status,
  statuses,
} from '../scf';
import type { Seq } from '../store';
import { Awaited } from './awaited';
import type { Answer, Called, Ended, Invocation } from './call';
import { platformError, type ErrorBody } from './error';

/** What is known of an invocation until it ends, and who waits for it. */
export class Pending {
  readonly qualifier: string;
  /** Given when the engine is told of it. */
  row = -1 as InvocationId;
  /** In the store; undefined for what is answered and forgotten. */
  seq: Seq | undefined;
  /** Resolves when it is on disk that it has its instance; undefined when it is. */
  begun: Promise<void> | undefined;
  /** It was accepted before; nobody waits for it here. */
  restored = false;
  /** The first limit that was in its way. */
  cause: Cause | undefined;
  /** How often it was given an instance. @source S62: the retry number is one less */
  executions = 0;
  /** Its running attempt, once the handler has begun. */
  run: { readonly cold: boolean; readonly startedMs: number } | undefined;
  /** What the runtime said of the end of its last attempt, before the engine has judged it. */
  report: RunReport | undefined;
  /** Tells the caller what it gets; of several answers the first counts. */
  answer: (answer: Answer) => void = nobody;
  /** How it went, once it has ended. */
  over: Ended | undefined;
  /** Called when somebody begins to wait for its end. */
  whenAwaited: () => void = nobody;
  #whenOver: (ended: Ended) => void = nobody;
  readonly #attempts: Attempt[] = [];
  #usage: Usage = unused;

  /**
   * @param event      as JSON text; undefined while only the store has it
   * @param plan       that of its function, once it has an instance that of the version; undefined when there is no such function
   * @param arrivedMs  ms since the region was opened, like all times here
   * @param era        whose texts the platform speaks
   */
  constructor(
    readonly requestId: RequestId,
    readonly call: Called,
    public event: Buffer | undefined,
    public plan: FunctionPlan | undefined,
    readonly arrivedMs: number,
    private readonly era: Profile['errorTextEra'],
  ) {
    this.qualifier = call.qualifier ?? DEFAULT_ALIAS;
  }

  /** For whoever calls; to be asked for once, before the engine is told. */
  awaited(): Invocation {
    return new Awaited(this);
  }

  /** Somebody wants to be told of its end. */
  get isAwaited(): boolean {
    return this.#whenOver !== nobody;
  }

  set whenOver(tell: (ended: Ended) => void) {
    this.#whenOver = tell;
    this.whenAwaited();
  }

  /** When its last attempt began, or it arrived. */
  get beganMs(): number {
    return this.#attempts.at(-1)?.startedMs ?? this.arrivedMs;
  }

  /** It has an instance: what was said of its last attempt is past. */
  bind(plan: FunctionPlan): void {
    this.plan = plan;
    this.executions += 1;
    this.report = undefined;
  }

  /** The error that a status means for this invocation; undefined for 200. @source S155 */
  errorOf(status: Status): ErrorBody | undefined {
    return status === 200 ? undefined : this.failure(status);
  }

  /** @source S155 */
  failure(status: Exclude<Status, 200>): ErrorBody {
    return { ...this.#detailOf(status), requestId: this.requestId, statusCode: status };
  }

  #detailOf(status: Exclude<Status, 200>): ErrorDetail {
    const { plan, qualifier, cause } = this;
    // A deadline may have come before a report that was heard of later: then the platform speaks, not the report.
    if (this.report?.status === status) return this.report.error;
    return platformError(status, { plan, name: this.call.function, qualifier, cause }, this.era);
  }

  /**
   * An attempt is over. What failed to start was one, too: it had an instance, and it counts as a try (S62, S123).
   * @param instance  that it had
   * @param memoryMB  what is known of its instance's memory when nothing was reported
   * @returns what it used
   */
  leave(status: RunStatus, endedMs: number, instance: InstanceId, memoryMB: number | undefined): Usage {
    const { run, report } = this;
    const elapsed = { durationMs: run ? endedMs - run.startedMs : 0, memoryMB };
    this.#usage = report?.status === status ? report : elapsed;
    this.#attempts.push(
      run
        ? { instance, cold: run.cold, startedMs: run.startedMs, endedMs, status }
        : { instance, cold: true, startedMs: endedMs, endedMs, status, initOnly: true },
    );
    this.run = undefined;
    return this.#usage;
  }

  /**
   * Its attempt was lost with the process that made it.
   * @param durationMs  it had lasted so long at least
   * @returns what is known of it
   */
  cutOff(durationMs: number): Usage {
    const errorMessage = `${statuses[500].name}: the engine was ended while the event ran`;
    const report: RunReport = { status: 500, error: { errorCode: -1, errorMessage }, durationMs, memoryMB: undefined, gone: true };
    this.report = report;
    this.#usage = report;
    return report;
  }

  /** What has become of it. */
  end(status: Status, state: EndState, endedMs: number): Ended {
    const { durationMs: measuredMs, memoryMB } = this.#usage;
    // To the microsecond, as all times of a region: what is beyond it is noise.
    const durationMs = Math.round(measuredMs * 1000) / 1000;
    const error = this.errorOf(status);
    const result = this.report?.status === 200 && status === 200 ? this.report.result : undefined;
    return { record: this.#record(status, state, endedMs), result, error, durationMs, memoryMB };
  }

  /** Whoever still waits for it is told. */
  tell(ended: Ended): void {
    const { error, result, record } = ended;
    this.over = ended;
    this.answer(error ? { kind: 'error', status: record.status, error } : { kind: 'result', result: result ?? Buffer.from('null') });
    this.#whenOver(ended);
  }

  #record(status: Status, state: EndState, endedMs: number): InvocationRecord {
    const record = {
      row: this.row,
      requestId: this.requestId,
      function: this.call.function,
      qualifier: this.qualifier,
      type: this.call.type,
      arrivedMs: this.arrivedMs,
      status,
      state,
      attempts: this.#attempts,
      endedMs,
    };
    return this.cause ? { ...record, cause: this.cause } : record;
  }
}

function nobody(): void {
  // Nobody waits.
}

const unused: Usage = { durationMs: 0, memoryMB: undefined };

/** What the region has handed to the engine with an invocation. */
export function pendingOf({ data }: { readonly data: unknown }): Pending {
  assert(data instanceof Pending, 'the engine gives back what it was given');
  return data;
}
