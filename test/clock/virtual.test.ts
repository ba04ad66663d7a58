import { VirtualClock } from '../../src/clock';

it('moves only when told to', () => {
  const clock = new VirtualClock(500);
  expect(clock.nowMs()).toBe(500);
  clock.advanceTo(86_400_500.25);
  expect(clock.nowMs()).toBe(86_400_500.25);
});

it('starts at 0 unless told otherwise', () => {
  expect(new VirtualClock().nowMs()).toBe(0);
});

it('does not go back', () => {
  const clock = new VirtualClock(500);
  clock.advanceTo(100);
  expect(clock.nowMs()).toBe(500);
});

it('lets a listener see its own moment, not the destination', () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  const every100 = (): void => {
    seen.push(clock.nowMs());
    clock.setAlarm(clock.nowMs() + 100, every100);
  };
  clock.setAlarm(100, every100);
  clock.advanceTo(350);
  expect(seen).toEqual([100, 200, 300]);
  expect(clock.nowMs()).toBe(350);
});

it('rings at the destination itself', () => {
  const clock = new VirtualClock();
  const ring = jest.fn();
  clock.setAlarm(100, ring);
  clock.advanceTo(99.999);
  expect(ring).not.toHaveBeenCalled();
  clock.advanceTo(100);
  expect(ring).toHaveBeenCalledTimes(1);
});

it('rings for a past moment now, without going back', () => {
  const clock = new VirtualClock(500);
  const seen: number[] = [];
  clock.setAlarm(100, () => seen.push(clock.nowMs()));
  clock.advanceTo(500);
  expect(seen).toEqual([500]);
});
