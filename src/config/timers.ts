import { DEFAULT_ALIAS, type TimerPlan } from '../scf';
import type { TencentFunction } from './generated/types';

/**
 * The timers among a function's triggers, on the alias `$DEFAULT` unless said, as deploy makes them. Two that ask for the very same are one.
 * @source S220; scf-api.md CreateTrigger advises `$DEFAULT`
 */
export function timersOf(events: TencentFunction['events'] = []): TimerPlan[] {
  const all = events.flatMap(({ timer }) => (timer === undefined ? [] : [timerOf(typeof timer === 'string' ? { cron: timer } : timer)]));
  return [...new Map(all.map((timer) => [JSON.stringify(timer), timer])).values()];
}

type Written = Exclude<NonNullable<NonNullable<TencentFunction['events']>[number]['timer']>, string>;

function timerOf({ name, cron, message = '', qualifier = DEFAULT_ALIAS, enable: enabled = true }: Written): TimerPlan {
  return { name, cron: sevenFields(cron), message, qualifier: String(qualifier), enabled };
}

/** @source S220: five fields are the older form, without seconds and years; what comes back has seven */
export function sevenFields(cron: string): string {
  const parts = cron.trim().split(/\s+/);
  return (parts.length === 5 ? ['0', ...parts, '*'] : parts).join(' ');
}
