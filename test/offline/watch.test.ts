import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isIgnored, patternOf, watchService, type Watch } from '../../src/offline/watch';

let dir: string;
let watch: Watch | undefined;
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-watch-')));
});
afterEach(async () => {
  await watch?.close();
  rmSync(dir, { recursive: true });
});

it('tells of the changes of a burst once', async () => {
  writeFileSync(join(dir, 'index.js'), '');
  const bursts: (readonly string[])[] = [];
  await new Promise<void>((resolve) => {
    void watchService(
      dir,
      async (paths) => {
        bursts.push(paths);
        resolve();
      },
      Infinity,
    ).then((opened) => {
      watch = opened;
      for (const text of ['1', '2', '3']) writeFileSync(join(dir, 'index.js'), text);
      writeFileSync(join(dir, 'helper.js'), '');
    });
  });
  expect(bursts).toEqual([['helper.js', 'index.js']]);
});

it('tells of what has changed meanwhile when the last telling is over', async () => {
  mkdirSync(join(dir, 'node_modules'));
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    void watchService(
      dir,
      async (paths) => {
        told.push(...paths);
        if (told.includes('second.js')) resolve();
        writeFileSync(join(dir, 'node_modules', 'package.js'), '');
        writeFileSync(join(dir, 'second.js'), '');
      },
      Infinity,
    ).then((opened) => {
      watch = opened;
      writeFileSync(join(dir, 'first.js'), '');
    });
  });
  expect(told).toEqual(['first.js', 'second.js']);
});

it('tells of what has changed between the reading of the service and the finding of its files', async () => {
  const readMs = 1_000_000_000_500;
  mkdirSync(join(dir, 'src'));
  for (const [name, atMs] of [
    ['before.js', readMs - 1],
    ['after.js', readMs],
  ] as const) {
    writeFileSync(join(dir, 'src', name), '');
    utimesSync(join(dir, 'src', name), atMs / 1000, atMs / 1000);
  }
  const told = await new Promise<readonly string[]>((resolve) => {
    void watchService(dir, async (paths) => resolve(paths), readMs).then((opened) => (watch = opened));
  });
  expect(told).toEqual([join('src', 'after.js')]);
});

it('goes on telling of a folder that was made anew at once, as builds do, and tells of it once', async () => {
  const fill = (text: string): void => {
    rmSync(join(dir, 'dist'), { recursive: true, force: true });
    mkdirSync(join(dir, 'dist', 'lib'), { recursive: true });
    for (const name of ['a.js', join('lib', 'b.js')]) writeFileSync(join(dir, 'dist', name), text);
  };
  fill('1');
  const told = new Set<string>();
  const news = new EventTarget();
  watch = await watchService(
    dir,
    async (paths) => {
      for (const path of paths) told.add(path);
      news.dispatchEvent(new Event('told'));
    },
    Infinity,
  );
  // It may still be about to listen when it tells: what is new is written until it is heard of.
  const until = async (path: string, act: () => void): Promise<void> => {
    const acting = setInterval(act, 500);
    act();
    while (!told.has(path)) await once(news as unknown as NodeJS.EventEmitter, 'told');
    clearInterval(acting);
  };
  await until(join('dist', 'a.js'), () => fill('2'));
  for (const path of [join('dist', 'new.js'), join('dist', 'lib', 'new.js')]) await until(path, () => writeFileSync(join(dir, path), ''));
  expect([...told].sort()).toEqual([join('dist', 'a.js'), join('dist', 'lib', 'b.js'), join('dist', 'lib', 'new.js'), join('dist', 'new.js')]);
});

it('leaves to functions what they have written: no code, and there when it is told of; what was edited as well is told of', async () => {
  const asked: string[] = [];
  const told: (readonly string[])[] = [];
  mkdirSync(join(dir, 'kept'));
  await new Promise<void>((resolve) => {
    const writers = {
      isWritten: async (path: string) => {
        asked.push(path);
        return path !== 'page.html';
      },
      written: (paths: readonly string[]) => void told.push(paths),
    };
    const changed = async (paths: readonly string[]): Promise<void> => {
      told.push(paths);
      resolve();
    };
    void watchService(dir, changed, Infinity, ['kept'], writers).then((opened) => {
      watch = opened;
      for (const name of ['data.json', 'gone.tmp', 'page.html', 'index.js', '.env', 'package.json', join('kept', 'a')])
        writeFileSync(join(dir, name), '');
      mkdirSync(join(dir, 'folder'));
      rmSync(join(dir, 'gone.tmp'));
    });
  });
  expect(told).toEqual([['data.json'], ['.env', 'index.js', 'package.json', 'page.html']]);
  expect(asked).toEqual(expect.not.arrayContaining(['index.js', '.env', 'package.json', join('kept', 'a')]));
});

it.each([
  ['data', 'data', true],
  ['data', 'data/a/b.json', true],
  ['data/', 'src/data/b.json', true],
  ['data', 'src/mydata', false],
  ['./data', 'src/data', false],
  ['/data', 'data/a', true],
  ['*.sqlite', 'a/b.sqlite', true],
  ['*.sqlite', 'a/b.sqlite3', false],
  ['src/*.json', 'src/a.json', true],
  ['src/*.json', 'src/a/b.json', false],
  ['src/**/*.json', 'src/b.json', true],
  ['src/**/*.json', 'src/a/c/b.json', true],
  ['file?.txt', 'file1.txt', true],
  ['a+(b).txt', 'a+(b).txt', true],
])('%s means %s: %s', (pattern, path, isMeant) => {
  expect(patternOf(pattern).test(path)).toBe(isMeant);
});

it.each([
  ['index.js', false],
  [join('src', 'handler.ts'), false],
  ['.env', false],
  [join('node_modules', 'x', 'index.js'), true],
  [join('packages', 'a', 'node_modules', 'x.js'), true],
  [join('.git', 'HEAD'), true],
  [join('.serverless', 'media.zip'), true],
  [join('.serverless-scf', 'region.db'), true],
  ['out.log', true],
  [join('.idea', 'workspace.xml'), true],
  [join('src', '.#handler.js'), true],
  [join('src', '#handler.js#'), true],
  ['handler.js~', true],
  ['.handler.js.swp', true],
  ['4913', true],
  ['handler.js___jb_tmp___', true],
  ['#handler.js', false],
  ['', false],
])('%s is left out: %s', (path, ignored) => {
  expect(isIgnored(path)).toBe(ignored);
});
