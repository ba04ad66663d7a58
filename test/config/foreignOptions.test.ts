import fc from 'fast-check';
import { parse } from 'yaml';
import { flow } from '../../src/config/flow';
import { foreignOption, type Where } from '../../src/config/foreignOptions';
import { isRuntimeForm, runtimeMeant } from '../../src/config/foreignRuntimes';
import { shape } from '../../src/config/generated/shape';

interface Case {
  readonly name: string;
  readonly value: unknown;
  readonly where: Where;
  readonly beside?: Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly write?: string;
  readonly rename?: string;
}

const cases: readonly Case[] = [
  { name: 'credentials', value: '~/credentials', where: 'provider', why: 'keys' },
  { name: 'cosBucket', value: 'DEFAULT', where: 'provider', why: 'dropped' },
  { name: 'enableRoleAuth', value: true, where: 'function', why: 'dropped' },
  { name: 'ignoreTriggers', value: true, where: 'function', why: 'dropped' },
  { name: 'isAutoCiDeploy', value: false, where: 'function', why: 'dropped' },
  { name: 'apiGateway', value: {}, where: 'provider', why: 'dropped' },
  { name: 'src', value: './', where: 'function', why: 'dropped' },
  { name: 'src', value: './dist/app.zip', where: 'function', why: 'tencent', write: 'package: { artifact: ./dist/app.zip }' },
  { name: 'codeUri', value: './code/', where: 'function', why: 'tencent', write: "package: { patterns: ['!**', code/**] }" },
  {
    name: 'code',
    value: './code',
    where: 'function',
    beside: { handler: 'index.main' },
    why: 'tencent',
    write: "handler: code/index.main, package: { patterns: ['!**', code/**] }",
  },
  {
    name: 'src',
    value: 'src',
    where: 'function',
    beside: { handler: 'src/index.main' },
    why: 'tencent',
    write: "package: { patterns: ['!**', src/**] }",
  },
  { name: 'src', value: '../dist', where: 'function', why: 'tencent', write: 'package: { artifact: … }' },
  { name: 'src', value: { src: '.', exclude: ['.env'] }, where: 'function', why: 'tencent', write: "package: { patterns: ['!.env'] }" },
  { name: 'include', value: ['a'], where: 'function', beside: { exclude: 'b' }, why: 'tencent', write: "package: { patterns: ['!b', a] }" },
  { name: 'exclude', value: ['b'], where: 'function', why: 'tencent', write: "package: { patterns: ['!b'] }" },
  { name: 'logsetId', value: 'set', where: 'function', beside: { topicId: 'top' }, why: 'tencent', write: 'cls: { logsetId: set, topicId: top }' },
  { name: 'topicId', value: 'top', where: 'function', why: 'tencent', write: 'cls: { logsetId: …, topicId: top }' },
  { name: 'functionConf', value: { timeout: 30, memorySize: 64 }, where: 'function', why: 'inside', write: 'timeout: 30, memorySize: 64' },
  { name: 'faas', value: { framework: 'koa', name: 'x' }, where: 'function', why: 'inside', write: 'name: x' },
  { name: 'functionConf', value: { environment: 'x'.repeat(200) }, where: 'function', why: 'inside', write: 'environment' },
  { name: 'functionConf', value: '${FUNC}', where: 'function', why: 'inside' },
  {
    name: 'apigatewayConf',
    value: { environment: 'test', protocols: ['http'] },
    where: 'function',
    why: 'tencent',
    write: 'events: [{ apigw: { path: /, method: ANY, stage: test } }]',
  },
  { name: 'apigw', value: { cors: {} }, where: 'provider', why: 'perFunction', write: 'events: [{ apigw: { path: /, method: ANY } }]' },
  { name: 'entryFile', value: 'app.js', where: 'function', why: 'bootstrap' },
  { name: 'region', value: 'ap-beijing', where: 'function', why: 'perProvider', write: 'region: ap-beijing' },
  { name: 'namespace', value: 'ns', where: 'function', why: 'perProvider', write: 'namespace: ns' },
  { name: 'tags', value: [{ key: 'a', value: 'b' }], where: 'function', why: 'tencent', write: 'tags: { a: b }' },
  { name: 'environments', value: [{ key: 'ENV', value: 'test' }], where: 'provider', why: 'tencent', write: 'environment: { ENV: value }' },
  { name: 'environments', value: ['x'], where: 'provider', why: 'tencent', write: 'environment: { KEY: value }' },
  { name: 'imageUrl', value: 'ccr.com/a:1', where: 'image', why: 'tencent', write: 'imageUri: ccr.com/a:1', rename: 'imageUri' },
  { name: 'name', value: 'shop', where: 'top', why: 'tencent', write: 'service: shop', rename: 'service' },
  { name: 'stage', value: 'dev', where: 'top', why: 'perProvider', write: 'stage: dev' },
];

