import { posix } from 'node:path';
import type { Lang } from '../../messages';
import { sayDeployCode } from '../../messages/deployCode';
import type { FunctionPlan } from '../../scf';
import { DeployFault } from '../fault';
import type { Package } from './package';

/** A function as far as it says what starts it. */
export type Started = Pick<FunctionPlan, 'key' | 'runtime' | 'handler' | 'type'>;

/** Something about a package that its user should know. */
export interface PackageNotice {
  readonly code: string;
  readonly say: (lang: Lang) => string;
}

/** What the platform can start of a path without an ending; first those that we tell about. @source S191, S200–S202 */
const endings: readonly (readonly [runtime: RegExp, told: readonly string[], also: readonly string[]])[] = [
  [/^Nodejs/, ['.js', '.cjs', '.mjs'], ['.jsc', '.node', '.wasm', '/index.js']],
  [/^Python/, ['.py'], ['.pyc', '.pyd', '.so', '/__init__.py']],
  [/^Php/, ['.php'], []],
];
const typeScript = ['.ts', '.mts', '.cts'];

/**
 * That what starts a function is in its package. Java's classes and images are not looked into.
 * @throws DeployFault `handlerNotPackaged`, `handlerNotBuilt`, `startFileMode`
 */
export function checkHandler(pack: Package, fn: Started): void {
  const start = fn.type === 'web' ? 'scf_bootstrap' : fn.runtime === 'CustomRuntime' ? 'bootstrap' : undefined;
  if (start !== undefined) return checkStartFile(pack, fn, start);
  if (fn.runtime.startsWith('Go')) {
    if (!pack.files.some(({ name }) => name === posix.normalize(fn.handler))) throw notPackaged(pack, fn, [fn.handler]);
    return;
  }
  const [, told, also] = endings.find(([runtime]) => runtime.test(fn.runtime)) ?? [];
  const dot = fn.handler.lastIndexOf('.');
  // Of other forms, the check of the configuration tells.
  if (!told || !also || dot <= 0) return;
  const path = posix.normalize(fn.handler.slice(0, dot));
  const has = (ending: string): boolean => pack.files.some(({ name }) => name === path + ending);
  if ([...told, ...also].some(has)) return;
  const source = fn.runtime.startsWith('Nodejs') ? typeScript.find(has) : undefined;
  if (source === undefined)
    throw notPackaged(
      pack,
      fn,
      told.map((ending) => path + ending),
    );
  const params = { function: fn.key, file: path + source, path: pack.path };
  throw new DeployFault('handlerNotBuilt', (lang) => sayDeployCode(lang, 'deployCode.handlerNotBuilt', params));
}

/** @source S204, S206 */
function checkStartFile(pack: Package, fn: Started, file: string): void {
  const found = pack.files.find(({ name }) => name === file);
  if (!found) throw notPackaged(pack, { ...fn, handler: file }, [file]);
  if (found.executable) return;
  const params = { function: fn.key, file, path: pack.path };
  throw new DeployFault('startFileMode', (lang) => sayDeployCode(lang, 'deployCode.startFileMode', params));
}

function notPackaged(pack: Package, { key, handler }: Started, tried: readonly string[]): DeployFault {
  const params = { function: key, handler, path: pack.path, tried };
  return new DeployFault('handlerNotPackaged', (lang) => sayDeployCode(lang, 'deployCode.handlerNotPackaged', params));
}

/** Files that are no code, with the pattern that leaves them out. Packages of others may have an example among their files. */
const secret: readonly (readonly [file: RegExp, pattern: string])[] = [
  [/^(?!(?:.*\/)?node_modules\/)(?:.*\/)?\.env(?:\.(?!(?:example|sample|template|dist)$)[^/]*)?$/, '!**/.env*'],
  [/^(?:.*\/)?\.serverless-scf\//, '!**/.serverless-scf/**'],
  [/^(?:.*\/)?\.git\//, '!**/.git/**'],
];

/** So many files are named. */
const namedMax = 3;

/** Files that should not be in a package: whoever may read the code of a function reads them, too. The user may want it so. */
export function packageNotices(pack: Package, key: string): PackageNotice[] {
  return secret.flatMap(([file, pattern]) => {
    const names = pack.files.map(({ name }) => name).filter((name) => file.test(name));
    if (names.length === 0) return [];
    const params = { function: key, files: names.slice(0, namedMax), more: Math.max(0, names.length - namedMax), pattern };
    return [{ code: 'secretsPackaged', say: (lang: Lang) => sayDeployCode(lang, 'deployCode.secretsPackaged', params) }];
  });
}
