import type { CodeAdvice } from './cloudCodesAdvice';

/** What a function is connected with: networks, addresses, logs, roles, layers, dead-letter queues. @source S66, S73, S80, S150; scf-api.md §6 */
export const networkAdvice: readonly CodeAdvice[] = [
  {
    codes: ['ResourceNotFound.Vpc', 'InvalidParameterValue.Vpc'],
    en: '`vpc.vpcId` or `vpc.subnetId` of {function} does not exist in {region}, or the subnet is in another VPC: copy both from the VPC console of that region.',
    zh: '{function}的 `vpc.vpcId` 或 `vpc.subnetId` 在{region}中不存在，或子网不属于该 VPC：请从该地域的私有网络控制台复制。',
  },
  {
    codes: ['UnsupportedOperation.VpcConfig'],
    en: '`vpc` does not go together with another setting of {function}, which the code does not name: remove `vpc`, or `eip` and `intranetIpFixed`, and deploy again.',
    zh: '`vpc` 与{function}的其他设置不兼容，错误码未说明是哪一项：请去掉 `vpc`，或去掉 `eip` 与 `intranetIpFixed`，然后重新部署。',
  },
  {
    codes: ['FailedOperation.CallNetDeployFailed'],
    en: 'The platform could not connect {function} with its network: check that `vpc.subnetId` still exists and has free addresses, then run the command again.',
    zh: '平台未能为{function}配置网络：请确认 `vpc.subnetId` 仍然存在且有空闲 IP，然后重新运行命令。',
  },
  {
    codes: ['InvalidParameterValue.EipConfig', 'UnsupportedOperation.EipFixed', 'LimitExceeded.Eip'],
    en: 'The fixed public address of {function} is refused, or the account has no more of them: check `eip` together with `publicAccess` and `vpc`. Remove `eip`, take it from another function, or raise the limit with a ticket.',
    zh: '{function}的固定公网 IP 不被支持，或账号的 IP 数量已用尽：请检查 `eip` 与 `publicAccess`、`vpc` 的组合；可去掉 `eip`，从其他函数收回，或提交工单提升上限。',
  },
  {
    codes: ['InvalidParameterValue.PublicNetConfig'],
    en: '`publicAccess` and `eip` of {function} are refused, and the platform does not say why: a fixed public address is for functions with public access, so remove `eip`, or write `publicAccess: true`.',
    zh: '{function}的 `publicAccess` 与 `eip` 被拒绝，平台未说明原因：固定公网 IP 面向开启公网访问的函数，请去掉 `eip` 或写 `publicAccess: true`。',
  },
  {
    codes: ['LimitExceeded.IntraIp'],
    en: 'The account has as many fixed addresses in VPCs as it may: remove `intranetIpFixed` from {function} or from others, or raise the limit with a ticket.',
    zh: '账号的固定内网 IP 数量已达上限：请去掉{function}或其他函数的 `intranetIpFixed`，或提交工单提升上限。',
  },
  {
    codes: [
      'ResourceNotFound.Role',
      'FailedOperation.QcsRoleNotFound',
      'FailedOperation.CallRoleFailed',
      'InternalError.GetRoleError',
      'InternalError.GetStsTokenFailed',
    ],
    en: 'The platform cannot take on the role of {function}: `role` must name a role in CAM of this account which trusts SCF. Correct the name, create it, or run the command again if it is new.',
    zh: '平台无法使用{function}的运行角色：`role` 须为当前账号访问管理（CAM）中信任云函数的角色名。请修正或创建角色；角色刚创建时请稍后重试。',
  },
  {
    codes: ['InvalidParameterValue.ClsRole'],
    en: 'Logs cannot be delivered to another place without `role`: give {function} a `role` that may write to CLS, or leave `cls` as it was.',
    zh: '更改日志投递须设置 `role`：请为{function}设置有权写入 CLS 的 `role`，或恢复原来的 `cls`。',
  },
  {
    codes: ['InvalidParameterValue.Cls'],
    en: '`cls.logsetId` and `cls.topicId` of {function} must exist in {region} and belong together: copy both from the CLS console, or remove `cls` to use the default topic.',
    zh: '{function}的 `cls.logsetId` 与 `cls.topicId` 须存在于{region}且相互对应：请从 CLS 控制台复制，或去掉 `cls` 以使用默认主题。',
  },
  {
    codes: ['FailedOperation.ClsServiceUnregistered'],
    en: 'The account has not activated CLS, where logs are delivered: open the CLS console once with this account, then run `serverless-scf deploy` again.',
    zh: '账号尚未开通日志服务（CLS），无法投递日志：请用该账号登录一次 CLS 控制台，然后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['ResourceNotFound.Layer*'],
    en: 'A layer of {function} does not exist in {region}: check `name` and `version` under `layers` with the layers in the console; layers exist once per region.',
    zh: '{function}的某个层在{region}中不存在：请与控制台中的层核对 `layers` 的 `name` 与 `version`；层按地域分别创建。',
  },
  {
    codes: ['InvalidParameterValue.Layers'],
    en: '`layers` of {function} may hold {layers}, each with `name` and `version`, none twice, and made for its `runtime`: correct the list.',
    zh: '{function}的 `layers` 最多 {layers} 个，每项含 `name` 与 `version`，不能重复，且须支持其 `runtime`：请修正列表。',
  },
  {
    codes: ['InvalidParameterValue.DeadLetterConfig'],
    en: '`deadLetter` of {function} is refused: `deadLetter.type` is topic or queue, `deadLetter.name` one that exists in {region}, and `deadLetter.filterType` is for topics only.',
    zh: '{function}的 `deadLetter` 不合规范：`deadLetter.type` 为 topic 或 queue，`deadLetter.name` 须存在于{region}，`deadLetter.filterType` 仅用于 topic。',
  },
  {
    codes: ['CreateFunction ResourceNotFound.Cmq', 'UpdateFunctionConfiguration ResourceNotFound.Cmq'],
    en: 'The dead-letter queue of {function} does not exist in {region}: correct `deadLetter.name` (and `deadLetter.type`), or create it first.',
    zh: '{function}的死信队列在{region}中不存在：请修正 `deadLetter.name`（及 `deadLetter.type`），或先创建它。',
  },
  {
    codes: ['UpdateFunctionEventInvokeConfig UnsupportedOperation.VpcConfig', 'UpdateFunctionEventInvokeConfig UnsupportedOperation.EipFixed'],
    en: 'The network of {function} does not allow this retry setting, and the code does not say why: take `vpc` or `eip` out, or leave `retryNum` and `msgTTL` as they were.',
    zh: '{function}的网络设置不支持此重试配置，错误码未说明原因：请去掉 `vpc` 或 `eip`，或不再改动 `retryNum` 与 `msgTTL`。',
  },
];
