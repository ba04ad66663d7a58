import type { Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
const deadLetter = { type: 'queue', name: 'failed' };
const eager: Partial<Profile> = { asyncDequeue: { mode: 'eager' } };

/** `a` may have one instance at a time, and a call holds it. */
function busy(profile: Partial<Profile>, overrides: Parameters<typeof functionPlan>[1] = {}): Account {
  const account = new Account([functionPlan('a', { ...long, reservedMB: 128, ...overrides }), functionPlan('b', long)], { profile });
  account.call('a');
  account.started(1);
  return account;
}

describe('what becomes of the head of a queue that a limit refuses (S51, S55, knob asyncDequeue)', () => {
  it.each([
    { mode: 'hold', asyncDequeue: { mode: 'hold' }, sent: ['accepted a2', 'waits a2 reserved'], freed: ['ended a1 200', 'runs a2 on 1'] },
    {
      mode: 'eager',
      asyncDequeue: { mode: 'eager' },
      sent: ['accepted a2', 'waits a2 reserved', 'retries a2 at 61000 after 432'],
      freed: ['ended a1 200'],
    },
    {
      mode: 'ramp',
      asyncDequeue: { mode: 'ramp', instances: 1, everyMs: 1_000 },
      sent: ['accepted a2', 'waits a2 reserved'],
      freed: ['ended a1 200', 'runs a2 on 1'],
    },
  ] as const)('$mode: refused at 1 s, room at 2 s', ({ asyncDequeue, sent, freed }) => {
    const account = busy({ asyncDequeue });
    account.at(1_000);
    expect(account.send('a')).toEqual(sent);
    account.at(2_000);
    expect(account.finished(1)).toEqual(freed);
  });

  it.each([
    { kind: 'request', said: ['ended a2 432 FAILED'] },
    // It has never run, so it was refused.
    { kind: 'cancelled', said: ['ended a2 432 reserved'] },
    { kind: 'success', said: ['ended a2 432 reserved'] },
    { kind: 'run', said: ['retries a2 at 7000 after 432'] },
    { kind: 'system', said: ['retries a2 at 9000 after 432'] },
  ] as const)('S64: 432 treated as $kind leaves the queue (knob retryClassOverrides)', ({ kind, said }) => {
    const account = busy({ retryClassOverrides: { 432: kind }, retryMs: { run: 7_000, throttled: 60_000, system: 9_000 } });
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved', ...said]);
    expect(account.send('a').slice(0, 2)).toEqual(['accepted a3', 'waits a3 reserved']);
  });

  it('S64: 432 treated as cancelled ends what has run before as failed, for it was not refused', () => {
    const account = busy({ retryClassOverrides: { 432: 'cancelled' } });
    account.finished(1);
    account.send('a');
    account.finished(1, 430);
    account.call('a');
    expect(account.at(60_001)).toEqual(['60000: waits a2 reserved', '60000: ended a2 432 FAILED']);
  });

  it('eager: every refusal sends it away for another minute, and the throttle is counted once', () => {
    const account = busy(eager);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved', 'retries a2 at 60000 after 432']);
    expect(account.at(120_001)).toEqual(['60000: retries a2 at 120000 after 432', '120000: retries a2 at 180000 after 432']);
    account.finished(1);
    expect(account.at(180_001)).toEqual(['180000: runs a2 on 1']);
  });

  it('eager: nothing stands behind it, so a newer event that may run does (S59)', () => {
    const account = busy(eager);
    account.send('a');
    account.finished(1);
    expect(account.send('a')).toEqual(['accepted a3', 'runs a3 on 1']);
  });

  it('hold: the burst refuses, and the next window lets it run; eager: it comes back a minute after its refusal', () => {
    const [hold, soon] = [{}, eager].map((profile) => {
      const account = new Account([functionPlan('a', long)], { profile: { burstPerMinute: 1, ...profile } });
      account.call('a');
      account.at(30_000);
      account.send('a');
      return account.at(100_000);
    });
    expect(hold).toEqual(['60000: starts 2 for a2']);
    expect(soon).toEqual(['90000: starts 2 for a2']);
  });

  it.each([
    { throttled: 60_000, dueMs: 60_000 },
    { throttled: 10_000, dueMs: 10_000 },
  ])('eager: comes back after $throttled ms (retryIntervalSec.throttled)', ({ throttled, dueMs }) => {
    const account = busy({ ...eager, retryMs: { run: 1, throttled, system: 2 } });
    expect(account.send('a')).toContain(`retries a2 at ${dueMs} after 432`);
  });

  it('eager: of several that come back together each is refused and sent away, none stays', () => {
    const account = busy(eager);
    account.send('a');
    account.send('a');
    expect(account.at(60_001)).toEqual(['60000: retries a2 at 120000 after 432', '60000: retries a3 at 120000 after 432']);
  });

  it.each([
    { overrides: {}, state: 'EXPIRED' },
    { overrides: { deadLetter }, state: 'DEAD_LETTERED' },
  ])('eager: tries until the MsgTTL, not RetryNum times (S55, S60): $state', ({ overrides, state }) => {
    const account = busy(eager, { retryNum: 0, msgTtlMs: 200_000, ...overrides });
    account.send('a');
    expect(account.at(200_001)).toEqual([
      '60000: retries a2 at 120000 after 432',
      '120000: retries a2 at 180000 after 432',
      // Due at 240,000, which is too late.
      `180000: ended a2 432 ${state} ttl`,
    ]);
  });

  it('hold: a limit that refuses the head a second time, after an error, is not another throttle', () => {
    const account = busy({});
    account.send('a');
    account.finished(1);
    account.finished(1, 430);
    account.call('a');
    // `waits` without "behind another" is what a throttle is counted by.
    expect(account.at(60_001)).toEqual([]);
    expect(account.finished(1)).toEqual(['ended a3 200', 'runs a2 on 1']);
  });
});

describe('a queue that starts so many instances at a time (S51, asyncDequeue ramp)', () => {
  const ramp: Partial<Profile> = { asyncDequeue: { mode: 'ramp', instances: 2, everyMs: 1_000 } };

  it('grows by them, in windows that the first start opens', () => {
    const account = new Account([functionPlan('a', long)], { profile: ramp });
    account.at(500);
    expect(tally(times(5, () => account.send('a')))).toEqual({ accepted: 5, starts: 2, waits: 3 });
    expect(account.causes.get('a3')).toEqual({ limit: 'ramp', function: 'a', perWindow: 2, windowMs: 1_000, openedMs: 500, endsMs: 1_500 });
    expect(account.at(10_000)).toEqual(['1500: starts 3 for a3', '1500: starts 4 for a4', '1500: waits a5 ramp', '2500: starts 5 for a5']);
  });

  it('starts all at once where nothing ramps', () => {
    const account = new Account([functionPlan('a', long)]);
    expect(tally(times(5, () => account.send('a')))).toEqual({ accepted: 5, starts: 5 });
  });

  it('uses an instance that is ready before its next window', () => {
    const account = new Account([functionPlan('a', long)], { profile: ramp });
    times(3, () => account.send('a'));
    account.started(1);
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a3 on 1']);
    expect(account.at(10_000)).toEqual([]);
  });

  it('ramps each function for itself, and synchronous calls not at all', () => {
    const account = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: ramp });
    times(3, () => account.send('a'));
    expect(tally(times(2, () => account.send('b')))).toEqual({ accepted: 2, starts: 2 });
    expect(tally(times(3, () => account.call('a')))).toEqual({ starts: 3 });
  });

  it('does not count what synchronous calls start', () => {
    const account = new Account([functionPlan('a', long)], { profile: ramp });
    times(2, () => account.call('a'));
    expect(tally(times(3, () => account.send('a')))).toEqual({ accepted: 3, starts: 2, waits: 1 });
  });

  it('turns an event away with 429 when its queue is full meanwhile (S61)', () => {
    const account = new Account([functionPlan('a', { ...long, deadLetter })], { profile: { ...ramp, asyncQueueMax: 1 } });
    times(3, () => account.send('a'));
    expect(account.send('a')).toEqual(['accepted a4', 'ended a4 429 ramp DEAD_LETTERED queueFull']);
  });
});

