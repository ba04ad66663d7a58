import type { ScfCustom as Scf, TencentFunction as Fn, TencentProvider as Provider } from './generated/types';

/** A text with a variable of the framework in it, such as `${self:custom.memory}`. */
export type Variable = `${string}\${${string}}${string}`;

/** Options where any value may also be a variable: a whole part, an item, or a single number or word. */
export type Open<T> = T extends string
  ? string extends T
    ? T
    : T | Variable
  : T extends number | boolean
    ? T | Variable
    : T extends readonly (infer Item)[]
      ? readonly Open<Item>[] | Variable
      : T extends object
        ? { [K in keyof T]: Open<T[K]> } | Variable
        : T;

/** `provider`, with defaults for all functions. */
export type TencentProvider = Exclude<Open<Provider>, string>;

/** One entry under `functions`. */
export type TencentFunction = Exclude<Open<Fn>, string>;

/** `custom.scf`: the quotas of the account, and knobs of the local platform. */
export type ScfCustom = Exclude<Open<Scf>, string>;

/** Functions by their keys. */
export type TencentFunctions = Readonly<Record<string, TencentFunction | Variable>>;

/** A service for Tencent Cloud SCF, as `serverless.ts` exports it. */
export interface TencentService {
  readonly service: string;
  readonly frameworkVersion?: string;
  readonly configValidationMode?: 'error' | 'warn' | 'off';
  readonly useDotenv?: true;
  readonly plugins?: readonly string[] | { readonly localPath?: string; readonly modules: readonly string[] } | Variable;
  /** Parameters by stage, for `${param:…}`. */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | Variable;
  readonly provider: TencentProvider | 'tencent' | Variable;
  /** By their keys, or a list of such maps. */
  readonly functions?: TencentFunctions | readonly (TencentFunctions | Variable)[] | Variable;
  readonly custom?: { readonly scf?: ScfCustom | Variable; readonly [name: string]: unknown };
  readonly package?: Readonly<Record<string, unknown>> | Variable;
  /** What other plugins and providers read. */
  readonly [name: string]: unknown;
}
