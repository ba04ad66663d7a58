import type { Profile, Tracking } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000, memoryMB: 128 };

/** A function that is tracked; its provisioned instances are ready as soon as they start. */
class Tracked extends Account {
  constructor(tracking: Tracking, overrides: Parameters<typeof functionPlan>[1] = {}, profile: Partial<Profile> = {}) {
    super([functionPlan('a', { ...long, tracking, ...overrides }), functionPlan('b', long)], {
      profile: { provisionedPerMinute: 1_000, ...profile },
    });
    this.ready(this.deploy());
  }

  /** Go to a moment and past it; whatever starts on the way is ready at once. What provisioning is then. */
  past(nowMs: number): string {
    for (let atMs = Math.ceil((this.nowMs + 1) / 10_000) * 10_000; atMs <= nowMs; atMs += 10_000) {
      this.at(atMs);
      this.ready(this.ring());
    }
    this.at(nowMs);
    this.nowMs = nowMs;
    return this.provisioning('a');
  }

  /** So many calls run from now on. */
  load(calls: number): void {
    this.ready(times(calls, () => this.call('a')));
  }

  /** All calls that run come to their end. */
  unload(): void {
    for (const { id, phase } of [...this.state.instances.values()]) if (phase === 'busy') this.finished(id, 200, { keepAliveMs: 10_000_000 });
  }

  nowMs = 0;

  ready(said: readonly string[]): void {
    for (const words of said) {
      const [, id] = /starts (\d+) /.exec(words) ?? [];
      if (id !== undefined) this.started(Number(id));
    }
  }
}

