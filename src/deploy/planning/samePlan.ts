import type { DeployPlan, FunctionChange } from '../plan';
import { hashOfJson } from '../fields';
import type { Json } from '../state';
import { worldMoved } from './faults';

/** Whether two plans were made for the same service from the same region. */
export function samePlan(a: DeployPlan, b: DeployPlan): boolean {
  return a.fingerprint === b.fingerprint;
}

/**
 * What has changed between two plans: functions, with the fields of each.
 * @param saved  as it was written down
 * @param fresh  as it would be made now
 */
export function planDifference(saved: DeployPlan, fresh: DeployPlan): string[] {
  if (samePlan(saved, fresh)) return [];
  const head = (['service', 'stage', 'region', 'namespace', 'host'] as const).filter((member) => saved[member] !== fresh[member]);
  const names = [...new Set([...saved.functions, ...fresh.functions].map(({ name }) => name))];
  const differences = [
    ...head.map((member) => `${member}: ${saved[member]} → ${fresh[member]}`),
    ...names.flatMap((name) => differenceOf(name, saved, fresh)),
  ];
  return differences.length > 0 ? differences : ['functions'];
}

/** @throws DeployFault `worldMoved` */
export function assertSamePlan(saved: DeployPlan, fresh: DeployPlan): void {
  if (!samePlan(saved, fresh)) throw worldMoved(planDifference(saved, fresh));
}

function differenceOf(name: string, saved: DeployPlan, fresh: DeployPlan): string[] {
  const [before, after] = [saved, fresh].map(({ functions }) => functions.find((one) => one.name === name));
  const kinds = [before?.kind ?? '—', after?.kind ?? '—'];
  const options = [...new Set([...fieldsOf(before).keys(), ...fieldsOf(after).keys()])];
  const changed = options.filter((option) => fieldsOf(before).get(option) !== fieldsOf(after).get(option));
  const kind = kinds[0] === kinds[1] ? [] : [kinds.join(' → ')];
  // The same fields may still be brought about by other steps.
  const steps = changed.length === 0 && kind.length === 0 && stepsOf(saved, name) !== stepsOf(fresh, name) ? ['steps'] : [];
  const all = [...kind, ...changed, ...steps];
  return all.length > 0 ? [`${name}: ${all.join(', ')}`] : [];
}

/** By option, what it was and is to be. */
function fieldsOf(change: FunctionChange | undefined): Map<string, string> {
  return new Map((change?.fields ?? []).map(({ part, option, before, after }) => [option, hashOf({ part, before, after })]));
}

function stepsOf({ steps }: DeployPlan, name: string): string {
  return hashOf(steps.filter((step) => step.function === name).map(({ id, work }) => ({ id, work })));
}

function hashOf(value: object): string {
  return hashOfJson(JSON.parse(JSON.stringify(value)) as Json);
}
