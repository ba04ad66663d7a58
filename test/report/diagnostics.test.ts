import type { Located } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';
import { allocationTable, countsOf, diagnosticsJson, diagnosticsText } from '../../src/report/diagnostics';
import { allocate } from '../../src/scf';

const fault = diagnostic('SCF202', ['functions', 'hello', 'provisionedConcurrency'], { value: 300, memoryMB: 256, instances: 1, remainderMB: 44 });

function located(line: number, column: number, endColumn: number, file = 'serverless.yml'): Located {
  return { diagnostic: fault, file, position: { line, column, endLine: line, endColumn }, exact: true };
}

function textsOf(text: string): ReadonlyMap<string, string> {
  return new Map([['serverless.yml', text]]);
}

it('shows place, line, mark, fix and rule', () => {
  const shown = diagnosticsText(
    { located: [located(2, 27, 30)], texts: textsOf('functions:\n  p: provisionedConcurrency: 300 # no\n') },
    'en',
    false,
  );
  expect(shown.split('\n')).toEqual([
    "serverless.yml:2:27  error SCF202  300 MB = 1 × 256 MB + 44 MB: provisioned concurrency must be a multiple of the function's memory",
    '  2 |   p: provisionedConcurrency: 300 # no',
    '    |                           ^^^',
    '  fix: write 256 (1 instance), 512 (2 instances) or { instances: n }',
    '  rule S25 (Provisioned Concurrency 583/46743)',
  ]);
});

it.each([
  { name: 'a tab', line: '\ta: 1', column: 5, marks: '| \t   ^' },
  { name: 'Chinese', line: '函数: 1', column: 5, marks: '|       ^' },
  { name: 'a mark of no width', line: 'a: ', column: 4, marks: '|    ^' },
  { name: 'a range beyond the line', line: 'a: 1', column: 4, endColumn: 90, marks: '|    ^' },
])('puts the mark under $name', ({ line, column, endColumn = column + 1, marks }) => {
  const shown = diagnosticsText({ located: [located(1, column, endColumn)], texts: textsOf(line) }, 'en', false);
  expect(shown.split('\n')[2]?.trimStart()).toBe(marks);
});

it('shows of a very long line the part that is meant', () => {
  const text = `{"a":"${'x'.repeat(5000)}","timeout":0}`;
  const column = text.indexOf(':0}') + 2;
  const [, excerpt = '', marks = ''] = diagnosticsText({ located: [located(1, column, column + 1)], texts: textsOf(text) }, 'en', false).split('\n');
  expect(excerpt.length).toBeLessThan(140);
  expect(excerpt[marks.indexOf('^')]).toBe('0');
});

it('marks only the first line of a value of several', () => {
  const place = { diagnostic: fault, file: 'serverless.yml', position: { line: 1, column: 4, endLine: 3, endColumn: 2 }, exact: true };
  expect(diagnosticsText({ located: [place], texts: textsOf('a: {\n b: 1\n}') }, 'en', false).split('\n')[2]).toBe('    |    ^');
});

it('steers no terminal with what stands in a file', () => {
  const evil = diagnostic('SCF103', ['\u001b[2J'], { name: '\u001b[2J', under: 'serverless.yml', nearest: undefined, known: [] });
  const shown = diagnosticsText(
    { located: [{ diagnostic: evil, file: 'serverless.yml', position: undefined, exact: false }], texts: textsOf('') },
    'en',
    false,
  );
  expect(shown).not.toContain('\u001b');
});

it('colours only when colours are welcome', () => {
  const one = { located: [located(1, 1, 2)], texts: textsOf('a: 1') };
  expect(diagnosticsText(one, 'en', true)).toContain('\u001b[31m');
  expect(diagnosticsText(one, 'en', false)).not.toContain('\u001b');
});

it('speaks Chinese', () => {
  const shown = diagnosticsText({ located: [located(1, 1, 2)], texts: textsOf('a: 1') }, 'zh', false);
  expect(shown).toContain('错误 SCF202');
  expect(shown).toContain('修改建议：请写 256（1 个实例）');
  expect(shown).toContain('规则 S25（Provisioned Concurrency 583/46743）');
});

