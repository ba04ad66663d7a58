import { rules, sourceOf } from '../../src/config/rules';
import { ruleListText, rulePageText, ruleRows } from '../../src/report/rulePage';
import { widthOf, wrapped } from '../../src/report/width';
import { codes } from '../validate/cases';

it('shows title, reason, both examples with the lines that are reported, and how to suppress it', () => {
  const page = rulePageText('SCF202', 'en', false);
  const { rule } = rules.SCF202;
  expect(page).toContain(`SCF202  The provisioned quota is no multiple of the function's memory\nerror · rule ${rule} (${sourceOf(rule)})\n\n`);
  expect(page).toContain('  > 12 |     provisionedConcurrency: 300\n');
  expect(page).toContain('    12 |     provisionedConcurrency: 512\n');
  expect(page).toContain('  # scf-ignore SCF202: ');
  expect(rulePageText('SCF202', 'zh', false)).toContain(`错误 · 规则 ${rule}（${sourceOf(rule)}）`);
});

it.each(['en', 'zh'] as const)('shows every rule without colours where none are welcome (%s)', (lang) => {
  for (const code of codes) {
    const page = rulePageText(code, lang, false);
    expect(page).toMatch(new RegExp(`^${code}  `));
    expect(page).not.toMatch(/\u001b|undefined|\n{3}|[^\S\n]+$/m);
  }
  expect(rulePageText('SCF202', lang, true)).toContain('\u001b[');
});

it.each(['SCF110', 'SCF506', 'SCF507'] as const)('offers no way to suppress %s, which has none', (code) => {
  expect(rulePageText(code, 'en', false)).toContain('This finding cannot be suppressed.');
  expect(rulePageText(code, 'en', false)).not.toContain(`scf-ignore ${code}`);
});

it('says with which arguments an example is reported', () => {
  expect(rulePageText('SCF401', 'en', false)).toContain('serverless-scf validate --cloud');
  expect(rulePageText('SCF218', 'en', false)).toContain('serverless-scf validate orders reports');
});

it.each(['en', 'zh'] as const)('lists all rules by code, in columns (%s)', (lang) => {
  const rows = ruleRows(lang);
  expect(rows.map(({ code }) => code)).toEqual([...codes].sort());
  const lines = ruleListText(lang, false).split('\n');
  for (const { code, title, rule } of rows) {
    const line = lines.find((one) => one.startsWith(`${code} `)) ?? '';
    expect(line.endsWith(`  ${title}`)).toBe(true);
    expect(line).toMatch(new RegExp(` ${rule} `));
  }
  const starts = rows.map(({ title }) => lines.find((line) => line.endsWith(`  ${title}`))?.replace(title, '') ?? '');
  expect(new Set(starts.map(widthOf)).size).toBe(1);
});

it.each([
  { text: 'one two three', most: 7, lines: ['one two', 'three'], why: 'at blanks' },
  { text: 'onetwothree four', most: 5, lines: ['onetwothree', 'four'], why: 'around a word that is too long' },
  { text: '最大独占配额', most: 6, lines: ['最大独', '占配额'], why: 'between Chinese characters, two columns each' },
  { text: '最大独，占', most: 6, lines: ['最大', '独，占'], why: 'and never before a mark that closes' },
  { text: '最大（独占）', most: 6, lines: ['最大', '（独', '占）'], why: 'nor after one that opens' },
  { text: '默认 128000 MB。', most: 12, lines: ['默认 128000', 'MB。'], why: 'figures stay whole' },
])('breaks lines $why', ({ text, most, lines }) => {
  expect(wrapped(text, most).filter((line) => line !== '')).toEqual(lines);
});

it('keeps every character of a text, in its order', () => {
  for (const { code } of ruleRows('zh')) {
    const page = rulePageText(code as (typeof codes)[number], 'zh', false);
    for (const line of page.split('\n\n')[1]?.split('\n') ?? []) {
      expect(line).not.toMatch(/^[，。；：、）”]/);
      expect(widthOf(line)).toBeLessThanOrEqual(100);
    }
  }
});
