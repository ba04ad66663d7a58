import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format, inspect } from 'node:util';
import { Credentials, credentialsOf, sayCloudFailure, type CloudError, type CloudFault, type CredentialOptions } from '../../src/cloud';
import { FakeTime, mock, networkError, Raw, refusal, type Answer } from './fakeCloud';

const home = mkdtempSync(join(tmpdir(), 'credentials-'));
const file = join(home, '.tencentcloud', 'credentials');
const systemFile = join(home, 'system');

beforeAll(() => mkdirSync(join(home, '.tencentcloud')));
afterEach(() => {
  for (const path of [file, systemFile]) rmSync(path, { recursive: true, force: true });
});
afterAll(() => rmSync(home, { recursive: true }));

type Options = Partial<CredentialOptions>;

async function found(options: Options = {}): Promise<unknown> {
  const credentials = await credentialsOf({ env: {}, home, systemFile, ...options });
  if (!(credentials instanceof Credentials)) throw credentials;
  return { ...credentials.keys(), from: credentials.from };
}

async function problem(options: Options = {}): Promise<CloudError | CloudFault> {
  const credentials = await credentialsOf({ env: {}, home, systemFile, ...options });
  if (credentials instanceof Credentials) throw new Error('there are credentials');
  return credentials;
}

const official = { TENCENTCLOUD_SECRET_ID: 'AKID-official', TENCENTCLOUD_SECRET_KEY: 'key-official' };
const older = { TENCENT_SECRET_ID: 'AKID-older', TENCENT_SECRET_KEY: 'key-older', TENCENT_TOKEN: 'token-older' };
const given = { secretId: 'AKID-given', secretKey: 'key-given', from: 'the test' };
const profiles = '[default]\nsecret_id = AKID-file\nsecret_key = key-file\n\n[ci]\nsecret_id=AKID-ci\nsecret_key="key-ci"\ntoken=token-ci\n';

describe('the order of dependencies.md §5.3', () => {
  it.each<[what: string, options: Options, id: string]>([
    ['given ones before all else', { given, env: official, profile: 'ci' }, 'AKID-given'],
    ['a profile that was asked for before the environment', { env: official, profile: 'ci' }, 'AKID-ci'],
    ['the environment before a file', { env: { ...older, ...official } }, 'AKID-official'],
    ['older names when the official ones are empty', { env: { ...older, TENCENTCLOUD_SECRET_ID: '' } }, 'AKID-older'],
    ['the environment before a profile that it names', { env: { ...official, TENCENTCLOUD_PROFILE: 'ci' } }, 'AKID-official'],
    ['a profile that the environment names before the default', { env: { TENCENTCLOUD_PROFILE: 'ci' } }, 'AKID-ci'],
    ["the user's file before the machine's", {}, 'AKID-file'],
  ])('%s', async (_what, options, id) => {
    writeFileSync(file, profiles);
    writeFileSync(systemFile, '[default]\nsecret_id=AKID-system\nsecret_key=key-system');
    expect(await found(options)).toMatchObject({ secretId: id });
  });

  it("the machine's file when the user's has no such profile", async () => {
    writeFileSync(file, '[other]\nsecret_id=a\nsecret_key=b');
    writeFileSync(systemFile, '[default]\nsecret_id=AKID-system\nsecret_key=key-system');
    expect(await found()).toEqual({ secretId: 'AKID-system', secretKey: 'key-system', from: `${systemFile} [default]` });
  });

  it('a file that the environment names in place of both', async () => {
    writeFileSync(file, profiles);
    writeFileSync(systemFile, '[default]\nsecret_id=AKID-named\nsecret_key=key-named');
    expect(await found({ env: { TENCENTCLOUD_CREDENTIALS_FILE: systemFile } })).toMatchObject({ secretId: 'AKID-named' });
  });
});

it.each<[what: string, env: Record<string, string>, token: string]>([
  ['TENCENTCLOUD_SESSION_TOKEN', { ...official, TENCENTCLOUD_SESSION_TOKEN: 't1' }, 't1'],
  ['TENCENTCLOUD_TOKEN', { ...official, TENCENTCLOUD_TOKEN: 't2' }, 't2'],
  [
    'TENCENTCLOUD_SESSIONTOKEN, as functions have it',
    { TENCENTCLOUD_SECRETID: 'a', TENCENTCLOUD_SECRETKEY: 'b', TENCENTCLOUD_SESSIONTOKEN: 't3' },
    't3',
  ],
  ['TENCENT_TOKEN', older, 'token-older'],
])('takes the token of temporary keys from %s', async (_what, env, token) => {
  expect(await found({ env })).toMatchObject({ token });
});

it('never mixes names: a token of other keys is left alone', async () => {
  expect(await found({ env: { ...official, TENCENT_TOKEN: 'other' } })).not.toHaveProperty('token');
});

