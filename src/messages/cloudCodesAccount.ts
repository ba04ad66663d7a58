import type { CodeAdvice } from './cloudCodesAdvice';

/** Keys, permissions, the account, and requests as such. @source scf-api.md §3; SDK list of 2026-08-21 */
export const accountAdvice: readonly CodeAdvice[] = [
  {
    codes: ['AuthFailure.SecretIdNotFound', 'AuthFailure.InvalidSecretId'],
    en: 'Tencent Cloud does not know this SecretId, or it is disabled or deleted: compare `TENCENTCLOUD_SECRET_ID` (or the profile in `~/.tencentcloud/credentials`) with the API keys in the CAM console.',
    zh: '腾讯云没有这个 SecretId，或它已被禁用、删除：请将 `TENCENTCLOUD_SECRET_ID`（或 `~/.tencentcloud/credentials` 中的配置）与访问管理（CAM）控制台的 API 密钥核对。',
  },
  {
    codes: ['AuthFailure.SignatureFailure'],
    en: 'The SecretKey does not belong to the SecretId: copy `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY` again from one key, without blanks. If they are right, something in between changes requests: check the proxy.',
    zh: 'SecretKey 与 SecretId 不匹配：请从同一个密钥重新复制 `TENCENTCLOUD_SECRET_ID` 与 `TENCENTCLOUD_SECRET_KEY`，不要带空格。若密钥无误，则请求可能被中间设备改动：请检查代理。',
  },
  {
    codes: ['AuthFailure.SignatureExpire*'],
    en: "A request's time may be at most 300 s from Tencent Cloud's: set this machine's clock.",
    zh: '请求时间与腾讯云时间最多相差 300 秒：请校准本机时钟。',
  },
  {
    codes: ['AuthFailure.TokenFailure', 'FailedOperation.AuthFailure'],
    en: 'The token of the temporary key is missing, wrong or over: get new temporary keys, and set `TENCENTCLOUD_SESSION_TOKEN` together with the id and the key.',
    zh: '临时密钥的 Token 缺失、错误或已过期：请重新获取临时密钥，并同时设置 `TENCENTCLOUD_SESSION_TOKEN` 与 SecretId、SecretKey。',
  },
  {
    codes: [
      'AssumeRole ResourceNotFound*',
      'AssumeRole InvalidParameter*',
      'AssumeRole InvalidParameter.ParamError',
      'AssumeRole InternalError.GetRoleError',
      'AssumeRole InternalError.IllegalRole',
    ],
    en: 'The role of `TENCENTCLOUD_ASSUME_ROLE_ARN` cannot be taken on: it must be as in `qcs::cam::uin/100000000001:roleName/deployer`, exist in that account, and trust the account of this key.',
    zh: '无法扮演 `TENCENTCLOUD_ASSUME_ROLE_ARN` 指定的角色：格式须如 `qcs::cam::uin/100000000001:roleName/deployer`，角色须存在于该账号，并信任当前密钥所属的账号。',
  },
  {
    codes: ['AuthFailure.MFAFailure', 'AssumeRole FailedOperation*'],
    en: 'The account asks for a second factor, which a command cannot give: deploy with the key of a sub-account or role that needs none.',
    zh: '账号要求多因子验证（MFA），命令行无法提供：请使用无需 MFA 的子账号或角色的密钥部署。',
  },
  {
    codes: ['AuthFailure*'],
    en: 'Check that the SecretId and SecretKey belong together, are enabled, and that a temporary key is used with its token.',
    zh: '请检查 SecretId 与 SecretKey 是否匹配、是否已启用；临时密钥须同时提供 Token。',
  },
  {
    codes: [
      'AuthFailure.UnauthorizedOperation*',
      'UnauthorizedOperation*',
      'UnauthorizedOperation.CAM',
      'UnauthorizedOperation.CreateTrigger',
      'UnauthorizedOperation.DeleteTrigger',
      'UnauthorizedOperation.DeleteFunction',
      'UnauthorizedOperation.UpdateFunctionCode',
      'UnauthorizedOperation.UpdateTriggerStatus',
    ],
    en: 'Let an administrator of the account allow the action `{permission}` for this key in CAM; then run the command again.',
    zh: '请账号管理员在访问管理（CAM）中为该密钥授予 `{permission}` 权限，然后重新运行命令。',
  },
  {
    codes: ['UnsupportedRegion', 'UnauthorizedOperation.Region', 'InvalidParameterValue.Region', 'UnsupportedOperation.NotSupportRegion'],
    en: 'Check `provider.region` and `--region`: SCF does not exist in all regions, nor is every account open for all.',
    zh: '请检查 `provider.region` 与 `--region`：并非所有地域都提供云函数，账号也未必开通了所有地域。',
  },
  {
    codes: ['RequestLimitExceeded*'],
    en: 'Others use up the request rate of {action}; the request was tried again several times. Wait a minute, run no other deploy of the account beside it, then try again.',
    zh: '{action} 的请求频率已被占满，且多次重试未果。请等待一分钟，避免同一账号同时进行其他部署，然后重试。',
  },
  {
    codes: ['RequestLimitExceeded.IPLimitExceeded'],
    en: "Too many requests come from this machine's address, perhaps from others behind the same proxy: wait a minute, then try again.",
    zh: '来自本机 IP 的请求过多，也可能来自同一代理后的其他机器：请等待一分钟后重试。',
  },
  {
    codes: ['InternalError*'],
    en: 'The fault is on the side of Tencent Cloud. Try again later; its support asks for the RequestId.',
    zh: '这是腾讯云内部错误。请稍后重试；联系技术支持时请提供 RequestId。',
  },
  {
    codes: ['ResourceUnavailable.InsufficientBalance', 'FailedOperation.InsufficientBalance', 'FailedOperation.AccountInsufficient'],
    en: 'The account is in arrears: top it up in the billing centre; once {function} is available again, run the command again.',
    zh: '账号已欠费：请在费用中心充值，待{function}恢复可用后重新运行命令。',
  },
  {
    codes: ['ResourceUnavailable.ServiceSuspended', 'FailedOperation.ServiceClosed', 'OperationDenied.AccountIsolate'],
    en: 'SCF is suspended for this account: the console says why (arrears above all). Settle that there, then run the command again.',
    zh: '当前账号的云函数服务已停用：控制台会说明原因（多为欠费）。请先在控制台处理，再重新运行命令。',
  },
  {
    codes: ['OperationDenied.AccountNotExists'],
    en: 'The service does not know this account: check whose key is used, and open the SCF console (for logs, that of CLS) once with this account to activate it.',
    zh: '服务中没有这个账号：请确认所用密钥的归属，并用该账号登录一次云函数控制台（日志则为 CLS 控制台）以开通服务。',
  },
  {
    codes: ['FailedOperation.UnOpenedService', 'FailedOperation.OpenService'],
    en: 'The account has not activated what {action} needs: open the SCF console with this account and activate it; if the console offers no way, ask for it with a ticket.',
    zh: '账号尚未开通 {action} 所需的服务：请用该账号登录云函数控制台开通；如控制台没有入口，请提交工单申请。',
  },
  {
    codes: ['LimitExceeded'],
    en: 'A limit of the account is reached in {region}, and the code does not say which: `serverless-scf info` shows what functions hold; ask for less, or raise the limit that the message names with a ticket.',
    zh: '账号在{region}的某项上限已用尽，错误码未说明是哪一项：`serverless-scf info` 可查看各函数的占用。请减少用量，或就提示所指的上限提交工单。',
  },
  {
    codes: ['ResourceUnavailable'],
    en: 'What {action} needs cannot be used now, and the code does not say what: look in the console whether the account is in arrears and the state of {function}, then run the command again.',
    zh: '{action} 所需的资源当前不可用，错误码未说明是哪一项：请在控制台检查账号是否欠费以及{function}的状态，然后重新运行命令。',
  },
  {
    codes: ['GetAccount UnsupportedOperation', 'CreateNamespace UnsupportedOperation'],
    en: 'The platform does not offer {action} to this account in {region}: open the SCF console there once, and check `provider.region`; if both are right, give support the RequestId.',
    zh: '平台未向当前账号在{region}提供 {action}：请在该地域打开一次云函数控制台，并检查 `provider.region`；如均无误，请携带 RequestId 联系技术支持。',
  },
  {
    codes: ['ResourcesSoldOut*', 'ResourceInsufficient', 'FailedOperation.InsufficientResources'],
    en: '{region} has no machines left for this: try again later, ask for fewer instances or less `memorySize`, or deploy to another region with `--region`.',
    zh: '{region}的资源已售罄：请稍后重试，减少实例数或 `memorySize`，或用 `--region` 部署到其他地域。',
  },
  {
    codes: ['InvalidAction', 'NoSuchVersion', 'UnsupportedProtocol', 'ActionOffline', 'InvalidParameterValue.Action'],
    en: 'What answers at the endpoint does not offer {action} in this way: leave `--endpoint` out, or point it at an SCF API; if it is the real one, update serverless-scf.',
    zh: '所访问的地址不支持 {action} 的这种调用方式：请去掉 `--endpoint`，或将其指向云函数 API；如果访问的就是腾讯云，请升级 serverless-scf。',
  },
  {
    codes: ['UnknownParameter*', 'InvalidParameterValue.Stamp', 'InvalidParameterValue.Limit'],
    en: 'This is nothing that serverless.yml sets: the API has changed, or something else answers at the endpoint. Check `--endpoint`, update serverless-scf, and report it with the RequestId if it stays.',
    zh: '该参数并非来自 serverless.yml：可能是 API 已变化，或响应方不是腾讯云。请检查 `--endpoint` 并升级 serverless-scf；如仍出现，请携带 RequestId 反馈。',
  },
  {
    codes: [
      'InvalidParameterValue.Offset',
      'InvalidParameterValue.Order*',
      'InvalidParameterValue.Filters',
      'InvalidParameterValue.SearchKey',
      'InvalidParameterValue.QueryVersion',
    ],
    en: 'The way a list was asked for is refused, which serverless.yml does not set: check `--endpoint`, update serverless-scf, and report it with the RequestId if it stays.',
    zh: '查询列表的方式被拒绝，与 serverless.yml 无关：请检查 `--endpoint` 并升级 serverless-scf；如仍出现，请携带 RequestId 反馈。',
  },
  {
    codes: ['RequestSizeLimitExceeded', 'ResponseSizeLimitExceeded'],
    en: 'Request or answer is larger than the API takes. Of a deploy that is the code: leave files out with `package.patterns`, or move them into `layers`; of an invocation it is the event, at most {syncEventMB} MB.',
    zh: '请求或响应超过 API 允许的大小。部署时通常是代码过大：请用 `package.patterns` 排除文件，或移入 `layers`；调用时则是事件过大，上限为 {syncEventMB} MB。',
  },
  {
    codes: ['DryRunOperation'],
    en: 'The request was only tried, and would have been done: nothing has changed. Run the command again without a dry run.',
    zh: '本次只是试运行，请求本可成功：没有任何改动。请去掉试运行后重新执行。',
  },
  {
    codes: ['UnsupportedOperation', 'OperationDenied'],
    en: 'The platform does not say what it is that it does not support; a new option of {function} is the likeliest. `serverless-scf plan` shows what would change: take it out of serverless.yml one by one.',
    zh: '平台未说明不支持的是什么，最可能是{function}新增的选项。`serverless-scf plan` 会列出改动：请在 serverless.yml 中逐项去掉后重试。',
  },
];
