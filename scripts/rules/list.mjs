import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

/** @typedef {'en' | 'zh'} Lang */
/** @typedef {{ readonly en: string, readonly zh: string }} Text */

/**
 * One rule of the platform, or one worked example (`V…`).
 * @typedef {object} Rule
 * @property {string} id  `S54`, `V3`
 * @property {string} kind  `seed`, `doc`, `inferred`, or two of them joined by `+`
 * @property {string} confidence  `high`, `medium` or `low`
 * @property {readonly (readonly string[])[]} rooms  rooms of `src` that play it: one of each group cites it; empty when none does
 * @property {'played' | 'tests' | 'later' | 'out'} scope
 * @property {Text | undefined} reason  why it is not played
 * @property {Text} title
 */

/** @typedef {{ readonly title: Text, readonly rules: Rule[] }} Section */

/**
 * The list of rules, in sections. A scope reads `engine config` (both), `engine|region` (either), `tests`, `later:<reason>` or `out:<reason>`.
 *
 * @param {string} root  folder of the project
 * @returns {readonly Section[]}
 * @throws {Error} when a rule stands twice, stands in no section, or has a reason that `reasons.json` does not know
 */
export function readSections(root) {
  const folder = join(root, 'scripts', 'rules');
  /** @type {Record<string, Text>} */
  const reasons = JSON.parse(readFileSync(join(folder, 'reasons.json'), 'utf8'));
  /** @type {Record<string, string>[]} */
  const rows = parse(readFileSync(join(folder, 'rules.csv')), { columns: true, bom: true });
  /** @type {Section[]} */
  const sections = [];
  const seen = new Set();
  for (const { rule: id = '', kind = '', confidence = '', scope = '', en = '', zh = '' } of rows) {
    const title = { en, zh };
    if (id === '#') {
      sections.push({ title, rules: [] });
      continue;
    }
    if (seen.has(id)) throw new Error(`${id} stands twice in rules.csv`);
    seen.add(id);
    const section = sections.at(-1);
    if (section === undefined) throw new Error(`${id} stands in no section of rules.csv`);
    section.rules.push({ id, kind, confidence, title, ...scoped(id, scope, reasons) });
  }
  return sections;
}

/**
 * @param {string} id @param {string} scope @param {Record<string, Text>} reasons
 * @returns {Pick<Rule, 'scope' | 'rooms' | 'reason'>}
 */
function scoped(id, scope, reasons) {
  const [word = '', why] = scope.split(':');
  if (word === 'tests') return { scope: 'tests', rooms: [], reason: undefined };
  if (word === 'later' || word === 'out') {
    const reason = reasons[why ?? ''];
    if (reason === undefined) throw new Error(`${id}: reasons.json knows no "${why}"`);
    return { scope: word, rooms: [], reason };
  }
  if (!/^[a-z]+([ |][a-z]+)*$/.test(scope)) throw new Error(`${id}: "${scope}" is no scope`);
  return { scope: 'played', rooms: scope.split(' ').map((group) => group.split('|')), reason: undefined };
}