it.each<[what: string, text: string, token?: string]>([
  [
    'CRLF, a byte order mark, comments and other settings',
    '\ufeff; mine\r\n# too\r\n[ default ]\r\nregion = x\r\nsecret_id = A\r\nsecret_key=  B \r\n',
  ],
  ['quotation marks', '[default]\nsecret_id="A"\nsecret_key=\'B\'\n'],
  ['comments behind what is set', '[default]\nsecret_id = A ; of the deployer\nsecret_key=B# do not share'],
  ['quotation marks around what would be a comment', '[default]\nsecret_id="A"\nsecret_key=B\ntoken="x;y#z"\n', 'x;y#z'],
  ['backslashes before what is no comment', '[default]\nsecret_id=A\nsecret_key=B\ntoken=a\\;b\\#c\\\\d\\e', 'a;b#c\\d\\e'],
  ['a setting before any section', 'secret_id=wrong\n[default]\nsecret_id=A\nsecret_key=B'],
  ['the last of two', '[default]\nsecret_id=A\nsecret_key=wrong\nsecret_key=B'],
])('reads a file with %s, as the official SDK for Node does', async (_what, text, ...[token]) => {
  writeFileSync(file, text);
  expect(await found()).toEqual({ secretId: 'A', secretKey: 'B', ...(token && { token }), from: `${file} [default]` });
});

it('trims the line break that copying leaves', async () => {
  expect(await found({ env: { TENCENTCLOUD_SECRET_ID: ' A\n', TENCENTCLOUD_SECRET_KEY: 'B\r\n' } })).toMatchObject({ secretId: 'A', secretKey: 'B' });
});

describe('what is wrong', () => {
  it('says what was looked for and in which order, in both languages', async () => {
    writeFileSync(systemFile, '[other]\n');
    const fault = await problem();
    expect(fault).toMatchObject({ code: 'noCredentials' });
    const [en = '', zh = ''] = (['en', 'zh'] as const).map((lang) => sayCloudFailure(lang, fault));
    for (const said of [en, zh]) {
      expect(said.split('\n').map((line) => line.slice(0, 4))).toEqual([expect.anything(), '  1.', '  2.', '  3.', expect.anything()]);
      const places = ['TENCENTCLOUD_SECRET_ID', file, systemFile, '~/.tencentcloud/credentials'];
      const at = places.map((place) => said.indexOf(place));
      expect(at).toEqual([...at].sort((a, b) => a - b));
      expect(at).not.toContain(-1);
    }
    expect(en).toContain(`${file}: there is none`);
    expect(en).toContain(`${systemFile}: it has no profile [default]`);
  });

  it.each<[what: string, options: Options, text: string, detail: object]>([
    ['an id without a key', { env: { TENCENTCLOUD_SECRET_ID: 'A' } }, '', { kind: 'halfCredentials', missing: 'TENCENTCLOUD_SECRET_KEY' }],
    ['a key without an id', { env: { TENCENT_SECRET_KEY: 'B' } }, '', { kind: 'halfCredentials', missing: 'TENCENT_SECRET_ID' }],
    ['half a profile', {}, '[default]\nsecret_id=A', { kind: 'halfCredentials', from: `${file} [default]`, missing: 'secret_key' }],
    ['a blank within', { env: { ...official, TENCENTCLOUD_SECRET_KEY: 'x1 y1' } }, '', { kind: 'badCredentials', name: 'TENCENTCLOUD_SECRET_KEY' }],
    ['quotation marks', { env: { ...official, TENCENTCLOUD_SECRET_ID: '"A"' } }, '', { kind: 'badCredentials', name: 'TENCENTCLOUD_SECRET_ID' }],
    ['a line break in the token', { env: { ...official, TENCENTCLOUD_TOKEN: 'a\r\nb' } }, '', { kind: 'badCredentials', name: 'TENCENTCLOUD_TOKEN' }],
    ['an unknown profile', { profile: 'cl' }, profiles, { kind: 'noProfile', profile: 'cl', known: ['default', 'ci'] }],
    ['one of the environment', { env: { TENCENTCLOUD_PROFILE: 'cl' } }, '', { kind: 'noProfile', profile: 'cl', known: [] }],
  ])('%s', async (_what, options, text, detail) => {
    if (text !== '') writeFileSync(file, text);
    const fault = await problem(options);
    expect(fault).toMatchObject({ detail });
    for (const lang of ['en', 'zh'] as const) expect(sayCloudFailure(lang, fault)).not.toMatch(/x1|y1|"A"|undefined|key-official/);
  });

  it('a file that cannot be read is told, not passed over', async () => {
    mkdirSync(file);
    writeFileSync(systemFile, profiles);
    expect(await problem()).toMatchObject({ detail: { kind: 'credentialsFile', file, why: 'EISDIR' } });
  });
});

