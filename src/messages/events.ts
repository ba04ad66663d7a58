import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** `scf events`: the asynchronous events of a region that runs. */
export const eventsTexts = {
  'events.actions': text<{ name: string; actions: readonly string[] }>({
    en: ({ name, actions }) => `"events ${name}" is not a command: write events and one of ${actions.join(', ')}`,
    zh: ({ name, actions }) => `没有“events ${name}”这一命令：请写 events 加 ${actions.join('、')} 之一`,
  }),
  'events.notOfAction': text<{ action: string; option: string; own: readonly string[] }>({
    en: ({ action, option, own }) => `events ${action} takes no --${option}; it takes ${own.map((name) => `--${name}`).join(', ')}.`,
    zh: ({ action, option, own }) => `events ${action} 没有 --${option} 选项；可用的有 ${own.map((name) => `--${name}`).join('、')}。`,
  }),
  'events.noId': text<{ action: string }>({
    en: ({ action }) => `Say which event: events ${action} --id REQUEST-ID.`,
    zh: ({ action }) => `请指明事件：events ${action} --id 请求ID。`,
  }),
  'events.oneId': text<{ action: string; count: number }>({
    en: ({ action, count }) => `events ${action} takes one RequestId, not ${count}.`,
    zh: ({ action, count }) => `events ${action} 只接受一个 RequestId，而不是 ${count} 个。`,
  }),
  'events.noWords': text<{ action: string; word: string }>({
    en: ({ action, word }) => `events ${action} takes options only, not "${word}".`,
    zh: ({ action, word }) => `events ${action} 只接受选项，不接受“${word}”。`,
  }),
  'events.notWithId': text<{ option: string }>({
    en: ({ option }) => `--${option} goes with --all; events that are named need no choosing.`,
    zh: ({ option }) => `--${option} 须与 --all 同用；已指明的事件无需再筛选。`,
  }),
  'events.idsAndAll': text({
    en: () => 'Name events, or say --all: not both.',
    zh: () => '指明事件与 --all 只能二选一。',
  }),
  'events.noIdOrAll': text({
    en: () => 'Say which events to terminate: --id REQUEST-ID, or --all for all that run.',
    zh: () => '请指明要终止的事件：--id 请求ID，或用 --all 表示全部运行中的事件。',
  }),
  'events.state': text<{ given: string; states: readonly string[] }>({
    en: ({ given, states }) => `--state takes ${states.join(', ')}, not "${given}". An event that waits has no state yet (S75).`,
    zh: ({ given, states }) => `--state 只能是 ${states.join('、')}，而不是“${given}”。排队等待的事件尚无状态（S75）。`,
  }),
  'events.onlyRunning': text<{ given: readonly string[] }>({
    en: ({ given }) => `Only events that run can be terminated (S85): --state RUNNING, not ${given.join(', ')}.`,
    zh: ({ given }) => `只能终止运行中的事件（S85）：请写 --state RUNNING，而不是 ${given.join('、')}。`,
  }),
  'events.order': text<{ given: string }>({
    en: ({ given }) => `--order is desc (the latest first) or asc, not "${given}".`,
    zh: ({ given }) => `--order 只能是 desc（最近的在前）或 asc，而不是“${given}”。`,
  }),
  'events.number': text<{ option: string; given: string; min: number; max: number }>({
    en: ({ option, given, min, max }) => `--${option} takes a whole number from ${min} to ${max}, not "${given}".`,
    zh: ({ option, given, min, max }) => `--${option} 应为 ${min} 到 ${max} 的整数，而不是“${given}”。`,
  }),
  'events.time': text<{ option: string; given: string }>({
    en: ({ option, given }) => `--${option} takes how long ago (2h, 30m, 1h30m) or a time such as 2021-11-01T09:30, not "${given}".`,
    zh: ({ option, given }) => `--${option} 应为距今的时长（2h、30m、1h30m）或时间（例如 2021-11-01T09:30），而不是“${given}”。`,
  }),
  'events.interval': text({
    en: () => '--since must be earlier than --until.',
    zh: () => '--since 必须早于 --until。',
  }),
  'events.endpoint': text<{ given: string }>({
    en: ({ given }) => `--endpoint takes an address such as http://127.0.0.1:36000, not "${given}".`,
    zh: ({ given }) => `--endpoint 应为地址，例如 http://127.0.0.1:36000，而不是“${given}”。`,
  }),
  'events.confirmNeeded': text<{ count: number; list: string }>({
    en: ({ count, list }) => `${plural(count, 'event')} would be terminated:\n${list}\nNobody can be asked here: add --yes.`,
    zh: ({ count, list }) => `将终止 ${count} 个事件：\n${list}\n此处无法询问确认：请加上 --yes。`,
  }),
  'events.confirm': text<{ count: number; list: string }>({
    en: ({ count, list }) => `${list}\nTerminate ${plural(count, 'event')}? [y/N] `,
    zh: ({ count, list }) => `${list}\n终止 ${count} 个事件？[y/N] `,
  }),
  'events.noneTerminated': text({ en: () => 'Nothing was terminated.', zh: () => '未终止任何事件。' }),
  'events.noneRuns': text({ en: () => 'No event runs.', zh: () => '没有运行中的事件。' }),
  'events.moreRun': text<{ left: number }>({
    en: ({ left }) => `${left} more ${left === 1 ? 'runs' : 'run'}: enter the command again for the next ones.`,
    zh: ({ left }) => `还有 ${left} 个事件在运行：请再次执行该命令以处理其余事件。`,
  }),
  'events.terminated': text<{ requestId: string }>({
    en: ({ requestId }) => `${requestId}  terminated`,
    zh: ({ requestId }) => `${requestId}  已终止`,
  }),
  'events.signalled': text<{ requestId: string }>({
    en: ({ requestId }) => `${requestId}  SIGTERM sent`,
    zh: ({ requestId }) => `${requestId}  已发送 SIGTERM`,
  }),
  'events.notRunning': text<{ requestId: string; state: string | undefined }>({
    en: ({ requestId, state }) => `${requestId}  does not run${state === undefined ? '' : `: ${state}`}`,
    zh: ({ requestId, state }) => `${requestId}  不在运行${state === undefined ? '' : `：${state}`}`,
  }),
  'events.unknownHere': text<{ requestId: string }>({
    en: ({ requestId }) => `${requestId}  is not known`,
    zh: ({ requestId }) => `${requestId}  没有该事件`,
  }),
  'events.notAsyncRun': text<{ requestId: string }>({
    en: ({ requestId }) => `${requestId}  is not an asynchronous execution (asyncRunEnable) that runs`,
    zh: ({ requestId }) => `${requestId}  不是运行中的异步执行事件（asyncRunEnable）`,
  }),
  'events.refused': text<{ requestId: string; why: string }>({
    en: ({ requestId, why }) => `${requestId}  failed: ${why}`,
    zh: ({ requestId, why }) => `${requestId}  失败：${why}`,
  }),
  'events.untraced': text<{ functions: readonly string[] }>({
    en: ({ functions }) => `Not listed: events of ${functions.join(', ')}, whose status tracking is off (traceEnable, S81).`,
    zh: ({ functions }) => `未列出 ${functions.join('、')} 的事件：未开启状态追踪（traceEnable，S81）。`,
  }),
  'events.notAsync': text<{ functions: readonly string[] }>({
    en: ({ functions }) => `Not listed: events of ${functions.join(', ')}, which has no asynchronous execution (asyncRunEnable, S81).`,
    zh: ({ functions }) => `未列出 ${functions.join('、')} 的事件：未启用异步执行（asyncRunEnable，S81）。`,
  }),
  'events.none': text({ en: () => 'No events.', zh: () => '没有事件。' }),
  'events.page': text<{ from: number; to: number; total: number }>({
    en: ({ from, to, total }) => `${from} to ${to} of ${total}`,
    zh: ({ from, to, total }) => `第 ${from} 至 ${to} 个，共 ${total} 个`,
  }),
  'events.beyond': text<{ offset: number; total: number }>({
    en: ({ offset, total }) => `Nothing after the first ${offset}: there are ${plural(total, 'event')}.`,
    zh: ({ offset, total }) => `前 ${offset} 个之后没有事件：共 ${total} 个。`,
  }),
  'events.requestId': text({ en: () => 'RequestId', zh: () => '请求 ID' }),
  'events.function': text({ en: () => 'function', zh: () => '函数' }),
  'events.qualifier': text({ en: () => 'called as', zh: () => '调用的版本或别名' }),
  'events.version': text({ en: () => 'version', zh: () => '版本' }),
  'events.type': text({ en: () => 'type', zh: () => '调用类型' }),
  'events.stateHead': text({ en: () => 'state', zh: () => '状态' }),
  'events.status': text({ en: () => 'status', zh: () => '状态码' }),
  'events.accepted': text({ en: () => 'accepted', zh: () => '接收时间' }),
  'events.start': text({ en: () => 'start', zh: () => '开始时间' }),
  'events.end': text({ en: () => 'end', zh: () => '结束时间' }),
  'events.duration': text({ en: () => 'duration', zh: () => '执行时长' }),
  'events.memory': text({ en: () => 'memory', zh: () => '内存' }),
  'events.attempts': text({ en: () => 'executions', zh: () => '执行次数' }),
  'events.result': text({ en: () => 'result', zh: () => '返回结果' }),
  'events.error': text({ en: () => 'error', zh: () => '错误' }),
  'events.total': text({ en: () => 'total', zh: () => '合计' }),
  'events.soFar': text<{ time: string }>({ en: ({ time }) => `${time} so far`, zh: ({ time }) => `已 ${time}` }),
  'events.asyncRun': text({ en: () => 'asynchronous execution', zh: () => '异步执行' }),
  'events.async': text({ en: () => 'asynchronous', zh: () => '异步调用' }),
  'events.sync': text({ en: () => 'synchronous', zh: () => '同步调用' }),
  'events.logEnded': text<{ requestId: string; state: string; status: number }>({
    en: ({ requestId, state, status }) => `${requestId} has ended: ${state} (${status})`,
    zh: ({ requestId, state, status }) => `${requestId} 已结束：${state}（${status}）`,
  }),
  'events.logSoFar': text<{ requestId: string; state: string }>({
    en: ({ requestId, state }) => `${requestId} is ${state}: this is its log so far; --follow goes on to its end`,
    zh: ({ requestId, state }) => `${requestId} 的状态为 ${state}：以上为目前的日志；用 --follow 可持续查看直至结束`,
  }),
  'events.reconnecting': text({
    en: () => 'The connection has broken; trying again …',
    zh: () => '连接已断开，正在重试……',
  }),
  'events.broken': text<{ requestId: string }>({
    en: ({ requestId }) => `The log of ${requestId} broke off, and every new connection did, too.`,
    zh: ({ requestId }) => `${requestId} 的日志中断，多次重连均失败。`,
  }),
  'events.unknown': text<{ requestId: string }>({
    en: ({ requestId }) =>
      `There is no event ${requestId}: it never was, or has been forgotten since its end (S82: after three days, or engine.asyncRun.retentionSec).`,
    zh: ({ requestId }) => `没有事件 ${requestId}：可能从未存在，或已在结束后到期清除（S82：三天，或 engine.asyncRun.retentionSec 的值）。`,
  }),
  'events.noFunction': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `There is no function "${name}" in the region; there are ${known.length === 0 ? 'none' : known.join(', ')}.`,
    zh: ({ name, known }) => `该地域没有函数“${name}”；现有函数：${known.length === 0 ? '无' : known.join('、')}。`,
  }),
  'events.noRegion': text<{ dir: string }>({
    en: ({ dir }) => `No offline region runs for the service in ${dir}; start it with "serverless-scf offline", or name another one with --endpoint.`,
    zh: ({ dir }) => `${dir} 中的服务没有正在运行的 offline 地域；请用“serverless-scf offline”启动，或用 --endpoint 指定其他地址。`,
  }),
  'events.staleRegion': text<{ dir: string; pid: number }>({
    en: ({ dir, pid }) =>
      `No offline region runs for the service in ${dir}: process ${pid}, which was one, has ended or does not answer. Start it with "serverless-scf offline".`,
    zh: ({ dir, pid }) => `${dir} 中的服务没有正在运行的 offline 地域：原进程 ${pid} 已结束或没有应答。请用“serverless-scf offline”启动。`,
  }),
  'events.silent': text<{ origin: string; detail: string }>({
    en: ({ origin, detail }) => `The region at ${origin} does not answer: ${detail}.`,
    zh: ({ origin, detail }) => `位于 ${origin} 的地域没有应答：${detail}。`,
  }),
  'events.strange': text<{ origin: string; detail: string }>({
    en: ({ origin, detail }) => `What answers at ${origin} is no offline region: ${detail}.`,
    zh: ({ origin, detail }) => `位于 ${origin} 的服务不是 offline 地域：${detail}。`,
  }),
  'events.apiRefused': text<{ code: string; message: string }>({
    en: ({ code, message }) => `The region refuses: ${code}: ${message}`,
    zh: ({ code, message }) => `请求被拒绝：${code}：${message}`,
  }),
};

export const sayEvents = sayer(eventsTexts);
