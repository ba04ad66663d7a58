import type { Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, levels, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };

/** The only instance of `a` is busy with `a1`; so many of its events wait in memory, the rest is put aside. */
function busy(waitingMax: number, overrides: Parameters<typeof functionPlan>[1] = {}, profile: Partial<Profile> = {}): Account {
  const functions = [functionPlan('a', { ...long, reservedMB: 128, ...overrides }), functionPlan('b', { ...long, reservedMB: 128 })];
  const account = new Account(functions, { profile }, waitingMax);
  account.call('a');
  account.started(1);
  return account;
}

describe('the end of a long queue (design §5)', () => {
  it.each([
    // The head itself is never put aside: somebody has to be told when a limit admits again.
    { waitingMax: 0, deferred: 3 },
    { waitingMax: 1, deferred: 3 },
    { waitingMax: 3, deferred: 1 },
    { waitingMax: 4, deferred: 0 },
    { waitingMax: Infinity, deferred: 0 },
  ])('is put aside beyond $waitingMax that wait: of 4, the last $deferred', ({ waitingMax, deferred }) => {
    const account = busy(waitingMax);
    const said = times(4, () => account.send('a')).filter((words) => words.startsWith('defers'));
    expect(said).toEqual(['defers a3', 'defers a4', 'defers a5'].slice(3 - deferred));
    expect(levels(account)).toEqual({ waiting: 4 - deferred, deferred, backlog: 4, region: 4 });
  });

  it('is told what it waits for before it is put aside', () => {
    const account = busy(1);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved']);
    expect(account.send('a')).toEqual(['accepted a3', 'waits a3 reserved, behind another', 'defers a3']);
    expect(account.causes.get('a3')).toMatchObject({ limit: 'reserved', function: 'a' });
  });

  it('comes back in its order, and nothing new goes before it (S50)', () => {
    const account = busy(2);
    times(5, () => account.send('a'));
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1', 'waits a3 reserved']);
    // There is room in memory, but not before those that are put aside.
    expect(account.send('a')).toContain('defers a7');
    for (const name of ['a4', 'a5', 'a6', 'a7']) expect(account.giveBack(name)).toEqual([]);
    expect(levels(account)).toEqual({ waiting: 5, deferred: 0, backlog: 5, region: 5 });
    for (const name of ['a3', 'a4', 'a5', 'a6', 'a7']) expect(account.finished(1)).toContain(`runs ${name} on 1`);
    expect(levels(account)).toEqual({ waiting: 0, deferred: 0, backlog: 0, region: 0 });
  });

  it("is memory's again once all have come back and there is room", () => {
    const account = busy(2);
    times(3, () => account.send('a'));
    account.finished(1);
    account.giveBack('a4');
    expect(account.send('a')).toContain('defers a5');
    account.finished(1);
    account.giveBack('a5');
    account.finished(1);
    expect(account.send('a')).toEqual(['accepted a6', 'waits a6 reserved, behind another']);
    expect(levels(account)).toEqual({ waiting: 2, deferred: 0, backlog: 2, region: 2 });
  });

  it('runs at once when it comes back and nothing stands before it', () => {
    const account = busy(1);
    times(2, () => account.send('a'));
    account.finished(1);
    expect(account.finished(1)).toEqual(['ended a2 200']);
    expect(account.giveBack('a3')).toEqual(['runs a3 on 1']);
    expect(levels(account)).toEqual({ waiting: 0, deferred: 0, backlog: 0, region: 0 });
  });

  it('is routed as it would have been (S142)', () => {
    const account = busy(0, { provisionedInstances: 1, reservedMB: 256 });
    account.alias('a', 'live', { version: '$LATEST', additional: { version: '1', key: 'colour', exact: 'blue' } });
    account.send('a', '$LATEST');
    for (const colour of ['blue', 'red']) account.call('a', { type: 'async', qualifier: 'live', routingKey: { colour } });
    account.deploy();
    account.started(2);
    for (const name of ['a3', 'a4']) expect(account.giveBack(name)).toEqual([]);
    expect(account.finished(1)).toEqual(['ended a1 200', 'starts 3 for a2', 'runs a3 on 2', 'waits a4 reserved']);
  });

  it("is each function's own", () => {
    const account = busy(1);
    times(3, () => account.send('a'));
    account.send('b');
    expect(account.send('b')).toEqual(['accepted b2', 'waits b2 reserved']);
    expect([levels(account), levels(account, 'b')]).toEqual([
      { waiting: 1, deferred: 2, backlog: 3, region: 4 },
      { waiting: 1, deferred: 0, backlog: 1, region: 4 },
    ]);
  });

  it('is put aside again where all events are told again', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })], {}, 2);
    expect(times(5, () => account.restore('a'))).toEqual(['starts 1 for a1', 'waits a2 reserved', 'defers a4', 'defers a5']);
    account.restore('a', { was: 'resting', dueMs: 60_000, attempts: 1 });
    account.restore('a', { was: 'running', attempts: 1 });
    expect(levels(account)).toEqual({ waiting: 2, deferred: 2, backlog: 4, region: 4 });
    expect(account.giveBack('a4')).toEqual([]);
    expect(levels(account)).toEqual({ waiting: 3, deferred: 1, backlog: 4, region: 4 });
  });

  it('does not keep the objects of its events', () => {
    const account = busy(1);
    times(20, () => account.send('a'));
    expect(account.state.spare).toHaveLength(1);
  });
});

