import { existsSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';

/** That a file has a name; else the names that it has; or that nobody can tell. */
export type Names = 'has' | 'unknown' | readonly string[];

/** What looking into one file may need of others. */
export interface Surroundings {
  /** Whether a plugin bundles the code, which may turn a default export into names. */
  readonly bundled: boolean;
  /** The text of another file; undefined when it cannot be read. */
  readonly textOf: (file: string) => string | undefined;
}

/** How many files a name is followed through. */
const depthMax = 4;

/**
 * Whether a module exports a name. First what its text plainly shows, then what a lexer finds.
 * @param file  absolute, of JavaScript or TypeScript
 */
export async function nodeNames(file: string, text: string, name: string, around: Surroundings, depth = 0): Promise<Names> {
  if (isPlainlyExported(text, name) || literalIn(text).maybe.includes(name)) return 'has';
  const module = await moduleOf(file, text);
  if (module === 'unknown') return 'unknown';
  if (module.names.includes(name)) return 'has';
  if (module.unsure || (around.bundled && module.names.includes('default'))) return 'unknown';
  const names = [...module.names];
  for (const request of module.from) {
    const further = await namesFrom(request, file, name, around, depth);
    if (typeof further === 'string') return further;
    names.push(...further);
  }
  return [...new Set(names)].filter((one) => one !== 'default' && one !== '__esModule');
}

/** What a module hands on of another; only files of the user's are followed. */
async function namesFrom(request: string, from: string, name: string, around: Surroundings, depth: number): Promise<Names> {
  if (!/^\.\.?\//.test(request) || depth + 1 >= depthMax) return 'unknown';
  const base = resolve(dirname(from), request);
  const file = [base, ...suffixes.map((suffix) => base + suffix), typed(base)].find((one) => extname(one) !== '' && existsSync(one));
  const text = file === undefined || !sourceFile.test(file) ? undefined : around.textOf(file);
  return file === undefined || text === undefined ? 'unknown' : nodeNames(file, text, name, around, depth + 1);
}

const sourceFile = /\.[cm]?[jt]s$/;

const suffixes = ['.js', '.cjs', '.mjs', '.ts', '.mts', '.cts', '/index.js', '/index.ts'];

/** TypeScript names its sources as what they will be: `./handler.js` is `./handler.ts`. */
function typed(base: string): string {
  return base.replace(/\.([cm]?)js$/, '.$1ts');
}

/** What exports the name, in a line that is no comment. */
function isPlainlyExported(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const assigned = String.raw`\bexports(?:\.${name}|\[\s*['"]${name}['"]\s*\])\s*=(?!=)`;
  const defined = String.raw`\bdefineProperty\(\s*(?:module\.)?exports\s*,\s*['"]${name}['"]`;
  const declared = String.raw`export\s+(?:async\s+)?(?:function\b\s*\*?|const|let|var|class)\s*\b${name}\b`;
  const listed = String.raw`export\s*\{[^}]{0,20000}\b${name}\s*[,}]`;
  return new RegExp(`${assigned}|${defined}|^[ \\t]*(?:${declared}|${listed})`, 'm').test(text.replaceAll(commentLine, ''));
}

/** What a module exports by itself, and the modules of which it exports all. */
interface Module {
  readonly names: readonly string[];
  readonly from: readonly string[];
  /** Whether it may export more. */
  readonly unsure: boolean;
}

async function moduleOf(file: string, text: string): Promise<Module | 'unknown'> {
  if (!sourceFile.test(file)) return 'unknown';
  const module = await esModuleOf(text);
  if (module !== undefined) return module;
  if (!/\.[cm]?ts$/.test(file)) return commonJsOf(text);
  // TypeScript that says nothing of exports has none.
  return /\b(?:module|exports?)\b/.test(text) ? 'unknown' : { names: [], from: [], unsure: false };
}

/** Whether a text has the syntax of ES modules, by which newer versions of Node tell them from CommonJS. */
export async function hasModuleSyntax(text: string): Promise<boolean> {
  return (await esModuleOf(text)) !== undefined;
}

/** Undefined for what has no syntax of ES modules, or could not be read as one. */
async function esModuleOf(text: string): Promise<Module | undefined> {
  const { init, parse } = await import('es-module-lexer');
  await init();
  try {
    const [, exports, , isModule] = parse(text);
    if (!isModule) return undefined;
    const names = exports.flatMap((one) => (one.type === 'reexport-all' || one.typeOnly ? [] : [one.name]));
    const from = exports.flatMap((one) => (one.type === 'reexport-all' && !one.typeOnly ? [one.from] : []));
    // TypeScript's own forms, and CommonJS that a bundler would mix in.
    const unsure = /^[ \t]*export\s*(?:=|import\b|declare\b|namespace\b)|\bexports\b/m.test(text.replaceAll(commentLine, ''));
    return { names, from, unsure };
  } catch {
    return undefined;
  }
}

async function commonJsOf(text: string): Promise<Module | 'unknown'> {
  const { init, parse } = await import('cjs-module-lexer');
  await init();
  try {
    const { exports, reexports } = parse(text);
    const literal = literalIn(text);
    return { names: [...exports, ...literal.names], from: reexports, unsure: literal.unsure || mayExportMore(text) };
  } catch {
    return 'unknown';
  }
}

/** Lines that are comments from their beginning. */
const commentLine = /^[ \t]*(?:\/\/|\*).*$/gm;

/** Ways to export that the lexer reads completely; what is left of `module` and `exports` beside them may export anything. */
const plainForms = [
  commentLine,
  /(?:\bmodule\.)?\bexports\.[A-Za-z_$][\w$]*/g,
  /(?:\bmodule\.)?\bexports\s*\[\s*(?:'[^'\n]*'|"[^"\n]*")\s*\]/g,
  /\bObject\.defineProperty\(\s*(?:module\.)?exports\s*,\s*(?:'[^'\n]*'|"[^"\n]*")/g,
  /\bmodule\.exports\s*=\s*require\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)\s*(?:;|$)/gm,
  /\b__exportStar\(\s*require\(\s*(?:'[^'\n]*'|"[^"\n]*")\s*\)\s*,\s*exports\s*\)/g,
  /\bmodule\.exports\s*=\s*(?:async\b|function\b|\([\w\s,{}]*\)\s*=>|[\w$]+\s*=>)/g,
  /\bmodule\.exports\s*=\s*(?=\{)/g,
  /\brequire\.main\s*===?\s*module\b/g,
];

function mayExportMore(text: string): boolean {
  const rest = plainForms.reduce((left, form) => left.replace(form, ''), text);
  return /\b(?:module|exports)\b/.test(rest) || /^this\.[\w$]+\s*=/m.test(text);
}

/** `name:`, `name(`, `name,` or `name }`, where a name of a literal can stand. */
const entry = /(?:[{,]|\b(?:async|get)\b)\s*(?:\*\s*)?(['"]?)([A-Za-z_$][\w$]*)\1\s*(?=[:,(}])/g;

interface Literal extends Pick<Module, 'names' | 'unsure'> {
  /** Every name that may be one of its own. */
  readonly maybe: readonly string[];
}

/** What `module.exports = { … }` holds, of which the lexer reads only the simplest. */
function literalIn(text: string): Literal {
  const begin = /\bmodule\.exports\s*=\s*\{/.exec(text);
  if (begin === null) return { names: [], maybe: [], unsure: false };
  // Where it ends need not be known: a name that is taken for one of its own keeps the check silent.
  const literal = text.slice(begin.index + begin[0].length - 1);
  const maybe = [...literal.matchAll(entry)].map(([, , name = '']) => name);
  return { names: outermost(literal), maybe, unsure: /\.\.\.|[{,]\s*\[/.test(literal) };
}

/** The names of a literal, without those inside of its values; only to be told, since quotes and comments can mislead it. */
function outermost(literal: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const { index, 0: sign } of literal.matchAll(/[{}()[\],]/g)) {
    if (depth === 1 && (sign === '}' || sign === ')' || sign === ']')) break;
    if ('{(['.includes(sign)) depth += 1;
    else if (sign !== ',') depth -= 1;
    if (depth !== 1 || (sign !== '{' && sign !== ',')) continue;
    const [, , name] = /^\s*(?:async\s+)?(['"]?)([A-Za-z_$][\w$]*)\1\s*[:,(}]/.exec(literal.slice(index + 1, index + 120)) ?? [];
    if (name !== undefined) names.push(name);
  }
  return names;
}
