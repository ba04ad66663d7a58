import type { CronField } from './diagnosticParams';

/** What the fields of a schedule are called; in English by themselves. @source S220 */
export const cronFieldZh: Readonly<Record<CronField, string>> = {
  second: '秒',
  minute: '分',
  hour: '时',
  day: '日',
  month: '月',
  weekday: '星期',
  year: '年',
};
