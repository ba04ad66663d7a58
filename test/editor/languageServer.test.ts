import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageServer, type Place } from './languageServer';

const server = new LanguageServer();
/** A service whose packages are installed, as a user's is. */
const dir = mkdtempSync(join(tmpdir(), 'serverless-scf-editor-'));
let documents = 0;

beforeAll(async () => {
  const installed = join(dir, 'node_modules', 'serverless-scf', 'schema');
  mkdirSync(installed, { recursive: true });
  copyFileSync(join(__dirname, '..', '..', 'schema', 'service.json'), join(installed, 'service.json'));
  await server.start(dir);
});

afterAll(async () => {
  await server.stop();
  rmSync(dir, { recursive: true });
});

const modeline = '# yaml-language-server: $schema=./node_modules/serverless-scf/schema/service.json';
const head = `${modeline}\nservice: shop\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\n`;
const inFunction = `${head}functions:\n  hello:\n    handler: index.main_handler\n    `;

/** A document in the editor; `|` says where the cursor stands. */
function documentOf(written: string) {
  const before = written.slice(0, Math.max(written.indexOf('|'), 0)).split('\n');
  const position: Place = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { path: join(dir, `serverless.${(documents += 1)}.yml`), text: written.replace('|', ''), position };
}

async function labelsAt(written: string): Promise<string[]> {
  const { path, text, position } = documentOf(written);
  void server.open(path, text);
  return (await server.completions(path, position)).map(({ label }) => label);
}

/** What is wrong with a document: each message with the line that it marks. */
async function problemsOf(text: string): Promise<string[]> {
  const problems = await server.open(documentOf('').path, text);
  return problems.map(({ message, range }) => `${text.split('\n')[range.start.line]?.trim() ?? ''} → ${message}`);
}

describe('completes', () => {
  it.each([
    {
      where: 'the options of a function',
      written: `${inFunction}|`,
      offers: ['reservedConcurrency', 'provisionedConcurrency', 'asyncRunEnable', 'timeout'],
    },
    { where: 'a name that has begun', written: `${inFunction}re|`, offers: ['reservedConcurrency', 'retryNum'] },
    { where: 'the options of a provider', written: `${head}  |`, offers: ['region', 'memorySize', 'environment'] },
    { where: 'runtimes', written: `${inFunction}runtime: |`, offers: ['Nodejs18.15', 'Python3.10', 'CustomImage'] },
    { where: 'true and false', written: `${inFunction}asyncRunEnable: |`, offers: ['true', 'false'] },
    { where: 'the forms of a quota', written: `${inFunction}reservedConcurrency: |`, offers: ['{ instances }', '{ quotaMB }'] },
    {
      where: 'what is inside of one',
      written: `${inFunction}provisionedConcurrency:\n      |`,
      offers: ['instances', 'quotaMB', 'schedule', 'tracking'],
    },
    { where: 'triggers', written: `${inFunction}events:\n      - |`, offers: ['timer', 'cos', 'apigw', 'ckafka', 'cmq', 'cls'] },
    { where: 'a whole function', written: `${head}functions:\n  |`, offers: ['function'] },
    { where: 'functions of a list of maps', written: `${head}functions:\n  - hello:\n      |`, offers: ['handler', 'reservedConcurrency'] },
    { where: 'the top of a service', written: `${head}|`, offers: ['functions', 'custom', 'plugins'] },
    { where: 'the knobs', written: `${head}custom:\n  scf:\n    engine:\n      |`, offers: ['keepAliveSec', 'burstPerMinute'] },
    { where: 'the words of a knob', written: `${head}custom:\n  scf:\n    engine:\n      asyncDequeue: |`, offers: ['hold', 'eager'] },
  ])('$where', async ({ written, offers }) => {
    expect(await labelsAt(written)).toEqual(expect.arrayContaining(offers));
  });

  it('never what does not belong there', async () => {
    expect(await labelsAt(`${inFunction}|`)).not.toEqual(expect.arrayContaining(['region']));
  });
});

