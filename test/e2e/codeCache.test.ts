import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bin, launch, removeService, serviceIn, spawned } from './spawning';

/** Node 22.1 and later keep compiled code themselves. */
const [major = 0] = process.versions.node.split('.').map(Number);
const onOlderNode = (name: string, tests: () => void): void => {
  if (major < 22) return describe(name, tests);
  it(`${name} is not kept twice`, async () => {
    expect(await validate()).toMatchObject({ exitCode: 0, err: '' });
    expect(() => statSync(cache)).toThrow('ENOENT');
  });
};

const files = {
  'serverless.yml': 'service: small\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\nfunctions:\n  hello:\n    handler: index.main_handler\n',
  'index.js': 'exports.main_handler = async () => "done";\n',
};

let dir = '';
let home = '';
let cache = '';

beforeEach(() => {
  dir = serviceIn('service', files);
  home = mkdtempSync(join(tmpdir(), 'scf-home-'));
  cache = join(home, 'cache', 'serverless-scf');
});
afterEach(() => {
  removeService(dir);
  rmSync(home, { recursive: true, force: true });
});

async function validate(script = bin, env: Readonly<Record<string, string>> = {}) {
  return spawned(script, ['validate'], { cwd: dir, env: { XDG_CACHE_HOME: join(home, 'cache'), ...env } });
}

/** Names of kept files, with what tells whether one was written again. */
function kept(): Map<string, number> {
  const [folder = ''] = readdirSync(cache);
  return new Map(readdirSync(join(cache, folder)).map((name) => [name, statSync(join(cache, folder, name)).ino]));
}

function keptPaths(): string[] {
  const [folder = ''] = readdirSync(cache);
  return [...kept().keys()].map((name) => join(cache, folder, name));
}

onOlderNode('compiled code', () => {
  it('is written by the first run, for this user only, and used by the second', async () => {
    const first = await validate();
    const written = kept();
    const second = await validate();
    expect(first).toMatchObject({ exitCode: 0, err: '' });
    expect(second).toEqual(first);
    expect(written.size).toBeGreaterThan(5);
    expect(kept()).toEqual(written);
    expect(statSync(cache).mode & 0o077).toBe(0);
    for (const path of keptPaths()) expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each<[what: string, damage: (bytes: Buffer) => Buffer]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    ['zeroes', (bytes) => Buffer.alloc(bytes.length)],
    ['changed in the middle', (bytes) => bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 64)],
  ])('that is %s is made anew', async (_what, damage) => {
    const first = await validate();
    const written = kept();
    for (const path of keptPaths()) writeFileSync(path, damage(readFileSync(path)));
    expect(await validate()).toEqual(first);
    const again = kept();
    expect([...again.keys()]).toEqual([...written.keys()]);
    expect([...again.values()]).not.toEqual([...written.values()]);
    expect(await validate()).toEqual(first);
    expect(kept()).toEqual(again);
  });

  it('of another script is never run, not even of one with the same name and size', async () => {
    const dist = join(home, 'dist');
    cpSync(dirname(bin), dist, { recursive: true });
    const { out } = await validate(join(dist, 'bin.cjs'));
    expect(out).toContain('nothing is wrong');
    for (const name of readdirSync(dist).filter((file) => file.endsWith('.cjs'))) {
      const text = readFileSync(join(dist, name), 'utf8');
      if (text.includes('nothing is wrong')) writeFileSync(join(dist, name), text.replaceAll('nothing is wrong', 'nothing was wrong'.slice(0, 16)));
    }
    expect((await validate(join(dist, 'bin.cjs'))).out).toContain('nothing was wron');
  });

  it.each<[what: string, prepare: () => void]>([
    [
      'others can write to',
      () => {
        mkdirSync(cache, { recursive: true });
        chmodSync(cache, 0o777);
      },
    ],
    [
      'is a link',
      () => {
        mkdirSync(join(home, 'elsewhere'), { recursive: true });
        mkdirSync(dirname(cache));
        symlinkSync(join(home, 'elsewhere'), cache);
      },
    ],
    [
      'is a file',
      () => {
        mkdirSync(dirname(cache));
        writeFileSync(cache, '');
      },
    ],
  ])('is kept in no folder that %s', async (_what, prepare) => {
    prepare();
    expect(await validate()).toMatchObject({ exitCode: 0, err: '' });
    expect(statSync(cache).isDirectory() ? readdirSync(cache) : []).toEqual([]);
  });

  it('leaves scripts alone that load ES modules while they run: they still can in the second run', async () => {
    const offline = async () => {
      const running = launch(bin, ['offline', '--port', '0', '--no-watch', '--json'], { cwd: dir, env: { XDG_CACHE_HOME: join(home, 'cache') } });
      await Promise.race([running.saw('"kind":"opened"'), running.ended]);
      running.child.kill('SIGTERM');
      return running.ended;
    };
    expect(await offline()).toMatchObject({ exitCode: 0, err: '' });
    expect(await offline()).toMatchObject({ exitCode: 0, err: '' });
  });

  it('is not kept when the user says so', async () => {
    expect(await validate(bin, { NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ exitCode: 0, err: '' });
    expect(() => statSync(cache)).toThrow('ENOENT');
  });
});
