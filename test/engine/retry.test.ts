import { scf2021, statuses, type Profile, type RunStatus, type Status, type StatusClass } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account } from './account';

const deadLetter = { type: 'topic', name: 'failed' };

/** An event of `a` has been sent at 0 and its handler runs on instance 1. */
function running(overrides: Parameters<typeof functionPlan>[1] = {}, profile: Partial<Profile> = {}): Account {
  const account = new Account([functionPlan('a', overrides)], { profile });
  account.send('a');
  account.started(1);
  return account;
}

/** Which class every code is of. @source S64, kept once more by hand */
const classes: Readonly<Record<Exclude<StatusClass, 'success'>, readonly Status[]>> = {
  request: [400, 401, 402, 404, 406, 410, 435, 436, 438, 441, 442],
  run: [405, 407, 430, 433, 434, 437, 439, 443, 444, 445, 446, 447, 450],
  overLimit: [429, 432, 449],
  system: [500],
  cancelled: [499],
};

/** Codes that no run can end with: what refuses an instance answers them. */
const refusals: readonly Status[] = [406, 429, 432, 435, 442];

const runClasses = Object.entries(classes).flatMap(([kind, codes]) =>
  codes.filter((code): code is RunStatus => !refusals.includes(code)).map((status) => ({ kind, status })),
);

describe('what follows a code (S64)', () => {
  it('is said of every code that there is', () => {
    const all = Object.values(classes).flat();
    expect(all.sort((a, b) => a - b)).toEqual(
      Object.keys(statuses)
        .map(Number)
        .filter((status) => status !== 200),
    );
  });

  it.each(runClasses)('$status, $kind: to an asynchronous event, at RetryNum 0', ({ kind, status }) => {
    const [said] = running({ retryNum: 0, deadLetter }).finished(1, status);
    const follows = {
      request: `ended a1 ${status} FAILED`,
      run: `ended a1 ${status} DEAD_LETTERED retries`,
      overLimit: `retries a1 at 60000 after ${status}`,
      system: `retries a1 at 60000 after ${status}`,
      cancelled: `ended a1 ${status}`,
    };
    expect(said).toBe(follows[kind as keyof typeof follows]);
  });

  it.each(runClasses)('$status: to a synchronous caller, who gets it and nothing else', ({ status }) => {
    const account = new Account([functionPlan('a', { deadLetter })], { profile: { dlqForRequestErrors: true } });
    account.call('a');
    account.started(1);
    expect(account.finished(1, status)[0]).toMatch(new RegExp(`^ended a1 ${status}( FAILED)?$`));
    expect(account.at(21_600_001).filter((words) => words.includes('a1'))).toEqual([]);
  });

  it.each([
    { status: 430, kind: 'request', said: 'ended a1 430 DEAD_LETTERED', dlqForRequestErrors: true },
    { status: 430, kind: 'request', said: 'ended a1 430', dlqForRequestErrors: false },
    { status: 430, kind: 'system', said: 'retries a1 at 60000 after 430' },
    { status: 430, kind: 'cancelled', said: 'ended a1 430' },
    { status: 404, kind: 'overLimit', said: 'retries a1 at 60000 after 404' },
    { status: 404, kind: 'run', said: 'ended a1 404 DEAD_LETTERED retries' },
    { status: 500, kind: 'run', said: 'ended a1 500 DEAD_LETTERED retries' },
    { status: 449, kind: 'request', said: 'ended a1 449 FAILED' },
    { status: 500, kind: 'request', said: 'ended a1 500' },
  ] as const)('$status is of class $kind under an override: $said', ({ status, kind, said, ...profile }) => {
    const account = running({ retryNum: 0, deadLetter }, { ...profile, retryClassOverrides: { [status]: kind } });
    expect(account.finished(1, status)[0]).toBe(said);
  });

  it('an override leaves other codes and synchronous callers as they are', () => {
    const account = running({ retryNum: 0 }, { retryClassOverrides: { 430: 'system' } });
    expect(account.finished(1, 443)[0]).toBe('ended a1 443 retries');
    account.call('a');
    expect(account.finished(1, 430)[0]).toBe('ended a2 430');
  });

  it.each([
    { dlqForRequestErrors: false, deadLetter, state: ' FAILED' },
    { dlqForRequestErrors: true, deadLetter, state: ' DEAD_LETTERED' },
    { dlqForRequestErrors: true, deadLetter: undefined, state: ' FAILED' },
  ])('a request error ends with$state when dlqForRequestErrors is $dlqForRequestErrors', ({ dlqForRequestErrors, deadLetter: queue, state }) => {
    const account = running({ deadLetter: queue }, { dlqForRequestErrors });
    expect(account.finished(1, 404)[0]).toBe(`ended a1 404${state}`);
  });

  it.each([
    { status: 200, why: 'done' },
    { status: 404, why: 'done' },
    { status: 499, why: 'done' },
    { status: 430, why: 'retries' },
    { status: 500, why: 'ttl' },
    { status: 449, why: 'ttl' },
  ] as const)('an event that ends with $status is over because of: $why', ({ status, why }) => {
    const account = running({ retryNum: 0, msgTtlMs: 59_999 });
    account.finished(1, status);
    expect([...account.reasons]).toEqual([['a1', why]]);
  });
});

