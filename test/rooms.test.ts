import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

const src = join(__dirname, '..', 'src');

/** Rooms from the core outward; each may import itself and what stands beside its name. */
const core = [
  'scf',
  'messages',
  'random',
  'clock',
  'engine',
  'archive',
  'config',
  'runtime',
  'store',
  'region',
  'history',
  'trace',
  'simulation',
  'lint',
  'report',
];
/** What a long-lived region has besides: the API, and the process that serves it. */
const served = ['api', 'offline'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  scf: [],
  tc3: [],
  messages: [],
  random: ['scf'],
  clock: [],
  engine: ['scf'],
  archive: ['messages'],
  config: ['scf', 'messages'],
  runtime: ['scf', 'messages', 'random', 'clock'],
  store: ['scf'],
  region: ['scf', 'clock', 'engine', 'runtime', 'store'],
  history: ['scf', 'store', 'region'],
  api: ['scf', 'messages', 'tc3', 'archive', 'config', 'engine', 'store', 'region', 'history', 'trace'],
  offline: [...core, 'api'],
  trace: ['scf', 'random'],
  simulation: ['scf', 'random', 'engine', 'region', 'trace'],
  harness: core,
  lint: ['scf', 'messages', 'config'],
  report: ['scf', 'messages', 'config', 'trace', 'lint', 'deploy'],
  cloud: ['scf', 'tc3', 'messages', 'config'],
  deploy: ['scf', 'messages', 'archive', 'config', 'cloud'],
  commands: [...core, ...served, 'harness', 'cloud', 'deploy'],
  plugin: [...core, ...served, 'deploy', 'commands', 'bin'],
  bin: [...core, ...served, 'commands', 'plugin'],
  'index.ts': [...core, ...served, 'commands', 'plugin', 'bin'],
};

/** Rooms that translate the outer world, and the script that a handler's process starts with; nothing else knows of argv and environment. */
const readsProcess = [/^plugin\//, /^bin\//, /^runtime\/bootstrap\.cjs$/];

/** Rooms where the same input must always give the same output. */
const pure = ['scf', 'engine'];

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => /\.(ts|cjs)$/.test(file) && !file.startsWith('config/generated/'))
  .sort();

it.each(files)('%s imports only rooms nearer the core', (file) => {
  const room = roomOf(file);
  expect(Object.keys(mayImport)).toContain(room);
  const rooms = importsOf(read(file))
    .flatMap(({ target }) => insideSrc(file, target))
    .map(roomOf);
  expect([room, ...(mayImport[room] ?? [])]).toEqual(expect.arrayContaining(rooms));
});

it.each(files.filter((file) => !readsProcess.some((place) => place.test(file))))('%s reads neither argv nor the environment', (file) => {
  expect(processReadsOf(read(file))).toEqual([]);
});

it.each(files.filter((file) => pure.includes(roomOf(file))))('%s knows no clock, promise, chance or file', (file) => {
  expect(impuritiesOf(read(file))).toEqual([]);
});

// Copied beside the bundle as it is, so nothing else would be found there.
it('lets a script that is shipped as it is require only what Node brings', () => {
  const targets = files.filter((file) => file.endsWith('.cjs')).flatMap((file) => importsOf(read(file)).map(({ target }) => target));
  expect(targets.filter((target) => !target.startsWith('node:'))).toEqual([]);
});

it('has no file that imports itself over others', () => {
  // Types are erased and meet no half-loaded module; but two files that need each other's types are one thing in two places.
  const imports = (file: string) => importsOf(read(file)).flatMap(({ target }) => insideSrc(file, target).flatMap(sourceAt));
  expect(cycleIn(new Map(files.map((file) => [file, imports(file)])))).toEqual([]);
});

describe('the checks themselves', () => {
  it.each([
    ["import a from '../b';", '../b', false],
    ["import { type A, b } from '../b';", '../b', false],
    ["import { type A } from '../b';", '../b', true],
    ["import type { A } from '../b';", '../b', true],
    ["import '../b';", '../b', false],
    ["export { a } from '../b';", '../b', false],
    ["export type { A } from '../b';", '../b', true],
    ["const late = async () => await import('../b');", '../b', false],
    ["type A = import('../b').A;", '../b', true],
    ["const b = require('../b');", '../b', false],
  ])('see %s', (code, target, typeOnly) => {
    expect(importsOf(parse(code))).toEqual([{ target, typeOnly }]);
  });

  it.each(['process.env.HOME', "process['argv']", 'const { env } = process', "import { env } from 'node:process'", 'globalThis.process.argv'])(
    'see %s',
    (code) => {
      expect(processReadsOf(parse(code))).toHaveLength(1);
    },
  );

  it.each([
    'Date.now()',
    'new Date()',
    'Math.random()',
    'async () => 1',
    'let a: Promise<void>',
    'setTimeout(f)',
    "import 'node:fs'",
    'performance.now()',
  ])('see %s', (code) => {
    expect(impuritiesOf(parse(code))).toHaveLength(1);
  });

  it('find a cycle, and only a cycle', () => {
    const tree: [string, string[]][] = [
      ['a', ['b', 'c']],
      ['b', ['c']],
    ];
    expect(cycleIn(new Map(tree))).toEqual([]);
    expect(cycleIn(new Map([...tree, ['c', ['b']]]))).toEqual(['b', 'c', 'b']);
  });
});

