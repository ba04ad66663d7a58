import fc from 'fast-check';
import { reportOf } from '../../src/runtime/report';

it('reads the end of a good run, whatever its figures are', () => {
  const figures = [fc.boolean(), fc.double({ min: 0, max: 1e9, noNaN: true }).map((ms) => ms + 0), fc.integer({ min: 0, max: 2 ** 40 })] as const;
  fc.assert(
    fc.property(...figures, (empty, durationMs, peakBytes) => {
      expect(reportOf(`${empty ? 1 : 0} ${durationMs} ${peakBytes}`)).toEqual({
        kind: 'done',
        outcome: { kind: 'json' },
        durationMs,
        peakBytes,
        empty,
      });
    }),
  );
});

it.each(['', '1', '1 ', '1 2', '1 2 ', '2 1 1', '1  5', '1 x 5', '1 1 NaN', '1 Infinity 1', '1 1-1 1', '0 -1 1', '1 1 1 1', '1 1 1.5', ' 1 1 1'])(
  'takes “%s” for no report: user code can write there',
  (header) => {
    expect(reportOf(header)).toBeUndefined();
  },
);
