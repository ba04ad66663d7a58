import assert from 'node:assert';
import { VirtualClock, type Clock } from '../../src/clock';
import type { InstanceListener, InstanceSpec, RunFailure, Runtime, RuntimeInstance } from '../../src/runtime/runtime';
import type { InstanceId, RequestId, RunStatus } from '../../src/scf';

/** What an instance says, and when: ms after its initialisation or run began. */
export type Script = readonly { readonly afterMs: number; readonly says: (listener: InstanceListener) => void }[];

/** What the instances of one function do. */
export interface Behaviour {
  readonly init?: Script;
  /** @param event  the event as text */
  readonly run?: (event: string, requestId: RequestId) => Script;
  /** What a signal starts; without it there is no process that it could reach. */
  readonly signal?: Script;
}

export const ready = (afterMs: number): Script => [{ afterMs, says: (listener) => listener.ready() }];

export const prints = (afterMs: number, text: string): Script => [{ afterMs, says: (listener) => listener.line(text) }];

export const answers = (afterMs: number, result: string): Script => [{ afterMs, says: (listener) => listener.answered(Buffer.from(result)) }];

export const succeeds = (afterMs: number, result = 'null', memoryMB?: number): Script => [
  { afterMs, says: (listener) => listener.done({ status: 200, result: Buffer.from(result), gone: false, durationMs: afterMs, memoryMB }) },
];

export const fails = (afterMs: number, status: Exclude<RunStatus, 200>, errorMessage: string, gone = false): Script => [
  { afterMs, says: (listener) => listener.done(failure(afterMs, status, errorMessage, gone)) },
];

export const initFails = (afterMs: number, status: Exclude<RunStatus, 200>, errorMessage: string): Script => [
  { afterMs, says: (listener) => listener.initFailed(failure(0, status, errorMessage, true)) },
];

function failure(durationMs: number, status: Exclude<RunStatus, 200>, errorMessage: string, gone: boolean): RunFailure {
  return { status, error: { errorCode: 1, errorMessage }, gone, durationMs, memoryMB: undefined };
}

interface Moment {
  readonly atMs: number;
  readonly act: () => void;
}

/**
 * Plays handlers by script, on virtual time that it shares with a region: where both have something to do at one instant,
 * instances come first (design §4.1).
 */
export class ModelledRuntime implements Runtime {
  readonly specs: InstanceSpec[] = [];
  readonly killed: InstanceId[] = [];
  readonly signalled: InstanceId[] = [];
  readonly events: string[] = [];
  closed = false;
  /** The region's view of time. */
  readonly clock: Clock;
  readonly #time: VirtualClock;
  readonly #behaviours: Readonly<Record<string, Behaviour>>;
  readonly #moments: Moment[] = [];
  #alarm: { readonly atMs: number; readonly ring: () => void } = { atMs: Infinity, ring: () => undefined };

  /** @param startMs  the first moment, ms since the Unix epoch */
  constructor(behaviours: Readonly<Record<string, Behaviour>>, startMs: number) {
    this.#time = new VirtualClock(startMs);
    this.#behaviours = behaviours;
    this.clock = {
      nowMs: () => this.#time.nowMs(),
      setAlarm: (atMs, ring) => {
        this.#alarm = { atMs, ring };
        this.#arm();
      },
    };
  }

  /** When the region wants to be woken, ms; Infinity when it does not. */
  get alarmMs(): number {
    return this.#alarm.atMs;
  }

  /** Let time go on. */
  pass(ms: number): void {
    this.#time.advanceTo(this.#time.nowMs() + ms);
  }

  /** Let time go on without the region's alarm being heard, as when the process was too busy. */
  passDeaf(ms: number): void {
    const { atMs, ring } = this.#alarm;
    this.#alarm = { atMs: Infinity, ring };
    this.#arm();
    this.pass(ms);
    if (this.#alarm.atMs === Infinity) this.#alarm = { atMs, ring };
    this.#arm();
  }

  /** Let time go on while nothing can happen, as when the process is stopped; what instances have to say is heard after that. */
  standStill(ms: number): void {
    this.#time.setAlarm(Infinity, () => undefined);
    this.pass(ms);
    this.#arm();
  }

  start(spec: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    assert(!this.closed, 'nothing starts in a closed runtime');
    this.specs.push(spec);
    const behaviour = this.#behaviours[spec.function.key] ?? {};
    let alive = true;
    // Ruder than a runtime should be: it goes on talking when it has been killed, as if words were still on their way.
    const play = (script: Script): void => {
      for (const { afterMs, says } of script) this.#at(this.#time.nowMs() + afterMs, () => says(listener));
    };
    play(behaviour.init ?? ready(0));
    return {
      memoryMB: undefined,
      run: (requestId: RequestId, event: Buffer) => {
        assert(alive, 'an event comes to an instance that has been killed');
        this.events.push(event.toString());
        play(behaviour.run?.(event.toString(), requestId) ?? succeeds(100));
      },
      signal: () => {
        this.signalled.push(spec.id);
        play(behaviour.signal ?? []);
        return behaviour.signal !== undefined;
      },
      kill: () => {
        assert(alive, 'an instance is killed once');
        alive = false;
        this.killed.push(spec.id);
      },
    };
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #at(atMs: number, act: () => void): void {
    const later = this.#moments.findIndex((moment) => moment.atMs > atMs);
    this.#moments.splice(later === -1 ? this.#moments.length : later, 0, { atMs, act });
    this.#arm();
  }

  #arm(): void {
    this.#time.setAlarm(Math.min(this.#moments[0]?.atMs ?? Infinity, this.#alarm.atMs), () => this.#next());
  }

  #next(): void {
    const [moment] = this.#moments;
    if (moment && moment.atMs <= this.#alarm.atMs) {
      this.#moments.shift();
      moment.act();
    } else {
      const { ring } = this.#alarm;
      this.#alarm = { atMs: Infinity, ring };
      ring();
    }
    this.#arm();
  }
}
