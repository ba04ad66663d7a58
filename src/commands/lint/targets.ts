import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import type { Lang } from '../../messages';
import { sayValidate } from '../../messages/validate';
import { UsageError } from '../output';

/** A configuration that is to be checked. */
export interface Target {
  /** Folder of the service; absolute. */
  readonly dir: string;
  /** The same as its user sees it: relative to where the command runs, with `/`; '' for that folder itself. */
  readonly folder: string;
  /** Name of the configuration file, where it is not one of the usual. */
  readonly config: string | undefined;
  /** What the file that composes services gives this one, for `${param:…}`. */
  readonly params: Readonly<Record<string, string>>;
}

const endings = ['yml', 'yaml', 'json', 'ts', 'js', 'mjs', 'cjs'];
const serviceFiles = endings.map((ending) => `serverless.${ending}`);
const composeFiles = ['serverless-compose.yml', 'serverless-compose.yaml', 'serverless-compose.json'];

/**
 * What the words of a command line mean: files, folders, patterns of them, and files that compose services.
 *
 * @param words   none means the folder where the command runs
 * @param cwd     that folder; absolute
 * @param config  `--config`, for words that are folders
 * @throws UsageError when a word means nothing
 */
export async function targetsOf(words: readonly string[], cwd: string, config: string | undefined, lang: Lang): Promise<Target[]> {
  const paths = words.length === 0 ? [cwd] : (await Promise.all(words.map((word) => pathsOf(word, cwd, config, lang)))).flat();
  const targets = (await Promise.all(paths.map((path) => targetsAt(path, cwd, config, lang)))).flat();
  const seen = new Set<string>();
  return targets.filter(({ dir, config: file = serviceFileIn(dir) }) => {
    const key = `${dir}\0${file}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The file that is read where none is named. */
function serviceFileIn(dir: string): string {
  return serviceFiles.find((name) => existsSync(join(dir, name))) ?? '';
}

/** A pattern that no shell has expanded is expanded here. */
async function pathsOf(word: string, cwd: string, config: string | undefined, lang: Lang): Promise<string[]> {
  const path = resolve(cwd, word);
  if (existsSync(path)) return [path];
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (isDynamicPattern(word)) {
    const parts = word.split(sep).join('/').split('/');
    const first = parts.findIndex((part) => wild.test(part));
    const found = await glob(parts.slice(first).join('/'), {
      // From where the pattern begins: in `../*` of the folder `a`, the package would leave out `../a`.
      cwd: resolve(cwd, parts.slice(0, first).join('/') || (first === 0 ? '.' : '/')),
      absolute: true,
      onlyFiles: false,
      expandDirectories: false,
      ignore: ['**/node_modules/**'],
    });
    const paths = found.map((match) => resolve(match)).sort();
    // `services/*` also means a README and folders of shared code: a pattern names what it finds, not each thing by itself.
    const named = extname(word) !== '';
    const services = paths.filter((match) => mayBeService(match, named, config));
    if (services.length > 0) return services;
    if (paths.length > 0) throw new UsageError(sayValidate(lang, 'validate.noneOf', { word }));
  }
  throw new UsageError(sayValidate(lang, 'validate.noSuch', { word }));
}

/** What may mean more than itself in a pattern. */
const wild = /[*?[\]{}()!+@|\\]/;

/**
 * A folder that holds a service or composes some, or a file that is one by its name; by its kind alone only where the pattern names that:
 * `envs/*.yml` means configurations, and `*` not the `package.json` among them.
 */
function mayBeService(path: string, named: boolean, config: string | undefined): boolean {
  if (!statSync(path).isDirectory()) return endings.includes(extname(path).slice(1)) && (named || /^serverless[.-]/.test(basename(path)));
  const names = config === undefined ? [...serviceFiles, ...composeFiles] : [config];
  return names.some((name) => existsSync(join(path, name)));
}

async function targetsAt(path: string, cwd: string, config: string | undefined, lang: Lang): Promise<Target[]> {
  if (!statSync(path).isDirectory()) {
    return composeFiles.includes(basename(path)) ? composed(path, cwd, lang) : [targetIn(dirname(path), cwd, basename(path))];
  }
  const compose = composeFiles.find((name) => existsSync(join(path, name)));
  const hasService = config !== undefined || serviceFileIn(path) !== '';
  return compose !== undefined && !hasService ? composed(join(path, compose), cwd, lang) : [targetIn(path, cwd, config)];
}

function targetIn(dir: string, cwd: string, config: string | undefined, params: Target['params'] = {}): Target {
  return { dir, folder: relative(cwd, dir).split(sep).join('/'), config, params };
}

/** The services that a file composes: `services: { name: { path, config, params } }`. @source Serverless Framework, Compose */
async function composed(path: string, cwd: string, lang: Lang): Promise<Target[]> {
  const { parseDocument } = await import('yaml');
  const document = parseDocument(readFileSync(path, 'utf8'), { merge: true, logLevel: 'silent' });
  const services: unknown = document.errors.length > 0 ? undefined : asMap(document.toJS({ maxAliasCount: 100 }))['services'];
  const entries = Object.entries(asMap(services));
  const file = relative(cwd, path).split(sep).join('/');
  if (entries.length === 0) throw new UsageError(sayValidate(lang, 'validate.noServices', { file, why: document.errors[0]?.message.split('\n')[0] }));
  return entries.map(([name, service]) => {
    const { path: folder, config, params } = asMap(service);
    const dir = resolve(dirname(path), typeof folder === 'string' ? folder : '');
    if (typeof folder !== 'string' || !existsSync(dir)) throw new UsageError(sayValidate(lang, 'validate.noService', { file, name }));
    return targetIn(dir, cwd, typeof config === 'string' ? config : undefined, textsOf(asMap(params)));
  });
}

/** Parameters that stand for themselves; outputs of other services (`${other.url}`) are known only after a deploy, and stay as written. */
function textsOf(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [],
    ),
  );
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
