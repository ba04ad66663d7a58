import type { FunctionJournal, TargetJournal } from '../../deploy/journal';
import type { OpenJournal } from '../../deploy/journalFile';
import type { DeployPlan } from '../../deploy/plan';
import { sayApplying } from '../../messages/deployApplying';
import type { Output } from '../output';

type Known = Readonly<Record<string, FunctionJournal>>;

/** Names that the journal knows and the region no longer has. */
export function goneOf(journal: TargetJournal | undefined, listed: ReadonlyMap<string, unknown>): string[] {
  return Object.keys(journal?.functions ?? {}).filter((name) => !listed.has(name));
}

/** Functions of the service that are in the cloud already, and that the journal does not know as deployed from here. */
export function unknownOf({ functions }: DeployPlan, journal: TargetJournal | undefined): string[] {
  const there = functions.filter(({ kind }) => kind === 'update' || kind === 'replace');
  return there.map(({ name }) => name).filter((name) => !Object.hasOwn(journal?.functions ?? {}, name));
}

/** The journal, and in it the functions that are as the service wants them already: whoever takes them out of it later means them. */
export function withUnchanged(journal: OpenJournal, { functions }: DeployPlan): OpenJournal {
  const { found } = journal;
  const known: Known = found?.functions ?? {};
  const learnt = functions.flatMap(({ key, name, kind }): [string, FunctionJournal][] => {
    const isNew = kind === 'same' && key !== undefined && !Object.hasOwn(known, name);
    return isNew ? [[name, { key, modTime: undefined, codeSha256: undefined, contentHash: undefined }]] : [];
  });
  if (learnt.length === 0) return journal;
  return { ...journal, found: { functions: { ...known, ...Object.fromEntries(learnt) }, run: found?.run } };
}

/**
 * Keeps what is known when there is nothing to do: no run is unfinished any more. A journal that cannot be written is told, and harms
 * nothing.
 * @param before  as it is in the file
 */
export async function keepSettled(journal: OpenJournal, before: TargetJournal | undefined, gone: readonly string[], output: Output): Promise<void> {
  const unfinished = before?.run !== undefined && before.run.outcome !== 'done';
  if (journal.found === undefined || (journal.found === before && gone.length === 0 && !unfinished)) return;
  const functions = Object.fromEntries(Object.entries(journal.found.functions).filter(([name]) => !gone.includes(name)));
  try {
    await journal.write({ functions, run: unfinished ? undefined : before?.run });
  } catch (error) {
    output.err(sayApplying(output.lang, 'applying.unwritten', { why: (error as Error).message }));
  }
}
