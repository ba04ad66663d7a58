import type { InvocationRecord } from '../scf';
import type { Peaks } from './callTarget';

/** An instance, or its memory, comes into use or goes out of it. */
interface Turn {
  readonly atMs: number;
  readonly by: number;
}

/**
 * What some invocations used of a region that others use, too: as far as their records tell. An instance counts as alive from
 * their first use of it to their last, and as busy while its handler runs for one of them. One that was started for a
 * synchronous call is alive from that call's arrival: such a call does not wait (S42).
 *
 * @param memoryMB  configured memory of a function, MB
 */
export function levelsOfRecords(records: readonly InvocationRecord[], memoryMB: (functionKey: string) => number): Peaks {
  return (functionKey) => {
    const chosen = functionKey === undefined ? records : records.filter((record) => record.function === functionKey);
    const throttled = (...limits: readonly string[]): number => chosen.filter(({ cause }) => cause && limits.includes(cause.limit)).length;
    return {
      started: chosen.flatMap(({ attempts }) => attempts).filter(({ cold }) => cold).length,
      alivePeak: highest(usesOf(chosen)),
      busyPeakMB: highest(chosen.flatMap((record) => record.attempts.flatMap((attempt) => turns(attempt, memoryMB(record.function))))),
      throttledByQuota: throttled('reserved', 'pool'),
      throttledByBurst: throttled('burst'),
      throttledByQps: throttled('qps'),
      throttledByRamp: throttled('ramp'),
    };
  };
}

function usesOf(records: readonly InvocationRecord[]): Turn[] {
  const uses = new Map<number, { startedMs: number; endedMs: number }>();
  for (const { type, arrivedMs, attempts } of records) {
    for (const { instance, cold, startedMs, endedMs } of attempts) {
      const sinceMs = cold && type === 'sync' ? arrivedMs : startedMs;
      const known = uses.get(instance) ?? { startedMs: sinceMs, endedMs };
      uses.set(instance, { startedMs: Math.min(known.startedMs, sinceMs), endedMs: Math.max(known.endedMs, endedMs) });
    }
  }
  return [...uses.values()].flatMap((use) => turns(use, 1));
}

function turns({ startedMs, endedMs }: { readonly startedMs: number; readonly endedMs: number }, by: number): Turn[] {
  return [
    { atMs: startedMs, by },
    { atMs: endedMs, by: -by },
  ];
}

/** The highest sum; at one instant what goes out goes first, as the engine has it. */
function highest(all: Turn[]): number {
  let [now, most] = [0, 0];
  for (const { by } of all.sort((a, b) => a.atMs - b.atMs || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
