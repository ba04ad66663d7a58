import fc from 'fast-check';
import { Timer, Timers } from '../../src/engine/timers';

/** What is done with one of a few timers: set sooner, later, to the same moment again; cancelled; or time passes, or has passed unheard. */
type Move =
  | { readonly kind: 'set'; readonly which: number; readonly inMs: number }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'pass'; readonly ms: number; readonly inclusive: boolean }
  | { readonly kind: 'resume'; readonly lostMs: number };

const which = fc.nat(19);
const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), which, inMs: fc.oneof(fc.nat(10), fc.constant(Infinity)) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(5), inclusive: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const), lostMs: fc.nat(8) }) },
  ),
  { maxLength: 300 },
);

/** Timers beside what they are to do: a list of those that are set, by time and then by the order of setting. */
class Double {
  readonly timers = new Timers();
  readonly all = Array.from({ length: 20 }, () => new Timer());
  set: { readonly timer: Timer; readonly atMs: number; readonly order: number }[] = [];
  nowMs = 0;
  #order = 0;

  do(move: Move): void {
    if (move.kind === 'pass') return this.#pass(move.ms, move.inclusive);
    if (move.kind === 'resume') return this.#resume(move.lostMs);
    const timer = this.all[move.which] ?? new Timer();
    this.set = this.set.filter((one) => one.timer !== timer);
    if (move.kind === 'cancel') return this.timers.cancel(timer);
    const atMs = this.nowMs + move.inMs;
    this.timers.set(timer, 'retry', atMs);
    if (atMs === Infinity) return;
    this.set.push({ timer, atMs, order: (this.#order += 1) });
    this.set.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
  }

  #resume(lostMs: number): void {
    this.nowMs += lostMs;
    this.timers.resume(this.nowMs, lostMs);
    this.set = this.set.map(({ timer, atMs }) => ({ timer, atMs: Math.max(this.nowMs, atMs), order: (this.#order += 1) }));
  }

  #pass(ms: number, inclusive: boolean): void {
    this.nowMs += ms;
    const taken: string[] = [];
    for (let one = this.timers.take(this.nowMs, inclusive); one; one = this.timers.take(this.nowMs, inclusive)) {
      taken.push(`${this.all.indexOf(one.timer)} ${one.due} ${one.atMs}`);
    }
    const due = this.set.filter(({ atMs }) => (inclusive ? atMs <= this.nowMs : atMs < this.nowMs));
    expect(taken).toEqual(due.map(({ timer, atMs }) => `${this.all.indexOf(timer)} retry ${atMs}`));
    this.set = this.set.filter((one) => !due.includes(one));
  }
}

describe('timers', () => {
  it('fall due by time, ties by the order of setting, each once, and never a cancelled one (design §4.1)', () => {
    fc.assert(
      fc.property(moves, (script) => {
        const double = new Double();
        for (const move of script) double.do(move);
        double.do({ kind: 'pass', ms: 100, inclusive: true });
        expect(double.set).toEqual([]);
        expect(double.timers.nextMs()).toBe(Infinity);
      }),
    );
  });

  it('never have a bound that is later than the next of them, and name that one when asked', () => {
    fc.assert(
      fc.property(moves, (script) => {
        const double = new Double();
        let wrong = 0;
        for (const move of script) {
          double.do(move);
          const nextMs = double.set[0]?.atMs ?? Infinity;
          wrong += double.timers.boundMs <= nextMs && double.timers.nextMs() === nextMs ? 0 : 1;
        }
        expect(wrong).toBe(0);
      }),
    );
  });

  it('may bound too early after a cancel, which takes nothing', () => {
    const timers = new Timers();
    const [early, late] = [new Timer(), new Timer()];
    timers.set(early, 'ttl', 5);
    timers.set(late, 'ttl', 9);
    timers.cancel(early);
    expect(timers.boundMs).toBe(5);
    expect(timers.take(5, true)).toBeUndefined();
    expect(timers.boundMs).toBe(9);
  });

  it('that are set again fall due as what was set last, at its moment only', () => {
    const timers = new Timers();
    const timer = new Timer();
    timers.set(timer, 'timeout', 5);
    timers.set(timer, 'keepAliveEnd', 9);
    timers.set(timer, 'ttl', 7);
    expect(timers.take(6, true)).toBeUndefined();
    expect(timers.take(100, true)).toMatchObject({ due: 'ttl', atMs: 7 });
    expect(timers.take(100, true)).toBeUndefined();
  });

  it('that are set again for the same moment go behind what was set for it meanwhile (design §4.1)', () => {
    const timers = new Timers();
    const [one, other] = [new Timer(), new Timer()];
    timers.set(one, 'ttl', 5);
    timers.set(other, 'retry', 5);
    timers.set(one, 'timeout', 5);
    expect([timers.take(5, true)?.due, timers.take(5, true)?.due]).toEqual(['retry', 'timeout']);
  });

  it('give what an instance may take the time back in which nobody could hear of it, and nothing else', () => {
    const timers = new Timers();
    for (const due of ['retry', 'timeout', 'keepAliveEnd', 'patience', 'initTimeout', 'ttl'] as const) timers.set(new Timer(), due, 5);
    timers.resume(100, 97);
    const taken = Array.from({ length: 6 }, () => timers.take(200, true)).map((one) => `${one?.due} ${one?.atMs}`);
    expect(taken).toEqual(['retry 100', 'keepAliveEnd 100', 'ttl 100', 'timeout 102', 'patience 102', 'initTimeout 102']);
  });

  it('are given that time once, whatever was set and taken at the same moment before', () => {
    const timers = new Timers();
    const timer = new Timer();
    timers.set(timer, 'keepAliveEnd', 10);
    timers.set(timer, 'timeout', 5);
    timers.take(5, true);
    timers.set(timer, 'timeout', 10);
    timers.resume(8, 2);
    expect(timers.nextMs()).toBe(12);
    timers.take(12, true);
    expect(timers.size).toBe(0);
  });

  it('of no end are not set, and end what was set before', () => {
    const timers = new Timers();
    const timer = new Timer();
    timers.set(timer, 'timeout', 5);
    timers.set(timer, 'keepAliveEnd', Infinity);
    expect(timer.due).toBeUndefined();
    expect(timers.nextMs()).toBe(Infinity);
  });
});

describe('what is no longer to happen takes no room: 100,000 periods', () => {
  it('of instances that come and go, whatever has fallen due before', () => {
    const timers = new Timers();
    for (let due = 0; due < 100_000; due += 1) timers.set(new Timer(), 'keepAliveEnd', 1);
    let taken = 0;
    while (timers.take(1, true)) taken += 1;
    expect(taken).toBe(100_000);
    const kept = new Timer();
    timers.set(kept, 'ttl', 3);
    for (let period = 0; period < 100_000; period += 1) {
      const instance = new Timer();
      timers.set(instance, 'timeout', 86_400_000 + period);
      timers.cancel(instance);
    }
    expect(timers.size).toBeLessThanOrEqual(256);
    expect(timers.take(Infinity, false)).toMatchObject({ due: 'ttl', atMs: 3 });
  });

  it.each([
    { what: 'with a time-out and a keep-alive in turn', timeoutMs: 3_000, keepAliveMs: 300_000 },
    { what: 'with a time-out that is the longer one', timeoutMs: 86_400_000, keepAliveMs: 300_000 },
  ])('of one instance, $what', ({ timeoutMs, keepAliveMs }) => {
    const timers = new Timers();
    const instance = new Timer();
    let taken = 0;
    for (let nowMs = 0; nowMs < 100_000; nowMs += 1) {
      if (timers.take(nowMs, true)) taken += 1;
      timers.set(instance, 'timeout', nowMs + timeoutMs);
      timers.set(instance, 'keepAliveEnd', nowMs + keepAliveMs);
    }
    expect(taken).toBe(0);
    expect(timers.size).toBeLessThanOrEqual(256);
    expect(timers.nextMs()).toBe(99_999 + keepAliveMs);
  });

  it.each([
    { what: 'put off', by: 1 },
    { what: 'put forward', by: -1 },
  ])('of instances, beside one that is $what each time', ({ by }) => {
    const timers = new Timers();
    const [kept, instance] = [new Timer(), new Timer()];
    let most = 0;
    for (let period = 0; period < 100_000; period += 1) {
      timers.set(kept, 'ttl', 1e9 + by * period);
      timers.set(instance, 'timeout', 2e9 + period);
      timers.cancel(instance);
      most = Math.max(most, timers.size);
    }
    expect(most).toBeLessThan(256);
    expect(timers.take(Infinity, false)).toMatchObject({ due: 'ttl', atMs: 1e9 + by * 99_999 });
  });

  it('and what stays, 1,000, is seldom gone through for it', () => {
    const timers = new Timers();
    let looks = 0;
    const look = () => (looks += 1);
    for (let nth = 0; nth < 1_000; nth += 1) timers.set(watched(look), 'ttl', 1e9 + nth);
    const instance = new Timer();
    for (let period = 0; period < 10_000; period += 1) {
      timers.set(instance, 'timeout', 2e9 - period);
      timers.cancel(instance);
      timers.cancel(instance);
    }
    expect(timers.size).toBeLessThanOrEqual(2_256);
    expect(looks).toBeLessThan(10 * 10_000);
  });
});

/** A timer of which is told whenever somebody wants to know whether it is due. */
function watched(look: () => void): Timer {
  const timer = new Timer();
  let { due } = timer;
  const get = () => (look(), due);
  const set = (now: typeof due) => (due = now);
  return Object.defineProperty(timer, 'due', { get, set });
}
