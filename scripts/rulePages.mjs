/**
 * Makes the pages of the rules that `validate` checks, docs/rules/*.md in both languages, and src/report/generated/ruleExamples.ts, the
 * examples that `validate --explain` shows: from the rule table, the words in src/messages, and the services in fixtures/validate.
 *
 *     node scripts/rulePages.mjs            write all of it
 *     node scripts/rulePages.mjs --check    write nothing; fail when something is stale, or left over from a rule that is gone
 *
 * A folder as argument is taken for the project. What validate prints for an example stands beside it; `UPDATE=1 npx jest --selectProjects unit -- test/validate` writes that anew.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exampleModule, readExample } from './rulePages/examples.mjs';
import { indexPage, rulePage } from './rulePages/page.mjs';
import { loadTable } from './rulePages/table.mjs';

const args = process.argv.slice(2);
const root = args.find((arg) => !arg.startsWith('--')) ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = 'docs/rules';

const table = await loadTable(root);
const examples = table.codes.map((code) => readExample(root, code));
const langs = /** @type {const} */ (['en', 'zh']);

const made = new Map([
  ['src/report/generated/ruleExamples.ts', await exampleModule(examples)],
  ...langs.flatMap((lang) => [
    .../** @type {[string, string][]} */ (examples.map((example) => [pagePath(example.code, lang), rulePage(table, example, lang)])),
    /** @type {[string, string]} */ ([pagePath('README', lang), indexPage(table, lang)]),
  ]),
]);
const left = (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
  .map((file) => `${folder}/${file}`)
  .filter((file) => !made.has(file));

if (args.includes('--check')) {
  const stale = [...made].filter(([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
  for (const [file] of stale) console.error(`${file} is stale; run "node scripts/rulePages.mjs"`);
  for (const file of left) console.error(`${file} belongs to no rule`);
  process.exitCode = stale.length + left.length > 0 ? 1 : 0;
} else {
  for (const file of left) rmSync(join(root, file));
  for (const [file, text] of made) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** @param {string} name @param {'en' | 'zh'} lang */
function pagePath(name, lang) {
  return `${folder}/${name}${lang === 'en' ? '' : '.zh-CN'}.md`;
}
