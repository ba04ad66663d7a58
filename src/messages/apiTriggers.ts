import { cronFieldZh } from './cronFields';
import type { CronField } from './diagnosticParams';
import { text } from './text';

/** What the API says of triggers. */
export const apiTriggersTexts = {
  'triggers.exists': text<{ fn: string; type: string; name: string; qualifier: string }>({
    en: ({ fn, type, name, qualifier }) =>
      `Function "${fn}" has a ${type} trigger "${name}" on ${qualifier} already. Change it with UpdateTrigger, or choose another name.`,
    zh: ({ fn, type, name, qualifier }) => `函数“${fn}”在 ${qualifier} 上已有 ${type} 触发器“${name}”。请用 UpdateTrigger 修改，或换一个名称。`,
  }),
  'triggers.max': text<{ fn: string; type: string; count: number; max: number }>({
    en: ({ fn, type, count, max }) => `Function "${fn}" has ${count} triggers of type ${type}; at most ${max} fit. Delete some.`,
    zh: ({ fn, type, count, max }) => `函数“${fn}”有 ${count} 个 ${type} 触发器，最多 ${max} 个。请删除一些。`,
  }),
  'triggers.none': text<{ fn: string; type: string; name: string; qualifier: string; elsewhere: string | undefined }>({
    en: ({ fn, type, name, qualifier, elsewhere }) =>
      `Function "${fn}" has no ${type} trigger "${name}" on ${qualifier}. ` +
      (elsewhere === undefined ? 'ListTriggers tells which it has.' : `It is on ${elsewhere}: say so in \`Qualifier\`.`),
    zh: ({ fn, type, name, qualifier, elsewhere }) =>
      `函数“${fn}”在 ${qualifier} 上没有 ${type} 触发器“${name}”。` +
      (elsewhere === undefined ? '请用 ListTriggers 查看现有触发器。' : `它在 ${elsewhere} 上：请在 \`Qualifier\` 中指明。`),
  }),
  'triggers.name': text<{ type: string; name: string }>({
    en: ({ type, name }) =>
      `\`TriggerName\` is "${name}"; of a ${type} trigger it must have ` +
      `${type === 'timer' ? '1 to 100 letters, digits, - and _' : '1 to 255 characters without spaces'}.`,
    zh: ({ type, name }) =>
      `\`TriggerName\` 为“${name}”；${type} 触发器的名称须为` +
      `${type === 'timer' ? ' 1 至 100 个字母、数字、- 或 _' : ' 1 至 255 个字符，不含空格'}。`,
  }),
  'triggers.qualifier': text<{ fn: string; qualifier: string }>({
    en: ({ fn, qualifier }) => `Function "${fn}" has no version or alias "${qualifier}". Publish the version or create the alias first.`,
    zh: ({ fn, qualifier }) => `函数“${fn}”没有版本或别名“${qualifier}”。请先发布版本或创建别名。`,
  }),
  'triggers.argumentType': text<{ type: string }>({
    en: ({ type }) => `\`CustomArgument\` is only for timers, not for a trigger of type ${type}.`,
    zh: ({ type }) => `\`CustomArgument\` 只适用于定时触发器，不适用于 ${type} 触发器。`,
  }),
  'triggers.argumentBytes': text<{ bytes: number; max: number }>({
    en: ({ bytes, max }) => `\`CustomArgument\` has ${bytes} bytes; at most ${max} fit.`,
    zh: ({ bytes, max }) => `\`CustomArgument\` 有 ${bytes} 字节，最多 ${max} 字节。`,
  }),
  'triggers.descMissing': text<{ type: string }>({
    en: ({ type }) => `\`TriggerDesc\` is missing; a trigger of type ${type} needs it.`,
    zh: ({ type }) => `缺少 \`TriggerDesc\`；${type} 触发器必须提供。`,
  }),
  'triggers.descJson': text<{ type: string }>({
    en: ({ type }) => `\`TriggerDesc\` is no JSON; of a ${type} trigger it is a JSON object as text.`,
    zh: ({ type }) => `\`TriggerDesc\` 不是 JSON；${type} 触发器的 \`TriggerDesc\` 是 JSON 对象的文本。`,
  }),
  'triggers.descCos': text({
    en: () => '`TriggerDesc` is missing; of a cos trigger it must be said, as {"event":"…"}.',
    zh: () => '缺少 `TriggerDesc`；cos 触发器必须提供，形如 {"event":"…"}。',
  }),
  'triggers.cronFields': text<{ given: string }>({
    en: ({ given }) => `\`TriggerDesc\` is "${given}"; a timer has seven fields: second, minute, hour, day, month, weekday, year.`,
    zh: ({ given }) => `\`TriggerDesc\` 为“${given}”；定时触发器须有七个字段：秒、分、时、日、月、星期、年。`,
  }),
  'triggers.cron': text<{ cron: string; field: CronField; part: string }>({
    en: ({ cron, field, part }) => `\`TriggerDesc\` is "${cron}", and its ${field} "${part}" means nothing.`,
    zh: ({ cron, field, part }) => `\`TriggerDesc\` 为“${cron}”，其中的${cronFieldZh[field]}“${part}”没有意义。`,
  }),
  'triggers.filterName': text<{ known: readonly string[] }>({
    en: ({ known }) => `A filter has no \`Name\`; it must be one of ${known.join(', ')}.`,
    zh: ({ known }) => `有一项过滤条件缺少 \`Name\`；必须是 ${known.join('、')} 之一。`,
  }),
};
