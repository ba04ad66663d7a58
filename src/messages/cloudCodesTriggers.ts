import type { CodeAdvice } from './cloudCodesAdvice';

/** Triggers. @source S150, S220–S225; scf-api.md §5.7; SDK list of 2026-08-21 */
export const triggersAdvice: readonly CodeAdvice[] = [
  {
    codes: ['LimitExceeded.Trigger'],
    en: '{function} has as many triggers as it may, {triggers} unless that was raised, of all kinds or of one: remove some from `events`, or those that the console has besides, or raise the limit with a ticket.',
    zh: '{function}的触发器总数或某一类型的数量已达上限（未提升时为 {triggers} 个）：请从 `events` 中去掉一些，或删除控制台另建的触发器，或提交工单提升上限。',
  },
  {
    codes: ['ResourceInUse.Trigger*', 'CreateTrigger ResourceInUse'],
    en: 'The trigger exists already, at {function} or, for a bucket, at another function: `serverless-scf info` shows the triggers. Run `serverless-scf deploy` again, which compares them anew, or give the one in `events` another name.',
    zh: '触发器已存在，属于{function}，或（对存储桶而言）属于其他函数：`serverless-scf info` 可查看触发器。请重新运行 `serverless-scf deploy` 以重新比较，或在 `events` 中改用其他名称。',
  },
  {
    codes: [
      'ResourceNotFound.Trigger',
      'ResourceNotFound.Timer',
      'UpdateTrigger ResourceNotFound',
      'UpdateTriggerStatus ResourceNotFound',
      'DeleteTrigger ResourceNotFound',
    ],
    en: 'The trigger of {function} is gone, deleted in the console perhaps: run the command again, which compares `events` with the cloud anew.',
    zh: '{function}的该触发器已不存在，可能已在控制台删除：请重新运行命令，将重新比较 `events` 与云端。',
  },
  {
    codes: ['InvalidParameterValue.TriggerName'],
    en: 'A name in `events` of {function} is refused: a timer has 1 to 100 letters, digits, - and _; a COS trigger is named as its bucket, with its number.',
    zh: '{function}的 `events` 中有名称不合规范：定时触发器为 1 至 100 个字母、数字、- 与 _；COS 触发器以带 APPID 的存储桶命名。',
  },
  {
    codes: ['InvalidParameterValue.TriggerDesc'],
    en: 'What a trigger of {function} is to do is refused: in `events` check `cron` of a timer (seven fields, as in `0 0 8 * * * *`), `bucket`, `events` and `filter` of COS, `instanceId` and `topic` of CKafka; `serverless-scf validate` finds most of it.',
    zh: '{function}的触发器配置不合规范：请检查 `events` 中定时触发器的 `cron`（七个字段，如 `0 0 8 * * * *`）、COS 的 `bucket`、`events` 与 `filter`、CKafka 的 `instanceId` 与 `topic`；`serverless-scf validate` 可发现大部分问题。',
  },
  {
    codes: [
      'CreateTrigger InvalidParameterValue.Type',
      'UpdateTrigger InvalidParameterValue.Type',
      'UpdateTriggerStatus InvalidParameterValue.Type',
      'DeleteTrigger InvalidParameterValue.Type',
      'InvalidParameterValue.Type',
    ],
    en: '{region} does not take this kind of trigger for {function}, or not any more (apigw and cmq are of older days): choose another kind in `events`.',
    zh: '{region}的{function}不支持（或不再支持）该类型的触发器（apigw 与 cmq 属于较早的类型）：请在 `events` 中改用其他类型。',
  },
  {
    codes: ['UnsupportedOperation.Trigger', 'CreateTrigger UnsupportedOperation', 'UnsupportedOperation.Cos'],
    en: 'The platform does not support this trigger for {function}, and the code does not say why: look whether the console offers it in {region}; if not, take it out of `events`.',
    zh: '平台不支持{function}的该触发器，错误码未说明原因：请在控制台确认{region}是否提供；如不提供，请从 `events` 中去掉。',
  },
  {
    codes: [
      'InvalidParameterValue.Enable',
      'FailedOperation.UpdateTriggerStatus',
      'FailedOperation.UpdateStatus',
      'UpdateTriggerStatus FailedOperation',
    ],
    en: 'The trigger of {function} could not be switched, perhaps since it is so already: `serverless-scf info` shows it; correct `enable` in `events` if need be, then run the command again.',
    zh: '{function}的触发器未能开启或关闭，可能本来就是该状态：`serverless-scf info` 可查看；如有需要请修正 `events` 中的 `enable`，然后重新运行命令。',
  },
  {
    codes: ['InvalidParameterValue.CustomArgument'],
    en: '`message` of a timer in `events` of {function} may have {timerMessageKB} KB: shorten it, or let the function read the rest from a file or from COS.',
    zh: '{function}的 `events` 中定时触发器的 `message` 不得超过 {timerMessageKB} KB：请缩短，或由函数从文件、COS 读取其余内容。',
  },
  {
    codes: ['InvalidParameterValue.CosNotifyRuleConflict', 'ResourceInUse.Cos'],
    en: 'Another rule of the bucket takes the same events already, of this function or another: give each a `filter` (`filter.prefix`, `filter.suffix`) that excludes the others, other `events`, or remove the other rule in the COS console.',
    zh: '存储桶已有规则接收相同的事件，可能属于其他函数：请用互不重叠的 `filter`（`filter.prefix`、`filter.suffix`）或不同的 `events` 区分，或在 COS 控制台删除另一条规则。',
  },
  {
    codes: ['InvalidParameterValue.Cos', 'ResourceNotFound.Cos', 'FailedOperation.Cos', 'InternalError.Cos'],
    en: 'COS refuses the trigger of {function}: `bucket` in `events` must exist in {region}, with the number behind its name, and SCF be allowed to use it. Then run `serverless-scf deploy` again.',
    zh: 'COS 拒绝了{function}的触发器：`events` 中的 `bucket` 须存在于{region}、名称带 APPID，并已授权云函数使用。随后请重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['ResourceInsufficient.COS'],
    en: 'The bucket has as many event rules as it may: remove some in the COS console, or use another `bucket` in `events`.',
    zh: '存储桶的事件规则数量已达上限：请在 COS 控制台删除一些，或在 `events` 中改用其他 `bucket`。',
  },
  {
    codes: [
      'InvalidParameterValue.ApiGateway',
      'FailedOperation.ApiGateway',
      'FailedOperation.Apigw',
      'InternalError.ApiGateway',
      'InvalidParameterValue.ServiceName',
    ],
    en: 'API Gateway could not make or keep the trigger of {function}: check `path`, `method`, `stage` and `serviceId` of apigw in `events`, and that the service exists in {region}; the account must still have API Gateway.',
    zh: 'API 网关未能处理{function}的触发器：请检查 `events` 中 apigw 的 `path`、`method`、`stage` 与 `serviceId`，确认该服务存在于{region}，且账号仍可使用 API 网关。',
  },
  {
    codes: ['InvalidParameterValue.Cors', 'FailedOperation.DeleteTrigger.UrlUsed'],
    en: 'This is about a function URL, which serverless.yml does not set: correct it in the console of {function}, or remove there what uses it (such as a custom domain), then run the command again.',
    zh: '该错误涉及函数 URL，serverless.yml 不能配置它：请在{function}的控制台修正，或先解除占用（例如自定义域名），然后重新运行命令。',
  },
  {
    codes: ['ResourceNotFound.Ckafka', 'InvalidParameterValue.Ckafka', 'InternalError.Ckafka'],
    en: 'CKafka refuses the trigger of {function}: `instanceId` and `topic` of ckafka in `events` must exist in {region}, `maxMsgNum`, `retry` and `timeOut` be in range. If they are right, run `serverless-scf deploy` again.',
    zh: 'CKafka 拒绝了{function}的触发器：`events` 中 ckafka 的 `instanceId` 与 `topic` 须存在于{region}，`maxMsgNum`、`retry` 与 `timeOut` 须在范围内。如无误，请重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['ResourceNotFound.Cmq', 'InvalidParameterValue.Cmq', 'ResourceInUse.Cmq', 'InternalError.Cmq'],
    en: 'The message queue behind {function} (a cmq trigger, or its dead-letter queue) does not exist in {region}, is in use, or did not answer: check `topic` in `events` and `deadLetter.name`, then run the command again.',
    zh: '{function}所用的消息队列（cmq 触发器或死信队列）在{region}中不存在、被占用或未响应：请检查 `events` 中的 `topic` 与 `deadLetter.name`，然后重新运行命令。',
  },
  {
    codes: ['LimitExceeded.FunctionOnTopic'],
    en: 'The topic calls as many functions as it may: remove the trigger from another function, or use another `topic` (or `topicId`) in `events` of {function}.',
    zh: '该主题下的函数数量已达上限：请移除其他函数的触发器，或在{function}的 `events` 中改用其他 `topic`（或 `topicId`）。',
  },
  {
    codes: ['InvalidParameterValue.Cdn', 'ResourceNotFound.Cdn', 'ResourceInUse.Cdn', 'LimitExceeded.Cdn', 'UnsupportedOperation.Cdn'],
    en: 'This is about a CDN trigger, which serverless.yml does not set: correct or remove it in the console of {function}, then run the command again.',
    zh: '该错误涉及 CDN 触发器，serverless.yml 不能配置它：请在{function}的控制台修正或删除，然后重新运行命令。',
  },
  {
    codes: [
      'FailedOperation.CreateTrigger',
      'FailedOperation.UpdateTrigger',
      'FailedOperation.DeleteTrigger',
      'UpdateTrigger FailedOperation',
      'DeleteTrigger FailedOperation',
    ],
    en: 'The trigger cannot be changed in the present state of {function}, or the service behind it refused without saying why: when `serverless-scf info` shows Active, run the command again.',
    zh: '{function}当前状态不能更改触发器，或触发器对应的服务拒绝了请求且未说明原因：待 `serverless-scf info` 显示 Active 后重新运行命令。',
  },
  {
    codes: [
      'CreateTrigger InvalidParameterValue',
      'InvalidParameterValue.SecretInfo',
      'InvalidParameterValue.EASConfig',
      'UpdateTrigger InvalidParameterValue',
      'UpdateTriggerStatus InvalidParameterValue',
      'DeleteTrigger InvalidParameterValue',
    ],
    en: 'Something in `events` of {function} is refused, and the code does not say what: `serverless-scf validate` checks it, `serverless-scf plan` shows which trigger was about to change.',
    zh: '{function}的 `events` 中有内容被拒绝，错误码未说明是哪一项：请用 `serverless-scf validate` 检查，并用 `serverless-scf plan` 查看要改动的触发器。',
  },
  {
    codes: [
      'UpdateTrigger InvalidParameterValue.Description',
      'CreateTrigger InvalidParameterValue.Description',
      'CreateTrigger InvalidParameterValue.ZipFile',
    ],
    en: 'Nothing of this is set for triggers here: update serverless-scf, delete the trigger of {function} in the console, and run `serverless-scf deploy` again, which makes it anew.',
    zh: 'serverless.yml 不为触发器设置此项：请升级 serverless-scf，在控制台删除{function}的该触发器，然后重新运行 `serverless-scf deploy` 以重建。',
  },
];
