import type { WrittenFunction } from '../../config';
import type { FunctionPlan } from '../../scf';
import type { FieldChange, StepParams } from '../plan';
import type { Configuration, Json } from '../state';
import { isAnswer } from './answer';
import { hashOfJson } from './canonical';
import type { Field } from './field';
import { fields } from './table';

export { hashOfJson } from './canonical';
export type { Field } from './field';

/** Every member of a configuration, in the order in which they are told. */
export function fieldsOf(): readonly Field[] {
  return fields;
}

/** The field that an option belongs to: `environment.LEVEL`, `publicAccess`. */
export function fieldOfOption(option: string): Field | undefined {
  return fields.find(({ options }) => options.some((own) => option === own || option.startsWith(`${own}.`)));
}

/** A function's configuration as the service wants it. */
export function configurationOf(values: WrittenFunction, plan: FunctionPlan): Configuration {
  return collected((field) => field.wanted({ values, plan }));
}

/** A function's configuration as an answer of GetFunction tells it. What is missing, empty or of another type is as it would be in a new function. */
export function configurationFrom(answer: unknown): Configuration {
  const told = isAnswer(answer) ? answer : {};
  return collected((field) => field.told(told));
}

function collected(valueOf: (field: Field) => Json | undefined): Configuration {
  return Object.fromEntries(fields.flatMap((field) => entry(field.member, valueOf(field))));
}

function entry<T>(name: string, value: T | undefined): [string, T][] {
  return value === undefined ? [] : [[name, value]];
}

/** What is not as it is to be, in those members that the service decides. */
export function differencesOf(desired: Configuration, live: Configuration): FieldChange[] {
  return fields.flatMap((field) => {
    const after = desired[field.member];
    if (after === undefined) return [];
    const changes = field.differences(live[field.member], after);
    const part = field.change === 'code' ? 'code' : 'configuration';
    return changes.map((change): FieldChange => ({ part, ...change, immutable: field.change === 'create' }));
  });
}

/** What is not as it is to be, and no call to SCF could change. */
export function differencesElsewhere(desired: Configuration, live: Configuration): FieldChange[] {
  return differencesOf(desired, live).filter(({ option }) => fieldOfOption(option)?.change === 'elsewhere');
}

/** The members in which a configuration is not as it is to be: what `updateParams` takes. */
export function changedMembers(desired: Configuration, live: Configuration): string[] {
  return fields.flatMap((field) => {
    const { member } = field;
    const after = desired[member];
    return after !== undefined && field.differences(live[member], after).length > 0 ? [member] : [];
  });
}

/** Parameters of CreateFunction, but for FunctionName, Namespace and Code. */
export function createParams(configuration: Configuration): StepParams {
  return paramsOf(configuration, (field, value) => field.created(value));
}

/** `ImageConfig` as `Code` of CreateFunction and UpdateFunctionCode takes it; undefined for an archive. */
export function imageOf(configuration: Configuration): Json | undefined {
  return paramsOf(configuration, (field, value) => (field.member === 'ImageConfig' ? field.updated(value) : undefined))['ImageConfig'];
}

/** What UpdateFunctionCode takes beside FunctionName, Namespace and Code; it is said with each new code. */
export function codeParams(configuration: Configuration): StepParams {
  const archive = imageOf(configuration) === undefined;
  return paramsOf(configuration, (field, value) => {
    const said = field.change === 'code' && field.member !== 'ImageConfig' && archive;
    return said ? field.updated(value) : undefined;
  });
}

/**
 * Parameters of the calls that bring changed members to what is desired; without a call when none is needed. What is fixed at creation has
 * none: only a new function can have it.
 * @param changed  members, as `changedMembers` gives them
 * @returns `code` is all that UpdateFunctionCode takes beside the code, which it cannot do without
 */
export function updateParams(
  changed: readonly string[],
  desired: Configuration,
): { readonly configuration?: StepParams; readonly code?: StepParams } {
  const byCall = ({ together, change }: Field): boolean => change === 'configuration' && together.some((member) => changed.includes(member));
  const configuration = paramsOf(desired, (field, value) => (byCall(field) ? field.updated(value) : undefined));
  const code = fields.some(({ member, change }) => changed.includes(member) && change === 'code');
  return { ...(Object.keys(configuration).length > 0 && { configuration }), ...(code && { code: codeParams(desired) }) };
}

function paramsOf(configuration: Configuration, paramOf: (field: Field, value: Json) => Json | undefined): StepParams {
  const params = fields.flatMap((field) => {
    const value = configuration[field.member];
    return value === undefined ? [] : entry(field.member, paramOf(field, value));
  });
  return Object.fromEntries(params);
}

/** SHA-256, hex, of a configuration, whatever the order of its members. */
export function configurationHash(configuration: Configuration): string {
  return hashOfJson(configuration);
}
