import { functionPlan } from '../scf/plans';
import { ready, succeeds } from './modelledRuntime';
import { open } from './opened';

/** What a call says about itself, what is drawn for it, and how patient its caller is. */

describe('a routing key (S142)', () => {
  // 1024 bytes as JSON: {"user":"…"} takes 11 of them.
  it.each([
    { value: 'x'.repeat(1_013), status: 200, why: 'of 1024 bytes is taken' },
    { value: 'x'.repeat(1_014), status: 400, why: 'of 1025 bytes is too long' },
    { value: 'é'.repeat(507), status: 400, why: 'is measured in bytes' },
  ])('$why', async ({ value, status }) => {
    const { region, runtime, invoke } = open({ functions: [functionPlan('a')] });
    const { answer, ended } = invoke('a', { routingKey: { user: value } });
    runtime.pass(1_000);
    const { record } = await ended;
    expect(record).toMatchObject({ row: 0, status });
    if (status === 200) return;
    expect(record).toMatchObject({ state: 'REFUSED', attempts: [] });
    expect(await answer).toMatchObject({ error: { errorCode: -1, statusCode: 400, errorMessage: expect.stringContaining('1024 bytes') as string } });
    expect(region.levels()).toMatchObject({ started: 0 });
    const next = invoke('a');
    runtime.pass(1_000);
    expect((await next.ended).record).toMatchObject({ row: 1, status: 200 });
  });
});

it('took as long as was measured, to the microsecond: no figure of it has the noise of a difference of times', async () => {
  const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: { run: () => succeeds(36.194_000_000_250_526) } } });
  const { ended } = invoke('a');
  runtime.pass(1_000);
  expect(await ended).toMatchObject({ durationMs: 36.194 });
});

describe('what is drawn', () => {
  it('S124: a cold start from its range, anew for each', () => {
    const draws = [0, 0, 0, 0.5, 0, 1 - 2 ** -32];
    const { runtime, invoke } = open({
      functions: [functionPlan('a')],
      overrides: { profile: { coldStartMs: { minMs: 100, maxMs: 300 } } },
      random: () => draws.shift() ?? 0,
    });
    for (let call = 0; call < 3; call += 1) invoke('a');
    expect(runtime.specs.map(({ coldStartMs }) => Math.round(coldStartMs))).toEqual([100, 200, 300]);
  });

  it('one number for every call, whether it needs one or not', () => {
    const random = jest.fn(() => 0);
    const { invoke } = open({ functions: [functionPlan('a')], random });
    invoke('a');
    invoke('nobody');
    invoke('a', { qualifier: '7' });
    invoke('a', { routingKey: { user: 'x'.repeat(2_000) } });
    expect(random).toHaveBeenCalledTimes(4);
  });

  it('S113: which idle instance takes the next event, where any may', () => {
    const draws = [0, 0, 0, 0.5];
    const { region, runtime, invoke } = open({
      functions: [functionPlan('a')],
      overrides: { profile: { reuse: 'random' } },
      random: () => draws.shift() ?? 0,
    });
    for (let call = 0; call < 3; call += 1) invoke('a');
    runtime.pass(1_000);
    invoke('a');
    expect(region.instances().find(({ phase }) => phase === 'busy')).toMatchObject({ id: 2 });
  });
});

describe('a caller whose patience is over (S46, S47)', () => {
  const impatient = { profile: { invokeApiTimeoutMs: 1_000 } };

  it('is answered 499 while the run goes on to its own end', async () => {
    const givenUp = jest.fn();
    const { region, runtime, invoke } = open({
      functions: [functionPlan('a')],
      overrides: impatient,
      behaviours: { a: { run: () => succeeds(2_000) } },
      observer: { givenUp },
    });
    const { answer, ended } = invoke('a');
    runtime.pass(1_000);
    expect(await answer).toEqual({
      kind: 'error',
      status: 499,
      error: { errorCode: -1, errorMessage: 'RequestCanceled', requestId: 'r1', statusCode: 499 },
    });
    expect(givenUp.mock.calls).toEqual([['r1']]);
    expect(region.levels()).toMatchObject({ alive: 1, busyMB: 128 });
    runtime.pass(1_000);
    expect((await ended).record).toMatchObject({ status: 200, state: 'FINISHED', endedMs: 2_000 });
  });

  it('is no matter to a call that ends in time', async () => {
    const givenUp = jest.fn();
    const { runtime, invoke } = open({ functions: [functionPlan('a')], overrides: impatient, observer: { givenUp } });
    const { answer } = invoke('a');
    runtime.pass(10_000);
    expect(await answer).toMatchObject({ kind: 'result' });
    expect(givenUp).not.toHaveBeenCalled();
  });
});

it('S80: tells when the credentials of a long execution have run out', () => {
  const credentialsExpired = jest.fn();
  const fn = functionPlan('a', { asyncRun: true, role: 'video', timeoutMs: 86_400_000 });
  const { runtime, send } = open({ functions: [fn], behaviours: { a: { init: ready(500), run: () => [] } }, observer: { credentialsExpired } });
  send('a');
  runtime.pass(6 * 3_600_000 + 499);
  expect(credentialsExpired).not.toHaveBeenCalled();
  runtime.pass(1);
  expect(credentialsExpired.mock.calls).toEqual([['r1']]);
});

it('S20: speaks as the platform did in 2021 where that is asked for', async () => {
  const { invoke } = open({ functions: [functionPlan('a', { reservedMB: 0 })], overrides: { profile: { errorTextEra: '2021' } } });
  expect(await invoke('a').answer).toMatchObject({ error: { errorCode: 1, errorMessage: 'Resource limit exceed for function [shop-dev-a]' } });
});

it('S145: refuses what a function in that state does not serve', async () => {
  const { region, invoke } = open({ functions: [functionPlan('a')] });
  region.configure({ kind: 'status', function: 'a', status: 'Stopped' });
  expect(await invoke('a').answer).toMatchObject({ status: 438, error: { errorCode: -1 } });
});

it('tells observers of every end, refusals included', async () => {
  const ended: unknown[] = [];
  const { runtime, invoke } = open({ functions: [functionPlan('a')], observer: { ended: ({ record }) => ended.push([record.row, record.status]) } });
  invoke('nobody');
  invoke('a');
  runtime.pass(1_000);
  expect(ended).toEqual([
    [0, 435],
    [1, 200],
  ]);
});

it('knows how a call went as soon as it is over, whoever asks when', async () => {
  const { runtime, invoke } = open({ functions: [functionPlan('a')] });
  const [early, late, refused] = [invoke('a'), invoke('a'), invoke('nobody')];
  const { ended } = early;
  expect([early.over, late.over]).toEqual([undefined, undefined]);
  runtime.pass(1_000);
  for (const each of [early, late, refused]) expect(await each.ended).toBe(each.over);
  expect(await ended).toBe(early.over);
  expect([early, late, refused].map(({ over }) => over?.record.status)).toEqual([200, 200, 435]);
});

it('refuses to be called back by an observer while it tells it something', () => {
  const { region, invoke } = open({ functions: [functionPlan('a')], observer: { ended: () => void again() } });
  const again = (): unknown => region.invoke({ function: 'a', type: 'sync', event: Buffer.from('1') });
  expect(() => invoke('nobody')).toThrow('nobody who is told of an effect calls the region back');
});
