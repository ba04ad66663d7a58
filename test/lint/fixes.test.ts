import type { Located } from '../../src/config';
import { diagnostic, type Diagnostic } from '../../src/config/diagnostic';
import { locate } from '../../src/config';
import { applied, findingsOf, fixesOf, patchOf, type Finding } from '../../src/lint';
import { checked, fixed, linted, shown, textsOf, yml } from './linted';

const head = 'service: shop\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\n  memorySize: 256\nfunctions:\n';
const hello = '  hello:\n    handler: index.main\n';

/** What becomes of the lines of one function. */
async function becomes(lines: string): Promise<string> {
  const after = await fixed(head + hello + lines);
  expect(after.startsWith(head + hello)).toBe(true);
  return after.slice((head + hello).length);
}

it.each([
  // A provisioned quota is a multiple of the memory: S25.
  { is: '    provisionedConcurrency: 1000\n', to: '    provisionedConcurrency: 768\n', why: 'S25: down, never up' },
  { is: '    provisionedConcurrency: 1023 # three\n', to: '    provisionedConcurrency: 768 # three\n', why: 'S25: even from 1 MB below' },
  { is: '    provisionedConcurrency: 257\n', to: '    provisionedConcurrency: 256\n', why: 'S25: to one instance' },
  { is: '    provisionedConcurrency: { quotaMB:  1000 }\n', to: '    provisionedConcurrency: { quotaMB:  768 }\n', why: 'S25: in a flow map' },
  { is: '    "provisionedConcurrency":\n      1000\n', to: '    "provisionedConcurrency":\n      768\n', why: 'S25: on its own line' },
  { is: '    provisionedConcurrency: 255\n', why: 'S25: nothing to round down to' },
  { is: '    provisionedConcurrency: 0x3e8\n', why: 'a number that somebody wrote in another way' },
  { is: '    reservedConcurrency: 1000\n', why: 'SCF205 is advice, S18' },
  // Names.
  { is: '    timout: 5\n', to: '    timeout: 5\n', why: 'a slip' },
  { is: "    'timout' : 5 # 秒\n", to: "    'timeout' : 5 # 秒\n", why: 'in single quotes' },
  { is: '    "timout":   5\n', to: '    "timeout":   5\n', why: 'in double quotes' },
  { is: '    ? timout\n    : 5\n', to: '    ? timeout\n    : 5\n', why: 'an explicit key' },
  { is: '    timout: 5\n    timeout: 6\n', why: 'the right name is there too' },
  { is: '    timout: 5\n    timeot: 6\n', why: 'two that mean the same' },
  { is: '    nonsense: 5\n', why: 'nothing is near' },
  { is: '    memorysize: "512" # MB\n', to: '    memorySize: 512 # MB\n', why: 'a name, and then its value' },
  { is: '    vpc: { vpcID: v, subnetId: s }\n', to: '    vpc: { vpcId: v, subnetId: s }\n', why: 'inside a flow map' },
  // Values.
  { is: "    timeout: '30'\n", to: '    timeout: 30\n', why: 'a quoted number' },
  { is: '    timeout: "030"\n', to: '    timeout: 30\n', why: 'which is read as people read it' },
  { is: '    traceEnable: "false"\n', to: '    traceEnable: false\n', why: 'a quoted boolean' },
  { is: '    traceEnable: no\n', to: '    traceEnable: false\n', why: 'a word for it' },
  { is: '    timeout: !!str 30\n', why: 'a tag makes it a text again' },
  { is: '    timeout: |\n      30\n', why: 'a block' },
  { is: '    timeout: [30]\n', why: 'a list' },
  { is: '    runtime: nodejs18.15\n', to: '    runtime: Nodejs18.15\n', why: 'a value but for its case' },
  { is: "    runtime: 'NODEJS18.15'\n", to: "    runtime: 'Nodejs18.15'\n", why: 'in its quotes' },
  { is: '    runtime: Nodejs18.16\n', why: 'another value' },
  // Our own part of custom.
  { is: 'custom:\n  sfc:\n    profile: scf-2025\n', to: 'custom:\n  scf:\n    profile: scf-2025\n', why: 'custom.scf by a slip' },
  { is: 'custom:\n  scf:\n    account: { regionQuotaMB: { ap-guangzhuo: 1 } }\n', why: 'a region that may be newer' },
  { is: '    timeout: soon\n', why: 'what nobody can read' },
  { is: '    timeout: ${env:NONE}\n', why: 'a variable' },
])('what a function says: $why', async ({ is, to = is }) => {
  expect(await becomes(is)).toBe(to);
  expect(await fixed(`\uFEFF${(head + hello + is).replaceAll('\n', '\r\n')}`)).toBe(`\uFEFF${(head + hello + to).replaceAll('\n', '\r\n')}`);
});

