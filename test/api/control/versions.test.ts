import { fails, succeeds } from '../../region/modelledRuntime';
import { cleanStages, creation, reopened, stage, zipped, type Stage } from './stage';

afterAll(cleanStages);

const FunctionName = 'resize';

async function withVersions(count: number, options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const made = stage(options);
  await made.ask('CreateFunction', creation(FunctionName, { Description: 'first' }));
  for (let n = 1; n <= count; n += 1) {
    made.pass(1_000);
    await made.ask('PublishVersion', { FunctionName, Description: `version ${n}` });
  }
  return made;
}

describe('versions (S140)', () => {
  it('are snapshots: number, configuration and description stay', async () => {
    const { ask } = await withVersions(1);
    await ask('UpdateFunctionConfiguration', { FunctionName, MemorySize: 512, Description: 'second' });
    expect(await ask('PublishVersion', { FunctionName })).toEqual({
      FunctionVersion: '2',
      CodeSize: expect.any(Number),
      MemorySize: 512,
      Description: 'second',
      Handler: 'index.main_handler',
      Timeout: 3,
      Runtime: 'Nodejs18.15',
      Namespace: 'default',
    });
    expect(await ask('GetFunction', { FunctionName, Qualifier: '1' })).toMatchObject({
      MemorySize: 128,
      Description: 'version 1',
      FunctionVersion: '1',
      Qualifier: '1',
    });
  });

  it('S146: are called with what they were published with', async () => {
    const { ask, invoke, runtime } = await withVersions(1);
    await ask('UpdateFunctionConfiguration', { FunctionName, MemorySize: 512 });
    for (const qualifier of ['1', '$LATEST']) invoke('default:resize', { qualifier });
    expect(runtime.specs.map((spec) => [spec.version, spec.function.memoryMB])).toEqual([
      ['1', 128],
      ['$LATEST', 512],
    ]);
  });

  it('are numbered on, whatever was deleted', async () => {
    const { ask } = await withVersions(2);
    await ask('DeleteFunctionVersion', { FunctionName, Qualifier: '2' });
    expect(await ask('PublishVersion', { FunctionName })).toMatchObject({ FunctionVersion: '3' });
  });

  it.each<[params: object, expected: readonly string[]]>([
    [{}, ['$LATEST', '1', '2', '3']],
    [{ Order: 'DESC' }, ['3', '2', '1', '$LATEST']],
    [{ OrderBy: 'AddTime', Order: 'DESC' }, ['3', '2', '1', '$LATEST']],
    [{ OrderBy: 'ModTime', Order: 'ASC', Offset: 1, Limit: 2 }, ['2', '$LATEST']],
    [{ Limit: 0 }, []],
  ])('are listed by %j', async (params, expected) => {
    const { ask } = await withVersions(3);
    expect(await ask('ListVersionByFunction', { FunctionName, ...params })).toMatchObject({ FunctionVersion: expected, TotalCount: 4 });
  });

  it.each<[action: string, code: string, params: object]>([
    ['ListVersionByFunction', 'InvalidParameterValue.Order', { Order: 'up' }],
    ['ListVersionByFunction', 'InvalidParameterValue', { OrderBy: 'Size' }],
    ['ListVersionByFunction', 'InvalidParameterValue', { Offset: -1 }],
    ['PublishVersion', 'InvalidParameterValue.Description', { Description: 'x'.repeat(1_001) }],
    ['PublishVersion', 'ResourceNotFound.Function', { FunctionName: 'nobody' }],
    ['PublishVersion', 'ResourceNotFound.Namespace', { Namespace: 'nowhere' }],
    ['DeleteFunctionVersion', 'MissingParameter', {}],
    ['DeleteFunctionVersion', 'InvalidParameterValue.Qualifier', { Qualifier: '$LATEST' }],
    ['DeleteFunctionVersion', 'InvalidParameterValue.Qualifier', { Qualifier: '$DEFAULT' }],
    ['DeleteFunctionVersion', 'ResourceNotFound.Qualifier', { Qualifier: '9' }],
    ['DeleteFunctionVersion', 'InvalidParameterValue', { Qualifier: '1', ForceDelete: 'yes' }],
  ])('%s answers %s (%#)', async (action, expected, params) => {
    const { refused } = await withVersions(1);
    expect(await refused(action, { FunctionName, ...params })).toBe(expected);
  });

  it('1,000 of them are all', async () => {
    const { region, plane, error } = await withVersions(0);
    for (let n = 0; n < 1_000; n += 1) expect(region.configure({ kind: 'published', function: 'default:resize' })).toBeUndefined();
    plane.settle();
    expect(await error('PublishVersion', { FunctionName })).toMatchObject({
      code: 'LimitExceeded.FunctionVersions',
      message: expect.stringContaining('Delete some'),
    });
  });

  it('beyond 1,000 of them nothing is changed that was to be published at once', async () => {
    const made = await withVersions(1);
    const document = made.store.documents('api.version')[0]?.value as object;
    for (let n = 2; n <= 1_000; n += 1) made.store.put('api.version', `default:resize#${n}`, { ...document, version: String(n) });
    const { after } = await reopened(made);
    const before = await after.ask('GetFunction', { FunctionName });
    const Publish = 'TRUE';
    expect(await after.refused('UpdateFunctionConfiguration', { FunctionName, MemorySize: 512, Publish })).toBe('LimitExceeded.FunctionVersions');
    const ZipFile = zipped({ 'index.js': 'exports.main_handler = async () => 2;' });
    expect(await after.refused('UpdateFunctionCode', { FunctionName, ZipFile, Publish })).toBe('LimitExceeded.FunctionVersions');
    expect(await after.ask('GetFunction', { FunctionName })).toEqual(before);
  });

  it('ForceDelete ends the asynchronous executions of a version at once', async () => {
    const made = stage({ behaviours: { 'default:job': { run: () => succeeds(60_000) } } });
    await made.ask('CreateFunction', creation('job', { AsyncRunEnable: 'TRUE', Timeout: 100 }));
    await made.ask('PublishVersion', { FunctionName: 'job' });
    const job = made.send('default:job', { qualifier: '1' });
    made.runtime.pass(10);
    await made.ask('DeleteFunctionVersion', { FunctionName: 'job', Qualifier: '1', ForceDelete: 'true' });
    expect((await job.ended).record).toMatchObject({ status: 499, state: 'ABORTED' });
  });
});

