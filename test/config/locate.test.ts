import { locate } from '../../src/config';
import type { Path } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';

async function place(text: string, path: Path, at: 'key' | 'value' = 'value'): Promise<string | undefined> {
  const [located] = await locate(text, 'serverless.yml', [diagnostic('SCF104', path, { name: 'x', under: 'y' }, { at })]);
  const position = located?.position;
  return position && `${position.line}:${position.column}-${position.endLine}:${position.endColumn}`;
}

const block = 'service: shop\nfunctions:\n  hello:\n    handler: index.main\n    timeout: 3600 # long\n    env: ${file(env.yml)}\n    empty:\n';

it.each([
  { path: ['functions', 'hello', 'timeout'], is: '5:14-5:18', why: 'a value' },
  { path: ['functions', 'hello', 'timeout'], at: 'key' as const, is: '5:5-5:12', why: 'a name' },
  { path: ['functions', 'hello', 'memorySize'], is: '3:3-3:8', why: 'what is missing falls back to the function' },
  { path: ['functions', 'hello', 'env', 'DB', 'HOST'], is: '6:10-6:26', why: 'what is in another file falls back to its variable' },
  { path: ['functions', 'hello', 'empty'], is: '7:5-7:10', why: 'an empty value falls back to its name' },
  { path: ['provider'], is: undefined, why: 'nothing to fall back to' },
  { path: [], is: undefined, why: 'the whole file' },
  { path: ['functions', '__proto__'], is: '2:1-2:10', why: 'no name of JavaScript is known' },
])('$path: $why', async ({ path, at, is }) => {
  expect(await place(block, path, at)).toBe(is);
});

it.each([
  { name: 'CRLF', text: block.replaceAll('\n', '\r\n'), path: ['functions', 'hello', 'timeout'], is: '5:14-5:18' },
  { name: 'a byte order mark', text: '\uFEFFtimeout: 9\n', path: ['timeout'], is: '1:10-1:11' },
  { name: 'flow style', text: 'functions: { a: { timeout: 3600, b: [1, { c: 2 }] } }', path: ['functions', 'a', 'timeout'], is: '1:28-1:32' },
  { name: 'a list', text: 'functions: { a: { b: [1, { c: 2 }] } }', path: ['functions', 'a', 'b', 1, 'c'], is: '1:31-1:32' },
  { name: 'quotes', text: '"functions": {"a": {"timeout": "3600"}}', path: ['functions', 'a', 'timeout'], is: '1:32-1:38' },
  { name: 'Chinese', text: '函数: { 名: 3 }', path: ['函数', '名'], is: '1:10-1:11' },
  { name: 'a number as a name', text: 'a:\n  9: x\n', path: ['a', '9'], is: '2:6-2:7' },
  { name: 'a block as a value', text: 'a:\n  b:\n    c: 1\n\nd: 2\n', path: ['a', 'b'], is: '3:5-3:9' },
  { name: 'no end of line', text: 'a: 1', path: ['a'], is: '1:4-1:5' },
  { name: 'a merge', text: 'x-base: &base\n  timeout: 3600\nf:\n  a:\n    <<: *base\n    b: 1\n', path: ['f', 'a', 'timeout'], is: '2:12-2:16' },
  { name: 'a merge of several', text: 'x: &x { a: 1 }\ny: &y { b: 2 }\nz:\n  <<: [*x, *y]\n', path: ['z', 'b'], is: '2:12-2:13' },
  { name: 'a merge that is overridden', text: 'x: &x { a: 1 }\nz:\n  <<: *x\n  a: 2\n', path: ['z', 'a'], is: '4:6-4:7' },
  { name: 'a merge of a merge', text: 'x: &x { a: 1 }\ny: &y { <<: *x }\nz: { <<: *y }\n', path: ['z', 'a'], is: '1:12-1:13' },
  { name: 'an inline merge', text: 'z:\n  <<: { a: 1 }\n', path: ['z', 'a'], is: '2:12-2:13' },
  { name: 'functions as a list', text: 'functions:\n  - a: { b: 1 }\n  - c: { d: 2 }\n', path: ['functions', 'c', 'd'], is: '3:13-3:14' },
  { name: 'an alias', text: 'x: &x { a: 1 }\nz: *x\n', path: ['z', 'a'], is: '1:12-1:13' },
  { name: 'missing behind an alias', text: 'x: &x { a: 1 }\nz: *x\n', path: ['z', 'b'], is: '2:1-2:2' },
  { name: 'a circle', text: 'x: &x\n  <<: *x\n  a: 1\n', path: ['x', 'b'], is: '1:1-1:2' },
  { name: 'a broken file', text: 'a: 1\nb: [', path: ['a'], is: '1:4-1:5' },
])('finds its way in $name', async ({ text, path, is }) => {
  expect(await place(text, path)).toBe(is);
});
