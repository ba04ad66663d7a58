import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Api } from './api';
import { Connections } from './connections';
import { descriptorsMax, roomIn, type Room } from './room';

interface ServeOptions {
  /** Where it listens; 127.0.0.1 unless said. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly patience?: Partial<Patience>;
  /** For clients; as much as this process has unless said. */
  readonly room?: Pick<Room, 'connections' | 'partings'>;
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
/** A crowd comes at once: whom the system has no room for in its own queue would hear nothing for seconds. */
const backlog = 4_096;

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
export async function serve(api: Api, { host = '127.0.0.1', port, patience = {}, room = roomIn(descriptorsMax()) }: ServeOptions): Promise<Served> {
  const { headersMs, requestMs, idleMs, closeMs, checkMs } = { ...patienceDefaults, ...patience };
  // The globals of the host's process are left as they are.
  const listener = getRequestListener((request, env) => api.app.fetch(request, env), { overrideGlobalObjects: false });
  const connections = new Connections(room.connections);
  const server = createServer(
    {
      maxHeaderSize: headerMaxBytes,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: checkMs,
    },
    (incoming, outgoing) => {
      if (!connections.answering(incoming.socket, outgoing)) return;
      if (!api.take(incoming, outgoing)) void listener(incoming, outgoing);
    },
  );
  server.maxConnections = room.connections + room.partings;
  server.on('connection', (socket: Socket) => connections.add(socket));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => connections.refuse(socket, error));
  server.listen({ port, host, backlog });
  await once(server, 'listening');
  // Without a descriptor for it nobody more is let in; those who are here are served.
  server.on('error', () => undefined);
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
