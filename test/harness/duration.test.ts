import { HarnessError } from '../../src/harness';
import { durationMs } from '../../src/harness/duration';

it.each([
  { given: '23h', ms: 82_800_000 },
  { given: '1h30m', ms: 5_400_000 },
  { given: '90s', ms: 90_000 },
  { given: '1.5s', ms: 1_500 },
  { given: '250ms', ms: 250 },
  { given: '2d 1s', ms: 172_801_000 },
  { given: 42.5, ms: 42.5 },
  { given: 0, ms: 0 },
])('$given is $ms ms', ({ given, ms }) => {
  expect(durationMs(given, 'en')).toBe(ms);
});

it.each(['', '1', 'h', '1h-', '-1s', '1 hour', 'x1s', -1, Number.NaN])('%p is no duration', (given) => {
  expect(() => durationMs(given, 'en')).toThrow(HarnessError);
});