describe('run errors (S54, S62)', () => {
  it.each([0, 1, 2])('are tried again RetryNum times, %i, a minute after each', (retryNum) => {
    const account = running({ retryNum });
    for (let attempt = 1; attempt <= retryNum; attempt += 1) {
      const endedMs = attempt * 61_000 - 60_000;
      account.at(endedMs);
      const dueMs = endedMs + 60_000;
      expect(account.finished(1, 430)).toEqual([`retries a1 at ${dueMs} after 430`]);
      expect(account.at(dueMs)).toEqual([]);
      expect(account.ring()).toEqual(['runs a1 on 1']);
    }
    expect(account.finished(1, 430)).toEqual(['ended a1 430 retries']);
  });

  it('that stand behind another say what they wait for', () => {
    const account = new Account([functionPlan('a', { reservedMB: 256, timeoutMs: 900_000 })]);
    for (const id of [1, 2]) {
      account.send('a');
      account.started(id);
    }
    for (const id of [1, 2]) account.finished(id, 430);
    account.call('a');
    account.call('a');
    expect(account.at(60_001)).toEqual(['60000: waits a1 reserved', '60000: waits a2 reserved, behind another']);
  });

  it.each([true, false])('that a limit holds up until the MsgTTL end with its code, held up before: %s (S55, S58)', (before) => {
    const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
    const account = new Account([functionPlan('a', { msgTtlMs: 170_000 }), functionPlan('b', long)], { profile: { burstPerMinute: 1 } });
    if (before) account.call('b');
    account.send('a');
    account.at(60_001);
    const id = before ? 2 : 1;
    account.started(id);
    // The next starts are those of others: one takes the next minute, one waits for that after it.
    if (!before) account.call('b');
    account.send('b');
    account.send('b');
    account.at(62_000);
    expect(account.finished(id, 439)).toEqual(['retries a1 at 122000 after 439', `stops ${id} recycled`]);
    expect(account.at(170_001)).toContain('170000: ended a1 429 EXPIRED ttl');
  });

  it('stop being tried at the first success', () => {
    const account = running();
    account.finished(1, 430);
    expect(account.at(60_001)).toEqual(['60000: runs a1 on 1']);
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(account.at(300_000)).toEqual([]);
  });

  it('count the start that failed and the time-out like any other', () => {
    const account = new Account([functionPlan('a', { retryNum: 2, timeoutMs: 3_000, initTimeoutMs: 3_000 })]);
    account.send('a');
    expect(account.startFailed(1, 443)).toEqual(['retries a1 at 60000 after 443', 'stops 1 initFailed']);
    expect(account.at(63_001)).toEqual(['60000: starts 2 for a1', '63000: retries a1 at 123000 after 450', '63000: stops 2 initFailed']);
    expect(account.at(123_001)).toEqual(['123000: starts 3 for a1']);
    account.started(3);
    expect(account.at(126_002)).toEqual(['126001: ended a1 433 retries', '126001: stops 3 recycled']);
  });

  it('alone are counted by RetryNum: over-limit errors before them are not', () => {
    const account = running({ retryNum: 1 });
    const statuses = [449, 449, 430, 449, 430] as const;
    const said = statuses.map((status, nth) => {
      account.at(nth * 60_000);
      account.ring();
      return account.finished(1, status)[0];
    });
    expect(said).toEqual([
      'retries a1 at 60000 after 449',
      'retries a1 at 120000 after 449',
      'retries a1 at 180000 after 430',
      'retries a1 at 240000 after 449',
      'ended a1 430 retries',
    ]);
  });

  it('hold no quota between attempts', () => {
    const account = running({ reservedMB: 128 });
    expect(account.finished(1, 434)).toEqual(['retries a1 at 60000 after 434', 'stops 1 recycled']);
    expect(account.call('a')).toEqual(['starts 2 for a2']);
  });

  it.each([
    { run: 60_000, dueMs: 60_000 },
    { run: 5_000, dueMs: 5_000 },
  ])('come back after the interval of the profile, $run ms (retryIntervalSec)', ({ run, dueMs }) => {
    const account = running({}, { retryMs: { run, throttled: 7, system: 9 } });
    expect(account.finished(1, 430)).toEqual([`retries a1 at ${dueMs} after 430`]);
  });
});