it('orders by place, and counts', () => {
  const advice: Located = {
    diagnostic: diagnostic('SCF304', ['x'], { function: 'hello' }),
    file: 'serverless.yml',
    position: undefined,
    exact: false,
  };
  const all = [located(9, 1, 2), located(2, 8, 9), located(2, 3, 4), advice];
  const report = { located: all, texts: textsOf(''), allocation: allocate(128_000, 12_800, []) };
  const { diagnostics, summary } = JSON.parse(diagnosticsJson(report, 'en')) as {
    diagnostics: { line: number | null; column: number | null }[];
    summary: object;
  };
  expect(diagnostics.map(({ line, column }) => [line, column])).toEqual([
    [null, null],
    [2, 3],
    [2, 8],
    [9, 1],
  ]);
  expect(countsOf(all)).toEqual({ errors: 3, warnings: 1, infos: 0 });
  const allocation = allocate(128_000, 12_800, []);
  const allocations = [{ account: '', region: null, live: false, ...allocation }];
  expect(summary).toEqual({ errors: 3, warnings: 1, infos: 0, suppressed: 0, baselined: 0, services: 1, allocation, allocations });
});

it('orders by file before line, the service itself first', () => {
  const texts = new Map([
    ['serverless.yml', 'a: 1'],
    ['common.yml', 'b: 1'],
  ]);
  const shown = diagnosticsText({ located: [located(1, 2, 3, 'common.yml'), located(5, 1, 2), located(1, 1, 2, 'common.yml')], texts }, 'en', false);
  expect(shown.match(/^\S+(?= {2}error)/gm)).toEqual(['serverless.yml:5:1', 'common.yml:1:1', 'common.yml:1:2']);
});

it.each([
  { what: 'a place near by', over: { exact: false }, en: 'near serverless.yml:1:1  error SCF202', zh: '大致位置 serverless.yml:1:1  错误 SCF202' },
  {
    what: 'no place',
    over: { exact: false, position: undefined },
    en: 'serverless.yml functions.hello.provisionedConcurrency (position unknown)  error SCF202',
    zh: 'serverless.yml functions.hello.provisionedConcurrency（位置未知）  错误 SCF202',
  },
  { what: 'some stages alone', over: { stages: ['dev', 'prod'] }, en: '  only at stages dev, prod\n', zh: '  仅出现在环境：dev、prod\n' },
  { what: 'one stage alone', over: { stages: ['dev'] }, en: '  only at stage dev\n', zh: '  仅出现在环境：dev\n' },
])('says of $what that it is so', ({ over, en, zh }) => {
  const one = { located: [{ ...located(1, 1, 2), ...over }], texts: textsOf('a: 1') };
  expect(diagnosticsText(one, 'en', false)).toContain(en);
  expect(diagnosticsText(one, 'zh', false)).toContain(zh);
});

it('says of nothing that is about the whole service that its place is unknown', () => {
  const missing = diagnostic('SCF110', [], { file: 'serverless.yml', reason: { kind: 'missing' } });
  const shown = diagnosticsText(
    { located: [{ diagnostic: missing, file: undefined, position: undefined, exact: false }], texts: new Map() },
    'en',
    false,
  );
  expect(shown).toMatch(/^error SCF110/);
  expect(shown).not.toContain('unknown)');
});

it('says by how much a quota is over, and nothing of what the others would share (S16)', async () => {
  const over = allocate(128_000, 12_800, [{ name: 'a', reservedMB: 128_000, provisionedMB: 0 }]);
  const table = await allocationTable(over, 'en');
  expect(table).toMatch(/over by\s*│\s*12800/);
  expect(table).not.toMatch(/-12800|share/);
  expect(await allocationTable(over, 'zh')).toMatch(/超出\s*│\s*12800/);
});

it('cuts a long table of the quota, and says how much the others take (S13, S16)', async () => {
  const claims = (count: number) => Array.from({ length: count }, (_, index) => ({ name: `f${index}`, reservedMB: 1_280, provisionedMB: 0 }));
  const short = await allocationTable(allocate(128_000, 12_800, claims(20)), 'en');
  const long = await allocationTable(allocate(128_000, 12_800, claims(23)), 'en');
  expect(short).toMatch(/f19 /);
  expect(short).not.toContain('other');
  expect(long).not.toMatch(/f20 /);
  expect(long).toMatch(/3 others\s*│\s*3840/);
  expect(await allocationTable(allocate(128_000, 12_800, claims(21)), 'zh')).toMatch(/其他 1 个\s*│\s*1280/);
});
