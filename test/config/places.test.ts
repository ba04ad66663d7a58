import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { loadService, placesOf, type LoadOptions, type Located, type Path, type Places } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-places-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

type Files = Readonly<Record<string, string>>;

function put(files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
}

/** The places of a service, as it is read without the framework and with it; both have to agree. */
async function bothPlaces(files: Files, options: Partial<LoadOptions> = {}): Promise<Places[]> {
  put(files);
  const [file = '', text = ''] = Object.entries(files)[0] ?? [];
  const { places } = await loadService({ dir, env: {}, config: file, ...options });
  return [places, await placesOf({ dir, env: {}, ...options, file, text })];
}

function about(path: Path, at: 'key' | 'value' = 'value') {
  return diagnostic('SCF104', path, { name: 'x', under: 'y' }, { at });
}

/** The text that a position marks; of several lines, the first. */
function marked({ file, position }: Located, places: Places): string | undefined {
  const line = places.texts.get(file ?? '')?.split(/\r?\n/)[(position?.line ?? 0) - 1];
  return position && line?.slice(position.column - 1, position.endLine === position.line ? position.endColumn - 1 : undefined);
}

/** `file:line text`, with a `~` for what is only near. */
function shown(located: Located, places: Places): string {
  const { file, position, exact } = located;
  return `${exact ? '' : '~'}${file}:${position?.line} ${marked(located, places)}`;
}

const head = 'service: shop\nprovider: { name: tencent, stage: test }\n';

const service = (rest: string): string => head + rest;

const timeout: Path = ['functions', 'a', 'timeout'];

