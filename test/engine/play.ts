import assert from 'node:assert';
import { createState, nextDeadlineMs, step, type Change, type Input } from '../../src/engine';
import { limits, type InstanceId, type InvocationId, type RunStatus } from '../../src/scf';
import { DeferredQueues } from '../../src/region/deferred';
import { functionPlan } from '../scf/plans';
import { isIdle } from './ledgerAdmission';
import { checkRest } from './ledgerCheck';
import { Ledger } from './ledger';
import type { LedgerInstance } from './ledgerModel';
import { Late, type Entry, type Probe } from './playLate';
import type { Move, Wish } from './playMoves';
import { fitted, type Region } from './playPlan';
import { Transcript } from './playTranscript';

/** Rings that are heard within one move, at most; then time stands still until the next. */
const ringsMax = 300;

/** Something on an instance that gets on: its start, or one of its runs. */
interface Work {
  readonly instanceId: InstanceId;
  readonly id: InvocationId | undefined;
}

/** A region played move by move: it is the shell and the runtime, and has the ledger check every step. */
export class Play {
  readonly #region: Region;
  readonly #state;
  readonly #ledger: Ledger;
  readonly #transcript: Transcript;
  readonly #journal: Entry[] = [];
  readonly #deferred = new DeferredQueues();
  #refilling = false;
  readonly #seen: (what: string) => void;
  #nowMs: number;
  #heard = true;
  #calls = 0;
  steps = 0;

  constructor(region: Region, seen: (what: string) => void) {
    const { plan, provisionedMax, waitingMax, startMs } = region;
    this.#region = region;
    this.#nowMs = startMs;
    this.#seen = seen;
    this.#state = createState(plan, () => provisionedMax, waitingMax);
    this.#ledger = new Ledger(plan, this.#state, () => provisionedMax, seen);
    this.#transcript = new Transcript(this.#ledger);
    this.#take({ kind: 'deployed' });
  }

  get invocations(): number {
    return this.#calls;
  }

  do(move: Move): void {
    switch (move.kind) {
      case 'call':
        return this.#call(move);
      case 'report':
        return this.#report(move);
      case 'exit':
        return this.#exit(move);
      case 'pass':
        return this.#pass(move.ms, !move.late);
      case 'ringNext':
        return this.#ringNext();
      case 'standStill':
        return this.#standStill(move.ms);
      case 'terminate':
        return this.#terminate(move);
      case 'change':
        return this.#change(move.fn, move.change);
    }
  }

