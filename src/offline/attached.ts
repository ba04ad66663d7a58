import { setMaxListeners } from 'node:events';
import type { Lang } from '../messages/text';
import type { Answer, Ended, RegionObserver, Retry } from '../region';
import type { Cause, InvocationRecord, InvocationType, RequestId } from '../scf';
import type { LiveAddress } from './address';
import { ndjson } from './ndjson';

/** A call of a function of the service, by its key in `serverless.yml`. */
export interface AttachedCall {
  readonly function: string;
  /** JSON text. */
  readonly event: Buffer;
  readonly type: InvocationType;
  readonly qualifier?: string | undefined;
}

/** A call that a running region has taken. Both promises reject when the region is gone, or refuses to be asked. */
export interface AttachedInvocation {
  readonly answer: Promise<Answer>;
  readonly ended: Promise<Ended>;
}

/** One line of the answer to `POST /-/invocations`. */
type CallLine =
  | { readonly kind: 'invoked'; readonly requestId: RequestId }
  | { readonly kind: 'accepted' | 'givenUp' | 'credentialsExpired' }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'waits'; readonly cause: Cause }
  | { readonly kind: 'runs'; readonly instance: number; readonly cold: boolean }
  | { readonly kind: 'retries'; readonly retry: Retry }
  | { readonly kind: 'answer'; readonly answer: AnswerJson }
  | { readonly kind: 'ended'; readonly ended: EndedJson };

/** Bodies cross as JSON text. */
type AnswerJson = Exclude<Answer, { kind: 'result' }> | { readonly kind: 'result'; readonly result: string };

type EndedJson = Omit<Ended, 'result'> & { readonly result?: string };

/** The calls of one command, made in a region that runs already. Its times are told from the command's first call. */
export class AttachedRegion {
  readonly #address: LiveAddress;
  readonly #observer: RegionObserver;
  readonly #lang: Lang;
  readonly #leave = new AbortController();
  readonly #calls = new Set<RequestId>();
  #row = 0;
  /** By the region's watch. */
  #beganMs: number | undefined;

  /** @param lang  of whoever reads why a call is refused */
  constructor(address: LiveAddress, observer: RegionObserver, lang: Lang) {
    this.#address = address;
    this.#observer = observer;
    this.#lang = lang;
    // Every call listens, and there may be thousands.
    setMaxListeners(0, this.#leave.signal);
  }

  /** Calls that have not ended yet. */
  get underWay(): readonly RequestId[] {
    return [...this.#calls];
  }

  invoke(call: AttachedCall): AttachedInvocation {
    const [answer, ended] = [deferred<Answer>(), deferred<Ended>()];
    this.#beganMs ??= Date.now() - this.#address.openedMs;
    const row = this.#row++;
    this.#follow(call, row, answer, ended).then(
      () => {
        const gone = new Error('it has stopped in the middle of an answer');
        answer.reject(gone);
        ended.reject(gone);
      },
      (error: unknown) => {
        answer.reject(error);
        ended.reject(error);
      },
    );
    return { answer: answer.promise, ended: ended.promise };
  }

  /** Listens no longer; what was called goes on. */
  close(): void {
    this.#leave.abort();
  }

  async #follow({ event, function: key, ...call }: AttachedCall, row: number, answer: Deferred<Answer>, ended: Deferred<Ended>): Promise<void> {
    const { origin, prefix, token } = this.#address;
    const body = { ...call, function: prefix + key, event: event.toString() };
    let requestId = '' as RequestId;
    const asked = { method: 'POST', url: `${origin}/-/invocations`, body, token, signal: this.#leave.signal, lang: this.#lang } as const;
    for await (const value of ndjson(asked)) {
      const line = value as CallLine;
      if (line.kind === 'invoked') {
        requestId = line.requestId;
        this.#calls.add(requestId);
      } else if (line.kind === 'answer') answer.resolve(answerOf(line.answer));
      else if (line.kind === 'ended') {
        this.#calls.delete(requestId);
        ended.resolve(this.#endOf(line.ended, row));
      } else this.#tell(line, requestId, key);
    }
  }

  #tell(line: Exclude<CallLine, { kind: 'invoked' | 'answer' | 'ended' }>, requestId: RequestId, key: string): void {
    switch (line.kind) {
      case 'accepted':
        return this.#observer.accepted?.(requestId);
      case 'givenUp':
        return this.#observer.givenUp?.(requestId);
      case 'credentialsExpired':
        return this.#observer.credentialsExpired?.(requestId);
      case 'line':
        return this.#observer.line?.(line.text, key, requestId);
      case 'waits':
        return this.#observer.waits?.(requestId, this.#causeOf(line.cause));
      case 'runs':
        return this.#observer.runs?.(requestId, line.instance, line.cold);
      case 'retries':
        return this.#observer.retries?.(requestId, line.retry);
    }
  }

  #endOf({ record, result, ...ended }: EndedJson, row: number): Ended {
    return { ...ended, record: this.#recordOf(record, row), result: result === undefined ? undefined : Buffer.from(result) };
  }

  /** As if the region had been opened for this command alone. @source design.md §9 */
  #recordOf(record: InvocationRecord, row: number): InvocationRecord {
    const { prefix } = this.#address;
    // The region's watch may be behind ours: what this command has called cannot have come before it began.
    this.#beganMs = Math.min(this.#beganMs ?? Infinity, record.arrivedMs);
    return {
      ...record,
      row,
      function: record.function.startsWith(prefix) ? record.function.slice(prefix.length) : record.function,
      arrivedMs: this.#since(record.arrivedMs),
      endedMs: this.#since(record.endedMs),
      attempts: record.attempts.map((attempt) => ({ ...attempt, startedMs: this.#since(attempt.startedMs), endedMs: this.#since(attempt.endedMs) })),
      ...(record.cause && { cause: this.#causeOf(record.cause) }),
    };
  }

  #causeOf(cause: Cause): Cause {
    if ('holders' in cause) return { ...cause, holders: cause.holders.map((holder) => ({ ...holder, sinceMs: this.#since(holder.sinceMs) })) };
    return { ...cause, openedMs: this.#since(cause.openedMs), endsMs: this.#since(cause.endsMs) };
  }

  #since(ms: number): number {
    return Math.round((ms - (this.#beganMs ?? 0)) * 1000) / 1000;
  }
}

function answerOf(answer: AnswerJson): Answer {
  return answer.kind === 'result' ? { kind: 'result', result: Buffer.from(answer.result) } : answer;
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** A promise that others settle; nobody need wait for it. */
function deferred<T>(): Deferred<T> {
  let [resolve, reject]: [(value: T) => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((fulfil, refuse) => ([resolve, reject] = [fulfil, refuse]));
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
