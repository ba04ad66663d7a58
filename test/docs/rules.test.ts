import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const script = join(__dirname, '..', '..', 'scripts', 'rules.mjs');
const header = 'rule,kind,confidence,scope,en,zh\n#,,,,Quotas,配额\n';
const reasons = JSON.stringify({ endpoint: { en: 'needs the endpoint', zh: '需要端点' } });

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('what counts as a citation', () => {
  const inTests = [
    { text: "it('runs (S11)', run);", cited: ['S11: runs (S11)'], why: 'the title of a test' },
    { text: "test('runs (S11)', run);", cited: ['S11: runs (S11)'], why: 'by its other name' },
    { text: "describe('all (S11)', () => { it('runs', run); });", cited: ['S11: all (S11)'], why: 'the title of a group' },
    { text: "describe('all', () => { it('runs (S11)', run); });", cited: ['S11: all › runs (S11)'], why: 'a test within a group' },
    { text: "it.each([{ why: 'V1, S11' }])('runs: $why', run);", cited: ['S11: runs: \\$why', 'V1: runs: \\$why'], why: 'a row of a table' },
    { text: "describe.each(cases)('%s (S11)', () => {});", cited: ['S11: %s (S11)'], why: 'a group over a table' },
    { text: "it.each`a\n${'S11'}`('of $a', run);", cited: ['S11: of \\$a'], why: 'a table as a template' },
    { text: 'it(`runs ${name} (S11)`, run);', cited: ['S11: runs \\${name} (S11)'], why: 'a title as a template' },
    { text: 'it(`runs (S11)`, run);', cited: ['S11: runs (S11)'], why: 'a title in backticks' },
    { text: "it('runs', () => expect(rule).toBe('S11'));", cited: ['S11: runs'], why: 'what a test expects' },
    { text: 'const cases = [`S11: ${mb} MB`];', cited: ['S11'], why: 'the beginning of a template' },
    { text: 'const cases = [`${mb} MB (S11)`];', cited: ['S11'], why: 'a text outside of tests' },
    { text: "assert(ok, 'was lent (S11)');", cited: ['S11'], why: 'a message of an assertion' },
    { text: "log('S11', it);", cited: ['S11'], why: 'a call that is no test' },
    { text: "it('a | b (S11)', run);", cited: ['S11: a \\| b (S11)'], why: 'a title that would break the table' },
    { text: "it('S11, S12', run);", cited: ['S11: S11, S12', 'S12: S11, S12'], why: 'several rules' },
    { text: "it('S11–S14', run);", cited: ['S11: S11–S14', 'S12: S11–S14', 'S14: S11–S14'], why: 'a range, of which only rules count' },
    { text: "it('S11-12', run);", cited: ['S11: S11-12', 'S12: S11-12'], why: 'a range with a hyphen, in short' },
    { text: "it('V1–V2', run);", cited: ['V1: V1–V2', 'V2: V1–V2'], why: 'a range of examples' },
    { text: "it('S5–S14', run);", cited: ['S11: S5–S14', 'S12: S5–S14', 'S14: S5–S14'], why: 'the widest range' },
    { text: "it('S4–S14', run);", cited: [], why: 'a range so wide that it is an overview' },
    { text: "// S11\nit('runs', run); /** S12 */", cited: [], why: 'a comment, which no test runs' },
    { text: "it('XS11, S110, S§11.2, AES11', run);", cited: [], why: 'something else' },
  ];
  const inCode = [
    { file: 'src/engine/a.ts', text: '/** @source S11–S12 */', cited: ['S11', 'S12'], why: 'a docstring' },
    { file: 'src/engine/b.ts', text: "const source = 'S11, 583/11637';", cited: ['S11'], why: 'a text' },
    { file: 'src/runtime/c.cjs', text: '// S11', cited: ['S11'], why: 'a script' },
    { file: 'schema/d.json', text: '{ "x-rule": "S11" }', cited: ['S11'], why: 'an option of a schema' },
    { file: 'src/engine/e.ts', text: '// V1 holds', cited: [], why: 'what only looks like an example' },
    { file: 'src/config/generated/f.ts', text: '/** S11 */', cited: [], why: 'what is generated' },
    { file: 'src/engine/g.md', text: 'S11', cited: [], why: 'what is no code' },
    { file: 'test/docs/rules.test.ts', text: "it('S11', run);", cited: [], why: 'a test of this very table' },
  ];
  const tests = inTests.map((row, index) => ({ ...row, file: `test/case${index}.test.ts` }));
  let rows: readonly Row[] = [];

  beforeAll(() => {
    const files = Object.fromEntries([...tests, ...inCode].map(({ file, text }) => [file, text]));
    const rules = ['S11', 'S12', 'S14', 'V1', 'V2'].map((id) => `${id},doc,high,engine,A rule,规则`);
    const folder = project(rules, files);
    expect(run(folder)).toEqual({ status: 0, said: [] });
    rows = rowsOf(folder, 'docs/rules.md');
  });

  it.each(tests)('in a test, $why: $text', ({ file, cited }) => {
    expect(rows.flatMap(({ id, tests: cell }) => places(cell, file).map((names) => `${id}${names}`))).toEqual(cited);
  });

  it.each(inCode)('in code, $why: $file', ({ file, cited }) => {
    expect(rows.flatMap(({ id, code, tests: cell }) => places(`${code}<br>${cell}`, file).map(() => id))).toEqual(cited);
  });
});

