/** What a region, or the cloud, has answered instead of what was asked for. Match on `code`; the message is in the language that was asked for. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    /** Such as `ResourceNotFound.Function`. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
