import { text } from './text';
import { unitWords } from './wording';

/** What a figure is shown with, as far as its meaning has words. Times are s. */
export interface Meaning {
  readonly value: string;
  readonly retrySec: number;
}

/** `scf profile`: the figures of a profile, and what another one changes. */
export const profileTexts = {
  'profile.title': text<{ name: string; service: string | undefined }>({
    en: ({ name, service }) => (service === undefined ? `Profile ${name}` : `Profile ${name}, as service "${service}" has it`),
    zh: ({ name, service }) => (service === undefined ? `平台版本 ${name}` : `平台版本 ${name}（服务“${service}”的设置）`),
  }),
  'profile.figure': text({ en: () => 'custom.scf.…', zh: () => '选项（custom.scf.…）' }),
  'profile.value': text({ en: () => 'value', zh: () => '数值' }),
  'profile.unit': text({ en: () => 'unit', zh: () => '单位' }),
  'profile.unitName': text<{ unit: string }>({
    en: ({ unit }) => unit,
    // Without a number before it a unit needs no measure word.
    zh: ({ unit }) => (unitWords[unit] ?? unit).replace(/^个/, ''),
  }),
  'profile.rule': text({ en: () => 'rule', zh: () => '规则' }),
  'profile.source': text({ en: () => 'source', zh: () => '出处' }),
  'profile.date': text({ en: () => 'date', zh: () => '日期' }),
  'profile.undocumented': text({ en: () => 'undocumented, chosen here', zh: () => '文档未记载，由本引擎选定' }),
  'profile.overridden': text<{ value: string; standard: string }>({
    en: ({ value, standard }) => `${value} * (not ${standard})`,
    zh: ({ value, standard }) => `${value} *（原为 ${standard}）`,
  }),
  'profile.legend': text<{ count: number }>({
    en: ({ count }) => `* set by the service: ${count}`,
    zh: ({ count }) => `* 由服务设置：${count} 项`,
  }),
  'profile.unknown': text<{ name: string; names: readonly string[] }>({
    en: ({ name, names }) => `there is no profile "${name}"; possible are ${names.join(', ')}`,
    zh: ({ name, names }) => `没有名为“${name}”的平台版本；可用的有 ${names.join('、')}`,
  }),
  'profile.twoNames': text<{ names: readonly string[] }>({
    en: ({ names }) => `say which two profiles to compare, for example ${names.join(' ')}; with sls, --from ${names.join(' --to ')}`,
    zh: ({ names }) => `请写出要比较的两个平台版本，例如 ${names.join(' ')}；通过 sls 时写 --from ${names.join(' --to ')}`,
  }),
  'profile.actions': text<{ name: string }>({
    en: ({ name }) => `"${name}" is not a command: write profile show, or profile diff and two names`,
    zh: ({ name }) => `没有“${name}”这一命令：请写 profile show，或 profile diff 加两个名称`,
  }),
  'profile.noDifference': text<{ a: string; b: string }>({
    en: ({ a, b }) => `${a} and ${b} have the same figures`,
    zh: ({ a, b }) => `${a} 与 ${b} 的各项数值相同`,
  }),
  'profile.both': text<{ value: string }>({
    en: ({ value }) => `${value} * in both`,
    zh: ({ value }) => `两者均为 ${value} *`,
  }),
  'profile.functions': text<{ service: string }>({
    en: ({ service }) => `Instances of one function that can be busy at once, in service "${service}":`,
    zh: ({ service }) => `服务“${service}”中各函数可同时运行的实例数：`,
  }),
  'profile.function': text({ en: () => 'function', zh: () => '函数' }),
  'profile.instances': text<{ atMost: number; provisioned: number }>({
    en: ({ atMost, provisioned }) => (provisioned > 0 ? `${atMost}, of which ${provisioned} provisioned` : `${atMost}`),
    zh: ({ atMost, provisioned }) => (provisioned > 0 ? `${atMost}，其中预置 ${provisioned}` : `${atMost} 个`),
  }),
  'profile.broken': text<{ service: string }>({
    en: ({ service }) => `Service "${service}" has errors under both (see validate), so its instances are not counted.`,
    zh: ({ service }) => `服务“${service}”在两者之下均有错误（见 validate），因此无法计算实例数。`,
  }),
  'profile.noPlan': text({ en: () => 'refused, see below', zh: () => '不被接受，见下文' }),
  'profile.findings': text<{ name: string }>({
    en: ({ name }) => `Only under ${name} is found:`,
    zh: ({ name }) => `仅在 ${name} 下发现：`,
  }),
  'profile.means': text<{ option: string }>({ en: ({ option }) => `What ${option} means:`, zh: ({ option }) => `${option} 的影响：` }),
  'profile.means.quotaModel': text<Meaning>({
    en: ({ value }) =>
      value === 'seed'
        ? 'provisioned instances are taken out of the reservation, or else out of what all functions share'
        : 'provisioned instances take nothing from anybody; with their elastic ones they run within the reservation or the shared quota, and what is more stays idle',
    zh: ({ value }) =>
      value === 'seed'
        ? '预置实例从最大独占配额中扣除；没有独占配额时从共享配额中扣除'
        : '预置实例不扣除任何配额；它们与弹性实例一起受独占配额或共享配额限制，超出部分闲置',
  }),
  'profile.means.asyncDequeue': text<Meaning>({
    en: ({ value, retrySec }) =>
      value === 'eager'
        ? `an asynchronous event that a limit refuses leaves the queue and is retried every ${retrySec} s, so later ones can overtake it`
        : 'an asynchronous event that a limit refuses waits at the head of its queue, and runs as soon as there is room',
    zh: ({ value, retrySec }) =>
      value === 'eager'
        ? `被限制拒绝的异步事件离开队列，每 ${retrySec} 秒重试一次，后来的事件可能先运行`
        : '被限制拒绝的异步事件留在队首等待，一有容量立即运行',
  }),
  'profile.means.keepAliveSec': text<Meaning>({
    en: ({ value }) => `an idle instance is kept ${value} s; a later event finds a cold start`,
    zh: ({ value }) => `空闲实例保留 ${value} 秒；更晚到来的事件会遇到冷启动`,
  }),
};
