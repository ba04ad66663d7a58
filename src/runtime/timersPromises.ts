import type { TimerFunctions } from './virtualTimers';

interface Options {
  readonly signal?: AbortSignal;
  readonly ref?: boolean;
}

/** What `require('timers/promises')` gives: promises over timers of an instance. */
export function timersPromises(timers: TimerFunctions): object {
  const wait = <T>(delayMs?: number, value?: T, { signal, ref = true }: Options = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(aborted(signal));
      const stop = (): void => {
        timers.clearTimeout(timer);
        reject(aborted(signal));
      };
      const timer = timers.setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve(value);
      }, delayMs);
      if (!ref) timer.unref();
      signal?.addEventListener('abort', stop, { once: true });
    });
  const immediate = <T>(value?: T, { signal }: Options = {}): Promise<T | undefined> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) reject(aborted(signal));
      else timers.setImmediate(() => (signal?.aborted ? reject(aborted(signal)) : resolve(value)));
    });
  async function* interval<T>(delayMs?: number, value?: T, options: Options = {}): AsyncGenerator<T | undefined> {
    const { signal, ref = true } = options;
    if (signal?.aborted) throw aborted(signal);
    // Its ticks keep their distance, however long whoever takes them is busy; those that were missed come at once.
    let due = 0;
    let wake: () => void = () => undefined;
    const timer = timers.setInterval(() => {
      due += 1;
      wake();
    }, delayMs);
    if (!ref) timer.unref();
    const stop = (): void => {
      timers.clearInterval(timer);
      wake();
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      for (;;) {
        while (due === 0 && !signal?.aborted) await new Promise<void>((resolve) => (wake = resolve));
        for (; due > 0; due -= 1) yield value;
        if (signal?.aborted) throw aborted(signal);
      }
    } finally {
      timers.clearInterval(timer);
      signal?.removeEventListener('abort', stop);
    }
  }
  return {
    setTimeout: wait,
    setImmediate: immediate,
    setInterval: interval,
    scheduler: { wait: (delayMs: number, options?: Options) => wait(delayMs, undefined, options), yield: () => immediate() },
  };
}

function aborted(signal: AbortSignal | undefined): Error {
  return Object.assign(new Error('The operation was aborted', { cause: signal?.reason }), { name: 'AbortError', code: 'ABORT_ERR' });
}
