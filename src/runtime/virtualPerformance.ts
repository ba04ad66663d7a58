import type { MeasureOptions, PerformanceMark } from 'node:perf_hooks';
import { over } from './overlay';
import { builtin } from './realNode';

/** Node has been there before any code: that nothing is 0 at first, caches rely on, to which 0 says that a time is not set (lru-cache). */
export const bootedMs = 25;

/** Node's, on a time of its own, in which Node has just booted. */
export function virtualPerformance(nowMs: () => number): object {
  const real = builtin('node:perf_hooks').performance;
  const originMs = nowMs() - bootedMs;
  const now = (): number => nowMs() - originMs;
  // Node's own are one list for all instances.
  const marks = new Map<string, number>();
  const at = (mark: string | number | undefined): string | number | undefined => (typeof mark === 'string' ? (marks.get(mark) ?? mark) : mark);
  const spanOf = ({ start, end, ...rest }: MeasureOptions): MeasureOptions => {
    const ends = end ?? (start === undefined || rest.duration === undefined ? now() : undefined);
    return { ...rest, ...(start !== undefined && { start: at(start) }), ...(ends !== undefined && { end: at(ends) }) };
  };
  return over(real, {
    now,
    timeOrigin: originMs,
    toJSON: () => ({ ...(real.toJSON() as object), timeOrigin: originMs }),
    mark: (name: string, options?: Parameters<typeof real.mark>[1]): PerformanceMark => {
      const mark = real.mark(name, { ...options, startTime: options?.startTime ?? now() });
      marks.set(mark.name, mark.startTime);
      return mark;
    },
    measure: (name: string, start?: string | MeasureOptions, end?: string) =>
      real.measure(name, spanOf(typeof start === 'object' ? start : { start: start ?? 0, ...(end !== undefined && { end }) })),
    clearMarks: (name?: string) => {
      if (name === undefined) marks.clear();
      else marks.delete(name);
      real.clearMarks(name);
    },
  });
}
