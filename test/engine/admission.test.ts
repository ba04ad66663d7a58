import type { Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };

describe('which limit answers when both are in the way (S43, knob checkOrder)', () => {
  it.each([
    { checkOrder: 'quota-burst', called: 'ended a2 432 reserved', sent: 'waits a3 reserved' },
    { checkOrder: 'burst-quota', called: 'ended a2 429 burst', sent: 'waits a3 burst' },
  ] as const)('$checkOrder: $called', ({ checkOrder, called, sent }) => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })], { profile: { checkOrder, burstPerMinute: 1 } });
    account.call('a');
    expect(account.call('a')).toEqual([called]);
    expect(account.send('a')).toEqual(['accepted a3', sent]);
  });

  it.each(['quota-burst', 'burst-quota'] as const)('%s: an event runs as soon as neither is, whichever goes first', (checkOrder) => {
    for (const quotaFirst of [true, false]) {
      const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })], { profile: { checkOrder, burstPerMinute: 1 } });
      account.call('a');
      account.send('a');
      account.at(quotaFirst ? 30_000 : 90_000);
      const freed = account.startFailed(1, 437);
      const late = account.at(200_000);
      expect([...freed, ...late].filter((words) => words.includes('a2'))).toEqual([quotaFirst ? '60000: starts 2 for a2' : 'starts 2 for a2']);
    }
  });

  it.each(['quota-burst', 'burst-quota'] as const)('%s: what is switched off is so before anything is asked (S17)', (checkOrder) => {
    const functions = [functionPlan('a', { ...long, reservedMB: 0 }), functionPlan('b', long)];
    const account = new Account(functions, { profile: { checkOrder, burstPerMinute: 1 } });
    account.call('b');
    expect(account.call('b')).toEqual(['ended b2 429 burst']);
    expect(account.call('a')).toEqual(['ended a1 432 reserved']);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved']);
  });

  it('burst-quota asks no burst for an instance that is there', () => {
    const account = new Account([functionPlan('a', long)], { profile: { checkOrder: 'burst-quota', burstPerMinute: 1 } });
    account.call('a');
    account.started(1);
    account.finished(1);
    expect(account.call('a')).toEqual(['runs a2 on 1']);
  });
});

describe('which idle instance takes the next event (S113, knob reuse)', () => {
  /** Instances 1, 2, 3 have become idle in the order 3, 1, 2. */
  function three(reuse: Profile['reuse'], provisionedInstances = 0): Account {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances })], { profile: { reuse } });
    account.deploy();
    if (provisionedInstances > 0) for (const id of [1, 2, 3]) account.started(id);
    times(3, () => account.call('a'));
    if (provisionedInstances === 0) for (const id of [1, 2, 3]) account.started(id);
    for (const id of [3, 1, 2]) account.finished(id);
    return account;
  }

  it.each([
    { reuse: 'mru', draws: [0, 0, 0], order: [2, 1, 3] },
    { reuse: 'lru', draws: [0, 0, 0], order: [3, 1, 2] },
    { reuse: 'random', draws: [0.5, 0.99, 0], order: [1, 2, 3] },
    { reuse: 'random', draws: [0, 0.4, 0.999], order: [3, 1, 2] },
    { reuse: 'random', draws: [0.999999, 0.999999, 0.999999], order: [2, 1, 3] },
  ] as const)('$reuse, drawn $draws: $order', ({ reuse, draws, order }) => {
    for (const provisioned of [0, 3]) {
      const account = three(reuse, provisioned);
      expect(draws.flatMap((draw) => account.call('a', { draw }))).toEqual(order.map((id, nth) => `runs a${nth + 4} on ${id}`));
    }
  });

  it('random takes each of them, in the long run', () => {
    const taken = new Set(Array.from({ length: 30 }, (_, nth) => three('random').call('a', { draw: nth / 30 })[0]));
    expect(taken).toEqual(new Set(['runs a4 on 1', 'runs a4 on 2', 'runs a4 on 3']));
  });

  it('mru lets what is not needed go, lru keeps all of them warm', () => {
    const [mru, lru] = (['mru', 'lru'] as const).map((reuse) => {
      const account = three(reuse);
      for (let nowMs = 80_000; nowMs <= 400_000; nowMs += 80_000) {
        account.at(nowMs);
        const [words = ''] = account.call('a').filter((said) => said.startsWith('runs'));
        account.finished(Number(words.split(' ').at(-1)));
      }
      return account.state.instances.size;
    });
    expect({ mru, lru }).toEqual({ mru: 1, lru: 3 });
  });
});

