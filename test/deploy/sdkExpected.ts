import type { scf } from 'tencentcloud-sdk-nodejs-scf';

export type Client = InstanceType<typeof scf.v20180416.Client>;
/** Actions that the official SDK has a method for. */
export type Action = Exclude<{ [K in keyof Client]: K extends `${Uppercase<string>}${string}` ? K : never }[keyof Client], undefined>;
type Sent = { [A in Action]: readonly [action: A, params: Parameters<Client[A]>[0]] }[Action];

const every = { FunctionName: 'media-prod-every', Namespace: 'default' };
const site = { FunctionName: 'media-prod-site', Namespace: 'default' };
const picture = { FunctionName: 'media-prod-picture', Namespace: 'default' };
const fixed = { FunctionName: 'media-prod-fixed', Namespace: 'default' };
const scheduled = { FunctionName: 'media-prod-scheduled', Namespace: 'default' };
const tracked = { FunctionName: 'media-prod-tracked', Namespace: 'default' };
const bucket = 'photos-1250000000.cos.ap-guangzhou.myqcloud.com';
const switched = 'texts-1250000000.cos.ap-guangzhou.myqcloud.com';
const on = { Qualifier: '$DEFAULT', Enable: 'OPEN' };

/**
 * What somebody would write who has only the SDK and SCF's documentation, to get what the service asks for: written by hand, checked by
 * the SDK's own types. Descriptions of versions and aliases are ours, and left out; so are all requests that only read.
 * @source scf-api.md §5, §6
 */
