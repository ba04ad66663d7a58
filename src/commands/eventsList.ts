import { say } from '../messages';
import type { StateCounts } from '../report/events';
import { countEvents, listEvents } from './asyncEventList';
import type { EventsCall } from './eventsCall';
import { eventStates, readChoice, readId, readPage } from './eventsOptions';
import type { ExitCode } from './output';
import { RegionFailure } from './regionFault';
import { namesOf, rowsOf, tellOthers, tracking } from './trackedEvents';

/** Events by their start; of those in the window everything that has a column. */
export async function list({ region, raw, output, nowMs }: EventsCall): Promise<ExitCode> {
  const { lang } = output;
  const chosen = readChoice('list', raw, nowMs, lang);
  const page = readPage(raw, lang);
  const { traced, others } = await tracking(region, chosen.functions);
  const { total, events: listed } = await listEvents(region, traced, chosen.choice, page);
  const rows = await rowsOf(region, listed, nowMs);
  const { eventsJson, eventsTable } = await import('../report/events');
  tellOthers(others, output);
  if (raw.json === true) output.out(eventsJson(total, rows, namesOf(others)));
  else if (rows.length > 0) output.out(await eventsTable(rows, lang, output.columns));
  else if (total === 0) output.err(say(lang, 'events.none'));
  else output.err(say(lang, 'events.beyond', { offset: page.offset, total }));
  if (raw.json !== true && rows.length > 0 && rows.length < total) {
    output.err(say(lang, 'events.page', { from: page.offset + 1, to: page.offset + rows.length, total }));
  }
  return 0;
}

/** All that is known of one event. */
export async function get({ region, raw, output, nowMs }: EventsCall): Promise<ExitCode> {
  const requestId = readId('get', raw, output.lang);
  const view = await region.view(requestId);
  if (!view) throw new RegionFailure({ kind: 'unknown', requestId });
  const { viewJson, viewText } = await import('../report/eventView');
  output.out(raw.json === true ? viewJson(view) : viewText(view, nowMs, output.lang));
  return 0;
}

/** How many events are in each state. @source S74 */
export async function stats({ region, raw, output, nowMs }: EventsCall): Promise<ExitCode> {
  const { lang } = output;
  const { functions, choice } = readChoice('stats', raw, nowMs, lang);
  const { traced, others } = await tracking(region, functions);
  const found = await countEvents(region, traced, choice);
  const counts = found.map(({ function: { name, namespace }, states }): StateCounts => ({ function: name, namespace, states }));
  const { countsJson, countsTable } = await import('../report/events');
  tellOthers(others, output);
  if (raw.json === true) output.out(countsJson(counts, eventStates, namesOf(others)));
  else if (counts.length > 0) output.out(await countsTable(counts, eventStates, lang, output.columns));
  else output.err(say(lang, 'events.none'));
  return 0;
}
