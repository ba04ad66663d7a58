import type { WrittenFunction } from '../config';
import type { FunctionPlan, RegionPlan } from '../scf';
import { configurationOf } from './fields';
import type { DesiredFunction, DesiredService, Provisioned } from './state';
import { triggersOf } from './triggers';

/**
 * A service without faults as it is to be in the cloud.
 * @param written  functions' options as they are written, by their keys; `CheckResult.written`
 */
export function desiredService(plan: RegionPlan, written: ReadonlyMap<string, WrittenFunction>): DesiredService {
  const { service, stage, region, namespace, profile } = plan;
  const functions = plan.functions.map((fn) => desiredFunction(fn, written.get(fn.key) ?? {}, region));
  return { service, stage, region, namespace, profile: { quotaModel: profile.quotaModel, floorMB: profile.floorMB }, functions };
}

function desiredFunction(plan: FunctionPlan, values: WrittenFunction, region: string): DesiredFunction {
  const { key, name, memoryMB, retryNum, msgTtlMs, deadLetter, reservedMB } = plan;
  const configuration = configurationOf(values, plan);
  return {
    key,
    name,
    configuration,
    code: configuration['ImageConfig'] === undefined ? 'package' : 'image',
    memoryMB,
    eventInvoke: { retryNum, msgTtlSec: msgTtlMs / 1000 },
    deadLetter,
    reservedMB,
    provisioned: provisionedOf(plan),
    triggers: triggersOf(values.events ?? [], region),
  };
}

/** A schedule may begin with no instances, and still needs a version that it can give some to. @source S21, S135, S136 */
function provisionedOf({ provisionedInstances: instances, schedule, tracking }: FunctionPlan): Provisioned | undefined {
  return instances > 0 || schedule.length > 0 || tracking ? { instances, schedule, tracking } : undefined;
}
