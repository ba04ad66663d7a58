import type { FunctionPlan, Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
const deadLetter = { type: 'topic', name: 'failed' };

/** `a` may have one instance, which a call holds; behind it one event rests after an error, and one waits. */
function crowded(overrides: Partial<FunctionPlan> = {}, profile: Partial<Profile> = {}): Account {
  const account = new Account([functionPlan('a', { ...long, reservedMB: 128, ...overrides }), functionPlan('b', long)], { profile });
  account.send('a');
  account.started(1);
  account.finished(1, 430);
  account.call('a');
  account.send('a');
  return account;
}

const update = (account: Account, overrides: Partial<FunctionPlan> = {}) =>
  account.change({ kind: 'function', plan: functionPlan('a', { ...long, reservedMB: 128, ...overrides }) });
const remove = (account: Account) => account.change({ kind: 'functionRemoved', function: 'a' });
const leave = (account: Account) => account.change({ kind: 'functionRemoved', function: 'a', leaves: true });

describe('a function that is updated (S28, S76, S116)', () => {
  it('gives its idle instances up at once, those that run when they have finished', () => {
    const account = new Account([functionPlan('a', long)]);
    times(2, () => account.call('a'));
    account.started(1);
    account.started(2);
    account.finished(1);
    expect(update(account)).toEqual(['stops 1 updated', 'changed function']);
    expect(account.call('a')).toEqual(['starts 3 for a3']);
    expect(account.finished(2)).toEqual(['ended a2 200', 'stops 2 updated']);
  });

  it('lets an instance that starts run what it was started for, and nothing more', () => {
    const account = new Account([functionPlan('a', long)]);
    account.call('a');
    update(account);
    expect(account.started(1)).toEqual(['runs a1 on 1, cold']);
    expect(account.finished(1)).toEqual(['ended a1 200', 'stops 1 updated']);
  });

  it('lets nothing join an instance of the code before (S92)', () => {
    const account = new Account([functionPlan('a', { ...long, instanceConcurrency: 3 })]);
    account.call('a');
    account.started(1);
    expect(account.call('a')).toEqual(['runs a2 on 1']);
    update(account, { instanceConcurrency: 3 });
    expect(account.call('a')).toEqual(['starts 2 for a3']);
    expect(account.finished(1, 200, { name: 'a1' })).toEqual(['ended a1 200']);
    expect(account.finished(1, 200, { name: 'a2' })).toEqual(['ended a2 200', 'stops 1 updated']);
  });

  it('leaves the instances of published versions alone (S140)', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    update(account);
    expect(account.call('a')).toEqual(['runs a1 on 1']);
    expect(account.provisioning('a')).toBe('1/1 Done');
  });

  it('runs the events that wait and those that come back by its new code', () => {
    const account = crowded();
    expect(update(account)).toEqual(['changed function']);
    expect(account.finished(1)).toEqual(['ended a2 200', 'stops 1 updated', 'starts 2 for a3']);
    account.started(2);
    account.finished(2);
    expect(account.at(60_001)).toEqual(['60000: runs a1 on 2']);
  });

  it('lets a head that waits for the pool run at once when it needs less now', () => {
    const account = new Account([functionPlan('b', long), functionPlan('a', { ...long, memoryMB: 256 })], {
      profile: { accountQuotaMB: 256, floorMB: 0 },
    });
    account.call('b');
    account.send('a');
    expect(account.change({ kind: 'function', plan: functionPlan('a', long) })).toEqual(['changed function', 'starts 2 for a1']);
  });

  it('keeps its reservation and what is provisioned, which are changed on their own', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 256, provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    update(account, { reservedMB: 1_280, provisionedInstances: 5 });
    expect(account.provisioning('a')).toBe('1/1 Done');
    expect(times(2, () => account.call('a', { qualifier: '$LATEST' }))).toEqual(['starts 2 for a1', 'ended a2 432 reserved']);
  });

  it('changes RetryNum for what runs', () => {
    const account = new Account([functionPlan('a', long)]);
    account.send('a');
    account.started(1);
    update(account, { retryNum: 0 });
    expect(account.finished(1, 430)).toEqual(['ended a1 430 retries', 'stops 1 updated']);
  });

  it('cannot become one with asynchronous execution, or such a one no longer (S76)', () => {
    const account = new Account([functionPlan('a', long)]);
    expect(update(account, { asyncRun: true })).toEqual(['changed function UnsupportedOperation.AsyncRunEnable']);
    expect(account.call('a')).toEqual(['starts 1 for a1']);
  });
});

