import { checkService } from '../../src/config';
import type { TencentService } from '../../src/config/generated/types';
import { here } from './service';

/** What a user's serverless.ts would hold; the compiler is half of this test. */
const typed: TencentService = {
  service: 'shop',
  provider: { name: 'tencent', runtime: 'Nodejs18.15', environment: { A: 'x', variables: { B: 2 } } },
  functions: {
    hello: {
      handler: 'index.main_handler',
      reservedConcurrency: { instances: 10 },
      provisionedConcurrency: { quotaMB: 256, schedule: [{ name: 'morning', cron: '0 0 8 * * * *', instances: 4 }] },
      events: [{ timer: '0 0 8 * * * *' }, { timer: { cron: '0 0 9 * * * *' } }],
    },
  },
  custom: {
    scf: {
      profile: 'scf-2025',
      account: { regionQuotaMB: { 'ap-singapore': 64_000 } },
      engine: { keepAliveSec: { min: 1, max: 2 }, asyncDequeue: { ramp: { instances: 5, everySec: 1 } }, asyncRun: { maxQps: 'quota/10' } },
      models: {
        hello: { coldStartMs: { min: 1, max: 2 }, durationMs: { p50: 1, p99_9: 2 }, failures: [{ share: 0.1, status: 430 }] },
      },
    },
    others: true,
  },
};

it('types what the checks accept', () => {
  expect(checkService(typed, here).plan?.functions).toMatchObject([{ reservedMB: 1280, provisionedInstances: 2 }]);
});
