import { functionPlan, regionPlan } from '../../scf/plans';
import { ready, succeeds } from '../../region/modelledRuntime';
import { cleanStages, code, creation, stage } from './stage';

afterAll(cleanStages);

const a = functionPlan('a');
const nothing = { added: [], changed: [], quotas: [], removed: [], refused: [], restart: [] };

describe('reading serverless.yml again', () => {
  it('changes nothing where nothing has changed', () => {
    const functions = [a, functionPlan('b', { reservedMB: 1_280, provisionedInstances: 2 }), functionPlan('c', { asyncRun: true })];
    const { reload, runtime } = stage({ functions });
    const before = runtime.specs.length;
    expect(reload(functions)).toEqual(nothing);
    expect(runtime.specs).toHaveLength(before);
  });

  it('adds, changes and removes functions, and no others', () => {
    const { reload, plane } = stage({ functions: [a, functionPlan('b'), functionPlan('c')] });
    const outcome = reload([a, functionPlan('b', { memoryMB: 256 }), functionPlan('d')]);
    expect(outcome).toEqual({ ...nothing, added: ['d'], changed: ['b'], removed: ['c'] });
    expect([...plane.all()].map(({ key, plan }) => `${key} ${plan.memoryMB}`)).toEqual(['a 128', 'b 256', 'd 128']);
    expect(() => plane.find('default', 'c')).toThrow();
  });

  it.each([
    ['of all functions', 'all', ['a', 'b']],
    ['of one', ['b'], ['b']],
    ['of a stranger', ['z'], []],
  ] as const)('S116: starts anew what has new code %s; what runs goes on', (_whose, codeChanged, changed) => {
    const functions = [a, functionPlan('b')];
    const { reload, invoke, runtime } = stage({ functions, behaviours: { b: { run: () => succeeds(1_000) } } });
    invoke('b');
    runtime.pass(10);
    expect(reload(functions, { codeChanged })).toEqual({ ...nothing, changed });
    invoke('b');
    runtime.pass(1_000);
    invoke('b');
    // Two at a time: the third call finds the instance of the first, unless its code is no longer current.
    expect(runtime.specs).toHaveLength(2);
    expect(runtime.killed).toEqual(changed.some((key) => key === 'b') ? [1] : []);
  });

  it.each([
    { what: 'two exchange', now: ['y', 'x', 'z'] },
    { what: 'three hand on in a ring', now: ['y', 'z', 'x'] },
    { what: 'one takes from another that takes a new one', now: ['y', 'w', 'z'] },
  ])('renames functions that take names from each other: $what (S116)', ({ now }) => {
    const named = (names: readonly string[]) => ['a', 'b', 'c'].map((key, index) => functionPlan(key, { name: names[index] ?? key }));
    const { reload, plane, invoke, runtime } = stage({ functions: named(['x', 'y', 'z']), behaviours: { a: { run: () => succeeds(1_000) } } });
    const running = invoke('a', { type: 'async' });
    runtime.pass(10);
    expect(reload(named(now))).toMatchObject({ refused: [], removed: [], added: [] });
    expect(now.map((name) => plane.find('default', name).key)).toEqual(['a', 'b', 'c']);
    runtime.pass(1_000);
    expect(running.over?.record).toMatchObject({ function: 'a', status: 200 });
    expect(reload(named(now))).toEqual(nothing);
    expect(reload(named(['x', 'y', 'z'])).refused).toEqual([]);
    expect(['x', 'y', 'z'].map((name) => plane.find('default', name).key)).toEqual(['a', 'b', 'c']);
  });

  it('refuses only the function whose name is not free in the end', async () => {
    const { reload, plane, ask } = stage({ functions: [functionPlan('a', { name: 'x' }), functionPlan('b', { name: 'y' })] });
    await ask('CreateFunction', creation('taken'));
    const outcome = reload([functionPlan('a', { name: 'y' }), functionPlan('b', { name: 'taken' })]);
    expect(outcome.refused.map((refusal) => refusal.function)).toEqual(['a', 'b']);
    expect(['x', 'y'].map((name) => plane.find('default', name).key)).toEqual(['a', 'b']);
  });

  it('S16, S29: makes changes of quotas in an order in which each fits', () => {
    const functions = (x: number, y: number) => [functionPlan('x', { reservedMB: x }), functionPlan('y', { reservedMB: y })];
    const { reload } = stage({ functions: functions(115_200 - 128, 128) });
    expect(reload(functions(128, 115_200 - 128))).toEqual({ ...nothing, quotas: ['x', 'y'] });
    expect(reload(functions(115_200 - 128, 128))).toEqual({ ...nothing, quotas: ['y', 'x'] });
    expect(reload([functionPlan('x'), functionPlan('z', { provisionedInstances: 900 })])).toEqual({
      ...nothing,
      added: ['z'],
      quotas: ['x'],
      removed: ['y'],
    });
  });

  it('leaves what the API has set, until serverless.yml says something else', async () => {
    const { reload, ask, plane } = stage({ functions: [functionPlan('a', { reservedMB: 1_280 })] });
    const reserved = async () => (await ask('GetReservedConcurrencyConfig', { FunctionName: 'a' })).ReservedMem;
    await ask('PutReservedConcurrencyConfig', { FunctionName: 'a', ReservedConcurrencyMem: 256 });
    await ask('UpdateFunctionConfiguration', { FunctionName: 'a', Timeout: 60 });
    reload([functionPlan('a', { reservedMB: 1_280 })]);
    expect([await reserved(), plane.find('default', 'a').plan.timeoutMs]).toEqual([256, 60_000]);
    reload([functionPlan('a', { reservedMB: 1_280, memoryMB: 256 })]);
    expect([await reserved(), plane.find('default', 'a').plan]).toEqual([256, expect.objectContaining({ timeoutMs: 3_000, memoryMB: 256 })]);
    reload([functionPlan('a', { reservedMB: 2_560, memoryMB: 256 })]);
    expect(await reserved()).toBe(2_560);
    reload([functionPlan('a', { memoryMB: 256 })]);
    expect(await reserved()).toBe(null);
    await ask('DeleteFunction', { FunctionName: 'a' });
    expect(reload([functionPlan('a')])).toEqual({ ...nothing, added: ['a'] });
  });

  it('tells what is refused, with code and numbers, and tries it again', () => {
    const { reload, region } = stage({ functions: [a], behaviours: { b: { init: ready(100) } } });
    const wanted = [functionPlan('a', { reservedMB: 115_201 })];
    const { refused, quotas } = reload(wanted);
    expect(quotas).toEqual([]);
    expect(refused).toEqual([
      {
        function: 'a',
        code: 'LimitExceeded.FunctionReservedConcurrencyMemory',
        message: { en: expect.stringContaining('115200'), zh: expect.stringContaining('115200') },
      },
    ]);
    expect(reload(wanted).refused).toHaveLength(1);
    expect(region.configure({ kind: 'reserved', function: 'a', reservedMB: 115_200 })).toBeUndefined();
    expect(reload([functionPlan('a', { reservedMB: 115_000 })])).toMatchObject({ refused: [], quotas: ['a'] });
  });

  it.each([
    {
      what: { reservedMB: 115_201 },
      code: 'LimitExceeded.FunctionReservedConcurrencyMemory',
      en: "shop-dev-b cannot reserve 115201 MB: of the account's 128000 MB, 12800 MB can be allocated to nobody and others hold 128 MB, so at most 115072 MB can be reserved.",
      zh: 'shop-dev-b 的最大独占配额不能设为 115201 MB',
    },
    {
      what: { provisionedInstances: 900, memoryMB: 128 },
      code: 'FailedOperation.ProvisionedExceedAvailable',
      en: '900 instances of shop-dev-b version 1 need 115200 MB (128 MB each), and 115072 MB can be allocated',
      zh: 'shop-dev-b 版本 1 的 900 个实例需要 115200 MB',
    },
    {
      what: { provisionedInstances: 1_001, memoryMB: 128 },
      profile: { quotaModel: 'ga' } as const,
      code: 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory',
      en: "all functions together may provision no more than the account's 128000 MB",
      zh: '所有函数的预置并发合计不能超过账号配额 128000 MB',
    },
  ])('S16, S22–S24: tells with its numbers why a new function is not added: $code', ({ what, code, en, zh, profile = {} }) => {
    const reserving = functionPlan('a', { reservedMB: 128 });
    const { reload, plane } = stage({ functions: [reserving], overrides: { profile } });
    const { refused, added } = reload([reserving, functionPlan('b', what)], {}, { profile });
    expect(added).toEqual([]);
    expect(refused).toEqual([
      { function: 'b', code, message: { en: expect.stringContaining(en) as string, zh: expect.stringContaining(zh) as string }, absent: true },
    ]);
    expect(plane.get('b')).toBeUndefined();
  });

  it('S76: makes a function anew whose asynchronous execution is switched, if no event would be lost', async () => {
    const { reload, invoke, runtime, plane } = stage({ functions: [a] });
    const wanted = [functionPlan('a', { asyncRun: true })];
    const refusal = { function: 'a', code: 'UnsupportedOperation.AsyncRunEnable' };
    expect(reload(wanted).refused).toMatchObject([refusal]);
    expect(reload(wanted, { underWay: () => 2 }).refused).toMatchObject([{ ...refusal, message: { en: expect.stringContaining('2 events') } }]);
    const running = invoke('a');
    expect(reload(wanted, { underWay: () => 0 }).refused).toMatchObject([refusal]);
    runtime.pass(1_000);
    await running.ended;
    expect(reload(wanted, { underWay: () => 0 })).toEqual({ ...nothing, changed: ['a'] });
    expect(plane.find('default', 'a').plan.asyncRun).toBe(true);
  });

  it('S26: follows the account quota', async () => {
    const { reload, ask } = stage({ functions: [a] });
    expect(reload([a], {}, { profile: { accountQuotaMB: 256_000 } })).toEqual(nothing);
    await ask('PutReservedConcurrencyConfig', { FunctionName: 'a', ReservedConcurrencyMem: 200_000 });
    expect(reload([a], {}, { profile: { accountQuotaMB: 64_000 } }).refused).toMatchObject([
      { function: undefined, code: 'LimitExceeded.TotalConcurrencyMemory' },
    ]);
    expect(await ask('GetAccount')).toMatchObject({ AccountUsage: { TotalConcurrencyMem: 256_000 } });
  });

  it('tells what takes a new region', () => {
    const { reload } = stage({ functions: [a] });
    expect(reload([a], {}, { profile: { burstPerMinute: 5 } }).restart).toEqual(['profile']);
    expect(reload([a], {}, { allocated: [{ name: 'x', reservedMB: 128, provisionedMB: 0 }] }).restart).toEqual(['allocated']);
    expect(reload([a], {}, { region: 'ap-shanghai' })).toMatchObject({ restart: ['region'], refused: [{ code: 'UnsupportedRegion' }] });
  });

  it('lets a function change its name', () => {
    const { reload, plane } = stage({ functions: [a] });
    expect(reload([functionPlan('a', { name: 'other' })]).changed).toEqual(['a']);
    expect(plane.find('default', 'other').key).toBe('a');
    expect(() => plane.find('default', 'shop-dev-a')).toThrow();
  });

  it('lets a function go to a namespace that nothing was in', async () => {
    const { reload, ask } = stage({ functions: [a] });
    expect(reload([functionPlan('a', { namespace: 'second' })]).changed).toEqual(['a']);
    expect(await ask('ListFunctions', { Namespace: 'second' })).toMatchObject({ TotalCount: 1 });
    expect(await ask('ListFunctions')).toMatchObject({ TotalCount: 0 });
  });

  it('does not take a name that a function of the API has', async () => {
    const { reload, ask } = stage({ functions: [] });
    await ask('CreateFunction', creation('shop-dev-a'));
    expect(reload([a]).refused).toMatchObject([{ function: 'a', code: 'ResourceInUse.Function' }]);
    await ask('DeleteFunction', { FunctionName: 'shop-dev-a' });
    expect(reload([a])).toEqual({ ...nothing, added: ['a'] });
  });
});

