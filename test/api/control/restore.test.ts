import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { allocate, scf2021 } from '../../../src/scf';
import { MemoryStore, StoreFault } from '../../../src/store';
import { functionPlan, regionPlan } from '../../scf/plans';
import { ready, succeeds } from '../../region/modelledRuntime';
import { openedMs } from '../../region/opened';
import { cleanStages, creation, newFolder, reopened, stage, told, zipped, type Stage } from './stage';

afterAll(cleanStages);

const FunctionName = 'resize';

/** In both languages. */
const saying = (figure: string) => ({ en: expect.stringContaining(figure), zh: expect.stringContaining(figure) }) as object;

async function furnished(): Promise<Stage> {
  const made = stage({ startMs: Date.UTC(2026, 0, 1, 0, 0, 30) });
  const { ask, pass } = made;
  await ask('CreateNamespace', { Namespace: 'second', Description: 'of two' });
  await ask('UpdateNamespace', { Namespace: 'default', Description: 'the first' });
  await ask(
    'CreateFunction',
    creation(FunctionName, { MemorySize: 256, Environment: { Variables: [{ Key: 'A', Value: '1' }] }, Tags: [{ Key: 'k', Value: 'v' }], Role: 'r' }),
  );
  await ask('CreateFunction', creation('job', { AsyncRunEnable: 'TRUE', TraceEnable: 'TRUE', Namespace: 'second', Timeout: 86_400 }));
  await ask('CreateFunction', { FunctionName: 'image', Code: { ImageConfig: { ImageType: 'personal', ImageUri: 'x' } } });
  for (let n = 1; n <= 3; n += 1) {
    pass(1_000);
    await ask('PublishVersion', { FunctionName, Description: `version ${n}` });
    await ask('UpdateFunctionConfiguration', { FunctionName, MemorySize: 256 + n * 128 });
    await ask('UpdateFunctionCode', { FunctionName, ZipFile: zipped({ 'index.js': `exports.main_handler = async () => ${n};` }) });
  }
  await ask('DeleteFunctionVersion', { FunctionName, Qualifier: '1' });
  await ask('CreateAlias', {
    FunctionName,
    Name: 'live',
    FunctionVersion: '2',
    RoutingConfig: { AdditionalVersionWeights: [{ Version: '3', Weight: 0.25 }] },
  });
  await ask('UpdateAlias', { FunctionName, Name: '$DEFAULT', FunctionVersion: '3' });
  await ask('CreateTrigger', { FunctionName, TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 */5 * * * * *', CustomArgument: 'x' });
  await ask('UpdateFunctionEventInvokeConfig', { FunctionName, AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 60 } });
  await ask('PutReservedConcurrencyConfig', { FunctionName, ReservedConcurrencyMem: 12_800 });
  await ask('PutReservedConcurrencyConfig', { FunctionName: 'job', Namespace: 'second', ReservedConcurrencyMem: 0 });
  const TriggerActions = [
    { TriggerName: 'up', TriggerProvisionedConcurrencyNum: 4, TriggerCronConfig: '0 30 * * * * *', ProvisionedType: 'Default' },
  ];
  await ask('PutProvisionedConcurrencyConfig', { FunctionName, Qualifier: '2', VersionProvisionedConcurrencyNum: 2, TriggerActions });
  await ask('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 100_000 });
  pass(1_000);
  return made;
}

describe('a region full of functions that were created through the API', () => {
  it('survives a restart, whole', async () => {
    const before = await furnished();
    const { after, outcome } = await reopened(before);
    expect(outcome).toEqual({ functions: expect.arrayContaining(['default:resize', 'second:job', 'default:image']), refused: [] });
    after.pass(0);
    expect(await told(after)).toEqual(await told(before));
  });

  it('runs on as it did: versions by their own code, routes, timers, schedules, quotas', async () => {
    const { after } = await reopened(await furnished());
    const { invoke, runtime, pass, region, plane, ask } = after;
    invoke('default:resize', { qualifier: '3' });
    invoke('default:resize', { qualifier: 'live' });
    const ran = runtime.specs.filter(({ requestId }) => requestId !== undefined).map((spec) => [spec.version, spec.function.memoryMB]);
    expect(ran).toEqual([
      ['3', 512],
      ['3', 512],
    ]);
    expect(runtime.specs.every(({ codeDir, function: fn }) => fn.runtime === 'CustomImage' || existsSync(join(codeDir, 'index.js')))).toBe(true);
    expect(await invoke('second:job').answer).toMatchObject({ status: 432 });
    expect(await invoke('default:resize', { qualifier: '1' }).answer).toMatchObject({ status: 442 });
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
    pass(1_800_000);
    expect(runtime.events.filter((event) => event.includes('Timer'))).toHaveLength(6);
    expect(region.provisioning('default:resize', '2')?.allocated).toBe(4);
    expect(await ask('PublishVersion', { FunctionName })).toMatchObject({ FunctionVersion: '4' });
  });

  it('survives a second restart, and what was deleted stays deleted', async () => {
    const { after: second } = await reopened(await furnished());
    second.pass(0);
    await second.ask('DeleteFunction', { FunctionName });
    await second.ask('DeleteFunction', { FunctionName: 'job', Namespace: 'second' });
    await second.ask('DeleteNamespace', { Namespace: 'second' });
    const { after: third, outcome } = await reopened(second);
    expect(outcome).toEqual({ functions: ['default:image'], refused: [] });
    expect(await told(third)).toEqual(await told(second));
    expect(readdirSync(third.codeDir)).toEqual([]);
    // Keys may come again.
    await third.ask('CreateFunction', creation(FunctionName));
  });

  it('goes on tracking (S136) where a reservation that came later has no room for the most, as before the restart', async () => {
    const before = stage({ behaviours: { [`default:${FunctionName}`]: { init: ready(0) } } });
    await before.ask('CreateFunction', creation(FunctionName, { MemorySize: 128 }));
    await before.ask('PublishVersion', { FunctionName });
    const tracking = { ProvisionedType: 'ConcurrencyUtilizationTracking', TrackingTarget: 0.5, MinCapacity: 1, MaxCapacity: 4 };
    await before.ask('PutProvisionedConcurrencyConfig', { FunctionName, Qualifier: '1', VersionProvisionedConcurrencyNum: 0, ...tracking });
    await before.ask('PutReservedConcurrencyConfig', { FunctionName, ReservedConcurrencyMem: 256 });
    const { after, outcome } = await reopened(before);
    expect(outcome.refused).toEqual([]);
    expect(after.region.provisioning(`default:${FunctionName}`, '1')).toMatchObject({ allocated: 1 });
  });

  it('keeps the versions of an engine that was killed between two writes', async () => {
    const before = stage();
    await before.ask('CreateFunction', creation(FunctionName));
    const [written] = before.store.documents('api.function');
    await before.ask('PublishVersion', { FunctionName });
    before.store.put('api.function', written?.key ?? '', written?.value);
    before.store.put('api.version', 'nobody#1', { form: 1, function: 'nobody', version: '1' });
    before.store.put('api.function', 'from the future', { form: 2 });
    const { after, outcome } = await reopened(before);
    expect(outcome).toEqual({ functions: ['default:resize'], refused: [] });
    expect(await after.ask('PublishVersion', { FunctionName })).toMatchObject({ FunctionVersion: '2' });
  });

  it('tells what no longer fits beside serverless.yml, and keeps it written down', async () => {
    const before = stage();
    await before.ask('CreateFunction', creation(FunctionName));
    await before.ask('PutReservedConcurrencyConfig', { FunctionName, ReservedConcurrencyMem: 1_280 });
    await before.ask('CreateFunction', creation('shop-dev-a'));
    const { after, outcome } = await reopened(before, { functions: [functionPlan('a', { reservedMB: 115_200 })] });
    expect(outcome).toEqual({
      functions: ['default:resize'],
      refused: [
        {
          function: 'default:shop-dev-a',
          code: 'ResourceInUse.Function',
          message: { en: expect.stringContaining('serverless.yml'), zh: expect.stringContaining('serverless.yml') },
        },
        {
          function: 'default:resize',
          code: 'LimitExceeded.FunctionReservedConcurrencyMemory',
          message: { en: expect.stringContaining('1280 MB'), zh: expect.stringContaining('1280 MB') },
        },
      ],
    });
    expect(await after.ask('GetReservedConcurrencyConfig', { FunctionName })).toEqual({ ReservedMem: null });
    await after.ask('PublishVersion', { FunctionName });
    const { after: again, outcome: whole } = await reopened(after);
    expect(whole.refused).toEqual([]);
    expect(await again.ask('GetReservedConcurrencyConfig', { FunctionName })).toEqual({ ReservedMem: 1_280 });
    expect(await again.ask('GetFunction', { FunctionName: 'shop-dev-a', ShowCode: 'TRUE' })).toMatchObject({
      CodeInfo: expect.stringContaining('main_handler'),
    });
  });

  it('takes the account quota of serverless.yml where that has changed', async () => {
    const before = stage();
    await before.ask('PutTotalConcurrencyConfig', { TotalConcurrencyMem: 100_000 });
    const total = async ({ ask }: Stage) => ((await ask('GetAccount')).AccountUsage as { TotalConcurrencyMem: number }).TotalConcurrencyMem;
    expect(await total((await reopened(before)).after)).toBe(100_000);
    expect(await total((await reopened(before, { overrides: { profile: { accountQuotaMB: 120_000 } } })).after)).toBe(120_000);
  });

  it('tells whose code somebody has removed', async () => {
    const before = stage();
    await before.ask('CreateFunction', creation(FunctionName));
    rmSync(before.codeDir, { recursive: true });
    const { after, outcome } = await reopened(before);
    expect(outcome.refused).toMatchObject([
      {
        function: 'default:resize',
        code: 'InvalidParameterValue.Code',
        message: { en: expect.stringContaining('UpdateFunctionCode'), zh: expect.stringContaining('UpdateFunctionCode') },
      },
    ]);
    const missing = { message: expect.stringContaining('Upload it again') as unknown };
    const address = await after.error('GetFunctionAddress', { FunctionName });
    expect(address).toMatchObject({ code: 'FailedOperation.GetFunctionAddress', ...missing });
    const copy = await after.error('CopyFunction', { FunctionName, NewFunctionName: 'other' });
    expect(copy).toMatchObject({ code: 'FailedOperation.CopyFunction', ...missing });
    await after.ask('UpdateFunctionCode', { FunctionName, ZipFile: zipped({ 'index.js': '' }) });
    expect((await reopened(after)).outcome.refused).toEqual([]);
  });

  it('is on disk before it is answered; what only asks waits for nothing', async () => {
    class Counting extends MemoryStore {
      flushed = 0;
      override async flush(): Promise<void> {
        this.flushed += 1;
      }
    }
    const store = new Counting();
    const { ask, refused } = stage({ store });
    await ask('CreateFunction', creation(FunctionName));
    expect(store.flushed).toBe(1);
    await ask('ListFunctions');
    await refused('CreateFunction', creation(FunctionName));
    expect(store.flushed).toBe(1);
    await ask('DeleteFunction', { FunctionName });
    expect(store.flushed).toBe(2);
  });
});

it('says that a change counts though it could not be written', async () => {
  class Full extends MemoryStore {
    override flush(): Promise<void> {
      return Promise.reject(new StoreFault('full', 'region.db', 'database or disk is full'));
    }
  }
  const { error, ask } = stage({ store: new Full() });
  const { code, message } = await error('CreateNamespace', { Namespace: 'ns' });
  expect(code).toBe('InternalError');
  expect(message).toMatch(/^The change is in effect, but it could not be written: no space is left on the disk\./);
  expect(await ask('ListNamespaces')).toMatchObject({ TotalCount: 2 });
});

describe('functions of serverless.yml that the API has given something', () => {
  const a = functionPlan('a', { name: 'a', reservedMB: 12_800 });
  const of = { FunctionName: 'a' };

  async function given(): Promise<Stage> {
    const codeDir = newFolder();
    writeFileSync(join(codeDir, 'index.js'), 'exports.main_handler = async () => 1;');
    const made = stage({ functions: [a, functionPlan('b')], overrides: { codeDir }, startMs: Date.UTC(2026, 0, 1, 0, 0, 30) });
    const { ask, pass } = made;
    await ask('PublishVersion', { ...of, Description: 'first' });
    await ask('UpdateFunctionConfiguration', { ...of, MemorySize: 256, Publish: 'TRUE' });
    await ask('PublishVersion', of);
    await ask('DeleteFunctionVersion', { ...of, Qualifier: '1' });
    await ask('CreateAlias', {
      ...of,
      Name: 'live',
      FunctionVersion: '2',
      RoutingConfig: { AdditionalVersionWeights: [{ Version: '3', Weight: 0.25 }] },
    });
    await ask('UpdateAlias', { ...of, Name: '$DEFAULT', FunctionVersion: '3' });
    await ask('CreateTrigger', { ...of, TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 */5 * * * * *', CustomArgument: 'x' });
    await ask('UpdateFunctionEventInvokeConfig', { ...of, AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 60 } });
    await ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 25_600 });
    const TriggerActions = [
      { TriggerName: 'up', TriggerProvisionedConcurrencyNum: 4, TriggerCronConfig: '0 30 * * * * *', ProvisionedType: 'Default' },
    ];
    await ask('PutProvisionedConcurrencyConfig', { ...of, Qualifier: '2', VersionProvisionedConcurrencyNum: 2, TriggerActions });
    pass(1_000);
    return made;
  }

  it('have it again after a restart, and after another', async () => {
    const before = await given();
    const here = { functions: [a, functionPlan('b')], overrides: { codeDir: before.plan.codeDir } };
    const { after, outcome } = await reopened(before, here);
    expect(outcome).toEqual({ functions: ['a'], refused: [] });
    after.pass(0);
    const { after: again } = await reopened(after, here);
    again.pass(0);
    const sorted = async (made: Stage) => JSON.parse(JSON.stringify(await told(made))) as { functions: { row: object }[] };
    const first = await sorted(before);
    // What the API has not touched is read anew.
    const kept = first.functions.filter(({ row }) => JSON.stringify(row).includes('"a"'));
    expect(kept).toHaveLength(1);
    expect((await sorted(after)).functions).toEqual(expect.arrayContaining(kept));
    expect((await sorted(again)).functions).toEqual(expect.arrayContaining(kept));
    expect(await again.ask('PublishVersion', of)).toMatchObject({ FunctionVersion: '4' });
  });

  it('run as they did: versions by their configurations, routes, timers, schedules', async () => {
    const { after } = await reopened(await given(), { functions: [a] });
    const { invoke, runtime, pass, region } = after;
    invoke('a');
    expect(runtime.specs.at(-1)).toMatchObject({ version: '3', function: { memoryMB: 256 } });
    expect(await invoke('a', { qualifier: '1' }).answer).toMatchObject({ status: 442 });
    pass(1_800_000);
    expect(runtime.events.filter((event) => event.includes('Timer'))).toHaveLength(6);
    expect(region.provisioning('a', '2')?.allocated).toBe(4);
  });

  it('are what serverless.yml says where it says something else now', async () => {
    const now = functionPlan('a', { name: 'a', reservedMB: 6_400, timeoutMs: 9_000, timers: [] });
    const { after, outcome } = await reopened(await given(), { functions: [now] });
    expect(outcome.refused).toEqual([]);
    expect(await after.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: 6_400 });
    expect(after.plane.find('default', 'a').plan).toMatchObject({ timeoutMs: 9_000, memoryMB: 128, retryNum: 2 });
    expect(await after.ask('GetFunction', { ...of, Qualifier: '2' })).toMatchObject({ MemorySize: 256 });
    expect(after.region.provisioning('a', '2')?.allocated).toBe(2);
  });

  it('are without it once a function was made anew with asynchronous execution (S76)', async () => {
    const { after: without } = await reopened(await given(), { functions: [functionPlan('a', { name: 'a', asyncRun: true })] });
    expect(without.plane.get('a')?.has('2')).toBe(false);
    const { after: again } = await reopened(without, { functions: [a] });
    expect(again.plane.get('a')?.has('2')).toBe(false);
    expect(again.store.documents('service.version')).toEqual([]);
  });

  it('have it again when serverless.yml has them again, at a start', async () => {
    const before = await given();
    const here = { overrides: { codeDir: before.plan.codeDir } };
    const { after: without } = await reopened(before, { functions: [functionPlan('b')], ...here });
    expect([without.plane.get('a'), without.plane.nextMs]).toEqual([undefined, Infinity]);
    const { after: again, outcome } = await reopened(without, { functions: [a, functionPlan('b')], ...here });
    expect(outcome).toEqual({ functions: ['a'], refused: [] });
    again.pass(0);
    for (const action of ['ListAliases', 'ListTriggers', 'GetReservedConcurrencyConfig', 'GetProvisionedConcurrencyConfig']) {
      expect(await again.ask(action, of)).toEqual(await before.ask(action, of));
    }
  });

  it('have it again when serverless.yml has them again, while the region runs, and so what waited for them', async () => {
    const made = stage({ functions: [a], behaviours: { a: { run: (event) => succeeds(1_000, event) } } });
    await made.ask('PublishVersion', of);
    await made.ask('CreateAlias', { ...of, Name: 'live', FunctionVersion: '1' });
    await made.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 128 });
    for (const event of ['0', '1']) made.send('a', { event, qualifier: 'live' });
    expect(made.reload([functionPlan('b')])).toMatchObject({ removed: ['a'], refused: [] });
    made.pass(5_000);
    expect(made.runtime.events).toEqual(['0']);
    expect(made.reload([a, functionPlan('b')])).toMatchObject({ added: ['a'], refused: [] });
    made.pass(5_000);
    expect(made.runtime.events).toEqual(['0', '1']);
    expect(await made.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: 128 });
  });

  it('are forgotten 30 days after they went, such as those of a service that has another name now', async () => {
    const dayMs = 86_400_000;
    const before = await given();
    const renamed = { functions: [functionPlan('c')], overrides: { service: 'renamed' } };
    const later = async (of: Stage, days: number, options: object) =>
      (await reopened(of, { startMs: of.runtime.clock.nowMs() + days * dayMs, ...options })).after;
    const gone = await later(before, 40, renamed);
    const still = await later(gone, 29, renamed);
    const back = await later(still, 0, { functions: [a] });
    expect(back.plane.get('a')?.has('2')).toBe(true);
    // It has been here again.
    const gone2 = await later(await later(back, 0, renamed), 29, renamed);
    expect(gone2.store.documents('service.version')).toHaveLength(2);
    const forgotten = await later(gone2, 1, renamed);
    expect([...forgotten.store.documents('service.function'), ...forgotten.store.documents('service.version')]).toEqual([]);
  });

  it('are remembered up to a thousand while they are away, those that went last', async () => {
    const made = stage({ functions: [functionPlan('a', { name: 'a' })] });
    await made.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 128 });
    const [written] = made.store.documents('service.function');
    for (let nth = 0; nth < 1_100; nth += 1) {
      made.store.put('service.function', `k${nth} default:old${nth}`, {
        ...(written?.value as object),
        key: `k${nth}`,
        name: `old${nth}`,
        absentMs: openedMs - nth,
      });
    }
    const { after } = await reopened(made, { functions: [functionPlan('b')] });
    const kept = after.store.documents('service.function').map(({ key }) => key);
    expect([kept.length, kept.includes('k998 default:old998'), kept.includes('k999 default:old999')]).toEqual([1_000, true, false]);
  });

  it('do not give it to the functions of another stage, and have it again in their own', async () => {
    const { after: other } = await reopened(await given(), { functions: [functionPlan('a', { name: 'a-prod' })] });
    expect(other.plane.get('a')?.has('2')).toBe(false);
    await other.ask('PublishVersion', { FunctionName: 'a-prod' });
    const { after: own } = await reopened(other, { functions: [a] });
    expect(['1', '2', '3'].map((version) => own.plane.get('a')?.has(version))).toEqual([false, true, true]);
  });

  it('keep it under a new name, and when their folder is moved', async () => {
    const before = await given();
    const named = functionPlan('a', { name: 'a-new', reservedMB: 12_800 });
    before.reload([named, functionPlan('b')]);
    const { after } = await reopened(before, { functions: [named], overrides: { codeDir: '/srv/moved' } });
    expect([after.plane.get('a')?.has('2'), after.plane.get('a')?.name]).toEqual([true, 'a-new']);
    after.invoke('a', { qualifier: '2' });
    expect(after.runtime.specs.at(-1)).toMatchObject({ codeDir: '/srv/moved' });
    expect(after.store.documents('service.function')).toHaveLength(1);
  });

  it('have nothing of another function that had their name before', async () => {
    const { after: other } = await reopened(await given(), { functions: [functionPlan('a', { name: 'a-new' })] });
    await other.ask('PublishVersion', { FunctionName: 'a-new' });
    other.reload([functionPlan('a', { name: 'a' })]);
    const { after } = await reopened(other, { functions: [functionPlan('a', { name: 'a' })] });
    expect(await after.ask('ListVersionByFunction', of)).toMatchObject({ FunctionVersion: ['$LATEST', '1'] });
  });

  it('leave to others what those were given, whatever name they take', async () => {
    const { after: other } = await reopened(await given(), { functions: [functionPlan('a', { name: 'a-new' })] });
    const [written] = other.store.documents('service.function');
    const kept = [
      { key: 'a', namespace: 'default', name: 'a-third' },
      { key: 'a', namespace: 'elsewhere', name: 'a' },
      { key: 'z', namespace: 'default', name: 'a' },
    ];
    for (const whose of kept) {
      other.store.put('service.function', `${whose.key} ${whose.namespace}:${whose.name}`, { ...(written?.value as object), ...whose });
    }
    await other.ask('PublishVersion', { FunctionName: 'a-new' });
    other.reload([functionPlan('a', { name: 'a' })]);
    const names = other.store.documents('service.function').map(({ key }) => key);
    expect(names.toSorted()).toEqual(['a default:a', 'a default:a-third', 'a elsewhere:a', 'z default:a']);
  });

  it('are forgotten 30 days after they went, be it while the region ran, and also where another has their name (S5)', async () => {
    const month = { startMs: openedMs + 400 * 86_400_000 };
    const left = await given();
    left.reload([functionPlan('b')]);
    const { after: without } = await reopened(left, { functions: [functionPlan('b')], ...month });
    expect(without.store.documents('service.function')).toEqual([]);
    const under = { functions: [functionPlan('z', { name: 'a' })] };
    const { after: taken } = await reopened(await given(), under);
    expect(taken.store.documents('service.function')).toHaveLength(1);
    const { after: forgotten } = await reopened(taken, { ...under, ...month });
    expect(forgotten.store.documents('service.function')).toEqual([]);
  });

  it('S21: keep the version that deploy has published, or get another when it is to be another', async () => {
    const provisioned = (provisionedInstances: number, memoryMB = 128) => [functionPlan('a', { name: 'a', provisionedInstances, memoryMB })];
    const before = stage({ functions: provisioned(2) });
    await before.ask('PublishVersion', of);
    await before.ask('CreateAlias', { ...of, Name: 'live', FunctionVersion: '2' });
    const levels = ({ region }: Stage) => ['1', '2', '3'].map((version) => region.provisioning('a', version)?.allocated);
    const { after: same } = await reopened(before, { functions: provisioned(2) });
    expect(levels(same)).toEqual([2, 0, undefined]);
    const { after: more } = await reopened(same, { functions: provisioned(5) });
    expect(levels(more)).toEqual([5, 0, undefined]);
    const { after: other } = await reopened(more, { functions: provisioned(3, 256) });
    expect(levels(other)).toEqual([undefined, 0, 3]);
    const { after: none } = await reopened(other, { functions: [functionPlan('a', { name: 'a' })] });
    expect(levels(none)).toEqual([undefined, 0, undefined]);
    expect(await none.ask('GetAlias', { ...of, Name: '$DEFAULT' })).toMatchObject({ FunctionVersion: '$LATEST' });
  });

  it('S135: have their schedules from then on, which a sleeping machine does not hold up', async () => {
    const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);
    const functions = [functionPlan('a', { name: 'a', schedule: [{ name: 'up', cron: '0 2 * * * * *', instances: 3 }] })];
    const { after } = await reopened(stage({ startMs }), { functions });
    expect(after.plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 2));
    after.pass(120_000);
    expect(after.region.provisioning('a', '1')?.allocated).toBe(3);
    after.reload([functionPlan('a', { name: 'a', schedule: [{ name: 'up', cron: '0 4 * * * * *', instances: 1 }] })]);
    after.pass(120_000);
    expect(after.region.provisioning('a', '1')?.allocated).toBe(1);
  });

  it('run the code of their folder again, and versions the code that was uploaded for them', async () => {
    const before = stage({ functions: [a] });
    await before.ask('UpdateFunctionCode', { ...of, ZipFile: zipped({ 'index.js': 'exports.main_handler = async () => 2;' }), Publish: 'TRUE' });
    const { after, outcome } = await reopened(before, { functions: [a] });
    expect(outcome.refused).toEqual([]);
    const { invoke, runtime, codeDir } = after;
    invoke('a', { qualifier: '$LATEST' });
    expect(runtime.specs.at(-1)?.codeDir).toBe('/srv/shop');
    invoke('a', { qualifier: '1' });
    expect(runtime.specs.at(-1)?.codeDir).toBe(join(codeDir, readdirSync(codeDir).find((name) => !name.endsWith('.zip')) ?? ''));
  });

  it('have it again when their service joins again (S5)', async () => {
    const other = regionPlan([functionPlan('a', { name: 'other-a' })], { service: 'other', codeDir: '/srv/other' });
    const made = stage({ functions: [functionPlan('b')] });
    made.plane.load(other);
    const theirs = { FunctionName: 'other-a' };
    await made.ask('UpdateFunctionCode', { ...theirs, ZipFile: zipped({ 'index.js': '' }), Publish: 'TRUE' });
    made.plane.unload('other');
    await made.ask('ListFunctions');
    expect(made.plane.load(other)).toMatchObject({ added: ['other/a'], refused: [] });
    expect([made.plane.get('other/a')?.has('1'), readdirSync(made.codeDir).length]).toEqual([true, 2]);
    const { after } = await reopened(made, { functions: [functionPlan('b')] });
    expect(after.plane.get('other/a')).toBeUndefined();
    after.plane.load(other);
    expect([after.plane.get('other/a')?.has('1'), readdirSync(after.codeDir).length]).toEqual([true, 2]);
  });

  it('is written down only for those that were given something', async () => {
    const made = stage({
      functions: [functionPlan('a', { name: 'a', provisionedInstances: 1 }), functionPlan('b')],
      behaviours: { a: { init: ready(0) } },
    });
    made.reload([functionPlan('a', { name: 'a', provisionedInstances: 1, memoryMB: 256 }), functionPlan('b')]);
    expect(made.store.documents('service.function')).toEqual([]);
    await made.ask('CreateAlias', { ...of, Name: 'live', FunctionVersion: '2' });
    expect(made.store.documents('service.function')).toHaveLength(1);
    expect(made.store.documents('service.version')).toHaveLength(1);
    made.pass(0);
    await made.ask('DeleteFunction', of);
    expect([...made.store.documents('service.function'), ...made.store.documents('service.version')]).toEqual([]);
  });

  it('have what was done of an edit of which a part was refused', async () => {
    const deployed = (memoryMB: number, reservedMB: number) => functionPlan('a', { name: 'a', provisionedInstances: 2, memoryMB, reservedMB });
    const made = stage({ functions: [deployed(128, 12_800)], behaviours: { a: { init: ready(0) } } });
    await made.ask('CreateAlias', { ...of, Name: 'live', FunctionVersion: '$LATEST' });
    await made.ask('CreateFunction', creation('big'));
    await made.ask('PutReservedConcurrencyConfig', { FunctionName: 'big', ReservedConcurrencyMem: 64_000 });
    made.pass(0);
    const edited = deployed(256, 64_000);
    expect(made.reload([edited])).toMatchObject({
      changed: ['a'],
      refused: [{ function: 'a', code: 'LimitExceeded.FunctionReservedConcurrencyMemory' }],
    });
    const aliases = await made.ask('ListAliases', of);
    const { after, outcome } = await reopened(made, { functions: [deployed(256, 12_800)] });
    expect(outcome.refused).toEqual([]);
    expect(await after.ask('ListAliases', of)).toEqual(aliases);
    expect(['1', '2'].map((version) => after.region.provisioning('a', version)?.allocated)).toEqual([undefined, 2]);
  });

  it('have what was done of an edit between two processes, of which a part was refused', async () => {
    const deployed = (memoryMB: number) => functionPlan('a', { name: 'a', provisionedInstances: 2, memoryMB });
    const made = stage({ functions: [deployed(128)] });
    await made.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 64_000 });
    const others = [functionPlan('b', { reservedMB: 102_400 })];
    const { after, outcome } = await reopened(made, { functions: [deployed(256), ...others] });
    expect(outcome.refused).toMatchObject([{ function: 'a', code: 'LimitExceeded.FunctionReservedConcurrencyMemory' }]);
    const aliases = await after.ask('ListAliases', of);
    const { after: again, outcome: second } = await reopened(after, { functions: [deployed(256), ...others] });
    expect(second.functions).toEqual(['a']);
    expect(await again.ask('ListAliases', of)).toEqual(aliases);
    expect(['1', '2'].map((version) => again.region.provisioning('a', version)?.allocated)).toEqual([undefined, 2]);
  });

  it('tell what no longer fits, and keep it written down', async () => {
    const before = await given();
    const { after, outcome } = await reopened(before, { functions: [a, functionPlan('b', { reservedMB: 102_400 })] });
    expect(outcome.refused).toMatchObject([{ function: 'a', code: 'LimitExceeded.FunctionReservedConcurrencyMemory' }]);
    const { after: again } = await reopened(after, { functions: [a] });
    expect(await again.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: 25_600 });
  });

  it('have what serverless.yml reserves where what the API reserved does not fit any more, until it does (S16, S26)', async () => {
    const own = functionPlan('a', { reservedMB: 12_800 });
    const before = stage({ functions: [own] });
    await before.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 64_000 });
    const { after, outcome } = await reopened(before, { functions: [own, functionPlan('b', { reservedMB: 102_400 })] });
    const reservation = { by: 'api', otherwiseMB: 12_800 };
    expect(outcome.refused).toMatchObject([{ function: 'a', code: 'LimitExceeded.FunctionReservedConcurrencyMemory', reservation }]);
    expect(outcome.refused[0]?.message.en).toMatch('64000 MB');
    expect(await after.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: 12_800 });
    // Whatever else is written down of it meanwhile.
    await after.ask('PublishVersion', of);
    const { after: again } = await reopened(after, { functions: [own] });
    expect(await again.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: 64_000 });
    await again.ask('PublishVersion', of);
    const { after: last } = await reopened(again, { functions: [own] });
    expect(await last.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: 64_000 });
  });

  it('are rid of a reservation that did not fit also where they have no other one', async () => {
    const before = stage({ functions: [functionPlan('a')] });
    await before.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 64_000 });
    const { after } = await reopened(before, { functions: [functionPlan('a'), functionPlan('b', { reservedMB: 102_400 })] });
    await after.ask('DeleteReservedConcurrencyConfig', of);
    const { after: again } = await reopened(after, { functions: [functionPlan('a')] });
    expect(await again.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: null });
  });

  it('are not given anything by what deletes a reservation that is not there', async () => {
    const made = stage({ functions: [functionPlan('a')] });
    await made.ask('DeleteReservedConcurrencyConfig', of);
    expect(made.store.documents('service.function')).toEqual([]);
  });

  it('tell of both reservations where neither fits, and of one where there is only one (S16)', async () => {
    const own = functionPlan('a', { reservedMB: 32_000 });
    const before = stage({ functions: [own] });
    await before.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 64_000 });
    const others = functionPlan('b', { reservedMB: 102_400 });
    const { after, outcome } = await reopened(before, { functions: [own, others] });
    const refused = { function: 'a', code: 'LimitExceeded.FunctionReservedConcurrencyMemory' };
    expect(outcome.refused).toEqual([
      { ...refused, message: saying('64000 MB'), reservation: { by: 'api', otherwiseMB: 32_000 } },
      { ...refused, message: saying('32000 MB'), reservation: { by: 'file' } },
    ]);
    expect(await after.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem: null });
    const { outcome: same } = await reopened(after, { functions: [functionPlan('a', { reservedMB: 48_000 }), others] });
    expect(same.refused).toEqual([{ ...refused, message: saying('48000 MB') }]);
  });

  it.each([
    ['reserves otherwise', (made: Stage) => made.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 6_400 }), 6_400],
    ['deletes the reservation', (made: Stage) => made.ask('DeleteReservedConcurrencyConfig', of), null],
    ['edits serverless.yml', (made: Stage) => made.reload([functionPlan('a', { reservedMB: 9_600 })]), 9_600],
  ] as const)('are rid of a reservation that did not fit once somebody %s', async (_who, act, ReservedMem) => {
    const own = functionPlan('a', { reservedMB: 12_800 });
    const before = stage({ functions: [own] });
    await before.ask('PutReservedConcurrencyConfig', { ...of, ReservedConcurrencyMem: 64_000 });
    const { after } = await reopened(before, { functions: [own, functionPlan('b', { reservedMB: 102_400 })] });
    await act(after);
    const now = ReservedMem === 9_600 ? functionPlan('a', { reservedMB: 9_600 }) : own;
    const { after: again } = await reopened(after, { functions: [now] });
    expect(await again.ask('GetReservedConcurrencyConfig', of)).toEqual({ ReservedMem });
  });
});

