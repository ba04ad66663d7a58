import { say, type Lang } from '../messages';
import { HarnessError } from './error';

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/** A hundred years; dates end at some time. */
const longestMs = 100 * 365 * unitMs.d;

/** A time as tests write it: `23h`, `1h30m`, `90s`, `1.5s`, `250ms`, or a number of ms. */
export type Duration = number | string;

/**
 * A duration in ms.
 * @throws HarnessError `DURATION` when it is none, or negative
 */
export function durationMs(duration: Duration, lang: Lang): number {
  if (typeof duration === 'number' && duration >= 0) return duration;
  const parts = [...String(duration).matchAll(/(\d+(?:\.\d+)?)\s*(ms|d|h|m|s)\s*/g)];
  const whole = parts.map(([part]) => part).join('') === String(duration).trim();
  if (typeof duration === 'number' || parts.length === 0 || !whole)
    throw new HarnessError('DURATION', say(lang, 'harness.duration', { given: String(duration) }));
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs], 0);
}

/**
 * A duration to let go by, in ms: one that comes to an end.
 * @throws HarnessError `DURATION` also when it is longer than a hundred years
 */
export function passingMs(duration: Duration, lang: Lang): number {
  const passing = durationMs(duration, lang);
  if (passing > longestMs) throw new HarnessError('DURATION', say(lang, 'harness.endless', { given: String(duration) }));
  return passing;
}
