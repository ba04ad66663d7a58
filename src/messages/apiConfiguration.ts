import { text } from './text';

/** Sizes of memory, MB: the least, and from one step to the most in steps. */
interface Sizes {
  readonly min: number;
  readonly step: number;
  readonly max: number;
}

/** What the API says of a function's configuration. */
export const apiConfigurationTexts = {
  'configuration.memory': text<{ value: number } & Sizes>({
    en: ({ value, min, step, max }) => `\`MemorySize\` is ${value} MB; it must be ${min}, or ${step} to ${max} in steps of ${step}.`,
    zh: ({ value, min, step, max }) => `\`MemorySize\` 为 ${value} MB；必须是 ${min}，或 ${step} 到 ${max} 之间 ${step} 的整数倍。`,
  }),
  'configuration.seconds': text<{ name: string; value: number; min: number; max: number; asyncRunMax?: number | undefined }>({
    en: ({ name, value, min, max, asyncRunMax }) =>
      `\`${name}\` is ${value} s; it must be ${min} to ${max} s.` +
      (asyncRunMax === undefined ? '' : ` Functions created with \`AsyncRunEnable\` may run for up to ${asyncRunMax} s.`),
    zh: ({ name, value, min, max, asyncRunMax }) =>
      `\`${name}\` 为 ${value} 秒；必须在 ${min} 到 ${max} 秒之间。` +
      (asyncRunMax === undefined ? '' : `创建时开启 \`AsyncRunEnable\` 的函数最长可运行 ${asyncRunMax} 秒。`),
  }),
  'configuration.variableTwice': text<{ name: string }>({
    en: ({ name }) => `The environment variable "${name}" is given twice.`,
    zh: ({ name }) => `环境变量“${name}”重复出现。`,
  }),
  'configuration.environmentBytes': text<{ bytes: number; max: number; largest: string }>({
    en: ({ bytes, max, largest }) => `The environment has ${bytes} bytes; at most ${max} fit. The largest variable is "${largest}".`,
    zh: ({ bytes, max, largest }) => `环境变量共 ${bytes} 字节，最多 ${max} 字节。最大的变量是“${largest}”。`,
  }),
  'configuration.variableProtected': text<{ name: string; prefix: string }>({
    en: ({ name, prefix }) => `The environment variable "${name}" is the platform's own: names that begin with ${prefix} are protected. Rename it.`,
    zh: ({ name, prefix }) => `环境变量“${name}”由平台保留：不能使用以 ${prefix} 开头的名称。请改名。`,
  }),
  'configuration.variableName': text<{ name: string }>({
    en: ({ name }) => `The environment variable "${name}" has no valid name: letters, digits and _, a letter first.`,
    zh: ({ name }) => `环境变量“${name}”的名称无效：须由字母、数字或 _ 组成，以字母开头。`,
  }),
  'configuration.variableEmpty': text<{ name: string }>({
    en: ({ name }) => `The environment variable "${name}" is empty. Give it a value or leave it out.`,
    zh: ({ name }) => `环境变量“${name}”为空。请填写值，或去掉它。`,
  }),
  'configuration.variableZero': text<{ name: string }>({
    en: ({ name }) => `The environment variable "${name}" has a zero byte, which no process can be given. Remove it.`,
    zh: ({ name }) => `环境变量“${name}”中有零字节，无法传给进程。请去掉它。`,
  }),
  'configuration.deadLetterType': text<{ given: string }>({
    en: ({ given }) => `\`DeadLetterConfig.Type\` is "${given}"; it must be CMQ-QUEUE or CMQ-TOPIC.`,
    zh: ({ given }) => `\`DeadLetterConfig.Type\` 为“${given}”；必须是 CMQ-QUEUE 或 CMQ-TOPIC。`,
  }),
  'configuration.deadLetterName': text({
    en: () => '`DeadLetterConfig.Name` is missing: name the queue or topic.',
    zh: () => '缺少 `DeadLetterConfig.Name`：请指明队列或主题。',
  }),
  'configuration.layer': text<{ name: string; version: number }>({
    en: ({ name, version }) =>
      `The layer "${name}" version ${version} does not exist: a local region has no layers. Pack what is in it into the code.`,
    zh: ({ name, version }) => `层“${name}”的版本 ${version} 不存在：本地地域没有层。请将其内容打包到代码中。`,
  }),
  'configuration.runtime': text<{ given: string; known: readonly string[] | undefined }>({
    en: ({ given, known }) =>
      `\`Runtime\` is "${given}", which the platform does not have.${known === undefined ? '' : ` Known are ${known.join(', ')}.`}`,
    zh: ({ given, known }) => `\`Runtime\` 为“${given}”，平台没有该运行环境。${known === undefined ? '' : `可用的有 ${known.join('、')}。`}`,
  }),
  'configuration.handler': text<{ given: string | undefined; runtime: string }>({
    en: ({ given, runtime }) =>
      `${given === undefined ? '`Handler` is missing' : `\`Handler\` is "${given}"`}; a function of ${runtime} needs ` +
      `${isJava(runtime) ? 'package.Class::method' : 'file.method, each 2 to 60 letters, digits, - and _'}.`,
    zh: ({ given, runtime }) =>
      `${given === undefined ? '缺少 `Handler`' : `\`Handler\` 为“${given}”`}；${runtime} 函数的执行方法须为` +
      `${isJava(runtime) ? ' 包名.类名::方法名' : ' 文件名.方法名，两部分各为 2 至 60 个字母、数字、- 或 _'}。`,
  }),
  'configuration.protocolWeb': text({
    en: () => '`ProtocolType` is only for Web functions. Create the function with `Type` HTTP.',
    zh: () => '`ProtocolType` 只适用于 Web 函数。请以 `Type` 为 HTTP 创建函数。',
  }),
  'configuration.webSocket': text({
    en: () => '`ProtocolParams.WSParams` is only for functions whose `ProtocolType` is WS.',
    zh: () => '`ProtocolParams.WSParams` 只适用于 `ProtocolType` 为 WS 的函数。',
  }),
  'configuration.dynamic': text<{ given: string }>({
    en: ({ given }) => `\`InstanceConcurrencyConfig.DynamicEnabled\` is "${given}"; it must be TRUE, FALSE or empty.`,
    zh: ({ given }) => `\`InstanceConcurrencyConfig.DynamicEnabled\` 为“${given}”；必须是 TRUE、FALSE 或空。`,
  }),
  'configuration.concurrencyMember': text<{ name: string }>({
    en: ({ name }) => `\`InstanceConcurrencyConfig.${name}\` has no meaning in a local region. Leave it out.`,
    zh: ({ name }) => `\`InstanceConcurrencyConfig.${name}\` 在本地地域中没有意义。请去掉它。`,
  }),
  'configuration.concurrencyEvent': text<{ requests: number }>({
    en: ({ requests }) =>
      `\`InstanceConcurrencyConfig\` asks for ${requests} requests at a time; event functions take one. Only Web functions take more.`,
    zh: ({ requests }) => `\`InstanceConcurrencyConfig\` 要求单实例同时处理 ${requests} 个请求；事件函数一次只处理一个，只有 Web 函数可以处理多个。`,
  }),
};

function isJava(runtime: string): boolean {
  return runtime.startsWith('Java');
}