it.each([
  {
    is: 'x-base: &base\n  timeout: "30"\nfunctions:\n  a: { <<: *base, handler: i.main }\n  b:\n    <<: *base\n    handler: i.main\n',
    to: 'x-base: &base\n  timeout: 30\nfunctions:\n  a: { <<: *base, handler: i.main }\n  b:\n    <<: *base\n    handler: i.main\n',
    why: 'once, where it is written',
  },
  {
    is: 'x-t: &t "30"\nfunctions:\n  a: { timeout: *t, handler: i.main }\n  b: { timeout: *t, handler: i.main }\n',
    to: 'x-t: &t 30\nfunctions:\n  a: { timeout: *t, handler: i.main }\n  b: { timeout: *t, handler: i.main }\n',
    why: 'of a value alone',
  },
  {
    is: 'functions:\n  a: &a\n    timout: 30\n    handler: i.main\n  b: *a\n',
    to: 'functions:\n  a: &a\n    timeout: 30\n    handler: i.main\n  b: *a\n',
    why: 'of a whole function',
  },
  {
    is: 'x-t: &t "30"\nfunctions:\n  a: { timeout: *t, environment: { T: *t }, handler: i.main }\n',
    why: 'not where another reader needs it as it is',
  },
  {
    is: 'x-p: &p 1000\nfunctions:\n  a: { provisionedConcurrency: *p, handler: i.main }\n  b: { provisionedConcurrency: *p, memorySize: 128, handler: i.main }\n',
    why: 'not to two different values',
  },
  {
    is: 'x-p: &p 1024\nfunctions:\n  a: { provisionedConcurrency: *p, memorySize: 384, handler: i.main }\n  b: { provisionedConcurrency: *p, handler: i.main }\n',
    why: 'not where it is right for another',
  },
  {
    is: 'functions:\n  a: { provisionedConcurrency: &p 1024, handler: i.main }\n  b: { provisionedConcurrency: *p, memorySize: 384, handler: i.main }\n',
    why: 'not where it is right for who wrote it',
  },
  {
    is: 'x-a: &a { timeout: "30" }\nx-b: &b { <<: *a }\nfunctions:\n  a: { <<: *b, handler: i.main }\n  b: { <<: *b, timeout: 3, handler: i.main }\n',
    why: 'not through an anchor in an anchor, where readers cannot be counted',
  },
  {
    is: 'x-a: &a { timout: 30 }\nfunctions:\n  a: { <<: *a, timeout: 5, handler: i.main }\n',
    why: 'not to a name that a reader has',
  },
  {
    is: 'x-a: &a { timeout: 30 }\nfunctions:\n  a: { <<: *a, timout: 5, handler: i.main }\n',
    why: 'not to a name that is merged',
  },
])('an anchor: $why', async ({ is, to = is }) => {
  const top = 'service: shop\nprovider: { name: tencent, runtime: Nodejs18.15, memorySize: 256 }\n';
  expect((await checked(top + is)).length).toBeGreaterThan(0);
  expect(await fixed(top + is)).toBe(top + to);
});

