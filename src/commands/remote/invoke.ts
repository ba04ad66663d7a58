import type { CloudClient } from '../../cloud';
import { Reading } from '../../cloud/reading';
import { realTime } from '../../cloud/time';
import { sayRemote } from '../../messages/remote';
import { laidOut } from '../../report/asWritten';
import { UsageError, type ExitCode, type Output } from '../output';
import type { Stdin } from '../event';
import { tellCloudFailure, withCloud, type Cloud, type CloudAccess } from './access';
import type { Following } from './following';
import { readRemoteInvokeOptions, type RawRemoteInvokeOptions, type RemoteInvokeOptions } from './invokeOptions';
import { asStatus, outcomeOf, type RemoteOutcome } from './outcome';
import { outcomeJson } from './outcomeJson';
import { chosenFunctions, type RemoteFunction, type RemoteMachine, type RemoteService } from './service';

export type { RawRemoteInvokeOptions } from './invokeOptions';

/** What `invoke` needs of the process that it runs in. */
export type InvokeMachine = RemoteMachine & {
  readonly stdin: Stdin;
  /** Folder that event files are relative to; absolute. */
  readonly dir: string;
};

/** Beside the time that the platform itself allows, for the way there and back, ms. */
const spareMs = 15_000;

/**
 * Invokes a function in the cloud. A function with asynchronous execution answers with its RequestId, and is followed to its end.
 * @returns 0; 1 when the invocation failed, or was refused; 130 after Ctrl-C: what runs in the cloud runs on
 * @throws UsageError when it is asked wrongly
 * @source scf-api.md §5.1; S143, S150, S155, S70, S71
 */
export async function invokeRemote(
  raw: RawRemoteInvokeOptions,
  service: RemoteService,
  access: CloudAccess,
  output: Output,
  machine: InvokeMachine,
): Promise<ExitCode> {
  const options = await readRemoteInvokeOptions(raw, machine.dir, machine.stdin, output);
  const [fn] = chosenFunctions(service, options.function, output.lang);
  if (!fn) throw new UsageError(sayRemote(output.lang, 'remote.noFunction', { name: options.function, known: [] }));
  const { time: clock = realTime } = access;
  const work = async (cloud: Cloud, signal: AbortSignal): Promise<ExitCode> => {
    const target = await targetOf(cloud.client, fn, service, signal);
    if (target.web) throw new UsageError(sayRemote(output.lang, 'remote.web', { name: fn.key }));
    const sentMs = clock.nowMs();
    const outcome = await call(cloud.client, fn, service, options, target, signal);
    const accepted = outcome.status === undefined && outcome.error === undefined;
    if (!accepted) return tell(outcome, options, output);
    if (!options.json) output.out(outcome.requestId);
    if (options.detach || !target.asyncRun) return left(outcome, options, output);
    return followed({ cloud, clock, signal, output, options, fn, service, sentMs, requestId: outcome.requestId });
  };
  return withCloud(access, service.region, output, machine, work, options.json);
}

/** What must be known of a function to invoke it. */
interface Target {
  readonly asyncRun: boolean;
  readonly web: boolean;
  /** How long an answer may take, ms. */
  readonly answerMs: number;
}

async function targetOf(client: CloudClient, { name }: RemoteFunction, { namespace }: RemoteService, signal: AbortSignal): Promise<Target> {
  const reading = new Reading(await client.call('GetFunction', { FunctionName: name, Namespace: namespace }, { signal }), client.host, 'GetFunction');
  const seconds = (reading.amountOrNone('Timeout') ?? 0) + (reading.amountOrNone('InitTimeout') ?? 0);
  return {
    asyncRun: reading.flag('AsyncRunEnable') ?? false,
    web: reading.values['Type'] === 'HTTP',
    answerMs: seconds * 1_000 + spareMs,
  };
}

async function call(
  client: CloudClient,
  { name }: RemoteFunction,
  { namespace }: RemoteService,
  { type, qualifier, event, log }: RemoteInvokeOptions,
  { asyncRun, answerMs }: Target,
  signal: AbortSignal,
): Promise<RemoteOutcome> {
  const named = { FunctionName: name, Namespace: namespace, Qualifier: qualifier };
  const text = event.toString();
  const [action, params] =
    type === 'async'
      ? (['Invoke', { ...named, InvocationType: 'Event', ClientContext: text }] as const)
      : (['InvokeFunction', { ...named, Event: text, LogType: log ? 'Tail' : 'None' }] as const);
  const answer = await client.call(action, params, { signal, timeoutMs: answerMs });
  return outcomeOf(new Reading(answer, client.host, action).members('Result'), type === 'async' || asyncRun);
}

/** What the caller gets goes to standard output, and nothing else does. @source S155, S194 */
function tell(outcome: RemoteOutcome, options: RemoteInvokeOptions, output: Output): ExitCode {
  const { error, result, status, log, requestId } = outcome;
  if (options.log && log !== '') output.err(log.replace(/\n$/, ''));
  if (options.json) output.out(outcomeJson(outcome, options, status === 200 ? 'FINISHED' : 'FAILED'));
  else output.out(error === undefined && result !== undefined ? laidOut(result) : JSON.stringify(error, undefined, 2));
  if (error === undefined) return 0;
  output.err(sayRemote(output.lang, 'remote.failed', { requestId, status: asStatus(status) ?? status }));
  return 1;
}

/** An event was accepted, and nobody waits for it. */
function left(outcome: RemoteOutcome, options: RemoteInvokeOptions, output: Output): ExitCode {
  const { requestId } = outcome;
  if (options.json) output.out(outcomeJson(outcome, options, null));
  output.err(sayRemote(output.lang, 'remote.accepted', { function: options.function, requestId }));
  return 0;
}

async function followed(following: Following): Promise<ExitCode> {
  const { signal, output, requestId } = following;
  const { follow } = await import('./follow');
  try {
    return await follow(following);
  } catch (error) {
    const code: ExitCode | undefined = signal.aborted ? 130 : tellCloudFailure(error, output);
    if (code === undefined) throw error;
    // Whoever stops looking ends nothing.
    output.err(sayRemote(output.lang, 'remote.runsOn', { requestId }));
    return code;
  }
}
