import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeStore } from '../../../src/api/control/code';
import { functionPlan } from '../../scf/plans';
import { succeeds } from '../../region/modelledRuntime';
import { membersOf } from './declared';
import { cleanStages, code, creation, newFolder, stage, zipped, type Stage } from './stage';

afterAll(cleanStages);

async function withFunction(more: object = {}, options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const made = stage(options);
  await made.ask('CreateFunction', creation('resize', more));
  return made;
}

describe('CreateFunction', () => {
  it('makes a function that can be found, described and called', async () => {
    const { ask, plane, invoke, runtime } = await withFunction({
      MemorySize: 256,
      Timeout: 7,
      Environment: { Variables: [{ Key: 'A', Value: '1' }] },
    });
    expect(plane.find('default', 'resize')).toMatchObject({ key: 'default:resize', name: 'resize', status: 'Active' });
    expect(await ask('GetFunction', { FunctionName: 'resize' })).toMatchObject({
      Status: 'Active',
      MemorySize: 256,
      Timeout: 7,
      InitTimeout: 65,
      Type: 'Event',
    });
    const { answer } = invoke('default:resize');
    runtime.pass(1_000);
    expect(await answer).toMatchObject({ kind: 'result' });
    expect(runtime.specs[0]?.function).toMatchObject({ environment: { A: '1' }, memoryMB: 256, timeoutMs: 7_000 });
    const { codeDir = '' } = runtime.specs[0] ?? {};
    expect(readFileSync(join(codeDir, 'index.js'), 'utf8')).toContain('main_handler');
  });

  it('tells every member that the SDK declares', async () => {
    const { ask } = await withFunction();
    const told = Object.keys(await ask('GetFunction', { FunctionName: 'resize' }));
    expect([...told, 'RequestId'].sort()).toEqual(membersOf('GetFunctionResponse').sort());
    const { Functions: [row = {}] = [] } = (await ask('ListFunctions')) as { Functions?: object[] };
    expect(Object.keys(row).sort()).toEqual(membersOf('Function').sort());
  });

  it('keeps and gives back what only the cloud can use', async () => {
    const given = {
      Description: 'makes pictures small',
      VpcConfig: { VpcId: 'vpc-1', SubnetId: 'subnet-1' },
      Role: 'QCS_SCFExcuteRole',
      ClsLogsetId: 'logset',
      ClsTopicId: 'topic',
      DeadLetterConfig: { Type: 'CMQ-QUEUE', Name: 'dead', FilterType: '1' },
      CfsConfig: { CfsInsList: [{ UserId: '1', UserGroupId: '1', CfsId: 'cfs', MountInsId: 'm', LocalMountDir: '/mnt', RemoteMountDir: '/' }] },
      Tags: [{ Key: 'team', Value: 'a' }],
      DnsCache: 'TRUE',
      AsyncRunEnable: 'TRUE',
      TraceEnable: 'TRUE',
      Timeout: 86_400,
      InitTimeout: 300,
    };
    const { ask } = await withFunction({
      ...given,
      PublicNetConfig: { PublicNetStatus: 'DISABLE', EipConfig: { EipStatus: 'ENABLE' } },
      IntranetConfig: { IpFixed: 'ENABLE' },
    });
    expect(await ask('GetFunction', { FunctionName: 'resize' })).toMatchObject({
      ...given,
      PublicNetConfig: { PublicNetStatus: 'DISABLE', EipConfig: { EipStatus: 'ENABLE', EipAddress: [] } },
      IntranetConfig: { IpFixed: 'ENABLE', IpAddress: [] },
      EipConfig: { EipFixed: 'TRUE', Eips: [] },
    });
  });

  it('S92, S206: gives Web functions requests at a time and a protocol', async () => {
    const { ask, plane } = await withFunction({
      Type: 'HTTP',
      ProtocolType: 'WS',
      ProtocolParams: { WSParams: { IdleTimeOut: 20 } },
      InstanceConcurrencyConfig: { DynamicEnabled: 'FALSE', MaxConcurrency: 10 },
    });
    expect(plane.find('default', 'resize').plan).toMatchObject({ type: 'web', instanceConcurrency: 10 });
    expect(await ask('GetFunction', { FunctionName: 'resize' })).toMatchObject({
      Type: 'HTTP',
      ProtocolType: 'WS',
      ProtocolParams: { WSParams: { IdleTimeOut: 20 } },
      InstanceConcurrencyConfig: { DynamicEnabled: 'FALSE', MaxConcurrency: 10 },
    });
  });

  it('manages a function that cannot run here: an image, another language', async () => {
    const { ask } = stage();
    const ImageConfig = { ImageType: 'personal', ImageUri: 'ccr.ccs.tencentyun.com/a/b:1', ImagePort: 9000 };
    await ask('CreateFunction', { FunctionName: 'image', Code: { ImageConfig } });
    await ask('CreateFunction', { FunctionName: 'snake', Handler: 'index.main_handler', Code: { ZipFile: code } });
    expect(await ask('GetFunction', { FunctionName: 'image' })).toMatchObject({ Runtime: 'CustomImage', ImageConfig, InitTimeout: 90 });
    expect(await ask('GetFunction', { FunctionName: 'snake' })).toMatchObject({ Runtime: 'Python2.7' });
  });

  const bad = { ZipFile: Buffer.from('no archive at all, whatever it says').toString('base64') };
  it.each<[code: string, change: object]>([
    ['InvalidParameterValue.FunctionName', { FunctionName: '1a' }],
    ['InvalidParameterValue.FunctionName', { FunctionName: 'a' }],
    ['InvalidParameterValue.FunctionName', { FunctionName: '../../etc' }],
    ['InvalidParameterValue.FunctionName', { FunctionName: 7 }],
    ['MissingParameter', { FunctionName: undefined }],
    ['ResourceNotFound.Namespace', { Namespace: 'nowhere' }],
    ['ResourceInUse.Function', { FunctionName: 'resize' }],
    ['MissingParameter.Code', { Code: undefined }],
    ['InvalidParameterValue.Code', { Code: 'zip' }],
    ['InvalidParameterValue.Code', { Code: { ZipFile: code, CosBucketName: 'b' } }],
    ['InvalidParameterValue.CodeSource', { Code: { CosBucketName: 'b', CosObjectName: 'o' } }],
    ['InvalidParameterValue.CodeSource', { Code: { DemoId: 'demo' } }],
    ['InvalidParameterValue.CodeSource', { Code: { GitUrl: 'https://example.com' } }],
    ['InvalidParameterValue.CodeSource', { CodeSource: 'Floppy' }],
    ['InvalidParameterValue.CodeSource', { CodeSource: 'Cos' }],
    ['InvalidParameterValue.ZipFile', { Code: {} }],
    ['InvalidParameterValue.ZipFile', { Code: bad }],
    ['InvalidParameterValue.ZipFileBase64BinasciiError', { Code: { ZipFile: 'é' } }],
    ['InvalidParameterValue.ZipFileBase64BinasciiError', { Code: { ZipFile: 'AAAAA' } }],
    ['InvalidParameterValue.Runtime', { Runtime: 'Nodejs' }],
    ['InvalidParameterValue.Runtime', { Runtime: 'CustomImage' }],
    ['InvalidParameterValue.Handler', { Handler: undefined }],
    ['InvalidParameterValue.Handler', { Handler: 'index' }],
    ['InvalidParameterValue.Handler', { Handler: '../index.main' }],
    ['InvalidParameterValue.MemorySize', { MemorySize: '128' }],
    ['InvalidParameterValue.MemorySize', { MemorySize: 128.5 }],
    ['InvalidParameterValue.Memory', { MemorySize: 200 }],
    ['InvalidParameterValue.Memory', { MemorySize: 0 }],
    ['LimitExceeded.Memory', { MemorySize: 3_200 }],
    ['LimitExceeded.Timeout', { Timeout: 901 }],
    ['LimitExceeded.Timeout', { Timeout: 0 }],
    ['LimitExceeded.Timeout', { Timeout: 86_401, AsyncRunEnable: 'TRUE' }],
    ['LimitExceeded.InitTimeout', { InitTimeout: 301 }],
    ['LimitExceeded.InitTimeout', { InitTimeout: 2 }],
    ['InvalidParameterValue.Description', { Description: 'x'.repeat(1_001) }],
    ['InvalidParameterValue.Environment', { Environment: { Variables: [{ Key: '1', Value: 'x' }] } }],
    ['InvalidParameterValue.Environment', { Environment: { Variables: [{ Key: 'A', Value: '' }] } }],
    [
      'InvalidParameterValue.Environment',
      {
        Environment: {
          Variables: [
            { Key: 'A', Value: '1' },
            { Key: 'A', Value: '2' },
          ],
        },
      },
    ],
    ['InvalidParameterValue.Environment', { Environment: { Variables: [{ Key: '__proto__', Value: 'x' }] } }],
    ['InvalidParameterValue.EnvironmentSystemProtect', { Environment: { Variables: [{ Key: 'SCF_X', Value: 'x' }] } }],
    ['InvalidParameterValue.EnvironmentExceededLimit', { Environment: { Variables: [{ Key: 'A', Value: 'x'.repeat(4_096) }] } }],
    ['InvalidParameterValue.AsyncRunEnable', { AsyncRunEnable: 'yes' }],
    ['InvalidParameterValue.AsyncRunEnable', { AsyncRunEnable: true }],
    ['UnsupportedOperation.AsyncRunEnable', { AsyncRunEnable: 'TRUE', Type: 'HTTP' }],
    ['InvalidParameterValue.TraceEnable', { TraceEnable: 'TRUE' }],
    ['InvalidParameterValue.TraceEnable', { TraceEnable: 'on' }],
    ['InvalidParameterValue.Type', { Type: 'Web' }],
    ['InvalidParameterValue.FunctionType', { ProtocolType: 'WS' }],
    ['InvalidParameterValue.InstanceConcurrencyConfig', { InstanceConcurrencyConfig: { MaxConcurrency: 2 } }],
    ['InvalidParameterValue.DynamicEnabled', { InstanceConcurrencyConfig: { DynamicEnabled: 'on' } }],
    ['InvalidParameterValue.MaxConcurrency', { Type: 'HTTP', InstanceConcurrencyConfig: { MaxConcurrency: 101 } }],
    ['InvalidParameterValue.DeadLetterConfig', { DeadLetterConfig: { Type: 'post', Name: 'dead' } }],
    ['InvalidParameterValue.DeadLetterConfig', { DeadLetterConfig: { Type: 'CMQ-QUEUE' } }],
    ['InvalidParameterValue.Layers', { Layers: 'one' }],
    ['ResourceNotFound.Layer', { Layers: [{ LayerName: 'one', LayerVersion: 1 }] }],
    ['InvalidParameterValue.Cls', { AutoCreateClsTopic: 'yes' }],
    ['UnsupportedOperation', { InstallDependency: 'TRUE' }],
    ['MissingParameter', { PublicNetConfig: {} }],
    ['MissingParameter', { Tags: [{ Value: 'x' }] }],
  ])('answers %s, and makes nothing (%#)', async (expected, change) => {
    const { refused, ask, codeDir } = await withFunction();
    expect(await refused('CreateFunction', creation('other', change))).toBe(expected);
    expect(await ask('ListFunctions')).toMatchObject({ TotalCount: 1 });
    // What was half unpacked is gone, too.
    expect(readdirSync(codeDir)).toHaveLength(2);
  });

  it('S150, S152: takes what is just small enough', async () => {
    const { ask } = stage();
    const Variables = [{ Key: 'A', Value: 'x'.repeat(4_095) }];
    await ask(
      'CreateFunction',
      creation('edge', { Environment: { Variables }, MemorySize: 64, Timeout: 900, InitTimeout: 3, Description: '云'.repeat(1_000) }),
    );
    await ask('CreateFunction', creation(`a${'b'.repeat(59)}`, { MemorySize: 3_072 }));
  });

  it('S151: counts namespace and name together', async () => {
    const { ask, refused } = stage();
    const Namespace = `n${'s'.repeat(58)}e`;
    await ask('CreateNamespace', { Namespace });
    expect(await refused('CreateFunction', creation('f'.repeat(59), { Namespace }))).toBe('InvalidParameterValue.FunctionName');
    expect(await refused('CreateFunction', creation('f'.repeat(58), { Namespace }))).toBe('ok');
  });

  it('has room for so many functions in a namespace', async () => {
    const { error, ask } = await withFunction({}, { limits: { functionsPerNamespace: 1 } });
    expect(await error('CreateFunction', creation('other'))).toMatchObject({
      code: 'LimitExceeded.Function',
      message: expect.stringContaining('at most 1'),
    });
    await ask('CreateNamespace', { Namespace: 'second' });
    await ask('CreateFunction', creation('other', { Namespace: 'second' }));
  });

  it('makes one function of two requests at once', async () => {
    const { refused, codeDir } = stage();
    const answers = await Promise.all([refused('CreateFunction', creation('twice')), refused('CreateFunction', creation('twice'))]);
    expect(answers.sort()).toEqual(['ResourceInUse.Function', 'ok']);
    expect(readdirSync(codeDir)).toHaveLength(2);
  });

  it('S145: is being created for a while, and cannot be called or changed meanwhile', async () => {
    const { ask, refused, invoke, pass } = await withFunction({}, { createDelayMs: 500 });
    const FunctionName = 'resize';
    expect(await ask('GetFunction', { FunctionName })).toMatchObject({ Status: 'Creating' });
    expect(await invoke('default:resize').answer).toMatchObject({ status: 438 });
    expect(await refused('UpdateFunctionCode', { FunctionName, ZipFile: code })).toBe('FailedOperation.FunctionStatusError');
    expect(await refused('UpdateFunctionConfiguration', { FunctionName, MemorySize: 256 })).toBe('FailedOperation.FunctionStatusError');
    expect(await refused('DeleteFunction', { FunctionName })).toBe('FailedOperation.FunctionStatusError');
    expect(await refused('PublishVersion', { FunctionName })).toBe('FailedOperation.PublishVersion');
    expect(await refused('PutReservedConcurrencyConfig', { FunctionName, ReservedConcurrencyMem: 0 })).toBe(
      'FailedOperation.FunctionVersionStatusNotActive',
    );
    expect(await refused('CopyFunction', { FunctionName, NewFunctionName: 'other' })).toBe('FailedOperation.CopyFunction');
    pass(500);
    expect(await ask('GetFunction', { FunctionName })).toMatchObject({ Status: 'Active' });
    expect(await refused('UpdateFunctionConfiguration', { FunctionName, MemorySize: 256 })).toBe('ok');
    expect(await ask('GetFunction', { FunctionName })).toMatchObject({ Status: 'Updating', MemorySize: 256 });
  });

  it('wakes itself when a function becomes active', async () => {
    const alarms: (readonly [number, () => void])[] = [];
    const { plane, runtime } = await withFunction({}, { createDelayMs: 500, setAlarm: (atMs, ring) => alarms.push([atMs, ring]) });
    const [atMs, ring] = alarms.at(-1) ?? [0, () => undefined];
    expect(atMs).toBe(runtime.clock.nowMs() + 500);
    runtime.pass(500);
    ring();
    expect(plane.get('default:resize')?.status).toBe('Active');
  });
});

