import { createState, nextDeadlineMs, Sink, step, type State } from '../../src/engine';
import type { InvocationId, Profile, RunStatus } from '../../src/scf';
import type { Alias } from '../../src/engine/state';
import { functionPlan, regionPlan } from '../scf/plans';
import { Account, levels, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
const deadLetter = { type: 'topic', name: 'failed' };
/** One instance at a time. */
const narrow = { ...long, reservedMB: 128 };
const asyncRun = { asyncRun: true, timeoutMs: 86_400_000 };

function account(overrides: Parameters<typeof functionPlan>[1] = {}, profile: Partial<Profile> = {}): Account {
  return new Account([functionPlan('a', { ...long, ...overrides }), functionPlan('b', long)], { profile });
}

/** The only instance of `a` is busy with `a1`. */
function busy(overrides: Parameters<typeof functionPlan>[1] = {}, profile: Partial<Profile> = {}): Account {
  const crowded = account({ ...narrow, ...overrides }, profile);
  crowded.call('a');
  crowded.started(1);
  return crowded;
}

describe('an event that waited (design §5)', () => {
  it('runs at once when it may, and is not accepted a second time (S52)', () => {
    const opened = account();
    expect(opened.restore('a')).toEqual(['starts 1 for a1']);
    expect(opened.started(1)).toEqual(['runs a1 on 1, cold']);
    expect(opened.finished(1)).toEqual(['ended a1 200']);
    expect(opened.restore('a')).toEqual(['runs a2 on 1']);
  });

  it('waits in its old place, before all that is new (S50)', () => {
    const opened = account(narrow);
    expect(opened.restore('a')).toEqual(['starts 1 for a1']);
    // At the head a limit refuses it, which counts as a throttle once more; those behind it stand in line.
    expect(opened.restore('a')).toEqual(['waits a2 reserved']);
    expect(opened.restore('a')).toEqual([]);
    expect(opened.send('a')).toEqual(['accepted a4', 'waits a4 reserved, behind another']);
    opened.started(1);
    for (const name of ['a2', 'a3', 'a4']) expect(opened.finished(1)).toContain(`runs ${name} on 1`);
  });

  it('goes in the order of acceptance among the heads of other functions (design §4.5)', () => {
    const opened = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: { accountQuotaMB: 128, floorMB: 0 } });
    for (const key of ['a', 'b', 'a']) opened.restore(key);
    opened.started(1);
    expect(opened.finished(1)).toEqual(['ended a1 200', 'starts 2 for b1']);
    opened.started(2);
    expect(opened.finished(2)).toEqual(['ended b1 200', 'runs a2 on 1']);
  });

  it('has never had an instance: its version is what its qualifier means now (S141, S142)', () => {
    const opened = account({ provisionedInstances: 1 });
    opened.alias('a', 'live', { version: '$LATEST', additional: { version: '1', weight: 0.5 } });
    opened.alias('a', 'blue', { version: '$LATEST', additional: { version: '1', key: 'colour', exact: 'blue' } });
    opened.deploy();
    opened.started(1);
    expect(opened.restore('a', { qualifier: 'live', draw: 0.4 })).toEqual(['runs a1 on 1']);
    expect(opened.finished(1)).toEqual(['ended a1 200']);
    expect(opened.restore('a', { qualifier: 'live', draw: 0.6 })).toEqual(['starts 2 for a2']);
    expect(opened.restore('a', { qualifier: 'blue', routingKey: { colour: 'blue' } })).toEqual(['runs a3 on 1']);
    expect(opened.restore('a', { qualifier: 'blue', routingKey: { colour: 'red' } })).toEqual(['starts 3 for a4']);
  });

  it('may have a synchronous caller, whose function has asynchronous execution and who is gone (S71)', () => {
    const opened = account(asyncRun);
    expect(opened.restore('a', { type: 'sync' })).toEqual(['starts 1 for a1']);
    opened.started(1);
    expect(opened.finished(1, 430)).toEqual(['ended a1 430', 'stops 1 recycled']);
  });

  it('comes after what is due at its moment (design §4.1)', () => {
    const opened = account();
    opened.restore('a');
    opened.started(1);
    opened.finished(1, 200, { keepAliveMs: 1_000 });
    opened.at(1_000);
    expect(opened.restore('a')).toEqual(['stops 1 keepAlive', 'starts 2 for a2']);
  });

  it('is never turned away, and counts against the queue like any other (S61)', () => {
    const opened = account(narrow, { asyncQueueMax: 2 });
    expect(times(4, () => opened.restore('a'))).toEqual(['starts 1 for a1', 'waits a2 reserved']);
    expect(levels(opened)).toEqual({ waiting: 3, deferred: 0, backlog: 3, region: 3 });
    expect(opened.send('a')).toEqual(['accepted a5', 'ended a5 432 reserved FAILED queueFull']);
  });

  it('is sent away by a limit as a new one is, where heads do not wait (S51, S55)', () => {
    const opened = busy({}, { asyncDequeue: { mode: 'eager' } });
    expect(opened.restore('a')).toEqual(['waits a2 reserved', 'retries a2 at 60000 after 432']);
    expect(levels(opened)).toMatchObject({ waiting: 0, backlog: 1 });
  });

  it.each([
    { status: 'Stopped', profile: {}, said: ['ended a1 438 FAILED'] },
    { status: 'Stopped', profile: { retryClassOverrides: { 438: 'system' } }, said: ['retries a1 at 60000 after 438'] },
    { status: 'Updating', profile: {}, said: ['starts 1 for a1'] },
  ] as const)('meets its function $status: $said (S64, S145)', ({ status, profile, said }) => {
    const opened = account({}, profile);
    opened.change({ kind: 'status', function: 'a', status });
    expect(opened.restore('a')).toEqual(said);
    expect(levels(opened)).toMatchObject({ waiting: 0, backlog: 0 });
  });
});

