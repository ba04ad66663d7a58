/**
 * What each action of the API takes, its parameters by name; `Name:Type` where it is an object of that type, or a list of them.
 * @source scf-api.md §5; compared with the official SDK's own declarations by a test
 */
export const parametersOf: Readonly<Record<string, string>> = {
  CopyFunction: 'FunctionName NewFunctionName Namespace TargetNamespace Description TargetRegion Override CopyConfiguration',
  CreateAlias: 'Name FunctionName FunctionVersion Namespace RoutingConfig:RoutingConfig Description',
  CreateFunction:
    'FunctionName Code:Code Handler Description MemorySize Timeout Environment:Environment Runtime VpcConfig:VpcConfig Namespace Role ' +
    'InstallDependency ClsLogsetId ClsTopicId Type CodeSource Layers:LayerVersionSimple DeadLetterConfig:DeadLetterConfig ' +
    'PublicNetConfig:PublicNetConfigIn CfsConfig:CfsConfig InitTimeout Tags:Tag AsyncRunEnable TraceEnable AutoDeployClsTopicIndex ' +
    'AutoCreateClsTopic ProtocolType ProtocolParams:ProtocolParams InstanceConcurrencyConfig:InstanceConcurrencyConfig DnsCache ' +
    'IntranetConfig:IntranetConfigIn',
  CreateNamespace: 'Namespace Description ResourceEnv:NamespaceResourceEnv',
  CreateTrigger: 'FunctionName TriggerName Type TriggerDesc Namespace Qualifier Enable CustomArgument Description',
  DeleteAlias: 'FunctionName Name Namespace',
  DeleteFunction: 'FunctionName Namespace Qualifier',
  DeleteFunctionVersion: 'FunctionName Qualifier Namespace ForceDelete',
  DeleteLayerVersion: 'LayerName LayerVersion',
  DeleteNamespace: 'Namespace',
  DeleteProvisionedConcurrencyConfig: 'FunctionName Qualifier Namespace',
  DeleteReservedConcurrencyConfig: 'FunctionName Namespace',
  DeleteTrigger: 'FunctionName TriggerName Type Namespace TriggerDesc Qualifier',
  GetAccount: '',
  GetAlias: 'FunctionName Name Namespace',
  GetAsyncEventStatus: 'InvokeRequestId',
  GetFunction: 'FunctionName Qualifier Namespace ShowCode',
  GetFunctionAddress: 'FunctionName Qualifier Namespace',
  GetFunctionEventInvokeConfig: 'FunctionName Namespace Qualifier',
  GetFunctionLogs:
    'FunctionName Offset Limit Order OrderBy Filter:LogFilter Namespace Qualifier FunctionRequestId StartTime EndTime ' +
    'SearchContext:LogSearchContext',
  GetLayerVersion: 'LayerName LayerVersion',
  GetProvisionedConcurrencyConfig: 'FunctionName Namespace Qualifier',
  GetRequestStatus: 'FunctionName FunctionRequestId Namespace StartTime EndTime',
  GetReservedConcurrencyConfig: 'FunctionName Namespace',
  Invoke: 'FunctionName InvocationType Qualifier ClientContext LogType Namespace RoutingKey',
  InvokeFunction: 'FunctionName Qualifier Event LogType Namespace RoutingKey',
  ListAliases: 'FunctionName Namespace FunctionVersion Offset Limit',
  ListAsyncEvents:
    'FunctionName Namespace Qualifier InvokeType Status StartTimeInterval:TimeInterval EndTimeInterval:TimeInterval Order Orderby Offset Limit ' +
    'InvokeRequestId',
  ListFunctions: 'Order Orderby Offset Limit SearchKey Namespace Description Filters:Filter',
  ListLayerVersions: 'LayerName CompatibleRuntime',
  ListLayers: 'CompatibleRuntime Offset Limit SearchKey',
  ListNamespaces: 'Limit Offset Orderby Order SearchKey:SearchKey',
  ListTriggers: 'FunctionName Namespace Offset Limit OrderBy Order Filters:Filter',
  ListVersionByFunction: 'FunctionName Namespace Offset Limit Order OrderBy',
  PublishLayerVersion: 'LayerName CompatibleRuntimes Content:Code Description LicenseInfo Tags:Tag',
  PublishVersion: 'FunctionName Description Namespace',
  PutProvisionedConcurrencyConfig:
    'FunctionName Qualifier VersionProvisionedConcurrencyNum Namespace TriggerActions:TriggerAction ProvisionedType TrackingTarget MinCapacity ' +
    'MaxCapacity',
  PutReservedConcurrencyConfig: 'FunctionName ReservedConcurrencyMem Namespace',
  PutTotalConcurrencyConfig: 'TotalConcurrencyMem Namespace',
  TerminateAsyncEvent: 'FunctionName InvokeRequestId Namespace GraceShutdown',
  UpdateAlias: 'FunctionName Name FunctionVersion Namespace RoutingConfig:RoutingConfig Description',
  UpdateFunctionCode:
    'FunctionName Handler CosBucketName CosObjectName ZipFile Namespace CosBucketRegion InstallDependency EnvId Publish Code:Code CodeSource',
  UpdateFunctionConfiguration:
    'FunctionName Description MemorySize Timeout Runtime Environment:Environment Namespace VpcConfig:VpcConfig Role InstallDependency ' +
    'ClsLogsetId ClsTopicId Publish L5Enable Layers:LayerVersionSimple DeadLetterConfig:DeadLetterConfig PublicNetConfig:PublicNetConfigIn ' +
    'CfsConfig:CfsConfig InitTimeout ProtocolParams:ProtocolParams InstanceConcurrencyConfig:InstanceConcurrencyConfig DnsCache ' +
    'IntranetConfig:IntranetConfigIn IgnoreSysLog',
  UpdateFunctionEventInvokeConfig: 'AsyncTriggerConfig:AsyncTriggerConfig FunctionName Namespace',
  UpdateNamespace: 'Namespace Description',
  UpdateTrigger: 'FunctionName TriggerName Type Enable Qualifier Namespace TriggerDesc Description CustomArgument',
  UpdateTriggerStatus: 'Enable FunctionName TriggerName Type Qualifier Namespace TriggerDesc',
};

