import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkService, handlerFaults, type Path } from '../../src/config';
import { serviceWith } from './service';

let codeDir = '';

beforeEach(() => {
  codeDir = mkdtempSync(join(tmpdir(), 'handlers-'));
});

afterEach(() => rmSync(codeDir, { recursive: true, force: true }));

/** Writes files, by their names. */
function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(codeDir, name)), { recursive: true });
    writeFileSync(join(codeDir, name), text);
  }
}

async function faultsIn(service: object, unresolved?: readonly Path[]): Promise<string[]> {
  const diagnostics = await handlerFaults(service, { codeDir, unresolved });
  return diagnostics.map(({ code, severity, path }) => `${code} ${severity} ${path.join('.')}`);
}

const faultsOf = (fn: object, rest: object = {}): Promise<string[]> => faultsIn({ ...serviceWith({ fn }), ...rest });

const noFile = ['SCF113 error functions.hello.handler'];
const noName = ['SCF114 error functions.hello.handler'];
const bySyntax = ['SCF122 warning functions.hello.handler'];

it.each(['js', 'cjs', 'mjs', 'ts', 'mts', 'cts', 'jsx', 'tsx'])('S191: takes index.%s for the file of index.main_handler', async (extension) => {
  const module = ['js', 'cjs'].includes(extension) ? 'exports.main_handler = () => 1;' : 'export const main_handler = () => 1;';
  write({ [`index.${extension}`]: module });
  expect(await faultsOf({})).toEqual([]);
});

it.each([
  { files: {}, handler: 'index.main_handler', is: noFile, why: 'nothing there' },
  { files: { 'index.json': '{}' }, handler: 'index.main_handler', is: noFile, why: 'no code' },
  { files: { 'index/index.js': 'exports.main_handler = 1' }, handler: 'index.main_handler', is: noFile, why: 'a folder' },
  { files: { 'src/other.js': '' }, handler: 'src/index.main_handler', is: noFile, why: 'another file' },
  { files: {}, handler: 'dist/index.main_handler', is: ['SCF113 warning functions.hello.handler'], why: 'a folder that a build makes' },
  { files: { 'src/a.js': 'exports.main_handler = 1' }, handler: './src/a.main_handler', is: [], why: 'the same folder' },
  { files: {}, handler: 'index', is: [], why: 'a faulty handler, which another check tells' },
  { files: {}, handler: '../index.main_handler', is: [], why: 'one outside, which another check tells' },
])('S123: $handler with $files: $why', async ({ files, handler, is }) => {
  write(files);
  expect(await faultsOf({ handler })).toEqual(is);
});

it.each(['../index.main_handler', 'src/../../index.main_handler'])('S123: %s leads out of the service', (handler) => {
  const { diagnostics } = checkService(serviceWith({ fn: { handler } }), { codeDir });
  expect(diagnostics).toEqual([expect.objectContaining({ code: 'SCF106', params: expect.objectContaining({ form: 'handlerOutside' }) })]);
});

it.each([
  { fn: { package: { artifact: 'a.zip' } }, rest: {} },
  { fn: {}, rest: { package: { artifact: 'a.zip' } } },
  { fn: {}, rest: { package: '${self:custom.package}' } },
  { fn: { image: { imageType: 'personal', imageUri: 'x' } }, rest: {} },
  { fn: { runtime: 'Java8', handler: 'example.Hello::main' }, rest: {} },
  { fn: { runtime: 'CustomImage' }, rest: {} },
  { fn: { runtime: 'Ruby3' }, rest: {} },
  { fn: { handler: 7 }, rest: {} },
  { fn: { type: ['web'] }, rest: {} },
])('looks at no file for $fn $rest', async ({ fn, rest }) => {
  expect(await faultsOf(fn, rest)).toEqual([]);
});

it.each([['functions'], ['functions', 'hello'], ['functions', 'hello', 'handler'], ['functions', 'hello', 'runtime'], ['provider', 'runtime']])(
  'does not judge what is unresolved: %s %s %s',
  async (...path) => {
    const service = serviceWith({ fn: path[2] === 'runtime' ? { runtime: '${x}' } : {} });
    expect(await faultsIn(service, [path.filter((part) => typeof part === 'string')])).toEqual([]);
  },
);

