import type { CodeAdvice } from './cloudCodesAdvice';

/** Asynchronous events: those that run, and how they are tried again. @source S54, S58, S81–S85; scf-api.md §5.5 */
export const eventsAdvice: readonly CodeAdvice[] = [
  {
    codes: ['FailedOperation.AsyncEventStatus'],
    en: 'Only an event that is RUNNING can be terminated; this one has ended, or does not run yet. `serverless-scf events list --remote` shows the events and how they ended.',
    zh: '只有 RUNNING 状态的事件可以终止；该事件已结束或尚未运行。`serverless-scf events list --remote` 可查看事件及其结果。',
  },
  {
    codes: ['GetAsyncEventStatus FailedOperation.AsyncEventStatus'],
    en: 'The platform cannot tell the state of this event at the moment: ask again in a few seconds, or see `serverless-scf events list --remote`.',
    zh: '平台暂时无法给出该事件的状态：请几秒后重试，或用 `serverless-scf events list --remote` 查看。',
  },
  {
    codes: ['ResourceNotFound.AsyncEvent'],
    en: 'No such event is known in {region}: an event is kept {retentionDays} days after its end, and only of functions with `asyncRunEnable`, for lists with `traceEnable`, too. Check the RequestId and `--region`, or see `serverless-scf events list --remote`.',
    zh: '{region}中没有该事件：事件结束后保留 {retentionDays} 天，且仅限开启 `asyncRunEnable` 的函数，列表还需开启 `traceEnable`。请检查 RequestId 与 `--region`，或用 `serverless-scf events list --remote` 查看。',
  },
  {
    codes: ['LimitExceeded.RetryNum'],
    en: '`retryNum` of {function} must be a whole number from 0 to {retryNum}.',
    zh: '{function}的 `retryNum` 须为 0 至 {retryNum} 的整数。',
  },
  {
    codes: ['LimitExceeded.MsgTTL'],
    en: '`msgTTL` of {function} must be {msgTtlMinSec} to {msgTtlMaxSec} s.',
    zh: '{function}的 `msgTTL` 须为 {msgTtlMinSec} 至 {msgTtlMaxSec} 秒。',
  },
  {
    codes: [
      'InvalidParameterValue.AsyncTriggerConfig',
      'UpdateFunctionEventInvokeConfig InvalidParameterValue',
      'UpdateFunctionEventInvokeConfig MissingParameter',
      'UpdateFunctionEventInvokeConfig FailedOperation',
    ],
    en: 'How events of {function} are tried again is refused: `retryNum` is 0 to {retryNum}, `msgTTL` {msgTtlMinSec} to {msgTtlMaxSec} s. If both are right, see its state with `serverless-scf info` and deploy again.',
    zh: '{function}的异步重试配置被拒绝：`retryNum` 为 0 至 {retryNum}，`msgTTL` 为 {msgTtlMinSec} 至 {msgTtlMaxSec} 秒。如均无误，请用 `serverless-scf info` 查看状态后重新部署。',
  },
  {
    codes: ['UnsupportedOperation.UpdateFunctionEventInvokeConfig'],
    en: 'The platform does not support this retry setting for {function}; with `asyncRunEnable`, errors of a run are not tried again. Remove `retryNum` and `msgTTL`, then run `serverless-scf deploy` again.',
    zh: '平台不支持{function}的此重试配置；开启 `asyncRunEnable` 后执行出错不会重试。请去掉 `retryNum` 与 `msgTTL`，然后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: [
      'ListAsyncEvents InvalidParameterValue.InvokeType',
      'ListAsyncEvents InvalidParameterValue.Status',
      'InvalidParameterValue.InvokeType',
      'InvalidParameterValue.Status',
    ],
    en: 'Events of {function} cannot be filtered so: a state is RUNNING, FINISHED, FAILED or ABORTED. `serverless-scf events list --remote` without filters shows all of them.',
    zh: '不能这样筛选{function}的事件：状态为 RUNNING、FINISHED、FAILED 或 ABORTED。不带筛选的 `serverless-scf events list --remote` 可列出全部事件。',
  },
  {
    codes: ['ListAsyncEvents InvalidParameterValue.Limit', 'ListAsyncEvents InvalidParameterValue.Order'],
    en: 'The list was asked for in a way that the platform does not take (at most 100 events at a time): narrow it down with `serverless-scf events list --remote`, or update serverless-scf.',
    zh: '平台不接受这样的列表查询（每次最多 100 个事件）：请用 `serverless-scf events list --remote` 缩小范围，或升级 serverless-scf。',
  },
];
