import fc from 'fast-check';
import { tableText, type TableLook } from '../../src/report/table';
import { widthOf } from '../../src/report/width';

const widest = (text: string): number => Math.max(...text.split('\n').map(widthOf));

const look: TableLook = {
  head: ['function', 'what was in its way', 'calls'],
  rows: [
    ['complete', 'the quota that it reserves', 8819],
    ['query', '', 7],
  ],
};

it('is as wide as its cells where nobody says how wide it may be', () => {
  expect(tableText(look, undefined)).toBe(tableText(look, 1000));
  expect(widest(tableText(look, undefined))).toBe(widest(tableText(look, widest(tableText(look, undefined)))));
});

it('breaks its widest cells between words while it fits so', () => {
  expect(tableText(look, 40)).toBe(`┌──────────┬───────────────────┬───────┐
│ function │ what was in its   │ calls │
│          │ way               │       │
├──────────┼───────────────────┼───────┤
│ complete │ the quota that it │ 8819  │
│          │ reserves          │       │
│ query    │                   │ 7     │
└──────────┴───────────────────┴───────┘`);
});

it('is a list of rows where it does not, without cells that are empty', () => {
  expect(tableText(look, 30)).toBe(`complete
  what was in     the quota
  its way         that it
                  reserves
  calls           8819
query
  calls  7`);
});

it('names what tells rows apart where that is not the first cell by itself, and gives a cell for all columns a line', () => {
  const rows = [
    ['128', '10', 3],
    ['256', '10', { content: 'refused (SCF202), see below', colSpan: 1 }],
  ];
  expect(tableText({ head: ['memorySize', 'timeout', 'calls'], rows, keys: 2 }, 24)).toBe(`memorySize: 128,
timeout: 10
  calls  3
memorySize: 256,
timeout: 10
  refused (SCF202), see
  below`);
});

it('counts what Chinese takes of a terminal', () => {
  const chinese: TableLook = { head: ['函数', '说明'], rows: [['转码', '该函数占用的最大独占配额已经用完，因此请求被拒绝']] };
  expect(tableText(chinese, 40)).toBe(`┌──────┬──────────────────────────────┐
│ 函数 │ 说明                         │
├──────┼──────────────────────────────┤
│ 转码 │ 该函数占用的最大独占配额已经 │
│      │ 用完，因此请求被拒绝         │
└──────┴──────────────────────────────┘`);
  expect(tableText(chinese, 18)).toBe(`转码
  说明  该函数占用
        的最大独占
        配额已经用
        完，因此请
        求被拒绝`);
});

it('has a name and its value side by side where it has no head', () => {
  const rows = [
    ['RequestId', '3f0c8a52-0000-4000-8000-000000000001'],
    ['calls', 3],
  ];
  expect(tableText({ rows }, 30)).toBe(`RequestId  3f0c8a52-0000-4000-
           8000-000000000001
calls      3`);
});

it('keeps figures together that two blanks part', () => {
  const rows = [['latency, ms', 'p50 355  p90 1455  p99 6355.5']];
  expect(tableText({ rows }, 34)).toBe(`┌─────────────┬────────────┐
│ latency, ms │ p50 355    │
│             │ p90 1455   │
│             │ p99 6355.5 │
└─────────────┴────────────┘`);
  expect(tableText({ rows }, 17)).toBe(`latency,  p50 355
ms        p90
          1455
          p99
          6355.5`);
});

it('breaks long cells at their own width, wherever the table goes', () => {
  expect(widest(tableText({ ...look, cellMax: 12 }, undefined))).toBeLessThan(widest(tableText(look, undefined)));
});

it('never is wider than a terminal of 24 columns, and loses nothing', () => {
  const cell = fc.oneof(fc.integer({ min: 0, max: 1e9 }), fc.stringMatching(/^[a-z配额，]{0,30}( [a-z]{1,9}){0,4}$/u));
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  const timesIn = (text: string, char: string): number => text.split(char).length - 1;
  fc.assert(
    fc.property(rows, fc.integer({ min: 24, max: 120 }), (cells, columns) => {
      const text = tableText({ head: ['a', '说明', 'count'], rows: cells }, columns);
      const written = cells.flat().join('');
      expect(widest(text)).toBeLessThanOrEqual(columns);
      for (const char of written.match(/\S/g) ?? []) expect(timesIn(text, char)).toBeGreaterThanOrEqual(timesIn(written, char));
    }),
  );
});