describe('any sequence of changes of quotas', () => {
  const name = fc.constantFrom('f0', 'f1', 'f2');
  const step = fc.oneof(
    fc.record({
      action: fc.constant('PutReservedConcurrencyConfig'),
      FunctionName: name,
      ReservedConcurrencyMem: fc.nat({ max: 500 }).map((units) => units * 256),
    }),
    fc.record({ action: fc.constant('DeleteReservedConcurrencyConfig'), FunctionName: name }),
    fc.record({
      action: fc.constant('PutProvisionedConcurrencyConfig'),
      FunctionName: name,
      Qualifier: fc.constantFrom('1', '2'),
      VersionProvisionedConcurrencyNum: fc.nat({ max: 600 }),
    }),
    fc.record({ action: fc.constant('DeleteProvisionedConcurrencyConfig'), FunctionName: name, Qualifier: fc.constantFrom('1', '2') }),
    fc.record({ action: fc.constant('PutTotalConcurrencyConfig'), TotalConcurrencyMem: fc.integer({ min: 10_000, max: 130_000 }) }),
    fc.record({ action: fc.constant('UpdateFunctionConfiguration'), FunctionName: name, MemorySize: fc.constantFrom(64, 256, 512) }),
  );

  const cases = (['seed', 'ga'] as const).flatMap((quotaModel) => [
    { quotaModel, of: 'the API', functions: [], key: (name: string) => `default:${name}` },
    { quotaModel, of: 'serverless.yml', functions: ['f0', 'f1', 'f2'].map((name) => functionPlan(name, { name })), key: (name: string) => name },
  ]);

  it.each(cases)('agrees with the arithmetic of the validator, and survives a restart ($quotaModel, $of)', async ({ quotaModel, functions, key }) => {
    const serviceDir = newFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const behaviours = Object.fromEntries(['f0', 'f1', 'f2'].map((fn) => [key(fn), { init: ready(0) }]));
        const options = { behaviours, functions, overrides: { codeDir: serviceDir, profile: { quotaModel, provisionedPerMinute: 100_000 } } };
        const made = stage(options);
        const { ask, refused, pass } = made;
        for (const FunctionName of ['f0', 'f1', 'f2']) {
          if (functions.length === 0) await ask('CreateFunction', creation(FunctionName));
          await ask('PublishVersion', { FunctionName });
          await ask('UpdateFunctionConfiguration', { FunctionName, MemorySize: 256, Publish: 'TRUE' });
        }
        for (const { action, ...params } of steps) {
          await refused(action, params);
          pass(0);
          const { Functions } = (await ask('ListFunctions')) as {
            Functions: { FunctionName: string; ReservedConcurrencyMem: number | null; TotalProvisionedConcurrencyMem: number }[];
          };
          const claims = Functions.map((row) => ({
            name: row.FunctionName,
            reservedMB: row.ReservedConcurrencyMem ?? undefined,
            provisionedMB: row.TotalProvisionedConcurrencyMem,
          }));
          const { AccountUsage } = (await ask('GetAccount')) as {
            AccountUsage: { TotalConcurrencyMem: number; TotalAllocatedConcurrencyMem: number };
          };
          const { allocatedMB, allocatableMB } = allocate(AccountUsage.TotalConcurrencyMem, scf2021.floorMB, claims, quotaModel);
          expect(AccountUsage.TotalAllocatedConcurrencyMem).toBe(allocatedMB);
          expect(allocatableMB).toBeGreaterThanOrEqual(0);
          if (quotaModel === 'seed')
            for (const { reservedMB = Infinity, provisionedMB } of claims) expect(provisionedMB).toBeLessThanOrEqual(reservedMB);
        }
        const { after, outcome } = await reopened(made, options);
        expect(outcome.refused).toEqual([]);
        after.pass(0);
        expect(await told(after)).toEqual(await told(made));
      }),
      { numRuns: 25 },
    );
  });
});
