import type { CodeAdvice } from './cloudCodesAdvice';

/** Logs and states of requests. @source S73; scf-api.md §5.6 */
export const logsAdvice: readonly CodeAdvice[] = [
  {
    codes: ['FailedOperation.TopicNotExist', 'InvalidParameter.Cls', 'ResourceNotFound.TopicNotExist', 'FailedOperation.TopicIsolated'],
    en: 'The log topic of {function} does not exist, or cannot be used: set `cls.logsetId` and `cls.topicId` to a topic of {region}, deploy, and look again after the next invocation.',
    zh: '{function}的日志主题不存在或不可用：请将 `cls.logsetId` 与 `cls.topicId` 设为{region}的主题并部署，下一次调用后再查看。',
  },
  {
    codes: [
      'FailedOperation.QueryError',
      'InternalError.Search*',
      'InternalError.ES',
      'FailedOperation.SearchTimeout',
      'SearchLog FailedOperation*',
      'SearchLog LimitExceeded*',
    ],
    en: 'The search in the logs of {function} failed: try again, with a shorter span (a later `--startTime`) or without `--filter`.',
    zh: '查询{function}的日志失败：请重试，缩短时间范围（更晚的 `--startTime`）或去掉 `--filter`。',
  },
  {
    codes: ['InvalidParameter.RoleCheck', 'ResourceNotFound.RoleCheck'],
    en: 'The platform could not read the logs of {function} with its role: check `role` in CAM, or look at the topic in the CLS console.',
    zh: '平台无法以运行角色读取{function}的日志：请在访问管理（CAM）中检查 `role`，或在 CLS 控制台查看该主题。',
  },
  {
    codes: ['InvalidParameterValue.DateTime', 'InvalidParameterValue.StartTime*'],
    en: 'The span of time is refused: it has a start and a later end, and is a day at most. Give another `--startTime`, such as `15m`.',
    zh: '时间范围不合规范：须有开始与更晚的结束时间，且最长一天。请改用其他 `--startTime`，例如 `15m`。',
  },
  {
    codes: ['LimitExceeded.Offset', 'GetFunctionLogs InvalidParameterValue.Offset'],
    en: 'There are more lines in this span than one query reaches: choose a later `--startTime`, or one request with `--request-id`.',
    zh: '该时间范围内的日志超过单次查询可达的数量：请使用更晚的 `--startTime`，或用 `--request-id` 指定单个请求。',
  },
  {
    codes: [
      'FailedOperation.SyntaxError',
      'SearchLog InvalidParameter',
      'SearchLog InvalidParameter*',
      'SearchLog OperationDenied',
      'SearchLog OperationDenied*',
    ],
    en: 'CLS does not understand the search, or does not allow it for this topic: leave `--filter` out, and look whether the topic in `cls.topicId` has an index in the CLS console.',
    zh: 'CLS 无法识别该检索语句，或该主题不支持检索：请去掉 `--filter`，并在 CLS 控制台确认 `cls.topicId` 的主题已开启索引。',
  },
  {
    codes: ['GetRequestStatus FailedOperation', 'GetRequestStatus InvalidParameterValue'],
    en: 'The state of this request of {function} cannot be told: check the RequestId, and look for it with `serverless-scf logs`.',
    zh: '无法给出{function}的该请求状态：请检查 RequestId，并用 `serverless-scf logs` 查找。',
  },
  {
    codes: [
      'GetMonitorData FailedOperation*',
      'GetMonitorData InvalidParameterValue',
      'GetMonitorData InvalidParameter*',
      'GetMonitorData LimitExceeded*',
      'GetMonitorData UnsupportedOperation',
    ],
    en: 'The monitor does not give these figures of {function}: ask for a shorter span with `serverless-scf metrics` and a later `--startTime`, and check that the account has Cloud Monitor and is not in arrears.',
    zh: '云监控未给出{function}的这些指标：请在 `serverless-scf metrics` 中用更晚的 `--startTime` 缩短范围，并确认账号已开通云监控且未欠费。',
  },
  {
    codes: ['InvalidParameterValue.FunctionRequestId'],
    en: 'A RequestId is a UUID, as an invocation prints it: copy it again; `serverless-scf logs` shows those of {function}.',
    zh: 'RequestId 为调用时输出的 UUID：请重新复制；`serverless-scf logs` 可查看{function}的 RequestId。',
  },
  {
    codes: [
      'InvalidParameterValue.RetCode',
      'GetFunctionLogs InvalidParameterValue.Order*',
      'GetFunctionLogs InvalidParameterValue.FunctionType',
      'GetFunctionLogs InvalidParameterValue.ImageType',
      'GetFunctionLogs InvalidParameter.ParamError',
      'GetFunctionLogs InvalidParameter.Payload',
      'GetFunctionLogs InvalidParameterValue',
      'GetFunctionLogs FailedOperation',
      'GetFunctionLogs UnsupportedOperation',
    ],
    en: 'The logs of {function} cannot be asked for in this way; the real service has retired GetFunctionLogs. Set `cls`, deploy, and use `serverless-scf logs`, which then reads the topic itself.',
    zh: '不能以这种方式查询{function}的日志；云端的 GetFunctionLogs 已下线。请设置 `cls` 并部署，然后使用 `serverless-scf logs` 直接读取日志主题。',
  },
];
