import type { FunctionPlan, RequestId } from '../scf';
import type { Params } from './params';

/**
 * One action of the API: takes the parameters, gives the members of `Response` in an object of its own, to which `RequestId` is added.
 * @throws ApiError
 */
export type Action = (params: Params, call: ActionCall) => Promise<object> | object;

/** What is known of a request besides its parameters. */
export interface ActionCall {
  /** Of this request; an action that starts an asynchronous invocation may make it the invocation's. */
  readonly requestId: RequestId;
  /** Set by an action whose answer is to carry another RequestId than `requestId`. */
  answerId?: RequestId | undefined;
  /** Such as `http://127.0.0.1:36000`, for addresses in answers. */
  readonly origin: string;
}

/** Finds functions by the names that the API knows them by. */
export interface Directory {
  /**
   * A function by its name in the cloud or, for convenience, by its key in `serverless.yml`.
   * @throws ApiError `ResourceNotFound.Namespace`, `ResourceNotFound.Function`, `InvalidParameterValue.FunctionName`
   */
  find(namespace: string, name: string): KnownFunction;
  /** By its key in the region. */
  get(key: string): KnownFunction | undefined;
  all(): Iterable<KnownFunction>;
}

export interface KnownFunction {
  /** In the region. */
  readonly key: string;
  readonly name: string;
  readonly namespace: string;
  /** What `$LATEST` is now. */
  readonly plan: FunctionPlan;
  /** When it was created through the API, ms since the Unix epoch; undefined: it comes from a service, whose functions are the same in every process. */
  readonly createdMs: number | undefined;
  /** Such as `Active`. @source S145 */
  readonly status: string;
  /** Whether a version or alias of this name exists; `$LATEST` and `$DEFAULT` do. */
  has(qualifier: string): boolean;
}
