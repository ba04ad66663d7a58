import type { ErrorDetail, RunReport, Usage } from '../runtime';
import {
  DEFAULT_ALIAS,
  endStateOf,
  type Attempt,
  type Cause,
  type FunctionPlan,
  type InstanceId,
  type InvocationRecord,
  type InvocationType,
  type RequestId,
  type Status,
} from '../scf';
import { platformError, type ErrorBody } from './error';

/** One call of a function. */
export interface Call {
  /** Its key in the plan. */
  readonly function: string;
  /** The event as JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  /** `$LATEST`, `$DEFAULT` (the default) or a version. @source S143 */
  readonly qualifier?: string;
}

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
  /** Resolves when nothing of it runs any more. Never rejects. */
  readonly ended: Promise<Ended>;
}

/** How an invocation went. */
export interface Ended extends Usage {
  readonly record: InvocationRecord;
  /** The handler's result as JSON text, also when nobody waited for it; undefined when it failed. */
  readonly result: Buffer | undefined;
  readonly error: ErrorBody | undefined;
}

/** What is known of an invocation until it ends, and who waits for it. */
export class Pending {
  readonly invocation: Invocation;
  readonly qualifier: string;
  /** The first limit that was in its way. */
  cause: Cause | undefined;
  /** The instance that runs it, or starts for it. */
  instanceId: InstanceId | undefined;
  /** Its execution, once the handler has begun. */
  run: { readonly instance: number; readonly cold: boolean; readonly startedMs: number } | undefined;
  /** What the runtime said of its end, before the engine has judged it. */
  report: RunReport | undefined;
  /** Tells the caller what it gets; of several answers the first counts. */
  answer!: (answer: Answer) => void;
  #end!: (ended: Ended) => void;

  /**
   * @param plan       undefined when there is no such function
   * @param arrivedMs  ms since the region was opened, like all times here
   */
  constructor(
    readonly row: number,
    readonly requestId: RequestId,
    readonly call: Call,
    readonly plan: FunctionPlan | undefined,
    readonly arrivedMs: number,
  ) {
    this.qualifier = call.qualifier ?? DEFAULT_ALIAS;
    this.invocation = {
      requestId,
      answer: new Promise((resolve) => (this.answer = resolve)),
      ended: new Promise((resolve) => (this.#end = resolve)),
    };
  }

  /** The error that a status means for this invocation; undefined for 200. @source S155 */
  errorOf(status: Status): ErrorBody | undefined {
    if (status === 200) return undefined;
    return { ...this.#detailOf(status), requestId: this.requestId, statusCode: status };
  }

  #detailOf(status: Exclude<Status, 200>): ErrorDetail {
    // A deadline may have come before a report that was heard of later: then the platform speaks, not the report.
    if (this.report?.status === status) return this.report.error;
    return platformError(status, this.plan, this.call.function, this.qualifier, this.cause);
  }

  /** It is over: whoever still waits for it is told. */
  end(status: Status, error: ErrorBody | undefined, usage: Usage, endedMs: number): void {
    const result = this.report?.status === 200 && status === 200 ? this.report.result : undefined;
    this.answer(error ? { kind: 'error', status, error } : { kind: 'result', result: result ?? Buffer.from('null') });
    this.#end({ record: this.#record(status, endedMs), result, error, durationMs: usage.durationMs, memoryMB: usage.memoryMB });
  }

  #record(status: Status, endedMs: number): InvocationRecord {
    const attempts: Attempt[] = this.run ? [{ ...this.run, endedMs, status }] : [];
    return {
      row: this.row,
      requestId: this.requestId,
      function: this.call.function,
      qualifier: this.qualifier,
      type: this.call.type,
      arrivedMs: this.arrivedMs,
      status,
      state: endStateOf(status),
      attempts,
      endedMs,
      ...(this.cause && { cause: this.cause }),
    };
  }
}