export const toFirst = (ZipFile: string): readonly Sent[] => [
  [
    'CreateFunction',
    {
      ...every,
      Code: { ZipFile },
      Handler: 'index.main',
      Description: '图片缩放',
      MemorySize: 512,
      Timeout: 3600,
      Environment: {
        Variables: [
          { Key: 'LEVEL', Value: 'info' },
          { Key: 'TITLE', Value: '图片' },
        ],
      },
      Runtime: 'Nodejs18.15',
      VpcConfig: { VpcId: 'vpc-1', SubnetId: 'subnet-1' },
      Role: 'SCF_Role',
      InstallDependency: 'TRUE',
      ClsLogsetId: 'logset-1',
      ClsTopicId: 'topic-1',
      Type: 'Event',
      Layers: [
        { LayerName: 'tools', LayerVersion: 2 },
        { LayerName: 'fonts', LayerVersion: 1 },
      ],
      DeadLetterConfig: { Type: 'CMQ-QUEUE', Name: 'failed', FilterType: 'a' },
      PublicNetConfig: { PublicNetStatus: 'DISABLE', EipConfig: { EipStatus: 'ENABLE' } },
      CfsConfig: {
        CfsInsList: [{ UserId: '2', UserGroupId: '1', CfsId: 'cfs-1', MountInsId: 'mount-1', LocalMountDir: '/mnt/a', RemoteMountDir: '/' }],
      },
      InitTimeout: 30,
      Tags: [{ Key: 'team', Value: 'media' }],
      AsyncRunEnable: 'TRUE',
      TraceEnable: 'TRUE',
      DnsCache: 'TRUE',
      IntranetConfig: { IpFixed: 'ENABLE' },
    },
  ],
  [
    'CreateFunction',
    {
      ...site,
      Code: { ZipFile },
      MemorySize: 128,
      Timeout: 3,
      InitTimeout: 65,
      Runtime: 'Nodejs18.15',
      Type: 'HTTP',
      ProtocolType: 'WS',
      ProtocolParams: { WSParams: { IdleTimeOut: 60 } },
      InstanceConcurrencyConfig: { DynamicEnabled: 'FALSE', MaxConcurrency: 20 },
    },
  ],
  [
    'CreateFunction',
    {
      ...picture,
      Code: {
        ImageConfig: {
          ImageType: 'enterprise',
          ImageUri: 'tcr.example.com/a/b:1',
          RegistryId: 'tcr-1',
          EntryPoint: '/start',
          Command: 'node',
          Args: '-x app.js',
          ContainerImageAccelerate: true,
          ImagePort: 8080,
        },
      },
      MemorySize: 128,
      Timeout: 3,
      InitTimeout: 90,
      Runtime: 'CustomImage',
      Type: 'Event',
    },
  ],
  ...[fixed, scheduled, tracked].flatMap((fn): readonly Sent[] => [
    [
      'CreateFunction',
      { ...fn, Code: { ZipFile }, Handler: 'index.main', MemorySize: 128, Timeout: 3, InitTimeout: 65, Runtime: 'Nodejs18.15', Type: 'Event' },
    ],
    ['PublishVersion', fn],
    ['UpdateAlias', { ...fn, Name: '$DEFAULT', FunctionVersion: '1' }],
  ]),
  ['UpdateFunctionEventInvokeConfig', { ...every, AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }], MsgTTL: 3600 } }],
  ['PutReservedConcurrencyConfig', { ...every, ReservedConcurrencyMem: 2048 }],
  ['PutReservedConcurrencyConfig', { ...fixed, ReservedConcurrencyMem: 1024 }],
  ['PutProvisionedConcurrencyConfig', { ...fixed, Qualifier: '1', VersionProvisionedConcurrencyNum: 2, ProvisionedType: 'Default' }],
  [
    'PutProvisionedConcurrencyConfig',
    {
      ...scheduled,
      Qualifier: '1',
      VersionProvisionedConcurrencyNum: 1,
      ProvisionedType: 'Default',
      TriggerActions: [{ TriggerName: 'day', TriggerProvisionedConcurrencyNum: 3, TriggerCronConfig: '0 0 8 * * * *', ProvisionedType: 'Default' }],
    },
  ],
  [
    'PutProvisionedConcurrencyConfig',
    {
      ...tracked,
      Qualifier: '1',
      VersionProvisionedConcurrencyNum: 0,
      ProvisionedType: 'ConcurrencyUtilizationTracking',
      TrackingTarget: 0.6,
      MinCapacity: 1,
      MaxCapacity: 4,
    },
  ],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'nightly', Type: 'timer', TriggerDesc: '0 0 3 * * * *', CustomArgument: '你好' }],
  ['CreateTrigger', { ...every, TriggerName: 'hourly', Type: 'timer', TriggerDesc: '0 0 * * * * *', Qualifier: '$LATEST', Enable: 'CLOSE' }],
  ['CreateTrigger', { ...every, ...on, TriggerName: bucket, Type: 'cos', TriggerDesc: cos('cos:ObjectCreated:Put', 'in/', '.jpg') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: switched, Type: 'cos', TriggerDesc: cos('cos:ObjectCreated:*', '', '') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'gateway', Type: 'apigw', TriggerDesc: gateway('GET') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'ckafka-1-orders', Type: 'ckafka', TriggerDesc: kafka(50) }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'news', Type: 'cmq', TriggerDesc: cmq('a', 'b') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'lines', Type: 'cls', TriggerDesc: cls(30) }],
];

