import type { EventSourceMessage } from 'eventsource-parser';
import type { RequestView } from '../history/view';
import { apiLanguages, type Lang } from '../messages/text';
import { ApiRefusal } from './apiRefusal';
import type { ApiAnswer, EventRegion, LogPiece } from './eventRegion';
import type { RegionAddress } from './regionAddress';
import { RegionFailure } from './regionFault';

/** How long an answer may take, ms; a hard termination answers once the instance is gone (S83). */
const answerMaxMs = 60_000;

/** Statuses that come with the reason: it wants to know who asks, or cannot read what it has. */
const refusing: readonly number[] = [403, 500];

/** A region that some process on this machine serves: its API in the wire format of the cloud, and the paths beside it. */
export class LocalRegion implements EventRegion {
  readonly #locate: () => Promise<RegionAddress>;
  readonly #signal: AbortSignal;
  readonly #lang: Lang;
  /** Where it has answered. */
  #known: RegionAddress | undefined;

  /**
   * @param locate  where it listens; asked again when it no longer answers there, for when it starts again it may have another port
   * @param signal  ends whatever is under way
   * @param lang    of whoever reads why something is refused
   */
  constructor(locate: () => Promise<RegionAddress>, signal: AbortSignal, lang: Lang) {
    this.#locate = locate;
    this.#signal = signal;
    this.#lang = lang;
  }

  async call(action: string, params: object): Promise<ApiAnswer> {
    const { origin, token } = await this.#address();
    const response = await this.#fetch(origin, '/', {
      method: 'POST',
      body: JSON.stringify(params),
      headers: {
        'content-type': 'application/json',
        'x-tc-action': action,
        'x-tc-version': '2018-04-16',
        ...this.#language,
        'x-tc-timestamp': String(Math.floor(Date.now() / 1000)),
        ...bearer(token),
      },
    });
    const { Response: answer } = await this.#json(origin, response);
    if (!isObject(answer)) throw strange(origin, response.status);
    const { Error: refusal } = answer;
    if (isObject(refusal)) throw new ApiRefusal(String(refusal['Code']), String(refusal['Message']));
    return answer;
  }

  async keysOf(key: string): Promise<readonly string[]> {
    const { prefix } = await this.#address();
    return prefix === '' ? [key] : [`${prefix}${key}`, key];
  }

  async view(requestId: string): Promise<RequestView | undefined> {
    const { origin, token } = await this.#address();
    const response = await this.#fetch(origin, `/events/${encodeURIComponent(requestId)}`, { headers: { ...this.#language, ...bearer(token) } });
    if (response.status === 404) return undefined;
    const view = await this.#json(origin, response);
    if (refusing.includes(response.status)) throw refusalIn(view, origin, response.status);
    if (!response.ok || typeof view['requestId'] !== 'string') throw strange(origin, response.status);
    return view as unknown as RequestView;
  }

  async *log(requestId: string, from: number, follow: boolean, signal: AbortSignal): AsyncGenerator<LogPiece> {
    const { origin, token } = await this.#address();
    const path = `/events/${encodeURIComponent(requestId)}/log${follow ? '' : '?follow=false'}`;
    const headers = { ...this.#language, ...bearer(token), accept: 'text/event-stream', ...(from > 0 && { 'last-event-id': String(from - 1) }) };
    // However long it takes: a job may say nothing for hours.
    const response = await this.#fetch(origin, path, { headers }, signal);
    const { status, headers: head, body } = response;
    if (status === 404) throw new RegionFailure({ kind: 'unknown', requestId });
    // So many logs are watched that there is no room for another one, for a while.
    if (status === 503) throw new RegionFailure({ kind: 'silent', origin, detail: `HTTP ${status}` });
    if (refusing.includes(status)) throw refusalIn(await this.#json(origin, response), origin, status);
    if (status !== 200 || !body || !head.get('content-type')?.startsWith('text/event-stream')) throw strange(origin, status);
    yield { kind: 'begun' };
    const { createParser } = await import('eventsource-parser');
    const pieces: LogPiece[] = [];
    const parser = createParser({ onEvent: (message) => pieces.push(pieceOf(message)) });
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
        yield* pieces.splice(0);
      }
    } catch (error) {
      throw this.#failure(origin, error);
    }
  }

  /** What answers in words are asked for in. */
  get #language(): { readonly 'x-tc-language': string } {
    return { 'x-tc-language': apiLanguages[this.#lang] };
  }

  async #address(): Promise<RegionAddress> {
    this.#known ??= await this.#locate();
    return this.#known;
  }

  /** @param limit  ends it, besides Ctrl-C */
  async #fetch(origin: string, path: string, init: RequestInit = {}, limit = AbortSignal.timeout(answerMaxMs)): Promise<Response> {
    const signal = AbortSignal.any([this.#signal, limit]);
    try {
      return await fetch(new URL(path, origin), { ...init, signal });
    } catch (error) {
      throw this.#failure(origin, error);
    }
  }

  async #json(origin: string, response: Response): Promise<ApiAnswer> {
    const text = await response.text().catch((error: unknown) => {
      throw this.#failure(origin, error);
    });
    try {
      const value: unknown = JSON.parse(text);
      if (isObject(value)) return value;
    } catch {
      // Told below, together with what is JSON but no object.
    }
    throw strange(origin, response.status);
  }

  /** What a request that broke means; whoever has interrupted it knows better. */
  #failure(origin: string, error: unknown): RegionFailure {
    this.#known = undefined;
    return new RegionFailure({ kind: 'silent', origin, detail: reasonOf(error) }, { cause: error });
  }
}

/** Why one of the paths beside the API has no answer. */
function refusalIn({ error, message }: ApiAnswer, origin: string, status: number): Error {
  return typeof error === 'string' && typeof message === 'string' ? new ApiRefusal(error, message) : strange(origin, status);
}

/** What a region lets in without a signature. */
function bearer(token: string | undefined): { readonly authorization?: string } {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function strange(origin: string, status: number): RegionFailure {
  return new RegionFailure({ kind: 'strange', origin, detail: `HTTP ${status}` });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `fetch` itself only says that it has failed; the system's reason is below. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Data is JSON: a line may have signs that would end it. */
function pieceOf({ event, data }: EventSourceMessage): LogPiece {
  if (event !== 'end') {
    const { n, text } = JSON.parse(data) as { readonly n: number; readonly text: string };
    return { kind: 'line', n, text };
  }
  const { state, status } = JSON.parse(data) as { readonly state: RequestView['state']; readonly status?: number | null };
  return { kind: 'end', state, status: status ?? undefined };
}
