import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeScriptBuilds } from '../../src/runtime/typescript';

let above: string;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'scf-typescript-'));
});
afterEach(() => rmSync(above, { recursive: true, force: true }));

it.each(['a*b', '**', 'a?b', 'a[b]c', '{a,b}', 'a#b', 'a b', '目录', '-a'])('builds handlers of a service in the folder %s', async (name) => {
  const dir = join(above, name);
  mkdirSync(join(dir, 'src'), { recursive: true });
  writeFileSync(join(dir, 'src/lib.ts'), 'export const one: number = 1;');
  const write = (file: string, text: string): string => {
    writeFileSync(join(dir, file), text);
    return join(dir, file);
  };
  const whole = write('src/index.ts', `import { one } from './lib'; export const main_handler = async (): Promise<number> => one;`);
  const broken = write('src/broken.ts', 'export const a: = 1;');
  const builds = new TypeScriptBuilds('en');
  expect(await builds.build(dir, whole)).toEqual({ file: join(dir, '.serverless-scf/build/src/index.ts.cjs') });
  expect((await builds.sources(dir, [whole])).toSorted()).toEqual([whole, join(dir, 'src/lib.ts')]);
  expect([...(await builds.faults(dir, [whole, broken])).entries()]).toEqual([[broken, [expect.objectContaining({ file: broken, line: 1 })]]]);
});
