import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { addToZip, filesOf, packZip, ZipFault, type PackedFile } from '../../src/archive';

const limits = { unzippedBytes: 1e9, zipEntries: 1_000 };
const text = (content: string): Uint8Array => Buffer.from(content);

async function packed(files: readonly PackedFile[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  await packZip(files, (piece) => pieces.push(piece));
  return Buffer.concat(pieces);
}

const file = (name: string, content: string | Uint8Array, executable = false): PackedFile => ({
  name,
  executable,
  content: async () => Buffer.from(content),
});

async function contents(zip: Buffer): Promise<unknown[]> {
  return Promise.all(
    filesOf(zip, limits).map(async ({ name, executable, bytes, content }) => [
      name,
      executable,
      bytes,
      Buffer.from(await content()).toString('base64'),
    ]),
  );
}

const names = fc
  .uniqueArray(fc.array(fc.stringMatching(/^[a-zA-Z_é云0-9-]{1,6}$/), { minLength: 1, maxLength: 3 }), {
    maxLength: 8,
    selector: (parts) => parts.join('/'),
  })
  .map((paths) => paths.map((parts) => parts.join('/')))
  .filter((paths) => !paths.some((path) => paths.some((other) => other.startsWith(`${path}/`))));

const trees = names.chain((paths) =>
  fc.tuple(...paths.map((name) => fc.record({ name: fc.constant(name), content: fc.uint8Array({ maxLength: 300 }), executable: fc.boolean() }))),
);

describe('a packed archive', () => {
  it('holds what was put in, and has the same bytes in whatever order it came', async () => {
    await fc.assert(
      fc.asyncProperty(trees, fc.nat(), async (tree, turn) => {
        const files = tree.map(({ name, content, executable }) => file(name, content, executable));
        const turned = [...files.slice(turn % (files.length + 1)), ...files.slice(0, turn % (files.length + 1))].reverse();
        const zip = await packed(files);
        expect((await packed(turned)).equals(zip)).toBe(true);
        const wanted = tree.map(({ name, content, executable }) => [name, executable, content.length, Buffer.from(content).toString('base64')]);
        expect(new Set((await contents(zip)).map((each) => JSON.stringify(each)))).toEqual(new Set(wanted.map((each) => JSON.stringify(each))));
      }),
      { numRuns: 100 },
    );
  });

  it('is read by another reader, and keeps modes 0755 and 0644', async () => {
    const zip = await packed([file('b.txt', 'x'.repeat(3_000_000)), file('a/run.sh', '#!/bin/sh\n', true), file('empty', '')]);
    expect(Object.entries(unzipSync(zip)).map(([name, { length }]) => [name, length])).toEqual([
      ['a/run.sh', 10],
      ['b.txt', 3_000_000],
      ['empty', 0],
    ]);
    const modes = [...zip.toString('latin1').matchAll(/PK\x01\x02[^]{34}([^]{4})/g)].map(
      ([, attrs = '']) => Buffer.from(attrs, 'latin1').readUInt32LE(0) >>> 16,
    );
    expect(modes).toEqual([0o100755, 0o100644, 0o100644]);
  });

  it('has the same bytes in every time zone (F45)', () => {
    const source = join(__dirname, '..', '..', 'src', 'archive', 'pack.ts');
    const { outputFiles } = buildSync({ entryPoints: [source], bundle: true, platform: 'node', format: 'cjs', write: false });
    const script = `${outputFiles[0]?.text ?? ''}
      const files = [{ name: 'a', executable: true, content: async () => Buffer.from('1') }];
      module.exports.packZip(files, (piece) => process.stdout.write(Buffer.from(piece).toString('hex')));`;
    const packedIn = (TZ: string): string => execFileSync(process.execPath, ['-e', script], { env: { ...process.env, TZ }, encoding: 'utf8' });
    const [first, ...others] = ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati'].map(packedIn);
    expect(first).toMatch(/^504b0304/);
    expect(others).toEqual([first, first]);
  });
});

describe('the files of an archive', () => {
  it.each<[what: string, zip: Zippable]>([
    ['a file twice', { 'a.js': text('1'), './a.js': text('2') }],
    ['a file that is a folder, too', { a: text('1'), 'a/b': text('2') }],
    ['a file that is an empty folder, too', { a: text('1'), 'a/': text('') }],
  ])('are refused with %s', (_what, zip) => {
    expect(() => filesOf(Buffer.from(zipSync(zip)), limits)).toThrow(ZipFault);
  });

  it.each(['../x', '/x', 'C:x'])('are refused when one is %s, in both languages', (name) => {
    const fault = faultOf(() => filesOf(Buffer.from(zipSync({ [name]: text('1') })), limits));
    expect(fault.say('en')).toBe(fault.message);
    expect(fault.say('zh')).toMatch(/[一-鿿]/);
  });

  it('are sorted by their bytes, and folders are none', () => {
    const zip = zipSync({ 'b/': text(''), Z: text('1'), a: text('2'), 云: text('3'), 'b/c': text('4') });
    expect(filesOf(Buffer.from(zip), limits).map(({ name }) => name)).toEqual(['Z', 'a', 'b/c', '云']);
  });
});

function faultOf(work: () => unknown): ZipFault {
  try {
    work();
  } catch (error) {
    if (error instanceof ZipFault) return error;
  }
  throw new Error('nothing was refused');
}

describe('files added to an archive', () => {
  it('are in it, in place of those of their names; others stay, with their modes', async () => {
    const zip = await packed([file('a.js', 'old'), file('run', '#!', true), file('lib/b.js', 'b'.repeat(10_000))]);
    const added = await addToZip(
      zip,
      [
        { name: 'a.js', content: text('new') },
        { name: 'src/c.js', content: text('c') },
      ],
      limits,
    );
    expect(await contents(added)).toEqual([
      ['a.js', false, 3, Buffer.from('new').toString('base64')],
      ['lib/b.js', false, 10_000, Buffer.from('b'.repeat(10_000)).toString('base64')],
      ['run', true, 2, Buffer.from('#!').toString('base64')],
      ['src/c.js', false, 1, Buffer.from('c').toString('base64')],
    ]);
    expect(Object.keys(unzipSync(added)).sort()).toEqual(['a.js', 'lib/b.js', 'run', 'src/c.js']);
  });

  it('are not added to a broken one', async () => {
    const zip = Buffer.from(zipSync({ a: [text('hello world'), { level: 0 }] }));
    zip.write('jello', zip.indexOf('hello'));
    await expect(addToZip(zip, [], limits)).rejects.toThrow(ZipFault);
  });
});
