import { checkService } from '../../src/config';
import type { Distribution } from '../../src/scf';
import { found, here, serviceWith } from './service';

const at = 'custom.scf.models.hello';

function modelOf(model: object) {
  const { plan, diagnostics } = checkService(serviceWith({ scf: { models: { hello: model } } }), here);
  expect(diagnostics).toEqual([]);
  return plan?.models['hello'];
}

const times: readonly { readonly written: unknown; readonly is: Distribution }[] = [
  { written: 800, is: { kind: 'constant', ms: 800 } },
  { written: 0, is: { kind: 'constant', ms: 0 } },
  { written: { min: 1, max: 2 }, is: { kind: 'uniform', minMs: 1, maxMs: 2 } },
  { written: { max: 2, min: 2 }, is: { kind: 'uniform', minMs: 2, maxMs: 2 } },
  { written: { mean: 0.5 }, is: { kind: 'exponential', meanMs: 0.5 } },
  { written: { values: [3, 1, 3] }, is: { kind: 'values', ms: [3, 1, 3] } },
  { written: { p50: 40 }, is: { kind: 'percentiles', points: [{ at: 0.5, ms: 40 }] } },
  {
    written: { p99_9: 9, p0: 1, p100: 10, p50: 2, p99: 8, p9: 1 },
    is: {
      kind: 'percentiles',
      points: [
        { at: 0, ms: 1 },
        { at: 0.09, ms: 1 },
        { at: 0.5, ms: 2 },
        { at: 0.99, ms: 8 },
        { at: expect.closeTo(0.999, 9) as number, ms: 9 },
        { at: 1, ms: 10 },
      ],
    },
  },
];

it.each(times)('reads a time of $written', ({ written, is }) => {
  expect(modelOf({ durationMs: written })).toEqual({ durationMs: is, coldStartMs: undefined, failures: [], coldStartFailures: [] });
  expect(modelOf({ coldStartMs: written })).toMatchObject({ coldStartMs: is, durationMs: undefined });
});

it('reads what fails, at the start and later', () => {
  const failures = [
    { share: 0.9, status: 430 },
    { share: 0.1, status: 500 },
  ];
  expect(modelOf({ failures, coldStartFailures: [{ share: 1, status: 450 }] })).toMatchObject({
    failures,
    coldStartFailures: [{ share: 1, status: 450 }],
  });
});

it('takes hundredths that make 1 for 1, though their sum is rounded to a little more', () => {
  const shares = [0.01, 0.32, 0.56, 0.11];
  expect(shares.reduce((sum, share) => sum + share)).toBeGreaterThan(1);
  expect(modelOf({ failures: shares.map((share) => ({ share, status: 430 })) })?.failures).toHaveLength(4);
});

it.each([
  { model: { durationMs: -1 }, is: `SCF102 error ${at}.durationMs` },
  { model: { durationMs: '1s' }, is: `SCF101 error ${at}.durationMs` },
  { model: { durationMs: {} }, is: `SCF106 error ${at}.durationMs` },
  { model: { durationMs: { min: 1 } }, is: `SCF106 error ${at}.durationMs` },
  { model: { durationMs: { min: 1, max: 2, p50: 1 } }, is: `SCF106 error ${at}.durationMs` },
  { model: { durationMs: { mean: 1, values: [1] } }, is: `SCF106 error ${at}.durationMs` },
  { model: { durationMs: { min: 2, max: 1 } }, is: `SCF106 error ${at}.durationMs.min` },
  { model: { durationMs: { mean: 0 } }, is: `SCF102 error ${at}.durationMs.mean` },
  { model: { durationMs: { values: [] } }, is: `SCF102 error ${at}.durationMs.values` },
  { model: { durationMs: { values: [1, -1] } }, is: `SCF102 error ${at}.durationMs.values.1` },
  { model: { durationMs: { p101: 1 } }, is: `SCF103 error ${at}.durationMs.p101` },
  { model: { durationMs: { P50: 1 } }, is: `SCF103 error ${at}.durationMs.P50` },
  { model: { durationMs: { p50: '1' } }, is: `SCF101 error ${at}.durationMs.p50` },
  { model: { coldStartMs: { p50: 5, p99: 4 } }, is: `SCF106 error ${at}.coldStartMs.p99` },
  { model: { failures: [{ share: 0.5 }] }, is: `SCF104 error ${at}.failures.0.status` },
  { model: { failures: [{ share: 1.5, status: 430 }] }, is: `SCF102 error ${at}.failures.0.share` },
  { model: { failures: [{ share: 0.5, status: 200 }] }, is: `SCF105 error ${at}.failures.0.status` },
  { model: { failures: [{ share: 0.5, status: 432 }] }, is: `SCF105 error ${at}.failures.0.status` },
  { model: { failures: [{ share: 0.5, status: 599 }] }, is: `SCF105 error ${at}.failures.0.status` },
  { model: { coldStartFailures: [0.6, 0.5].map((share) => ({ share, status: 450 })) }, is: `SCF106 error ${at}.coldStartFailures` },
  { model: { tokens: 3 }, is: `SCF103 error ${at}.tokens` },
])('refuses $model', ({ model, is }) => {
  expect(found(serviceWith({ scf: { models: { hello: model } } }))).toEqual([is]);
});

it.each([
  { name: 'p99.9', nearest: 'p99_9' },
  { name: 'p9.95', nearest: 'p9_95' },
  { name: 'P98', nearest: 'p98' },
  { name: 'p101', nearest: undefined },
  { name: 'vlaues', nearest: 'values' },
  { name: 'median', nearest: undefined },
])('says how a percentile is written: $name', ({ name, nearest }) => {
  const { diagnostics } = checkService(serviceWith({ scf: { models: { hello: { durationMs: { [name]: 3 } } } } }), here);
  const known = ['min', 'max', 'mean', 'values', 'p50', 'p99', 'p99_9'];
  expect(diagnostics).toMatchObject([{ code: 'SCF103', params: { name, nearest, known } }]);
});

it('warns of a model of no function, and names the one that is meant', () => {
  const { diagnostics, plan } = checkService(serviceWith({ scf: { models: { helo: { durationMs: 3 }, hello: {} } } }), here);
  expect(diagnostics).toMatchObject([
    { code: 'SCF112', severity: 'warning', path: ['custom', 'scf', 'models', 'helo'], params: { nearest: 'hello' } },
  ]);
  expect(plan?.models).toHaveProperty('hello');
});

it.each(['functions', 'functions.hello'])('does not say so while %s is unresolved', (path) => {
  const service = serviceWith({ scf: { models: { other: { durationMs: 3 } } } });
  expect(found(service, { ...here, unresolved: [path.split('.')] })).toEqual(path === 'functions' ? [] : ['SCF112 warning custom.scf.models.other']);
});
