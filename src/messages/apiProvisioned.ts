import { cronFieldZh } from './cronFields';
import type { CronField } from './diagnosticParams';
import { text } from './text';

/** What the API says of provisioned instances. */
export const apiProvisionedTexts = {
  'provisioned.inProgress': text<{ version: string; name: string; available: number; allocated: number }>({
    en: ({ version, name, available, allocated }) =>
      `Version ${version} of "${name}" has ${available} of ${allocated} provisioned instances ready. Wait until they are, then try again.`,
    zh: ({ version, name, available, allocated }) =>
      `“${name}”的版本 ${version} 有 ${allocated} 个预置实例，其中 ${available} 个已就绪。请等全部就绪后重试。`,
  }),
  'provisioned.published': text<{ qualifier: string; name: string }>({
    en: ({ qualifier, name }) =>
      `\`Qualifier\` is "${qualifier}"; only published versions of "${name}" can be provisioned, by their number. Publish one with PublishVersion.`,
    zh: ({ qualifier, name }) => `\`Qualifier\` 为“${qualifier}”；只能以版本号为“${name}”的已发布版本设置预置并发。请用 PublishVersion 发布版本。`,
  }),
  'provisioned.version': text<{ name: string; version: string }>({
    en: ({ name, version }) => `Function "${name}" has no version ${version}. ListVersionByFunction tells which it has.`,
    zh: ({ name, version }) => `函数“${name}”没有版本 ${version}。请用 ListVersionByFunction 查看现有版本。`,
  }),
  'provisioned.trackingOrActions': text({
    en: () => '`TriggerActions` set a number of instances, which `ProvisionedType` ConcurrencyUtilizationTracking does itself. Send one of them.',
    zh: () => '`TriggerActions` 会设置实例数，而 `ProvisionedType` 为 ConcurrencyUtilizationTracking 时实例数自动调整。两者只能选一个。',
  }),
  'provisioned.trackingType': text({
    en: () => '`TrackingTarget`, `MinCapacity` and `MaxCapacity` need the `ProvisionedType` ConcurrencyUtilizationTracking.',
    zh: () => '`TrackingTarget`、`MinCapacity` 和 `MaxCapacity` 要求 `ProvisionedType` 为 ConcurrencyUtilizationTracking。',
  }),
  'provisioned.trackingInstances': text<{ instances: number }>({
    en: ({ instances }) =>
      `\`VersionProvisionedConcurrencyNum\` is ${instances}; with ConcurrencyUtilizationTracking it must be 0, since the number follows the load.`,
    zh: ({ instances }) =>
      `\`VersionProvisionedConcurrencyNum\` 为 ${instances}；使用 ConcurrencyUtilizationTracking 时必须为 0，因为实例数随负载调整。`,
  }),
  'provisioned.target': text<{ target: number | undefined }>({
    en: ({ target }) => `\`TrackingTarget\` is ${target ?? 'missing'}; it must be above 0 and below 1.`,
    zh: ({ target }) => `${target === undefined ? '缺少 `TrackingTarget`' : `\`TrackingTarget\` 为 ${target}`}；必须大于 0 且小于 1。`,
  }),
  'provisioned.min': text<{ min: number | undefined }>({
    en: ({ min }) => `\`MinCapacity\` is ${min ?? 'missing'}; it must be at least 1.`,
    zh: ({ min }) => `${min === undefined ? '缺少 `MinCapacity`' : `\`MinCapacity\` 为 ${min}`}；不能小于 1。`,
  }),
  'provisioned.minMax': text<{ min: number; max: number }>({
    en: ({ min, max }) => `\`MinCapacity\` is ${min}, above \`MaxCapacity\`, which is ${max}.`,
    zh: ({ min, max }) => `\`MinCapacity\` 为 ${min}，大于 \`MaxCapacity\`（${max}）。`,
  }),
  'provisioned.actionCron': text<{ cron: string; field: CronField; part: string }>({
    en: ({ cron, field, part }) => `\`TriggerCronConfig\` is ${cron}, and its ${field} "${part}" means nothing.`,
    zh: ({ cron, field, part }) => `\`TriggerCronConfig\` 为 ${cron}，其中的${cronFieldZh[field]}“${part}”没有意义。`,
  }),
  'provisioned.actionFields': text<{ cron: string }>({
    en: ({ cron }) => `\`TriggerCronConfig\` is "${cron}"; it must have seven fields: second, minute, hour, day, month, weekday, year.`,
    zh: ({ cron }) => `\`TriggerCronConfig\` 为“${cron}”；必须有七个字段：秒、分、时、日、月、星期、年。`,
  }),
  'provisioned.actionsMax': text<{ count: number; max: number }>({
    en: ({ count, max }) => `The request has ${count} \`TriggerActions\`; at most ${max} are taken.`,
    zh: ({ count, max }) => `请求有 ${count} 项 \`TriggerActions\`，最多 ${max} 项。`,
  }),
  'provisioned.actionsGap': text<{ first: string; second: string; gapSec: number; limit: number }>({
    en: ({ first, second, gapSec, limit }) => `The actions "${first}" and "${second}" fire ${gapSec} s apart; ${limit} s must lie between any two.`,
    zh: ({ first, second, gapSec, limit }) => `“${first}”与“${second}”的触发时间相隔 ${gapSec} 秒；任意两项之间至少须隔 ${limit} 秒。`,
  }),
  'provisioned.actionsTwice': text<{ what: 'name' | 'time' }>({
    en: ({ what }) => `Two \`TriggerActions\` have the same ${what}. Change one of them, or leave it out.`,
    zh: ({ what }) => `有两项 \`TriggerActions\` 的${what === 'name' ? '名称' : '时间'}相同。请修改或去掉其中一项。`,
  }),
  'provisioned.actionName': text<{ name: string }>({
    en: ({ name }) => `\`TriggerName\` is "${name}"; it must have 1 to 100 letters, digits, - and _.`,
    zh: ({ name }) => `\`TriggerName\` 为“${name}”；须为 1 至 100 个字母、数字、- 或 _。`,
  }),
};