export const toSecond = (ZipFile: string): readonly Sent[] => [
  ['UpdateFunctionCode', { ...every, Handler: 'index.other', InstallDependency: 'FALSE', Code: { ZipFile } }],
  [
    'UpdateFunctionConfiguration',
    {
      ...every,
      Description: '',
      MemorySize: 1024,
      Timeout: 60,
      InitTimeout: 65,
      Environment: { Variables: [{ Key: 'LEVEL', Value: 'debug' }] },
      VpcConfig: { VpcId: 'vpc-2', SubnetId: 'subnet-2' },
      Role: '',
      // A topic belongs to its set: both are said.
      ClsLogsetId: 'logset-1',
      ClsTopicId: 'topic-9',
      Layers: [{ LayerName: 'tools', LayerVersion: 3 }],
      DeadLetterConfig: { Type: 'CMQ-TOPIC', Name: 'failed', FilterType: '' },
      PublicNetConfig: { PublicNetStatus: 'ENABLE', EipConfig: { EipStatus: 'DISABLE' } },
      IntranetConfig: { IpFixed: 'DISABLE' },
      CfsConfig: {
        CfsInsList: [{ UserId: '10000', UserGroupId: '10000', CfsId: 'cfs-1', MountInsId: 'mount-1', LocalMountDir: '/mnt/b', RemoteMountDir: '/' }],
      },
      DnsCache: 'FALSE',
    },
  ],
  ['UpdateFunctionEventInvokeConfig', { ...every, AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 2 }], MsgTTL: 21_600 } }],
  ['PutReservedConcurrencyConfig', { ...every, ReservedConcurrencyMem: 1024 }],
  [
    'UpdateFunctionConfiguration',
    { ...site, InstanceConcurrencyConfig: { DynamicEnabled: 'TRUE' }, ProtocolParams: { WSParams: { IdleTimeOut: 120 } } },
  ],
  [
    'UpdateFunctionCode',
    {
      ...picture,
      Code: {
        ImageConfig: {
          ImageType: 'enterprise',
          ImageUri: 'tcr.example.com/a/b:2',
          RegistryId: 'tcr-1',
          ContainerImageAccelerate: false,
          ImagePort: 9000,
        },
      },
    },
  ],
  ['UpdateFunctionConfiguration', { ...fixed, MemorySize: 256 }],
  ['PublishVersion', fixed],
  ['PutReservedConcurrencyConfig', { ...fixed, ReservedConcurrencyMem: 2048 }],
  ['PutProvisionedConcurrencyConfig', { ...fixed, Qualifier: '2', VersionProvisionedConcurrencyNum: 3, ProvisionedType: 'Default' }],
  ['UpdateAlias', { ...fixed, Name: '$DEFAULT', FunctionVersion: '2' }],
  ['DeleteProvisionedConcurrencyConfig', { ...fixed, Qualifier: '1' }],
  [
    'PutProvisionedConcurrencyConfig',
    { ...scheduled, Qualifier: '1', VersionProvisionedConcurrencyNum: 2, ProvisionedType: 'Default', TriggerActions: [] },
  ],
  ['UpdateAlias', { ...scheduled, Name: '$DEFAULT', FunctionVersion: '1' }],
  [
    'PutProvisionedConcurrencyConfig',
    {
      ...tracked,
      Qualifier: '1',
      VersionProvisionedConcurrencyNum: 0,
      ProvisionedType: 'ConcurrencyUtilizationTracking',
      TrackingTarget: 0.8,
      MinCapacity: 1,
      MaxCapacity: 4,
    },
  ],
  ['UpdateAlias', { ...tracked, Name: '$DEFAULT', FunctionVersion: '1' }],
  ['UpdateTrigger', { ...every, ...on, TriggerName: 'nightly', Type: 'timer', TriggerDesc: '0 30 3 * * * *', CustomArgument: '' }],
  ['UpdateTrigger', { ...every, ...on, TriggerName: 'ckafka-1-orders', Type: 'ckafka', TriggerDesc: kafka(60) }],
  ['UpdateTriggerStatus', { ...every, ...on, Enable: 'CLOSE', TriggerName: switched, Type: 'cos', TriggerDesc: cos('cos:ObjectCreated:*', '', '') }],
  ['DeleteTrigger', { ...every, TriggerName: 'hourly', Type: 'timer', Qualifier: '$LATEST' }],
  ['DeleteTrigger', gone(bucket, 'cos', cos('cos:ObjectCreated:Put', 'in/', '.jpg'))],
  ['DeleteTrigger', gone('gateway', 'apigw', gateway('GET'))],
  ['DeleteTrigger', gone('news', 'cmq')],
  ['DeleteTrigger', gone('lines', 'cls', cls(30))],
  ['CreateTrigger', { ...every, ...on, TriggerName: bucket, Type: 'cos', TriggerDesc: cos('cos:ObjectRemove:Delete', '', '') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'gateway', Type: 'apigw', TriggerDesc: gateway('POST') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'news', Type: 'cmq', TriggerDesc: cmq('a') }],
  ['CreateTrigger', { ...every, ...on, TriggerName: 'lines', Type: 'cls', TriggerDesc: cls(60) }],
];

