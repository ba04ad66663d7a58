'use strict';

const assert = require('node:assert');
const { join } = require('node:path');
const { test } = require('node:test');
const { assertColdStarts, assertEndedAs, assertFifo, assertPeak, assertSucceeded, assertThrottled, createRegion } = require('serverless-scf/harness');

const dir = join(__dirname, '..');
const models = { transcode: { durationMs: { p50: 3_600_000, p99: 14_400_000 } } };

test('runs two videos at a time, and refuses the third', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml', models, seed: 7 });
  const calls = await Promise.all([1, 2, 3].map((video) => region.invoke('transcode', { video })));
  assertThrottled(calls[2], { by: 'quota' });
  await region.runUntilIdle();
  assertSucceeded(calls.slice(0, 2));
  assertPeak(region, { mb: 2048, instances: 2 });
});

test('lets events wait their turn', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml', models });
  for (const video of [1, 2, 3]) await region.invokeAsync('transcode', { video });
  await region.runUntilIdle();
  assertSucceeded(region);
  assertFifo(region);
  assertColdStarts(region, 2);
});

test('ends a job at once, after 23 hours', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml', models: { transcode: { durationMs: 86_000_000 } } });
  const call = await region.invoke('transcode', { video: 'cat' });
  await region.advance('23h');
  assert.strictEqual(region.terminate(call.requestId), 'done');
  assertEndedAs(call, 'ABORTED');
});

test('says what is wrong, with its numbers', async () => {
  const region = await createRegion({ dir, config: 'serverless.yml', models, lang: 'en' });
  await Promise.all([1, 2, 3].map((video) => region.invoke('transcode', { video })));
  await region.runUntilIdle();
  assert.throws(() => assertSucceeded(region), /of 3 invocations 1 did not end with 200.*"transcode" reserves 2048 MB = 2 instances of 1024 MB/s);
});