describe('system errors (S56)', () => {
  /** The intervals between the attempts of an event that fails six times. */
  function intervals(profile: Partial<Profile>): number[] {
    const account = running({ retryNum: 0 }, profile);
    let nowMs = 0;
    return Array.from({ length: 6 }, (_, attempt) => {
      const [said = ''] = account.finished(attempt + 1, 500);
      const dueMs = Number(/at (\d+) after 500/.exec(said)?.[1]);
      const interval = dueMs - nowMs;
      account.at(dueMs);
      account.ring();
      account.started(attempt + 2);
      nowMs = dueMs;
      return interval;
    });
  }

  it.each([
    { what: 'fixed', profile: {}, expected: [60_000, 60_000, 60_000, 60_000, 60_000, 60_000] },
    { what: 'up to 300 s', profile: { systemBackoffMaxMs: 300_000 }, expected: [60_000, 120_000, 240_000, 300_000, 300_000, 300_000] },
    {
      what: 'from 10 s up to 40 s',
      profile: { systemBackoffMaxMs: 40_000, retryMs: { ...scf2021.retryMs, system: 10_000 } },
      expected: [10_000, 20_000, 40_000, 40_000, 40_000, 40_000],
    },
  ])('are retried beyond RetryNum, intervals $what (knob systemRetry)', ({ profile, expected }) => {
    expect(intervals(profile)).toEqual(expected);
  });

  it('begin their back-off anew after another outcome', () => {
    const account = running({}, { systemBackoffMaxMs: 300_000 });
    account.finished(1, 500);
    account.at(60_000);
    account.ring();
    account.started(2);
    expect(account.finished(2, 430)).toEqual(['retries a1 at 120000 after 430']);
    account.at(120_000);
    account.ring();
    expect(account.finished(2, 500)[0]).toBe('retries a1 at 180000 after 500');
  });
});

describe('MsgTTL (S58, S60)', () => {
  const short = { reservedMB: 128, msgTtlMs: 100_000, timeoutMs: 900_000, initTimeoutMs: 300_000 };

  it.each([
    { what: 'dropped', overrides: {}, state: 'EXPIRED' },
    { what: 'sent to the dead-letter queue (S65)', overrides: { deadLetter }, state: 'DEAD_LETTERED' },
  ])('ends an event that has not been tried: $what', ({ overrides, state }) => {
    const account = running({ ...short, ...overrides });
    account.at(1_000);
    account.send('a');
    expect(account.at(101_000)).toEqual([]);
    expect(account.ring()).toEqual([`ended a2 432 ${state} ttl`]);
    // It has left its queue: the next is not behind it.
    expect(account.finished(1)).toEqual(['ended a1 200']);
    expect(account.send('a')).toEqual(['accepted a3', 'runs a3 on 1']);
  });

  it('ends one behind another, which nothing has refused yet', () => {
    const account = running(short);
    account.send('a');
    account.at(50_000);
    account.send('a');
    expect(account.at(150_001)).toEqual(['100000: ended a2 432 EXPIRED ttl', '100000: waits a3 reserved', '150000: ended a3 432 EXPIRED ttl']);
  });

  it.each([
    { profile: {}, reservedMB: 128, code: 432 },
    { profile: { burstPerMinute: 1 }, reservedMB: undefined, code: 429 },
  ])('ends one that has stood behind another all its time with the code of what the head waits for, $code', ({ profile, reservedMB, code }) => {
    const account = running({ ...short, reservedMB }, profile);
    account.call('a');
    account.send('a');
    account.change({ kind: 'function', plan: functionPlan('a', { ...short, reservedMB, msgTtlMs: 10_000 }) });
    account.send('a');
    expect(account.at(10_001).filter((words) => words.includes('a4'))).toEqual([`10000: ended a4 ${code} EXPIRED ttl`]);
  });

  it('does not end what may run at that very moment (design §4.1)', () => {
    const account = running(short);
    account.send('a');
    account.at(100_000);
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1']);
    expect(account.ring()).toEqual([]);
  });

  it('does not end what runs', () => {
    const account = running(short);
    expect(account.at(200_000)).toEqual([]);
    expect(account.finished(1)).toEqual(['ended a1 200']);
  });

  it.each([
    { atMs: 40_000, said: 'retries a1 at 100000 after 430' },
    { atMs: 40_001, said: 'ended a1 430 EXPIRED ttl' },
  ])('admits no attempt that is due after it: an error at $atMs ms (S60)', ({ atMs, said }) => {
    const account = running(short);
    account.at(atMs);
    expect(account.finished(1, 430)[0]).toBe(said);
  });

  it.each([449, 500] as const)('ends %d, which RetryNum does not', (status) => {
    const account = running({ ...short, retryNum: 0, deadLetter });
    expect(account.finished(1, status)[0]).toBe(`retries a1 at 60000 after ${status}`);
    account.at(60_000);
    account.ring();
    // A system error has cost it its instance.
    if (status === 500) account.started(2);
    expect(account.finished(status === 500 ? 2 : 1, status)[0]).toBe(`ended a1 ${status} DEAD_LETTERED ttl`);
  });

  it('ends one that has come back and waits, with the code of what it waits for', () => {
    const account = running(short);
    account.finished(1, 430);
    account.at(30_000);
    account.call('a');
    account.at(70_000);
    account.send('a');
    expect(account.at(100_001)).toEqual(['100000: ended a1 432 EXPIRED ttl', '100000: waits a3 reserved']);
    expect(account.finished(1)).toEqual(['ended a2 200', 'runs a3 on 1']);
  });

  it('that an update has made shorter ends an event as soon as it comes back', () => {
    const account = running({ ...short, msgTtlMs: 21_600_000 });
    account.at(50_000);
    account.finished(1, 430);
    account.call('a');
    account.change({ kind: 'function', plan: functionPlan('a', { ...short, msgTtlMs: 60_000 }) });
    expect(account.at(110_001)).toEqual(['110000: waits a1 reserved', '110000: ended a1 432 EXPIRED ttl']);
  });
});

