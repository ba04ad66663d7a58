/** Tries the configurations of seeds, one after another, as it is told. */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const { bundle, fixtures, dir, pulse, mapped } = workerData;
const { batch, corpusIn, newTally } = createRequire(import.meta.url)(bundle);
// Slow, and of use only for one case.
if (mapped) process.setSourceMapsEnabled(true);
const beat = new Float64Array(pulse);
const ground = { dir, corpus: corpusIn(fixtures) };

/** @param {{ seed: number, path: string | undefined }} what */
async function run({ seed, path }) {
  const tally = newTally();
  let slowestMs = 0;
  const onCase = () => {
    const now = Date.now();
    if (beat[0] !== 0) slowestMs = Math.max(slowestMs, now - (beat[1] ?? now));
    beat[1] = now;
    beat[0] = (beat[0] ?? 0) + 1;
  };
  const failure = await batch(seed, path, ground, tally, onCase);
  // What comes after the last case is not of it.
  beat[0] = 0;
  parentPort?.postMessage({ ...tally, slowestMs, failure });
}

parentPort?.on('message', (what) => void run(what));
