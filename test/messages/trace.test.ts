import { sayTraceFault, traceTexts, type Lang } from '../../src/messages';
import { TraceFault, type TraceFaultCode, type TraceFaultParams } from '../../src/trace';

/** The words of every fault take the figures that the fault has; the compiler checks it. */
type Words = { readonly [C in TraceFaultCode as `trace.${C}`]: Readonly<Record<Lang, (params: TraceFaultParams[C]) => string>> };
const words: Words = traceTexts;

/** Some of each fault's figures; several where the words differ. */
const examples: { readonly [C in TraceFaultCode]: readonly TraceFaultParams[C][] } = {
  unreadable: [{ detail: 'ENOENT: no such file' }],
  empty: [undefined],
  format: [{ header: 'a,b', formats: ['scf', 'llm-inference'] }],
  columnMissing: [{ name: 'atMs', format: 'scf' }],
  columnUnknown: [{ name: 'duration', known: ['atMs'] }],
  fields: [{ expected: 6, got: 3 }],
  quote: [undefined],
  rowTooLong: [{ limit: 1_000_000 }],
  number: [true, false].flatMap((whole) => [undefined, 9_007_199_254_740_991].map((max) => ({ name: 'atMs', value: 'x', whole, max }))),
  choice: [{ name: 'type', value: 'SYNC', values: ['sync', 'async'] }],
  timestamp: [{ name: 'TIMESTAMP', value: 'x' }],
  calendar: [{ name: 'atMs', value: '1637000000000' }],
  seconds: [{ name: 'atMs', value: '1637000000', date: '2021-11-15T18:13:20.000Z', days: 18 }],
  order: [{ name: 'atMs', value: '6', before: '7' }],
  late: [{ lateMs: 1500, rows: 100_000 }],
  percentiles: [{ name: 'percentile_Average_50', value: 4, before: 5 }],
  tooMany: [{ minute: 1, count: 18, limit: 10 }],
  companion: (['durations', 'memory'] as const).flatMap((kind) => ['', 'a.csv'].map((looked) => ({ kind, looked }))),
  unmapped: [{ names: ['a', 'b'], functions: ['f', 'g'] }],
  encoding: [undefined],
  mapTarget: [{ name: 'a', target: 'z', functions: ['f'] }],
  unwritable: [{ detail: 'ENOSPC: no space left' }],
  notRegular: [undefined],
  occupied: [undefined],
};

const chinese = /[\u4e00-\u9fff]/;
const numbersOf = (text: string) => (text.match(/\d+/g) ?? []).sort();

it.each(Object.keys(examples) as TraceFaultCode[])('says %s in both languages, with its place and figures', (code) => {
  expect(Object.keys(words)).toContain(`trace.${code}`);
  for (const params of examples[code]) {
    const fault = new TraceFault(code, { file: 'trace.csv', line: 12, column: 3 }, params);
    const [en, zh] = [sayTraceFault('en', fault), sayTraceFault('zh', fault)];
    for (const said of [en, zh]) {
      expect(said).toMatch(/^trace\.csv:12:3: ./);
      expect(said).not.toMatch(/undefined|NaN|\[object/);
    }
    expect(en).not.toMatch(chinese);
    expect(zh).toMatch(chinese);
    expect(numbersOf(zh)).toEqual(numbersOf(en));
  }
});

it('names as much of the place as is known', () => {
  expect(sayTraceFault('en', new TraceFault('fields', { file: 'a.csv', line: 4 }, { expected: 6, got: 3 }))).toBe(
    'a.csv:4: The row has 3 fields, the header 6.',
  );
  expect(sayTraceFault('zh', new TraceFault('empty', { file: 'a.csv' }, undefined))).toBe('a.csv: 文件为空。轨迹文件的首行应为列名。');
});

it('shows how a name is mapped', () => {
  const said = sayTraceFault('en', new TraceFault('unmapped', { file: 'a.csv', line: 2 }, { names: ['x/y'], functions: ['api', 'etl'] }));
  expect(said).toContain('--map "x/y=api", --map "*=api"');
});
