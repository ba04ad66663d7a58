import type { Located, Severity } from '../config';

/** How many diagnostics there are of each severity. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function countsOf(located: readonly Located[]): Counts {
  const count = (severity: Severity): number => located.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  return { errors: count('error'), warnings: count('warning'), infos: count('info') };
}
