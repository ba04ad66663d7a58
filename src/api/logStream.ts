import type { Context } from 'hono';
import type { LogLine, RequestHistory } from '../history/view';
import { said } from '../messages/api';
import type { Said } from '../messages/text';
import { StoreFault } from '../store';
import type { RequestId } from '../scf';
import { languageFor } from './language';
import type { ApiEnv } from './transport';

interface House {
  readonly history: RequestHistory;
  /** Streams at a time. */
  readonly streamsMax: number;
  /** From one sign of life to the next, ms. */
  readonly heartbeatMs: number;
}

/** What of which log is wanted. */
interface Wish {
  readonly requestId: RequestId;
  /** The number of the first line. */
  readonly from: number;
  /** Whether to wait for lines that are still to come. */
  readonly follow: boolean;
}

/** Lines that are read at once. */
const pageLines = 256;
const retryAfterSec = 5;

/** The logs that are being watched, as server-sent events. */
export class LogStreams {
  readonly #house: House;
  readonly #open = new Set<AbortController>();
  #closed = false;

  constructor(house: House) {
    this.#house = house;
  }

  get open(): number {
    return this.#open.size;
  }

  /** No stream goes on, and none begins any more. */
  close(): void {
    this.#closed = true;
    for (const controller of this.#open) controller.abort();
  }

  /**
   * The whole log of an invocation, or from a line on: one event a line, its number the event's id, `{n, atMs, text}` its data. Then the lines that
   * come, and when the invocation has ended an event `end` with its state and status; with `follow=false` that comes after what is there.
   */
  answer(c: Context<ApiEnv>, requestId: RequestId): Response {
    const lang = languageFor(c.req);
    const objection = this.#objection();
    // Looked at first, for a crowd costs less so; and its connections would only stand in the way of others.
    if (objection)
      return c.json({ ...objection, message: objection.message[lang] }, 503, { 'retry-after': String(retryAfterSec), connection: 'close' });
    if (!this.#house.history.get(requestId)) return c.json({ error: 'ResourceNotFound', message: said('routes.noRequest')[lang] }, 404);
    const from = startOf(c.req.header('last-event-id'), c.req.query('from'));
    if (from === undefined) return c.json({ error: 'InvalidParameter', message: said('routes.logFrom')[lang] }, 400);
    // What cannot be read is told while there is an answer to tell it with: a stream could only break off.
    this.#house.history.lines(requestId, from, 1);
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    return c.body(this.#streamOf({ requestId, from, follow: c.req.query('follow') !== 'false' }), 200, headers);
  }

  #objection(): { readonly error: string; readonly message: Said } | undefined {
    if (this.#closed) return { error: 'ResourceUnavailable', message: said('routes.logsClosed') };
    const { streamsMax } = this.#house;
    if (this.#open.size < streamsMax) return undefined;
    return { error: 'RequestLimitExceeded', message: said('routes.logsMax', { max: streamsMax }) };
  }

  #streamOf(wish: Wish): ReadableStream<Uint8Array> {
    const { history, heartbeatMs } = this.#house;
    const watched = new AbortController();
    this.#open.add(watched);
    const events = eventsOf(history, wish, watched.signal);
    const encoder = new TextEncoder();
    let heart: NodeJS.Timeout | undefined;
    const end = (): void => {
      clearInterval(heart);
      watched.abort();
      this.#open.delete(watched);
    };
    return new ReadableStream({
      start: (controller) => {
        const beat = (): void => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(': alive\n\n'));
        };
        heart = setInterval(beat, heartbeatMs).unref();
      },
      pull: async (controller) => {
        // An iterator that fails ends the stream; the client asks again with the last id it has.
        const next = await events.next().catch(() => undefined);
        if (next && next.done !== true) {
          controller.enqueue(encoder.encode(next.value));
          return;
        }
        end();
        controller.close();
      },
      cancel: end,
    });
  }
}

/** The number of the first line that is wanted; undefined when that is no number. */
function startOf(lastEventId: string | undefined, from: string | undefined): number | undefined {
  if (lastEventId !== undefined && lastEventId !== '') return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) + 1 : undefined;
  if (from === undefined) return 0;
  return /^\d{1,15}$/.test(from) ? Number(from) : undefined;
}

/** What is kept is read by the page; only then the log is followed line by line. */
async function* eventsOf(history: RequestHistory, { requestId, from, follow }: Wish, signal: AbortSignal): AsyncGenerator<string> {
  // Looked at before the lines are read: of what is over there is nothing to come.
  const over = history.get(requestId)?.endMs !== undefined;
  let next = from;
  for (let isWhole = false; !isWhole && !signal.aborted;) {
    const { page, last } = pageOf(history, requestId, next);
    isWhole = last;
    next = (page.at(-1)?.n ?? next - 1) + 1;
    if (page.length > 0) yield page.map(lineEvent).join('');
  }
  if (follow && !over) for await (const line of history.follow(requestId, next, signal)) yield lineEvent(line);
  const view = history.get(requestId);
  if (signal.aborted || !view) return;
  const { state, status, attempts, durationMs, memoryMB } = view;
  yield `event: end\ndata: ${JSON.stringify({ state, status, attempts, durationMs, memoryMB })}\n\n`;
}

/** A page of lines, and whether it is the last; where that cannot be read one line alone, so that what stands before the damage is had. */
function pageOf(history: RequestHistory, requestId: RequestId, from: number): { readonly page: readonly LogLine[]; readonly last: boolean } {
  try {
    const page = history.lines(requestId, from, pageLines);
    return { page, last: page.length < pageLines };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const page = history.lines(requestId, from, 1);
    return { page, last: page.length === 0 };
  }
}

/** As JSON, for a line may have a carriage return, which would end it here. */
function lineEvent({ n, atMs, text }: LogLine): string {
  return `id: ${n}\ndata: ${JSON.stringify({ n, atMs, text })}\n\n`;
}
