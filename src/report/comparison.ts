import type { CellOptions } from 'cli-table3';
import isEqual from 'lodash/isEqual';
import omit from 'lodash/omit';
import uniq from 'lodash/uniq';
import type { Diagnostic } from '../config';
import { describe, say, type Lang } from '../messages';
import { printable } from './printable';
import { originLines } from './simulationReport';
import type { SimulationSummary } from './simulationSummary';
import { tableText } from './table';
import { totalsColumns, type TotalsColumns } from './totalsTable';

/** One variant of a service, and what a simulation of it came to. */
export interface ComparedVariant {
  /** What it sets, as the user wrote it. */
  readonly settings: readonly { readonly option: string; readonly text: string; readonly value: unknown }[];
  /** Why it was refused. */
  readonly errors: readonly Diagnostic[];
  /** Undefined of one that was refused or not run. */
  readonly summary: SimulationSummary | undefined;
}

/** Exactly `{ variants: [{ set, summary | diagnostics }] }`, as one JSON text; one that was not run has neither. */
export function comparisonJson(variants: readonly ComparedVariant[], lang: Lang): string {
  const shown = variants.map(({ settings, errors, summary }) => ({
    set: Object.fromEntries(settings.map(({ option, value }) => [option, value])),
    ...(summary && { summary }),
    ...(errors.length > 0 && {
      diagnostics: errors.map(({ code, severity, rule, source, path, params }) => ({
        code,
        severity,
        rule,
        source,
        path,
        ...describe(code, params, lang),
      })),
    }),
  }));
  return JSON.stringify({ variants: shown });
}

/**
 * Variants for people: one row each, with what they set and what came of it.
 * @param scheduled  whether one of them has schedules, which make the time of day matter
 */
export function comparisonText(
  variants: readonly ComparedVariant[],
  lang: Lang,
  { scheduled, columns }: { readonly scheduled: boolean; readonly columns?: number | undefined },
): string {
  const summaries = variants.flatMap(({ summary }) => summary ?? []);
  const totals = totalsColumns(lang, summaries);
  const options = variants[0]?.settings.map(({ option }) => option) ?? [];
  const head = [...options.map((option) => titleOf(option, options)), ...totals.head];
  const rows = variants.map((variant) => [...variant.settings.map(({ text }) => printable(text)), ...figuresOf(variant, totals, lang)]);
  return [
    tableText({ head, rows, keys: options.length }, columns),
    ...options.map((option) => say(lang, 'compare.varied', { option: printable(option) })),
    ...variants.flatMap((variant) => remarksOn(variant, lang)),
    ...sameLine(summaries, lang),
    ...(scheduled ? summaries.slice(0, 1).map(({ trace }) => say(lang, 'simulate.from', trace)) : []),
    ...sharedLines(summaries, lang),
  ].join('\n');
}

/** Not all that can be varied is played: without a word, equal figures look like an answer. */
function sameLine(summaries: readonly SimulationSummary[], lang: Lang): string[] {
  const [first, ...others] = summaries.map((summary) => omit(summary, ['knobs', 'models']));
  const same = others.length > 0 && others.every((other) => isEqual(other, first)) && !summaries.some(({ interrupted }) => interrupted);
  return same ? [say(lang, 'compare.same', { variants: summaries.length })] : [];
}

/** What the figures of all variants follow from. */
function sharedLines(summaries: readonly SimulationSummary[], lang: Lang): string[] {
  const [first] = summaries;
  if (!first) return [];
  const shared = Object.entries(first.knobs).filter(([option, value]) => summaries.every(({ knobs }) => isEqual(knobs[option], value)));
  const profile = uniq(summaries.map((summary) => summary.profile)).join(', ');
  return [
    say(lang, 'compare.prices', { ...first.cost, freeTier: first.freeTier === 'none' ? undefined : first.freeTier }),
    ...originLines(lang, { ...first, knobs: Object.fromEntries(shared), profile }),
  ];
}

/** The last part of an option, unless another one ends with it, too. */
function titleOf(option: string, options: readonly string[]): string {
  const last = option.split('.').at(-1) ?? option;
  return printable(options.filter((other) => other.split('.').at(-1) === last).length > 1 ? option : last);
}

function figuresOf({ errors, summary }: ComparedVariant, { head, cells }: TotalsColumns, lang: Lang): CellOptions[] {
  if (summary) return cells(summary);
  const content = errors.length > 0 ? say(lang, 'compare.refused', { codes: uniq(errors.map(({ code }) => code)) }) : say(lang, 'compare.notRun');
  return [{ content, colSpan: head.length }];
}

function remarksOn({ settings, errors, summary }: ComparedVariant, lang: Lang): string[] {
  const variant = printable(settings.map(({ option, text }) => `${option}=${text}`).join(', '));
  const refused = errors.map(({ code, params }) => printable(say(lang, 'compare.because', { variant, code, ...describe(code, params, lang) })));
  if (!summary) return refused;
  const { interrupted, inFlight: count, trace } = summary;
  return [
    ...(interrupted ? [say(lang, 'compare.partial', { variant, rows: trace.rows })] : []),
    ...(count > 0 ? [say(lang, 'compare.inFlight', { variant, count })] : []),
  ];
}
