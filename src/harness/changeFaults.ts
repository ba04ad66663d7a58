import { cronFault } from '../config/cron';
import type { RegionChange } from '../region';
import type { FunctionPlan } from '../scf';
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

/**
 * What no type check has found in a change, and the engine, which is told only what was checked, would take: one line for each.
 * @source S220, S135: cron of seven fields
 */
export function changeFaults(change: RegionChange): string[] {
  if (!isObject(change)) return [shown('change', change)];
  if (!Object.hasOwn(kinds, change.kind)) return [shown('kind', change.kind)];
  const faults = faultsOf(change, kinds[change.kind]);
  return change.kind === 'function' && faults.length === 0 ? planFaults(change.plan) : faults;
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
