import type { TargetJournal } from '../../deploy/journal';
import type { ChangeKind, DeployPlan } from '../../deploy/plan';
import { sayDeploy } from '../../messages/deploy';
import type { Output } from '../output';
import type { DeployOptions } from './options';
import { unknownOf } from './remembering';
import type { DeployMachine } from './service';

/** Whom and how one asks. */
interface Asking {
  readonly options: Pick<DeployOptions, 'yes' | 'plan'>;
  readonly journal: TargetJournal | undefined;
  readonly output: Output;
  readonly machine: Pick<DeployMachine, 'ask' | 'env'>;
  readonly signal: AbortSignal;
}

/**
 * Asks a person before something is deleted, or taken over that may be another's. Who carries out a plan from a file has read it; where
 * nobody can answer, as in a CI, the command line has said all there is to say: nothing is replaced without `--replace`, and no stray
 * deleted without `--prune`.
 */
export async function agreed(plan: DeployPlan, { options, journal, output, machine, signal }: Asking): Promise<boolean> {
  const of = (wanted: ChangeKind): string[] => plan.functions.flatMap(({ kind, name }) => (kind === wanted ? [name] : []));
  const [deleted, replaced, takenOver] = [of('delete'), of('replace'), unknownOf(plan, journal)];
  const { ask, env } = machine;
  const free = options.yes || options.plan !== undefined || ask === undefined || Boolean(env['CI']);
  if (deleted.length + replaced.length + takenOver.length === 0) return true;
  if (free) {
    // Without a journal all functions that are there would be told of, on every runner of a pipeline.
    const knows = Object.keys(journal?.functions ?? {}).length > 0;
    if (knows && takenOver.length > 0) output.err(sayDeploy(output.lang, 'deploy.takenOver', { names: takenOver }));
    return true;
  }
  if (await ask(sayDeploy(output.lang, 'deploy.ask', { deleted, replaced, takenOver }), signal)) return true;
  signal.throwIfAborted();
  output.err(sayDeploy(output.lang, 'deploy.declined'));
  return false;
}
