import type { FunctionPlan } from '../../scf';
import type { Control } from './control';
import type { Step } from './loading';
import type { FunctionRecord } from './record';

/** A function that is there, and is to be called otherwise. */
interface Renamed {
  readonly record: FunctionRecord;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Functions that take names from each other at one reading, in a ring or a row, are all renamed before anything else of them is changed: one
 * after the other, the first would find its name in use. By its key each keeps what waits for it and what runs. @source S116
 * @param wanted  functions that are there and are to stay, as `serverless.yml` has them now
 */
export function exchangeSteps(control: Control, wanted: readonly { readonly record: FunctionRecord; readonly plan: FunctionPlan }[]): Step[] {
  const renamed = wanted
    .map(({ record, plan }): Renamed => ({ record, namespace: plan.namespace ?? control.plan.namespace, name: plan.name }))
    .filter(({ record, namespace, name }) => record.namespace !== namespace || record.name !== name);
  const movable = thatCan(control, renamed);
  if (!movable.some((one) => holderOf(control, one) !== undefined)) return [];
  return movable.map(({ record, namespace, name }) => {
    const act = (): void => {
      const { plan } = record.latest;
      const named = { ...plan, name, ...(namespace === control.plan.namespace ? {} : { namespace }) };
      control.change({ kind: 'function', plan: named });
      record.latest = { ...record.latest, plan: named };
      control.registry.host(namespace, control.nowMs());
      control.registry.rename(record, namespace, name);
    };
    return { phase: 'rename', function: record.key, in: 'changed', act };
  });
}

/** Those whose name is free once all of them have theirs. The others are refused when they are changed. */
function thatCan(control: Control, renamed: readonly Renamed[]): readonly Renamed[] {
  const can = renamed.filter((one) => {
    const holder = holderOf(control, one);
    return holder === undefined || renamed.some(({ record }) => record === holder);
  });
  return can.length === renamed.length ? can : thatCan(control, can);
}

function holderOf({ registry }: Control, { namespace, name }: Renamed): FunctionRecord | undefined {
  return registry.named(namespace, name);
}
