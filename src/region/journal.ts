import { createState, step, type Input, type Invoked, type Restored, type Sink, type State } from '../engine';
import type { RegionPlan, RequestId } from '../scf';
import type { InvokedBy } from './call';
import { pendingOf } from './pending';

/** One input of the engine and its time, in terms that can be written as JSON and read back. */
export interface JournalEntry {
  /** Milliseconds since the Unix epoch by the region's clock; never less than in the entry before. */
  readonly atMs: number;
  readonly input: JournalInput;
}

/** What the engine was told; of an invocation also what it runs on and who called. */
export type JournalInput = Exclude<Input, Invoked | Restored> | JournalInvoked | JournalRestored;

export interface JournalInvoked extends Omit<Invoked, 'data' | 'routingKey'> {
  readonly requestId: RequestId;
  /** JSON text. */
  readonly event: string;
  readonly invokedBy?: InvokedBy;
  readonly routingKey?: Invoked['routingKey'];
}

/** An event that the store had kept; it has its text. */
export type JournalRestored = WithName<Restored>;

type WithName<T> = T extends Restored ? Omit<T, 'data'> & { readonly requestId: RequestId } : never;

export function entryOf(input: Input, atMs: number): JournalEntry {
  if (input.kind !== 'invoked' && input.kind !== 'restored') return { atMs, input };
  const { requestId, call, event } = pendingOf(input);
  if (input.kind === 'restored') {
    const { data: _data, ...rest } = input;
    return { atMs, input: { ...rest, requestId } };
  }
  const { data: _data, routingKey, ...rest } = input;
  const { invokedBy } = call;
  const text = event?.toString() ?? '';
  return { atMs, input: { ...rest, requestId, event: text, ...(invokedBy && { invokedBy }), ...(routingKey && { routingKey }) } };
}

/**
 * Play a journal into an engine of its own: it decides what the region decided.
 *
 * @param plan     with which the region was opened
 * @param entries  all of them, from the opening of the region on
 * @param sink     takes the decisions; `Invocation.data` is the RequestId
 * @param limits   those of the region: how many provisioned instances it starts, and how many events of a function wait in memory
 * @returns what the engine then knows
 */
export function replay(
  plan: RegionPlan,
  entries: Iterable<JournalEntry>,
  sink: Sink,
  { provisionedMax, waitingMax }: { readonly provisionedMax?: (functionKey: string) => number; readonly waitingMax?: number } = {},
): State {
  const state = createState(plan, provisionedMax, waitingMax);
  for (const { atMs, input } of entries) step(state, inputOf(input), atMs, sink);
  return state;
}

function inputOf(input: JournalInput): Input {
  if (input.kind === 'restored') {
    const { requestId, ...rest } = input;
    return { ...rest, data: requestId };
  }
  if (input.kind !== 'invoked') return input;
  const { requestId, event: _event, invokedBy: _invokedBy, routingKey, ...rest } = input;
  return { ...rest, routingKey, data: requestId };
}
