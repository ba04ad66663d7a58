import fs, {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch } from 'diff';
import { validate, type ValidateOptions } from '../../../src/commands/validate';
import type { Lang } from '../../../src/messages';
import { recorded } from '../output';

let cwd = '';
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'scf-lint-')));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), text);
}

const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');

/** A service of one function, with its handler. */
function service(folder: string, options: string, name = 'shop', more = ''): void {
  const text = `service: ${name}\nprovider: { name: tencent, runtime: Nodejs18.15, memorySize: 256 }\n${more}functions:\n  hello:\n    handler: index.main_handler\n${options}`;
  write(join(folder, 'serverless.yml'), text);
  write(join(folder, 'index.js'), 'exports.main_handler = () => 1;\n');
}

async function ran(options: Partial<ValidateOptions> = {}, lang: Lang = 'en') {
  const output = recorded(lang);
  const code = await validate({ dir: cwd, env: {}, ...options }, output);
  return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
}

interface Json {
  readonly diagnostics: readonly { code: string; file: string; line: number; stages: readonly string[] | null; message: string }[];
  readonly summary: { errors: number; warnings: number; suppressed: number; baselined: number; services: number };
}

async function json(options: Partial<ValidateOptions> = {}): Promise<Json & { readonly code: number }> {
  const { code, out } = await ran({ format: 'json', ...options });
  return { code, ...(JSON.parse(out) as Json) };
}

const codes = ({ diagnostics }: Json): string[] => diagnostics.map(({ code, file, line }) => `${file}:${line} ${code}`);

describe('exit codes', () => {
  it.each([
    { options: '', failOn: 'info', code: 0, why: 'nothing is wrong' },
    { options: '    provisionedConcurrency: 300\n', failOn: 'error', code: 1, why: 'an error' },
    { options: '    reservedConcurrency: 300\n', failOn: undefined, code: 0, why: 'a warning' },
    { options: '    reservedConcurrency: 300\n', failOn: 'warning', code: 1, why: 'a warning, where it counts' },
    { options: '    provisionedConcurrency: 51200\n', failOn: 'warning', code: 0, why: 'advice' },
    { options: '    provisionedConcurrency: 51200\n', failOn: 'info', code: 1, why: 'advice, where it counts' },
  ])('$code for $why', async ({ options, failOn, code }) => {
    service('.', options);
    expect((await ran({ 'fail-on': failOn })).code).toBe(code);
  });

  it('2 where one of several folders has no service', async () => {
    service('a', '');
    mkdirSync(join(cwd, 'b'));
    expect((await ran({ words: ['a', 'b'] })).code).toBe(2);
  });
});

describe('several services', () => {
  beforeEach(() => {
    service('a', '    reservedConcurrency: 64000\n', 'aa');
    service('b', '    reservedConcurrency: 64000\n', 'bb');
  });

  it('S16: are summed, and each is named with its folder', async () => {
    const report = await json({ words: ['a', 'b'] });
    expect([report.code, codes(report), report.summary.services]).toEqual([1, ['b/serverless.yml:6 SCF203'], 2]);
    expect(report.diagnostics[0]?.message).toContain('aa-dev-hello');
    expect((await json({ words: ['a'] })).code).toBe(0);
  });

  it('show who holds how much', async () => {
    const { out } = await ran({ words: ['a', 'b'] });
    expect(out).toMatch(/aa-dev-hello[^\n]*64000/);
    expect(out).toMatch(/bb-dev-hello[^\n]*64000/);
  });
});

describe('stages', () => {
  beforeEach(() =>
    service(
      '.',
      '    provisionedConcurrency: ${param:warm}\n',
      'shop',
      'params: { default: { warm: 256 }, dev: {}, test: { warm: 512 }, prod: { warm: 300 } }\n',
    ),
  );

  it('are checked one at a time, unless all are asked for', async () => {
    expect(codes(await json())).toEqual([]);
    expect(codes(await json({ stage: 'prod' }))).toEqual(['serverless.yml:3 SCF202']);
    const all = await json({ 'all-stages': true });
    expect(all.diagnostics).toMatchObject([{ code: 'SCF202', stages: ['prod'] }]);
  });

  it('say nothing twice that is wrong at all of them', async () => {
    service('.', '    timeout: 901\n', 'shop', 'params: { dev: {}, prod: {} }\n');
    expect((await json({ 'all-stages': true })).diagnostics).toMatchObject([{ code: 'SCF301', stages: null }]);
  });

  it('S5: hold the quota together, unless their accounts are told apart', async () => {
    const reserves = '    reservedConcurrency: 64000\n';
    service('.', reserves, 'shop', 'params: { dev: {}, prod: {} }\n');
    expect((await json({ 'all-stages': true })).diagnostics).toMatchObject([{ code: 'SCF203', stages: ['prod'] }]);
    service('.', reserves, 'shop', 'params: { dev: {}, prod: {} }\ncustom: { scf: { account: { name: "${sls:stage}" } } }\n');
    expect(codes(await json({ 'all-stages': true }))).toEqual([]);
  });
});

