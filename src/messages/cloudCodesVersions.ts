import type { CodeAdvice } from './cloudCodesAdvice';

/** Versions and aliases. @source S21, S140–S144; scf-api.md §5.3 */
export const versionsAdvice: readonly CodeAdvice[] = [
  {
    codes: ['ResourceNotFound.Version', 'ResourceNotFound.FunctionVersion', 'ResourceNotFound.Qualifier'],
    en: '{function} has no such version or alias (any more): `serverless-scf info` lists them. In a trigger correct its `qualifier`; a plan that is older than the deletion has to be made anew with `serverless-scf plan`.',
    zh: '{function}没有（或已删除）该版本或别名：`serverless-scf info` 可列出。触发器请修正 `qualifier`；删除之前生成的计划请用 `serverless-scf plan` 重新生成。',
  },
  {
    codes: ['InvalidParameterValue.Qualifier'],
    en: 'A qualifier is `$LATEST`, `$DEFAULT`, a version number or an alias of {function}, and not each is allowed for {action}: choose one that `serverless-scf info` lists.',
    zh: '版本限定符应为 `$LATEST`、`$DEFAULT`、{function}的版本号或别名，且 {action} 未必支持每一种：请从 `serverless-scf info` 列出的结果中选择。',
  },
  {
    codes: ['LimitExceeded.FunctionVersions'],
    en: '{function} has as many versions as it may, {versions} unless that was raised: delete some that nobody uses in the console, then run `serverless-scf deploy` again. Only `provisionedConcurrency` makes it publish.',
    zh: '{function}的版本数量已达上限（未提升时为 {versions} 个）：请在控制台删除不再使用的版本，然后重新运行 `serverless-scf deploy`。仅设置了 `provisionedConcurrency` 时才会发布版本。',
  },
  {
    codes: [
      'FailedOperation.PublishVersion',
      'UnsupportedOperation.PublishVersion',
      'PublishVersion UnsupportedOperation',
      'PublishVersion ResourceInUse',
    ],
    en: 'A version can be published only while {function} is Active: `serverless-scf info` shows its state; then run `serverless-scf deploy` again, which goes on from here.',
    zh: '{function}为 Active 状态时才能发布版本：`serverless-scf info` 可查看状态；随后请重新运行 `serverless-scf deploy`，将从此处继续。',
  },
  {
    codes: ['UnsupportedOperation.AliasBind'],
    en: 'An alias of {function} still leads to this version: move it with `serverless-scf rollback` or in the console, then delete the version again.',
    zh: '{function}的别名仍指向该版本：请用 `serverless-scf rollback` 或在控制台切换别名，再删除该版本。',
  },
  {
    codes: ['ResourceNotFound.Alias'],
    en: '{function} has no such alias: `serverless-scf info` shows the aliases; `$DEFAULT` exists always, others are made in the console.',
    zh: '{function}没有该别名：`serverless-scf info` 可查看别名；`$DEFAULT` 始终存在，其他别名在控制台创建。',
  },
  {
    codes: ['ResourceInUse.Alias', 'CreateAlias ResourceInUse', 'UpdateAlias ResourceInUse'],
    en: 'The alias of {function} exists already, or is being changed by somebody else: run the command again, which then uses the one that is there.',
    zh: '{function}的该别名已存在，或正被他人修改：请重新运行命令，届时会使用现有别名。',
  },
  {
    codes: ['LimitExceeded.Alias'],
    en: '{function} has as many aliases as it may (the platform names no figure): delete some that nobody uses in the console, then run the command again.',
    zh: '{function}的别名数量已达上限（平台未给出数值）：请在控制台删除不再使用的别名，然后重新运行命令。',
  },
  {
    codes: ['InvalidParameterValue.Alias', 'FailedOperation.DeleteAlias'],
    en: 'The alias cannot be deleted; `$DEFAULT` never can. Leave it, or move it to another version with `serverless-scf rollback`.',
    zh: '该别名不能删除；`$DEFAULT` 始终不能删除。请保留它，或用 `serverless-scf rollback` 指向其他版本。',
  },
  {
    codes: ['InvalidParameterValue.RoutingConfig', 'InvalidParameter.RoutingConfig', 'InvalidParameterValue.AdditionalVersionWeights'],
    en: 'An alias leads to one version and at most one more, with a weight from 0 to 1 or by rule, but not both: correct the alias of {function} in the console, then run the command again, which sends all traffic to one version.',
    zh: '别名指向一个主版本，最多再加一个版本，按 0 至 1 的权重或按规则路由，二者不能并用：请在控制台修正{function}的别名，然后重新运行命令（会将全部流量指向一个版本）。',
  },
  {
    codes: [
      'FailedOperation.CreateAlias',
      'FailedOperation.UpdateAlias',
      'FailedOperation.GetAlias',
      'CreateAlias FailedOperation',
      'UpdateAlias FailedOperation',
    ],
    en: 'The platform could not do it to the alias of {function} and does not say why; traffic goes where it went before. See it with `serverless-scf info`, then run the command again.',
    zh: '平台未能处理{function}的别名且未说明原因；流量仍按原别名路由。请用 `serverless-scf info` 查看，然后重新运行命令。',
  },
  {
    codes: [
      'PublishVersion InvalidParameterValue.Description',
      'CreateAlias InvalidParameterValue.Description',
      'UpdateAlias InvalidParameterValue.Description',
    ],
    en: 'The description of the version or alias of {function} is refused; it may have {descriptionCharacters} characters. serverless-scf writes the one of versions itself: update it, and report this with the RequestId.',
    zh: '{function}的版本或别名描述不合规范，最多 {descriptionCharacters} 个字符。版本描述由 serverless-scf 自动填写：请升级它，并携带 RequestId 反馈。',
  },
];
