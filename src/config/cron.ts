import { Cron } from 'croner';
import type { CronField } from '../messages';

/** A moment at which a schedule fires: seconds of the epoch, read as the schedule's own local time. */
export type Firings = (afterSec: number) => number | undefined;

/** What is wrong with a schedule, in the first of its fields that is. */
export interface CronFault {
  readonly field: CronField;
  readonly part: string;
}

const fields: readonly CronField[] = ['second', 'minute', 'hour', 'day', 'month', 'weekday', 'year'];

/** Fields that croner takes further than the platform: it knows a 7th weekday, and other years. @source S220, Timer Trigger 583/9708 */
const bounds: Readonly<Partial<Record<CronField, readonly [min: number, max: number]>>> = { weekday: [0, 6], year: [1970, 2099] };

/**
 * The seven fields of a schedule; the legacy form of five lacks seconds and years.
 * @source S220: second minute hour day month weekday year
 */
function fieldsOf(cron: string): string[] {
  const parts = cron.trim().split(/\s+/);
  if (parts.length === 5) return ['0', ...parts, '*'];
  return parts.length === 6 ? [...parts, '*'] : parts;
}

/**
 * The first field of a schedule that means nothing.
 * @param cron  of five to seven fields
 */
export function cronFault(cron: string): CronFault | undefined {
  const written = fieldsOf(cron).map((part, index) => ({ field: fields[index] ?? 'year', part }));
  const within = ({ field, part }: CronFault): boolean => isWithin(part, bounds[field]);
  // What can be read as a whole has no part that cannot.
  if (written.every(within) && scheduleOf(written.map(({ part }) => part)) !== undefined) return undefined;
  return written.find((one) => !within(one) || scheduleOf(fields.map((name) => (name === one.field ? one.part : '*'))) === undefined);
}

/**
 * When a schedule fires.
 * @param cron  without a fault
 * @source S220: day and weekday are OR-ed, weekdays count from 0, Sunday
 */
export function firingsOf(cron: string): Firings {
  const schedule = scheduleOf(fieldsOf(cron));
  return (afterSec) => {
    const next = schedule?.nextRun(new Date(afterSec * 1000));
    return next ? next.getTime() / 1000 : undefined;
  };
}

/** Schedules that were read last: a service says the same one many times. */
const known = new Map<string, Cron | undefined>();
const knownMax = 100;

function scheduleOf(parts: readonly string[]): Cron | undefined {
  const text = parts.join(' ');
  if (known.has(text)) return known.get(text);
  if (known.size >= knownMax) known.clear();
  const schedule = newSchedule(text);
  known.set(text, schedule);
  return schedule;
}

function newSchedule(text: string): Cron | undefined {
  try {
    // The platform takes `1/10` for every tenth from the first; croner calls that sloppy.
    return new Cron(text, { mode: '7-part', sloppyRanges: true, utcOffset: 0, paused: true });
  } catch {
    return undefined;
  }
}

/** Whether the numbers of a field are within bounds; what follows a `/` is a step. */
function isWithin(part: string, [min, max]: readonly [number, number] = [0, Infinity]): boolean {
  return [...part.matchAll(/(?<![/\d])\d+/g)].every(([digits]) => Number(digits) >= min && Number(digits) <= max);
}
