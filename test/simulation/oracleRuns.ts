import type { LossRun, Steady, SteadyRun, WaitRun } from './oracles';

/** What is compared with closed forms and with published figures. Errors are of one run, found over ten seeds and more. */

/** Calls that a full pool refuses, against Erlang B within 1 %; the standard error of each is below 0.4 %. */
export const lossRuns: readonly Omit<LossRun, 'seed'>[] = [
  { erlangs: 1, servers: 1, service: 'exponential', coldPart: 0, arrivals: 200_000 },
  { erlangs: 5, servers: 5, service: 'exponential', coldPart: 0, arrivals: 300_000 },
  { erlangs: 20, servers: 15, service: 'exponential', coldPart: 0, arrivals: 200_000 },
  { erlangs: 5, servers: 5, service: 'constant', coldPart: 0, arrivals: 200_000 },
  { erlangs: 5, servers: 5, service: 'mostly short', coldPart: 0, arrivals: 300_000 },
  { erlangs: 5, servers: 5, service: 'exponential', coldPart: 0.5, arrivals: 300_000 },
];

/** Events that wait for a full pool, against Erlang C: the share that waits within 1 %, the mean wait within 2 %. */
export const waitRuns: readonly Omit<WaitRun, 'seed'>[] = [
  { erlangs: 0.5, servers: 1, arrivals: 1_000_000 },
  { erlangs: 1, servers: 2, arrivals: 1_000_000 },
];

/** Longer ones, with more instances, which need more events for the same error. */
export const longWaitRuns: readonly Omit<WaitRun, 'seed'>[] = [
  { erlangs: 0.8, servers: 1, arrivals: 2_000_000 },
  { erlangs: 3, servers: 5, arrivals: 2_000_000 },
  { erlangs: 7, servers: 10, arrivals: 4_000_000 },
  { erlangs: 15, servers: 20, arrivals: 8_000_000 },
];

/** One instance at most: which calls find it switched off. Within 3 %; the standard error is below 1 %. */
export const keepRuns = [
  { keepMs: 1_000, everyMs: 2_000, arrivals: 100_000 },
  { keepMs: 20_000, everyMs: 10_000, arrivals: 200_000 },
  { keepMs: 3_000, everyMs: 1_000, arrivals: 200_000 },
] as const;

/** A run of another simulator, as published. */
export interface Published {
  readonly where: string;
  readonly figures: Steady;
  /** Standard deviation of each figure over runs of this length: of ours, and so of theirs. */
  readonly deviation: Steady;
}

/** What it ran: 10⁶ s of 0.9 calls a second; instances expire after 600 s. */
export const steadyRun: Omit<SteadyRun, 'seed'> = { everyMs: 1_000 / 0.9, warmMs: 1_991, coldMs: 2_244, keepMs: 600_000, arrivals: 900_000 };
const deviation: Published['deviation'] = { coldStarts: 0.000_028, servers: 0.022, running: 0.0027, lifespanSec: 127 };

/** @source github.com/pacslab/SimFaaS: README and examples */
export const published: readonly Published[] = [
  {
    where: 'SimFaaS, README',
    figures: { coldStarts: 0.001_350_07, servers: 7.6612, running: 1.7879, lifespanSec: 6335.1337 },
    deviation,
  },
  {
    where: 'SimFaaS, example of the steady state',
    figures: { coldStarts: 0.001_314_42, servers: 7.691, running: 1.7971, lifespanSec: 6528.5989 },
    deviation,
  },
];
