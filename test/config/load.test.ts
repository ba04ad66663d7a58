import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { checkService, loadService, type LoadedService, type LoadOptions } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-load-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

function put(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
}

async function load(files: Readonly<Record<string, string | Buffer>>, options: Partial<LoadOptions> = {}): Promise<LoadedService> {
  put(files);
  return loadService({ dir, env: {}, ...options });
}

/** What `value` becomes as the environment variable A of a service with some things to refer to. */
async function valueOf(value: string, options: Partial<LoadOptions> = {}, files: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const text = [
    'service: shop',
    'provider: { name: tencent, stage: "${opt:stage, \'test\'}", region: ap-beijing, number: 7 }',
    'params: { default: { who: all, host: "${self:custom.host}" }, prod: { who: prod } }',
    'custom: { host: "h-${sls:stage}", test: { x: 1 }, prod: { x: 2 }, list: [a, b], self: "${self:custom.self}", deep: "${self:custom.twice}", twice: "${self:custom.host}!" }',
    `functions: { a: { environment: { A: ${JSON.stringify(value)} } } }`,
  ].join('\n');
  const { service, located } = await load({ 'serverless.yml': text, ...files }, { env: { HOME: '/root', EMPTY: '' }, ...options });
  const reasons = located.map(
    ({ diagnostic, position }) => `${diagnostic.code} ${'reason' in diagnostic.params ? diagnostic.params.reason.kind : ''} line ${position?.line}`,
  );
  const functions = service?.['functions'] as { readonly a: { readonly environment: { readonly A: unknown } } };
  return reasons.length > 0 ? reasons : functions.a.environment.A;
}

it.each([
  { value: 'plain $HOME text', is: 'plain $HOME text' },
  { value: '${env:HOME}', is: '/root' },
  { value: 'x${env:HOME}y${env:HOME}', is: 'x/rooty/root' },
  { value: '${env:NONE, "otherwise"}', is: 'otherwise' },
  { value: '${env:NONE, env:HOME}', is: '/root' },
  { value: '${env:NONE, "${env:HOME}"}', is: '/root' },
  { value: "${env:NONE, '${self:provider.number}'}", is: 7 },
  { value: "${env:NONE, 'h-${self:custom.test.x} \\${x:y}'}", is: 'h-1 ${x:y}' },
  { value: '${env:NONE, "${env:NONE, \'${self:custom.host}\'}"}', is: 'h-test' },
  { value: '${env:NONE, "a\\"b"}', is: 'a"b' },
  { value: '${env:NONE, 1e3}', is: 1000 },
  { value: '${env:EMPTY, "no"}', is: '' },
  { value: '${env:NONE, 5}', is: 5 },
  { value: '${env:NONE, true}', is: true },
  { value: '${self:provider.number}', is: 7 },
  { value: 'n${self:provider.number}', is: 'n7' },
  { value: '${self:custom.list.1}', is: 'b' },
  { value: '${self:custom.${sls:stage}.x}', is: 1 },
  { value: '${self:custom.test}', is: { x: 1 } },
  { value: '${self:custom.deep}', is: 'h-test!' },
  { value: '${opt:stage, self:provider.stage}', is: 'test' },
  { value: '${opt:region, "none"}', is: 'none' },
  { value: '${param:who}', is: 'all' },
  { value: '${param:host}', is: 'h-test' },
  { value: '${file(env.yml):a.b}', is: 'file /root' },
  { value: '${file(./sub/data.json):list.0}', is: 'first' },
  { value: '${file(${sls:stage}.yml):v}', is: 'staged' },
  { value: '${file(none.yml):v, "fallback"}', is: 'fallback' },
  { value: '${env: HOME }', is: '/root' },
  { value: '${file( "env.yml" , 1):a.b}', is: 'file /root' },
  { value: '\\${env:HOME}', is: '${env:HOME}' },
  { value: '\\\\${env:HOME}', is: '\\/root' },
  { value: '\\\\\\${env:HOME}', is: '\\${env:HOME}' },
  { value: 'C:\\dir $${env:HOME}$', is: 'C:\\dir /root$' },
  { value: '${AWS::Region}', is: '${AWS::Region}' },
  { value: '${aws::region}', is: '${aws::region}' },
  { value: '${  env:HOME  }', is: '${  env:HOME  }' },
  { value: '${time} [${level}] ${env:HOME}', is: '${time} [${level}] /root' },
  { value: '${env:HOME} ${env', is: '/root ${env' },
])('resolves $value', async ({ value, is }) => {
  const files = { 'env.yml': 'a: { b: "file ${env:HOME}" }\n', 'sub/data.json': '{"list": ["first"]}', 'test.yml': 'v: staged\n' };
  expect(await valueOf(value, {}, files)).toEqual(is);
});