it.each([
  { text: 'exports.main_handler = async () => 1;', is: [], why: 'plain' },
  { text: 'module.exports.main_handler = () => 1;', is: [], why: 'plain' },
  { text: "exports['main_handler'] = () => 1;", is: [], why: 'by a text' },
  { text: 'const a=1;exports.main_handler=()=>a;', is: [], why: 'on one line' },
  { text: 'module.exports = { main_handler: async (event) => ({ other: 1 }) };', is: [], why: 'a literal' },
  { text: 'module.exports = { other: "}", main_handler() {} };', is: [], why: 'a bracket in a text' },
  { text: 'module.exports = { other() {}, async main_handler(e) {} };', is: [], why: 'a method of a literal' },
  { text: 'module.exports = { ...require("./x"), other };', is: [], why: 'a spread may hold it' },
  { text: 'module.exports = handler;', is: [], why: 'whatever that is' },
  { text: 'module.exports = wrap(require("./x"));', is: [], why: 'whatever that gives' },
  { text: 'Object.assign(exports, require("./x"));', is: [], why: 'whatever that holds' },
  { text: 'for (const name of names) exports[name] = 1;', is: [], why: 'computed' },
  { text: '(function (out) { out.main_handler = 1; })(exports);', is: [], why: 'handed on' },
  { text: 'module.exports = require("some-package");', is: [], why: 'a package' },
  { text: 'Object.defineProperty(exports, "main_handler", { enumerable: true, get: function () { return a.b; } });', is: [], why: 'as compilers do' },
  { text: 'exports.other = exports.main_handler = void 0;', is: [], why: 'as compilers do' },
  { text: 'Object.defineProperty(exports, "main_handler", { get: () => load() });', is: [], why: 'made when it is asked for' },
  { text: '0 && (module.exports = { main_handler });', is: [], why: 'as esbuild does' },
  { text: 'this is no code (', is: [], why: 'nothing that can be read' },
  { text: '// exports.main_handler = 1\nexports.other = 1;', is: noName, why: 'a comment' },
  { text: 'exports.main_handle = () => 1;', is: noName, why: 'a slip' },
  { text: 'module.exports = { handler: async () => 1 };', is: noName, why: 'another name' },
  { text: 'module.exports = async (event) => event;', is: noName, why: 'a function alone' },
  { text: 'function main_handler() {}', is: noName, why: 'not exported' },
  { text: '', is: noName, why: 'empty' },
  { text: 'export const main_handler = async () => 1;', is: bySyntax, why: 'an ES module' },
  { text: 'export default async () => 1;', is: noName, why: 'only a default' },
])('S191: CommonJS $text: $why', async ({ text, is }) => {
  write({ 'index.js': text });
  expect(await faultsOf({})).toEqual(is);
});

it.each([
  { text: 'export async function main_handler(event: Event): Promise<void> {}', is: [] },
  { text: 'const main_handler = 1;\nexport { main_handler };', is: [] },
  { text: 'export {\n  other as main_handler,\n};', is: [] },
  { text: 'export { main_handler as other };', is: noName },
  { text: 'export const a = 1, main_handler = 2;', is: [] },
  { text: 'export const { main_handler } = make();', is: [] },
  { text: 'export * from "some-package";', is: [] },
  { text: 'export = { main_handler };', is: [] },
  { text: 'export type main_handler = () => void;\nexport const other = <T,>(x: T): T => x;', is: noName },
  { text: 'export const handler = async () => 1;', is: noName },
  { text: 'const a: number = 1;', is: noName },
  { text: 'export { broken', is: [] },
])('S191: TypeScript $text', async ({ text, is }) => {
  write({ 'index.ts': text });
  expect(await faultsOf({})).toEqual(is);
});

it.each([
  { files: { 'index.js': 'module.exports = require("./app");', 'app.js': 'exports.main_handler = 1;' }, is: [] },
  { files: { 'index.js': 'module.exports = require("./app");', 'app.js': 'exports.other = 1;' }, is: noName },
  { files: { 'index.js': 'module.exports = require("./app");', 'app/index.js': 'exports.other = 1;' }, is: noName },
  { files: { 'index.js': 'module.exports = require("./missing");' }, is: [] },
  { files: { 'index.js': 'module.exports = require("./index");' }, is: [] },
  { files: { 'index.ts': 'export * from "./app.js";', 'app.ts': 'export const main_handler = 1;' }, is: [] },
  { files: { 'index.ts': 'export * from "./app.js";', 'app.ts': 'export const other = 1;' }, is: noName },
  { files: { 'index.ts': 'export * from "./app";', 'app.ts': 'export * from "package";' }, is: [] },
])('follows what a file hands on: $files', async ({ files, is }) => {
  write(files);
  expect(await faultsOf({})).toEqual(is);
});

it('leaves a default export to plugins that bundle', async () => {
  write({ 'index.js': 'export default { main_handler() {} };' });
  expect(await faultsOf({}, { plugins: ['serverless-esbuild'] })).toEqual([]);
  expect(await faultsOf({}, { plugins: ['serverless-scf'] })).toEqual(noName);
});

it('leaves files of other kinds to plugins that bundle', async () => {
  write({ 'index.coffee': '' });
  expect(await faultsOf({}, { plugins: { modules: ['serverless-webpack'] } })).toEqual([]);
  expect(await faultsOf({})).toEqual(noFile);
});

