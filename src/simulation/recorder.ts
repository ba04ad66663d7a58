import { explain, lackOf, type Instance, type Invocation, type State } from '../engine';
import { uuidOf } from '../random';
import type { Cause, EndState, InvocationRecord, InvocationType, LimitKind, RequestId, RunStatus, Status } from '../scf';
import type { Call } from './call';

/** Makes records where they are wanted, and examples of what was in the way where they are not. */
export class Recorder {
  /** @param record  gets each invocation when it has ended; without it none is made */
  constructor(
    private readonly state: State,
    private readonly seed: number,
    private readonly record: ((record: InvocationRecord) => void) | undefined,
  ) {}

  /** A limit was in the way of an invocation of a version. @param how  it refused it, or let it wait; `behind` another it counts as no throttle */
  hindered(call: Call, version: Invocation['version'], limit: LimitKind, how: 'refused' | 'waits' | 'behind', nowMs: number): void {
    const { refusals } = call.of;
    const isExample = how !== 'behind' && refusals.count(limit, how === 'waits', lackOf(this.state, version, limit, nowMs));
    // Who held a limit takes time to tell.
    if (!isExample && (!this.record || call.cause)) return;
    const cause = roundedCause(explain(this.state, version, limit, nowMs, ({ id }) => this.#requestId(id)));
    if (isExample) refusals.keep(cause);
    call.cause ??= cause;
  }

  /** An attempt is over. */
  left(call: Call, instance: Instance, status: RunStatus, nowMs: number): void {
    if (this.record === undefined) return;
    call.attempts ??= [];
    call.attempts.push({ instance: instance.id, cold: call.cold, startedMs: rounded(call.startedMs), endedMs: rounded(nowMs), status });
  }

  /** So is one whose instance failed to start. */
  neverBegan(call: Call, instance: Instance, status: RunStatus, nowMs: number): void {
    if (this.record === undefined) return;
    call.attempts ??= [];
    const endedMs = rounded(nowMs);
    call.attempts.push({ instance: instance.id, cold: true, startedMs: endedMs, endedMs, status, initOnly: true });
  }

  /** An invocation is over. */
  ended(call: Call, qualifier: string, type: InvocationType, status: Status, state: EndState, nowMs: number): void {
    this.record?.({
      row: call.row,
      requestId: this.#requestId(call.row),
      function: call.of.plan.key,
      qualifier,
      type,
      arrivedMs: rounded(call.arrivedMs),
      status,
      state,
      attempts: call.attempts ?? [],
      endedMs: rounded(nowMs),
      ...(call.cause && { cause: call.cause }),
    });
  }

  #requestId(row: number): RequestId {
    return uuidOf(this.seed, row) as RequestId;
  }
}

/** To the microsecond: more digits would be noise. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function roundedCause(cause: Cause): Cause {
  if (!('holders' in cause)) return { ...cause, openedMs: rounded(cause.openedMs), endsMs: rounded(cause.endsMs) };
  return { ...cause, holders: cause.holders.map((holder) => ({ ...holder, sinceMs: rounded(holder.sinceMs) })) };
}
