import { createHash } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { packageOf, packagesOf } from '../../../src/deploy/code';
import { artifact, cleanFolders, faultOf, newFolder, noise, zipped, type ArtifactFile } from './artifacts';

afterAll(cleanFolders);

const service: readonly ArtifactFile[] = [
  { name: 'index.js', content: 'exports.main = () => 1;' },
  { name: 'scf_bootstrap', content: '#!/bin/sh\n', executable: true },
  { name: 'node_modules/a/index.js', content: 'a'.repeat(20_000) },
];

describe('a package', () => {
  it('has the facts of what is in it', async () => {
    const { facts, files, bytes } = await packageOf(artifact(service));
    const zip = await bytes();
    expect(facts).toEqual({
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      zipSha256: createHash('sha256').update(zip).digest('hex'),
      zipBytes: zip.length,
      unzippedBytes: 23 + 10 + 20_000,
      files: 3,
    });
    expect(files.map(({ name, executable }) => [name, executable])).toEqual([
      ['index.js', false],
      ['node_modules/a/index.js', false],
      ['scf_bootstrap', true],
    ]);
    expect(Buffer.from(unzipSync(zip)['index.js'] ?? []).toString()).toBe('exports.main = () => 1;');
  });

  it('F45: is the same, byte for byte, in whatever order, on whatever day and however well it was packed', async () => {
    const tree = fc.uniqueArray(
      fc.record({ name: fc.stringMatching(/^[a-z]{1,4}\.js$/), content: fc.string({ maxLength: 200 }), executable: fc.boolean() }),
      { minLength: 1, maxLength: 6, selector: ({ name }) => name },
    );
    const packing = fc.record({
      level: fc.constantFrom(0 as const, 1 as const, 9 as const),
      mtime: fc.date({ min: new Date(1981, 0, 1), max: new Date(2090, 0, 1), noInvalidDate: true }),
    });
    await fc.assert(
      fc.asyncProperty(tree, packing, packing, async (files, one, other) => {
        const a = await packageOf(artifact(files, one));
        const b = await packageOf(artifact([...files].reverse(), other));
        expect(b.facts).toEqual(a.facts);
        expect((await b.bytes()).equals(await a.bytes())).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it.each<[what: string, changed: readonly ArtifactFile[]]>([
    ['a content', service.map((file) => (file.name === 'index.js' ? { ...file, content: 'exports.main = () => 2;' } : file))],
    ['a name', service.map((file) => (file.name === 'index.js' ? { ...file, name: 'Index.js' } : file))],
    ['that a file may be executed', service.map((file) => ({ ...file, executable: true }))],
    ['a file more', [...service, { name: 'b.js', content: '' }]],
    ['a file fewer', service.slice(1)],
  ])('is another one with %s changed', async (_what, changed) => {
    const [before, after] = [await packageOf(artifact(service)), await packageOf(artifact(changed))];
    expect(after.facts.contentHash).not.toBe(before.facts.contentHash);
    expect(after.facts.zipSha256).not.toBe(before.facts.zipSha256);
  });

  it('tells files apart where names and contents run together', async () => {
    const one = await packageOf(
      artifact([
        { name: 'a', content: 'b' },
        { name: 'c', content: '' },
      ]),
    );
    const other = await packageOf(
      artifact([
        { name: 'a', content: '' },
        { name: 'c', content: 'b' },
      ]),
    );
    expect(other.facts.contentHash).not.toBe(one.facts.contentHash);
  });

  it('does not differ by folders, which are where files are', async () => {
    const plain = await packageOf(artifact(['lib/a.js']));
    expect((await packageOf(artifact(['lib/a.js', { name: 'lib/', content: '' }, { name: 'tmp/', content: '' }]))).facts).toEqual(plain.facts);
  });

  it('that is large is packed again for its upload, and gives the same', async () => {
    const { facts, bytes } = await packageOf(artifact([{ name: 'model.bin', content: noise(5_000_000) }]));
    const zip = await bytes();
    expect([zip.length, createHash('sha256').update(zip).digest('hex')]).toEqual([facts.zipBytes, facts.zipSha256]);
    expect(facts.zipBytes).toBeGreaterThan(4 * 1024 * 1024);
  });

  it('whose artifact changes after the plan is not uploaded', async () => {
    const path = artifact([{ name: 'model.bin', content: noise(5_000_000) }]);
    const { bytes } = await packageOf(path);
    writeFileSync(path, zipped(['index.js']));
    expect(await faultOf(bytes)).toMatchObject({ code: 'packageChanged', en: expect.stringContaining(path) });
  });

  it('that several functions share is read once', async () => {
    const path = artifact(service);
    const packages = await packagesOf(
      new Map([
        ['a', path],
        ['b', path],
      ]),
    );
    expect(packages.get('b')).toBe(packages.get('a'));
  });
});

describe('an artifact is refused', () => {
  const symbolic = (): string => {
    const path = artifact(['link']);
    const zip = Buffer.from(zipped(['link']));
    zip.writeUInt32LE((0o120777 << 16) >>> 0, zip.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 38);
    writeFileSync(path, zip);
    return path;
  };
  const written = (content: string): string => {
    const path = join(newFolder(), 'package.zip');
    writeFileSync(path, content);
    return path;
  };
  it.each<[what: string, path: () => string, code: string, says: RegExp]>([
    ['that is not there', () => join(newFolder(), 'none.zip'), 'packageUnreadable', /ENOENT/],
    ['that is no archive', () => written('text'), 'packageBroken', /no ZIP/],
    ['that is empty', () => artifact([]), 'packageEmpty', /patterns/],
    ['that leads out of its folder', () => artifact(['../evil.js']), 'packageBroken', /leads out/],
    ['that holds a link', symbolic, 'packageBroken', /link/],
    ['that holds a file twice', () => artifact(['a.js', './a.js']), 'packageBroken', /twice/],
  ])('%s', async (_what, path, code, says) => {
    const fault = await faultOf(() => packageOf(path()));
    expect(fault).toMatchObject({ code, en: expect.stringMatching(says), zh: expect.stringMatching(/[一-鿿]/) });
  });

  it('S150: above 500 MB unpacked, with the sums, before anything is unpacked', async () => {
    const path = artifact([
      { name: 'index.js', content: 'x' },
      { name: 'node_modules/@big/thing/a.bin', content: 'x' },
      { name: 'node_modules/@big/thing/b.bin', content: 'x' },
      { name: 'models/m.bin', content: 'x' },
    ]);
    claim(path, { 'node_modules/@big/thing/a.bin': 300, 'node_modules/@big/thing/b.bin': 100, 'models/m.bin': 112 });
    const { code, en, zh } = await faultOf(() => packageOf(path));
    expect(code).toBe('codeTooLarge');
    expect(en).toContain('4 files have 512.0 MB, 12.0 MB more than the 500.0 MB');
    expect(en).toMatch(/400\.0 MB {2}node_modules\/@big\/thing\/\n +112\.0 MB {2}models\//);
    expect(zh).toContain('512.0 MB');
  });

  it('that lies about what is in it, as soon as it is unpacked', async () => {
    const path = artifact([{ name: 'bomb', content: 'x'.repeat(1_000_000) }]);
    claim(path, { bomb: 10 / 1024 / 1024 });
    expect(await faultOf(() => packageOf(path))).toMatchObject({ code: 'packageBroken', en: expect.stringMatching(/larger than the archive says/) });
  });

  it('that was cut off', async () => {
    const path = artifact(service);
    truncateSync(path, 200);
    expect((await faultOf(() => packageOf(path))).code).toBe('packageBroken');
  });
});

/** Changes what the directory of an archive says of the sizes of files, MB. */
function claim(path: string, sizes: Readonly<Record<string, number>>): void {
  const zip = readFileSync(path);
  for (const [name, mb] of Object.entries(sizes)) {
    const at = zip.lastIndexOf(name, undefined, 'utf8') - 46;
    zip.writeUInt32LE(Math.round(mb * 1024 * 1024), at + 24);
  }
  writeFileSync(path, zip);
}