describe('the check', () => {
  const complete = {
    rules: [
      'S11,seed,high,engine,One,一',
      'S12,doc,low,engine|region config,Two,二',
      'S13,doc,high,later:endpoint,Three,三',
      'V1,inferred,high,tests,Vector,例',
    ],
    files: { 'src/engine/a.ts': '// S11', 'src/region/a.ts': '// S12', 'schema/a.json': '"S12"', 'test/a.test.ts': "it('S11–S12, V1', run);" },
  };

  it('is content with a rule that has code and a test, and with one that is not played', () => {
    const folder = project(complete.rules, complete.files);
    run(folder);
    expect(run(folder, '--check')).toEqual({ status: 0, said: [] });
  });

  it('finds pages that are missing or stale, and writes none', () => {
    const folder = project(complete.rules, complete.files);
    const stale = ['docs/rules.md', 'docs/rules.zh-CN.md'].map((file) => `${file} is stale; run "node scripts/rules.mjs"`);
    expect(run(folder, '--check')).toEqual({ status: 1, said: stale });
    run(folder);
    writeFileSync(join(folder, 'test/a.test.ts'), "it('now S11–S12, V1', run);");
    expect(run(folder, '--check')).toEqual({ status: 1, said: stale });
  });

  it('lists rules without code or test, and citations without a rule', () => {
    const folder = project(complete.rules, { 'src/region/a.ts': '// S11, S99', 'test/a.test.ts': "it('V2', run);" });
    run(folder);
    expect(run(folder, '--check')).toEqual({
      status: 1,
      said: [
        'No code cites it in src/engine: (1)',
        '  S11  One',
        'No test cites it: (3)',
        '  S11  One',
        '  S12  Two',
        '  V1   Vector',
        'No code cites it in src/engine or src/region: (1)',
        '  S12  Two',
        'No code cites it in src/config: (1)',
        '  S12  Two',
        'Cited, but there is no such rule: (2)',
        '  S99  src/region/a.ts',
        '  V2   test/a.test.ts',
      ],
    });
  });

  it.each([
    { rules: ['S11,doc,high,later:never,One,一'], why: 'S11: reasons.json knows no "never"' },
    { rules: ['S11,doc,high,,One,一'], why: 'S11: "" is no scope' },
    { rules: ['S11,doc,high,engine,One,一', 'S11,doc,high,engine,One,一'], why: 'S11 stands twice in rules.csv' },
  ])('refuses a list of which it cannot know what is meant: $why', ({ rules, why }) => {
    const { status, said } = run(project(rules, {}), '--check');
    expect(status).toBe(1);
    expect(said.join('\n')).toContain(why);
  });
});

it('says in both languages what plays a rule, how it is known, and why one is not played', () => {
  const folder = project(
    ['S11,seed+inferred,low,engine|region config,One,一', 'S12,doc,high,later:endpoint,Two,二', 'S13,doc,medium,out:endpoint,Three,三'],
    {},
  );
  run(folder);
  const said = (file: string) => rowsOf(folder, file).map(({ id, title, from, playedBy }) => [id, title, from, playedBy].join(' | '));
  expect(said('docs/rules.md')).toEqual([
    'S11 | One | seed/inferred, low | `engine` or `region` and `config`',
    'S12 | Two | doc, high | Later: needs the endpoint',
    'S13 | Three | doc, medium | Out: needs the endpoint',
  ]);
  expect(said('docs/rules.zh-CN.md')).toEqual([
    'S11 | 一 | 起点/推断, 低 | `engine` 或 `region` 与 `config`',
    'S12 | 二 | 文档, 高 | 以后：需要端点',
    'S13 | 三 | 文档, 中 | 不做：需要端点',
  ]);
});

interface Row {
  readonly id: string;
  readonly title: string;
  readonly from: string;
  readonly playedBy: string;
  readonly code: string;
  readonly tests: string;
}

/** A project of these rules and files, in a folder of its own. */
function project(rules: readonly string[], files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-scf-rules-'));
  folders.push(folder);
  const all = { ...files, 'scripts/rules/rules.csv': `${header}${rules.join('\n')}\n`, 'scripts/rules/reasons.json': reasons };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** The script is an ES module, so it runs as it does for its users. */
function run(folder: string, ...flags: readonly string[]): { status: number | null; said: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...flags, folder], { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}`.split('\n').filter((line) => line !== '') };
}

function rowsOf(folder: string, file: string): Row[] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return lines
    .filter((line) => /^\| [SV]\d/.test(line))
    .map((line) => {
      const [, id = '', title = '', from = '', playedBy = '', code = '', tests = ''] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
      return { id, title, from, playedBy, code, tests };
    });
}

/** What follows the link to a file in a cell, if it is there. */
function places(cell: string, file: string): string[] {
  return cell
    .split('<br>')
    .filter((place) => place.includes(`](../${file})`))
    .map((place) => place.replace(/^.*?\]\([^)]*\)/, ''));
}
