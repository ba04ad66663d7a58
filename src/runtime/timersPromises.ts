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
  async function* interval<T>(delayMs?: number, value?: T, options?: Options): AsyncGenerator<T | undefined> {
    for (;;) yield await wait(delayMs, value, options);
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
