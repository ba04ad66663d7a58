import { realTime } from '../../cloud/time';
import { eventsIn } from '../events';
import type { EventsMachine } from '../eventsCall';
import type { EventsAction, RawEventsOptions } from '../eventsOptions';
import type { ExitCode, Output } from '../output';
import { cloudFor, sayFailure, type Cloud, type CloudAccess } from './access';
import { CloudRegion } from './cloudRegion';
import type { RemoteService } from './service';

/**
 * `events list|get|logs|terminate|stats` of the functions of a service in the cloud.
 * @returns 0; 1 when the cloud refuses, or something is not known there; 130 after Ctrl-C
 * @throws UsageError when an option is wrong
 * @source scf-api.md §5.5, §5.6; S73–S87
 */
export async function remoteEvents(
  action: EventsAction,
  raw: RawEventsOptions,
  service: RemoteService,
  access: CloudAccess,
  output: Output,
  machine: EventsMachine,
): Promise<ExitCode> {
  const { time: clock = realTime } = access;
  let opened: Promise<Cloud> | undefined;
  // Looked for by whoever first needs it: what was asked wrongly is told before.
  const find = (): Promise<Cloud> => (opened ??= cloudFor(access, service.region, output.lang));
  const place = (signal: AbortSignal) => ({
    region: new CloudRegion(find, service, clock, output, signal),
    say: (lang: Output['lang'], error: unknown) => sayFailure(error, lang),
    close: async () => {
      // A way that could not be opened needs no closing.
      const cloud = await opened?.catch(() => undefined);
      await cloud?.close();
    },
  });
  return eventsIn(place, action, raw, output, machine, clock.nowMs());
}
