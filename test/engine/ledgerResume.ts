import type { Books, LedgerEvent, LedgerInstance } from './ledgerModel';

/**
 * Nothing could happen for a while: what instances are given to start and to run, and callers to wait, begins so much later; the
 * rest is due now at the earliest, in the order in which it was due.
 */
export function resume(books: Books, lostMs: number): void {
  books.seen('stands still');
  for (const instance of books.instances.values()) resumeInstance(books, instance, lostMs);
  for (const event of books.live) resumeEvent(books, event, lostMs);
  const versions = [...books.functions.values()].flatMap((fn) => [...fn.versions.values()]);
  for (const version of versions.sort((a, b) => a.trackMs - b.trackMs || a.trackSet - b.trackSet)) {
    version.trackMs = Math.max(books.nowMs, version.trackMs);
    version.trackSet = books.order();
  }
  const resting = [...books.live].filter(({ state }) => state === 'resting');
  for (const event of resting.sort((a, b) => a.dueMs - b.dueMs || a.entered - b.entered)) {
    if (event.dueMs < books.nowMs) books.seen('stands still: an attempt is overdue');
    event.dueMs = Math.max(books.nowMs, event.dueMs);
    event.entered = books.order();
  }
}

function resumeInstance({ nowMs, seen }: Books, instance: LedgerInstance, lostMs: number): void {
  if (!instance.ready) instance.bornMs += lostMs;
  for (const run of instance.runs) {
    if (run.startedMs !== undefined && run.startedMs + instance.version.timeoutMs < nowMs) seen('stands still: a run is overdue');
    if (run.startedMs !== undefined) run.startedMs += lostMs;
    run.credentialsMs = Math.max(nowMs, run.credentialsMs);
  }
  instance.keepAliveMs = Math.max(nowMs - instance.idleSinceMs, instance.keepAliveMs);
}

function resumeEvent({ nowMs }: Books, event: LedgerEvent, lostMs: number): void {
  event.lostMs += lostMs;
  if (event.state === 'waiting') event.expiryMs = Math.max(nowMs, event.expiryMs);
}
