import { RequestLog } from '../../src/history/requestLog';
import { stream } from '../../src/random';
import { logLimits, MemoryLog } from '../../src/store';

const texts = ['START RequestId: a', '', 'plain', '中文一行', 'x'.repeat(1_001), 'y'.repeat(20_000)];

describe.each(Array.from({ length: 20 }, (_, seed) => seed))('the log of a request (seed %i)', (seed) => {
  const draws = stream(seed, 'requestLog');
  const pick = (n: number): number => Math.floor(draws.uniform() * n);

  it('has after every line what a log has that orders them at once', () => {
    const [log, ordered] = [new RequestLog(), new MemoryLog(logLimits)];
    let atMs = 0;
    for (let line = 0; line < 2 + pick(30); line += 1) {
      atMs += pick(3) * 400;
      const text = texts[pick(texts.length)] ?? '';
      log.append(atMs, text);
      ordered.append(atMs, text);
      expect(log.read(0, Infinity)).toEqual(ordered.read(0, Infinity));
      expect(log.read(3, 2)).toEqual(ordered.read(3, 2));
      expect(log.tail(40)).toEqual(ordered.tail(40));
      // Characters may be counted for bytes, and what is cut is not kept.
      expect(log.bytes).toBeLessThanOrEqual(ordered.bytes);
    }
    log.end(atMs);
    ordered.end(atMs);
    const keepBytes = pick(ordered.bytes + 1);
    log.shrink(keepBytes);
    ordered.shrink(keepBytes);
    expect(log.read(0, Infinity)).toEqual(ordered.read(0, Infinity));
    expect(log.bytes).toBe(ordered.bytes);
  });
});

it('takes as much as its text, also while it has few lines', () => {
  const log = new RequestLog();
  expect(log.bytes).toBe(0);
  log.append(1, 'four');
  log.append(2, 'six...');
  expect(log.bytes).toBe('four\nsix...\n'.length);
  // To look at it changes nothing.
  log.read(0, 10);
  expect(log.bytes).toBe('four\nsix...\n'.length);
});