interface Import {
  readonly target: string;
  readonly typeOnly: boolean;
}

function roomOf(file: string): string {
  return file.split('/')[0] ?? '';
}

function read(file: string): ts.SourceFile {
  return parse(readFileSync(join(src, file), 'utf8'));
}

function parse(code: string): ts.SourceFile {
  return ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true);
}

function nodesOf(root: ts.Node): ts.Node[] {
  return [root, ...root.getChildren().flatMap(nodesOf)];
}

/** Everything that a file imports, static and dynamic, by the name it says. */
function importsOf(source: ts.SourceFile): Import[] {
  return nodesOf(source).flatMap((node) => {
    if (ts.isImportDeclaration(node)) return named(node.moduleSpecifier, isTypeOnly(node.importClause));
    if (ts.isExportDeclaration(node)) return named(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isImportTypeNode(node)) return named(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    if (ts.isExternalModuleReference(node)) return named(node.expression, false);
    if (ts.isCallExpression(node) && /^(import|require|require\.resolve)$/.test(node.expression.getText())) return named(node.arguments[0], false);
    return [];
  });
}

function named(specifier: ts.Node | undefined, typeOnly: boolean): Import[] {
  return specifier && ts.isStringLiteralLike(specifier) ? [{ target: specifier.text, typeOnly }] : [];
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return !clause.name && bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}

/** The path in `src` that a relative import means; none for packages, and for JSON at the root of the project. */
function insideSrc(file: string, target: string): string[] {
  if (!target.startsWith('.')) return [];
  const path = relative(src, resolve(src, dirname(file), target))
    .split(sep)
    .join('/');
  return path.startsWith('..') && path.endsWith('.json') ? [] : [path];
}

function sourceAt(path: string): string[] {
  return [path, `${path}.ts`, `${path}/index.ts`].filter(
    (file) => statSync(join(src, file), { throwIfNoEntry: false })?.isFile() && /\.(ts|cjs)$/.test(file),
  );
}

/** Places that read the arguments or the environment of the process. */
function processReadsOf(source: ts.SourceFile): string[] {
  return nodesOf(source)
    .filter((node) => {
      if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && /^(argv|env|execArgv)$/.test(node.name.text);
      if (ts.isElementAccessExpression(node)) return isProcess(node.expression);
      if (ts.isVariableDeclaration(node)) return node.initializer !== undefined && isProcess(node.initializer);
      return ts.isImportDeclaration(node) && /^'(node:)?process'$/.test(node.moduleSpecifier.getText());
    })
    .map((node) => node.getText());
}

function isProcess(node: ts.Node): boolean {
  return /^(globalThis\.|global\.)?process$/.test(node.getText());
}

const worldly = /^(Date|Promise|performance|crypto|process|set(Timeout|Interval|Immediate)|queueMicrotask|fetch)$/;

/** Places where something other than the input could decide. */
function impuritiesOf(source: ts.SourceFile): string[] {
  return nodesOf(source)
    .filter((node) => {
      if (ts.isImportDeclaration(node)) return /^'node:(?!assert')/.test(node.moduleSpecifier.getText());
      if (ts.isPropertyAccessExpression(node)) return node.getText() === 'Math.random';
      if (ts.isIdentifier(node)) return worldly.test(node.text) && !isMemberName(node);
      return ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword;
    })
    .map((node) => node.getText());
}

function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || ts.isPropertySignature(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
}

/** The first cycle found, from a file back to itself; empty when there is none. */
function cycleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const from = (path: readonly string[]): string[] => {
    const at = path.at(-1) ?? '';
    if (done.has(at)) return [];
    const first = path.indexOf(at);
    if (first < path.length - 1) return path.slice(first);
    for (const next of graph.get(at) ?? []) {
      const cycle = from([...path, next]);
      if (cycle.length > 0) return cycle;
    }
    done.add(at);
    return [];
  };
  return [...graph.keys()].map((file) => from([file])).find((cycle) => cycle.length > 0) ?? [];
}
