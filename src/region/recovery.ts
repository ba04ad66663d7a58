import type { FunctionState } from '../engine/state';
import { limits, type InvocationId } from '../scf';
import type { Seq, StoredEvent } from '../store';
import { calledOf, type Called } from './call';
import type { Effects, Household } from './effects';
import { Pending } from './pending';

/** How many events the store had kept: in their queues, on instances that are gone, and of functions that are not there. */
export interface Recovered {
  readonly waiting: number;
  readonly running: number;
  readonly away: number;
}

/**
 * Gives the engine events that the store alone has had: from before the region was opened, from the ends of long queues, of functions that
 * were away.
 * @source design.md §5: nothing accepted is lost
 */
export class Recovery {
  readonly #house: Household;
  readonly #effects: Effects;
  readonly #openedMs: number;
  /** The latest event that was accepted before. */
  #lastBefore: Seq = 0;
  /** What it tells the engine leads back to it. */
  #goesOn = false;

  constructor(house: Household, effects: Effects) {
    this.#house = house;
    this.#effects = effects;
    this.#openedMs = house.parts.clock.nowMs();
  }

  /** When one that waits for its function may be too old, ms since the Unix epoch; Infinity where none does. */
  get nextMs(): number {
    return this.#house.away.nextMs;
  }

  /**
   * Everything that has not ended. @see Region.recover
   * @param nextRow  numbers invocations
   */
  begin(nextRow: () => InvocationId): Recovered {
    const { store, functions, away, terms, tell } = this.#house;
    const recovered = { waiting: 0, running: 0, away: 0 };
    const known = new Map<string, Called>();
    for (const kept of store.unfinished()) {
      this.#lastBefore = kept.seq;
      const stored = this.#asOfNow(kept);
      const name = JSON.stringify([stored.function, stored.qualifier, stored.type, stored.invokedBy, stored.routingKey]);
      const call = known.get(name) ?? calledOf(stored);
      known.set(name, call);
      const isThere = functions.get(stored.function) !== undefined;
      recovered[!isThere ? 'away' : stored.state === 'RUNNING' ? 'running' : 'waiting'] += 1;
      const row = nextRow();
      if (isThere) this.#restore(stored, call, row);
      else this.#leaveAway(stored, call, row);
    }
    terms.keepOnly((key) => functions.get(key) !== undefined || away.has(key));
    if (!away.isEmpty) tell({ kind: 'rang' });
    return recovered;
  }

