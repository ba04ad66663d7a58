import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim, type Address } from '../../src/offline/address';
import type { EventRow } from '../../src/report/events';
import { ran } from './eventing';
import { fakeRegion, view, type FakeRegion } from './fakeRegion';

const startMs = 1_600_000_000_000;

const jobs = [
  view('r1', { startMs, endMs: startMs + 65_000, state: 'FINISHED', status: 200, durationMs: 64_900, version: '1', qualifier: 'prod' }),
  view('r2', { startMs: startMs + 1000, endMs: startMs + 1500, state: 'FAILED', status: 430, durationMs: 400 }),
  view('r3', { startMs: startMs + 2000 }),
  view('r4', { startMs: startMs + 1700, function: 'other', endMs: startMs + 14_000, state: 'ABORTED', status: 499, durationMs: 12_300 }),
  view('waits', { state: 'WAITING', startMs: undefined, version: undefined, attempts: 0 }),
];

let region: FakeRegion;
beforeEach(async () => {
  region = await fakeRegion(
    [
      { key: 'job', name: 'media-dev-job', versions: ['$LATEST', '1', 'prod'] },
      { key: 'other', name: 'media-dev-other', namespace: 'second' },
      { key: 'quiet', name: 'media-dev-quiet', trace: false },
      { key: 'plain', name: 'media-dev-plain', asyncRun: false, trace: false },
    ],
    jobs,
  );
});
afterEach(() => region.close());

interface Listed {
  readonly total: number;
  readonly events: readonly EventRow[];
  readonly untraced: readonly string[];
}

const at = () => ({ endpoint: region.origin });

async function listed(options: object = {}): Promise<Listed> {
  return JSON.parse((await ran('list', { ...at(), json: true, ...options })).out) as Listed;
}

const idsOf = ({ events }: Listed) => events.map(({ requestId }) => requestId);

