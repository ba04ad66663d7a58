import { isDeepStrictEqual } from 'node:util';
import type { FunctionPlan, RegionPlan } from '../../scf';
import type { Control } from './control';
import { codeDirOf } from './deploy';
import { Archive, type Documents, type GivenFunction } from './documents';
import { provisioningOf, published } from './published';
import type { Deployment } from './record';
import { redeployed, whole } from './revive';
import { writtenTimer } from './timers';

/**
 * The plan that a region is opened with: without the functions that come back with what the API gave to them, once the control
 * plane restores them.
 * @param store  that of the control plane
 */
export function openingPlan(plan: RegionPlan, store: Documents): RegionPlan {
  const given = new Archive(store).given().filter(({ service }) => service === plan.service);
  return { ...plan, functions: plan.functions.filter((fn) => !given.some((record) => comesBack(record, fn, plan.namespace))) };
}

/**
 * The functions of a service that the API has given something before, as they come back, by their keys. What can never come back
 * is forgotten; what the service only has not now is kept.
 * @param wanted  what the service has now, by keys
 */
export function returning(control: Control, service: string, wanted: ReadonlyMap<string, FunctionPlan>): ReadonlyMap<string, GivenFunction> {
  const { registry, plan: region } = control;
  const back = new Map<string, GivenFunction>();
  for (const record of registry.given()) {
    // One that is here with it may be about to go, and takes it along.
    if (record.service !== service || registry.get(record.key)?.loaded?.kept) continue;
    const plan = wanted.get(record.key);
    if (!plan) continue;
    if (comesBack(record, plan, region.namespace)) back.set(record.key, asNow(control, record, plan));
    else if (isSame(record, plan, region.namespace)) registry.forget(record);
  }
  return back;
}

/** @source S76: asynchronous execution is fixed when a function is created */
function comesBack(record: GivenFunction, plan: FunctionPlan, namespace: string): boolean {
  return isSame(record, plan, namespace) && record.loaded.declared.asyncRun === plan.asyncRun;
}

/** Under another name it is another function, such as that of another stage. */
function isSame({ key, name, namespace }: GivenFunction, plan: FunctionPlan, ofRegion: string): boolean {
  return key === plan.key && name === plan.name && namespace === (plan.namespace ?? ofRegion);
}

/** What the API has set counts until `serverless.yml` says something else. @source S26 */
function asNow(control: Control, record: GivenFunction, plan: FunctionPlan): GivenFunction {
  const here = <T extends Deployment>(deployment: T): T => placed(control, deployment, plan);
  const { declared } = record.loaded;
  const reservedMB = declared.reservedMB === plan.reservedMB ? record.reservedMB : plan.reservedMB;
  return { ...redeployed(record, here), reservedMB, loaded: { ...record.loaded, declared: asWritten(declared, plan) } };
}

/** The folder of a service may have been moved, and is the code of all versions that were published from it. */
function placed<T extends Deployment>(control: Control, deployment: T, { codeDir }: FunctionPlan): T {
  const { codeDir: _was, ...plan } = { ...whole(deployment.plan), schedule: [] };
  if (deployment.code.kind !== 'folder') return { ...deployment, plan: { ...plan, codeDir: codeDirOf(control, deployment.code) } };
  const dir = codeDir ?? control.plan.codeDir;
  return { ...deployment, code: { kind: 'folder', dir }, plan: { ...plan, ...(codeDir !== undefined && { codeDir }) } };
}

/**
 * What `serverless.yml` said then. Where it says the same now that is taken as it is: JSON knows no undefined, and a folder that
 * has been moved is no change.
 */
function asWritten(declared: FunctionPlan, plan: FunctionPlan): FunctionPlan {
  const timers = declared.timers.map((timer) => plan.timers.find((other) => isAlike(writtenTimer(timer), writtenTimer(other))) ?? timer);
  const { codeDir: _was, ...then } = published(declared);
  const { codeDir: _is, ...now } = published(plan);
  return {
    ...plan,
    ...(!isAlike(then, now) && published(whole(declared))),
    ...(!isAlike(provisioningOf(declared), provisioningOf(plan)) && provisioningOf(declared)),
    timers,
  };
}

function isAlike(written: object, other: object): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(written)), JSON.parse(JSON.stringify(other)));
}
