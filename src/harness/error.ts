/** A mistake in a test, or a region that cannot do what the test asks for. Match on `code`: it is stable, the message is not. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';

  constructor(
    readonly code: HarnessErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * `CONFIG` the configuration has faults, or what a check is given means nothing, `DURATION` a time cannot be read, `CLOSED` the region is closed,
 * `STUCK` a handler waits for something that does not come, `BUSY` something still runs when the time is up, `NOTHING` nothing is left that could
 * happen, or was put to the test, `UNKNOWN` no such request, function, state or limit, `FAULTY` chaos has found a fault, `REFUSED` the platform
 * would not make a change, `UNSUPPORTED` a handler cannot be run in a test, `SUBJECT` a check was given what cannot be checked, such as a promise.
 */
export type HarnessErrorCode =
  'CONFIG' | 'DURATION' | 'CLOSED' | 'STUCK' | 'BUSY' | 'NOTHING' | 'UNKNOWN' | 'FAULTY' | 'REFUSED' | 'UNSUPPORTED' | 'SUBJECT';