describe('list', () => {
  it('merges the functions of all namespaces by their start, with what only the region knows', async () => {
    const { code, out, err } = await ran('list', at());
    expect(code).toBe(0);
    const rows = out.split('\n').filter((line) => /│ r\d/.test(line));
    expect(rows.map((row) => /r\d/.exec(row)?.[0])).toEqual(['r3', 'r4', 'r2', 'r1']);
    expect(out).toMatch(/│ RequestId │ function +│ version +│ state +│ status │ start +│ duration +│/);
    expect(rows[3]).toMatch(/│ r1 +│ media-dev-job +│ 1 +│ FINISHED │ 200 +│ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d │ 00:01:04/);
    expect(rows[1]).toMatch(/│ r4 +│ media-dev-other │ \$LATEST │ ABORTED +│ 499 +│ .* │ 12\.3 s +│/);
    expect(rows[0]).toMatch(/│ RUNNING +│ +│ .*so far +│/);
    expect(err).toBe('Not listed: events of media-dev-quiet, whose status tracking is off (traceEnable, S81).');
  });

  it('prints JSON alone on standard output', async () => {
    const { total, events, untraced } = await listed();
    expect([total, untraced]).toEqual([4, ['media-dev-quiet']]);
    expect(events[3]).toEqual({
      requestId: 'r1',
      function: 'media-dev-job',
      version: '1',
      state: 'FINISHED',
      status: 200,
      startMs,
      endMs: startMs + 65_000,
      durationMs: 64_900,
    });
    expect(events[0]).toMatchObject({ requestId: 'r3', status: null, endMs: null, durationMs: expect.any(Number) });
  });

  it.each([
    { options: { function: ['job'] }, ids: ['r3', 'r2', 'r1'], why: 'a key' },
    { options: { function: ['media-dev-other'] }, ids: ['r4'], why: 'a name' },
    { options: { function: ['job, other'] }, ids: ['r3', 'r4', 'r2', 'r1'], why: 'both, with a comma' },
    { options: { function: ['job', 'media-dev-job', 'other'] }, ids: ['r3', 'r4', 'r2', 'r1'], why: 'one of them twice' },
    { options: { qualifier: '1' }, ids: ['r1'], why: 'a version that not every function has' },
    { options: { state: ['running,failed'] }, ids: ['r3', 'r2'], why: 'states' },
    { options: { state: ['RUNNING', 'ABORTED'] }, ids: ['r3', 'r4'], why: 'states, one by one' },
    { options: { order: 'asc' }, ids: ['r1', 'r2', 'r4', 'r3'], why: 'the other order' },
    { options: { limit: '2' }, ids: ['r3', 'r4'], why: 'a first page' },
    { options: { limit: '2', offset: '1' }, ids: ['r4', 'r2'], why: 'a page over two functions' },
    { options: { limit: '2', offset: '9' }, ids: [], why: 'a page beyond the end' },
    { options: { since: '2020-09-13T20:26:41+08:00' }, ids: ['r3', 'r4', 'r2'], why: 'a start' },
    { options: { since: '2020-09-13 12:26:41Z', until: '2020-09-13T12:26:42Z' }, ids: ['r4', 'r2'], why: 'an interval, half-open' },
    { options: { since: '2h' }, ids: [], why: 'how long ago' },
  ])('finds by $why', async ({ options, ids }) => {
    expect(idsOf(await listed(options))).toEqual(ids);
  });

  it('tells functions of one name in two namespaces apart', async () => {
    region.functions.push({ key: 'twin', name: 'media-dev-other' });
    region.views.push(view('t1', { function: 'twin' }));
    expect(idsOf(await listed({ function: ['twin'] }))).toEqual(['t1']);
    expect(idsOf(await listed({ function: ['other'] }))).toEqual(['r4']);
    expect(idsOf(await listed({ function: ['media-dev-other'] }))).toEqual(['r4', 't1']);
  });

  it('says which part of how many it shows, and when there is nothing', async () => {
    expect((await ran('list', { ...at(), limit: '2', offset: '1' })).err).toMatch(/\n2 to 3 of 4$/);
    expect(await ran('list', { ...at(), since: '1m', function: ['job'] })).toMatchObject({ code: 0, out: '', err: 'No events.' });
    expect((await ran('list', { ...at(), offset: '7', function: ['job'] })).err).toBe('Nothing after the first 7: there are 3 events.');
  });

  it('S81: says why a function that is named lists nothing', async () => {
    const { code, err } = await ran('list', { ...at(), function: ['plain', 'quiet'] });
    expect([code, err.split('\n')]).toEqual([
      0,
      [
        'Not listed: events of media-dev-quiet, whose status tracking is off (traceEnable, S81).',
        'Not listed: events of media-dev-plain, which has no asynchronous execution (asyncRunEnable, S81).',
        'No events.',
      ],
    ]);
  });

  it('reads pages until it has enough, each event once', async () => {
    const many = Array.from({ length: 250 }, (_, n) => view(`m${n}`, { startMs: startMs + n, state: 'FINISHED', status: 200, endMs: startMs + n }));
    region.views.splice(0, Infinity, ...many);
    // One that begins between two pages moves the others on.
    region.onRequest = () => {
      if (region.calls.filter(({ action }) => action === 'ListAsyncEvents').length === 1) region.views.push(view('new', { startMs: startMs + 900 }));
      region.onRequest = region.calls.length > 3 ? () => undefined : region.onRequest;
    };
    const { events } = await listed({ function: ['job'], limit: '220' });
    expect(new Set(events.map(({ requestId }) => requestId)).size).toBe(events.length);
    const windows = region.calls.filter(({ action }) => action === 'ListAsyncEvents').map(({ params }) => [params['Offset'], params['Limit']]);
    expect(windows).toEqual([
      [0, 100],
      [100, 100],
      [200, 20],
    ]);
  });

  it('keeps an event that is forgotten while it is listed', async () => {
    region.onRequest = (url) => {
      if (url === '/events/r1') region.views.splice(0, 1);
    };
    const { events } = await listed({ function: ['job'] });
    expect(events[2]).toMatchObject({ requestId: 'r1', version: 'prod', state: 'FINISHED', status: null, startMs, durationMs: 65_000 });
  });

  it('reads all pages of functions', async () => {
    region.functions.splice(0, Infinity, ...Array.from({ length: 230 }, (_, n) => ({ key: `f${n}`, name: `s-dev-f${n}`, trace: n === 229 })));
    region.views.push(view('last', { function: 'f229' }));
    expect(idsOf(await listed())).toEqual(['last']);
  });

  it('speaks Chinese', async () => {
    const { out, err } = await ran('list', at(), { lang: 'zh' });
    expect(out).toMatch(/│ 函数 +│ 版本 +│ 状态 +│ 状态码 │ 开始时间 +│ 执行时长 +│/);
    expect(err).toContain('未开启状态追踪（traceEnable，S81）');
  });
});

