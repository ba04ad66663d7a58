import { CloudError, CloudFault } from '../../cloud';
import type { CloudAnswer } from '../../cloud/client';
import type { Hands } from './hands';
import { untilActive } from './waits';

/** What shows that a step is done. */
export interface Found {
  /** What it has made: of `publish` the version. */
  readonly made?: string;
}

/** One step as the cloud takes it: a request, and what tells that its effect is there. */
export interface Move {
  /** @returns the answer; undefined when it only waits */
  send(): Promise<CloudAnswer | undefined>;
  /** What it has made, by the answer; without it, it makes nothing that has a name. */
  made?(answer: CloudAnswer): string;
  /** Reads whether the cloud is as this step leaves it; undefined: it is not, and it may be sent (again). */
  found(): Promise<Found | undefined> | undefined;
  /**
   * Whether a refusal only says that the step is done already; undefined: it does not.
   * @param lost  whether an answer to the same request was lost before
   * @throws DeployFault when it says something else than its code does
   */
  refused?(error: CloudError, lost: boolean): Promise<Found | undefined> | Found | undefined;
  /** Waits until the effect is there; to wait anew does no harm. */
  settled?(made: string | undefined): Promise<unknown>;
}

/** How often a request is sent of which no answer came. */
const sendsMax = 4;
/** Between a lost answer and the question what came of it, ms; with each one lost it is longer. What was late may still arrive. */
const lookupMs = 2_000;
/** How long an earlier change may stand in the way, ms, and how often one looks. @source S30, scf-api.md §8, 6: a few minutes */
const settlingMs = 300_000;
const settlingFirstMs = 500;
const settlingMostMs = 5_000;

/**
 * Does a step once, and to its end. An answer that was lost leaves open whether it was done: so the cloud is read before it is
 * asked again, and what is there is not made a second time.
 * @returns what the step made
 * @throws CloudError, CloudFault, DeployFault; whatever interrupted the deploy
 */
export async function perform(move: Move, hands: Hands): Promise<string | undefined> {
  const made = await sent(move, hands);
  await waited(move, made, hands);
  return made;
}

/** What is done is not given up for a question that was lost. */
async function waited(move: Move, made: string | undefined, hands: Hands): Promise<void> {
  for (let lost = 1; ; lost += 1) {
    try {
      await move.settled?.(made);
      return;
    } catch (error) {
      if (!isLost(error) || lost >= sendsMax) throw error;
      hands.waiting({ for: 'lookup', code: error.code });
      await hands.pause(lookupMs * lost);
    }
  }
}

async function sent(move: Move, hands: Hands): Promise<string | undefined> {
  const sinceMs = hands.nowMs();
  // Ends: lost answers are counted, and what stands in the way has its time.
  for (let lost = 0, pauseMs = settlingFirstMs; ; pauseMs = Math.min(pauseMs * 2, settlingMostMs)) {
    try {
      const answer = await move.send();
      return answer && move.made?.(answer);
    } catch (error) {
      if (isLost(error)) {
        lost += 1;
        const found = await lookedUp(move, hands, error, lost);
        if (found) return found.made;
        if (lost >= sendsMax) throw error;
        continue;
      }
      if (!(error instanceof CloudError)) throw error;
      const found = await move.refused?.(error, lost > 0);
      if (found) return found.made;
      if (!isBusy(error) || hands.nowMs() + pauseMs - sinceMs > settlingMs) throw error;
      await settling(hands, error, pauseMs);
    }
  }
}

async function lookedUp(move: Move, hands: Hands, error: CloudError | CloudFault, lost: number): Promise<Found | undefined> {
  hands.waiting({ for: 'lookup', code: error.code });
  await hands.pause(lookupMs * lost);
  return move.found();
}

async function settling(hands: Hands, { code }: CloudError, pauseMs: number): Promise<void> {
  hands.waiting({ for: 'settling', code });
  await hands.pause(pauseMs);
  // One that has failed never becomes active, and says why.
  if (/Status/.test(code) && hands.step.work.kind !== 'deleteFunction') await untilActive(hands);
}

/**
 * Nobody knows whether it was done. What kept a request from being sent at all is something else.
 * @source scf-api.md §3: InternalError
 */
function isLost(error: unknown): error is CloudError | CloudFault {
  if (error instanceof CloudError) return /^InternalError(\.|$)/.test(error.code);
  return error instanceof CloudFault && ['reset', 'slow', 'status', 'answer', 'network'].includes(error.code);
}

/** Another change is under way; nothing was done. @source S30, S145; scf-api.md §5.2, §7 */
function isBusy({ code }: CloudError): boolean {
  return /^FailedOperation\.(\w+InProgress|Function(Name|Version)?Status(Error|NotActive)|OperationConflict)$/.test(code);
}
