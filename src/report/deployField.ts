import { flow } from '../config/flow';
import type { FieldChange } from '../deploy/plan';
import type { Lang } from '../messages';
import { sayDeployReport } from '../messages/deployReport';
import { printable } from './printable';
import { widthOf } from './width';

/** Columns that one value may take; what is longer is cut. */
const valueMax = 60;

/** Hashes are told apart by their first digits. */
const hashShown = 12;

/** Whether the values of an option may be secrets, and are therefore never shown. @source S152 */
export function isHidden({ option }: Pick<FieldChange, 'option'>): boolean {
  return option === 'environment' || option.startsWith('environment.');
}

/** What changes, beside the name of the option: `512 → 1024`. */
export function changeText(change: FieldChange, lang: Lang): string {
  if (isHidden(change)) return hiddenText(change, lang);
  const { before, after, part } = change;
  if (part === 'code' && before === undefined && after === undefined) return sayDeployReport(lang, 'plan.codeNew');
  if (before === undefined) return shownValue(after, lang);
  return `${shownValue(before, lang)} → ${shownValue(after, lang)}`;
}

/** That something changes, and the names of it, without values. */
function hiddenText({ before, after }: FieldChange, lang: Lang): string {
  const names = [...new Set([before, after].flatMap(namesIn))].map(printable);
  const what = sayDeployReport(lang, before === undefined ? 'plan.secretSet' : after === undefined ? 'plan.secretGone' : 'plan.secretChanged');
  return names.length === 0 ? what : `${cut(names.join(', '))}  ${what}`;
}

function namesIn(value: FieldChange['after']): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** A value as YAML on one line, cut where it is too long for one. */
function shownValue(value: FieldChange['after'], lang: Lang): string {
  if (value === undefined || value === null) return sayDeployReport(lang, 'plan.unset');
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value.slice(0, hashShown);
  return cut(printable(flow(value)));
}

/** No more columns than a value may take. */
function cut(text: string): string {
  if (widthOf(text) <= valueMax) return text;
  let columns = 0;
  let shown = '';
  for (const char of text) {
    columns += widthOf(char);
    if (columns > valueMax - 1) break;
    shown += char;
  }
  return `${shown}…`;
}