it.each([
  { is: '    timeout: 3 # scf-ignore SCF302: old\n', to: '    timeout: 3\n', why: 'with the blanks before it' },
  { is: '    # scf-ignore SCF302: old\n    timeout: 3\n', to: '    timeout: 3\n', why: 'with its line' },
  { is: '    timeout: 3\n    # scf-ignore SCF302: old', to: '    timeout: 3\n', why: 'at the end of the file' },
  {
    is: '    reservedConcurrency: 1000 # scf-ignore SCF302, SCF205: a, b\n',
    to: '    reservedConcurrency: 1000 # scf-ignore SCF205: a, b\n',
    why: 'one code of two',
  },
  {
    is: '    reservedConcurrency: 1000 # scf-ignore SCF205，SCF301，SCF302：够\n',
    to: '    reservedConcurrency: 1000 # scf-ignore SCF205：够\n',
    why: 'two of three, with full-width signs',
  },
  { is: '    timeout: 3 # scf-ignore SCF302, SCF303: old\n', to: '    timeout: 3\n', why: 'all of them' },
  {
    is: '    timeout: 3 # scf-ignore SCF302, SCF999: old\n',
    to: '    timeout: 3 # scf-ignore SCF999: old\n',
    why: 'what may be a misspelt code stays',
  },
  { is: '    timeout: 99999 # scf-ignore SCF302: old\n', why: 'not as long as an error may hide what it is for' },
  {
    is: '    timout: 3 # scf-ignore SCF302: old\n',
    to: '    timeout: 3\n',
    why: 'once the error is gone',
  },
  {
    is: '    environment:\n      A: |+\n        b\n\n# scf-ignore SCF302: old\n\ncustom: {}\n',
    why: 'not where the blank lines after it would become text',
  },
])('a needless suppression is removed: $why', async ({ is, to = is }) => {
  expect(await becomes(is)).toBe(to);
  expect(await fixed((head + hello + is).replaceAll('\n', '\r\n'))).toBe((head + hello + to).replaceAll('\n', '\r\n'));
});

it('fixes JSON in its own layout', async () => {
  const json = (timeout: string, name: string, mb: number): string =>
    `{\n\t"service": "shop",\n\t"provider": { "name": "tencent", "runtime": "Nodejs18.15", "memorySize": 256 },\n\t"functions": {\n\t\t"a": {"handler":"i.main",${name}:${timeout},\n\t\t\t"provisionedConcurrency" : ${mb}\n\t\t}\n\t}\n}`;
  expect(await fixed(json('"30"', '"timout"', 1000), 'serverless.json')).toBe(json('30', '"timeout"', 768));
});

it('leaves what is suppressed, by whatever', async () => {
  const text = `${head}${hello}    timout: 3 # scf-ignore SCF103: read by a plugin\n`;
  expect(await fixed(text)).toBe(text);
  const debts = (await checked(text)).map((finding): Finding => ({ ...finding, suppressed: { by: 'baseline' } }));
  expect(await fixesOf(debts, textsOf(text))).toEqual([]);
});

