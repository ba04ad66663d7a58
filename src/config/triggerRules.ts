import { limits, type TimerPlan } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { TencentFunction } from './generated/types';
import { nearest } from './nearest';
import type { Settings } from './settings';
import { timersOf } from './timers';

type Event = NonNullable<TencentFunction['events']>[number];
type Timer = Exclude<NonNullable<Event['timer']>, string>;

/**
 * Faults in the triggers of one function, their times aside.
 * @param region  the function's; undefined while nobody knows it
 * @source S220, S221
 */
export function triggerFaults(fn: Settings, region: string | undefined): Diagnostic[] {
  const events = fn.values.events ?? [];
  const path = fn.pathOf('events');
  const each = events.flatMap(({ timer, cos }, index) => [
    ...(typeof timer === 'object' ? messageFaults(timer, [...path, index, 'timer', 'message']) : []),
    ...(cos === undefined ? [] : bucketFaults(cos, [...path, index, 'cos'], region)),
  ]);
  return [...each, ...twiceNamed(events, path)];
}

/** @source S150, S220: the custom argument has at most 4 KB; bytes are those of UTF-8 */
function messageFaults({ message = '' }: Timer, path: Path): Diagnostic[] {
  const bytes = Buffer.byteLength(message);
  const limit = limits.timerMessage.value;
  return bytes > limit ? [diagnostic('SCF117', path, { option: dotted(path), bytes, limit })] : [];
}

/**
 * Timers that would be one trigger, though they are two. Those without a name get one of their time and message, so `enable` does not tell
 * them apart; two of them that ask for the very same are one.
 * @source S220: the timers of a function have names of their own, each version or alias for itself
 */
function twiceNamed(events: readonly Event[], path: Path): Diagnostic[] {
  const seen = new Map<string, TimerPlan>();
  return events.flatMap((event, index) => {
    const [timer] = timersOf([event]);
    if (!timer) return [];
    const { name, cron, message, qualifier, enabled } = timer;
    const key = JSON.stringify([name ?? [cron, message], qualifier]);
    const before = seen.get(key);
    if (!before) seen.set(key, timer);
    if (!before || (name === undefined && before.enabled === enabled)) return [];
    const there = [...path, index, 'timer', ...(name === undefined ? [] : ['name'])];
    return [diagnostic('SCF106', there, { option: dotted(there), value: shown(name ?? cron), form: 'duplicate' }, { rule: 'S220' })];
  });
}

/** Events of a bucket. @source S221, COS trigger 583/9707 */
const bucketEvents = [
  ...['*', 'Put', 'Post', 'Copy', 'CompleteMultipartUpload', 'Origin', 'Replication'].map((kind) => `cos:ObjectCreated:${kind}`),
  ...['*', 'Delete', 'DeleteMarkerCreated'].map((kind) => `cos:ObjectRemove:${kind}`),
  ...['Post', 'Completed'].map((kind) => `cos:ObjectRestore:${kind}`),
];

type Bucket = NonNullable<Event['cos']>;

/** @source S221: only buckets of the same region; an event of a known kind that is not listed may be newer than this list */
function bucketFaults({ bucket, events }: Bucket, path: Path, region: string | undefined): Diagnostic[] {
  const found: Diagnostic[] = [];
  const [, itsRegion] = /\.cos\.([a-z0-9-]+)\.myqcloud\.com$/.exec(bucket) ?? [];
  if (itsRegion !== undefined && region !== undefined && itsRegion !== region) {
    const there = [...path, 'bucket'];
    found.push(diagnostic('SCF106', there, { option: dotted(there), value: shown(bucket), form: 'bucketRegion' }, { rule: 'S221' }));
  }
  const list: readonly (readonly [string, Path])[] =
    typeof events === 'string' ? [[events, [...path, 'events']]] : events.map((event, at) => [event, [...path, 'events', at]] as const);
  for (const [event, there] of list) {
    if (bucketEvents.includes(event)) continue;
    const newer = /^cos:Object[A-Z][A-Za-z]*:(?:\*|[A-Za-z]+)$/.test(event);
    const params = { option: dotted(there), value: shown(event), values: bucketEvents, nearest: nearest(event, bucketEvents), newer };
    found.push(diagnostic('SCF105', there, params, { rule: 'S221', severity: newer ? 'warning' : 'error' }));
  }
  return found;
}

/** A trigger of a bucket, as far as it decides which objects call the function. */
interface Watch {
  readonly fn: Settings;
  readonly path: Path;
  readonly bucket: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Triggers of one bucket that the same event would set off: the platform binds only the first.
 * @source S221, Trigger configuration 583/39901: an event calls one function at most
 */
export function bucketConflicts(functions: readonly Settings[]): Diagnostic[] {
  const before = new Map<string, Watch[]>();
  return functions.flatMap(watchesOf).flatMap((watch) => {
    const earlier = before.get(watch.bucket) ?? [];
    before.set(watch.bucket, [...earlier, watch]);
    for (const other of earlier) {
      const both = sharedEvents(watch, other);
      if (both === undefined) continue;
      const params = { function: watch.fn.key, other: other.fn.key, bucket: watch.bucket, ...both };
      return [diagnostic('SCF119', watch.path, params, { at: 'key' })];
    }
    return [];
  });
}

function watchesOf(fn: Settings): Watch[] {
  return (fn.values.events ?? []).flatMap(({ cos }, index) => {
    // One that is switched off is bound to nothing.
    if (cos === undefined || cos.enable === false) return [];
    const bucket = cos.bucket.trim().replace(/\.cos\.[a-z0-9-]+\.myqcloud\.com$/, '');
    const { prefix = '', suffix = '' } = cos.filter ?? {};
    // What decides: the filter, and without one the events.
    const path = [...fn.pathOf('events'), index, 'cos', cos.filter === undefined ? 'events' : 'filter'];
    return [{ fn, path, bucket, events: [cos.events].flat(), prefix, suffix }];
  });
}

/** An event of each that occur together; undefined when there is none, or the filters let no object through both. */
function sharedEvents(one: Watch, other: Watch): { readonly event: string; readonly otherEvent: string } | undefined {
  const prefixes = one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix);
  const suffixes = one.suffix.endsWith(other.suffix) || other.suffix.endsWith(one.suffix);
  if (!prefixes || !suffixes) return undefined;
  for (const event of one.events) {
    const otherEvent = other.events.find((name) => covers(name, event) || covers(event, name));
    if (otherEvent !== undefined) return { event, otherEvent };
  }
  return undefined;
}

/** Whether one event is, or stands for, the other. */
function covers(wide: string, narrow: string): boolean {
  return wide === narrow || (wide.endsWith(':*') && narrow.startsWith(wide.slice(0, -1)));
}