it.each([
  { why: 'in the service itself', files: { 's.yml': service('functions: { a: { timeout: 3 } }') }, is: 's.yml:3 3' },
  {
    why: 'a whole scalar elsewhere',
    files: { 's.yml': service('functions: { a: { timeout: "${self:custom.t}" } }\ncustom: { t: 900 }') },
    is: 's.yml:4 900',
  },
  {
    why: 'two variables, one after the other',
    files: { 's.yml': service('functions: { a: { timeout: "${self:custom.t}" } }\ncustom:\n  t: ${self:custom.u}\n  u: 900') },
    is: 's.yml:6 900',
  },
  {
    why: 'a map from a variable',
    files: { 's.yml': service('functions: { a: "${self:custom.fn}" }\ncustom:\n  fn:\n    timeout: 900') },
    is: 's.yml:6 900',
  },
  {
    why: 'a path through a variable to a variable',
    files: {
      's.yml': service('functions: { a: "${self:custom.x.b}" }\ncustom:\n  x: ${file(x.yml)}\n  m:\n    timeout: 900'),
      'x.yml': 'b: ${self:custom.m}\n',
    },
    is: 's.yml:7 900',
  },
  {
    why: 'an included file',
    files: { 's.yml': service('functions: ${file(./sub/../sub/fns.yml):fns}'), 'sub/fns.yml': '# all\nfns:\n  a:\n    timeout: 900\n' },
    is: 'sub/fns.yml:4 900',
  },
  {
    why: 'an included file that includes one',
    files: { 's.yml': service('functions: { a: "${file(a.yml)}" }'), 'a.yml': 'timeout: ${file(t.json):t.0}', 't.json': '{\n  "t": [900]\n}' },
    is: 't.json:2 900',
  },
  {
    why: 'a file that is a scalar',
    files: { 's.yml': service('functions: { a: { timeout: "${file(t.yml)}" } }'), 't.yml': '# s\n900\n' },
    is: 't.yml:2 900',
  },
  {
    why: 'a file by stage',
    files: { 's.yml': service('functions: ${file(fns-${sls:stage}.yml)}'), 'fns-test.yml': 'a: { timeout: 900 }' },
    is: 'fns-test.yml:1 900',
  },
  {
    why: 'an address by stage',
    files: { 's.yml': service('functions: { a: { timeout: "${self:custom.${sls:stage}.t}" } }\ncustom: { test: { t: 900 } }') },
    is: 's.yml:4 900',
  },
  {
    why: 'the fallback that holds',
    files: { 's.yml': service('functions: { a: { timeout: "${opt:t, env:T, self:custom.t}" } }\ncustom: { t: 900 }') },
    is: 's.yml:4 900',
  },
  {
    why: 'a fallback in quotation marks',
    files: { 's.yml': service('functions: { a: { timeout: "${env:T, \'${self:custom.t}\'}" } }\ncustom: { t: 900 }') },
    is: 's.yml:4 900',
  },
  {
    why: 'a parameter of the stage',
    files: { 's.yml': service('functions: { a: { timeout: "${param:t}" } }\nparams: { test: { t: 900 } }') },
    is: 's.yml:4 900',
  },
  { why: 'a literal fallback', files: { 's.yml': service('functions: { a: { timeout: "${env:T, 900}" } }') }, is: '~s.yml:3 "${env:T, 900}"' },
  { why: 'the environment', files: { 's.yml': service('functions: { a: { timeout: "${env:NINE}" } }') }, is: '~s.yml:3 "${env:NINE}"' },
  {
    why: 'the environment, behind a variable',
    files: { 's.yml': service('functions: { a: { timeout: "${self:custom.t}" } }\ncustom: { t: "${env:NINE}" }') },
    is: '~s.yml:4 "${env:NINE}"',
  },
  {
    why: 'put together from several',
    files: { 's.yml': service("functions: { a: { timeout: '${self:custom.t}${self:custom.t}' } }\ncustom: { t: 9 }") },
    is: "~s.yml:3 '${self:custom.t}${self:custom.t}'",
  },
  {
    why: 'put together in an included file',
    files: { 's.yml': service('functions: { a: { timeout: "${file(t.yml):t}" } }'), 't.yml': 't: 9${sls:stage}\n' },
    is: '~t.yml:1 9${sls:stage}',
  },
  {
    why: 'what only looks like a variable',
    files: { 's.yml': service('functions: { a: { timeout: "${AWS::Region}" } }') },
    is: 's.yml:3 "${AWS::Region}"',
  },
  {
    why: 'an anchor in an included file',
    files: { 's.yml': service('functions: ${file(f.yml):fns}'), 'f.yml': 'x: &x\n  timeout: 900\nfns:\n  a: *x\n' },
    is: 'f.yml:2 900',
  },
  {
    why: 'a merge in an included file',
    files: { 's.yml': service('functions: ${file(f.yml):fns}'), 'f.yml': 'x: &x\n  timeout: 900\nfns:\n  a:\n    <<: *x\n    memorySize: 128\n' },
    is: 'f.yml:2 900',
  },
  {
    why: 'a variable behind a merge',
    files: { 's.yml': service('x: &x { timeout: "${self:custom.t}" }\nfunctions: { a: { <<: *x } }\ncustom: { t: 900 }') },
    is: 's.yml:5 900',
  },
  {
    why: 'a byte order mark, CRLF and Chinese',
    files: {
      's.yml': service('functions: { a: "${file(函数.yml):甲}" }').replaceAll('\n', '\r\n'),
      '函数.yml': '\uFEFF甲: { "超时": 1, timeout: 900 }\r\n',
    },
    is: '函数.yml:1 900',
  },
  { why: 'JSON', files: { 's.json': '{"service":"s","provider":"tencent",\n"functions":{"a":{"timeout":900}}}' }, is: 's.json:2 900' },
  {
    why: 'the service’s own file, included',
    files: { 's.yml': service('functions: { a: { timeout: "${file(s.yml):custom.t}" } }\ncustom: { t: 900 }') },
    is: 's.yml:4 900',
  },
])('finds a value: $why', async ({ files, is }) => {
  for (const places of await bothPlaces(files, { env: { NINE: '900' } })) {
    const [located] = await places.locate([about(timeout)]);
    expect(located && shown(located, places)).toBe(is);
  }
});

