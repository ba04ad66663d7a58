import { said } from '../../messages/api';
import { DEFAULT_ALIAS, LATEST } from '../../scf';
import { ApiError } from '../error';
import type { Params } from '../params';
import type { Control } from './control';
import { functionNameOf, namespaceOf, printable } from './names';
import { statusOf, type FunctionRecord } from './record';

/** The function that a request is about. */
export function functionIn(control: Control, params: Params): FunctionRecord {
  return control.registry.find(namespaceOf(params), functionNameOf(params));
}

/** @throws ApiError with `code` unless the function is active. @source S145 */
export function assertActive(record: FunctionRecord, code: string): void {
  const status = statusOf(record);
  if (status !== 'Active') throw new ApiError(code, said('functions.status', { name: record.name, status }));
}

/** @throws ApiError `ResourceNotFound.Namespace`, `ResourceInUse.Function`, `LimitExceeded.Function` */
export function assertFree(control: Control, namespace: string, name: string, inUse = 'ResourceInUse.Function'): void {
  control.registry.namespace(namespace);
  if (control.registry.named(namespace, name)) throw new ApiError(inUse, said('functions.exists', { name, namespace }));
  const { functionsPerNamespace: max } = control.limits;
  const count = control.registry.in(namespace).length;
  if (count >= max) throw new ApiError('LimitExceeded.Function', said('functions.max', { namespace, count, max }));
}

/** @throws ApiError `FailedOperation.ProvisionedInProgress` */
export function assertProvisioned(control: Control, record: FunctionRecord, version: string): void {
  const level = control.region.provisioning(record.key, version);
  if (level?.status !== 'InProgress') return;
  const { available, allocated } = level;
  throw new ApiError('FailedOperation.ProvisionedInProgress', said('provisioned.inProgress', { version, name: record.name, available, allocated }));
}

/** What may be called: `$LATEST`, a version, an alias. @source S140, S141 */
export function hasQualifier({ versions, aliases }: FunctionRecord, qualifier: string): boolean {
  return qualifier === LATEST || qualifier === DEFAULT_ALIAS || versions.has(qualifier) || aliases.has(qualifier);
}

/**
 * The version that a qualifier means; of an alias its main version.
 * @throws ApiError with `code`
 */
export function versionFor(record: FunctionRecord, qualifier: string, code = 'ResourceNotFound.Version'): string {
  if (qualifier === LATEST || record.versions.has(qualifier)) return qualifier;
  const alias = record.aliases.get(qualifier);
  if (alias) return alias.version;
  const known = [LATEST, ...record.versions.keys(), ...record.aliases.keys()].slice(0, 20);
  throw new ApiError(code, said('functions.qualifier', { name: record.name, qualifier: printable(qualifier), known }));
}

interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** @source scf-api.md: 0 and 20 unless said */
export function pageOf(params: Params, codes: { readonly offset?: string; readonly limit?: string } = {}): Page {
  const offset = params.int('Offset', { min: 0, ...(codes.offset === undefined ? {} : { code: codes.offset }) }) ?? 0;
  const limit = params.int('Limit', { min: 0, ...(codes.limit === undefined ? {} : { code: codes.limit }) }) ?? 20;
  return { offset, limit };
}

export function paged<T>(items: readonly T[], { offset, limit }: Page): T[] {
  return items.slice(offset, offset + limit);
}

/** Sorted by a key; what is equal stays in its order, also downwards. */
export function sorted<T>(items: readonly T[], key: (item: T) => string | number, order: 'ASC' | 'DESC'): T[] {
  const sign = order === 'ASC' ? 1 : -1;
  return [...items].sort((a, b) => {
    const [first, second] = [key(a), key(b)];
    return first === second ? 0 : first < second ? -sign : sign;
  });
}

/** Either case is taken: the documents' own examples are not of one mind. */
export function orderOf(params: Params, fallback: 'ASC' | 'DESC'): 'ASC' | 'DESC' {
  const code = 'InvalidParameterValue.Order';
  const order = params.choice('Order', ['ASC', 'DESC', 'asc', 'desc'], code);
  if (order === undefined) return fallback;
  return order === 'ASC' || order === 'asc' ? 'ASC' : 'DESC';
}
