import type { RequestId } from '../scf';
import type { Answer, Ended, Invocation } from './call';

/** An invocation on its way, as whoever waits for it needs it. */
interface Way {
  readonly requestId: RequestId;
  readonly over: Ended | undefined;
  /** Called with what the caller gets. */
  answer: (answer: Answer) => void;
  /** Called when it is over. */
  whenOver: (ended: Ended) => void;
}

/** What a caller waits for. Few ask for more than the answer. */
export class Awaited implements Invocation {
  readonly answer: Promise<Answer>;
  readonly #pending: Way;
  #ended: Promise<Ended> | undefined;

  constructor(pending: Way) {
    this.#pending = pending;
    this.answer = new Promise((resolve) => (pending.answer = resolve));
  }

  get requestId(): RequestId {
    return this.#pending.requestId;
  }

  get over(): Ended | undefined {
    return this.#pending.over;
  }

  get ended(): Promise<Ended> {
    this.#ended ??= this.over ? Promise.resolve(this.over) : new Promise((resolve) => (this.#pending.whenOver = resolve));
    return this.#ended;
  }
}
