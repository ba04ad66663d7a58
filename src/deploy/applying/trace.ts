import type { CodeRef } from '../plan';
import type { Tools } from './hands';

/** By what the next deploy knows that a function is still as this one has left it. */
export interface Trace {
  readonly modTime: string | undefined;
  readonly codeSha256: string | undefined;
}

/**
 * Looks a function up that is done; what cannot be read is not known, and the next deploy looks closer.
 * @param code  new code that it was given; undefined: none
 * @source scf-api.md GetFunction, GetFunctionAddress
 */
export async function traceOf(name: string, code: CodeRef | undefined, { client, namespace, signal }: Tools): Promise<Trace> {
  const text = async (action: string, member: string): Promise<string | undefined> => {
    try {
      const { [member]: value } = await client.call(action, { FunctionName: name, Namespace: namespace }, { signal });
      return typeof value === 'string' && value !== '' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  // Images have no archive.
  const codeSha256 = code?.kind === 'package' ? await text('GetFunctionAddress', 'CodeSha256') : undefined;
  return { modTime: await text('GetFunction', 'ModTime'), codeSha256 };
}
