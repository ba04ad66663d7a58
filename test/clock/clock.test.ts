import { RealClock, VirtualClock, type Clock } from '../../src/clock';

/** A clock, and how its time goes on until something has happened. */
interface Subject {
  readonly clock: Clock;
  readonly until: (happened: Promise<void>) => Promise<void>;
}

const clocks: readonly { readonly name: string; readonly create: () => Subject }[] = [
  { name: 'RealClock', create: () => ({ clock: new RealClock(), until: (happened) => happened }) },
  {
    name: 'VirtualClock',
    create: () => {
      const clock = new VirtualClock(1_000);
      return {
        clock,
        until: (happened) => {
          clock.advanceTo(clock.nowMs() + 1_000);
          return happened;
        },
      };
    },
  },
];

/** An alarm that says when it rang. */
function alarm(clock: Clock): { readonly ring: () => void; readonly rang: Promise<void>; readonly moments: number[] } {
  const moments: number[] = [];
  let resolve!: () => void;
  const rang = new Promise<void>((done) => (resolve = done));
  const ring = (): void => {
    moments.push(clock.nowMs());
    resolve();
  };
  return { ring, rang, moments };
}

describe.each(clocks)('$name, as every clock,', ({ create }) => {
  it('never goes back', async () => {
    const { clock, until } = create();
    const before = clock.nowMs();
    const { ring, rang } = alarm(clock);
    clock.setAlarm(before + 2, ring);
    await until(rang);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(before + 2);
  });

  it('rings once, and not before its time', async () => {
    const { clock, until } = create();
    const first = alarm(clock);
    const atMs = clock.nowMs() + 1.25;
    clock.setAlarm(atMs, first.ring);
    await until(first.rang);
    expect(first.moments[0]).toBeGreaterThanOrEqual(atMs);
    // Whatever else the first alarm had in store would come before a later one.
    const second = alarm(clock);
    clock.setAlarm(clock.nowMs() + 2, second.ring);
    await until(second.rang);
    expect(first.moments).toHaveLength(1);
  });

  it.each([-Infinity, 0, -1])('rings at once for a moment that is past: %d', async (offsetMs) => {
    const { clock, until } = create();
    const { ring, rang, moments } = alarm(clock);
    clock.setAlarm(clock.nowMs() + offsetMs, ring);
    await until(rang);
    expect(moments).toHaveLength(1);
  });

  it('does not ring while the alarm is being set', async () => {
    const { clock, until } = create();
    const { ring, rang, moments } = alarm(clock);
    clock.setAlarm(clock.nowMs() - 1, ring);
    expect(moments).toEqual([]);
    await until(rang);
  });

  it('replaces an alarm by a later one', async () => {
    const { clock, until } = create();
    const [replaced, last] = [alarm(clock), alarm(clock)];
    clock.setAlarm(clock.nowMs() + 1, replaced.ring);
    clock.setAlarm(clock.nowMs() + 3, last.ring);
    await until(last.rang);
    expect(replaced.moments).toEqual([]);
  });

  it('clears an alarm by one at Infinity', async () => {
    const { clock, until } = create();
    const [cleared, last] = [alarm(clock), alarm(clock)];
    clock.setAlarm(clock.nowMs() + 1, cleared.ring);
    clock.setAlarm(Infinity, cleared.ring);
    clock.setAlarm(clock.nowMs() + 3, last.ring);
    await until(last.rang);
    expect(cleared.moments).toEqual([]);
  });

  it('takes a new alarm from the listener of the last', async () => {
    const { clock, until } = create();
    const second = alarm(clock);
    const atMs = clock.nowMs() + 1;
    clock.setAlarm(atMs, () => clock.setAlarm(atMs + 1, second.ring));
    await until(second.rang);
    expect(second.moments[0]).toBeGreaterThanOrEqual(atMs + 1);
  });
});
