import { limits } from '../scf';
import { cronFault, firingsOf, type Firings } from './cron';
import { countOfFields, sevenFieldsOf, stepOfFirst, weekdayByName } from './cronFields';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { TencentFunction } from './generated/types';
import type { Settings } from './settings';

type Provisioned = Exclude<NonNullable<TencentFunction['provisionedConcurrency']>, number>;
type Action = NonNullable<Provisioned['schedule']>[number];

/** How many firings are looked at for two that are too close: with ten daily actions, those of a hundred days. */
const firingsMax = 1000;

/**
 * Faults that a schedule or target tracking has in itself, quotas aside.
 * @param nowMs  moment from which it is to fire, ms; without it any will do
 * @source S135, S136
 */
export function overTimeFaults(fn: Settings, nowMs: number | undefined): Diagnostic[] {
  const written = fn.values.provisionedConcurrency;
  if (typeof written !== 'object') return [];
  const path = fn.pathOf('provisionedConcurrency');
  const schedule = written.schedule ?? [];
  return [...trackingFaults(written, path), ...scheduleFaults(fn, schedule, [...path, 'schedule'], nowMs)];
}

/** @source S136: min and max bound the number, and no static one is set beside it */
function trackingFaults({ tracking, quotaMB, instances }: Provisioned, path: Path): Diagnostic[] {
  if (tracking === undefined) return [];
  const found: Diagnostic[] = [];
  if (tracking.min > tracking.max) {
    const there = [...path, 'tracking', 'min'];
    found.push(diagnostic('SCF106', there, { option: dotted(there), value: shown(tracking.min), form: 'order' }, { rule: 'S136' }));
  }
  if (quotaMB !== undefined || instances !== undefined) {
    const there = [...path, quotaMB === undefined ? 'instances' : 'quotaMB'];
    found.push(diagnostic('SCF106', there, { option: dotted(there), value: shown(quotaMB ?? instances), form: 'trackingAlone' }, { rule: 'S136' }));
  }
  return found;
}

function scheduleFaults(fn: Settings, schedule: readonly Action[], path: Path, nowMs: number | undefined): Diagnostic[] {
  const found = [...duplicates(schedule, path), ...schedule.flatMap(({ cron }, index) => cronFaults(cron, [...path, index, 'cron'], 'S135', nowMs))];
  const limit = limits.provisionActions.value;
  if (schedule.length > limit) found.push(diagnostic('SCF212', path, { function: fn.key, count: schedule.length, limit }));
  // Schedules that say the same, or nothing, were reported.
  const sound = found.every(({ severity }) => severity !== 'error');
  return sound ? [...found, ...closeFaults(schedule, path, nowMs)] : found;
}

/** @source S135: names and times are unique */
function duplicates(schedule: readonly Action[], path: Path): Diagnostic[] {
  return (['name', 'cron'] as const).flatMap((field) => {
    const said = schedule.map((action) => action[field].trim().replaceAll(/\s+/g, ' '));
    return schedule.flatMap((action, index) => {
      if (said.indexOf(said[index] ?? '') === index) return [];
      const there = [...path, index, field];
      const form = field === 'name' ? 'duplicate' : 'duplicateTime';
      return [diagnostic('SCF106', there, { option: dotted(there), value: shown(action[field]), form }, { rule: 'S135' })];
    });
  });
}

/** At most one fault of a schedule: what comes first leaves nothing for the others to read. @source S135, S220 */
function cronFaults(cron: string, path: Path, rule: 'S135' | 'S220', nowMs: number | undefined): Diagnostic[] {
  const option = dotted(path);
  const value = shown(cron);
  const fields = countOfFields(cron);
  if (fields !== 7) {
    const params = { option, value, fields, write: sevenFieldsOf(cron), step: stepOfFirst(cron) };
    return [diagnostic('SCF217', path, params, { rule })];
  }
  const fault = cronFault(cron);
  if (fault !== undefined) return [diagnostic('SCF210', path, { option, value, ...fault }, { rule })];
  if (firingsOf(cron)(secOf(nowMs)) === undefined) return [diagnostic('SCF211', path, { option, value }, { rule })];
  const weekday = weekdayByName(cron);
  return weekday === undefined ? [] : [diagnostic('SCF216', path, { option, value, ...weekday })];
}

/** Faults in the times of a function's timers. @source S220 */
export function timerFaults(fn: Settings, nowMs: number | undefined): Diagnostic[] {
  return (fn.values.events ?? []).flatMap(({ timer }, index) => {
    if (timer === undefined) return [];
    const plain = typeof timer === 'string';
    const path = [...fn.pathOf('events'), index, 'timer', ...(plain ? [] : ['cron'])];
    return cronFaults(plain ? timer : timer.cron, path, 'S220', nowMs);
  });
}

/**
 * Two firings too close to one another, the first such pair.
 * @source S135: `LimitExceeded.ProvisionTriggerInterval`
 * @assumes S135, 60 s between any two firings; looked for among the first `firingsMax`
 */
function closeFaults(schedule: readonly Action[], path: Path, nowMs: number | undefined): Diagnostic[] {
  const limit = limits.provisionActionGap.value;
  let last: { readonly index: number; readonly atSec: number } | undefined;
  for (const { index, atSec } of firings(schedule, nowMs)) {
    if (last !== undefined && atSec - last.atSec < limit) {
      const [first, second] = [schedule[last.index]?.name ?? '', schedule[index]?.name ?? ''];
      const params = { first, second, atSec: last.atSec, gapSec: atSec - last.atSec, limit };
      return [diagnostic('SCF213', [...path, Math.max(index, last.index), 'cron'], params)];
    }
    last = { index, atSec };
  }
  return [];
}

/** The first firings of all actions, in order of time. */
function* firings(schedule: readonly Action[], nowMs: number | undefined): Generator<{ readonly index: number; readonly atSec: number }> {
  const next = (fires: Firings, index: number, afterSec: number) => ({ fires, index, atSec: fires(afterSec) ?? Infinity });
  const due = schedule.map(({ cron }, index) => next(firingsOf(cron), index, secOf(nowMs)));
  for (let count = 0; count < firingsMax; count += 1) {
    const first = soonest(due);
    if (first === undefined || first.atSec === Infinity) return;
    yield first;
    due[first.index] = next(first.fires, first.index, first.atSec);
  }
}

function secOf(nowMs: number | undefined): number {
  return Math.floor((nowMs ?? 0) / 1000);
}

function soonest<T extends { readonly atSec: number }>(due: readonly T[]): T | undefined {
  let first = due[0];
  for (const one of due) if (first !== undefined && one.atSec < first.atSec) first = one;
  return first;
}
