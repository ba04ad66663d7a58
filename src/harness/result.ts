import type { Answer, Ended } from '../region';
import type { Lang } from '../messages';
import type { EndState, InvocationRecord, RequestId, Status } from '../scf';
import type { Account, EventView, RetryView } from './account';
import { markAs } from './kin';

/** The error that a failing invocation answers with. @source S155 */
export type InvocationError = Extract<Answer, { kind: 'error' }>['error'];

/**
 * What became of a call. What its caller got stands fast; how it ended is known once it has ended: an asynchronous one is only accepted
 * at first, and a handler may go on after its answer (S193).
 */
export class InvocationResult {
  static {
    markAs('result', this.prototype);
  }

  readonly requestId: RequestId;
  readonly function: string;
  /** Language of messages about it: its region's. */
  readonly lang: Lang;
  /** What the caller got. */
  readonly answer: Answer['kind'];
  /** The value that the handler returned to its caller; undefined when there was none. */
  readonly result: unknown;
  /** Why the caller got none. */
  readonly error: InvocationError | undefined;
  readonly #account: Account;

  constructor(account: Account, requestId: RequestId, functionKey: string, answer: Answer, lang: Lang) {
    this.#account = account;
    this.requestId = requestId;
    this.function = functionKey;
    this.lang = lang;
    this.answer = answer.kind;
    this.result = answer.kind === 'result' ? (JSON.parse(answer.result.toString()) as unknown) : undefined;
    this.error = answer.kind === 'error' ? answer.error : undefined;
  }

  /** How it ended; undefined as long as it has not. */
  get record(): InvocationRecord | undefined {
    return this.#ended?.record;
  }

  /** Where it stands now. */
  get event(): EventView | undefined {
    return this.#account.event(this.requestId);
  }

  get status(): Status | undefined {
    return this.record?.status;
  }

  get state(): EndState | undefined {
    return this.record?.state;
  }

  /** What the handler returned, also where its caller waited for nothing. */
  get returned(): unknown {
    const bytes = this.#ended?.result;
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as unknown);
  }

  /** Its log so far, the platform's own lines included. */
  get logs(): readonly string[] {
    return this.#account.logs(this.requestId);
  }

  /** Other attempts that it was given so far. @source S54–S56 */
  get retries(): readonly RetryView[] {
    return this.#account.retries(this.requestId);
  }

  get #ended(): Ended | undefined {
    return this.#account.ended(this.requestId);
  }
}
