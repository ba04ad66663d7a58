import assert from 'node:assert';
import { nextDeadlineMs, provisioningOf, type ProvisioningLevel, type State } from '../../src/engine';
import { backlogOf, headsOf, limitOf, waitingOf } from './ledgerAdmission';
import type { Books, LedgerEvent, LedgerFunction, LedgerInstance, LedgerVersion } from './ledgerModel';
import { levelOf, mayStart, targetOf } from './ledgerProvision';
import { capMB, poolMB, usedMB } from './ledgerQuota';
import { admits } from './ledgerRates';

/** What must hold when a step is over. `settled`: what falls due at its moment has been carried out, too. */
export function checkAfter(books: Books, state: State, settled: boolean): void {
  for (const { id, state: where, expected } of books.live) {
    if (where === 'arriving' || where === 'settling' || expected) assert.fail(`${id} neither runs nor waits nor has ended: it is lost`);
  }
  for (const { id, fate } of books.instances.values()) if (fate !== undefined) assert.fail(`instance ${id} lives on though it is ${fate}`);
  checkConservation(books, state);
  checkQuotas(books, state);
  for (const head of headsOf(books)) assert(limitOf(books, head, false) !== undefined, `${head.id} waits though it may run, or has to end`);
  checkDue(books, state, settled);
  if (settled) for (const fn of books.functions.values()) for (const version of fn.versions.values()) checkProvisioned(books, state, version);
}

/** Accepted = ended + waiting + resting + running, and the engine knows of the same. */
function checkConservation(books: Books, state: State): void {
  const live = { waiting: 0, resting: 0, bound: 0 };
  const kept = { waitingEvents: 0, deferred: 0 };
  for (const { state: where, deferred, fn } of books.live) {
    if (where === 'waiting' || where === 'resting' || where === 'bound') live[where] += 1;
    if (where === 'waiting' && !deferred) kept.waitingEvents += 1;
    if (deferred && !fn.removed) kept.deferred += 1;
  }
  let running = 0;
  const ids = new Set<number>();
  for (const { id, runs, ready, version } of books.instances.values()) {
    if (runs.length > (ready ? version.slots : 1)) assert.fail(`instance ${id} has ${runs.length} events, and ${version.slots} slots (S2)`);
    running += runs.length;
    for (const { event } of runs) ids.add(event.id);
  }
  assert.strictEqual(ids.size, running, 'one event runs on two instances');
  assert.strictEqual(live.bound, running, 'what has an instance is not what runs');
  assert.strictEqual(live.waiting + live.resting + live.bound, books.live.size, 'accepted is not ended + waiting + resting + running');
  assert.strictEqual(state.instances.size, books.instances.size, 'the engine knows of other instances than it asked for');
  const known = { waitingEvents: 0, deferred: 0 };
  for (const fn of state.functions.values()) {
    known.waitingEvents += fn.waitingEvents;
    known.deferred += fn.deferred;
  }
  assert.strictEqual(known.waitingEvents, kept.waitingEvents, 'the engine knows of other waiting events');
  assert.strictEqual(known.deferred, kept.deferred, 'the engine knows of other events that are put aside');
  if (kept.deferred > 0) for (const fn of books.functions.values()) checkDeferred(books, fn);
}

/** Only the end of a queue is put aside. */
function checkDeferred(books: Books, fn: LedgerFunction): void {
  const queue = waitingOf(books, fn);
  const from = queue.findIndex(({ deferred }) => deferred);
  const late = queue.slice(from < 0 ? queue.length : from).find(({ deferred }) => !deferred);
  assert(!late, `${late?.id ?? ''} stands in memory behind ${queue[from]?.id ?? ''}, which is put aside (S50)`);
}

function checkQuotas(books: Books, state: State): void {
  assert.strictEqual(state.pool.quotaMB, poolMB(books), 'the pool is not what reservations leave (S15, S22)');
  assert(state.pool.quotaMB >= books.profile.floorMB, 'the floor is allocated (S13)');
  for (const fn of books.functions.values()) {
    const known = state.functions.get(fn.key);
    assert(known, `the engine has forgotten ${fn.key}`);
    assert.strictEqual(known.quota.elasticMB, capMB(books, fn), `the quota of ${fn.key} is another (S§2.4)`);
    assert.strictEqual(known.quota.usedMB, usedMB(books, fn), `what ${fn.key} uses of its quota is not what its instances hold (S31, S32)`);
    const backlog = books.profile.asyncQueueScope === 'function' ? known.backlog : state.backlog;
    assert.strictEqual(backlog, backlogOf(books, fn), `the backlog of ${fn.key} is another (S61)`);
  }
}

