import type { Said } from '../messages/text';

/** An error of the cloud API: answered with HTTP 200 and `Response.Error`. @source scf-api.md §1, §3 */
export class ApiError extends Error {
  constructor(
    /** Such as `ResourceNotFound.Function`; one that the API lists for the action, or a common one. */
    readonly code: string,
    /** In every language; the message of the error itself is the English one. */
    readonly said: Said,
  ) {
    super(said.en);
    this.name = 'ApiError';
  }
}