it.each([
  { value: '${sls:stage}', options: { stage: 'prod' }, is: 'prod' },
  { value: '${param:who}', options: { stage: 'prod' }, is: 'prod' },
  { value: '${param:who}', options: { params: { who: 'me' } }, is: 'me' },
  { value: '${self:custom.${opt:stage}.x}', options: { stage: 'prod' }, is: 2 },
  { value: '${opt:region}', options: { region: 'ap-shanghai' }, is: 'ap-shanghai' },
])('takes $options for $value', async ({ value, options, is }) => {
  expect(await valueOf(value, options)).toBe(is);
});

it.each([
  { value: '${ssm:/path/secret}', is: 'source' },
  { value: '${ssm:/path/secret, "not known to be missing"}', is: 'source' },
  { value: '${s3:bucket/key}', is: 'source' },
  { value: '${cf:stack.output}', is: 'source' },
  { value: '${scf:quota}', is: 'source' },
  { value: '${sls:instanceId}', is: 'source' },
  { value: '${env:NONE}', is: 'missing' },
  { value: '${env:constructor}', is: 'missing' },
  { value: '${self:custom.none.at.all}', is: 'missing' },
  { value: '${self:custom.__proto__.x}', is: 'missing' },
  { value: '${self:custom.__proto__}', is: 'missing' },
  { value: '${opt:none}', is: 'missing' },
  { value: '${param:none}', is: 'missing' },
  { value: '${file(none.yml)}', is: 'noFile' },
  { value: '${file(./sub/none.yml):a.b}', is: 'noFile' },
  { value: '${file(${sls:stage}.yml):a}', is: 'noFile' },
  { value: '${file(here.yml):b}', is: 'missing' },
  { value: '${file(none.yml), env:NONE}', is: 'missing' },
  { value: '${file(../outside.yml)}', is: 'outside' },
  { value: '${file(/etc/passwd)}', is: 'outside' },
  { value: '${file(config.js):x}', is: 'script' },
  { value: '${file(config.mts):x}', is: 'script' },
  { value: '${file(notes.txt)}', is: 'format' },
  { value: '${env:HOME', is: 'syntax' },
  { value: '${env:NONE, "open}', is: 'syntax' },
  { value: '${env:NONE, ${env:HOME}}', is: 'syntax' },
  { value: '${env:NONE,}', is: 'syntax' },
  { value: '${env:NONE, "a", env:HOME}', is: 'syntax' },
  { value: '${env:NONE, word}', is: 'syntax' },
  { value: '${env:NONE, "bad \\x"}', is: 'syntax' },
  { value: '${self:custom.${level}}', is: 'syntax' },
  { value: '${file(a}.yml)}', is: 'syntax' },
  { value: '${file(here.yml)::a}', is: 'syntax' },
  { value: 'x${self:custom.test}', is: 'notText' },
  { value: '${self:functions.a.environment.A}', is: 'cycle' },
])('says why $value has no value: $is', async ({ value, is }) => {
  expect(await valueOf(value, {}, { 'broken.yml': 'a: [', 'here.yml': 'a: 1\n', 'config.js': 'throw new Error("ran")' })).toEqual([
    `SCF111 ${is} line 5`,
  ]);
});

it('names a fault where it is written, and leaves what others read alone', async () => {
  const text =
    'service: shop\ncustom:\n  key: ${ssm:/key}\n  others: ${vault:thing}\nprovider: tencent\nfunctions:\n  a:\n    environment: { A: "${self:custom.key}" }\n';
  const { located, unresolved } = await load({ 'serverless.yml': text });
  expect(located).toMatchObject([{ diagnostic: { code: 'SCF111', path: ['custom', 'key'] }, position: { line: 3, column: 8 } }]);
  expect(unresolved).toEqual([['functions', 'a', 'environment', 'A']]);
});