describe('a function that is created', () => {
  const create = (account: Account, overrides: Partial<FunctionPlan> = {}) =>
    account.change({ kind: 'function', plan: functionPlan('new', { ...long, ...overrides }) });

  it('is there from then on, with its provisioned instances and its reservation', () => {
    const account = new Account([functionPlan('b', long)]);
    expect(account.call('new')).toEqual(['ended new1 435']);
    expect(create(account, { reservedMB: 256, provisionedInstances: 1 })).toEqual(['starts 1 provisioned new', 'changed function']);
    account.started(1);
    expect(times(3, () => account.call('new'))).toEqual(['runs new2 on 1', 'starts 2 for new3', 'ended new4 432 reserved']);
    expect(account.state.pool.quotaMB).toBe(128_000 - 256);
  });

  it.each([
    { overrides: { reservedMB: 115_201 }, profile: {}, fault: 'LimitExceeded.FunctionReservedConcurrencyMemory' },
    { overrides: { provisionedInstances: 901 }, profile: {}, fault: 'FailedOperation.ProvisionedExceedAvailable' },
    { overrides: { reservedMB: 128, provisionedInstances: 2 }, profile: {}, fault: 'FailedOperation.ProvisionedExceedReserved' },
    {
      overrides: { provisionedInstances: 1_001 },
      profile: { quotaModel: 'ga' },
      fault: 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory',
    },
  ] as const)('is not when its quotas do not fit (S16, S22, S24): $fault', ({ overrides, profile, fault }) => {
    const account = new Account([functionPlan('b', long)], { profile });
    expect(create(account, overrides)).toEqual([`changed function ${fault}`]);
    expect(account.call('new')).toEqual(['ended new1 435']);
  });

  it('begins to be tracked (S136)', () => {
    const account = new Account([functionPlan('b', long)]);
    expect(tally(create(account, { tracking: { target: 0.5, min: 2, max: 10 } }))).toEqual({ starts: 2, changed: 1 });
  });
});

describe('a function that is removed', () => {
  it('is unknown to new callers; what waits ends, what runs goes on (S64: 435 is a request error)', () => {
    const account = crowded({ deadLetter });
    expect(remove(account)).toEqual(['changed functionRemoved', 'ended a3 435 FAILED']);
    expect(account.call('a')).toEqual(['ended a4 435']);
    expect(account.send('a')).toEqual(['ended a5 435']);
    expect(account.finished(1)).toEqual(['ended a2 200', 'stops 1 updated']);
  });

  it('is gone for what comes back, too', () => {
    const account = crowded();
    remove(account);
    expect(account.at(60_001)).toEqual(['60000: ended a1 435 FAILED']);
    expect(account.state.waiting).toEqual([]);
    expect(account.state.backlog).toBe(0);
  });

  it('is gone for what fails now and would be tried again', () => {
    const account = new Account([functionPlan('a', long)]);
    account.send('a');
    account.started(1);
    remove(account);
    expect(account.finished(1, 430)).toEqual(['retries a1 at 60000 after 430', 'stops 1 updated']);
    expect(account.at(60_001)).toEqual(['60000: ended a1 435 FAILED']);
  });

  it('sends what waits to the dead-letter queue where request errors go there', () => {
    expect(remove(crowded({ deadLetter }, { dlqForRequestErrors: true }))).toContain('ended a3 435 DEAD_LETTERED');
  });

  it('ends what a limit has sent away when it comes back (S55)', () => {
    const account = crowded({}, { asyncDequeue: { mode: 'eager' } });
    remove(account);
    expect(account.at(60_001)).toEqual(['60000: ended a1 435 FAILED', '60000: ended a3 435 FAILED']);
    expect(account.state.backlog).toBe(0);
  });

  it('leaves what waits, comes back or is sent away to the shell where it may come again (design §5)', () => {
    const account = crowded({ deadLetter });
    expect(leave(account)).toEqual(['changed functionRemoved', 'departs a3']);
    expect(account.call('a')).toEqual(['ended a4 435']);
    expect(account.finished(1)).toEqual(['ended a2 200', 'stops 1 updated']);
    expect(account.at(60_001)).toEqual(['60000: departs a1']);
    expect([account.state.waiting, account.state.backlog]).toEqual([[], 0]);
    const eager = crowded({}, { asyncDequeue: { mode: 'eager' } });
    leave(eager);
    expect(eager.at(60_001)).toEqual(['60000: departs a1', '60000: departs a3']);
    expect(eager.state.backlog).toBe(0);
  });

  it('gives its reservation back to the others at once, and its idle instances up', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 256, provisionedInstances: 1 }), functionPlan('b', long)], {
      profile: { accountQuotaMB: 512, floorMB: 128 },
    });
    account.deploy();
    account.started(1);
    times(2, () => account.call('b'));
    account.send('b');
    expect(remove(account)).toEqual(['stops 1 released', 'changed functionRemoved', 'starts 4 for b3']);
  });

  it('holds the pool with what still runs (S117)', () => {
    const account = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: { accountQuotaMB: 128, floorMB: 0 } });
    account.call('a');
    account.started(1);
    account.send('b');
    expect(remove(account)).toEqual(['changed functionRemoved']);
    expect(account.finished(1)).toEqual(['ended a1 200', 'stops 1 updated', 'starts 2 for b1']);
  });

  it('may be created again, another function of the same name', () => {
    const account = crowded();
    remove(account);
    update(account);
    expect(account.call('a')).toEqual(['starts 2 for a4']);
    // The event was the old one's.
    expect(account.at(60_001)).toEqual(['60000: ended a1 435 FAILED']);
  });

  it('was there before', () => {
    const account = new Account([functionPlan('b', long)]);
    expect(remove(account)).toEqual(['changed functionRemoved ResourceNotFound.Function']);
  });
});
