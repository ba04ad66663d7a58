/** Shares seeds among threads that are watched: one that does not come back from a configuration is ended, and the configuration told. */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** @typedef {{ seed: number, path: string, message: string, stack: string, shown: string }} Failure */
/** @typedef {{ cases: number, kinds: Map<string, number>, accepted: Map<string, number>, failures: Failure[], slowestMs: number }} Total */
/** @typedef {{ cases: number, kinds: Map<string, number>, accepted: Map<string, number>, failure: Failure | undefined, slowestMs: number }} Part */
/** @typedef {{ bundle: string, folder: string, fixtures: string, runs: number, from: number, path: string | undefined, workers: number, hangMs: number, untilMs: number }} Options */

/** Cases that one seed stands for; the bundle says the same. */
const casesOfSeed = 100;

/** How often a thread is looked at, ms. */
const everyMs = 200;

/** A machine can be busy with something else: what hangs does so again. */
const triesOfHang = 3;

/** @param {Options} options @returns {Promise<Total>} */
export async function watchedRuns(options) {
  /** @type {Total} */
  const total = { cases: 0, kinds: new Map(), accepted: new Map(), failures: [], slowestMs: 0 };
  const seeds = options.path === undefined ? Math.ceil(options.runs / casesOfSeed) : 1;
  let next = options.from;
  const take = () => (next < options.from + seeds && Date.now() < options.untilMs ? next++ : undefined);
  await Promise.all(
    Array.from({ length: Math.min(options.workers, seeds) }, async (_, nth) => {
      const thread = new Thread(options, nth, total);
      for (let seed = take(); seed !== undefined; seed = take()) {
        const failure = await failureOf(options, thread, seed);
        if (failure) total.failures.push(failure);
      }
      await thread.end();
    }),
  );
  return total;
}

/** @param {Options} options @param {Thread} thread @param {number} seed @returns {Promise<Failure | undefined>} */
async function failureOf({ path, hangMs }, thread, seed) {
  let outcome = await thread.run(seed, path);
  for (let tries = 1; outcome?.hang !== undefined && tries < triesOfHang; tries += 1) {
    // If it comes back this time, the rest of its seed is still to be tried.
    outcome = (await thread.run(seed, outcome.hang)) ?? (await thread.run(seed, path));
  }
  if (outcome?.hang === undefined) return outcome?.failure;
  return { seed, path: outcome.hang, message: `does not come back within ${hangMs} ms`, stack: '', shown: '(as the path says)' };
}

/** @typedef {{ failure?: Failure, hang?: string }} Outcome */

/** A thread that tries seeds, and is ended when it hangs; then another takes its place. */
class Thread {
  /** How many cases of a seed have begun, and when the last of them did. */
  #pulse = new Float64Array(new SharedArrayBuffer(16));
  /** @type {Worker | undefined} */
  #worker;
  #options;
  #nth;
  #total;
  /** Who waits for the seed that runs. */
  #answered = (/** @type {Part} */ _part) => {};
  #failed = (/** @type {unknown} */ _error) => {};

  /** @param {Options} options @param {number} nth @param {Total} total */
  constructor(options, nth, total) {
    this.#options = options;
    this.#nth = nth;
    this.#total = total;
  }

  /** @param {number} seed @param {string | undefined} path @returns {Promise<Outcome | undefined>} */
  async run(seed, path) {
    const { bundle, folder, fixtures, hangMs } = this.#options;
    const workerData = {
      bundle,
      fixtures,
      dir: join(folder, `thread-${this.#nth}`),
      pulse: this.#pulse.buffer,
      mapped: this.#options.path !== undefined,
    };
    const worker = (this.#worker ??= this.#started(workerData));
    this.#pulse[0] = 0;
    /** @type {NodeJS.Timeout | undefined} */
    let watch;
    /** @type {Outcome | undefined} */
    const outcome = await new Promise((resolve, reject) => {
      watch = setInterval(() => {
        const [begun = 0, sinceMs = 0] = this.#pulse;
        if (begun > 0 && Date.now() - sinceMs >= hangMs) resolve({ hang: String(begun - 1) });
      }, everyMs);
      this.#answered = (part) => {
        add(this.#total, part);
        resolve(part.failure ? { failure: part.failure } : undefined);
      };
      this.#failed = reject;
      worker.postMessage({ seed, path });
    }).finally(() => clearInterval(watch));
    if (outcome?.hang !== undefined) await this.end();
    return outcome;
  }

  /** @param {object} workerData */
  #started(workerData) {
    const worker = new Worker(new URL('./thread.mjs', import.meta.url), { workerData });
    worker.on('message', (/** @type {Part} */ part) => this.#answered(part));
    worker.on('error', (error) => this.#failed(error));
    return worker;
  }

  async end() {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

/** @param {Total} total @param {Part} part */
function add(total, { cases, kinds, accepted, slowestMs }) {
  total.cases += cases;
  for (const [kind, count] of kinds) total.kinds.set(kind, (total.kinds.get(kind) ?? 0) + count);
  for (const [kind, count] of accepted) total.accepted.set(kind, (total.accepted.get(kind) ?? 0) + count);
  total.slowestMs = Math.max(total.slowestMs, slowestMs);
}