it('names a fault in an included file where it is written, once', async () => {
  const text = 'service: shop\nprovider: tencent\nfunctions:\n  a: ${file(a.yml)}\n  b: ${file(./a.yml)}\n';
  const { located, unresolved, places } = await load({ 'serverless.yml': text, 'a.yml': 'timeout: 3\nhandler: "${env:NONE}"\n' });
  expect(located).toMatchObject([
    {
      diagnostic: { code: 'SCF111', path: ['functions', 'a'], params: { variable: '${env:NONE}' } },
      file: 'a.yml',
      position: { line: 2, column: 10 },
    },
  ]);
  expect(unresolved).toEqual([
    ['functions', 'a'],
    ['functions', 'b'],
  ]);
  expect([...places.texts.keys()]).toEqual(['serverless.yml', 'a.yml']);
});

it.each([
  { content: 'a: [', is: { kind: 'syntax', fault: 'unclosed' }, position: { line: 1, column: 5 }, why: 'a list without its end' },
  { content: 'a: 1\r\na: 2\r\n', is: { kind: 'syntax', fault: 'twice' }, position: { line: 2, column: 1 }, why: 'a name twice' },
  { content: 'a: *none\n', is: { kind: 'syntax', fault: 'alias' }, position: { line: 1, column: 4 }, why: 'an alias without its anchor' },
  { content: 'a: 1\nb:\n  <<: *none\n', is: { fault: 'alias', detail: 'none' }, position: { line: 3, column: 7 }, why: 'a merge without its anchor' },
  { content: 'a: &a 1\nb: { <<: 2 }\n', is: { fault: 'merge' }, position: { line: 2, column: 10 }, why: 'a merge of no map' },
  { content: 'a: { b: ${env:B} }\n', is: { fault: 'variable' }, position: { line: 1, column: 10 }, why: 'a variable in a map in braces' },
  { content: 'a: [ ${env:B}, 2 ]\n', is: { fault: 'variable' }, position: { line: 1, column: 7 }, why: 'a variable in a list in brackets' },
  { content: 'a:\n\tb: 1\n', is: { fault: 'tab' }, position: { line: 2, column: 1 }, why: 'a tab' },
  { content: 'a:\n  b: 1\n c: 2\n', is: { fault: 'indent' }, position: { line: 3, column: 1 }, why: 'a line out of its column' },
  { content: 'a: @b\n', is: { fault: 'reserved' }, position: { line: 1, column: 4 }, why: 'a sign that YAML keeps for itself' },
  { content: 'a: "\\q"\n', is: { fault: 'escape' }, position: { line: 1, column: 5 }, why: 'a backslash that escapes nothing' },
  { content: "a: 'b'c\n", is: { fault: 'trailing' }, position: { line: 1, column: 7 }, why: 'more after a value' },
  { content: 'a: [1,, 2]\n', is: { fault: 'comma' }, position: { line: 1, column: 7 }, why: 'two commas' },
  { content: 'a: ["b" "c"]\n', is: { fault: 'comma' }, position: { line: 1, column: 9 }, why: 'no comma' },
  { content: '{', is: { fault: 'unclosed' }, position: { line: 1, column: 2 }, why: 'a map without its end at the top' },
  { content: 'a: "b\n', is: { fault: 'unclosed' }, position: { line: 2, column: 1 }, why: 'a text without its end' },
  { content: 'a: b: c\n', is: { fault: 'colons' }, position: { line: 1, column: 4 }, why: 'two colons' },
  { content: 'a\nb: 1\n', is: { fault: 'noColon' }, position: { line: 1, column: 1 }, why: 'a key without its colon' },
  { content: 'a: 1\nb\n', is: { fault: 'noColon' }, position: { line: 2, column: 1 }, why: 'a last key without its colon' },
  { content: 'a: &b &c d\n', is: { fault: undefined }, position: { line: 1, column: 7 }, why: 'what is rare' },
  {
    content: '<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n',
    is: { fault: 'conflict' },
    position: { line: 1, column: 1 },
    why: 'a merge conflict',
  },
  { content: Buffer.from([0x61, 0x3a, 0x20, 0xff]), is: { kind: 'bytes' }, position: undefined, why: 'bad bytes' },
  { content: bomb('[*a, *a]'), is: { kind: 'deep' }, position: undefined, why: 'a bomb of aliases' },
])('points into an included file that cannot be read: $why', async ({ content, is, position }) => {
  const text = 'service: shop\nprovider: tencent\nfunctions:\n  a: ${file(sub/broken.yml):a}\n  b: ${file(sub/broken.yml):b, null}\n';
  const { located, service, unresolved, places } = await load({ 'serverless.yml': text, 'sub/broken.yml': content });
  expect(located).toMatchObject([
    { diagnostic: { code: 'SCF110', path: ['functions', 'a'], params: { file: 'sub/broken.yml', reason: is } }, file: 'sub/broken.yml', position },
  ]);
  expect(service).toBeDefined();
  expect(unresolved).toHaveLength(2);
  expect(places.texts.has('sub/broken.yml')).toBe(true);
});

