import { cloudHelp } from './cliDeploy';
import { sayer } from './saying';
import { text } from './text';

/** An option or word that a command does not take as it stands. */
export interface BadArgument {
  readonly name: string;
  /** The option that may be meant, without dashes. */
  readonly nearest: string | undefined;
  readonly command: string;
}

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
  'cli.insteadOfConceal': text({
    en: () => 'Values of environment are never shown here: leave the option out.',
    zh: () => '此处从不显示环境变量的值：请去掉该选项。',
  }),
  'cli.insteadOfProfile': text({
    en: () => 'Name a profile of your credentials file with TENCENTCLOUD_PROFILE, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.',
    zh: () => '请用 TENCENTCLOUD_PROFILE 指定凭证文件中的配置，或设置 TENCENTCLOUD_SECRET_ID 与 TENCENTCLOUD_SECRET_KEY。',
  }),
  'cli.insteadOfDashboard': text({
    en: () => 'There is no dashboard for SCF: leave the option out.',
    zh: () => '云函数没有对应的 Dashboard：请去掉该选项。',
  }),
  'cli.insteadOfAccelerate': text({
    en: () => 'Code goes straight to SCF, or through the COS bucket that custom.scf.deploy.bucket names: leave the option out.',
    zh: () => '代码直接上传到云函数，或经由 custom.scf.deploy.bucket 指定的 COS 存储桶：请去掉该选项。',
  }),
  'cli.insteadOfHash': text({
    en: () => 'A version is published when code or configuration differs; --force uploads code even where it is the same.',
    zh: () => '代码或配置有变化时才发布版本；--force 可在代码未变时重新上传。',
  }),
  'cli.insteadOfTemplate': text({
    en: () => 'SCF is deployed through its API, without a template: leave the option out.',
    zh: () => '云函数通过 API 部署，没有模板：请去掉该选项。',
  }),
  'cli.insteadOfDurable': text({
    en: () => 'Set asyncRunEnable: true on the function for runs of up to 24 hours.',
    zh: () => '如需最长 24 小时的运行，请在函数上设置 asyncRunEnable: true。',
  }),
  'cli.error': text<{ message: string }>({
    en: ({ message }) => `Error: ${message}`,
    zh: ({ message }) => `错误：${message}`,
  }),
  'cli.unwritable': text<{ why: string }>({
    en: ({ why }) => `The output is not whole, for it cannot be written: ${why}.`,
    zh: ({ why }) => `输出无法写入，因此不完整：${why}。`,
  }),
  'cli.folderGone': text({
    en: () =>
      'The folder that this was run in has been removed. Change to the folder of the service (with cd, also where it was made anew), and run it again.',
    zh: () => '运行命令的目录已被删除。请用 cd 进入服务所在的目录（即使该目录已重新创建），然后再运行。',
  }),
  'cli.unknownCommand': text<{ name: string; nearest: string | undefined }>({
    en: ({ name, nearest }) => `Unknown command "${name}"${nearest === undefined ? '.' : `: did you mean ${nearest}?`} Run serverless-scf --help.`,
    zh: ({ name, nearest }) => `未知命令“${name}”${nearest === undefined ? '。' : `：是否想输入 ${nearest}？`}请运行 serverless-scf --help。`,
  }),
  'cli.unknownOption': text<BadArgument>({
    en: ({ name, nearest, command }) =>
      `Unknown option ${name}${nearest === undefined ? '.' : `: did you mean --${nearest}?`} Run serverless-scf ${command} --help.`,
    zh: ({ name, nearest, command }) =>
      `未知选项 ${name}${nearest === undefined ? '。' : `：是否想输入 --${nearest}？`}请运行 serverless-scf ${command} --help。`,
  }),
  'cli.valueMissing': text<BadArgument>({
    en: ({ name, command }) =>
      `Option ${name} needs a value; one that begins with a dash is written ${name}=-VALUE. Run serverless-scf ${command} --help.`,
    zh: ({ name, command }) => `选项 ${name} 需要一个值；以短横线开头的值请写作 ${name}=-VALUE。请运行 serverless-scf ${command} --help。`,
  }),
  'cli.valueEmpty': text<{ name: string }>({
    en: ({ name }) => `Option ${name} is given with nothing in it: name a value, or leave the option out.`,
    zh: ({ name }) => `选项 ${name} 的值为空：请写出值，或去掉该选项。`,
  }),
  'cli.profileNamed': text({
    en: () => 'Profiles are named already: leave out --profile.',
    zh: () => '已写出平台版本的名称：请去掉 --profile。',
  }),
  'cli.givenTwice': text<{ name: string }>({
    en: ({ name }) => `Option ${name} is given more than once, and takes one value: leave out all but one.`,
    zh: ({ name }) => `选项 ${name} 给出了多次，但只能取一个值：请只保留一个。`,
  }),
  'cli.remoteOnly': text<{ name: string }>({
    en: ({ name }) => `Option ${name} is for functions in the cloud: add --remote, or leave the option out to run the function here.`,
    zh: ({ name }) => `选项 ${name} 用于云端的函数：请加上 --remote；若要在本地运行函数，请去掉该选项。`,
  }),
  'cli.localOnly': text<{ name: string }>({
    en: ({ name }) => `Option ${name} is for functions that run here: leave it out, or leave out --remote.`,
    zh: ({ name }) => `选项 ${name} 用于在本地运行的函数：请去掉该选项，或去掉 --remote。`,
  }),
  'cli.valueNotTaken': text<BadArgument>({
    en: ({ name, command }) => `Option ${name} takes no value. Run serverless-scf ${command} --help.`,
    zh: ({ name, command }) => `选项 ${name} 不接受值。请运行 serverless-scf ${command} --help。`,
  }),
  'cli.unexpectedWord': text<BadArgument>({
    en: ({ name, command }) => `Unexpected argument "${name}". Run serverless-scf ${command} --help.`,
    zh: ({ name, command }) => `多余的参数“${name}”。请运行 serverless-scf ${command} --help。`,
  }),
  'cli.checkFailed': text({ en: () => "The configuration breaks SCF's rules; see above.", zh: () => '配置不符合云函数的规则，详见上文。' }),
  'cli.help': text({
    en: () => `Usage: serverless-scf <command> [options]      (in a folder with serverless.yml)

Commands
  invoke     run a function locally under SCF's rules
  offline    run the service in a local region: SCF's API, durable events
  validate   check serverless.yml against SCF's rules
  rules      list those rules
  profile    show the platform's figures, or what differs between two sets of them
  simulate   play a trace of invocations on the service, in virtual time
  events     list, watch and terminate asynchronous events of the offline region; with --remote, of the cloud${cloudHelp.commands.en}

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
      --count N              how many invocations (default 1, at most 1000000)
      --concurrency C        how many at once, in waves (default 1, at most 100000)
      --interval MS          from one wave to the next; without it a wave goes when the last one has ended
      --seed N               seed of what the platform changes at will (default 1)
      --no-retry             end an event with its first attempt, whatever retryNum says
      --no-attach            a region of its own, even if an offline region runs for this service
      --detach               print the event's RequestId and leave; the offline region goes on with it
      --json                 records and summary as JSON

offline                      r reload, s status, k terminate an event, q or Ctrl-C drain and quit; Ctrl-C twice ends at once
      --port N               port (default 8583); 0 takes a free one
      --host ADDRESS         address to listen on (default 127.0.0.1: this machine only)
      --allow-host NAME      further name by which it may be called (host.docker.internal); repeatable
      --ephemeral            keep events in memory only
      --seed N               seed of what the platform changes at will (default 1)
      --signature MODE       what is asked of signatures: off (default), parse, verify
      --secret-id ID         for verify (default: TENCENTCLOUD_SECRET_ID); the key is TENCENTCLOUD_SECRET_KEY
      --rate-limits          apply the cloud's request rates
      --region-of DIR        join the offline region of the service in DIR: quotas are shared
      --no-watch             do not reload on changes
      --watch-ignore FILES   file, folder or pattern (data, *.sqlite) whose changes do not reload; repeatable
      --no-timers            do not fire the timers of serverless.yml
      --logs                 print what functions write, too
      --no-color
      --json                 one JSON object a line

validate [FILE|FOLDER …]     none: this folder; also patterns, and serverless-compose.yml
      --format FORMAT        text (default), json, sarif, junit, github, gitlab
      --fail-on SEVERITY     error (default), warning, info
  -o, --output FILE          the report goes there
      --fix                  apply the fixes that are safe; with --dry-run print them only
      --baseline FILE        what is in it does not count; --update-baseline writes it
      --all-stages           every stage that the configuration speaks of
      --cloud                compare with the live account, which is only read; --endpoint URL asks another address
      --explain CODE         print the page of a rule
rules                        all rules
      --json                 as JSON

profile show                 every figure with its source; what the service sets is marked
      --profile NAME         profile (default: custom.scf.profile, then scf-2021)
      --json                 as JSON
profile diff NAME NAME       what differs, and what that means for the service
      --json                 as JSON

simulate
      --trace FILE           CSV file of invocations (required)
      --format FORMAT        scf, azure-functions-2021, azure-functions-2019, llm-inference (default: the header tells)
      --map NAME=FUNCTION    function for a name in the trace, "*=FUNCTION" for all that are left; repeatable
      --type TYPE            sync (default) or async, where the trace does not say
      --token-base-ms MS     llm-inference: time before the first token (default 30)
      --token-ms MS          llm-inference: time for each generated token (default 25)
      --durations FILE       azure-functions-2019: durations (default: found by its name)
      --memory FILE          azure-functions-2019: memory (default: found by its name)
      --reorder-rows N       azure-functions-2021: rows put in order at a time (default 100000)
      --until TIME           end of the run: 24h, 90m, 10s …; a bare number is ms, as in the trace
      --start DATE           when the run begins, for schedules (default: the trace's own date, else 2021-11-01T00:00:00+08:00)
      --seed N               seed of everything that is drawn (default 1)
      --profile NAME         profile (default: custom.scf.profile, then scf-2021)
      --free-tier TIER       none (default), standard, newcomer
      --records FILE         one line of JSON for each invocation, in the order of arrival
      --vary PATH=V1,V2      compare variants of the service: functions.NAME.option, provider.option, custom.scf.option;
                             values in YAML; repeatable, for each value with each
      --json                 summary as JSON; with --vary, all variants

events list                  events of asynchronous execution, by their start
events stats                 how many are in each state, by function
  -f, --function NAME        key or name in the cloud; repeatable
  -q, --qualifier NAME       version or alias
      --state STATES         RUNNING, FINISHED, FAILED, ABORTED (not for stats)
      --since T, --until T   how long ago (2h, 30m) or when (2021-11-01T09:30)
      --limit N, --offset N  window (default 20 from 0; not for stats)
      --order ORDER          desc (the latest first, default) or asc (not for stats)
events get ID                everything that is known of one
events logs ID               its log from the start
      --follow               and what comes until it ends
events terminate ID …        end running ones: hard, or
      --signal               by SIGTERM, which the handler may listen to
      --all                  all that run, of --function and --qualifier; asks unless --yes
events …
      --id ID                the same as ID (get, logs, terminate)
      --endpoint URL         http://127.0.0.1:PORT (default: the offline region that runs for this folder)
      --remote               those of the cloud
      --json                 as JSON (not for logs)
${cloudHelp.options.en}
All but rules; events only with --remote
  -s, --stage NAME           stage (default: provider.stage, then dev)
  -r, --region NAME          region (default: provider.region)
      --param KEY=VALUE      parameter for \${param:KEY}; repeatable (not for import)
      --config FILE          configuration file (default serverless.yml, .yaml, .json; not for import)
  -h, --help   -v, --version

Exit codes: 0 fine (offline: drained), 1 the function or the check failed, 2 wrong usage, 130 ended by Ctrl-C.
Language: SCF_LANG=zh for Chinese.`,
    zh: () => `用法：serverless-scf <命令> [选项]      （在包含 serverless.yml 的目录中运行）

命令
  invoke     按云函数的规则在本地运行函数
  offline    在本地地域中运行服务：云函数 API、持久化的异步事件
  validate   按云函数的规则检查 serverless.yml
  rules      列出这些规则
  profile    列出平台的各项数值，或比较两个平台版本的差异
  simulate   在虚拟时间中对本服务重放调用轨迹
  events     列出、跟踪、终止 offline 地域（加 --remote 则为云端）的异步事件${cloudHelp.commands.zh}

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
      --count N              调用次数（默认 1，最多 1000000）
      --concurrency C        每批同时发起的调用数（默认 1，最多 100000）
      --interval 毫秒        两批调用的间隔；不设置时上一批结束后才发起下一批
      --seed N               平台随机行为的种子（默认 1）
      --no-retry             异步事件出错后不重试（忽略 retryNum）
      --no-attach            即使有正在运行的 offline 地域，也独立运行
      --detach               输出异步事件的 RequestId 后退出，由 offline 地域继续处理
      --json                 以 JSON 输出记录与汇总

offline                      r 重载，s 状态，k 终止事件，q 或 Ctrl-C 处理完后退出；按两次 Ctrl-C 立即结束
      --port N               端口（默认 8583）；0 表示使用空闲端口
      --host 地址            监听地址（默认 127.0.0.1，仅限本机）
      --allow-host 名称      允许用来访问的其他主机名（如 host.docker.internal）；可多次使用
      --ephemeral            仅在内存中保存事件
      --seed N               平台随机行为的种子（默认 1）
      --signature 方式       对请求签名的要求：off（默认，不检查）、parse（检查格式）、verify（校验）
      --secret-id ID         用于 verify（默认取 TENCENTCLOUD_SECRET_ID）；密钥取自 TENCENTCLOUD_SECRET_KEY
      --rate-limits          按云端的请求频率限制
      --region-of 目录       加入该目录中服务的 offline 地域，共用配额
      --no-watch             文件变化时不重载
      --watch-ignore 文件    变化时不重载的文件、目录或模式（如 data、*.sqlite）；可多次使用
      --no-timers            不触发 serverless.yml 中的定时触发器
      --logs                 同时输出函数的日志
      --no-color
      --json                 每行输出一个 JSON 对象

validate [文件|目录 …]       不写则检查当前目录；也可写通配符或 serverless-compose.yml
      --format 格式          text（默认）、json、sarif、junit、github、gitlab
      --fail-on 级别         error（默认）、warning、info
  -o, --output 文件          报告写入该文件
      --fix                  应用可安全自动完成的修改；加 --dry-run 只输出改动
      --baseline 文件        其中列出的问题不计入；--update-baseline 重新生成
      --all-stages           检查配置中出现的所有环境
      --cloud                与线上账号比对（只读）；--endpoint 地址 指定其他 API 地址
      --explain 代码         输出某条规则的说明
rules                        列出所有规则
      --json                 以 JSON 输出

profile show                 各项数值及其出处；由服务设置的项会标出
      --profile 名称         平台版本（默认取 custom.scf.profile，其次为 scf-2021）
      --json                 以 JSON 输出
profile diff 名称 名称       两个平台版本的差异，以及对服务的影响
      --json                 以 JSON 输出

simulate
      --trace 文件           调用轨迹，CSV 文件（必填）
      --format 格式          scf、azure-functions-2021、azure-functions-2019、llm-inference（默认按首行判断）
      --map 名称=函数        轨迹中的名称对应的函数，"*=函数" 表示其余全部；可重复
      --type 类型            轨迹未说明时的调用类型：sync（默认）或 async
      --token-base-ms 毫秒   llm-inference：第一个 token 之前的时间（默认 30）
      --token-ms 毫秒        llm-inference：每个生成的 token 的时间（默认 25）
      --durations 文件       azure-functions-2019：执行时长（默认按文件名查找）
      --memory 文件          azure-functions-2019：内存（默认按文件名查找）
      --reorder-rows N       azure-functions-2021：每次排序的行数（默认 100000）
      --until 时长           模拟的结束时间：24h、90m、10s……；纯数字的单位为毫秒，与轨迹一致
      --start 日期           模拟的开始时间，用于定时预置（默认取轨迹自身的时间，否则为 2021-11-01T00:00:00+08:00）
      --seed N               所有随机抽取的种子（默认 1）
      --profile 名称         平台版本（默认取 custom.scf.profile，其次为 scf-2021）
      --free-tier 额度       none（默认）、standard、newcomer
      --records 文件         按到达顺序写入调用记录，每次调用一行 JSON
      --vary 路径=值1,值2    比较服务的多个方案：functions.名称.选项、provider.选项、custom.scf.选项；
                             值为 YAML；可重复，各值两两组合
      --json                 以 JSON 输出汇总；与 --vary 同用时输出全部方案

events list                  按开始时间列出异步执行事件
events stats                 按函数统计各状态的事件数
  -f, --function 名称        函数的键名或云端名称；可重复
  -q, --qualifier 名称       版本或别名
      --state 状态           RUNNING、FINISHED、FAILED、ABORTED（不用于 stats）
      --since、--until 时间  距今的时长（2h、30m）或时间（2021-11-01T09:30）
      --limit N、--offset N  列出的范围（默认从 0 起 20 个；不用于 stats）
      --order 顺序           desc（最近的在前，默认）或 asc（不用于 stats）
events get ID                单个事件的全部信息
events logs ID               从头输出事件的日志
      --follow               并持续输出，直至事件结束
events terminate ID……        终止运行中的事件：强制终止，或
      --signal               发送 SIGTERM，由函数自行处理
      --all                  全部运行中的事件（可用 --function、--qualifier 限定）；除非给出 --yes，否则先询问
events ……
      --id ID                同 ID（用于 get、logs、terminate）
      --endpoint 地址        http://127.0.0.1:端口（默认为本目录正在运行的 offline 地域）
      --remote               云端的事件
      --json                 以 JSON 输出（不用于 logs）
${cloudHelp.options.zh}
通用（rules 除外；events 仅在加 --remote 时）
  -s, --stage 名称           环境（默认取 provider.stage，其次为 dev）
  -r, --region 名称          地域（默认取 provider.region）
      --param KEY=VALUE      \${param:KEY} 的参数；可重复（不用于 import）
      --config 文件          配置文件（默认 serverless.yml、.yaml、.json；不用于 import）
  -h, --help   -v, --version

退出码：0 正常（offline：处理完后退出），1 函数或检查失败，2 用法错误，130 被 Ctrl-C 结束。
语言：SCF_LANG=en 切换为英文。`,
  }),
};

export const sayCli = sayer(cliTexts);
