import { localAccount } from '../runtime';
import { limits, type DeadLetter, type RegionPlan, type RequestId } from '../scf';
import type { ErrorBody } from './error';
import type { Pending } from './pending';
import type { Terms } from './terms';

/** An event that was given up, as its function's dead-letter queue gets it. @source S65–S67 */
export interface DeadLettered {
  /** The function's key. */
  readonly function: string;
  readonly queue: DeadLetter;
  readonly message: DeadLetterMessage;
}

/** @source S67 */
export interface DeadLetterMessage {
  readonly RequestId: RequestId;
  /** 1: user code said so; -1: the platform did; as in the error that a caller gets. */
  readonly ErrorCode: number;
  /** With the stack, where there is one. */
  readonly ErrorMessage: string;
  readonly Body: {
    readonly AppId: number;
    readonly Uin: string;
    readonly SubAccountUin: string;
    /** Such as `TRIGGER_TIMER`. */
    readonly RequestSource: string;
    readonly FunctionName: string;
    readonly Namespace: string;
    readonly Qualifier: string;
    readonly InvocationType: 'RequestResponse' | 'Event';
    /** The event as JSON text. */
    readonly ClientContext: string;
    readonly LogType: string;
    /** Milliseconds since the Unix epoch, as text. */
    readonly TimeStampForInvoker: string;
    readonly RequestId: RequestId;
    /** RFC 3339 with its zone. */
    readonly PushTime: string;
    readonly RetryNum: number;
    /** Seconds. */
    readonly Ttl: number;
  };
}

/** Moments that a message tells, ms since the Unix epoch. */
interface Moments {
  readonly beganMs: number;
  readonly nowMs: number;
}

/** Messages kept in memory, as many as the platform lets wait; older ones make room. */
const keptMax = limits.asyncQueue.value;

const utc8Ms = 8 * 3_600_000;

/**
 * Where events go that could not be processed.
 * @source S65–S67; S68: an alias uses its main version's queue, and here all versions of a function have one
 */
export class DeadLetters {
  readonly messages: DeadLettered[] = [];
  /** Deliveries that `onDeadLetter` threw at. @source S65 */
  failures = 0;
  readonly #plan: RegionPlan;
  readonly #context: Readonly<Record<string, unknown>>;
  readonly #deliver: ((letter: DeadLettered) => void) | undefined;

  /** @param context  laid over the handlers' context; its `tencentcloud_appid` and `tencentcloud_uin` name the account */
  constructor(plan: RegionPlan, context: Readonly<Record<string, unknown>>, deliver: ((letter: DeadLettered) => void) | undefined) {
    this.#plan = plan;
    this.#context = context;
    this.#deliver = deliver;
  }

  /** An event is given up. A function without a queue drops it. */
  push(pending: Pending, terms: Terms | undefined, event: Buffer, error: ErrorBody, moments: Moments): void {
    if (!terms?.deadLetter) return;
    const { deadLetter: queue } = terms;
    const letter = { function: pending.call.function, queue, message: this.#messageOf(pending, terms, event, error, moments) };
    try {
      this.#deliver?.(letter);
    } catch {
      this.failures += 1;
      return;
    }
    if (this.messages.length >= keptMax) this.messages.shift();
    this.messages.push(letter);
  }

  /**
   * @source S67
   * @assumes Ttl is the function's MsgTTL, TimeStampForInvoker the beginning of the last attempt, PushTime the moment of
   *   delivery in UTC+8, as in the documented sample; RequestSource of a call by API is what `asyncRun.invokeTypes` calls it
   */
  #messageOf(pending: Pending, terms: Terms, event: Buffer, error: ErrorBody, { beganMs, nowMs }: Moments): DeadLetterMessage {
    const { requestId, call, qualifier, executions } = pending;
    const { stackTrace, errorMessage, errorCode } = error;
    const uin = this.#accountField('tencentcloud_uin', localAccount.uin);
    return {
      RequestId: requestId,
      ErrorCode: errorCode,
      // A stack begins with the message.
      ErrorMessage: stackTrace ?? errorMessage,
      Body: {
        AppId: Number(this.#accountField('tencentcloud_appid', localAccount.appid)),
        Uin: uin,
        SubAccountUin: uin,
        RequestSource: this.#sourceOf(call.invokedBy ?? 'invoke'),
        FunctionName: terms.name,
        Namespace: terms.namespace ?? this.#plan.namespace,
        Qualifier: qualifier,
        InvocationType: call.type === 'async' ? 'Event' : 'RequestResponse',
        ClientContext: event.toString(),
        LogType: '',
        TimeStampForInvoker: String(Math.floor(beganMs)),
        RequestId: requestId,
        PushTime: new Date(Math.floor(nowMs) + utc8Ms).toISOString().replace('Z', '+08:00'),
        RetryNum: Math.max(0, executions - 1),
        Ttl: terms.msgTtlMs / 1000,
      },
    };
  }

  #accountField(name: string, otherwise: string): string {
    const given = this.#context[name];
    return typeof given === 'string' || typeof given === 'number' ? String(given) : otherwise;
  }

  #sourceOf(invokedBy: string): string {
    const invokeType = this.#plan.profile.asyncRun.invokeTypes[invokedBy] ?? invokedBy.toUpperCase();
    return invokedBy === 'invoke' ? invokeType : `TRIGGER_${invokeType}`;
  }
}
