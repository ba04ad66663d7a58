import type { CodeAdvice } from './cloudCodesAdvice';

const readingActions = [
  'ListFunctions',
  'GetFunction',
  'GetFunctionAddress',
  'ListVersionByFunction',
  'GetReservedConcurrencyConfig',
  'GetProvisionedConcurrencyConfig',
  'GetFunctionEventInvokeConfig',
];

/** Functions and namespaces as such: whether they exist, their names, their state, their number. @source S145, S150, S151; scf-api.md §5.2, §5.8 */
export const functionAdvice: readonly CodeAdvice[] = [
  {
    codes: ['ResourceNotFound.Function', 'ResourceNotFound.FunctionName'],
    en: 'There is no such function in this namespace of {region}: `serverless-scf info` lists what is deployed; check `provider.region`, `provider.namespace` and `--stage`, or run `serverless-scf deploy`.',
    zh: '{region}的该命名空间中没有这个函数：`serverless-scf info` 可列出已部署的函数；请检查 `provider.region`、`provider.namespace` 与 `--stage`，或运行 `serverless-scf deploy`。',
  },
  {
    codes: ['InvalidParameterValue.FunctionName', 'InvalidParameter.FunctionName', 'InvalidParameter.FunctionNameOrResourceIdRequired'],
    en: 'A function name has 2 to 60 letters, digits, - and _, begins with a letter and ends with a letter or digit; the platform gives this code for a function that does not exist, too. Correct `name` (or `service` and key, of which it is made), or see `serverless-scf info`.',
    zh: '函数名称为 2 至 60 个字母、数字、- 与 _，以字母开头，以字母或数字结尾；函数不存在时平台也会返回此错误码。请修正 `name`（或组成它的 `service` 与键名），或用 `serverless-scf info` 查看。',
  },
  {
    codes: ['ResourceInUse.Function', 'ResourceInUse.FunctionName', 'CreateFunction ResourceInUse'],
    en: '{function} has come to exist since the plan was made, or is still being deleted: run `serverless-scf deploy` again, which then updates it; if it belongs to somebody else, choose another `name`.',
    zh: '{function}在生成计划之后已被创建，或仍在删除中：请重新运行 `serverless-scf deploy`，届时将改为更新；如属于他人，请换一个 `name`。',
  },
  {
    codes: ['LimitExceeded.Function'],
    en: 'The namespace holds as many functions as the account may have, {functions} unless it was raised: delete some that nobody needs in the console, use another `provider.namespace`, or raise it with a ticket.',
    zh: '该命名空间的函数数量已达上限（未提升时为 {functions} 个）：请在控制台删除不再需要的函数，改用其他 `provider.namespace`，或提交工单提升上限。',
  },
  {
    codes: [
      'FailedOperation.FunctionStatusError',
      'FailedOperation.FunctionNameStatusError',
      'FailedOperation.UpdateFunctionCode',
      'FailedOperation.DeleteFunction',
    ],
    en: '{function} is not in a state for this: it is being created, updated, published or deleted, or that has failed. `serverless-scf info` shows the state; when it is Active, run the command again.',
    zh: '{function}当前状态不允许此操作：正在创建、更新、发布或删除，或上述操作失败。`serverless-scf info` 可查看状态；待其为 Active 后重新运行命令。',
  },
  {
    codes: ['FailedOperation.FunctionVersionStatusNotActive'],
    en: 'The version of {function} is not ready yet, or could not be published: `serverless-scf info` shows its status; when it is Active, run `serverless-scf deploy` again.',
    zh: '{function}的该版本尚未就绪，或发布失败：`serverless-scf info` 可查看状态；待其为 Active 后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['FailedOperation.OperationConflict'],
    en: 'Somebody else changes {function} at the same time, in the console or with another deploy: wait until that is done, then run `serverless-scf deploy` again.',
    zh: '有人正在同时修改{function}（控制台或其他部署）：请待其完成后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: [
      'DeleteFunction UnsupportedOperation',
      'DeleteFunctionVersion UnsupportedOperation',
      'FailedOperation',
      'FailedOperation.CreateFunction',
      'FailedOperation.UpdateFunctionConfiguration',
      'UnsupportedOperation.UpdateFunctionCode',
    ],
    en: 'The platform does not say what went wrong in {action}. `serverless-scf info` shows the state of {function} and what it says about it; run the command again, and if it goes on, give support the RequestId.',
    zh: '平台未说明 {action} 失败的原因。`serverless-scf info` 可查看{function}的状态与说明；请重新运行命令，如仍失败，请携带 RequestId 联系技术支持。',
  },
  {
    codes: readingActions.flatMap((action) => [
      `${action} InvalidParameterValue`,
      `${action} InvalidParameter.Payload`,
      `${action} MissingParameter`,
    ]),
    en: '{action} only reads, and of serverless.yml it is told no more than names: check `name` and `provider.namespace` of {function}; if they are right, update serverless-scf and report this with the RequestId.',
    zh: '{action} 只做读取，仅使用 serverless.yml 中的名称：请检查{function}的 `name` 与 `provider.namespace`；如均无误，请升级 serverless-scf 并携带 RequestId 反馈。',
  },
  {
    codes: ['ResourceInUse'],
    en: '{function}, or something that it uses, is in use by another operation: wait a minute, see `serverless-scf info`, then run the command again.',
    zh: '{function}或其使用的资源正被其他操作占用：请等待一分钟，用 `serverless-scf info` 查看后重新运行命令。',
  },
  {
    codes: ['ResourceNotFound'],
    en: 'Something that {action} needs has gone, and the code does not say what: `serverless-scf plan` compares serverless.yml with the cloud anew; then run the command again.',
    zh: '{action} 所需的某项资源已不存在，错误码未说明是哪一项：`serverless-scf plan` 会重新与云端比较，然后请重新运行命令。',
  },
  {
    codes: ['ResourceNotFound.Namespace', 'ResourceUnavailable.Namespace'],
    en: 'The namespace does not exist in {region}, or cannot be used: check `provider.namespace` and `provider.region`, or create it in the console.',
    zh: '该命名空间在{region}中不存在或不可用：请检查 `provider.namespace` 与 `provider.region`，或在控制台创建该命名空间。',
  },
  {
    codes: ['InvalidParameterValue.Namespace', 'InvalidParameterValue.NamespaceInvalid'],
    en: "`provider.namespace` begins with a letter and consists of letters, digits, - and _; documents name 60 characters, the platform's own error 30: write at most 30.",
    zh: '`provider.namespace` 以字母开头，由字母、数字、- 与 _ 组成；文档写最多 60 个字符，而平台的错误提示为 30 个：请不超过 30 个。',
  },
  {
    codes: ['ResourceInUse.Namespace', 'FailedOperation.Namespace', 'CreateNamespace ResourceInUse'],
    en: 'The namespace exists already, perhaps made by another deploy a moment ago: run `serverless-scf deploy` again, which then uses it.',
    zh: '命名空间已存在，可能刚由其他部署创建：请重新运行 `serverless-scf deploy`，届时会直接使用它。',
  },
  {
    codes: ['InvalidParameterValue.DefaultNamespace'],
    en: 'The namespace `default` exists always and cannot be made: write another `provider.namespace`, or none.',
    zh: '命名空间 `default` 始终存在，不能创建：请改写 `provider.namespace`，或去掉该选项。',
  },
  {
    codes: ['LimitExceeded.Namespace'],
    en: 'The account has as many namespaces in {region} as it may, {namespaces} unless that was raised: use one that exists as `provider.namespace`, delete one in the console, or raise the limit with a ticket.',
    zh: '账号在{region}的命名空间数量已达上限（未提升时为 {namespaces} 个）：请将 `provider.namespace` 改为已有的命名空间，在控制台删除不用的，或提交工单提升上限。',
  },
  {
    codes: ['FailedOperation.CreateNamespace', 'CreateNamespace InvalidParameterValue', 'CreateNamespace InvalidParameterValue.Description'],
    en: 'The platform could not make the namespace and does not say why: check `provider.namespace`, or make it in the console and run `serverless-scf deploy` again.',
    zh: '平台未能创建命名空间且未说明原因：请检查 `provider.namespace`，或在控制台创建后重新运行 `serverless-scf deploy`。',
  },
  {
    codes: ['FailedOperation.ClusterNotFound'],
    en: 'The namespace runs on a cluster that does not exist any more: use another `provider.namespace`, or look after the cluster in the console.',
    zh: '该命名空间所用的集群已不存在：请改用其他 `provider.namespace`，或在控制台检查集群。',
  },
  {
    codes: ['InvalidParameterValue.Description'],
    en: '`description` of {function} may have {descriptionCharacters} characters: shorten it; if it is shorter, leave unusual signs and line breaks out.',
    zh: '{function}的 `description` 最多 {descriptionCharacters} 个字符：请缩短；如未超长，请去掉特殊符号与换行。',
  },
  {
    codes: ['InvalidParameterValue.Name'],
    en: 'A name in the request is refused: functions have 2 to 60 letters, digits, - and _, aliases 1 to 64, all beginning with a letter. Correct the one that the message names.',
    zh: '请求中的某个名称不合规范：函数名为 2 至 60 个、别名为 1 至 64 个字母、数字、- 与 _，均以字母开头。请修正提示所指的名称。',
  },
  {
    codes: ['ResourceNotFound.AttachedTagKeyNotFound'],
    en: 'A tag of {function} does not exist any more: make its key again in the tag console, or remove the tag from the function there; then run the command again.',
    zh: '{function}绑定的标签键已不存在：请在标签控制台重新创建该键，或在控制台解除绑定，然后重新运行命令。',
  },
  {
    codes: ['GetFunction FailedOperation.Apigw', 'ListTriggers FailedOperation.Apigw'],
    en: 'API Gateway did not tell about the triggers of {function}: run the command again; if it goes on, look whether its API Gateway service still exists in the console.',
    zh: 'API 网关未能返回{function}的触发器信息：请重新运行命令；如仍失败，请在控制台确认对应的 API 网关服务是否还存在。',
  },
];