describe('aliases (S141, S142)', () => {
  it('route by weight, and by rule', async () => {
    const { ask, invoke, runtime } = await withVersions(2, { random: () => 0.4 });
    const version = (qualifier: string, routingKey?: Readonly<Record<string, string>>): string | undefined => {
      invoke('default:resize', { qualifier, ...(routingKey && { routingKey }) });
      return runtime.specs.at(-1)?.version;
    };
    await ask('CreateAlias', {
      FunctionName,
      Name: 'half',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: [{ Version: '2', Weight: 0.5 }] },
    });
    expect(version('half')).toBe('2');
    await ask('UpdateAlias', {
      FunctionName,
      Name: 'half',
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: [{ Version: '2', Weight: 0.4 }] },
    });
    expect(version('half')).toBe('1');
    const rule = (Method: string, Expression: string) => ({
      AddtionVersionMatchs: [{ Version: '2', Key: 'invoke.headers.User', Method, Expression }],
    });
    await ask('CreateAlias', { FunctionName, Name: 'ruled', FunctionVersion: '$LATEST', RoutingConfig: rule('exact', 'a') });
    expect([version('ruled', { User: 'a' }), version('ruled', { User: 'b' }), version('ruled')]).toEqual(['2', '$LATEST', '$LATEST']);
    await ask('UpdateAlias', { FunctionName, Name: 'ruled', FunctionVersion: '1', RoutingConfig: rule('range', '[1, 3]') });
    expect([version('ruled', { User: '3' }), version('ruled', { User: '4' })]).toEqual(['2', '1']);
    await ask('UpdateAlias', { FunctionName, Name: 'ruled', FunctionVersion: '1' });
    expect(await ask('GetAlias', { FunctionName, Name: 'ruled' })).toMatchObject({
      RoutingConfig: { AdditionalVersionWeights: [], AddtionVersionMatchs: [] },
    });
  });

  it('$DEFAULT is there, can be moved and described, and not deleted', async () => {
    const { ask, refused } = await withVersions(1);
    expect(await ask('GetAlias', { FunctionName, Name: '$DEFAULT' })).toMatchObject({ FunctionVersion: '$LATEST', Name: '$DEFAULT' });
    await ask('UpdateAlias', { FunctionName, Name: '$DEFAULT', FunctionVersion: '1', Description: 'live' });
    expect(await ask('ListAliases', { FunctionName })).toMatchObject({
      Aliases: [{ Name: '$DEFAULT', FunctionVersion: '1', Description: 'live' }],
      TotalCount: 1,
    });
    expect(await refused('DeleteAlias', { FunctionName, Name: '$DEFAULT' })).toBe('FailedOperation.DeleteAlias');
  });

  it('are listed by version, page by page; the numbers are texts', async () => {
    const { ask, refused } = await withVersions(2);
    for (const [Name, FunctionVersion] of [
      ['a', '1'],
      ['b', '2'],
      ['c', '1'],
    ])
      await ask('CreateAlias', { FunctionName, Name, FunctionVersion });
    const names = async (params: object) =>
      ((await ask('ListAliases', { FunctionName, ...params })).Aliases as { Name: string }[]).map(({ Name }) => Name);
    expect(await names({ FunctionVersion: '1' })).toEqual(['a', 'c']);
    expect(await names({ Offset: '1', Limit: '2' })).toEqual(['a', 'b']);
    expect(await names({ Limit: 1 })).toEqual(['$DEFAULT']);
    expect(await refused('ListAliases', { FunctionName, Limit: 'x' })).toBe('InvalidParameterValue');
    await ask('DeleteAlias', { FunctionName, Name: 'b' });
    expect(await names({})).toEqual(['$DEFAULT', 'a', 'c']);
  });

  const weights = (...weight: unknown[]) => ({ RoutingConfig: { AdditionalVersionWeights: weight.map((Weight) => ({ Version: '1', Weight })) } });
  const rule = (change: object) => ({
    RoutingConfig: { AddtionVersionMatchs: [{ Version: '1', Key: 'invoke.headers.A', Method: 'exact', Expression: 'x', ...change }] },
  });
  it.each<[action: string, code: string, params: object]>([
    ['CreateAlias', 'InvalidParameterValue.Name', { Name: '1a' }],
    ['CreateAlias', 'InvalidParameterValue.Name', { Name: 'x'.repeat(65) }],
    ['CreateAlias', 'ResourceInUse.Alias', { Name: 'live' }],
    ['CreateAlias', 'MissingParameter', { Name: 'n', FunctionVersion: undefined }],
    ['CreateAlias', 'ResourceNotFound.FunctionVersion', { Name: 'n', FunctionVersion: '9' }],
    ['CreateAlias', 'InvalidParameterValue.Description', { Name: 'n', Description: 'x'.repeat(1_001) }],
    ['CreateAlias', 'InvalidParameterValue.AdditionalVersionWeights', { Name: 'n', ...weights(1.1) }],
    ['CreateAlias', 'InvalidParameterValue.AdditionalVersionWeights', { Name: 'n', ...weights('0.5') }],
    ['CreateAlias', 'InvalidParameterValue.AdditionalVersionWeights', { Name: 'n', ...weights(0.1, 0.2) }],
    ['CreateAlias', 'InvalidParameter.RoutingConfig', { Name: 'n', FunctionVersion: '1', ...weights(0.5) }],
    ['CreateAlias', 'InvalidParameterValue.RoutingConfig', { Name: 'n', RoutingConfig: 'all' }],
    ['CreateAlias', 'InvalidParameterValue.RoutingConfig', { Name: 'n', ...rule({ Key: 'A' }) }],
    ['CreateAlias', 'InvalidParameterValue.RoutingConfig', { Name: 'n', ...rule({ Method: 'like' }) }],
    ['CreateAlias', 'InvalidParameterValue.RoutingConfig', { Name: 'n', ...rule({ Method: 'range', Expression: '[1,2)' }) }],
    ['CreateAlias', 'InvalidParameterValue.RoutingConfig', { Name: 'n', ...rule({ Method: 'range', Expression: '[20,10]' }) }],
    ['CreateAlias', 'InvalidParameterValue.RoutingConfig', { Name: 'n', ...rule({ Method: 'range', Expression: '(7,7)' }) }],
    ['CreateAlias', 'ok', { Name: 'n', ...rule({ Method: 'range', Expression: '[7,7]' }) }],
    [
      'CreateAlias',
      'InvalidParameterValue.RoutingConfig',
      { Name: 'n', RoutingConfig: { ...weights(0.5).RoutingConfig, ...rule({}).RoutingConfig } },
    ],
    ['UpdateAlias', 'ResourceNotFound.Alias', { Name: 'nobody' }],
    ['UpdateAlias', 'InvalidParameterValue.Name', { Name: '?' }],
    ['UpdateAlias', 'MissingParameter', { Name: 'live', FunctionVersion: undefined }],
    ['UpdateAlias', 'ResourceNotFound.FunctionVersion', { Name: 'live', FunctionVersion: '9' }],
    ['GetAlias', 'ResourceNotFound.Alias', { Name: 'nobody' }],
    ['GetAlias', 'ResourceNotFound.Namespace', { Name: 'live', Namespace: 'nowhere' }],
    ['GetAlias', 'MissingParameter', {}],
    ['DeleteAlias', 'ResourceNotFound.Alias', { Name: 'nobody' }],
    ['DeleteAlias', 'ResourceNotFound.Function', { Name: 'live', FunctionName: 'nobody' }],
    ['ListAliases', 'ResourceNotFound.Function', { FunctionName: 'nobody' }],
  ])('%s answers %s (%#)', async (action, expected, params) => {
    const { refused, ask } = await withVersions(1);
    await ask('CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '$LATEST' });
    expect(await refused(action, { FunctionName, FunctionVersion: '$LATEST', ...params })).toBe(expected);
  });
});

