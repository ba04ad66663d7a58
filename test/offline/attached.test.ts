import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AttachedRegion } from '../../src/offline/attached';
import type { RegionObserver } from '../../src/region';
import { addressOf } from './addresses';

/** A region that says what a test wants it to say. */

let server: Server;
let origin: string;
let answer: (response: ServerResponse) => void;
const bodies: unknown[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      bodies.push(JSON.parse(text));
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => bodies.splice(0));

const lines = (...objects: readonly object[]): string => objects.map((each) => `${JSON.stringify(each)}\n`).join('');

/** The region was opened an hour ago. */
const hourMs = 3_600_000;

function attached(observer: RegionObserver = {}, prefix = '') {
  return new AttachedRegion({ ...addressOf({ openedMs: Date.now() - hourMs, prefix }), origin }, observer, 'en');
}

const call = { function: 'resize', event: Buffer.from('{"a":"ü"}'), type: 'async' } as const;

const record = {
  row: 812,
  requestId: 'id-1',
  function: 'media/resize',
  qualifier: '$DEFAULT',
  type: 'async',
  arrivedMs: hourMs + 10,
  status: 200,
  state: 'FINISHED',
  attempts: [{ instance: 7, cold: true, startedMs: hourMs + 20, endedMs: hourMs + 30, status: 200 }],
  endedMs: hourMs + 30,
  cause: { limit: 'burst', function: 'media/resize', perWindow: 500, openedMs: hourMs - 1000, endsMs: hourMs + 59_000, starts: [] },
};

it('tells the region’s hour as if it had begun with the first call, by the names that the service knows', async () => {
  const whole = lines(
    { kind: 'invoked', requestId: 'id-1' },
    { kind: 'accepted' },
    { kind: 'answer', answer: { kind: 'accepted' } },
    { kind: 'ended', ended: { record, result: '"ok"', durationMs: 10 } },
  );
  // However the bytes are cut: `ü` has two.
  const bytes = Buffer.from(whole);
  answer = (response) => {
    for (const byte of bytes) response.write(Buffer.from([byte]));
    response.end();
  };
  const region = attached({}, 'media/');
  const { ended } = await region.invoke(call).ended.then((over) => ({ ended: over }));
  expect(bodies).toEqual([{ function: 'media/resize', event: '{"a":"ü"}', type: 'async' }]);
  expect(ended).toMatchObject({ record: { row: 0, function: 'resize', attempts: [{ instance: 7, cold: true }] }, result: Buffer.from('"ok"') });
  const { arrivedMs, attempts, endedMs, cause } = ended.record;
  const began = arrivedMs - 10;
  expect(Math.abs(began)).toBeLessThan(30_000);
  const near = (value: number) => expect.closeTo(value, 1) as number;
  expect([attempts[0]?.startedMs, endedMs, cause]).toEqual([
    near(began + 20),
    near(began + 30),
    expect.objectContaining({ openedMs: near(began - 1000), endsMs: near(began + 59_000) }),
  ]);
});

it('lets no call come before the command has begun, though the region’s watch is behind', async () => {
  const behindMs = 60_000;
  const [attempt] = record.attempts;
  const early = { ...record, arrivedMs: hourMs - behindMs, attempts: [{ ...attempt, startedMs: hourMs - behindMs + 20 }], cause: undefined };
  answer = (response) => response.end(lines({ kind: 'invoked', requestId: 'id-1' }, { kind: 'ended', ended: { record: early, durationMs: 10 } }));
  const { record: told } = await attached().invoke(call).ended;
  expect([told.arrivedMs, told.attempts[0]?.startedMs]).toEqual([0, 20]);
});

it('hands on everything that happens', async () => {
  const retry = { status: 430, afterMs: 60_000, because: 'run', nth: 1, max: 2 };
  const cause = { limit: 'reserved', function: 'resize', holders: [{ function: 'resize', mb: 128, instances: 1, requestIds: [], sinceMs: hourMs }] };
  answer = (response) =>
    response.end(
      lines(
        { kind: 'invoked', requestId: 'id-1' },
        { kind: 'accepted' },
        { kind: 'waits', cause },
        { kind: 'runs', instance: 7, cold: true },
        { kind: 'line', text: 'a line' },
        { kind: 'retries', retry },
        { kind: 'givenUp' },
        { kind: 'credentialsExpired' },
        { kind: 'ended', ended: { record: { ...record, cause: undefined }, durationMs: 1 } },
      ),
    );
  const told: unknown[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]): void => {
      told.push([name, ...args]);
    };
  const names = ['accepted', 'waits', 'runs', 'line', 'retries', 'givenUp', 'credentialsExpired'] as const;
  await attached(Object.fromEntries(names.map((name) => [name, note(name)]))).invoke(call).ended;
  expect(told).toEqual([
    ['accepted', 'id-1'],
    ['waits', 'id-1', expect.objectContaining({ holders: [expect.objectContaining({ sinceMs: expect.closeTo(0, -5) })] })],
    ['runs', 'id-1', 7, true],
    ['line', 'a line', 'resize', 'id-1'],
    ['retries', 'id-1', retry],
    ['givenUp', 'id-1'],
    ['credentialsExpired', 'id-1'],
  ]);
});

it('rejects when the region goes away in the middle, and knows what was under way', async () => {
  answer = (response) => {
    response.write(lines({ kind: 'invoked', requestId: 'id-1' }, { kind: 'answer', answer: { kind: 'accepted' } }), () => response.destroy());
  };
  const region = attached();
  const invocation = region.invoke(call);
  expect(await invocation.answer).toEqual({ kind: 'accepted' });
  await expect(invocation.ended).rejects.toThrow('aborted');
  expect(region.underWay).toEqual(['id-1']);
});

it('rejects when the region stops between two lines', async () => {
  answer = (response) => response.end(lines({ kind: 'invoked', requestId: 'id-1' }));
  const { answer: given, ended } = attached().invoke(call);
  await expect(given).rejects.toThrow('it has stopped in the middle of an answer');
  await expect(ended).rejects.toThrow('it has stopped in the middle of an answer');
});

it.each([
  { text: '{"error":{"code":"ResourceNotFound.Function","message":"There is no function"}}', says: 'There is no function' },
  { text: '{"message":"not you"}', says: 'not you' },
  { text: 'Not here\n', says: 'HTTP 403' },
  { text: '', says: 'HTTP 403' },
])('says why it is refused: $says', async ({ text, says }) => {
  answer = (response) => response.writeHead(403).end(text);
  await expect(attached().invoke(call).answer).rejects.toThrow(says);
});

it('leaves when it is closed; the region is not asked to stop anything', async () => {
  const left = new Promise<void>((resolve) => {
    answer = (response) => {
      response.write(lines({ kind: 'invoked', requestId: 'id-1' }, { kind: 'answer', answer: { kind: 'accepted' } }));
      response.once('close', resolve);
    };
  });
  const region = attached();
  const invocation = region.invoke(call);
  await invocation.answer;
  region.close();
  await left;
  await expect(invocation.ended).rejects.toThrow(/abort/i);
});
