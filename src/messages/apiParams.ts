import { text } from './text';

/** What the API says of parameters, whatever they are for. `name` has the path of nested ones. */
export const apiParamsTexts = {
  'params.missing': text<{ name: string }>({
    en: ({ name }) => `The request is missing a required parameter \`${name}\`.`,
    zh: ({ name }) => `请求缺少必选参数 \`${name}\`。`,
  }),
  'params.string': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be a string.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是字符串。`,
  }),
  'params.number': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be a number.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是数字。`,
  }),
  'params.integer': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be an integer.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是整数。`,
  }),
  'params.flag': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be TRUE or FALSE.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是 TRUE 或 FALSE。`,
  }),
  'params.boolean': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be true or false.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是 true 或 false。`,
  }),
  'params.object': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be an object.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是对象。`,
  }),
  'params.list': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be a list.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是数组。`,
  }),
  'params.strings': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be a list of strings.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是字符串数组。`,
  }),
  'params.objects': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be a list of objects.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是对象数组。`,
  }),
  'params.choice': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `The parameter \`${name}\` must be one of ${known.join(', ')}.`,
    zh: ({ name, known }) => `参数 \`${name}\` 必须是 ${known.join('、')} 之一。`,
  }),
  'params.choices': text<{ name: string; given: string; known: readonly string[] }>({
    en: ({ name, given, known }) => `The parameter \`${name}\` has "${given}"; it must be one of ${known.join(', ')}.`,
    zh: ({ name, given, known }) => `参数 \`${name}\` 中有“${given}”；每一项必须是 ${known.join('、')} 之一。`,
  }),
  'params.range': text<{ name: string; min: number; max: number; value: number }>({
    en: ({ name, value, ...range }) => `The parameter \`${name}\` must be ${rangeEn(range)}, not ${value}.`,
    zh: ({ name, value, ...range }) => `参数 \`${name}\` 必须${rangeZh(range)}，而不是 ${value}。`,
  }),
  'params.countText': text<{ name: string; example: number }>({
    en: ({ name, example }) => `The parameter \`${name}\` must be a whole number as a string, such as "${example}".`,
    zh: ({ name, example }) => `参数 \`${name}\` 必须是以字符串表示的非负整数，例如 "${example}"。`,
  }),
  'params.moment': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must be a moment such as 2021-02-08 14:00:00, in UTC+8.`,
    zh: ({ name }) => `参数 \`${name}\` 必须是时间，例如 2021-02-08 14:00:00（UTC+8）。`,
  }),
  'params.interval': text<{ name: string }>({
    en: ({ name }) => `The parameter \`${name}\` must end after its start.`,
    zh: ({ name }) => `参数 \`${name}\` 的结束时间必须晚于开始时间。`,
  }),
};

/** A bound that is infinite is none. */
interface Range {
  readonly min: number;
  readonly max: number;
}

function rangeEn({ min, max }: Range): string {
  if (max === Infinity) return `at least ${min}`;
  return min === -Infinity ? `at most ${max}` : `from ${min} to ${max}`;
}

function rangeZh({ min, max }: Range): string {
  if (max === Infinity) return `不小于 ${min}`;
  return min === -Infinity ? `不大于 ${max}` : `在 ${min} 到 ${max} 之间`;
}
