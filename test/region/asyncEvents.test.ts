import type { InstanceListener } from '../../src/runtime';
import { scf2021, type RequestId } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { fails, ready, succeeds } from './modelledRuntime';
import { open, openedMs } from './opened';

const traced = functionPlan('a', { asyncRun: true, traceEnable: true, timeoutMs: 86_400_000, reservedMB: 128 });
const behaviours = { a: { init: ready(500), run: (event: string) => (event === '"fail"' ? fails(1_000, 430, 'oh') : succeeds(1_000)) } };
const r1 = 'r1' as RequestId;
const day = 86_400_000;

it('S75: runs from when it has an instance, the cold start included, until it ends', () => {
  const { region, runtime, invoke } = open({ functions: [traced], behaviours });
  runtime.pass(250);
  invoke('a', { qualifier: '$LATEST' });
  const running = {
    requestId: 'r1',
    function: 'a',
    qualifier: '$LATEST',
    version: '$LATEST',
    invokeType: 'INVOKE',
    state: 'RUNNING',
    statusCode: 0,
    startMs: openedMs + 250,
    endMs: undefined,
  };
  expect(region.asyncEvent(r1)).toEqual(running);
  runtime.pass(10_000);
  expect(region.asyncEvent(r1)).toEqual({ ...running, state: 'FINISHED', statusCode: 200, endMs: openedMs + 1_750 });
});

it.each([
  { why: 'succeeds', event: '1', state: 'FINISHED', code: 200 },
  { why: 'fails', event: '"fail"', state: 'FAILED', code: 430 },
])('S75, S86: one that $why is $state with $code', ({ event, state, code }) => {
  const { region, runtime, send } = open({ functions: [{ ...traced, deadLetter: { type: 'CMQ-QUEUE', name: 'lost' } }], behaviours });
  send('a', { event });
  runtime.pass(10_000);
  expect(region.asyncEvent(r1)).toMatchObject({ state, statusCode: code });
});

it('S86: says what the knob says', () => {
  const statusCodes = { RUNNING: 202, FINISHED: 'code', FAILED: 1, ABORTED: 2 } as const;
  const overrides = { profile: { asyncRun: { ...scf2021.asyncRun, statusCodes } } };
  const { region, runtime, send } = open({ functions: [{ ...traced, reservedMB: 1280 }], behaviours, overrides });
  send('a', { event: '"fail"' });
  send('a');
  expect(region.asyncEvents().map(({ statusCode }) => statusCode)).toEqual([202, 202]);
  runtime.pass(10_000);
  expect(region.asyncEvents().map(({ statusCode }) => statusCode)).toEqual([1, 200]);
});

it('S75: has no state while it waits, and S42, S79: none when it is refused', async () => {
  const { region, runtime, invoke, send } = open({
    functions: [traced],
    behaviours,
    overrides: { profile: { asyncRun: { ...scf2021.asyncRun, maxQps: 3 } } },
  });
  send('a');
  send('a');
  expect(region.asyncEvent('r2' as RequestId)).toBeUndefined();
  expect(await invoke('a').answer).toMatchObject({ status: 432 });
  const { answer, ended } = send('a');
  expect(await answer).toMatchObject({
    status: 429,
    error: { errorMessage: 'ResourceLimit: Function [ shop-dev-a ] invocations exceeded 3 per second', errorCode: 1 },
  });
  expect((await ended).record.cause).toEqual({ limit: 'qps', function: 'a', perWindow: 3, windowMs: 1_000, openedMs: 0, endsMs: 1_000 });
  expect(region.levels()).toMatchObject({ throttledByQps: 1, throttledByQuota: 2 });
  runtime.pass(1_500);
  expect(region.asyncEvents().map(({ requestId, state }) => [requestId, state])).toEqual([
    ['r1', 'FINISHED'],
    ['r2', 'RUNNING'],
  ]);
});

it('S87: is named for what called', () => {
  const { region, send } = open({ functions: [{ ...traced, reservedMB: undefined }] });
  send('a');
  send('a', { invokedBy: 'timer' });
  send('a', { invokedBy: 'cos' });
  expect(region.asyncEvents().map(({ invokeType }) => invokeType)).toEqual(['INVOKE', 'TIMER', 'COS']);
  expect(region.asyncEvents({ invokeTypes: ['COS', 'CMQ'] }).map(({ requestId }) => requestId)).toEqual(['r3']);
});

it('S82: a state is kept for 72 h from the end, the list covers the last 72 h', () => {
  const { region, runtime, send } = open({ functions: [traced], behaviours: { a: { run: () => succeeds(day) } } });
  send('a');
  runtime.pass(3 * day - 1);
  expect(region.asyncEvents()).toHaveLength(1);
  runtime.pass(1);
  expect(region.asyncEvents()).toEqual([]);
  runtime.pass(day - 1);
  expect(region.asyncEvent(r1)).toMatchObject({ state: 'FINISHED' });
  runtime.pass(1);
  expect(region.asyncEvent(r1)).toBeUndefined();
});

