import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { unzipSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { codeRoutes } from '../../../src/api/control';
import { unzip, ZipFault } from '../../../src/archive';
import type { ApiEnv } from '../../../src/api/transport';
import { CodeStore, hashOf } from '../../../src/api/control/code';
import { controlLimits } from '../../../src/api/control/figures';
import { functionPlan } from '../../scf/plans';
import { cleanStages, code, creation, newFolder, stage } from './stage';

afterAll(cleanStages);

const text = (content: string): Uint8Array => Buffer.from(content);

/** Unpack into a folder of its own, inside of one that must stay empty otherwise. */
async function unpacked(zip: Uint8Array, limits: Partial<typeof controlLimits> = {}): Promise<string> {
  const folder = join(newFolder(), 'into');
  mkdirSync(folder);
  await unzip(Buffer.from(zip), folder, { ...controlLimits, ...limits });
  return folder;
}

describe('an archive', () => {
  it('is unpacked: stored and deflated, empty files and folders, names of any language', async () => {
    const folder = await unpacked(
      zipSync({
        'a.js': text('1'),
        'deep/er/b.txt': [text('2'.repeat(10_000)), { level: 9 }],
        'stored.bin': [text('3'), { level: 0 }],
        empty: text(''),
        '云/函数.js': text('4'),
        'folder/': text(''),
      }),
    );
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    expect([read('a.js'), read('deep/er/b.txt').length, read('stored.bin'), read('empty'), read('云/函数.js')]).toEqual(['1', 10_000, '3', '', '4']);
    expect(statSync(join(folder, 'folder')).isDirectory()).toBe(true);
  });

  it('may be empty, and have a comment', async () => {
    expect(readdirSync(await unpacked(zipSync({})))).toEqual([]);
    expect(readdirSync(await unpacked(zipSync({ a: text('1') }, { comment: 'x'.repeat(1_000) })))).toEqual(['a']);
  });

  (process.platform === 'win32'
    ? it.each([])
    : it.each([
        [0o755, true],
        [0o644, false],
      ]))('keeps that a file of mode %d may be run', async (mode, runs) => {
    const folder = await unpacked(zipSync({ scf_bootstrap: [text('#!/bin/sh'), { os: 3, attrs: (0o100000 | mode) << 16 }] }));
    expect((statSync(join(folder, 'scf_bootstrap')).mode & 0o111) !== 0).toBe(runs);
  });

  it.each<[what: string, why: RegExp, zip: Uint8Array]>([
    ['a path that climbs', /leads out/, zipSync({ '../evil.js': text('x') })],
    ['a path that climbs inside', /leads out/, zipSync({ 'a/../../evil.js': text('x') })],
    ['a path that climbs by backslashes', /leads out/, zipSync({ 'a\\..\\..\\evil.js': text('x') })],
    ['an absolute path', /absolute/, zipSync({ '/tmp/evil.js': text('x') })],
    ['an absolute path by a backslash', /absolute/, zipSync({ '\\evil.js': text('x') })],
    ['a drive', /absolute/, zipSync({ 'C:evil.js': text('x') })],
    ['a NUL', /NUL/, zipSync({ 'a\0.js': text('x') })],
    ['a symbolic link', /link/, zipSync({ link: [text('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] })],
    ['a device', /device/, zipSync({ tty: [text(''), { os: 3, attrs: 0o020666 << 16 }] })],
    ['a file that is a folder, too', /cannot be written/, zipSync({ a: text('x'), 'a/b': text('y') })],
    ['a name that is too long', /cannot be written/, zipSync({ ['n'.repeat(300)]: text('x') })],
    ['text', /no ZIP/, text('const zip = "none";\n'.repeat(100))],
    ['nothing', /no ZIP/, text('')],
    ['half an archive', /ZIP|cut off|damaged/, zipSync({ a: text('x'.repeat(1_000)) }).subarray(0, 60)],
  ])('with %s is refused, and nothing is written beside the folder', async (_what, why, zip) => {
    const outside = newFolder();
    const folder = join(outside, 'into');
    mkdirSync(folder);
    const fault = await unzip(Buffer.from(zip), folder, controlLimits).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(ZipFault);
    expect((fault as ZipFault).message).toMatch(why);
    expect(readdirSync(outside)).toEqual(['into']);
  });

  it('whose file has the name of another is refused', async () => {
    const zip = Buffer.from(zipSync({ aa: text('1'), ab: text('2') }));
    for (let at = zip.indexOf('ab'); at !== -1; at = zip.indexOf('ab', at)) zip.write('aa', at);
    await expect(unpacked(zip)).rejects.toThrow(/twice/);
  });

  it('that is larger inside than allowed is refused before anything is unpacked', async () => {
    const zip = zipSync({ a: text('x'.repeat(600)), b: text('x'.repeat(500)) });
    await expect(unpacked(zip, { unzippedBytes: 1_099 })).rejects.toThrow(/more than 1099 bytes/);
    expect(readdirSync(await unpacked(zip, { unzippedBytes: 1_100 }))).toEqual(['a', 'b']);
    await expect(unpacked(zip, { zipEntries: 1 })).rejects.toThrow(/2 entries; at most 1/);
  });

  it('that lies about the size of a file is refused', async () => {
    const zip = Buffer.from(zipSync({ a: text('x'.repeat(100_000)) }));
    const entry = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt32LE(10, entry + 24);
    await expect(unpacked(zip)).rejects.toThrow(/damaged, or larger/);
  });

  it('whose bytes have changed is refused', async () => {
    const zip = Buffer.from(zipSync({ a: [text('hello world'), { level: 0 }] }));
    zip.write('jello', zip.indexOf('hello'));
    await expect(unpacked(zip)).rejects.toThrow(/damaged/);
  });

  it('with any names stays inside its folder', async () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', '\\', '~', 'a\\..'), fc.string({ maxLength: 4 }));
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(name, async (path) => {
        fc.pre(path !== '');
        const outside = newFolder();
        const folder = join(outside, 'x', 'into');
        mkdirSync(folder, { recursive: true });
        // What the file system itself refuses is no archive's success.
        await unzip(Buffer.from(zipSync({ [path]: text('x') })), folder, controlLimits).catch(() => undefined);
        expect([readdirSync(outside), readdirSync(join(outside, 'x'))]).toEqual([['x'], ['into']]);
      }),
      { numRuns: 200 },
    );
  });

  it('of any bytes is refused or unpacked, and breaks nothing', async () => {
    const sound = Buffer.from(zipSync({ a: text('x'.repeat(200)), 'b/c': text('y') }));
    const flips = fc.array(fc.record({ at: fc.nat(sound.length - 1), to: fc.nat(255) }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const zip = Buffer.from(sound);
        for (const { at, to } of changes) zip[at] = to;
        const fault = await unpacked(zip).catch((error: unknown) => error);
        if (fault instanceof Error) expect(fault).toBeInstanceOf(ZipFault);
      }),
      { numRuns: 300 },
    );
  });
});

describe('uploaded code', () => {
  const zip = Buffer.from(code, 'base64');

  it('is refused above 50 MB, by the number', async () => {
    const store = new CodeStore(newFolder(), { ...controlLimits, zipBytes: zip.length - 1 });
    await expect(store.keep(zip)).rejects.toMatchObject({
      code: 'InvalidParameterValue.ZipFile',
      message: expect.stringContaining(`${zip.length} bytes`),
    });
    expect(controlLimits.zipBytes).toBe(52_428_800);
  });

  it('is there once, however often it comes, and goes when nobody holds or uses it', async () => {
    const dir = newFolder();
    const store = new CodeStore(dir, controlLimits);
    const [first, second] = await Promise.all([store.keep(zip), store.keep(zip)]);
    expect(first).toEqual(second);
    expect(first).toEqual({ sha256: hashOf(zip), bytes: zip.length });
    expect(readdirSync(dir)).toHaveLength(2);
    store.release(first.sha256);
    await store.remove(first.sha256, () => false);
    expect(existsSync(store.dirOf(first.sha256))).toBe(true);
    store.release(first.sha256);
    await store.remove(first.sha256, () => true);
    expect(existsSync(store.dirOf(first.sha256))).toBe(true);
    await store.remove(first.sha256, () => false);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is whole or not there: what an engine that was killed had begun is made anew, or goes', async () => {
    const dir = newFolder();
    const store = new CodeStore(dir, controlLimits);
    mkdirSync(join(dir, '.new-1', 'code'), { recursive: true });
    mkdirSync(store.dirOf(hashOf(zip)));
    expect(await store.has(hashOf(zip))).toBe(false);
    await store.keep(zip);
    store.release(hashOf(zip));
    expect(readdirSync(store.dirOf(hashOf(zip)))).toEqual(['index.js']);
    const other = 'f'.repeat(64);
    mkdirSync(join(dir, other));
    writeFileSync(join(dir, 'not ours'), '');
    await store.removeUnused((sha256) => sha256 === hashOf(zip));
    expect(readdirSync(dir).sort()).toEqual([hashOf(zip), `${hashOf(zip)}.zip`, 'not ours'].sort());
  });
});

describe('GetFunctionAddress', () => {
  async function served(url: string, made: ReturnType<typeof stage>): Promise<Response> {
    const app = new Hono<ApiEnv>();
    codeRoutes(made.plane)(app);
    return await app.request(url);
  }

  it('tells where the archive is, byte for byte as it was uploaded', async () => {
    const made = stage();
    await made.ask('CreateFunction', creation('resize'));
    await made.ask('PublishVersion', { FunctionName: 'resize' });
    const { Url = '', CodeSha256 } = await made.ask('GetFunctionAddress', { FunctionName: 'resize', Qualifier: '1' });
    expect(String(Url)).toMatch(/^http:\/\/127\.0\.0\.1:36000\/code\/default\/resize\/1\?sha256=/);
    const answer = await served(String(Url), made);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    expect(bytes.equals(Buffer.from(code, 'base64'))).toBe(true);
    expect(hashOf(bytes)).toBe(CodeSha256);
  });

  it.each([
    ['http://x/code/default/resize/1', 404],
    ['http://x/code/default/resize/%24LATEST?sha256=00', 404],
    ['http://x/code/default/nobody/1?sha256=00', 404],
    ['http://x/code/default/..%2f..%2fetc/1?sha256=00', 404],
  ])('gives nothing at %s', async (url, status) => {
    const made = stage();
    await made.ask('CreateFunction', creation('resize'));
    expect((await served(url, made)).status).toBe(status);
  });

  it('packs the folder of a service, without what is no code of it', async () => {
    const codeDir = newFolder();
    for (const folder of ['.git', '.serverless-scf', 'lib']) mkdirSync(join(codeDir, folder));
    for (const file of ['index.js', '.git/HEAD', '.serverless-scf/store', 'lib/a.js']) writeFileSync(join(codeDir, file), file);
    const made = stage({ functions: [functionPlan('a')], overrides: { codeDir } });
    const { Url, CodeSha256 } = await made.ask('GetFunctionAddress', { FunctionName: 'a' });
    expect(await made.ask('GetFunctionAddress', { FunctionName: 'shop-dev-a' })).toEqual({ Url, CodeSha256 });
    const bytes = new Uint8Array(await (await served(String(Url), made)).arrayBuffer());
    expect(Object.keys(unzipSync(bytes))).toEqual(['index.js', 'lib/a.js']);
  });

  it('has limits, too, and none for an image', async () => {
    const codeDir = newFolder();
    writeFileSync(join(codeDir, 'index.js'), 'x'.repeat(1_000));
    const small = stage({ functions: [functionPlan('a')], overrides: { codeDir }, limits: { unzippedBytes: 999 } });
    expect(await small.refused('GetFunctionAddress', { FunctionName: 'a' })).toBe('FailedOperation.GetFunctionAddress');
    const gone = stage({ functions: [functionPlan('a')], overrides: { codeDir: join(codeDir, 'none') } });
    expect(await gone.refused('GetFunctionAddress', { FunctionName: 'a' })).toBe('FailedOperation.GetFunctionAddress');
    await small.ask('CreateFunction', { FunctionName: 'image', Code: { ImageConfig: { ImageType: 'personal', ImageUri: 'x' } } });
    expect(await small.refused('GetFunctionAddress', { FunctionName: 'image' })).toBe('FailedOperation.GetFunctionAddress');
    expect(await small.refused('GetFunctionAddress', { FunctionName: 'a', Qualifier: '3' })).toBe('ResourceNotFound.Version');
  });
});
