import { cronFault } from '../config/cron';
import { say, type Lang } from '../messages';
import type { RegionChange } from '../region';
import type { FunctionPlan } from '../scf';
import { HarnessError } from './error';
import {
  faultsOf,
  isAmount,
  isFlag,
  isList,
  isObject,
  isPositive,
  isText,
  isWhole,
  made,
  oneOf,
  optional,
  shown,
  type Check,
  type Members,
} from './shapes';

/** @source S142: by a share, or by a routing key that is a text, or within bounds */
const routes = [
  made({ version: isText, weight: isAmount }),
  made({ version: isText, key: isText, exact: isText }),
  made({ version: isText, key: isText, from: isWhole, to: isWhole, closed: isFlag }),
];
const isRoute: Check = (value) => routes.some((isGood) => isGood(value));
const isAlias = made({ version: isText, additional: optional(isRoute) });

const statuses: Readonly<Record<Extract<RegionChange, { kind: 'status' }>['status'], true>> = {
  Active: true,
  Creating: true,
  CreateFailed: true,
  Updating: true,
  UpdateFailed: true,
  Publishing: true,
  PublishFailed: true,
  Deleting: true,
  DeleteFailed: true,
  Stopped: true,
};

/** What each member of a plan must be; no other is one, such as `memorySize` and `timeout` of the configuration. */
const members: Readonly<Record<keyof FunctionPlan, Check>> = {
  key: isText,
  name: isText,
  runtime: isText,
  handler: isText,
  memoryMB: isPositive,
  timeoutMs: isPositive,
  initTimeoutMs: isPositive,
  asyncRun: isFlag,
  reservedMB: optional(isAmount),
  provisionedInstances: isAmount,
  schedule: isList,
  tracking: optional(isObject),
  retryNum: isAmount,
  msgTtlMs: isAmount,
  deadLetter: optional(isObject),
  traceEnable: isFlag,
  instanceConcurrency: isPositive,
  environment: isObject,
  role: optional(isText),
  type: (value) => value === 'event' || value === 'web',
  timers: isList,
  namespace: optional(isText),
  codeDir: optional(isText),
};

/** Any function, and version, may be named: whether there is one the engine says. */
const ofFunction: Members = { kind: isText, function: isText };
const ofVersion: Members = { ...ofFunction, version: isText };

/** The kinds of changes, and what each member must be. */
const kinds: Readonly<Record<RegionChange['kind'], Members>> = {
  reserved: { ...ofFunction, reservedMB: optional(isAmount) },
  provisioned: { ...ofVersion, instances: isAmount, by: optional(oneOf('user', 'schedule')) },
  tracking: { ...ofVersion, tracking: optional(isObject), by: optional(oneOf('user', 'schedule')) },
  total: { kind: isText, totalMB: isAmount },
  function: { kind: isText, plan: isObject },
  functionRemoved: { ...ofFunction, leaves: optional(isFlag) },
  status: { ...ofFunction, status: (value) => Object.hasOwn(statuses, String(value)) },
  published: ofFunction,
  versionRemoved: ofVersion,
  alias: { ...ofFunction, name: isText, alias: optional(isAlias) },
};

/** What means nothing in a change, one line for each, and what there is in its place. */
interface ChangeFaults {
  readonly faults: readonly string[];
  readonly known: string;
}

/**
 * What no type check has found in a change, and the engine, which is told only what was checked, would take.
 * @source S220, S135: cron of seven fields
 */
function changeFaults(change: RegionChange): ChangeFaults {
  const known = `kind: ${Object.keys(kinds).join(' | ')}`;
  if (!isObject(change)) return { faults: [shown('change', change)], known };
  if (!Object.hasOwn(kinds, change.kind)) return { faults: [shown('kind', change.kind)], known };
  const faults = faultsOf(change, kinds[change.kind]);
  if (change.kind === 'function' && faults.length === 0) return { faults: planFaults(change.plan), known: namesOf(members, 'plan.') };
  return { faults, known: namesOf(kinds[change.kind]) };
}

/** @throws HarnessError `CONFIG` when something in a change means nothing */
export function assertChange(change: RegionChange, lang: Lang): void {
  const { faults, known } = changeFaults(change);
  if (faults.length === 0) return;
  const { kind = 'undefined' } = (change as Partial<RegionChange> | null | undefined) ?? {};
  throw new HarnessError('CONFIG', say(lang, 'harness.change', { change: kind, faults: faults.join('; '), known }));
}

function namesOf(known: Members, before = ''): string {
  return Object.keys(known)
    .map((name) => before + name)
    .join(', ');
}

function planFaults(plan: FunctionPlan): string[] {
  const faults = faultsOf(plan, members, 'plan.');
  return faults.length > 0 ? faults : [...cronFaults(plan.timers, 'plan.timers'), ...cronFaults(plan.schedule, 'plan.schedule')];
}

function cronFaults(entries: readonly { readonly cron: string }[], path: string): string[] {
  return entries.flatMap((entry, index) => {
    if (!isObject(entry)) return [shown(`${path}[${index}]`, entry)];
    const { cron } = entry;
    const good = isText(cron) && cron.trim().split(/\s+/).length === 7 && cronFault(cron) === undefined;
    return good ? [] : [shown(`${path}[${index}].cron`, cron)];
  });
}
