import { Sink, type Instance, type Invocation, type Invoked } from '../../src/engine';
import { replay, type JournalEntry } from '../../src/region';
import { endStateOf, type EndState, type InstanceId, type InvocationId, type RegionPlan, type RequestId, type Status } from '../../src/scf';
import type { Outcome, TraceRow } from '../../src/trace';

/** What a journal that was written down and read back tells of a run. */
interface Told {
  /** What the engine decides, in the words of `live.ts`. */
  readonly decisions: string[];
  /** Its arrivals, with the times and outcomes that its instances reported. */
  readonly rows: TraceRow[];
}

/** Play a journal again. @param plan  whose functions have no models: a row tells the same of each run */
export function toldBy(plan: RegionPlan, journal: readonly JournalEntry[]): Told {
  const entries = JSON.parse(JSON.stringify(journal)) as JournalEntry[];
  const listener = new Listener();
  replay(plan, listener.following(entries), listener);
  return listener;
}

/** With which outcome a row says what was reported; what is never reported takes too long. */
const outcomeOf: Readonly<Partial<Record<Status, Outcome>>> = { 200: 'ok', 430: 'error', 439: 'exit' };

class Listener extends Sink implements Told {
  readonly decisions: string[] = [];
  readonly rows: TraceRow[] = [];
  /** When it began last, ms: the start of an instance, the run of an invocation. */
  readonly #starts = new Map<InstanceId, number>();
  readonly #runs = new Map<InvocationId, number>();
  readonly #startedFor = new Map<InstanceId, InvocationId>();
  #nowMs = 0;

  /** The entries, each of which is listened to as it goes by. */
  *following(entries: readonly JournalEntry[]): Generator<JournalEntry> {
    for (const entry of entries) {
      const { atMs, input } = entry;
      this.#nowMs = atMs;
      if (input.kind === 'invoked') this.rows.push({ atMs, function: input.function, type: input.type, outcome: 'timeout' });
      if (input.kind === 'started')
        this.#reported(this.#startedFor.get(input.instanceId), { coldStartMs: atMs - (this.#starts.get(input.instanceId) ?? 0) });
      if (input.kind === 'finished')
        this.#reported(input.id, { durationMs: atMs - (this.#runs.get(input.id) ?? 0), outcome: outcomeOf[input.status] ?? 'ok' });
      yield entry;
    }
  }

  #reported(id: InvocationId | undefined, what: Partial<TraceRow>): void {
    const row = id === undefined ? undefined : this.rows[id];
    if (id !== undefined && row) this.rows[id] = { ...row, ...what };
  }

  override rejected({ data }: Invoked, status: Status): void {
    this.decisions.push(`${data as RequestId} ends as ${endStateOf(status)} with ${status}`);
  }

  override starts({ id }: Instance, invocation: Invocation | undefined): void {
    this.#starts.set(id, this.#nowMs);
    if (invocation) this.#startedFor.set(id, invocation.id);
  }

  override runs({ id, data }: Invocation, instance: Instance, cold: boolean): void {
    this.#runs.set(id, this.#nowMs);
    this.decisions.push(`${data as RequestId} runs on ${instance.id}${cold ? ', cold' : ''}`);
  }

  override retries({ data }: Invocation, _dueMs: number, status: Status): void {
    this.decisions.push(`${data as RequestId} is tried again after ${status}`);
  }

  override ended({ data }: Invocation, status: Status, state: EndState): void {
    this.decisions.push(`${data as RequestId} ends as ${state} with ${status}`);
  }
}
