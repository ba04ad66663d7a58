import type { CodeAdvice } from './cloudCodesAdvice';

/** File systems that functions mount. @source scf-api.md CreateFunction `CfsConfig`; SDK list of 2026-08-21 */
export const mountsAdvice: readonly CodeAdvice[] = [
  {
    codes: ['InvalidParameterValue.CfsId', 'ResourceNotFound.GetCfsNotMatch'],
    en: '`cfs.cfsId` of {function} is no file system in {region}: copy its ID from the CFS console of that region.',
    zh: '{function}的 `cfs.cfsId` 在{region}中没有对应的文件系统：请从该地域的 CFS 控制台复制 ID。',
  },
  {
    codes: ['InvalidParameterValue.CfsMountInsId', 'ResourceNotFound.CfsMountInsNotMatch', 'ResourceNotFound.GetCfsMountInsError'],
    en: '`cfs.mountInsId` of {function} is no mount point of `cfs.cfsId`: copy it from the mount points of that file system in the CFS console.',
    zh: '{function}的 `cfs.mountInsId` 不是 `cfs.cfsId` 的挂载点：请从 CFS 控制台该文件系统的挂载点信息中复制。',
  },
  {
    codes: ['InvalidParameterValue.CfsLocalMountDir'],
    en: '`cfs.localMountDir` of {function} must be an absolute path under which it sees the files, as in `/mnt/data`, other than those of its other mounts.',
    zh: '{function}的 `cfs.localMountDir` 须为函数内访问文件的绝对路径，例如 `/mnt/data`，且不能与其他挂载重复。',
  },
  {
    codes: ['InvalidParameterValue.CfsRemoteMountDir'],
    en: '`cfs.remoteMountDir` of {function} must be an absolute path that exists in the file system, as in `/`.',
    zh: '{function}的 `cfs.remoteMountDir` 须为文件系统中已存在的绝对路径，例如 `/`。',
  },
  {
    codes: ['InvalidParameterValue.CfsUser*'],
    en: '`cfs.userId` and `cfs.userGroupId` of {function} are numbers of a user and a group in the file system: correct them, or leave both out.',
    zh: '{function}的 `cfs.userId` 与 `cfs.userGroupId` 为文件系统中的用户与用户组编号：请修正，或都不填写。',
  },
  {
    codes: ['ResourceNotFound.CfsVpcNotMatch', 'InvalidParameterValue.VpcNotSetWhenOpenCfs'],
    en: 'A function that mounts a file system must be in its VPC: give {function} the `vpc` of the mount point in `cfs.mountInsId`.',
    zh: '挂载文件系统的函数须与其位于同一 VPC：请将{function}的 `vpc` 设为 `cfs.mountInsId` 挂载点所在的 VPC。',
  },
  {
    codes: ['ResourceNotFound.CfsStatusError', 'ResourceNotFound.CfsProtocolError'],
    en: 'The file system of {function} cannot be mounted: look at its state and its protocol in the CFS console, mount another one with `cfs.cfsId` if need be; then run `serverless-scf deploy` again.',
    zh: '{function}的文件系统当前不能挂载：请在 CFS 控制台检查其状态与协议，必要时将 `cfs.cfsId` 改为其他文件系统，然后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['InvalidParameterValue.CfsParameterDuplicate'],
    en: '`cfs` of {function} names the same mount twice: remove one, or give it another `cfs.localMountDir`.',
    zh: '{function}的 `cfs` 中有重复的挂载：请删除一项，或改用其他 `cfs.localMountDir`。',
  },
  {
    codes: ['InvalidParameterValue.Cfs*', 'ResourceNotFound.Cfs*', 'ResourceNotFound.GetCfs*'],
    en: '`cfs` of {function} is refused: `cfs.cfsId` and `cfs.mountInsId` must belong together in {region}, and `cfs.localMountDir` and `cfs.remoteMountDir` be absolute paths.',
    zh: '{function}的 `cfs` 不合规范：`cfs.cfsId` 与 `cfs.mountInsId` 须在{region}中相互对应，`cfs.localMountDir` 与 `cfs.remoteMountDir` 须为绝对路径。',
  },
  {
    codes: [
      'InvalidParameterValue.GooseFs*',
      'InvalidParameter.GooseFs*',
      'ResourceNotFound.GooseFs*',
      'InvalidParameterValue.CosFs*',
      'InvalidParameterValue.MountOption',
      'InvalidParameterValue.Permission',
      'LimitExceeded.Fs',
    ],
    en: 'The message is about a mounted file system other than `cfs`, or one too many; serverless.yml only sets `cfs`. Correct or remove it in the console of {function}, then run `serverless-scf deploy` again.',
    zh: '提示涉及 `cfs` 之外的文件系统挂载，或挂载数量超限；serverless.yml 只能配置 `cfs`。请在控制台修正或去掉{function}的该挂载，然后重新运行 `serverless-scf deploy`。',
  },
];