describe('UpdateFunctionCode', () => {
  const FunctionName = 'resize';
  const other = zipped({ 'main.js': 'exports.other = async () => 2;\n' });

  it.each([
    ['in Code', { Code: { ZipFile: other } }],
    ['beside it, as of old', { ZipFile: other, CodeSource: 'ZipFile' }],
  ])('takes code %s; what runs goes on by the old (S116), which is then forgotten', async (_where, params) => {
    const { ask, invoke, runtime, codeDir } = await withFunction({}, { behaviours: { 'default:resize': { run: () => succeeds(1_000) } } });
    const running = invoke('default:resize');
    runtime.pass(10);
    await ask('UpdateFunctionCode', { FunctionName, Handler: 'main.other', ...params });
    invoke('default:resize');
    runtime.pass(10);
    const [before = '', after = ''] = runtime.specs.map((spec) => spec.codeDir);
    expect(runtime.specs[1]?.function.handler).toBe('main.other');
    expect(existsSync(join(after, 'main.js'))).toBe(true);
    expect(existsSync(join(before, 'index.js'))).toBe(true);
    runtime.pass(10_000);
    expect((await running.ended).record.status).toBe(200);
    await ask('GetAccount');
    expect(existsSync(before)).toBe(false);
    expect(readdirSync(codeDir).sort()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.stringMatching(/\.zip$/)]);
  });

  it('keeps code for what runs by it (S116) though it was to be forgotten before, came back into use and left again', async () => {
    const behaviours = { 'default:resize': { run: () => succeeds(1_000) } };
    const { ask, invoke, runtime } = await withFunction({}, { behaviours });
    let forget = (): void => undefined;
    const held = new Promise<void>((resolve) => (forget = resolve));
    const { remove } = CodeStore.prototype;
    const slow = jest.spyOn(CodeStore.prototype, 'remove').mockImplementationOnce(async function (this: CodeStore, ...args) {
      await held;
      return remove.apply(this, args);
    });
    const leaving = ask('UpdateFunctionCode', { FunctionName, ZipFile: other, Handler: 'main.other' });
    while (slow.mock.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await ask('UpdateFunctionCode', { FunctionName, ZipFile: code, Handler: 'index.main_handler' });
    const running = invoke('default:resize');
    runtime.pass(10);
    await ask('DeleteFunction', { FunctionName });
    forget();
    await leaving;
    slow.mockRestore();
    const { codeDir = '' } = runtime.specs[0] ?? {};
    expect(existsSync(join(codeDir, 'index.js'))).toBe(true);
    runtime.pass(10_000);
    expect((await running.ended).record.status).toBe(200);
    await ask('GetAccount');
    expect(existsSync(codeDir)).toBe(false);
  });

  it('keeps the code of a published version (S140), and publishes when it is told to', async () => {
    const { ask, codeDir } = await withFunction();
    await ask('UpdateFunctionCode', { FunctionName, ZipFile: other, Handler: 'main.other', Publish: 'TRUE' });
    await ask('UpdateFunctionCode', { FunctionName, ZipFile: code, Handler: 'index.main_handler' });
    expect(await ask('GetFunction', { FunctionName, Qualifier: '1', ShowCode: 'TRUE' })).toMatchObject({
      Handler: 'main.other',
      FunctionVersion: '1',
      CodeInfo: expect.stringContaining('other'),
    });
    expect(await ask('GetFunction', { FunctionName, ShowCode: 'TRUE' })).toMatchObject({
      Handler: 'index.main_handler',
      CodeInfo: expect.stringContaining('main_handler'),
    });
    expect(readdirSync(codeDir)).toHaveLength(4);
    await ask('DeleteFunctionVersion', { FunctionName, Qualifier: '1' });
    expect(readdirSync(codeDir)).toHaveLength(2);
  });

  it.each(['.js', '.cjs', '.mjs', '.ts', '.mts', '.cts'])('shows the code of a handler in a file that ends with %s (S191)', async (ending) => {
    const { ask } = await withFunction();
    await ask('UpdateFunctionCode', { FunctionName, ZipFile: zipped({ [`main${ending}`]: '// here' }), Handler: 'main.other' });
    expect(await ask('GetFunction', { FunctionName, ShowCode: 'TRUE' })).toMatchObject({ CodeInfo: '// here' });
  });

  it.each<[code: string, params: object]>([
    ['ResourceNotFound.Function', { FunctionName: 'nobody', ZipFile: code }],
    ['InvalidParameterValue.ZipFile', { FunctionName }],
    ['InvalidParameterValue.Code', { FunctionName, ZipFile: code, Code: { ZipFile: code } }],
    ['InvalidParameterValue.Code', { FunctionName, Code: { ImageConfig: { ImageType: 'personal', ImageUri: 'x' } } }],
    ['InvalidParameterValue.CodeSource', { FunctionName, CosBucketName: 'b', CosObjectName: 'o' }],
    ['InvalidParameterValue.CodeSource', { FunctionName, ZipFile: code, CodeSource: 'Inline' }],
    ['InvalidParameterValue.Handler', { FunctionName, ZipFile: code, Handler: 'x' }],
    ['InvalidParameterValue.ZipFileBase64BinasciiError', { FunctionName, ZipFile: '***' }],
    ['UnsupportedOperation', { FunctionName, ZipFile: code, InstallDependency: 'TRUE' }],
  ])('answers %s (%#)', async (expected, params) => {
    const { refused } = await withFunction();
    expect(await refused('UpdateFunctionCode', params)).toBe(expected);
  });

  it('finds the function gone that was deleted while its code was unpacked', async () => {
    const { refused, ask, codeDir } = await withFunction();
    const [updated] = await Promise.all([refused('UpdateFunctionCode', { FunctionName, ZipFile: other }), ask('DeleteFunction', { FunctionName })]);
    expect(updated).toBe('ResourceNotFound.Function');
    expect(readdirSync(codeDir)).toEqual([]);
  });
});

