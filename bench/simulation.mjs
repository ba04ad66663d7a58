/**
 * The simulator against a bare loop in C++ and, where there is a checkout of it, SimFaaS; many functions against one; long runs against
 * short ones; two runs at a time against one. Each run is a process of its own, and rates are per second of processor time.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { interleave, median, ratioOf } from './measure.mjs';

/** @typedef {import('./simulation.ts').Workload} Workload */
/** @typedef {import('./simulation.ts').Run} Run */
/** @typedef {{ large: boolean, simfaas: string | undefined, python: string }} Options */

const here = dirname(fileURLToPath(import.meta.url));
const million = 1_000_000;

/** Few instances, some, and a quota that is always full. @type {Record<'S' | 'M' | 'L', Workload>} */
const workloads = {
  S: { n: million, f: 1, lambda: 0.9, cold: 2.244, warm: 1.991, keep: 600, cap: 1000, seed: 1 },
  M: { n: million, f: 1, lambda: 100, cold: 0.7, warm: 0.2, keep: 60, cap: 128, seed: 1 },
  L: { n: million, f: 1, lambda: 1000, cold: 2.163, warm: 2.016, keep: 600, cap: 1000, seed: 1 },
};

/** What SimFaaS can do in a few seconds: it looks at every instance at each event. */
const simfaasInvocations = { S: 50_000, M: 50_000, L: 10_000 };

/**
 * @param {number} rounds
 * @param {Options} options
 */
export async function simulation(rounds, options) {
  const out = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    await compare(out, rounds, options);
  } finally {
    rmSync(out, { recursive: true });
  }
}

/**
 * @param {string} out  folder for what is built
 * @param {number} rounds
 * @param {Options} options
 */
async function compare(out, rounds, { large, simfaas, python }) {
  const run = await built(out);
  const bare = compiled(out);
  if (!bare) console.log('simulator / C++ loop: left out, there is no g++');
  for (const [name, workload] of Object.entries(workloads)) {
    if (bare) await againstLoop(name, workload, rounds, run, bare);
    if (bare && large) await againstLoop(name, { ...workload, n: 10 * million }, Math.min(rounds, 3), run, bare);
    if (simfaas !== undefined)
      await againstSimFaas(/** @type {keyof typeof workloads} */ (name), rounds, run, [python, join(here, 'yardstick', 'simfaas.py'), simfaas]);
  }
  await manyFunctions(rounds, run);
  if (large) memory(run);
  await replicas(rounds, out);
}

/**
 * @param {string} name
 * @param {Workload} workload
 * @param {number} rounds
 * @param {(workload: Workload) => Run} run
 * @param {(workload: Workload) => number} bare
 */
async function againstLoop(name, workload, rounds, run, bare) {
  const { own, loop } = await interleave({ own: () => run(workload).perCpuSec, loop: () => bare(workload) }, rounds);
  const floor = workload.n > million ? '0.30' : '0.25';
  console.log(
    `simulator / C++ loop, ${name}, ${workload.n / million} million: ${ratioOf(own, loop)}   (at least ${floor}; ${rate(own)} and ${rate(loop)})`,
  );
}

/**
 * @param {keyof typeof workloads} name
 * @param {number} rounds
 * @param {(workload: Workload) => Run} run
 * @param {readonly string[]} command
 */
async function againstSimFaas(name, rounds, run, command) {
  const workload = workloads[name];
  const [program = '', ...args] = command;
  const other = () => rateOf(program, [...args, ...optionsOf({ ...workload, n: simfaasInvocations[name] })]);
  const { own, simfaas } = await interleave({ own: () => run(workload).perCpuSec, simfaas: other }, rounds);
  console.log(`simulator / SimFaaS, ${name}: ${ratioOf(own, simfaas)}   (at least ${{ S: 60, M: 80, L: 900 }[name]}; ${rate(simfaas)})`);
}

/**
 * @param {number} rounds
 * @param {(workload: Workload) => Run} run
 */
async function manyFunctions(rounds, run) {
  const one = workloads.M;
  const { many, alone } = await interleave({ many: () => run({ ...one, f: 1000 }).perCpuSec, alone: () => run(one).perCpuSec }, rounds);
  console.log(`1,000 functions on one quota / one function: ${ratioOf(many, alone)}   (at least 0.75)`);
}

/** @param {(workload: Workload) => Run} run */
function memory(run) {
  const [short, long] = [million, 10 * million].map((n) => run({ ...workloads.M, n }).rssMB);
  console.log(`memory, 10 million / 1 million: ${((long ?? NaN) / (short ?? NaN)).toFixed(2)}   (at most 1.1; ${long?.toFixed(0)} MB, at most 150)`);
}

/**
 * @param {number} rounds
 * @param {string} out
 */
async function replicas(rounds, out) {
  if (availableParallelism() < 2) {
    console.log('two runs at a time: left out, there is one processor');
    return;
  }
  /** @param {number} count */
  const wallMs = async (count) => {
    const begin = performance.now();
    const children = Array.from({ length: count }, (_, at) =>
      spawn(process.execPath, commandOf(out, { ...workloads.M, n: 2 * million, seed: at + 1 })),
    );
    await Promise.all(children.map((child) => once(child, 'exit')));
    return performance.now() - begin;
  };
  const { one, two } = await interleave({ one: () => wallMs(1), two: () => wallMs(2) }, rounds);
  console.log(
    `invocations per second of two runs at a time / of one: ${ratioOf(
      one.map((ms) => 2 * ms),
      two,
    )}   (at least 1.8)`,
  );
}

/** @param {string} out @returns {Promise<(workload: Workload) => Run>} */
async function built(out) {
  await build({ entryPoints: [join(here, 'simulation.ts')], outfile: join(out, 'simulation.cjs'), bundle: true, platform: 'node' });
  return (workload) => JSON.parse(textOf(process.execPath, commandOf(out, workload)));
}

/**
 * @param {string} out
 * @param {Workload} workload
 */
function commandOf(out, workload) {
  const script = `console.log(JSON.stringify(require(${JSON.stringify(join(out, 'simulation.cjs'))}).simulate(${JSON.stringify(workload)})))`;
  return ['-e', script];
}

/** @param {string} out @returns {((workload: Workload) => number) | undefined} */
function compiled(out) {
  const program = join(out, 'simulator');
  const { status, error } = spawnSync('g++', ['-O3', '-march=native', '-std=c++17', '-o', program, join(here, 'yardstick', 'simulator.cpp')]);
  if (error) return undefined;
  if (status !== 0) throw new Error(`g++ ended with ${status}`);
  return (workload) => rateOf(program, optionsOf(workload));
}

/** @param {Workload} workload */
const optionsOf = (workload) => Object.entries(workload).map(([name, value]) => `--${name}=${value}`);

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {number}
 */
const rateOf = (program, args) => JSON.parse(textOf(program, args)).reqPerCpuSec;

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function textOf(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
  return stdout.trim().split('\n').at(-1) ?? '';
}

/** @param {readonly number[]} perSec */
const rate = (perSec) => `${(median(perSec) / million).toFixed(2)} million a second`;
