import type { WrittenFunction } from '../../config';
import type { FunctionPlan } from '../../scf';
import type { Json } from '../state';
import type { Answer } from './answer';
import { differencesAt, type Difference } from './differences';

/** What a service says of one function. */
export interface Wish {
  /** As written, the provider's defaults under it. */
  readonly values: WrittenFunction;
  /** The same in the platform's terms, every default filled in. */
  readonly plan: FunctionPlan;
}

/**
 * Which call can change a field: `configuration` UpdateFunctionConfiguration, `code` UpdateFunctionCode; `create` none, since it is
 * fixed when the function is created; `elsewhere` one of another API, as the console does.
 */
export type ChangedBy = 'configuration' | 'code' | 'create' | 'elsewhere';

/**
 * One member of a function's configuration. Its value has the normal form of `Configuration`: the member is named as the API names it,
 * and what is inside is spelt as in `serverless.yml`, so that a difference can be told in the user's words; `null` is none.
 */
export interface Field<T extends Json = Json> {
  /** As CreateFunction and GetFunction call it. */
  readonly member: string;
  /** The options of `serverless.yml` that decide it, with their paths. */
  readonly options: readonly string[];
  readonly change: ChangedBy;
  /** Members that mean something only beside each other: one that changes is sent with all of them. */
  readonly together: readonly string[];
  /** Of what is fixed: the rule that says so. */
  readonly fixed: 'S76' | 'S81' | 'S206' | 'runtime' | undefined;
  /** What the service wants; undefined: it has no wish, and what is there stays. */
  wanted(wish: Wish): T | undefined;
  /** What GetFunction tells; undefined: there is nothing that a service could decide. */
  told(answer: Answer): T | undefined;
  /** For CreateFunction; undefined: nothing has to be said. */
  created(value: T): Json | undefined;
  /** For the call that changes it; none of it is said in such a way that the platform takes it away. */
  updated(value: T): Json;
  differences(before: T | undefined, after: T): Difference[];
}

interface Spec<T extends Json> {
  readonly member: string;
  readonly options: readonly string[];
  readonly change?: ChangedBy;
  readonly together?: readonly string[];
  readonly fixed?: Field['fixed'];
  wanted(wish: Wish): T | undefined;
  told(answer: Answer): T | undefined;
  written(value: T): Json;
  /** Whether a new function has it so without being told. */
  isNone?(value: T): boolean;
  /** All below the one option, unless said. */
  differences?(before: T | undefined, after: T): Difference[];
}

/** A field from what is particular to it. */
export function field<T extends Json>(spec: Spec<T>): Field<T> {
  const { member, options, change = 'configuration', together = [member], fixed } = spec;
  const [option = ''] = options.length === 1 ? options : [];
  return {
    member,
    options,
    change,
    together,
    fixed,
    wanted: (wish) => spec.wanted(wish),
    told: (answer) => spec.told(answer),
    created: (value) => (spec.isNone?.(value) === true ? undefined : spec.written(value)),
    updated: (value) => spec.written(value),
    differences: (before, after) => (spec.differences ? spec.differences(before, after) : differencesAt(option, before, after)),
  };
}

/** Whether the code is an image. @source S205 */
export function isImage({ plan }: Pick<Wish, 'plan'>): boolean {
  return plan.runtime === imageRuntime;
}

/** What GetFunction tells as the runtime of images. @source scf-api.md CreateFunction */
export const imageRuntime = 'CustomImage';
