import { text, type Lang } from './text';

/** What is wrong with a trace or a file of records, by the code of its fault. */
export const traceTexts = {
  'trace.unreadable': text<{ detail: string }>({
    en: ({ detail }) => `The file cannot be read: ${detail}.`,
    zh: ({ detail }) => `无法读取该文件：${detail}。`,
  }),
  'trace.empty': text<undefined>({
    en: () => 'The file is empty. A trace begins with a row of column names.',
    zh: () => '文件为空。轨迹文件的首行应为列名。',
  }),
  'trace.format': text<{ header: string; formats: readonly string[] }>({
    en: ({ header, formats }) =>
      `No known format has the columns "${header}". Columns are separated by commas. Known: ${formats.join(', ')}; --format names one of them.`,
    zh: ({ header, formats }) => `没有任何已知格式的列名为 “${header}”。各列以逗号分隔。已知格式：${formats.join('、')}；可用 --format 指定。`,
  }),
  'trace.columnMissing': text<{ name: string; format: string }>({
    en: ({ name, format }) => `Column "${name}" of format ${format} is missing.`,
    zh: ({ name, format }) => `缺少 ${format} 格式的列 “${name}”。`,
  }),
  'trace.columnUnknown': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `Column "${name}" is unknown or comes twice. Known: ${known.join(', ')}.`,
    zh: ({ name, known }) => `列 “${name}” 未知或重复。已知的列：${known.join('、')}。`,
  }),
  'trace.fields': text<{ expected: number; got: number }>({
    en: ({ expected, got }) => `The row has ${got} fields, the header ${expected}.`,
    zh: ({ expected, got }) => `该行有 ${got} 个字段，而首行有 ${expected} 个。`,
  }),
  'trace.quote': text<undefined>({
    en: () => 'A quotation mark is not closed, or stands within a field that does not begin with one. Inside quotation marks, write it twice.',
    zh: () => '引号未闭合，或出现在不以引号开头的字段中。在引号之内，引号应写两次。',
  }),
  'trace.rowTooLong': text<{ limit: number }>({
    en: ({ limit }) => `The row is longer than ${limit} characters; most likely a quotation mark before it is not closed.`,
    zh: ({ limit }) => `该行超过 ${limit} 个字符；很可能是前面的引号未闭合。`,
  }),
  'trace.number': text<{ name: string; value: string; whole: boolean; max: number | undefined }>({
    en: ({ name, value, whole, max }) =>
      `${name} is "${value}"; expected is ${whole ? 'a whole number' : 'a number'} from 0${max === undefined ? '' : ` to ${max}`}.`,
    zh: ({ name, value, whole, max }) =>
      `${name} 的值为 “${value}”；应为${max === undefined ? '从 0 开始' : ` 0 到 ${max} `}的${whole ? '整数' : '数字'}。`,
  }),
  'trace.choice': text<{ name: string; value: string; values: readonly string[] }>({
    en: ({ name, value, values }) => `${name} is "${value}"; expected is one of ${values.join(', ')}.`,
    zh: ({ name, value, values }) => `${name} 的值为 “${value}”；应为以下之一：${values.join('、')}。`,
  }),
  'trace.timestamp': text<{ name: string; value: string }>({
    en: ({ name, value }) => `${name} is "${value}"; expected is a time in UTC as in 2023-11-16 18:17:03.9799600.`,
    zh: ({ name, value }) => `${name} 的值为 “${value}”；应为 UTC 时间，例如 2023-11-16 18:17:03.9799600。`,
  }),
  'trace.calendar': text<{ name: string; value: string }>({
    en: ({ name, value }) =>
      `${name} is ${value}; expected is a time in ms, counted from the beginning of the trace or, in all rows alike, from 1970 (13 digits).`,
    zh: ({ name, value }) => `${name} 为 ${value}；应为毫秒数，从轨迹开始算起，或者所有行一律从 1970 年算起（13 位数字）。`,
  }),
  'trace.seconds': text<{ name: string; value: string; date: string; days: number }>({
    en: ({ name, value, date, days }) =>
      `${name} of the first row is ${value}: in seconds that is ${date}, in ms ${days} days after the beginning of the trace. Times are in ms: if these are seconds since 1970, multiply all of them by 1000; if they are ms, subtract ${value} from all of them, so that the trace begins with its first row.`,
    zh: ({ name, value, date, days }) =>
      `首行的 ${name} 为 ${value}：按秒计是 ${date}，按毫秒计则是轨迹开始之后 ${days} 天。时间以毫秒为单位：若这些是 1970 年以来的秒数，请全部乘以 1000；若确为毫秒，请全部减去 ${value}，使轨迹从第一行开始。`,
  }),
  'trace.order': text<{ name: string; value: string; before: string }>({
    en: ({ name, value, before }) => `${name} is ${value}, before that of the row above, ${before}. Sort the file by ${name}.`,
    zh: ({ name, value, before }) => `${name} 为 ${value}，早于上一行的 ${before}。请将文件按 ${name} 排序。`,
  }),
  'trace.late': text<{ lateMs: number; rows: number }>({
    en: ({ lateMs, rows }) =>
      `This invocation arrived ${lateMs} ms before one that has been played already: ${rows} rows are put in order at a time. Allow more by --reorder-rows, or sort the file by arrival.`,
    zh: ({ lateMs, rows }) =>
      `该调用的到达时间比已重放的调用早 ${lateMs} ms：每次最多对 ${rows} 行排序。请用 --reorder-rows 调大该值，或将文件按到达时间排序。`,
  }),
  'trace.percentiles': text<{ name: string; value: number; before: number }>({
    en: ({ name, value, before }) => `${name} is ${value}, less than the percentile below it, ${before}.`,
    zh: ({ name, value, before }) => `${name} 为 ${value}，小于前一个百分位数 ${before}。`,
  }),
  'trace.tooMany': text<{ minute: number; count: number; limit: number }>({
    en: ({ minute, count, limit }) => `Minute ${minute} has ${count} invocations up to this row; ${limit} can be put in order.`,
    zh: ({ minute, count, limit }) => `第 ${minute} 分钟到该行为止已有 ${count} 次调用；最多可排序 ${limit} 次。`,
  }),
  'trace.companion': text<{ kind: 'durations' | 'memory'; looked: string }>({
    en: ({ kind, looked }) =>
      `The trace needs a file of ${kind}; ${looked === '' ? 'its name tells of none' : `there is no ${looked}`}. Give its path: --${kind} FILE.`,
    zh: ({ kind, looked }) =>
      `该轨迹还需要${kind === 'durations' ? '执行时长' : '内存'}文件；${looked === '' ? '无法从文件名推断' : `未找到 ${looked}`}。请指定其路径：--${kind} 文件。`,
  }),
  'trace.unmapped': text<{ names: readonly string[]; functions: readonly string[] }>({
    en: ({ names, functions }) =>
      `No function stands for ${names.join(', ')}. Map each name to one of ${functions.join(', ')}, or * for all that are left: --map "${names[0] ?? ''}=${functions[0] ?? ''}", --map "*=${functions[0] ?? ''}".`,
    zh: ({ names, functions }) =>
      `没有函数对应 ${names.join('、')}。请将每个名称映射到 ${functions.join('、')} 之一，或用 * 表示其余全部名称：--map "${names[0] ?? ''}=${functions[0] ?? ''}"，--map "*=${functions[0] ?? ''}"。`,
  }),
  'trace.encoding': text<undefined>({
    en: () => 'A name is not UTF-8 text: the file was saved in another encoding, such as GBK. Save it as UTF-8.',
    zh: () => '名称不是 UTF-8 文本：文件以其他编码（如 GBK）保存，请另存为 UTF-8。',
  }),
  'trace.mapTarget': text<{ name: string; target: string; functions: readonly string[] }>({
    en: ({ name, target, functions }) => `"${name}" is mapped to "${target}", which the service does not have. It has ${functions.join(', ')}.`,
    zh: ({ name, target, functions }) => `“${name}” 被映射到 “${target}”，但该服务中没有此函数。已有的函数：${functions.join('、')}。`,
  }),
  'trace.unwritable': text<{ detail: string }>({
    en: ({ detail }) => `The records cannot be written: ${detail}. What was there before is unchanged.`,
    zh: ({ detail }) => `无法写入调用记录：${detail}。原有文件未被改动。`,
  }),
  'trace.notRegular': text<undefined>({
    en: () => 'Records are written to a file of their own; this is a folder or a device.',
    zh: () => '调用记录须写入独立的文件；该路径是目录或设备。',
  }),
  'trace.occupied': text<undefined>({
    en: () => 'This file holds something other than records, which they would take the place of. Name another one.',
    zh: () => '该文件的内容不是调用记录，写入会将其覆盖。请指定其他文件。',
  }),
};

type TraceTexts = typeof traceTexts;
type Code = keyof TraceTexts extends `trace.${infer C}` ? C : never;

/** A fault as far as its words need it: `TraceFault` is one. */
export interface FaultyPlace<C extends Code = Code> {
  readonly code: C;
  readonly params: Parameters<TraceTexts[`trace.${C}`]['en']>[0];
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
}

/** What is wrong and where: `trace.csv:12:3: …`. */
export function sayTraceFault<C extends Code>(lang: Lang, { code, params, file, line, column }: FaultyPlace<C>): string {
  const said = traceTexts[`trace.${code}`][lang] as (params: unknown) => string;
  return `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${said(params)}`;
}