/** S226 */
it.each(cases)('$where.$name of $value is $why: $write', ({ name, value, where, beside, why, write, rename }) => {
  expect(foreignOption(name, value, where, beside)).toEqual({ why, write, rename });
});

it.each([
  { name: 'memroySize', where: 'function' },
  { name: 'timeout', where: 'function' },
  { name: 'constructor', where: 'provider' },
  { name: '__proto__', where: 'top' },
  { name: 'credentials', where: 'image' },
  { name: 'region', where: 'provider' },
] as const)('does not know $where.$name', ({ name, where }) => {
  expect(foreignOption(name, 'x', where)).toBeUndefined();
});

/** S190 */
it.each([
  { text: 'go1.x', is: 'Go1' },
  { text: 'golang', is: 'Go1' },
  { text: 'Nodejs18.x', is: 'Nodejs18.15' },
  { text: 'Nodejs18', is: 'Nodejs18.15' },
  { text: 'nodejs18.15', is: 'Nodejs18.15' },
  { text: 'Node.js 18', is: 'Nodejs18.15' },
  { text: 'node-16', is: 'Nodejs16.13' },
  { text: 'Nodejs20.x', is: undefined },
  { text: 'nodejs', is: undefined },
  { text: 'python3.9', is: 'Python3.9' },
  { text: 'Python3.8', is: 'Python3.9' },
  { text: 'python3.12', is: 'Python3.10' },
  { text: 'python3', is: 'Python3.10' },
  { text: 'Python 2.7', is: 'Python2.7' },
  { text: 'php7', is: 'Php7' },
  { text: 'Php7.3', is: 'Php7.4' },
  { text: 'php8.1', is: 'Php8.0' },
  { text: 'Php5', is: 'Php5.6' },
  { text: 'java8.al2', is: 'Java8' },
  { text: 'java17', is: undefined },
  { text: 'provided.al2023', is: 'CustomRuntime' },
  { text: 'custom', is: 'CustomRuntime' },
  { text: 'ruby3.2', is: undefined },
  { text: '', is: undefined },
  { text: 'n'.repeat(10_000), is: undefined },
])('takes $text for $is', ({ text, is }) => {
  expect(runtimeMeant(text, shape.function.properties.runtime['x-values'])).toBe(is);
});

it.each([
  { text: 'Nodejs22.4', is: true },
  { text: 'Python3.13', is: true },
  { text: 'Java11', is: true },
  { text: 'Php9', is: true },
  { text: 'Nodejs18', is: false },
  { text: 'Nodejs18.x', is: false },
  { text: 'Go1.x', is: false },
  { text: 'python3.13', is: false },
])('could $text be a newer runtime: $is', ({ text, is }) => {
  expect(isRuntimeForm(text)).toBe(is);
});

it.each(shape.function.properties.runtime['x-values'].map((runtime) => ({ runtime })))('knows $runtime in small letters', ({ runtime }) => {
  expect(runtimeMeant(runtime.toLowerCase(), shape.function.properties.runtime['x-values'])).toBe(runtime);
});

describe('a value on one line', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+.0-9a-fox:_~<>!*&?#'"{}[\],%@`|\\ $=]{0,8}$/));
  const leaf = fc.oneof(
    text,
    fc.integer(),
    fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
    fc.boolean(),
    fc.constant(null),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(text, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));

  it('is read as it was, by readers of both versions of YAML, and has no line end', () => {
    fc.assert(
      fc.property(tree, (value) => {
        const line = flow(value);
        expect(line).not.toMatch(/[\n\r]/);
        expect(parse(`- ${line}`)).toEqual([value]);
        expect(parse(`{ a: ${line}, b: 1 }`, { version: '1.1' })).toEqual({ a: value, b: 1 });
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { value: { name: 'hourly', cron: '0 0 * * * * *' }, is: "{ name: hourly, cron: '0 0 * * * * *' }" },
    { value: { events: 'cos:ObjectCreated:*', filter: { suffix: '.jpg' } }, is: '{ events: cos:ObjectCreated:*, filter: { suffix: .jpg } }' },
    { value: { qualifier: '$DEFAULT', version: '1.10', on: 'yes' }, is: "{ qualifier: $DEFAULT, version: '1.10', 'on': 'yes' }" },
    { value: { path: '/{id}', left: undefined, text: "it's" }, is: "{ path: '/{id}', text: 'it''s' }" },
    { value: {}, is: '{}' },
  ])('is $is', ({ value, is }) => {
    expect(flow(value)).toBe(is);
  });
});
