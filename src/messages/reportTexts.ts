import { plural } from './plural';
import { text } from './text';

/** What stands around diagnostics. */
export const reportTexts = {
  'report.error': text({ en: () => 'error', zh: () => '错误' }),
  'report.warning': text({ en: () => 'warning', zh: () => '警告' }),
  'report.info': text({ en: () => 'info', zh: () => '提示' }),
  'report.rule': text<{ rule: string; source: string }>({
    en: ({ rule, source }) => `rule ${rule} (${source})`,
    zh: ({ rule, source }) => `规则 ${rule}（${source}）`,
  }),
  'report.fix': text<{ fix: string }>({ en: ({ fix }) => `fix: ${fix}`, zh: ({ fix }) => `修改建议：${fix}` }),
  'report.counts': text<{ errors: number; warnings: number; infos: number }>({
    en: ({ errors, warnings, infos }) => `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'info')}`,
    zh: ({ errors, warnings, infos }) => `${errors} 个错误，${warnings} 个警告，${infos} 条提示`,
  }),
  'report.clean': text<{ file: string; functions: number }>({
    en: ({ file, functions }) => `${file}: ${plural(functions, 'function')} checked, nothing is wrong`,
    zh: ({ file, functions }) => `${file}：已检查 ${functions} 个函数，未发现问题`,
  }),
  'report.function': text({ en: () => 'function', zh: () => '函数' }),
  'report.taken': text({ en: () => 'taken by', zh: () => '占用方式' }),
  'report.reserved': text({ en: () => 'reserved', zh: () => '最大独占配额' }),
  'report.provisioned': text({ en: () => 'provisioned', zh: () => '预置并发' }),
  'report.floor': text({ en: () => 'floor, for nobody', zh: () => '不可分配' }),
  'report.allocatable': text({ en: () => 'still to allocate', zh: () => '剩余可分配' }),
  'report.account': text({ en: () => 'account quota', zh: () => '账号配额' }),
  'report.pool': text<{ poolMB: number }>({
    en: ({ poolMB }) => `functions without a reservation share ${poolMB} MB`,
    zh: ({ poolMB }) => `未设置最大独占配额的函数共享 ${poolMB} MB`,
  }),
  'report.badParam': text<{ param: string }>({
    en: ({ param }) => `--param ${param} has no "=": write --param name=value`,
    zh: ({ param }) => `--param ${param} 缺少“=”：请写成 --param 名称=值`,
  }),
  'report.badFormat': text<{ format: string; formats: string }>({
    en: ({ format, formats }) => `there is no format "${format}"; possible are ${formats}`,
    zh: ({ format, formats }) => `没有名为“${format}”的格式；可用的有 ${formats}`,
  }),
};
