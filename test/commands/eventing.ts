import { events } from '../../src/commands/events';
import type { EventsMachine } from '../../src/commands/eventsCall';
import type { EventsAction, RawEventsOptions } from '../../src/commands/eventsOptions';
import type { Lang } from '../../src/messages';
import { recorded } from './output';

/** What happens around a command that runs. */
export interface Around {
  readonly lang?: Lang;
  /** Folder of the service. */
  readonly dir?: string;
  readonly ask?: EventsMachine['ask'];
  /** Told what presses Ctrl-C, and what closes the reader of standard output. */
  readonly began?: (press: () => void, leave: () => void) => void;
  /** Sees each line of standard output. */
  readonly onOut?: (text: string) => void;
}

/** Runs an event command to its end. */
export async function ran(action: EventsAction, raw: RawEventsOptions, { lang = 'en', dir = '/nowhere', ask, began, onOut }: Around = {}) {
  const output = recorded(lang);
  const pauses: number[] = [];
  const listening = { interrupt: new Set<() => void>(), gone: new Set<() => void>() };
  const listen = (to: keyof typeof listening) => (listener: () => void) => {
    listening[to].add(listener);
    return () => listening[to].delete(listener);
  };
  const machine: EventsMachine = {
    onInterrupt: listen('interrupt'),
    onReaderGone: listen('gone'),
    ask,
    pause: async (ms) => {
      pauses.push(ms);
    },
  };
  const tell = (to: keyof typeof listening) => () => listening[to].forEach((listener) => listener());
  began?.(tell('interrupt'), tell('gone'));
  const watching = {
    ...output,
    out: (text: string) => {
      output.out(text);
      onOut?.(text);
    },
  };
  const code = await events(action, raw, dir, watching, machine);
  expect([listening.interrupt.size, listening.gone.size]).toEqual([0, 0]);
  return { code, out: output.outs.join('\n'), outs: output.outs, err: output.errs.join('\n'), pauses };
}
