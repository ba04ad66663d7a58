import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { say, type Lang } from '../messages';
import { sayJsonFault } from '../messages/syntaxWords';
import { UsageError, type Output } from './output';

/** Where the event of an invocation may come from. */
export interface EventSource {
  /** Text given on the command line. */
  readonly data?: string | undefined;
  /** A file, JSON or YAML, relative to `dir`; `-` is standard input. */
  readonly path?: string | undefined;
  /** Take the text as it is: the event is a JSON string. */
  readonly raw: boolean;
  readonly dir: string;
  readonly stdin: Stdin;
}

/** Standard input, as a command needs it. */
export interface Stdin {
  readonly isTTY: boolean;
  /** Everything that comes until the end. `onSilence` is called once when nothing has come for a while. */
  read(onSilence: () => void): Promise<string>;
}

/**
 * The event of an invocation as JSON text: `--data`, else `--path`, else standard input when it is not a terminal, else `{}`.
 *
 * @throws UsageError when both are given, a file cannot be read, or the text is not JSON
 * @source F33
 */
export async function readEvent(source: EventSource, output: Output): Promise<Buffer> {
  const { lang } = output;
  if (source.data !== undefined && source.path !== undefined) {
    throw new UsageError(say(lang, 'invoke.bothDataAndPath', { one: '--data', other: '--path' }));
  }
  if (source.data !== undefined) return toEvent(source.data, '--data', source.raw, lang);
  if (source.path !== undefined && source.path !== '-') return eventFile(source.path, source.dir, source.raw, lang);
  if (source.path === undefined && source.stdin.isTTY) return Buffer.from('{}');
  const text = withoutMark(await source.stdin.read(() => output.err(say(lang, 'invoke.waitingForStdin'))));
  return text.trim() === '' && !source.raw ? Buffer.from('{}') : toEvent(text, 'stdin', source.raw, lang);
}

/**
 * The object that is laid over the handler's context: `--context` or `--context-path`.
 * @throws UsageError when it is not a JSON object
 */
export async function readContext(
  source: { readonly context?: string | undefined; readonly contextPath?: string | undefined; readonly dir: string },
  lang: Lang,
): Promise<Readonly<Record<string, unknown>>> {
  if (source.context !== undefined && source.contextPath !== undefined) {
    throw new UsageError(say(lang, 'invoke.bothDataAndPath', { one: '--context', other: '--context-path' }));
  }
  const from = source.context === undefined ? '--context-path' : '--context';
  let json = source.context;
  if (source.contextPath !== undefined) json = await contextFile(source.contextPath, source.dir, lang);
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Told below, together with values that are JSON but no object.
  }
  throw new UsageError(say(lang, 'invoke.contextNotObject', { from }));
}

async function eventFile(path: string, dir: string, raw: boolean, lang: Lang): Promise<Buffer> {
  try {
    const text = await textOf(path, dir);
    return raw || !isYaml(path) ? toEvent(text, path, raw, lang) : Buffer.from(await jsonOfYaml(text, lang));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(say(lang, 'invoke.eventFile', { path, why: reasonOf(error) }), { cause: error });
  }
}

/** JSON text, or what is none: that is told by whoever reads it. */
async function contextFile(path: string, dir: string, lang: Lang): Promise<string> {
  try {
    const text = await textOf(path, dir);
    return isYaml(path) ? await jsonOfYaml(text, lang) : text;
  } catch (error) {
    throw new UsageError(say(lang, 'invoke.contextFile', { path, why: reasonOf(error) }), { cause: error });
  }
}

async function textOf(path: string, dir: string): Promise<string> {
  return withoutMark(await readFile(resolve(dir, path), 'utf8'));
}

/** A byte order mark is no part of what a file says, nor of what comes from one through a pipe. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

async function jsonOfYaml(text: string, lang: Lang): Promise<string> {
  const [{ parse, YAMLParseError }, { yamlReason }] = await Promise.all([import('yaml'), import('./yamlReason')]);
  try {
    // An id may be larger than any number that JavaScript has.
    return jsonOf(parse(text, { intAsBigInt: true }));
  } catch (error) {
    throw error instanceof YAMLParseError ? new Error(yamlReason(error, text, lang), { cause: error }) : error;
  }
}

/** A value as JSON text, whole numbers of any size included. */
function jsonOf(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${jsonOf(member)}`)
    .join(',')}}`;
}

function toEvent(text: string, from: string, raw: boolean, lang: Lang): Buffer {
  if (raw) return Buffer.from(JSON.stringify(text));
  try {
    JSON.parse(text);
    return Buffer.from(text);
  } catch (error) {
    throw new UsageError(say(lang, 'invoke.eventNotJson', { from, why: sayJsonFault(lang, reasonOf(error)) }), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
