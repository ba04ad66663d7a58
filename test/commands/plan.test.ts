import { planFor, type Purpose } from '../../src/commands/plan';
import { checkKnown } from '../../src/commands/serviceCheck';
import { recorded } from './output';

const service = {
  service: 'media',
  provider: { name: 'tencent', runtime: 'Nodejs18.15' },
  functions: {
    a: {
      handler: 'index.main',
      retryNum: 1,
      layers: [{ name: 'base', version: 1 }],
      type: 'web',
      events: [{ timer: { name: 't', cron: '0 0 2 * * * *' } }],
    },
    b: { handler: 'index.main', asyncRunEnable: true },
  },
};

async function said(purpose: Purpose, changes: object = {}) {
  const output = recorded();
  const plan = planFor(await checkKnown({ service: { ...service, ...changes }, dir: '/srv' }), purpose, output);
  return { plan: plan?.service, outs: output.outs, errs: output.errs.join('\n') };
}

it('names options of the function that runs which are not played, and no others', async () => {
  expect((await said({ runs: 'a' })).errs).toMatch(/^Note: not played locally yet, only checked \(SCF503\): layers, type: web$/m);
  expect((await said({ runs: 'b' })).errs).not.toContain('SCF503');
  expect((await said({})).errs).not.toContain('SCF503');
});

it('tells warnings and goes on', async () => {
  const { plan, errs } = await said({ runs: 'b' });
  expect(plan).toBe('media');
  expect(errs).toContain('SCF304');
});

it('tells errors and gives no plan; as JSON when that is wanted', async () => {
  const wrong = { functions: { a: { handler: 'index.main', timeout: 3600 } } };
  expect(await said({ runs: 'a' }, wrong)).toMatchObject({ plan: undefined, outs: [], errs: expect.stringContaining('SCF301') });
  const { plan, outs, errs } = await said({ runs: 'a', json: true }, wrong);
  expect([plan, errs]).toEqual([undefined, '']);
  expect(JSON.parse(outs.join(''))).toMatchObject({ diagnostics: [{ code: 'SCF301' }] });
});
