import { say } from '../messages';
import type { LogEnd } from './eventRegion';
import type { EventsCall } from './eventsCall';
import { readId } from './eventsOptions';
import type { ExitCode } from './output';
import { isUnreachable, RegionFailure } from './regionFault';

/** How often a broken connection is tried again before it is given up. */
const triesMax = 12;

/** Longest wait between two of these, ms. */
const pauseMaxMs = 5000;

/**
 * The whole log of one invocation, and with `--follow` what comes until it ends, also over restarts of the region: a line
 * is printed once.
 * @source S73
 */
export async function logs(call: EventsCall): Promise<ExitCode> {
  const { region, raw, output, machine, signal } = call;
  const { lang } = output;
  const requestId = readId('logs', raw, lang);
  const gone = new AbortController();
  const stopListening = machine.onReaderGone(() => gone.abort());
  try {
    const end = await printLog(call, requestId, AbortSignal.any([signal, gone.signal]));
    if (end === undefined) return signal.aborted ? 130 : 0;
    const { state, status } = end;
    if (status !== undefined) output.err(say(lang, 'events.logEnded', { requestId, state, status }));
    else output.err(say(lang, 'events.logSoFar', { requestId, state: (await region.view(requestId))?.state ?? state }));
    return 0;
  } finally {
    stopListening();
  }
}

/** @returns undefined when the signal ended it */
async function printLog({ region, raw, output, machine }: EventsCall, requestId: string, signal: AbortSignal): Promise<LogEnd | undefined> {
  const follow = raw.follow === true;
  const over = (): boolean => signal.aborted;
  let next = 0;
  let tries: number | undefined;
  while (!over()) {
    try {
      for await (const piece of region.log(requestId, next, follow, signal)) {
        if (over()) return undefined;
        if (piece.kind === 'end') return piece;
        tries ??= 0;
        if (piece.kind === 'begun') continue;
        // Who sends from the start again, or the last line twice, does no harm, and gets no further.
        if (piece.n < next) continue;
        tries = 0;
        output.out(piece.text);
        next = piece.n + 1;
      }
      tries ??= 0;
    } catch (error) {
      if (over()) return undefined;
      // One that never was there is not waited for, one that goes away may come back.
      if (!isUnreachable(error) || tries === undefined || tries >= triesMax) throw error;
    }
    if (tries >= triesMax) throw new RegionFailure({ kind: 'broken', requestId });
    if (tries === 0) output.err(say(output.lang, 'events.reconnecting'));
    await machine.pause(Math.min(pauseMaxMs, tries === 0 ? 0 : 100 * 2 ** tries), signal);
    tries += 1;
  }
  return undefined;
}
