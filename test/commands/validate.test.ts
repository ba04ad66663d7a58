import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { UsageError, type ExitCode, type Output } from '../../src/commands/output';
import { validate, validateService, type ValidateOptions } from '../../src/commands/validate';
import type { Lang } from '../../src/messages';

const fixtures = join(__dirname, '..', '..', 'fixtures', 'validate');

interface Printed {
  readonly code: ExitCode;
  readonly out: string;
}

function outputTo(lines: string[], lang: Lang): Output {
  return { out: (text) => lines.push(text), err: (text) => lines.push(`err: ${text}`), colour: false, lang };
}

async function run(options: Partial<ValidateOptions>, lang: Lang = 'en'): Promise<Printed> {
  const lines: string[] = [];
  const code = await validate({ dir: join(fixtures, 'mistakes'), env: {}, ...options }, outputTo(lines, lang));
  return { code, out: lines.join('\n') };
}

async function runText(text: string, options: Partial<ValidateOptions> = {}): Promise<Printed> {
  const dir = mkdtempSync(join(tmpdir(), 'scf-validate-'));
  writeFileSync(join(dir, 'serverless.yml'), text);
  writeFileSync(join(dir, 'index.js'), 'exports.main_handler = () => 1;\n');
  try {
    return await run({ dir, ...options });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

interface Json {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly line: number;
    readonly column: number;
    readonly rule: string;
    readonly message: string;
    readonly fix: string;
  }[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly infos: number };
}

/** A service of one function, and the mistakes that are refused, each with the fix that its message gives. */
const service = (options: string): string =>
  `service: shop\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\nfunctions:\n  hello:\n    handler: index.main_handler\n${options}`;

const mistakes = [
  {
    text: '    memorySize: 256\n    provisionedConcurrency: 300\n',
    code: 'SCF202',
    rule: 'S25',
    line: 9,
    column: 29,
    en: { message: '300 MB = 1 × 256 MB + 44 MB', fix: 'write 256 (1 instance), 512 (2 instances) or { instances: n }' },
    zh: { message: '300 MB = 1 × 256 MB + 44 MB', fix: '请写 256（1 个实例）、512（2 个实例）或 { instances: n }' },
    fixed: [
      '    memorySize: 256\n    provisionedConcurrency: 256\n',
      '    memorySize: 256\n    provisionedConcurrency: 512\n',
      '    memorySize: 256\n    provisionedConcurrency: { instances: 2 }\n',
    ],
  },
  {
    text: '    reservedConcurrency: 115201\n',
    code: 'SCF203',
    rule: 'S16',
    line: 8,
    column: 26,
    en: {
      message: '115201 MB are allocated, 1 MB more than the 115200 MB possible (account quota 128000 MB − floor 12800 MB)',
      fix: 'lower reservedConcurrency of hello to 115200 MB',
    },
    zh: {
      message: '已分配 115201 MB，比可分配的 115200 MB（账号配额 128000 MB − 不可分配的 12800 MB）多 1 MB',
      fix: '请把 hello 的 reservedConcurrency 降到 115200 MB',
    },
    fixed: ['    reservedConcurrency: 115200\n', '    reservedConcurrency: 115201\ncustom: { scf: { account: { quotaMB: 128001 } } }\n'],
  },
  {
    text: '    memorySize: 256\n    reservedConcurrency: 5\n',
    code: 'SCF204',
    rule: 'S18',
    line: 9,
    column: 26,
    en: { message: '5 instances would be 1280 MB', fix: 'write { instances: 5 } (1280 MB) if you mean instances, or 256 or more if you mean MB' },
    zh: { message: '5 个实例为 1280 MB', fix: '若指实例数，请写 { instances: 5 }（1280 MB）；若指 MB，请写 256 或更大' },
    fixed: ['    memorySize: 256\n    reservedConcurrency: { instances: 5 }\n', '    memorySize: 256\n    reservedConcurrency: 256\n'],
  },
  {
    text: '    timeout: 3600\n',
    code: 'SCF301',
    rule: 'S72',
    line: 8,
    column: 14,
    en: {
      message: '"hello" may run 3600 s, 2700 s more than the 900 s of synchronous execution',
      fix: 'write timeout: 900 or less, or asyncRunEnable: true (then up to 86400 s)',
    },
    zh: {
      message: '函数“hello”的超时时间为 3600 秒，比同步执行的上限 900 秒多 2700 秒',
      fix: '请写 timeout: 900 或更小，或开启异步执行 asyncRunEnable: true（上限 86400 秒）',
    },
    fixed: ['    timeout: 900\n', '    timeout: 3600\n    asyncRunEnable: true\n'],
  },
];

it.each(mistakes)(
  'refuses $code with place, rule, arithmetic and fix, and accepts the fix',
  async ({ text, code, rule, line, column, en, zh, fixed }) => {
    const dir = mkdtempSync(join(tmpdir(), 'scf-validate-'));
    writeFileSync(join(dir, 'serverless.yml'), service(text));
    for (const [lang, words] of [
      ['en', en],
      ['zh', zh],
    ] as const) {
      const { code: exit, out } = await run({ dir, format: 'json' }, lang);
      const fault = (JSON.parse(out) as Json).diagnostics.find((one) => one.code === code);
      expect(fault).toMatchObject({
        rule,
        line,
        column,
        message: expect.stringContaining(words.message) as string,
        fix: expect.stringContaining(words.fix) as string,
      });
      const shown = await run({ dir }, lang);
      expect(shown.out).toContain(`serverless.yml:${line}:${column}`);
      expect(shown.out).toContain(words.fix);
      expect([exit, shown.code]).toEqual([1, 1]);
    }
    rmSync(dir, { recursive: true });
    for (const better of fixed) expect((await runText(service(better))).code).toBe(0);
  },
);

it('finds the four mistakes of a service, and nothing wrong once they are corrected', async () => {
  const { code, out } = await run({ format: 'json' });
  const { diagnostics, summary } = JSON.parse(out) as Json;
  expect(code).toBe(1);
  expect(diagnostics.filter(({ code: name }) => name < 'SCF500').map((one) => `${one.line}:${one.column} ${one.code}`)).toEqual([
    '13:29 SCF202',
    '17:26 SCF205',
    '17:26 SCF203',
    '20:26 SCF204',
    '23:14 SCF301',
  ]);
  expect(summary).toMatchObject({ errors: 4, warnings: 1 });
  const corrected = await run({ dir: join(fixtures, 'corrected') });
  expect(corrected.code).toBe(0);
  expect(corrected.out).toContain('serverless.yml: 4 functions checked, nothing is wrong');
  expect(corrected.out).toMatch(/checkout\s*│\s*64000/);
});

it.each(['mistakes', 'corrected'])('prints JSON of the published shape: %s', async (name) => {
  const ajv = new Ajv({ strict: false });
  const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', 'diagnostic.json'), 'utf8')) as object;
  const check = ajv.compile(schema);
  check(JSON.parse((await run({ dir: join(fixtures, name), format: 'json' })).out));
  expect(check.errors).toBeNull();
});

it.each([
  { text: undefined, options: {}, code: 2, says: 'SCF110' },
  { text: 'a: [', options: {}, code: 1, says: 'serverless.yml:1:5' },
  { text: service(''), options: {}, code: 0, says: 'serverless.yml: 1 function checked' },
  { text: service('    layers: [{ name: base, version: 1 }]\n'), options: {}, code: 0, says: 'info SCF503' },
  { text: service('    asyncRunEnable: true\n'), options: {}, code: 0, says: 'warning SCF304' },
  { text: service('    description: ${env:NONE}\n'), options: {}, code: 1, says: 'serverless.yml:8:18  error SCF111' },
  { text: service('    description: ${param:what}\n'), options: { param: ['what=a=b'] }, code: 0, says: 'checked' },
])('ends with $code and says $says', async ({ text, options, code, says }) => {
  const printed = text === undefined ? await run({ dir: fixtures, ...options }) : await runText(text, options);
  expect(printed.code).toBe(code);
  expect(printed.out).toContain(says);
});

it('names the framework where only it can read the service', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'scf-validate-'));
  writeFileSync(join(dir, 'serverless.ts'), 'throw new Error("ran");');
  const { code, out } = await run({ dir });
  rmSync(dir, { recursive: true });
  expect(code).toBe(2);
  expect(out).toContain('sls scf validate');
  expect(out).toContain('sls invoke local');
});

