import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { said } from '../../messages/api';
import { LATEST } from '../../scf';
import { ApiError } from '../error';
import type { Action, ActionCall } from '../action';
import type { Params } from '../params';
import { provisionedMB } from './allocation';
import { hashOf } from './code';
import type { Control } from './control';
import { codeDirOf } from './deploy';
import { shownCodeBytes } from './figures';
import { folderZip } from './folder';
import { namespaceOf, printable } from './names';
import { functionIn, orderOf, paged, pageOf, sorted, versionFor } from './reading';
import { deploymentOf, statusOf, type Deployment, type FunctionRecord } from './record';
import { timeText } from './time';
import { triggerView } from './triggerView';

/** @source scf-api.md §5.2 */
export function describingActions(control: Control): Readonly<Record<string, Action>> {
  return {
    GetFunction: (params) => getFunction(control, params),
    ListFunctions: (params) => listFunctions(control, params),
    GetFunctionAddress: (params, call) => getFunctionAddress(control, params, call),
  };
}

async function getFunction(control: Control, params: Params): Promise<object> {
  if (!params.has('FunctionName')) {
    throw new ApiError('InvalidParameter.FunctionNameOrResourceIdRequired', said('functions.noName'));
  }
  const record = functionIn(control, params);
  const asked = params.text('Qualifier', 'InvalidParameterValue.Qualifier') || undefined;
  const qualifier = asked ?? LATEST;
  const shows = params.flag('ShowCode') ?? false;
  const version = versionFor(record, qualifier);
  const deployment = deploymentOf(record, version) ?? record.latest;
  const { addMs, modMs } = record.versions.get(version) ?? record;
  // A version has no triggers of its own; asked for none in particular, all of them are told. @source S140
  const triggers = record.triggers.filter((trigger) => asked === undefined || trigger.qualifier === asked);
  return {
    ...identity(record),
    ...configuration(deployment),
    ...state(record, version),
    ...network(deployment),
    CodeInfo: shows ? await codeText(control, deployment) : '',
    FunctionVersion: version,
    Qualifier: qualifier,
    AddTime: timeText(addMs),
    ModTime: timeText(modMs),
    Triggers: triggers.map(triggerView),
  };
}

function identity({ name, namespace, id, tags }: FunctionRecord) {
  return { FunctionName: name, Namespace: namespace, FunctionId: id, Tags: tags };
}

function configuration({ plan, description, code, kept }: Deployment) {
  const { deadLetter } = plan;
  return {
    Description: description,
    Handler: plan.handler,
    Runtime: plan.runtime,
    MemorySize: plan.memoryMB,
    Timeout: plan.timeoutMs / 1000,
    InitTimeout: plan.initTimeoutMs / 1000,
    Environment: { Variables: Object.entries(plan.environment).map(([Key, Value]) => ({ Key, Value })) },
    Role: plan.role ?? '',
    Type: plan.type === 'web' ? 'HTTP' : 'Event',
    AsyncRunEnable: flagText(plan.asyncRun),
    TraceEnable: flagText(plan.traceEnable),
    DeadLetterConfig: { Type: deadLetter?.type ?? '', Name: deadLetter?.name ?? '', FilterType: deadLetter?.filterType ?? '' },
    CodeSize: code.kind === 'zip' ? code.bytes : 0,
    ImageConfig: code.kind === 'image' ? code.image : null,
    InstallDependency: 'FALSE',
    Layers: [],
    UseGpu: 'FALSE',
    ClsLogsetId: kept.clsLogsetId,
    ClsTopicId: kept.clsTopicId,
    ProtocolType: kept.protocolType ?? null,
    ProtocolParams: kept.idleTimeOutSec === undefined ? null : { WSParams: { IdleTimeOut: kept.idleTimeOutSec } },
    InstanceConcurrencyConfig: kept.concurrency ?? null,
  };
}

function state(record: FunctionRecord, version: string) {
  return {
    Status: version === LATEST ? statusOf(record) : 'Active',
    StatusDesc: '',
    StatusReasons: [],
    AvailableStatus: 'Available',
    CodeResult: 'success',
    CodeError: '',
    ErrNo: 0,
  };
}

