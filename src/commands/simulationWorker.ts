import { parentPort } from 'node:worker_threads';
import { isTraceFault } from './simulateTrace';
import type { FromThread, ToThread } from './simulationMessages';
import { runSimulation, type SimulationJob } from './simulationRun';

/** A thread of its own for simulations: gets jobs, sends results. */

/** From one word of progress to the next, ms. */
const PROGRESS_MS = 100;

let interrupt = new AbortController();

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'interrupt') interrupt.abort();
  else void run(message.job).then((said) => parentPort?.postMessage(said));
});

async function run(job: SimulationJob): Promise<FromThread> {
  interrupt = new AbortController();
  let toldMs = performance.now();
  const tell = (progress: FromThread & { kind: 'progress' }): void => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_MS) return;
    toldMs = nowMs;
    parentPort?.postMessage(progress);
  };
  try {
    const result = await runSimulation(job, { interrupt: interrupt.signal, tell: (progress) => tell({ kind: 'progress', progress }) });
    return { kind: 'result', result };
  } catch (error) {
    if (!isTraceFault(error)) throw error;
    const { code, params, file, line, column } = error;
    return { kind: 'fault', fault: { code, params, file, line, column } };
  }
}