describe('the time to live of an event that is told again (S58)', () => {
  const minute = { msgTtlMs: 100_000 };

  it('has gone on since its acceptance', () => {
    const opened = busy(minute);
    opened.at(90_000);
    expect(opened.restore('a', { acceptedMs: 40_000 })).toEqual(['waits a2 reserved']);
    expect(opened.at(140_000)).toEqual([]);
    expect(opened.ring()).toEqual(['ended a2 432 EXPIRED ttl']);
  });

  it.each([
    { was: 'waiting', nowMs: 99_999, said: ['starts 1 for a1'] },
    { was: 'waiting', nowMs: 100_000, said: ['ended a1 432 EXPIRED ttl'] },
    { was: 'waiting', nowMs: 900_000, said: ['ended a1 432 EXPIRED ttl'] },
    { was: 'resting', nowMs: 99_999, said: [] },
    { was: 'resting', nowMs: 100_000, said: ['ended a1 432 EXPIRED ttl'] },
    { was: 'running', nowMs: 40_000, said: ['retries a1 at 100000 after 500'] },
    { was: 'running', nowMs: 40_001, said: ['ended a1 500 EXPIRED ttl'] },
  ] as const)('at $nowMs ms of 100,000, was $was: $said (S60)', ({ was, nowMs, said }) => {
    for (const queue of [undefined, deadLetter]) {
      const opened = account({ ...minute, deadLetter: queue });
      opened.at(nowMs);
      const words = said.map((word) => (queue ? word.replace('EXPIRED', 'DEAD_LETTERED') : word));
      expect(opened.restore('a', { was, dueMs: 60_000 })).toEqual(words);
      expect(levels(opened)).toEqual({ waiting: 0, deferred: 0, backlog: 0, region: 0 });
    }
  });

  it('ends it with the code of what the head of its queue waits for, and lets the others wait on', () => {
    const opened = account(minute, { burstPerMinute: 1 });
    opened.at(150_000);
    for (const acceptedMs of [140_000, 140_000]) opened.restore('a', { acceptedMs });
    expect(opened.restore('a')).toEqual(['ended a3 429 EXPIRED ttl']);
    expect(levels(opened)).toMatchObject({ waiting: 1, backlog: 1 });
    expect(opened.at(210_001)).toEqual(['210000: starts 2 for a2']);
  });
});

