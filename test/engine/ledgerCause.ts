import assert from 'node:assert';
import { explain, lackOf, type Invocation, type RequestId, type State } from '../../src/engine';
import type { LimitKind, QuotaCause } from '../../src/scf';
import { versionNow } from './ledgerAdmission';
import type { Books, LedgerEvent } from './ledgerModel';
import { capMB, claimOf, inPool, poolMB, usedMB } from './ledgerQuota';

/** What is said about a refusal is so. @source design.md §4, every refusal carries its cause */
export function checkCause(books: Books, state: State, invocation: Invocation, event: LedgerEvent, limit: LimitKind): void {
  const { fn } = event;
  const cause = explain(state, invocation.version, limit, books.nowMs, ({ id }) => `r${id}` as RequestId);
  assert(cause.limit === limit && cause.function === fn.key, `the cause is another one's: ${JSON.stringify(cause)}`);
  const lack = 'holders' in cause ? cause.admittedByMB - cause.quotaMB : cause.endsMs - books.nowMs;
  assert.strictEqual(lackOf(state, invocation.version, limit, books.nowMs), lack, 'the limit lacks something else than its cause says');
  switch (cause.limit) {
    case 'reserved':
    case 'pool':
      return checkQuotaCause(books, event, cause);
    case 'burst':
      assert.strictEqual(cause.perWindow, books.profile.burstPerMinute);
      assert(cause.endsMs >= books.nowMs, 'the burst window has ended');
      return;
    case 'qps':
    case 'ramp':
      assert(cause.openedMs <= books.nowMs && cause.endsMs > books.nowMs && cause.endsMs === cause.openedMs + cause.windowMs, 'the rate admits');
  }
}

function checkQuotaCause(books: Books, event: LedgerEvent, cause: QuotaCause): void {
  const { fn } = event;
  const { quotaMB, elasticMB, usedMB: used, neededMB, holders, admittedByMB } = cause;
  const rules = {
    quotaMB: inPool(fn) ? poolMB(books) : fn.plan.reservedMB,
    elasticMB: capMB(books, fn),
    usedMB: usedMB(books, fn),
    neededMB: versionNow(event)?.memoryMB,
  };
  assert.deepStrictEqual({ quotaMB, elasticMB, usedMB: used, neededMB }, rules, 'the cause has other figures than the rules (S20)');
  assert(used + neededMB > elasticMB, 'there is room');
  const provisionedMB = inPool(fn) || books.profile.quotaModel === 'ga' ? 0 : claimOf(fn).provisionedMB;
  assert.strictEqual(admittedByMB - provisionedMB, used + neededMB, 'the quota that would have admitted it is another');
  assert(
    holders.every(({ sinceMs }) => sinceMs <= books.nowMs),
    'a holder holds since the future',
  );
  const removedMB = used - holders.reduce((sum, { mb }) => sum + mb, 0);
  const removedOnes = [...books.instances.values()].some(({ version }) => version.fn.removed);
  assert(removedMB === 0 || (removedMB > 0 && removedOnes), 'the holders do not hold what is used');
  for (const { requestIds } of holders) {
    const bound = requestIds.every((id) => [...books.live].some((other) => `r${other.id}` === id && other.state === 'bound'));
    assert(bound, 'a holder is named that holds nothing');
  }
}
