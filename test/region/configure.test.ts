import type { RegionChange } from '../../src/region';
import { functionPlan } from '../scf/plans';
import { initFails, ready, succeeds } from './modelledRuntime';
import { open } from './opened';

const a = functionPlan('a');

it('S17, S117: a reservation that becomes 0 lets what runs go on and refuses what is new', async () => {
  const { region, runtime, invoke } = open({ functions: [a] });
  const running = invoke('a');
  expect(region.configure({ kind: 'reserved', function: 'a', reservedMB: 0 })).toBeUndefined();
  expect(await invoke('a').answer).toMatchObject({ status: 432 });
  runtime.pass(1_000);
  expect((await running.ended).record.status).toBe(200);
});

it.each<{ change: RegionChange; fault: string }>([
  { change: { kind: 'reserved', function: 'a', reservedMB: 115_201 }, fault: 'LimitExceeded.FunctionReservedConcurrencyMemory' },
  { change: { kind: 'reserved', function: 'nobody', reservedMB: 0 }, fault: 'ResourceNotFound.Function' },
  { change: { kind: 'total', totalMB: 12_799 }, fault: 'LimitExceeded.TotalConcurrencyMemory' },
  { change: { kind: 'function', plan: { ...a, asyncRun: true } }, fault: 'UnsupportedOperation.AsyncRunEnable' },
  { change: { kind: 'function', plan: functionPlan('b', { reservedMB: 128_000 }) }, fault: 'LimitExceeded.FunctionReservedConcurrencyMemory' },
  { change: { kind: 'versionRemoved', function: 'a', version: '7' }, fault: 'ResourceNotFound.FunctionVersion' },
  { change: { kind: 'alias', function: 'a', name: '$DEFAULT', alias: undefined }, fault: 'FailedOperation.DeleteAlias' },
])('refuses $change with $fault, and stays as it was', async ({ change, fault }) => {
  const { region, runtime, invoke } = open({ functions: [a] });
  expect(region.configure(change)).toBe(fault);
  // A fault is that of its own change.
  expect(region.configure({ kind: 'reserved', function: 'a', reservedMB: undefined })).toBeUndefined();
  invoke('a');
  runtime.pass(1_000);
  expect(runtime.specs).toMatchObject([{ function: a }]);
  expect(await invoke('b').answer).toMatchObject({ status: 435 });
  expect(region.levels('b')).toMatchObject({ started: 0 });
});

it('a function that is new runs, and its provisioned instances start at once (S130)', async () => {
  const { region, runtime, invoke } = open({ functions: [a] });
  const b = functionPlan('b', { provisionedInstances: 2, memoryMB: 256 });
  expect(region.configure({ kind: 'function', plan: b })).toBeUndefined();
  expect(runtime.specs).toMatchObject([
    { function: b, version: '1', requestId: undefined },
    { function: b, version: '1', requestId: undefined },
  ]);
  const { ended } = invoke('b');
  runtime.pass(1_000);
  expect((await ended).record).toMatchObject({ status: 200, function: 'b', attempts: [{ cold: true }] });
  expect(region.levels('b')).toMatchObject({ started: 3, busyPeakMB: 256 });
});

it('a function that was refused leaves nothing behind', () => {
  const { region, runtime } = open({ functions: [a] });
  const wrong = functionPlan('b', { reservedMB: 128_000, handler: 'index.wrong' });
  expect(region.configure({ kind: 'function', plan: wrong })).toBe('LimitExceeded.FunctionReservedConcurrencyMemory');
  const right = functionPlan('b', { provisionedInstances: 1 });
  expect(region.configure({ kind: 'function', plan: right })).toBeUndefined();
  expect(runtime.specs).toMatchObject([{ function: right }]);
});

it('S28, S116, S140: new code is for $LATEST alone; a published version keeps what it was published with', () => {
  const { region, runtime, invoke } = open({ functions: [a] });
  region.configure({ kind: 'published', function: 'a' });
  const newer = functionPlan('a', { handler: 'index.newer', memoryMB: 512 });
  region.configure({ kind: 'function', plan: newer });
  invoke('a', { qualifier: '1' });
  invoke('a', { qualifier: '$LATEST' });
  region.configure({ kind: 'published', function: 'a' });
  invoke('a', { qualifier: '2' });
  expect(runtime.specs.map(({ version, function: { handler, memoryMB } }) => [version, handler, memoryMB])).toEqual([
    ['1', 'index.main_handler', 128],
    ['$LATEST', 'index.newer', 512],
    ['2', 'index.newer', 512],
  ]);
  expect(region.levels()).toMatchObject({ busyMB: 128 + 512 + 512 });
  region.configure({ kind: 'function', plan: a });
  for (const qualifier of ['1', '2', '$LATEST']) invoke('a', { qualifier });
  expect(runtime.specs.slice(3).map(({ function: { handler } }) => handler)).toEqual(['index.main_handler', 'index.newer', 'index.main_handler']);
});

