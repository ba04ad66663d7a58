import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openTrace, type TraceRow } from '../../src/trace';
import { azure2019Rows } from '../../src/trace/azure2019';
import { Mapping } from '../../src/trace/mapping';
import { Table } from '../../src/trace/table';
import { faultOf, fileOf, fixtures, rowsOf } from './reading';

const anyName = { functions: ['f'], map: new Map([['*', 'f']]) };

const isInOrder = (rows: readonly TraceRow[]) => rows.every(({ atMs }, at) => atMs >= (rows[at - 1]?.atMs ?? 0));

describe('azure-functions-2021', () => {
  const header = 'app,func,end_timestamp,duration\n';
  const sample = join(fixtures, 'azure-functions-2021-sample.csv');

  it('arrives a duration before the end, in order, from 0 on', async () => {
    const rows = await rowsOf(fileOf(`${header}a,x,10,1.5\na,y,10.25,9.0005\na,z,12.0,0\n`));
    expect(rows).toEqual([
      { atMs: 0, function: 'f', type: 'sync', durationMs: 9000.5 },
      { atMs: 7250.5, function: 'f', type: 'sync', durationMs: 1500 },
      { atMs: 10_750.5, function: 'f', type: 'sync', durationMs: 0 },
    ]);
  });

  it('reads the published layout, by app and function, with the type that is asked for', async () => {
    const text = readFileSync(sample, 'utf8');
    const names = new Set(
      text
        .split('\n')
        .slice(1)
        .flatMap((line) => (line === '' ? [] : [line.split(',').slice(0, 2).join('/')])),
    );
    const map = new Map([...names].map((name, at) => [name, at === 0 ? 'first' : 'others']));
    const trace = await openTrace(sample, { functions: ['first', 'others'], map, type: 'async' });
    expect(trace).toMatchObject({ format: 'azure-functions-2021', model: undefined });
    const rows = await rowsOf(sample, { functions: ['first', 'others'], map, type: 'async' });
    expect(rows).toHaveLength(text.trim().split('\n').length - 1);
    expect(new Set(rows.map((row) => row.function))).toEqual(new Set(['first', 'others']));
    expect(rows.every(({ type }) => type === 'async') && isInOrder(rows)).toBe(true);
  });

  it('keeps rows that arrive together in the order of the file', async () => {
    const rows = await rowsOf(fileOf(`${header}a,x,3,3\na,x,5,5\na,x,5,4\n`));
    expect(rows.map(({ atMs, durationMs }) => [atMs, durationMs])).toEqual([
      [0, 3000],
      [0, 5000],
      [1000, 4000],
    ]);
  });

  it('keeps many rows that arrive together so, too, though few may be held', async () => {
    const lines = Array.from({ length: 50 }, (_, at) => `a,x,${100 + at},${at}\n`);
    const rows = await rowsOf(fileOf(header + lines.join('')), { ...anyName, reorderRows: 20 });
    expect(rows.map(({ atMs, durationMs }) => [atMs, durationMs])).toEqual(lines.map((_, at) => [0, at * 1000]));
  });

  it('says so when a row arrived before one that is gone', async () => {
    const text = `${header}a,x,1,0\na,x,2,0\na,x,3,0\na,x,4,3.5\n`;
    expect(await faultOf(text, { reorderRows: 1 })).toMatchObject({ code: 'late', line: 5, column: 3, params: { lateMs: 1500, rows: 1 } });
    expect(await faultOf(text, { reorderRows: 3 })).toEqual({ rows: 4 });
  });

  it('puts any rows in order that it may hold, and either orders or refuses those that it may not', async () => {
    const run = fc.record({ gapMs: fc.nat(50), durationMs: fc.nat(400) });
    await fc.assert(
      fc.asyncProperty(fc.array(run, { maxLength: 40 }), fc.integer({ min: 1, max: 45 }), async (runs, reorderRows) => {
        let endMs = 1000;
        const lines = runs.map(({ gapMs, durationMs }) => `a,x,${(endMs += gapMs) / 1000},${durationMs / 1000}\n`);
        const rows = await rowsOf(fileOf(header + lines.join(''), 'runs.csv'), { ...anyName, reorderRows }).catch((error: unknown) => error);
        if (rows instanceof Error) {
          expect(rows).toMatchObject({ code: 'late' });
          expect(reorderRows).toBeLessThan(runs.length);
          return;
        }
        expect(isInOrder(rows as TraceRow[])).toBe(true);
        expect((rows as TraceRow[]).map(({ durationMs }) => durationMs).sort()).toEqual(runs.map(({ durationMs }) => durationMs).sort());
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { why: 'a missing column', text: 'app,func,end_timestamp,duration,x\na,b,1,1\n', fault: { code: 'fields' } },
    { why: 'a negative duration', text: `${header}a,b,1,-1\n`, fault: { code: 'number', line: 2, column: 4 } },
    { why: 'no end', text: `${header}a,b,,1\n`, fault: { code: 'number', line: 2, column: 3 } },
  ])('says where there is $why', async ({ text, fault }) => {
    expect(await faultOf(text)).toMatchObject(fault);
  });
});

describe('azure-functions-2019', () => {
  const invocations = join(fixtures, 'azure-functions-2019-invocations.csv');
  const durations = fileOf(
    'HashApp,HashFunction,percentile_Average_0,percentile_Average_50,percentile_Average_100\na,x,10,20,100\n',
    'durations.csv',
  );
  const header = 'HashOwner,HashApp,HashFunction,Trigger,1,2,3\n';

  it('has as many arrivals in each minute as the file says, in order', async () => {
    const rows = await rowsOf(fileOf(`${header}o,a,x,http,2,0,3\no,a,y,timer,1,0,0\n`), { ...anyName, durationsFile: durations });
    expect(rows.map(({ atMs }) => Math.floor(atMs / 60_000))).toEqual([0, 0, 0, 2, 2, 2]);
    expect(isInOrder(rows)).toBe(true);
    expect(new Set(rows.map(({ atMs }) => atMs)).size).toBe(6);
  });

  it('leaves out durations that the file does not have', async () => {
    const rows = await rowsOf(fileOf(`${header}o,a,x,http,1,0,0\no,a,y,timer,1,0,0\n`), {
      functions: ['x', 'y'],
      map: new Map([
        ['a/x', 'x'],
        ['a/y', 'y'],
      ]),
      durationsFile: durations,
    });
    expect(rows.map(({ function: key, durationMs }) => [key, durationMs === undefined]).sort()).toEqual([
      ['x', false],
      ['y', true],
    ]);
  });

  it('places arrivals evenly in the minute and draws durations by their percentiles', async () => {
    const rows = await rowsOf(fileOf(`${header}o,a,x,http,20000,0,0\n`), { ...anyName, durationsFile: durations });
    const share = (holds: (row: TraceRow) => boolean) => rows.filter(holds).length / rows.length;
    for (const ms of [6_000, 30_000, 54_000]) expect(share(({ atMs }) => atMs < ms)).toBeCloseTo(ms / 60_000, 1);
    expect(share(({ durationMs = 0 }) => durationMs <= 15)).toBeCloseTo(0.25, 1);
    expect(share(({ durationMs = 0 }) => durationMs <= 20)).toBeCloseTo(0.5, 1);
    expect(share(({ durationMs = 0 }) => durationMs <= 60)).toBeCloseTo(0.75, 1);
    expect(rows.every(({ durationMs = 0 }) => durationMs >= 10 && durationMs <= 100)).toBe(true);
  });

  it('draws the same for a seed and another for another; a further function changes nothing', async () => {
    const alone = fileOf(`${header}o,a,x,http,5,5,5\n`);
    const joined = fileOf(`${header}o,a,y,http,3,3,3\no,a,x,http,5,5,5\n`);
    const options = {
      functions: ['x', 'y'],
      map: new Map([
        ['a/x', 'x'],
        ['a/y', 'y'],
      ]),
      durationsFile: durations,
    };
    const first = await rowsOf(alone, { ...options, seed: 3 });
    expect(await rowsOf(alone, { ...options, seed: 3 })).toEqual(first);
    expect(await rowsOf(alone, { ...options, seed: 4 })).not.toEqual(first);
    expect((await rowsOf(joined, { ...options, seed: 3 })).filter((row) => row.function === 'x')).toEqual(first);
  });

  it('draws anew for a second row of the same function', async () => {
    const rows = await rowsOf(fileOf(`${header}o,a,x,http,3,0,0\no,a,x,queue,3,0,0\n`), { ...anyName, durationsFile: durations });
    expect(new Set(rows.map(({ atMs }) => atMs)).size).toBe(6);
  });

  it('gives the same rows when the day is read in parts', async () => {
    const table = await Table.open(fileOf(`${header}o,a,x,http,2,1,3\no,a,y,timer,1,0,4\n`));
    const read = async (countsMax: number) => {
      const rows: TraceRow[] = [];
      const source = { table, mapping: new Mapping(table.file, anyName.map, anyName.functions), type: 'sync' as const };
      for await (const batch of azure2019Rows(source, 1, durations, countsMax)) rows.push(...batch);
      return rows;
    };
    const whole = await read(100);
    expect(whole).toHaveLength(11);
    for (const countsMax of [1, 2, 3, 4]) expect(await read(countsMax)).toEqual(whole);
  });

  it('finds the files beside it by name, and says what it makes up', async () => {
    const trace = await openTrace(invocations, { ...anyName, seed: 9 });
    expect(trace).toMatchObject({ format: 'azure-functions-2019', model: { kind: 'placed', seed: 9 } });
    const memory = [...(trace.memoryMB ?? [])];
    expect(memory[0]?.[0]).toMatch(/^[0-9a-f]{64}\/[0-9a-f]{64}$/);
    expect(memory[0]?.[1].values).toEqual([100, 102, 114, 123, 127, 136, 143, 152]);
    let count = 0;
    for await (const batch of trace) count += batch.filter(({ durationMs }) => durationMs !== undefined).length;
    const [, ...lines] = readFileSync(invocations, 'utf8').trim().split('\n');
    const counts = lines.flatMap((line) => line.split(',').slice(4).map(Number));
    expect(count).toBe(counts.reduce((sum, of) => sum + of, 0));
  });

  it('finds the files of the published data set, whose memory is told by app', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scf-azure-'));
    const file = join(folder, 'invocations_per_function_md.anon.d01.csv');
    copyFileSync(invocations, file);
    copyFileSync(join(fixtures, 'azure-functions-2019-durations.csv'), join(folder, 'function_durations_percentiles.anon.d01.csv'));
    copyFileSync(fileOf('HashOwner,HashApp,SampleCount,AverageAllocatedMb_pct50\no,a,5,120\n'), join(folder, 'app_memory_percentiles.anon.d01.csv'));
    const { memoryMB } = await openTrace(file, anyName);
    expect(memoryMB).toEqual(new Map([['a', { shares: [0.5], values: [120] }]]));
    rmSync(folder, { recursive: true });
  });

  it.each([
    {
      why: 'no file of durations',
      text: `${header}o,a,x,http,1,0,0\n`,
      options: {},
      fault: { code: 'companion', params: { kind: 'durations', looked: '' } },
    },
    {
      why: 'no such file of durations',
      text: header,
      options: { durationsFile: '/none.csv' },
      fault: { code: 'companion', params: { kind: 'durations', looked: '/none.csv' } },
    },
    {
      why: 'no such file of memory',
      text: header,
      options: { durationsFile: durations, memoryFile: '/no.csv' },
      fault: { code: 'companion', params: { kind: 'memory' } },
    },
    {
      why: 'half an invocation',
      text: `${header}o,a,x,http,1,0.5,0\n`,
      options: { durationsFile: durations },
      fault: { code: 'number', line: 2, column: 6, params: { whole: true } },
    },
    {
      why: 'a minute missing',
      text: 'HashOwner,HashApp,HashFunction,Trigger,1,3\n',
      options: { durationsFile: durations },
      fault: { code: 'columnMissing', column: 6, params: { name: '2' } },
    },
    {
      why: 'more in a minute than fits',
      text: `${header}o,a,x,http,9000000,0,0\no,a,x,http,9000000,0,0\n`,
      options: { durationsFile: durations },
      fault: { code: 'tooMany', line: 3, column: 5, params: { minute: 1, count: 18_000_000 } },
    },
    {
      why: 'percentiles that fall',
      text: header,
      options: { durationsFile: fileOf('HashApp,HashFunction,percentile_Average_0,percentile_Average_50\na,x,5,4\n', 'falling.csv') },
      fault: { code: 'percentiles', line: 2, column: 4, params: { value: 4, before: 5 } },
    },
    {
      why: 'no percentiles',
      text: header,
      options: { durationsFile: fileOf('HashApp,HashFunction,Average\na,x,5\n', 'without.csv') },
      fault: { code: 'columnMissing', params: { name: 'percentile_Average_50' } },
    },
  ])('says when there is $why', async ({ text, options, fault }) => {
    expect(await faultOf(text, options)).toMatchObject(fault);
  });

  it('asks for no function that is never invoked', async () => {
    const text = `${header}o,a,x,http,1,0,0\no,a,y,http,0,0,0\n`;
    expect(await faultOf(text, { map: new Map([['a/x', 'f']]), durationsFile: durations })).toEqual({ rows: 1 });
  });
});

describe('llm-inference', () => {
  const real = join(__dirname, '..', '..', 'examples', 'etl', 'data', 'azure-llm-inference-2023-code.csv');
  const header = 'TIMESTAMP,ContextTokens,GeneratedTokens\n';

  it('counts from the first arrival, with durations that it says are modelled', async () => {
    const trace = await openTrace(real, { functions: ['f'], map: new Map([['llm', 'f']]) });
    expect(trace).toMatchObject({ format: 'llm-inference', model: { kind: 'tokens', baseMs: 30, msPerToken: 25 } });
    const rows = await rowsOf(real);
    expect(rows).toHaveLength(8819);
    expect(rows.slice(0, 3)).toEqual([
      { atMs: 0, function: 'f', type: 'sync', durationMs: 280 },
      { atMs: 52, function: 'f', type: 'sync', durationMs: 230 },
      { atMs: 98.189, function: 'f', type: 'sync', durationMs: 705 },
    ]);
    expect(isInOrder(rows)).toBe(true);
  });

  it('takes another model', async () => {
    const file = fileOf(`${header}2023-11-16 23:59:59.9999999,1,4\n2023-11-17T00:00:00Z,1,0\n2023-11-17 00:00:01+00:00,1,0\n`);
    expect(await rowsOf(file, { ...anyName, tokens: { msPerToken: 10 } })).toMatchObject([
      { atMs: 0, durationMs: 70 },
      { atMs: 0.0001, durationMs: 30 },
      { atMs: 1000.0001, durationMs: 30 },
    ]);
  });

  it.each([
    { why: 'no time', text: `${header}soon,1,1\n`, fault: { code: 'timestamp', line: 2, column: 1, params: { name: 'TIMESTAMP', value: 'soon' } } },
    { why: 'a day that is none', text: `${header}2023-02-29 00:00:00,1,1\n`, fault: { code: 'timestamp' } },
    { why: 'a month that is none', text: `${header}2023-13-16 00:00:00,1,1\n`, fault: { code: 'timestamp' } },
    { why: 'half a token', text: `${header}2023-11-16 00:00:00,1,1.5\n`, fault: { code: 'number', column: 3, params: { whole: true } } },
    { why: 'a step back in time', text: `${header}2023-11-16 00:00:01,1,1\n2023-11-16 00:00:00,1,1\n`, fault: { code: 'order', line: 3, column: 1 } },
    { why: 'a missing column', text: 'TIMESTAMP,GeneratedTokens,x\n2023-11-16 00:00:01,1\n', fault: { code: 'fields' } },
  ])('says where there is $why', async ({ text, fault }) => {
    expect(await faultOf(text)).toMatchObject(fault);
  });
});

it('reads a format that is named, whatever the header looks like', async () => {
  expect(await faultOf('atMs,function,type\n', { format: 'llm-inference' })).toMatchObject({ code: 'columnMissing', params: { name: 'TIMESTAMP' } });
});
