import { realProcess, turn } from './realNode';
import { shared } from './shared';

const events = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Takes an error that nobody caught; false when it is none of its own.
 * @param second  what Node tells of it beside: of a rejection, the promise
 */
export type Catcher = (error: unknown, event: (typeof events)[number], second: unknown) => boolean;

type Listener = (error: unknown, second: unknown) => void;

/** The listeners to an event that were there before ours. */
interface Displaced {
  readonly event: (typeof events)[number];
  readonly listeners: readonly Listener[];
}

/** There is one process, and so there is one place in it where errors end that nobody has caught. */
const strays = shared('strays/1', () => ({ catchers: new Set<Catcher>(), displaced: [] as readonly Displaced[] }));
const { catchers } = strays;

/**
 * Look first at errors that nobody in this process has caught, until the returned function is called. Errors that no catcher takes go where
 * they would have gone.
 */
export function catchStrays(catcher: Catcher): () => void {
  if (catchers.size === 0) displaceListeners();
  catchers.add(catcher);
  return () => {
    if (catchers.delete(catcher) && catchers.size === 0) restoreListeners();
  };
}

function displaceListeners(): void {
  strays.displaced = events.map((event) => ({ event, listeners: realProcess.listeners(event as 'exit') as Listener[] }));
  for (const { event, listeners } of strays.displaced) {
    realProcess.removeAllListeners(event);
    realProcess.on(event, (error: unknown, second: unknown) => {
      if ([...catchers].some((take) => take(error, event, second))) return;
      for (const listener of listeners) listener.call(realProcess, error, second);
      if (listeners.length === 0) crash(error);
    });
  }
}

function restoreListeners(): void {
  for (const { event, listeners } of strays.displaced) {
    realProcess.removeAllListeners(event);
    for (const listener of listeners) realProcess.on(event, listener);
  }
  strays.displaced = [];
}

/** What Node does with an error when nobody listens. */
function crash(error: unknown): void {
  restoreListeners();
  catchers.clear();
  void turn().then(() => {
    throw error;
  });
}
