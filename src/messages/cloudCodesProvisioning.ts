import type { CodeAdvice } from './cloudCodesAdvice';

/** Provisioned instances of versions, their schedules and their tracking. @source S21–S25, S30, S135, S136; scf-api.md §5.4, §7 */
export const provisioningAdvice: readonly CodeAdvice[] = [
  {
    codes: ['FailedOperation.ProvisionedExceedAvailable'],
    en: 'Too little is left: without `reservedConcurrency`, instances of {function} come out of the account quota − {quotaFloorMB} MB − what others hold in {region}. Lower some (`serverless-scf info` shows who holds what), or let `serverless-scf deploy --allow-gap` release the old ones first.',
    zh: '可用于预置的配额不足：未设置 `reservedConcurrency` 时，{function}的预置实例取自账号配额 − {quotaFloorMB} MB − {region}中其他函数已占用的配额。请降低部分配额（`serverless-scf info` 可查看占用情况），或用 `serverless-scf deploy --allow-gap` 先释放旧实例。',
  },
  {
    codes: ['FailedOperation.ProvisionedInProgress'],
    en: 'An earlier change of provisioned instances of {function} is still under way; the platform takes one at a time for a version. `serverless-scf info` shows how far it is; then run the command again.',
    zh: '{function}的预置实例上一次改动仍在进行中，同一版本同时只接受一次改动。`serverless-scf info` 可查看进度；完成后请重新运行命令。',
  },
  {
    codes: [
      'LimitExceeded.FunctionProvisionedConcurrencyMemory',
      'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory',
      'LimitExceeded.FunctionTotalProvisionedConcurrencyNum',
    ],
    en: '`provisionedConcurrency` of {function} is above what the account may provision for one function or version; the platform names no figure. Lower it, remove provisioned instances of old versions (`serverless-scf info` shows them), or raise the limit with a ticket.',
    zh: '{function}的 `provisionedConcurrency` 超过账号对单个函数或版本允许的预置上限，平台未给出数值。请降低它，移除旧版本的预置实例（`serverless-scf info` 可查看），或提交工单提升上限。',
  },
  {
    codes: ['LimitExceeded.MaxCapacity'],
    en: '`provisionedConcurrency.tracking.max` of {function} is above what its quota holds: `max` × `memorySize` must fit into `reservedConcurrency`, or, without one, into what is left of the account quota.',
    zh: '{function}的 `provisionedConcurrency.tracking.max` 超出配额：`max` × `memorySize` 不得超过 `reservedConcurrency`；未设置独占配额时不得超过账号的剩余配额。',
  },
  {
    codes: ['InvalidParameterValue.MinCapacity'],
    en: '`provisionedConcurrency.tracking.min` of {function} must be a whole number from 1, and not above `max`.',
    zh: '{function}的 `provisionedConcurrency.tracking.min` 必须是不小于 1 的整数，且不大于 `max`。',
  },
  {
    codes: ['InvalidParameterValue.TrackingTarget'],
    en: '`provisionedConcurrency.tracking.target` of {function} must lie between 0 and 1 without being either, as in 0.8.',
    zh: '{function}的 `provisionedConcurrency.tracking.target` 必须大于 0 且小于 1，例如 0.8。',
  },
  {
    codes: ['InvalidParameterValue.ProvisionType'],
    en: 'With `provisionedConcurrency.tracking`, {function} has no fixed number of instances besides: write `tracking` alone, or `instances` without it.',
    zh: '使用 `provisionedConcurrency.tracking` 时，{function}不能再固定实例数：请只写 `tracking`，或只写 `instances`。',
  },
  {
    codes: ['LimitExceeded.ProvisionTriggerAction'],
    en: '`provisionedConcurrency.schedule` of {function} has more entries than the platform takes (it names no figure): write fewer, or join two into one cron.',
    zh: '{function}的 `provisionedConcurrency.schedule` 条目过多（平台未给出上限）：请减少条目，或将两条合并为一条 cron。',
  },
  {
    codes: ['LimitExceeded.ProvisionTriggerInterval', 'InvalidParameterValue.TriggerCronConfigTimeInterval'],
    en: 'Entries of `provisionedConcurrency.schedule` of {function} fire too close to each other (the platform names no figure): put more time between their `cron`, and write no `*` for seconds.',
    zh: '{function}的 `provisionedConcurrency.schedule` 各条目触发间隔过短（平台未给出数值）：请拉开各条 `cron` 的时间，秒字段不要写 `*`。',
  },
  {
    codes: ['InvalidParameterValue.TriggerCronConfig'],
    en: 'A `cron` under `provisionedConcurrency.schedule` of {function} is none: seven fields are needed, second minute hour day month weekday year, as in `0 0 8 * * * *`.',
    zh: '{function}的 `provisionedConcurrency.schedule` 中有无效的 `cron`：须为七个字段（秒、分、时、日、月、周、年），例如 `0 0 8 * * * *`。',
  },
  {
    codes: ['InvalidParameterValue.ProvisionTriggerCronConfigDuplicate'],
    en: 'Two entries of `provisionedConcurrency.schedule` of {function} have the same `cron`: remove one, or change its time.',
    zh: '{function}的 `provisionedConcurrency.schedule` 中有两条 `cron` 相同：请删除一条，或改动时间。',
  },
  {
    codes: ['InvalidParameterValue.ProvisionTriggerName*'],
    en: 'A `name` under `provisionedConcurrency.schedule` of {function} is not allowed, or stands there twice: give each entry one of its own, of letters, digits, - and _.',
    zh: '{function}的 `provisionedConcurrency.schedule` 中有 `name` 不合规范或重复：请为每条取各自的名称，由字母、数字、- 与 _ 组成。',
  },
  {
    codes: ['InvalidParameterValue.TriggerProvisionedConcurrencyNum'],
    en: '`instances` under `provisionedConcurrency.schedule` of {function} must be a whole number from 0, and fit into its quota.',
    zh: '{function}的 `provisionedConcurrency.schedule` 中 `instances` 必须是不小于 0 的整数，且不超过配额。',
  },
  {
    codes: ['FailedOperation.ProvisionCreateTimer', 'FailedOperation.ProvisionDeleteTimer'],
    en: 'The platform could not change the timers behind `provisionedConcurrency.schedule` of {function}: run `serverless-scf deploy` again; if it goes on, take the schedule out, deploy, and put it back.',
    zh: '平台未能更改{function}的 `provisionedConcurrency.schedule` 所用的定时器：请重新运行 `serverless-scf deploy`；如仍失败，请先去掉 schedule 部署一次，再加回。',
  },
  {
    codes: ['PutProvisionedConcurrencyConfig InvalidParameterValue.Qualifier', 'DeleteProvisionedConcurrencyConfig InvalidParameterValue.Qualifier'],
    en: 'Only published versions have provisioned instances, neither `$LATEST` nor an alias: `serverless-scf deploy` publishes one for {function}; `serverless-scf info` shows the versions that there are.',
    zh: '只有已发布的版本才能设置预置实例，`$LATEST` 与别名都不行：`serverless-scf deploy` 会为{function}发布版本；`serverless-scf info` 可查看现有版本。',
  },
  {
    codes: ['PutProvisionedConcurrencyConfig InvalidParameterValue', 'PutProvisionedConcurrencyConfig MissingParameter'],
    en: '`provisionedConcurrency` of {function} is refused, and the code does not say why: it must be a multiple of `memorySize` in MB, or `instances`. Check it with `serverless-scf validate --cloud`.',
    zh: '{function}的 `provisionedConcurrency` 被拒绝，错误码未说明原因：按 MB 写时须为 `memorySize` 的整数倍，或改写 `instances`。请用 `serverless-scf validate --cloud` 检查。',
  },
  {
    codes: ['DeleteProvisionedConcurrencyConfig FailedOperation'],
    en: 'The platform could not end provisioned instances of {function}, which cost money while they run: see them with `serverless-scf info`, then run the command again.',
    zh: '平台未能结束{function}的预置实例，其运行期间会产生费用：请用 `serverless-scf info` 查看，然后重新运行命令。',
  },
];
