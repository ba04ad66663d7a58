import { text } from './text';

/** What the command line itself says: help, refusals of flags, places. */
export const cliTexts = {
  'cli.awsOnly': text<{ option: string; instead: string }>({
    en: ({ option, instead }) => `--${option} is for AWS. ${instead}`,
    zh: ({ option, instead }) => `--${option} 仅适用于 AWS。${instead}`,
  }),
  'cli.insteadOfDocker': text({
    en: () => 'Here each instance is a process of its own: leave the option out.',
    zh: () => '此处每个实例都是独立进程：请去掉该选项。',
  }),
  'cli.insteadOfRuntimeEnv': text({
    en: () => "Instances get the platform's environment (S210); pass variables with --env KEY=VALUE.",
    zh: () => '实例使用平台的环境变量（S210）；请用 --env KEY=VALUE 传入变量。',
  }),
  'cli.error': text<{ message: string }>({
    en: ({ message }) => `Error: ${message}`,
    zh: ({ message }) => `错误：${message}`,
  }),
  'cli.unknownCommand': text<{ name: string }>({
    en: ({ name }) => `Unknown command "${name}". Run serverless-scf --help.`,
    zh: ({ name }) => `未知命令“${name}”。请运行 serverless-scf --help。`,
  }),
  'cli.badOption': text<{ why: string; command: string }>({
    en: ({ why, command }) => `${why}. Run serverless-scf ${command} --help.`,
    zh: ({ why, command }) => `${why}。请运行 serverless-scf ${command} --help。`,
  }),
  'cli.esbuildPlugin': text({
    en: () =>
      'serverless-esbuild does not know SCF runtimes and stops every command; remove it from plugins: TypeScript handlers are bundled here by your own esbuild.',
    zh: () => 'serverless-esbuild 不识别 SCF 运行时，会使所有命令失败；请将其从 plugins 中移除：本插件会用您自己的 esbuild 打包 TypeScript 函数。',
  }),
  'cli.checkFailed': text({ en: () => "The configuration breaks SCF's rules; see above.", zh: () => '配置不符合云函数的规则，详见上文。' }),
  'cli.help': text({
    en: () => `Usage: serverless-scf <command> [options]      (in a folder with serverless.yml)

Commands
  invoke     run a function locally under SCF's rules
  validate   check serverless.yml against SCF's rules

invoke
  -f, --function NAME        function to invoke (required)
  -d, --data JSON            event; without -d and -p it is read from standard input
  -p, --path FILE            event file, JSON or YAML; - is standard input
      --raw                  send the text as a JSON string
      --type TYPE            RequestResponse (default) or Event
  -e, --env KEY=VALUE        environment variable; repeatable
      --context JSON         fields to add to the context
  -x, --context-path FILE    the same from a file
  -q, --qualifier NAME       version or alias
      --count N              how many invocations (default 1)
      --concurrency C        how many at once, in waves (default 1)
      --interval MS          from one wave to the next; without it a wave goes when the last one has ended
      --seed N               seed of what the platform changes at will (default 1)
      --json                 records and summary as JSON

validate
      --format FORMAT        text (default) or json

Both
  -s, --stage NAME           stage (default: provider.stage, then dev)
  -r, --region NAME          region (default: provider.region)
      --param KEY=VALUE      parameter for \${param:KEY}; repeatable
      --config FILE          configuration file (default serverless.yml, .yaml, .json)
  -h, --help   -v, --version

Exit codes: 0 fine, 1 the function or the check failed, 2 wrong usage.
Language: SCF_LANG=zh for Chinese.`,
    zh: () => `用法：serverless-scf <命令> [选项]      （在包含 serverless.yml 的目录中运行）

命令
  invoke     按云函数的规则在本地运行函数
  validate   按云函数的规则检查 serverless.yml

invoke
  -f, --function 名称        要调用的函数（必填）
  -d, --data JSON            事件；未给出 -d 和 -p 时从标准输入读取
  -p, --path 文件            事件文件，JSON 或 YAML；- 表示标准输入
      --raw                  将文本作为 JSON 字符串发送
      --type 类型            RequestResponse（默认，同步）或 Event（异步）
  -e, --env KEY=VALUE        环境变量；可重复
      --context JSON         追加到 context 的字段
  -x, --context-path 文件    同上，从文件读取
  -q, --qualifier 名称       版本或别名
      --count N              调用次数（默认 1）
      --concurrency C        每批同时发起的调用数（默认 1）
      --interval 毫秒        两批调用的间隔；不设置时上一批结束后才发起下一批
      --seed N               平台随机行为的种子（默认 1）
      --json                 以 JSON 输出记录与汇总

validate
      --format 格式          text（默认）或 json

通用
  -s, --stage 名称           环境（默认取 provider.stage，其次为 dev）
  -r, --region 名称          地域（默认取 provider.region）
      --param KEY=VALUE      \${param:KEY} 的参数；可重复
      --config 文件          配置文件（默认 serverless.yml、.yaml、.json）
  -h, --help   -v, --version

退出码：0 正常，1 函数或检查失败，2 用法错误。
语言：SCF_LANG=en 切换为英文。`,
  }),
};
