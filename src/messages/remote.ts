import { plural } from './plural';
import { remoteTableTexts } from './remoteTables';
import { sayer } from './saying';
import { text } from './text';

const texts = {
  'remote.noFunction': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `There is no function "${name}" in this service. It has: ${known.join(', ') || 'none'}.`,
    zh: ({ name, known }) => `此服务中没有函数“${name}”。现有函数：${known.join('、') || '无'}。`,
  }),
  'remote.time': text<{ option: string; given: string }>({
    en: ({ option, given }) =>
      `--${option} takes how long ago (5m, 2h, 1h30m), a time such as 2021-11-01T09:30, or milliseconds since 1970, not "${given}".`,
    zh: ({ option, given }) => `--${option} 应为距今的时长（5m、2h、1h30m）、时间（例如 2021-11-01T09:30）或 1970 年以来的毫秒数，而不是“${given}”。`,
  }),
  'remote.interval': text({
    en: () => '--startTime must be earlier than --endTime, and than now.',
    zh: () => '--startTime 必须早于 --endTime，也必须早于现在。',
  }),
  'remote.tailEnd': text({
    en: () => '--tail goes on until Ctrl-C: it takes no --endTime.',
    zh: () => '--tail 会持续到按下 Ctrl-C，不能与 --endTime 同时使用。',
  }),
  'remote.logsInterval': text<{ given: string; leastMs: number }>({
    en: ({ given, leastMs }) => `--interval is the time between two looks, in ms or as in 5s: at least ${leastMs} ms, not "${given}".`,
    zh: ({ given, leastMs }) => `--interval 是两次查询的间隔，单位毫秒，也可写作 5s：不小于 ${leastMs} 毫秒，而不是“${given}”。`,
  }),
  'remote.noTopic': text<{ name: string }>({
    en: ({ name }) =>
      `Function "${name}" delivers its logs to no topic of CLS, and Tencent Cloud keeps none elsewhere since GetFunctionLogs was retired. Set cls: { logsetId: …, topicId: … } in serverless.yml and deploy. GetFunctionLogs is asked all the same:`,
    zh: ({ name }) =>
      `函数“${name}”未投递日志到 CLS 主题；GetFunctionLogs 下线后，腾讯云不再另行保存日志。请在 serverless.yml 中设置 cls: { logsetId: …, topicId: … } 并部署。现仍尝试 GetFunctionLogs：`,
  }),
  'remote.noLines': text<{ since: string }>({
    en: ({ since }) => `No lines since ${since}. --startTime goes further back (2h, 1d); --tail waits for what comes.`,
    zh: ({ since }) => `自 ${since} 以来没有日志。用 --startTime 可查询更早的时间（2h、1d）；用 --tail 可等待新日志。`,
  }),
  'remote.tailGoesOn': text<{ why: string }>({
    en: ({ why }) => `${why}\nTried again, and nothing is skipped …`,
    zh: ({ why }) => `${why}\n将继续重试，不会遗漏日志……`,
  }),
  'remote.metricsWhole': text({
    en: () => 'Note: a local region counts since it began; --startTime and --endTime are for the cloud.',
    zh: () => '注意：本地地域自启动起累计；--startTime 与 --endTime 只用于云端。',
  }),
  'remote.onlyLocal': text<{ option: string }>({
    en: ({ option }) => `--${option} is for invoke local: in the cloud the platform makes the context.`,
    zh: ({ option }) => `--${option} 只用于 invoke local：在云端，context 由平台生成。`,
  }),
  'remote.type': text<{ given: string }>({
    en: ({ given }) => `--type is RequestResponse (sync) or Event (async), not "${given}".`,
    zh: ({ given }) => `--type 只能是 RequestResponse（sync）或 Event（async），而不是“${given}”。`,
  }),
  'remote.log': text<{ given: string }>({
    en: ({ given }) => `--log shows the end of the log; it takes Tail, None or nothing, not "${given}".`,
    zh: ({ given }) => `--log 用于显示日志末尾，可取 Tail、None 或不带值，而不是“${given}”。`,
  }),
  'remote.tooLarge': text<{ bytes: number; max: number; type: 'sync' | 'async' }>({
    en: ({ bytes, max, type }) =>
      `The event has ${bytes} bytes; ${type === 'async' ? 'asynchronous' : 'synchronous'} invocations take at most ${max} (S150), so it was not sent. Put the data into COS and send its address${type === 'async' ? ', or invoke synchronously, which takes 6 MB' : ''}.`,
    zh: ({ bytes, max, type }) =>
      `事件为 ${bytes} 字节；${type === 'async' ? '异步' : '同步'}调用最多 ${max} 字节（S150），因此未发送。可将数据存入 COS，只发送其地址${type === 'async' ? '；或改用同步调用（最多 6 MB）' : ''}。`,
  }),
  'remote.web': text<{ name: string }>({
    en: ({ name }) => `Function "${name}" is a Web function: it takes HTTP requests, no events. Its addresses are in "info".`,
    zh: ({ name }) => `函数“${name}”是 Web 函数：只接受 HTTP 请求，不接受事件。访问地址见 info 命令。`,
  }),
  'remote.failed': text<{ requestId: string; status: number | undefined }>({
    en: ({ requestId, status }) => `${requestId} FAILED${status === undefined ? '' : ` (${status})`}`,
    zh: ({ requestId, status }) => `${requestId} FAILED${status === undefined ? '' : `（${status}）`}`,
  }),
  'remote.accepted': text<{ function: string; requestId: string }>({
    en: ({ function: name, requestId }) => `Accepted. What it wrote: logs --function ${name} --request-id ${requestId}`,
    zh: ({ function: name, requestId }) => `已接收。查看其日志：logs --function ${name} --request-id ${requestId}`,
  }),
  'remote.runsOn': text<{ requestId: string }>({
    en: ({ requestId }) =>
      `${requestId} goes on in the cloud. Look again: events get --remote --id ${requestId}; end it: events terminate --remote --id ${requestId}`,
    zh: ({ requestId }) =>
      `${requestId} 仍在云端继续。再次查看：events get --remote --id ${requestId}；终止：events terminate --remote --id ${requestId}`,
  }),
  'remote.neverBegan': text<{ requestId: string; hours: number }>({
    en: ({ requestId, hours }) => `${requestId} was given no instance in ${plural(hours, 'hour')}, the longest that an event waits (S58).`,
    zh: ({ requestId, hours }) => `${requestId} 在 ${hours} 小时内未获得实例，这已是事件等待的最长时间（S58）。`,
  }),
  'remote.notDeployed': text<{ functions: readonly string[] }>({
    en: ({ functions }) => `Not deployed: ${functions.join(', ')}. "deploy" creates what is missing.`,
    zh: ({ functions }) => `尚未部署：${functions.join('、')}。用 deploy 命令可创建。`,
  }),
  ...remoteTableTexts,
};

export const remoteTexts = texts;

export const sayRemote = sayer(remoteTexts);