/** What objects among the parameters have, in the same form. @source scf-api.md §6 */
export const membersOf: Readonly<Record<string, string>> = {
  AsyncTriggerConfig: 'RetryConfig:RetryConfig MsgTTL',
  CfsConfig: 'CfsInsList:CfsInsInfo',
  CfsInsInfo: 'UserId UserGroupId CfsId MountInsId LocalMountDir RemoteMountDir IpAddress MountVpcId MountSubnetId',
  Code:
    'CosBucketName CosObjectName ZipFile CosBucketRegion DemoId TempCosObjectName GitUrl GitUserName GitPassword GitPasswordSecret GitBranch ' +
    'GitDirectory GitCommitId GitUserNameSecret ImageConfig:ImageConfig',
  DeadLetterConfig: 'Type Name FilterType',
  EipConfigIn: 'EipStatus',
  Environment: 'Variables:Variable',
  Filter: 'Name Values',
  ImageConfig: 'ImageType ImageUri RegistryId EntryPoint Command Args ContainerImageAccelerate ImagePort',
  InstanceConcurrencyConfig: 'DynamicEnabled MaxConcurrency InstanceIsolationEnabled Type MixNodeConfig:MixNodeConfig SessionConfig:SessionConfig',
  IntranetConfigIn: 'IpFixed',
  K8SLabel: 'Key Value',
  K8SToleration: 'Key Operator Effect Value TolerationSeconds',
  LayerVersionSimple: 'LayerName LayerVersion',
  LogFilter: 'RetCode',
  LogSearchContext: 'Offset Limit Keyword Type',
  MixNodeConfig: 'NodeSpec Num',
  NamespaceResourceEnv: 'TKE:NamespaceResourceEnvTKE OFFLINE',
  NamespaceResourceEnvTKE: 'ClusterID SubnetID Namespace DataPath NodeSelector:K8SLabel Tolerations:K8SToleration Port PodTemplatePatch',
  ProtocolParams: 'WSParams:WSParams',
  PublicNetConfigIn: 'PublicNetStatus EipConfig:EipConfigIn',
  RetryConfig: 'RetryNum',
  RoutingConfig: 'AdditionalVersionWeights:VersionWeight AddtionVersionMatchs:VersionMatch',
  SearchKey: 'Key Value',
  SessionConfig:
    'SessionSource SessionName MaximumConcurrencySessionPerInstance MaximumTTLInSeconds MaximumIdleTimeInSeconds SessionPath IdleTimeoutStrategy',
  Tag: 'Key Value',
  TimeInterval: 'Start End',
  TriggerAction: 'TriggerName TriggerProvisionedConcurrencyNum TriggerCronConfig ProvisionedType',
  Variable: 'Key Value',
  VersionMatch: 'Version Key Method Expression',
  VersionWeight: 'Version Weight',
  VpcConfig: 'VpcId SubnetId',
  WSParams: 'IdleTimeOut',
};

/** Actions that exist and that this endpoint will not have. @source scf-api.md §5.10 */
export const outOfScope: ReadonlySet<string> = new Set([
  'CreateCustomDomain',
  'UpdateCustomDomain',
  'GetCustomDomain',
  'ListCustomDomains',
  'DeleteCustomDomain',
]);

/** What no declaration has, and an action takes, or refuses in words of its own. @source scf-api.md UpdateFunctionConfiguration */
const undeclared: Readonly<Record<string, string>> = { UpdateFunctionConfiguration: 'TraceEnable AsyncRunEnable' };

/** Of one request no more than this many are told. */
const toldMax = 100;

/** Parameters of a request that the API does not have, with their paths, such as `Code.Zip`. */
export function unknownParameters(action: string, values: Readonly<Record<string, unknown>>): string[] {
  // Callers choose names, and an object has some from its prototype.
  const known = Object.hasOwn(parametersOf, action) ? parametersOf[action] : undefined;
  const found: string[] = [];
  if (known === undefined) return found;
  collect(known, values, '', found);
  const taken = membersIn(undeclared[action] ?? '');
  return found.filter((name) => !taken.has(name));
}

function collect(shape: string, values: Readonly<Record<string, unknown>>, path: string, found: string[]): void {
  const types = membersIn(shape);
  for (const name of Object.keys(values)) {
    if (found.length >= toldMax) return;
    const value = values[name];
    if (value === null || value === undefined) continue;
    if (!types.has(name)) found.push(path + name);
    const members = membersOf[types.get(name) ?? ''];
    if (members === undefined) continue;
    const each = Array.isArray(value) ? value : [value];
    for (const one of each) if (isObject(one)) collect(members, one, `${path}${name}.`, found);
  }
}

const read = new Map<string, ReadonlyMap<string, string | undefined>>();

/** Each name of a shape, and of which type it is. */
function membersIn(shape: string): ReadonlyMap<string, string | undefined> {
  let members = read.get(shape);
  if (!members) {
    members = new Map(
      shape.split(' ').map((member) => {
        const [name = '', type] = member.split(':');
        return [name, type];
      }),
    );
    read.set(shape, members);
  }
  return members;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
