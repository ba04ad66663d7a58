import { join } from 'node:path';
import { openTrace } from '../../src/trace';
import { faultOf, fileOf, fixtures, rowsOf } from './reading';

const header = 'atMs,function,type,durationMs,coldStartMs,outcome';
const full = `${header}\n0,f,sync,1,2,ok\n`;

it('reads what the file says, and nothing that it does not', async () => {
  expect(await rowsOf(join(fixtures, 'scf.csv'), { functions: ['api', 'transcode'] })).toEqual([
    { atMs: 0, function: 'api', type: 'sync', durationMs: 12.5, coldStartMs: 340, outcome: 'ok' },
    { atMs: 0, function: 'api', type: 'sync', durationMs: 80, outcome: 'error' },
    { atMs: 250.25, function: 'transcode', type: 'async' },
    { atMs: 60_000, function: 'transcode', type: 'async', durationMs: 3_600_000, coldStartMs: 900, outcome: 'timeout' },
    { atMs: 60_000.5, function: 'api', type: 'sync', durationMs: 5, outcome: 'exit' },
  ]);
});

it('counts times of the calendar from its first row, and begins then', async () => {
  const file = fileOf('atMs,function,type\n1637000000000.25,f,sync\n1637000000000.5,f,sync\n1637000060000.25,f,sync\n');
  expect((await rowsOf(file)).map(({ atMs }) => atMs)).toEqual([0, 0.25, 60_000]);
  const { startMs } = await openTrace(file, { functions: ['f'] });
  expect(startMs).toBe(1_637_000_000_000.25);
});

it('tells apart times of the calendar as exactly as they are written', async () => {
  const file = fileOf('atMs,function,type\n1637000000000.1,f,sync\n1637000000000.3,f,sync\n');
  expect((await rowsOf(file)).map(({ atMs }) => atMs)).toEqual([0, 0.2]);
});

it.each([1e12, 99_999_999_999_999])('takes a first time of %d for one of the calendar', async (atMs) => {
  const file = fileOf(`atMs,function,type\n${atMs},f,sync\n`);
  expect(await openTrace(file, { functions: ['f'] })).toMatchObject({ startMs: atMs });
  expect(await rowsOf(file)).toEqual([{ atMs: 0, function: 'f', type: 'sync' }]);
});

it('finds the first row also where it ends far behind the header', async () => {
  const file = fileOf(`atMs,function,type\n1637000000000,f,sync${' '.repeat(200_000)}\n`);
  expect((await rowsOf(file)).map(({ atMs }) => atMs)).toEqual([0]);
});

it.each([999_999_999, 4_000_000_000, 999_999_999_999])('takes a first time of %d for what it says: no second of our days', async (atMs) => {
  expect(await rowsOf(fileOf(`atMs,function,type\n${atMs},f,sync\n`))).toEqual([{ atMs, function: 'f', type: 'sync' }]);
});

it.each([1_000_000_000, 3_999_999_999])('takes a first time of %d for seconds', async (atMs) => {
  expect(await faultOf(`atMs,function,type\n${atMs},f,sync\n`)).toMatchObject({ code: 'seconds', line: 2 });
});

const one = [{ atMs: 5, function: 'f', type: 'sync' }];

it.each([
  { text: 'atMs,function,type\n5,f,sync', rows: one, why: 'no line break at the end' },
  { text: '\ufeffatMs,function,type\r\n5,f,sync\r\n\r\n \r\n', rows: one, why: 'a byte-order mark, CRLF, and blank lines' },
  {
    text: '"type",atMs , "function"\n'.replace(' "function"', 'function') + 'sync, 5,"f"\n',
    rows: one,
    why: 'another order, quotation marks, spaces',
  },
  { text: '\ufeff"atMs",function,type\n5,f,sync\n', rows: one, why: 'a byte-order mark before a quotation mark' },
  { text: 'atMs,function,type\r\n5,f,sync\n5,f,sync\n', rows: [...one, ...one], why: 'line breaks of two kinds' },
  { text: 'atMs,function,type\n5e0,f,sync\n', rows: one, why: 'an exponent' },
  { text: 'atMs,function,type\n', rows: [], why: 'a header alone' },
])('reads $why', async ({ text, rows }) => {
  expect(await rowsOf(fileOf(text))).toEqual(rows);
});

it('reads a name that holds commas, quotation marks and line breaks, and knows the line after it', async () => {
  const text = 'atMs,function,type\n0,"a, ""b""\nc",sync\n1,f,late\n';
  expect(await faultOf(text)).toMatchObject({ code: 'choice', line: 4, column: 3 });
});