describe('roles', () => {
  const time = new FakeTime();

  function sts(answer: (headers: Readonly<Record<string, string>>, params: unknown) => Answer): Options['ask'] {
    const dispatcher = mock('https://sts.tencentcloudapi.com', '/', 'POST', (headers, body) => answer(headers, JSON.parse(body)));
    return { dispatcher, time };
  }

  it('are taken on with what was found', async () => {
    const asked: unknown[] = [];
    const ask = sts((headers, params) => {
      asked.push(headers['x-tc-action'], headers['x-tc-version'], params);
      expect(headers['authorization']).toMatch(/Credential=AKID-official\/2026-05-28\/sts\/tc3_request/);
      return { Credentials: { TmpSecretId: 'A', TmpSecretKey: 'B', Token: 'C' }, ExpiredTime: 1_780_007_200 };
    });
    const env = { ...official, TENCENTCLOUD_ASSUME_ROLE_ARN: 'qcs::cam::uin/1:roleName/a' };
    const from = '$TENCENTCLOUD_SECRET_ID, as qcs::cam::uin/1:roleName/a';
    expect(await found({ env, ask })).toEqual({ secretId: 'A', secretKey: 'B', token: 'C', from });
    expect(asked).toEqual(['AssumeRole', '2018-08-13', { RoleArn: 'qcs::cam::uin/1:roleName/a', RoleSessionName: 'serverless-scf' }]);
  });

  it('that are refused are a problem, not an exception', async () => {
    const options = { env: official, role: { arn: 'r', sessionName: 's', durationSec: 900 }, ask: sts(() => refusal('UnauthorizedOperation', 'no')) };
    expect(await problem(options)).toMatchObject({ name: 'CloudError', code: 'UnauthorizedOperation', action: 'AssumeRole' });
    expect(await problem({ ...options, ask: sts(() => ({})) })).toMatchObject({ detail: { kind: 'answer' } });
  });

  const metadata = (answer: (path: string) => Answer): Options => ({
    cvmRole: true,
    ask: { dispatcher: mock('http://metadata.tencentyun.com', /.*/, 'GET', (_headers, _body, path) => answer(path)) },
  });
  const path = '/latest/meta-data/cam/security-credentials/';

  it("of the machine are asked for on request, after all else, and never through the environment's proxy", async () => {
    const roles: Readonly<Record<string, string>> = {
      [path]: 'deployer\n',
      [`${path}deployer`]: '{"TmpSecretId":"A","TmpSecretKey":"B","Token":"C"}',
    };
    const machine = metadata((asked) => new Raw(roles[asked] === undefined ? 404 : 200, roles[asked] ?? ''));
    expect(await found({ ...machine, env: { HTTP_PROXY: 'no proxy' } })).toMatchObject({ secretId: 'A', token: 'C' });
    expect(await found({ ...machine, env: official })).toMatchObject({ secretId: 'AKID-official' });
    expect(await problem({ ...machine, cvmRole: false })).toMatchObject({ code: 'noCredentials' });
  });

  it.each<[what: string, answer: (asked: string) => Answer]>([
    ['no role is bound', () => new Raw(404, '')],
    ['the name is unknown', () => networkError('ENOTFOUND')],
    ['something else answers', () => new Raw(200, '<html>')],
    ['the role has no keys', (asked) => new Raw(200, asked === path ? 'r' : '{"Code":"Failed"}')],
  ])('of the machine: %s', async (_what, answer) => {
    expect(await problem(metadata(answer))).toMatchObject({ code: 'noCvmRole' });
  });
});

describe('secrets', () => {
  const secrets = { secretId: 'AKIDverysecretid0000wxyz', secretKey: 'very-secret-key', token: 'very-secret-token' };
  const credentials = new Credentials(secrets, 'here');

  it.each<[what: string, shown: () => string]>([
    ['JSON', () => JSON.stringify({ credentials })],
    ['text', () => String(credentials)],
    ['inspect', () => inspect(credentials, { depth: 10, showHidden: true, getters: true })],
    ['inspect without our own', () => inspect({ deep: [credentials] }, { customInspect: false, showHidden: true, getters: true, depth: 10 })],
    ['the log', () => format('%s %o %O %j', credentials, credentials, credentials, credentials)],
    ['its members', () => JSON.stringify([Object.entries(credentials), Object.assign({}, credentials)])],
  ])('are not in %s', (_what, shown) => {
    expect(shown()).not.toMatch(/very-secret|verysecretid/);
  });

  it('of short ids not even an end is shown', () => {
    expect(JSON.stringify(new Credentials({ secretId: 'short', secretKey: 'k' }, 'here'))).toBe('{"secretId":"…","from":"here"}');
    expect(credentials.toString()).toBe('Credentials AKID…wxyz of here');
  });
});
