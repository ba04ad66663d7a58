import { text } from './text';

/** What `offline` says. */
export const offlineTexts = {
  // The line of an invocation.
  'offline.cold': text({ en: () => 'cold', zh: () => '冷启动' }),
  'offline.warm': text({ en: () => 'warm', zh: () => '热启动' }),
  'offline.wait': text({ en: () => 'wait', zh: () => '等待' }),
  'offline.run': text({ en: () => 'run', zh: () => '运行' }),
  'offline.accepted': text({ en: () => 'accepted', zh: () => '已接收' }),
  'offline.attempts': text<{ count: number }>({ en: ({ count }) => `(${count} attempts)`, zh: ({ count }) => `（共执行 ${count} 次）` }),
  'offline.retry': text<{ status: number; inSec: number; nth: number; max: number }>({
    en: (p) => `${p.status}: retry ${p.nth} of ${p.max} in ${p.inSec} s`,
    zh: (p) => `${p.status}：${p.inSec} 秒后重试（第 ${p.nth} 次，共 ${p.max} 次）`,
  }),
  'offline.repeat': text<{ status: number; inSec: number }>({
    en: (p) => `${p.status}: again in ${p.inSec} s`,
    zh: (p) => `${p.status}：${p.inSec} 秒后再次尝试`,
  }),
  'offline.burst': text<{ perWindow: number; starts: string; inSec: string }>({
    en: (p) => `429: the region starts at most ${p.perWindow} instances per minute; they went to ${p.starts} (S100). More may start in ${p.inSec} s`,
    zh: (p) => `429：该地域每分钟最多启动 ${p.perWindow} 个实例，已分配给 ${p.starts}（S100）。${p.inSec} 秒后可继续启动`,
  }),
  'offline.qps': text<{ function: string; perWindow: number; inSec: string }>({
    en: (p) =>
      `429: functions that run asynchronously, such as "${p.function}", take at most ${p.perWindow} calls per second (S79). More in ${p.inSec} s`,
    zh: (p) => `429：“${p.function}”这类异步执行函数每秒最多接受 ${p.perWindow} 次调用（S79）。${p.inSec} 秒后可继续调用`,
  }),
  'offline.ramp': text<{ function: string; perWindow: number; everySec: number; inSec: string }>({
    en: (p) =>
      `429: the queue of "${p.function}" starts at most ${p.perWindow} instance${p.perWindow === 1 ? '' : 's'} every ${p.everySec} s (S51). More in ${p.inSec} s`,
    zh: (p) => `429：“${p.function}”的队列每 ${p.everySec} 秒最多启动 ${p.perWindow} 个实例（S51）。${p.inSec} 秒后可继续启动`,
  }),

  // The banner.
  'offline.at': text<{ service: string; stage: string; region: string; origin: string }>({
    en: (p) => `${p.service} (${p.stage}, ${p.region}) is offline at ${p.origin}`,
    zh: (p) => `${p.service}（${p.stage}，${p.region}）已在本地运行：${p.origin}`,
  }),
  'offline.joined': text<{ service: string; stage: string; other: string; origin: string }>({
    en: (p) => `${p.service} (${p.stage}) has joined the region of ${p.other} at ${p.origin}: its functions share that region's quotas`,
    zh: (p) => `${p.service}（${p.stage}）已加入 ${p.other} 的地域（${p.origin}）：其函数共用该地域的配额`,
  }),
  'offline.label.profile': text({ en: () => 'profile', zh: () => '平台行为' }),
  'offline.label.quota': text({ en: () => 'quota', zh: () => '账号配额' }),
  'offline.label.events': text({ en: () => 'events', zh: () => '异步事件' }),
  'offline.label.timers': text({ en: () => 'timers', zh: () => '定时触发' }),
  'offline.label.signature': text({ en: () => 'signature', zh: () => '签名' }),
  'offline.label.sdk': text({ en: () => 'SDK', zh: () => 'SDK 示例' }),
  'offline.label.reload': text({ en: () => 'reload', zh: () => '自动重载' }),
  'offline.label.keys': text({ en: () => 'keys', zh: () => '按键' }),
  'offline.profile': text<{ profile: string; seed: number }>({
    en: ({ profile, seed }) => `${profile}, seed ${seed}`,
    zh: ({ profile, seed }) => `${profile}，随机种子 ${seed}`,
  }),
  'offline.quota': text<{ accountMB: number; poolMB: number }>({
    en: ({ accountMB, poolMB }) => `account ${accountMB} MB; ${poolMB} MB are shared by functions without a reservation`,
    zh: ({ accountMB, poolMB }) => `账号 ${accountMB} MB；未设置最大独占配额的函数共享 ${poolMB} MB`,
  }),
  'offline.reserved': text<{ quotaMB: number; instances: number; memoryMB: number }>({
    en: (p) => `reserved ${p.quotaMB} MB = ${p.instances} × ${p.memoryMB} MB`,
    zh: (p) => `最大独占配额 ${p.quotaMB} MB = ${p.instances} × ${p.memoryMB} MB`,
  }),
  'offline.remainder': text<{ restMB: number }>({ en: ({ restMB }) => `+ ${restMB} MB unused`, zh: ({ restMB }) => `+ ${restMB} MB 无法使用` }),
  'offline.notAdded': text({ en: () => 'not added: see below', zh: () => '未添加，原因见下文' }),
  'offline.off': text({ en: () => 'switched off (reservedConcurrency: 0)', zh: () => '已停用（reservedConcurrency: 0）' }),
  'offline.pool': text<{ instances: number; memoryMB: number }>({
    en: (p) => `shared quota, up to ${p.instances} × ${p.memoryMB} MB`,
    zh: (p) => `共享配额，最多 ${p.instances} × ${p.memoryMB} MB`,
  }),
  'offline.provisioned': text<{ quotaMB: number; instances: number; memoryMB: number }>({
    en: (p) => `provisioned ${p.quotaMB} MB = ${p.instances} × ${p.memoryMB} MB`,
    zh: (p) => `预置并发 ${p.quotaMB} MB = ${p.instances} × ${p.memoryMB} MB`,
  }),
  'offline.asyncRun': text({ en: () => 'asynchronous execution', zh: () => '异步执行' }),
  'offline.notRun': text<{ runtime: string }>({
    en: ({ runtime }) => `counts in the quotas, does not run here (${runtime})`,
    zh: ({ runtime }) => `计入配额，但不在本地运行（${runtime}）`,
  }),
  'offline.cannotRun': text<{ function: string; what: string }>({
    en: (p) =>
      `HandlerNotFound: "${p.function}" (${p.what}) does not run on this machine; only event functions for Node.js and Python 3 (Nodejs…, Python3…) do so far`,
    zh: (p) => `HandlerNotFound: “${p.function}”（${p.what}）无法在本机运行；目前本地只能运行 Node.js 与 Python 3（Nodejs…、Python3…）的事件函数`,
  }),
  'offline.durable': text<{ file: string; waiting: number; ran: number; away: number }>({
    en: ({ file, waiting, ran, away }) => {
      const absent = away === 0 ? '' : `, ${away} that wait for functions which are not there`;
      return `kept in ${file}${waiting + ran + away === 0 ? '' : `; from the last run: ${waiting} waiting again, ${ran} that ran when it ended${absent}`}`;
    },
    zh: ({ file, waiting, ran, away }) => {
      const absent = away === 0 ? '' : `，${away} 个在等待目前不存在的函数`;
      return `保存在 ${file}${waiting + ran + away === 0 ? '' : `；上次运行遗留：${waiting} 个重新排队，${ran} 个在退出时正在运行${absent}`}`;
    },
  }),
  'offline.ephemeral': text({
    en: () => 'in memory only (--ephemeral): what waits is lost when this ends',
    zh: () => '仅保存在内存中（--ephemeral）：退出后排队中的事件会丢失',
  }),
  'offline.signatureOff': text({
    en: () => 'not looked at; any SecretId and SecretKey will do',
    zh: () => '不检查；SecretId 和 SecretKey 可任意填写',
  }),
  'offline.signatureParse': text({
    en: () => 'must be well-formed; any SecretId, SecretKey and time will do',
    zh: () => '只检查格式；SecretId、SecretKey 与时间可任意填写',
  }),
  'offline.signatureVerify': text<{ secretId: string }>({
    en: ({ secretId }) => `verified, for SecretId ${secretId}`,
    zh: ({ secretId }) => `校验签名，SecretId 为 ${secretId}`,
  }),
  /** After what is asked of signatures. */
  'offline.rateLimits': text({ en: () => "; the cloud's request rates apply", zh: () => '；按云端的请求频率限制' }),
  'offline.reload': text({
    en: () =>
      'on changes of code or configuration (not in node_modules, .git, .serverless, .serverless-scf, .venv, __pycache__; not *.log, nor what editors keep for themselves)',
    zh: () => '代码或配置变化时自动重载（不含 node_modules、.git、.serverless、.serverless-scf、.venv、__pycache__、*.log 与编辑器的临时文件）',
  }),
  'offline.timer': text<{ name: string; function: string }>({
    en: (p) => `${p.name} calls ${p.function}`,
    zh: (p) => `${p.name} 调用 ${p.function}`,
  }),
  'offline.timerNext': text<{ at: string }>({ en: ({ at }) => `next at ${at} Beijing time`, zh: ({ at }) => `下次为北京时间 ${at}` }),
  'offline.timerNever': text({ en: () => 'never again', zh: () => '不会再触发' }),
  'offline.timerOff': text<{ why: string }>({ en: ({ why }) => `off (${why})`, zh: ({ why }) => `已关闭（${why}）` }),
  'offline.timerIdle': text({ en: () => 'does not fire: its function does not run here', zh: () => '不触发：该函数不在本地运行' }),
  'offline.noWatch': text({ en: () => 'off (--no-watch)', zh: () => '已关闭（--no-watch）' }),
  'offline.keys': text({
    en: () => 'r reload   s status   k terminate an event   q drain and quit   ? help',
    zh: () => 'r 重载   s 状态   k 终止事件   q 处理完后退出   ? 帮助',
  }),
  'offline.openHost': text<{ host: string }>({
    en: ({ host }) =>
      `WARNING: listening on ${host}, not only on this machine. Whoever reaches this port can run your functions and upload code that runs as you. Use --signature verify, or leave --host out.`,
    zh: ({ host }) =>
      `警告：正在监听 ${host}，其他机器也能访问。任何能连接该端口的人都可以运行您的函数，并上传以您的身份运行的代码。请使用 --signature verify，或去掉 --host。`,
  }),

  // While it runs.
  'offline.reloaded': text<{ paths: readonly string[] }>({
    en: ({ paths }) => `reloaded${paths.length === 0 ? '' : `: ${some(paths, 'en')}`}; what runs goes on with the old code`,
    zh: ({ paths }) => `已重载${paths.length === 0 ? '' : `：${some(paths, 'zh')}`}；运行中的事件仍使用旧代码`,
  }),
  'offline.written': text<{ paths: readonly string[] }>({
    en: ({ paths }) =>
      `not reloaded, for functions ran meanwhile and may have written this: ${some(paths, 'en')} (r reloads; --watch-ignore says nothing of it)`,
    zh: ({ paths }) => `未重载：变化发生在函数运行期间，视为由函数写入：${some(paths, 'zh')}（按 r 重载；用 --watch-ignore 可不再提示）`,
  }),
  'offline.reloadFailed': text({
    en: () => 'The configuration is wrong: the region goes on with the last good one.',
    zh: () => '配置有误：继续使用上一次正确的配置。',
  }),
  'offline.configurationKept': text<{ paths: readonly string[] }>({
    en: ({ paths }) =>
      `not taken: ${some(paths, 'en')}. This configuration has programs, or variables of the framework's own, in it: only the framework reads it, and only once. Start sls offline anew for what has changed there; code goes on being reloaded.`,
    zh: ({ paths }) =>
      `未生效：${some(paths, 'zh')}。此配置中有程序或框架自己的变量，只有框架能读取，且只读取一次。配置的变化需重新启动 sls offline 才能生效；代码仍会自动重载。`,
  }),
  'offline.codeBroken': text<{ functions: readonly string[] }>({
    en: ({ functions }) =>
      `Not taken: ${some(functions, 'en')}. Instances that are there go on with the code before; one that starts anew would load the broken file and fail (443), until it is mended.`,
    zh: ({ functions }) =>
      `修改未生效：${some(functions, 'zh', '个函数')}。现有实例继续使用之前的代码；修复之前，新启动的实例会加载有误的文件而失败（443）。`,
  }),
  'offline.buildBroken': text<{ functions: readonly string[] }>({
    en: ({ functions }) =>
      `Not taken: ${some(functions, 'en')}. Instances, new ones too, go on with the code as it was last built, until it can be built again.`,
    zh: ({ functions }) => `修改未生效：${some(functions, 'zh', '个函数')}。在重新构建成功之前，所有实例（包括新启动的）继续使用上一次构建的代码。`,
  }),
  'offline.newBroken': text<{ functions: readonly string[] }>({
    en: ({ functions }) => `Not added: ${some(functions, 'en')}. A new function is there once its code is mended.`,
    zh: ({ functions }) => `未添加：${some(functions, 'zh', '个函数')}。新函数的代码修复之后才会添加。`,
  }),
  'offline.moreFaults': text<{ more: number }>({ en: ({ more }) => `… and ${more} more`, zh: ({ more }) => `…… 另有 ${more} 处` }),
  'offline.needsRestart': text<{ what: string }>({
    en: ({ what }) => `${what} takes effect when offline is started again`,
    zh: ({ what }) => `${what} 的修改在重新启动 offline 后生效`,
  }),
  'offline.renamed': text({
    en: () => 'The service has another name now: nothing of its change is taken until offline is started again',
    zh: () => '服务名称（service）已更改：重新启动 offline 之前，不会应用此次修改的任何内容',
  }),
  'offline.changeRefused': text<{ function: string; code: string; message: string }>({
    en: (p) => `${p.function} stays as it was: ${p.code}: ${p.message}`,
    zh: (p) => `${p.function} 保持不变：${p.code}：${p.message}`,
  }),
  'offline.additionRefused': text<{ function: string; code: string; message: string }>({
    en: (p) => `${p.function} is not added: ${p.code}: ${p.message}`,
    zh: (p) => `${p.function} 未添加：${p.code}：${p.message}`,
  }),
  'offline.apiReservationRefused': text<{ function: string; code: string; message: string; otherwiseMB: number | undefined }>({
    en: (p) => {
      const until = p.otherwiseMB === undefined ? 'it has no reservation' : `the ${p.otherwiseMB} MB of serverless.yml count`;
      return `What the API reserved for ${p.function} does not fit now: ${p.code}: ${p.message} It is remembered for a start at which it fits; until then ${until}.`;
    },
    zh: (p) => {
      const until = p.otherwiseMB === undefined ? '该函数没有最大独占配额' : `以 serverless.yml 中的 ${p.otherwiseMB} MB 为准`;
      return `通过 API 为 ${p.function} 设置的最大独占配额目前无法满足：${p.code}：${p.message} 该设置会保留，待以后启动时配额足够再生效；在此之前，${until}。`;
    },
  }),
  'offline.fileReservationRefused': text<{ function: string; code: string; message: string }>({
    en: (p) => `Nor does what serverless.yml reserves for ${p.function} fit, which has no reservation now: ${p.code}: ${p.message}`,
    zh: (p) => `serverless.yml 为 ${p.function} 设置的最大独占配额同样无法满足，该函数目前没有最大独占配额：${p.code}：${p.message}`,
  }),
  'offline.account': text({ en: () => 'The account', zh: () => '账号' }),
  'offline.setAside': text<{ file: string }>({
    en: ({ file }) => `The events of before could not be read: their file was damaged. It is kept as ${file}; a new one has been made.`,
    zh: ({ file }) => `无法读取之前的事件：文件已损坏。原文件保留为 ${file}，并已新建文件。`,
  }),
  'offline.setAsideAtEnd': text<{ file: string }>({
    en: ({ file }) => `The file of events and of what the API made is damaged. It is kept as ${file}; the next start makes a new one.`,
    zh: ({ file }) => `保存事件与 API 所建内容的文件已损坏。原文件保留为 ${file}，下次启动时会新建文件。`,
  }),
  'offline.storeFault': text<{ why: string }>({
    en: ({ why }) => `States and logs are not written for now: ${why}`,
    zh: ({ why }) => `暂时无法写入状态与日志：${why}`,
  }),
  'offline.storeAgain': text({ en: () => 'States and logs are written again.', zh: () => '状态与日志已恢复写入。' }),
  'offline.notKept': text<{ requestId: string; why: string }>({
    en: ({ requestId, why }) => `${requestId} was refused (500): the event could not be kept. ${why}`,
    zh: ({ requestId, why }) => `${requestId} 被拒绝（500）：无法保存该事件。${why}`,
  }),
  'offline.lost': text<{ waiting: number }>({
    en: ({ waiting }) => `Drained. ${waiting} event${waiting === 1 ? '' : 's'} that waited ended with it.`,
    zh: ({ waiting }) => `已处理完毕。${waiting} 个排队中的事件随之结束。`,
  }),
  'offline.draining': text<{ running: number }>({
    en: ({ running }) =>
      running === 0 ? 'Closing; nothing runs.' : `Draining: no new calls, ${running} still running. Press Ctrl-C again to end at once.`,
    zh: ({ running }) =>
      running === 0 ? '正在退出；没有运行中的请求。' : `正在等待处理完成：不再接收新调用，还有 ${running} 个正在运行。再按一次 Ctrl-C 立即结束。`,
  }),
  'offline.drained': text<{ waiting: number; absent: number }>({
    en: ({ waiting, absent }) => {
      const come = waiting - absent;
      const next = come === 0 ? '' : ` ${come} waiting event${come === 1 ? '' : 's'} will go on at the next start.`;
      const later =
        absent === 0
          ? ''
          : ` ${absent} waiting event${absent === 1 ? '' : 's'} will go on once ${absent === 1 ? 'its function is' : 'their functions are'} there again (the service joins, or serverless.yml has ${absent === 1 ? 'it' : 'them'}).`;
      return `Drained.${next}${later}`;
    },
    zh: ({ waiting, absent }) => {
      const next = waiting === absent ? '' : `${waiting - absent} 个排队中的事件将在下次启动时继续。`;
      const later = absent === 0 ? '' : `${absent} 个排队中的事件将在其函数重新出现（所属服务再次加入，或 serverless.yml 中恢复）后继续。`;
      return `已处理完毕。${next}${later}`;
    },
  }),
  'offline.left': text<{ waiting: number }>({
    en: ({ waiting }) => `Drained. ${waiting} waiting event${waiting === 1 ? '' : 's'} will go on when this service joins the region again.`,
    zh: ({ waiting }) => `已处理完毕。${waiting} 个排队中的事件将在本服务再次加入该地域时继续。`,
  }),
  'offline.stopped': text({ en: () => 'Stopped hard: what ran was ended.', zh: () => '已强制停止：运行中的请求已被结束。' }),
  'offline.stoppedLeft': text({
    en: () => 'Left at once: what runs of this service goes on in the region that it had joined.',
    zh: () => '已立即退出：本服务运行中的请求在所加入的地域中继续执行。',
  }),
  'offline.hostGone': text<{ origin: string }>({
    en: ({ origin }) => `The region at ${origin} has ended, and with it this service's part of it.`,
    zh: ({ origin }) => `${origin} 的地域已退出，本服务也随之退出。`,
  }),
  'offline.noneRuns': text({ en: () => 'No asynchronous execution runs that could be terminated.', zh: () => '没有可以终止的异步执行。' }),
  'offline.pick': text<{ list: string }>({
    en: ({ list }) => `${list}\nNumber, then Enter to end it at once (499) or t to send SIGTERM; Esc to leave.`,
    zh: ({ list }) => `${list}\n输入序号后，按 Enter 立即结束（499），按 t 发送 SIGTERM；按 Esc 取消。`,
  }),
  'offline.notListed': text<{ given: string }>({
    en: ({ given }) => (given === '' ? 'Nothing chosen.' : `There is no number ${given} in the list.`),
    zh: ({ given }) => (given === '' ? '未选择。' : `列表中没有序号 ${given}。`),
  }),
  'offline.terminated': text<{ requestId: string; grace: boolean }>({
    en: ({ requestId, grace }) => (grace ? `SIGTERM sent to ${requestId}` : `${requestId} is ended`),
    zh: ({ requestId, grace }) => (grace ? `已向 ${requestId} 发送 SIGTERM` : `已结束 ${requestId}`),
  }),
  'offline.notTerminated': text<{ requestId: string; code: string }>({
    en: ({ requestId, code }) => `${requestId} does not run any more (${code})`,
    zh: ({ requestId, code }) => `${requestId} 已不在运行（${code}）`,
  }),
  'offline.table.function': text({ en: () => 'function', zh: () => '函数' }),
  'offline.table.instances': text({ en: () => 'instances', zh: () => '实例' }),
  'offline.table.busy': text({ en: () => 'busy', zh: () => '运行中' }),
  'offline.table.busyMB': text({ en: () => 'busy MB', zh: () => '占用 MB' }),
  'offline.table.waiting': text({ en: () => 'waiting', zh: () => '排队' }),
  'offline.table.throttled': text({ en: () => 'refused 432 / 429', zh: () => '拒绝 432 / 429' }),
  'offline.table.all': text({ en: () => 'all', zh: () => '合计' }),

  // Refusals.
  'offline.held': text<{ pid: number; origin: string; startedAt: string }>({
    en: (p) =>
      `This service is offline already: process ${p.pid}, ${p.origin}, since ${p.startedAt}. One region serves it; end that one first (Ctrl-C there).`,
    zh: (p) => `该服务已在本地运行：进程 ${p.pid}，${p.origin}，启动于 ${p.startedAt}。一个服务只能有一个地域；请先结束它（在其终端按 Ctrl-C）。`,
  }),
  'offline.noFolder': text<{ folder: string; why: string; full: boolean }>({
    en: ({ folder, why, full }) =>
      `Cannot write to ${folder}, where the address of the region and its events are kept: ${why}. ` +
      (full ? 'Make room on its disk.' : 'Make the folder writable, or work in a copy of it; --ephemeral writes the address, too.'),
    zh: ({ folder, why, full }) =>
      `无法写入 ${folder}（用于保存地域的地址与事件）：${why}。` +
      (full ? '请在其所在磁盘上腾出空间。' : '请使该目录可写，或在其副本中运行；--ephemeral 也要写入地址。'),
  }),
  'offline.starting': text({ en: () => 'still starting', zh: () => '正在启动' }),
  'offline.portTaken': text<{ port: number; host: string }>({
    en: ({ port, host }) =>
      `Port ${port} of ${host} is in use. --port 0 takes a free one; --region-of ../other-service joins the region of another service, so that quotas are shared.`,
    zh: ({ port, host }) => `${host} 的端口 ${port} 已被占用。--port 0 可使用空闲端口；--region-of ../other-service 可加入其他服务的地域以共用配额。`,
  }),
  'offline.noListen': text<{ port: number; host: string; why: string }>({
    en: ({ port, host, why }) => `Cannot listen on port ${port} of ${host}: ${why}.`,
    zh: ({ port, host, why }) => `无法监听 ${host} 的端口 ${port}：${why}。`,
  }),
  'offline.port': text<{ given: string }>({
    en: ({ given }) => `--port takes a number from 0 (any free one) to 65535, not "${given}".`,
    zh: ({ given }) => `--port 取 0（任意空闲端口）到 65535 的整数，而不是“${given}”。`,
  }),
  'offline.allowHost': text<{ given: string }>({
    en: ({ given }) => `--allow-host takes one name as it stands in an address, such as host.docker.internal: without http:// and *, not "${given}".`,
    zh: ({ given }) => `--allow-host 应为地址中的单个主机名，例如 host.docker.internal，不带 http:// 和 *，而不是“${given}”。`,
  }),
  'offline.signature': text<{ given: string }>({
    en: ({ given }) => `--signature is off, parse or verify, not "${given}".`,
    zh: ({ given }) => `--signature 只能是 off、parse 或 verify，而不是“${given}”。`,
  }),
  'offline.noSecret': text({
    en: () =>
      '--signature verify needs --secret-id (or TENCENTCLOUD_SECRET_ID) and, in the environment only, TENCENTCLOUD_SECRET_KEY. Any pair will do; nothing is sent to the cloud.',
    zh: () =>
      '--signature verify 需要 --secret-id（或环境变量 TENCENTCLOUD_SECRET_ID），以及只能由环境变量提供的 TENCENTCLOUD_SECRET_KEY。取值任意，不会发送到云端。',
  }),
  'offline.secretIdAlone': text({
    en: () => '--secret-id is only used with --signature verify.',
    zh: () => '--secret-id 只能与 --signature verify 同用。',
  }),
  'offline.notWithRegionOf': text<{ option: string }>({
    en: ({ option }) => `--${option} belongs to the region, which the other service's offline runs: give it there, not with --region-of.`,
    zh: ({ option }) => `--${option} 属于地域的设置，而地域由另一个服务的 offline 运行：请在那里设置，不要与 --region-of 同用。`,
  }),
  'offline.regionOfNone': text<{ dir: string }>({
    en: ({ dir }) => `No offline region runs for the service in ${dir}. Start it there first.`,
    zh: ({ dir }) => `${dir} 中的服务没有正在运行的 offline 地域。请先在那里启动。`,
  }),
  'offline.regionOfSelf': text({
    en: () => '--region-of names another service, not this one.',
    zh: () => '--region-of 应指向另一个服务，而不是本服务。',
  }),
  'offline.unheeded': text<{ options: readonly string[]; other: string }>({
    en: ({ options, other }) => `not taken of this service: ${some(options, 'en')}; the region goes by those of ${other}`,
    zh: ({ options, other }) => `本服务的以下选项不生效，该地域以 ${other} 的设置为准：${some(options, 'zh', '个选项')}`,
  }),
  'offline.joinRefused': text<{ why: string }>({
    en: ({ why }) => `The other region does not take this service: ${why.replace(/\.$/, '')}.`,
    zh: ({ why }) => `对方地域拒绝本服务加入：${why.replace(/。$/, '')}。`,
  }),
  'offline.serverlessOffline': text({
    en: () =>
      'serverless-offline is among the plugins: it has the command offline, too, and both would run. Remove it from plugins: it emulates AWS Lambda, and this plugin has its own offline for SCF.',
    zh: () =>
      'plugins 中包含 serverless-offline：它也提供 offline 命令，两者会同时运行。请将其移除：它模拟的是 AWS Lambda，本插件自带云函数的 offline。',
  }),
  'offline.store.full': text<StoreTrouble>({
    en: ({ file }) => `No space is left for ${file}. Free some, or run with --ephemeral.`,
    zh: ({ file }) => `${file} 所在磁盘空间不足。请清理磁盘，或使用 --ephemeral。`,
  }),
  'offline.store.readOnly': text<StoreTrouble>({
    en: ({ file }) => `${file} cannot be written: the folder is read-only. Run with --ephemeral to keep events in memory.`,
    zh: ({ file }) => `无法写入 ${file}：目录只读。可使用 --ephemeral 将事件保存在内存中。`,
  }),
  'offline.store.locked': text<StoreTrouble>({
    en: ({ file }) => `${file} is in use by another engine. End that one first.`,
    zh: ({ file }) => `${file} 正被另一个引擎使用。请先结束它。`,
  }),
  'offline.store.damaged': text<StoreTrouble>({
    en: ({ file, detail }) => `${file} is damaged: ${detail}.`,
    zh: ({ file, detail }) => `${file} 已损坏：${detail}。`,
  }),
  'offline.store.newer': text<StoreTrouble>({
    en: ({ file }) => `${file} was written by a newer version of serverless-scf. Use that version, or move the file away.`,
    zh: ({ file }) => `${file} 由更新版本的 serverless-scf 写入。请使用该版本，或移走此文件。`,
  }),
  'offline.store.noDriver': text<StoreTrouble>({
    en: () => 'This Node.js has no node:sqlite and the package libsql is not installed: npm i -D libsql, or run with --ephemeral.',
    zh: () => '当前 Node.js 没有 node:sqlite，也未安装 libsql：请执行 npm i -D libsql，或使用 --ephemeral。',
  }),
  'offline.store.io': text<StoreTrouble>({
    en: ({ file, detail }) => `${file} cannot be read or written: ${detail}.`,
    zh: ({ file, detail }) => `无法读写 ${file}：${detail}。`,
  }),
};

/** What a message about the store of events names. */
export interface StoreTrouble {
  readonly file: string;
  readonly detail: string;
}

/** The first few of many names. @param counted  what there are so many of, in Chinese */
function some(names: readonly string[], lang: 'en' | 'zh', counted = '个文件'): string {
  const named = names.slice(0, 3).join(lang === 'en' ? ', ' : '、');
  const more = names.length - 3;
  if (more <= 0) return named;
  return lang === 'en' ? `${named} and ${more} more` : `${named} 等 ${names.length} ${counted}`;
}
