import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { StoreFault } from '../../src/store';
import { functionPlan } from '../scf/plans';
import { closeHouses, openHouse, type House } from './house';

afterEach(closeHouses);

/** A log that is being read. */
class Reading {
  readonly events: EventSourceMessage[] = [];
  comments = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #parser = createParser({ onEvent: (event) => this.events.push(event), onComment: () => (this.comments += 1) });

  constructor({ body }: Response) {
    if (!body) throw new Error('there is no body');
    this.#reader = body.getReader();
  }

  /** Reads until something is so, or the stream ends. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      const { value, done: over } = await this.#reader.read();
      if (over) return;
      this.#parser.feed(new TextDecoder().decode(value));
    }
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }

  get texts(): string[] {
    return this.events.filter(({ event }) => event === undefined).map(({ data }) => (JSON.parse(data) as { text: string }).text);
  }
}

const log = (house: House, id: string, headers: Record<string, string> = {}, query = ''): Promise<Response> =>
  house.request(`/events/${id}/log${query}`, { headers });
const whole = async (answer: Response): Promise<Reading> => {
  const reading = new Reading(answer);
  await reading.until(() => false);
  return reading;
};

describe('GET /events/:requestId/log', () => {
  it('has the whole log, and says how it ended', async () => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'talk', ClientContext: '600' });
    const answer = await log(house, 'run-1');
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const { events, texts } = await whole(answer);
    expect(texts).toHaveLength(604);
    expect(events.slice(0, 604).map(({ id }) => id)).toEqual(Array.from({ length: 604 }, (_, n) => String(n)));
    expect(JSON.parse(events[2]?.data ?? '')).toEqual({ n: 2, atMs: expect.any(Number) as unknown, text: `line 0 ${'x'.repeat(90)}` });
    expect(events.at(-1)?.event).toBe('end');
    expect(JSON.parse(events.at(-1)?.data ?? '')).toEqual({ state: 'FINISHED', status: 200, attempts: 1, durationMs: 0.826, memoryMB: 3 });
  });

  it('tells whoever comes late the whole log of what still runs, and then goes on (S73)', async () => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'job' });
    await house.waiting();
    const reading = new Reading(await log(house, 'run-1'));
    await reading.until(() => reading.texts.includes('begun'));
    expect(reading.texts).toEqual(['START RequestId: run-1', 'Event RequestId: run-1', 'begun']);
    house.release();
    await reading.until(() => false);
    expect(reading.texts.slice(3)).toEqual(['END RequestId: run-1', expect.stringMatching(/^Report/)]);
    expect(reading.events.at(-1)?.event).toBe('end');
    expect(house.history.following).toBe(0);
  });

  it('tells what is there, and that it still runs, to whoever does not want to wait', async () => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'job' });
    await house.waiting();
    const { events, texts } = await whole(await log(house, 'run-1', {}, '?follow=false'));
    expect(texts).toEqual(['START RequestId: run-1', 'Event RequestId: run-1', 'begun']);
    expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({ state: 'RUNNING' });
    house.release();
  });

  it.each<[string, Record<string, string>, string, number]>([
    ['the last id', { 'last-event-id': '2' }, '', 3],
    ['a number', {}, '?from=3', 3],
    ['the last id rather than a number', { 'last-event-id': '3' }, '?from=1', 4],
    ['the end', { 'last-event-id': '4' }, '', 5],
    ['beyond the end', {}, '?from=900', 900],
  ])('goes on from %s', async (_what, headers, query, first) => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'echo' });
    const { events } = await whole(await log(house, 'run-1', headers, query));
    expect(events.slice(0, -1).map(({ id }) => Number(id))).toEqual([3, 4].filter((n) => n >= first));
    expect(events.at(-1)?.event).toBe('end');
  });

  it('shows signs of life while nothing happens', async () => {
    const house = openHouse({ heartbeatMs: 1 });
    await house.ask('Invoke', { FunctionName: 'job' });
    const reading = new Reading(await log(house, await house.waiting()));
    await reading.until(() => reading.comments > 2);
    await reading.leave();
    expect(house.history.following).toBe(0);
  });

  it('leaves no trace of readers that go, and has room for others', async () => {
    const house = openHouse({ streamsMax: 2 });
    await house.ask('Invoke', { FunctionName: 'job' });
    const id = await house.waiting();
    const readings = [await log(house, id), await log(house, id)].map((answer) => new Reading(answer));
    for (const reading of readings) await reading.until(() => reading.texts.includes('begun'));
    const refused = await log(house, id);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await refused.json()).toEqual({ error: 'RequestLimitExceeded', message: 'At most 2 logs can be watched at a time.' });
    const inChinese = await log(house, id, { 'x-tc-language': 'zh-CN' });
    expect(await inChinese.json()).toEqual({ error: 'RequestLimitExceeded', message: '最多同时查看 2 个日志。' });
    await readings[0]?.leave();
    expect((await log(house, id)).status).toBe(200);
    house.api.endStreams();
    await readings[1]?.until(() => false);
    expect(readings[1]?.events.at(-1)?.event).toBeUndefined();
    expect((await log(house, id)).status).toBe(503);
  });

  it.each([
    { language: 'en-US', message: 'What is kept of events cannot be read or written at the moment: its file is damaged.' },
    { language: 'zh-CN', message: '目前无法读写保存的事件：文件已损坏。' },
  ])('says why a log cannot be read ($language)', async ({ language, message }) => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'job' });
    const id = await house.waiting();
    jest.spyOn(house.history, 'lines').mockImplementation(() => {
      throw new StoreFault('damaged', 'region.db', 'it has text that is not UTF-8');
    });
    const answer = await log(house, id, { 'x-tc-language': language });
    expect([answer.status, await answer.json()]).toEqual([500, { error: 'InternalError', message }]);
  });

  it('has of a log that is damaged what stands before that', async () => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'job' });
    const id = await house.waiting();
    jest.spyOn(house.history, 'lines').mockImplementation((_id, from, limit) => {
      if (from + limit > 2) throw new StoreFault('damaged', 'region.db', 'it has text that is not UTF-8');
      return [{ n: from, atMs: 0, text: `line ${from}` }];
    });
    const reading = new Reading(await log(house, id));
    await reading.until(() => false);
    expect(reading.texts).toEqual(['line 0', 'line 1']);
    expect((await log(house, id, { 'last-event-id': '1' })).status).toBe(500);
  });

  it.each([
    ['no such request', 'run-9', {}, 404],
    ['a path', '..%2f..%2fetc%2fpasswd', {}, 404],
    ['an id that is no number', 'run-1', { 'last-event-id': '1e9' }, 400],
  ])('refuses %s', async (_what, id, headers, status) => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'echo' });
    expect((await log(house, id, headers)).status).toBe(status);
  });

  it('keeps lines that have a carriage return in them', async () => {
    const house = openHouse({ moreFunctions: [functionPlan('bar')] });
    house.history.invoked('r' as never, { function: 'bar', event: Buffer.from('{}'), type: 'sync' }, false);
    house.history.line('10 %\r20 %', 'bar', 'r' as never);
    const reading = new Reading(await log(house, 'r'));
    await reading.until(() => reading.events.length > 0);
    expect(reading.texts).toEqual(['10 %\r20 %']);
    await reading.leave();
  });
});

it('GET /events/:requestId shows what is known of a request', async () => {
  const house = openHouse();
  await house.ask('Invoke', { FunctionName: 'echo', ClientContext: '7' });
  const answer = await house.request('/events/run-1');
  expect(await answer.json()).toMatchObject({ requestId: 'run-1', function: 'echo', state: 'FINISHED', status: 200, result: '7', attempts: 1 });
  expect((await house.request('/events/run-2')).status).toBe(404);
});

interface Happened {
  readonly kind: string;
  readonly [member: string]: unknown;
}

describe('POST /-/invocations', () => {
  const call = (house: House, body: object | string): Promise<Response> =>
    house.request('/-/invocations', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const told = async (answer: Response): Promise<Happened[]> =>
    (await answer.text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Happened);

  it('tells all that happens, in its order', async () => {
    const house = openHouse();
    const answer = await call(house, { function: 'shop-dev-echo', event: '{"a":1}' });
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const story = await told(answer);
    expect(story.slice(0, -1)).toEqual([
      { kind: 'invoked', requestId: 'run-1' },
      { kind: 'line', text: 'START RequestId: run-1' },
      { kind: 'line', text: 'Event RequestId: run-1' },
      { kind: 'runs', instance: 1, cold: true },
      { kind: 'line', text: 'echoed' },
      { kind: 'line', text: 'END RequestId: run-1' },
      { kind: 'line', text: 'Report RequestId: run-1 Duration:1ms Memory:128MB MemUsage:3.00MB' },
      { kind: 'answer', answer: { kind: 'result', result: '{"a":1}' } },
    ]);
    expect(story.at(-1)).toMatchObject({
      kind: 'ended',
      ended: { record: { requestId: 'run-1', status: 200 }, result: '{"a":1}', durationMs: 0.826, memoryMB: 3 },
    });
  });

  it('tells of a refusal, with its cause', async () => {
    const story = await told(await call(openHouse(), { function: 'off' }));
    expect(story.map(({ kind }) => kind)).toEqual(['invoked', 'answer', 'ended']);
    expect(story[1]).toMatchObject({ answer: { kind: 'error', status: 432 } });
    expect(story[2]).toMatchObject({ ended: { record: { state: 'REFUSED', cause: { limit: 'reserved' } }, error: { statusCode: 432 } } });
  });

  it('tells of what the region refuses at once', async () => {
    const story = await told(await call(openHouse(), { function: 'echo', routingKey: { a: 'x'.repeat(2_000) } }));
    expect(story.map(({ kind }) => kind)).toEqual(['invoked', 'answer', 'ended']);
    expect(story[1]).toMatchObject({ answer: { status: 400 } });
  });

  it('follows an event to its end', async () => {
    const house = openHouse();
    const answer = call(house, { function: 'job', type: 'async' });
    await house.waiting();
    house.release();
    const kinds = (await told(await answer)).map(({ kind }) => kind);
    expect([kinds[0], kinds.filter((kind) => kind === 'accepted' || kind === 'answer'), kinds.at(-1)]).toEqual([
      'invoked',
      ['accepted', 'answer'],
      'ended',
    ]);
  });

  it('tells each of two calls its own story', async () => {
    const house = openHouse();
    const [a, b] = await Promise.all(
      [call(house, { function: 'echo', event: '1' }), call(house, { function: 'echo', event: '2' })].map(async (each) => told(await each)),
    );
    expect(a?.at(-1)).toMatchObject({ ended: { result: '1' } });
    expect(b?.at(-1)).toMatchObject({ ended: { result: '2' } });
    for (const story of [a, b]) expect(story?.filter(({ kind }) => kind === 'runs')).toHaveLength(1);
  });

  it('loses no line for a reader that is slow, and keeps little of them', async () => {
    const house = openHouse();
    const read = jest.spyOn(house.history, 'lines');
    const answer = await call(house, { function: 'talk', event: '30000' });
    // Nothing is read before all has been printed.
    await house.history.end('run-1');
    const story = await told(answer);
    const lines = story.flatMap(({ kind, text }) => (kind === 'line' ? [text] : []));
    expect(lines.slice(2, -2)).toEqual(Array.from({ length: 30_000 }, (_, n) => `line ${n} ${'x'.repeat(90)}`));
    expect(story.slice(-2).map(({ kind }) => kind)).toEqual(['answer', 'ended']);
    // Most of them were not kept for it.
    const fromHistory = read.mock.results.reduce((sum, { value }) => sum + (value as unknown[]).length, 0);
    expect(fromHistory).toBeGreaterThan(20_000);
  });

  it('lets the run go on when the reader goes', async () => {
    const house = openHouse();
    const answer = await call(house, { function: 'wait' });
    const id = await house.waiting();
    await answer.body?.cancel();
    expect(house.history.get(id)?.state).toBe('RUNNING');
    house.release();
    await house.history.end(id);
    expect(house.history.get(id)?.status).toBe(200);
  });

  it.each<[string, object | string, number, string]>([
    ['no function', {}, 400, 'MissingParameter'],
    ['a function that is not there', { function: 'nobody' }, 404, 'ResourceNotFound.Function'],
    ['a name that is no text', { function: { toString: 1 } }, 400, 'InvalidParameterValue'],
    ['an event that is no JSON', { function: 'echo', event: '{' }, 400, 'InvalidParameter'],
    ['another type', { function: 'echo', type: 'dry' }, 400, 'InvalidParameterValue'],
    ['a routing key with numbers', { function: 'echo', routingKey: { a: 1 } }, 400, 'InvalidParameterValue'],
    ['a list', '[]', 400, 'InvalidParameter'],
    ['no JSON', '{', 400, 'InvalidParameter'],
  ])('refuses %s', async (_what, body, status, code) => {
    const answer = await call(openHouse(), body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: code });
  });

  it('takes nothing that a web page could send without asking, and nothing that is too large', async () => {
    const house = openHouse({ bodyLimits: { eventBytes: 100, codeBytes: 100 } });
    expect(
      (await house.request('/-/invocations', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"function":"echo"}' })).status,
    ).toBe(400);
    expect((await call(house, { function: 'echo', event: `"${'x'.repeat(100)}"` })).status).toBe(413);
  });
});
