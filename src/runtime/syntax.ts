import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { compileFunction, Script } from 'node:vm';
import { packageType } from './handler';
import { checkOf } from './program';

/** Why code cannot be loaded as it is written. */
export interface CodeFault {
  /** Absolute. */
  readonly file: string;
  /** From 1; undefined where the parser says none. */
  readonly line: number | undefined;
  /** From 1, UTF-16 units; undefined where the parser says none. */
  readonly column: number | undefined;
  /** In the parser's own words. */
  readonly message: string;
}

type Unplaced = Omit<CodeFault, 'file'>;

/** A module that is not parsed by then, ms, is not found fault with. */
const parseMs = 10_000;

/** What Node gives to CommonJS beside its globals: code cannot declare them anew. */
const commonJsNames = ['exports', 'require', 'module', '__filename', '__dirname'];

/**
 * What Node would stumble over when it parses a file: JavaScript of either kind, or JSON; or Python, when it is Python. Nothing of it is run.
 * @param env     that a process needs to start; none of a user's, for that could make Node run code first
 * @param python  finds the interpreter, which is asked for only where there is Python; undefined when there is none
 * @returns undefined when nothing is wrong with it, or it is none of these, or is not there
 */
export async function syntaxFault(
  file: string,
  env: Readonly<Record<string, string>>,
  python: () => Promise<string | undefined>,
): Promise<CodeFault | undefined> {
  if (extname(file) === '.py') return pythonFault(file, env, await python());
  const parse = await parserOf(file, env);
  const source = parse && (await readFile(file, 'utf8').catch(() => undefined));
  const fault = source === undefined ? undefined : await parse?.(source.replace(/^\uFEFF/, ''));
  return fault && { file, ...fault };
}

type Parser = (source: string) => Unplaced | undefined | Promise<Unplaced | undefined>;

async function parserOf(file: string, env: Readonly<Record<string, string>>): Promise<Parser | undefined> {
  const module: Parser = (source) => moduleFault(source, env);
  switch (extname(file)) {
    case '.json':
      return jsonFault;
    case '.cjs':
      return commonJsFault;
    case '.mjs':
      return module;
    case '.js':
      break;
    default:
      return undefined;
  }
  const type = await packageType(dirname(file));
  if (type === 'module') return module;
  return type === undefined ? async (source) => eitherFault(commonJsFault(source), source, module) : commonJsFault;
}

/** Where no package.json says what a file is, Node takes for a module what only parses as one. */
async function eitherFault(asCommonJs: Unplaced | undefined, source: string, module: Parser): Promise<Unplaced | undefined> {
  const asModule = asCommonJs && (await module(source));
  return asModule && /^\s*(import|export)\b/m.test(source) ? asModule : asModule && asCommonJs;
}

function commonJsFault(source: string): Unplaced | undefined {
  const filename = 'code.cjs';
  try {
    compileFunction(source, commonJsNames, { filename });
    return undefined;
  } catch (error) {
    return faultIn(String((error as Error).stack));
  }
}

/** Only a process whose only purpose it is can parse a module without linking it. */
function moduleFault(source: string, env: Readonly<Record<string, string>>): Promise<Unplaced | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--input-type=module', '--check', '-'], {
      env,
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: parseMs,
      windowsHide: true,
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
    // It cannot be started, or does not read to the end: then it has nothing to say either.
    child.once('error', () => resolve(undefined));
    child.stdin.once('error', () => undefined);
    child.once('close', () => resolve(faultIn(told)));
    child.stdin.end(source);
  });
}

/** It reads the file itself, for the file may say in which encoding it is written. */
function pythonFault(file: string, env: Readonly<Record<string, string>>, python: string | undefined): Promise<CodeFault | undefined> {
  if (python === undefined) return Promise.resolve(undefined);
  const [program = '', ...args] = checkOf(python, file);
  return new Promise((resolve) => {
    execFile(program, args, { env, timeout: parseMs, windowsHide: true }, (error, stdout) => {
      // It cannot be started, or does not come to the end: then it has nothing to say.
      const found = /^(\d*) (\d*) (.*)/.exec(error ? '' : stdout);
      const [, line = '', column = '', message = ''] = found ?? [];
      const numberIn = (text: string): number | undefined => (Number(text) > 0 ? Number(text) : undefined);
      resolve(found ? { file, line: numberIn(line), column: numberIn(column), message } : undefined);
    });
  });
}

/** Reads what Node says: place, line of code, marks under it, and then the error. */
function faultIn(told: string): Unplaced | undefined {
  const message = /^SyntaxError: (.*)$/m.exec(told)?.[1];
  if (message === undefined) return undefined;
  const [, line, code = '', marks = ''] = /^[^\n]*:(\d+)\n([^\n]*)\n([ \t]*\^)?/.exec(told) ?? [];
  // There is nothing at the end that could be marked.
  const column = message === 'Unexpected end of input' ? code.length + 1 : marks.length;
  return { line: line === undefined ? undefined : Number(line), column: column === 0 ? undefined : column, message };
}

function jsonFault(source: string): Unplaced | undefined {
  try {
    JSON.parse(source);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return { ...placeInJson(source, message), message };
  }
}

/** JSON's parser does not always say where; but almost everything that is no JSON is no JavaScript either. */
function placeInJson(source: string, message: string): Pick<Unplaced, 'line' | 'column'> {
  const at = message.includes('end of JSON input') ? source.length : /at position (\d+)/.exec(message)?.[1];
  if (at !== undefined) return placeAt(source, Number(at));
  try {
    // The code is an expression in brackets, and is only compiled.
    new Script(`(\n${source}\n)`, { filename: 'code.cjs', lineOffset: -1 });
    return { line: undefined, column: undefined };
  } catch (error) {
    const { line, column } = faultIn(String((error as Error).stack)) ?? { line: undefined, column: undefined };
    return { line, column };
  }
}

function placeAt(source: string, offset: number): Pick<Unplaced, 'line' | 'column'> {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