it.each([
  {
    why: 'a name in an included file',
    files: { 's.yml': service('functions: ${file(f.yml)}'), 'f.yml': '\na:\n  timeout: ${env:T}\n' },
    is: 'f.yml:3 timeout',
  },
  {
    why: 'a name whose value is a variable',
    files: { 's.yml': service('functions: { a: { timeout: "${self:custom.t}" } }\ncustom: { t: 1 }') },
    is: 's.yml:3 timeout',
  },
  { why: 'missing in the service', files: { 's.yml': service('functions: { a: { } }') }, is: '~s.yml:3 a' },
  {
    why: 'missing in an included map',
    files: { 's.yml': service('functions: ${file(f.yml):fns}'), 'f.yml': 'fns:\n  a: { handler: x }\n' },
    is: '~f.yml:2 a',
  },
  {
    why: 'missing in a file of one function',
    files: { 's.yml': service('functions: { a: "${file(a.yml)}" }'), 'a.yml': '# a\nhandler: x\n' },
    is: '~a.yml:2 handler',
  },
  {
    why: 'missing in an empty map of a file',
    files: { 's.yml': service('functions: { a: "${file(a.json)}" }'), 'a.json': '{}\n' },
    is: '~a.json:1 {}',
  },
  { why: 'the whole function missing', files: { 's.yml': service('functions:\n  b: {}\n') }, is: '~s.yml:3 functions' },
  { why: 'all of its path missing', files: { 's.yml': service('custom: {}') }, is: '~s.yml:1 service' },
])('finds a name: $why', async ({ files, is }) => {
  for (const places of await bothPlaces(files)) {
    const [located] = await places.locate([about(timeout, 'key')]);
    expect(located && shown(located, places)).toBe(is);
  }
});

const listed = {
  's.yml': service('functions:\n  - ${file(one.yml)}\n  - ${file(two.yml):fns}\n  - c: { timeout: 5 }\n'),
  'one.yml': 'a: { timeout: 1 }\n',
  'two.yml': 'fns:\n  b: { timeout: 2 }\n  a: { memorySize: 128 }\n',
};

it.each([
  { path: ['functions', 0, 'a', 'timeout'], is: 'one.yml:1 1' },
  { path: ['functions', 1, 'b', 'timeout'], is: 'two.yml:2 2' },
  { path: ['functions', 2, 'c', 'timeout'], is: 's.yml:6 5' },
  // As the framework gives it: one map of all.
  { path: ['functions', 'a', 'timeout'], is: 'one.yml:1 1' },
  { path: ['functions', 'a', 'memorySize'], is: 'two.yml:3 128' },
  { path: ['functions', 'b', 'timeout'], is: 'two.yml:2 2' },
  { path: ['functions', 'c', 'timeout'], is: 's.yml:6 5' },
  { path: ['functions', 'd', 'timeout'], is: '~s.yml:3 functions' },
])('finds $path in a list of files', async ({ path, is }) => {
  for (const places of await bothPlaces(listed)) {
    const [located] = await places.locate([about(path)]);
    expect(located && shown(located, places)).toBe(is);
  }
});

it.each([
  { why: 'a program', file: 'serverless.ts', text: '' },
  { why: 'a list', file: 's.yml', text: '- a\n' },
  { why: 'an empty file', file: 's.yml', text: '' },
])('gives the path alone in $why', async ({ file, text }) => {
  const places = await placesOf({ dir, env: {}, file, text });
  expect(await places.locate([about(timeout)])).toMatchObject([{ file, position: undefined, exact: false }]);
});

const doubled = Array.from({ length: 40 }, (_, i) => `  a${i + 1}: { x: "\${self:custom.a${i}}", y: "\${self:custom.a${i}}" }\n`).join('');

