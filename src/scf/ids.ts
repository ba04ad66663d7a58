/** Names of things the platform hands out. Brands keep one kind of string from standing in for another. */

/** Identifies one invocation, over all its attempts; the platform prints it as a UUID. */
export type RequestId = string & { readonly brand: 'RequestId' };

/** Numbers the invocations of one run: 0, 1, 2 … in order of arrival; the `row` of its record. */
export type InvocationId = number & { readonly brand: 'InvocationId' };

/** Numbers the instances of one run: 1, 2, 3 … in the order in which they were started. */
export type InstanceId = number & { readonly brand: 'InstanceId' };

/** `sync` waits for the result (`RequestResponse`), `async` gets a RequestId and goes (`Event`). @source S44, S53 */
export type InvocationType = 'sync' | 'async';

/** The editable version of a function; published ones are `1`, `2` … @source S140 */
export const LATEST = '$LATEST';

/** The alias that every function has. @source S141 */
export const DEFAULT_ALIAS = '$DEFAULT';