function network({ kept }: Deployment) {
  const fixed = kept.publicNet.EipStatus === 'ENABLE';
  return {
    VpcConfig: kept.vpc,
    PublicNetConfig: { PublicNetStatus: kept.publicNet.PublicNetStatus, EipConfig: { EipStatus: kept.publicNet.EipStatus, EipAddress: [] } },
    EipConfig: { EipFixed: flagText(fixed), Eips: [] },
    IntranetConfig: { IpFixed: kept.ipFixed ? 'ENABLE' : 'DISABLE', IpAddress: [] },
    AccessInfo: { Host: '', Vip: '' },
    CfsConfig: { CfsInsList: kept.cfs },
    L5Enable: flagText(kept.l5),
    OnsEnable: 'FALSE',
    DnsCache: flagText(kept.dnsCache),
  };
}

function flagText(on: boolean): 'TRUE' | 'FALSE' {
  return on ? 'TRUE' : 'FALSE';
}

/** The file that the handler is in; one that is large, or that is not there, is not shown. */
async function codeText(control: Control, { plan: { handler, runtime }, code }: Deployment): Promise<string> {
  if (code.kind === 'image') return '';
  const [, endings = []] = endingsOf.find(([language]) => runtime.startsWith(language)) ?? [];
  for (const ending of endings) {
    const path = join(codeDirOf(control, code), handler.replace(/\.[^./]*$/, ending));
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return found.size <= shownCodeBytes ? await readFile(path, 'utf8').catch(() => '') : '';
  }
  return '';
}

/** What files of a language are called at their end, in the order in which a handler is looked for. @source S191, S200 */
const endingsOf: readonly (readonly [language: string, endings: readonly string[]])[] = [
  ['Nodejs', ['.js', '.cjs', '.mjs', '.ts', '.mts', '.cts']],
  ['Python', ['.py']],
  ['Php', ['.php']],
];

function listFunctions(control: Control, params: Params): object {
  const namespace = namespaceOf(params);
  control.registry.namespace(namespace);
  const order = orderOf(params, 'DESC');
  const by = params.choice('Orderby', ['AddTime', 'ModTime', 'FunctionName']) ?? 'ModTime';
  const page = pageOf(params, { offset: 'InvalidParameterValue.Offset', limit: 'InvalidParameterValue.Limit' });
  const search = params.text('SearchKey') ?? '';
  const description = params.text('Description') ?? '';
  const tests = filtersOf(params);
  const found = control.registry
    .in(namespace)
    .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
    .filter(({ latest }) => latest.description.toLowerCase().includes(description.toLowerCase()))
    .filter((record) => tests.every((test) => test(record)));
  const keys = {
    AddTime: (one: FunctionRecord) => one.addMs,
    ModTime: (one: FunctionRecord) => one.modMs,
    FunctionName: (one: FunctionRecord) => one.name,
  };
  // Those of one moment come by their names, which stay over a restart as the order of their coming does not.
  const named = sorted<FunctionRecord>(found, keys.FunctionName, 'ASC');
  const shown = paged(sorted<FunctionRecord>(named, keys[by], order), page);
  return { Functions: shown.map((record) => functionRow(control, record)), TotalCount: found.length };
}

function functionRow(control: Control, record: FunctionRecord) {
  const { latest } = record;
  return {
    ...identity(record),
    AddTime: timeText(record.addMs),
    ModTime: timeText(record.modMs),
    Runtime: latest.plan.runtime,
    Status: statusOf(record),
    StatusDesc: '',
    StatusReasons: [],
    Description: latest.description,
    Type: latest.plan.type === 'web' ? 'HTTP' : 'Event',
    TotalProvisionedConcurrencyMem: provisionedMB(control, record),
    ReservedConcurrencyMem: record.reservedMB ?? null,
    AsyncRunEnable: flagText(latest.plan.asyncRun),
    TraceEnable: flagText(latest.plan.traceEnable),
  };
}

type Read = (record: FunctionRecord) => readonly string[];

