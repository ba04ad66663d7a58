import { RealClock } from '../../src/clock';

describe('an alarm of the RealClock further away than a timer reaches', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('rings at its time and not at once', () => {
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
});

it('tells the time of the epoch', () => {
  // Both come from the same clock of the system, so a day is more than they may ever differ.
  expect(Math.abs(new RealClock().nowMs() - Date.now())).toBeLessThan(24 * 3_600_000);
});
