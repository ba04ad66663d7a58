import { MemoryStore, type EventEnd } from '../../src/store';
import { newEvent, nowMs } from './stores';

const end: EventEnd = { state: 'FINISHED', status: 200, endMs: nowMs, attempts: 1, durationMs: 1, memoryMB: 1, result: '1' };
const MiB = 1024 * 1024;

/** An event that has ended. @returns whether it is still there */
function ended(store: MemoryStore, result: string): () => boolean {
  const { seq } = store.accept(newEvent());
  store.ended(seq, { ...end, result });
  return () => store.eventAt(seq) !== undefined;
}

describe('a store in memory', () => {
  it('keeps the latest 100,000 that have ended, and all that have not', () => {
    const store = new MemoryStore();
    const waiting = store.accept(newEvent()).seq;
    const [first, second] = [ended(store, '1'), ended(store, '1')];
    for (let nth = 2; nth < 100_000; nth += 1) ended(store, '1');
    expect([first(), second()]).toEqual([true, true]);
    ended(store, '1');
    expect([first(), second(), store.eventAt(waiting)?.state]).toEqual([false, true, 'WAITING']);
  });

  it('keeps 64 MB of results, those of the latest', () => {
    const store = new MemoryStore();
    const result = 'x'.repeat(MiB);
    const there = Array.from({ length: 64 }, () => ended(store, result));
    expect(there.filter((isThere) => !isThere())).toEqual([]);
    for (let nth = 0; nth < 3; nth += 1) there.push(ended(store, result));
    expect(there.map((isThere) => isThere())).toEqual(there.map((_, at) => at >= 3));
  });

  it('takes lines from the log that grows where nothing has ended', () => {
    const store = new MemoryStore();
    const logged = (lines: number) => {
      const { seq } = store.accept(newEvent());
      // So long after each other that none is left out (S164).
      for (let at = 0; at < lines; at += 1) store.line(seq, nowMs + at * 10_000, 'x'.repeat(8_000));
      return store.lines(seq, 0, 9_999).length;
    };
    const full = Array.from({ length: 7 }, () => logged(1_200));
    const [most = 0] = full;
    expect(new Set(full)).toEqual(new Set([most]));
    // Seven have 8 MB each, and one has half of that: so much is left for the last one.
    const half = Math.floor(most / 2);
    expect(logged(half)).toBe(half);
    const last = logged(1_200);
    expect(Math.abs(last - (most - half))).toBeLessThanOrEqual(8);
  });
});
