import type { CodeAdvice } from './cloudCodesAdvice';

/** Invocations. @source S20, S63, S143, S150; scf-api.md §5.1 */
export const invocationAdvice: readonly CodeAdvice[] = [
  {
    codes: ['LimitExceeded.Quota'],
    en: '{function} has no quota left at the moment: wait until others have ended, raise `reservedConcurrency` (0 switches it off), or invoke with `--type Event`, which waits. `serverless-scf metrics` shows how much is used.',
    zh: '{function}当前没有可用配额：请等待其他调用结束，提高 `reservedConcurrency`（0 表示停用），或用 `--type Event` 异步调用以排队。`serverless-scf metrics` 可查看用量。',
  },
  {
    codes: ['InvalidParameter.RequestTooLarge'],
    en: 'The event is too large: {syncEventMB} MB for a synchronous call, {asyncEventKB} KB for an asynchronous one. Put the data into COS and send its name.',
    zh: '事件过大：同步调用上限 {syncEventMB} MB，异步调用上限 {asyncEventKB} KB。请将数据放入 COS，仅传递其名称。',
  },
  {
    codes: ['InvalidParameterValue.Param', 'InvalidParameterValue.ClientContext'],
    en: 'The event must be JSON: check `--data` or `--path`, or let `--raw` send the text as a JSON string.',
    zh: '事件必须是 JSON：请检查 `--data` 或 `--path`，或用 `--raw` 将文本作为 JSON 字符串发送。',
  },
  {
    codes: ['FailedOperation.InvokeFunction'],
    en: 'The platform could not invoke {function}: `serverless-scf info` shows its state, `serverless-scf logs` what it wrote. Invoke it again when it is Active; it may have run in spite of this.',
    zh: '平台未能调用{function}：`serverless-scf info` 可查看状态，`serverless-scf logs` 可查看日志。待其为 Active 后再次调用；该次调用仍可能已执行。',
  },
  {
    codes: ['InvokeFunction InvalidParameterValue.FunctionType'],
    en: 'A Web function takes HTTP requests, not events: call {function} by the address that `serverless-scf info` shows.',
    zh: 'Web 函数接收 HTTP 请求而不是事件：请通过 `serverless-scf info` 显示的地址访问{function}。',
  },
  {
    codes: ['InvokeFunction ResourceNotFound.Qualifier'],
    en: '{function} has no such version or alias: invoke it with a `--qualifier` that `serverless-scf info` lists, or without one.',
    zh: '{function}没有该版本或别名：请用 `serverless-scf info` 列出的 `--qualifier` 调用，或不指定。',
  },
  {
    codes: ['InvokeFunction InvalidParameterValue', 'Invoke InvalidParameterValue'],
    en: 'Something about the call of {function} is refused, and the code does not say what: check `--qualifier`, the event ({syncEventMB} MB, asynchronous {asyncEventKB} KB), and a routing key of at most {routingKeyBytes} bytes.',
    zh: '对{function}的调用中有内容被拒绝，错误码未说明是哪一项：请检查 `--qualifier`、事件（{syncEventMB} MB，异步 {asyncEventKB} KB）以及不超过 {routingKeyBytes} 字节的路由键。',
  },
  {
    codes: ['InvokeFunction InternalError*', 'Invoke InternalError*'],
    en: 'The fault is on the side of Tencent Cloud, and {function} may have run in spite of it: see `serverless-scf logs` before you invoke it again; support asks for the RequestId.',
    zh: '这是腾讯云内部错误，{function}仍可能已执行：再次调用前请用 `serverless-scf logs` 查看；联系技术支持时请提供 RequestId。',
  },
];