describe('UpdateFunctionConfiguration', () => {
  const FunctionName = 'resize';

  it('changes what is said and leaves the rest', async () => {
    const { ask } = await withFunction({ MemorySize: 256, Description: 'a', Environment: { Variables: [{ Key: 'A', Value: '1' }] } });
    await ask('UpdateFunctionConfiguration', {
      FunctionName,
      Timeout: 30,
      Runtime: 'Nodejs18.15',
      L5Enable: 'TRUE',
      Layers: [{ LayerName: '', LayerVersion: 0 }],
    });
    expect(await ask('GetFunction', { FunctionName })).toMatchObject({
      MemorySize: 256,
      Timeout: 30,
      Description: 'a',
      L5Enable: 'TRUE',
      Environment: { Variables: [{ Key: 'A', Value: '1' }] },
    });
    await ask('UpdateFunctionConfiguration', {
      FunctionName,
      Environment: { Variables: [{ Key: '', Value: '' }] },
      Role: '',
      DeadLetterConfig: {},
      Publish: 'TRUE',
    });
    expect(await ask('GetFunction', { FunctionName, Qualifier: '1' })).toMatchObject({ Environment: { Variables: [] }, FunctionVersion: '1' });
  });

  it.each<[code: string, params: object]>([
    ['InvalidParameterValue.Runtime', { Runtime: 'Nodejs16.13' }],
    ['InvalidParameterValue.AsyncRunEnable', { AsyncRunEnable: 'TRUE' }],
    ['InvalidParameterValue.TraceEnable', { TraceEnable: 'TRUE' }],
    ['UnsupportedOperation', { IgnoreSysLog: true }],
    ['LimitExceeded.Timeout', { Timeout: 901 }],
    ['LimitExceeded.Memory', { MemorySize: 4_096 }],
    ['InvalidParameterValue', { Publish: 'yes' }],
  ])('answers %s (%#)', async (expected, params) => {
    const { refused } = await withFunction();
    expect(await refused('UpdateFunctionConfiguration', { FunctionName, ...params })).toBe(expected);
  });

  it('S72, S76, S81: knows that a function runs asynchronously', async () => {
    const { ask, plane } = await withFunction({ AsyncRunEnable: 'TRUE' });
    await ask('UpdateFunctionConfiguration', { FunctionName, Timeout: 86_400, TraceEnable: 'TRUE' });
    expect(plane.find('default', FunctionName).plan).toMatchObject({ asyncRun: true, traceEnable: true, timeoutMs: 86_400_000 });
  });
});

