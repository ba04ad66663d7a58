import { levelsOfRecords } from '../../src/commands/recordLevels';
import type { Attempt, Cause, InvocationRecord, RequestId } from '../../src/scf';

const ran = (instance: number, startedMs: number, endedMs: number, cold = false): Attempt => ({ instance, cold, startedMs, endedMs, status: 200 });

const record = (key: string, attempts: readonly Attempt[], limit?: Cause['limit']): InvocationRecord => ({
  row: 0,
  requestId: 'id' as RequestId,
  function: key,
  qualifier: '$DEFAULT',
  type: 'sync',
  arrivedMs: 0,
  status: 200,
  state: 'FINISHED',
  attempts,
  endedMs: 0,
  ...(limit && { cause: { limit } as Cause }),
});

const memoryMB = (key: string): number => (key === 'big' ? 1024 : 128);

it('counts what was started and used at the same time', () => {
  const peaks = levelsOfRecords(
    [record('a', [ran(1, 0, 10, true)]), record('a', [ran(2, 5, 15, true)]), record('big', [ran(3, 12, 20, true)]), record('a', [ran(1, 30, 40)])],
    memoryMB,
  );
  // Instance 1 is there from 0 to 40: it was used again.
  expect(peaks()).toMatchObject({ started: 3, alivePeak: 3, busyPeakMB: 1152 });
  expect(peaks('a')).toMatchObject({ started: 2, alivePeak: 2, busyPeakMB: 256 });
  expect(peaks('none')).toMatchObject({ started: 0, alivePeak: 0, busyPeakMB: 0 });
});

it('has an instance from the arrival of the synchronous call for which it was started: its initialisation, too, takes one', () => {
  const after = (arrivedMs: number, type: 'sync' | 'async', ...attempts: Attempt[]): InvocationRecord => ({
    ...record('a', attempts),
    type,
    arrivedMs,
  });
  const apart = [ran(1, 20, 21, true), ran(2, 24, 25, true), ran(1, 30, 31)] as const;
  expect(levelsOfRecords([after(0, 'sync', apart[0]), after(1, 'sync', apart[1])], memoryMB)()).toMatchObject({
    started: 2,
    alivePeak: 2,
    busyPeakMB: 128,
  });
  // An event may have waited for a place; and who comes to a warm instance brings none.
  expect(levelsOfRecords([after(0, 'async', apart[0]), after(1, 'async', apart[1])], memoryMB)()).toMatchObject({ started: 2, alivePeak: 1 });
  expect(levelsOfRecords([after(0, 'sync', apart[1]), after(1, 'sync', apart[2])], memoryMB)()).toMatchObject({ alivePeak: 1 });
});

it('lets an instance be free for the next run at the instant at which the last one ends', () => {
  expect(levelsOfRecords([record('a', [ran(1, 0, 10)]), record('a', [ran(1, 10, 20)])], memoryMB)()).toMatchObject({ busyPeakMB: 128, alivePeak: 1 });
});

it('counts refusals by their limits', () => {
  const limits = ['reserved', 'pool', 'burst', 'qps', 'ramp', 'ramp'] as const;
  const peaks = levelsOfRecords(
    limits.map((limit) => record('a', [], limit)),
    memoryMB,
  );
  expect(peaks()).toMatchObject({ throttledByQuota: 2, throttledByBurst: 1, throttledByQps: 1, throttledByRamp: 2 });
});
