/**
 * What a function is configured with that means nothing on this machine: cloud resources that it is tied to. It is checked,
 * kept and given back, so that a deployer finds what it has set. Members are spelt as the API spells them.
 */
export interface Kept {
  readonly vpc: { readonly VpcId: string; readonly SubnetId: string };
  readonly clsLogsetId: string;
  readonly clsTopicId: string;
  readonly publicNet: { readonly PublicNetStatus: 'ENABLE' | 'DISABLE'; readonly EipStatus: 'ENABLE' | 'DISABLE' };
  readonly cfs: readonly CfsInsInfo[];
  readonly protocolType: string | undefined;
  /** Seconds; undefined where no WebSocket is spoken. */
  readonly idleTimeOutSec: number | undefined;
  readonly concurrency: { readonly DynamicEnabled: string; readonly MaxConcurrency: number } | undefined;
  readonly dnsCache: boolean;
  readonly ipFixed: boolean;
  readonly l5: boolean;
}

export interface CfsInsInfo {
  readonly UserId: string;
  readonly UserGroupId: string;
  readonly CfsId: string;
  readonly MountInsId: string;
  readonly LocalMountDir: string;
  readonly RemoteMountDir: string;
}

export interface ImageConfig {
  readonly ImageType: string;
  readonly ImageUri: string;
  readonly RegistryId?: string;
  readonly EntryPoint?: string;
  readonly Command?: string;
  readonly Args?: string;
  readonly ContainerImageAccelerate?: boolean;
  readonly ImagePort?: number;
}

export const nothingKept: Kept = {
  vpc: { VpcId: '', SubnetId: '' },
  clsLogsetId: '',
  clsTopicId: '',
  // A function reaches the internet unless it is told not to.
  publicNet: { PublicNetStatus: 'ENABLE', EipStatus: 'DISABLE' },
  cfs: [],
  protocolType: undefined,
  idleTimeOutSec: undefined,
  concurrency: undefined,
  dnsCache: false,
  ipFixed: false,
  l5: false,
};
