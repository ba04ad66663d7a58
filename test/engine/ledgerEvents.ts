import assert from 'node:assert';
import type { EndReason, Input, Invoked, Restored } from '../../src/engine';
import { limits, type EndState, type LimitKind, type Status } from '../../src/scf';
import { backlogOf, faultNow, limitOf, resolve, staysAtHead, waitingOf } from './ledgerAdmission';
import { codeOf, serves, type Books, type LedgerEvent, type Verdict } from './ledgerModel';
import { admits, type Rate } from './ledgerRates';
import { classIn, givenUp, verdictOn, verdictOnRefusal } from './ledgerVerdict';

/** What may be said of events, effect by effect. */

/** How a call is answered that no capacity could help; undefined: it becomes an invocation. @source S43, S63, S79, S145 */
export function answerTo(books: Books, call: Invoked): { readonly status: Status; readonly limit?: LimitKind } | undefined {
  const { function: key, type, bytes } = call;
  if (bytes > (type === 'async' ? limits.asyncEvent : limits.syncEvent).value) return { status: 406 };
  const fn = books.functions.get(key);
  if (!fn) return { status: 435 };
  const known = resolve(fn, call) !== undefined;
  if (!serves(fn) && !(known && type === 'async' && ['system', 'overLimit'].includes(classIn(books, 438)))) return { status: 438 };
  if (!known) return { status: 442 };
  const rate = rateOf(books, call);
  return serves(fn) && rate && !admits(rate, books.nowMs, false) ? { status: 429, limit: 'qps' } : undefined;
}

/** What counts the invocations of the function that is called. @source S79 */
function rateOf(books: Books, { function: key }: Invoked): Rate | undefined {
  const fn = books.functions.get(key);
  return fn?.plan.asyncRun === true ? (fn.calls ?? books.calls) : undefined;
}

/** A call becomes an invocation. */
export function arrive(books: Books, call: Invoked): void {
  const fn = books.functions.get(call.function);
  assert(fn, 'an invocation is of a function');
  const { id, type, qualifier, draw, routingKey } = call;
  const event = books.addEvent({ id, fn, type, qualifier, draw, routingKey });
  if (!serves(fn)) {
    const status = 438;
    books.seen('accepted: comes back later');
    event.lastStatus = status;
    event.systemErrors = classIn(books, status) === 'system' ? 1 : 0;
    event.expected = verdictOn(books, event, status);
    return;
  }
  rateOf(books, call)?.moments.push(books.nowMs);
}

/** An event cannot run yet. */
export function waits(books: Books, event: LedgerEvent, limit: LimitKind, throttled: boolean): void {
  const { id, fn } = event;
  assert(event.type === 'async' && event.accepted, `${id} waits though only accepted asynchronous events do (S106)`);
  const arrives = event.state === 'arriving';
  assert(arrives || event.state === 'waiting', `${id} waits though it is ${event.state}`);
  const [head] = waitingOf(books, fn);
  const ahead = waitingOf(books, fn).filter((other) => other !== event && (arrives || other === head));
  if (arrives) assert(backlogOf(books, fn) < books.profile.asyncQueueMax, `${id} waits in a queue that is full (S61)`);
  if (throttled) {
    assert(ahead.length === 0, `${id} is throttled behind another`);
    assert(!event.throttled, `${id} is throttled twice`);
    event.throttled = true;
    event.lastStatus = codeOf(limit);
    checkLimit(books, event, limit);
    books.seen(`throttled: ${limit}`);
    if (!staysAtHead(books, fn)) {
      event.state = 'settling';
      event.sentAway = true;
      event.expected = verdictOnRefusal(books, event, codeOf(limit));
      return;
    }
  } else {
    assert((arrives || event.returned) && ahead.length > 0, `${id} waits behind nobody (S50)`);
    books.seen(arrives ? 'waits: behind another' : 'waits: behind another again');
  }
  if (arrives) stand(books, event);
}

