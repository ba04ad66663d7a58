import fc from 'fast-check';
import { attempt, casesOver, type Ground, type Tally } from './fuzz';

/** A case that must never be, as small as it could be made. */
export interface Failure {
  readonly seed: number;
  readonly path: string;
  readonly message: string;
  readonly stack: string;
  readonly shown: string;
}

/** Cases that one seed stands for. */
const casesOfSeed = 100;

/**
 * Tries the cases that a seed stands for.
 * @param path      one of them, as a failure names it
 * @param onCase    told before each case; to know which one hangs
 */
export async function batch(seed: number, path: string | undefined, ground: Ground, tally: Tally, onCase: () => void): Promise<Failure | undefined> {
  const property = fc.asyncProperty(casesOver(ground.corpus), async (one) => {
    onCase();
    await attempt(one, ground, tally);
  });
  const result = await fc.check(property, {
    seed,
    numRuns: path === undefined ? casesOfSeed : 1,
    interruptAfterTimeLimit: 120_000,
    ...(path !== undefined && { path }),
  });
  if (!result.failed || !result.counterexample) return undefined;
  const error = result.errorInstance;
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return {
    seed,
    // Its first part names the case; the rest is how it was made smaller, which can be done again.
    path: result.counterexamplePath.split(':')[0] ?? '',
    message,
    stack,
    shown: fc.stringify(result.counterexample[0]),
  };
}

export { corpusIn } from './corpus';
export { newTally } from './fuzz';
