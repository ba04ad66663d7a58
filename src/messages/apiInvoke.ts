import { text } from './text';

/** How long the platform remembers an ended event; a knob may say otherwise. @source S82 */
const threeDaysSec = 259_200;

/** What the API says of invocations, events and logs. */
export const apiInvokeTexts = {
  'invoke.notKept': text({ en: () => 'The event could not be kept.', zh: () => '无法保存该事件。' }),
  'invoke.web': text<{ name: string }>({
    en: ({ name }) => `Function ${name} is a Web function, which takes HTTP requests and no events.`,
    zh: ({ name }) => `函数 ${name} 是 Web 函数，只接受 HTTP 请求，不接受事件。`,
  }),
  'invoke.qualifier': text<{ name: string; qualifier: string }>({
    en: ({ name, qualifier }) => `Function ${name} has no version or alias ${qualifier}.`,
    zh: ({ name, qualifier }) => `函数 ${name} 没有版本或别名 ${qualifier}。`,
  }),
  'invoke.event': text<{ parameter: string }>({
    en: ({ parameter }) => `The parameter \`${parameter}\` must be JSON text.`,
    zh: ({ parameter }) => `参数 \`${parameter}\` 必须是 JSON 文本。`,
  }),
  'invoke.routingKey': text({
    en: () => 'The parameter `RoutingKey` must be a JSON object whose values are strings, as JSON text.',
    zh: () => '参数 `RoutingKey` 必须是 JSON 文本，内容为对象，各项的值均为字符串。',
  }),
  'invoke.routingKeyBytes': text<{ bytes: number; max: number }>({
    en: ({ bytes, max }) => `The parameter \`RoutingKey\` has ${bytes} bytes; at most ${max} are allowed.`,
    zh: ({ bytes, max }) => `参数 \`RoutingKey\` 有 ${bytes} 字节，最多 ${max} 字节。`,
  }),
  'invoke.memberEvent': text({
    en: () => 'The member `event` must be JSON text.',
    zh: () => '成员 `event` 必须是 JSON 文本。',
  }),
  'invoke.memberRoutingKey': text({
    en: () => 'The member `routingKey` must be an object whose values are strings.',
    zh: () => '成员 `routingKey` 必须是对象，各项的值均为字符串。',
  }),
  'event.notRunning': text<{ requestId: string }>({
    en: ({ requestId }) => `The event ${requestId} is not running.`,
    zh: ({ requestId }) => `事件 ${requestId} 不在运行。`,
  }),
  'event.none': text<{ requestId: string; name: string | undefined; waits: boolean; keptSec: number; tracedOnly: boolean }>({
    en: ({ requestId, name, waits, keptSec, tracedOnly }) =>
      `There is no asynchronous event ${requestId}${name === undefined ? '' : ` of function ${name}`}. ` +
      (waits
        ? 'It waits for an instance; an event has a state from when it has one.'
        : `Events of functions with asynchronous execution${tracedOnly ? ' and `traceEnable`' : ''} are known from when they have an instance ` +
          `until ${keptSec === threeDaysSec ? 'three days' : `${keptSec} s`} after their end.`),
    zh: ({ requestId, name, waits, keptSec, tracedOnly }) =>
      `${name === undefined ? '' : `函数 ${name} `}没有异步执行事件 ${requestId}。` +
      (waits
        ? '它正在等待实例，分配到实例后才有状态。'
        : `启用异步执行${tracedOnly ? '与 `traceEnable`' : ''}的函数，其事件从分配到实例起，到结束${keptSec === threeDaysSec ? '三天' : ` ${keptSec} 秒`}后为止可查。`),
  }),
  'logs.searchContext': text({
    en: () => 'The parameter `SearchContext` is retired: page with `Offset` and `Limit`.',
    zh: () => '参数 `SearchContext` 已停用：请用 `Offset` 和 `Limit` 翻页。',
  }),
  'logs.offset': text<{ sum: number; max: number }>({
    en: ({ sum, max }) => `\`Offset\` and \`Limit\` come to ${sum}; together they may be at most ${max}.`,
    zh: ({ sum, max }) => `\`Offset\` 与 \`Limit\` 之和为 ${sum}，最多为 ${max}。`,
  }),
  'logs.bothTimes': text({
    en: () => '`StartTime` and `EndTime` go together: give both or none.',
    zh: () => '`StartTime` 与 `EndTime` 必须同时提供，或都不提供。',
  }),
  'logs.order': text({
    en: () => '`EndTime` must be later than `StartTime`.',
    zh: () => '`EndTime` 必须晚于 `StartTime`。',
  }),
  'logs.span': text<{ maxDays: number; start: string; end: string }>({
    en: ({ maxDays, start, end }) => `From \`StartTime\` to \`EndTime\` it may be at most ${maxDays} day; it is ${start} to ${end}.`,
    zh: ({ maxDays, start, end }) => `\`StartTime\` 到 \`EndTime\` 最长 ${maxDays} 天，现为 ${start} 到 ${end}。`,
  }),
};
