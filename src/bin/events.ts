import type { ParseArgsConfig } from 'node:util';
import { UsageError, type ExitCode, type Output } from '../commands/output';
import { eventsActions, type EventsAction } from '../commands/eventsOptions';
import { sayCli } from '../messages/cli';
import { sayEvents } from '../messages/events';
import { parse } from './parse';

const every = {
  id: { type: 'string', multiple: true },
  function: { type: 'string', short: 'f', multiple: true },
  qualifier: { type: 'string', short: 'q' },
  state: { type: 'string', multiple: true },
  since: { type: 'string' },
  until: { type: 'string' },
  limit: { type: 'string' },
  offset: { type: 'string' },
  order: { type: 'string' },
  follow: { type: 'boolean' },
  signal: { type: 'boolean' },
  all: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  endpoint: { type: 'string' },
  json: { type: 'boolean' },
  remote: { type: 'boolean' },
  stage: { type: 'string', short: 's' },
  region: { type: 'string', short: 'r' },
  param: { type: 'string', multiple: true },
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** Only who asks the cloud has to say which service is meant: a running region knows its own. */
const ofRemote = ['stage', 'region', 'param', 'config'];

/** What each action takes besides an address and a call for help. */
const namesOf = {
  list: ['function', 'qualifier', 'state', 'since', 'until', 'limit', 'offset', 'order', 'json'],
  get: ['id', 'json'],
  logs: ['id', 'follow'],
  terminate: ['id', 'signal', 'all', 'state', 'function', 'qualifier', 'yes', 'json'],
  stats: ['function', 'qualifier', 'since', 'until', 'json'],
} as const satisfies Readonly<Record<EventsAction, readonly (keyof typeof every)[]>>;

/** Enough for every RequestId that somebody would name one by one. */
const wordsMax = 100;

/** `events ACTION`: the asynchronous events of a region that runs, or of the cloud. */
export async function eventsCommand([name = '--help', ...args]: readonly string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { lang } = output;
  if (name === '-h' || name === '--help') return help(output);
  const action = eventsActions.find((known) => known === name);
  if (action === undefined) throw new UsageError(sayEvents(lang, 'events.actions', { name, actions: eventsActions }));
  const { values: options, positionals: words } = parse('events', every, args, output, wordsMax);
  if (options.help) return help(output);
  const { remote = false } = options;
  refuseOptionsOfOthers(action, Object.keys(options), remote, output);
  if (remote) return (await import('./deploy')).remoteEventsCommand(action, { ...options, words }, process, output);
  const [{ events }, { eventsMachineOf }] = await Promise.all([import('../commands/events'), import('../commands/eventsMachine')]);
  return events(action, { ...options, words }, process.cwd(), output, eventsMachineOf(process));
}

/** What would be left out in silence is refused. */
function refuseOptionsOfOthers(action: EventsAction, given: readonly string[], remote: boolean, { lang }: Output): void {
  const own: readonly string[] = [...namesOf[action], ...(remote ? ofRemote : []), 'endpoint', 'remote', 'help'];
  for (const option of given) {
    if (!own.includes(option)) throw new UsageError(sayEvents(lang, 'events.notOfAction', { action, option, own }));
  }
}

function help(output: Output): ExitCode {
  output.out(sayCli(output.lang, 'cli.help'));
  return 0;
}