it.each([
  {
    why: 'grows without end',
    text: service(`functions: "\${self:custom.a40}"\ncustom:\n  a0: { x: 1 }\n${doubled}`),
    is: '~s.yml:3 "${self:custom.a40}"',
  },
  {
    why: 'puts an unresolved variable into a text',
    text: service('functions: { a: { timeout: "1${self:custom.t}" } }\ncustom: { t: "${self:custom.u}", u: { v: "${ssm:/t}" } }'),
    is: '~s.yml:3 "1${self:custom.t}"',
  },
  {
    why: 'is addressed by an unresolved variable',
    text: service('functions: { a: { timeout: "${self:${self:custom.t}}" } }\ncustom: { t: "${self:custom.u}", u: { v: "${ssm:/t}" } }'),
    is: '~s.yml:3 "${self:${self:custom.t}}"',
  },
  {
    why: 'has an unresolved variable beside the value',
    text: service('functions: { a: "${self:custom.x.y}" }\ncustom: { x: "${self:custom.z}", z: { y: { timeout: 5, vpc: "${ssm:/t}" } } }'),
    is: 's.yml:4 5',
  },
  { why: 'has an empty value', text: service('functions:\n  a:\n    timeout:\n'), is: '~s.yml:5 timeout' },
  {
    why: 'contains itself',
    text: service('functions: { a: "${self:custom.x}" }\ncustom: { x: { y: "${self:custom}" } }'),
    is: '~s.yml:4 x',
  },
  { why: 'is damaged', text: service('functions: { a: { timeout: 9 } }\nx: ['), is: 's.yml:3 9' },
  { why: 'has a source of the framework’s', text: service('functions: { a: { timeout: "${ssm:/t}" } }'), is: '~s.yml:3 "${ssm:/t}"' },
  { why: 'includes a file that is not there', text: service('functions: { a: "${file(none.yml)}" }'), is: '~s.yml:3 "${file(none.yml)}"' },
  { why: 'includes a program', text: service('functions: ${file(fns.js)}'), is: '~s.yml:3 ${file(fns.js)}' },
])('falls back to what is known of a service that $why', async ({ text, is }) => {
  put({ 's.yml': text });
  const places = await placesOf({ dir, env: {}, file: 's.yml', text });
  const [located] = await places.locate([about(timeout)]);
  expect(located && shown(located, places)).toBe(is);
});

it('reads nothing until something is to be found', async () => {
  const text = service('functions: ${file(f.yml)}');
  const places = await placesOf({ dir: join(dir, 'gone'), env: {}, file: 's.yml', text });
  expect(await places.locate([])).toEqual([]);
  expect([...places.texts]).toEqual([['s.yml', text]]);
});

/** Pieces of configurations, whole and damaged. */
const piece = fc.constantFrom(
  ...[
    'timeout: 900',
    'timeout: ${self:custom.t}',
    'timeout: "${file(b.yml):t}-${sls:stage}"',
    'timeout:',
    '<<: *x',
    '- a',
    '{ a: [1, 2] }',
    '${file(b.yml)}',
  ],
  ...[
    '&x { timeout: 5 }',
    '*x',
    '"open',
    '${',
    '${self:functions}',
    '函数: 1',
    '\uFEFF',
    '\r\n',
    '  ',
    '? a\n: b',
    'null: 1',
    '!Ref x',
    '|\n  text',
    '# remark',
    '---',
  ],
);
const text = fc.array(fc.tuple(piece, fc.constantFrom('\n', '\n  ', '\n    ', ' ', ': ')), { maxLength: 8 }).map((parts) => parts.flat().join(''));
const serviceText = fc.oneof(
  text,
  fc
    .tuple(text, text, text)
    .map(([fn, custom, rest]) =>
      service(`custom:\n  t: 9\n  m: ${custom}\nfunctions:\n  a:\n    timeout: 1\n    ${fn}\n  b: \${file(b.yml)}\n${rest}`),
    ),
);
const paths = fc.oneof(
  fc.constantFrom<Path>(
    timeout,
    ['functions', 'b', 'timeout'],
    ['functions', 'b', 't'],
    ['custom', 'm', 'timeout'],
    ['functions', 0, 'a'],
    ['provider'],
    [],
  ),
  fc.array(fc.constantFrom('functions', 'a', 'b', 'custom', 'm', 't', 'timeout', 0, 1, '', 'null', '__proto__'), { maxLength: 5 }),
);