it('aliases are limited in number', async () => {
  const { ask, error } = await withVersions(0, { limits: { aliases: 2 } });
  await ask('CreateAlias', { FunctionName, Name: 'second', FunctionVersion: '$LATEST' });
  const third = { FunctionName, Name: 'third', FunctionVersion: '$LATEST' };
  expect(await error('CreateAlias', third)).toMatchObject({ code: 'LimitExceeded.Alias', message: expect.stringContaining('at most 2') });
});

describe('settings of asynchronous events (S54, S58)', () => {
  const config = (RetryNum: unknown, MsgTTL: unknown) => ({ FunctionName, AsyncTriggerConfig: { RetryConfig: [{ RetryNum }], MsgTTL } });

  it('are those of the documents until they are changed; then events are retried by them', async () => {
    const { ask, send, pass, runtime } = await withVersions(1, { behaviours: { 'default:resize': { run: () => fails(10, 430, 'no') } } });
    expect(await ask('GetFunctionEventInvokeConfig', { FunctionName })).toEqual({
      AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 2 }], MsgTTL: 21_600 },
    });
    await ask('UpdateFunctionEventInvokeConfig', config(1, 3_600));
    expect(await ask('GetFunctionEventInvokeConfig', { FunctionName, Qualifier: '1' })).toEqual({
      AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 3_600 },
    });
    const { ended } = send('default:resize');
    pass(300_000);
    expect((await ended).record.attempts).toHaveLength(2);
    expect(runtime.events).toHaveLength(2);
  });

  it.each<[code: string, params: object]>([
    ['MissingParameter', { FunctionName }],
    ['InvalidParameterValue.AsyncTriggerConfig', { FunctionName, AsyncTriggerConfig: 'x' }],
    ['InvalidParameterValue.AsyncTriggerConfig', { FunctionName, AsyncTriggerConfig: { MsgTTL: 60 } }],
    ['InvalidParameterValue.AsyncTriggerConfig', config(1.5, 60)],
    ['LimitExceeded.RetryNum', config(3, 60)],
    ['LimitExceeded.RetryNum', config(-1, 60)],
    ['LimitExceeded.MsgTTL', config(0, 59)],
    ['LimitExceeded.MsgTTL', config(0, 21_601)],
    ['ResourceNotFound.Function', { ...config(0, 60), FunctionName: 'nobody' }],
    ['ResourceNotFound.Namespace', { ...config(0, 60), Namespace: 'nowhere' }],
    ['ok', config(0, 60)],
  ])('an update is answered %s (%#)', async (expected, params) => {
    const { refused } = await withVersions(0);
    expect(await refused('UpdateFunctionEventInvokeConfig', params)).toBe(expected);
  });

  it('are asked for an unknown version in vain', async () => {
    const { refused } = await withVersions(0);
    expect(await refused('GetFunctionEventInvokeConfig', { FunctionName, Qualifier: '9' })).toBe('ResourceNotFound.FunctionVersion');
  });
});
