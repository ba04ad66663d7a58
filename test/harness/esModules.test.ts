import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRegion } from '../../src/harness';

/** A service with packages as they are published today. */
const files: Readonly<Record<string, string>> = {
  // Nothing but an ES module, with a package of CommonJS that only it finds.
  'node_modules/retry/package.json': '{ "type": "module", "exports": { "import": "./index.js" } }',
  'node_modules/retry/index.js':
    "import { delays } from './delays.js';\nimport factor from 'factor';\nlet calls = 0;\n" +
    'export default async (act) => {\n  calls += 1;\n  for (const ms of delays(factor.of)) {\n' +
    "    try {\n      return await act();\n    } catch {\n      await new Promise((resolve) => setTimeout(resolve, ms));\n    }\n  }\n  throw new Error('never');\n};\n" +
    'export const made = () => [calls, import.meta.url.split("/").at(-2)];\n',
  'node_modules/retry/delays.js': 'export const delays = (factor) => [60_000, 60_000 * factor, 0];',
  'node_modules/retry/node_modules/factor/package.json': '{ "name": "factor" }',
  'node_modules/retry/node_modules/factor/index.js': 'exports.of = 2;',
  'node_modules/plain/index.js': 'let calls = 0;\nmodule.exports = () => (calls += 1);\nmodule.exports.at = () => Date.now();',
  'lib/count.mjs': 'let count = 0;\nexport const next = () => (count += 1);\nexport { count };',
  'broken.mjs': "import { nothing } from 'plain';\nimport { none } from './lib/count.mjs';\n",
  'module.mjs':
    "import retry, { made } from 'retry';\nimport plain, { at } from 'plain';\nexport const main = async () => {\n" +
    "  const beganMs = Date.now();\n  let tries = 0;\n  await retry(() => {\n    tries += 1;\n    if (tries < 3) throw new Error('not yet');\n  });\n" +
    '  return { tries, tookMs: Date.now() - beganMs, made: made(), plain: plain(), same: at() === Date.now() };\n};\n',
  'typed.ts': "export { main } from './module.mjs';\n",
  'common.js':
    'exports.main = async () => {\n  const [retry, plain, { next, ...counted }] = await Promise.all([import("retry"), import("plain"), import("./lib/count.mjs")]);\n' +
    "  const beganMs = Date.now();\n  let tries = 0;\n  await retry.default(() => {\n    tries += 1;\n    if (tries < 3) throw new Error('not yet');\n  });\n" +
    '  plain.default();\n  const again = (await import("plain")).default() === 2 && require("plain")() === 3;\n' +
    '  return { tries, tookMs: Date.now() - beganMs, made: retry.made(), next: next(), counted, again, same: plain.at() === Date.now() };\n};\n' +
    'exports.missing = async () => import("not-there").catch(({ code }) => code);\n' +
    'exports.node = async () => {\n  const [timers, fs] = [await import("node:timers/promises"), await import("fs")];\n  const beganMs = Date.now();\n' +
    '  await timers.setTimeout(1_500);\n  return [Date.now() - beganMs, typeof fs.readFileSync, fs.default === require("fs")];\n};\n' +
    "exports.broken = async () => import('./broken.mjs').catch(String);\n" +
    'exports.given = async () => (await import("plain")).default();\n' +
    'exports.said = () => `${import.name ?? ""}`;\n'.replace('import.name', '"import(this)"'),
};

const dir = mkdtempSync(join(tmpdir(), 'packages-'));
for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}
afterAll(() => rmSync(dir, { recursive: true }));

const regionOf = (handler: string, modules: Readonly<Record<string, unknown>> = {}) =>
  createRegion({ dir, lang: 'en', modules, functions: { f: { handler, timeout: 900 } } });

describe('packages that are ES modules', () => {
  it.each(['module.main', 'typed.main'])('run on virtual time for %s, and anew in each instance', async (handler) => {
    const region = await regionOf(handler);
    const both = await Promise.all([region.invoke('f'), region.invoke('f')]);
    const came = { tries: 3, tookMs: 180_000, made: [1, 'retry'], plain: 1, same: true };
    expect(both.map(({ result }) => result)).toEqual([came, came]);
    expect((await region.invoke('f')).result).toEqual({ ...came, made: [2, 'retry'], plain: 2 });
  });

  it('do so for CommonJS, which imports them while it runs', async () => {
    const region = await regionOf('common.main');
    const both = await Promise.all([region.invoke('f'), region.invoke('f')]);
    const came = { tries: 3, tookMs: 180_000, made: [1, 'retry'], next: 1, counted: { count: 0 }, again: true, same: true };
    expect(both.map(({ result }) => result)).toEqual([came, came]);
  });
});

describe('import() in CommonJS', () => {
  it('says as Node does what is not there', async () => {
    expect((await (await regionOf('common.missing')).invoke('f')).result).toBe('ERR_MODULE_NOT_FOUND');
  });

  it('says as Node does what is wrong with a module', async () => {
    expect((await (await regionOf('common.broken')).invoke('f')).result).toContain("does not provide an export named 'n");
  });

  it("finds Node's own modules as `require` does", async () => {
    expect((await (await regionOf('common.node')).invoke('f')).result).toEqual([1_500, 'function', true]);
  });

  it('gets what a test gives in place of a module', async () => {
    expect((await (await regionOf('common.given', { plain: () => 'given' })).invoke('f')).result).toBe('given');
    const written = { __esModule: true, default: () => 'written' };
    expect((await (await regionOf('common.given', { plain: written })).invoke('f')).result).toBe('written');
  });

  it('is left alone in texts', async () => {
    expect((await (await regionOf('common.said')).invoke('f')).result).toBe('import(this)');
  });
});