describe('DeleteFunction', () => {
  it('takes everything along', async () => {
    const { ask, refused, codeDir, store, invoke } = await withFunction();
    const FunctionName = 'resize';
    await ask('PublishVersion', { FunctionName });
    await ask('CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    await ask('CreateTrigger', { FunctionName, TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 0 0 * * * *' });
    await ask('DeleteFunction', { FunctionName });
    expect(await refused('GetFunction', { FunctionName })).toBe('ResourceNotFound.Function');
    expect(await invoke('default:resize').answer).toMatchObject({ status: 435 });
    expect(readdirSync(codeDir)).toEqual([]);
    expect(store.documents('api.function')).toEqual([]);
    expect(store.documents('api.version')).toEqual([]);
  });

  it('S144: deletes a version by its number, unless an alias points to it', async () => {
    const { ask, refused } = await withFunction();
    const FunctionName = 'resize';
    for (let n = 0; n < 2; n += 1) await ask('PublishVersion', { FunctionName });
    await ask('CreateAlias', { FunctionName, Name: 'live', FunctionVersion: '1' });
    expect(await refused('DeleteFunction', { FunctionName, Qualifier: '1' })).toBe('UnsupportedOperation.AliasBind');
    expect(await refused('DeleteFunction', { FunctionName, Qualifier: 'live' })).toBe('InvalidParameterValue.Qualifier');
    expect(await refused('DeleteFunction', { FunctionName, Qualifier: '$LATEST' })).toBe('InvalidParameterValue.Qualifier');
    expect(await refused('DeleteFunction', { FunctionName, Qualifier: '9' })).toBe('ResourceNotFound.Qualifier');
    await ask('DeleteFunction', { FunctionName, Qualifier: '2' });
    expect(await ask('ListVersionByFunction', { FunctionName })).toMatchObject({ FunctionVersion: ['$LATEST', '1'] });
  });

  it.each([
    ['InvalidParameterValue.FunctionName', { FunctionName: '?' }],
    ['ResourceNotFound.Function', { FunctionName: 'nobody' }],
    ['ResourceNotFound.Namespace', { FunctionName: 'resize', Namespace: 'nowhere' }],
    ['MissingParameter', {}],
  ])('answers %s (%#)', async (expected, params) => {
    const { refused } = await withFunction();
    expect(await refused('DeleteFunction', params)).toBe(expected);
  });
});

