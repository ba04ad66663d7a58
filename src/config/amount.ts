import type { TencentFunction } from './generated/types';

/** An amount of quota that a user wrote in one of its forms. */
export interface Amount {
  /** MB of configured memory. @source S3 */
  readonly mb: number;
  /** Whether it is a plain number: then nobody said that it is MB, and a small one looks like a count. */
  readonly plain: boolean;
  /** Where in the option it stands: `[]`, `['quotaMB']` or `['instances']`. */
  readonly inside: readonly string[];
}

type Written = NonNullable<TencentFunction['reservedConcurrency'] | TencentFunction['provisionedConcurrency']>;

/**
 * Reads `reservedConcurrency` or `provisionedConcurrency`.
 *
 * @param memoryMB  memory of the function, MB; makes instances MB
 * @returns the amount, or undefined when it is given twice or not at all
 * @source S25 and design: a number is MB, the object forms name their unit
 */
export function amountOf(written: Written, memoryMB: number): Amount | undefined {
  if (typeof written === 'number') return { mb: written, plain: true, inside: [] };
  const { quotaMB, instances } = written;
  if (quotaMB !== undefined && instances === undefined) return { mb: quotaMB, plain: false, inside: ['quotaMB'] };
  if (instances !== undefined && quotaMB === undefined) return { mb: instances * memoryMB, plain: false, inside: ['instances'] };
  return undefined;
}
