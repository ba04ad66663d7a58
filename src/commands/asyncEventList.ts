import type { AsyncEventState } from '../scf';
import { ApiRefusal } from './apiRefusal';
import type { ApiAnswer, EventRegion } from './eventRegion';
import { itemsOf, type RegionFunction } from './regionFunctions';

/** Which events of asynchronous execution are meant. */
export interface AsyncEventChoice {
  readonly qualifier: string | undefined;
  /** Any, when there is none. */
  readonly states: readonly AsyncEventState[];
  /** When they began, half-open, ms since the Unix epoch; undefined: at any time. */
  readonly startMs: { readonly from: number; readonly to: number } | undefined;
}

/** A window on a list. */
export interface Page {
  readonly order: 'ASC' | 'DESC';
  readonly offset: number;
  readonly limit: number;
}

/** An event as the API lists it. */
export interface ListedEvent {
  readonly requestId: string;
  readonly function: RegionFunction;
  readonly qualifier: string;
  readonly state: string;
  /** ms since the Unix epoch. */
  readonly startMs: number;
  readonly endMs: number | undefined;
}

/** Most that one call lists. @source scf-api.md §5.5 */
const callMax = 100;

/**
 * The events of some functions in the order of their starts. The API lists one function at a time, so of each as many are
 * read as the window could show.
 * @returns how many there are in all, and those in the window
 */
export async function listEvents(
  region: EventRegion,
  functions: readonly RegionFunction[],
  choice: AsyncEventChoice,
  { order, offset, limit }: Page,
): Promise<{ readonly total: number; readonly events: readonly ListedEvent[] }> {
  const found = await ofEach(functions, (fn) => eventsOf(region, fn, choice, order, offset + limit));
  const events = found.flatMap((one) => [...one.events]);
  const total = found.reduce((sum, one) => sum + one.total, 0);
  const sign = order === 'ASC' ? 1 : -1;
  events.sort((a, b) => sign * (a.startMs - b.startMs));
  return { total, events: events.slice(offset, offset + limit) };
}

/** How many events of some functions are in each of the states. */
export async function countEvents(
  region: EventRegion,
  functions: readonly RegionFunction[],
  choice: Omit<AsyncEventChoice, 'states'>,
): Promise<{ readonly function: RegionFunction; readonly states: Readonly<Record<AsyncEventState, number>> }[]> {
  return ofEach(functions, async (fn) => {
    const count = async (state: AsyncEventState): Promise<number> => {
      const { TotalCount: total } = await region.call('ListAsyncEvents', { ...paramsOf(fn, { ...choice, states: [state] }), Limit: 1 });
      return Number(total ?? 0);
    };
    const states = {
      RUNNING: await count('RUNNING'),
      FINISHED: await count('FINISHED'),
      FAILED: await count('FAILED'),
      ABORTED: await count('ABORTED'),
    };
    return { function: fn, states };
  });
}

/** Asks for each function. One without the version that is meant has nothing to tell, as long as another one has it. */
async function ofEach<R>(functions: readonly RegionFunction[], ask: (fn: RegionFunction) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  const refusals: ApiRefusal[] = [];
  for (const fn of functions) {
    try {
      answers.push(await ask(fn));
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.code !== 'ResourceNotFound.Version') throw error;
      refusals.push(error);
    }
  }
  if (answers.length === 0 && refusals[0]) throw refusals[0];
  return answers;
}

async function eventsOf(region: EventRegion, fn: RegionFunction, choice: AsyncEventChoice, order: Page['order'], max: number) {
  const events = new Map<string, ListedEvent>();
  let total = 0;
  for (let offset = 0; offset < max; offset += callMax) {
    const window = { Order: order, Orderby: 'StartTime', Offset: offset, Limit: Math.min(callMax, max - offset) };
    const { TotalCount: count, EventList: list } = await region.call('ListAsyncEvents', { ...paramsOf(fn, choice), ...window });
    total = Number(count ?? 0);
    const found = itemsOf(list).map((event) => eventOf(event, fn));
    // What begins between two calls moves the rest on, so one may come twice.
    for (const event of found) events.set(event.requestId, event);
    if (found.length === 0 || offset + found.length >= total) break;
  }
  return { total, events: events.values() };
}

function paramsOf({ name, namespace }: RegionFunction, { qualifier, states, startMs }: AsyncEventChoice): object {
  return {
    FunctionName: name,
    Namespace: namespace,
    ...(qualifier !== undefined && { Qualifier: qualifier }),
    ...(states.length > 0 && { Status: states }),
    // Whole seconds: the interval only grows by this.
    ...(startMs && { StartTimeInterval: { Start: apiTime(startMs.from), End: apiTime(startMs.to + 999) } }),
  };
}

/** The API's clock is Beijing's. @assumes scf-api.md §5.5: its times name no zone */
const zone = { text: '+08:00', ms: 8 * 3_600_000 };

function apiTime(atMs: number): string {
  return new Date(atMs + zone.ms).toISOString().slice(0, 19).replace('T', ' ');
}

function timeOf(text: unknown): number | undefined {
  const atMs = typeof text === 'string' ? Date.parse(`${text.replace(' ', 'T')}${zone.text}`) : NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}

function eventOf(event: ApiAnswer, fn: RegionFunction): ListedEvent {
  const { InvokeRequestId: requestId, Qualifier: qualifier, Status: state, StartTime: start, EndTime: end } = event;
  return {
    requestId: String(requestId),
    function: fn,
    qualifier: typeof qualifier === 'string' ? qualifier : '',
    state: String(state),
    startMs: timeOf(start) ?? 0,
    endMs: timeOf(end),
  };
}