describe('events that come back and events that are new (S59)', () => {
  it('new ones run while others rest', () => {
    const account = running({ reservedMB: 128 });
    account.finished(1, 430);
    expect(account.send('a')).toEqual(['accepted a2', 'runs a2 on 1']);
    expect(account.finished(1)).toEqual(['ended a2 200']);
  });

  /** Two events have failed, the later one first, and come back while two newer ones wait; the order in which they then run. */
  function order(requeueOrder: Profile['requeueOrder']): string[] {
    const account = new Account([functionPlan('a', { reservedMB: 256, timeoutMs: 900_000 })], { profile: { requeueOrder } });
    account.send('a');
    account.send('a');
    account.started(1);
    account.started(2);
    account.finished(1, 430);
    account.at(1);
    account.finished(2, 430);
    account.call('a');
    account.call('a');
    account.send('a');
    account.send('a');
    account.at(60_002);
    const ran: string[] = [];
    for (let turn = 0; turn < 4; turn += 1) ran.push(...account.finished(1).filter((words) => words.startsWith('runs ')));
    return ran.map((words) => words.split(' ')[1] ?? '');
  }

  it.each([
    { requeueOrder: 'due', ran: ['a1', 'a2', 'a5', 'a6'] },
    { requeueOrder: 'tail', ran: ['a5', 'a6', 'a1', 'a2'] },
    { requeueOrder: 'head', ran: ['a2', 'a1', 'a5', 'a6'] },
  ] as const)('take turns as requeueOrder $requeueOrder says', ({ requeueOrder, ran }) => {
    expect(order(requeueOrder)).toEqual(ran);
  });

  it('come back in the order of their acceptance, whichever failed first', () => {
    const account = new Account([functionPlan('a', { reservedMB: 256, timeoutMs: 900_000 })]);
    account.send('a');
    account.send('a');
    account.started(1);
    account.started(2);
    account.finished(2, 430);
    account.at(1);
    account.finished(1, 430);
    account.call('a');
    account.call('a');
    account.at(60_002);
    expect(account.finished(1)).toEqual(['ended a3 200', 'runs a1 on 1']);
    expect(account.finished(2)).toEqual(['ended a4 200', 'runs a2 on 2']);
  });

  it('a queue is counted without those that rest after an error (S61)', () => {
    const account = running({ reservedMB: 128, timeoutMs: 900_000 }, { asyncQueueMax: 1 });
    account.finished(1, 430);
    account.call('a');
    expect(account.send('a')).toEqual(['accepted a3', 'waits a3 reserved']);
    // What comes back has been accepted long ago and is never turned away.
    expect(account.at(60_001)).toEqual(['60000: waits a1 reserved']);
  });
});
