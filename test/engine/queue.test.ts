import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };

/** Takes what an account has until it is told to end: one instance of `b`, which shares the pool of two instances of `a`. */
function crowded(): Account {
  const account = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: { accountQuotaMB: 256, floorMB: 0 } });
  account.call('b');
  account.started(1);
  account.call('b');
  account.started(2);
  return account;
}

describe('an asynchronous arrival (S50–S53, design §4.5)', () => {
  it('has its RequestId, and runs at once when it may', () => {
    const account = new Account([functionPlan('a')]);
    expect(account.send('a')).toEqual(['accepted a1', 'starts 1 for a1']);
    expect(account.started(1)).toEqual(['runs a1 on 1, cold']);
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(account.send('a')).toEqual(['accepted a2', 'runs a2 on 1']);
  });

  it.each([
    { profile: { accountQuotaMB: 128, floorMB: 0 }, reservedMB: undefined, limit: 'pool' },
    { profile: {}, reservedMB: 128, limit: 'reserved' },
    { profile: { burstPerMinute: 1 }, reservedMB: undefined, limit: 'burst' },
  ])('waits for $limit at the head, and counts as a throttle once', ({ profile, reservedMB, limit }) => {
    const account = new Account([functionPlan('a', { reservedMB })], { profile });
    account.send('a');
    account.started(1);
    expect(account.send('a')).toEqual(['accepted a2', `waits a2 ${limit}`]);
    // Behind the head nobody is refused: he stands in line.
    expect(account.send('a')).toEqual(['accepted a3', `waits a3 ${limit}, behind another`]);
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1', `waits a3 ${limit}`]);
    expect(account.finished(1)).toEqual(['ended a2 200', 'runs a3 on 1']);
  });

  it('never overtakes one of its own function (S50)', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 1, reservedMB: 256 })]);
    account.deploy();
    account.started(1);
    account.call('a', { qualifier: '$LATEST' });
    expect(account.send('a', '$LATEST')).toEqual(['accepted a2', 'waits a2 reserved']);
    // Version 1 has an idle instance, which the head of the queue cannot use.
    expect(account.send('a', '1')).toEqual(['accepted a3', 'waits a3 reserved, behind another']);
    account.started(2);
    expect(account.finished(2)).toEqual(['ended a1 200', 'runs a2 on 2', 'runs a3 on 1']);
  });

  it('runs when it comes back before one that a limit stops, and does not wait for that limit itself (S59)', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 1, reservedMB: 256 })]);
    account.deploy();
    account.started(1);
    account.send('a', '1');
    expect(account.finished(1, 430)).toEqual(['retries a1 at 60000 after 430']);
    account.call('a', { qualifier: '$LATEST' });
    expect(account.send('a', '$LATEST')).toEqual(['accepted a3', 'waits a3 reserved']);
    expect(account.at(60_001)).toEqual(['60000: runs a1 on 1']);
  });

  it('is overtaken by a synchronous call only where it could not run', () => {
    const account = new Account([functionPlan('big', { ...long, memoryMB: 256 }), functionPlan('a', long)], {
      profile: { accountQuotaMB: 384, floorMB: 0 },
    });
    account.call('a');
    account.call('a');
    expect(account.send('big')).toEqual(['accepted big1', 'waits big1 pool']);
    expect(account.call('a')).toEqual(['starts 3 for a3']);
  });

  it('may run on any instance of its version that becomes idle, whoever it was started for', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })]);
    account.call('a');
    times(2, () => account.send('a'));
    account.started(1);
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1', 'waits a3 reserved']);
  });
});

