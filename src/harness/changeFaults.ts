import { isDeepStrictEqual } from 'node:util';
import { cronFault } from '../config/cron';
import { say, type Lang } from '../messages';
import type { RegionChange } from '../region';
import type { FunctionPlan, ProvisionAction, TimerPlan } from '../scf';
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

const isCount: Check = (value) => isWhole(value) && isAmount(value);
const isShare: Check = (value) => isPositive(value) && Number(value) < 1;

/** @source S220, S135: seven fields */
const isCron: Check = (value) => isText(value) && String(value).trim().split(/\s+/).length === 7 && cronFault(String(value)) === undefined;

const ofTimer: Readonly<Record<keyof TimerPlan, Check>> = {
  name: optional(isText),
  cron: isCron,
  message: isText,
  qualifier: isText,
  enabled: isFlag,
  held: optional(isFlag),
};
const ofAction: Readonly<Record<keyof ProvisionAction, Check>> = { name: isText, cron: isCron, instances: isCount };

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
  provisionedInstances: isCount,
  schedule: isList,
  tracking: optional(made({ target: isShare, min: isCount, max: isCount })),
  retryNum: isCount,
  msgTtlMs: isAmount,
  deadLetter: optional(made({ type: isText, name: isText, filterType: optional(isText) })),
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

/** What no type check has found in a change, and the engine, which is told only what was checked, would take. */
function changeFaults(change: RegionChange): ChangeFaults {
  const known = `kind: ${Object.keys(kinds).join(' | ')}`;
  if (!isObject(change)) return { faults: [shown('change', change)], known };
  if (!Object.hasOwn(kinds, change.kind)) return { faults: [shown('kind', change.kind)], known };
  const faults = faultsOf(change, kinds[change.kind]);
  if (change.kind === 'function' && faults.length === 0) return { faults: planFaults(change.plan), known: namesOf(members, 'plan.') };
  return { faults, known: namesOf(kinds[change.kind]) };
}

/**
 * @param plans  what its functions were last said to be, by key
 * @throws HarnessError `CONFIG` when something in a change means nothing
 */
export function assertChange(change: RegionChange, plans: ReadonlyMap<string, FunctionPlan>, lang: Lang): void {
  const { faults, known } = changeFaults(change);
  if (faults.length === 0) return change.kind === 'function' ? assertSameQuotas(change.plan, plans.get(change.plan.key), lang) : undefined;
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
  return faults.length > 0 ? faults : [...entryFaults(plan.timers, ofTimer, 'plan.timers'), ...entryFaults(plan.schedule, ofAction, 'plan.schedule')];
}

function entryFaults(entries: readonly object[], members: Members, path: string): string[] {
  return entries.flatMap((entry, index) => (isObject(entry) ? faultsOf(entry, members, `${path}[${index}].`) : [shown(`${path}[${index}]`, entry)]));
}

/** What of a function is changed by itself: it is asked for apart from its configuration. @source S16, S21, S136 */
const apart = ['reservedMB', 'provisionedInstances', 'tracking'] as const satisfies readonly (keyof FunctionPlan)[];

/**
 * A new plan leaves a function its quotas, and whoever gives others there would hold it to nothing.
 * @param known  undefined when there is no such function
 */
function assertSameQuotas(plan: FunctionPlan, known: FunctionPlan | undefined, lang: Lang): void {
  const others = apart.filter((name) => known && !isDeepStrictEqual(plan[name], known[name]));
  if (others.length === 0) return;
  throw new HarnessError('CONFIG', say(lang, 'harness.apart', { given: others.map((name) => shown(`plan.${name}`, plan[name])).join('; ') }));
}
