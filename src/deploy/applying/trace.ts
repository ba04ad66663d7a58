import type { FunctionJournal } from '../journal';
import type { CodeRef } from '../plan';
import type { Tools } from './hands';

/** By what the next deploy knows that a function is still as this one has left it. */
export type Trace = Omit<FunctionJournal, 'key'>;

/**
 * Looks a function up that is done; what cannot be read is not known, and the next deploy looks closer.
 * @param code    new code that it was given; undefined: none
 * @param before  what was known of it; code that somebody else has put there meanwhile is not taken for that
 * @source scf-api.md GetFunction, GetFunctionAddress
 */
export async function traceOf(name: string, code: CodeRef | undefined, before: Trace | undefined, tools: Tools): Promise<Trace> {
  const { client, namespace, signal } = tools;
  const text = async (action: string, member: string): Promise<string | undefined> => {
    try {
      const { [member]: value } = await client.call(action, { FunctionName: name, Namespace: namespace }, { signal });
      return typeof value === 'string' && value !== '' ? value : undefined;
    } catch {
      return undefined;
    }
  };
  // Images have no archive.
  const asks = code ? code.kind === 'package' : before?.codeSha256 !== undefined;
  const codeSha256 = asks ? await text('GetFunctionAddress', 'CodeSha256') : undefined;
  const modTime = await text('GetFunction', 'ModTime');
  if (code) return { modTime, codeSha256, contentHash: code.kind === 'package' ? code.contentHash : undefined };
  const stayed = codeSha256 !== undefined && codeSha256 === before?.codeSha256;
  return stayed ? { modTime, codeSha256, contentHash: before.contentHash } : { modTime, codeSha256: undefined, contentHash: undefined };
}