describe('F62: functions are those that the framework has', () => {
  const entry = { handler: 'index.main' };
  const read = async (functions: string): Promise<LoadedService> =>
    load({
      'serverless.yml': `service: shop\nprovider: { name: tencent, runtime: Nodejs18.15 }\ncustom: { dev: {} }\nfunctions:\n${functions}`,
      'a.yml': 'a:\n  handler: index.main\n  timeout: 0\n',
      'more.yml': 'a: { timeout: 5, events: [{ timer: { cron: x } }] }\nb: { handler: index.main }\n',
    });

  it.each([
    {
      why: 'a list of maps is one',
      functions: '  - ${file(a.yml)}\n  -\n  - {}\n  - b: { handler: index.main }\n',
      is: { a: { ...entry, timeout: 0 }, b: entry },
    },
    {
      why: 'of one function in two of them, the later parts are laid over the earlier',
      functions:
        '  - a: { handler: index.main, events: [{ timer: { name: t } }, x], timeout: 3 }\n  - ${file(more.yml)}\n  - b: { memorySize: "${env:NONE}" }\n',
      is: { a: { ...entry, timeout: 5, events: [{ timer: { name: 't', cron: 'x' } }, 'x'] }, b: { ...entry, memorySize: '${env:NONE}' } },
      unresolved: ['functions.b.memorySize'],
    },
    {
      why: 'what cannot be read adds none',
      functions: '  - ${file(b.js)}\n  - ${file(a.yml)}\n',
      is: { a: { ...entry, timeout: 0 } },
      unresolved: ['functions.0'],
    },
    { why: 'what is no map is left to be told', functions: '  - a: { handler: index.main }\n  - b\n', is: [{ a: entry }, 'b'] },
    {
      why: 'one that a variable makes nothing is none',
      functions: '  a: { handler: index.main }\n  b: "${self:custom.${sls:stage}.b, null}"\n',
      is: { a: entry },
    },
    { why: 'in a list, too', functions: '  - a: { handler: index.main }\n    b: "${file(none.yml), null}"\n', is: { a: entry } },
    { why: 'one that is just empty has been forgotten', functions: '  a: { handler: index.main }\n  b:\n', is: { a: entry, b: null } },
  ])('$why', async ({ functions, is, unresolved = [] }) => {
    const loaded = await read(functions);
    expect(loaded.service?.['functions']).toEqual(is);
    expect(loaded.unresolved.map((path) => path.join('.'))).toEqual(unresolved);
  });

  it('so that the same is found in both hosts, where it is written', async () => {
    const { service, places } = await read('  - ${file(a.yml)}\n  - b: { handler: index.main, timout: 3 }\n');
    const located = await places.locate(checkService(service, { codeDir: dir }).diagnostics);
    const found = located.map(({ diagnostic: { code, path }, file, position }) => `${code} ${path.join('.')} ${file}:${position?.line}`);
    expect(found).toEqual(['SCF102 functions.a.timeout a.yml:3', 'SCF103 functions.b.timout serverless.yml:6']);
  });

  it.each([
    { why: 'a model of none of them is told', functions: '  - ${file(a.yml)}\n', codes: ['SCF102', 'SCF112'] },
    { why: 'one of what cannot be read may be right', functions: '  - ${file(a.yml)}\n  - ${file(b.js)}\n', codes: ['SCF102'] },
  ])('$why', async ({ functions, codes }) => {
    const { service, unresolved } = await read(functions);
    const modelled = { ...service, custom: { scf: { models: { other: { durationMs: 1 } } } } };
    expect(checkService(modelled, { codeDir: dir, unresolved }).diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});

it.each(['custon: { scf: { profile: scf-2025 } }', 'function: { a: { handler: index.main } }', 'providr: tencent'])(
  'F62: leaves it to be seen that %s stands under a name that is misspelt',
  async (line) => {
    const rest = ['service: shop', 'provider: { name: tencent, runtime: Nodejs18.15 }'].filter(
      (one) => !line.startsWith('providr') || !one.startsWith('provider'),
    );
    const { service } = await load({ 'serverless.yml': [...rest, line, ''].join('\n') });
    const codes = checkService(service, { codeDir: dir }).diagnostics.map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(codes).toContain(`SCF103 ${line.split(':')[0]}`);
  },
);

it('reads and parses each file once', async () => {
  const { located, places } = await load({
    'serverless.yml': 'service: shop\nprovider: ${file(p.yml)}\nfunctions: ${file(f.yml)}\n',
    'p.yml': 'name: tencent\n',
    'f.yml': 'a: {}\n',
  });
  expect(located).toEqual([]);
  rmSync(join(dir, 'f.yml'));
  const [found] = await places.locate([
    diagnostic('SCF104', ['functions', 'a', 'handler'], { name: 'handler', under: 'functions.a' }, { at: 'key' }),
  ]);
  expect(found).toMatchObject({ file: 'f.yml', position: { line: 1, column: 1 }, exact: false });
});

it('follows no link out of the folder', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'scf-outside-'));
  writeFileSync(join(outside, 'secret.yml'), 'a: 1\n');
  symlinkSync(join(outside, 'secret.yml'), join(dir, 'link.yml'));
  expect(await valueOf('${file(link.yml):a}')).toEqual(['SCF111 outside line 5']);
  rmSync(outside, { recursive: true });
});