describe('how many events may wait (S61)', () => {
  it.each([
    { asyncQueueScope: 'function', b: ['accepted b1', 'waits b1 burst'] },
    { asyncQueueScope: 'account', b: ['accepted b1', 'ended b1 429 burst FAILED queueFull'] },
  ] as const)('is bounded by $asyncQueueScope', ({ asyncQueueScope, b }) => {
    const account = busy({ asyncQueueMax: 2, asyncQueueScope, burstPerMinute: 1 });
    times(2, () => account.send('a'));
    expect(account.send('a')).toEqual(['accepted a4', 'ended a4 432 reserved FAILED queueFull']);
    expect(account.send('b')).toEqual(b);
  });

  it.each([
    { overrides: {}, state: 'FAILED' },
    { overrides: { deadLetter }, state: 'DEAD_LETTERED' },
  ])('the new event that finds it full is $state', ({ overrides, state }) => {
    const account = busy({ asyncQueueMax: 1 }, overrides);
    account.send('a');
    expect(account.send('a')).toEqual(['accepted a3', `ended a3 432 reserved ${state} queueFull`]);
  });

  it('counts those that a limit sent away, until they run', () => {
    const account = busy({ ...eager, asyncQueueMax: 2 });
    times(2, () => account.send('a'));
    expect(account.send('a')).toEqual(['accepted a4', 'ended a4 432 reserved FAILED queueFull']);
    account.finished(1);
    expect(account.at(60_001)).toEqual(['60000: runs a2 on 1', '60000: retries a3 at 120000 after 432']);
    expect(account.send('a')).toContain('retries a5 at 120001 after 432');
    expect(account.send('a')).toEqual(['accepted a6', 'ended a6 432 reserved FAILED queueFull']);
  });

  it('counts nobody any more when all have ended', () => {
    const account = busy({ ...eager, asyncQueueMax: 2 }, { msgTtlMs: 60_000 });
    times(2, () => account.send('a'));
    account.at(60_001);
    expect({ region: account.state.backlog, waiting: account.state.waiting.length }).toEqual({ region: 0, waiting: 0 });
    expect(account.send('a')).toContain('waits a4 reserved');
  });

  it('holds what may run at once to be no part of it', () => {
    const account = new Account([functionPlan('a', long)], { profile: { asyncQueueMax: 1 } });
    expect(tally(times(20, () => account.send('a')))).toEqual({ accepted: 20, starts: 20 });
  });
});