describe('suppression', () => {
  it('counts no more, but is counted', async () => {
    service('.', '    provisionedConcurrency: 300 # scf-ignore SCF202: the platform took it\n');
    expect(await json()).toMatchObject({ code: 0, diagnostics: [], summary: { errors: 0, suppressed: 1 } });
  });

  it('needs a reason and a fault', async () => {
    service('.', '    provisionedConcurrency: 256 # scf-ignore SCF202: gone\n    reservedConcurrency: 1000 # scf-ignore SCF205\n');
    expect(codes(await json({}))).toEqual(['serverless.yml:6 SCF505', 'serverless.yml:7 SCF205', 'serverless.yml:7 SCF506']);
  });
});

describe('a baseline', () => {
  it('takes what is there, lets new faults through, and says when it is old', async () => {
    service('.', '    provisionedConcurrency: 300\n');
    const baseline = 'scf-baseline.json';
    expect(await ran({ baseline, 'update-baseline': true })).toMatchObject({ code: 0, out: '', err: expect.stringContaining('1 finding written') });
    expect(await json({ baseline })).toMatchObject({ code: 0, diagnostics: [], summary: { baselined: 1 } });
    service('.', '    timeout: 901\n    provisionedConcurrency: 300\n');
    expect(codes(await json({ baseline }))).toEqual(['serverless.yml:6 SCF301']);
    service('.', '');
    expect(await json({ baseline, 'fail-on': 'warning' })).toMatchObject({ code: 0, diagnostics: [{ code: 'SCF507' }] });
  });

  it('means the same wherever the command runs', async () => {
    service('services/a', '    provisionedConcurrency: 300\n');
    await ran({ words: ['services/a'], baseline: 'known.json', 'update-baseline': true });
    const inside = { dir: join(cwd, 'services/a'), baseline: '../../known.json' };
    expect(await json(inside)).toMatchObject({ code: 0, diagnostics: [], summary: { baselined: 1 } });
  });

  it('stays as it is on a full disk, and is not begun there', async () => {
    service('.', '    provisionedConcurrency: 300\n');
    const update = { baseline: 'b.json', 'update-baseline': true };
    const full = (file: fs.PathOrFileDescriptor): never => {
      jest.restoreAllMocks();
      writeFileSync(file, '');
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    };
    jest.spyOn(fs, 'writeFileSync').mockImplementationOnce(full);
    await expect(ran(update)).rejects.toThrow('b.json cannot be written: ENOSPC');
    expect(readdirSync(cwd).sort()).toEqual(['index.js', 'serverless.yml']);
    await ran(update);
    const before = read('b.json');
    service('.', '    timeout: 901\n');
    jest.spyOn(fs, 'writeFileSync').mockImplementationOnce(full);
    await expect(ran(update)).rejects.toThrow('b.json cannot be written: ENOSPC');
    expect([read('b.json'), readdirSync(cwd).sort()]).toEqual([before, ['b.json', 'index.js', 'serverless.yml']]);
  });

  it.each([
    { text: undefined, says: 'ENOENT' },
    { text: '{', says: 'b.json is no baseline' },
    { text: '{"version":2}', says: 'newer' },
    { text: '{"version":1,"findings":[{}]}', says: 'findings[0]' },
  ])('is refused when it is $text', async ({ text, says }) => {
    service('.', '');
    if (text !== undefined) write('b.json', text);
    await expect(ran({ baseline: 'b.json' })).rejects.toThrow(says);
  });
});

