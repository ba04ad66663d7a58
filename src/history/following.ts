import type { RequestId } from '../scf';
import type { LogLine } from './view';

/** The log of an invocation that somebody follows; all who do share what was read last. */
class FollowedLog {
  /** The invocation has ended: what is there now is all. */
  over: boolean;
  readers = 0;
  readonly #waiting = new Set<() => void>();
  #last: readonly LogLine[] = [];
  /** What the number of the next line will be, while that is known. */
  #end: number | undefined;

  constructor(over: boolean) {
    this.over = over;
  }

  /**
   * Lines from number `from` on.
   * @param read   reads up to `limit` of them from where they are kept
   */
  read(from: number, read: () => readonly LogLine[], limit: number): readonly LogLine[] {
    if (this.#end !== undefined && from >= this.#end) return [];
    const [first] = this.#last;
    const last = this.#last.at(-1);
    if (first && last && first.n <= from && from <= last.n) return this.#last.slice(this.#last.findIndex(({ n }) => n >= from));
    const lines = read();
    if (lines.length > 0) this.#last = lines;
    if (lines.length < limit) this.#end = (lines.at(-1)?.n ?? from - 1) + 1;
    return lines;
  }

  /** Resolves when there is something new, or nothing more is wanted. */
  news(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const tell = (): void => {
        this.#waiting.delete(tell);
        signal.removeEventListener('abort', tell);
        resolve();
      };
      this.#waiting.add(tell);
      signal.addEventListener('abort', tell);
    });
  }

  wake(): void {
    this.#end = undefined;
    for (const tell of [...this.#waiting]) tell();
  }
}

/** The logs that are followed. What nobody follows costs a look. */
export class Following {
  readonly #logs = new Map<RequestId, FollowedLog>();

  /** @param isOver  whether the invocation has ended, for one that nobody follows yet */
  open(requestId: RequestId, isOver: () => boolean): FollowedLog {
    const log = this.#logs.get(requestId) ?? new FollowedLog(isOver());
    this.#logs.set(requestId, log);
    log.readers += 1;
    return log;
  }

  /** A reader goes. */
  close(requestId: RequestId): void {
    const log = this.#logs.get(requestId);
    if (!log) return;
    log.readers -= 1;
    if (log.readers === 0) this.#logs.delete(requestId);
  }

  wake(requestId: RequestId): void {
    this.#logs.get(requestId)?.wake();
  }

  end(requestId: RequestId): void {
    const log = this.#logs.get(requestId);
    if (!log) return;
    log.over = true;
    log.wake();
  }
}
