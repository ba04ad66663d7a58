import { text } from './text';

/** What `invoke local` and `scf invoke` say. In Chinese a reservation has its name of today, with that of 2021 beside it (S9). */
export const invokeTexts = {
  'invoke.noFunction': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `There is no function "${name}" in this service. It has: ${known.join(', ') || 'none'}.`,
    zh: ({ name, known }) => `此服务中没有函数“${name}”。现有函数：${known.join('、') || '无'}。`,
  }),
  'invoke.unset': text({
    en: () => 'Nothing runs while a variable has no value (SCF111 above).',
    zh: () => '有变量没有值（见上文 SCF111），无法运行。',
  }),
  'invoke.notPlayed': text<{ options: readonly string[] }>({
    en: ({ options }) => `Note: not played locally yet, only checked (SCF503): ${options.join(', ')}`,
    zh: ({ options }) => `注意：以下配置目前只检查，本地尚未模拟（SCF503）：${options.join('、')}`,
  }),
  'invoke.module': text<{ message: string }>({
    en: ({ message }) => `Note: ${message} (SCF122; validate --explain SCF122 says more)`,
    zh: ({ message }) => `注意：${message}（SCF122；详见 validate --explain SCF122）`,
  }),
  'invoke.noFunctionNamed': text({
    en: () => 'Name the function to invoke: --function NAME (-f).',
    zh: () => '请用 --function 名称（-f）指定要调用的函数。',
  }),
  'invoke.noQualifier': text<{ name: string; qualifier: string; known: readonly string[] }>({
    en: ({ name, qualifier, known }) => `Function "${name}" has no version or alias "${qualifier}". It has: ${known.join(', ')}.`,
    zh: ({ name, qualifier, known }) => `函数“${name}”没有版本或别名“${qualifier}”。现有：${known.join('、')}。`,
  }),
  'invoke.runtime': text<{ name: string; runtime: string }>({
    en: ({ name, runtime }) => `Function "${name}" uses ${runtime}; Node.js and Python 3 (Nodejs…, Python3…) run locally so far.`,
    zh: ({ name, runtime }) => `函数“${name}”使用 ${runtime}；目前本地只能运行 Node.js 与 Python 3（Nodejs…、Python3…）。`,
  }),
  'invoke.web': text<{ name: string }>({
    en: ({ name }) => `Function "${name}" is a Web function (type: web); only event functions run locally so far.`,
    zh: ({ name }) => `函数“${name}”是 Web 函数（type: web）；目前本地只能运行事件函数。`,
  }),
  'invoke.eventNotJson': text<{ from: string; why: string }>({
    en: ({ from, why }) =>
      `The event from ${from} is not JSON: ${why}. SCF answers such a call with 400 InvalidParameterValue. Pass --raw to send the text as a JSON string.`,
    zh: ({ from, why }) => `来自 ${from} 的事件不是 JSON：${why}。云端会以 400 InvalidParameterValue 拒绝。加上 --raw 可将文本作为 JSON 字符串发送。`,
  }),
  'invoke.eventFile': text<{ path: string; why: string }>({
    en: ({ path, why }) => `Cannot read the event file ${path}: ${why}.`,
    zh: ({ path, why }) => `无法读取事件文件 ${path}：${why}。`,
  }),
  'invoke.contextFile': text<{ path: string; why: string }>({
    en: ({ path, why }) => `Cannot read the context file ${path}: ${why}.`,
    zh: ({ path, why }) => `无法读取 context 文件 ${path}：${why}。`,
  }),
  'invoke.contextNotObject': text<{ from: string }>({
    en: ({ from }) => `The context from ${from} must be a JSON object, for example '{"request_id":"…"}'.`,
    zh: ({ from }) => `来自 ${from} 的 context 必须是 JSON 对象，例如 '{"request_id":"…"}'。`,
  }),
  'invoke.bothDataAndPath': text<{ one: string; other: string }>({
    en: ({ one, other }) => `Give either ${one} or ${other}, not both.`,
    zh: ({ one, other }) => `${one} 与 ${other} 只能给出一个。`,
  }),
  'invoke.waitingForStdin': text({
    en: () => "Waiting for the event on standard input; pass -d '{}' for an empty one.",
    zh: () => "正在等待标准输入中的事件；空事件请用 -d '{}'。",
  }),
  'invoke.env': text<{ given: string }>({
    en: ({ given }) => `--env takes KEY=VALUE, not "${given}".`,
    zh: ({ given }) => `--env 的格式是 KEY=VALUE，而不是“${given}”。`,
  }),
  'invoke.envProtected': text<{ key: string }>({
    en: ({ key }) => `--env cannot set ${key}: SCF protects keys that begin with SCF_, QCLOUD_ or TENCENTCLOUD_ (S152).`,
    zh: ({ key }) => `--env 不能设置 ${key}：以 SCF_、QCLOUD_、TENCENTCLOUD_ 开头的变量受平台保护（S152）。`,
  }),
  'invoke.envName': text<{ key: string }>({
    en: ({ key }) => `--env cannot set ${key}: the name of a variable begins with a letter, and has letters, digits and _ after it (S152).`,
    zh: ({ key }) => `--env 不能设置 ${key}：变量名须以字母开头，其后为字母、数字或 _（S152）。`,
  }),
  'invoke.type': text<{ given: string }>({
    en: ({ given }) => `--type is RequestResponse or Event, not "${given}".`,
    zh: ({ given }) => `--type 只能是 RequestResponse 或 Event，而不是“${given}”。`,
  }),
  'invoke.wholeNumber': text<{ option: string; given: string; min: number; max: number }>({
    en: ({ option, given, min, max }) => `--${option} takes a whole number from ${min} to ${max}, not "${given}".`,
    zh: ({ option, given, min, max }) => `--${option} 应为 ${min} 到 ${max} 的整数，而不是“${given}”。`,
  }),
  'invoke.warming': text<{ instances: number }>({
    en: ({ instances }) => `Starting ${instances} provisioned instance${instances === 1 ? '' : 's'} …`,
    zh: ({ instances }) => `正在启动 ${instances} 个预置实例……`,
  }),
  'invoke.interrupted': text({
    en: () => 'Interrupted: SIGTERM sent to the running handler. Press Ctrl-C again to kill it.',
    zh: () => '已中断：已向运行中的函数发送 SIGTERM。再按一次 Ctrl-C 强制结束。',
  }),
  'invoke.running': text<{ instance: number; cold: boolean }>({
    en: ({ instance, cold }) => `instance ${instance}, ${cold ? 'cold start' : 'warm'}`,
    zh: ({ instance, cold }) => `实例 ${instance}，${cold ? '冷启动' : '热启动'}`,
  }),
  'invoke.endedAsync': text<{ requestId: string; state: string; status: number }>({
    en: ({ requestId, state, status }) => `${requestId} ${state} (${status})`,
    zh: ({ requestId, state, status }) => `${requestId} ${state}（${status}）`,
  }),
  'invoke.retry': text<{ status: number; inSec: number; nth: number; max: number }>({
    en: (p) => `${p.status}: retry ${p.nth} of ${p.max} in ${p.inSec} s (S54). Ctrl-C ends the wait; --no-retry makes the first attempt the last.`,
    zh: (p) => `${p.status}：${p.inSec} 秒后进行第 ${p.nth} 次重试，共 ${p.max} 次（S54）。按 Ctrl-C 结束等待；使用 --no-retry 则不再重试。`,
  }),
  'invoke.repeat': text<{ status: number; inSec: number; rule: string }>({
    en: ({ status, inSec, rule }) => `${status}: tried again in ${inSec} s, and so on until its msgTTL is over (${rule}). Ctrl-C ends the wait.`,
    zh: ({ status, inSec, rule }) => `${status}：${inSec} 秒后再次尝试，直到超过 msgTTL（${rule}）。按 Ctrl-C 结束等待。`,
  }),
  'invoke.deadLettered': text<{ type: string; name: string }>({
    en: ({ type, name }) => `In the cloud the event now goes to the dead-letter queue ${name} (${type}), with its error (S67).`,
    zh: ({ type, name }) => `在云端，该事件及其错误此时会投递到死信队列 ${name}（${type}）（S67）。`,
  }),
  'invoke.credentialsExpired': text({
    en: () => "It has run for 6 h: in the cloud the role's temporary credentials are no longer valid from here on (S80).",
    zh: () => '已运行 6 小时：在云端，运行角色的临时密钥从此刻起失效（S80）。',
  }),
  'invoke.wentOn': text<{ status: number }>({
    en: ({ status }) => `The caller was given up on, but the run went on and ended with ${status} (S46, S47).`,
    zh: ({ status }) => `调用方已超时，但运行仍在继续，最终以 ${status} 结束（S46、S47）。`,
  }),
  'invoke.changedAfterAnswer': text<{ status: number }>({
    en: ({ status }) => `The caller had its result already, but the run itself ended with ${status}: its event loop was not empty (S193).`,
    zh: ({ status }) => `调用方已拿到结果，但由于事件循环未清空，本次运行最终以 ${status} 结束（S193）。`,
  }),
  'cause.off': text<{ function: string }>({
    en: (p) => `432: "${p.function}" is switched off by reservedConcurrency: 0 (S17). Remove the key to use the shared pool, or give it memory.`,
    zh: (p) => `432：“${p.function}”因 reservedConcurrency: 0 而停用（S17）。删除该项可使用共享配额，或为其设置配额。`,
  }),
  'cause.reserved': text<{
    function: string;
    quotaMB: number;
    elasticMB: number;
    usedMB: number;
    neededMB: number;
    instances: number;
    admittedByMB: number;
  }>({
    en: (p) =>
      `432: "${p.function}" reserves ${p.quotaMB} MB${p.elasticMB < p.quotaMB ? `, of which ${p.quotaMB - p.elasticMB} MB belong to provisioned instances: ${p.elasticMB} MB` : ''} = ${p.instances} instance${p.instances === 1 ? '' : 's'} of ${p.neededMB} MB; ${p.usedMB} MB were in use and ${p.neededMB} MB more were needed (S14). ${p.admittedByMB} MB would have admitted one more.`,
    zh: (p) =>
      `432：“${p.function}”的最大独占配额（保留并发）为 ${p.quotaMB} MB${p.elasticMB < p.quotaMB ? `，其中 ${p.quotaMB - p.elasticMB} MB 属于预置实例，其余 ${p.elasticMB} MB` : ''} = ${p.instances} 个 ${p.neededMB} MB 的实例；已占用 ${p.usedMB} MB，还需要 ${p.neededMB} MB（S14）。配额为 ${p.admittedByMB} MB 时可再多运行一个。`,
  }),
  'cause.pool': text<{ quotaMB: number; usedMB: number; neededMB: number; holders: string; admittedByMB: number }>({
    en: (p) =>
      `432: the region's shared pool has ${p.quotaMB} MB; ${p.usedMB} MB were in use (${p.holders}) and ${p.neededMB} MB more were needed (S11). ${p.admittedByMB} MB would have admitted one more.`,
    zh: (p) =>
      `432：地域共享配额为 ${p.quotaMB} MB；已占用 ${p.usedMB} MB（${p.holders}），还需要 ${p.neededMB} MB（S11）。配额为 ${p.admittedByMB} MB 时可再多运行一个。`,
  }),
  'cause.holder': text<{ function: string; mb: number; instances: number }>({
    en: (p) => `"${p.function}" ${p.mb} MB in ${p.instances}`,
    zh: (p) => `“${p.function}”${p.instances} 个实例共 ${p.mb} MB`,
  }),
  'cause.burst': text<{ perWindow: number; starts: string; nextInSec: string }>({
    en: (p) =>
      `429: the region starts at most ${p.perWindow} instances per minute; they went to ${p.starts} (S100). More may start ${p.nextInSec} s into the run; provisionedConcurrency would avoid the wait.`,
    zh: (p) =>
      `429：该地域每分钟最多启动 ${p.perWindow} 个实例，已分配给 ${p.starts}（S100）。运行开始后第 ${p.nextInSec} 秒可再启动；使用预置并发可避免等待。`,
  }),
  'cause.qps': text<{ function: string; perWindow: number; nextInSec: string }>({
    en: (p) =>
      `429: "${p.function}" runs asynchronously (asyncRunEnable), and such functions take at most ${p.perWindow} calls per second (S79). The next are taken ${p.nextInSec} s into the run; engine.asyncRun.maxQps says how many.`,
    zh: (p) =>
      `429：“${p.function}”为异步执行函数（asyncRunEnable），此类函数每秒最多接受 ${p.perWindow} 次调用（S79）。运行开始后第 ${p.nextInSec} 秒可继续调用；上限由 engine.asyncRun.maxQps 设置。`,
  }),
  'cause.ramp': text<{ function: string; perWindow: number; everySec: number; nextInSec: string }>({
    en: (p) =>
      `429: the queue of "${p.function}" starts at most ${p.perWindow} instance${p.perWindow === 1 ? '' : 's'} every ${p.everySec} s (engine.asyncDequeue, S51). The next may start ${p.nextInSec} s into the run.`,
    zh: (p) =>
      `429：“${p.function}”的队列每 ${p.everySec} 秒最多启动 ${p.perWindow} 个实例（engine.asyncDequeue，S51）。运行开始后第 ${p.nextInSec} 秒可再启动。`,
  }),
  'cause.start': text<{ function: string; instances: number }>({
    en: (p) => `"${p.function}" (${p.instances})`,
    zh: (p) => `“${p.function}”（${p.instances}）`,
  }),
  'cause.wait': text<{ cause: string }>({
    en: ({ cause }) => `waits in the queue: ${cause}`,
    zh: ({ cause }) => `在队列中等待：${cause}`,
  }),
  'table.calls': text({ en: () => 'Invocations', zh: () => '调用次数' }),
  'table.status': text({ en: () => 'Status', zh: () => '状态码' }),
  'table.count': text({ en: () => 'Count', zh: () => '次数' }),
  'table.meaning': text({ en: () => 'Meaning', zh: () => '含义' }),
  'table.retries': text({ en: () => 'Retries', zh: () => '重试次数' }),
  'table.states': text({ en: () => 'Ended as', zh: () => '最终状态' }),
  'table.cold': text({ en: () => 'Cold starts', zh: () => '冷启动' }),
  'table.warm': text({ en: () => 'Warm', zh: () => '热启动' }),
  'table.instances': text({ en: () => 'Instances (at most at once)', zh: () => '实例（同时最多）' }),
  'table.memory': text({ en: () => 'Busy memory at most', zh: () => '最高占用内存' }),
  'table.wait': text({ en: () => 'Wait until the handler began, ms', zh: () => '等待时间（毫秒）' }),
  'table.latency': text({ en: () => 'Latency, ms', zh: () => '延迟（毫秒）' }),
  'table.cost': text({ en: () => 'Resource use and list price', zh: () => '资源使用量与目录价' }),
  'table.costOf': text<{ gbs: number; amount: number; currency: string; priceDate: string }>({
    en: (p) => `${p.gbs} GBs, ${p.amount} ${p.currency} (prices of ${p.priceDate}, before free tier)`,
    zh: (p) => `${p.gbs} GBs，${p.amount} ${p.currency}（${p.priceDate} 价格，未计免费额度）`,
  }),
  'table.profile': text<{ profile: string; seed: number }>({
    en: ({ profile, seed }) => `profile ${profile}, seed ${seed}`,
    zh: ({ profile, seed }) => `平台行为 ${profile}，随机种子 ${seed}`,
  }),
  'table.why': text<{ cause: string }>({ en: ({ cause }) => `Why ${cause}`, zh: ({ cause }) => `原因：${cause}` }),
};
