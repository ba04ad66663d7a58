import type { CloudClient } from '../../cloud';
import type { TargetJournal } from '../../deploy/journal';
import { openJournal, type OpenJournal } from '../../deploy/journalFile';
import { hasWork, type DeployPlan } from '../../deploy/plan';
import { planRollback, readRollables, type Return } from '../../deploy/rollback';
import { sayRollback } from '../../messages/rollback';
import type { ExitCode, Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from '../remote/access';
import { carryOut } from './carrying';
import type { Deployed } from './deployed';
import { goneOf } from './remembering';
import { leftAfter } from './rollbackCheck';
import { readRollbackOptions, type RawRollbackOptions, type RollbackOptions } from './rollbackOptions';
import { meantFor, returnsOf } from './rollbackReturns';
import { tellVersions } from './rollbackVersions';
import { targetOf, type DeployMachine } from './service';
import { declinedJson, planJson, resultJson, showPlan } from './telling';

export type { RawRollbackOptions } from './rollbackOptions';

type RollbackMachine = Pick<DeployMachine, 'ask' | 'onInterrupt' | 'endNow'>;

/** One rollback under way. */
interface RollingBack {
  readonly options: RollbackOptions;
  readonly service: Deployed;
  readonly access: CloudAccess;
  readonly client: CloudClient;
  readonly output: Output;
  readonly machine: RollbackMachine;
  readonly signal: AbortSignal;
}

/**
 * `rollback`: lists the versions of functions, or sends the traffic of `$DEFAULT` back to one of them. A person is asked first; where
 * nobody can answer, the command line has said all there is to say.
 * @returns 0; 1 when nothing can be gone back to, something failed, or the answer was no; 130 after Ctrl-C
 * @throws UsageError
 */
export async function rollback(
  raw: RawRollbackOptions,
  service: Deployed,
  access: CloudAccess,
  output: Output,
  machine: RollbackMachine,
): Promise<ExitCode> {
  const options = readRollbackOptions(raw, service, access.time?.nowMs() ?? Date.now(), output.lang);
  const work = async ({ client }: Cloud, signal: AbortSignal): Promise<ExitCode> => {
    const rolling = { options, service, access, client, output, machine, signal };
    if (options.wish === undefined) return listed(rolling);
    if (options.dryRun) return shown(rolling);
    // Nobody deploys meanwhile.
    const journal = await openJournal(service.dir, targetOf(service, client.host));
    try {
      return await rolledBack(rolling, journal);
    } finally {
      await journal.close();
    }
  };
  return withCloud(access, service.region, output, machine, work, options.json);
}

async function listed({ options, service, access, client, output, signal }: RollingBack): Promise<ExitCode> {
  const { functions } = await readRollables(client, service.namespace, options.functions, { time: access.time, signal });
  tellVersions(functions, options, service, output);
  return 0;
}

/** What is to be done; undefined when nothing can be, which is told. */
async function prepared({ options, service, access, client, output, signal }: RollingBack, journal?: TargetJournal) {
  const { functions, listed: there, quota } = await readRollables(client, service.namespace, options.functions, { time: access.time, signal });
  const meant = meantFor(functions, options, service, output);
  if (meant.length === 0) {
    output.err(sayRollback(output.lang, 'rollback.nothing'));
    return undefined;
  }
  const returns = await returnsOf(meant, client, service.namespace, signal);
  const target = targetOf(service, client.host);
  const plan = planRollback({ returns, quota, target, profile: service.profile, allowGap: options.allowGap });
  return { returns, plan, gone: goneOf(journal, there) };
}

async function shown(rolling: RollingBack): Promise<ExitCode> {
  const made = await prepared(rolling);
  if (!made) return 1;
  await show(made.plan, rolling);
  return 0;
}

async function show(plan: DeployPlan, { options, output }: RollingBack): Promise<void> {
  if (options.json) output.out(planJson(plan));
  else if (hasWork(plan)) output.out(await showPlan(plan, output));
}

async function rolledBack(rolling: RollingBack, journal: OpenJournal): Promise<ExitCode> {
  const { options, output, access, client, machine, signal, service } = rolling;
  const { lang } = output;
  const made = await prepared(rolling, journal.found);
  if (!made) return 1;
  const { plan, returns, gone } = made;
  if (!options.json) await show(plan, rolling);
  tellThere(plan, returns, output);
  if (!hasWork(plan)) {
    if (options.json) output.out(resultJson(plan, 'done', [], lang));
    return 0;
  }
  if (!(await agreed(made, rolling))) {
    if (options.json) output.out(declinedJson(plan));
    return 1;
  }
  const { time } = access;
  const nowMs = (): number => time?.nowMs() ?? performance.now();
  const startMs = nowMs();
  const verify = leftAfter(returns, client, service, signal);
  // The journal learns nothing of code that nobody looked at: without keys it keeps what it knows.
  const keyless = { ...plan, functions: plan.functions.map((change) => ({ ...change, key: undefined })) };
  const { outcome, steps } = await carryOut({ plan: keyless, client, journal, time, signal, verify, doing: 'rollback', gone, output, machine });
  if (options.json) output.out(resultJson(plan, outcome, steps, lang));
  if (outcome !== 'done') return outcome === 'interrupted' ? 130 : 1;
  if (!options.json)
    output.out(sayRollback(lang, 'rollback.done', { functions: moved(plan).length, seconds: ((nowMs() - startMs) / 1000).toFixed(1) }));
  output.err(sayRollback(lang, 'rollback.next', service));
  return 0;
}

function moved({ functions }: DeployPlan): DeployPlan['functions'] {
  return functions.filter(({ kind }) => kind !== 'same');
}

function tellThere(plan: DeployPlan, returns: readonly Return[], output: Output): void {
  for (const { key = '', kind, name } of plan.functions) {
    const to = returns.find(({ rollable }) => rollable.function.name === name)?.to.version ?? '';
    if (kind === 'same') output.err(sayRollback(output.lang, 'rollback.there', { key, version: to }));
  }
}

async function agreed({ plan, returns }: { plan: DeployPlan; returns: readonly Return[] }, rolling: RollingBack): Promise<boolean> {
  const { options, output, machine, signal } = rolling;
  if (options.yes || machine.ask === undefined) return true;
  const own = moved(plan).map(({ name }) => name);
  const asked = returns
    .filter(({ rollable }) => own.includes(rollable.function.name))
    .map(({ rollable, to }) => ({ key: rollable.function.key, from: rollable.alias.version, to: to.version }));
  if (await machine.ask(sayRollback(output.lang, 'rollback.ask', { returns: asked }), signal)) return true;
  signal.throwIfAborted();
  output.err(sayRollback(output.lang, 'rollback.declined'));
  return false;
}