it('S82: what runs is listed, however short ended events are remembered', () => {
  const asyncRun = { ...scf2021.asyncRun, retentionMs: 1_000 };
  const { region, runtime, send } = open({
    functions: [traced],
    behaviours: { a: { run: () => succeeds(day) } },
    overrides: { profile: { asyncRun } },
  });
  send('a');
  runtime.pass(day - 1);
  expect(region.asyncEvents()).toMatchObject([{ state: 'RUNNING' }]);
  expect(region.asyncEvents({ startMs: { from: openedMs + 1, to: Infinity } })).toEqual([]);
  runtime.pass(1_001);
  expect(region.asyncEvents()).toEqual([]);
});

describe('tracking (S81, S82)', () => {
  const untraced = { ...traced, traceEnable: false };

  it('off: nothing is listed, though one state can be asked for', () => {
    const { region, send } = open({ functions: [untraced] });
    send('a');
    expect(region.asyncEvents()).toEqual([]);
    expect(region.asyncEvent(r1)).toMatchObject({ state: 'RUNNING' });
  });

  it('off, and the knob says so: not even that', () => {
    const asyncRun = { ...scf2021.asyncRun, statusWithoutTrace: false };
    const { region, send } = open({ functions: [untraced], overrides: { profile: { asyncRun } } });
    send('a');
    expect(region.asyncEvent(r1)).toBeUndefined();
  });

  it('switched on: what began before is not listed; switched off: nothing is', () => {
    const { region, runtime, send } = open({ functions: [{ ...untraced, reservedMB: 1280 }], behaviours: { a: { run: () => [] } } });
    send('a');
    region.configure({ kind: 'function', plan: { ...traced, reservedMB: 1280 } });
    send('a');
    expect(region.asyncEvents().map(({ requestId }) => requestId)).toEqual(['r2']);
    region.configure({ kind: 'function', plan: untraced });
    expect(region.asyncEvents()).toEqual([]);
    runtime.pass(1);
  });
});

it('lists by function, version, state and time; intervals are half-open', () => {
  const { region, runtime, send } = open({
    functions: [
      { ...traced, reservedMB: undefined },
      { ...traced, key: 'b', reservedMB: undefined },
    ],
    behaviours: { a: behaviours.a, b: { run: () => succeeds(5_000) } },
  });
  send('a');
  runtime.pass(100);
  send('b');
  runtime.pass(100);
  send('a', { event: '"fail"', qualifier: '$LATEST' });
  runtime.pass(2_000);
  const ids = (filter: Parameters<typeof region.asyncEvents>[0]) => region.asyncEvents(filter).map(({ requestId }) => requestId);
  expect(ids({})).toEqual(['r1', 'r2', 'r3']);
  expect(ids({ function: 'a' })).toEqual(['r1', 'r3']);
  expect(ids({ qualifier: '$DEFAULT' })).toEqual(['r1', 'r2']);
  expect(ids({ states: ['RUNNING', 'FAILED'] })).toEqual(['r2', 'r3']);
  expect(ids({ startMs: { from: openedMs, to: openedMs + 100 } })).toEqual(['r1']);
  expect(ids({ startMs: { from: openedMs + 100, to: openedMs + 201 } })).toEqual(['r2', 'r3']);
  expect(ids({ endMs: { from: openedMs, to: openedMs + 1_501 } })).toEqual(['r1']);
});

it('is nothing that functions without asynchronous execution have', () => {
  const { region, send } = open({ functions: [functionPlan('a', { traceEnable: true })] });
  send('a');
  expect([region.asyncEvent(r1), region.asyncEvents()]).toEqual([undefined, []]);
});

it('S75: one that goes back to its queue is known again when it has an instance', () => {
  let starts = 0;
  const broken = { status: 500, error: { errorCode: -1, errorMessage: 'InternalError' }, gone: true, durationMs: 0, memoryMB: undefined } as const;
  const begin = (listener: InstanceListener): void => ((starts += 1) === 1 ? listener.initFailed(broken) : listener.ready());
  const init = [{ afterMs: 10, says: begin }];
  const { region, runtime, send } = open({ functions: [traced], behaviours: { a: { init, run: () => succeeds(1_000) } } });
  send('a');
  runtime.pass(5);
  expect(region.asyncEvent(r1)).toMatchObject({ state: 'RUNNING', startMs: openedMs });
  runtime.pass(1_000);
  expect(region.asyncEvent(r1)).toBeUndefined();
  expect(region.terminate(r1)).toBe('ResourceNotFound.AsyncEvent');
  runtime.pass(60_000);
  expect(region.asyncEvent(r1)).toMatchObject({ state: 'RUNNING', startMs: openedMs + 60_010 });
  runtime.pass(10_000);
  expect(region.asyncEvent(r1)).toMatchObject({ state: 'FINISHED' });
});