it.each([
  { why: 'an empty file', text: '', fault: { code: 'empty', line: undefined } },
  { why: 'blank lines alone', text: '\n\n', fault: { code: 'empty' } },
  { why: 'columns of no format', text: 'a,b\n1,2\n', fault: { code: 'format', line: 1, params: { header: 'a,b' } } },
  { why: 'a missing column', text: 'atMs,function\n', fault: { code: 'columnMissing', line: 1, params: { name: 'type', format: 'scf' } } },
  {
    why: 'a column that is spelt wrong',
    text: 'atMs,function,type,duration\n',
    fault: { code: 'columnUnknown', line: 1, column: 4, params: { name: 'duration' } },
  },
  { why: 'a column that comes twice', text: 'atMs,function,type,atMs\n', fault: { code: 'columnUnknown', column: 4, params: { name: 'atMs' } } },
  { why: 'a field too few', text: `${full}\n1,f,sync\n`, fault: { code: 'fields', line: 4, params: { expected: 6, got: 3 } } },
  { why: 'a field too many', text: `${full}1,f,sync,,,,\n`, fault: { code: 'fields', line: 3, params: { expected: 6, got: 7 } } },
  { why: 'a quotation mark that is not closed', text: `${full}"1,f,sync,,,\n`, fault: { code: 'quote', line: 3 } },
  { why: 'a quotation mark within a field', text: `${full}1,f"x,sync,,,\n`, fault: { code: 'quote', line: 3 } },
  { why: 'text after a closing quotation mark', text: `${full}"1"x,f,sync,,,\n`, fault: { code: 'quote', line: 3 } },
  { why: 'a row without end', text: `${full}"${'1'.repeat(1_000_100)}`, fault: { code: 'rowTooLong', line: 3, params: { limit: 1_000_000 } } },
  {
    why: 'no number',
    text: `${full}soon,f,sync,,,\n`,
    fault: { code: 'number', line: 3, column: 1, params: { name: 'atMs', value: 'soon', whole: false } },
  },
  { why: 'an empty time', text: `${full},f,sync,,,\n`, fault: { code: 'number', column: 1 } },
  { why: 'a negative time', text: `${full}-1,f,sync,,,\n`, fault: { code: 'number', column: 1 } },
  { why: 'a hexadecimal time', text: `${full}0x10,f,sync,,,\n`, fault: { code: 'number', column: 1 } },
  { why: 'an endless time', text: `${full}1e999,f,sync,,,\n`, fault: { code: 'number', column: 1 } },
  { why: 'a time that no number holds exactly', text: `${full}9007199254740993,f,sync,,,\n`, fault: { code: 'number', column: 1 } },
  {
    why: 'a negative duration',
    text: `${full}1,f,sync,-5,,\n`,
    fault: { code: 'number', column: 4, params: { name: 'durationMs', value: '-5', whole: false } },
  },
  { why: 'a cold start that is no number', text: `${full}1,f,sync,,x,\n`, fault: { code: 'number', column: 5 } },
  { why: 'another type', text: `${full}1,f,SYNC,,,\n`, fault: { code: 'choice', column: 3, params: { value: 'SYNC', values: ['sync', 'async'] } } },
  {
    why: 'another outcome',
    text: `${full}1,f,sync,,,fail\n`,
    fault: { code: 'choice', column: 6, params: { values: ['ok', 'error', 'exit', 'timeout'] } },
  },
  {
    why: 'a step back in time',
    text: `${full}7,f,sync,,,\n6.9,f,sync,,,\n`,
    fault: { code: 'order', line: 4, column: 1, params: { value: '6.9', before: '7' } },
  },
  {
    why: 'a time of the calendar after one that is not',
    text: `${full}1637000000000,f,sync,,,\n`,
    fault: { code: 'calendar', line: 3, column: 1, params: { name: 'atMs', value: '1637000000000' } },
  },
  {
    why: 'a time of 2001 after one that is none of the calendar',
    text: `${full}1e12,f,sync,,,\n`,
    fault: { code: 'calendar', line: 3, params: { value: '1e12' } },
  },
  { why: 'the first time that no calendar of ours has', text: `${header}\n1e14,f,sync,,,\n`, fault: { code: 'calendar', line: 2 } },
  {
    why: 'the same further on',
    text: `${header}\n1637000000000,f,sync,,,\n1e14,f,sync,,,\n`,
    fault: { code: 'calendar', line: 3, params: { value: '1e14' } },
  },
  { why: 'a time in microseconds', text: `${header}\n1637000000000000,f,sync,,,\n`, fault: { code: 'calendar', line: 2, column: 1 } },
  {
    why: 'a time in seconds',
    text: `${header}\n1637000000.25,f,sync,,,\n1637000001,f,sync,,,\n`,
    fault: { code: 'seconds', line: 2, column: 1, params: { name: 'atMs', value: '1637000000.25', date: '2021-11-15T18:13:20.250Z', days: 18 } },
  },
  {
    why: 'a time in microseconds further on',
    text: `${header}\n1637000000000,f,sync,,,\n1637000000000001,f,sync,,,\n`,
    fault: { code: 'calendar', line: 3 },
  },
])('says where there is $why', async ({ text, fault }) => {
  expect(await faultOf(text)).toMatchObject(fault);
});

