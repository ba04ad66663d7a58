/** Builds `roundtrip.ts` and compares a warm invocation with a bare child process, in turn. */
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { interleave, median, ratioOf } from './measure.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '.build');

/** @param {number} rounds */
export async function roundtrip(rounds) {
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: [join(here, 'roundtrip.ts')],
    outfile: join(out, 'roundtrip.cjs'),
    bundle: true,
    platform: 'node',
    external: ['esbuild'],
  });
  cpSync(join(here, '..', 'src', 'runtime', 'bootstrap.cjs'), join(out, 'bootstrap.cjs'));
  cpSync(join(here, 'rawChild.cjs'), join(out, 'rawChild.cjs'));
  const { roundTrips } = createRequire(import.meta.url)(join(out, 'roundtrip.cjs'));
  const both = await roundTrips(join(here, 'services', 'tencent'));
  const { warm, raw } = await interleave({ warm: both.warm, raw: both.raw }, rounds);
  await both.close();
  rmSync(out, { recursive: true });
  console.log(`warm invocation / raw child process: ${ratioOf(warm, raw)}   (medians ${median(warm).toFixed(0)} / ${median(raw).toFixed(0)} µs)`);
}
