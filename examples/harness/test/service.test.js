'use strict';

const { join } = require('node:path');
const { chaos, createRegion } = require('serverless-scf/harness');
require('serverless-scf/harness/jest');

const dir = join(__dirname, '..');

/** A bucket in memory, as a module and to look into. */
function memoryBucket(objects = new Map()) {
  const module = { has: async (key) => objects.has(key), put: async (key, value) => void objects.set(key, value) };
  return { objects, modules: { './bucket': module } };
}

it('transcodes for most of a day, in no time', async () => {
  const { objects, modules } = memoryBucket();
  const region = await createRegion({ dir, config: 'serverless.yml', modules });
  const { requestId } = await region.invokeAsync('transcode', { video: 'cat', parts: 23 * 60 });
  await region.advance('22h');
  expect(region.event(requestId).state).toBe('RUNNING');
  await region.advance('1h');
  expect(region).toHaveSucceeded();
  expect(objects.size).toBe(23 * 60);
});

it('refuses a third video, and says why', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml', models: { transcode: { durationMs: 3_600_000 } } });
  const calls = await Promise.all([1, 2, 3].map((n) => region.invoke('transcode', { video: n, parts: 1 })));
  expect(calls[2]).toBeThrottled({ by: 'quota' });
  await region.runUntilIdle();
  expect(region).toPeakAt({ mb: 2048, instances: 2 });
});

it('goes on where it was terminated', async () => {
  const { objects, modules } = memoryBucket();
  const region = await createRegion({ dir, config: 'serverless.yml', modules });
  const first = await region.invokeAsync('transcode', { video: 'cat', parts: 3 });
  await region.advance('90s');
  // With SIGTERM; without `grace` it ends at once, and is ABORTED.
  expect(region.terminate(first.requestId, { grace: true })).toBe('done');
  await region.runUntilIdle();
  expect(first).toEndAs('FAILED');
  expect(objects.size).toBe(1);
  const second = await region.invokeAsync('transcode', { video: 'cat', parts: 3 });
  await region.runUntilIdle();
  expect(second).toHaveSucceeded();
  expect(second.record.attempts[0].endedMs - second.record.attempts[0].startedMs).toBe(2 * 60_000);
});

it('starts one instance for each thumbnail at a time, and reuses it', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml' });
  await Promise.all(['cat', 'dog', 'owl'].map((video) => region.invoke('thumbnail', { video })));
  expect(region).toColdStart(3);
  await region.invoke('thumbnail', { video: 'cat' });
  expect(region).toColdStart(3);
});

it('keeps what it cannot do: after two retries, a minute apart, it is in the dead-letter queue', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml' });
  const call = await region.invokeAsync('thumbnail', { video: '' });
  await region.runUntilIdle();
  expect(call.retries.map(({ atMs, afterMs }) => atMs + afterMs)).toEqual([60_000, 120_000]);
  expect(call).toEndAs('DEAD_LETTERED');
  expect(region.deadLetters[0].message.Body.ClientContext).toBe('{"video":""}');
});

it('refuses what is new when its quota is lowered, and ends nothing', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml' });
  const running = Promise.all(['cat', 'dog'].map((video) => region.invoke('thumbnail', { video })));
  await region.advance('100ms');
  region.configure({ kind: 'reserved', function: 'thumbnail', reservedMB: 0 });
  expect(await region.invoke('thumbnail', { video: 'owl' })).toBeThrottled({ by: 'quota' });
  expect(await running).toHaveSucceeded();
});

it('withstands whatever the platform may do', async () => {
  const world = () => new Map();
  const modules = (objects) => memoryBucket(objects).modules;
  const events = [
    { video: 'cat', parts: 3 },
    { video: 'dog', parts: 2 },
  ];
  // Whoever starts it tries again when it fails, as the platform does with events of functions without asynchronous execution.
  const options = { asyncRunEnable: false, timeout: 900 };
  await chaos({ dir, config: 'serverless.yml', function: 'transcode', options, modules }, { world, events, plays: 50 });
  await chaos({ dir, config: 'serverless.yml', function: 'thumbnail' }, { events, plays: 50 });
});