it('passes on what comes before a fault', async () => {
  const many = Array.from({ length: 30_000 }, (_, at) => `${at},f,sync,,,\n`).join('');
  const trace = await openTrace(fileOf(`${header}\n${many}x,f,sync,,,\n`), { functions: ['f'] });
  let passed = 0;
  const all = async () => {
    for await (const batch of trace) passed += batch.length;
  };
  await expect(all()).rejects.toMatchObject({ code: 'number', line: 30_002 });
  expect(passed).toBeGreaterThan(10_000);
});

it('gives the same rows each time it is read, in batches that do not grow with the file', async () => {
  const text = `${header}\n${Array.from({ length: 25_000 }, (_, at) => `${at},f,sync,1.5,,\n`).join('')}`;
  const trace = await openTrace(fileOf(text), { functions: ['f'] });
  for (let time = 0; time < 2; time += 1) {
    const sizes: number[] = [];
    for await (const batch of trace) sizes.push(batch.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(25_000);
    expect(Math.max(...sizes)).toBeLessThan(10_000);
  }
});

describe('names', () => {
  const text = 'atMs,function,type\n0,a,sync\n1,b,sync\n2,c,sync\n3,a,sync\n';
  const functions = ['x', 'y', 'a'];

  it.each([
    {
      map: [
        ['b', 'x'],
        ['c', 'y'],
      ] as const,
      functions: ['a', 'x', 'y', 'a'],
      why: 'one by one; a function stands for itself',
    },
    { map: [['*', 'x']] as const, functions: ['a', 'x', 'x', 'a'], why: 'all that are left' },
    {
      map: [
        ['a', 'y'],
        ['*', 'x'],
      ] as const,
      functions: ['y', 'x', 'x', 'y'],
      why: 'a name that is mapped is no longer the function of that name',
    },
  ])('are mapped $why', async ({ map, functions: expected }) => {
    const rows = await rowsOf(fileOf(text), { functions, map: new Map(map) });
    expect(rows.map((row) => row.function)).toEqual(expected);
  });

  it('that stand for nothing are listed, first of all the first', async () => {
    expect(await faultOf(text, { functions, map: new Map() })).toEqual({
      code: 'unmapped',
      line: 3,
      column: undefined,
      params: { names: ['b', 'c'], functions },
    });
  });

  it('that are no UTF-8, as of a file in GBK, are not to be mapped as they look', async () => {
    const gbk = Buffer.from('atMs,function,type\n0,x,sync\n1,\xcd\xbc\xcf\xf1,sync\n', 'latin1');
    expect(await faultOf(gbk, { functions, map: new Map() })).toMatchObject({ code: 'encoding', line: 3 });
    expect((await rowsOf(fileOf(gbk), { functions, map: new Map([['*', 'y']]) })).map((row) => row.function)).toEqual(['x', 'y']);
  });

  it('that are empty are told by their field: --map takes no name of nothing', async () => {
    const blank = 'atMs,function,type\n0,x,sync\n1, ,sync\n';
    const params = { name: 'function', value: '', values: functions };
    expect(await faultOf(blank, { functions, map: new Map() })).toEqual({ code: 'choice', line: 3, column: 2, params });
    expect((await rowsOf(fileOf(blank), { functions, map: new Map([['*', 'y']]) })).map((row) => row.function)).toEqual(['x', 'y']);
  });

  it('are listed up to five', async () => {
    const many = Array.from({ length: 50 }, (_, at) => `${at},n${at},sync\n`).join('');
    expect(await faultOf(`atMs,function,type\n${many}`, { map: new Map() })).toMatchObject({ params: { names: ['n0', 'n1', 'n2', 'n3', 'n4'] } });
  });

  it('may stand only for functions of the service, and that is said before anything is read', async () => {
    const opening = openTrace(fileOf(text), { functions, map: new Map([['b', 'z']]) });
    await expect(opening).rejects.toMatchObject({ code: 'mapTarget', params: { name: 'b', target: 'z', functions } });
  });
});

it.each([
  { what: 'a file that is not there', file: join(fixtures, 'none.csv'), detail: /ENOENT/ },
  { what: 'a folder', file: fixtures, detail: /EISDIR/ },
])('says why $what cannot be read', async ({ file, detail }) => {
  await expect(openTrace(file, { functions: [] })).rejects.toMatchObject({
    code: 'unreadable',
    file,
    params: { detail: expect.stringMatching(detail) },
  });
});

it('passes no row on that stands for no function', async () => {
  const passed: string[] = [];
  const reading = (async () => {
    for await (const batch of await openTrace(fileOf('atMs,function,type\n0,f,sync\n1,g,sync\n'), { functions: ['f'] }))
      passed.push(...batch.map((row) => row.function));
  })();
  await expect(reading).rejects.toMatchObject({ code: 'unmapped', line: 3 });
  expect(passed).not.toContain('');
});