describe('a function that does not serve (S145)', () => {
  const status = (account: Account, to: 'Active' | 'Stopped' | 'Updating') => account.change({ kind: 'status', function: 'a', status: to });

  it.each([
    { to: 'Active', serves: true },
    { to: 'Updating', serves: true },
    { to: 'UpdateFailed', serves: true },
    { to: 'Publishing', serves: true },
    { to: 'PublishFailed', serves: true },
    { to: 'Creating', serves: false },
    { to: 'CreateFailed', serves: false },
    { to: 'Deleting', serves: false },
    { to: 'Stopped', serves: false },
  ] as const)('$to: serves is $serves', ({ to, serves }) => {
    const account = new Account([functionPlan('a')]);
    account.change({ kind: 'status', function: 'a', status: to });
    expect(account.call('a')).toEqual([serves ? 'starts 1 for a1' : 'ended a1 438']);
    expect(account.send('a')).toEqual(serves ? ['accepted a2', 'starts 2 for a2'] : ['ended a2 438']);
  });

  it('says so before it looks for the version (S43)', () => {
    const account = new Account([functionPlan('a')]);
    status(account, 'Stopped');
    expect(account.call('a', { qualifier: '7' })).toEqual(['ended a1 438']);
    status(account, 'Active');
    expect(account.call('a', { qualifier: '7' })).toEqual(['ended a2 442']);
  });

  it.each([
    { profile: {}, said: ['changed status', 'ended a2 438 FAILED', 'ended a3 438 FAILED'] },
    {
      profile: { retryClassOverrides: { 438: 'system' } },
      said: ['changed status', 'retries a2 at 60000 after 438', 'retries a3 at 60000 after 438'],
    },
  ] as const)('ends what waits for it, at once, or lets it come back: $said', ({ profile, said }) => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })], { profile });
    account.call('a');
    times(2, () => account.send('a'));
    expect(status(account, 'Stopped')).toEqual(said);
    account.started(1);
    expect(account.finished(1)).toEqual(['ended a1 200']);
  });

  it('ends what waits beside a function that waits for the same pool', () => {
    const account = new Account([functionPlan('b', long), functionPlan('a', long)], { profile: { accountQuotaMB: 128, floorMB: 0 } });
    account.call('b');
    account.send('b');
    account.send('a');
    expect(status(account, 'Stopped')).toEqual(['changed status', 'ended a1 438 FAILED']);
  });

  it.each([
    { kind: 'system', dueMs: 9_000 },
    { kind: 'overLimit', dueMs: 7_000 },
  ] as const)('accepts events for later where 438 is of class $kind (S64)', ({ kind, dueMs }) => {
    const account = new Account([functionPlan('a')], {
      profile: { retryClassOverrides: { 438: kind }, retryMs: { run: 1, throttled: 7_000, system: 9_000 } },
    });
    status(account, 'Stopped');
    expect(account.call('a')).toEqual(['ended a1 438']);
    expect(account.send('a')).toEqual(['accepted a2', `retries a2 at ${dueMs} after 438`]);
    expect(account.at(dueMs + 1)).toEqual([`${dueMs}: retries a2 at ${dueMs * 2} after 438`]);
    status(account, 'Active');
    expect(account.at(dueMs * 2 + 1)).toEqual([`${dueMs * 2}: starts 1 for a2`]);
  });

  it('accepts them once, of a function with asynchronous execution, too (S64, S70)', () => {
    const account = new Account([functionPlan('a', { asyncRun: true })], { profile: { retryClassOverrides: { 438: 'system' } } });
    status(account, 'Stopped');
    expect(account.send('a')).toEqual(['accepted a1', 'retries a1 at 60000 after 438']);
    status(account, 'Active');
    expect(account.at(60_001)).toEqual(['60000: starts 1 for a1']);
  });
});

describe('the patience of a synchronous caller (S47, knob invokeApiTimeoutSec)', () => {
  const patient = { profile: { invokeApiTimeoutMs: 300_000 } };

  it.each([
    { invokeApiTimeoutMs: undefined, timed: ['initTimeout'], said: [] },
    { invokeApiTimeoutMs: 300_000, timed: ['initTimeout', 'patience'], said: ['300000: gives up a1'] },
  ])('is $invokeApiTimeoutMs ms', ({ invokeApiTimeoutMs, timed, said }) => {
    const account = new Account([functionPlan('a', long)], { profile: { invokeApiTimeoutMs } });
    const { timers } = account.state;
    const set = timers.set.bind(timers);
    const dues: string[] = [];
    timers.set = (timer, due, atMs) => {
      dues.push(due);
      set(timer, due, atMs);
    };
    account.call('a');
    // Its instance is to be ready in time, and it answered.
    expect(dues).toEqual(timed);
    account.at(100_000);
    account.started(1);
    expect(account.at(300_001)).toEqual(said);
    // The run goes on, and its instance with it.
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(account.call('a')).toEqual(['runs a2 on 1']);
  });

  it('is over with the answer', () => {
    const account = new Account([functionPlan('a', long)], patient);
    account.call('a');
    account.started(1);
    account.finished(1, 200, { keepAliveMs: 1_000_000 });
    expect(account.at(900_000)).toEqual([]);
  });

  it('is asked of no event, and of nobody who has the RequestId already (S70)', () => {
    const account = new Account([functionPlan('a', long), functionPlan('x', { ...long, asyncRun: true })], patient);
    account.send('a');
    account.call('x');
    account.started(1);
    account.started(2);
    expect(account.at(899_999)).toEqual([]);
  });
});
