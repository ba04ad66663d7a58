import type { Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

/** Capacity may have become free: the heads of all queues are looked at, and those that nothing new can be said of are not tried. */

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
const many = Array.from({ length: 100 }, (_, nth) => `f${nth}`);

/** What is in the way of the next event of a function: its last one waits. */
function limitOf(account: Account, key: string): string | undefined {
  return account.send(key).find((words) => words.startsWith('waits'));
}

/** The account's quota, MB; nothing of it is set aside. */
function pool(accountQuotaMB: number, profile: Partial<Profile> = {}) {
  return { profile: { accountQuotaMB, floorMB: 0, ...profile } };
}

describe('a limit that is in the way of many is asked few times, however many wait', () => {
  /** How often `holder[name]` is looked up while something happens. */
  function askedFor<Holder extends object>(holder: Holder, name: keyof Holder, act: () => void): number {
    const value = holder[name];
    let asked = 0;
    Object.defineProperty(holder, name, { configurable: true, get: () => ((asked += 1), value) });
    act();
    return asked;
  }

  it('the pool, by those that need as much as one that it had no room for', () => {
    const account = new Account([functionPlan('a', long), ...many.map((key) => functionPlan(key, long))], pool(128));
    account.call('a');
    account.started(1);
    account.send('a');
    for (const key of many) account.send(key);
    const asked = askedFor(account.state.pool, 'elasticMB', () => expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1']));
    expect(asked).toBeLessThan(10);
  });

  it('the burst, by those that have no instance to go to', () => {
    const account = new Account([functionPlan('a', long), ...many.map((key) => functionPlan(key, long))], { profile: { burstPerMinute: 1 } });
    account.call('a');
    account.started(1);
    for (const key of many) account.send(key);
    expect(askedFor(account.state.elasticWindow, 'admits', () => expect(account.finished(1)).toEqual(['ended a1 200']))).toBeLessThan(10);
  });
});

describe('behind one that waits for the pool, another runs', () => {
  it('on its own idle instance, which holds what it needs already (knob quotaCounts: alive)', () => {
    const account = new Account([functionPlan('a', long), functionPlan('b', long)], pool(256, { quotaCounts: 'alive' }));
    for (const key of ['a', 'b']) account.call(key);
    for (const id of [1, 2]) account.started(id);
    for (const key of ['b', 'a']) expect(limitOf(account, key)).toBe(`waits ${key}2 pool`);
    expect(account.finished(1)).toEqual(['ended a1 200', 'runs a2 on 1']);
  });

  it('once it has a reservation of its own (S14)', () => {
    const account = new Account([functionPlan('c', long), functionPlan('b', long), functionPlan('a', long)], pool(512));
    times(4, () => account.call('c'));
    for (const key of ['b', 'a']) expect(limitOf(account, key)).toBe(`waits ${key}1 pool`);
    expect(account.change({ kind: 'reserved', function: 'a', reservedMB: 128 })).toEqual(['changed reserved', 'starts 5 for a1']);
  });
});

describe('what is in the way is found anew (S43)', () => {
  it('the burst, where it goes first and has been used up meanwhile (knob checkOrder)', () => {
    const plans = [functionPlan('b', long), functionPlan('c', { ...long, memoryMB: 256 }), functionPlan('a', long)];
    const apart = functionPlan('d', { ...long, reservedMB: 128 });
    const account = new Account([...plans, apart], pool(384, { checkOrder: 'burst-quota', burstPerMinute: 3 }));
    account.call('b');
    account.started(1);
    account.finished(1);
    account.call('c');
    // What is idle is refused by the pool alone.
    for (const key of ['b', 'a']) expect(limitOf(account, key)).toContain('pool');
    account.call('d');
    account.started(3);
    account.finished(3);
    expect([limitOf(account, 'b'), limitOf(account, 'a')]).toEqual(['waits b3 pool, behind another', 'waits a2 burst, behind another']);
  });

  it('the burst, once the reservation has room again', () => {
    const account = new Account([functionPlan('b', long), functionPlan('a', { ...long, reservedMB: 128 })], { profile: { burstPerMinute: 1 } });
    account.call('a');
    account.started(1);
    expect([limitOf(account, 'b'), limitOf(account, 'a')]).toEqual(['waits b1 burst', 'waits a2 reserved']);
    account.finished(1, 434);
    expect(limitOf(account, 'a')).toBe('waits a3 burst, behind another');
  });
});
