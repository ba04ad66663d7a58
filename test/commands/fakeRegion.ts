import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestView } from '../../src/history/view';
import type { RequestId } from '../../src/scf';

/** A region that speaks the wire format and knows no rules: what it has is what a test gives it. */

export interface FakeFunction {
  readonly key: string;
  readonly name: string;
  readonly namespace?: string;
  readonly asyncRun?: boolean;
  readonly trace?: boolean;
  readonly versions?: readonly string[];
}

/** What a log's connections do, one after the other; the last goes for all that follow. */
export interface FakeConnection {
  /** Numbers of the lines that it sends, after `Last-Event-ID` if it is `resuming`. */
  readonly lines: readonly number[];
  readonly then: 'break' | 'end' | 'stay' | 'beat' | 'close';
  /** A line that comes after a sign of life, with the end behind it. */
  readonly late?: number;
}

export interface FakeRegion {
  readonly origin: string;
  /** Calls of actions, in their order. */
  readonly calls: { readonly action: string; readonly params: Readonly<Record<string, unknown>> }[];
  /** Targets and `Last-Event-ID` of requests for logs. */
  readonly logRequests: { readonly url: string; readonly last: string | undefined }[];
  readonly functions: FakeFunction[];
  readonly views: RequestView[];
  readonly connections: FakeConnection[];
  /** What `TerminateAsyncEvent` refuses with, by RequestId. */
  readonly refusals: Map<string, string>;
  /** What it cannot read any event with. */
  fault?: { readonly error: string; readonly message: string };
  /** Has no room for logs. */
  unavailable: boolean;
  /** Runs before a request is answered. */
  onRequest: (url: string) => void;
  /** Runs once a connection has sent its lines. */
  onLinesSent: () => void;
  close(): Promise<void>;
}

type Params = Readonly<Record<string, unknown>>;

export function view(requestId: string, parts: Partial<RequestView> = {}): RequestView {
  return {
    requestId: requestId as RequestId,
    function: 'job',
    qualifier: '$LATEST',
    version: '$LATEST',
    type: 'async',
    invokedBy: 'invoke',
    asyncRun: true,
    state: 'RUNNING',
    status: undefined,
    acceptedMs: 1_600_000_000_000,
    startMs: 1_600_000_000_100,
    endMs: undefined,
    attempts: 1,
    durationMs: undefined,
    memoryMB: undefined,
    result: undefined,
    ...parts,
  };
}

export async function fakeRegion(functions: readonly FakeFunction[], views: readonly RequestView[] = []): Promise<FakeRegion> {
  const server = createServer((request, response) => {
    void answer(region, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const region: FakeRegion = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    logRequests: [],
    functions: [...functions],
    views: [...views],
    connections: [],
    refusals: new Map(),
    unavailable: false,
    onRequest: () => undefined,
    onLinesSent: () => undefined,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return region;
}

async function answer(region: FakeRegion, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? '';
  region.onRequest(url);
  const [, requestId = '', log] = /^\/events\/([^/?]+)(\/log)?/.exec(url) ?? [];
  if (request.method === 'POST') await answerAction(region, request, response);
  else if (url === '/healthz') response.end('{}');
  else if (region.fault) response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify(region.fault));
  else if (log !== undefined) answerLog(region, decodeURIComponent(requestId), request, response);
  else answerView(region, decodeURIComponent(requestId), response);
}

function answerView({ views }: FakeRegion, requestId: string, response: ServerResponse): void {
  const found = views.find((one) => one.requestId === requestId);
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? { error: 'not found' }));
}

function answerLog(region: FakeRegion, requestId: string, request: IncomingMessage, response: ServerResponse): void {
  if (region.unavailable) {
    response.writeHead(503).end();
    return;
  }
  const last = request.headers['last-event-id'];
  region.logRequests.push({ url: request.url ?? '', last: typeof last === 'string' ? last : undefined });
  const found = region.views.find((one) => one.requestId === requestId);
  const connection = region.connections.length > 1 ? region.connections.shift() : region.connections[0];
  if (!found || !connection) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const n of connection.lines) response.write(lineOf(n));
  region.onLinesSent();
  if (connection.then === 'beat') response.write(': alive\n\n');
  if (connection.late !== undefined) response.write(lineOf(connection.late));
  if (connection.then === 'end' || connection.late !== undefined)
    response.write(`event: end\ndata: ${JSON.stringify({ state: found.state, status: found.status ?? null })}\n\n`);
  // Half a line: what has broken off is no line.
  if (connection.then === 'break') response.write('id: 99\ndata: hal', () => response.destroy());
  else if (connection.then === 'end' || connection.then === 'close') response.end();
}

