import { CloudError, sayCloudFailure } from '../../src/cloud';
import { adviceFigures } from '../../src/cloud/adviceFigures';
import { say } from '../../src/messages';
import { adviceByTheme, adviceFor, adviceOf, sayAdvice } from '../../src/messages/cloudCodes';
import { fallbackAdvice, lastAdvice } from '../../src/messages/cloudCodesFallback';
import { commonCodes, errorCodes, quotaCodes } from './errorCodes';
import { options } from './knownOptions';

/** Commands of serverless-scf, as they may be told. */
const commands = [
  ...['deploy', 'deploy --allow-gap', 'deploy --replace', 'events list --remote', 'info', 'logs', 'metrics', 'plan', 'rollback'],
  ...['validate', 'validate --cloud'],
];
const flags = [
  '--endpoint',
  '--region',
  '--stage',
  '--data',
  '--path',
  '--raw',
  '--type Event',
  '--qualifier',
  '--startTime',
  '--filter',
  '--request-id',
];
const variables = [
  'TENCENTCLOUD_SECRET_ID',
  'TENCENTCLOUD_SECRET_KEY',
  'TENCENTCLOUD_SESSION_TOKEN',
  'TENCENTCLOUD_ASSUME_ROLE_ARN',
  'OS_NAMESERVER',
];
/** Values, and what stands elsewhere than in an option. */
const others = [
  '$LATEST',
  '$DEFAULT',
  '0 0 8 * * * *',
  'default',
  'service',
  '~/.tencentcloud/credentials',
  '/mnt/data',
  '/',
  '15m',
  '*',
  'unzip -t',
  'qcs::cam::uin/100000000001:roleName/deployer',
];
const examples = ['index.main_handler', 'example.Hello::mainHandler', 'Nodejs18.15', '{permission}'];

const langs = ['en', 'zh'] as const;
const advices = [...Object.values(adviceByTheme).flat(), ...fallbackAdvice, lastAdvice];
const cases = advices.map((advice) => [advice.codes[0] ?? 'anything else', advice] as const);
const anyAction = [...commonCodes, ...quotaCodes].map((code) => [`${code} (scf-api.md §3, §7)`, 'PublishVersion', code] as const);
const byAction = Object.entries(errorCodes).flatMap(([action, codes]) => codes.map((code) => [`${action}: ${code}`, action, code] as const));

