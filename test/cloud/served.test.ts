import { liveAccount } from '../../src/cloud';
import { allocate } from '../../src/scf';
import { creation } from '../api/control/stage';
import { functionPlan } from '../scf/plans';
import { openHome, type keys } from './home';

it('reads what was written through the same client: quota, reservations, provisioned memory, asynchronous execution', async () => {
  const { client } = await openHome({ functions: [functionPlan('api', { reservedMB: 1_280 }), functionPlan('idle')] });
  await client.call('CreateNamespace', { Namespace: 'team', Description: '小组' });
  await client.call('CreateFunction', creation('resize', { MemorySize: 256, AsyncRunEnable: 'TRUE' }));
  await client.call('CreateFunction', creation('resize', { Namespace: 'team', MemorySize: 512 }));
  await client.call('CreateFunction', creation('off', { Namespace: 'team' }));
  await client.call('PublishVersion', { FunctionName: 'resize' });
  await client.call('PutProvisionedConcurrencyConfig', { FunctionName: 'resize', Qualifier: '1', VersionProvisionedConcurrencyNum: 4 });
  await client.call('PutReservedConcurrencyConfig', { FunctionName: 'resize', Namespace: 'team', ReservedConcurrencyMem: 5_120 });
  await client.call('PutReservedConcurrencyConfig', { FunctionName: 'off', Namespace: 'team', ReservedConcurrencyMem: 0 });
  await client.call('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 100_000 });

  const account = await liveAccount(client, { functions: ['resize', 'team/resize', 'nobody'] });
  expect(account).toEqual({
    region: 'ap-guangzhou',
    quotaMB: 100_000,
    namespaces: ['default', 'team'],
    allocatedMB: 1_280 + 1_024 + 5_120,
    claims: [
      { name: 'resize', reservedMB: undefined, provisionedMB: 1_024 },
      { name: 'shop-dev-api', reservedMB: 1_280, provisionedMB: 0 },
      { name: 'shop-dev-idle', reservedMB: undefined, provisionedMB: 0 },
      { name: 'team/off', reservedMB: 0, provisionedMB: 0 },
      { name: 'team/resize', reservedMB: 5_120, provisionedMB: 0 },
    ],
    asyncRun: new Map([
      ['resize', true],
      ['shop-dev-api', false],
      ['shop-dev-idle', false],
      ['team/off', false],
      ['team/resize', false],
    ]),
    memoryMB: new Map([
      ['resize', 256],
      ['team/resize', 512],
    ]),
  });
  // The arithmetic of the validator comes to what the account says itself.
  expect(allocate(account.quotaMB, 12_800, account.claims).allocatedMB).toBe(account.allocatedMB);
});

it('reads more than a page, and keeps to the rates of the endpoint', async () => {
  const names = Array.from({ length: 120 }, (_, n) => `f${String(n).padStart(3, '0')}`);
  const functions = names.map((name, n) => functionPlan(name, { name, reservedMB: n < 2 ? 128 : undefined }));
  const { client, time } = await openHome({ functions, limits: { namespaces: 50, functionsPerNamespace: 500 } });
  for (let n = 0; n < 30; n += 1) await client.call('CreateNamespace', { Namespace: `space-${n}` });
  const account = await liveAccount(client, { functions: names });
  expect(account.claims.map(({ name }) => name)).toEqual(names);
  expect(account.memoryMB.size).toBe(120);
  // No pause of a second: nothing was refused for lack of rate.
  expect(Math.max(...time.slept)).toBeLessThan(100);
});

it.each<[what: string, changes: Partial<typeof keys>, code: string]>([
  ['another key', { secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
  ['an unknown id', { secretId: 'AKIDnobody' }, 'AuthFailure.SecretIdNotFound'],
  ['another token', { token: 'wrong' }, 'AuthFailure.TokenFailure'],
])('%s is refused, once', async (_what, changes, code) => {
  const { clientAs, time } = await openHome();
  await expect(liveAccount(clientAs(changes))).rejects.toMatchObject({ name: 'CloudError', code, requestId: expect.stringContaining('request-') });
  expect(time.slept).toEqual([]);
});

it('changes nothing', async () => {
  const { client, region } = await openHome({ functions: [functionPlan('api', { reservedMB: 1_280 })] });
  const before = await region.ask('GetAccount');
  await liveAccount(client, { functions: ['shop-dev-api'] });
  expect(await region.ask('GetAccount')).toEqual(before);
});
