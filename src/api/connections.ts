import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Crowd, giveMemoryBack } from './crowd';

/** Whoever is turned away gets to read why, ms. */
const partingMs = 1_000;
const retryAfterSec = 5;

const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Which connections there are, and on which of them an answer is under way: such a one is not closed before it. Where there
 * is no room for another one, the one goes on which nothing has been under way for longest: most often somebody who keeps
 * it for later, or never asks. When all wait for answers, that is the newcomer.
 */
export class Connections {
  readonly #max: number;
  readonly #answers = new Map<Socket, number>();
  /** To the request that came last on it, of which not all may have come. */
  readonly #last = new WeakMap<Socket, ServerResponse>();
  /** Those without an answer under way, in the order in which they came to be so. */
  readonly #idle = new Set<Socket>();
  readonly #turnedAway = new WeakSet<Socket>();
  /** What is said when the answers before it have been given. */
  readonly #refusals = new Map<Socket, string>();
  readonly #crowd = new Crowd(giveMemoryBack);
  #closing = false;

  /** @param max  connections at a time */
  constructor(max: number) {
    this.#max = max;
  }

  add(socket: Socket): void {
    this.#answers.set(socket, 0);
    this.#idle.add(socket);
    socket.once('close', () => {
      this.#answers.delete(socket);
      this.#idle.delete(socket);
      this.#refusals.delete(socket);
      if (!this.#closing) this.#crowd.count(this.#answers.size);
    });
    this.#crowd.count(this.#answers.size);
    if (this.#answers.size <= this.#max) return;
    const [longest = socket] = this.#idle;
    this.#turnAway(longest);
  }

  /** @returns whether it may be answered: whoever was turned away has been told that nothing was done */
  answering(socket: Socket, outgoing: ServerResponse): boolean {
    if (this.#turnedAway.has(socket)) return false;
    this.#answers.set(socket, (this.#answers.get(socket) ?? 0) + 1);
    this.#last.set(socket, outgoing);
    this.#idle.delete(socket);
    outgoing.once('close', () => this.#answered(socket));
    return true;
  }

  /** What is no HTTP is answered as well as it can be. */
  refuse(socket: Socket, { code = '' }: NodeJS.ErrnoException): void {
    if (this.#turnedAway.has(socket)) return;
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    if (this.#refusals.has(socket)) return;
    const status = refusals[code] ?? '400 Bad Request';
    this.#refusals.set(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    // Who has not sent all of a request waits for no answer to it.
    const isWhole = this.#last.get(socket)?.req.complete ?? true;
    const awaited = Math.max(0, (this.#answers.get(socket) ?? 0) - (isWhole ? 0 : 1));
    this.#answers.set(socket, awaited);
    if (awaited === 0) this.#part(socket);
  }

  /** No further requests are taken. */
  close(): void {
    this.#closing = true;
    this.#crowd.stay();
    for (const [socket, answers] of this.#answers) if (answers === 0) this.#part(socket);
  }

  #answered(socket: Socket): void {
    const left = (this.#answers.get(socket) ?? 1) - 1;
    if (!socket.destroyed) {
      this.#answers.set(socket, left);
      if (left === 0) this.#idle.add(socket);
    }
    if (left === 0) this.#part(socket);
  }

  /** It goes if it is to go. */
  #part(socket: Socket): void {
    const refusal = this.#refusals.get(socket);
    if (refusal !== undefined) socket.end(refusal, () => socket.destroy());
    else if (this.#closing) socket.end(() => socket.destroy());
  }

  #turnAway(socket: Socket): void {
    this.#idle.delete(socket);
    this.#turnedAway.add(socket);
    const message = `At most ${this.#max} connections are served at a time.`;
    socket.end(noRoom(JSON.stringify({ error: 'RequestLimitExceeded', message })));
    // A connection that is cut while something comes in on it may take the answer along.
    const parting = setTimeout(() => socket.destroy(), partingMs);
    socket.once('close', () => clearTimeout(parting));
  }
}

function noRoom(json: string): string {
  const headers = ['Connection: close', `Retry-After: ${retryAfterSec}`, 'Content-Type: application/json', `Content-Length: ${json.length}`];
  return `HTTP/1.1 503 Service Unavailable\r\n${headers.join('\r\n')}\r\n\r\n${json}`;
}
