import type { RequestView } from '../history/view';

/**
 * A region whose events can be asked for. The actions of the API are the same here and in the cloud; a local region has besides
 * what the cloud's API does not: all that is known of an invocation, and its log while it is written.
 */
export interface EventRegion {
  /**
   * The only functions that are meant, by their names in the cloud: those of one service among all of an account; undefined: all
   * that the region has.
   */
  readonly only?: { readonly namespace: string; readonly names: ReadonlySet<string> } | undefined;
  /**
   * Runs one action of API 3.0.
   * @returns the members of `Response`
   * @throws ApiRefusal when the region refuses it, RegionFailure when it does not answer
   */
  call(action: string, params: object): Promise<ApiAnswer>;
  /** What the region may call a function that has this key in `serverless.yml`. */
  keysOf(key: string): Promise<readonly string[]>;
  /** What is known of one invocation; undefined: nothing (any more). */
  view(requestId: string): Promise<RequestView | undefined>;
  /**
   * The log of one invocation from line number `from` on; a stream that ends without an end has broken.
   * @param follow  wait for what comes until the invocation ends, not only tell what is there
   * @param signal  ends it
   * @throws RegionFailure
   */
  log(requestId: string, from: number, follow: boolean, signal: AbortSignal): AsyncIterable<LogPiece>;
}

/** Every member may be missing: the region may be another version than we are. */
export type ApiAnswer = Readonly<Record<string, unknown>>;

/** That the region has the log, though it may have no line yet; a line of it without its end; or that no more is to come. */
export type LogPiece = { readonly kind: 'begun' } | { readonly kind: 'line'; readonly n: number; readonly text: string } | LogEnd;

export interface LogEnd {
  readonly kind: 'end';
  readonly state: RequestView['state'];
  readonly status: number | undefined;
}
