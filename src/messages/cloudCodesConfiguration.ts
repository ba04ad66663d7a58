import type { CodeAdvice } from './cloudCodesAdvice';

/** Options of a function that stand in its configuration. @source S72, S76, S81, S88, S92, S121, S150–S152; scf-api.md CreateFunction */
export const configurationAdvice: readonly CodeAdvice[] = [
  {
    codes: ['InvalidParameterValue.Memory*', 'LimitExceeded.Memory'],
    en: '`memorySize` of {function} must be {memoryMinMB} MB, or {memoryStepMB} to {memoryMaxMB} MB in steps of {memoryStepMB}; more has to be asked for with a ticket.',
    zh: '{function}的 `memorySize` 须为 {memoryMinMB} MB，或 {memoryStepMB} 至 {memoryMaxMB} MB 之间 {memoryStepMB} 的整数倍；更大的规格须提交工单申请。',
  },
  {
    codes: ['LimitExceeded.Timeout'],
    en: '`timeout` of {function} may be 1 to {timeoutSec} s, with `asyncRunEnable` up to {timeoutAsyncRunSec} s. That option is fixed at creation: `serverless-scf deploy --replace`, with the key of the function behind it, makes it anew.',
    zh: '{function}的 `timeout` 须为 1 至 {timeoutSec} 秒，开启 `asyncRunEnable` 后最长 {timeoutAsyncRunSec} 秒。该选项在创建时固定：`serverless-scf deploy --replace`（后接函数键名）可重建函数。',
  },
  {
    codes: ['LimitExceeded.InitTimeout'],
    en: '`initTimeout` of {function} must be {initTimeoutMinSec} to {initTimeoutMaxSec} s; more has to be asked for with a ticket.',
    zh: '{function}的 `initTimeout` 须为 {initTimeoutMinSec} 至 {initTimeoutMaxSec} 秒；更长须提交工单申请。',
  },
  {
    codes: ['InvalidParameterValue.EnvironmentExceededLimit'],
    en: 'Names and values in `environment` of {function} may have {environmentKB} KB together, those of `provider.environment` included: shorten them, or put large ones into a file of the package.',
    zh: '{function}的 `environment` 名称与值合计不得超过 {environmentKB} KB（含 `provider.environment`）：请缩短，或将较大的内容放入代码包中的文件。',
  },
  {
    codes: ['InvalidParameterValue.EnvironmentSystemProtect', 'InvalidParameterValue.SystemEnvironment'],
    en: '`environment` of {function} sets a variable of the platform: names that begin with SCF_, QCLOUD_ or TENCENTCLOUD_ are protected. Rename it in serverless.yml and in the code.',
    zh: '{function}的 `environment` 设置了平台变量：以 SCF_、QCLOUD_、TENCENTCLOUD_ 开头的名称受保护。请在 serverless.yml 与代码中改名。',
  },
  {
    codes: ['InvalidParameterValue.Environment'],
    en: 'A variable in `environment` of {function} is refused: names begin with a letter and consist of letters, digits and _, and neither name nor value may be empty. `serverless-scf validate` finds it.',
    zh: '{function}的 `environment` 中有变量不合规范：名称以字母开头，由字母、数字与 _ 组成，名称与值都不能为空。`serverless-scf validate` 可定位。',
  },
  {
    codes: ['InvalidParameterValue.DnsInfo'],
    en: 'The variable `OS_NAMESERVER` in `environment` of {function} sets its DNS server and is refused: write an address that a server answers at, or remove it.',
    zh: '{function}的 `environment` 中用于指定 DNS 的变量 `OS_NAMESERVER` 不合规范：请填写可用的 DNS 服务器地址，或删除该变量。',
  },
  {
    codes: ['InvalidParameterValue.Handler'],
    en: '`handler` of {function} must be as in `index.main_handler`, in Java `example.Hello::mainHandler`, each part 2 to 60 letters, digits, - and _; `serverless-scf validate` checks that it exists.',
    zh: '{function}的 `handler` 须写作 `index.main_handler`（文件名与方法名），Java 为 `example.Hello::mainHandler`，各部分为 2 至 60 个字母、数字、- 与 _；`serverless-scf validate` 会检查它是否存在。',
  },
  {
    codes: ['InvalidParameterValue.Runtime', 'MissingParameter.Runtime'],
    en: '`runtime` of {function} must be one that the platform offers, spelled as in `Nodejs18.15`; it cannot be changed later. `serverless-scf validate` lists them; an image needs none.',
    zh: '{function}的 `runtime` 必须是平台支持的运行环境，写法如 `Nodejs18.15`，创建后不能更改。`serverless-scf validate` 会列出可用值；镜像函数不需要。',
  },
  {
    codes: ['InvalidParameterValue.AsyncRunEnable', 'UnsupportedOperation.AsyncRunEnable'],
    en: '`asyncRunEnable` is not possible for {function} as it is: it is for functions of `type` event and fixed at creation; where else it is not offered, the platform does not say. Remove it (and `traceEnable`), or ask with a ticket.',
    zh: '{function}当前不能使用 `asyncRunEnable`：它适用于 `type` 为 event 的函数，在创建时固定；平台未说明还有哪些限制。请去掉它（以及 `traceEnable`），或提交工单咨询。',
  },
  {
    codes: ['InvalidParameterValue.TraceEnable'],
    en: '`traceEnable` needs `asyncRunEnable`: add it (which only a new function can have), or remove `traceEnable` from {function}.',
    zh: '`traceEnable` 依赖 `asyncRunEnable`：请添加后者（仅能在创建函数时设置），或从{function}中去掉 `traceEnable`。',
  },
  {
    codes: ['CreateFunction InvalidParameterValue.Type', 'InvalidParameterValue.FunctionType'],
    en: '`type` of {function} is event or web, and is fixed at creation; for an event function leave `protocolType` and `instanceConcurrency` out.',
    zh: '{function}的 `type` 为 event 或 web，创建后不能更改；事件函数请去掉 `protocolType` 与 `instanceConcurrency`。',
  },
  {
    codes: [
      'InvalidParameterValue.InstanceConcurrencyConfig',
      'InvalidParameterValue.DynamicEnabled',
      'InvalidParameterValue.MaxConcurrency',
      'FailedOperation.InstanceIsolationEnabled',
    ],
    en: '`instanceConcurrency` of {function} is for Web functions: write either `maxConcurrency` from 1 to {instanceConcurrency}, or `dynamicEnabled: true` where the account has it.',
    zh: '{function}的 `instanceConcurrency` 仅用于 Web 函数：请写 1 至 {instanceConcurrency} 的 `maxConcurrency`，或在账号支持时写 `dynamicEnabled: true`。',
  },
  {
    codes: ['InvalidParameterValue.ProtocolType', 'InvalidParameterValue.WebSocketsParams', 'InvalidParameterValue.IdleTimeOut'],
    en: 'WebSocket of {function} is refused: it is for Web functions, `protocolType` is WS, and `protocolParams.wsParams.idleTimeOut` 1 to {webSocketIdleSec} s.',
    zh: '{function}的 WebSocket 配置不合规范：仅用于 Web 函数，`protocolType` 为 WS，`protocolParams.wsParams.idleTimeOut` 为 1 至 {webSocketIdleSec} 秒。',
  },
  {
    codes: ['InvalidParameterValue.LimitExceeded'],
    en: 'A text is longer than the platform takes, and it does not say which: shorten the longest options of {function}, `description` and `environment` first.',
    zh: '某项文本过长，平台未说明是哪一项：请缩短{function}中最长的选项，首先是 `description` 与 `environment`。',
  },
  {
    codes: ['FailedOperation.InstanceNotFound'],
    en: 'Something that {function} names does not exist, and the code does not say what: check the IDs in `vpc`, `cfs`, `cls`, `image.registryId` and `events` against {region}.',
    zh: '{function}引用的某个实例不存在，错误码未说明是哪一个：请在{region}中核对 `vpc`、`cfs`、`cls`、`image.registryId` 与 `events` 中的 ID。',
  },
  {
    codes: [
      'InvalidParameterValue',
      'InvalidParameter',
      'InvalidParameter.Payload',
      'InvalidParameter.ParamError',
      'MissingParameter',
      'FailedOperation.SessionName',
    ],
    en: 'The code does not say which value is refused; if the message does not either, `serverless-scf validate` checks the options of {function}, and `serverless-scf plan` shows which of them were about to change.',
    zh: '错误码未说明被拒绝的是哪个值；如提示中也没有，可用 `serverless-scf validate` 检查{function}的选项，并用 `serverless-scf plan` 查看本次要改动哪些选项。',
  },
  {
    codes: [
      'InvalidParameterValue.ApmConfig*',
      'FailedOperation.ApmConfigInstanceId',
      'InvalidParameterValue.PluginConfig',
      'FailedOperation.BindPlugin',
      'InvalidParameterValue.L5Enable',
      'InvalidParameterValue.NodeSpec',
      'InvalidParameterValue.NodeType',
      'FailedOperation.MixNodeConfig',
      'InvalidParameterValue.ReadinessProbe',
      'InvalidParameterValue.LogFormat',
      'LimitExceeded.GpuReservedQuota',
      'LimitExceeded.PrivilegeContainer',
      'InvalidParameterValue.DiskSize',
      'UnsupportedOperation.DiskSize',
    ],
    en: 'The message is about a setting that serverless.yml cannot make, so {function} has it from the console: correct or remove it there, then run `serverless-scf deploy` again.',
    zh: '提示涉及的设置不能在 serverless.yml 中配置，应来自控制台：请在控制台修正或去掉{function}的该设置，然后重新运行 `serverless-scf deploy`。',
  },
];
