import { say, type Lang } from '../messages';
import { printable } from '../report/printable';
import type { EventRegion } from './eventRegion';
import type { EventsCall, EventsMachine } from './eventsCall';
import { get, list, stats } from './eventsList';
import { logs } from './eventsLogs';
import { readEndpoint, type EventsAction, type RawEventsOptions } from './eventsOptions';
import { terminate } from './eventsTerminate';
import { LocalRegion } from './localRegion';
import { UsageError, type ExitCode, type Output } from './output';
import { offlineAddressOf, type RegionAddress } from './regionAddress';
import { sayRegionFailure } from './regionFault';

const interruptedCode = 130;

const actions: Readonly<Record<EventsAction, (call: EventsCall) => Promise<ExitCode>>> = { list, get, logs, terminate, stats };

/** Where the events are, and how what goes wrong there is told; undefined: it is something else, perhaps our bug. */
export interface EventPlace {
  readonly region: EventRegion;
  readonly say: (lang: Lang, error: unknown) => string | undefined;
  readonly close?: (() => Promise<void>) | undefined;
}

/**
 * `events list|get|logs|terminate|stats`, of the region that runs for a service or is named by its address.
 * @param dir  folder of the service; absolute
 * @returns 0; 1 when the region cannot be asked or something is not known to it; 130 after Ctrl-C
 * @throws UsageError when an option is wrong
 */
export async function events(action: EventsAction, raw: RawEventsOptions, dir: string, output: Output, machine: EventsMachine): Promise<ExitCode> {
  const endpoint = readEndpoint(raw.endpoint, output.lang);
  const locate = (): Promise<RegionAddress> => (endpoint === undefined ? offlineAddressOf(dir) : Promise.resolve({ origin: endpoint, prefix: '' }));
  const place = (signal: AbortSignal): EventPlace => ({ region: new LocalRegion(locate, signal, output.lang), say: sayRegionFailure });
  return eventsIn(place, action, raw, output, machine);
}

/**
 * The same of any place.
 * @param find   where; what it waits for and what is under way there ends with the signal
 * @param nowMs  ms since the Unix epoch
 */
export async function eventsIn(
  find: (signal: AbortSignal) => EventPlace,
  action: EventsAction,
  raw: RawEventsOptions,
  output: Output,
  machine: EventsMachine,
  nowMs = Date.now(),
): Promise<ExitCode> {
  const interrupt = new AbortController();
  const { signal } = interrupt;
  const stopListening = machine.onInterrupt(() => interrupt.abort());
  const { region, say: sayFailure, close } = find(signal);
  try {
    return await actions[action]({ region, raw, output, machine, signal, nowMs });
  } catch (error) {
    if (signal.aborted && !(error instanceof UsageError)) return interruptedCode;
    const why = sayFailure(output.lang, error);
    if (why === undefined) throw error;
    output.err(say(output.lang, 'cli.error', { message: printable(why) }));
    return 1;
  } finally {
    stopListening();
    await close?.();
  }
}
