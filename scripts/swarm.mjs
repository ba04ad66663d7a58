/**
 * Plays regions that seeds choose, at full speed on all cores, with every rule of the ledger checked at every step:
 * `npm run swarm -- [--seeds N] [--from S] [--moves M] [--workers W] [--quiet]`; `--seed S` plays one again.
 */
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Seeds that a worker plays before it says how far it is. */
const batch = 50;

if (isMainThread) await main();
else play(workerData);

async function main() {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    options: { seeds: text, from: text, seed: text, moves: text, workers: text, quiet: { type: 'boolean', default: false } },
  });
  const from = Number(values.seed ?? values.from ?? 0);
  const seeds = values.seed === undefined ? Number(values.seeds ?? 2_000) : 1;
  const moves = Number(values.moves ?? 200);
  const workers = Math.min(seeds, Number(values.workers ?? availableParallelism()));
  if (![from, seeds, moves, workers].every((value) => Number.isSafeInteger(value) && value >= 0) || workers === 0 || moves === 0) {
    throw new Error('--seeds, --from, --seed, --moves and --workers take whole numbers');
  }
  const folder = mkdtempSync(join(tmpdir(), 'swarm-'));
  try {
    const bundle = await bundled(folder);
    const startedMs = performance.now();
    const total = await swarm({ bundle, from, seeds, moves, workers });
    report(total, { seeds, seconds: (performance.now() - startedMs) / 1000, quiet: values.quiet, moves });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder */
async function bundled(folder) {
  const outfile = join(folder, 'swarm.cjs');
  const entry = join(dirname(dirname(fileURLToPath(import.meta.url))), 'test', 'engine', 'swarm.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', sourcemap: 'inline', outfile, logLevel: 'warning' });
  return outfile;
}

/**
 * Shares the seeds among workers; ends with all of them played, or with the first that fails.
 * @param {{ bundle: string, from: number, seeds: number, moves: number, workers: number }} options
 */
async function swarm({ bundle, from, seeds, moves, workers }) {
  /** @type {{ invocations: number, steps: number, seen: Map<string, number>, failure: any }} */
  const total = { invocations: 0, steps: 0, seen: new Map(), failure: undefined };
  /** @type {Worker[]} */
  const all = [];
  const runs = Array.from({ length: workers }, (_, nth) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { bundle, from: from + nth, until: from + seeds, by: workers, moves } });
    all.push(worker);
    return new Promise((resolve, reject) => {
      worker.on('message', (part) => {
        add(total, part);
        if (total.failure) for (const other of all) void other.terminate();
      });
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
  });
  await Promise.all(runs);
  return total;
}

/**
 * @param {{ invocations: number, steps: number, seen: Map<string, number>, failure: any }} total
 * @param {{ invocations: number, steps: number, seen: Map<string, number>, failure: any }} part
 */
function add(total, part) {
  total.invocations += part.invocations;
  total.steps += part.steps;
  for (const [what, times] of part.seen) total.seen.set(what, (total.seen.get(what) ?? 0) + times);
  total.failure ??= part.failure;
}

/** @param {{ bundle: string, from: number, until: number, by: number, moves: number }} options */
function play({ bundle, from, until, by, moves }) {
  process.setSourceMapsEnabled(true);
  const { newTally, playSeed } = createRequire(import.meta.url)(bundle);
  for (let seed = from; seed < until;) {
    const tally = newTally();
    let failure;
    for (let nth = 0; nth < batch && seed < until && !failure; nth += 1, seed += by) failure = playSeed(seed, moves, tally);
    parentPort?.postMessage({ ...tally, failure });
    if (failure) return;
  }
}

/**
 * @param {{ invocations: number, steps: number, seen: Map<string, number>, failure: any }} total
 * @param {{ seeds: number, seconds: number, quiet: boolean, moves: number }} options
 */
function report({ invocations, steps, seen, failure }, { seeds, seconds, quiet, moves }) {
  if (failure) {
    const { seed, message, stack, region, script } = failure;
    console.log(`seed ${seed}: ${message}\n\n${stack}\n\nthe smallest region and script found that fail so:`);
    console.log(JSON.stringify(region));
    for (const move of script) console.log(JSON.stringify(move));
    console.log(`\nnpm run swarm -- --seed ${seed}${moves === 200 ? '' : ` --moves ${moves}`}`);
    process.exitCode = 1;
    return;
  }
  if (!quiet) for (const [what, times] of [...seen].sort()) console.log(`${String(times).padStart(10)}  ${what}`);
  const format = new Intl.NumberFormat('en');
  console.log(
    `${format.format(seeds)} seeds, ${format.format(invocations)} invocations, ${format.format(steps)} steps in ${seconds.toFixed(1)} s: every rule holds`,
  );
}
