import { Pruning } from '../../src/region/pruning';
import { MemoryStore } from '../../src/store';
import { open, openedMs } from './opened';
import { functionPlan } from '../scf/plans';
import { succeeds } from './modelledRuntime';

const hourMs = 3_600_000;

describe('events are forgotten some time after their ends (S82)', () => {
  it('where the region looks, which it does once a minute', () => {
    const store = new MemoryStore();
    const pruned = jest.spyOn(store, 'prune');
    const { at } = new Pruning(store, 1_000);
    for (const nowMs of [5_000, 5_001, 64_999, 65_000, 65_001, 125_000]) at(nowMs);
    expect(pruned.mock.calls).toEqual([[4_000], [64_000], [124_000]]);
  });

  it('as long as the profile says', () => {
    const store = new MemoryStore();
    const job = functionPlan('job', { asyncRun: true, traceEnable: true });
    const { runtime, send } = open({ functions: [job], behaviours: { job: { run: () => succeeds(1_000) } }, store });
    const kept = () => store.events({}).events.map(({ endMs = 0 }) => endMs - openedMs);
    send('job');
    runtime.pass(72 * hourMs);
    send('job');
    runtime.pass(1_000);
    expect(kept()).toEqual([1_000, 72 * hourMs + 1_000]);
    runtime.pass(hourMs);
    send('job');
    runtime.pass(1_000);
    expect(kept()).toEqual([72 * hourMs + 1_000, 73 * hourMs + 2_000]);
  });
});