/** Tells of a deadline, and of whose it is. */
type Check = (dueMs: number, what: string, whose: number | string) => void;

/** No deadline has passed, and the engine asks to be called at the next one. */
export function checkDue(books: Books, state: State, settled: boolean): void {
  const nextMs = nextDeadlineMs(state);
  const { nowMs } = books;
  const check: Check = (dueMs, what, whose) => {
    if (settled ? dueMs <= nowMs : dueMs < nowMs) assert.fail(`${what} ${whose}, due at ${dueMs}, is not carried out at ${nowMs}`);
    if (nextMs > dueMs) assert.fail(`${what} ${whose}, due at ${dueMs}, will not be carried out before ${nextMs}`);
  };
  for (const instance of books.instances.values()) checkInstance(instance, check);
  for (const event of books.live) checkEvent(books, event, check);
  for (const fn of books.functions.values()) for (const { trackMs } of fn.versions.values()) check(trackMs, 'a look at the load of', fn.key);
}

function checkInstance({ id, ready, runs, version, bornMs, idleSinceMs, keepAliveMs, provisioned }: LedgerInstance, check: Check): void {
  if (!ready) return check(bornMs + version.initTimeoutMs, 'the end of the initialisation (S121) of instance', id);
  if (runs.length === 0 && !provisioned) check(idleSinceMs + keepAliveMs, 'the end of the keep-alive (S110) of instance', id);
  for (const { event, startedMs = NaN, credentialsMs } of runs) {
    check(startedMs + version.timeoutMs, 'the time-out (S153) of', event.id);
    check(credentialsMs, 'the end of the credentials (S80) of', event.id);
  }
}

function checkEvent({ profile: { invokeApiTimeoutMs } }: Books, event: LedgerEvent, check: Check): void {
  const { id, state, deferred, dueMs, expiryMs, type, fn, givenUp, arrivedMs, lostMs } = event;
  if (state === 'resting') check(dueMs, 'the next attempt (S54–S56) of', id);
  if (state === 'waiting' && !deferred) check(expiryMs, 'the end of the MsgTTL (S58) of', id);
  if (state === 'bound' && type === 'sync' && !fn.plan.asyncRun && !givenUp && invokeApiTimeoutMs !== undefined) {
    check(arrivedMs + lostMs + invokeApiTimeoutMs, 'the patience (S47) of the caller of', id);
  }
}

/** Whatever is missing, or too much, has a reason: a window is full, or the last start failed less than a minute ago. */
function checkProvisioned(books: Books, state: State, version: LedgerVersion): void {
  const { fn, name, wanted, surplus } = version;
  const missing = targetOf(books, version) - wanted.length;
  if (missing !== 0)
    assert(missing > 0 && !mayStart(books, version, false), `${missing} provisioned instances of ${fn.key} are missing (S118, S130)`);
  if (surplus.length > 0) assert(!admits(books.released, books.nowMs, false), `provisioned instances of ${fn.key} are too many (S118)`);
  const known = state.functions.get(fn.key)?.versions.get(name);
  assert(known, `the engine has forgotten version ${name} of ${fn.key}`);
  const said = levelText(provisioningOf(state, known));
  assert.strictEqual(said, levelText(levelOf(books, version)), 'the provisioning of a version is told otherwise (S131, S134, S137)');
}

function levelText({ allocated, available, status, reason }: ProvisioningLevel): string {
  return `${available} of ${allocated} ${status} ${reason ?? ''}`;
}

/** All has ended, and of the instances only the provisioned ones are left. */
export function checkRest(books: Books, state: State): void {
  const stuck = [...books.live].map(({ id, state: where }) => `${id} ${where}`);
  assert.deepStrictEqual(stuck, [], 'an accepted event never ends');
  for (const { id, provisioned } of books.instances.values()) assert(provisioned, `instance ${id} outlives its keep-alive`);
  for (const fn of books.functions.values()) {
    for (const version of fn.versions.values()) {
      assert.strictEqual(version.wanted.length, targetOf(books, version), `provisioned instances of ${fn.key} are missing`);
      assert.strictEqual(version.surplus.length, 0, `provisioned instances of ${fn.key} are left`);
    }
  }
  assert.strictEqual(state.terminable.size, 0, 'something that has ended can still be terminated');
  assert.strictEqual(state.backlog, 0, 'a queue is not empty though nothing waits');
  assert.strictEqual(state.waiting.length, 0, 'a function waits though none of its events does');
}
