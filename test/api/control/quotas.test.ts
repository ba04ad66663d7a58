import { initFails, ready } from '../../region/modelledRuntime';
import { functionPlan } from '../../scf/plans';
import { cleanStages, creation, stage, type Stage } from './stage';

afterAll(cleanStages);

const FunctionName = 'resize';

async function withFunction(options: Parameters<typeof stage>[0] = {}, versions = 1): Promise<Stage> {
  const made = stage(options);
  await made.ask('CreateFunction', creation(FunctionName));
  for (let n = 0; n < versions; n += 1) await made.ask('PublishVersion', { FunctionName });
  return made;
}

const reserve = (ReservedConcurrencyMem: unknown, more: object = {}) => ({ FunctionName, ReservedConcurrencyMem, ...more });
const provision = (VersionProvisionedConcurrencyNum: unknown, more: object = {}) => ({
  FunctionName,
  Qualifier: '1',
  VersionProvisionedConcurrencyNum,
  ...more,
});

describe('reservations', () => {
  it('S14, S17: are set, told and deleted; 0 switches off; deleting none is no fault', async () => {
    const { ask, invoke, runtime } = await withFunction();
    expect(await ask('GetReservedConcurrencyConfig', { FunctionName })).toEqual({ ReservedMem: null });
    await ask('DeleteReservedConcurrencyConfig', { FunctionName });
    await ask('PutReservedConcurrencyConfig', reserve(0));
    expect(await ask('GetReservedConcurrencyConfig', { FunctionName })).toEqual({ ReservedMem: 0 });
    expect(await invoke('default:resize').answer).toMatchObject({ status: 432 });
    await ask('DeleteReservedConcurrencyConfig', { FunctionName });
    expect(await ask('GetReservedConcurrencyConfig', { FunctionName })).toEqual({ ReservedMem: null });
    const again = invoke('default:resize');
    runtime.pass(1_000);
    expect((await again.ended).record.status).toBe(200);
  });

  it('S16: fit up to the floor, not a MB more; the refusal says what there is', async () => {
    const { ask, error } = await withFunction({
      functions: [functionPlan('a', { reservedMB: 1_280 })],
      overrides: { allocated: [{ name: 'elsewhere', reservedMB: 6_400, provisionedMB: 0 }] },
    });
    const mostMB = 128_000 - 12_800 - 1_280 - 6_400;
    expect(await error('PutReservedConcurrencyConfig', reserve(mostMB + 1))).toMatchObject({
      code: 'LimitExceeded.FunctionReservedConcurrencyMemory',
      message: expect.stringContaining(`at most ${mostMB} MB`),
    });
    await ask('PutReservedConcurrencyConfig', reserve(mostMB));
    await ask('PutReservedConcurrencyConfig', reserve(mostMB - 128));
  });

  it('S29: stay above what is provisioned, and cannot be deleted when that would not fit beside them', async () => {
    const { ask, refused, error } = await withFunction();
    await ask('CreateFunction', creation('other'));
    await ask('PutReservedConcurrencyConfig', reserve(1_280));
    await ask('PutProvisionedConcurrencyConfig', provision(8));
    expect(await error('PutReservedConcurrencyConfig', reserve(1_023))).toMatchObject({
      code: 'FailedOperation.ProvisionedExceedReserved',
      message: expect.stringContaining('1024 MB'),
    });
    await ask('PutReservedConcurrencyConfig', reserve(1_024));
    await ask('PutReservedConcurrencyConfig', reserve(115_200 - 1_024, { FunctionName: 'other' }));
    expect(await refused('DeleteReservedConcurrencyConfig', { FunctionName })).toBe('ok');
    expect(await refused('PutReservedConcurrencyConfig', reserve(0))).toBe('FailedOperation.ProvisionedExceedReserved');
  });

  it('S30: are settled only after a while', async () => {
    const { ask, refused, pass } = await withFunction({ overrides: { profile: { settleMs: 1_000 } } });
    await ask('PutReservedConcurrencyConfig', reserve(1_280));
    expect(await refused('PutReservedConcurrencyConfig', reserve(128))).toBe('FailedOperation.ReservedInProgress');
    expect(await refused('DeleteReservedConcurrencyConfig', { FunctionName })).toBe('FailedOperation.ReservedInProgress');
    expect(await refused('UpdateFunctionConfiguration', { FunctionName, MemorySize: 256 })).toBe('FailedOperation.ReservedInProgress');
    await ask('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 100_000 });
    expect(await refused('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 90_000 })).toBe('FailedOperation.TotalConcurrencyMemoryInProgress');
    pass(1_000);
    await ask('PutReservedConcurrencyConfig', reserve(128));
  });

  it.each<[action: string, code: string, params: object]>([
    ['PutReservedConcurrencyConfig', 'MissingParameter', { FunctionName }],
    ['PutReservedConcurrencyConfig', 'InvalidParameterValue', reserve(-1)],
    ['PutReservedConcurrencyConfig', 'InvalidParameterValue', reserve(1.5)],
    ['PutReservedConcurrencyConfig', 'InvalidParameterValue', reserve('128')],
    ['PutReservedConcurrencyConfig', 'InvalidParameterValue.FunctionName', reserve(0, { FunctionName: '?' })],
    ['PutReservedConcurrencyConfig', 'ResourceNotFound.Function', reserve(0, { FunctionName: 'nobody' })],
    ['PutReservedConcurrencyConfig', 'ResourceNotFound.Namespace', reserve(0, { Namespace: 'nowhere' })],
    ['GetReservedConcurrencyConfig', 'ResourceNotFound.Function', { FunctionName: 'nobody' }],
    ['DeleteReservedConcurrencyConfig', 'ResourceNotFound.Namespace', { FunctionName, Namespace: 'nowhere' }],
    ['PutTotalConcurrencyConfig', 'MissingParameter', {}],
    ['PutTotalConcurrencyConfig', 'InvalidParameterValue', { TotalConcurrencyMem: -1 }],
    ['PutTotalConcurrencyConfig', 'ResourceNotFound.Namespace', { TotalConcurrencyMem: 20_000, Namespace: 'nowhere' }],
    ['PutTotalConcurrencyConfig', 'LimitExceeded.UserTotalConcurrencyMemory', { TotalConcurrencyMem: 128_001 }],
    ['PutTotalConcurrencyConfig', 'FailedOperation.ReservedExceedTotal', { TotalConcurrencyMem: 12_799 }],
  ])('%s answers %s (%#)', async (action, expected, params) => {
    const { refused } = await withFunction();
    expect(await refused(action, params)).toBe(expected);
  });
});

describe('the account', () => {
  it('S26: is lowered as far as what is allocated and the floor allow', async () => {
    const { ask, error } = await withFunction();
    await ask('PutReservedConcurrencyConfig', reserve(1_280));
    expect(await error('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 14_079 })).toMatchObject({
      code: 'FailedOperation.ReservedExceedTotal',
      message: expect.stringContaining('at least 14080 MB'),
    });
    await ask('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 14_080, Namespace: 'default' });
    expect(await ask('GetAccount')).toMatchObject({
      AccountUsage: { TotalConcurrencyMem: 14_080, TotalAllocatedConcurrencyMem: 1_280, UserConcurrencyMemLimit: 128_000 },
    });
  });

  it('has one quota for all its namespaces', async () => {
    const { ask, refused } = stage({ limits: { userQuotaMB: 200_000 } });
    await ask('CreateNamespace', { Namespace: 'second' });
    expect(await refused('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 20_000, Namespace: 'second' })).toBe('UnsupportedOperation');
    expect(await refused('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 200_000 })).toBe('ok');
  });

  it('is told with all its namespaces', async () => {
    const { ask } = await withFunction({
      functions: [functionPlan('a', { provisionedInstances: 2 }), functionPlan('b', { namespace: 'second', reservedMB: 256 })],
    });
    await ask('PutReservedConcurrencyConfig', reserve(1_280));
    expect(await ask('GetAccount')).toMatchObject({
      AccountUsage: {
        NamespacesCount: 2,
        TotalAllocatedConcurrencyMem: 1_280 + 256 + 256,
        Namespace: [
          {
            Namespace: 'default',
            Functions: ['resize', 'shop-dev-a'],
            FunctionsCount: 2,
            TotalConcurrencyMem: 0,
            TotalAllocatedConcurrencyMem: 1_536,
            TotalAllocatedProvisionedMem: 256,
          },
          { Namespace: 'second', FunctionsCount: 1, TotalAllocatedConcurrencyMem: 256, TotalAllocatedProvisionedMem: 0 },
        ],
      },
      AccountLimit: {
        NamespacesCount: 5,
        Namespace: [
          {
            FunctionsCount: 50,
            TimeoutLimit: 900,
            InitTimeoutLimit: 300,
            TestModelLimit: 20,
            RetryNumLimit: 2,
            MinMsgTTL: 60,
            MaxMsgTTL: 21_600,
            ConcurrentExecutions: 100,
            Trigger: { Timer: 10, Total: 110 },
          },
          {},
        ],
      },
    });
  });
});

describe('provisioned concurrency', () => {
  const level = (allocated: number, available: number, Status: string, more: object = {}) => ({
    AllocatedProvisionedConcurrencyNum: allocated,
    AvailableProvisionedConcurrencyNum: available,
    Status,
    StatusReason: '',
    Qualifier: '1',
    TriggerActions: [],
    ...more,
  });

  it('S21, S25, S130, S131: is set in instances, starts them, and is told', async () => {
    const { ask, pass } = await withFunction({ behaviours: { 'default:resize': { init: ready(100) } } });
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toEqual({ UnallocatedConcurrencyNum: 900, Allocated: [] });
    await ask('PutProvisionedConcurrencyConfig', provision(3));
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toEqual({
      UnallocatedConcurrencyNum: 897,
      Allocated: [level(3, 0, 'InProgress')],
    });
    pass(100);
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName, Qualifier: '1' })).toMatchObject({ Allocated: [level(3, 3, 'Done')] });
    await ask('DeleteProvisionedConcurrencyConfig', { FunctionName, Qualifier: '1' });
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toEqual({ UnallocatedConcurrencyNum: 900, Allocated: [] });
  });

  it('S30: is not changed while it starts, and neither version nor function are deleted', async () => {
    const { ask, refused } = await withFunction({ behaviours: { 'default:resize': { init: ready(100) } } });
    await ask('PutProvisionedConcurrencyConfig', provision(3));
    expect(await refused('PutProvisionedConcurrencyConfig', provision(2))).toBe('FailedOperation.ProvisionedInProgress');
    const tracked = provision(0, { ProvisionedType: 'ConcurrencyUtilizationTracking', TrackingTarget: 0.5, MinCapacity: 1, MaxCapacity: 2 });
    expect(await refused('PutProvisionedConcurrencyConfig', tracked)).toBe('FailedOperation.ProvisionedInProgress');
    expect(await refused('DeleteProvisionedConcurrencyConfig', { FunctionName, Qualifier: '1' })).toBe('FailedOperation.ProvisionedInProgress');
    expect(await refused('DeleteFunction', { FunctionName })).toBe('FailedOperation.ProvisionedInProgress');
    expect(await refused('DeleteFunctionVersion', { FunctionName, Qualifier: '1' })).toBe('FailedOperation.ProvisionedInProgress');
  });

  it('S134: tells why instances did not start', async () => {
    const { ask, pass } = await withFunction({ behaviours: { 'default:resize': { init: initFails(10, 443, 'SyntaxError') } } });
    await ask('PutProvisionedConcurrencyConfig', provision(1));
    pass(10);
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toMatchObject({
      Allocated: [{ Status: 'Failed', StatusReason: expect.stringContaining('443') }],
    });
  });

  it('S22, S23: lives inside a reservation, else beside all others; over all versions', async () => {
    const { ask, error } = await withFunction({}, 2);
    await ask('PutReservedConcurrencyConfig', reserve(1_280));
    await ask('PutProvisionedConcurrencyConfig', provision(6));
    expect(await error('PutProvisionedConcurrencyConfig', provision(5, { Qualifier: '2' }))).toMatchObject({
      code: 'FailedOperation.ProvisionedExceedReserved',
      message: expect.stringContaining('640 MB (128 MB each), and the function has reserved 1280 MB'),
    });
    await ask('PutProvisionedConcurrencyConfig', provision(4, { Qualifier: '2' }));
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toMatchObject({ UnallocatedConcurrencyNum: 0 });
    await ask('CreateFunction', creation('other'));
    await ask('PublishVersion', { FunctionName: 'other' });
    expect(await error('PutProvisionedConcurrencyConfig', provision(891, { FunctionName: 'other' }))).toMatchObject({
      code: 'FailedOperation.ProvisionedExceedAvailable',
      message: expect.stringContaining('113920 MB can be allocated'),
    });
    await ask('PutProvisionedConcurrencyConfig', provision(890, { FunctionName: 'other' }));
  });

  it('S24: in the model of 2021-11 only the account limits it', async () => {
    const { ask, refused } = await withFunction({ overrides: { profile: { quotaModel: 'ga' } } });
    await ask('PutReservedConcurrencyConfig', reserve(128));
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toMatchObject({ UnallocatedConcurrencyNum: 1_000 });
    expect(await refused('PutProvisionedConcurrencyConfig', provision(1_001))).toBe('LimitExceeded.FunctionTotalProvisionedConcurrencyMemory');
    expect(await refused('PutProvisionedConcurrencyConfig', provision(1_000))).toBe('ok');
    expect(await refused('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 127_999 })).toBe('FailedOperation.ReservedExceedTotal');
  });

  it('S28: is counted by the memory of the version', async () => {
    const { ask } = await withFunction();
    await ask('UpdateFunctionConfiguration', { FunctionName, MemorySize: 1_024 });
    await ask('PutProvisionedConcurrencyConfig', provision(4));
    expect(await ask('ListFunctions')).toMatchObject({ Functions: [{ TotalProvisionedConcurrencyMem: 512 }] });
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toMatchObject({
      UnallocatedConcurrencyNum: Math.floor((115_200 - 512) / 1_024),
    });
  });

  it('S135: is set at times, and what follows is told', async () => {
    const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);
    const { ask, pass } = await withFunction({ startMs });
    const action = (TriggerName: string, TriggerProvisionedConcurrencyNum: number, TriggerCronConfig: string) => ({
      TriggerName,
      TriggerProvisionedConcurrencyNum,
      TriggerCronConfig,
      ProvisionedType: 'Default',
    });
    // 00:00 UTC is 08:00 in Beijing.
    const TriggerActions = [action('up', 5, '0 2 8 * * * *'), action('down', 1, '0 4 8 * * * *')];
    await ask('PutProvisionedConcurrencyConfig', provision(2, { TriggerActions }));
    const told = async () => (await ask('GetProvisionedConcurrencyConfig', { FunctionName })).Allocated;
    expect(await told()).toEqual([level(2, 0, 'InProgress', { TriggerActions })]);
    pass(90_000);
    expect(await told()).toMatchObject([{ AllocatedProvisionedConcurrencyNum: 5, TriggerActions }]);
    pass(120_000);
    expect(await told()).toMatchObject([{ AllocatedProvisionedConcurrencyNum: 1 }]);
    pass(86_400_000 - 120_000);
    expect(await told()).toMatchObject([{ AllocatedProvisionedConcurrencyNum: 5 }]);
    await ask('DeleteProvisionedConcurrencyConfig', { FunctionName, Qualifier: '1' });
    pass(86_400_000);
    expect(await told()).toEqual([]);
  });

  it('S137: at its time is set to what fits', async () => {
    const { ask, pass } = await withFunction();
    await ask('PutReservedConcurrencyConfig', reserve(256));
    await ask(
      'PutProvisionedConcurrencyConfig',
      provision(0, { TriggerActions: [{ TriggerName: 'up', TriggerProvisionedConcurrencyNum: 9, TriggerCronConfig: '0 * * * * * *' }] }),
    );
    pass(60_000);
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toMatchObject({
      Allocated: [{ AllocatedProvisionedConcurrencyNum: 2, Status: 'Failed', StatusReason: expect.stringContaining('no room') }],
    });
  });

  it('S136: follows the load', async () => {
    const { ask, plane } = await withFunction();
    await ask(
      'PutProvisionedConcurrencyConfig',
      provision(0, { ProvisionedType: 'ConcurrencyUtilizationTracking', TrackingTarget: 0.5, MinCapacity: 2, MaxCapacity: 4 }),
    );
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName })).toMatchObject({ Allocated: [{ AllocatedProvisionedConcurrencyNum: 2 }] });
    expect(plane.nextMs).toBe(Infinity);
  });

  const tracking = (change: object) =>
    provision(0, { ProvisionedType: 'ConcurrencyUtilizationTracking', TrackingTarget: 0.5, MinCapacity: 1, MaxCapacity: 2, ...change });
  const times = (...actions: object[]) =>
    provision(0, {
      TriggerActions: actions.map((change, index) => ({
        TriggerName: `t${index}`,
        TriggerProvisionedConcurrencyNum: 1,
        TriggerCronConfig: `0 0 ${index} * * * *`,
        ...change,
      })),
    });
  it.each<[code: string, params: object]>([
    ['MissingParameter', { FunctionName, Qualifier: '1' }],
    ['MissingParameter', { FunctionName, VersionProvisionedConcurrencyNum: 1 }],
    ['InvalidParameterValue', provision(-1)],
    ['InvalidParameterValue.Qualifier', provision(1, { Qualifier: '$LATEST' })],
    ['InvalidParameterValue.Qualifier', provision(1, { Qualifier: '$DEFAULT' })],
    ['InvalidParameterValue.Qualifier', provision(1, { Qualifier: 'live' })],
    ['ResourceNotFound.Version', provision(1, { Qualifier: '9' })],
    ['ResourceNotFound.Function', provision(1, { FunctionName: 'nobody' })],
    ['ResourceNotFound.Namespace', provision(1, { Namespace: 'nowhere' })],
    ['InvalidParameterValue.ProvisionType', provision(1, { ProvisionedType: 'Magic' })],
    ['InvalidParameterValue.ProvisionType', provision(1, { MaxCapacity: 4 })],
    ['InvalidParameterValue', tracking({ VersionProvisionedConcurrencyNum: 1 })],
    ['InvalidParameterValue.TrackingTarget', tracking({ TrackingTarget: 1 })],
    ['InvalidParameterValue.TrackingTarget', tracking({ TrackingTarget: undefined })],
    ['InvalidParameterValue.MinCapacity', tracking({ MinCapacity: 0 })],
    ['InvalidParameterValue.MinCapacity', tracking({ MinCapacity: 3 })],
    ['MissingParameter', tracking({ MaxCapacity: undefined })],
    ['LimitExceeded.MaxCapacity', tracking({ MaxCapacity: 901 })],
    ['InvalidParameterValue', { ...tracking({}), ...times({}), ProvisionedType: 'ConcurrencyUtilizationTracking' }],
    ['InvalidParameterValue.TriggerCronConfig', times({ TriggerCronConfig: '0 0 25 * * * *' })],
    ['InvalidParameterValue.TriggerCronConfig', times({ TriggerCronConfig: '0 0 * * *' })],
    ['InvalidParameterValue.TriggerProvisionedConcurrencyNum', times({ TriggerProvisionedConcurrencyNum: -1 })],
    ['InvalidParameterValue.ProvisionTriggerName', times({ TriggerName: 'a b' })],
    ['InvalidParameterValue.ProvisionTriggerNameDuplicate', times({ TriggerName: 'a' }, { TriggerName: 'a' })],
    [
      'InvalidParameterValue.ProvisionTriggerCronConfigDuplicate',
      times({ TriggerCronConfig: '0 0 1 * * * *' }, { TriggerCronConfig: '0  0 1 * * * *' }),
    ],
    ['LimitExceeded.ProvisionTriggerAction', times(...Array.from({ length: 11 }, () => ({})))],
    ['LimitExceeded.ProvisionTriggerInterval', times({ TriggerCronConfig: '0 0 1 * * * *' }, { TriggerCronConfig: '30 0 1 * * * *' })],
    ['ok', times({})],
    ['ok', tracking({})],
  ])('is answered %s (%#)', async (expected, params) => {
    const { refused, ask } = await withFunction();
    await ask('CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    expect(await refused('PutProvisionedConcurrencyConfig', params)).toBe(expected);
  });
});
