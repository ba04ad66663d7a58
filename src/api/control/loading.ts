import type { Said } from '../../messages/text';
import { ApiError } from '../error';
import type { Control } from './control';

/** What came of reading a service into the region. Functions are named by their keys in the region. */
export interface LoadOutcome {
  readonly added: readonly string[];
  /** Their configuration is another, or their code. */
  readonly changed: readonly string[];
  readonly quotas: readonly string[];
  readonly removed: readonly string[];
  /** What could not be done, and stays as it was; it is tried again at the next reading. */
  readonly refused: readonly LoadRefusal[];
  /** What was changed in `serverless.yml` takes effect only in a region that is opened anew. */
  readonly restart: readonly ('region' | 'profile' | 'allocated')[];
}

export interface LoadRefusal {
  /** Undefined: the account. */
  readonly function: string | undefined;
  /** As the API would answer it. */
  readonly code: string;
  readonly message: Said;
  /** Where it is a reservation of a function that comes back. */
  readonly reservation?: ReservationAgain;
  /** The function was to be added, and is not there. */
  readonly absent?: true;
}

/** What the API reserved, in whose place is what `serverless.yml` reserves (MB; left out where that is nothing); or that, in its place. */
export type ReservationAgain = { readonly by: 'api'; readonly otherwiseMB?: number | undefined } | { readonly by: 'file' };

export interface LoadOptions {
  /** Keys under `functions:` of those whose code is another one now. */
  readonly codeChanged?: readonly string[] | 'all';
  /** How many events of a function wait or run. Without it a function that has to be made anew is refused. */
  readonly underWay?: (functionKey: string) => number;
}

/** Steps are done in this order: nothing is raised before everything has been lowered, so that no sum needs slack. @source S16, S29 */
const phases = [
  'remove',
  'rename',
  'return',
  'configure',
  'lowerProvisioned',
  'lowerReserved',
  'raiseTotal',
  'raiseReserved',
  'create',
  'raiseProvisioned',
  'lowerTotal',
] as const;

export interface Step {
  readonly phase: (typeof phases)[number];
  readonly function: string | undefined;
  readonly in: 'added' | 'changed' | 'quotas' | 'removed';
  /** @throws ApiError */
  readonly act: () => void;
  /** Goes with a refusal. */
  readonly reservation?: ReservationAgain;
}

/** Do the steps by their phases; what is refused is told, and the others are done. What cannot come back stays written down as it was. */
export function carryOut({ registry }: Control, steps: readonly Step[], outcome: LoadOutcome): LoadOutcome {
  const done = { added: new Set<string>(), changed: new Set<string>(), quotas: new Set<string>(), removed: new Set<string>() };
  const refused: LoadRefusal[] = [...outcome.refused];
  const absent = new Set<string | undefined>();
  for (const phase of phases) {
    for (const step of steps.filter((one) => one.phase === phase && !absent.has(one.function))) {
      try {
        step.act();
        if (step.function !== undefined) done[step.in].add(step.function);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const { function: key, reservation } = step;
        refused.push({ function: key, code: error.code, message: error.said, ...(reservation && { reservation }) });
        if (phase === 'return') absent.add(step.function);
      }
    }
  }
  const waiting = refused.filter((refusal) => steps.some((step) => step.phase === 'return' && step.function === refusal.function));
  for (const key of new Set(steps.map((step) => step.function))) {
    const record = key === undefined || waiting.some((refusal) => refusal.function === key) ? undefined : registry.get(key);
    if (record) registry.save(record);
  }
  const isThere = (key: string | undefined): boolean => key === undefined || registry.get(key) !== undefined;
  const lists = { added: [...done.added], changed: [...done.changed], quotas: [...done.quotas], removed: [...done.removed] };
  return { ...outcome, ...lists, refused: refused.map((refusal) => (isThere(refusal.function) ? refusal : { ...refusal, absent: true })) };
}
