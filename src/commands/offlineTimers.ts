import { timerName } from '../config/timerName';
import { say, type Lang } from '../messages';
import { isOnlyCounted } from '../offline/localRuntime';
import { nextFiringMs, platformZone } from '../region/timers';
import { DEFAULT_ALIAS, type FunctionPlan, type RegionPlan, type TimerPlan } from '../scf';
import type { OfflineOptions } from './offlineOptions';

/** A plan as it is served: timers fire where they are wanted, and call only what runs here. */
export function withTimers(plan: RegionPlan, options: Pick<OfflineOptions, 'timers'>): RegionPlan {
  return { ...plan, functions: plan.functions.map((fn) => ({ ...fn, timers: fn.timers.map((timer) => timerHere(timer, fn, options)) })) };
}

function timerHere(timer: TimerPlan, fn: FunctionPlan, { timers }: Pick<OfflineOptions, 'timers'>): TimerPlan {
  return timers && !isOnlyCounted(fn) ? timer : { ...timer, held: true };
}

/** Each timer as a program is told of it. */
export function timersIn(plan: RegionPlan, options: Pick<OfflineOptions, 'timers'>) {
  return withTimers(plan, options).functions.flatMap(({ key, timers }) =>
    timers.map(({ cron, message, name = timerName(cron, message), qualifier, enabled, held }) => {
      return { function: key, name, qualifier, cron, enabled: enabled && !held };
    }),
  );
}

/**
 * What is told of each timer when a service begins to be served.
 * @param nowMs  since the Unix epoch
 */
export function timerTexts({ functions }: RegionPlan, options: Pick<OfflineOptions, 'timers'>, nowMs: number, lang: Lang): string[] {
  return functions.flatMap((fn) => fn.timers.map((timer) => timerText(timer, fn, options, nowMs, lang)));
}

function timerText(timer: TimerPlan, fn: FunctionPlan, options: Pick<OfflineOptions, 'timers'>, nowMs: number, lang: Lang): string {
  const { cron, message, qualifier, name = timerName(cron, message) } = timer;
  const calls = say(lang, 'offline.timer', { name, function: qualifier === DEFAULT_ALIAS ? fn.key : `${fn.key}:${qualifier}` });
  return calls + (lang === 'zh' ? '，' : ', ') + whenText(timer, fn, options, nowMs, lang);
}

function whenText(timer: TimerPlan, fn: FunctionPlan, { timers }: Pick<OfflineOptions, 'timers'>, nowMs: number, lang: Lang): string {
  if (!timer.enabled) return say(lang, 'offline.timerOff', { why: 'enable: false' });
  if (!timers) return say(lang, 'offline.timerOff', { why: '--no-timers' });
  if (isOnlyCounted(fn)) return say(lang, 'offline.timerIdle');
  const nextMs = nextFiringMs(timer.cron, nowMs);
  return nextMs === Infinity ? say(lang, 'offline.timerNever') : say(lang, 'offline.timerNext', { at: beijing(nextMs) });
}

/** Such as `2026-11-23 08:00:00`, as a schedule says it. */
function beijing(atMs: number): string {
  return new Date(atMs).toLocaleString('sv-SE', { timeZone: platformZone });
}
