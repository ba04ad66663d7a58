import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');
const dist = join(root, 'dist');

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

const manifest = readJson('package.json') as Manifest;

beforeAll(() => {
  if (!existsSync(dist)) throw new Error('there is no dist/: run "npm run build" first');
});

it('packs what users need, and nothing else', () => {
  const [packed] = JSON.parse(npm('pack', '--dry-run', '--ignore-scripts', '--json')) as [{ files: { path: string }[] }];
  const outside = packed.files.map(({ path }) => path).filter((path) => !/^(dist|schema)\//.test(path));
  expect(outside.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'README.zh-CN.md', 'package.json']);
  const inside = packed.files.map(({ path }) => path).filter((path) => /^(dist|schema)\//.test(path));
  expect(
    inside.filter((path) => !/^(dist\/(generated\/)?[^/]+\.(cjs|d\.cts)|dist\/THIRD-PARTY-LICENSES\.txt|schema\/[^/]+\.json)$/.test(path)),
  ).toEqual(['dist/bootstrap.py']);
});

it('brings no dependencies along', () => {
  expect(manifest.dependencies).toBeUndefined();
});

it.each(['const plugin = require("serverless-scf");', 'const { default: plugin } = await import("serverless-scf");'])(
  'is a class after: %s',
  (load) => {
    const seen = inNode(`${load} return [typeof plugin, plugin.name, plugin.default === plugin]`);
    expect(seen).toEqual(['function', 'TencentScf', true]);
  },
);

it.each(['const engine = require("serverless-scf/engine");', 'const engine = await import("serverless-scf/engine");'])(
  'is an engine after: %s',
  (load) => {
    expect(inNode(`${load} return [typeof engine.createState, typeof engine.step]`)).toEqual(['function', 'function']);
  },
);

it.each(['const harness = require("serverless-scf/harness");', 'const harness = await import("serverless-scf/harness");'])(
  'is a test harness, which leaves no timer behind, after: %s',
  (load) => {
    const call = 'const region = await harness.createRegion({ functions: { f: { handler: async () => 7 } } });';
    expect(inNode(`${load} ${call} return [(await region.invoke("f")).result, typeof harness.matchers.toHaveSucceeded]`)).toEqual([7, 'function']);
  },
);

it('V13: shows in its example that of 1,200 cold calls at once 500 start an instance and 700 get 429', () => {
  const shown = execFileSync(process.execPath, [join(root, 'examples', 'engine', 'burst.js')], { encoding: 'utf8' });
  expect(JSON.parse(shown)).toEqual({ instances: 500, byStatus: { 200: 500, 429: 700 }, keptUntilSec: 302.3 });
});

it('shows in its example how many of 400 calls a minute, each of 3 s, a reservation refuses (S12, S14)', () => {
  const shown = execFileSync(process.execPath, [join(root, 'examples', 'engine', 'reservation.js')], { encoding: 'utf8' });
  // 12,800 MB hold 100 instances of 128 MB; instances are kept for 300 s, so that all of them start in the first minute (S111).
  expect(JSON.parse(shown)).toEqual([
    { reservedMB: 12_800, done: 6_000, refused: 18_000, coldStarts: 100 },
    { reservedMB: 25_600, done: 12_000, refused: 12_000, coldStarts: 200 },
    { reservedMB: 51_200, done: 24_000, refused: 0, coldStarts: 400 },
  ]);
});

it('starts its command, and says its version', () => {
  const command = join(root, manifest.bin['serverless-scf'] ?? '');
  const { status, stdout } = spawnSync(process.execPath, [command, '--version'], { encoding: 'utf8', input: '' });
  expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: expect.stringContaining(manifest.version) });
  expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  if (process.platform !== 'win32') expect(statSync(command).mode & 0o111).toBe(0o111);
});

it('needs nothing but Node, optional packages and its own files', () => {
  const optional = [...Object.keys(manifest.peerDependencies), ...Object.keys(manifest.optionalDependencies)];
  // What only a later Node brings is asked for where it is used, and not before.
  const later = ['node:sqlite'];
  const known = [...builtinModules, ...builtinModules.map((name) => `node:${name}`), ...later, ...optional];
  const foreign = scripts().flatMap((file) =>
    importsOf(file)
      .filter((target) => !known.includes(target) && !existsSync(join(dist, target)))
      // Jest itself gives it to whatever its tests load, wherever that lies.
      .filter((target) => !(file === 'harness-jest.cjs' && target === '@jest/globals'))
      .map((target) => `${file} wants ${target}`),
  );
  expect(foreign).toEqual([]);
});

it('has types that stand alone', () => {
  const imports = readdirSync(dist)
    .filter((file) => file.endsWith('.d.cts'))
    .flatMap(importsOf);
  expect(imports.filter((target) => !target.startsWith('node:') && !existsSync(join(dist, target.replace(/\.cjs$/, '.d.cts'))))).toEqual([]);
});

it('names the licence of every package that it contains', () => {
  const named = [...readFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), 'utf8').matchAll(/^-{80}\n(@?[^@\n]+)@/gm)].map(([, name]) => name);
  const contained = scripts().flatMap((file) => [
    ...readFileSync(join(dist, file), 'utf8').matchAll(/^\/\/#region .*node_modules\/((?:@[^/]+\/)?[^/]+)/gm),
  ]);
  // Of nested packages the innermost is the one that is contained; the bundle names it by its whole path.
  expect(named).toEqual(expect.arrayContaining([...new Set(contained.map(([, name]) => name))]));
  expect(named.length).toBeGreaterThan(0);
});

describe('the lockfile', () => {
  const { packages } = readJson('package-lock.json') as Lockfile;

  it('names no registry', () => {
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  // npm leaves out, without a word, what its registry does not have yet; and then `npm ci` fails for everybody.
  it('holds the packages of every system', () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages)),
    );
    expect(missing).toEqual([]);
  });
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function scripts(): string[] {
  return readdirSync(dist).filter((file) => file.endsWith('.cjs'));
}

/** What a built file requires or imports by name. */
function importsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const target = targetOf(node);
    if (target && ts.isStringLiteralLike(target)) found.push(target.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('built.ts', readFileSync(join(dist, file), 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

function targetOf(node: ts.Node): ts.Node | undefined {
  if (ts.isCallExpression(node)) return /^(require|import)$/.test(node.expression.getText()) ? node.arguments[0] : undefined;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
}

/** What a script answers that runs under Node's own loader, in this package, which finds itself by name. */
function inNode(body: string): unknown {
  const script = `(async () => { ${body} })().then((value) => console.log(JSON.stringify(value)))`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }));
}

function npm(...args: string[]): string {
  return execFileSync('npm', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
}