describe('CopyFunction', () => {
  it('copies code and configuration, but no quotas, versions, triggers or target of logs', async () => {
    const { ask } = await withFunction({ MemorySize: 512, ClsTopicId: 'topic', Tags: [{ Key: 'a', Value: 'b' }] });
    const FunctionName = 'resize';
    await ask('PutReservedConcurrencyConfig', { FunctionName, ReservedConcurrencyMem: 1_024 });
    await ask('PublishVersion', { FunctionName });
    await ask('CopyFunction', { FunctionName, NewFunctionName: 'copy', Description: 'of it' });
    expect(await ask('GetFunction', { FunctionName: 'copy' })).toMatchObject({
      MemorySize: 512,
      Description: 'of it',
      ClsTopicId: '',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    expect(await ask('GetReservedConcurrencyConfig', { FunctionName: 'copy' })).toEqual({ ReservedMem: null });
    expect(await ask('ListVersionByFunction', { FunctionName: 'copy' })).toMatchObject({ TotalCount: 1 });
    await ask('CopyFunction', { FunctionName, NewFunctionName: 'bare', CopyConfiguration: false });
    expect(await ask('GetFunction', { FunctionName: 'bare' })).toMatchObject({ MemorySize: 128, Handler: 'index.main_handler', Tags: [] });
  });

  it('overrides only when it is told to', async () => {
    const { ask, refused } = await withFunction({ MemorySize: 512 });
    await ask('CreateFunction', creation('target', { MemorySize: 256, Handler: 'index.other', ClsTopicId: 'own' }));
    const params = { FunctionName: 'resize', NewFunctionName: 'target' };
    expect(await refused('CopyFunction', params)).toBe('ResourceInUse.FunctionName');
    await ask('CopyFunction', { ...params, Override: true, CopyConfiguration: false });
    expect(await ask('GetFunction', { FunctionName: 'target' })).toMatchObject({ MemorySize: 256, Handler: 'index.main_handler' });
    await ask('CopyFunction', { ...params, Override: true });
    expect(await ask('GetFunction', { FunctionName: 'target' })).toMatchObject({ MemorySize: 512, ClsTopicId: 'own' });
  });

  it('copies the folder of a service as it is now', async () => {
    const codeDir = newFolder();
    writeFileSync(join(codeDir, 'index.js'), '// first');
    const { ask } = stage({ functions: [functionPlan('a')], overrides: { codeDir } });
    await ask('CopyFunction', { FunctionName: 'shop-dev-a', NewFunctionName: 'copy' });
    writeFileSync(join(codeDir, 'index.js'), '// second');
    expect(await ask('GetFunction', { FunctionName: 'copy', ShowCode: 'TRUE' })).toMatchObject({ CodeInfo: '// first' });
    expect(await ask('GetFunction', { FunctionName: 'a', ShowCode: 'TRUE' })).toMatchObject({ CodeInfo: '// second', CodeSize: 0 });
  });

  it.each<[code: string, params: object]>([
    ['FailedOperation.CopyAsyncRun', { FunctionName: 'async', NewFunctionName: 'other' }],
    ['UnsupportedOperation.CopyFunction', { FunctionName: 'resize', NewFunctionName: 'resize', Override: true }],
    ['UnsupportedOperation.Region', { FunctionName: 'resize', NewFunctionName: 'other', TargetRegion: 'ap-shanghai' }],
    ['ResourceNotFound.Namespace', { FunctionName: 'resize', NewFunctionName: 'other', TargetNamespace: 'nowhere' }],
    ['InvalidParameterValue.FunctionName', { FunctionName: 'resize', NewFunctionName: '-' }],
    ['InvalidParameterValue.Description', { FunctionName: 'resize', NewFunctionName: 'other', Description: 'x'.repeat(1_001) }],
    ['ResourceNotFound.Function', { FunctionName: 'nobody', NewFunctionName: 'other' }],
    ['FailedOperation.CopyAsyncRun', { FunctionName: 'resize', NewFunctionName: 'async', Override: true }],
    ['InvalidParameterValue', { FunctionName: 'resize', NewFunctionName: 'other', Override: 'TRUE' }],
  ])('S89: answers %s (%#)', async (expected, params) => {
    const { refused, ask } = await withFunction();
    await ask('CreateFunction', creation('async', { AsyncRunEnable: 'TRUE' }));
    expect(await refused('CopyFunction', params)).toBe(expected);
  });
});

describe('ListFunctions', () => {
  const names = (answer: unknown) =>
    (answer as { readonly Functions: readonly { readonly FunctionName: string }[] }).Functions.map(({ FunctionName }) => FunctionName);

  async function three(): Promise<Stage> {
    const made = stage();
    for (const [index, more] of [
      { Role: 'r' },
      { Tags: [{ Key: 'team', Value: 'x' }] },
      { AsyncRunEnable: 'TRUE', Description: 'Makes video' },
    ].entries()) {
      await made.ask('CreateFunction', creation(['alpha', 'beta', 'Gamma'][index] ?? '', more));
      made.pass(1_000);
    }
    await made.ask('UpdateFunctionConfiguration', { FunctionName: 'alpha', MemorySize: 256 });
    return made;
  }

  it.each<[params: object, expected: readonly string[]]>([
    [{}, ['alpha', 'Gamma', 'beta']],
    [{ Order: 'ASC' }, ['beta', 'Gamma', 'alpha']],
    [{ Orderby: 'AddTime', Order: 'ASC' }, ['alpha', 'beta', 'Gamma']],
    [{ Orderby: 'FunctionName', Order: 'DESC' }, ['beta', 'alpha', 'Gamma']],
    [{ Orderby: 'AddTime', Order: 'ASC', Offset: 1, Limit: 1 }, ['beta']],
    [{ SearchKey: 'AM' }, ['Gamma']],
    [{ Description: 'video' }, ['Gamma']],
    [{ Filters: [{ Name: 'AsyncRunEnable', Values: ['TRUE'] }] }, ['Gamma']],
    [{ Filters: [{ Name: 'Role', Values: ['r'] }] }, ['alpha']],
    [{ Filters: [{ Name: 'tag-team', Values: ['x', 'y'] }] }, ['beta']],
    [
      {
        Filters: [
          { Name: 'Runtime', Values: ['Nodejs18.15'] },
          { Name: 'AsyncRunEnable', Values: ['FALSE'] },
        ],
      },
      ['alpha', 'beta'],
    ],
    [{ Filters: [{ Name: 'Status', Values: ['Creating'] }] }, []],
  ])('finds by %j', async (params, expected) => {
    expect(names(await (await three()).ask('ListFunctions', params))).toEqual(expected);
  });

  it.each<[code: string, params: object]>([
    ['InvalidParameterValue.Order', { Order: 'up' }],
    ['InvalidParameterValue', { Orderby: 'Size' }],
    ['InvalidParameterValue.Offset', { Offset: -1 }],
    ['InvalidParameterValue.Limit', { Limit: 'many' }],
    ['InvalidParameterValue.Name', { Filters: [{ Name: 'Colour', Values: ['red'] }] }],
    ['InvalidParameterValue.LimitExceeded', { Filters: [{ Name: 'Role', Values: ['a', 'b'] }] }],
    ['InvalidParameterValue.LimitExceeded', { Filters: Array.from({ length: 11 }, () => ({ Name: 'Role', Values: ['a'] })) }],
    ['ResourceNotFound.Namespace', { Namespace: 'nowhere' }],
  ])('answers %s (%#)', async (expected, params) => {
    expect(await stage().refused('ListFunctions', params)).toBe(expected);
  });

  it('S16, S22: tells what a function takes of the quota', async () => {
    const { ask } = stage({ functions: [functionPlan('a', { reservedMB: 1_280, provisionedInstances: 2 }), functionPlan('b')] });
    expect(await ask('ListFunctions', { Orderby: 'FunctionName', Order: 'ASC' })).toMatchObject({
      Functions: [
        { FunctionName: 'shop-dev-a', ReservedConcurrencyMem: 1_280, TotalProvisionedConcurrencyMem: 256 },
        { FunctionName: 'shop-dev-b', ReservedConcurrencyMem: null, TotalProvisionedConcurrencyMem: 0 },
      ],
    });
  });
});

describe('GetFunction', () => {
  it.each<[code: string, params: object]>([
    ['InvalidParameter.FunctionNameOrResourceIdRequired', {}],
    ['InvalidParameterValue.FunctionName', { FunctionName: '?' }],
    ['ResourceNotFound.Function', { FunctionName: 'nobody' }],
    ['ResourceNotFound.Namespace', { FunctionName: 'resize', Namespace: 'nowhere' }],
    ['ResourceNotFound.Version', { FunctionName: 'resize', Qualifier: '7' }],
    ['InvalidParameterValue.Qualifier', { FunctionName: 'resize', Qualifier: 7 }],
    ['InvalidParameterValue', { FunctionName: 'resize', ShowCode: 'yes' }],
  ])('answers %s (%#)', async (expected, params) => {
    const { refused } = await withFunction();
    expect(await refused('GetFunction', params)).toBe(expected);
  });

  it('says where a function is that was looked for elsewhere', async () => {
    const { error, ask } = await withFunction();
    await ask('CreateNamespace', { Namespace: 'second' });
    expect((await error('GetFunction', { FunctionName: 'resize', Namespace: 'second' })).message).toContain('It is in namespace "default"');
  });

  it('writes times in Beijing time', async () => {
    const { ask } = await withFunction({}, { startMs: Date.UTC(2026, 0, 31, 16, 0, 0) });
    expect(await ask('GetFunction', { FunctionName: 'resize' })).toMatchObject({ AddTime: '2026-02-01 00:00:00' });
  });
});
