import assert from 'node:assert';
import { on } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TraceFault } from '../trace';
import type { RunVariants } from './simulateVariants';
import type { FromThread, ToThread } from './simulationMessages';
import type { Progress, SimulationJob, SimulationResult, SimulationWatch } from './simulationRun';

/** Stands beside the bundle, not beside this file. */
const script = join(__dirname, 'simulationWorker.cjs');

/** Runs simulations on all cores, each core one at a time. */
export const runInThreads: RunVariants = async (jobs, { interrupt, tell }) => {
  const results = jobs.map((): SimulationResult | undefined => undefined);
  const progress = jobs.map((): Progress => ({ share: 0, rows: 0 }));
  const failure = new AbortController();
  const stop = AbortSignal.any([interrupt, failure.signal]);
  const waiting = [...jobs.entries()];
  const lane = async (): Promise<void> => {
    const thread = new SimulationThread();
    try {
      for (let next = waiting.shift(); next && !stop.aborted; next = waiting.shift()) {
        const [index, job] = next;
        const tellOne = (one: Progress): void => {
          progress[index] = one;
          tell({ share: mean(progress), rows: progress.reduce((sum, { rows }) => sum + rows, 0) });
        };
        results[index] = await thread.run(job, { interrupt: stop, tell: tellOne });
      }
    } catch (error) {
      failure.abort();
      throw error;
    } finally {
      await thread.end();
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, lane));
  const failed = lanes.find((ended) => ended.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
};

function mean(progress: readonly Progress[]): number {
  return progress.reduce((sum, { share }) => sum + share, 0) / progress.length;
}

/** A thread that runs one simulation after the other. */
class SimulationThread {
  readonly #worker = new Worker(script);
  /** Nothing that it says is lost, however fast it comes; its end with an error is one here. */
  readonly #said = on(this.#worker, 'message') as AsyncIterableIterator<readonly [FromThread]>;

  /** @throws TraceFault */
  async run(job: SimulationJob, { interrupt, tell }: SimulationWatch): Promise<SimulationResult> {
    const send = (message: ToThread): void => this.#worker.postMessage(message);
    const stop = (): void => send({ kind: 'interrupt' });
    interrupt.addEventListener('abort', stop, { once: true });
    send({ kind: 'run', job });
    try {
      for (;;) {
        const next = await this.#said.next();
        assert(next.done !== true, 'the thread speaks until it is ended');
        const [said] = next.value;
        if (said.kind === 'result') return said.result;
        if (said.kind === 'fault') throw new TraceFault(said.fault.code, said.fault, said.fault.params);
        tell(said.progress);
      }
    } finally {
      interrupt.removeEventListener('abort', stop);
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