describe('provisioned instances on reload (S21, S28)', () => {
  const versions = (plane: ReturnType<typeof stage>['plane'], region: ReturnType<typeof stage>['region']) =>
    ['1', '2', '3'].map((version) => (plane.get('a')?.has(version) ? (region.provisioning('a', version)?.allocated ?? 0) : '-'));

  it('are published when they come, changed in place, published anew with new code, and taken away', async () => {
    const { reload, plane, region, ask } = stage({ functions: [a] });
    const provisioned = (provisionedInstances: number) => [functionPlan('a', { provisionedInstances })];
    const points = async () => (await ask('GetAlias', { FunctionName: 'a', Name: '$DEFAULT' })).FunctionVersion;
    expect(reload(provisioned(2))).toEqual({ ...nothing, quotas: ['a'] });
    expect([versions(plane, region), await points()]).toEqual([[2, '-', '-'], '1']);
    reload(provisioned(5));
    expect([versions(plane, region), await points()]).toEqual([[5, '-', '-'], '1']);
    reload(provisioned(1));
    expect(versions(plane, region)).toEqual([1, '-', '-']);
    expect(reload(provisioned(1), { codeChanged: 'all' })).toEqual({ ...nothing, changed: ['a'], quotas: ['a'] });
    expect([versions(plane, region), await points()]).toEqual([['-', 1, '-'], '2']);
    reload([a]);
    expect([versions(plane, region), await points()]).toEqual([['-', '-', '-'], '$LATEST']);
  });

  it('of a version that an alias points to stays there, without instances', async () => {
    const { reload, plane, region, ask } = stage({ functions: [functionPlan('a', { provisionedInstances: 2 })] });
    await ask('CreateAlias', { FunctionName: 'a', Name: 'old', FunctionVersion: '1' });
    reload([functionPlan('a', { provisionedInstances: 2, memoryMB: 256 })]);
    expect(versions(plane, region)).toEqual([0, 2, '-']);
  });

  it('do not need the room of both versions', () => {
    const { reload, plane, region } = stage({ functions: [functionPlan('a', { provisionedInstances: 900 })] });
    expect(reload([functionPlan('a', { provisionedInstances: 450, memoryMB: 256 })]).refused).toEqual([]);
    expect(versions(plane, region)).toEqual(['-', 450, '-']);
  });

  it('S135: follow a schedule that is new, or another', () => {
    const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);
    const { reload, region, pass, plane } = stage({ functions: [a], startMs });
    const scheduled = (cron: string, instances: number) => [functionPlan('a', { schedule: [{ name: 'up', cron, instances }] })];
    reload(scheduled('0 2 * * * * *', 3));
    pass(90_000);
    expect(region.provisioning('a', '1')?.allocated).toBe(3);
    reload(scheduled('0 3 * * * * *', 4));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 3));
    pass(60_000);
    expect(region.provisioning('a', '1')?.allocated).toBe(4);
    reload([a]);
    expect(plane.nextMs).toBe(Infinity);
  });

  it('S135: give up the schedule that the region was opened with', () => {
    const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);
    const { reload, region, pass } = stage({
      functions: [functionPlan('a', { schedule: [{ name: 'up', cron: '0 2 * * * * *', instances: 3 }] })],
      startMs,
    });
    reload([functionPlan('a', { provisionedInstances: 1 })]);
    pass(3_600_000);
    expect(['1', '2'].map((version) => region.provisioning('a', version)?.allocated)).toEqual([undefined, 1]);
  });

  it('S136: follow the load, and stop to', async () => {
    const tracked = [functionPlan('a', { tracking: { target: 0.5, min: 2, max: 4 } })];
    const { reload, region, ask } = stage({ functions: tracked });
    expect(region.provisioning('a', '1')?.allocated).toBe(2);
    expect(reload(tracked)).toEqual(nothing);
    reload([functionPlan('a', { provisionedInstances: 1 })]);
    expect(region.provisioning('a', '1')?.allocated).toBe(1);
    reload(tracked);
    expect(await ask('GetProvisionedConcurrencyConfig', { FunctionName: 'a' })).toMatchObject({
      Allocated: [{ AllocatedProvisionedConcurrencyNum: 2 }],
    });
  });
});

