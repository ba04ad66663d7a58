import { say } from '../messages';
import type { EventsCall, EventsMachine } from './eventsCall';
import { get, list, stats } from './eventsList';
import { logs } from './eventsLogs';
import { readEndpoint, type EventsAction, type RawEventsOptions } from './eventsOptions';
import { terminate } from './eventsTerminate';
import { LocalRegion } from './localRegion';
import { UsageError, type ExitCode, type Output } from './output';
import { offlineAddressOf } from './regionAddress';
import { sayRegionFailure } from './regionFault';

const interruptedCode = 130;

const actions: Readonly<Record<EventsAction, (call: EventsCall) => Promise<ExitCode>>> = { list, get, logs, terminate, stats };

/**
 * `events list|get|logs|terminate|stats`, of the region that runs for a service or is named by its address.
 * @param dir  folder of the service; absolute
 * @returns 0; 1 when the region cannot be asked or something is not known to it; 130 after Ctrl-C
 * @throws UsageError when an option is wrong
 */
export async function events(action: EventsAction, raw: RawEventsOptions, dir: string, output: Output, machine: EventsMachine): Promise<ExitCode> {
  const endpoint = readEndpoint(raw.endpoint, output.lang);
  const interrupt = new AbortController();
  const { signal } = interrupt;
  const stopListening = machine.onInterrupt(() => interrupt.abort());
  const region = new LocalRegion(() => (endpoint === undefined ? offlineAddressOf(dir) : Promise.resolve({ origin: endpoint, prefix: '' })), signal);
  try {
    return await actions[action]({ region, raw, output, machine, signal, nowMs: Date.now() });
  } catch (error) {
    if (signal.aborted && !(error instanceof UsageError)) return interruptedCode;
    const why = sayRegionFailure(output.lang, error);
    if (why === undefined) throw error;
    output.err(say(output.lang, 'cli.error', { message: why }));
    return 1;
  } finally {
    stopListening();
  }
}
