import { flagIn, partIn, partsIn, textIn } from './answer';
import { differencesAt, inside } from './differences';
import { field, type Wish } from './field';

/** `null` is no private network; ids without text take the function out of it. */
export const vpcConfig = field<{ readonly vpcId: string; readonly subnetId: string } | null>({
  member: 'VpcConfig',
  options: ['vpc'],
  wanted: ({ values }) => (values.vpc === undefined ? null : { vpcId: values.vpc.vpcId, subnetId: values.vpc.subnetId }),
  told: (answer) => {
    const vpc = partIn(answer, 'VpcConfig');
    const [vpcId, subnetId] = [textIn(vpc, 'VpcId'), textIn(vpc, 'SubnetId')];
    return vpcId === '' && subnetId === '' ? null : { vpcId, subnetId };
  },
  written: (value) => ({ VpcId: value?.vpcId ?? '', SubnetId: value?.subnetId ?? '' }),
  isNone: (value) => value === null,
});

type PublicNet = { readonly publicAccess: boolean; readonly eip: boolean };

/** A function reaches the public network unless it is told not to, and from changing addresses. @source S226 */
export const publicNetConfig = field<PublicNet>({
  member: 'PublicNetConfig',
  options: ['publicAccess', 'eip'],
  wanted: ({ values }) => ({ publicAccess: values.publicAccess ?? true, eip: values.eip ?? false }),
  told: (answer) => {
    const net = partIn(answer, 'PublicNetConfig');
    return { publicAccess: textIn(net, 'PublicNetStatus') !== 'DISABLE', eip: flagIn(partIn(net, 'EipConfig'), 'EipStatus') };
  },
  written: ({ publicAccess, eip }) => ({ PublicNetStatus: switched(publicAccess), EipConfig: { EipStatus: switched(eip) } }),
  isNone: ({ publicAccess, eip }) => publicAccess && !eip,
});

export const intranetConfig = field<boolean>({
  member: 'IntranetConfig',
  options: ['intranetIpFixed'],
  wanted: ({ values }) => values.intranetIpFixed ?? false,
  told: (answer) => flagIn(partIn(answer, 'IntranetConfig'), 'IpFixed'),
  written: (value) => ({ IpFixed: switched(value) }),
  isNone: (value) => !value,
});

function switched(on: boolean): 'ENABLE' | 'DISABLE' {
  return on ? 'ENABLE' : 'DISABLE';
}

type Mount = {
  readonly cfsId: string;
  readonly mountInsId: string;
  readonly remoteMountDir: string;
  readonly userGroupId: string;
  readonly userId: string;
};
/** By the folders that they are mounted at: there is one for each, and their order means nothing. */
type Mounts = Readonly<Record<string, Mount>>;

/** Who owns the files unless said; the API wants it said. @source tencent-component-toolkit src/modules/scf/utils.ts */
const userDefault = '10000';

/** @source scf-api.md CfsConfig; what else is told of a mount (IpAddress, MountVpcId …) is the platform's */
export const cfsConfig = field<Mounts>({
  member: 'CfsConfig',
  options: ['cfs'],
  wanted: ({ values }) => Object.fromEntries((values.cfs ?? []).map((mount) => [mount.localMountDir, wantedMount(mount)])),
  told: (answer) => {
    const mounts = partsIn(partIn(answer, 'CfsConfig'), 'CfsInsList');
    return Object.fromEntries(mounts.map((mount) => [textIn(mount, 'LocalMountDir'), toldMount(mount)]));
  },
  written: (value) => ({ CfsInsList: Object.entries(value).map(([dir, mount]) => writtenMount(dir, mount)) }),
  isNone: (value) => Object.keys(value).length === 0,
  differences: (before = {}, after) => differencesAt('cfs', before, after),
});

function wantedMount(mount: NonNullable<Wish['values']['cfs']>[number]): Mount {
  const { cfsId, mountInsId, remoteMountDir, userGroupId = userDefault, userId = userDefault } = mount;
  return { cfsId, mountInsId, remoteMountDir, userGroupId: String(userGroupId), userId: String(userId) };
}

function toldMount(mount: Parameters<typeof textIn>[0]): Mount {
  return {
    cfsId: textIn(mount, 'CfsId'),
    mountInsId: textIn(mount, 'MountInsId'),
    remoteMountDir: textIn(mount, 'RemoteMountDir'),
    userGroupId: textIn(mount, 'UserGroupId') || userDefault,
    userId: textIn(mount, 'UserId') || userDefault,
  };
}

function writtenMount(dir: string, { cfsId, mountInsId, remoteMountDir, userGroupId, userId }: Mount) {
  return { UserId: userId, UserGroupId: userGroupId, CfsId: cfsId, MountInsId: mountInsId, LocalMountDir: dir, RemoteMountDir: remoteMountDir };
}

/**
 * Where logs go. The platform delivers to a topic of its own when nothing is said, and then tells that one: so it is only ours when written.
 * @source tencent-component-toolkit src/modules/scf/entities/scf.ts: the service makes a topic by default
 */
export const clsLogsetId = logField('ClsLogsetId', 'logsetId');
export const clsTopicId = logField('ClsTopicId', 'topicId');

function logField(member: string, part: 'logsetId' | 'topicId') {
  return field<string>({
    member,
    options: [inside('cls', part)],
    // A topic is one of its set.
    together: ['ClsLogsetId', 'ClsTopicId'],
    wanted: ({ values }) => values.cls?.[part],
    told: (answer) => textIn(answer, member) || undefined,
    written: (value) => value,
  });
}
