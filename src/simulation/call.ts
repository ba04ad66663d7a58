import type { Instance } from '../engine';
import type { Attempt, Cause, RunStatus } from '../scf';
import type { SimulatedFunction } from './simulatedFunction';

/**
 * What a simulation knows of one invocation beyond the engine. Once the invocation has ended, the same object serves another:
 * whoever keeps it longer has to remember its `ticket`.
 */
export class Call {
  /** Number of the row, which is the engine's id of the invocation, too. */
  row = -1;
  /** Since the beginning, ms, as all times here. At first NaN, which tells V8 that there will be fractions. */
  arrivedMs = NaN;
  startedMs = NaN;
  cold = false;
  begun = false;
  /** The engine is being told of its arrival: what begins now begins at once. */
  arriving = false;
  /** An attempt of it is over. */
  tried = false;
  /** On which it runs. */
  instance: Instance | undefined = undefined;
  /** Of the run that is under way: unique, so that a report of any other run is known to be out of date. 0: none is. */
  ticket = 0;
  /** Of the run that comes or is under way, ms, and whether the model says so: then each further one has its own. */
  durationMs = NaN;
  drawsDuration = false;
  /** Of an instance that is started for it, ms. */
  coldStartMs = NaN;
  /** With which the run ends that comes or is under way, and whether the model says so. */
  status: RunStatus = 200;
  drawsStatus = false;
  /** Its attempts so far and the first limit in its way: kept for records only. */
  attempts: Attempt[] | undefined = undefined;
  cause: Cause | undefined = undefined;

  constructor(public of: SimulatedFunction) {}

  /** It has ended: nothing of it is left for the next one. */
  reset(): void {
    this.begun = false;
    this.tried = false;
    this.cold = false;
    this.ticket = 0;
    this.instance = undefined;
    this.attempts = undefined;
    this.cause = undefined;
  }
}
