import { text } from './text';

/** What the API says of versions, aliases and how these route. */
export const apiAliasesTexts = {
  'versions.number': text<{ qualifier: string; name: string }>({
    en: ({ qualifier, name }) => `\`Qualifier\` is "${qualifier}"; name a published version of "${name}" by its number.`,
    zh: ({ qualifier, name }) => `\`Qualifier\` 为“${qualifier}”；请以版本号指明“${name}”的一个已发布版本。`,
  }),
  'aliases.exists': text<{ fn: string; name: string }>({
    en: ({ fn, name }) => `Function "${fn}" has an alias "${name}" already. Change it with UpdateAlias.`,
    zh: ({ fn, name }) => `函数“${fn}”已有别名“${name}”。请用 UpdateAlias 修改。`,
  }),
  'aliases.max': text<{ fn: string; count: number; max: number }>({
    en: ({ fn, count, max }) => `Function "${fn}" has ${count} aliases; at most ${max} fit. Delete some.`,
    zh: ({ fn, count, max }) => `函数“${fn}”有 ${count} 个别名，最多 ${max} 个。请删除一些。`,
  }),
  'aliases.none': text<{ fn: string; name: string; known: readonly string[] }>({
    en: ({ fn, name, known }) => `Function "${fn}" has no alias "${name}". It has ${known.join(', ')}.`,
    zh: ({ fn, name, known }) => `函数“${fn}”没有别名“${name}”。现有 ${known.join('、')}。`,
  }),
  'aliases.range': text<{ expression: string }>({
    en: ({ expression }) => `\`Expression\` is "${expression}"; a range is (a,b) or [a,b] with integers.`,
    zh: ({ expression }) => `\`Expression\` 为“${expression}”；范围须写作 (a,b) 或 [a,b]，其中 a、b 为整数。`,
  }),
  'aliases.emptyRange': text<{ expression: string }>({
    en: ({ expression }) => `\`Expression\` is "${expression}", which no number is in. Write the smaller bound first.`,
    zh: ({ expression }) => `\`Expression\` 为“${expression}”，该范围内没有任何数。请把较小的边界写在前面。`,
  }),
  'aliases.oneRouting': text({
    en: () => '`RoutingConfig` has weights and rules; an alias routes by one of them.',
    zh: () => '`RoutingConfig` 同时有权重与规则；一个别名只能使用其中一种路由方式。',
  }),
  'aliases.oneAdditional': text<{ count: number }>({
    en: ({ count }) => `An alias has at most one additional version, not ${count}.`,
    zh: ({ count }) => `一个别名最多有一个附加版本，而不是 ${count} 个。`,
  }),
  'aliases.weight': text<{ weight: number | undefined }>({
    en: ({ weight }) => `\`Weight\` is ${weight ?? 'missing'}; it is the share of the additional version, from 0 to 1.`,
    zh: ({ weight }) => `${weight === undefined ? '缺少 `Weight`' : `\`Weight\` 为 ${weight}`}；它是附加版本的流量比例，取值为 0 到 1。`,
  }),
  'aliases.key': text<{ key: string }>({
    en: ({ key }) => `\`Key\` is "${key}"; it must be invoke.headers.<name>, with the name of a member of \`RoutingKey\`.`,
    zh: ({ key }) => `\`Key\` 为“${key}”；必须是 invoke.headers.<名称>，名称为 \`RoutingKey\` 中的一项。`,
  }),
  'aliases.method': text({
    en: () => '`Method` is missing; it must be exact or range.',
    zh: () => '缺少 `Method`；必须是 exact 或 range。',
  }),
};
