import type { IncomingMessage, ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';

/** What hono's routes are given besides the request: Node's own objects when a server is in front, nothing in tests without one. */
export interface ApiEnv {
  Bindings: Partial<NodeSide>;
}

interface NodeSide {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** A request and the way to answer it, whatever carries them. */
export interface Exchange {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** A header as it was sent, by its name in lower case; of one that was sent several times what Node makes of it. */
  header(name: string): string | undefined;
  /**
   * The body.
   * @returns undefined when it is larger than `maxBytes`
   * @throws ClientLeft
   */
  body(maxBytes: number): Promise<Buffer | undefined>;
  /** Answer with JSON text and 200. @param headers  further ones: names and values in turn */
  sendJson(json: string, headers: readonly string[]): Response;
}

/** The client has left while it was still sending: nobody is there to be answered. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

/** What comes after a body that is too large is taken in up to here, bytes, and for so long, ms, so that its sender gets to read the answer. */
const discardMaxBytes = 96 * 1024 * 1024;
const discardMaxMs = 5_000;

/** To the letter, and without a charset: the Python SDK takes an answer of any other type for a success, whatever error it holds. */
const contentType = 'application/json';

/** The request that hono has a context for. */
export function exchangeOf(c: Context<ApiEnv>): Exchange {
  // Without a server hono has no bindings at all, whatever its types say.
  const { incoming, outgoing } = (c.env as Partial<NodeSide> | undefined) ?? {};
  return incoming && outgoing ? new NodeExchange(incoming, outgoing) : new WebExchange(c);
}

/** On Node's own objects: web streams over them cost more than all the rest of a request. */
export class NodeExchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly #incoming: IncomingMessage;
  readonly #outgoing: ServerResponse;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse) {
    this.method = incoming.method ?? '';
    this.target = incoming.url ?? '';
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  header(name: string): string | undefined {
    const value = this.#incoming.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  body(maxBytes: number): Promise<Buffer | undefined> {
    return read(this.#incoming, maxBytes);
  }

  sendJson(json: string, headers: readonly string[]): Response {
    const all = ['content-type', contentType, ...headers, 'content-length', String(Buffer.byteLength(json))];
    if (!this.#outgoing.destroyed) this.#outgoing.writeHead(200, all).end(json);
    return RESPONSE_ALREADY_SENT;
  }
}

/** On the request and response of the web, as tests without a server have them. */
class WebExchange implements Exchange {
  readonly method: string;
  readonly target: string;
  readonly #context: Context<ApiEnv>;

  constructor(c: Context<ApiEnv>) {
    const { pathname, search } = new URL(c.req.url);
    this.method = c.req.method;
    this.target = pathname + search;
    this.#context = c;
  }

  header(name: string): string | undefined {
    const { req } = this.#context;
    return req.header(name) ?? (name === 'host' ? new URL(req.url).host : undefined);
  }

  async body(maxBytes: number): Promise<Buffer | undefined> {
    const { body } = this.#context.req.raw;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  sendJson(json: string, headers: readonly string[]): Response {
    const all: Record<string, string> = { 'content-type': contentType };
    headers.forEach((value, at) => {
      if (at % 2 === 1) all[headers[at - 1] ?? ''] = value;
    });
    return this.#context.body(json, 200, all);
  }
}

/** @returns undefined when it is larger than `maxBytes` @throws ClientLeft */
function read(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let settled = false;
    let patience: NodeJS.Timeout | undefined;
    const settle = (body?: Buffer): void => {
      settled = true;
      if (patience) clearTimeout(patience);
      resolve(body);
    };
    const leave = (): void => {
      if (settled) return;
      if (patience) clearTimeout(patience);
      reject(new ClientLeft());
    };
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      patience ??= setTimeout(settle, discardMaxMs);
      if (bytes > maxBytes + discardMaxBytes) settle();
    });
    incoming.on('end', () => {
      if (bytes > maxBytes) settle();
      else settle(one(chunks));
    });
    incoming.on('close', leave);
    if (incoming.destroyed) leave();
  });
}

function one(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}