it.each([
  { over: 'timeo|ut: 3', says: ['Unit: s. Default: `3`.', '单位：s。默认值：`3`。'] },
  { over: 'reservedConcurren|cy: { instances: 10 }', says: ['Reserved quota (最大独占配额).', '纯数字的单位是 MB'] },
  { over: 'type: we|b', says: ['Event function, or Web function.', '* `web`'] },
])('says what an option is, in both languages: $over', async ({ over, says }) => {
  const { path, text, position } = documentOf(inFunction + over);
  void server.open(path, text);
  const shown = await server.hover(path, position);
  for (const words of says) expect(shown).toContain(words);
});

it.each([
  { what: 'a wrong type', line: 'timeout: true', says: 'must be a whole number, or a variable ${…}（应为整数，或变量 ${…}）' },
  { what: 'a unit', line: 'memorySize: 1gb', says: 'must be a whole number, or a variable ${…}（应为整数，或变量 ${…}）' },
  { what: 'a number that is too large', line: 'timeout: 86401', says: 'Value is above the maximum of 86400.' },
  { what: 'an unknown key', line: 'reservedConcurency: 1280', says: 'Property reservedConcurency is not allowed.' },
  { what: 'a missing key', line: 'vpc: { vpcId: x }', says: 'Missing property "subnetId".' },
  { what: 'a word that is not one of its values', line: 'type: wep', says: 'Value is not accepted. Valid values: "event", "web".' },
  {
    what: 'an unknown key in one form of several',
    line: 'reservedConcurrency: { instance: 3 }',
    says: 'must be a whole number or a map of quotaMB, instances, or a variable ${…}（应为整数或含 quotaMB, instances 的映射，或变量 ${…}）',
  },
])('marks $what', async ({ line, says }) => {
  expect(await problemsOf(inFunction + line)).toEqual([`${line} → ${says}`]);
});

it.each([
  {
    what: 'with variables wherever a value may stand',
    text: `${modeline}
service: \${self:custom.name}
frameworkVersion: '4'
useDotenv: true
plugins: [serverless-scf]
provider:
  name: tencent
  region: \${opt:region, 'ap-guangzhou'}
  runtime: \${self:custom.runtime}
  memorySize: \${param:memory, 256}
  environment: \${file(env.yml)}
params:
  default: { memory: 512 }
functions:
  hello:
    handler: index.\${self:custom.method}
    timeout: \${env:TIMEOUT, 3}
    asyncRunEnable: \${self:custom.async}
    type: \${self:custom.type}
    reservedConcurrency:
      instances: \${self:custom.instances}
    provisionedConcurrency: \${self:custom.provisioned}
    vpc: \${file(vpc.yml):\${sls:stage}}
    events:
      - timer: \${self:custom.cron}
      - \${file(event.yml)}
    layers:
      - \${self:custom.layer}
      - name: base
        version: \${self:custom.version}
custom:
  name: shop
  others: { any: thing }
  scf:
    profile: \${self:custom.profile}
    account:
      quotaMB: \${self:custom.quota}
    engine:
      keepAliveSec: \${self:custom.keep}
      asyncDequeue: \${self:custom.dequeue}
`,
  },
  {
    what: 'of bare names and lists of maps',
    text: `${modeline}\nservice: shop\nprovider: tencent\nfunctions:\n  - \${file(a.yml)}\n  - hello: { runtime: Go1 }\n`,
  },
  {
    what: 'with anchors and merges',
    text: `${inFunction}environment: &e { A: 1 }\n  other:\n    <<: { handler: b.main_handler, timeout: 5 }\n    environment: *e\n`,
  },
  { what: 'that is not written to its end', text: `${inFunction}timeout:\n    vpc:\n  other:\ncustom:\n` },
])('finds nothing wrong with a service $what', async ({ text }) => {
  expect(await problemsOf(text)).toEqual([]);
});
