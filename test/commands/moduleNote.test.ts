import assert from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoke } from '../../src/commands/invoke';
import { noteModules } from '../../src/commands/moduleNote';
import { checkFolder } from '../../src/commands/serviceCheck';
import { functionPlan, regionPlan } from '../scf/plans';
import { once, recorded } from './output';

let codeDir: string;
beforeAll(() => {
  codeDir = mkdtempSync(join(tmpdir(), 'scf-modules-'));
  mkdirSync(join(codeDir, 'said'));
  const files = {
    'es.js': 'export const main = async () => 1;\n',
    'es.mjs': 'export const main = async () => 1;\n',
    'said/package.json': '{ "type": "module" }',
    'said/es.js': 'export const main = async () => 1;\n',
    'typed.ts': 'export const main = async () => 1;\n',
    'common.js': '/*\nimport nothing\n*/\nexports.main = async () => 1;\n',
  };
  for (const [file, text] of Object.entries(files)) writeFileSync(join(codeDir, file), text);
});
afterAll(() => rmSync(codeDir, { recursive: true }));

const fn = (key: string, handler: string, runtime = 'Nodejs18.15') => functionPlan(key, { handler, runtime });

it.each([
  { what: 'by its syntax alone', handler: 'es.main', notes: 1 },
  { what: 'by its syntax, where the platform could tell, too', handler: 'es.main', runtime: 'Nodejs22.12', notes: 0 },
  { what: 'by its name: that of a file that is not there', handler: 'es2.main', notes: 0 },
  { what: 'by its package', handler: 'said/es.main', notes: 0 },
  { what: 'bundled into CommonJS', handler: 'typed.main', notes: 0 },
  { what: 'in a comment only', handler: 'common.main', notes: 0 },
  { what: 'no matter of another language', handler: 'es.main', runtime: 'Python3.9', notes: 0 },
])('S123, S190: an ES module $what is told of: $notes', async ({ handler, runtime, notes }) => {
  const output = recorded();
  await noteModules(regionPlan([], { codeDir }), [fn('a', handler, runtime)], output);
  expect(output.errs).toHaveLength(notes);
});

it('tells of a file once, in both languages', async () => {
  const [english, chinese] = [recorded('en'), recorded('zh')];
  for (const output of [english, chinese]) await noteModules(regionPlan([], { codeDir }), [fn('a', 'es.main'), fn('b', 'es.main')], output);
  expect(english.errs).toEqual([expect.stringMatching(/^Note: es\.js has the syntax of an ES module.*Nodejs18\.15 cannot load it for "a".*SCF122/)]);
  expect(chinese.errs).toEqual([expect.stringMatching(/^注意：es\.js 采用 ES 模块的语法.*SCF122/)]);
});

it('is not told where a comment suppresses it, as validate does', async () => {
  const functions = ['known: { handler: es.main } # scf-ignore SCF122: bundled by the pipeline', 'other: { handler: es.main }'];
  const yml = ['service: shop', 'provider: { name: tencent, runtime: Nodejs18.15 }', 'functions:', ...functions.map((text) => `  ${text}`)];
  writeFileSync(join(codeDir, 'serverless.yml'), yml.join('\n'));
  const { plan, notIgnored } = await checkFolder({ dir: codeDir, env: {} }, 'en');
  assert(plan);
  const output = recorded();
  await noteModules(plan, plan.functions, output, notIgnored);
  expect(output.errs).toEqual([expect.stringContaining('cannot load it for "other"')]);
  await invoke(plan, { ...once, function: 'known' }, output, { env: process.env, onInterrupt: () => () => undefined }, notIgnored);
  expect(output.errs[1]).toMatch(/^START RequestId/);
});

it('is told before the function runs here, which it does', async () => {
  const output = recorded();
  const plan = regionPlan([fn('hello', 'es.main')], { codeDir });
  await invoke(plan, once, output, { env: process.env, onInterrupt: () => () => undefined });
  expect(output.errs[0]).toMatch(/^Note: es\.js/);
  expect(output.errs[1]).toMatch(/^START RequestId/);
});