describe('a run that was under way is lost', () => {
  it.each([
    { profile: {}, said: 'retries a1 at 61000 after 500' },
    { profile: { systemBackoffMaxMs: 30_000 }, said: 'retries a1 at 31000 after 500' },
    { profile: { retryMs: { run: 1, throttled: 2, system: 5_000 } }, said: 'retries a1 at 6000 after 500' },
  ])('an error of the platform, so the event comes back however often run errors are retried: $said (S56)', ({ profile, said }) => {
    const opened = account({ retryNum: 0 }, profile);
    opened.at(1_000);
    expect(opened.restore('a', { was: 'running', attempts: 1 })).toEqual([said]);
    expect(opened.at(61_001)).toEqual([expect.stringMatching(/^\d+: starts 1 for a1$/)]);
  });

  it.each([
    { override: 'run', runErrors: 0, said: ['retries a1 at 60000 after 500'] },
    { override: 'run', runErrors: 1, said: ['ended a1 500 retries'] },
    { override: 'request', runErrors: 0, said: ['ended a1 500'] },
    { override: 'cancelled', runErrors: 0, said: ['ended a1 500'] },
  ] as const)('treated as $override after $runErrors run errors: $said (S64, knob retryClassOverrides)', ({ override, runErrors, said }) => {
    const opened = account({ retryNum: 1 }, { retryClassOverrides: { 500: override } });
    expect(opened.restore('a', { was: 'running', attempts: 1 + runErrors, runErrors })).toEqual(said);
  });

  it.each([
    { type: 'async', queue: undefined, said: 'ended a1 500' },
    { type: 'sync', queue: undefined, said: 'ended a1 500' },
    { type: 'async', queue: deadLetter, said: 'ended a1 500 DEAD_LETTERED' },
    { type: 'sync', queue: deadLetter, said: 'ended a1 500' },
  ] as const)('the end of an asynchronous execution, $type, whatever is retried: $said (S77)', ({ type, queue, said }) => {
    const opened = account({ ...asyncRun, deadLetter: queue });
    expect(opened.restore('a', { was: 'running', type, attempts: 1 })).toEqual([said]);
    expect([nextDeadlineMs(opened.state), opened.terminate('a1')]).toEqual([Infinity, ['terminated a1 notRunning']]);
  });

  it('holds no quota, and no place in the queue, until it comes back (S31, S61)', () => {
    const opened = account(narrow, { asyncQueueMax: 1 });
    opened.restore('a', { was: 'running', attempts: 1 });
    expect(levels(opened)).toEqual({ waiting: 0, deferred: 0, backlog: 0, region: 0 });
    expect(opened.send('a')).toEqual(['accepted a2', 'starts 1 for a2']);
    expect(opened.send('a')).toEqual(['accepted a3', 'waits a3 reserved']);
    opened.started(1);
    // It has been accepted first, so it is the next one.
    expect(opened.at(60_001)).toEqual(['60000: waits a1 reserved']);
    expect(opened.finished(1)).toEqual(['ended a2 200', 'runs a1 on 1']);
  });
});

describe('an event that rested between two attempts', () => {
  it.each([
    { nowMs: 10_000, comesMs: 60_000 },
    { nowMs: 60_000, comesMs: 60_000 },
    { nowMs: 90_000, comesMs: 90_000 },
  ])('and was due at 60,000, told at $nowMs ms, comes back at $comesMs, and does not wait until then (S59)', ({ nowMs, comesMs }) => {
    const opened = account(narrow);
    opened.at(nowMs);
    expect(opened.restore('a', { was: 'resting', dueMs: 60_000, attempts: 1 })).toEqual([]);
    expect([levels(opened), nextDeadlineMs(opened.state)]).toEqual([{ waiting: 0, deferred: 0, backlog: 0, region: 0 }, comesMs]);
    opened.at(comesMs);
    expect(opened.ring()).toEqual(['starts 1 for a1']);
  });

  it.each([
    { retryNum: 0, runErrors: 0, status: 430, said: 'ended a1 430 retries' },
    { retryNum: 2, runErrors: 1, status: 430, said: 'retries a1 at 120000 after 430' },
    { retryNum: 2, runErrors: 2, status: 430, said: 'ended a1 430 retries' },
    { retryNum: 2, runErrors: 2, status: 500, said: 'retries a1 at 120000 after 500' },
  ] as const)('has $runErrors run errors of $retryNum behind it, then $status: $said (S54)', ({ retryNum, runErrors, status, said }) => {
    const opened = account({ retryNum });
    opened.restore('a', { was: 'resting', dueMs: 60_000, attempts: 1 + runErrors, runErrors });
    opened.at(60_000);
    opened.ring();
    expect([...opened.state.instances.values()].map(({ invocation }) => invocation?.attempts)).toEqual([2 + runErrors]);
    opened.started(1);
    expect(opened.finished(1, status as RunStatus)[0]).toBe(said);
  });

  it('whose MsgTTL is shorter by now ends when it comes back', () => {
    const opened = busy({ msgTtlMs: 50_000 });
    opened.restore('a', { was: 'resting', dueMs: 60_000, attempts: 1 });
    expect(opened.at(60_001)).toEqual(['60000: waits a2 reserved', '60000: ended a2 432 EXPIRED ttl']);
  });

  it('comes back behind what waits and was accepted before it (S59)', () => {
    const opened = busy();
    opened.restore('a');
    opened.restore('a', { was: 'resting', dueMs: 60_000, attempts: 1 });
    opened.restore('a');
    expect(opened.at(60_001)).toEqual(['60000: waits a3 reserved, behind another']);
    for (const name of ['a2', 'a3', 'a4']) expect(opened.finished(1)).toContain(`runs ${name} on 1`);
  });

  it('and that no handler had begun is tried again though its function has asynchronous execution (S77)', () => {
    const opened = account(asyncRun);
    opened.restore('a', { was: 'resting', dueMs: 60_000 });
    expect(opened.at(60_001)).toEqual(['60000: starts 1 for a1']);
  });
});

