import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

export interface Trigger {
  readonly type: string;
  readonly name: string;
  readonly qualifier: string;
}

/** `import`: what it says, and the comments that it writes. */
export const importingTexts = {
  'importing.trigger.url': text<Trigger>({
    en: ({ name, qualifier }) => `not written: the function URL "${name}" of ${qualifier}; deploy leaves function URLs as they are`,
    zh: ({ name, qualifier }) => `未写入：${qualifier} 的函数 URL“${name}”；部署不会改动函数 URL`,
  }),
  'importing.trigger.kind': text<Trigger>({
    en: ({ type, name, qualifier }) =>
      `not written: the trigger "${name}" of ${qualifier}, of the kind "${type}"; deploy leaves triggers of this kind as they are`,
    zh: ({ type, name, qualifier }) => `未写入：${qualifier} 的“${type}”类触发器“${name}”；部署不会改动此类触发器`,
  }),
  'importing.trigger.desc': text<Trigger>({
    en: ({ type, name, qualifier }) =>
      `not written: the ${type} trigger "${name}" of ${qualifier}, which has settings that events: cannot say; deploy would delete it, so write it as far as you can before you deploy`,
    zh: ({ type, name, qualifier }) =>
      `未写入：${qualifier} 的 ${type} 触发器“${name}”，它的设置无法用 events: 表达；部署会删除它，请先尽量补写再部署`,
  }),
  'importing.provisioned': text<{ version: string; instances: number }>({
    en: ({ version, instances }) =>
      `version ${version} has ${plural(instances, 'provisioned instance')}; target tracking cannot be read back: if they follow the load, write tracking: { target, min, max } in place of instances`,
    zh: ({ version, instances }) =>
      `版本 ${version} 有 ${instances} 个预置实例；动态指标预置的设置无法读回：若数量随负载变化，请以 tracking: { target, min, max } 代替 instances`,
  }),
  'importing.provisionedElsewhere': text<{ version: string; instances: number }>({
    en: ({ version, instances }) =>
      `not written: version ${version} has ${plural(instances, 'provisioned instance')}, but $DEFAULT does not point to it; deploy releases them`,
    zh: ({ version, instances }) => `未写入：版本 ${version} 有 ${instances} 个预置实例，但 $DEFAULT 不指向它；部署会释放这些实例`,
  }),
  'importing.aliases': text<{ names: readonly string[] }>({
    en: ({ names }) =>
      `not written: the ${names.length === 1 ? 'alias' : 'aliases'} ${names.join(', ')}; deploy leaves aliases other than $DEFAULT as they are`,
    zh: ({ names }) => `未写入：别名 ${names.join('、')}；除 $DEFAULT 外，部署不会改动别名`,
  }),
  'importing.split': text({
    en: () => '$DEFAULT sends a part of the traffic to a second version; deploy sends all of it to one',
    zh: () => '$DEFAULT 把一部分流量分给了第二个版本；部署会把全部流量交给一个版本',
  }),
  'importing.defaultVersion': text<{ version: string }>({
    en: ({ version }) => `$DEFAULT points to version ${version}; what is written here is the configuration of $LATEST, which may be newer`,
    zh: ({ version }) => `$DEFAULT 指向版本 ${version}；这里写入的是 $LATEST 的配置，可能更新`,
  }),
  'importing.status': text<{ status: string; untold: boolean }>({
    en: ({ status, untold }) =>
      `the function was ${status} when it was read; it may change yet${untold ? ', and what its `retryNum` and `msgTTL` are was not told' : ''}`,
    zh: ({ status, untold }) => `读取时函数状态为 ${status}，配置可能还会变化${untold ? '；其 `retryNum` 与 `msgTTL` 无法读取' : ''}`,
  }),
  'importing.refused': text<{ option: string; value: string; why: string }>({
    en: ({ option, value, why }) => `not written: ${option}: ${value}: ${why}`,
    zh: ({ option, value, why }) => `未写入：${option}: ${value}：${why}`,
  }),
  'importing.hidden': text({ en: () => '(hidden)', zh: () => '（已隐藏）' }),
  'importing.head': text<{ region: string; namespace: string }>({
    en: ({ region, namespace }) => `Written by serverless-scf import, from the functions of the namespace ${namespace} in ${region}.`,
    zh: ({ region, namespace }) => `由 serverless-scf import 根据 ${region} 命名空间 ${namespace} 中的函数生成。`,
  }),
  'importing.headCode': text({
    en: () => 'Their code is not here: put it beside this file before you deploy, where each handler says. Custom domains are not read.',
    zh: () => '代码不在这里：部署前请按各 handler 所示把代码放到本文件旁。自定义域名不会读取。',
  }),
  'importing.headNames': text({
    en: () => 'A function with a name: has this name at every stage; without it, it is called <service>-<stage>-<key>.',
    zh: () => '写有 name: 的函数在每个环境都用这个名称；不写则为 <service>-<stage>-<键名>。',
  }),
  'importing.secret': text<{ variable: string }>({
    en: ({ variable }) => `looks secret: set ${variable} where you deploy`,
    zh: ({ variable }) => `疑似密钥：请在部署环境中设置 ${variable}`,
  }),
  'importing.fileExists': text<{ file: string }>({
    en: ({ file }) => `${file} exists. Write to another file with --output FILE, to standard output with --output -, or replace it with --force.`,
    zh: ({ file }) => `${file} 已存在。可用 --output 文件 写到别处，用 --output - 输出到标准输出，或用 --force 覆盖。`,
  }),
  'importing.unwritable': text<{ file: string; why: string }>({
    en: ({ file, why }) => `${file} cannot be written: ${why}`,
    zh: ({ file, why }) => `无法写入 ${file}：${why}`,
  }),
  'importing.badName': text<{ option: string; value: string; form: string }>({
    en: ({ option, value, form }) => `--${option} "${value}" cannot be one: ${option === 'service' ? 'a service' : 'a stage'} has the form ${form}.`,
    zh: ({ option, value, form }) => `--${option}“${value}”不合规则：${option === 'service' ? '服务名' : '环境名'}的格式为 ${form}。`,
  }),
  'importing.noFunctions': text<{ region: string; namespace: string }>({
    en: ({ region, namespace }) =>
      `The namespace ${namespace} in ${region} has no functions. Say where they are with --region and --namespace, or sign as another account.`,
    zh: ({ region, namespace }) => `${region} 的命名空间 ${namespace} 中没有函数。请用 --region 与 --namespace 指明位置，或换用其他账号的密钥。`,
  }),
  'importing.noMatch': text<{ missing: readonly string[]; names: readonly string[]; more: number }>({
    en: ({ missing, names, more }) =>
      `There is no function ${missing.map((name) => `"${name}"`).join(', ')}. There ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
    zh: ({ missing, names, more }) =>
      `没有函数 ${missing.map((name) => `“${name}”`).join('、')}。现有 ${names.join('、')}${more > 0 ? ` 等，另有 ${more} 个` : ''}。`,
  }),
  'importing.written': text<{ file: string; functions: number; service: string; stage: string }>({
    en: ({ file, functions, service, stage }) => `${file}: ${plural(functions, 'function')} written, as service ${service} at stage ${stage}.`,
    zh: ({ file, functions, service, stage }) => `${file}：已写入 ${functions} 个函数，服务 ${service}，环境 ${stage}。`,
  }),
  'importing.printed': text<{ functions: number; service: string; stage: string }>({
    en: ({ functions, service, stage }) => `${plural(functions, 'function')} printed, as service ${service} at stage ${stage}; no file is written.`,
    zh: ({ functions, service, stage }) => `已输出 ${functions} 个函数，服务 ${service}，环境 ${stage}；未写入文件。`,
  }),
  'importing.secrets': text<{ variables: readonly string[] }>({
    en: ({ variables }) => `Values that look secret were not written. Set these variables where you deploy: ${variables.join(', ')}.`,
    zh: ({ variables }) => `疑似密钥的值未写入文件。请在部署环境中设置这些变量：${variables.join('、')}。`,
  }),
  'importing.notes': text<{ functions: readonly string[] }>({
    en: ({ functions }) => `The file cannot say all that is there: read the comments at ${functions.join(', ')}.`,
    zh: ({ functions }) => `有些设置无法写进文件：请看 ${functions.join('、')} 处的注释。`,
  }),
  'importing.code': text<{ name: string; region: string }>({
    en: ({ name, region }) =>
      `Code stays where it is. Download it in the console, or take the Url that GetFunctionAddress answers: tccli scf GetFunctionAddress --region ${region} --FunctionName ${name}. Then run sls scf plan: it shows what a deploy would change.`,
    zh: ({ name, region }) =>
      `代码仍在云端。可在控制台下载，或取 GetFunctionAddress 返回的 Url：tccli scf GetFunctionAddress --region ${region} --FunctionName ${name}。之后运行 sls scf plan，查看部署会改动什么。`,
  }),
};

export const sayImporting = sayer(importingTexts);
