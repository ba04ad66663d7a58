import type { CloudClient, CloudTime } from '../../cloud';
import { applyPlan, describeOutcome, type ApplyDeps, type ApplyResult, type JournalStore } from '../../deploy/applying';
import { DeployFault } from '../../deploy/fault';
import type { DeployPlan } from '../../deploy/plan';
import type { Doing } from '../../messages/deployApplying';
import { sayDeploy } from '../../messages/deploy';
import { ProgressLines } from '../../report/deployProgress';
import type { Output } from '../output';
import type { DeployMachine } from './service';

/** A plan without code that is carried out, and with what. */
export interface Carrying {
  readonly plan: DeployPlan;
  readonly client: CloudClient;
  readonly journal: JournalStore;
  /** The process' own unless said. */
  readonly time: CloudTime | undefined;
  readonly signal: AbortSignal;
  /** What is left to do of a function whose steps are done. */
  readonly verify: ApplyDeps['verify'];
  /** What it is for. */
  readonly doing: Doing;
  /** Names that the journal knows and the region no longer has. */
  readonly gone: readonly string[];
  readonly output: Output;
  readonly machine: Pick<DeployMachine, 'onInterrupt' | 'endNow'>;
}

/** Carries out a plan that uploads nothing, with a line for each step; tells what came of it when that is not all. */
export async function carryOut({ plan, client, journal, time, signal, verify, doing, gone, output, machine }: Carrying): Promise<ApplyResult> {
  const lines = new ProgressLines(output);
  const stopListening = listenForInterrupts(machine, output);
  try {
    const result = await applyPlan(plan, {
      client,
      journal,
      gone,
      time: time ?? (await import('../../cloud/time')).realTime,
      signal,
      verify,
      codeOf: () => Promise.reject(new DeployFault('noCode', () => 'no step of this plan brings code')),
      emit: (event) => {
        const line = lines.lineOf(event);
        if (line !== undefined) output.err(line);
      },
    });
    if (result.outcome !== 'done' || result.unwritten !== undefined) output.err(describeOutcome(result, output.lang, doing));
    return result;
  } finally {
    stopListening();
  }
}

/**
 * The first Ctrl-C lets what is under way end; who presses it again does not want to wait for that either. The journal is true at every
 * moment.
 */
export function listenForInterrupts({ onInterrupt, endNow }: Carrying['machine'], output: Output): () => void {
  let pressed = 0;
  return onInterrupt(() => {
    pressed += 1;
    if (pressed === 1) output.err(sayDeploy(output.lang, 'deploy.interrupting'));
    else endNow();
  });
}
