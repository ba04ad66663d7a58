import { say } from '../messages';
import { ApiRefusal } from './apiRefusal';
import { listEvents, type ListedEvent } from './asyncEventList';
import type { EventRegion } from './eventRegion';
import type { EventsCall } from './eventsCall';
import { readToTerminate, type Chosen } from './eventsOptions';
import { UsageError, type ExitCode } from './output';
import { RegionFailure } from './regionFault';
import { functionsIn, functionsNamed, type RegionFunction } from './regionFunctions';
import { inTurn, rowsOf, tellOthers, tracking } from './trackedEvents';

/** A running event, as the API wants it named. */
interface Target {
  readonly requestId: string;
  /** Undefined: nothing is known of the event. */
  readonly function: Pick<RegionFunction, 'name' | 'namespace'> | undefined;
  /** When it was looked at. */
  readonly state: string | undefined;
}

/** Which are to be ended, and how many more run that `--all` means, too. */
interface Found {
  readonly targets: readonly Target[];
  readonly left: number;
}

/** What became of the wish to end one event. */
interface Outcome {
  readonly requestId: string;
  readonly outcome: 'terminated' | 'signalled' | 'notRunning' | 'unknown' | 'refused';
  readonly state: string | undefined;
  /** Why it was refused, by the region. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

/** Most that `--all` ends in one go. */
const allMax = 1000;

/**
 * Ends running events: hard, or with `--signal` by a SIGTERM that their handlers may listen to.
 * @returns 1 when any of them was not ended
 * @source S83–S85
 */
export async function terminate(call: EventsCall): Promise<ExitCode> {
  const { raw, output } = call;
  const chosen = readToTerminate(raw, output.lang);
  const found = 'ids' in chosen ? { targets: await namedTargets(call, chosen.ids), left: 0 } : await allTargets(call, chosen);
  if (found === undefined) return 1;
  const { targets, left } = found;
  const outcomes = await inTurn(targets, (target) => end(call, target));
  if (raw.json === true) output.out(outcomesJson(outcomes));
  else for (const outcome of outcomes) output.out(outcomeLine(outcome, call));
  if (left > 0) output.err(say(output.lang, 'events.moreRun', { left }));
  return left === 0 && outcomes.every(({ outcome }) => outcome === 'terminated' || outcome === 'signalled') ? 0 : 1;
}

async function namedTargets({ region }: EventsCall, ids: readonly string[]): Promise<Target[]> {
  const known = await functionsIn(region);
  return inTurn(ids, async (requestId) => {
    const view = await region.view(requestId);
    return { requestId, function: view && (await functionOf(region, view.function, known)), state: view?.state };
  });
}

/** A function that has been deleted since is for the region to refuse. */
async function functionOf(region: EventRegion, key: string, known: readonly RegionFunction[]): Promise<Target['function']> {
  try {
    const [fn] = await functionsNamed(region, [key], known);
    return fn;
  } catch (error) {
    if (error instanceof RegionFailure) return { name: key, namespace: 'default' };
    throw error;
  }
}

/** All that run, up to `allMax`, and how many more do, once somebody has agreed. @returns undefined when nobody has */
async function allTargets(call: EventsCall, { functions, choice }: Chosen): Promise<Found | undefined> {
  const { region, raw, output } = call;
  const { traced, others } = await tracking(region, functions);
  tellOthers(others, output);
  const { total, events } = await listEvents(region, traced, choice, { order: 'ASC', offset: 0, limit: allMax });
  if (events.length === 0) output.err(say(output.lang, 'events.noneRuns'));
  else if (raw.yes !== true && !(await agreed(call, events))) {
    output.err(say(output.lang, 'events.noneTerminated'));
    return undefined;
  }
  const targets = events.map(({ requestId, function: fn, state }) => ({ requestId, function: fn, state }));
  return { targets, left: Math.max(0, total - events.length) };
}

/** @throws UsageError where nobody can be asked */
async function agreed({ region, output, machine, signal, nowMs }: EventsCall, events: readonly ListedEvent[]): Promise<boolean> {
  const { eventLine } = await import('../report/events');
  const list = (await rowsOf(region, events, nowMs)).map((row) => eventLine(row)).join('\n');
  const params = { count: events.length, list };
  if (!machine.ask) throw new UsageError(say(output.lang, 'events.confirmNeeded', params));
  return machine.ask(say(output.lang, 'events.confirm', params), signal);
}

async function end({ region, raw }: EventsCall, { requestId, function: fn, state }: Target): Promise<Outcome> {
  const grace = raw.signal === true;
  if (!fn) return { requestId, outcome: 'unknown', state, error: undefined };
  try {
    await region.call('TerminateAsyncEvent', {
      FunctionName: fn.name,
      Namespace: fn.namespace,
      InvokeRequestId: requestId,
      ...(grace && { GraceShutdown: true }),
    });
    return { requestId, outcome: grace ? 'signalled' : 'terminated', state: undefined, error: undefined };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const { code, message } = error;
    const now = (await region.view(requestId))?.state;
    return { requestId, outcome: outcomeOf(code, now), state: now, error: { code, message } };
  }
}

const notKnown = 'ResourceNotFound.AsyncEvent';

/** @source S85; an invocation that is no asynchronous execution is not known to the API, though the region knows it */
function outcomeOf(code: string, state: string | undefined): Outcome['outcome'] {
  if (code === 'FailedOperation.AsyncEventStatus') return 'notRunning';
  if (code !== notKnown) return 'refused';
  if (state === undefined) return 'unknown';
  return state === 'RUNNING' ? 'refused' : 'notRunning';
}

function outcomesJson(outcomes: readonly Outcome[]): string {
  const events = outcomes.map(({ state = null, error = null, ...outcome }) => ({ ...outcome, state, error }));
  return JSON.stringify({ events }, undefined, 2);
}

function outcomeLine({ requestId, outcome, state, error }: Outcome, { output: { lang } }: EventsCall): string {
  switch (outcome) {
    case 'terminated':
      return say(lang, 'events.terminated', { requestId });
    case 'signalled':
      return say(lang, 'events.signalled', { requestId });
    case 'notRunning':
      return say(lang, 'events.notRunning', { requestId, state });
    case 'unknown':
      return say(lang, 'events.unknownHere', { requestId });
    case 'refused':
      if (error?.code === notKnown) return say(lang, 'events.notAsyncRun', { requestId });
      return say(lang, 'events.refused', { requestId, why: `${error?.code}: ${error?.message}` });
  }
}
