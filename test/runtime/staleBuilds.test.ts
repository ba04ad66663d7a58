import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeScriptBuilds } from '../../src/runtime/typescript';

const dayMs = 24 * 3_600_000;
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-builds-'));
  writeFileSync(join(dir, 'index.ts'), 'export const main_handler = async (): Promise<number> => 1;');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const folders = (): string[] => readdirSync(join(dir, '.serverless-scf')).sort();

/** As it was left so many days ago. */
function leave(name: string, days: number, marked: boolean): void {
  const folder = join(dir, '.serverless-scf', name);
  mkdirSync(folder, { recursive: true });
  if (marked) writeFileSync(join(folder, '.used'), '');
  const usedSec = (Date.now() - days * dayMs) / 1000;
  for (const path of marked ? [join(folder, '.used'), folder] : [folder]) utimesSync(path, usedSec, usedSec);
}

it('a build removes what other kinds of builds have left, once nobody has used it for a week', async () => {
  leave('build-1', 8, true);
  leave('build-2', 6, true);
  leave('build-3', 8, false);
  leave('build', 30, true);
  leave('code', 30, false);
  const replaced = new TypeScriptBuilds('en', { replaced: ['left-pad'] });
  expect(await replaced.build(dir, join(dir, 'index.ts'))).toMatchObject({ file: expect.stringContaining('build-') });
  expect(folders()).toEqual(['build', 'build-2', expect.stringMatching(/^build-[0-9a-f]{6,}/), 'code']);
});

it('a build that is made again keeps its folder', async () => {
  const build = () => new TypeScriptBuilds('en', { replaced: ['left-pad'] }).build(dir, join(dir, 'index.ts'));
  await build();
  const [own = ''] = folders();
  leave(own, 30, true);
  expect(await build()).toMatchObject({ file: expect.stringContaining(own) });
  expect(folders()).toEqual([own]);
});
