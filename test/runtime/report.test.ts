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

describe('a report that user code has written is none, unless it is as ours are', () => {
  const done = { kind: 'done', outcome: { kind: 'json' }, durationMs: 1, peakBytes: 1, empty: true };
  const initFailed = { kind: 'initFailed', why: 'noHandler', fault: { message: 'none' }, names: ['main'] };
  /** What cannot be made a text. */
  const textless = { toString: 1, valueOf: 1 };

  it.each([
    done,
    initFailed,
    { ...done, outcome: { kind: 'threw', fault: { message: 'no', stack: 'here', thrown: 'string' } } },
    { ...done, outcome: { kind: 'tooLarge', bytes: 7_000_000 } },
    { kind: 'booted', residentBytes: 1 },
  ])('%j is one', (header) => {
    expect(reportOf(header)).toEqual(header);
  });

  it.each([
    { ...done, durationMs: Infinity },
    { ...done, durationMs: -1 },
    { ...done, peakBytes: Infinity },
    { ...done, peakBytes: -1 },
    { ...done, outcome: { kind: 'tooLarge', bytes: Infinity } },
    { ...done, outcome: { kind: 'threw', fault: { message: 'no', thrown: textless } } },
    { ...done, outcome: { kind: 'threw', fault: { message: 'no', stack: textless } } },
    { ...initFailed, names: [textless] },
    { ...initFailed, names: 'main' },
    { kind: 'booted', residentBytes: -1 },
  ])('%j is none', (header) => {
    expect(reportOf(header)).toBeUndefined();
  });

  it('whatever it is', () => {
    const anything = fc.anything({ withNullPrototype: true });
    const header = fc.record({
      kind: fc.constantFrom('booted', 'ready', 'initFailed', 'answered', 'done'),
      why: fc.constantFrom('threw', 'noHandler', 'unsettled'),
      fault: fc.oneof(anything, fc.record({ message: fc.string(), thrown: anything })),
      names: fc.oneof(anything, fc.array(anything)),
      outcome: fc.oneof(anything, fc.record({ kind: fc.constantFrom('json', 'threw', 'notJson', 'tooLarge'), fault: anything, bytes: anything })),
      durationMs: fc.oneof(fc.double(), anything),
      peakBytes: fc.oneof(fc.double(), anything),
      empty: fc.boolean(),
    });
    fc.assert(fc.property(fc.oneof(anything, header), (value) => expect(() => reportOf(value)).not.toThrow()));
  });
});
