/**
 * Tries configurations that seeds choose, at full speed on all cores: made of the schemas, changed in their shape, sound but for their
 * quotas, and the fixtures with other bytes. None may crash a check or keep it busy, and what a check says of quotas the engine says too:
 * `npm run fuzz -- [--runs N] [--seed S] [--minutes M] [--workers W]`; `--seed S --path P` tries one again.
 */
import { build } from 'esbuild';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { watchedRuns } from './fuzz/watchedRuns.mjs';

/** Longest time that one configuration may take, ms. */
const hangMs = 2_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { runs: text, seed: text, path: text, minutes: text, workers: text } });
const runs = Number(values.runs ?? 20_000);
const from = Number(values.seed ?? 1);
const workers = Number(values.workers ?? availableParallelism());
const untilMs = values.minutes === undefined ? Infinity : Date.now() + Number(values.minutes) * 60_000;
if (![runs, from, workers].every((value) => Number.isSafeInteger(value) && value >= 0) || workers === 0 || Number.isNaN(untilMs)) {
  throw new Error('--runs, --seed, --workers and --minutes take numbers');
}

const folder = mkdtempSync(join(tmpdir(), 'serverless-scf-fuzz-'));
try {
  const bundle = await bundled();
  const startedMs = performance.now();
  const total = await watchedRuns({ bundle, folder, fixtures: join(root, 'fixtures'), runs, from, path: values.path, workers, hangMs, untilMs });
  report(total, (performance.now() - startedMs) / 1000);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bundled() {
  const outfile = join(folder, 'fuzz.cjs');
  const entryPoints = [join(root, 'test', 'fuzz', 'batch.ts')];
  const external = ['esbuild', 'libsql', 'serverless', 'osls'];
  await build({
    entryPoints,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: values.path === undefined ? false : 'inline',
    outfile,
    external,
    logLevel: 'error',
  });
  // The validators are scripts that the check finds beside itself.
  cpSync(join(root, 'src', 'config', 'generated'), join(folder, 'generated'), { recursive: true });
  return outfile;
}

/** @param {import('./fuzz/watchedRuns.mjs').Total} total @param {number} seconds */
function report({ cases, kinds, accepted, failures, slowestMs }, seconds) {
  const format = new Intl.NumberFormat('en');
  for (const { seed, path, message, stack, shown } of failures) {
    console.log(
      `seed ${seed}: ${message}\n\n${stack}\n\nthe smallest configuration found that fails so:\n${shown}\n\nnpm run fuzz -- --seed ${seed} --path ${path}\n`,
    );
  }
  for (const [kind, count] of [...kinds].sort())
    console.log(`${format.format(count).padStart(10)}  ${kind}, ${format.format(accepted.get(kind) ?? 0)} of them accepted`);
  console.log(
    `${format.format(cases)} configurations in ${seconds.toFixed(1)} s, the slowest in ${slowestMs.toFixed(0)} ms: ${failures.length === 0 ? 'every rule holds' : `${failures.length} seeds fail`}`,
  );
  if (failures.length > 0) process.exitCode = 1;
}