describe('of one finding', () => {
  const at = async (text: string, found: Diagnostic, file = yml): Promise<Finding[]> => findingsOf(await locate(text, file, [found]), '');
  const result = async (text: string, found: Diagnostic, file = yml): Promise<string> => {
    const texts = textsOf(text, file);
    return applied(texts, await fixesOf(await at(text, found, file), texts)).get(file) ?? 'as it was';
  };
  const key = { at: 'key' } as const;
  const slip = diagnostic('SCF103', ['a', 'timout'], { name: 'timout', under: 'a', nearest: 'timeout', known: [] }, key);
  const cron = { option: 'events[0].timer', value: '"0 2 * * *"', fields: 5, write: '0 0 2 * * * *' };
  const respelt = (name: string, written: string, changes: { rename?: string; replace?: string }, at: 'key' | 'value'): Diagnostic =>
    diagnostic('SCF109', ['a', name], { written, write: 'x', why: 'unit', rename: undefined, replace: undefined, ...changes }, { at });

  it.each([
    { text: 'a:\n  timer: 0 2 * * *\n', found: diagnostic('SCF217', ['a', 'timer'], cron), is: 'a:\n  timer: 0 0 2 * * * *\n' },
    { text: "a: { timer: '0 2 * * *' }", found: diagnostic('SCF217', ['a', 'timer'], cron), is: "a: { timer: '0 0 2 * * * *' }" },
    { text: 'a: { timer: "0 2 * * *" }', found: diagnostic('SCF217', ['a', 'timer'], { ...cron, write: undefined }), is: 'as it was' },
    { text: 'a: { memorySize: 1gb }', found: respelt('memorySize', '1gb', { replace: '1024' }, 'value'), is: 'a: { memorySize: 1024 }' },
    { text: 'a: { memorySize: "1 GB" }', found: respelt('memorySize', '1 GB', { replace: '1024' }, 'value'), is: 'a: { memorySize: 1024 }' },
    { text: 'a: { memorySize: 1gb }', found: respelt('memorySize', '1gb', {}, 'value'), is: 'as it was' },
    { text: 'a: { memory: 512 }', found: respelt('memory', 'memory', { rename: 'memorySize' }, 'key'), is: 'a: { memorySize: 512 }' },
    { text: 'a: { memory: 512, memorySize: 1 }', found: respelt('memory', 'memory', { rename: 'memorySize' }, 'key'), is: 'as it was' },
    { text: 'a: { memory: 512 }', found: respelt('memory', 'memory', {}, 'key'), is: 'as it was' },
    {
      text: 'a: { 43: 1 }',
      found: diagnostic('SCF103', ['a', '43'], { name: '43', under: 'a', nearest: '434', known: [] }, key),
      is: 'a: { 434: 1 }',
    },
    { text: 'a: { timout: 5, b: [ }', found: slip, is: 'as it was' },
    { text: 'a: { timout: 5, c: *none }', found: slip, is: 'as it was' },
  ])('$text', async ({ text, found, is }) => {
    expect(await result(text, found)).toBe(is);
  });

  it.each(['serverless.ts', 'serverless.js', 'a.txt'])('leaves %s alone, which is no data', async (file) => {
    expect(await result('a: { timout: 5 }', slip, file)).toBe('as it was');
  });

  it('leaves a place alone that is not exact, not there any more, or in no file', async () => {
    const text = 'a: { timout: 5 }';
    const [finding] = await at(text, slip);
    const edits = async (change: Partial<Located>, now = text): Promise<number> =>
      (await fixesOf(finding ? [{ ...finding, ...change }] : [], textsOf(now))).length;
    expect(await edits({})).toBe(1);
    expect(await edits({ exact: false })).toBe(0);
    expect(await edits({ position: undefined })).toBe(0);
    expect(await edits({ file: undefined })).toBe(0);
    expect(await edits({ file: 'other.yml' })).toBe(0);
    expect(await edits({}, 'a: { timoot: 5 }')).toBe(0);
    expect(await edits({}, 'b: 1\na: { timout: 5 }')).toBe(0);
    expect(await edits({ position: { line: 99, column: 1, endLine: 99, endColumn: 2 } })).toBe(0);
  });

  it('leaves a value alone that somebody changed meanwhile', async () => {
    const found = diagnostic('SCF202', ['a', 'quotaMB'], { value: 1000, memoryMB: 256, instances: 3, remainderMB: 232 });
    const findings = await at('a: { quotaMB: 1000 }', found);
    expect(await fixesOf(findings, textsOf('a: { quotaMB: 1000 }'))).toHaveLength(1);
    expect(await fixesOf(findings, textsOf('a: { quotaMB: 1024 }'))).toEqual([]);
  });

  it.each([
    { text: 'timout: 5 # 秒\n', to: 'timeout: 5 # 秒\n', why: 'renamed' },
    { text: 'timout: 5\ntimeout: 6\n', to: 'as it was', why: 'the name is taken' },
    { text: 'x-a: &a { timeout: 6 }\n<<: *a\ntimout: 5\n', to: 'as it was', why: 'the name is merged' },
  ])('in an included file, where paths begin anew: $why', async ({ text, to }) => {
    const [place] = await locate(text, 'fn.yml', [{ ...slip, path: ['timout'] }]);
    const located: Located = { diagnostic: { ...slip, path: ['functions', 'a', 'timout'] }, file: 'fn.yml', position: place?.position, exact: true };
    const texts = textsOf(text, 'fn.yml');
    expect(applied(texts, await fixesOf(findingsOf([located], ''), texts)).get('fn.yml') ?? 'as it was').toBe(to);
  });

  it('leaves the target of a variable alone, which others may read', async () => {
    const text = 'custom:\n  wait: "30"\n';
    const params = { option: 'timeout', value: '"30"', expected: ['integer'], write: '30' };
    const [place] = await locate(text, yml, [diagnostic('SCF101', ['custom', 'wait'], params)]);
    const found = diagnostic('SCF101', ['functions', 'a', 'timeout'], params);
    const located: Located = { diagnostic: found, file: yml, position: place?.position, exact: true };
    expect(await fixesOf(findingsOf([located], ''), textsOf(text))).toEqual([]);
  });

  it('rounds no quota that is right at another stage, but renames', async () => {
    const text = `${head}${hello}    timout: 5\n    provisionedConcurrency: 1000\n`;
    const atOne = (await checked(text)).map((finding): Finding => ({ ...finding, stages: ['dev'] }));
    expect((await fixesOf(atOne, textsOf(text))).map((edit) => edit.text)).toEqual(['timeout']);
  });

  it('names the findings that it puts right', async () => {
    const text = `${head}${hello}    timout: 5\n`;
    expect((await fixesOf(await linted(text), textsOf(text))).map(({ findings }) => shown(findings))).toEqual([['SCF103 9:5']]);
  });
});

