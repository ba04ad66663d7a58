import type { Clock } from '../../src/clock';
import type { InstanceListener, InstanceSpec, Runtime, RuntimeInstance } from '../../src/runtime';
import type { RequestId, RunStatus } from '../../src/scf';
import type { FunctionModel } from '../../src/simulation/functionModel';
import type { TraceRow } from '../../src/trace';

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
  readonly rowOf: (requestId: RequestId) => TraceRow;
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
    const row = firstId === undefined ? undefined : this.handlers.rowOf(firstId);
    let alive = true;
    const later = (afterMs: number, rank: Moment['rank'], act: () => void): void => {
      const whileAlive = (): void => {
        if (alive) act();
      };
      this.#moments.push({ atMs: this.#nowMs + afterMs, rank, act: whileAlive });
    };
    later(row?.coldStartMs ?? model.coldStartMs(), 'ready', () => {
      const status = model.coldOutcome();
      if (status === 200) listener.ready();
      else listener.initFailed(failed(status));
    });
    return {
      memoryMB: undefined,
      run: (requestId) => {
        const { durationMs: ownMs, outcome } = this.handlers.rowOf(requestId);
        const durationMs = outcome === 'timeout' ? timeoutMs + 1 : (ownMs ?? model.durationMs());
        // What takes longer is ended by the engine.
        if (durationMs > timeoutMs) return;
        later(durationMs, 'done', () => {
          const status = outcome === undefined ? model.outcome() : ({ ok: 200, error: 430, exit: 439, timeout: 200 } as const)[outcome];
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
