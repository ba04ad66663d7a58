import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** @typedef {{ file: string, text: string, lines: number[] }} ShownFile  `lines` are those that are reported, from 1 */

/**
 * A service that is reported and one that is not; each rule has more of them in its folder, the first stands for all.
 * @typedef {object} Example
 * @property {string} code
 * @property {string} args  of `validate`, besides the folder
 * @property {readonly ShownFile[]} fails
 * @property {readonly ShownFile[]} passes
 * @property {{ en: string, zh: string }} printed  what validate prints for what fails
 */

/**
 * Reads the example of a rule.
 * @param {string} root  folder of the project
 * @param {string} code
 * @returns {Example}
 * @throws {Error} when there is none
 */
export function readExample(root, code) {
  const folder = join(root, 'fixtures', 'validate', code);
  const printed = { en: read(join(folder, 'fails', 'expected.en.txt')), zh: read(join(folder, 'fails', 'expected.zh-CN.txt')) };
  const { args = [] } = caseIn(join(folder, 'fails'));
  return {
    code,
    args: args.join(' '),
    fails: shownIn(join(folder, 'fails'), (file) => reportedLines(printed.en, file, code)),
    passes: shownIn(join(folder, 'passes'), () => []),
    printed,
  };
}

/** @param {string} folder @returns {{ args?: string[], show?: string[] }} */
function caseIn(folder) {
  const path = join(folder, 'case.json');
  return existsSync(path) ? JSON.parse(read(path)) : {};
}

/** @param {string} folder @param {(file: string) => number[]} linesOf @returns {ShownFile[]} */
function shownIn(folder, linesOf) {
  const { show = ['serverless.yml'] } = caseIn(folder);
  return show.map((file) => ({ file, text: read(join(folder, file)), lines: linesOf(file) }));
}

/**
 * Lines of a file that a printed report names for a rule: `serverless.yml:12:5  error SCF202  …`.
 * @param {string} printed @param {string} file @param {string} code
 */
function reportedLines(printed, file, code) {
  const found = printed.split('\n').flatMap((line) => {
    const [, named, number] = /^(?:near )?(\S+?):(\d+):\d+ .*?\b(?:error|warning|info) (?=SCF)/.exec(line) ?? [];
    return named === file && line.includes(` ${code} `) ? [Number(number)] : [];
  });
  return [...new Set(found)];
}

/** @param {string} path */
function read(path) {
  return readFileSync(path, 'utf8');
}

/**
 * The examples as a module, for `validate --explain`, which knows nothing of this folder.
 * @param {readonly Example[]} examples
 */
export async function exampleModule(examples) {
  const rows = examples.map(
    ({ code, args, fails, passes }) => `${code}: { args: ${JSON.stringify(args)}, fails: ${files(fails)}, passes: ${files(passes)} },`,
  );
  const text = `/* Made by scripts/rulePages.mjs from fixtures/validate; changes are lost. */
import type { DiagnosticCode } from '../../messages';

/** A file of an example. */
export interface ShownFile {
  readonly file: string;
  readonly text: string;
  /** Lines that are reported, from 1. */
  readonly lines: readonly number[];
}

/** A service that is reported, and one that is not. */
interface RuleExample {
  /** Of \`validate\`; mostly none. */
  readonly args: string;
  readonly fails: readonly ShownFile[];
  readonly passes: readonly ShownFile[];
}

/** An example of each rule. */
export const ruleExamples: Readonly<Record<DiagnosticCode, RuleExample>> = {
${rows.join('\n')}
};
`;
  const options = await resolveConfig(join(dirname(import.meta.dirname), '..', 'package.json'));
  return format(text, { ...options, parser: 'typescript' });
}

/** @param {readonly ShownFile[]} shown */
function files(shown) {
  return `[${shown.map(({ file, text, lines }) => `{ file: ${JSON.stringify(file)}, lines: ${JSON.stringify(lines)}, text: ${template(text)} }`).join(', ')}]`;
}

/** A text as a template, so that a change of it reads like one. @param {string} text */
function template(text) {
  return `\`${text
    .replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')}\``;
}
