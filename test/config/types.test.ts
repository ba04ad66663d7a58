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
  custom: { scf: { engine: { keepAliveSec: { min: 1, max: 2 } } }, others: true },
};

it('types what the checks accept', () => {
  expect(checkService(typed, here).plan?.functions).toMatchObject([{ reservedMB: 1280, provisionedInstances: 2 }]);
});
