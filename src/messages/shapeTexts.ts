import type { Counted, DiagnosticCode, Texts } from './diagnosticParams';
import { formWords } from './formWords';
import { plural } from './plural';
import { spellingWords, typeWords, unitWords } from './wording';
import type { Lang } from './text';
import { unreadableWords, unresolvedWords } from './serviceWords';

type Shape = Extract<DiagnosticCode, `SCF1${string}`>;

/** Faults of shape: options that are unknown, missing, or of a wrong form. */
export const shapeTexts: Texts<Shape> = {
  SCF101: {
    en: ({ option, value, expected, write }) => ({
      message: `${option} is ${value}, but must be ${typeWords.en(expected)}; nothing is converted`,
      fix: write === undefined ? `write ${typeWords.en(expected)}` : `write ${write}`,
    }),
    zh: ({ option, value, expected, write }) => ({
      message: `${option} 的值是 ${value}，应为${typeWords.zh(expected)}；不会自动转换类型`,
      fix: write === undefined ? `请写成${typeWords.zh(expected)}` : `请写成 ${write}`,
    }),
  },
  SCF102: {
    en: ({ option, value, bound, unit }) => {
      const limit = `${bound.limit}${unit === undefined ? '' : ` ${unit}`}`;
      switch (bound.kind) {
        case 'min':
          return { message: `${option} is ${value}, below the least ${limit}`, fix: `write ${bound.limit} or more` };
        case 'max':
          return { message: `${option} is ${value}, above the most ${limit}`, fix: `write ${bound.limit} or less` };
        case 'above':
          return { message: `${option} is ${value}, but must be above ${limit}`, fix: `write a value above ${bound.limit}` };
        case 'below':
          return { message: `${option} is ${value}, but must be below ${limit}`, fix: `write a value below ${bound.limit}` };
        case 'items':
          return { message: `${option} has ${bound.has} entries, at most ${bound.limit} are possible`, fix: `remove ${bound.has - bound.limit}` };
        case 'fewItems':
          return { message: `${option} has no entry`, fix: 'add an entry, or remove the option' };
        case 'length':
          return {
            message: `${option} has ${bound.has} characters, at most ${bound.limit} are possible`,
            fix: `shorten it by ${bound.has - bound.limit}`,
          };
      }
    },
    zh: ({ option, value, bound, unit }) => {
      const limit = `${bound.limit}${unit === undefined ? '' : ` ${unitWords[unit] ?? unit}`}`;
      switch (bound.kind) {
        case 'min':
          return { message: `${option} 的值 ${value} 小于下限 ${limit}`, fix: `请写不小于 ${bound.limit} 的值` };
        case 'max':
          return { message: `${option} 的值 ${value} 超过上限 ${limit}`, fix: `请写不大于 ${bound.limit} 的值` };
        case 'above':
          return { message: `${option} 的值 ${value} 必须大于 ${limit}`, fix: `请写大于 ${bound.limit} 的值` };
        case 'below':
          return { message: `${option} 的值 ${value} 必须小于 ${limit}`, fix: `请写小于 ${bound.limit} 的值` };
        case 'items':
          return { message: `${option} 有 ${bound.has} 项，最多 ${bound.limit} 项`, fix: `请去掉 ${bound.has - bound.limit} 项` };
        case 'fewItems':
          return { message: `${option} 没有任何一项`, fix: '请添加一项，或去掉该选项' };
        case 'length':
          return { message: `${option} 有 ${bound.has} 个字符，最多 ${bound.limit} 个`, fix: `请缩短 ${bound.has - bound.limit} 个字符` };
      }
    },
  },
  SCF103: {
    en: ({ name, under, nearest, known }) => ({
      message: `${under} has no option "${name}"`,
      fix: nearest === undefined ? `remove it; possible are ${known.join(', ')}` : `did you mean "${nearest}"?`,
    }),
    zh: ({ name, under, nearest, known }) => ({
      message: `${under} 没有名为“${name}”的选项`,
      fix: nearest === undefined ? `请去掉它；可用的选项有 ${known.join('、')}` : `是否想写“${nearest}”？`,
    }),
  },
  SCF104: {
    en: ({ name, under }) => ({ message: `${under} lacks "${name}"`, fix: `add ${name} to ${under}` }),
    zh: ({ name, under }) => ({ message: `${under} 缺少“${name}”`, fix: `请在 ${under} 中添加 ${name}` }),
  },
  SCF105: {
    en: ({ option, value, values, nearest }) => ({
      message: `${option} is ${value}, which is not one of its values`,
      fix: nearest === undefined ? `write one of ${values.join(', ')}` : `write ${nearest}; possible are ${values.join(', ')}`,
    }),
    zh: ({ option, value, values, nearest }) => ({
      message: `${option} 的值 ${value} 不在可选值之内`,
      fix: nearest === undefined ? `请从 ${values.join('、')} 中选择` : `请写 ${nearest}；可选值有 ${values.join('、')}`,
    }),
  },
  SCF106: {
    en: ({ option, value, form }) => ({ message: `${option} is ${value}: ${formWords.en[form].message}`, fix: formWords.en[form].fix }),
    zh: ({ option, value, form }) => ({ message: `${option} 的值是 ${value}：${formWords.zh[form].message}`, fix: formWords.zh[form].fix }),
  },
  SCF107: {
    en: ({ function: name, bytes, limit, largest }) => ({
      message: `the environment variables of "${name}" have ${bytes} bytes together, ${bytes - limit} more than the ${limit} possible`,
      fix: `shorten them by ${plural(bytes - limit, 'byte')}; the largest is ${largest}`,
    }),
    zh: ({ function: name, bytes, limit, largest }) => ({
      message: `函数“${name}”的环境变量合计 ${bytes} 字节，比上限 ${limit} 字节多 ${bytes - limit} 字节`,
      fix: `请缩短 ${bytes - limit} 字节；最大的变量是 ${largest}`,
    }),
  },
  SCF108: {
    en: ({ key, prefix }) => ({
      message: `the environment variable ${key} begins with ${prefix}, which the platform keeps for itself`,
      fix: `rename it, for example to APP_${key.slice(prefix.length) || 'KEY'}`,
    }),
    zh: ({ key, prefix }) => ({
      message: `环境变量 ${key} 以 ${prefix} 开头，该前缀由平台保留`,
      fix: `请改名，例如 APP_${key.slice(prefix.length) || 'KEY'}`,
    }),
  },
  SCF109: {
    en: ({ written, write, why }) => ({
      message: `"${written}" ${spellingWords.en[why]}`,
      fix: write === undefined ? 'remove it' : `write ${write}`,
    }),
    zh: ({ written, write, why }) => ({ message: `“${written}”${spellingWords.zh[why]}`, fix: write === undefined ? '请去掉它' : `请写成 ${write}` }),
  },
  SCF110: {
    en: ({ file, reason }) => unreadableWords.en(file, reason),
    zh: ({ file, reason }) => unreadableWords.zh(file, reason),
  },
  SCF111: {
    en: ({ variable, reason }) => unresolvedWords.en(variable, reason),
    zh: ({ variable, reason }) => unresolvedWords.zh(variable, reason),
  },
  SCF112: {
    en: ({ name, nearest, known }) => ({
      message: `custom.scf.models.${name} is a model of no function`,
      fix: nearest === undefined ? `remove it; the functions are ${known.join(', ')}` : `did you mean "${nearest}"?`,
    }),
    zh: ({ name, nearest, known }) => ({
      message: `custom.scf.models.${name} 没有对应的函数`,
      fix: nearest === undefined ? `请去掉它；函数有 ${known.join('、')}` : `是否想写“${nearest}”？`,
    }),
  },
  SCF113: {
    en: ({ function: name, handler, tried, unbuilt }) => ({
      message: `the handler ${handler} of "${name}" has no file: there is no ${tried.join(', ')}${unbuilt ? ', nor the folder it would be in' : ''}`,
      fix: unbuilt ? 'build the code first, or correct the path' : 'create the file, or correct the handler',
    }),
    zh: ({ function: name, handler, tried, unbuilt }) => ({
      message: `函数“${name}”的执行方法 ${handler} 没有对应的文件：找不到 ${tried.join('、')}${unbuilt ? '，其所在目录也不存在' : ''}`,
      fix: unbuilt ? '请先构建代码，或修正路径' : '请创建该文件，或修正执行方法',
    }),
  },
  SCF114: {
    en: ({ function: name, file, name: method, exported, nearest }) => ({
      message: `${file} exports no "${method}", which "${name}" is to run${exported.length > 0 ? `; it exports ${exported.join(', ')}` : ''}`,
      fix: nearest === undefined ? `export a function named ${method} from ${file}` : `did you mean "${nearest}"?`,
    }),
    zh: ({ function: name, file, name: method, exported, nearest }) => ({
      message: `${file} 没有导出函数“${name}”要执行的“${method}”${exported.length > 0 ? `；它导出了 ${exported.join('、')}` : ''}`,
      fix: nearest === undefined ? `请在 ${file} 中导出名为 ${method} 的函数` : `是否想写“${nearest}”？`,
    }),
  },
  SCF115: {
    en: ({ name, function: fn, other }) => ({
      message: `"${fn}" and "${other}" both have the name ${name} in the cloud: the second would overwrite the first`,
      fix: `give one of them another name`,
    }),
    zh: ({ name, function: fn, other }) => ({
      message: `函数“${fn}”与“${other}”在云端同名（${name}）：后部署的会覆盖先部署的`,
      fix: '请修改其中一个的 name',
    }),
  },
  SCF116: {
    en: ({ what, under, count, limit }) => ({
      message: `${under} has ${count} ${countedWords.en[what]}, ${count - limit} more than the ${limit} that the platform gives by default`,
      fix: `remove ${count - limit}, or have the limit raised before you deploy`,
    }),
    zh: ({ what, under, count, limit }) => ({
      message: `${under} 有 ${count} 个${countedWords.zh[what]}，比平台默认上限 ${limit} 个多 ${count - limit} 个`,
      fix: `请去掉 ${count - limit} 个，或在部署前申请提高上限`,
    }),
  },
  SCF117: {
    en: ({ option, bytes, limit }) => ({
      message: `${option} has ${bytes} bytes, ${bytes - limit} more than the ${limit} possible`,
      fix: `shorten it by ${plural(bytes - limit, 'byte')}`,
    }),
    zh: ({ option, bytes, limit }) => ({
      message: `${option} 有 ${bytes} 字节，比上限 ${limit} 字节多 ${bytes - limit} 字节`,
      fix: `请缩短 ${bytes - limit} 字节`,
    }),
  },
  SCF118: {
    en: ({ component }) => ({
      message: `this is a file of Serverless Components (component: ${component}), not of the Serverless Framework: it has inputs instead of provider and functions`,
      fix: 'write service, provider: { name: tencent } and functions; what stands under inputs goes into one function',
    }),
    zh: ({ component }) => ({
      message: `这是 Serverless Components 的文件（component: ${component}），不是 Serverless Framework 的：它用 inputs 代替了 provider 和 functions`,
      fix: '请改写成 service、provider: { name: tencent } 与 functions；inputs 下的内容写到一个函数里',
    }),
  },
};

const countedWords: Readonly<Record<Lang, Readonly<Record<Counted, string>>>> = {
  en: { functions: 'functions', triggers: 'triggers', triggersOfType: 'triggers of one type' },
  zh: { functions: '函数', triggers: '触发器', triggersOfType: '同类触发器' },
};