it('says what there is instead', async () => {
  write({ 'index.js': 'module.exports = { main_handlr: () => ({ inner: 1, more: [2] }), other: 1 };' });
  const [fault] = await handlerFaults(serviceWith({}), { codeDir });
  expect(fault?.params).toEqual({
    function: 'hello',
    file: 'index.js',
    name: 'main_handler',
    exported: ['main_handlr', 'other'],
    nearest: 'main_handlr',
  });
  const [missing] = await handlerFaults(serviceWith({ fn: { handler: 'src/app.main' } }), { codeDir });
  expect(missing?.params).toMatchObject({ handler: 'src/app.main', unbuilt: true });
  expect(missing?.params).toHaveProperty('tried', ['src/app.js', 'src/app.cjs', 'src/app.mjs', 'src/app.ts', 'src/app.mts', 'src/app.cts']);
});

it.each([
  { text: 'def main_handler(event, context):\n  return 1', is: [] },
  { text: 'async def main_handler(event, context):\n  return 1', is: [] },
  { text: 'try:\n  from a import b\nexcept E:\n  def main_handler(e, c): pass', is: [] },
  { text: 'main_handler = wrap(other)', is: [] },
  { text: 'other: X = main_handler = wrap(y)', is: [] },
  { text: 'from app import main_handler', is: [] },
  { text: 'from app import (\n  a,\n  main_handler,\n)', is: [] },
  { text: 'from app import handler as main_handler', is: [] },
  { text: 'from app import *', is: [] },
  { text: 'globals()["main" + "_handler"] = f', is: [] },
  { text: '# def main_handler(event, context):\ndef handler(event, context):\n  return 1', is: noName },
  { text: 'def main_handler2(event, context):\n  return main_handler', is: noName },
  { text: '', is: noName },
])('S200: Python $text', async ({ text, is }) => {
  write({ 'index.py': text });
  expect(await faultsOf({ runtime: 'Python3.9' })).toEqual(is);
});

it.each([
  { text: '<?php\nfunction main_handler($event, $context) {}', is: [] },
  { text: '<?php\nfunction &Main_Handler ($event, $context) {}', is: [] },
  { text: '<?php\nrequire "app.php";', is: [] },
  { text: '<?php\nfunction handler($event, $context) {}', is: noName },
])('S202: PHP $text', async ({ text, is }) => {
  write({ 'index.php': text });
  expect(await faultsOf({ runtime: 'Php8.0' })).toEqual(is);
});

it('S201: takes a program of Go that is not there for one that is not built', async () => {
  expect(await faultsOf({ runtime: 'Go1', handler: 'main' })).toEqual(['SCF113 warning functions.hello.handler']);
  write({ main: '\0ELF' });
  expect(await faultsOf({ runtime: 'Go1', handler: 'main' })).toEqual([]);
});

const startable = '#!/bin/bash\nnode app.js\n';

it.each([
  { text: undefined, mode: 0o755, is: ['SCF113 error functions.hello.type'], why: 'missing' },
  { text: startable, mode: 0o755, is: [], why: 'as it should be' },
  { text: 'node app.js\n', mode: 0o755, is: ['SCF120 error functions.hello.type'], why: 'no first line' },
  { text: startable.replaceAll('\n', '\r\n'), mode: 0o755, is: ['SCF120 error functions.hello.type'], why: 'line ends of Windows' },
  { text: '\x7fELF\0\0', mode: 0o755, is: [], why: 'a program' },
  // Windows has no such mode.
  { text: startable, mode: 0o644, is: process.platform === 'win32' ? [] : ['SCF120 warning functions.hello.type'], why: 'not executable' },
])('S206: scf_bootstrap of a Web function: $why', async ({ text, mode, is }) => {
  if (text !== undefined) write({ scf_bootstrap: text });
  if (text !== undefined) chmodSync(join(codeDir, 'scf_bootstrap'), mode);
  // The handler of a Web function is not run.
  expect(await faultsOf({ type: 'web', handler: 'nowhere.main' })).toEqual(is);
});

it('S204: a custom runtime has a bootstrap', async () => {
  expect(await faultsOf({ runtime: 'CustomRuntime' })).toEqual(['SCF113 warning functions.hello.runtime']);
  write({ bootstrap: 'echo' });
  expect(await faultsOf({ runtime: 'CustomRuntime' })).toEqual(['SCF120 error functions.hello.runtime']);
  // Where the provider says it, the function is told.
  expect(await faultsIn(serviceWith({ provider: { runtime: 'CustomRuntime' } }))).toEqual(['SCF120 error functions.hello']);
});