function lineOf(n: number): string {
  return `id: ${n}\ndata: ${JSON.stringify({ n, atMs: 0, text: `line ${n}` })}\n\n`;
}

async function answerAction(region: FakeRegion, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const params = JSON.parse(Buffer.concat(chunks).toString()) as Params;
  const action = String(request.headers['x-tc-action']);
  region.calls.push({ action, params });
  const result = act(region, action, params);
  const about = request.headers['x-tc-language'] === 'zh-CN' ? '关于' : 'about';
  const body = typeof result === 'string' ? { Error: { Code: result, Message: `${about} ${action}` } } : result;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ Response: { ...body, RequestId: 'r' } }));
}

/** @returns the members of the answer, or the code of an error */
function act(region: FakeRegion, action: string, params: Params): object | string {
  const { functions, views, refusals } = region;
  const fn = functions.find(
    ({ name, key, namespace = 'default' }) => [name, key].includes(String(params['FunctionName'])) && namespace === params['Namespace'],
  );
  const namespaces = [...new Set(functions.map(({ namespace = 'default' }) => namespace))];
  switch (action) {
    case 'ListNamespaces':
      return { Namespaces: pageOf(namespaces, params).map((Name) => ({ Name })), TotalCount: namespaces.length };
    case 'ListFunctions': {
      const own = functions.filter(({ namespace = 'default' }) => namespace === params['Namespace']);
      return { Functions: pageOf(own, params).map(listed), TotalCount: own.length };
    }
    case 'GetFunction':
      return fn ? { FunctionName: fn.name } : 'ResourceNotFound.Function';
    case 'ListAsyncEvents':
      return fn ? eventsOf(fn, views, params) : 'ResourceNotFound.Function';
    case 'TerminateAsyncEvent':
      return fn ? (refusals.get(String(params['InvokeRequestId'])) ?? {}) : 'ResourceNotFound.Function';
    default:
      return 'InvalidAction';
  }
}

function listed({ name, asyncRun = true, trace = true }: FakeFunction): object {
  return { FunctionName: name, AsyncRunEnable: asyncRun ? 'TRUE' : 'FALSE', TraceEnable: trace ? 'TRUE' : 'FALSE' };
}

function eventsOf({ key, trace = true, versions = ['$LATEST'] }: FakeFunction, views: readonly RequestView[], params: Params): object | string {
  const { Qualifier: qualifier, Status: states, Order: order } = params;
  if (qualifier !== undefined && !versions.some((version) => version === qualifier)) return 'ResourceNotFound.Version';
  const interval = params['StartTimeInterval'] as { Start: string; End: string } | undefined;
  const within = ({ startMs = 0 }: RequestView) => !interval || (timeOf(interval.Start) <= startMs && startMs < timeOf(interval.End));
  const found = views
    .filter((one) => trace && one.asyncRun && one.function === key && one.startMs !== undefined)
    .filter((one) => !Array.isArray(states) || states.includes(one.state))
    .filter((one) => (qualifier === undefined || one.version === qualifier) && within(one))
    .sort((a, b) => (order === 'ASC' ? 1 : -1) * ((a.startMs ?? 0) - (b.startMs ?? 0)));
  const events = pageOf(found, params).map((one) => ({
    InvokeRequestId: one.requestId,
    InvokeType: 'INVOKE',
    Qualifier: one.qualifier,
    Status: one.state,
    StartTime: textOf(one.startMs ?? 0),
    EndTime: one.endMs === undefined ? '' : textOf(one.endMs),
  }));
  return { TotalCount: found.length, EventList: events };
}

function pageOf<T>(items: readonly T[], { Offset: offset = 0, Limit: limit = 20 }: Params): T[] {
  return items.slice(Number(offset), Number(offset) + Number(limit));
}

function textOf(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ');
}

function timeOf(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+08:00`);
}