it.each([
  { files: { '.env': 'A=plain\nB="${A}-b"\nC=${NONE:-c}\n' }, stage: 'dev', is: 'plain plain-b c' },
  { files: { '.env': 'A=plain', '.env.prod': 'A=prod\nB=b\nC=c' }, stage: 'prod', is: 'prod b c' },
  { files: { '.env': 'A=plain\nB=b\nC=c' }, stage: 'prod', is: 'plain b c' },
])('reads $files for $stage', async ({ files, stage, is }) => {
  const text = 'service: shop\nuseDotenv: true\nprovider: { name: tencent }\nfunctions: { a: { description: "${env:A} ${env:B} ${env:C}" } }\n';
  const { service } = await load({ 'serverless.yml': text, ...files }, { stage });
  expect(service).toMatchObject({ functions: { a: { description: is } } });
});

it.each([
  { line: 'A=plain # remark', is: 'plain' },
  { line: "A='$B \\n'", is: 'b \\n' },
  { line: 'A="{\\"x\\": 1}"', is: '{\\"x\\": 1}' },
  { line: 'A="one\\ntwo"', is: 'one\ntwo' },
  { line: 'A="one\ntwo # no remark"', is: 'one\ntwo # no remark' },
  { line: 'export A = a=b ', is: 'a=b' },
  { line: 'A: colon', is: 'colon' },
  { line: 'set -a\nnonsense\nA=after', is: 'after' },
  { line: "A='it'self", is: "'it'self" },
  { line: 'A=', is: '' },
  { line: 'A=$B-${B}-\\$B', is: 'b-b-$B' },
  { line: 'A=${NONE:-x}${NONE-y}${NONE}', is: 'xy' },
  { line: 'A=${NONE:-${B}}', is: 'b' },
  { line: 'A=${B:+there}${NONE:+not}', is: 'there' },
  { line: 'A=p$A', is: 'p' },
  { line: 'A=p$C\nC=q$A', is: 'pq' },
  { line: 'A=p$C\nC=q$E\nE=r$C', is: `p${'qr'.repeat(50)}$C` },
])('F62: reads .env as the framework does: $line', async ({ line, is }) => {
  const text = 'service: shop\nuseDotenv: true\nprovider: { name: tencent, region: "${env:A}" }\n';
  for (const env of [`B=b\n${line}\nD=d\n`, `\uFEFFB=b\r\n${line.replaceAll('\n', '\r\n')}\r\n`]) {
    const { service } = await load({ 'serverless.yml': text, '.env': env });
    expect((service?.['provider'] as { region: string }).region).toBe(is);
  }
});