it.each([
  { handler: 'server.js', text: 'exports.main = 1', write: 'server.main', why: 'the one function that there is' },
  { handler: 'server.js', text: 'exports.a1 = 1; exports.b1 = 1', write: 'server.main_handler', why: 'one of several' },
  { handler: 'dist/_worker.js', text: undefined, write: 'dist/_worker.main_handler', why: 'a file that a build makes' },
  { handler: 'main.py', text: undefined, write: 'main.main_handler', why: 'another language' },
])('S151: takes the ending of $handler for none of a method: $why', async ({ handler, text, write: meant }) => {
  if (text !== undefined) write({ 'server.js': text });
  const form = { form: 'handlerEnding', write: meant, option: 'functions.hello.handler' };
  expect(await handlerFaults(serviceWith({ fn: { handler } }), { codeDir })).toEqual([
    expect.objectContaining({ code: 'SCF106', severity: 'error', params: expect.objectContaining(form) as unknown }),
  ]);
});

it('S151: takes the method js of a file that has one for what it is', async () => {
  write({ 'server.js': 'exports.js = 1' });
  expect(await faultsOf({ handler: 'server.js' })).toEqual([]);
});

it('looks into no file of more than 2 MB, and none that it may not read', async () => {
  write({ 'index.js': `// ${'x'.repeat(2 * 1024 * 1024)}` });
  expect(await faultsOf({})).toEqual([]);
});

it('never throws, whatever it is given', async () => {
  for (const service of [
    undefined,
    null,
    7,
    [],
    { functions: [] },
    { functions: { a: null } },
    { functions: [null, { a: 7 }] },
    { functions: { a: { handler: '\0/a.bb' } }, provider: { runtime: 'Nodejs18.15' } },
  ])
    await expect(handlerFaults(service, { codeDir })).resolves.toEqual([]);
});

it('runs nothing of what it looks at', async () => {
  write({ 'index.js': `require('fs').writeFileSync(${JSON.stringify(join(codeDir, 'ran'))}, ''); exports.other = 1;` });
  expect(await faultsOf({})).toEqual(noName);
  await expect(faultsOf({ handler: 'ran.main' })).resolves.toEqual(noFile);
});

const esModule = 'export const main_handler = () => 1;';

it.each([
  { files: { 'index.js': esModule }, is: bySyntax, why: 'it is CommonJS by its name' },
  { files: { 'index.js': `import './a.js';\nexports.main_handler = 1;` }, is: bySyntax, why: 'an import is enough' },
  { files: { 'index.js': esModule, 'package.json': '{ "type": "commonjs" }' }, is: bySyntax, why: 'package.json says that it is none' },
  { files: { 'index.js': esModule, 'package.json': 'not JSON' }, is: bySyntax, why: 'package.json says nothing' },
  { files: { 'index.js': esModule, 'package.json': '{ "type": "module" }' }, is: [], why: 'package.json says that it is one' },
  { files: { 'index.mjs': esModule }, is: [], why: 'its name says that it is one' },
  { files: { 'index.ts': esModule }, is: [], why: 'it is bundled' },
  { files: { 'index.js': `exports.main_handler = () => import('./a.mjs');` }, is: [], why: 'CommonJS may import at any time' },
])('S123: a module that the platform takes for CommonJS: $files: $why', async ({ files, is }) => {
  write(files);
  expect(await faultsOf({})).toEqual(is);
});

it.each([
  { files: { 'src/index.js': esModule, 'package.json': '{ "type": "module" }' }, is: [], why: 'the nearest that there is' },
  {
    files: { 'src/index.js': esModule, 'package.json': '{ "type": "module" }', 'src/package.json': '{}' },
    is: bySyntax,
    why: 'the nearest says nothing',
  },
])('S123: $files: of package.json, $why counts', async ({ files, is }) => {
  write(files);
  expect(await faultsOf({ handler: 'src/index.main_handler' })).toEqual(is);
});

it('S123: of package.json, one that is not in the package does not count', async () => {
  write({ 'package.json': '{ "type": "module" }', 'app/index.js': esModule });
  const diagnostics = await handlerFaults(serviceWith({}), { codeDir: join(codeDir, 'app'), unresolved: [] });
  expect(diagnostics.map(({ code }) => code)).toEqual(['SCF122']);
});

it.each([
  { runtime: 'Nodejs16.13', is: bySyntax },
  { runtime: 'Nodejs20.18', is: bySyntax },
  { runtime: 'Nodejs20.19', is: [] },
  { runtime: 'Nodejs22.1', is: bySyntax },
  { runtime: 'Nodejs24.0', is: [] },
])('S190: a module by its syntax alone, on $runtime: $is', async ({ runtime, is }) => {
  write({ 'index.js': esModule });
  expect(await faultsOf({ runtime })).toEqual(is);
});

it('S123: leaves modules to a bundler', async () => {
  write({ 'index.js': esModule });
  expect(await faultsOf({}, { plugins: ['serverless-esbuild'] })).toEqual([]);
});
