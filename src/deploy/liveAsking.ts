import { CloudError, type CloudClient, type CloudTime } from '../cloud';
import type { CloudAnswer } from '../cloud/client';
import type { FunctionJournal } from './journal';
import type { FunctionFacts, ListedFacts } from './planning/facts';

/** Who asks for which function, and what is known of it beforehand. */
export interface Asking {
  readonly client: CloudClient;
  readonly namespace: string;
  readonly name: string;
  readonly row: ListedFacts;
  readonly journal: FunctionJournal | undefined;
  readonly contentHashOf: ((url: string, signal: AbortSignal | undefined) => Promise<string | undefined>) | undefined;
  readonly time: CloudTime;
  readonly signal: AbortSignal | undefined;
}

/** Asks about the function. */
export async function ask({ client, namespace, name, signal }: Asking, action: string, params: object = {}): Promise<CloudAnswer> {
  return client.call(action, { FunctionName: name, Namespace: namespace, ...params }, { signal });
}

/**
 * Undefined when a function whose last change failed is not asked about. It has to be read all the same: only another change helps it,
 * and that brings its code and its configuration again.
 * @source S145; scf-api.md GetFunctionEventInvokeConfig, GetFunctionAddress
 */
export async function unlessInactive<T>({ status }: Pick<FunctionFacts, 'status'>, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isInactive(error) && /Failed$/.test(status)) return undefined;
    throw error;
  }
}

/** Whether something is not told of a function because it is not active. */
export function isInactive(error: unknown): boolean {
  return error instanceof CloudError && /^FailedOperation\.Function(Version)?Status(Error|NotActive)$/.test(error.code);
}

/** Undefined when the function has been deleted since it was listed. */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof CloudError && /^ResourceNotFound\.(Function(Name)?|Namespace)$/.test(error.code)) return undefined;
    throw error;
  }
}
