import { looksSecret, secretsOf } from '../../../src/deploy/importing/secrets';

it.each([
  ['DB_PASSWORD', 'x'],
  ['dbPwd', 'x'],
  ['API_KEY', 'x'],
  ['apiKey', 'x'],
  ['TOKEN', 'x'],
  ['wechat_app_secret', 'x'],
  ['SK', 'x'],
  ['DATABASE', 'mysql://root:hunter2@10.0.0.1/shop'],
  ['REDIS', 'redis://:hunter2@10.0.0.1'],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----'],
  ['ID', `AKID${'a'.repeat(32)}`],
  ['SESSION', 'eyJhbGciOi.eyJzdWIi.c2ln'],
])('%s=%s is a secret', (key, value) => expect(looksSecret(key, value)).toBe(true));

it.each([
  ['LEVEL', 'info'],
  ['KEYWORDS', 'a,b'],
  ['MONKEY', 'x'],
  ['PASSENGERS', '4'],
  ['URL', 'https://example.com/a@b'],
  ['PASSWORD', ''],
  ['TASK', 'x'],
])('%s=%s is none', (key, value) => expect(looksSecret(key, value)).toBe(false));

it('gives functions that share a value one variable, and different values one for each', () => {
  const environments = new Map([
    ['a', { SAME_TOKEN: '1', OWN_KEY: 'x', LEVEL: 'info' }],
    ['b-2', { SAME_TOKEN: '1', OWN_KEY: 'y' }],
    ['B_2', { OWN_KEY: 'z' }],
  ]);
  expect(secretsOf(environments)).toEqual([
    { function: 'a', key: 'SAME_TOKEN', variable: 'SAME_TOKEN' },
    { function: 'a', key: 'OWN_KEY', variable: 'A_OWN_KEY' },
    { function: 'b-2', key: 'SAME_TOKEN', variable: 'SAME_TOKEN' },
    { function: 'b-2', key: 'OWN_KEY', variable: 'B_2_OWN_KEY' },
    { function: 'B_2', key: 'OWN_KEY', variable: 'B_2_OWN_KEY_2' },
  ]);
});
