import { profiles, type Model, type ProfileName } from '../../src/scf';
import { stream } from '../../src/random';
import type { TraceRow } from '../../src/trace';
import { functionPlan, regionPlan } from '../scf/plans';
import type { Scene } from './scenes';

const model = (parts: Partial<Model>): Model => ({ coldStartMs: undefined, durationMs: undefined, failures: [], coldStartFailures: [], ...parts });

/** Functions that between them use all that a simulation knows, with every kind of distribution. */
const functions = [
  functionPlan('shop', { memoryMB: 256, timeoutMs: 5_000 }),
  functionPlan('thumbnails', { retryNum: 2, msgTtlMs: 200_000, deadLetter: { type: 'topic', name: 'dead' } }),
  functionPlan('mail', { reservedMB: 256, retryNum: 1, msgTtlMs: 90_000 }),
  functionPlan('transcode', { asyncRun: true, memoryMB: 512, timeoutMs: 86_400_000, retryNum: 0 }),
  functionPlan('site', { type: 'web', instanceConcurrency: 4, reservedMB: 512 }),
  functionPlan('search', { provisionedInstances: 2, memoryMB: 128 }),
  functionPlan('tracked', { tracking: { target: 0.6, min: 1, max: 4 } }),
  functionPlan('off', { reservedMB: 0, msgTtlMs: 60_000 }),
];

const models: Readonly<Record<string, Model>> = {
  shop: model({ coldStartMs: { kind: 'uniform', minMs: 200, maxMs: 900 }, durationMs: { kind: 'exponential', meanMs: 1_500 } }),
  thumbnails: model({
    coldStartMs: { kind: 'constant', ms: 350 },
    durationMs: {
      kind: 'percentiles',
      points: [
        { at: 0.5, ms: 400 },
        { at: 0.9, ms: 1_700 },
        { at: 0.99, ms: 9_000 },
      ],
    },
    failures: [
      { share: 0.2, status: 430 },
      { share: 0.05, status: 439 },
      { share: 0.02, status: 500 },
    ],
    coldStartFailures: [{ share: 0.1, status: 443 }],
  }),
  mail: model({ durationMs: { kind: 'values', ms: [120, 480, 2_400] }, failures: [{ share: 0.3, status: 430 }] }),
  transcode: model({ durationMs: { kind: 'uniform', minMs: 20_000, maxMs: 400_000 }, failures: [{ share: 0.1, status: 434 }] }),
  site: model({ durationMs: { kind: 'exponential', meanMs: 700 } }),
};

/** A busy quarter of an hour in a small account; the profile's knobs that draw are set to draw. */
export function showcase(name: ProfileName): Scene {
  const profile = {
    ...profiles[name],
    accountQuotaMB: 5_120,
    floorMB: 1_280,
    burstPerMinute: 12,
    reuse: 'random',
    keepAliveMs: { minMs: 1_000, maxMs: 90_000 },
  } as const;
  const draws = stream(20_210_208, 'showcase');
  const outcomes = ['ok', 'error', 'exit', 'timeout'] as const;
  let atMs = 0;
  const rows = Array.from({ length: 4_000 }, (): TraceRow => {
    atMs += draws.exponential() * 225;
    const fn = functions[Math.floor(draws.uniform() * functions.length)] ?? functionPlan('none');
    const row = { atMs, function: fn.key, type: draws.uniform() < 0.5 ? 'sync' : 'async' } as const;
    if (draws.uniform() < 0.8) return row;
    return {
      ...row,
      durationMs: draws.exponential() * 500,
      coldStartMs: draws.uniform() * 500,
      outcome: outcomes[Math.floor(draws.uniform() * 4)] ?? 'ok',
    };
  });
  return { plan: regionPlan(functions, { profile, models }), rows, seed: 42 };
}
