/** Who serves a service. */
interface Holder {
  readonly pid: number;
  /** Undefined while it starts. */
  readonly origin: string | undefined;
  readonly startedAt: string;
}

/** Why a service cannot be served; each kind has its text. */
export type OfflineFaultDetail =
  /** Somebody serves it already. */
  | { readonly kind: 'held'; readonly by: Holder }
  /** Nothing can be written where everything of ours is kept; `full`: for want of room. */
  | { readonly kind: 'noFolder'; readonly folder: string; readonly why: string; readonly full: boolean }
  | { readonly kind: 'portTaken'; readonly port: number; readonly host: string }
  | { readonly kind: 'noListen'; readonly port: number; readonly host: string; readonly why: string }
  /** There is no region to join. */
  | { readonly kind: 'regionOfNone'; readonly dir: string }
  | { readonly kind: 'regionOfSelf' }
  | { readonly kind: 'joinRefused'; readonly why: string };

/** A service cannot be served; the user is told in one line. */
export class OfflineFault extends Error {
  override readonly name = 'OfflineFault';

  constructor(
    readonly detail: OfflineFaultDetail,
    options?: ErrorOptions,
  ) {
    super(detail.kind, options);
  }
}

/** The region that was joined does not answer any more, or no longer knows us. */
export class RegionGone extends Error {
  override readonly name = 'RegionGone';
}