describe('--fix', () => {
  const broken = '    memroySize: 256 # the old name\n    provisionedConcurrency: 300   # warm\n    timeout: 901\n';

  it('changes what is safe, keeps the rest as it was, and reports what is left', async () => {
    service('.', broken);
    const before = read('serverless.yml');
    const { code, out, err } = await ran({ fix: true });
    expect(read('serverless.yml')).toBe(before.replace('memroySize', 'memorySize').replace('300', '256'));
    expect(err).toBe('2 fixes applied in 1 file');
    expect(out).toContain('SCF301');
    expect(out).not.toContain('SCF202');
    expect(code).toBe(1);
    expect((await ran({ fix: true })).err).toBe('there is nothing that can be fixed safely');
  });

  it('changes nothing else of a file: its mark, its line ends, its mode, the link that leads to it', async () => {
    service('.', '');
    rmSync(join(cwd, 'serverless.yml'));
    const text =
      '\uFEFFservice: shop\r\nprovider: { name: tencent, runtime: Nodejs18.15 }\r\nfunctions:\r\n  hello: { handler: index.main_handler, memroySize: 256 }\r\n';
    write('real.yml', text);
    chmodSync(join(cwd, 'real.yml'), 0o640);
    symlinkSync('real.yml', join(cwd, 'serverless.yml'));
    await ran({ fix: true });
    expect(read('real.yml')).toBe(text.replace('memroySize', 'memorySize'));
    expect(lstatSync(join(cwd, 'serverless.yml')).isSymbolicLink()).toBe(true);
    if (process.platform !== 'win32') expect(statSync(join(cwd, 'real.yml')).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(['index.js', 'real.yml', 'serverless.yml']);
  });

  it('--dry-run: prints a patch and writes nothing', async () => {
    service('.', broken);
    const before = read('serverless.yml');
    const { out } = await ran({ fix: true, 'dry-run': true });
    expect(read('serverless.yml')).toBe(before);
    expect(out).toMatch(/^--- a\/serverless\.yml\n\+\+\+ b\/serverless\.yml\n@@/m);
    expect(out).toContain(
      '-    provisionedConcurrency: 300   # warm\n+    memorySize: 256 # the old name\n+    provisionedConcurrency: 256   # warm\n',
    );
  });
  it.each([
    { why: 'at its end', text: (line: string) => `service: shop\nprovider: { name: tencent }\nfunctions: {}\n${line}\n` },
    { why: 'blank lines after it', text: (line: string) => `service: shop\nprovider: { name: tencent }\nfunctions: {}\n${line}\n\n\n` },
    { why: 'no end of line', text: (line: string) => `service: shop\nprovider: { name: tencent }\n${line}` },
    { why: 'near its begin', text: (line: string) => `${line}\nservice: shop\nprovider: { name: tencent }\n` },
  ])('--dry-run: prints a patch that applies: $why', async ({ text }) => {
    const options = { autoConvertLineEndings: false };
    for (const mark of ['', '\uFEFF'])
      for (const ending of ['\n', '\r\n']) {
        const [before, after] = ['custom: { sfc: { profile: scf-2021 } }', 'custom: { scf: { profile: scf-2021 } }'].map(
          (line) => mark + text(line).replaceAll('\n', ending),
        );
        write('serverless.yml', before ?? '');
        const { out } = await ran({ fix: true, 'dry-run': true });
        // What is printed ends its line.
        expect(applyPatch(before ?? '', `${out}\n`, options)).toBe(after);
      }
  });
});

describe('--output', () => {
  it('writes the report to a file, and its counts to standard error', async () => {
    service('.', '    provisionedConcurrency: 300\n');
    expect(await ran({ output: 'report.json', format: 'json' })).toMatchObject({
      code: 1,
      out: '',
      err: '1 error, 0 warnings, 0 infos; written to report.json',
    });
    expect(JSON.parse(read('report.json'))).toMatchObject({ diagnostics: [{ code: 'SCF202' }] });
    expect((await ran({ output: 'report.json', format: 'json' }, 'zh')).err).toBe('1 个错误，0 个警告，0 条提示；已写入 report.json');
  });

  it('says when it cannot', async () => {
    service('.', '');
    await expect(ran({ output: 'none/report.json' })).rejects.toThrow('none/report.json cannot be written: ENOENT');
  });

  it('never takes the place of what is checked', async () => {
    service('.', '');
    const before = read('serverless.yml');
    await expect(ran({ output: './serverless.yml' })).rejects.toThrow('./serverless.yml is the configuration that is checked');
    await expect(ran({ output: 'serverless.yml' }, 'zh')).rejects.toThrow('serverless.yml 是所检查的配置文件');
    expect(read('serverless.yml')).toBe(before);
  });
});

it('names files as tools of a CI see them, from the root of the repository', async () => {
  service('services/a', '    provisionedConcurrency: 300\n');
  const { out } = await ran({ dir: join(cwd, 'services'), words: ['a'], format: 'github', env: { GITHUB_WORKSPACE: cwd } });
  expect(out).toContain('::error file=services/a/serverless.yml,line=6');
});
