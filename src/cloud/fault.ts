import type { CloudFaultDetail, CloudFaultKind } from '../messages';

/** What a request was about, as far as it is known. */
export interface Concerned {
  readonly function?: string | undefined;
  readonly region?: string | undefined;
}

/** The service has refused a request. Match on `code`, which is its own; `message` is in the language that was asked for. */
export class CloudError extends Error {
  override readonly name = 'CloudError';

  constructor(
    /** Such as `AuthFailure.SecretIdNotFound`. @source scf-api.md §3, §7 */
    readonly code: string,
    message: string,
    readonly action: string,
    /** What Tencent Cloud's support asks for; undefined when the answer had none. */
    readonly requestId: string | undefined,
    /** Named in the advice about it. */
    readonly about: Concerned = {},
  ) {
    super(message);
  }
}

/** The service cannot be asked: nobody to sign as, no way to it, or no answer that makes sense. Match on `code`. */
export class CloudFault extends Error {
  override readonly name = 'CloudFault';

  constructor(
    readonly detail: CloudFaultDetail,
    options?: ErrorOptions,
  ) {
    super(detail.kind, options);
  }

  get code(): CloudFaultKind {
    return this.detail.kind;
  }
}
