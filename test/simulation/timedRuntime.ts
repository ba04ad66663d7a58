import type { Clock } from '../../src/clock';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from '../../src/runtime';
import type { RequestId, RunStatus } from '../../src/scf';
import type { FunctionModel } from '../../src/simulation/functionModel';

/** Statuses that leave no process behind. */
const gone: readonly RunStatus[] = [439, 405];

interface Moment {
  readonly atMs: number;
  /** At one instant what is done comes before what is ready. @source design.md §4.1 */
  readonly rank: 'done' | 'ready';
  readonly act: () => void;
}

/** What the handlers of a region do. */
export interface Handlers {
  readonly modelOf: (functionKey: string) => FunctionModel;
  readonly playedOf: (requestId: RequestId) => Played;
}

/** How an invocation goes the first time, and what of it is drawn anew each further time. */
export interface Played {
  readonly durationMs: number;
  readonly drawsDuration: boolean;
  readonly coldStartMs: number;
  readonly status: RunStatus;
  readonly drawsStatus: boolean;
}

/**
 * Plays handlers by models and rows of a trace, on virtual time that it shares with a region: a second shell, as plain as can be,
 * to hold the simulator's own against. At one instant instances come before deadlines.
 */
export class TimedRuntime implements Runtime {
  readonly clock: Clock;
  #nowMs = 0;
  #alarm: { readonly atMs: number; readonly ring: () => void } = { atMs: Infinity, ring: () => undefined };
  #moments: Moment[] = [];
  readonly #begun = new Set<RequestId>();

  constructor(private readonly handlers: Handlers) {
    this.clock = { nowMs: () => this.#nowMs, setAlarm: (atMs, ring) => (this.#alarm = { atMs, ring }) };
  }

  /** When something happens next, ms. */
  get nextMs(): number {
    return Math.min(this.#alarm.atMs, ...this.#moments.map(({ atMs }) => atMs));
  }

  /** Let everything happen that is due until then. */
  advanceTo(toMs: number): void {
    for (let atMs = this.nextMs; atMs <= toMs; atMs = this.nextMs) {
      this.#nowMs = Math.max(this.#nowMs, atMs);
      const now = this.#moments.filter((moment) => moment.atMs === atMs);
      const first = now.find(({ rank }) => rank === 'done') ?? now[0];
      if (first) {
        this.#moments = this.#moments.filter((moment) => moment !== first);
        first.act();
      } else {
        const { ring } = this.#alarm;
        this.#alarm = { atMs: Infinity, ring };
        ring();
      }
    }
    this.#nowMs = toMs;
  }

  start({ function: { key, timeoutMs }, requestId: firstId }: InstanceSpec, listener: InstanceListener): RuntimeInstance {
    const model = this.handlers.modelOf(key);
    const played = firstId === undefined ? undefined : this.handlers.playedOf(firstId);
    let alive = true;
    const later = (afterMs: number, rank: Moment['rank'], act: () => void): void => {
      const whileAlive = (): void => {
        if (alive) act();
      };
      this.#moments.push({ atMs: this.#nowMs + afterMs, rank, act: whileAlive });
    };
    later(played?.coldStartMs ?? model.unaskedStartMs(), 'ready', () => {
      const status = model.coldOutcome();
      if (status === 200) listener.ready();
      else listener.initFailed(failed(status));
    });
    return {
      memoryMB: undefined,
      run: (requestId) => {
        const first = this.handlers.playedOf(requestId);
        const again = this.#begun.has(requestId);
        this.#begun.add(requestId);
        const durationMs = again && first.drawsDuration ? model.further.durationMs() : first.durationMs;
        const status = again && first.drawsStatus ? model.further.outcome() : first.status;
        // What takes longer is ended by the engine.
        if (durationMs > timeoutMs) return;
        later(durationMs, 'done', () => {
          listener.done(status === 200 ? { ...used, status, result: Buffer.from('null'), gone: false } : failed(status), requestId);
        });
      },
      signal: () => false,
      kill: () => (alive = false),
    };
  }

  async close(): Promise<void> {
    this.#moments = [];
  }
}

const used = { durationMs: 0, memoryMB: undefined };

function failed(status: Exclude<RunStatus, 200>) {
  return { ...used, status, error: { errorCode: 1, errorMessage: 'modelled' } as const, gone: gone.includes(status) };
}