  /**
   * Of a function that is not there. A run that was under way is an error of the platform (S56), and of an asynchronous execution
   * the end (S77).
   */
  #leaveAway(stored: StoredEvent, call: Called, row: InvocationId): void {
    const { seq, acceptedMs, attempts, runErrors, state, asyncRun } = stored;
    const { store, away, terms, parts } = this.#house;
    if (state === 'RUNNING') {
      const pending = this.#restored(stored, call, row);
      this.#cutOff(pending, stored);
      if (asyncRun) return this.#effects.giveUp(pending, 500);
      store.waits(seq, parts.clock.nowMs() + parts.plan.profile.retryMs.system, { attempts, runErrors });
    }
    const { msgTtlMs = limits.msgTtl.value * 1000 } = terms.of(call.function) ?? {};
    away.put(call.function, { seq, row, expiresMs: acceptedMs + msgTtlMs });
  }

  /**
   * Of what was accepted before the region was opened. Where the clock was put back meanwhile, its times may lie ahead: it would wait until the
   * clock is there again, and have waited for less than no time.
   */
  #asOfNow(stored: StoredEvent): StoredEvent {
    const { seq, acceptedMs, dueMs } = stored;
    if (seq > this.#lastBefore) return stored;
    const { clock, plan } = this.#house.parts;
    const { retryMs, systemBackoffMaxMs = 0 } = plan.profile;
    const dueMaxMs = clock.nowMs() + Math.max(retryMs.run, retryMs.throttled, retryMs.system, systemBackoffMaxMs);
    if (acceptedMs <= this.#openedMs && (dueMs ?? 0) <= dueMaxMs) return stored;
    return { ...stored, acceptedMs: Math.min(acceptedMs, this.#openedMs), dueMs: dueMs === undefined ? undefined : Math.min(dueMs, dueMaxMs) };
  }

  #cutOff(pending: Pending, { startMs = Infinity }: StoredEvent): void {
    this.#effects.cutOff(pending, Math.max(0, (this.#house.store.lastSeenMs ?? 0) - startMs));
  }

  /** Somebody may still wait for the end of one that has been here before. */
  #restored({ requestId, seq, acceptedMs, attempts }: StoredEvent, call: Called, row: InvocationId): Pending {
    const { functions, stopwatch, parts } = this.#house;
    const known = this.#effects.pending.get(requestId);
    const plan = functions.get(call.function)?.plan;
    const pending = known ?? new Pending(requestId, call, undefined, plan, stopwatch.of(acceptedMs), parts.plan.profile.errorTextEra);
    pending.row = row;
    pending.seq = seq;
    pending.restored = true;
    pending.executions = attempts;
    return pending;
  }

  #restore(stored: StoredEvent, call: Called, id: InvocationId, deferred = false): void {
    const { requestId, acceptedMs, attempts, runErrors, version, state, dueMs } = stored;
    const { parts, tell } = this.#house;
    const pending = this.#restored(stored, call, id);
    if (state === 'RUNNING' && !deferred) this.#cutOff(pending, stored);
    this.#effects.pending.set(requestId, pending);
    const { function: functionKey, type, routingKey } = call;
    const { qualifier } = pending;
    const draw = parts.random();
    const event = {
      kind: 'restored',
      id,
      function: functionKey,
      qualifier,
      type,
      draw,
      routingKey,
      data: pending,
      acceptedMs,
      attempts,
      runErrors,
      version,
    } as const;
    // An attempt that was due while it lay there is made in its turn.
    if (deferred) tell({ ...event, was: 'deferred' });
    else if (state === 'RUNNING') tell({ ...event, was: 'running' });
    else if (dueMs !== undefined) tell({ ...event, was: 'resting', dueMs });
    else tell({ ...event, was: 'waiting' });
  }

  /**
   * The engine has taken a step: it may have room again, a function may be there again, an event may have waited too long.
   * @param nowMs  ms since the Unix epoch
   * @param settled  not in the midst of changes, which come in groups: what waits for a function begins after the last one
   */
  goOn(nowMs: number, settled: boolean): void {
    const { deferred, away } = this.#house;
    if (this.#goesOn || (deferred.isEmpty && away.isEmpty)) return;
    this.#goesOn = true;
    this.#refill();
    if (settled) this.#takeBack();
    this.#expireAway(nowMs);
    this.#goesOn = false;
  }

  /** @see Region.handOver */
  handOver(from: string, to: string): void {
    const { store, away, terms } = this.#house;
    store.handOver(from, to);
    away.handOver(from, to);
    terms.handOver(from, to);
  }

  /** Give the engine back what it put aside, as far as it has room. */
  #refill(): void {
    const { state, store, deferred } = this.#house;
    const stateOf = (key: string): FunctionState | undefined => state.functions.get(key);
    for (const { seq, row } of deferred.wanted(stateOf, state.waitingMax)) {
      const stored = store.eventAt(seq);
      if (stored) this.#restore(this.#asOfNow(stored), calledOf(stored), row, true);
    }
  }

  /** What functions that are there again have left behind goes on in its old order. */
  #takeBack(): void {
    const { state, store, away } = this.#house;
    const isThere = (key: string): boolean => state.functions.has(key);
    for (let events = away.back(isThere); events.length > 0; events = away.back(isThere)) {
      for (const { seq, row } of events) {
        const stored = store.eventAt(seq);
        if (stored) this.#restore(this.#asOfNow(stored), calledOf(stored), row);
      }
    }
  }

  #expireAway(nowMs: number): void {
    const { store, away } = this.#house;
    for (const { seq, row } of away.expired(nowMs)) {
      const stored = store.eventAt(seq);
      if (stored) this.#effects.giveUp(this.#restored(stored, calledOf(stored), row), 435);
    }
  }
}
