import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactOf, checkHandler, packageNotices, packageOf } from '../../../src/deploy/code';
import { artifact, cleanFolders, faultOf, newFolder, type ArtifactFile } from './artifacts';

afterAll(cleanFolders);

const plan = { key: 'resize', runtime: 'Nodejs18.15', handler: 'src/index.main', type: 'event' as const };

describe('what starts a function is in its package', () => {
  it.each<[what: string, files: readonly (string | ArtifactFile)[], fn: Partial<{ runtime: string; handler: string; type: 'event' | 'web' }>]>([
    ['S191: a file of Node', ['src/index.js'], {}],
    ['a file of Node by a name that is not the shortest', ['src/index.js'], { handler: './src//index.main' }],
    ['a compiled file of Node', ['src/index.jsc'], {}],
    ['S200: a file of Python', ['src/index.py'], { runtime: 'Python3.9' }],
    ['S201: a program of Go', ['main'], { runtime: 'Go1', handler: 'main' }],
    ['S202: a file of PHP', ['index.php'], { runtime: 'Php8.0', handler: 'index.main' }],
    ['S203: anything of Java', ['app.jar'], { runtime: 'Java8', handler: 'example.Hello::main' }],
    ['S204: a start file that may be executed', [{ name: 'bootstrap', executable: true }], { runtime: 'CustomRuntime' }],
    ['S206: the start file of a Web function', [{ name: 'scf_bootstrap', executable: true }], { type: 'web' }],
  ])('%s', async (_what, files, fn) => {
    const pack = await packageOf(artifact(files));
    expect(() => checkHandler(pack, { ...plan, ...fn })).not.toThrow();
  });

  it.each<[what: string, files: readonly (string | ArtifactFile)[], fn: object, code: string, says: string]>([
    ['a file of Node', ['src/other.js', 'src/index.json'], {}, 'handlerNotPackaged', 'src/index.js, src/index.cjs or src/index.mjs'],
    ['a file of Node that is named otherwise', ['src/Index.js'], {}, 'handlerNotPackaged', 'src/index.js'],
    ['TypeScript that was not built', ['src/index.ts'], {}, 'handlerNotBuilt', 'npm i -D esbuild'],
    ['a file of Python', ['src/index.js'], { runtime: 'Python3.9' }, 'handlerNotPackaged', 'src/index.py'],
    ['a program of Go', ['main.go'], { runtime: 'Go1', handler: 'main' }, 'handlerNotPackaged', 'main'],
    ['S204: a start file', ['index.js'], { runtime: 'CustomRuntime' }, 'handlerNotPackaged', 'bootstrap'],
    ['S206: a start file that may be executed', ['scf_bootstrap'], { type: 'web' }, 'startFileMode', 'chmod +x scf_bootstrap'],
  ])('or it is refused: %s', async (_what, files, fn, code, says) => {
    const pack = await packageOf(artifact(files));
    const fault = await faultOf(() => checkHandler(pack, { ...plan, ...fn }));
    expect(fault).toMatchObject({ code, en: expect.stringContaining(says), zh: expect.stringMatching(/[一-鿿]/) });
    expect(fault.en).toContain('resize');
  });
});

describe('what should not be in a package is told', () => {
  it.each([
    ['.env', true],
    ['.env.production', true],
    ['packages/api/.env.local', true],
    ['.git/config', true],
    ['.serverless-scf/deploy.json', true],
    ['.env.example', false],
    ['src/.envrc', false],
    ['.gitignore', false],
    ['environment.js', false],
    ['node_modules/dotenv/.env', false],
  ])('%s: %s', async (name, told) => {
    const pack = await packageOf(artifact([name, 'index.js']));
    const notices = packageNotices(pack, 'resize');
    expect(notices.map(({ code }) => code)).toEqual(told ? ['secretsPackaged'] : []);
    for (const { say } of notices) expect([say('en').includes(name), say('zh').includes(name)]).toEqual([true, true]);
  });

  it('by the first names and the number of the others', async () => {
    const pack = await packageOf(artifact(['.git/a', '.git/b', '.git/c', '.git/d', '.git/e']));
    const [notice] = packageNotices(pack, 'resize');
    expect(notice?.say('en')).toContain('.git/a, .git/b, .git/c and 2 more');
  });
});

describe('the artifact of a function', () => {
  const place = (...files: string[]): string => {
    const dir = newFolder();
    for (const file of files) {
      mkdirSync(join(dir, file, '..'), { recursive: true });
      writeFileSync(join(dir, file), '');
    }
    return dir;
  };
  const functions = { a: {}, b: { package: { individually: true } }, c: { package: { artifact: 'made/c.zip' } } };

  it.each<[what: string, service: object, key: string, packageDir: string | undefined, found: string]>([
    ['F42: is the service’s', { service: 'media', functions }, 'a', undefined, '.serverless/media.zip'],
    ['F42: is its own where it is packaged individually', { service: 'media', functions }, 'b', undefined, '.serverless/b.zip'],
    [
      'is its own where the service packages individually',
      { service: 'media', functions, package: { individually: true } },
      'a',
      undefined,
      '.serverless/a.zip',
    ],
    ['is the one that the user has made', { service: 'media', functions }, 'c', undefined, 'made/c.zip'],
    ['is the one that the user has made for all', { service: 'media', functions, package: { artifact: 'made/c.zip' } }, 'a', undefined, 'made/c.zip'],
    [
      'is not the one for all where it is packaged individually',
      { service: 'media', functions, package: { artifact: 'made/c.zip' } },
      'b',
      undefined,
      '.serverless/b.zip',
    ],
    ['F43: is in the folder that is named', { service: 'media', functions }, 'a', 'out', 'out/media.zip'],
    ['has the name of a service that is written as an object', { service: { name: 'media' }, functions }, 'a', undefined, '.serverless/media.zip'],
  ])('%s', async (_what, service, key, packageDir, found) => {
    // An older package of the function is there as well: the framework clears nothing away.
    const dir = place(found, '.serverless/media.zip', '.serverless/a.zip', '.serverless/b.zip');
    expect(await artifactOf(service, key, { dir, packageDir })).toBe(join(dir, found));
  });

  it.each<[what: string, service: object, code: string, says: string]>([
    ['that was never made', { service: 'media', functions: { a: {} } }, 'packageMissing', 'sls package'],
    ['that is a folder', { service: 'media', functions: { a: { package: { artifact: 'made' } } } }, 'packageNoFile', 'made'],
    [
      'that is elsewhere',
      { service: 'media', functions: { a: { package: { artifact: 's3://bucket/a.zip' } } } },
      'packageElsewhere',
      's3://bucket/a.zip',
    ],
  ])('is refused: one %s', async (_what, service, code, says) => {
    const dir = place('made/c.zip');
    const fault = await faultOf(() => artifactOf(service, 'a', { dir }));
    expect(fault).toMatchObject({ code, en: expect.stringContaining(says), zh: expect.stringMatching(/[一-鿿]/) });
  });
});