/** An event that has just lined up is its shell's for a while. @source design.md §5 */
export function deferred(books: Books, event: LedgerEvent, waitingMax: number): void {
  const { id, fn, state } = event;
  const others = waitingOf(books, fn).filter((other) => other !== event);
  assert(state === 'waiting' && !event.deferred && event.attempts === 0, `${id} is put aside though it is ${state}`);
  assert(others.length > 0, `${id} is put aside though it is the next one`);
  assert(others.length >= waitingMax || others.some((other) => other.deferred), `${id} is put aside though there is room (S50)`);
  event.deferred = true;
  books.seen('deferred');
}

/** What was put aside is told again: it stands where it stood, or nothing that it calls is left. @returns why it ends at once */
export function giveBack(books: Books, { id }: Restored): 435 | 442 | undefined {
  const event = books.events.get(id);
  assert(event?.deferred === true, 'the test gives back what was put aside');
  const { fn } = event;
  event.deferred = false;
  const status = fn.removed ? 435 : resolve(fn, event) ? undefined : 442;
  books.seen(status === undefined ? 'deferred: comes back' : `deferred: ${status}`);
  if (status === undefined) event.expiryMs = Math.max(books.nowMs, event.arrivedMs + fn.plan.msgTtlMs);
  else end(books, event, 'FAILED', 'done');
  return status;
}

function checkLimit(books: Books, event: LedgerEvent, limit: LimitKind): void {
  const rules = new Set([limitOf(books, event, false), limitOf(books, event, true)]);
  assert(rules.has(limit), `${event.id} is refused for ${limit}, by the rules for ${[...rules].map((rule) => rule ?? 'nothing').join(' or ')} (S43)`);
}

/** It stands in its queue from now on. */
function stand(books: Books, event: LedgerEvent): void {
  event.state = 'waiting';
  event.entered = books.order();
  event.expiryMs = Math.max(books.nowMs, event.arrivedMs + event.fn.plan.msgTtlMs);
}

/** Events whose rest is over are back in their queues: all of them, or those whose rest began before that of `until`. @source S59 */
export function comeBack(books: Books, until?: LedgerEvent): void {
  const due = [...books.live].filter(
    (event) => event.state === 'resting' && event.dueMs <= books.nowMs && (!until || event.entered <= until.entered),
  );
  for (const event of due.sort((a, b) => a.dueMs - b.dueMs || a.entered - b.entered)) {
    event.sentAway = false;
    event.returned = true;
    event.dueMs = Infinity;
    stand(books, event);
    books.seen('comes back');
  }
}

/** An event is tried again later. */
export function retries(books: Books, event: LedgerEvent, dueMs: number, status: Status): void {
  const { id } = event;
  const expected = event.expected ?? unasked(books, event, status);
  assert(expected.kind === 'retries', `${id} is tried again after ${status}, by the rules it ends as ${toText(expected)} (S54–S60)`);
  assert(
    status === expected.status && dueMs === expected.dueMs,
    `${id} is tried again at ${dueMs} after ${status}, by the rules ${toText(expected)}`,
  );
  const kind = classIn(books, status);
  assert(kind !== 'run' || event.runErrors <= event.fn.plan.retryNum, `${id} is tried more often than RetryNum says (S54)`);
  assert(kind !== 'request' && kind !== 'success' && kind !== 'cancelled', `${id} is tried again after ${status} (S57)`);
  assert(dueMs <= event.arrivedMs + event.fn.plan.msgTtlMs, `${id} is tried again after its MsgTTL (S60)`);
  event.expected = undefined;
  event.state = 'resting';
  event.entered = books.order();
  event.dueMs = dueMs;
  event.expiryMs = Infinity;
  books.seen(`retries: ${event.sentAway ? 'sent away' : kind}`);
}

/** An invocation is over. */
export function ended(
  books: Books,
  event: LedgerEvent,
  status: Status,
  state: EndState,
  why: EndReason,
  limit: LimitKind | undefined,
  input: Input,
): void {
  const said = toText({ kind: 'ended', status, state, why });
  if (why === 'refused') {
    refused(books, event, status, state, limit);
  } else if (why === 'queueFull') {
    overflowed(books, event, said, limit);
  } else if (why === 'ttl' && !event.expected) {
    expired(books, event, status, said, input);
  } else {
    const rules = toText(event.expected ?? unasked(books, event, status));
    assert(said === rules, `${event.id} ends as ${said}, by the rules: ${rules} (S54–S65, S75–S84)`);
  }
  end(books, event, state, why);
}

