import { statuses, type Distribution, type Failure, type Model, type RunStatus, type Status } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import type { ScfCustom } from './generated/types';
import { nearest } from './nearest';

type Models = NonNullable<ScfCustom['models']>;
type WrittenModel = Models[string];
type WrittenTime = NonNullable<WrittenModel['durationMs']>;

/** How functions behave in simulations, in plain terms; a model with a fault in it is left out. */
export interface ReadModels {
  readonly models: Readonly<Record<string, Model>>;
  readonly faults: readonly Diagnostic[];
}

/**
 * Reads `custom.scf.models`.
 *
 * @param written    in its right shape
 * @param functions  keys of the service's functions; undefined when they are not all known
 */
export function modelsOf(written: Models, functions: readonly string[] | undefined): ReadModels {
  const faults: Diagnostic[] = [];
  const models = Object.entries(written).flatMap(([key, model]) => {
    const path = ['custom', 'scf', 'models', key];
    if (functions !== undefined && !functions.includes(key)) {
      faults.push(diagnostic('SCF112', path, { name: key, nearest: nearest(key, functions), known: functions }, { at: 'key' }));
    }
    const found = modelFaults(model, path);
    faults.push(...found);
    return found.length > 0 ? [] : [[key, modelOf(model)] as const];
  });
  return { models: Object.fromEntries(models), faults };
}

function modelOf({ coldStartMs, durationMs, failures = [], coldStartFailures = [] }: WrittenModel): Model {
  return {
    coldStartMs: coldStartMs === undefined ? undefined : distributionOf(coldStartMs),
    durationMs: durationMs === undefined ? undefined : distributionOf(durationMs),
    failures: failures.map(failureOf),
    coldStartFailures: coldStartFailures.map(failureOf),
  };
}

function failureOf({ share, status }: { readonly share: number; readonly status: number }): Failure {
  return { share, status: status as Failure['status'] };
}

function distributionOf(written: WrittenTime): Distribution {
  if (typeof written === 'number') return { kind: 'constant', ms: written };
  if ('mean' in written) return { kind: 'exponential', meanMs: written.mean };
  if ('values' in written) return { kind: 'values', ms: written.values };
  if ('min' in written) return { kind: 'uniform', minMs: written.min, maxMs: written.max };
  return { kind: 'percentiles', points: pointsOf(written).map(({ at, ms }) => ({ at, ms })) };
}

/** Percentiles as written, `{ p50, p99_9 }`, from the lowest to the highest. */
function pointsOf(written: Readonly<Record<string, number>>): { readonly name: string; readonly at: number; readonly ms: number }[] {
  return Object.entries(written)
    .map(([name, ms]) => ({ name, at: Number(name.slice(1).replace('_', '.')) / 100, ms }))
    .sort((a, b) => a.at - b.at);
}

function modelFaults(model: WrittenModel, path: Path): Diagnostic[] {
  const { coldStartMs, durationMs, failures = [], coldStartFailures = [] } = model;
  return [
    ...timeFaults(coldStartMs, [...path, 'coldStartMs']),
    ...timeFaults(durationMs, [...path, 'durationMs']),
    ...failureFaults(failures, [...path, 'failures']),
    ...failureFaults(coldStartFailures, [...path, 'coldStartFailures']),
  ];
}

function timeFaults(written: WrittenTime | undefined, path: Path): Diagnostic[] {
  if (typeof written !== 'object') return [];
  const names = Object.keys(written);
  const about = { option: dotted(path), value: shown(written) };
  const rule = { rule: 'S124' } as const;
  const whole = names.every((name) => /^p\d/.test(name)) || ['mean', 'values', 'max,min'].includes([...names].sort().join());
  if (names.length === 0 || !whole) return [diagnostic('SCF106', path, { ...about, form: 'oneDistribution' }, rule)];
  if ('min' in written) return written.min > written.max ? [diagnostic('SCF106', [...path, 'min'], { ...about, form: 'order' }, rule)] : [];
  if ('mean' in written || 'values' in written) return [];
  const points = pointsOf(written);
  const falling = points.find(({ ms }, index) => ms < (points[index - 1]?.ms ?? 0));
  return falling === undefined ? [] : [diagnostic('SCF106', [...path, falling.name], { ...about, form: 'percentiles' }, rule)];
}

/** What an attempt never ends with: an event that is refused gets no instance. @source S64 */
const refusals: readonly Exclude<Status, RunStatus>[] = [406, 429, 432, 435, 442];

const failing = Object.keys(statuses).filter((code) => ![200, ...refusals].includes(Number(code)));

/** Rounding of shares that make 1 together, such as ten of 0.1. */
const slack = 1e-9;

function failureFaults(written: readonly { readonly share: number; readonly status: number }[], path: Path): Diagnostic[] {
  const option = dotted(path);
  const unknown = written.flatMap(({ status }, index) => {
    if (failing.includes(String(status))) return [];
    const params = { option: dotted([...path, index, 'status']), value: shown(status), values: failing, nearest: undefined };
    return [diagnostic('SCF105', [...path, index, 'status'], params, { rule: 'S64' })];
  });
  const sum = written.reduce((total, { share }) => total + share, 0);
  if (sum <= 1 + slack) return unknown;
  return [...unknown, diagnostic('SCF106', path, { option, value: shown(written.map(({ share }) => share)), form: 'shares' }, { rule: 'S124' })];
}
