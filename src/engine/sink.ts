import type { Change, ChangeFault } from './change';
import type { Invoked, Restored } from './input';
import type { Instance, Invocation } from './state';
import type { EndState, InvocationId, LimitKind, RunStatus, Status } from '../scf';

/**
 * Takes what the engine asks of its shell, one by one and in the order in which it is to be carried out, while the step that
 * caused it is still under way. Instances and invocations are to be read only, and not to be kept beyond `stops` and `ended`, for
 * then their objects serve others; a shell overrides what it needs.
 */
export class Sink {
  /** A call is answered without having become an invocation: 406, 429 by rate, 435, 438, 442. @source S43, S79 */
  rejected(_call: Invoked | Restored, _status: Status, _limit: LimitKind | undefined): void {
    // Nobody listens.
  }

  /** The caller has its RequestId: the event is queued, or an async-run function has an instance for it (S52, S70). */
  accepted(_invocation: Invocation): void {
    // Nobody listens.
  }

  /** An event cannot run yet. `throttled` when a limit refused it now, once per event; else it stands behind another. */
  waits(_invocation: Invocation, _limit: LimitKind, _throttled: boolean): void {
    // Nobody listens.
  }

  /** An event stands at the end of a long queue: it is the shell's until it is told again. @see createState */
  deferred(_invocation: Invocation): void {
    // Nobody listens.
  }

  /** The function of an event that waits has left and may come again: the event is the shell's until it is told again. */
  departs(_invocation: Invocation): void {
    // Nobody listens.
  }

  /** Start an instance; elastic ones are started for a request and run it once they are ready. */
  starts(_instance: Instance, _invocation: Invocation | undefined): void {
    // Nobody listens.
  }

  /** Run an event on an instance that is ready. `cold`: the instance was started for it. */
  runs(_invocation: Invocation, _instance: Instance, _cold: boolean): void {
    // Nobody listens.
  }

  /** An attempt is over; the instance may go on with others. */
  left(_invocation: Invocation, _instance: Instance, _status: RunStatus): void {
    // Nobody listens.
  }

  /** An event is tried again at `dueMs`. @source S54–S56 */
  retries(_invocation: Invocation, _dueMs: number, _status: Status): void {
    // Nobody listens.
  }

  /** An invocation is over. When a limit refused it, `waitsFor` says which. */
  ended(_invocation: Invocation, _status: Status, _state: EndState, _why: EndReason): void {
    // Nobody listens.
  }

  /** Send SIGTERM to the process that runs an invocation. @source S84 */
  signals(_instance: Instance, _invocation: Invocation): void {
    // Nobody listens.
  }

  /** End an instance. */
  stops(_instance: Instance, _why: StopReason): void {
    // Nobody listens.
  }

  /** What became of a wish to terminate. @source S83–S85 */
  terminated(_id: InvocationId, _outcome: TerminateOutcome): void {
    // Nobody listens.
  }

  /** What became of a change of the region; undefined: it is made. */
  changed(_change: Change, _fault: ChangeFault | undefined): void {
    // Nobody listens.
  }

  /** The caller of a synchronous invocation is no longer waited for; the run goes on. @source S47 */
  givenUp(_invocation: Invocation): void {
    // Nobody listens.
  }

  /** The role's temporary credentials of a running asynchronous execution have run out. @source S80 */
  credentialsExpired(_invocation: Invocation): void {
    // Nobody listens.
  }
}

/** `done`: as its run did. @source S65 retries exhausted, MsgTTL over, queue full; S64 request errors; S83 terminated */
export type EndReason = 'done' | 'refused' | 'retries' | 'ttl' | 'queueFull' | 'terminated';

/** Why an instance ends. @source S110 keep-alive, S115 and S78 recycled, S121 initialisation, S83, S116 updated, S118 released */
export type StopReason = 'keepAlive' | 'recycled' | 'exited' | 'initFailed' | 'terminated' | 'updated' | 'released';

/** `notRunning`: the event has ended, still waits, or never was. @source S85 */
export type TerminateOutcome = 'done' | 'notRunning';
