import type { DeployPlan, FieldChange, Step, StepParams, StepWork } from '../deploy/plan';
import type { Json } from '../deploy/state';
import { isHidden } from './deployField';

/** What stands for a value that may be a secret. */
const hidden = '(hidden)';

/**
 * A plan as it is printed or kept in a file: all of it, but for the values of `environment`, which often are secrets and would stay in
 * logs and artifacts of a CI. Nothing is lost by that: who carries out a plan makes it anew and compares fingerprints.
 */
export function withoutSecrets(plan: DeployPlan): DeployPlan {
  return {
    ...plan,
    functions: plan.functions.map((change) => ({ ...change, fields: change.fields.map(fieldWithout) })),
    steps: plan.steps.map((step): Step => ({ ...step, work: workWithout(step.work) })),
  };
}

function fieldWithout(change: FieldChange): FieldChange {
  return isHidden(change) ? { ...change, before: valueWithout(change.before), after: valueWithout(change.after) } : change;
}

/** Of a map its keys stay: they say what changes. */
function valueWithout(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null) return value;
  if (typeof value === 'object' && !Array.isArray(value)) return Object.fromEntries(Object.keys(value).map((key) => [key, hidden]));
  return hidden;
}

function workWithout(work: StepWork): StepWork {
  return 'params' in work ? { ...work, params: paramsWithout(work.params) } : work;
}

/** @source scf-api.md CreateFunction, UpdateFunctionConfiguration: `Environment.Variables`, each `{ Key, Value }` */
function paramsWithout(params: StepParams): StepParams {
  if (params['Environment'] === undefined) return params;
  return { ...params, Environment: hiddenValues(params['Environment']) };
}

function hiddenValues(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => hiddenValues(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]): [string, Json] => [name, name === 'Value' ? hidden : hiddenValues(each)]));
}
