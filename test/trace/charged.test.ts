import type { Attempt, InvocationRecord, RequestId } from '../../src/scf';
import { summarise } from '../../src/trace';

type Run = Pick<Attempt, 'instance' | 'startedMs' | 'endedMs'> & Partial<Attempt>;

/** Of 1,024 MB, so that a second is a GBs. */
function gbs(runs: readonly Run[]): number {
  const records = runs.map((run, row): InvocationRecord => ({
    row,
    requestId: `r${row}` as RequestId,
    function: 'f',
    qualifier: '$LATEST',
    type: 'sync',
    arrivedMs: 0,
    status: 200,
    state: 'FINISHED',
    attempts: [{ cold: false, status: 200, ...run }],
    endedMs: run.endedMs,
  }));
  const peaks = { started: 1, alivePeak: 1, busyPeakMB: 1_024, throttledByQuota: 0, throttledByBurst: 0 };
  return summarise({ profile: 'scf-2021', seed: 1, records, peaks: () => peaks, memoryMB: () => 1_024 }).gbs;
}

const run = (instance: number, startedMs: number, endedMs: number): Run => ({ instance, startedMs, endedMs });

it.each([
  { why: 'requests that overlap', runs: [run(1, 0, 1_000), run(1, 500, 1_500)], seconds: 1.5 },
  { why: 'one within another, told in another order', runs: [run(1, 200, 300), run(1, 0, 1_000)], seconds: 1 },
  { why: 'what overlaps a longer one after a shorter one', runs: [run(1, 0, 1_000), run(1, 100, 200), run(1, 900, 1_100)], seconds: 1.1 },
  { why: 'what begins together', runs: [run(1, 0, 1_000), run(1, 0, 1_000), run(1, 0, 400)], seconds: 1 },
  { why: 'the same time on two instances', runs: [run(1, 0, 1_000), run(2, 0, 1_000)], seconds: 2 },
  { why: 'what comes after a break', runs: [run(1, 0, 1_000), run(1, 3_000, 4_000)], seconds: 2 },
  { why: 'begun milliseconds of each, where one follows another', runs: [run(1, 0, 0.5), run(1, 0.5, 1)], seconds: 0.002 },
  { why: 'a begun millisecond once, where they overlap', runs: [run(1, 0, 0.5), run(1, 0.2, 0.7), run(1, 0.6, 0.9)], seconds: 0.001 },
  { why: 'no time in which an instance failed to start', runs: [{ ...run(1, 700, 700), initOnly: true as const }, run(2, 0, 1_000)], seconds: 1 },
])('S93, S170, S175: charges $why', ({ runs, seconds }) => {
  expect(gbs(runs)).toBeCloseTo(seconds, 9);
});
