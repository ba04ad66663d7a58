import { EventEmitter, once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchService } from '../../src/offline/watch';

/** Changes as a system may tell of them, which is not always once. */
const system = Object.assign(new EventEmitter(), { close: () => Promise.resolve() });
jest.mock('chokidar', () => ({
  watch: () => {
    setImmediate(() => system.emit('ready'));
    return system;
  },
}));

it('tells once of what was written once, however often the system does; and again of what is written again or gone', async () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-watch-')));
  const told = new EventEmitter();
  const watch = await watchService(dir, async (paths) => void told.emit('told', paths), Infinity);
  const tells = async (...names: readonly string[]): Promise<unknown> => {
    const telling = once(told, 'told');
    for (const name of names) system.emit('all', 'change', join(dir, name));
    return (await telling)[0] as unknown;
  };
  for (const name of ['index.js', 'other.js']) writeFileSync(join(dir, name), '');
  expect(await tells('index.js')).toEqual(['index.js']);
  expect(await tells('index.js', 'other.js')).toEqual(['other.js']);
  writeFileSync(join(dir, 'index.js'), '1');
  expect(await tells('index.js', 'other.js')).toEqual(['index.js']);
  rmSync(join(dir, 'index.js'));
  expect(await tells('index.js')).toEqual(['index.js']);
  expect(await tells('index.js', 'gone.js')).toEqual(['gone.js']);
  // Of a file system that counts whole seconds nothing can be told for sure.
  utimesSync(join(dir, 'other.js'), 1, 1);
  for (const names of [['other.js'], ['other.js']]) expect(await tells(...names)).toEqual(names);
  await watch.close();
  rmSync(dir, { recursive: true });
});
