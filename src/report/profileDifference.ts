import type { Diagnostic } from '../config';
import { describe, say, type Lang } from '../messages';
import type { FigureValue, Profile, ProfileName } from '../scf';
import { printable } from './printable';
import { shownValue, tableOf, unitText } from './profile';

/** What differs between two profiles, and what that means for a service. */
export interface DifferenceView {
  readonly a: SideView;
  readonly b: SideView;
  readonly service: string | undefined;
  readonly figures: readonly FigureDifference[];
  /** Functions of the service with the most instances that can be busy at once; undefined where neither profile takes the service. */
  readonly functions: readonly FunctionDifference[] | undefined;
}

/** One of the two profiles, with the service's knobs over it. */
export interface SideView {
  readonly name: ProfileName;
  readonly profile: Profile;
  /** What is found in the service by this profile, and not by the other. */
  readonly findings: readonly Diagnostic[];
}

export interface FigureDifference {
  /** Under `custom.scf`. */
  readonly option: string;
  readonly unit: string | undefined;
  readonly rule: string;
  readonly a: FigureValue;
  readonly b: FigureValue;
  /** What the service sets it to; then it does not differ there. */
  readonly set: FigureValue | undefined;
}

/** One function under both profiles; undefined where the service is refused. */
export interface FunctionDifference {
  readonly function: string;
  readonly a: Instances | undefined;
  readonly b: Instances | undefined;
}

/** How many instances of a function can be busy at once. */
export interface Instances {
  readonly atMost: number;
  readonly provisioned: number;
}

/** Exactly `{ a, b, service, figures, meanings, functions, findings }`; what does not apply is null. */
export function differenceJson(view: DifferenceView, lang: Lang): string {
  const { a, b, service, figures, functions } = view;
  const findings = [a, b].flatMap(({ name, findings: found }) =>
    found.map(({ code, severity, rule, path, params }) => ({ profile: name, code, severity, rule, path, ...describe(code, params, lang) })),
  );
  const shown = {
    a: a.name,
    b: b.name,
    service: service ?? null,
    figures: figures.map(({ unit = null, set = null, ...rest }) => ({ ...rest, unit, set })),
    meanings: meaningsOf(view, lang),
    functions: functions?.map((one) => ({ function: one.function, a: one.a ?? null, b: one.b ?? null })) ?? null,
    findings,
  };
  return JSON.stringify(shown, undefined, 2);
}

/** The figures side by side, then in words what they mean, then the service's functions and findings. */
export async function differenceText(view: DifferenceView, lang: Lang, columns?: number): Promise<string> {
  const { a, b, figures } = view;
  if (figures.length === 0) return say(lang, 'profile.noDifference', { a: a.name, b: b.name });
  const parts = [await figuresText(view, lang, columns), ...meaningsText(view, lang)];
  if (view.service !== undefined) parts.push(await functionsText(view, view.service, lang, columns));
  for (const { name, findings } of [a, b]) if (findings.length > 0) parts.push(findingsText(name, findings, lang));
  return printable(parts.join('\n\n'));
}

async function figuresText({ a, b, figures }: DifferenceView, lang: Lang, columns: number | undefined): Promise<string> {
  const rows = figures.map(({ option, unit, rule, a: ofA, b: ofB, set }) => {
    const own = set === undefined ? undefined : say(lang, 'profile.both', { value: shownValue(set) });
    return [option, own ?? shownValue(ofA), own ?? shownValue(ofB), unitText(unit, lang), rule];
  });
  const table = await tableOf([say(lang, 'profile.figure'), a.name, b.name, say(lang, 'profile.unit'), say(lang, 'profile.rule')], rows, columns);
  const count = figures.filter(({ set }) => set !== undefined).length;
  return count > 0 ? `${table}\n${say(lang, 'profile.legend', { count })}` : table;
}

interface MeaningView {
  readonly option: string;
  readonly a: string;
  readonly b: string;
}

/** In words, the figures that differ and have any. */
function meaningsOf({ a, b, figures }: DifferenceView, lang: Lang): MeaningView[] {
  return figures.flatMap(({ option, set, a: ofA, b: ofB }) => {
    const inA = meaningOf(option, ofA, a.profile, lang);
    const inB = meaningOf(option, ofB, b.profile, lang);
    return set === undefined && inA !== undefined && inB !== undefined ? [{ option, a: inA, b: inB }] : [];
  });
}

function meaningOf(option: string, value: FigureValue, { retryMs }: Profile, lang: Lang): string | undefined {
  const about = { value: spokenValue(value), retrySec: retryMs.throttled / 1000 };
  switch (option) {
    case 'engine.quotaModel':
      return say(lang, 'profile.means.quotaModel', about);
    case 'engine.asyncDequeue':
      return say(lang, 'profile.means.asyncDequeue', about);
    case 'engine.keepAliveSec':
      return say(lang, 'profile.means.keepAliveSec', about);
    default:
      return undefined;
  }
}

/** A range as people say it: `180–300`. */
function spokenValue(value: FigureValue): string {
  if (typeof value !== 'object' || Array.isArray(value) || !('min' in value)) return shownValue(value);
  return `${shownValue(value.min)}–${shownValue(value['max'] ?? '')}`;
}

function meaningsText(view: DifferenceView, lang: Lang): string[] {
  return meaningsOf(view, lang).map(({ option, a, b }) => {
    const head = say(lang, 'profile.means', { option });
    return [head, `  ${view.a.name}: ${a}`, `  ${view.b.name}: ${b}`].join('\n');
  });
}

async function functionsText({ a, b, functions }: DifferenceView, service: string, lang: Lang, columns: number | undefined): Promise<string> {
  if (functions === undefined) return say(lang, 'profile.broken', { service });
  const cell = (instances: Instances | undefined): string =>
    instances === undefined ? say(lang, 'profile.noPlan') : say(lang, 'profile.instances', instances);
  const rows = functions.map((one) => [one.function, cell(one.a), cell(one.b)]);
  const table = await tableOf([say(lang, 'profile.function'), a.name, b.name], rows, columns);
  return `${say(lang, 'profile.functions', { service })}\n${table}`;
}

function findingsText(name: ProfileName, findings: readonly Diagnostic[], lang: Lang): string {
  const lines = findings.map(({ code, severity, path, params }) => {
    const { message, fix } = describe(code, params, lang);
    return `  ${say(lang, `report.${severity}`)} ${code}  ${path.join('.')}  ${message}\n    ${say(lang, 'report.fix', { fix })}`;
  });
  return [say(lang, 'profile.findings', { name }), ...lines].join('\n');
}
