import type { Lang } from '../messages';

/** A deploy cannot begin or go on, for a reason that the user can do something about. Match on `code`. */
export class DeployFault extends Error {
  override readonly name = 'DeployFault';

  constructor(
    /** Such as `codeTooLarge`. */
    readonly code: string,
    /** What failed, the rule with its numbers, and the smallest fix. */
    readonly say: (lang: Lang) => string,
    options?: ErrorOptions,
  ) {
    super(say('en'), options);
  }
}
