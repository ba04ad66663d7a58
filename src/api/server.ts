import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Api } from './api';

interface ServeOptions {
  /** Where it listens; 127.0.0.1 unless said. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly patience?: Partial<Patience>;
}

/** How long a client may take, ms. The time of the answer has no limit: a run may last a day. */
interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  /** Between two requests of a connection. */
  readonly idleMs: number;
  /** For answers that are under way when the endpoint is closed. */
  readonly closeMs: number;
  /** How often slow clients are looked for. */
  readonly checkMs: number;
}

const patienceDefaults: Patience = { headersMs: 20_000, requestMs: 300_000, idleMs: 60_000, closeMs: 10_000, checkMs: 5_000 };
const headerMaxBytes = 16 * 1024;
/** Connections at a time; more are closed at once. */
const connectionsMax = 5_000;

/** An endpoint on a port. */
export interface Served {
  /** Such as `http://127.0.0.1:36000`. */
  readonly origin: string;
  readonly port: number;
  /** Takes no more requests, ends logs that are watched, and lets answers that are under way come to their end for a while. */
  close(): Promise<void>;
}

/**
 * Put an endpoint on a port.
 * @throws Error when the port is taken or the address is not ours, with Node's `code`
 */
export async function serve(api: Api, { host = '127.0.0.1', port, patience = {} }: ServeOptions): Promise<Served> {
  const { headersMs, requestMs, idleMs, closeMs, checkMs } = { ...patienceDefaults, ...patience };
  // The globals of the host's process are left as they are.
  const listener = getRequestListener((request, env) => api.app.fetch(request, env), { overrideGlobalObjects: false });
  const connections = new Connections();
  const server = createServer(
    {
      maxHeaderSize: headerMaxBytes,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: checkMs,
    },
    (incoming, outgoing) => {
      connections.answering(incoming.socket, outgoing);
      void listener(incoming, outgoing);
    },
  );
  server.maxConnections = connectionsMax;
  server.on('connection', (socket: Socket) => connections.add(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => connections.refuse(socket, error));
  server.listen(port, host);
  await once(server, 'listening');
  api.allowHost(host);
  const { port: bound } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    api.endStreams();
    const closed = once(server, 'close');
    server.close();
    connections.close();
    const late = setTimeout(() => server.closeAllConnections(), closeMs);
    await closed;
    clearTimeout(late);
  };
  return { origin: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, close };
}

/** Which connections there are, and on which of them an answer is under way: such a one is not closed before it. */
class Connections {
  readonly #answers = new Map<Socket, number>();
  /** What is said when the answers before it have been given. */
  readonly #refusals = new Map<Socket, string>();
  #closing = false;

  add(socket: Socket): void {
    this.#answers.set(socket, 0);
    socket.once('close', () => {
      this.#answers.delete(socket);
      this.#refusals.delete(socket);
    });
  }

  answering(socket: Socket, outgoing: ServerResponse): void {
    this.#answers.set(socket, (this.#answers.get(socket) ?? 0) + 1);
    outgoing.once('close', () => {
      const left = (this.#answers.get(socket) ?? 1) - 1;
      if (!socket.destroyed) this.#answers.set(socket, left);
      if (left === 0) this.#idle(socket);
    });
  }

  /** What is no HTTP is answered as well as it can be. */
  refuse(socket: Socket, { code = '' }: NodeJS.ErrnoException): void {
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const status = refusals[code] ?? '400 Bad Request';
    this.#refusals.set(socket, `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    // Who has not sent all of a request waits for no answer to it.
    if (code === timedOut || (this.#answers.get(socket) ?? 0) === 0) this.#idle(socket);
  }

  /** No further requests are taken. */
  close(): void {
    this.#closing = true;
    for (const [socket, answers] of this.#answers) if (answers === 0) this.#idle(socket);
  }

  #idle(socket: Socket): void {
    const refusal = this.#refusals.get(socket);
    if (refusal !== undefined) socket.end(refusal, () => socket.destroy());
    else if (this.#closing) socket.end(() => socket.destroy());
  }
}

const timedOut = 'ERR_HTTP_REQUEST_TIMEOUT';

const refusals: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  [timedOut]: '408 Request Timeout',
};