describe('how many may wait (S61): those that are put aside count', () => {
  it.each([
    { asyncQueueScope: 'function', b: ['accepted b2', 'waits b2 reserved'] },
    { asyncQueueScope: 'account', b: ['accepted b2', 'ended b2 432 reserved FAILED queueFull'] },
  ] as const)('by $asyncQueueScope', ({ asyncQueueScope, b }) => {
    const account = busy(2, {}, { asyncQueueMax: 4, asyncQueueScope });
    times(4, () => account.send('a'));
    account.send('b');
    expect(account.send('a')).toEqual(['accepted a6', 'ended a6 432 reserved FAILED queueFull']);
    expect(account.send('b')).toEqual(b);
    account.finished(1);
    expect(account.send('a').at(-1)).toBe('defers a7');
  });

  it('once: to come back makes no room', () => {
    const account = busy(1, {}, { asyncQueueMax: 2 });
    times(2, () => account.send('a'));
    expect(account.giveBack('a3')).toEqual([]);
    expect(account.send('a')).toEqual(['accepted a4', 'ended a4 432 reserved FAILED queueFull']);
  });
});

describe('the time to live of what is put aside (S58)', () => {
  it.each([
    { nowMs: 99_999, said: [], after: { waiting: 2, deferred: 0, backlog: 2, region: 2 } },
    { nowMs: 100_000, said: ['ended a3 432 EXPIRED ttl'], after: { waiting: 0, deferred: 0, backlog: 0, region: 0 } },
  ])('goes on: what comes back at $nowMs ms of 100,000: $said', ({ nowMs, said, after }) => {
    const account = busy(1, { msgTtlMs: 100_000 });
    times(2, () => account.send('a'));
    account.at(nowMs);
    account.ring();
    expect([account.giveBack('a3'), levels(account)]).toEqual([said, after]);
    expect(account.at(100_001)).toEqual(
      nowMs < 100_000 ? ['100000: ended a2 432 EXPIRED ttl', '100000: waits a3 reserved', '100000: ended a3 432 EXPIRED ttl'] : [],
    );
  });
});

describe('what is put aside when its function changes', () => {
  it('ends with 435 when it comes back and the function is gone; the region does not count it meanwhile (S43, S61)', () => {
    const account = busy(1, {}, { asyncQueueMax: 2, asyncQueueScope: 'account' });
    times(2, () => account.send('a'));
    account.send('b');
    expect(account.send('b')).toContain('ended b2 432 reserved FAILED queueFull');
    account.change({ kind: 'functionRemoved', function: 'a' });
    expect(account.state.backlog).toBe(0);
    expect(account.send('b')).toEqual(['accepted b3', 'waits b3 reserved']);
    expect(account.giveBack('a3')).toEqual(['ended a3 435']);
    expect(account.state.backlog).toBe(1);
  });

  it('belongs to another that has its name, and is not counted twice', () => {
    const account = busy(1);
    times(3, () => account.send('a'));
    account.change({ kind: 'functionRemoved', function: 'a' });
    account.change({ kind: 'function', plan: functionPlan('a', long) });
    expect(levels(account)).toEqual({ waiting: 0, deferred: 0, backlog: 0, region: 0 });
    expect(account.giveBack('a3')).toEqual(['starts 2 for a3']);
    expect(levels(account)).toEqual({ waiting: 0, deferred: 0, backlog: 0, region: 0 });
  });

  it('ends with 442 when its version is gone, and is counted no longer (S43, S144)', () => {
    const account = busy(1);
    account.change({ kind: 'published', function: 'a' });
    account.send('a');
    account.send('a', '1');
    account.change({ kind: 'versionRemoved', function: 'a', version: '1' });
    expect(account.giveBack('a3')).toEqual(['ended a3 442']);
    expect(levels(account)).toEqual({ waiting: 1, deferred: 0, backlog: 1, region: 1 });
  });

  it('meets the state of its function when its turn comes, not when it comes back (S145)', () => {
    const account = busy(1);
    times(2, () => account.send('a'));
    account.finished(1);
    account.change({ kind: 'status', function: 'a', status: 'Stopped' });
    expect(account.giveBack('a3')).toEqual(['ended a3 438 FAILED']);
  });

  it('is not overtaken by an event in whose step overdue deadlines empty what waits in memory (S50)', () => {
    const account = busy(2, { msgTtlMs: 100_000 });
    times(2, () => account.send('a'));
    account.at(50_000);
    times(2, () => account.send('a'));
    account.lateAt(120_000).send('a');
    account.giveBack('a4');
    account.giveBack('a5');
    expect(account.finished(1)).toContain('runs a4 on 1');
  });

  it('takes no event that has become too old: that ends at once', () => {
    const account = busy(1, { msgTtlMs: 100_000 });
    account.at(1_000_000);
    for (let n = 0; n < 4; n += 1) account.restore('a', { acceptedMs: 950_000 });
    expect(levels(account)).toMatchObject({ waiting: 1, deferred: 2 });
    expect(account.restore('a', { was: 'resting', dueMs: 5, acceptedMs: 1_000, attempts: 1 })).toEqual(['ended a6 432 EXPIRED ttl']);
  });
});
