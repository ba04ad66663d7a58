import { Activity } from '../../src/offline/activity';

type Seen = Parameters<Activity['ranJustNow']>[0];

/** A region in which one function is, in a phase of its instance. */
function regionOf(key: string, phase: 'starting' | 'idle' | 'busy'): Seen {
  return { instances: () => [{ id: 1 as never, function: key, version: '$LATEST', provisioned: false, phase, sinceMs: 0, requestIds: [] }] };
}

it('knows for a second that a function has run', () => {
  let nowMs = 5_000;
  const activity = new Activity(() => nowMs);
  const idle = regionOf('a', 'idle');
  expect(activity.ranJustNow(idle, () => true)).toBe(false);
  activity.observer.line?.('END RequestId: r1', 'a', undefined);
  nowMs = 6_000;
  expect(activity.ranJustNow(idle, (key) => key === 'a')).toBe(true);
  expect(activity.ranJustNow(idle, (key) => key === 'b')).toBe(false);
  nowMs = 6_001;
  expect(activity.ranJustNow(idle, () => true)).toBe(false);
});

it.each(['starting', 'busy'] as const)('knows that one is %s', (phase) => {
  const activity = new Activity(() => 0);
  expect([regionOf('a', phase), regionOf('b', phase)].map((region) => activity.ranJustNow(region, (key) => key === 'a'))).toEqual([true, false]);
});
