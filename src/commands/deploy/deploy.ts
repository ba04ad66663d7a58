import { applyPlan, describeOutcome, type ApplyResult, type JournalStore } from '../../deploy/applying';
import { describeSetAside, openJournal, readJournal } from '../../deploy/journalFile';
import { targetKey, type TargetJournal } from '../../deploy/journal';
import { hasWork, type DeployPlan } from '../../deploy/plan';
import { sayDeploy } from '../../messages/deploy';
import { ProgressLines } from '../../report/deployProgress';
import { deploySummary } from '../../report/deploySummary';
import type { ExitCode, Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from '../remote/access';
import { newAddresses } from './addresses';
import { readDeployOptions, type DeployOptions, type RawDeployOptions } from './options';
import { codeOfSteps, factsOf } from './packages';
import { askedOf, assertSaved, readPlan, writePlan, type SavedPlan } from './planFile';
import { prepare, type Prepared } from './prepare';
import { targetOf, type Deployable, type DeployMachine } from './service';
import { declinedJson, failureJson, planJson, resultJson, showPlan, tellUnfinished } from './telling';
import { verifierOf } from './verify';

/** Everything that one deploy works with. */
interface Deploying {
  readonly service: Deployable;
  readonly options: DeployOptions;
  readonly cloud: Cloud;
  readonly access: CloudAccess;
  readonly output: Output;
  readonly machine: DeployMachine;
  readonly signal: AbortSignal;
}

/**
 * `deploy`: plans, shows the plan, and carries it out.
 * @returns 0 when all is as wanted, also when nothing was to be done; 1 when something failed; 130 after Ctrl-C
 * @throws UsageError
 */
export async function deploy(
  raw: RawDeployOptions,
  service: Deployable,
  access: CloudAccess,
  output: Output,
  machine: DeployMachine,
): Promise<ExitCode> {
  return begun(raw, service, access, output, machine, (deploying) => (deploying.options.dryRun ? planned(deploying) : deployed(deploying)));
}

/** `plan`: shows what `deploy` would do; writes nothing to the cloud. @throws UsageError */
export async function plan(
  raw: RawDeployOptions,
  service: Deployable,
  access: CloudAccess,
  output: Output,
  machine: DeployMachine,
): Promise<ExitCode> {
  return begun(raw, service, access, output, machine, planned);
}

async function begun(
  raw: RawDeployOptions,
  service: Deployable,
  access: CloudAccess,
  output: Output,
  machine: DeployMachine,
  work: (deploying: Deploying) => Promise<ExitCode>,
): Promise<ExitCode> {
  const keys = service.plan.functions.map(({ key }) => key);
  const options = readDeployOptions(raw, service.dir, keys, output.lang);
  return withCloud(access, service.plan.region, output, machine, async (cloud, signal) => {
    try {
      return await work({ service, options, cloud, access, output, machine, signal });
    } catch (error) {
      // Who reads JSON gets JSON; everybody else reads it where it is told.
      if (options.json && !signal.aborted) output.out(failureJson(error, output.lang));
      throw error;
    }
  });
}

async function planned(deploying: Deploying): Promise<ExitCode> {
  const { service, options, cloud, output } = deploying;
  const { targets } = await readJournal(service.dir);
  const key = targetKey(targetOf(service.plan, cloud.client.host));
  const journal = Object.hasOwn(targets, key) ? targets[key] : undefined;
  tellUnfinished(journal, output);
  const { plan: made } = await prepared(deploying, journal, undefined);
  if (options.out !== undefined) await saved(deploying, made, options.out);
  if (options.json) output.out(planJson(made));
  else output.out(await showPlan(made, output));
  return 0;
}

async function deployed(deploying: Deploying): Promise<ExitCode> {
  const { service, options, cloud, output } = deploying;
  const file = options.plan;
  const wanted = file === undefined ? undefined : { file, plan: await readPlan(file, output.lang) };
  const journal = await openJournal(service.dir, targetOf(service.plan, cloud.client.host));
  try {
    if (journal.setAside) output.err(describeSetAside(journal.setAside, output.lang));
    tellUnfinished(journal.found, output);
    const made = await prepared(deploying, journal.found, wanted);
    if (options.out !== undefined) await saved(deploying, made.plan, options.out);
    if (!options.json) output.out(await showPlan(made.plan, output));
    if (!hasWork(made.plan)) {
      if (options.json) output.out(resultJson(made.plan, 'done', [], output.lang));
      return 0;
    }
    if (!(await agreed(made.plan, deploying))) {
      if (options.json) output.out(declinedJson(made.plan));
      return 1;
    }
    return await carriedOut(made, journal, deploying);
  } finally {
    await journal.close();
  }
}

/** The plan that is made now; of one in a file, that it is the same. */
async function prepared(
  { service, options, cloud, access, output, signal }: Deploying,
  journal: TargetJournal | undefined,
  wanted: { readonly file: string; readonly plan: SavedPlan } | undefined,
): Promise<Prepared> {
  const asked = wanted ? { ...options, ...wanted.plan.asked } : options;
  const made = await prepare(service, asked, { cloud, journal, signal, env: access.env, time: access.time, output });
  if (wanted) await assertSaved(wanted.plan, made.plan, wanted.file, output.lang);
  return made;
}

async function saved({ service, options, output }: Deploying, made: DeployPlan, file: string): Promise<void> {
  await writePlan(file, made, askedOf(options), output.lang);
  const command = `${service.program} deploy --plan ${file}`;
  output.err(sayDeploy(output.lang, 'deploy.planWritten', { file, command }));
}

/**
 * Asks a person before something is deleted. Who carries out a plan from a file has read it; where nobody can answer, as in a CI, the
 * command line has said all there is to say: nothing is replaced without `--replace`, and no stray deleted without `--prune`.
 */
async function agreed({ functions }: DeployPlan, { options, output, machine, signal }: Deploying): Promise<boolean> {
  const of = (kind: 'delete' | 'replace'): string[] => functions.flatMap((change) => (change.kind === kind ? [change.name] : []));
  const [deleted, replaced] = [of('delete'), of('replace')];
  const { ask, env } = machine;
  const free = options.yes || options.plan !== undefined || ask === undefined || Boolean(env['CI']);
  if (free || deleted.length + replaced.length === 0) return true;
  if (await ask(sayDeploy(output.lang, 'deploy.ask', { deleted, replaced }), signal)) return true;
  signal.throwIfAborted();
  output.err(sayDeploy(output.lang, 'deploy.declined'));
  return false;
}

async function carriedOut(made: Prepared, journal: JournalStore, deploying: Deploying): Promise<ExitCode> {
  const { access, cloud, signal, output, options } = deploying;
  const { plan: planToDo, desired, packages, uploads } = made;
  const { client } = cloud;
  const { time } = access;
  const lines = new ProgressLines(output);
  const startMs = nowMs(access);
  const stopListening = listenForInterrupts(deploying);
  try {
    const result = await applyPlan(planToDo, {
      client,
      journal,
      codeOf: codeOfSteps(planToDo, packages, desired.functions, uploads),
      verify: verifierOf(desired, factsOf(packages), { client, time, signal }),
      time: time ?? (await import('../../cloud/time')).realTime,
      signal,
      emit: (event) => {
        const line = lines.lineOf(event);
        if (line !== undefined) output.err(line);
      },
    });
    return await ended(planToDo, result, nowMs(access) - startMs, deploying, options.json);
  } finally {
    stopListening();
  }
}

async function ended(made: DeployPlan, result: ApplyResult, tookMs: number, deploying: Deploying, json: boolean): Promise<ExitCode> {
  const { output, cloud, signal, service } = deploying;
  const { lang } = output;
  if (json) output.out(resultJson(made, result.outcome, result.steps, lang));
  if (result.outcome !== 'done') {
    output.err(describeOutcome(result, lang));
    return result.outcome === 'interrupted' ? 130 : 1;
  }
  if (json) return 0;
  const addresses = await newAddresses(made, cloud.client, signal);
  output.out(deploySummary(made, result, tookMs, addresses, output));
  if (result.unwritten !== undefined) output.err(describeOutcome(result, lang));
  output.err(sayDeploy(lang, 'deploy.next', { command: `${service.program} info` }));
  return 0;
}

/** The first Ctrl-C lets what is under way end; who presses it again does not want to wait for that either. The journal is true at every moment. */
function listenForInterrupts({ machine, output }: Deploying): () => void {
  let pressed = 0;
  return machine.onInterrupt(() => {
    pressed += 1;
    if (pressed === 1) output.err(sayDeploy(output.lang, 'deploy.interrupting'));
    else machine.endNow();
  });
}

function nowMs({ time }: CloudAccess): number {
  return time?.nowMs() ?? performance.now();
}
