import { said } from '../../messages/api';
import { limits } from '../../scf';
import { ApiError } from '../error';
import type { Params } from '../params';
import type { CfsInsInfo, Kept } from './kept';
import { printable } from './names';

/**
 * What a request says of cloud resources; what it does not mention stays.
 * @throws ApiError
 */
export function keptFrom(params: Params, before: Kept, type: 'event' | 'web'): Kept {
  clsSwitches(params);
  const protocolType = protocolOf(params, type) ?? before.protocolType;
  return {
    vpc: vpcOf(params) ?? before.vpc,
    clsLogsetId: params.text('ClsLogsetId', 'InvalidParameterValue.Cls') ?? before.clsLogsetId,
    clsTopicId: params.text('ClsTopicId', 'InvalidParameterValue.Cls') ?? before.clsTopicId,
    publicNet: publicNetOf(params) ?? before.publicNet,
    cfs: cfsOf(params) ?? before.cfs,
    protocolType,
    idleTimeOutSec: idleTimeOutOf(params, protocolType) ?? before.idleTimeOutSec ?? (protocolType === 'WS' ? idleTimeOutDefaultSec : undefined),
    concurrency: params.has('InstanceConcurrencyConfig') ? concurrencyOf(params, type) : before.concurrency,
    dnsCache: params.flag('DnsCache') ?? before.dnsCache,
    ipFixed: ipFixedOf(params) ?? before.ipFixed,
    l5: params.flag('L5Enable') ?? before.l5,
  };
}

/** @source scf-api.md: ProtocolParams */
const idleTimeOutDefaultSec = 15;
const idleTimeOutMaxSec = 1800;

/** They say what the cloud's log service is to set up; here every function has its log anyway. */
function clsSwitches(params: Params): void {
  params.flag('AutoDeployClsTopicIndex', 'InvalidParameterValue.Cls');
  params.flag('AutoCreateClsTopic', 'InvalidParameterValue.Cls');
}

function vpcOf(params: Params): Kept['vpc'] | undefined {
  const vpc = params.object('VpcConfig');
  return vpc && { VpcId: vpc.text('VpcId') ?? '', SubnetId: vpc.text('SubnetId') ?? '' };
}

function publicNetOf(params: Params): Kept['publicNet'] | undefined {
  const net = params.object('PublicNetConfig');
  if (!net) return undefined;
  const switched = ['ENABLE', 'DISABLE'] as const;
  const status = net.choice('PublicNetStatus', switched);
  if (status === undefined) throw new ApiError('MissingParameter', said('params.missing', { name: 'PublicNetConfig.PublicNetStatus' }));
  return { PublicNetStatus: status, EipStatus: net.object('EipConfig')?.choice('EipStatus', switched) ?? 'DISABLE' };
}

function cfsOf(params: Params): CfsInsInfo[] | undefined {
  return params
    .object('CfsConfig')
    ?.objects('CfsInsList')
    ?.map((mount) => ({
      UserId: mount.requiredText('UserId'),
      UserGroupId: mount.requiredText('UserGroupId'),
      CfsId: mount.requiredText('CfsId'),
      MountInsId: mount.requiredText('MountInsId'),
      LocalMountDir: mount.requiredText('LocalMountDir'),
      RemoteMountDir: mount.requiredText('RemoteMountDir'),
    }));
}

/** @source S206: Web functions can speak WebSocket */
function protocolOf(params: Params, type: 'event' | 'web'): string | undefined {
  const protocol = params.choice('ProtocolType', ['WS']);
  if (protocol === undefined || type === 'web') return protocol;
  throw new ApiError('InvalidParameterValue.FunctionType', said('configuration.protocolWeb'));
}

function idleTimeOutOf(params: Params, protocolType: string | undefined): number | undefined {
  const code = 'InvalidParameterValue';
  const idle = params.object('ProtocolParams')?.object('WSParams')?.int('IdleTimeOut', { min: 1, max: idleTimeOutMaxSec, code });
  if (idle === undefined || protocolType === 'WS') return idle;
  throw new ApiError(code, said('configuration.webSocket'));
}

/** @source S92: Web functions only; where the platform chooses, it goes up to the most that can be written */
function concurrencyOf(params: Params, type: 'event' | 'web'): Kept['concurrency'] {
  const code = 'InvalidParameterValue.InstanceConcurrencyConfig';
  const config = params.object('InstanceConcurrencyConfig', code);
  if (!config) return undefined;
  const dynamic = config.text('DynamicEnabled', 'InvalidParameterValue.DynamicEnabled') ?? '';
  if (!['TRUE', 'FALSE', ''].includes(dynamic))
    throw new ApiError('InvalidParameterValue.DynamicEnabled', said('configuration.dynamic', { given: printable(dynamic) }));
  const max = limits.instanceConcurrency.value;
  const given = config.int('MaxConcurrency', { min: 1, max, code: 'InvalidParameterValue.MaxConcurrency' });
  for (const name of ['InstanceIsolationEnabled', 'Type', 'MixNodeConfig', 'SessionConfig']) {
    if (config.raw(name)) throw new ApiError('UnsupportedOperation', said('configuration.concurrencyMember', { name }));
  }
  const requests = given ?? (dynamic === 'TRUE' ? max : 1);
  if (type === 'web' || requests === 1) return { DynamicEnabled: dynamic, MaxConcurrency: requests };
  throw new ApiError(code, said('configuration.concurrencyEvent', { requests }));
}

function ipFixedOf(params: Params): boolean | undefined {
  const value = params.object('IntranetConfig')?.choice('IpFixed', ['ENABLE', 'DISABLE']);
  return value === undefined ? undefined : value === 'ENABLE';
}
