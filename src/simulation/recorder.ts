import { explain, type Instance, type Invocation, type State } from '../engine';
import { uuidOf } from '../random';
import type { Cause, EndState, InvocationRecord, InvocationType, LimitKind, RequestId, RunStatus, Status } from '../scf';
import { RefusalCauses, type Refusals } from '../trace';
import type { Call } from './call';

/** Makes records where they are wanted, and examples of what was in the way where they are not. */
export class Recorder {
  readonly #causes = new RefusalCauses();

  /** @param record  gets each invocation when it has ended; without it none is made */
  constructor(
    private readonly state: State,
    private readonly seed: number,
    private readonly record: ((record: InvocationRecord) => void) | undefined,
  ) {}

  /** A limit was in the way of an invocation of a version. @param counts  whether it is counted as a throttle */
  hindered(call: Call, version: Invocation['version'], limit: LimitKind, counts: boolean, nowMs: number): void {
    const seen = counts ? (call.of.hindered[limit] += 1) : 0;
    // Who held a limit takes time to tell: without records, ever fewer examples are looked at.
    const wanted = this.record ? call.cause === undefined || counts : counts && (seen & (seen - 1)) === 0;
    if (!wanted) return;
    const cause = roundedCause(explain(this.state, version, limit, nowMs, ({ id }) => this.#requestId(id)));
    call.cause ??= cause;
    if (counts) this.#causes.add(cause, nowMs);
  }

  /** What was most often in the way, with examples. */
  refusals(kinds: number, hinderedOf: (functionKey: string, limit: LimitKind) => number): Refusals[] {
    return this.#causes
      .top(Infinity)
      .map((refusals) => ({ ...refusals, count: hinderedOf(refusals.function, refusals.limit) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, kinds);
  }

  /** An attempt is over. */
  left(call: Call, instance: Instance, status: RunStatus, nowMs: number): void {
    if (!this.record) return;
    call.attempts ??= [];
    call.attempts.push({ instance: instance.id, cold: call.cold, startedMs: rounded(call.startedMs), endedMs: rounded(nowMs), status });
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
