/** Checks: one large file against a bare parse of it, many services against few, and a clean run of the command against a bare Node. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { interleave, median, ratioOf, timeOf } from './measure.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(here, '..', 'dist', 'bin.cjs');
const many = 200;
const few = 20;

/** @param {number} rounds */
export async function validate(rounds) {
  const out = mkdtempSync(join(tmpdir(), 'bench-validate-'));
  try {
    await largeFile(out, rounds);
    await manyServices(out, rounds);
    await cleanRun(rounds);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/**
 * @param {string} out  folder for what is built and written
 * @param {number} rounds
 */
async function largeFile(out, rounds) {
  await build({ entryPoints: [join(here, 'validate.ts')], outfile: join(out, 'validate.cjs'), bundle: true, platform: 'node' });
  // The validators are scripts that the check finds beside itself.
  cpSync(join(here, '..', 'src', 'config', 'generated'), join(out, 'generated'), { recursive: true });
  /** @type {import('./validate.ts')} */
  const { largeService } = createRequire(import.meta.url)(join(out, 'validate.cjs'));
  const { own, yaml } = await interleave(largeService(out), rounds);
  console.log(
    `2,000 functions in one file / a bare parse with positions: ${ratioOf(own, yaml)}   (at most 2; medians ${median(own).toFixed(0)} / ${median(yaml).toFixed(0)} ms)`,
  );
}

/**
 * @param {string} out
 * @param {number} rounds
 */
async function manyServices(out, rounds) {
  const folders = Array.from({ length: many }, (_, index) => `service${index}`);
  for (const folder of folders) writeService(join(out, folder), folder);
  /** @param {number} count */
  const time = (count) => timeOf({ command: process.execPath, args: [bin, 'validate', ...folders.slice(0, count)], cwd: out });
  const { all, some, one } = await interleave({ all: () => time(many), some: () => time(few), one: () => time(1) }, Math.min(rounds, 5));
  const linear = some.map((ms) => (ms * many) / few);
  // Without what every start costs, which one service shows.
  const start = median(one);
  const ownPart = all.map((ms) => ms - start);
  const ownLinear = some.map((ms) => ((ms - start) * (many - 1)) / (few - 1));
  console.log(
    `${many} services / ${many / few} times ${few}: ${ratioOf(all, linear)}   (at most 1.2; without the start ${ratioOf(ownPart, ownLinear)}; median ${median(all).toFixed(0)} ms)`,
  );
}

/**
 * @param {string} dir
 * @param {string} name
 */
function writeService(dir, name) {
  mkdirSync(dir);
  writeFileSync(join(dir, 'index.js'), 'exports.main_handler = async () => "done";\n');
  const functions = Array.from(
    { length: 5 },
    (_, index) => `  function${index}:\n    handler: index.main_handler\n    memorySize: 256\n    timeout: 30\n`,
  );
  writeFileSync(
    join(dir, 'serverless.yml'),
    `service: ${name}\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\nfunctions:\n${functions.join('')}`,
  );
}

/** @param {number} rounds */
async function cleanRun(rounds) {
  const cwd = join(here, 'services', 'tencent');
  /** @param {readonly string[]} args */
  const node = (args) => timeOf({ command: process.execPath, args, cwd });
  const { clean, bare } = await interleave({ clean: () => node([bin, 'validate']), bare: () => node(['-e', '0']) }, rounds);
  console.log(
    `a clean run of validate / node -e 0: ${ratioOf(clean, bare)}   (at most 1.6; medians ${median(clean).toFixed(0)} / ${median(bare).toFixed(0)} ms)`,
  );
}
