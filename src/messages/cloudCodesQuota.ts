import type { CodeAdvice } from './cloudCodesAdvice';

/** The account quota, and what functions reserve of it. @source S13–S18, S26, S29, S30; scf-api.md §5.4, §7 */
export const quotaAdvice: readonly CodeAdvice[] = [
  {
    codes: ['LimitExceeded.FunctionReservedConcurrencyMemory'],
    en: '`reservedConcurrency` of {function} may be at most the account quota − {quotaFloorMB} MB − what other functions hold in {region}: lower it, or lower theirs. `serverless-scf info` shows who holds what; a ticket raises the quota.',
    zh: '{function}的 `reservedConcurrency` 最多为：账号配额 − {quotaFloorMB} MB − {region}中其他函数已占用的配额。请降低它或其他函数的配额；`serverless-scf info` 可查看占用情况，提升账号配额须提交工单。',
  },
  {
    codes: ['FailedOperation.ProvisionedExceedReserved'],
    en: 'Provisioned instances of all versions of {function} must fit into its reservation: raise `reservedConcurrency`, or lower `provisionedConcurrency`. While versions change, those of both count: `serverless-scf deploy --allow-gap` releases the old ones first.',
    zh: '{function}所有版本的预置实例之和不得超过其独占配额：请提高 `reservedConcurrency` 或降低 `provisionedConcurrency`。版本切换期间新旧版本同时计入：`serverless-scf deploy --allow-gap` 会先释放旧实例。',
  },
  {
    codes: ['PutReservedConcurrencyConfig FailedOperation.ProvisionedExceedReserved'],
    en: '`reservedConcurrency` of {function} would be less than its provisioned instances hold: lower `provisionedConcurrency` too, or give it more. Versions that are not used any more count as well; `serverless-scf info` shows them.',
    zh: '{function}的 `reservedConcurrency` 低于其预置实例已占用的配额：请同时降低 `provisionedConcurrency`，或提高独占配额。不再使用的版本同样计入；`serverless-scf info` 可查看。',
  },
  {
    codes: ['FailedOperation.ReservedInProgress'],
    en: 'An earlier change of `reservedConcurrency` of {function} is still under way; the platform takes one at a time. Run `serverless-scf deploy` again in a minute.',
    zh: '{function}的 `reservedConcurrency` 上一次改动仍在生效中，平台同时只接受一次改动。请一分钟后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['FailedOperation.TotalConcurrencyMemoryInProgress'],
    en: 'The account quota of {region} is being changed, in the console or by another deploy: wait until that is done, then run `serverless-scf deploy` again.',
    zh: '{region}的账号配额正在调整（控制台或其他部署）：请待其完成后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['FailedOperation.ReservedExceedTotal', 'LimitExceeded.TotalConcurrencyMemory'],
    en: 'The account quota must hold all that is allocated and {quotaFloorMB} MB besides: lower `reservedConcurrency` or `provisionedConcurrency` of some functions first. `serverless-scf info` shows who holds what.',
    zh: '账号配额必须容纳全部已分配的配额，并另留 {quotaFloorMB} MB：请先降低部分函数的 `reservedConcurrency` 或 `provisionedConcurrency`；`serverless-scf info` 可查看占用情况。',
  },
  {
    codes: ['LimitExceeded.UserTotalConcurrencyMemory'],
    en: 'This is more than the account may have in {region} (often {accountQuotaMB} MB): ask for less, or raise the limit with a ticket.',
    zh: '超出账号在{region}可拥有的配额（通常为 {accountQuotaMB} MB）：请减少申请量，或提交工单提升上限。',
  },
  {
    codes: ['ResourceNotFound.TotalConcurrencyMemory'],
    en: 'The account has no concurrency quota in {region}: check `provider.region`, and open the SCF console in that region once.',
    zh: '账号在{region}没有并发配额：请检查 `provider.region`，并在该地域打开一次云函数控制台。',
  },
  {
    codes: [
      'PutReservedConcurrencyConfig InvalidParameterValue',
      'PutReservedConcurrencyConfig MissingParameter',
      'PutReservedConcurrencyConfig FailedOperation',
    ],
    en: '`reservedConcurrency` of {function} must be a whole number of MB from 0 (0 switches it off), and fit into the account quota − {quotaFloorMB} MB. Check it with `serverless-scf validate --cloud`.',
    zh: '{function}的 `reservedConcurrency` 必须是不小于 0 的整数（单位 MB，0 表示停用函数），且不超过账号配额 − {quotaFloorMB} MB。请用 `serverless-scf validate --cloud` 检查。',
  },
  {
    codes: ['FailedOperation.DebugModeStatus', 'FailedOperation.DebugModeUpdateTimeOutFail'],
    en: '{function} is in debug mode, which forbids this change: end the debugging in the console, then run `serverless-scf deploy` again.',
    zh: '{function}正处于调试状态，不允许此改动：请在控制台结束调试，然后重新运行 `serverless-scf deploy`。',
  },
];
