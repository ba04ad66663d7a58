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

type ApiContext = Context<ApiEnv>;

/** The client has left while it was still sending: nobody is there to be answered. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

/** What comes after a body that is too large is taken in up to here, bytes, and for so long, ms, so that its sender gets to read the answer. */
const discardMaxBytes = 96 * 1024 * 1024;
const discardMaxMs = 5_000;

/** A header as it was sent; of one that was sent several times what Node makes of it. */
export function headerOf(c: ApiContext, name: string): string | undefined {
  const { incoming } = nodeSide(c.env);
  if (!incoming) return c.req.header(name) ?? (name === 'host' ? new URL(c.req.url).host : undefined);
  const value = incoming.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Path and query as they were sent. */
export function targetOf(c: ApiContext): string {
  const { incoming } = nodeSide(c.env);
  if (incoming?.url !== undefined) return incoming.url;
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

/**
 * The body of a request. Node's own stream is read where there is one: a web stream over it costs more than all the rest of a request.
 * @returns undefined when it is larger than `maxBytes`
 * @throws ClientLeft
 */
export async function bodyOf(c: ApiContext, maxBytes: number): Promise<Buffer | undefined> {
  const { incoming } = nodeSide(c.env);
  return incoming ? readNode(incoming, maxBytes) : readWeb(c.req.raw, maxBytes);
}

/** Answer with JSON text. Written to Node's own response where there is one, as with the body. */
export function sendJson(c: ApiContext, json: string, headers: Readonly<Record<string, string>>): Response {
  const { outgoing } = nodeSide(c.env);
  const all = { 'content-type': 'application/json; charset=utf-8', ...headers };
  if (!outgoing) return c.body(json, 200, all);
  if (!outgoing.destroyed) outgoing.writeHead(200, { ...all, 'content-length': Buffer.byteLength(json) }).end(json);
  return RESPONSE_ALREADY_SENT;
}

/** Without a server hono has no bindings at all, whatever its types say. */
function nodeSide(env: Partial<NodeSide> | undefined): Partial<NodeSide> {
  return env ?? {};
}

function readNode(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      incoming.off('data', take).off('end', end).off('close', leave).off('error', leave);
      act();
    };
    const end = (): void => settle(() => resolve(bytes > maxBytes ? undefined : one(chunks)));
    const leave = (): void => settle(() => reject(new ClientLeft()));
    const giveUp = (): void => settle(() => resolve(undefined));
    const take = (chunk: Buffer): void => {
      bytes += chunk.length;
      if (bytes <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      timer ??= setTimeout(giveUp, discardMaxMs);
      if (bytes > maxBytes + discardMaxBytes) giveUp();
    };
    incoming.on('data', take).on('end', end).on('close', leave).on('error', leave);
    if (incoming.destroyed) leave();
  });
}

function one(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

async function readWeb(request: Request, maxBytes: number): Promise<Buffer | undefined> {
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
