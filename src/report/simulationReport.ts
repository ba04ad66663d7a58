import round from 'lodash/round';
import { say, type Lang } from '../messages';
import type { RegionPlan } from '../scf';
import { causeSentence } from './cause';
import { printable } from './printable';
import { statesRows, statusTable } from './runTable';
import type { PlayedTrace, SimulationGaps, SimulationSummary } from './simulationSummary';
import { tableText } from './table';
import { totalsColumns } from './totalsTable';

/** Exactly `{ summary }`, as one JSON text. @source design.md §9 */
export function simulationJson(summary: SimulationSummary): string {
  return JSON.stringify({ summary });
}

/**
 * A simulation for people: counts by status, figures, cost with its parts, each function, what was in the way, and all that it
 * follows from.
 * @param scheduled  whether there are schedules, which make the time of day matter
 * @param columns    of the terminal, where there is one
 */
export function simulationText(
  lang: Lang,
  summary: SimulationSummary,
  { scheduled, columns }: { readonly scheduled: boolean; readonly columns?: number | undefined },
): string {
  const { trace, endedMs, interrupted, inFlight } = summary;
  const played = { rows: trace.rows, file: printable(trace.file), format: trace.format, time: clockTime(endedMs) };
  return [
    ...(interrupted ? [say(lang, 'simulate.interrupted')] : []),
    say(lang, 'simulate.played', played),
    statusTable(lang, summary, columns),
    figuresTable(lang, summary, columns),
    ...functionsTable(lang, summary, columns),
    ...(inFlight > 0 ? [say(lang, 'simulate.inFlight', { count: inFlight })] : []),
    ...causeLines(lang, summary),
    ...(scheduled ? [say(lang, 'simulate.from', trace)] : []),
    ...originLines(lang, summary),
  ].join('\n');
}

/** Whether a plan has schedules, so that it matters when a run begins. @source S135 */
export function isScheduled({ functions }: RegionPlan): boolean {
  return functions.some(({ schedule }) => schedule.length > 0);
}

/** Names in one note. */
const namesShown = 5;

/** What takes no time because nothing says how much would pass for a result; so it is said. */
export function gapNotes(lang: Lang, { instant, instantColdStarts, asyncWeb, unmet, memory }: SimulationGaps): string[] {
  return [
    ...(instant.length > 0 ? [say(lang, 'simulate.instant', { functions: instant })] : []),
    ...(instantColdStarts.length > 0 ? [say(lang, 'simulate.instantColdStarts', { functions: instantColdStarts })] : []),
    ...(asyncWeb.length > 0 ? [say(lang, 'simulate.asyncWeb', { functions: asyncWeb })] : []),
    ...(unmet.length > 0 ? [say(lang, 'simulate.unmet', { names: unmet.slice(0, namesShown), more: unmet.length - namesShown })] : []),
    ...memory.map((beyond) => say(lang, 'simulate.memory', beyond)),
  ].map(printable);
}

/** What a simulation follows from: model, knobs, profile, seed. @source design.md §4: a result always names them */
export function originLines(lang: Lang, { trace, models, knobs, profile, seed }: SimulationSummary): string[] {
  const modelled = Object.keys(models);
  const set = Object.entries(knobs).map(([option, value]) => `${option} ${JSON.stringify(value)}`);
  return [
    ...modelLines(lang, trace),
    ...(modelled.length > 0 ? [say(lang, 'simulate.models', { functions: modelled })] : []),
    ...(set.length > 0 ? [say(lang, 'simulate.knobs', { knobs: set })] : []),
    say(lang, 'table.profile', { profile, seed }),
  ];
}

function modelLines(lang: Lang, { model }: PlayedTrace): string[] {
  if (model === undefined) return [];
  return [model.kind === 'tokens' ? say(lang, 'simulate.tokens', model) : say(lang, 'simulate.placed', model)];
}

function figuresTable(lang: Lang, summary: SimulationSummary, columns: number | undefined): string {
  const { waitMs, latencyMs, cost, provisioned } = summary;
  const { gbs, invocations, idle, free } = cost.parts;
  const split = {
    amount: money(cost.amount),
    currency: cost.currency,
    gbs: money(gbs),
    invocations: money(invocations),
    idle: money(idle),
    free: money(-free),
  };
  const rows = [
    [say(lang, 'table.calls'), summary.invocations],
    ...statesRows(lang, summary),
    [say(lang, 'table.cold'), summary.coldStarts],
    [say(lang, 'table.instances'), `${summary.instances.started} (${summary.instances.peak})`],
    [say(lang, 'table.memory'), `${summary.busyMB.peak} MB`],
    [say(lang, 'table.wait'), `p50 ${waitMs.p50}  p99 ${waitMs.p99}  max ${waitMs.max}`],
    [say(lang, 'table.latency'), `p50 ${latencyMs.p50}  p90 ${latencyMs.p90}  p99 ${latencyMs.p99}  max ${latencyMs.max}`],
    [say(lang, 'totals.use'), `${round(summary.gbs, 3)} GBs`],
    ...(provisioned.instances > 0
      ? [[say(lang, 'totals.idleUse'), say(lang, 'totals.idleUseOf', { idleGbs: round(provisioned.idleGbs, 3), instances: provisioned.instances })]]
      : []),
    [say(lang, 'totals.list', cost), say(lang, 'totals.split', split)],
  ];
  return tableText({ rows }, columns);
}

/** Function by function, where the trace has called more than one or instances of one idled. */
function functionsTable(lang: Lang, { functions, freeTier }: SimulationSummary, columns: number | undefined): string[] {
  const shown = Object.entries(functions).filter(([, { invocations, provisioned }]) => invocations > 0 || provisioned.instances > 0);
  if (shown.length < 2) return [];
  const all = shown.map(([, totals]) => totals);
  const { head, cells } = totalsColumns(lang, all);
  const rows = shown.map(([key, totals]) => [printable(key), ...cells(totals)]);
  const table = tableText({ head: [say(lang, 'totals.function'), ...head], rows }, columns);
  return freeTier === 'none' ? [table] : [table, say(lang, 'totals.beforeFree', { freeTier })];
}

function causeLines(lang: Lang, { refusals }: SimulationSummary): string[] {
  return refusals.map(({ refused, waited, worst }) => {
    const cause = causeSentence(lang, worst);
    return say(lang, 'table.why', { cause: say(lang, 'totals.why', { refused, waited, cause }) });
  });
}

function money(amount: number): number {
  return round(amount, 6);
}

/** Virtual time, as a clock shows it: `1 d 02:03:04`. */
function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${days} d ${clock}` : clock;
}
