import type { CloudClient } from '../cloud';
import { textIn } from './fields/answer';
import type { FunctionJournal } from './journal';
import type { PackageFacts } from './state';

/** What is needed to tell which code a function has. */
interface CodeAsking {
  readonly client: CloudClient;
  readonly namespace: string;
  readonly name: string;
  readonly journal: FunctionJournal | undefined;
  readonly contentHashOf: ((url: string, signal: AbortSignal | undefined) => Promise<string | undefined>) | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * The hash of the contents of a function's code, as cheaply as it can be known: from the journal while nothing has touched the function,
 * then by the hash of its archive, and at last by downloading it.
 * @param modTime  when the function was last changed, as GetFunction tells
 * @returns undefined when it cannot be known
 * @source scf-api.md GetFunctionAddress
 */
export async function liveContentHash(asking: CodeAsking, modTime: string, packed: PackageFacts | undefined): Promise<string | undefined> {
  const { client, namespace, name, journal, contentHashOf, signal } = asking;
  if (journal?.contentHash !== undefined && modTime !== '' && journal.modTime === modTime) return journal.contentHash;
  const answer = await client.call('GetFunctionAddress', { FunctionName: name, Namespace: namespace }, { signal });
  const sha256 = textIn(answer, 'CodeSha256').toLowerCase();
  if (sha256 !== '' && sha256 === journal?.codeSha256) return journal.contentHash;
  if (sha256 !== '' && sha256 === packed?.zipSha256) return packed.contentHash;
  const url = textIn(answer, 'Url');
  return url === '' ? undefined : contentHashOf?.(url, signal);
}
