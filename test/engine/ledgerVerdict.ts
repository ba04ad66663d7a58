import { statuses, type EndState, type Status, type StatusClass } from '../../src/scf';
import type { Books, LedgerEvent, Verdict } from './ledgerModel';

/** What has to become of an event: the rules of retries, MsgTTL and dead-letter queue. @source S54–S65, S75–S78 */

/** After an attempt that ended with `status`, or one that its function's state refused with it. */
export function verdictOn(books: Books, event: LedgerEvent, status: Status): Verdict {
  const { retryMs, asyncRun, dlqForRequestErrors } = books.profile;
  const { plan } = event.fn;
  if (event.signalled && asyncRun.graceFinalState === 'ABORTED') return { kind: 'ended', status: 499, state: 'ABORTED', why: 'terminated' };
  if (event.type === 'sync') return { kind: 'ended', status, state: stateOf(event, status), why: 'done' };
  switch (classIn(books, status)) {
    case 'success':
    case 'cancelled':
      return { kind: 'ended', status, state: stateOf(event, status), why: 'done' };
    case 'request':
      return { kind: 'ended', status, state: dlqForRequestErrors && plan.deadLetter ? 'DEAD_LETTERED' : 'FAILED', why: 'done' };
    case 'run':
      if (!plan.asyncRun && event.runErrors <= plan.retryNum) return again(books, event, status, retryMs.run);
      return givenUp(event, status, plan.asyncRun ? 'done' : 'retries');
    case 'overLimit':
      return again(books, event, status, retryMs.throttled);
    case 'system':
      return again(books, event, status, systemMs(books, event.systemErrors));
  }
}

/** After a limit refused an event that does not stay at the head of its queue. */
export function verdictOnRefusal(books: Books, event: LedgerEvent, status: Status): Verdict {
  return again(books, event, status, books.profile.retryMs.throttled);
}

/** The interval after the nth system error in a row. @source S56 */
function systemMs({ profile: { retryMs, systemBackoffMaxMs } }: Books, nth: number): number {
  let ms = retryMs.system;
  if (systemBackoffMaxMs === undefined) return ms;
  for (let error = 1; error < nth; error += 1) ms *= 2;
  return Math.min(systemBackoffMaxMs, ms);
}

/** @source S58, S60, S77 */
function again({ profile, nowMs }: Books, event: LedgerEvent, status: Status, afterMs: number): Verdict {
  const { plan } = event.fn;
  if (plan.asyncRun && event.begun) return givenUp(event, status, 'done');
  if (plan.asyncRun && !profile.asyncRun.retryThrottled) return givenUp(event, status, 'retries');
  const dueMs = nowMs + afterMs;
  return dueMs > event.arrivedMs + plan.msgTtlMs ? givenUp(event, status, 'ttl') : { kind: 'retries', status, dueMs };
}

/** @source S65 */
export function givenUp({ fn: { plan } }: LedgerEvent, status: Status, why: 'done' | 'retries' | 'ttl' | 'queueFull'): Verdict {
  const dropped: EndState = why === 'ttl' ? 'EXPIRED' : 'FAILED';
  return { kind: 'ended', status, state: plan.deadLetter ? 'DEAD_LETTERED' : dropped, why };
}

/** @source S64, knob `retryClassOverrides` */
export function classIn({ profile }: Books, status: Status): StatusClass {
  return profile.retryClassOverrides[status] ?? statuses[status].class;
}

/** @source S75, S83 */
function stateOf({ attempts }: LedgerEvent, status: Status): EndState {
  const kind = statuses[status].class;
  if (kind === 'success') return 'FINISHED';
  if (kind === 'cancelled') return 'ABORTED';
  return (kind === 'request' || kind === 'overLimit') && attempts === 0 ? 'REFUSED' : 'FAILED';
}
