import type { DiagnosticCode, Texts } from './diagnosticParams';
import { formWords } from './formWords';
import { plural } from './plural';
import { spellingWords, typeWords, unitWords } from './wording';
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
};