it('S153: a time-out is told in the terms of the version that ran', async () => {
  const { region, runtime, invoke } = open({ functions: [functionPlan('a', { timeoutMs: 1_000 })], behaviours: { a: { run: () => [] } } });
  region.configure({ kind: 'published', function: 'a' });
  region.configure({ kind: 'function', plan: functionPlan('a', { timeoutMs: 9_000 }) });
  const { answer } = invoke('a', { qualifier: '1' });
  runtime.pass(1_000);
  expect(await answer).toMatchObject({ error: { errorMessage: 'Invoking task timed out after 1 seconds' } });
});

it('a function that is removed serves no call, and what runs of it goes on', async () => {
  const { region, runtime, invoke, send } = open({ functions: [functionPlan('a', { reservedMB: 128 })] });
  const running = invoke('a');
  const waiting = send('a');
  expect(region.configure({ kind: 'functionRemoved', function: 'a' })).toBeUndefined();
  expect(await invoke('a').answer).toMatchObject({ status: 435 });
  expect((await waiting.ended).record).toMatchObject({ status: 435 });
  runtime.pass(1_000);
  expect((await running.ended).record.status).toBe(200);
  expect(region.levels()).toMatchObject({ alive: 0, busyMB: 0 });
});

it('S142: an alias sends its calls by weight or by key; the draw decides, and each call has one', () => {
  const draws = [0.1, 0.9];
  const { region, runtime, invoke } = open({ functions: [a], random: () => draws.shift() ?? 0 });
  region.configure({ kind: 'published', function: 'a' });
  region.configure({ kind: 'published', function: 'a' });
  region.configure({ kind: 'alias', function: 'a', name: 'beta', alias: { version: '1', additional: { version: '2', weight: 0.5 } } });
  invoke('a', { qualifier: 'beta' });
  invoke('a', { qualifier: 'beta' });
  const byKey = { version: '1', additional: { version: '2', key: 'user', exact: 'me' } };
  region.configure({ kind: 'alias', function: 'a', name: 'beta', alias: byKey });
  invoke('a', { qualifier: 'beta', routingKey: { user: 'me' } });
  invoke('a', { qualifier: 'beta', routingKey: { user: 'you' } });
  expect(runtime.specs.map(({ version }) => version)).toEqual(['2', '1', '2', '1']);
});

describe('provisioning (S131)', () => {
  it('tells what is configured and what is ready', () => {
    const { region, runtime } = open({ functions: [a, functionPlan('b', { provisionedInstances: 2 })], behaviours: { b: { init: ready(100) } } });
    expect(region.provisioning('b', '1')).toEqual({ allocated: 2, available: 0, status: 'InProgress', reason: undefined });
    runtime.pass(100);
    expect(region.provisioning('b', '1')).toEqual({ allocated: 2, available: 2, status: 'Done', reason: undefined });
    expect(region.configure({ kind: 'provisioned', function: 'b', version: '1', instances: 1, by: 'user' })).toBeUndefined();
    expect(region.provisioning('b', '1')).toMatchObject({ allocated: 1 });
    expect(region.provisioning('a', '1')).toBeUndefined();
    expect(region.provisioning('nobody', '1')).toBeUndefined();
  });

  it('S134: an instance that fails to start shows, and is tried again after a minute', () => {
    const { region, runtime } = open({
      functions: [functionPlan('b', { provisionedInstances: 1 })],
      behaviours: { b: { init: initFails(10, 443, 'SyntaxError') } },
    });
    runtime.pass(10);
    expect(region.provisioning('b', '1')).toMatchObject({ status: 'Failed', reason: 443 });
    runtime.pass(60_000);
    expect(runtime.specs).toHaveLength(2);
  });
});

it('tells which instances there are, what they do and since when', () => {
  const { region, runtime, invoke } = open({
    functions: [a, functionPlan('b', { provisionedInstances: 1 })],
    behaviours: { a: { init: ready(50), run: () => succeeds(100) }, b: { init: ready(30) } },
  });
  runtime.pass(10);
  invoke('a');
  const view = (id: number, key: string, version: string) => ({ id, function: key, version, provisioned: key === 'b' });
  expect(region.instances()).toEqual([
    { ...view(1, 'b', '1'), phase: 'starting', sinceMs: 0, requestIds: [] },
    { ...view(2, 'a', '$LATEST'), phase: 'starting', sinceMs: 10, requestIds: ['r1'] },
  ]);
  runtime.pass(60);
  expect(region.instances('a')).toEqual([{ ...view(2, 'a', '$LATEST'), phase: 'busy', sinceMs: 60, requestIds: ['r1'] }]);
  expect(region.instances('b')).toEqual([{ ...view(1, 'b', '1'), phase: 'idle', sinceMs: 30, requestIds: [] }]);
  runtime.pass(100);
  expect(region.instances('a')).toEqual([{ ...view(2, 'a', '$LATEST'), phase: 'idle', sinceMs: 160, requestIds: [] }]);
  runtime.pass(300_000);
  expect(region.instances().map(({ id }) => id)).toEqual([1]);
});