it('lets the environment win over .env, and reads no .env unasked', async () => {
  const text = 'service: shop\nuseDotenv: true\nprovider: { name: tencent, region: "${env:A}" }\n';
  expect((await load({ 'serverless.yml': text, '.env': 'A=file' }, { env: { A: 'process' } })).service).toMatchObject({
    provider: { region: 'process' },
  });
  expect((await load({ 'serverless.yml': text.replace('useDotenv: true\n', '') })).located).toHaveLength(1);
});

it.each([
  { files: {}, is: 'missing', why: 'an empty folder' },
  { files: { 'serverless.ts': 'throw 1' }, is: 'code', why: 'a program' },
  { files: { 'serverless.yml': '' }, is: 'empty', why: 'nothing in it' },
  { files: { 'serverless.yml': '# nothing\n' }, is: 'empty', why: 'a remark' },
  { files: { 'serverless.yml': '- a\n' }, is: 'notMap', why: 'a list' },
  { files: { 'serverless.yml': 'hello' }, is: 'notMap', why: 'a text' },
  { files: { 'serverless.yml': Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]) }, is: 'bytes', why: 'bad bytes' },
  { files: { 'serverless.yml': 'a: 1\na: 2\n' }, is: 'syntax', why: 'a name twice' },
  { files: { 'serverless.yml': 'a: 1\n---\nb: 2\n' }, is: 'documents', why: 'two documents' },
  { files: { 'serverless.yml': 'a: *none\n' }, is: 'syntax', why: 'an alias without its anchor' },
  { files: { 'serverless.yml': 'a: { <<: 3 }\n' }, is: 'syntax', why: 'a merge of a number' },
  { files: { 'serverless.json': '{"service": ' }, is: 'syntax', why: 'half of a JSON file' },
  { files: { 'serverless.yml': `a: ${'['.repeat(20_000)}` }, is: 'deep', why: 'very deep' },
  {
    files: { 'serverless.yml': `functions:\n${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i + 1)}x:\n`).join('')}` },
    is: 'deep',
    why: 'too deep to be a service',
  },
  { files: { 'serverless.yml': bomb('[*a, *a]') }, is: 'deep', why: 'a bomb of aliases' },
  { files: { 'serverless.yml': 'functions: &x [*x, *x]\n' }, is: 'deep', why: 'a circle' },
  { files: { 'serverless.yml': variableBomb() }, is: 'deep', why: 'a bomb of variables' },
  { files: { 'serverless.yml': `a: ${'x'.repeat(5_000_001)}` }, is: 'large', why: 'five million letters' },
])('refuses $why', async ({ files, is }) => {
  const { service, located } = await load(files);
  expect(service).toBeUndefined();
  expect(located).toMatchObject([{ diagnostic: { code: 'SCF110', params: { reason: { kind: is } } } }]);
});

function bomb(doubled: string): string {
  const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} ${doubled.replaceAll('*a', `*a${i}`)}`);
  return `a0: &a0 [1]\n${lines.join('\n')}\nfunctions: *a30\n`;
}

function variableBomb(): string {
  const lines = Array.from({ length: 40 }, (_, i) => `  a${i + 1}: { x: "\${self:custom.a${i}}", y: "\${self:custom.a${i}}" }`);
  return `service: x\ncustom:\n  a0: { x: 1 }\n${lines.join('\n')}\nfunctions: \${self:custom.a40}\n`;
}

