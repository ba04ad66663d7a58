import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** A request as it came over the wire. */
export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Recorder {
  /** `127.0.0.1:36000`. */
  readonly host: string;
  readonly origin: string;
  /** All so far, in the order in which they came. */
  readonly requests: readonly Recorded[];
  close(): Promise<void>;
}

/** Stands in for the API: writes down each request, and answers what it is told to. @param answer  members of `Response` */
export async function openRecorder(answer: (request: Recorded) => Promise<object> | object = () => ({})): Promise<Recorder> {
  const requests: Recorded[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await recordedFrom(incoming);
      requests.push(request);
      const Response = { RequestId: `recorded-${requests.length}`, ...(await answer(request)) };
      outgoing.setHeader('content-type', 'application/json').end(JSON.stringify({ Response }));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { host, origin: `http://${host}`, requests, close };
}

async function recordedFrom(incoming: IncomingMessage): Promise<Recorded> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const body = Buffer.concat(parts).toString('utf8');
  const headers = incoming.headers as Readonly<Record<string, string>>;
  const { method = '', url: path = '' } = incoming;
  const params = JSON.parse(body) as Recorded['params'];
  return { method, path, headers, body, action: headers['x-tc-action'] ?? '', params };
}

/** Lets the API of a local region answer; what it does not have is kept here, so that it is told as the cloud tells it. */
export function regionAt(origin: string): (request: Recorded) => Promise<object> {
  const kept = new Map<string, Readonly<Record<string, unknown>>>();
  return async ({ method, headers, params }) => {
    const { Layers, InstallDependency, ...rest } = params;
    const name = String(params['FunctionName']);
    const own = { ...(Layers !== undefined && { Layers }), ...(InstallDependency !== undefined && { InstallDependency }) };
    const { host: _host, connection: _connection, 'content-length': _length, ...others } = headers;
    const answered = await fetch(origin, { method, headers: others, body: JSON.stringify(rest) });
    const { Response } = (await answered.json()) as { readonly Response: object };
    if ('Error' in Response) return Response;
    kept.set(name, { ...kept.get(name), ...own });
    return headers['x-tc-action'] === 'GetFunction' ? { ...Response, ...kept.get(name) } : Response;
  };
}