export const toThird: readonly Sent[] = [
  [
    'UpdateFunctionConfiguration',
    {
      ...every,
      MemorySize: 128,
      Timeout: 3,
      Environment: { Variables: [{ Key: '', Value: '' }] },
      VpcConfig: { VpcId: '', SubnetId: '' },
      Layers: [{ LayerName: '', LayerVersion: 0 }],
      DeadLetterConfig: { Type: '', Name: '', FilterType: '' },
      CfsConfig: { CfsInsList: [] },
    },
  ],
  ['DeleteReservedConcurrencyConfig', every],
  ['DeleteTrigger', gone('nightly', 'timer')],
  ['DeleteTrigger', gone('ckafka-1-orders', 'ckafka', kafka(60))],
  ['DeleteTrigger', gone('lines', 'cls', cls(60))],
  ['DeleteTrigger', gone('news', 'cmq')],
  ['DeleteTrigger', gone('gateway', 'apigw', gateway('POST'))],
  ['DeleteTrigger', gone(bucket, 'cos', cos('cos:ObjectRemove:Delete', '', ''))],
  ['DeleteTrigger', gone(switched, 'cos', cos('cos:ObjectCreated:*', '', ''))],
  ['UpdateFunctionConfiguration', { ...site, InstanceConcurrencyConfig: { DynamicEnabled: '' }, ProtocolParams: { WSParams: { IdleTimeOut: 15 } } }],
  ['UpdateFunctionConfiguration', { ...fixed, MemorySize: 128 }],
  ['UpdateAlias', { ...fixed, Name: '$DEFAULT', FunctionVersion: '$LATEST' }],
  // Gone back to before.
  ['DeleteProvisionedConcurrencyConfig', { ...fixed, Qualifier: '1' }],
  ['DeleteReservedConcurrencyConfig', fixed],
  ['UpdateAlias', { ...scheduled, Name: '$DEFAULT', FunctionVersion: '$LATEST' }],
  ['DeleteProvisionedConcurrencyConfig', { ...scheduled, Qualifier: '1' }],
  ['DeleteProvisionedConcurrencyConfig', { ...tracked, Qualifier: '1' }],
  ['DeleteFunction', tracked],
];

function gone(TriggerName: string, Type: string, TriggerDesc?: string) {
  return { ...every, TriggerName, Type, Qualifier: '$DEFAULT', ...(TriggerDesc !== undefined && { TriggerDesc }) };
}

/** As `TriggerDesc` is JSON in JSON, its members are written in one order. @source Trigger configuration 583/39901 */
function cos(event: string, Prefix: string, Suffix: string): string {
  return JSON.stringify({ event, filter: { Prefix, Suffix } });
}

function gateway(method: string): string {
  return JSON.stringify({
    api: { authRequired: 'FALSE', isIntegratedResponse: 'TRUE', requestConfig: { method, path: '/resize' } },
    release: { environmentName: 'test' },
    service: { serviceId: 'service-1' },
  });
}

function kafka(maxMsgNum: number): string {
  return JSON.stringify({ maxMsgNum, offset: 'earliest', retry: 5, timeOut: 30 });
}

function cmq(...filterKey: string[]): string {
  return JSON.stringify({ filterKey, filterType: 1 });
}

function cls(maxWait: number): string {
  return JSON.stringify({ max_size: 100, max_wait: maxWait, topic_id: 'topic-2' });
}