  #call({ fn, times, gapMs, qualifier, type, large, draw, routingKey }: Extract<Move, { kind: 'call' }>): void {
    const { functions } = this.#region.plan;
    // One call in a few goes to a function that does not exist.
    const key = fn === 24 ? 'nobody' : (functions[fn % functions.length]?.key ?? '');
    const bytes = large ? (type === 'async' ? limits.asyncEvent : limits.syncEvent).value + 1 : 2;
    for (let nth = 0; nth < times; nth += 1) {
      if (nth > 0) this.#pass(gapMs, true);
      const id = this.#calls as InvocationId;
      this.#calls += 1;
      const spread = (draw + nth * 0.37) % 1;
      const key_ = routingKey === undefined ? undefined : { colour: routingKey };
      this.#hearDue();
      this.#take({ kind: 'invoked', id, function: key, qualifier, type, bytes, draw: spread, routingKey: key_, data: undefined });
    }
  }

  #report({ pick, times, meet, lateMs, fails, status, gone, keepAliveMs }: Extract<Move, { kind: 'report' }>): void {
    for (let nth = 0; nth < times; nth += 1) {
      this.#hear();
      const working = this.#working();
      const work = working[(pick + nth) % working.length];
      const nextMs = nextDeadlineMs(this.#state);
      if (meet && nextMs < Infinity) this.#nowMs = Math.max(this.#nowMs, nextMs);
      else this.#pass(lateMs, false, false);
      if (!work) return;
      const input = reportOf(work, {
        status: fails && work.id === undefined ? 443 : status,
        fails,
        gone,
        keepAliveMs: this.#keepAliveOf(keepAliveMs),
      });
      // Of an instance that serves several, one run may have ended by its own deadline just before.
      const isShared = (this.#ledger.books.instances.get(work.instanceId)?.version.slots ?? 1) > 1 && work.id !== undefined;
      if (this.#isWorking(work) || isShared) this.#take(input);
      // It was ended by its own deadline, which its shell has not heard yet.
      else if (!this.#heard) this.#journal.push({ input, nowMs: this.#nowMs, heard: true, only: 'late' });
    }
  }

  /** An instance's keep-alive is the profile's, or drawn where it draws. */
  #keepAliveOf(drawnMs: number): number {
    const { keepAliveMs } = this.#region.plan.profile;
    return typeof keepAliveMs === 'number' ? keepAliveMs : drawnMs;
  }

  #exit({ pick, lateMs }: Extract<Move, { kind: 'exit' }>): void {
    this.#hear();
    const idle = this.#idle();
    const instance = idle[pick % idle.length];
    if (!instance) return;
    const { id: instanceId, rested } = instance;
    const from = this.#transcript.said.length;
    this.#pass(lateMs, false, false);
    const input: Input = { kind: 'exited', instanceId };
    const probe: Probe = { input, nowMs: this.#nowMs, heard: true, only: 'probe', said: undefined };
    const isAlone = nextDeadlineMs(this.#state) > this.#nowMs && this.#region.plan.profile.reuse !== 'random';
    // In truth it was gone before; where no alarm was heard, the engine has to find that out.
    if (!this.#heard) this.#journal.push(probe);
    this.#hear();
    if (!this.#idle().includes(instance) || instance.rested !== rested) return;
    this.#take(input);
    if (isAlone) probe.said = this.#transcript.said.slice(from);
  }

  #terminate({ pick, grace }: Extract<Move, { kind: 'terminate' }>): void {
    this.#hearDue();
    const running = this.#working().flatMap(({ id }) => id ?? []);
    const id = running[pick % running.length] ?? (pick as InvocationId);
    this.#take({ kind: 'terminate', id, grace });
  }

  #change(fn: number, wish: Wish): void {
    this.#hearDue();
    const { functions } = this.#region.plan;
    const key = functions[fn % functions.length]?.key ?? '';
    this.#take({ kind: 'changed', change: this.#changeOf(key, wish) });
  }

  #changeOf(key: string, wish: Wish): Change {
    const { books } = this.#ledger;
    if (wish.kind === 'total') return { kind: 'total', totalMB: books.accountMB + wish.moreMB };
    if (wish.kind !== 'function') return { ...wish, function: key };
    const { plan = functionPlan(key) } = books.functions.get(key) ?? {};
    const { instanceConcurrency, ...choices } = fitted(wish.plan, this.#region.plan.profile);
    const known = books.functions.has(key);
    const asyncRun = known ? plan.asyncRun !== wish.flips : choices.asyncRun;
    return { kind: 'function', plan: functionPlan(key, { ...choices, asyncRun, instanceConcurrency: asyncRun ? 1 : instanceConcurrency }) };
  }

  /** What starts or runs. */
  #working(): Work[] {
    return [...this.#ledger.books.instances.values()].flatMap(({ id: instanceId, ready, runs }): Work[] =>
      ready ? runs.map(({ event }) => ({ instanceId, id: event.id })) : [{ instanceId, id: undefined }],
    );
  }

  #isWorking(work: Work): boolean {
    return this.#working().some(({ instanceId, id }) => instanceId === work.instanceId && id === work.id);
  }

  #idle(): LedgerInstance[] {
    const { books } = this.#ledger;
    return [...books.instances.values()].filter((instance) => isIdle(instance) || instance.version.surplus.includes(instance));
  }

  /** Time goes on by so much, and alarms ring on the way; where they are not `heard` the shell is too busy for them. */
  #pass(ms: number, heard: boolean, inclusive = true): void {
    const toMs = this.#nowMs + ms;
    this.#heard = this.#heard && (heard || ms === 0);
    for (let rings = 0; rings < ringsMax; rings += 1) {
      const nextMs = nextDeadlineMs(this.#state);
      if (inclusive ? nextMs > toMs : nextMs >= toMs) {
        this.#nowMs = toMs;
        return;
      }
      this.#ringNext(this.#heard);
    }
  }

  /** Nothing is carried out meanwhile; at its end what instances report still comes first. */
  #standStill(ms: number): void {
    this.#hear();
    this.#nowMs += ms;
    this.#take({ kind: 'resumed', lostMs: ms });
  }

  /** A shell cannot report on what it has not been told of yet. */
  #hear(): void {
    if (!this.#heard) this.#take({ kind: 'rang' });
  }

  /** Before arrivals, what is due at the moment is carried out. @source design.md §4.1 */
  #hearDue(): void {
    for (let rings = 0; nextDeadlineMs(this.#state) <= this.#nowMs; rings += 1) {
      assert(rings < ringsMax, 'deadlines without end');
      this.#ringNext(this.#heard);
    }
  }

  #ringNext(heard = true): void {
    const nextMs = nextDeadlineMs(this.#state);
    if (nextMs === Infinity) return;
    this.#nowMs = Math.max(this.#nowMs, nextMs);
    this.#take({ kind: 'rang' }, heard);
  }

  #take(input: Input, heard = true): void {
    this.steps += 1;
    const nowMs = this.#nowMs;
    this.#journal.push({ input, nowMs, heard });
    if (heard) this.#heard = true;
    this.#ledger.expect(input, nowMs);
    this.#transcript.begin();
    step(this.#state, input, nowMs, this.#transcript);
    const settled = !('instanceId' in input);
    this.#ledger.check(settled && input.kind !== 'deployed');
    for (const { id, fn } of this.#ledger.deferrals.splice(0)) this.#deferred.push(fn.key, { expiresMs: Infinity, row: id, seq: id });
    if (!this.#refilling) this.#refill();
  }

  /** Give the engine back what it put aside, as a region does. */
  #refill(): void {
    this.#refilling = true;
    for (const { row } of this.#deferred.wanted((key) => this.#state.functions.get(key), this.#state.waitingMax)) {
      const event = this.#ledger.books.events.get(row);
      assert(event, 'what was put aside has arrived');
      const { id, qualifier, type, draw, routingKey, arrivedMs: acceptedMs, attempts, runErrors } = event;
      this.#hearDue();
      const call = { id, function: event.fn.key, qualifier, type, draw, routingKey, data: undefined };
      this.#take({ kind: 'restored', was: 'deferred', ...call, acceptedMs, attempts, runErrors });
    }
    this.#refilling = false;
  }

  /** Let everything that runs come to its end, and time go on until nothing is due any more. */
  playOut(): void {
    const { outcomes } = this.#region;
    this.#hear();
    this.#calm();
    for (let moves = 0; ; moves += 1) {
      assert(moves < 20_000, 'it never comes to rest');
      const [work] = this.#working();
      const status = outcomes[moves % outcomes.length] ?? 200;
      if (work) this.#take(reportOf(work, { status, fails: false, gone: false, keepAliveMs: this.#keepAliveOf(1_000) }));
      else if (nextDeadlineMs(this.#state) < Infinity) this.#ringNext();
      else return checkRest(this.#ledger.books, this.#state);
    }
  }

  /** Nothing changes any more: functions serve, and no load is looked at. */
  #calm(): void {
    this.#hearDue();
    for (const { key, versions } of [...this.#ledger.books.functions.values()]) {
      this.#take({ kind: 'changed', change: { kind: 'status', function: key, status: 'Active' } });
      for (const { name, tracking } of [...versions.values()]) {
        if (tracking)
          this.#take({ kind: 'changed', change: { kind: 'tracking', function: key, version: name, tracking: undefined, by: 'schedule' } });
      }
    }
  }

  /** The same inputs give the same effects, whether the alarms on the way were heard or not. */
  checkAgain(): void {
    new Late(this.#region, this.#journal, this.#seen).compare(this.#transcript.said);
  }
}

function reportOf(
  { instanceId, id }: Work,
  { status, fails, gone, keepAliveMs }: { status: RunStatus; fails: boolean; gone: boolean; keepAliveMs: number },
): Input {
  if (id === undefined) return fails ? { kind: 'startFailed', instanceId, status } : { kind: 'started', instanceId };
  return { kind: 'finished', instanceId, id, status, gone: gone && status !== 200, keepAliveMs };
}
