import type { RulePages } from './rulePagesText';

type Shape = `SCF10${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** Options by themselves: names, types, bounds and forms. */
export const shapePages: RulePages<Shape> = {
  SCF101: {
    title: { en: 'An option has the wrong type', zh: '选项的类型不对' },
    why: {
      en:
        'Every option has a type, and nothing is converted: true is not 1, and "900" in quotes is a text. ' +
        'A tool that converts such values would deploy something other than what stands in the file, and nobody would notice before the bill. ' +
        'Write the value as the fix shows: numbers without quotes and units, true or false for switches. ' +
        'What a variable takes from ${env:…}, from --param or from a compose file is text, too: let it choose a number that stands in the file, such as ${self:custom.memory.${env:SIZE}}.',
      zh:
        '每个选项都有固定的类型，不会自动转换：true 不是 1，带引号的 "900" 是字符串。' +
        '如果由工具暗中转换，部署的内容就会与文件所写不同，往往要到出账单时才发现。' +
        '请按修改建议书写：数字不加引号和单位，开关写 true 或 false。' +
        '变量从 ${env:…}、--param 或 compose 文件取得的也是字符串：请用它选择文件中写好的数字，例如 ${self:custom.memory.${env:SIZE}}。',
    },
  },
  SCF102: {
    title: { en: 'A value is outside its limits', zh: '取值超出范围' },
    why: {
      en:
        'The platform limits most figures (S150): initTimeout is 3 to 300 s (S121), retryNum 0 to 2 (S54), msgTTL 60 to 21600 s (S58), a description has at most 1000 characters, a version at most 5 layers. ' +
        'Beyond them the API refuses the function, so the deploy fails half-way. ' +
        'Write a value within the limits that the message names.',
      zh:
        '平台对大多数数值有限制（S150）：初始化超时 initTimeout 为 3 至 300 秒（S121），重试次数 retryNum 为 0 至 2（S54），最长等待时间 msgTTL 为 60 至 21600 秒（S58），描述最多 1000 个字符，每个版本最多绑定 5 个层。' +
        '超出时云 API 会拒绝该函数，部署中途失败。' +
        '请按提示的上下限填写。',
    },
  },
  SCF103: {
    title: { en: 'There is no such option', zh: '没有这个选项' },
    why: {
      en:
        'An option under an unknown name has no effect: what it was to set keeps its default. ' +
        'A misspelt timeout leaves 3 s (S150), and longer runs end with 433 (S153); a misspelt reservedConcurrency reserves nothing. ' +
        'Write the name that the fix suggests, or remove the option.',
      zh:
        '名称写错的选项不会生效，相应的配置仍为默认值。' +
        '例如 timeout 拼错后超时时间仍是 3 秒（S150），运行更久的请求会以 433 结束（S153）；reservedConcurrency 拼错则不会设置任何最大独占配额。' +
        '请改成建议的名称，或去掉该选项。',
    },
  },
  SCF104: {
    title: { en: 'A required option is missing', zh: '缺少必填选项' },
    why: {
      en:
        'Some things have no default: a service needs service and provider, a function runtime and handler (S151), a timer its cron (S220), a layer name and version. ' +
        'Without them the function cannot be created, and the deploy fails. ' +
        'Add the option where the message says; runtime and other options common to all functions can stand under provider.',
      zh:
        '有些选项没有默认值：服务需要 service 与 provider，函数需要 runtime 与 handler（S151），定时触发器需要 cron（S220），层需要 name 与 version。' +
        '缺少时无法创建函数，部署失败。' +
        '请在提示的位置补上；runtime 等各函数共用的选项可以写在 provider 下。',
    },
  },
  SCF105: {
    title: { en: 'A value is not one of those allowed', zh: '取值不在可选值之内' },
    why: {
      en:
        'These options take only the values that the platform knows, such as runtime (S190), type or the method of an API Gateway trigger. ' +
        'Anything else is refused at deploy. ' +
        'Write one of the values in the message. A version of a known language, or a region (S10), that this package does not list may be newer than the package: that is only a warning.',
      zh:
        '这类选项只接受平台已有的取值，例如运行环境 runtime（S190）、函数类型 type、API 网关触发器的请求方法。' +
        '其他取值在部署时会被拒绝。' +
        '请从提示的可选值中选择。未列出的地域（S10）或已知语言的未列出版本可能比本工具更新，因此只给出警告。',
    },
  },
  SCF106: {
    title: { en: 'A text does not have the required form', zh: '格式不符合要求' },
    why: {
      en:
        'Names, paths and schedules have a form of their own. A function name has 2 to 60 letters, digits, "-" and "_", begins with a letter and ends with a letter or digit; a handler is file.method (S151). ' +
        'The name that counts is the one in the cloud: <service>-<stage>-<key>, unless the function has a name of its own. ' +
        'The API refuses anything else, so change it as the message says.',
      zh:
        '名称、路径、定时表达式等都有规定的格式。函数名称为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾；执行方法的格式是“文件名.方法名”（S151）。' +
        '校验的是云端名称：未单独设置 name 时为 <service>-<stage>-<键名>。' +
        '不合格式的内容会被云 API 拒绝，请按提示修改。',
    },
  },
  SCF107: {
    title: { en: 'The environment variables exceed 4 KB', zh: '环境变量总大小超过 4 KB' },
    why: {
      en:
        'All environment variables of a function together may have 4 KB (S150, S152), those inherited from provider included; how the platform counts is not documented, here it is the UTF-8 bytes of names and values. ' +
        'Beyond that the deploy fails with InvalidParameterValue.EnvironmentExceededLimit. ' +
        'Put large values, such as certificates, into a file of the code package, or load them from elsewhere at start.',
      zh:
        '一个函数的全部环境变量合计不得超过 4 KB（S150、S152），从 provider 继承的也计算在内；官方未说明如何计算，此处按变量名与值的 UTF-8 字节数合计。' +
        '超出时部署失败，错误码为 InvalidParameterValue.EnvironmentExceededLimit。' +
        '证书等较大的内容请放进代码包中的文件，或在启动时从别处读取。',
    },
  },
  SCF108: {
    title: { en: 'An environment variable has a protected name', zh: '环境变量使用了平台保留的前缀' },
    why: {
      en:
        'Names that begin with SCF_, QCLOUD_ or TENCENTCLOUD_ belong to the platform, which sets them in every instance (S152, S210). ' +
        'A deploy with such a variable fails with InvalidParameterValue.EnvironmentSystemProtect. ' +
        'Rename the variable, and read it by the new name in the code.',
      zh:
        '以 SCF_、QCLOUD_、TENCENTCLOUD_ 开头的变量名由平台保留，平台会在每个实例中设置这类变量（S152、S210）。' +
        '使用它们会导致部署失败，错误码为 InvalidParameterValue.EnvironmentSystemProtect。' +
        '请给变量改名，并在代码中使用新名称。',
    },
  },
  SCF109: {
    title: { en: 'An option is written as another tool does', zh: '采用了其他工具的写法' },
    why: {
      en:
        'AWS, other Tencent tools and the API itself name options differently (S226), and some mean something else: on AWS concurrency is a count, on Tencent Cloud quotas are MB of memory (S3). ' +
        'Under a foreign name an option has no effect here, and the function runs with the default. ' +
        'The fix says what to write instead, with your value.',
      zh:
        'AWS、其他腾讯云工具与云 API 对同一选项的叫法各不相同（S226），含义也可能不同：AWS 的并发数按个数计，腾讯云的配额按内存 MB 计（S3）。' +
        '用其他工具的写法在此不会生效，函数将按默认值运行。' +
        '修改建议已按您的取值给出此处的写法。',
    },
  },
};
