import fc from 'fast-check';
import { Play } from './play';
import { scripts, type Move } from './playMoves';
import { regions, type Region } from './playPlan';

/** What a number of plays did. */
export interface Tally {
  invocations: number;
  steps: number;
  /** How often each rule and branch was exercised, by its name. */
  readonly seen: Map<string, number>;
}

export function newTally(): Tally {
  return { invocations: 0, steps: 0, seen: new Map() };
}

/** Why a seed fails, with the smallest region and script found that fail. */
export interface SeedFailure {
  readonly seed: number;
  readonly message: string;
  readonly stack: string;
  readonly region: Region;
  readonly script: readonly Move[];
}

/** Play a script in a region to its end, with every step checked; throws at the first that breaks a rule. */
export function play(region: Region, script: readonly Move[], tally: Tally): void {
  const { seen } = tally;
  const game = new Play(region, (what) => seen.set(what, (seen.get(what) ?? 0) + 1));
  for (const move of script) game.do(move);
  game.playOut();
  game.checkAgain();
  tally.invocations += game.invocations;
  tally.steps += game.steps;
}

/** Play the region and script that a seed stands for; when they fail they are made as small as they can be. */
export function playSeed(seed: number, movesMax: number, tally: Tally): SeedFailure | undefined {
  const property = fc.property(regions, scripts(movesMax), (region, script) => play(region, script, tally));
  const result = fc.check(property, { seed, numRuns: 1, unbiased: true, interruptAfterTimeLimit: 60_000 });
  if (!result.failed || !result.counterexample) return undefined;
  const [region, script] = result.counterexample;
  const error = result.errorInstance;
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  return { seed, message, stack, region, script };
}
