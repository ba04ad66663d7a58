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

it('does not tell what a comment suppresses; an error, with which nothing runs, it does', async () => {
  const text = (comment: string): string =>
    `service: media\nprovider: { name: tencent, runtime: Nodejs18.15 }\nfunctions:\n  b:\n    handler: index.main\n    asyncRunEnable: true ${comment}\n    timeout: 90000 # scf-ignore SCF302: no\n`;
  const known = (timeout: number, comment: string) => ({
    service: { ...service, functions: { b: { handler: 'index.main', asyncRunEnable: true, timeout } } },
    dir: '/srv',
    file: 'serverless.yml',
    text: text(comment),
  });
  const told = async (timeout: number, comment: string): Promise<string[]> => {
    const { located } = await checkKnown(known(timeout, comment));
    return located.map(({ diagnostic: { code } }) => code);
  };
  expect(await told(60, '')).toEqual(['SCF304']);
  expect(await told(60, '# scf-ignore SCF304: logs go elsewhere')).toEqual([]);
  expect(await told(90_000, '# scf-ignore SCF304: logs go elsewhere')).toEqual(['SCF302']);
});
