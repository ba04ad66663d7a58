import { text } from './text';
import { deployUsageTexts } from './usageDeploy';

/** One line for each command and option of the plugin; apart from the rest, since every `sls` command loads them. */
export const usageTexts = {
  'usage.esbuildPlugin': text({
    en: () =>
      'serverless-esbuild does not know SCF runtimes and stops every command; remove it from plugins: TypeScript handlers are bundled here by your own esbuild.',
    zh: () => 'serverless-esbuild 不识别 SCF 运行时，会使所有命令失败；请将其从 plugins 中移除：本插件会用您自己的 esbuild 打包 TypeScript 函数。',
  }),
  'usage.warmupPlugin': text({
    en: () =>
      'serverless-plugin-warmup is for AWS Lambda and stops every command; remove it from plugins: what keeps instances of SCF warm is provisionedConcurrency.',
    zh: () => 'serverless-plugin-warmup 只用于 AWS Lambda，会使所有命令失败；请将其从 plugins 中移除：SCF 的实例用 provisionedConcurrency 预热。',
  }),
  'usage.invoke.type': text({
    en: () => 'RequestResponse (waits for the result) or Event (asynchronous)',
    zh: () => 'RequestResponse（同步，等待结果）或 Event（异步）',
  }),
  'usage.invoke.count': text({ en: () => 'How many invocations to make (default 1)', zh: () => '调用次数（默认 1）' }),
  'usage.invoke.concurrency': text({
    en: () => 'How many of them at once, in waves (default 1)',
    zh: () => '每批同时发起的调用数（默认 1）',
  }),
  'usage.invoke.interval': text({
    en: () => 'Milliseconds from one wave to the next; without it a wave goes when the last one has ended',
    zh: () => '两批调用的间隔（毫秒）；不设置时上一批结束后才发起下一批',
  }),
  'usage.invoke.seed': text({ en: () => 'Seed of what the platform changes at will (default 1)', zh: () => '平台随机行为的种子（默认 1）' }),
  'usage.invoke.retry': text({
    en: () => 'Run events again after an error, as retryNum says (the default); --no-retry ends with the first attempt',
    zh: () => '按 retryNum 重试出错的异步事件（默认）；--no-retry 表示不重试',
  }),
  'usage.invoke.attach': text({
    en: () => 'Use the offline region that runs for this service, if one does (the default); --no-attach runs on its own',
    zh: () => '如有正在运行的 offline 地域则使用它（默认）；--no-attach 表示独立运行',
  }),
  'usage.invoke.detach': text({
    en: () => 'Print the RequestId of the event and leave; the running offline region goes on with it',
    zh: () => '输出异步事件的 RequestId 后立即退出，由正在运行的 offline 地域继续处理',
  }),
  'usage.offline': text({
    en: () => "Run the service in a local region with SCF's API, quotas and durable asynchronous events",
    zh: () => '在本地地域中运行服务：云函数 API、配额与持久化的异步事件',
  }),
  'usage.offline.port': text({
    en: () => 'Port to listen on (default 8583); 0 takes a free one',
    zh: () => '监听端口（默认 8583）；0 表示使用空闲端口',
  }),
  'usage.offline.host': text({
    en: () => 'Address to listen on (default 127.0.0.1: this machine only)',
    zh: () => '监听地址（默认 127.0.0.1，仅限本机）',
  }),
  'usage.offline.allowHost': text({
    en: () => 'Further name by which it may be called (host.docker.internal); repeatable',
    zh: () => '允许用来访问的其他主机名（如 host.docker.internal）；可多次使用',
  }),
  'usage.offline.ephemeral': text({ en: () => 'Keep events in memory only', zh: () => '仅在内存中保存事件' }),
  'usage.offline.signature': text({
    en: () => 'What is asked of signatures: off (default), parse or verify',
    zh: () => '对请求签名的要求：off（默认，不检查）、parse（检查格式）或 verify（校验）',
  }),
  'usage.offline.secretId': text({
    en: () => 'SecretId for verify; the SecretKey comes from TENCENTCLOUD_SECRET_KEY',
    zh: () => 'verify 所用的 SecretId；SecretKey 取自环境变量 TENCENTCLOUD_SECRET_KEY',
  }),
  'usage.offline.rateLimits': text({ en: () => "Apply the cloud's request rates", zh: () => '按云端的请求频率限制' }),
  'usage.offline.regionOf': text({
    en: () => 'Folder of another service whose offline region to join: quotas are shared',
    zh: () => '加入另一个服务（目录）的 offline 地域，共用配额',
  }),
  'usage.offline.watch': text({
    en: () => 'Reload on changes of code or configuration (the default); --no-watch does not',
    zh: () => '代码或配置变化时自动重载（默认）；--no-watch 表示不重载',
  }),
  'usage.offline.watchIgnore': text({
    en: () => 'File, folder or pattern (data, *.sqlite) whose changes do not reload; repeatable',
    zh: () => '变化时不重载的文件、目录或模式（如 data、*.sqlite）；可多次使用',
  }),
  'usage.offline.timers': text({
    en: () => 'Timers of serverless.yml fire (the default); --no-timers keeps them quiet',
    zh: () => 'serverless.yml 中的定时触发器按时触发（默认）；--no-timers 表示不触发',
  }),
  'usage.offline.color': text({ en: () => 'Colours; --no-color does without', zh: () => '使用颜色；--no-color 表示不使用' }),
  'usage.offline.logs': text({ en: () => 'Print what functions write, too', zh: () => '同时输出函数的日志' }),
  'usage.offline.json': text({ en: () => 'One JSON object a line instead of text', zh: () => '每行输出一个 JSON 对象，而不是文本' }),
  'usage.invoke.contextPath': text({ en: () => 'The same as --contextPath', zh: () => '同 --contextPath' }),
  'usage.invoke.qualifier': text({ en: () => 'Version or alias ($LATEST, $DEFAULT, 1 …)', zh: () => '版本或别名（$LATEST、$DEFAULT、1……）' }),
  'usage.json': text({ en: () => 'Print records and summary as JSON', zh: () => '以 JSON 输出记录与汇总' }),
  'usage.region': text({ en: () => 'Region of the service', zh: () => '服务所在地域' }),
  'usage.scf': text({ en: () => 'Tencent Cloud SCF: checks and tools', zh: () => '腾讯云云函数：检查与工具' }),
  'usage.scf.validate': text({
    en: () => "Check the configuration against SCF's rules before anything reaches the cloud",
    zh: () => '在部署之前按云函数的规则检查配置',
  }),
  'usage.scf.simulate': text({
    en: () => 'Play a trace of invocations on the service, in virtual time: refusals, cold starts, waits, cost',
    zh: () => '在虚拟时间中对本服务重放调用轨迹：拒绝、冷启动、等待与费用',
  }),
  'usage.simulate.trace': text({ en: () => 'CSV file of invocations (required)', zh: () => '调用轨迹，CSV 文件（必填）' }),
  'usage.simulate.format': text({
    en: () => 'scf, azure-functions-2021, azure-functions-2019 or llm-inference (default: the header tells)',
    zh: () => 'scf、azure-functions-2021、azure-functions-2019 或 llm-inference（默认按首行判断）',
  }),
  'usage.simulate.map': text({
    en: () => 'NAME=FUNCTION for a name in the trace, "*=FUNCTION" for all that are left; repeatable',
    zh: () => '名称=函数：轨迹中的名称对应的函数，"*=函数" 表示其余全部；可重复',
  }),
  'usage.simulate.type': text({
    en: () => 'sync (default) or async, where the trace does not say',
    zh: () => '轨迹未说明时的调用类型：sync（默认）或 async',
  }),
  'usage.simulate.tokenBaseMs': text({
    en: () => 'llm-inference: milliseconds before the first token (default 30)',
    zh: () => 'llm-inference：第一个 token 之前的毫秒数（默认 30）',
  }),
  'usage.simulate.tokenMs': text({
    en: () => 'llm-inference: milliseconds for each generated token (default 25)',
    zh: () => 'llm-inference：每个生成的 token 的毫秒数（默认 25）',
  }),
  'usage.simulate.durations': text({
    en: () => 'azure-functions-2019: file of durations (default: found by its name)',
    zh: () => 'azure-functions-2019：执行时长文件（默认按文件名查找）',
  }),
  'usage.simulate.memory': text({
    en: () => 'azure-functions-2019: file of memory (default: found by its name)',
    zh: () => 'azure-functions-2019：内存文件（默认按文件名查找）',
  }),
  'usage.simulate.reorderRows': text({
    en: () => 'azure-functions-2021: rows that are put in order at a time (default 100000)',
    zh: () => 'azure-functions-2021：每次排序的行数（默认 100000）',
  }),
  'usage.simulate.seed': text({ en: () => 'Seed of everything that is drawn (default 1)', zh: () => '所有随机抽取的种子（默认 1）' }),
  'usage.simulate.records': text({
    en: () => 'File for one line of JSON for each invocation, in the order of arrival',
    zh: () => '按到达顺序写入调用记录的文件，每次调用一行 JSON',
  }),
  'usage.simulate.until': text({
    en: () => 'End of the run: 24h, 90m, 10s …; a bare number is ms, as in the trace',
    zh: () => '模拟的结束时间：24h、90m、10s……；纯数字的单位为毫秒，与轨迹一致',
  }),
  'usage.simulate.freeTier': text({
    en: () => 'Free tier to take off: none (default), standard or newcomer',
    zh: () => '要扣除的免费额度：none（默认）、standard 或 newcomer',
  }),
  'usage.simulate.start': text({
    en: () => "Date and time at which the run begins, for schedules (default: the trace's own, else 2021-11-01T00:00:00+08:00)",
    zh: () => '模拟开始的日期与时间，用于定时预置（默认取轨迹自身的时间，否则为 2021-11-01T00:00:00+08:00）',
  }),
  'usage.simulate.profile': text({ en: () => "Profile to play by (default: the service's)", zh: () => '模拟所用的平台版本（默认为服务所用的版本）' }),
  'usage.simulate.vary': text({
    en: () => 'PATH=VALUE,VALUE… compares variants of the service; repeatable, for each value with each',
    zh: () => '路径=值,值…：比较服务的多个方案；可重复，各值两两组合',
  }),
  'usage.simulate.json': text({ en: () => 'Print the summary as JSON', zh: () => '以 JSON 输出汇总' }),
  'usage.scf.profile': text({
    en: () => "The platform's figures: what a profile holds, with its sources",
    zh: () => '平台数值：各平台版本的内容与出处',
  }),
  'usage.scf.profile.show': text({
    en: () => 'Show every figure of a profile with its source, and which of them the service sets',
    zh: () => '列出某一平台版本的各项数值及其出处，并标出由服务设置的项',
  }),
  'usage.scf.profile.diff': text({
    en: () => 'Show what differs between two profiles, and what that means for the service',
    zh: () => '比较两个平台版本的差异，以及对服务的影响',
  }),
  'usage.profile.profile': text({ en: () => "Profile to show (default: the service's)", zh: () => '要列出的平台版本（默认为服务所用的版本）' }),
  'usage.profile.from': text({ en: () => 'Profile to compare from', zh: () => '作为基准的版本' }),
  'usage.profile.to': text({ en: () => 'Profile to compare with', zh: () => '与之比较的版本' }),
  'usage.profile.json': text({ en: () => 'Print it as JSON', zh: () => '以 JSON 输出' }),
  'usage.scf.events': text({
    en: () => 'Asynchronous events of the offline region that runs for the service',
    zh: () => '本服务 offline 地域中的异步事件',
  }),
  'usage.scf.events.list': text({ en: () => 'List events of asynchronous execution', zh: () => '列出异步执行事件' }),
  'usage.scf.events.get': text({ en: () => 'Show everything that is known of one event', zh: () => '查看单个事件的全部信息' }),
  'usage.scf.events.logs': text({ en: () => 'Print the log of one event from its start', zh: () => '从头输出单个事件的日志' }),
  'usage.scf.events.terminate': text({ en: () => 'End running events', zh: () => '终止运行中的事件' }),
  'usage.scf.events.stats': text({ en: () => 'Count events by state for each function', zh: () => '按函数统计各状态的事件数' }),
  'usage.events.endpoint': text({
    en: () => 'Address of the region, http://127.0.0.1:PORT (default: the one that runs for this service)',
    zh: () => '地域的地址，http://127.0.0.1:端口（默认为本服务正在运行的 offline 地域）',
  }),
  'usage.events.id': text({ en: () => 'RequestId of an event', zh: () => '事件的 RequestId' }),
  'usage.events.function': text({
    en: () => 'Function, by its key or its name in the cloud; repeatable',
    zh: () => '函数，可用其键名或云端名称；可重复',
  }),
  'usage.events.qualifier': text({ en: () => 'Version or alias of the function', zh: () => '函数的版本或别名' }),
  'usage.events.state': text({
    en: () => 'RUNNING, FINISHED, FAILED or ABORTED; repeatable',
    zh: () => 'RUNNING、FINISHED、FAILED 或 ABORTED；可重复',
  }),
  'usage.events.since': text({
    en: () => 'Events that began since then: 2h (ago), 30m, or 2021-11-01T09:30',
    zh: () => '此后开始的事件：2h（两小时前）、30m，或 2021-11-01T09:30',
  }),
  'usage.events.until': text({ en: () => 'Events that began before then', zh: () => '此前开始的事件' }),
  'usage.events.limit': text({ en: () => 'How many to list, 1 to 1000 (default 20)', zh: () => '列出的数量，1 到 1000（默认 20）' }),
  'usage.events.offset': text({ en: () => 'How many to leave out before (default 0)', zh: () => '跳过的数量（默认 0）' }),
  'usage.events.order': text({ en: () => 'desc (the latest first, default) or asc', zh: () => 'desc（最近的在前，默认）或 asc' }),
  'usage.events.follow': text({ en: () => 'Go on with what comes until the event ends', zh: () => '持续输出，直至事件结束' }),
  'usage.events.signal': text({
    en: () => 'Send SIGTERM, which the handler may listen to, instead of ending the instance',
    zh: () => '发送 SIGTERM（函数可自行处理），而不是强制终止实例',
  }),
  'usage.events.all': text({
    en: () => 'All that run, of the functions that are named or of all',
    zh: () => '全部运行中的事件（可用 --function 限定函数）',
  }),
  'usage.events.yes': text({ en: () => 'Do not ask', zh: () => '不再询问' }),
  'usage.validate.format': text({
    en: () => 'text, json, sarif, junit, github or gitlab (default text)',
    zh: () => 'text、json、sarif、junit、github 或 gitlab（默认 text）',
  }),
  'usage.validate.failOn': text({
    en: () => 'Least severity that fails: error, warning or info (default error)',
    zh: () => '达到该级别即失败：error、warning 或 info（默认 error）',
  }),
  'usage.validate.output': text({ en: () => 'File for the report, instead of standard output', zh: () => '把报告写入该文件，而不是标准输出' }),
  'usage.validate.fix': text({ en: () => 'Apply the fixes that are safe', zh: () => '应用可安全自动完成的修改' }),
  'usage.validate.dryRun': text({ en: () => 'With --fix: print the changes, write nothing', zh: () => '与 --fix 同用：只输出改动，不写文件' }),
  'usage.validate.baseline': text({
    en: () => 'File of findings that do not count, for old projects',
    zh: () => '基线文件：其中列出的问题不计入（用于老项目）',
  }),
  'usage.validate.updateBaseline': text({
    en: () => 'With --baseline: write what is found now into that file',
    zh: () => '与 --baseline 同用：把当前的问题写入该文件',
  }),
  'usage.validate.allStages': text({
    en: () => 'Check every stage that the configuration speaks of',
    zh: () => '检查配置中出现的所有环境（stage）',
  }),
  'usage.validate.cloud': text({
    en: () => 'Compare with the live account, which is only read',
    zh: () => '与线上账号比对（只读）',
  }),
  'usage.validate.endpoint': text({ en: () => 'With --cloud: another address of the API', zh: () => '与 --cloud 同用：API 的其他地址' }),
  'usage.validate.explain': text({ en: () => 'Print the page of a rule, such as SCF203', zh: () => '输出某条规则的说明，例如 SCF203' }),
  'usage.scf.rules': text({ en: () => 'List all rules that validate checks', zh: () => '列出 validate 检查的所有规则' }),
  'usage.rules.json': text({ en: () => 'As JSON', zh: () => '以 JSON 输出' }),
  ...deployUsageTexts,
};
