import type { Spelling, TriggerNote } from './diagnosticParams';
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
  'requests/s': '个请求/秒',
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
    aws: 'is how AWS writes it',
    awsMemory: 'is how other tools write it',
    tencent: 'is how other Tencent tools write it',
    api: 'is how the API writes it',
    unit: 'carries a unit; options are plain numbers here',
    unused: 'is an option of other tools, and means nothing here',
    perFunction: 'is an option of each function, and has no default in provider',
    perProvider: 'is an option of provider, and holds for the whole service',
    keys: 'names a file with the keys of your account; keys do not belong in a configuration, and nothing here reads it',
    dropped: 'is an option of another tool for its own deployment',
    inside: 'holds options that stand in the function itself here',
    bootstrap: 'names the file that a Web function starts with; on the platform that is the executable file scf_bootstrap in its code',
    functionUrl: 'is a function URL, which cannot be written here yet',
    noTrigger: 'is a trigger that has no counterpart here',
  },
  zh: {
    aws: '是 AWS 的写法',
    awsMemory: '是其他工具的写法',
    tencent: '是其他腾讯云工具的写法',
    api: '是云 API 的写法',
    unit: '带有单位；此处只写数字',
    unused: '是其他工具的选项，在此没有作用',
    perFunction: '是各函数自己的选项，不能在 provider 中设默认值',
    perProvider: '是 provider 的选项，对整个服务生效',
    keys: '指向存放账号密钥的文件；密钥不应写进配置，本包也不会读取它',
    dropped: '是其他工具自身部署用的选项',
    inside: '中的选项在此直接写在函数里',
    bootstrap: '指定 Web 函数的启动文件；平台要求代码中有可执行文件 scf_bootstrap',
    functionUrl: '是函数 URL，目前还不能在此配置',
    noTrigger: '触发器在此没有对应的写法',
  },
};

/** What is added to the fix of a trigger of another tool. */
export const triggerNotes: Readonly<Record<Lang, Readonly<Partial<Record<TriggerNote, string>>>>> = {
  en: {
    functionUrl: '; a function URL that exists in the console stays as it is',
    closed: '; without enable that tool leaves a trigger off, here it would be on',
    cors: '; CORS headers are for the handler to answer, with integratedResponse: true',
    corsWeb: '; CORS headers are for the function to answer',
  },
  zh: {
    functionUrl: '；控制台中已有的函数 URL 不受影响',
    closed: '；未写 enable 时，原工具不启用触发器，而此处默认启用',
    cors: '；CORS 响应头由函数返回，并需设置 integratedResponse: true',
    corsWeb: '；CORS 响应头由函数返回',
  },
};

/** Longer lists say less than none. */
const listMax = 12;

/** Whether a list is worth being written out. */
export function isShort(list: readonly string[], most = listMax): boolean {
  return list.length <= most;
}

/** Options of AWS that count instances, where quotas here are MB. @source S3 */
export function isAwsCount(why: Spelling, written: string): boolean {
  return why === 'aws' && /concurren/i.test(written);
}

/** How AWS writes such an option. */
export const awsCount: Readonly<Record<Lang, string>> = {
  en: 'is how AWS writes it; on Tencent Cloud it is another option, and quotas are MB rather than counts',
  zh: '是 AWS 的写法；腾讯云使用另外的选项，且配额的单位是 MB 而不是个数',
};

/** `src/index.js (nor .cjs, .mjs)` */
export function filesEn(tried: readonly string[]): string {
  const [first = '', ...others] = tried;
  const endings = endingsOf(first, others);
  return others.length > 0 && endings !== undefined ? `${first} (nor ${endings.join(', ')})` : tried.join(', ');
}

/** The same in Chinese. */
export function filesZh(tried: readonly string[]): string {
  const [first = '', ...others] = tried;
  const endings = endingsOf(first, others);
  return others.length > 0 && endings !== undefined ? `${first}（以及 ${endings.join('、')}）` : tried.join('、');
}

/** The endings of files that have the name of the first; undefined when one has another. */
function endingsOf(first: string, others: readonly string[]): readonly string[] | undefined {
  const name = first.replace(/\.[^./]*$/, '');
  return others.every((other) => other.startsWith(`${name}.`)) ? others.map((other) => other.slice(name.length)) : undefined;
}

/** Whether a file of code defines its functions; what JavaScript does not export cannot be called. */
export function definesFunctions(file: string): boolean {
  return /\.(?:py|php)$/.test(file);
}
