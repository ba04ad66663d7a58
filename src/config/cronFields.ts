import { cronFault } from './cron';

/**
 * A schedule in the seven fields that the platform has, where another form says the same.
 *
 * @param written  seven fields, the legacy five, six without a year, or `cron(…)` and `rate(…)` of AWS
 * @returns undefined when there is no such form, or it would mean nothing
 * @source S220: second minute hour day month weekday year
 */
export function sevenFieldsOf(written: string): string | undefined {
  const text = written.trim();
  const [, call = '', inside = ''] = /^(cron|rate)\(\s*([^()]*?)\s*\)$/.exec(text) ?? [];
  const cron = call === 'cron' ? fromAws(inside) : call === 'rate' ? fromRate(inside) : fromFields(text.split(/\s+/));
  return cron === undefined || cronFault(cron) !== undefined ? undefined : cron;
}

/**
 * The step of a schedule of five fields whose first is one, such as every fifth: minutes to the platform.
 * @source S220; the documents of serverless-tencent-scf take it for seconds
 */
export function stepOfFirst(written: string): number | undefined {
  const [, step] = /^\s*\*\/(\d{1,4})(?:\s+\S+){4}\s*$/.exec(written) ?? [];
  return step === undefined ? undefined : Number(step);
}

/** How many fields a schedule has. */
export function countOfFields(written: string): number {
  return written.split(/\s+/).filter((part) => part !== '').length;
}

function fromFields(parts: readonly string[]): string | undefined {
  if (parts.length === 7) return parts.join(' ');
  if (parts.length === 6) return [...parts, '*'].join(' ');
  return parts.length === 5 ? ['0', ...parts, '*'].join(' ') : undefined;
}

/** AWS counts minute hour day month weekday year, and its weekdays from 1. */
function fromAws(inside: string): string | undefined {
  const parts = inside.split(/\s+/);
  return parts.length === 6 && !/\d/.test(parts[4] ?? '') ? ['0', ...parts].join(' ') : undefined;
}

/** A rate that fits into the next larger unit without remainder. */
function fromRate(inside: string): string | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,4}) (minute|hour|day)s?$/.exec(inside) ?? [];
  const every = Number(digits);
  if (unit === 'minute' && every > 0 && 60 % every === 0 && every < 60) return `0 */${every} * * * * *`;
  if (unit === 'hour' && every > 0 && 24 % every === 0 && every < 24) return `0 0 */${every} * * * *`;
  return unit === 'day' && every === 1 ? '0 0 0 * * * *' : undefined;
}

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * A weekday that is given in digits, and the same by names.
 * @param cron  of seven fields, without a fault
 * @source S220: the newer documents count from 0, Sunday, the older from 0, Monday
 */
export function weekdayByName(cron: string): { readonly part: string; readonly write: string } | undefined {
  const part = cron.trim().split(/\s+/)[5] ?? '';
  // From a day to itself is that day; what follows a `/` is a step, what follows a `#` a count.
  const write = part
    .replaceAll(/(?<![/#\d])([0-6])-\1(?!\d)/g, '$1')
    .replaceAll(/(?<![/#\d])[0-6](?!\d)/g, (digit) => weekdays[Number(digit)] ?? digit);
  return write === part ? undefined : { part, write };
}
