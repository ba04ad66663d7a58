import type { CloudClient, CloudTime } from '../../cloud';
import { applyPlan, describeOutcome, type ApplyDeps, type ApplyResult, type JournalStore } from '../../deploy/applying';
import { DeployFault } from '../../deploy/fault';
import type { DeployPlan } from '../../deploy/plan';
import { sayApplying } from '../../messages/deployApplying';
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
  /** How to go on when it did not come to its end. */
  readonly again: string;
  readonly output: Output;
  readonly machine: Pick<DeployMachine, 'onInterrupt' | 'endNow'>;
}

/** Carries out a plan that uploads nothing, with a line for each step; tells what came of it when that is not all. */
export async function carryOut({ plan, client, journal, time, signal, verify, again, output, machine }: Carrying): Promise<ApplyResult> {
  const lines = new ProgressLines(output);
  const stopListening = listenForInterrupts(machine, output);
  try {
    const result = await applyPlan(plan, {
      client,
      journal,
      time: time ?? (await import('../../cloud/time')).realTime,
      signal,
      verify,
      codeOf: () => Promise.reject(new DeployFault('noCode', () => 'no step of this plan brings code')),
      emit: (event) => {
        const line = lines.lineOf(event);
        if (line !== undefined) output.err(line);
      },
    });
    if (result.outcome !== 'done' || result.unwritten !== undefined) output.err(outcomeText(result, again, output));
    return result;
  } finally {
    stopListening();
  }
}

/** The words of a deploy, but for how it goes on. */
function outcomeText(result: ApplyResult, again: string, { lang }: Output): string {
  const goOn = sayApplying(lang, 'applying.goOn');
  return describeOutcome(result, lang)
    .split('\n')
    .map((line) => (line === goOn ? again : line))
    .join('\n');
}

/** The first Ctrl-C lets what is under way end; who presses it again does not want to wait for that either. */
function listenForInterrupts({ onInterrupt, endNow }: Carrying['machine'], output: Output): () => void {
  let pressed = 0;
  return onInterrupt(() => {
    pressed += 1;
    if (pressed === 1) output.err(sayDeploy(output.lang, 'deploy.interrupting'));
    else endNow();
  });
}
