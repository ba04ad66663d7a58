import { say } from '../messages';
import type { EventRow } from '../report/events';
import type { ListedEvent } from './asyncEventList';
import type { EventRegion } from './eventRegion';
import type { Output } from './output';
import { functionsIn, functionsNamed, type RegionFunction } from './regionFunctions';

/** How many requests are under way at a time. */
const atOnce = 8;

/** The functions of these names, or all: those whose events can be listed, and those that one would look for in vain. @source S81 */
export async function tracking(region: EventRegion, names: readonly string[]): Promise<{ traced: RegionFunction[]; others: RegionFunction[] }> {
  const known = await functionsIn(region);
  const meant = names.length === 0 ? known.filter((fn) => fn.asyncRun) : await functionsNamed(region, names, known);
  return { traced: meant.filter((fn) => fn.traced), others: meant.filter((fn) => !fn.traced) };
}

/** Says of which functions nothing is listed, and why. */
export function tellOthers(others: readonly RegionFunction[], output: Output): void {
  const { lang } = output;
  const untraced = namesOf(others.filter((fn) => fn.asyncRun));
  const notAsync = namesOf(others.filter((fn) => !fn.asyncRun));
  if (untraced.length > 0) output.err(say(lang, 'events.untraced', { functions: untraced }));
  if (notAsync.length > 0) output.err(say(lang, 'events.notAsync', { functions: notAsync }));
}

/** Their names in the cloud. */
export function namesOf(functions: readonly RegionFunction[]): string[] {
  return functions.map(({ name }) => name);
}

/** Listed events with what a list of the API does not tell: version, status code and duration. */
export async function rowsOf(region: EventRegion, listed: readonly ListedEvent[], nowMs: number): Promise<EventRow[]> {
  return inTurn(listed, async ({ requestId, function: fn, ...event }) => {
    // It may have been forgotten since it was listed.
    const view = await region.view(requestId);
    const endMs = view?.endMs ?? event.endMs;
    return {
      requestId,
      function: fn.name,
      version: view?.version ?? event.qualifier,
      state: view?.state ?? event.state,
      status: view?.status,
      startMs: view?.startMs ?? event.startMs,
      endMs,
      durationMs: endMs === undefined ? nowMs - event.startMs : (view?.durationMs ?? endMs - event.startMs),
    };
  });
}

/** Does something with each item, a few at a time; the results are in the order of the items. */
export async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(act))));
  }
  return results;
}
