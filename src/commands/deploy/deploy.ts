import { applyPlan, describeOutcome, type ApplyResult } from '../../deploy/applying';
import { describeSetAside, openJournal, readJournal, type OpenJournal } from '../../deploy/journalFile';
import { namesOfOthers, targetKey } from '../../deploy/journal';
import { hasWork, type DeployPlan } from '../../deploy/plan';
import { sayDeploy } from '../../messages/deploy';
import { ProgressLines } from '../../report/deployProgress';
import { deploySummary } from '../../report/deploySummary';
import type { ExitCode, Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from '../remote/access';
import { newAddresses } from './addresses';
import { readDeployOptions, type DeployOptions, type RawDeployOptions } from './options';
import { agreed } from './agreeing';
import { listenForInterrupts } from './carrying';
import { commandLine } from './commandLine';
import { codeOfSteps } from './packages';
import { askedOf, assertSaved, assertTarget, readPlan, writePlan, type SavedPlan } from './planFile';
import { prepare, type Prepared } from './prepare';
import { keepSettled, withUnchanged } from './remembering';
import { targetOf, type Deployable, type DeployMachine } from './service';
import { declinedJson, planJson, resultJson, showPlan, tellUnfinished } from './telling';
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
  const asked = async (cloud: Cloud, signal: AbortSignal): Promise<ExitCode> => {
    try {
      return await work({ service, options, cloud, access, output, machine, signal });
    } catch (error) {
      // What is being carried out tells by itself how far it came.
      if (signal.aborted) output.err(sayDeploy(output.lang, 'deploy.declined'));
      throw error;
    }
  };
  return withCloud(access, service.plan.region, output, machine, asked, options.json);
}

async function planned(deploying: Deploying): Promise<ExitCode> {
  const { service, options, cloud, output } = deploying;
  const kept = await readJournal(service.dir);
  const target = targetOf(service.plan, cloud.client.host);
  const key = targetKey(target);
  const journal = Object.hasOwn(kept.targets, key) ? kept.targets[key] : undefined;
  tellUnfinished(journal, false, output);
  const { plan: made } = await prepared(deploying, { found: journal, others: namesOfOthers(kept, target) }, undefined);
  if (options.out !== undefined) await saved(deploying, made, options.out);
  if (options.json) output.out(planJson(made));
  else output.out(await showPlan(made, output));
  return 0;
}

async function deployed(deploying: Deploying): Promise<ExitCode> {
  const { service, options, cloud, output } = deploying;
  const file = options.plan;
  const wanted = file === undefined ? undefined : { file, plan: await readPlan(file, output.lang) };
  const target = targetOf(service.plan, cloud.client.host);
  if (wanted) assertTarget(wanted.plan, target, wanted.file, output.lang);
  const journal = await openJournal(service.dir, target);
  try {
    if (journal.setAside) output.err(describeSetAside(journal.setAside, output.lang));
    tellUnfinished(journal.found, true, output);
    const made = await prepared(deploying, journal, wanted);
    if (options.out !== undefined) await saved(deploying, made.plan, options.out);
    if (!options.json) output.out(await showPlan(made.plan, output));
    const known = withUnchanged(journal, made.plan);
    if (!hasWork(made.plan)) {
      await keepSettled(known, journal.found, made.gone, output);
      if (options.json) output.out(resultJson(made.plan, 'done', [], output.lang));
      return 0;
    }
    if (!(await agreed(made.plan, { ...deploying, journal: journal.found }))) {
      if (options.json) output.out(declinedJson(made.plan));
      return 1;
    }
    return await carriedOut(made, known, deploying);
  } finally {
    await journal.close();
  }
}

/** The plan that is made now; of one in a file, that it is the same. */
async function prepared(
  { service, options, cloud, access, output, signal }: Deploying,
  { found: journal, others }: Pick<OpenJournal, 'found' | 'others'>,
  wanted: { readonly plan: SavedPlan } | undefined,
): Promise<Prepared> {
  const asked = wanted ? { ...options, ...wanted.plan.asked } : options;
  const made = await prepare(service, asked, { cloud, journal, others, signal, env: access.env, time: access.time, output });
  if (wanted) await assertSaved(wanted.plan, made.plan);
  return made;
}

async function saved({ service, options, access, output }: Deploying, made: DeployPlan, file: string): Promise<void> {
  await writePlan(file, made, askedOf(options), output.lang);
  const command = commandLine('deploy', { ...service, stage: service.plan.stage }, access, { package: options.packageDir, plan: file });
  output.err(sayDeploy(output.lang, 'deploy.planWritten', { file, command }));
}

async function carriedOut(made: Prepared, journal: OpenJournal, deploying: Deploying): Promise<ExitCode> {
  const { access, cloud, signal, output } = deploying;
  const { plan: planToDo, desired, packages, facts, uploads, gone } = made;
  const { client } = cloud;
  const { time } = access;
  const lines = new ProgressLines(output);
  const startMs = nowMs(access);
  const stopListening = listenForInterrupts(deploying.machine, output);
  try {
    const result = await applyPlan(planToDo, {
      client,
      journal,
      gone,
      codeOf: codeOfSteps(planToDo, packages, desired.functions, uploads),
      verify: verifierOf(desired, facts, { client, time, signal }),
      time: time ?? (await import('../../cloud/time')).realTime,
      signal,
      emit: (event) => {
        const line = lines.lineOf(event);
        if (line !== undefined) output.err(line);
      },
    });
    return await ended(planToDo, result, nowMs(access) - startMs, deploying);
  } finally {
    stopListening();
  }
}

async function ended(made: DeployPlan, result: ApplyResult, tookMs: number, deploying: Deploying): Promise<ExitCode> {
  const { output, cloud, signal, service, options, access } = deploying;
  const { lang } = output;
  const { json } = options;
  const doing = options.plan === undefined ? 'deploy' : 'savedPlan';
  if (json) output.out(resultJson(made, result.outcome, result.steps, lang));
  if (result.outcome !== 'done') {
    output.err(describeOutcome(result, lang, doing));
    return result.outcome === 'interrupted' ? 130 : 1;
  }
  if (result.unwritten !== undefined) output.err(describeOutcome(result, lang, doing));
  if (json) return 0;
  const addresses = await newAddresses(made, cloud.client, signal);
  output.out(deploySummary(made, result, tookMs, addresses, output));
  output.err(sayDeploy(lang, 'deploy.next', { command: commandLine('info', { ...service, stage: service.plan.stage }, access) }));
  return 0;
}

function nowMs({ time }: CloudAccess): number {
  return time?.nowMs() ?? performance.now();
}