describe('heads of several functions (design §4.5)', () => {
  it('go in the order of their acceptance', () => {
    const account = crowded();
    account.send('b');
    account.send('a');
    account.send('b');
    expect(account.finished(1)).toEqual(['ended b1 200', 'runs b3 on 1', 'waits b4 pool']);
    expect(account.finished(2)).toEqual(['ended b2 200', 'starts 3 for a1']);
    expect(account.finished(1)).toEqual(['ended b3 200', 'runs b4 on 1']);
  });

  it('go on with whoever was accepted next, not with the function that is being served', () => {
    const account = crowded();
    for (const key of ['a', 'a', 'b', 'b']) account.send(key);
    account.finished(1);
    account.started(3);
    // a2 was accepted before b3, so the next room is its.
    expect(account.finished(2)).toEqual(['ended b2 200', 'starts 4 for a2']);
    expect(account.finished(3)).toEqual(['ended a1 200', 'runs b3 on 2', 'waits b4 pool']);
  });

  it('do not block each other: a head that fits goes past one that does not', () => {
    const account = new Account([functionPlan('big', { ...long, memoryMB: 256 }), functionPlan('a', long)], {
      profile: { accountQuotaMB: 256, floorMB: 0 },
    });
    account.call('a');
    account.call('a');
    account.started(1);
    account.started(2);
    expect(account.send('big')).toEqual(['accepted big1', 'waits big1 pool']);
    account.send('a');
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a3 on 1']);
    account.finished(1);
    expect(account.finished(2)).toEqual(['ended a2 200', 'starts 3 for big1']);
  });

  it('that are blocked stay in their order', () => {
    const account = new Account(
      ['a', 'b', 'c'].map((key) => functionPlan(key, long)),
      { profile: { accountQuotaMB: 128, floorMB: 0 } },
    );
    account.call('a');
    account.started(1);
    for (const key of ['c', 'b', 'a', 'c']) account.send(key);
    expect(account.finished(1)).toEqual(['ended a1 200', 'starts 2 for c1', 'waits c2 pool']);
    account.started(2);
    expect(account.finished(2)).toEqual(['ended c1 200', 'starts 3 for b1']);
    account.started(3);
    expect(account.finished(3)).toEqual(['ended b1 200', 'runs a2 on 1']);
    expect(account.finished(1)).toEqual(['ended a2 200', 'runs c2 on 2']);
  });

  it('each run whatever one freed place after another allows', () => {
    const account = new Account([functionPlan('big', { ...long, memoryMB: 384 }), functionPlan('a', long), functionPlan('b', long)], {
      profile: { accountQuotaMB: 384, floorMB: 0 },
    });
    account.call('big');
    account.started(1);
    for (const key of ['a', 'b', 'a', 'b']) account.send(key);
    expect(account.finished(1)).toEqual(['ended big1 200', 'starts 2 for a1', 'starts 3 for b1', 'starts 4 for a2', 'waits b2 pool']);
  });
});

it('a function whose next event is older than what it has just run goes back to its place among the others (S59, requeueOrder tail)', () => {
  const functions = [functionPlan('a', long), functionPlan('big', { ...long, memoryMB: 512 }), functionPlan('c', long)];
  const account = new Account(functions, { profile: { accountQuotaMB: 384, floorMB: 0, requeueOrder: 'tail' } });
  account.send('a');
  account.started(1);
  account.finished(1, 430);
  times(3, () => account.call('c'));
  account.send('big');
  account.send('a');
  // The queue of `a`: a2, which is newer than what `big` waits with, then a1, which is older.
  account.at(60_001);
  expect(account.change({ kind: 'total', totalMB: 640 })).toEqual(['changed total', 'runs a2 on 1', 'starts 5 for a1']);
});

describe('a full queue (S61)', () => {
  it('takes no further event of its function, and says what its head waits for', () => {
    const account = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: { asyncQueueMax: 2, burstPerMinute: 1 } });
    expect(tally(times(4, () => account.send('a')))).toEqual({ accepted: 4, starts: 1, waits: 2, 'ended 429': 1 });
    expect(account.causes.get('a4')).toMatchObject({ limit: 'burst', function: 'a' });
    expect(account.send('b')).toEqual(['accepted b1', 'waits b1 burst']);
  });

  it('takes events again when one of them has left it', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })], { profile: { asyncQueueMax: 1 } });
    expect(tally(times(3, () => account.send('a')))).toEqual({ accepted: 3, starts: 1, waits: 1, 'ended 432': 1 });
    account.started(1);
    account.finished(1);
    expect(account.send('a')).toEqual(['accepted a4', 'waits a4 reserved']);
  });
});

describe('the last moment of a MsgTTL (S58, S60)', () => {
  const fixed = functionPlan('a', { ...long, msgTtlMs: 60_000 });

  it.each([
    { what: 'a burst', profile: { burstPerMinute: 1 } as const },
    { what: 'a ramp', profile: { asyncDequeue: { mode: 'ramp', instances: 1, everyMs: 60_000 } } as const },
  ])('$what that ends with it lets run whom it can; the others have waited too long', ({ profile }) => {
    const account = new Account([fixed], { profile });
    times(3, () => account.send('a'));
    const [starts, waits, ended] = account.at(60_001);
    expect([starts, ended]).toEqual(['60000: starts 2 for a2', '60000: ended a3 429 EXPIRED ttl']);
    expect(waits).toMatch(/^60000: waits a3 (?:burst|ramp)$/);
  });

  it('is over a millisecond later: what is free by then comes too late', () => {
    const account = new Account([functionPlan('b', { ...long, msgTtlMs: 59_999 })], { profile: { burstPerMinute: 1 } });
    times(2, () => account.send('b'));
    expect(account.at(120_000)).toEqual(['59999: ended b2 429 EXPIRED ttl']);
  });
});