describe('an event that has run before, whose alias meant version 1 then (S142, S§19)', () => {
  /** Two published versions, and what the alias means now. */
  function republished(alias: Alias | undefined): Account {
    const opened = account();
    for (let nth = 1; nth <= 2; nth += 1) opened.change({ kind: 'published', function: 'a' });
    if (alias) opened.alias('a', 'live', alias);
    return opened;
  }

  const ran = { qualifier: 'live', version: '1', attempts: 1 };
  const versions = ({ state }: Account): string[] => Array.from(state.instances.values(), ({ version }) => version.name);

  it.each([
    { alias: { version: '2' }, now: 'means version 2' },
    { alias: { version: '2', additional: { version: '1', weight: 0 } }, now: 'would draw version 2' },
    { alias: undefined, now: 'is gone' },
  ] as const)('runs on version 1 again though the alias $now', ({ alias }) => {
    for (const was of ['waiting', 'resting', 'running', 'deferred'] as const) {
      const opened = republished(alias);
      opened.restore('a', { ...ran, was, dueMs: 60_000 });
      opened.at(60_001);
      expect([was, versions(opened)]).toEqual([was, ['1']]);
    }
  });

  it.each([
    { alias: { version: '2' }, said: ['starts 1 for a1'], on: ['2'] },
    { alias: undefined, said: ['ended a1 442'], on: [] },
  ])('runs on what the alias means now when version 1 is gone: $said (S43)', ({ alias, said, on }) => {
    const opened = republished(alias);
    opened.change({ kind: 'versionRemoved', function: 'a', version: '1' });
    expect(opened.restore('a', ran)).toEqual(said);
    expect(versions(opened)).toEqual(on);
  });
});

describe('an event whose function or version is gone', () => {
  it.each([
    { key: 'nobody', qualifier: '$DEFAULT', status: 435 },
    { key: 'a', qualifier: '7', status: 442 },
    { key: 'a', qualifier: 'live', status: 442 },
  ])('$key, $qualifier: is answered $status, wherever it was (S43)', ({ key, qualifier, status }) => {
    for (const was of ['waiting', 'resting', 'running', 'deferred'] as const) {
      const opened = account();
      expect(opened.restore(key, { was, qualifier, attempts: 1 })).toEqual([`ended ${key}1 ${status}`]);
      expect([levels(opened), nextDeadlineMs(opened.state)]).toEqual([{ waiting: 0, deferred: 0, backlog: 0, region: 0 }, Infinity]);
    }
  });
});

describe('the row of an event (design §5)', () => {
  const event = { function: 'a', qualifier: '$DEFAULT', type: 'async', draw: 0, routingKey: undefined, data: undefined } as const;
  const tell = (state: State, kind: 'invoked' | 'restored', id: number): void => {
    const told = { ...event, id: id as InvocationId };
    if (kind === 'invoked') return step(state, { kind, ...told, bytes: 2 }, 0, new Sink());
    step(state, { kind, was: 'waiting', acceptedMs: 0, attempts: 0, runErrors: 0, ...told }, 0, new Sink());
  };

  it.each([
    { invoked: [], restored: [5], not: 5, next: 6 },
    { invoked: [], restored: [5, 3], not: 4, next: 6 },
    { invoked: [5], restored: [], not: 5, next: 6 },
    { invoked: [5], restored: [3], not: 4, next: 6 },
  ])('invoked $invoked, restored $restored: the next call may not have $not, but $next', ({ invoked, restored, not, next }) => {
    const state = createState(regionPlan([functionPlan('a')]));
    for (const id of invoked) tell(state, 'invoked', id);
    for (const id of restored) tell(state, 'restored', id);
    expect(() => tell(state, 'invoked', not)).toThrow('invocations are numbered in the order in which they arrive');
    tell(state, 'invoked', next);
    expect(state.lastInvocation).toBe(next);
  });
});
