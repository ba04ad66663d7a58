import { RealClock, WallClock } from '../../src/clock';

describe('the timers of a RealClock', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ring at their time, and not at once, when that is further away than a timer reaches', () => {
    const clock = new RealClock();
    const startMs = clock.nowMs();
    const rang: number[] = [];
    const days = 30 * 24 * 3_600_000;
    clock.setAlarm(startMs + days, () => rang.push(clock.nowMs() - startMs));
    jest.advanceTimersByTime(days - 1);
    expect(rang).toEqual([]);
    jest.advanceTimersByTime(2);
    expect(rang).toHaveLength(1);
    expect(rang[0]).toBeGreaterThanOrEqual(days);
  });

  it('ring once, for the last alarm that was set: one that was put off not before its time, one that was put forward at its time', () => {
    const clock = new RealClock();
    const startMs = clock.nowMs();
    const rang: string[] = [];
    clock.setAlarm(startMs + 1_000, () => rang.push('first'));
    clock.setAlarm(startMs + 3_000, () => rang.push('put off'));
    jest.advanceTimersByTime(2_999);
    expect(rang).toEqual([]);
    jest.advanceTimersByTime(2);
    expect(rang).toEqual(['put off']);
    clock.setAlarm(clock.nowMs() + 5_000, () => rang.push('late'));
    clock.setAlarm(clock.nowMs() + 500, () => rang.push('put forward'));
    jest.advanceTimersByTime(501);
    expect(rang).toEqual(['put off', 'put forward']);
    jest.advanceTimersByTime(10_000);
    expect(rang).toEqual(['put off', 'put forward']);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('are not moved by a correction of the system clock, but follow it once the machine has slept', () => {
    const clock = new RealClock();
    const startMs = clock.nowMs();
    const wokenMs = startMs + 8 * 3_600_000;
    jest.setSystemTime(startMs + 59_000);
    expect(clock.nowMs()).toBe(startMs);
    // What counts the time of the process stands still meanwhile.
    jest.setSystemTime(wokenMs);
    expect(clock.nowMs()).toBeCloseTo(wokenMs, -1);
    jest.advanceTimersByTime(1_000);
    expect(clock.nowMs()).toBeCloseTo(wokenMs + 1_000, -1);
    jest.setSystemTime(startMs);
    expect(clock.nowMs()).toBeCloseTo(wokenMs + 1_000, -1);
  });

  it('are none when there is no alarm, so that nothing keeps the process alive', () => {
    const clock = new RealClock();
    clock.setAlarm(clock.nowMs() + 1_000, () => undefined);
    clock.setAlarm(Infinity, () => undefined);
    expect(jest.getTimerCount()).toBe(0);
    clock.setAlarm(clock.nowMs() + 1_000, () => undefined);
    jest.advanceTimersByTime(1_001);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a WallClock', () => {
  const startMs = Date.UTC(2026, 0, 1);
  const hourMs = 3_600_000;
  beforeEach(() => {
    jest.useFakeTimers({ now: startMs });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('rings soon after a machine has woken that slept over an alarm, and once', () => {
    const clock = new WallClock();
    const rang: number[] = [];
    clock.setAlarm(startMs + hourMs, () => rang.push(clock.nowMs()));
    jest.advanceTimersByTime(60_000);
    // Timers stand still meanwhile.
    jest.setSystemTime(startMs + 8 * hourMs);
    expect(rang).toEqual([]);
    jest.advanceTimersByTime(5_000);
    expect(rang).toEqual([startMs + 8 * hourMs + 5_000]);
    jest.advanceTimersByTime(hourMs);
    expect(rang).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('rings at its time otherwise, and never goes back', () => {
    const clock = new WallClock();
    const rang: string[] = [];
    clock.setAlarm(startMs + hourMs, () => rang.push('rang'));
    jest.advanceTimersByTime(hourMs - 1);
    expect(rang).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(rang).toEqual(['rang']);
    jest.setSystemTime(startMs);
    expect(clock.nowMs()).toBe(startMs + hourMs);
  });
});

it('tells the time of the epoch', () => {
  // Both come from the same clock of the system, so a day is more than they may ever differ.
  expect(Math.abs(new RealClock().nowMs() - Date.now())).toBeLessThan(24 * 3_600_000);
});