/** What functions can be filtered by, with the most values that one filter may have. @source scf-api.md ListFunctions */
const filters: Readonly<Record<string, { readonly most: number; readonly read: Read }>> = {
  VpcId: { most: 1, read: ({ latest }) => [latest.kept.vpc.VpcId] },
  SubnetId: { most: 1, read: ({ latest }) => [latest.kept.vpc.SubnetId] },
  ClsTopicId: { most: 1, read: ({ latest }) => [latest.kept.clsTopicId] },
  ClsLogsetId: { most: 1, read: ({ latest }) => [latest.kept.clsLogsetId] },
  Role: { most: 1, read: ({ latest }) => [latest.plan.role ?? ''] },
  CfsId: { most: 1, read: ({ latest }) => latest.kept.cfs.map(({ CfsId }) => CfsId) },
  CfsMountInsId: { most: 1, read: ({ latest }) => latest.kept.cfs.map(({ MountInsId }) => MountInsId) },
  // No function has an address of its own here.
  Eip: { most: 1, read: () => [] },
  Status: { most: 20, read: (record) => [statusOf(record)] },
  Runtime: { most: 20, read: ({ latest }) => [latest.plan.runtime] },
  FunctionType: { most: 20, read: ({ latest }) => [latest.plan.type === 'web' ? 'HTTP' : 'Event'] },
  PublicNetStatus: { most: 20, read: ({ latest }) => [latest.kept.publicNet.PublicNetStatus] },
  AsyncRunEnable: { most: 20, read: ({ latest }) => [flagText(latest.plan.asyncRun)] },
  TraceEnable: { most: 20, read: ({ latest }) => [flagText(latest.plan.traceEnable)] },
};

const filtersMax = 10;
const tagPrefix = 'tag-';

/** Of several filters all must hold, of the values of one any. */
function filtersOf(params: Params): ((record: FunctionRecord) => boolean)[] {
  const given = params.objects('Filters') ?? [];
  if (given.length > filtersMax) {
    throw new ApiError('InvalidParameterValue.LimitExceeded', said('functions.filters', { count: given.length, max: filtersMax }));
  }
  return given.map((filter) => {
    const name = filter.requiredText('Name', 'InvalidParameterValue.Name');
    const values = filter.texts('Values') ?? [];
    const { most, read } = readerOf(name);
    if (values.length > most)
      throw new ApiError('InvalidParameterValue.LimitExceeded', said('functions.filterValues', { name, count: values.length, max: most }));
    return (record) => read(record).some((value) => values.includes(value));
  });
}

function readerOf(name: string): { readonly most: number; readonly read: Read } {
  if (Object.hasOwn(filters, name) && filters[name]) return filters[name];
  if (name.startsWith(tagPrefix)) {
    const key = name.slice(tagPrefix.length);
    return { most: 20, read: ({ tags }) => tags.filter((tag) => tag.Key === key).map((tag) => tag.Value) };
  }
  const known = [...Object.keys(filters), `${tagPrefix}<key>`];
  throw new ApiError('InvalidParameterValue.Name', said('functions.filter', { name: printable(name), known }));
}

async function getFunctionAddress(control: Control, params: Params, { origin }: ActionCall): Promise<object> {
  const record = functionIn(control, params);
  const qualifier = params.text('Qualifier', 'InvalidParameterValue.Qualifier') || LATEST;
  const version = versionFor(record, qualifier);
  const zip = await archiveOf(control, record, version);
  const sha256 = hashOf(zip);
  const path = [record.namespace, record.name, version].map(encodeURIComponent).join('/');
  return { Url: `${origin}/code/${path}?sha256=${sha256}`, CodeSha256: sha256 };
}

/**
 * The code of a version as an archive: as it was uploaded, or of a service's function its folder as it is now.
 * @throws ApiError `FailedOperation.GetFunctionAddress`
 */
export async function archiveOf(control: Control, record: FunctionRecord, version: string): Promise<Buffer> {
  const code = 'FailedOperation.GetFunctionAddress';
  const deployment = deploymentOf(record, version) ?? record.latest;
  switch (deployment.code.kind) {
    case 'zip':
      return control.code.zipOf(deployment.code.sha256, code);
    case 'folder':
      return folderZip(deployment.code.dir, control.limits, code);
    case 'image':
      throw new ApiError(code, said('code.image', { name: record.name, image: deployment.code.image.ImageUri }));
  }
}