it('bounds a text that doubles itself', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => `  a${i + 1}: "\${self:custom.a${i}}\${self:custom.a${i}}"`);
  const { located } = await load({
    'serverless.yml': `service: x\ncustom:\n  a0: "12345678"\n${lines.join('\n')}\nfunctions: { f: { name: "\${self:custom.a40}" } }\n`,
  });
  expect(located).toMatchObject([{ diagnostic: { code: 'SCF111', params: { reason: { kind: 'deep' } } } }]);
});

it.each([
  {
    content: '{\n  // remark\n  "a": 1\n}',
    position: { line: 2, column: 3, endColumn: 5 },
    why: 'a remark, which would be a part of the name below it',
  },
  { content: '{"a": 1} # remark', position: { line: 1, column: 10, endColumn: 11 }, why: 'a remark of YAML' },
  { content: "{'a': 1}", position: { line: 1, column: 2, endColumn: 6 }, why: 'single quotation marks' },
  { content: '{"b": ",}", "a": [1, 2,\n]}', position: { line: 1, column: 23, endColumn: 24 }, why: 'a comma too many' },
  { content: '{"a": 01}', position: undefined, why: 'a number that JSON has not' },
  { content: 'a: 1', position: { line: 1, column: 1, endColumn: 3 }, why: 'YAML' },
  { content: '{"a": 1, "b"}', position: undefined, why: 'a name alone' },
])('F62: takes for JSON what the framework does: not $why', async ({ content, position }) => {
  for (const text of [content, `\uFEFF${content}`]) {
    const { located } = await load({
      'serverless.yml': 'service: shop\nprovider: tencent\nfunctions:\n  a: ${file(a.json)}\n',
      'a.json': text,
    });
    expect(located).toMatchObject([{ diagnostic: { code: 'SCF110', params: { reason: { fault: 'json' } } }, file: 'a.json' }]);
    expect(located[0]?.position).toEqual(position && expect.objectContaining(position));
    expect((await load({ 'serverless.json': text }, { config: 'serverless.json' })).service).toBeUndefined();
  }
});

it('gives a syntax error its place', async () => {
  const { located } = await load({ 'serverless.yml': 'service: shop\nprovider: "open\n' });
  expect(located[0]).toMatchObject({ file: 'serverless.yml', position: { line: 3, column: 1 } });
});

it.each([
  { config: 'other.yml', is: undefined },
  { config: 'sub/other.yml', is: 'elsewhere' },
  { config: '../other.yml', is: 'elsewhere' },
  { config: 'serverless.ts', is: 'code' },
  { config: 'none.yml', is: 'absent' },
  { config: 'sub', is: 'folder' },
])('--config $config', async ({ config, is }) => {
  const { located } = await load({ 'other.yml': 'service: other\nprovider: tencent\n', 'sub/other.yml': '' }, { config });
  expect(located.map(({ diagnostic }) => ('reason' in diagnostic.params ? diagnostic.params.reason.kind : ''))).toEqual(is === undefined ? [] : [is]);
});

const sample =
  'service: shop\nprovider: { name: tencent, runtime: Nodejs18.15 }\nx: &x { memorySize: 256 }\nfunctions:\n  a:\n    <<: *x\n    handler: index.main\n    timeout: "${env:T, 3}"\n    environment: { A: "${self:service}-${sls:stage}" }\n';

it('never throws, however damaged the file is', async () => {
  const damage = fc.array(
    fc.record({ at: fc.nat(sample.length), byte: fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('{}[]$:&*"\n \t'))), insert: fc.boolean() }),
    { maxLength: 6 },
  );
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = [...Buffer.from(sample)];
      for (const { at, byte, insert } of changes) bytes.splice(at, insert ? 0 : 1, byte);
      const { service, located, unresolved } = await load({ 'serverless.yml': Buffer.from(bytes) });
      const { plan } = checkService(service ?? {}, { codeDir: dir, unresolved });
      expect(located.length > 0 && plan !== undefined).toBe(false);
    }),
    { numRuns: 300 },
  );
});
