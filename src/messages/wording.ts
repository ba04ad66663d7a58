import type { Spelling } from './diagnosticParams';
import type { Lang } from './text';

/** Units as Chinese readers write them. */
export const unitWords: Readonly<Record<string, string>> = {
  s: '秒',
  ms: '毫秒',
  bytes: '字节',
  instances: '个实例',
  'instances/min': '个实例/分钟',
  retries: '次',
  requests: '个请求',
  items: '项',
  characters: '个字符',
};

const typeNames: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  integer: { en: 'a whole number', zh: '整数' },
  number: { en: 'a number', zh: '数字' },
  string: { en: 'text', zh: '字符串' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  object: { en: 'a map', zh: '映射（对象）' },
  array: { en: 'a list', zh: '列表（数组）' },
};

/** Types in words; what is no type is shown as it is, such as the form of a map. */
export const typeWords: { readonly [L in Lang]: (expected: readonly string[]) => string } = {
  en: (expected) => expected.map((type) => typeNames[type]?.en ?? type).join(' or '),
  // Chinese text takes a blank before Latin letters and signs.
  zh: (expected) =>
    expected
      .map((type) => typeNames[type]?.zh ?? type)
      .join(' 或 ')
      .replace(/^(?=[\x21-\x7e])/, ' ')
      .replaceAll(/(?<=[\u4e00-\u9fff]) 或 (?=[\u4e00-\u9fff])/g, '或'),
};

/** How something is written elsewhere. */
export const spellingWords: Readonly<Record<Lang, Readonly<Record<Spelling, string>>>> = {
  en: {
    aws: 'is how AWS writes it; on Tencent Cloud it is another option, and quotas are MB rather than counts',
    awsMemory: 'is how other tools write it',
    tencent: 'is how other Tencent tools write it',
    api: 'is how the API writes it',
    unit: 'carries a unit; options are plain numbers here',
  },
  zh: {
    aws: '是 AWS 的写法；腾讯云使用另外的选项，且配额的单位是 MB 而不是个数',
    awsMemory: '是其他工具的写法',
    tencent: '是其他腾讯云工具的写法',
    api: '是云 API 的写法',
    unit: '带有单位；此处只写数字',
  },
};
