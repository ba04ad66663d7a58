/** An error of the cloud API: answered with HTTP 200 and `Response.Error`. @source scf-api.md §1, §3 */
export class ApiError extends Error {
  constructor(
    /** Such as `ResourceNotFound.Function`; one that the API lists for the action, or a common one. */
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}