describe('get', () => {
  it('tells everything, with the result', async () => {
    region.views[0] = view('r1', {
      state: 'FINISHED',
      status: 200,
      result: '{"a":[1]}',
      memoryMB: 31.0625,
      durationMs: 90,
      endMs: startMs,
      invokedBy: 'timer',
    });
    const { code, out } = await ran('get', { ...at(), id: ['r1'] });
    expect(code).toBe(0);
    expect(out).toContain('RequestId: r1\nfunction: job\ncalled as: $LATEST\nversion: $LATEST\ntype: asynchronous execution (timer)\n');
    expect(out).toMatch(/state: FINISHED \(200\)\naccepted: .+\nstart: .+\nend: .+\nduration: 90 ms\nmemory: 31\.1 MB\nexecutions: 1\n/);
    expect(out).toContain('result: {\n  "a": [\n    1\n  ]\n}');
  });

  it.each([{ json: false }, { json: true }])('keeps the figures of a result, which JavaScript may not have: %j', async (options) => {
    region.views[0] = view('r1', { result: '{"id":9223372036854775807}' });
    expect((await ran('get', { ...at(), id: ['r1'], ...options })).out).toContain('"id": 9223372036854775807');
  });

  it('tells an error, and steers no terminal with it', async () => {
    region.views[0] = view('r1', { state: 'FAILED', status: 430, result: '{"errorMessage":"\\u001b[2J\u009b"}' });
    const { out } = await ran('get', { ...at(), words: ['r1'] });
    expect(out).toContain('error: {');
    expect(out).not.toMatch(/[\u001b\u009b]/);
  });

  it('tells of one that waits what is known', async () => {
    const { out } = await ran('get', { ...at(), id: ['waits'] });
    expect(out).toContain('state: WAITING\n');
    expect(out).not.toMatch(/start:|duration:|version:|undefined/);
  });

  it.each([
    { result: undefined, is: null },
    { result: '"text"', is: 'text' },
    { result: '{"a":"cut of', is: '{"a":"cut of' },
  ])('gives a result as a value: $result', async ({ result, is }) => {
    region.views[0] = view('r1', { result });
    const { out } = await ran('get', { ...at(), id: ['r1'], json: true });
    expect(JSON.parse(out)).toMatchObject({ requestId: 'r1', function: 'job', state: 'RUNNING', status: null, endMs: null, result: is });
  });

  it('ends with 1 for one that nobody knows (S82), whatever it is called', async () => {
    const urls: string[] = [];
    region.onRequest = (url) => urls.push(url);
    expect(await ran('get', { ...at(), id: ['../r1?x'] })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Error: There is no event \.\.\/r1\?x/),
    });
    expect(urls).toEqual(['/events/..%2Fr1%3Fx']);
    expect((await ran('get', { ...at(), id: ['none'] }, { lang: 'zh' })).err).toMatch(/^错误：没有事件 none/);
  });
});

describe('stats', () => {
  it('S74: counts by state and function', async () => {
    const { code, out } = await ran('stats', at());
    expect(code).toBe(0);
    expect(out).toMatch(/│ function +│ RUNNING │ FINISHED │ FAILED │ ABORTED │ total │/);
    expect(out).toMatch(/│ media-dev-job +│ 1 +│ 1 +│ 1 +│ 0 +│ 3 +│/);
    expect(out).toMatch(/│ media-dev-other +│ 0 +│ 0 +│ 0 +│ 1 +│ 1 +│/);
    expect(out).toMatch(/│ total +│ 1 +│ 1 +│ 1 +│ 1 +│ 4 +│/);
  });

  it('counts as JSON what is chosen', async () => {
    const { out } = await ran('stats', { ...at(), json: true, qualifier: '1', since: '2020-09-01' });
    expect(JSON.parse(out)).toEqual({
      functions: [{ function: 'media-dev-job', namespace: 'default', states: { RUNNING: 0, FINISHED: 1, FAILED: 0, ABORTED: 0 } }],
      total: { RUNNING: 0, FINISHED: 1, FAILED: 0, ABORTED: 0 },
      untraced: ['media-dev-quiet'],
    });
  });
});

