import { inspect } from 'node:util';
import { cronFault } from '../config/cron';
import type { RegionChange } from '../region';
import type { FunctionPlan } from '../scf';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isAmount: Check = (value) => typeof value === 'number' && value >= 0 && value < Infinity;
const isPositive: Check = (value) => isAmount(value) && value !== 0;
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList: Check = (value) => Array.isArray(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isWhole: Check = (value) => Number.isInteger(value);
/** An object with these members, which may have others. */
const having =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' && value !== null && Object.entries(checks).every(([name, isGood]) => isGood(Reflect.get(value, name)));

/** @source S142: by a share, or by a routing key that is a text, or within bounds */
const routes = [
  having({ weight: isAmount }),
  having({ key: isText, exact: isText }),
  having({ key: isText, from: isWhole, to: isWhole, closed: isFlag }),
];
const isRoute: Check = (value) => routes.some((isGood) => isGood(value));
const isAlias = having({ version: isText, additional: optional(isRoute) });

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

/** The kinds of changes, and what each member must be that the engine does not check itself. */
const kinds: Readonly<Record<RegionChange['kind'], Readonly<Record<string, Check>>>> = {
  reserved: { reservedMB: optional(isAmount) },
  provisioned: { instances: isAmount },
  tracking: { tracking: optional(isObject) },
  total: { totalMB: isAmount },
  function: { plan: isObject },
  functionRemoved: { leaves: optional(isFlag) },
  status: { status: (value) => Object.hasOwn(statuses, String(value)) },
  published: {},
  versionRemoved: { version: isText },
  alias: { name: isText, alias: optional(isAlias) },
};

/**
 * What no type check has found in a change, and the engine, which is told only what was checked, would take: one line for each.
 * @source S220, S135: cron of seven fields
 */
export function changeFaults(change: RegionChange): string[] {
  if (!Object.hasOwn(kinds, change.kind)) return [shown('kind', change.kind)];
  const faults = wrong(change, kinds[change.kind], '');
  return change.kind === 'function' && faults.length === 0 ? planFaults(change.plan) : faults;
}

function planFaults(plan: FunctionPlan): string[] {
  const unknown = Object.keys(plan).filter((name) => !(name in members));
  const faults = [...unknown.map((name) => shown(`plan.${name}`, Reflect.get(plan, name))), ...wrong(plan, members, 'plan.')];
  return faults.length > 0 ? faults : [...cronFaults(plan.timers, 'plan.timers'), ...cronFaults(plan.schedule, 'plan.schedule')];
}

function wrong(given: object, checks: Readonly<Record<string, Check>>, before: string): string[] {
  return Object.entries(checks).flatMap(([name, isGood]) => {
    const value: unknown = Reflect.get(given, name);
    return isGood(value) ? [] : [shown(before + name, value)];
  });
}

function cronFaults(entries: readonly { readonly cron: string }[], path: string): string[] {
  return entries.flatMap((entry, index) => {
    if (!isObject(entry)) return [shown(`${path}[${index}]`, entry)];
    const { cron } = entry;
    const good = isText(cron) && cron.trim().split(/\s+/).length === 7 && cronFault(cron) === undefined;
    return good ? [] : [shown(`${path}[${index}].cron`, cron)];
  });
}

function shown(path: string, value: unknown): string {
  return `${path}: ${inspect(value, { depth: 1, breakLength: Infinity })}`;
}
