import { lintText } from '../../src/report/lintText';
import { allocate } from '../../src/scf';
import type { LintReport } from '../../src/report/lintReport';
import { clean, english, finding, sample, service } from './reports';

function lines(text: string): string[] {
  return text.split('\n');
}

it.each([
  {
    what: 'one clean service',
    report: clean,
    en: 'serverless.yml: 2 functions checked, nothing is wrong',
    zh: 'serverless.yml：已检查 2 个函数，未发现问题',
  },
  {
    what: 'one of another folder',
    report: { services: [service({ folder: 'a/b', functions: 1 })], accounts: [] },
    en: 'a/b/serverless.yml: 1 function checked, nothing is wrong',
    zh: 'a/b/serverless.yml：已检查 1 个函数，未发现问题',
  },
  {
    what: 'one of which everything is suppressed',
    report: {
      services: [service({ findings: [finding({ suppressed: { by: 'comment', reason: 'x' } }), finding({ suppressed: { by: 'baseline' } })] })],
      accounts: [],
    },
    en: 'serverless.yml: 2 functions checked, nothing is wrong; not counted: 1 suppressed in place, 1 in the baseline',
    zh: 'serverless.yml：已检查 2 个函数，未发现问题；不计入：1 条已就地忽略，1 条在基线中',
  },
  {
    what: 'several clean ones',
    report: { services: [service(), service({ folder: 'b' })], accounts: [] },
    en: '2 services with 4 functions checked, nothing is wrong',
    zh: '已检查 2 个服务、4 个函数，未发现问题',
  },
])('says in one line that nothing is wrong: $what', async ({ report, en, zh }) => {
  expect(await lintText(report, english)).toBe(en);
  expect(await lintText(report, { ...english, lang: 'zh' })).toBe(zh);
});

it('has no headings for one service of one account', async () => {
  const report: LintReport = {
    services: [service({ findings: [finding()] })],
    accounts: [
      { name: '', region: 'ap-guangzhou', live: false, allocation: allocate(128_000, 12_800, [{ name: 'f', reservedMB: 1_280, provisionedMB: 0 }]) },
    ],
  };
  const shown = lines(await lintText(report, english));
  expect(shown[0]).toMatch(/^serverless.yml:3:29 {2}error SCF202/);
  expect(shown[6]).toMatch(/^┌/);
  expect(shown.at(-1)).toBe('1 error, 0 warnings, 0 infos');
});

it('shows the lines of files by the names that it gives them', async () => {
  const shown = await lintText(sample, english);
  expect(shown).toContain('services/shop/serverless.yml:3:29  error SCF202');
  expect(shown).toContain('  3 |     provisionedConcurrency: 300\n    |                             ^^^');
});

it('groups findings by service, in the order of the services', async () => {
  const shown = lines(await lintText(sample, english));
  const places = shown.filter((line) => /^(near )?services\//.test(line)).map((line) => line.split(/ {2}|:/)[0]);
  expect(places).toEqual([
    'services/shop/serverless.yml (shop)',
    'services/shop/serverless.yml',
    'near services/shop/serverless.yml',
    'services/付款 100%/serverless.yml (pay)',
    'services/付款 100%/serverless.yml functions.charge.memroySize (position unknown)',
    'services/付款 100%/serverless.yml',
  ]);
  expect(shown.at(-1)).toBe('2 errors, 1 warning, 1 info in 2 services; not counted: 1 suppressed in place, 1 in the baseline');
});

it('has a table for each account and region of which something is taken (S5)', async () => {
  const taken = allocate(128_000, 12_800, [{ name: 'f', reservedMB: 1_280, provisionedMB: 0 }]);
  const accounts = [
    { name: '', region: 'ap-beijing', live: false, allocation: taken },
    { name: '', region: 'ap-shanghai', live: false, allocation: allocate(128_000, 12_800, []) },
    { name: 'prod', region: 'ap-beijing', live: false, allocation: taken },
  ];
  const shown = lines(await lintText({ services: [service(), service({ folder: 'b' })], accounts }, english));
  expect(shown.filter((line) => line.startsWith('quota of'))).toEqual(['quota of ap-beijing', 'quota of account prod in ap-beijing']);
  expect(shown.filter((line) => line.startsWith('functions without'))).toHaveLength(2);
});

it('colours only when colours are welcome', async () => {
  expect(await lintText(sample, { ...english, colour: true })).toContain('\u001b[31m');
  expect(await lintText(sample, english)).not.toContain('\u001b');
});
