import { functionPlan } from '../../scf/plans';
import { cleanStages, creation, stage } from './stage';

afterAll(cleanStages);

describe('namespaces', () => {
  it('are made, described, listed and deleted', async () => {
    const { ask, pass } = stage();
    await ask('CreateNamespace', { Namespace: 'second', Description: 'of two' });
    pass(1_000);
    await ask('CreateNamespace', { Namespace: 'third' });
    pass(1_000);
    await ask('UpdateNamespace', { Namespace: 'second', Description: 'of three' });
    const names = async (params: object) => ((await ask('ListNamespaces', params)).Namespaces as { Name: string }[]).map(({ Name }) => Name);
    expect(await ask('ListNamespaces', { SearchKey: [{ Key: 'Description', Value: 'three' }] })).toMatchObject({
      TotalCount: 1,
      Namespaces: [{ Name: 'second', Description: 'of three' }],
    });
    expect(await names({})).toEqual(['default', 'second', 'third']);
    expect(await names({ Orderby: 'Updatetime', Order: 'DESC', Limit: 2 })).toEqual(['second', 'third']);
    expect(
      await names({
        SearchKey: [
          { Key: 'Namespace', Value: 'd' },
          { Key: 'Description', Value: 'of' },
        ],
      }),
    ).toEqual(['second']);
    await ask('DeleteNamespace', { Namespace: 'third' });
    expect(await names({ Offset: 1 })).toEqual(['second']);
  });

  it('hold functions of the same name, with quotas of the one account (S5)', async () => {
    const { ask, refused } = stage();
    await ask('CreateNamespace', { Namespace: 'second' });
    await ask('CreateFunction', creation('resize'));
    await ask('CreateFunction', creation('resize', { Namespace: 'second', MemorySize: 256 }));
    expect(await ask('GetFunction', { FunctionName: 'resize', Namespace: 'second' })).toMatchObject({ MemorySize: 256, Namespace: 'second' });
    await ask('PutReservedConcurrencyConfig', { FunctionName: 'resize', Namespace: 'second', ReservedConcurrencyMem: 115_200 });
    expect(await refused('PutReservedConcurrencyConfig', { FunctionName: 'resize', ReservedConcurrencyMem: 1 })).toBe(
      'LimitExceeded.FunctionReservedConcurrencyMemory',
    );
    expect(await refused('DeleteNamespace', { Namespace: 'second' })).toBe('ResourceInUse.Namespace');
  });

  it.each<[action: string, code: string, params: object]>([
    ['CreateNamespace', 'MissingParameter', {}],
    ['CreateNamespace', 'InvalidParameterValue.Namespace', { Namespace: '1' }],
    ['CreateNamespace', 'InvalidParameterValue.DefaultNamespace', { Namespace: 'default' }],
    ['CreateNamespace', 'ResourceInUse.Namespace', { Namespace: 'prod' }],
    ['CreateNamespace', 'InvalidParameterValue.Description', { Namespace: 'new', Description: 'x'.repeat(1_001) }],
    ['CreateNamespace', 'UnsupportedOperation', { Namespace: 'new', ResourceEnv: { OFFLINE: true } }],
    ['CreateNamespace', 'LimitExceeded.Namespace', { Namespace: 'new' }],
    ['UpdateNamespace', 'MissingParameter', { Namespace: 'prod' }],
    ['UpdateNamespace', 'InvalidParameterValue.Description', { Namespace: 'prod', Description: 'x'.repeat(1_001) }],
    ['UpdateNamespace', 'ResourceNotFound.Namespace', { Namespace: 'nowhere', Description: '' }],
    ['DeleteNamespace', 'FailedOperation.DeleteNamespace', { Namespace: 'default' }],
    ['DeleteNamespace', 'ResourceInUse.Namespace', { Namespace: 'prod' }],
    ['DeleteNamespace', 'ResourceNotFound.Namespace', { Namespace: 'nowhere' }],
    ['ListNamespaces', 'InvalidParameterValue.Order', { Order: 'up' }],
    ['ListNamespaces', 'InvalidParameterValue', { Orderby: 'Size' }],
    ['ListNamespaces', 'InvalidParameterValue.SearchKey', { SearchKey: [{ Key: 'Colour', Value: 'red' }] }],
  ])('%s answers %s (%#)', async (action, expected, params) => {
    const { refused } = stage({ functions: [functionPlan('a')], overrides: { namespace: 'prod' }, limits: { namespaces: 2 } });
    expect(await refused(action, params)).toBe(expected);
  });

  it('of a service are found by its functions, by name and by key', async () => {
    const { plane, refused } = stage({ functions: [functionPlan('a')], overrides: { namespace: 'prod' } });
    expect(plane.find('prod', 'shop-dev-a')).toMatchObject({ key: 'a', namespace: 'prod' });
    expect(plane.find('prod', 'a').key).toBe('a');
    expect([...plane.all()].map(({ key }) => key)).toEqual(['a']);
    expect(plane.get('a')?.has('$DEFAULT')).toBe(true);
    expect(plane.get('a')?.has('1')).toBe(false);
    expect(plane.get('nobody')).toBeUndefined();
    expect(() => plane.find('default', 'a')).toThrow(/There is no function|letters/);
    expect(await refused('GetFunction', { FunctionName: 'shop-dev-a' })).toBe('ResourceNotFound.Function');
  });
});

it('names that may be left out may be empty, too', async () => {
  const { ask } = stage();
  await ask('CreateFunction', creation('resize', { Namespace: '' }));
  await ask('PublishVersion', { FunctionName: 'resize', Namespace: '' });
  await ask('CreateTrigger', { FunctionName: 'resize', TriggerName: 'yearly', Type: 'timer', TriggerDesc: '0 0 0 1 1 * *', Qualifier: '1' });
  expect(await ask('GetFunction', { FunctionName: 'resize', Namespace: '', Qualifier: '' })).toEqual(
    await ask('GetFunction', { FunctionName: 'resize' }),
  );
  await ask('CopyFunction', { FunctionName: 'resize', NewFunctionName: 'other', TargetNamespace: '' });
  await ask('PutProvisionedConcurrencyConfig', { FunctionName: 'resize', Qualifier: '1', VersionProvisionedConcurrencyNum: 1 });
  expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName: 'resize', Qualifier: '' })).toMatchObject({ Allocated: [{ Qualifier: '1' }] });
});

it.each(['PublishLayerVersion', 'GetLayerVersion', 'ListLayers', 'ListLayerVersions', 'DeleteLayerVersion'])(
  '%s is not offered, and says so',
  async (action) => {
    expect(await stage().error(action, {})).toMatchObject({ code: 'UnsupportedOperation', message: expect.stringContaining('no layers') });
  },
);
