/**
 * Makes docs/rules.md and docs/rules.zh-CN.md: every rule of the platform, with the code that applies it and the tests that hold it.
 *
 *     node scripts/rules.mjs            write both
 *     node scripts/rules.mjs --check    write nothing; fail when they are stale, or when a rule that is played has no code or no test
 *
 * A folder as argument is taken for the project. The rules stand in scripts/rules/rules.csv.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readCitations } from './rules/citations.mjs';
import { gapsOf } from './rules/gaps.mjs';
import { readSections } from './rules/list.mjs';
import { page } from './rules/page.mjs';

const args = process.argv.slice(2);
const root = args.find((arg) => !arg.startsWith('--')) ?? join(dirname(fileURLToPath(import.meta.url)), '..');

const sections = readSections(root);
const rules = sections.flatMap((section) => section.rules);
const citations = readCitations(root, new Set(rules.map(({ id }) => id)));
const pages = [
  { file: 'docs/rules.md', text: page(sections, citations, 'en') },
  { file: 'docs/rules.zh-CN.md', text: page(sections, citations, 'zh') },
];

if (args.includes('--check')) {
  const stale = pages.filter(({ file, text }) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
  const faults = [...stale.map(({ file }) => `${file} is stale; run "node scripts/rules.mjs"`), ...gapsOf(rules, citations)];
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
} else {
  mkdirSync(join(root, 'docs'), { recursive: true });
  for (const { file, text } of pages) writeFileSync(join(root, file), text);
}