describe('edits', () => {
  const edit = (start: number, end: number, text: string, file = yml) => ({ file, start, end, text, findings: [] });

  it('are made from whatever order, and those that overlap not', () => {
    const edits = [edit(4, 5, 'EE'), edit(0, 1, 'A'), edit(0, 2, 'X'), edit(6, 6, '!')];
    expect([...applied(textsOf('abcdef'), edits)]).toEqual([[yml, 'AbcdEEf!']]);
  });

  it('change only files that have a text and an edit', () => {
    const texts = new Map([...textsOf('a', 'a.yml'), ...textsOf('b', 'b.yml')]);
    expect([...applied(texts, [edit(0, 1, 'c', 'b.yml'), edit(0, 1, 'c', 'c.yml')])]).toEqual([['b.yml', 'c']]);
  });
});

describe('the patch', () => {
  it('has three lines around a change, under the folder of the service', async () => {
    const before = textsOf('1\n2\n3\n4\n5\n6\n7\n8\n9\n');
    const after = textsOf('1\n2\n3\n4\nfive\n6\n7\n8\n9\n');
    expect(await patchOf(before, after, 'services/a')).toBe(
      `--- a/services/a/${yml}\n+++ b/services/a/${yml}\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n`,
    );
  });

  it('keeps ends of lines, and says where the last is missing', async () => {
    expect(await patchOf(textsOf('a\r\nb'), textsOf('a\r\nc'))).toBe(
      `--- a/${yml}\n+++ b/${yml}\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n`,
    );
  });

  it('is empty without a change', async () => {
    expect(await patchOf(textsOf('a'), textsOf('a'))).toBe('');
    expect(await patchOf(textsOf('a'), new Map())).toBe('');
  });
});
