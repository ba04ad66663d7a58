import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LiveAddress } from '../../src/offline/address';
import { AttachedRegion } from '../../src/offline/attached';
import { json, ndjson } from '../../src/offline/ndjson';
import type { OfflineParts } from '../../src/offline/offline';
import type { RegionObserver } from '../../src/region';
import { openStore } from '../../src/store';
import { addressOf } from './addresses';
import { folder, open, planIn } from './opening';

/** A region with its store, endpoint and real processes. */

const addressAt = (origin: string, openedMs: number): LiveAddress => ({ ...addressOf({ openedMs }), origin });

function attached({ origin, openedMs }: { origin: string; openedMs: number }, observer: RegionObserver = {}) {
  return new AttachedRegion(addressAt(origin, openedMs), observer, 'en');
}

/** An action of the API, which must not refuse it. */
async function asked({ origin }: { readonly origin: string }, action: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-tc-action': action, 'x-tc-version': '2018-04-16', 'x-tc-region': 'ap-guangzhou' };
  const response = await fetch(origin, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(await response.text()).not.toContain('"Error"');
}

const event = (value: unknown = {}): Buffer => Buffer.from(JSON.stringify(value));

it('is called as if it were one’s own: log, answer and record', async () => {
  const dir = folder();
  const { offline, happened } = await open(dir, planIn(dir, { main: {} }));
  const lines: string[] = [];
  const runs: unknown[] = [];
  const region = attached(offline, { line: (text) => lines.push(text), runs: (...what) => runs.push(what) });
  const { answer, ended } = region.invoke({ function: 'main', event: event(), type: 'sync' });
  expect(await answer).toEqual({ kind: 'result', result: Buffer.from('1') });
  const { record, result } = await ended;
  expect([record, result]).toMatchObject([{ row: 0, function: 'main', status: 200, attempts: [{ instance: 1, cold: true }] }, Buffer.from('1')]);
  expect(record.arrivedMs).toBeGreaterThanOrEqual(0);
  expect(record.arrivedMs).toBeLessThan(30_000);
  expect(lines).toEqual([
    `START RequestId: ${record.requestId}`,
    `Event RequestId: ${record.requestId}`,
    expect.stringMatching(/\tcall 1$/),
    `END RequestId: ${record.requestId}`,
    expect.stringMatching(/^Report RequestId/),
  ]);
  expect(runs).toEqual([[record.requestId, 1, true]]);
  const second = await region.invoke({ function: 'main', event: event(), type: 'sync' }).ended;
  expect(second.record).toMatchObject({ row: 1, attempts: [{ instance: 1, cold: false }] });
  expect(region.underWay).toEqual([]);
  expect(happened.map(({ kind }) => kind)).toEqual(['ended', 'ended']);
});

it('tells a caller of its own mistakes, and of a region that is gone', async () => {
  const dir = folder();
  const { offline } = await open(dir, planIn(dir, { main: {} }));
  const region = attached(offline);
  await expect(region.invoke({ function: 'none', event: event(), type: 'sync' }).answer).rejects.toThrow(/no function "none"/);
  await offline.close();
  await expect(region.invoke({ function: 'main', event: event(), type: 'sync' }).ended).rejects.toThrow(/ECONNREFUSED/);
});

it('S17, S51: drained, lets what runs end and nothing new begin; what waits goes on when it is opened again', async () => {
  const dir = folder();
  const plan = planIn(dir, { one: { handler: 'index.waits', reservedMB: 128 } });
  const first = await open(dir, plan, { ephemeral: false });
  const region = attached(first.offline);
  const until = join(dir, 'go');
  const running = region.invoke({ function: 'one', event: event({ until }), type: 'sync' });
  const waits = region.invoke({ function: 'one', event: event({ until }), type: 'async' });
  expect(await waits.answer).toEqual({ kind: 'accepted' });
  await first.saw(({ kind }) => kind === 'waits');
  const drained = first.offline.drain();
  await expect(region.invoke({ function: 'one', event: event(), type: 'async' }).answer).rejects.toThrow('it takes no calls');
  writeFileSync(until, '');
  expect(await drained).toEqual({ waiting: 1, absent: 0 });
  expect((await running.ended).record.status).toBe(200);
  await first.offline.close();
  const second = await open(dir, plan, { ephemeral: false });
  expect(second.offline.recovered).toEqual({ waiting: 1, running: 0, away: 0 });
  await second.saw((happening) => happening.kind === 'ended' && happening.end.record.status === 200);
});

it('S58: keeps what waits for the function of a stage from that of another stage under the same key, with its terms, until its own is there', async () => {
  const dir = folder();
  const stages = {
    dev: planIn(dir, { one: { handler: 'index.main', reservedMB: 0, msgTtlMs: 7_200_000, traceEnable: true, asyncRun: true } }),
    prod: planIn(dir, { one: { handler: 'index.main', name: 'shop-prod-one' } }),
    test: planIn(dir, { one: { handler: 'index.main', name: 'shop-test-one', reservedMB: 0 } }),
  };
  const begin = (plan: OfflineParts['plan']) => open(dir, plan, { ephemeral: false });
  const sent = async (to: Awaited<ReturnType<typeof begin>>): Promise<string | undefined> => {
    expect(await attached(to.offline).invoke({ function: 'one', event: event(), type: 'async' }).answer).toEqual({ kind: 'accepted' });
    await to.saw(({ kind }) => kind === 'waits');
    await to.offline.close();
    return to.happened.find((happening) => happening.kind === 'waits')?.requestId;
  };
  const ofDev = await sent(await begin(stages.dev));
  const prod = await begin(stages.prod);
  expect(prod.offline.recovered).toEqual({ waiting: 0, running: 0, away: 1 });
  expect(await prod.offline.drain()).toEqual({ waiting: 1, absent: 1 });
  await prod.offline.close();
  const { store } = await openStore({ dir: join(dir, '.serverless-scf'), nowMs: Date.now });
  expect(store.documents('event.terms')).toMatchObject([{ key: 'one default:shop-dev-one', value: { msgTtlMs: 7_200_000 } }]);
  await store.close();
  const ofTest = await sent(await begin(stages.test));
  const back = await begin({ ...stages.dev, functions: stages.dev.functions.map((fn) => ({ ...fn, reservedMB: undefined })) });
  expect(back.offline.recovered).toEqual({ waiting: 1, running: 0, away: 1 });
  await back.saw(({ kind }) => kind === 'ended');
  expect(back.happened).toMatchObject([{ end: { record: { requestId: ofDev, function: 'one', status: 200 } } }]);
  await back.offline.close();
  const last = await begin({ ...stages.test, functions: stages.test.functions.map((fn) => ({ ...fn, reservedMB: undefined })) });
  await last.saw(({ kind }) => kind === 'ended');
  expect(last.happened).toMatchObject([{ end: { record: { requestId: ofTest, status: 200 } } }]);
});

it('S140: has the versions and aliases that the API gave to its functions when it is opened again, and runs what waited for them', async () => {
  const dir = folder();
  const plan = planIn(dir, { one: { handler: 'index.waits', reservedMB: 128 } });
  const first = await open(dir, plan, { ephemeral: false });
  const FunctionName = 'shop-dev-one';
  await asked(first.offline, 'PublishVersion', { FunctionName });
  await asked(first.offline, 'CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
  const region = attached(first.offline);
  const until = join(dir, 'go');
  const running = region.invoke({ function: 'one', event: event({ until }), type: 'sync' });
  for (const qualifier of ['1', 'live']) {
    expect(await region.invoke({ function: 'one', event: event({ until }), type: 'async', qualifier }).answer).toEqual({ kind: 'accepted' });
  }
  const drained = first.offline.drain();
  writeFileSync(until, '');
  expect(await drained).toEqual({ waiting: 2, absent: 0 });
  await running.ended;
  await first.offline.close();
  const second = await open(dir, plan, { ephemeral: false });
  expect(second.offline.restored.refused).toEqual([]);
  await second.saw(() => second.happened.filter(({ kind }) => kind === 'ended').length === 2);
  expect(second.happened.flatMap((happening) => (happening.kind === 'ended' ? [happening.end.record] : []))).toMatchObject([
    { qualifier: '1', status: 200 },
    { qualifier: 'live', status: 200 },
  ]);
});

it('S116: takes the service as it is now, and says what the region refuses', async () => {
  const dir = folder();
  const { offline } = await open(dir, planIn(dir, { main: {} }));
  const region = attached(offline);
  const result = async () => (await region.invoke({ function: 'main', event: event(), type: 'sync' }).ended).result?.toString();
  expect([await result(), await result()]).toEqual(['1', '2']);
  await offline.reload(planIn(dir, { main: {} }), { codeChanged: [] });
  expect(await result()).toBe('3');
  await offline.reload(planIn(dir, { main: {} }), { codeChanged: 'all' });
  expect(await result()).toBe('1');
  const { refused } = await offline.reload(planIn(dir, { main: { reservedMB: 999_999 } }), { codeChanged: [] });
  expect(refused).toEqual([expect.objectContaining({ function: 'main' })]);
});

it('bundles TypeScript anew when the code has changed', async () => {
  const dir = folder();
  const write = (says: string): void => writeFileSync(join(dir, 'typed.ts'), `export const main = async (): Promise<string> => '${says}';`);
  write('first');
  const { offline } = await open(dir, planIn(dir, { main: { handler: 'typed.main' } }));
  const region = attached(offline);
  const result = async () => (await region.invoke({ function: 'main', event: event(), type: 'sync' }).ended).result?.toString();
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(dir, 'node_modules'));
  expect(await result()).toBe('"first"');
  write('second');
  await offline.reload(planIn(dir, { main: { handler: 'typed.main' } }), { codeChanged: 'all' });
  expect(await result()).toBe('"second"');
});

it('S116: goes on with TypeScript as it was last built while it cannot be built, also where an instance starts anew', async () => {
  const dir = folder();
  symlinkSync(join(__dirname, '..', '..', 'node_modules'), join(dir, 'node_modules'));
  const write = (says: string): void => writeFileSync(join(dir, 'typed.ts'), `export const main = async (): Promise<string> => ${says};`);
  write("'first'");
  const { offline } = await open(dir, planIn(dir, { main: { handler: 'typed.main' } }));
  const region = attached(offline);
  const ended = () => region.invoke({ function: 'main', event: event(), type: 'sync' }).ended;
  expect((await ended()).result?.toString()).toBe('"first"');
  write('');
  await offline.reload(planIn(dir, { main: { handler: 'typed.main' } }), { codeChanged: 'all' });
  const { record, result } = await ended();
  expect([result?.toString(), record.attempts]).toMatchObject(['"first"', [{ cold: true }]]);
});

it('S190, S206: counts what cannot run here in the quotas, and says so when it is called', async () => {
  const dir = folder();
  const { offline } = await open(dir, planIn(dir, { main: {}, php: { runtime: 'Php7.4', provisionedInstances: 3 }, web: { type: 'web' } }));
  const region = attached(offline);
  // It is the first instance of all: nothing was started that could only fail.
  expect((await region.invoke({ function: 'main', event: event(), type: 'sync' }).ended).record.attempts).toMatchObject([{ instance: 1 }]);
  for (const [key, what] of [
    ['php', 'Php7.4'],
    ['web', 'type: web'],
  ] as const) {
    const { record, error } = await region.invoke({ function: key, event: event(), type: 'sync' }).ended;
    expect([record.status, error?.errorMessage]).toEqual([437, expect.stringContaining(`"${key}" (${what}) does not run on this machine`)]);
  }
  expect((await offline.status()).map(({ instances }) => instances)).toEqual([1, 0, 0]);
});

it('S84: lists the asynchronous executions that run, and ends them', async () => {
  const dir = folder();
  const { offline, saw } = await open(dir, planIn(dir, { job: { handler: 'index.waits', asyncRun: true } }));
  const region = attached(offline);
  const job = region.invoke({ function: 'job', event: event({ until: '/nowhere' }), type: 'async' });
  expect(await job.answer).toEqual({ kind: 'accepted' });
  const [running] = await offline.running();
  expect(await offline.ranJustNow()).toBe(true);
  expect(running).toMatchObject({ function: 'job', requestId: region.underWay[0] });
  expect(await offline.terminate(running?.requestId ?? '', false)).toBe('done');
  await saw(({ kind }) => kind === 'ended');
  expect((await job.ended).record).toMatchObject({ status: 499, state: 'ABORTED' });
  expect(await offline.running()).toEqual([]);
});

it('has another port, or says why not; what was begun is undone', async () => {
  const dir = folder();
  const plan = planIn(dir, { main: {} });
  const { offline } = await open(dir, plan);
  const port = Number(new URL(offline.origin).port);
  const other = folder();
  await expect(open(other, plan, { port, ephemeral: false })).rejects.toMatchObject({ detail: { kind: 'portTaken', port } });
  await expect(open(other, plan, { host: '203.0.113.1' })).rejects.toMatchObject({ detail: { kind: 'noListen' } });
  // The file of events is nobody's: it can be opened.
  await open(other, plan, { ephemeral: false });
  expect(readdirSync(join(other, '.serverless-scf'))).toContain('region.db');
});

describe('services that join', () => {
  const ask = (origin: string, path: string, body?: unknown, token = 'secret') =>
    json({
      method: body === undefined ? 'GET' : 'POST',
      url: `${origin}/-/services/${path}`,
      token,
      lang: 'en',
      ...(body !== undefined && { body }),
    });

  it('must have the token of the region: whoever joins runs code here', async () => {
    const dir = folder();
    const { offline } = await open(dir, planIn(dir, { main: {} }));
    const body = { plan: planIn(dir, { main: {} }, 'media'), version: '1.0.0' };
    for (const token of ['', 'secre', 'secrets', 'Secret'])
      await expect(ask(offline.origin, 'media', body, token)).rejects.toThrow('the token is not that of the region');
    for (const path of ['media/status', 'media/running', 'media/lines'])
      await expect(ask(offline.origin, path, undefined, 'x')).rejects.toThrow('the token');
    expect((await offline.status()).map((row) => row.function)).toEqual(['main']);
  });

  it('are refused with the reason: another version, another region, a name that is taken', async () => {
    const dir = folder();
    const { offline } = await open(dir, planIn(dir, { main: {} }));
    const plan = planIn(dir, { main: {} }, 'media');
    const join = (service: string, body: object) => ask(offline.origin, service, body);
    await expect(join('media', { plan, version: '2.0.0' })).rejects.toThrow('it runs version 1.0.0, not 2.0.0');
    const elsewhere = { plan: { ...plan, region: 'ap-beijing' }, version: '1.0.0' };
    await expect(join('media', elsewhere)).rejects.toThrow('ap-beijing');
    await expect(join('media', { ...elsewhere, again: { codeChanged: 'all' } })).rejects.toThrow('service "media" has left it');
    // One that is here stays, whatever it asks for.
    await join('media', { plan, version: '1.0.0' });
    await expect(join('media', { ...elsewhere, again: { codeChanged: 'all' } })).rejects.toThrow('ap-beijing');
    expect(await join('media', { plan, version: '1.0.0', again: { codeChanged: 'all' } })).toMatchObject({ refused: [] });
    await expect(join('shop', { plan: { ...plan, service: 'shop' }, version: '1.0.0' })).rejects.toThrow('it has a service "shop" already');
  });

  it('can join again after one that was ended while it joined; what one sends that has left brings nothing back', async () => {
    const dir = folder();
    const { offline } = await open(dir, planIn(dir, { main: {} }));
    const body = { plan: planIn(dir, { main: {} }, 'media'), version: '1.0.0' };
    const again = { ...body, again: { codeChanged: 'all' } };
    await expect(ask(offline.origin, 'media', again)).rejects.toThrow('service "media" has left it');
    for (let nth = 0; nth < 2; nth += 1) expect(await ask(offline.origin, 'media', body)).toMatchObject({ refused: [] });
    const leave = new AbortController();
    const lines = ndjson({ method: 'GET', url: `${offline.origin}/-/services/media/lines`, token: 'secret', lang: 'en', signal: leave.signal });
    const over = lines.next().catch(() => undefined);
    const refused = () => ask(offline.origin, 'media', body).then(() => '', String);
    while (!(await refused()).includes('it has a service "media" already')) await new Promise((resolve) => setImmediate(resolve));
    expect(await ask(offline.origin, 'media', again)).toMatchObject({ refused: [] });
    await json({ method: 'DELETE', url: `${offline.origin}/-/services/media`, token: 'secret', lang: 'en' });
    await expect(ask(offline.origin, 'media', again)).rejects.toThrow('has left');
    expect((await offline.status()).map((row) => row.function)).toEqual(['main']);
    leave.abort();
    await over;
  });

  it('are refused in the language of their user', async () => {
    const dir = folder();
    const { offline } = await open(dir, planIn(dir, { main: {} }));
    const join = (body: object, token = 'secret') => json({ method: 'POST', url: `${offline.origin}/-/services/media`, token, body, lang: 'zh' });
    const plan = planIn(dir, { main: {} }, 'media');
    await expect(join({ plan, version: '1.0.0' }, 'other')).rejects.toThrow('令牌与该地域的不符');
    await expect(join({ plan, version: '2.0.0' })).rejects.toThrow('对方运行的版本是 1.0.0，而不是 2.0.0');
    await expect(join({ plan: { ...plan, region: 'ap-beijing' }, version: '1.0.0' })).rejects.toThrow('服务“media”位于 ap-beijing');
    const call = { function: 'nobody', event: event(), type: 'sync' } as const;
    await expect(new AttachedRegion(addressAt(offline.origin, offline.openedMs), {}, 'zh').invoke(call).answer).rejects.toThrow('没有函数“nobody”');
  });

  it('S17: held back before they leave, begin nothing new: neither on provisioned instances; others go on', async () => {
    const dir = folder();
    const { offline } = await open(dir, planIn(dir, { main: {} }));
    const plan = planIn(dir, { main: { provisionedInstances: 1, reservedMB: 128 } }, 'media');
    await ask(offline.origin, 'media', { plan, version: '1.0.0' });
    expect(await ask(offline.origin, 'media/status')).toEqual([expect.objectContaining({ function: 'media/main', instances: 1 })]);
    await ask(offline.origin, 'media/hold', {});
    expect(await ask(offline.origin, 'media/status')).toEqual([expect.objectContaining({ instances: 0 })]);
    const region = attached(offline);
    const statusOf = async (key: string) => (await region.invoke({ function: key, event: event(), type: 'sync' }).ended).record.status;
    expect([await statusOf('media/main'), await statusOf('main')]).toEqual([432, 200]);
  });

  it('S5: share its quotas, hear of their own functions alone, and leave with their connection', async () => {
    const dir = folder();
    const { offline, happened } = await open(dir, planIn(dir, { main: {} }));
    const plan = planIn(dir, { main: {} }, 'media');
    expect(await ask(offline.origin, 'media', { plan, version: '1.0.0' })).toMatchObject({ refused: [], seed: 1, profile: 'scf-2021' });
    const leave = new AbortController();
    const lines = ndjson({ method: 'GET', url: `${offline.origin}/-/services/media/lines`, token: 'secret', signal: leave.signal, lang: 'en' });
    const next = lines.next();
    const region = attached(offline);
    await region.invoke({ function: 'media/main', event: event(), type: 'sync' }).ended;
    const heard: unknown[] = [(await next).value];
    while (!heard.some((line) => JSON.stringify(line).includes('"ended"'))) heard.push((await lines.next()).value);
    expect(heard.at(-1)).toMatchObject({ kind: 'happened', happening: { kind: 'ended', function: 'media/main' } });
    await region.invoke({ function: 'main', event: event(), type: 'sync' }).ended;
    expect(happened.map((happening) => happening.function)).toEqual(['main']);
    expect(await ask(offline.origin, 'media/ran')).toEqual({ justNow: expect.any(Boolean) as boolean });
    expect(await ask(offline.origin, 'other/ran')).toEqual({ justNow: false });
    expect(await ask(offline.origin, 'media/status')).toEqual([expect.objectContaining({ function: 'media/main', instances: 1 })]);
    const over = lines.next().catch(() => undefined);
    leave.abort();
    await over;
    while ((await offline.status()).length > 1) await new Promise((resolve) => setImmediate(resolve));
  });

  it('S58: leave what waits for a stage to that stage, and not to another that joins under the same keys', async () => {
    const dir = folder();
    const { offline, happened } = await open(dir, planIn(dir, { main: {} }), { ephemeral: false });
    const guest = (stage: string, reservedMB?: number) => ({
      plan: planIn(dir, { one: { name: `media-${stage}-one`, handler: 'index.main', reservedMB, msgTtlMs: 7_200_000 } }, 'media'),
      version: '1.0.0',
    });
    const leave = () => json({ method: 'DELETE', url: `${offline.origin}/-/services/media`, token: 'secret', lang: 'en' });
    const send = () => attached(offline).invoke({ function: 'media/one', event: event(), type: 'async' }).answer;
    await ask(offline.origin, 'media', guest('dev', 0));
    await send();
    await leave();
    for (const wrong of ['prod', 'test', 'prod']) {
      await ask(offline.origin, 'media', guest(wrong));
      expect(await ask(offline.origin, 'media/status')).toMatchObject([{ waiting: 0, instances: 0 }]);
      await leave();
    }
    expect(happened.filter(({ kind }) => kind === 'ended')).toEqual([]);
    await ask(offline.origin, 'media', guest('dev', 0));
    expect(await ask(offline.origin, 'media/status')).toMatchObject([{ waiting: 1 }]);
    await leave();
    await offline.close();
    const again = await open(dir, planIn(dir, { main: {} }), { ephemeral: false });
    expect(again.offline.recovered).toEqual({ waiting: 0, running: 0, away: 1 });
  });

  it('find what waited for them when they join again, also where the region was opened anew meanwhile (design §5)', async () => {
    const dir = folder();
    const until = join(dir, 'go');
    const host = planIn(dir, { main: {} });
    const guest = { plan: planIn(dir, { one: { handler: 'index.waits', reservedMB: 128 } }, 'media'), version: '1.0.0' };
    const leave = ({ origin }: { readonly origin: string }) =>
      json({ method: 'DELETE', url: `${origin}/-/services/media`, token: 'secret', lang: 'en' });
    const first = await open(dir, host, { ephemeral: false });
    await ask(first.offline.origin, 'media', guest);
    const region = attached(first.offline);
    const send = async () => {
      const invocation = region.invoke({ function: 'media/one', event: event({ until }), type: 'async' });
      await invocation.answer;
      return invocation;
    };
    const [running, waiting] = [await send(), await send()];
    await leave(first.offline);
    writeFileSync(until, '');
    expect((await running.ended).record.status).toBe(200);
    await ask(first.offline.origin, 'media', guest);
    expect((await waiting.ended).record).toMatchObject({ status: 200, state: 'FINISHED' });
    await ask(first.offline.origin, 'media/hold', {});
    await send();
    const [requestId] = region.underWay;
    // The next start does not bring the function, be the service there or not.
    expect(await first.offline.drain()).toEqual({ waiting: 1, absent: 1 });
    await first.offline.close();
    const second = await open(dir, host, { ephemeral: false });
    expect(second.offline.recovered).toEqual({ waiting: 0, running: 0, away: 1 });
    await ask(second.offline.origin, 'media', guest);
    const stored = async () => (await fetch(`${second.offline.origin}/events/${requestId}`)).json();
    while (!JSON.stringify(await stored()).includes('"FINISHED"')) await new Promise((resolve) => setImmediate(resolve));
    // Whatever happens before it listens it is told of, and nobody else is.
    const leaving = new AbortController();
    const lines = ndjson({
      method: 'GET',
      url: `${second.offline.origin}/-/services/media/lines`,
      token: 'secret',
      lang: 'en',
      signal: leaving.signal,
    });
    let heard: unknown = {};
    while (!JSON.stringify(heard).includes('"ended"')) heard = (await lines.next()).value;
    expect(heard).toMatchObject({ happening: { kind: 'ended', requestId } });
    expect(second.happened).toEqual([]);
    // The log is told to its end.
    expect(await (await fetch(`${second.offline.origin}/events/${requestId}/log`)).text()).toContain('Report RequestId');
    expect(await stored()).toMatchObject({ state: 'FINISHED', status: 200 });
    leaving.abort();
    await lines.next().catch(() => undefined);
  });
});

it('can be closed while it drains: nobody waits for what would never end', async () => {
  const dir = folder();
  const { offline } = await open(dir, planIn(dir, { one: { handler: 'index.waits' } }), { ephemeral: false });
  const running = attached(offline).invoke({ function: 'one', event: event({ until: '/nowhere' }), type: 'async' });
  await running.answer;
  const drained = offline.drain();
  await offline.close();
  expect(await drained).toEqual({ waiting: 0, absent: 0 });
});