function end(books: Books, event: LedgerEvent, state: EndState, why: EndReason): void {
  event.state = 'ended';
  event.expected = undefined;
  event.sentAway = false;
  books.live.delete(event);
  books.seen(`ends: ${state} ${why}`);
}

/** @source S42, S90, S106 */
function refused(books: Books, event: LedgerEvent, status: Status, state: EndState, limit: LimitKind | undefined): void {
  assert(event.type === 'sync' && event.state === 'arriving', `${event.id} is refused though it is ${event.type} and ${event.state}`);
  assert(!event.accepted, `${event.id} is refused though its caller has its RequestId (S90)`);
  assert(limit !== undefined && status === codeOf(limit) && state === 'REFUSED', `${event.id} is told ${status} ${state} for ${limit ?? 'nothing'}`);
  checkLimit(books, event, limit);
  books.seen(`refused: ${limit}`);
}

/** @source S61 */
function overflowed(books: Books, event: LedgerEvent, said: string, limit: LimitKind | undefined): void {
  assert(event.state === 'arriving' && event.accepted, `${event.id} does not fit into a queue though it is ${event.state}`);
  assert(backlogOf(books, event.fn) >= books.profile.asyncQueueMax, `${event.id} is dropped though it may wait (S61)`);
  assert(limit !== undefined, `${event.id} is dropped for nothing`);
  if (waitingOf(books, event.fn).length === 0) checkLimit(books, event, limit);
  const rules = toText(givenUp(event, codeOf(limit), 'queueFull'));
  assert(said === rules, `${event.id} ends as ${said}, by the rules: ${rules} (S61, S65)`);
}

/** It waited too long; or it was tried at this moment, and would come back too late. @source S58, S60 */
function expired(books: Books, event: LedgerEvent, status: Status, said: string, input: Input): void {
  const { id, state, expiryMs, lastStatus, fn } = event;
  assert(
    input.kind === 'rang' || input.kind === 'restored' || state !== 'waiting' || !staysAtHead(books, fn) || faultNow(event) !== undefined,
    `${id} is too old when no time has passed`,
  );
  // What ended its last attempt, or what has refused it another since.
  const mayBe = status === lastStatus || status === 432 || status === 429;
  const waited = state === 'waiting' && books.nowMs === expiryMs && mayBe;
  const rules = toText(waited ? givenUp(event, status, 'ttl') : unasked(books, event, status));
  assert(said === rules, `${id} ends as ${said}, by the rules: ${rules} (S58, S65)`);
}

/** What has to become of the head of a queue that nothing was said of yet: its function has changed, or a limit sends it away again. */
function unasked(books: Books, event: LedgerEvent, status: Status): Verdict {
  const { id, fn } = event;
  assert(event.state === 'waiting', `${id} gets ${status} while it is ${event.state}: an accepted event is lost`);
  assert(waitingOf(books, fn)[0] === event, `${id} gets ${status} though another stands before it`);
  const fault = faultNow(event);
  if (fault !== undefined) {
    event.systemErrors = classIn(books, fault) === 'system' ? event.systemErrors + 1 : 0;
    event.lastStatus = fault;
    books.seen(`dequeued: ${fault}`);
    return verdictOn(books, event, fault);
  }
  const doubtful = limitOf(books, event, true);
  const limit = doubtful !== undefined && codeOf(doubtful) === status ? doubtful : limitOf(books, event, false);
  assert(limit !== undefined && !staysAtHead(books, fn), `${id} gets ${status} though ${limit ?? 'nothing'} is in its way`);
  assert(event.throttled, `${id} is sent away without having been throttled`);
  event.lastStatus = codeOf(limit);
  event.sentAway = true;
  books.seen('sent away again');
  return verdictOnRefusal(books, event, codeOf(limit));
}

function toText(verdict: Verdict): string {
  return verdict.kind === 'retries' ? `${verdict.status} again at ${verdict.dueMs}` : `${verdict.status} ${verdict.state} ${verdict.why}`;
}
