import fc from 'fast-check';
import { Timeline } from '../../src/clock';

it('lets things happen at their moments, those of one moment in the order in which they were asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ atMs: fc.nat(20), calledOff: fc.boolean() })), (asked) => {
      const timeline = new Timeline(5);
      const happened: [number, number][] = [];
      for (const [index, { atMs, calledOff }] of asked.entries()) {
        const callOff = timeline.at(atMs, () => happened.push([timeline.nowMs(), index]));
        if (calledOff) callOff();
      }
      while (timeline.nextMs() < Infinity) timeline.step();
      const expected = asked
        .flatMap(({ atMs, calledOff }, index) => (calledOff ? [] : [[Math.max(5, atMs), index] as [number, number]]))
        .sort(([a, i], [b, j]) => a - b || i - j);
      expect(happened).toEqual(expected);
    }),
  );
});

it('rings the alarm of a region after everything else of its moment (design §4.1)', () => {
  const timeline = new Timeline();
  const told: string[] = [];
  timeline.clock.setAlarm(10, () => told.push('replaced'));
  timeline.clock.setAlarm(10, () => told.push('alarm'));
  timeline.at(10, () => {
    told.push('first');
    timeline.at(10, () => told.push('then'));
  });
  while (timeline.nextMs() < Infinity) timeline.step();
  expect(told).toEqual(['first', 'then', 'alarm']);
  expect(timeline.nowMs()).toBe(10);
});

it('never goes back, and never past what has yet to happen', () => {
  const timeline = new Timeline(100);
  timeline.at(150, () => undefined);
  timeline.moveTo(120);
  expect(timeline.nowMs()).toBe(120);
  timeline.moveTo(110);
  expect(timeline.nowMs()).toBe(120);
  timeline.moveTo(1_000);
  expect(timeline.nowMs()).toBe(150);
  expect(timeline.passedMs()).toBe(50);
});

it('rings an overdue alarm at the present moment', () => {
  const timeline = new Timeline(100);
  timeline.clock.setAlarm(40, () => undefined);
  expect(timeline.nextMs()).toBe(100);
  timeline.step();
  expect(timeline.nowMs()).toBe(100);
  expect(timeline.nextMs()).toBe(Infinity);
});

it('forgets what was called off, however much that is', () => {
  const timeline = new Timeline();
  const kept: number[] = [];
  const callOffs = Array.from({ length: 5_000 }, (_, atMs) => timeline.at(atMs, () => kept.push(atMs)));
  for (const [index, callOff] of callOffs.entries()) if (index % 1_000 !== 7) callOff();
  while (timeline.nextMs() < Infinity) timeline.step();
  expect(kept).toEqual([7, 1_007, 2_007, 3_007, 4_007]);
});
