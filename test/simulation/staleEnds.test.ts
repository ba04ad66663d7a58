import type { TraceRow } from '../../src/trace';
import { functionPlan, regionPlan } from '../scf/plans';
import { simulated } from './simulated';

describe('the end of a run that no longer is', () => {
  const web = functionPlan('a', { type: 'web', instanceConcurrency: 2, timeoutMs: 900_000 });
  const plan = regionPlan([web], { profile: { coldStartMs: 0 } });
  const event = (atMs: number, more: Partial<TraceRow>): TraceRow => ({ atMs, function: 'a', type: 'async', ...more });

  it('does not end the next run of the same event (S93, S54)', () => {
    // The second call takes the instance along at 1,000 ms; the first one is tried again at 61,000 ms and runs for its 100 s.
    const rows = [event(0, { durationMs: 100_000 }), event(0, { type: 'sync', durationMs: 1_000, outcome: 'exit' })];
    const { records } = simulated({ plan, rows });
    const first = records.find(({ row }) => row === 0);
    expect(first).toMatchObject({ status: 200, endedMs: 161_000 });
    expect(first?.attempts.map(({ status, endedMs }) => [status, endedMs])).toEqual([
      [439, 1_000],
      [200, 161_000],
    ]);
  });

  it('ends nothing while the event waits for its next attempt, of whichever function the instance may be by then (S54)', () => {
    // The first run would end at 30,000 ms. Its instance went at 1,000 ms, and what is known by the same object since runs the other function.
    const region = regionPlan([web, functionPlan('b', { timeoutMs: 900_000 })], { profile: { coldStartMs: 0 } });
    const rows = [
      event(0, { durationMs: 30_000 }),
      event(0, { type: 'sync', durationMs: 1_000, outcome: 'exit' }),
      event(2_000, { function: 'b', type: 'sync', durationMs: 50_000 }),
    ];
    const { records } = simulated({ plan: region, rows });
    const ends = records.toSorted((a, b) => a.row - b.row).map(({ status, endedMs }) => [status, endedMs]);
    expect(ends).toEqual([
      [200, 91_000],
      [439, 1_000],
      [200, 52_000],
    ]);
  });

  it('does not end another invocation that is known by the same object since (S153)', () => {
    // The first two are over at 1,000 ms. What arrives then would end at 2,000 ms, if an end that was meant for the first were believed.
    const rows = [
      event(0, { type: 'sync', durationMs: 2_000 }),
      event(0, { type: 'sync', durationMs: 1_000, outcome: 'exit' }),
      event(1_000, { type: 'sync', durationMs: 5_000 }),
      event(1_000, { type: 'sync', durationMs: 6_000 }),
    ];
    const { records } = simulated({ plan, rows });
    const ends = records.toSorted((a, b) => a.row - b.row).map(({ status, endedMs }) => [status, endedMs]);
    expect(ends).toEqual([
      [439, 1_000],
      [439, 1_000],
      [200, 6_000],
      [200, 7_000],
    ]);
  });
});

it('an initialisation that took too long does not end that of another instance, known by the same object since (S121)', () => {
  const plan = regionPlan([functionPlan('a', { initTimeoutMs: 3_000, timeoutMs: 10_000 })]);
  const call = (atMs: number, coldStartMs: number): TraceRow => ({ atMs, function: 'a', type: 'sync', coldStartMs, durationMs: 1_000 });
  // The first instance would be ready at 10,000 ms, and is given up at 3,000 ms.
  const { records } = simulated({ plan, rows: [call(0, 10_000), call(8_000, 2_500)] });
  expect(records.map(({ status, attempts }) => [status, attempts[0]?.instance, attempts[0]?.startedMs])).toEqual([
    [450, 1, 3_000],
    [200, 2, 10_500],
  ]);
});
