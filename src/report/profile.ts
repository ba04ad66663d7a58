import { say, type Lang } from '../messages';
import type { FigureValue, ProfileName } from '../scf';
import { printable } from './printable';

/** A profile as a service has it, figure by figure. */
export interface ProfileView {
  readonly profile: ProfileName;
  /** Name of the service; undefined where there is none. */
  readonly service: string | undefined;
  readonly figures: readonly FigureView[];
}

/** One figure: its value, and where it comes from. */
export interface FigureView {
  /** Under `custom.scf`. */
  readonly option: string;
  readonly value: FigureValue;
  readonly unit: string | undefined;
  readonly rule: string;
  /** Title of the page; undefined is undocumented. */
  readonly source: string | undefined;
  readonly date: string | undefined;
  /** The profile's own value, where the service has another one. */
  readonly standard: FigureValue | undefined;
}

/** Exactly `{ profile, service, figures }`; what a figure lacks is null, and `overridden` says whether the service set it. */
export function profileJson({ profile, service, figures }: ProfileView): string {
  const rows = figures.map(({ option, value, unit = null, rule, source = null, date = null, standard }) => ({
    option,
    value,
    unit,
    rule,
    source,
    date,
    overridden: standard !== undefined,
    standard: standard ?? value,
  }));
  return JSON.stringify({ profile, service: service ?? null, figures: rows }, undefined, 2);
}

/** One line for each figure; those that the service has set are marked. */
export async function profileText({ profile, service, figures }: ProfileView, lang: Lang, columns?: number): Promise<string> {
  const heads = ['profile.figure', 'profile.value', 'profile.unit', 'profile.rule', 'profile.source', 'profile.date'] as const;
  const rows = figures.map(({ option, value, unit, rule, source, date = '', standard }) => {
    const own = standard === undefined ? shownValue(value) : overridden(value, standard, lang);
    return [option, own, unitText(unit, lang), rule, source ?? say(lang, 'profile.undocumented'), date];
  });
  const title = say(lang, 'profile.title', { name: profile, service });
  const count = figures.filter(({ standard }) => standard !== undefined).length;
  const table = await tableOf(
    heads.map((head) => say(lang, head)),
    rows,
    columns,
  );
  return printable([title, table, ...(count > 0 ? [say(lang, 'profile.legend', { count })] : [])].join('\n'));
}

/** The unit of a figure that has one. */
export function unitText(unit: string | undefined, lang: Lang): string {
  return unit === undefined ? '' : say(lang, 'profile.unitName', { unit });
}

function overridden(value: FigureValue, standard: FigureValue, lang: Lang): string {
  return say(lang, 'profile.overridden', { value: shownValue(value), standard: shownValue(standard) });
}

/** A value as YAML would have it on one line. */
export function shownValue(value: FigureValue): string {
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(shownValue).join(', ')}]`;
  const entries = Object.entries(value).map(([name, inner]) => `${name}: ${shownValue(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Longest line of a cell, columns. */
const cellMax = 40;

/** A table of texts; long ones are broken. */
export async function tableOf(head: readonly string[], rows: readonly (readonly string[])[], columns: number | undefined): Promise<string> {
  const { tableText } = await import('./table');
  return tableText({ head, rows, cellMax }, columns);
}