describe('every code that the API documents is told what to do about', () => {
  it.each([...byAction, ...anyAction])('%s', (_title, action, code) => {
    expect(adviceOf({ action, code })).toBeDefined();
    const about = { function: 'shop-dev-a', region: 'ap-guangzhou' };
    const [en = '', zh = ''] = langs.map((lang) => sayCloudFailure(lang, new CloudError(code, 'No.', action, 'request-1'), about) ?? '');
    // What the service has said itself stays as it is, in front.
    for (const said of [en, zh]) {
      const [refused = '', ...advice] = said.split('\n');
      for (const part of [action, code, 'No.', 'request-1']) expect(refused).toContain(part);
      expect(advice.join('')).not.toBe('');
      expect(said).not.toMatch(/undefined|NaN|\[object|\{\w+\}/);
    }
    expect(en).toMatch(/\n([A-Z`"]|ap-)/);
    expect(/[\u4e00-\u9fff]/.test(en)).toBe(false);
    expect(/[\u4e00-\u9fff]/.test(zh)).toBe(true);
  });
});

describe('advice', () => {
  it.each(cases)('for %s says as much in both languages', (_code, { en, zh }) => {
    expect(spansOf(zh).sort()).toEqual(spansOf(en).sort());
    expect(placesOf(zh)).toEqual(placesOf(en));
  });

  it.each(cases)('for %s names only figures, options and commands that there are', (_code, { en }) => {
    const places = ['function', 'region', 'action', 'permission', ...Object.keys(adviceFigures)];
    expect(placesOf(en).filter((place) => !places.includes(place))).toEqual([]);
    expect(spansOf(en).filter((span) => !isKnown(span))).toEqual([]);
  });

  it.each(cases)('for %s is written as all of it is', (_code, advice) => {
    const { en, zh } = advice;
    expect(en).toMatch(/^[A-Z`{][^\n]*\.$/);
    expect(zh).toMatch(/。$/);
    for (const said of [en, zh]) {
      expect(said).not.toMatch(/ {2}|\n|AWS|Lambda|CloudFormation|DynamoDB|\bS3\b|\bARN\b/);
      // Each span and place is closed.
      expect(said.split('`').length % 2).toBe(1);
    }
    expect(en).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
    // Code apart, no half-width signs stand in Chinese, and blanks only beside Latin.
    const words = zh.replaceAll(/`[^`]*`/g, 'x');
    expect(words).not.toMatch(/[,;:?!()"]|\.(?!\d|yml)/);
    expect(words).not.toMatch(/[\u3001-\u9fff\uff00-\uffef] +[\u3001-\u9fff\uff00-\uffef]/);
    expect(words).not.toMatch(/[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/);
    const [longEn = '', longZh = ''] = langs.map((lang) =>
      sayAdvice(lang, advice, { action: 'CreateFunction', function: 'shop-dev-a' }, adviceFigures),
    );
    expect([40 <= en.length, longEn.length <= 360, 20 <= zh.length, longZh.length <= 200]).toEqual([true, true, true, true]);
  });

  it('stands once for each code, and says the same of no two', () => {
    const codes = advices.flatMap((advice) => advice.codes);
    expect(codes.filter((code, nth) => codes.indexOf(code) !== nth)).toEqual([]);
    for (const lang of langs) expect(new Set(advices.map((advice) => advice[lang])).size).toBe(advices.length);
  });
});

it.each([...commands, ...flags])('`%s`, which advice may name, stands in the help', (told) => {
  const help = say('en', 'cli.help');
  const [verb = '', ...rest] = told.split(' ');
  expect(help).toMatch(verb.startsWith('--') ? new RegExp(`${verb}\\b`) : new RegExp(`^  ${verb} `, 'm'));
  for (const flag of rest.filter((word) => word.startsWith('--'))) expect(help).toContain(flag);
});

describe('looks up', () => {
  it.each<[what: string, action: string, code: string, said: RegExp]>([
    ['the code for the action first', 'PutReservedConcurrencyConfig', 'FailedOperation.ProvisionedExceedReserved', /^`reservedConcurrency`/],
    ['then the code', 'PutProvisionedConcurrencyConfig', 'FailedOperation.ProvisionedExceedReserved', /^Provisioned instances of all/],
    ['then the longest beginning', 'CreateFunction', 'InvalidParameterValue.CfsNewThing', /^`cfs` of/],
    ['a beginning for the action before the same for all', 'Invoke', 'InternalError.System', /may have run/],
    ['for others that of all', 'GetFunction', 'InternalError.System', /on the side of Tencent Cloud\. Try/],
    ['what an unknown code begins with', 'CreateFunction', 'LimitExceeded.NewThing', /^A limit of the account/],
    ['and if nothing is known, at least whom to ask', 'CreateFunction', 'Brand.New', /^Nothing is known of this code/],
  ])('%s', (_what, action, code, said) => {
    expect(adviceFor('en', { action, code }, adviceFigures)).toMatch(said);
  });

  it('the arithmetic of quotas has the figures of the platform (S13, S16)', () => {
    const said = adviceFor('en', { action: 'PutReservedConcurrencyConfig', code: 'LimitExceeded.FunctionReservedConcurrencyMemory' }, adviceFigures);
    expect(said).toContain('at most the account quota − 12800 MB − what other functions hold');
  });

  it('names the function and the region when they are known, and does without when they are not', () => {
    const refusal = { action: 'CreateFunction', code: 'LimitExceeded.Memory' };
    const named = { ...refusal, function: 'shop-dev-a' };
    expect(adviceFor('en', named, adviceFigures)).toContain('of "shop-dev-a" must be 64 MB, or 128 to 3072 MB in steps of 128;');
    expect(adviceFor('en', refusal, adviceFigures)).toContain('of the function must be');
    expect(adviceFor('en', { action: 'DeleteFunction', code: 'FailedOperation.FunctionStatusError' }, adviceFigures)).toMatch(/^The function is/);
    expect(adviceFor('zh', named, adviceFigures)).toContain('函数“shop-dev-a”的 `memorySize`');
    expect(adviceFor('zh', refusal, adviceFigures)).toContain('该函数的 `memorySize`');
  });

  it.each([
    ['CreateFunction', 'scf:CreateFunction'],
    ['SearchLog', 'cls:SearchLog'],
    ['GetMonitorData', 'monitor:GetMonitorData'],
    ['AssumeRole', 'sts:AssumeRole'],
  ])('asks for the permission that %s needs', (action, permission) => {
    expect(adviceFor('en', { action, code: 'UnauthorizedOperation.CAM' }, adviceFigures)).toContain(`\`${permission}\``);
  });
});

function spansOf(text: string): string[] {
  return [...text.matchAll(/`([^`]*)`/g)].map(([, span = '']) => span);
}

function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => place))].sort();
}

function isKnown(span: string): boolean {
  const literals = [...commands.map((command) => `serverless-scf ${command}`), ...flags, ...variables, ...others, ...examples];
  return literals.includes(span) || options.has(span.replace(/: true$/, ''));
}
