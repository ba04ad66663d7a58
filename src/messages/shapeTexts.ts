import type { Counted, DiagnosticCode, RivalPlugin, Spelling, StartFault, Texts, Words } from './diagnosticParams';
import { formWords } from './formWords';
import { plural } from './plural';
import { awsCount, definesFunctions, filesEn, filesZh, isAwsCount, isShort, spellingWords, triggerNotes, typeWords, unitWords } from './wording';
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
          return { message: `${option} is ${value}, less than the minimum of ${limit}`, fix: `write ${bound.limit} or more` };
        case 'max':
          return { message: `${option} is ${value}, more than the maximum of ${limit}`, fix: `write ${bound.limit} or less` };
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
    en: ({ name, under, nearest, known, write }) => ({
      message: `${under} has no option "${name}"`,
      fix:
        write !== undefined
          ? `write ${write}, with a space after the colon`
          : nearest !== undefined
            ? `did you mean "${nearest}"?`
            : `remove it${isShort(known) ? `; possible are ${known.join(', ')}` : ''}`,
    }),
    zh: ({ name, under, nearest, known, write }) => ({
      message: `${under} 没有名为“${name}”的选项`,
      fix:
        write !== undefined
          ? `请写成 ${write}，冒号后要有空格`
          : nearest !== undefined
            ? `是否想写“${nearest}”？`
            : `请去掉它${isShort(known) ? `；可用的选项有 ${known.join('、')}` : ''}`,
    }),
  },
  SCF104: {
    en: ({ name, under = 'the configuration' }) => ({ message: `${under} lacks "${name}"`, fix: `add ${name} to ${under}` }),
    zh: ({ name, under }) => ({ message: `${under ?? '配置'} 缺少“${name}”`, fix: `请在 ${under ?? '配置'} 中添加 ${name}` }),
  },
  SCF105: {
    en: ({ option, value, values, nearest, newer = false, entry = false }) => {
      const all = values.join(', ');
      if (newer) {
        const fix = `nothing need change if the platform offers it; ${nearest === undefined ? `known are ${all}` : `else write ${nearest}`}`;
        return { message: `${option} ${entry ? 'names' : 'is'} ${value}, which this package does not know`, fix };
      }
      const message = `${option} is ${value}, which is not one of its values`;
      if (values.length === 1) return { message, fix: `write ${all}` };
      if (nearest === undefined) return { message, fix: `write one of ${all}` };
      return { message, fix: `write ${nearest}${isShort(values, fewMax) ? `; possible are ${all}` : ''}` };
    },
    zh: ({ option, value, values, nearest, newer = false, entry = false }) => {
      const all = values.join('、');
      if (newer) {
        const fix = `若平台已提供则无需修改；${nearest === undefined ? `已知的有 ${all}` : `否则请写 ${nearest}`}`;
        return { message: `本工具尚不认识 ${option} ${entry ? '中的' : '的值'} ${value}`, fix };
      }
      const message = `${option} 的值 ${value} 不在可选值之内`;
      if (values.length === 1) return { message, fix: `请写 ${all}` };
      if (nearest === undefined) return { message, fix: `请从 ${all} 中选择` };
      return { message, fix: `请写 ${nearest}${isShort(values, fewMax) ? `；可选值有 ${all}` : ''}` };
    },
  },
  SCF106: {
    en: ({ option, value, form, write }) => ({
      message: `${option} is ${value}: ${formWords.en[form].message}`,
      fix: write === undefined ? formWords.en[form].fix : `write ${write}`,
    }),
    zh: ({ option, value, form, write }) => ({
      message: `${option} 的值是 ${value}：${formWords.zh[form].message}`,
      fix: write === undefined ? formWords.zh[form].fix : `请写成 ${write}`,
    }),
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
    en: ({ written, write, why, dropped = [], note }) => ({
      message: `"${written}" ${isAwsCount(why, written) ? awsCount.en : spellingWords.en[why]}`,
      fix: [
        write === undefined ? 'remove it' : `write ${write}${spellingPlaces.en[why] ?? ''}`,
        (note && triggerNotes.en[note]) ?? '',
        dropped.length === 0 ? '' : `; ${dropped.join(', ')} ${dropped.length === 1 ? 'has' : 'have'} no counterpart`,
      ].join(''),
    }),
    zh: ({ written, write, why, dropped = [], note }) => ({
      message: `“${written}”${isAwsCount(why, written) ? awsCount.zh : spellingWords.zh[why]}`,
      fix: [
        write === undefined ? '请去掉它' : `请${spellingPlaces.zh[why] ?? ''}写成 ${write}`,
        (note && triggerNotes.zh[note]) ?? '',
        dropped.length === 0 ? '' : `；${dropped.join('、')} 没有对应的选项`,
      ].join(''),
    }),
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
      fix: nearest !== undefined ? `did you mean "${nearest}"?` : `remove it${known.length > 0 ? `; the functions are ${known.join(', ')}` : ''}`,
    }),
    zh: ({ name, nearest, known }) => ({
      message: `custom.scf.models.${name} 没有对应的函数`,
      fix: nearest !== undefined ? `是否想写“${nearest}”？` : `请去掉它${known.length > 0 ? `；函数有 ${known.join('、')}` : ''}`,
    }),
  },
  SCF113: {
    en: ({ function: name, handler, tried, unbuilt }) => ({
      message: `the handler ${handler} of "${name}" has no file: there is no ${filesEn(tried)}${unbuilt ? `, which ${tried.length === 1 ? 'looks' : 'look'} like the output of a build` : ''}`,
      fix: unbuilt ? 'build the code before you deploy, or correct the path' : 'create the file, or correct the handler',
    }),
    zh: ({ function: name, handler, tried, unbuilt }) => ({
      message: `函数“${name}”的执行方法 ${handler} 没有对应的文件：找不到 ${filesZh(tried)}${unbuilt ? '，这些文件看起来由构建生成' : ''}`,
      fix: unbuilt ? '请在部署前构建代码，或修正路径' : '请创建该文件，或修正执行方法',
    }),
  },
  SCF114: {
    en: ({ function: name, file, name: method, exported, nearest }) => {
      const [gives, give] = definesFunctions(file)
        ? ['defines', `define a function named ${method} in`]
        : ['exports', `export a function named ${method} from`];
      return {
        message: `${file} ${gives} no "${method}", which "${name}" is to run${exported.length > 0 ? `; it ${gives} ${exported.join(', ')}` : ''}`,
        fix: nearest === undefined ? `${give} ${file}` : `did you mean "${nearest}"?`,
      };
    },
    zh: ({ function: name, file, name: method, exported, nearest }) => {
      const gives = definesFunctions(file) ? '定义' : '导出';
      return {
        message: `${file} 没有${gives}函数“${name}”要执行的“${method}”${exported.length > 0 ? `；它${gives}了 ${exported.join('、')}` : ''}`,
        fix: nearest === undefined ? `请在 ${file} 中${gives}名为 ${method} 的函数` : `是否想写“${nearest}”？`,
      };
    },
  },
  SCF115: {
    en: ({ name, function: fn, other }) => ({
      message: `"${fn}" has the name ${name} in the cloud, and so has "${other}": the one that is deployed last would overwrite the other`,
      fix: 'give one of them another name',
    }),
    zh: ({ name, function: fn, other }) => ({
      message: `函数“${fn}”在云端的名称 ${name} 与函数“${other}”相同：后部署的会覆盖先部署的`,
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
    en: ({ component, kind, write }) => ({
      message:
        kind === 'tcsam'
          ? `this is a template of the former SCF command line (${component}), not a file of the Serverless Framework: it has Resources instead of provider and functions`
          : `this is a file of Serverless Components (component: ${component}), not of the Serverless Framework: it has inputs instead of provider and functions`,
      fix: write === undefined ? 'write service, provider: { name: tencent } and functions; nothing in this file is a function' : `write ${write}`,
    }),
    zh: ({ component, kind, write }) => ({
      message:
        kind === 'tcsam'
          ? `这是旧版 SCF 命令行工具的模板（${component}），不是 Serverless Framework 的文件：它用 Resources 代替了 provider 和 functions`
          : `这是 Serverless Components 的文件（component: ${component}），不是 Serverless Framework 的：它用 inputs 代替了 provider 和 functions`,
      fix: write === undefined ? '请改写成 service、provider: { name: tencent } 与 functions；此文件中没有函数' : `请写成 ${write}`,
    }),
  },
  SCF119: {
    en: ({ function: name, other, bucket, event, otherEvent }) => ({
      message: `"${name}" is to get ${event} of ${bucket}, but "${other}" already gets ${otherEvent} of it, and their filters let the same objects through`,
      fix: 'let their events differ, or give them prefixes or suffixes that exclude one another',
    }),
    zh: ({ function: name, other, bucket, event, otherEvent }) => ({
      message: `函数“${name}”订阅了 ${bucket} 的 ${event}，但函数“${other}”已订阅其 ${otherEvent}，且两者的过滤规则有重叠`,
      fix: '请使用不同的事件类型，或设置互不重叠的前缀或后缀',
    }),
  },
  SCF120: {
    en: ({ function: name, file, why }) => ({
      message: `${file} cannot start "${name}": ${startWords.en[why].message}`,
      fix: startWords.en[why].fix,
    }),
    zh: ({ function: name, file, why }) => ({
      message: `${file} 无法启动函数“${name}”：${startWords.zh[why].message}`,
      fix: startWords.zh[why].fix,
    }),
  },
  SCF121: {
    en: ({ plugin }) => ({
      message: `${plugin} is among the plugins beside serverless-scf: ${rivalWords.en[plugin]}`,
      fix: `remove ${plugin} from plugins`,
    }),
    zh: ({ plugin }) => ({
      message: `plugins 中除 serverless-scf 外还有 ${plugin}：${rivalWords.zh[plugin]}`,
      fix: `请从 plugins 中去掉 ${plugin}`,
    }),
  },
  SCF122: {
    en: ({ function: name, file, runtime }) => ({
      message: `${file} has the syntax of an ES module, which no package.json says it is: ${runtime} cannot load it for "${name}", though newer versions of Node.js here can`,
      fix: 'write it with require and exports, or have a bundler do so; or say "type": "module" in package.json',
    }),
    zh: ({ function: name, file, runtime }) => ({
      message: `${file} 采用 ES 模块的语法，却没有 package.json 这样声明：函数“${name}”的运行环境 ${runtime} 无法加载它，尽管本机较新的 Node.js 可以`,
      fix: '请改用 require 与 exports，或由打包工具转换；也可在 package.json 中写 "type": "module"',
    }),
  },
};

const rivalWords: Readonly<Record<Lang, Readonly<Record<RivalPlugin, string>>>> = {
  en: {
    'serverless-tencent-scf': 'it deploys and removes functions, too, so that each command would do so twice',
    'serverless-offline': 'it has the command offline, too, which therefore does not start; it emulates AWS Lambda',
    'serverless-esbuild':
      "it does not know SCF's runtimes, and stops every sls command; TypeScript handlers are bundled without it, by your own esbuild",
    'serverless-webpack': "it does not know SCF's runtimes, so that it takes no function, and sls package and sls deploy find no files",
    'serverless-plugin-warmup': 'it warms AWS Lambda, and stops every sls command; provisionedConcurrency keeps instances of SCF warm',
  },
  zh: {
    'serverless-tencent-scf': '它也会部署和删除函数，每条命令都会执行两遍',
    'serverless-offline': '它也提供 offline 命令，因此 offline 无法启动；它模拟的是 AWS Lambda',
    'serverless-esbuild': '它不识别 SCF 运行时，会使所有 sls 命令失败；TypeScript 函数无需它即可打包，用的是您自己的 esbuild',
    'serverless-webpack': '它不识别 SCF 运行时，不会打包任何函数，sls package 与 sls deploy 会找不到文件',
    'serverless-plugin-warmup': '它只预热 AWS Lambda，会使所有 sls 命令失败；SCF 的实例用 provisionedConcurrency 预热',
  },
};

/** Values that are told beside the one that is most likely meant. */
const fewMax = 4;

/** Where to write an option that stands in the wrong place. */
const spellingPlaces: Readonly<Record<Lang, Readonly<Partial<Record<Spelling, string>>>>> = {
  en: { perFunction: ' in each function', perProvider: ' in provider' },
  zh: { perFunction: '在各函数中', perProvider: '在 provider 中' },
};

const startWords: Readonly<Record<Lang, Readonly<Record<StartFault, Words>>>> = {
  en: {
    shebang: { message: 'its first line does not name the program that runs it', fix: 'begin it with a line like #!/bin/bash' },
    lineEnds: { message: 'its lines end with CR LF, and the platform takes the CR for a part of each line', fix: 'save it with LF line ends' },
    mode: { message: 'it is not executable', fix: 'make it so: chmod 755' },
  },
  zh: {
    shebang: { message: '第一行没有指明由什么程序运行', fix: '请以 #!/bin/bash 这样的一行开头' },
    lineEnds: { message: '换行符是 CR LF，平台会把 CR 当作每行内容的一部分', fix: '请以 LF 换行符保存' },
    mode: { message: '没有可执行权限', fix: '请加上权限：chmod 755' },
  },
};

const countedWords: Readonly<Record<Lang, Readonly<Record<Counted, string>>>> = {
  en: { functions: 'functions', triggers: 'triggers', triggersOfType: 'triggers of one type' },
  zh: { functions: '函数', triggers: '触发器', triggersOfType: '同类触发器' },
};
