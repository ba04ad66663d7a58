import { explain, listRules } from '../../src/commands/explain';
import { UsageError } from '../../src/commands/output';
import { rules, sourceOf } from '../../src/config/rules';
import type { Lang } from '../../src/messages';
import { recorded } from './output';

async function explained(code: string, lang: Lang = 'en'): Promise<string> {
  const output = recorded(lang);
  expect(await explain(code, output)).toBe(0);
  expect(output.errs).toEqual([]);
  return output.outs.join('\n');
}

it.each(['SCF203', 'scf203', ' Scf203 ', '203'])('takes %j for SCF203', async (code) => {
  expect(await explained(code)).toBe(await explained('SCF203'));
});

it('speaks the language of its user', async () => {
  expect(await explained('SCF203')).toMatch(/^SCF203 {2}More quota is allocated than the account can give\n/);
  expect(await explained('SCF203', 'zh')).toMatch(/^SCF203 {2}分配的配额超出账号可分配的额度\n/);
});

it.each([
  { code: 'SCF230', lang: 'en', says: 'there is no rule "SCF230": did you mean SCF203?' },
  { code: 'sfc301', lang: 'zh', says: '没有名为“sfc301”的规则：是否想写 SCF301？' },
  { code: 'quota', lang: 'en', says: 'there is no rule "quota"; serverless-scf rules lists all' },
  { code: '', lang: 'zh', says: '没有名为“”的规则；serverless-scf rules 可列出全部规则' },
  { code: 'toString', lang: 'en', says: 'there is no rule "toString"; serverless-scf rules lists all' },
] as const)('refuses $code as asked wrongly ($lang)', async ({ code, lang, says }) => {
  await expect(explain(code, recorded(lang))).rejects.toThrow(new UsageError(says));
});

it('lists every rule as text and as JSON', async () => {
  const text = recorded();
  const json = recorded('zh');
  expect([await listRules({}, text), await listRules({ json: true }, json)]).toEqual([0, 0]);
  for (const code of Object.keys(rules)) expect(text.outs.join('\n')).toContain(`\n${code}  `);
  const rows = JSON.parse(json.outs.join('\n')) as Record<string, string>[];
  expect(rows).toHaveLength(Object.keys(rules).length);
  for (const row of rows) expect(Object.keys(row)).toEqual(['code', 'severity', 'rule', 'source', 'title']);
  expect(rows.find(({ code }) => code === 'SCF202')).toEqual({
    code: 'SCF202',
    severity: 'error',
    rule: rules.SCF202.rule,
    source: sourceOf(rules.SCF202.rule),
    title: '预置并发不是函数内存的整数倍',
  });
});
