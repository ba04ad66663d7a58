import type { Located } from '../config';

/** Something that a check found, with what decides whether it counts. */
export interface Finding extends Located {
  /** Stages at which it occurs, where the service was checked at several and it is not found at all of them. */
  readonly stages: readonly string[] | undefined;
  /** Why it does not count; undefined when it does. */
  readonly suppressed: Suppression | undefined;
  /**
   * The same for the same fault in the same place of the configuration, wherever its line has moved to: 32 hexadecimal digits.
   * Of the service's folder, code, file, path and how many times the same occurred before.
   */
  readonly fingerprint: string;
}

/** What keeps a finding from counting. */
export type Suppression = { readonly by: 'comment'; readonly reason: string } | { readonly by: 'baseline' };