describe('provisioned instances that follow the load (S136)', () => {
  it('are the least number to begin with', () => {
    expect(new Tracked({ target: 0.8, min: 3, max: 200 }).provisioning('a')).toBe('3/3 Done');
  });

  it('follow it out within 10 s, and as often as it grows: 100 at 0.8 are 125', () => {
    const account = new Tracked({ target: 0.8, min: 1, max: 200 });
    account.load(100);
    expect(account.past(9_999)).toBe('1/1 Done');
    expect(account.past(10_000)).toBe('125/125 Done');
    account.load(20);
    expect(account.past(20_000)).toBe('150/150 Done');
  });

  it('count what runs on elastic instances of the version, and nothing else', () => {
    const account = new Tracked({ target: 0.5, min: 1, max: 200 });
    account.ready(account.call('b'));
    account.ready(account.call('a', { qualifier: '$LATEST' }));
    account.load(2);
    expect(account.past(10_000)).toBe('4/4 Done');
  });

  it('follow it in 10 minutes after the last change', () => {
    const account = new Tracked({ target: 0.5, min: 1, max: 200 });
    account.load(10);
    account.past(10_000);
    account.unload();
    expect(account.past(609_999)).toBe('20/20 Done');
    expect(account.past(610_000)).toMatch(/^1\/1 /);
  });

  it('begin the 10 minutes anew with every change', () => {
    const account = new Tracked({ target: 0.5, min: 1, max: 200 });
    account.load(10);
    account.past(10_000);
    account.past(500_000);
    account.load(5);
    account.past(510_000);
    account.unload();
    expect(account.past(1_109_999)).toBe('30/30 Done');
    expect(account.past(1_110_000)).toMatch(/^1\/1 /);
  });

  it('follow it in after 10 s where there was no change before', () => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 5 })]);
    account.deploy();
    for (const id of [1, 2, 3, 4, 5]) account.started(id);
    account.call('a');
    account.call('a');
    account.change({ kind: 'tracking', function: 'a', version: '1', tracking: { target: 0.5, min: 5, max: 10 } });
    account.change({ kind: 'tracking', function: 'a', version: '1', tracking: { target: 0.5, min: 2, max: 10 } });
    account.at(10_001);
    expect(account.provisioning('a')).toMatch(/^4\//);
    account.finished(5);
    account.at(599_999);
    expect(account.provisioning('a')).toMatch(/^4\//);
  });

  it('follow it in at their next look from what a schedule has set (S135), where tracking changed nothing before', () => {
    const account = new Tracked({ target: 0.5, min: 2, max: 10 });
    account.change({ kind: 'provisioned', function: 'a', version: '1', instances: 5, by: 'schedule' });
    expect(account.past(9_999)).toMatch(/^5\//);
    expect(account.past(10_000)).toMatch(/^2\//);
  });

  it.each([
    { busy: 1, instances: 5, why: 'the least' },
    { busy: 8, instances: 10, why: 'between' },
    { busy: 40, instances: 20, why: 'the most' },
  ])('are at least min and at most max: $busy busy are $instances, $why', ({ busy, instances }) => {
    const account = new Tracked({ target: 0.8, min: 5, max: 20 });
    account.load(busy);
    expect(account.past(10_000)).toBe(`${instances}/${instances} Done`);
  });

  it.each([
    { trackingRounding: 'ceil', three: 5, ten: 15 },
    { trackingRounding: 'floor', three: 4, ten: 14 },
    { trackingRounding: 'round', three: 4, ten: 14 },
  ] as const)('are rounded: $trackingRounding (knob tracking.rounding)', ({ trackingRounding, three, ten }) => {
    const desired = (busy: number) => {
      const account = new Tracked({ target: 0.7, min: 1, max: 200 }, {}, { trackingRounding });
      account.load(busy);
      return Number(account.past(10_000).split('/')[0]);
    };
    // 3 ÷ 0.7 is 4.29, 10 ÷ 0.7 is 14.29, 4 ÷ 0.7 is 5.71.
    expect([desired(3), desired(10), desired(4)]).toEqual([three, ten, trackingRounding === 'floor' ? 5 : 6]);
    // As floating-point numbers, it is 30.000000000000004.
    expect(desired(21)).toBe(30);
  });

  it('get what fits into the quota, say so, and stop saying so when they need no more (S137)', () => {
    const account = new Tracked({ target: 0.5, min: 1, max: 10 }, { reservedMB: 1_280 });
    account.load(2);
    expect(account.past(10_000)).toBe('4/4 Done');
    account.change({ kind: 'reserved', function: 'a', reservedMB: 640 });
    account.load(2);
    expect(account.past(20_000)).toBe('5/5 Failed quota');
    account.finished(1);
    account.unload();
    expect(account.past(30_000)).toBe('5/5 Done');
  });

  it('are asked for no more once tracking ends, and go', () => {
    const account = new Tracked({ target: 0.5, min: 3, max: 10 });
    account.change({ kind: 'tracking', function: 'a', version: '1', tracking: undefined });
    expect(account.provisioning('a')).toBe('0/0 Done');
    account.load(5);
    expect(account.past(100_000)).toBe('0/0 Done');
  });

  it('give way to a number that a user sets', () => {
    const account = new Tracked({ target: 0.5, min: 3, max: 10 });
    account.change({ kind: 'provisioned', function: 'a', version: '1', instances: 2, by: 'user' });
    account.load(5);
    expect(account.past(100_000)).toBe('2/2 Done');
  });

  it('start at the pace of provisioned starts (S105)', () => {
    const account = new Tracked({ target: 0.5, min: 1, max: 200 }, {}, { provisionedPerMinute: 4 });
    account.load(5);
    expect(account.past(10_000)).toBe('10/4 InProgress');
    expect(account.past(60_000)).toBe('10/8 InProgress');
    expect(account.past(120_000)).toBe('10/10 Done');
  });
});

describe('a wish to track (S136)', () => {
  it.each([
    { tracking: { target: 0.5, min: 1, max: 10 }, fault: '' },
    { tracking: { target: 0, min: 1, max: 10 }, fault: ' InvalidParameterValue.TrackingTarget' },
    { tracking: { target: 1, min: 1, max: 10 }, fault: ' InvalidParameterValue.TrackingTarget' },
    { tracking: { target: Number.NaN, min: 1, max: 10 }, fault: ' InvalidParameterValue.TrackingTarget' },
    { tracking: { target: 0.5, min: 0, max: 10 }, fault: ' InvalidParameterValue.MinCapacity' },
    { tracking: { target: 0.5, min: 1.5, max: 10 }, fault: ' InvalidParameterValue.MinCapacity' },
    { tracking: { target: 0.5, min: 3, max: 3 }, fault: '' },
    { tracking: { target: 0.5, min: 3, max: 2 }, fault: ' LimitExceeded.MaxCapacity' },
    { tracking: { target: 0.5, min: 1, max: 900 }, fault: '' },
    { tracking: { target: 0.5, min: 1, max: 901 }, fault: ' LimitExceeded.MaxCapacity' },
  ])('$tracking:$fault', ({ tracking, fault }) => {
    const account = new Account([functionPlan('a', { ...long, provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    expect(account.change({ kind: 'tracking', function: 'a', version: '1', tracking }).at(-1)).toBe(`changed tracking${fault}`);
  });
});