it('points only into files, at what it says it does, and never throws', async () => {
  await fc.assert(
    fc.asyncProperty(
      serviceText,
      text,
      fc.array(paths, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('key', 'value'),
      async (main, other, wanted, at) => {
        for (const places of await bothPlaces({ 's.yml': main, 'b.yml': other })) {
          for (const located of await places.locate(wanted.map((path) => about(path, at)))) expectSound(located, places);
        }
      },
    ),
    { numRuns: 300 },
  );
});

function expectSound(located: Located, places: Places): void {
  const { position, file = '', exact, diagnostic: of } = located;
  const lines = places.texts.get(file)?.split(/\r?\n/);
  expect(lines).toBeDefined();
  if (position === undefined) {
    expect(exact).toBe(false);
    return;
  }
  const { line, column, endLine, endColumn } = position;
  expect(line >= 1 && column >= 1 && (endLine > line || (endLine === line && endColumn >= column))).toBe(true);
  expect(column).toBeLessThanOrEqual((lines?.[line - 1] ?? '').length + 1);
  expect(endColumn).toBeLessThanOrEqual((lines?.[endLine - 1] ?? '').length + 1);
  const name = of.path.at(-1);
  const said = marked(located, places) ?? '';
  if (exact && of.at === 'key' && endLine === line && !said.startsWith('?')) expect(String(parse(said) ?? '')).toBe(String(name));
}

it('marks the very value that was read, wherever it is written', async () => {
  const values = fc.array(fc.oneof(fc.integer(), fc.constantFrom('plain', "it's", '函数 甲', 'a: b', '')), { minLength: 1, maxLength: 5 });
  const ways = fc.array(fc.constantFrom('here', 'self', 'file', 'merge'), { minLength: 5, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(values, ways, fc.boolean(), async (written, how, windows) => {
      const ends = (yaml: string): string => (windows ? yaml.replaceAll('\n', '\r\n') : yaml);
      const all = written.map((value, index) => ({ value, json: JSON.stringify(value), way: how[index] ?? 'here', key: `k${index}` }));
      const under = {
        here: (json: string) => json,
        self: (_: string, key: string) => `\${self:custom.${key}}`,
        file: (_: string, key: string) => `\${file(o.yml):in.${key}}`,
      };
      const lines = all.map(({ json, way, key }) => (way === 'merge' ? '' : `    ${key}: ${under[way](json, key)}\n`));
      const merged = all.filter(({ way }) => way === 'merge').map(({ json, key }) => `${key}: ${json}`);
      const all4 = all.map(({ json, key }) => `  ${key}: ${json}\n`).join('');
      const main = service(`x: &x { ${merged.join(', ')} }\ncustom:\n${all4}functions:\n  a:\n    <<: *x\n${lines.join('')}`);
      for (const places of await bothPlaces({ 's.yml': ends(main), 'o.yml': ends(`in:\n${all4}`) })) {
        const found = await places.locate(all.map(({ key }) => about(['functions', 'a', key])));
        expect(found.map(({ exact }) => exact)).toEqual(all.map(() => true));
        expect(found.map((one) => parse(marked(one, places) ?? '') as unknown)).toEqual(all.map(({ value }) => value));
        expect(found.map(({ file }) => file)).toEqual(all.map(({ way }) => (way === 'file' ? 'o.yml' : 's.yml')));
      }
    }),
    { numRuns: 100 },
  );
});
