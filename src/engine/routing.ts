import { DEFAULT_ALIAS } from '../scf';
import type { AdditionalVersion, FunctionState, Invocation, RoutingKey, VersionState } from './state';

/**
 * The version that a qualifier means for one invocation.
 *
 * @param qualifier  `$LATEST`, a version number, or an alias
 * @param draw       from 0 up to 1: decides by weight
 * @returns undefined when the function has no such version or alias
 * @source S140–S142
 */
export function resolve(fn: FunctionState, qualifier: string, draw: number, routingKey: RoutingKey | undefined): VersionState | undefined {
  return qualifier === DEFAULT_ALIAS && fn.direct !== undefined ? fn.direct : lookUp(fn, qualifier, draw, routingKey);
}

function lookUp(fn: FunctionState, qualifier: string, draw: number, routingKey: RoutingKey | undefined): VersionState | undefined {
  const alias = fn.aliases.get(qualifier);
  if (!alias) return fn.versions.get(qualifier);
  const { additional } = alias;
  return fn.versions.get(additional && matches(additional, draw, routingKey) ? additional.version : alias.version);
}

/**
 * The version that an event which waited is to run on: what its qualifier means now; once it has run, the version it ran on.
 * @assumes S§19, how retries are spread over an alias's versions: the version is fixed at the first dispatch
 */
export function versionNow({ qualifier, draw, routingKey, version, attempts }: Invocation): VersionState | undefined {
  const fn = version.function;
  return attempts === 0 ? resolve(fn, qualifier, draw, routingKey) : fn.versions.get(version.name);
}

function matches(additional: AdditionalVersion, draw: number, routingKey: RoutingKey | undefined): boolean {
  if ('weight' in additional) return draw < additional.weight;
  const value = routingKey?.[additional.key];
  if (value === undefined) return false;
  if ('exact' in additional) return value === additional.exact;
  const number = /^-?\d+$/.test(value) ? Number(value) : NaN;
  const { from, to, closed } = additional;
  return closed ? from <= number && number <= to : from < number && number < to;
}