describe('a region that cannot be asked', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'scf-events-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const announced = async (parts: Partial<Address>) => {
    const address = { pid: process.pid, origin: undefined, service: 's', stage: 'dev', region: 'r', startedAt: '', openedMs: 0 };
    await claim(dir, { ...address, version: '0', profile: 'scf-2021', seed: 1, digest: '', prefix: '', token: '', ...parts });
  };

  it('is found by the address in the folder of its service', async () => {
    await announced({ origin: region.origin });
    expect(await ran('stats', {}, { dir })).toMatchObject({ code: 0, out: expect.stringContaining('media-dev-job') });
  });

  it('knows the functions of a service that has joined the region of another one by their own keys', async () => {
    region.functions.push({ key: 'mine/job', name: 'mine-dev-job' });
    region.views.push(view('m1', { function: 'mine/job' }));
    await announced({ origin: region.origin, prefix: 'mine/' });
    const { out } = await ran('list', { function: ['job'], json: true }, { dir });
    expect(idsOf(JSON.parse(out) as Listed)).toEqual(['m1']);
    expect((await ran('list', { function: ['other'] }, { dir })).out).toContain('r4');
  });

  it('says when none runs', async () => {
    const { code, out, err } = await ran('list', {}, { dir });
    expect([code, out]).toEqual([1, '']);
    expect(err).toBe(
      `Error: No offline region runs for the service in ${dir}; start it with "serverless-scf offline", or name another one with --endpoint.`,
    );
  });

  it.each([
    { parts: { pid: 2 ** 31 - 2, origin: 'http://127.0.0.1:1' }, why: 'its process has ended' },
    { parts: { origin: 'http://127.0.0.1:1' }, why: 'another process has its number' },
    { parts: {}, why: 'it does not listen yet' },
  ])('says when the one that ran does no more: $why', async ({ parts }) => {
    await announced(parts);
    const { code, err } = await ran('list', {}, { dir });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^Error: No offline region runs .* process \d+, which was one, has ended or does not answer/),
    ]);
  });

  it('says when nothing answers at an address', async () => {
    const { code, err } = await ran('list', { endpoint: 'http://127.0.0.1:1' });
    expect([code, err]).toEqual([1, expect.stringMatching(/^Error: The region at http:\/\/127\.0\.0\.1:1 does not answer: .+\.$/)]);
  });

  it.each<{ why: string; listener: RequestListener }>([
    { why: 'HTML', listener: (_, response) => response.end('<html>') },
    { why: 'other JSON', listener: (_, response) => response.end('[]') },
    { why: 'JSON without a response', listener: (_, response) => response.writeHead(403).end('{}') },
  ])('says when what answers is no region: $why', async ({ listener }) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const action of ['list', 'get', 'logs', 'stats'] as const) {
      const { code, err } = await ran(action, { endpoint, ...(action === 'get' || action === 'logs' ? { id: ['r1'] } : {}) });
      expect([code, err]).toEqual([1, expect.stringContaining('is no offline region: HTTP')]);
    }
    server.closeAllConnections();
    server.close();
  });

  it('tells in one line what the region refuses', async () => {
    const { code, err } = await ran('list', { ...at(), qualifier: '77' });
    expect([code, err]).toEqual([1, 'Error: The region refuses: ResourceNotFound.Version: about ListAsyncEvents']);
  });

  it('names the functions that there are', async () => {
    const { code, err } = await ran('list', { ...at(), function: ['jop'] });
    expect([code, err]).toEqual([1, expect.stringContaining('no function "jop" in the region; there are media-dev-job,')]);
  });

  it('ends with 130 after Ctrl-C, whatever it waits for', async () => {
    let press = (): void => undefined;
    region.onRequest = () => press();
    const { code, err } = await ran('list', at(), { began: (pressed) => (press = pressed) });
    expect([code, err]).toEqual([130, '']);
  });
});
