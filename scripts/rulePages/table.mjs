import { build } from 'esbuild';

/** @typedef {'en' | 'zh'} Lang */

/**
 * The rules and their words, as the sources have them now.
 * @typedef {object} Table
 * @property {readonly string[]} codes
 * @property {(code: string) => { severity: string, rule: string, source: string }} ruleOf
 * @property {(code: string) => { title: Record<Lang, string>, why: Record<Lang, string> }} pageOf
 * @property {(lang: Lang, key: string, ...params: unknown[]) => string} say  words around a page
 * @property {(lang: Lang, severity: string) => string} severityWord
 * @property {(lang: Lang, source: string) => string} sourceWord
 * @property {(code: string, lang: Lang) => string[]} waysToSuppress
 */

const entry = `
export { rules, sourceOf } from './src/config/rules';
export { rulePage } from './src/messages/rulePages';
export { sayOfRule, waysToSuppress } from './src/messages/rulePagesWords';
export { reportTexts } from './src/messages/reportTexts';
`;

/**
 * Reads the rule table from its sources; needs no build.
 * @param {string} root  folder of the project
 * @returns {Promise<Table>}
 */
export async function loadTable(root) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { rules, sourceOf, rulePage, sayOfRule, waysToSuppress, reportTexts } = await import(`data:text/javascript;base64,${text}`);
  return {
    codes: Object.keys(rules).sort(),
    ruleOf: (code) => ({ ...rules[code], source: sourceOf(rules[code].rule) }),
    pageOf: rulePage,
    say: sayOfRule,
    sourceWord: (lang, source) => reportTexts['report.source'][lang]({ source }),
    severityWord: (lang, severity) => reportTexts[`report.${severity}`][lang](),
    waysToSuppress,
  };
}
