import { plural } from './plural';
import { text } from './text';

/** What the API says of names, descriptions and namespaces. */
export const apiNamesTexts = {
  'names.form': text<{ parameter: string; given: string }>({
    en: ({ parameter, given }) =>
      `The parameter \`${parameter}\` is "${given}"; it must have 2 to 60 letters, digits, - and _, begin with a letter and end with a letter or digit.`,
    zh: ({ parameter, given }) => `参数 \`${parameter}\` 为“${given}”；须为 2 至 60 个字母、数字、- 或 _，以字母开头，以字母或数字结尾。`,
  }),
  'names.together': text<{ characters: number; max: number }>({
    en: ({ characters, max }) => `Namespace and function name have ${characters} characters together; at most ${max} fit. Shorten one of them.`,
    zh: ({ characters, max }) => `命名空间与函数名称合计 ${characters} 个字符，最多 ${max} 个。请缩短其中一个。`,
  }),
  'names.alias': text<{ given: string }>({
    en: ({ given }) => `The parameter \`Name\` is "${given}"; an alias has 1 to 64 letters, digits, - and _, and begins with a letter.`,
    zh: ({ given }) => `参数 \`Name\` 为“${given}”；别名须为 1 至 64 个字母、数字、- 或 _，以字母开头。`,
  }),
  'names.description': text<{ characters: number; max: number }>({
    en: ({ characters, max }) => `The parameter \`Description\` has ${characters} characters; at most ${max} fit. Shorten it.`,
    zh: ({ characters, max }) => `参数 \`Description\` 有 ${characters} 个字符，最多 ${max} 个。请缩短。`,
  }),
  'namespaces.none': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `There is no namespace "${name}"; there are ${known.join(', ')}. Create it with CreateNamespace.`,
    zh: ({ name, known }) => `没有命名空间“${name}”；现有 ${known.join('、')}。请用 CreateNamespace 创建。`,
  }),
  'namespaces.exists': text<{ name: string }>({
    en: ({ name }) => `There is a namespace "${name}" already. Change it with UpdateNamespace.`,
    zh: ({ name }) => `命名空间“${name}”已存在。请用 UpdateNamespace 修改。`,
  }),
  'namespaces.default': text({
    en: () => 'The namespace "default" exists always. Choose another name.',
    zh: () => '命名空间“default”始终存在。请换一个名称。',
  }),
  'namespaces.max': text<{ count: number; max: number }>({
    en: ({ count, max }) => `The region has ${count} namespaces; at most ${max} fit. Delete one.`,
    zh: ({ count, max }) => `该地域有 ${count} 个命名空间，最多 ${max} 个。请删除一个。`,
  }),
  'namespaces.cluster': text({
    en: () => '`ResourceEnv` puts a namespace on a cluster of yours; a local region has none. Leave it out.',
    zh: () => '`ResourceEnv` 用于将命名空间放在自有集群上，而本地地域没有集群。请去掉它。',
  }),
  'namespaces.searchKey': text({
    en: () => 'A `SearchKey` has no `Key`; it must be Namespace or Description.',
    zh: () => '有一项 `SearchKey` 缺少 `Key`；必须是 Namespace 或 Description。',
  }),
  'namespaces.holds': text<{ name: string; count: number }>({
    en: ({ name, count }) => `Namespace "${name}" holds ${plural(count, 'function')}. Delete ${count === 1 ? 'it' : 'them'} first.`,
    zh: ({ name, count }) => `命名空间“${name}”中有 ${count} 个函数。请先删除这些函数。`,
  }),
  'namespaces.kept': text<{ name: string }>({
    en: ({ name }) => `Namespace "${name}" ${name === 'default' ? 'exists always' : 'belongs to a service of this region'} and cannot be deleted.`,
    zh: ({ name }) => `命名空间“${name}”${name === 'default' ? '始终存在' : '属于该地域中的一个服务'}，不能删除。`,
  }),
};