it.each([{ format: 'xml' }, { format: '' }, { param: ['nothing'] }, { param: ['=x'] }])('refuses %j as asked wrongly', async (options) => {
  await expect(run(options)).rejects.toThrow(UsageError);
});

it('checks a service that the framework has read, and finds its places in the file', async () => {
  const lines: string[] = [];
  const dir = join(fixtures, 'mistakes');
  const values = {
    service: 'shop',
    provider: { name: 'tencent', runtime: 'Nodejs18.15', memorySize: 256 },
    functions: { search: { handler: 'index.main_handler', provisionedConcurrency: 300, events: [], name: 'shop-dev-search' } },
  };
  const text = readFileSync(join(dir, 'serverless.yml'), 'utf8');
  const options = { dir, env: {} };
  const known = { service: values, dir, file: 'serverless.yml', text };
  expect(await validateService({ known, options }, { format: 'text' }, outputTo(lines, 'en'))).toBe(1);
  expect(lines.join('\n')).toContain('serverless.yml:13:29  error SCF202');
  // A program has no lines to point at.
  const program = { service: values, dir, file: 'serverless.ts' };
  expect(await validateService({ known: program, options }, {}, outputTo(lines, 'en'))).toBe(1);
  expect(lines.at(-1)).toMatch(/serverless\.ts.*functions\.search\.provisionedConcurrency.*error SCF202/);
});
