import { CloudError, type CloudClient } from '../../cloud';
import { inParallel } from '../../cloud/parallel';
import { numberIn } from '../../deploy/fields/answer';
import { describeSetAside, openJournal, readJournal, type OpenJournal } from '../../deploy/journalFile';
import { targetKey, type TargetJournal } from '../../deploy/journal';
import { liveService } from '../../deploy/live';
import { hasWork, type DeployPlan } from '../../deploy/plan';
import { removal } from '../../deploy/planning';
import { sayRemove } from '../../messages/remove';
import { UsageError, type ExitCode, type Output } from '../output';
import { withCloud, type Cloud, type CloudAccess } from '../remote/access';
import { carryOut } from './carrying';
import type { Deployed } from './deployed';
import { goneOf, keepSettled } from './remembering';
import { targetOf, type DeployMachine } from './service';
import { declinedJson, planJson, resultJson, showPlan } from './telling';

/** Options of `remove`, as a command line gives them. */
export interface RawRemoveOptions {
  /** Nobody is asked. */
  readonly yes?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Shows the plan and does nothing. */
  readonly 'dry-run'?: boolean | undefined;
}

type RemoveMachine = Pick<DeployMachine, 'ask' | 'onInterrupt' | 'endNow'>;

/** One removal under way. */
interface Removing {
  readonly raw: RawRemoveOptions;
  readonly service: Deployed;
  readonly access: CloudAccess;
  readonly client: CloudClient;
  readonly output: Output;
  readonly machine: RemoveMachine;
  readonly signal: AbortSignal;
}

/**
 * `remove`: deletes the functions of a service, those that it has and those that were deployed from here and that it has no more, with
 * all that belongs to them. A person is asked first; where nobody can answer, as in a CI, it goes on all the same, unless asynchronous
 * events are running, which would be lost: then only `--yes` does. It terminates nothing by itself.
 * @returns 0; 1 when something failed or the answer was no; 130 after Ctrl-C
 * @throws UsageError when events run and nobody can be asked
 */
export function remove(raw: RawRemoveOptions, service: Deployed, access: CloudAccess, output: Output, machine: RemoveMachine): Promise<ExitCode> {
  const work = async ({ client }: Cloud, signal: AbortSignal): Promise<ExitCode> => {
    const removing = { raw, service, access, client, output, machine, signal };
    const target = targetOf(service, client.host);
    if (raw['dry-run'] === true) {
      const { targets } = await readJournal(service.dir);
      const { plan } = await planOf(removing, targets[targetKey(target)]);
      return show(plan, removing);
    }
    const journal = await openJournal(service.dir, target);
    try {
      if (journal.setAside) output.err(describeSetAside(journal.setAside, output.lang));
      return await removed(await planOf(removing, journal.found), journal, removing);
    } finally {
      await journal.close();
    }
  };
  return withCloud(access, service.region, output, machine, work, raw.json);
}

/** Functions of the service and of the journal that are there, and what it takes to delete them. */
async function planOf(
  { service, access: { time }, client, signal }: Removing,
  journal: TargetJournal | undefined,
): Promise<{ readonly plan: DeployPlan; readonly gone: readonly string[] }> {
  const names = [...service.functions.map(({ name }) => name), ...Object.keys(journal?.functions ?? {})];
  const live = await liveService(client, service.namespace, [], { leaving: names, journal, time, signal });
  const made = removal({ names, live, target: targetOf(service, client.host), journal, profile: service.profile });
  // What the journal does not know, the service may.
  const keyOf = (wanted: string): string | undefined => service.functions.find(({ name }) => name === wanted)?.key;
  const functions = made.functions.map((change) => ({ ...change, key: change.key ?? keyOf(change.name) }));
  return { plan: { ...made, functions }, gone: goneOf(journal, live.listed) };
}

async function show(plan: DeployPlan, { raw, service, output }: Removing): Promise<ExitCode> {
  if (raw.json === true) output.out(planJson(plan));
  else if (hasWork(plan)) output.out(await showPlan(plan, output));
  else output.out(nothing(service, output));
  return 0;
}

function nothing({ functions, region, namespace }: Deployed, { lang }: Output): string {
  return sayRemove(lang, 'remove.nothing', { names: functions.map(({ name }) => name), region, namespace });
}

async function removed({ plan, gone }: Awaited<ReturnType<typeof planOf>>, journal: OpenJournal, removing: Removing): Promise<ExitCode> {
  const { raw, access, client, output, machine, signal } = removing;
  const { lang } = output;
  if (!hasWork(plan)) {
    // What somebody else has deleted is no longer ours either.
    await keepSettled(journal, journal.found, gone, output);
    if (raw.json === true) output.out(resultJson(plan, 'done', [], lang));
    else output.out(nothing(removing.service, output));
    return 0;
  }
  if (raw.json !== true) output.out(await showPlan(plan, output));
  if (!(await agreed(plan, removing))) {
    if (raw.json === true) output.out(declinedJson(plan));
    return 1;
  }
  const { time } = access;
  const nowMs = (): number => time?.nowMs() ?? performance.now();
  const startMs = nowMs();
  // A function that is deleted has nothing that could be compared.
  const verify = (): Promise<readonly []> => Promise.resolve([]);
  const { outcome, steps } = await carryOut({ plan, client, journal, time, signal, verify, doing: 'remove', gone, output, machine });
  if (raw.json === true) output.out(resultJson(plan, outcome, steps, lang));
  if (outcome !== 'done') return outcome === 'interrupted' ? 130 : 1;
  if (raw.json !== true) {
    output.out(sayRemove(lang, 'remove.done', { functions: plan.functions.length, seconds: ((nowMs() - startMs) / 1000).toFixed(1) }));
    output.err(sayRemove(lang, 'remove.left'));
  }
  return 0;
}

/** @throws UsageError when events run and nobody can be asked */
async function agreed({ functions }: DeployPlan, { raw, service, client, output, machine: { ask }, signal }: Removing): Promise<boolean> {
  if (raw.yes === true) return true;
  const names = functions.map(({ name }) => name);
  const running = await runningIn(client, service.namespace, names, signal);
  if (!ask) {
    if (running.length === 0) return true;
    throw new UsageError(sayRemove(output.lang, 'remove.running', { running, program: service.program === 'sls' ? 'sls scf' : service.program }));
  }
  if (await ask(sayRemove(output.lang, 'remove.ask', { names, running }), signal)) return true;
  signal.throwIfAborted();
  output.err(sayRemove(output.lang, 'remove.declined'));
  return false;
}

/** Functions that are asked at a time. */
const atOnce = 4;

/**
 * Functions with asynchronous events that are running. Of other functions, and of those without status tracking, nothing is told.
 * @source S81, S82; scf-api.md ListAsyncEvents
 */
async function runningIn(client: CloudClient, Namespace: string, names: readonly string[], signal: AbortSignal) {
  const counts = await inParallel(names, atOnce, async (name) => {
    try {
      const answer = await client.call('ListAsyncEvents', { FunctionName: name, Namespace, Status: ['RUNNING'], Limit: 1 }, { signal });
      return { name, count: numberIn(answer, 'TotalCount') ?? 0 };
    } catch (error) {
      // It has gone meanwhile, or has no events of which one could ask.
      if (error instanceof CloudError && /^(ResourceNotFound|UnsupportedOperation)\b/.test(error.code)) return { name, count: 0 };
      throw error;
    }
  });
  return counts.filter(({ count }) => count > 0);
}