describe('another service that joins the region (S5)', () => {
  const other = regionPlan(
    [functionPlan('a', { name: 'other-dev-a', reservedMB: 1_280, schedule: [{ name: 'up', cron: '0 0 0 * * * *', instances: 1 }] })],
    {
      service: 'other',
      codeDir: '/srv/other',
      namespace: 'second',
    },
  );

  it('has keys, a folder and a namespace of its own, and shares the quota', async () => {
    const { plane, ask, invoke, runtime } = stage({ functions: [a] });
    expect(plane.load(other)).toEqual({ ...nothing, added: ['other/a'] });
    expect(plane.load(other)).toEqual(nothing);
    expect(plane.find('second', 'other-dev-a')).toMatchObject({ key: 'other/a', namespace: 'second' });
    expect(await ask('GetFunction', { FunctionName: 'other-dev-a', Namespace: 'second' })).toMatchObject({ Namespace: 'second' });
    expect(await ask('GetAccount')).toMatchObject({ AccountUsage: { TotalAllocatedConcurrencyMem: 1_280 } });
    invoke('other/a');
    expect(runtime.specs.at(-1)).toMatchObject({ codeDir: '/srv/other', namespace: 'second' });
    expect(plane.load(other, { codeChanged: ['a'] }).changed).toEqual(['other/a']);
  });

  it('leaves with all that it brought', async () => {
    const { plane, ask } = stage({ functions: [a] });
    plane.load(other);
    expect(plane.nextMs).toBeLessThan(Infinity);
    expect(plane.unload('other')).toEqual({ ...nothing, removed: ['other/a'] });
    expect(plane.unload('other')).toEqual(nothing);
    expect(plane.nextMs).toBe(Infinity);
    expect(await ask('GetAccount')).toMatchObject({ AccountUsage: { TotalAllocatedConcurrencyMem: 0 } });
    expect([...plane.all()].map(({ key }) => key)).toEqual(['a']);
  });
});

it('a function of a service can get uploaded code, until its folder changes', async () => {
  const { ask, reload, plane } = stage({ functions: [a] });
  await ask('UpdateFunctionCode', { FunctionName: 'a', ZipFile: code });
  expect(plane.find('default', 'a').plan.codeDir).toMatch(/[0-9a-f]{64}$/);
  reload([a], { codeChanged: ['a'] });
  expect(plane.find('default', 'a').plan.codeDir).toBeUndefined();
});
