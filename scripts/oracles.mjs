/**
 * `npm run oracles -- [--seeds N] [--times N] [--simfaas DIR [--python PROGRAM]]`: the simulator against closed forms and published
 * figures, over more seeds (default 10) and longer runs (default: as long as the tests') than the tests can afford; and against SimFaaS
 * itself, where there is a checkout of it. Ends with 1 when one is off by more than it may.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    times: { type: 'string', default: '1' },
    simfaas: { type: 'string' },
    python: { type: 'string', default: 'python3' },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, nth) => nth + 1);
const times = Number(values.times);

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'test', 'simulation');
const out = mkdtempSync(join(tmpdir(), 'serverless-scf-oracles-'));

/** @param {string} name  a module of the tests that knows nothing of Jest */
async function load(name) {
  const outfile = join(out, `${name}.cjs`);
  await build({ entryPoints: [join(folder, `${name}.ts`)], outfile, bundle: true, platform: 'node' });
  return createRequire(import.meta.url)(outfile);
}

const [{ coldShareOf, lossOf, steadyStateOf, waitOf }, { coldShare, erlangB, erlangC }, runs] = await Promise.all(
  ['oracles', 'queueing', 'oracleRuns'].map(load),
);
rmSync(out, { recursive: true });

/** @param {readonly number[]} values */
function statistics(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return { mean, deviation, standardError: deviation / Math.sqrt(values.length) };
}

const percent = (/** @type {number} */ part) => `${(part * 100).toFixed(3)} %`;

/**
 * How far the runs are off on average.
 *
 * @param {string} what
 * @param {readonly number[]} errors  of each run
 * @param {number} within
 */
function judge(what, errors, within) {
  const { mean, deviation, standardError } = statistics(errors);
  const good = Math.abs(mean) < within;
  if (!good) process.exitCode = 1;
  console.log(`${good ? 'ok ' : 'OFF'}  ${what}: ${percent(mean)} ± ${percent(standardError)}; one run ± ${percent(deviation)}`);
}

console.log(`${seeds.length} seeds, ${times} times as long as in the tests; mean relative error ± standard error\n\nLoss: Erlang B, within 1 %`);
for (const { arrivals, ...run } of runs.lossRuns) {
  const errors = seeds.map((seed) => {
    const { lost, erlangs } = lossOf({ ...run, seed, arrivals: arrivals * times });
    return lost / erlangB(erlangs, run.servers) - 1;
  });
  judge(`${run.erlangs} erlangs on ${run.servers}, ${run.service}${run.coldPart > 0 ? ', half of it cold start' : ''}`, errors, 0.01);
}

console.log('\nWait: Erlang C, within 2 %');
for (const { arrivals, ...run } of [...runs.waitRuns, ...runs.longWaitRuns]) {
  const off = seeds.map((seed) => {
    const { erlangs, ...waited } = waitOf({ ...run, seed, arrivals: arrivals * times });
    const expected = erlangC(erlangs, run.servers);
    return { share: waited.share / expected.share - 1, mean: waited.mean / expected.mean - 1, p99: waited.p99 / expected.quantile(0.99) - 1 };
  });
  const what = `${run.erlangs} erlangs on ${run.servers}`;
  judge(
    `${what}, share that waits`,
    off.map(({ share }) => share),
    0.02,
  );
  judge(
    `${what}, mean wait`,
    off.map(({ mean }) => mean),
    0.02,
  );
  judge(
    `${what}, 99 % wait less`,
    off.map(({ p99 }) => p99),
    0.02,
  );
}

console.log('\nCold starts on one instance: exp(-keep / gap), within 3 %');
for (const { arrivals, ...run } of runs.keepRuns) {
  const errors = seeds.map((seed) => coldShareOf({ ...run, seed, arrivals: arrivals * times }) / coldShare(run.keepMs / run.everyMs) - 1);
  judge(`kept ${run.keepMs} ms, a call every ${run.everyMs} ms`, errors, 0.03);
}

console.log('\nSteady state, as published: their one run is one of ours when it is less than 3 deviations from the mean');
const steady = seeds.map((seed) => steadyStateOf({ ...runs.steadyRun, seed }));
for (const { where, figures, deviation: usual } of runs.published) {
  for (const [name, figure] of Object.entries(figures)) {
    const { mean, deviation } = statistics(steady.map((run) => run[name]));
    const away = (figure - mean) / (usual[name] * Math.sqrt(1 + 1 / seeds.length));
    if (Math.abs(away) >= 3) process.exitCode = 1;
    console.log(
      `${Math.abs(away) < 3 ? 'ok ' : 'OFF'}  ${where}, ${name}: ${figure}; ours ${mean.toPrecision(6)} ± ${deviation.toPrecision(2)}, ${away.toFixed(2)} deviations`,
    );
  }
}

const { simfaas: checkout } = values;
if (checkout !== undefined) {
  console.log('\nSteady state, of SimFaaS itself: the means are less than 3 standard errors apart');
  const { everyMs, warmMs, coldMs, keepMs, arrivals } = runs.steadyRun;
  const workload = { lambda: 1000 / everyMs, warm: warmMs / 1000, cold: coldMs / 1000, keep: keepMs / 1000, cap: 1000, n: arrivals };
  const theirs = seeds.map((seed) => simfaas(checkout, { ...workload, seed }));
  for (const [name, usual] of Object.entries(runs.published[0].deviation)) {
    const own = statistics(steady.map((run) => run[name])).mean;
    const other = statistics(theirs.map((run) => run[name] ?? NaN)).mean;
    const away = (own - other) / (usual * Math.sqrt(2 / seeds.length));
    if (!(Math.abs(away) < 3)) process.exitCode = 1;
    console.log(
      `${Math.abs(away) < 3 ? 'ok ' : 'OFF'}  ${name}: ${other.toPrecision(6)}; ours ${own.toPrecision(6)}, ${away.toFixed(2)} standard errors`,
    );
  }
}

/**
 * One run of it.
 *
 * @param {string} dir  a checkout
 * @param {Record<string, number>} workload
 * @returns {Record<string, number>}
 */
function simfaas(dir, workload) {
  const options = Object.entries(workload).map(([name, value]) => `--${name}=${value}`);
  const { stdout, stderr, status } = spawnSync(values.python, [join(root, 'bench', 'yardstick', 'simfaas.py'), dir, ...options], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`SimFaaS failed:\n${stderr}`);
  return JSON.parse(stdout);
}
