import assert from 'node:assert';
import type { RoutingKey } from '../engine';
import type { ErrorDetail, RunReport, Usage } from '../runtime';
import {
  DEFAULT_ALIAS,
  type Attempt,
  type Cause,
  type EndState,
  type FunctionPlan,
  type InvocationId,
  type InvocationRecord,
  type InvocationType,
  type Profile,
  type RequestId,
  type RunStatus,
  type Status,
} from '../scf';
import type { Seq } from '../store';
import { platformError, type ErrorBody } from './error';

/** One call of a function. */
export interface Call {
  /** Its key in the plan. */
  readonly function: string;
  /** The event as JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  /** `$LATEST`, `$DEFAULT` (the default), a version or an alias. @source S143 */
  readonly qualifier?: string;
  /** For aliases that route by it; as JSON at most 1024 bytes. @source S142 */
  readonly routingKey?: RoutingKey;
  /** Who calls; the API unless said. @source S87 */
  readonly invokedBy?: InvokedBy;
}

/** The platform's callers. @source S44, S53, S87 */
export type InvokedBy = 'invoke' | 'timer' | 'cos' | 'apigw' | 'ckafka' | 'cmq';

/** What the caller of a function gets back. */
export type Answer =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'result'; readonly result: Buffer }
  | { readonly kind: 'error'; readonly status: Status; readonly error: ErrorBody };

/** An invocation on its way. */
export interface Invocation {
  readonly requestId: RequestId;
  /** Resolves with what the caller gets: of an asynchronous call, that it was accepted. Never rejects. */
  readonly answer: Promise<Answer>;
  /** Resolves when nothing of it runs any more and no attempt is to come. Never rejects. */
  readonly ended: Promise<Ended>;
}

/** How an invocation went; its usage is that of its last attempt. */
export interface Ended extends Usage {
  readonly record: InvocationRecord;
  /** The handler's result as JSON text, also when nobody waited for it; undefined when it failed. */
  readonly result: Buffer | undefined;
  readonly error: ErrorBody | undefined;
}

/** What of a call is known until its end; the event itself may lie in the store. */
export type Called = Omit<Call, 'event'>;

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
  run: { readonly instance: number; readonly cold: boolean; readonly startedMs: number } | undefined;
  /** What the runtime said of the end of its last attempt, before the engine has judged it. */
  report: RunReport | undefined;
  /** Tells the caller what it gets; of several answers the first counts. */
  answer: (answer: Answer) => void = nobody;
  readonly #attempts: Attempt[] = [];
  #usage: Usage = unused;
  #end: (ended: Ended) => void = nobody;

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
    return {
      requestId: this.requestId,
      answer: new Promise((resolve) => (this.answer = resolve)),
      ended: new Promise((resolve) => (this.#end = resolve)),
    };
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
   * An attempt is over.
   * @param memoryMB  what is known of its instance's memory when nothing was reported
   * @returns what it used
   */
  leave(status: RunStatus, endedMs: number, memoryMB: number | undefined): Usage {
    const { run, report } = this;
    const elapsed = { durationMs: run ? endedMs - run.startedMs : 0, memoryMB };
    this.#usage = report?.status === status ? report : elapsed;
    // What failed to start was no attempt: the handler never began.
    if (run) this.#attempts.push({ ...run, endedMs, status });
    this.run = undefined;
    return this.#usage;
  }

  /** What has become of it. */
  end(status: Status, state: EndState, endedMs: number): Ended {
    const { durationMs, memoryMB } = this.#usage;
    const error = this.errorOf(status);
    const result = this.report?.status === 200 && status === 200 ? this.report.result : undefined;
    return { record: this.#record(status, state, endedMs), result, error, durationMs, memoryMB };
  }

  /** Whoever still waits for it is told. */
  tell(ended: Ended): void {
    const { error, result, record } = ended;
    this.answer(error ? { kind: 'error', status: record.status, error } : { kind: 'result', result: result ?? Buffer.from('null') });
    this.#end(ended);
  }

  #record(status: Status, state: EndState, endedMs: number): InvocationRecord {
    return {
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
      ...(this.cause && { cause: this.cause }),
    };
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
