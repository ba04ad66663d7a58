import { cronFieldZh } from './cronFields';
import type { CronField, DiagnosticCode, Texts, Words } from './diagnosticParams';
import { plural } from './plural';
import type { Lang } from './text';

type Quota = Extract<DiagnosticCode, `SCF2${string}`>;

/** The arithmetic of quotas. */
export const quotaTexts: Texts<Quota> = {
  SCF201: {
    en: ({ value, lower, higher }) => ({
      message: `${value} MB is not a memory size of the platform: 64 MB, or 128 to 3072 MB in steps of 128`,
      fix: `write ${[lower, higher].filter((size) => size !== undefined).join(' or ')}`,
    }),
    zh: ({ value, lower, higher }) => ({
      message: `平台没有 ${value} MB 这一内存规格：可选 64 MB，或 128 至 3072 MB 之间 128 的整数倍`,
      fix: `请写 ${[lower, higher].filter((size) => size !== undefined).join(' 或 ')}`,
    }),
  },
  SCF202: {
    en: ({ value, memoryMB, instances, remainderMB }) => ({
      message: `${value} MB = ${instances} × ${memoryMB} MB + ${remainderMB} MB: provisioned concurrency must be a multiple of the function's memory`,
      fix:
        `write ${instances * memoryMB} (${plural(instances, 'instance')}), ` +
        `${(instances + 1) * memoryMB} (${plural(instances + 1, 'instance')}) or { instances: n }`,
    }),
    zh: ({ value, memoryMB, instances, remainderMB }) => ({
      message: `${value} MB = ${instances} × ${memoryMB} MB + ${remainderMB} MB：预置并发必须是函数内存的整数倍`,
      fix: `请写 ${instances * memoryMB}（${instances} 个实例）、${(instances + 1) * memoryMB}（${instances + 1} 个实例）或 { instances: n }`,
    }),
  },
  SCF203: {
    en: ({ accountMB, floorMB, allocatedMB, overMB, shares, lower, quotaOption }) => {
      const held = shares.map(({ name, mb, by }) => `${name} ${mb} MB ${by}`).join(', ');
      const more = `${quotaOption}: ${accountMB + overMB}`;
      // Below the floor no function can give up enough: what is wrong is one of the two figures.
      if (accountMB < floorMB)
        return {
          message:
            `the account quota of ${accountMB} MB is ${floorMB - accountMB} MB less than the floor of ${floorMB} MB, so nothing can be allocated` +
            (allocatedMB === 0 ? '' : `; ${allocatedMB} MB are: ${held}`),
          fix: `if the account has more, say so: ${more}; if its floor is lower, write custom.scf.engine.floorMB`,
        };
      return {
        message: `${allocatedMB} MB are allocated, ${overMB} MB more than the ${accountMB - floorMB} MB possible (account quota ${accountMB} MB − floor ${floorMB} MB): ${held}`,
        fix:
          (lower === undefined ? `give up ${overMB} MB of these` : `lower ${lower.option} of ${lower.function} to ${lower.to}`) +
          `, or, if the account has more, say so: ${more}`,
      };
    },
    zh: ({ accountMB, floorMB, allocatedMB, overMB, shares, lower, quotaOption }) => {
      const held = shares.map(({ name, mb, by }) => `${name} ${by === 'reserved' ? '独占' : '预置'} ${mb} MB`).join('、');
      const more = `${quotaOption}: ${accountMB + overMB}`;
      if (accountMB < floorMB)
        return {
          message:
            `账号配额 ${accountMB} MB 比不可分配的 ${floorMB} MB 少 ${floorMB - accountMB} MB，因此没有可分配的配额` +
            (allocatedMB === 0 ? '' : `；而已分配 ${allocatedMB} MB：${held}`),
          fix: `若账号配额实际更高，请写明 ${more}；若不可分配的部分实际更低，请设置 custom.scf.engine.floorMB`,
        };
      return {
        message: `已分配 ${allocatedMB} MB，比可分配的 ${accountMB - floorMB} MB（账号配额 ${accountMB} MB − 不可分配的 ${floorMB} MB）多 ${overMB} MB：${held}`,
        fix:
          (lower === undefined ? `请从中让出 ${overMB} MB` : `请把 ${lower.function} 的 ${lower.option} 降到 ${lower.to}`) +
          `；若账号配额实际更高，请写明 ${more}`,
      };
    },
  },
  SCF204: {
    en: ({ value, memoryMB, count }) => tooSmall.en('reserved quota', value, memoryMB, count),
    zh: ({ value, memoryMB, count }) => tooSmall.zh('最大独占配额', value, memoryMB, count),
  },
  SCF205: {
    en: ({ value, memoryMB, instances, remainderMB }) => ({
      message: `${value} MB = ${instances} × ${memoryMB} MB + ${remainderMB} MB: the last ${remainderMB} MB are taken from the account and start no instance`,
      fix: `write ${instances * memoryMB} (${plural(instances, 'instance')}) or ${(instances + 1) * memoryMB} (${plural(instances + 1, 'instance')})`,
    }),
    zh: ({ value, memoryMB, instances, remainderMB }) => ({
      message: `${value} MB = ${instances} × ${memoryMB} MB + ${remainderMB} MB：最后 ${remainderMB} MB 占用账号配额，却不够启动一个实例`,
      fix: `请写 ${instances * memoryMB}（${instances} 个实例）或 ${(instances + 1) * memoryMB}（${instances + 1} 个实例）`,
    }),
  },
  SCF206: {
    en: ({ reservedMB, provisionedMB, instances, memoryMB, fits, tracked, mayRaise }) => ({
      message:
        `${plural(instances, 'provisioned instance')} × ${memoryMB} MB = ${provisionedMB} MB, ` +
        `${provisionedMB - reservedMB} MB more than the function's reserved quota of ${reservedMB} MB, out of which they are taken`,
      fix:
        (mayRaise ? `write reservedConcurrency: ${provisionedMB}, or lower ` : 'lower ') +
        (tracked ? `tracking.min to ${fits}` : `provisionedConcurrency to ${fits * memoryMB} (${plural(fits, 'instance')})`),
    }),
    zh: ({ reservedMB, provisionedMB, instances, memoryMB, fits, tracked, mayRaise }) => ({
      message: `预置 ${instances} 个实例 × ${memoryMB} MB = ${provisionedMB} MB，比函数的最大独占配额 ${reservedMB} MB 多 ${provisionedMB - reservedMB} MB，而预置并发从该配额中扣除`,
      fix:
        (mayRaise ? `请写 reservedConcurrency: ${provisionedMB}，或把 ` : '请把 ') +
        (tracked ? `tracking.min 降到 ${fits}` : `provisionedConcurrency 降到 ${fits * memoryMB}（${fits} 个实例）`),
    }),
  },
  SCF207: {
    en: ({ function: name, instances }) => ({
      message: `reservedConcurrency: 0 switches "${name}" off, so it can have no provisioned instances (${instances} ${instances === 1 ? 'is' : 'are'} asked for)`,
      fix: 'remove provisionedConcurrency, or remove reservedConcurrency: 0',
    }),
    zh: ({ function: name, instances }) => ({
      message: `reservedConcurrency: 0 会停用函数“${name}”，无法再为它预置 ${instances} 个实例`,
      fix: '请去掉 provisionedConcurrency，或去掉 reservedConcurrency: 0',
    }),
  },
  SCF208: {
    en: ({ qualifier }) => ({
      message: `provisioned concurrency belongs to a published version; ${qualifier} cannot be chosen: $LATEST and aliases are refused, and deploy publishes the version itself`,
      fix: 'remove qualifier; provisionedConcurrency then holds for the version that deploy publishes',
    }),
    zh: ({ qualifier }) => ({
      message: `预置并发设置在已发布的版本上，不能指定 ${qualifier}：$LATEST 与别名均不可预置，部署时会自动发布版本`,
      fix: '请去掉 qualifier；provisionedConcurrency 将作用于部署时发布的版本',
    }),
  },
  SCF209: {
    en: ({ value, memoryMB, count }) => tooSmall.en('provisioned concurrency', value, memoryMB, count),
    zh: ({ value, memoryMB, count }) => tooSmall.zh('预置并发', value, memoryMB, count),
  },
  SCF210: {
    en: ({ option, value, field, part }) => ({
      message: `${option} is ${value}: its ${field} is "${part}", which is not valid`,
      fix: `the fields are second minute hour day month weekday year; ${field} is ${cronWords.en[field]}, *, a list, a range or a step like */5`,
    }),
    zh: ({ option, value, field, part }) => ({
      message: `${option} 的值是 ${value}：其中“${cronFieldZh[field]}”字段的值“${part}”无效`,
      fix: `各字段依次为秒 分 时 日 月 星期 年；“${cronFieldZh[field]}”字段可以是 ${cronWords.zh[field]}、*、列表、范围或 */5 这样的步长`,
    }),
  },
  SCF211: {
    en: ({ option, value }) => ({
      message: `${option} is ${value}, and never fires: there is no such day, or it is past`,
      fix: 'correct its day, month or year',
    }),
    zh: ({ option, value }) => ({ message: `${option} 的值是 ${value}：没有这样的日期，或日期已过，永远不会触发`, fix: '请修改日、月或年' }),
  },
  SCF212: {
    en: ({ function: name, count, limit }) => ({
      message: `the schedule of "${name}" has ${count} actions, ${count - limit} more than the ${limit} that this package assumes (undocumented)`,
      fix: `remove ${count - limit}`,
    }),
    zh: ({ function: name, count, limit }) => ({
      message: `函数“${name}”的定时预置有 ${count} 项，比推定的平台上限 ${limit} 项（官方未公布）多 ${count - limit} 项`,
      fix: `请去掉 ${count - limit} 项`,
    }),
  },
  SCF213: {
    en: ({ first, second, atSec, gapSec, limit }) => ({
      message:
        `"${first}" and "${second}" fire ${gapSec} s apart (first at ${isoOf(atSec)} by the schedule's own clock), ` +
        `closer than the ${limit} s between actions that this package assumes (undocumented)`,
      fix: `let at least ${limit} s pass between them`,
    }),
    zh: ({ first, second, atSec, gapSec, limit }) => ({
      message: `“${first}”与“${second}”的触发时间仅相隔 ${gapSec} 秒（按表达式自身的时间，首次在 ${isoOf(atSec)}），小于推定的平台最小间隔 ${limit} 秒（官方未公布）`,
      fix: `请让两者至少相隔 ${limit} 秒`,
    }),
  },
  SCF214: {
    en: ({ function: name, instances, memoryMB, neededMB, freeMB, fits }) => ({
      message:
        `${plural(instances, 'instance')} of "${name}" × ${memoryMB} MB = ${neededMB} MB, ` +
        `${neededMB - freeMB} MB more than the ${freeMB} MB that it can provision: at that time only ${fits} will be there`,
      fix: `write ${fits === 0 ? '0' : `${fits} or less`}, or raise the quota`,
    }),
    zh: ({ function: name, instances, memoryMB, neededMB, freeMB, fits }) => ({
      message: `函数“${name}”的 ${instances} 个实例 × ${memoryMB} MB = ${neededMB} MB，比可预置的 ${freeMB} MB 多 ${neededMB - freeMB} MB：届时只会有 ${fits} 个`,
      fix: `请写 ${fits === 0 ? '0' : `${fits} 或更小`}，或提高配额`,
    }),
  },
  SCF215: {
    en: ({ accountMB, provisionedMB, overMB, shares, quotaOption }) => ({
      message:
        `${provisionedMB} MB are provisioned, ${overMB} MB more than the account quota of ${accountMB} MB: ` +
        shares.map(({ name, mb }) => `${name} ${mb} MB`).join(', '),
      fix: `give up ${overMB} MB of these, or, if the account has more, say so: ${quotaOption}: ${provisionedMB}`,
    }),
    zh: ({ accountMB, provisionedMB, overMB, shares, quotaOption }) => ({
      message: `共预置 ${provisionedMB} MB，比账号配额 ${accountMB} MB 多 ${overMB} MB：${shares.map(({ name, mb }) => `${name} ${mb} MB`).join('、')}`,
      fix: `请从中让出 ${overMB} MB；若账号配额实际更高，请写明 ${quotaOption}: ${provisionedMB}`,
    }),
  },
  SCF216: {
    en: ({ option, value, part, write }) => ({
      message: `${option} is ${value}: the weekday ${part} is written in digits, and the platform's documents disagree on whether 0 is Sunday or Monday`,
      fix: `write the weekday by name, ${write}, as the newer documents count them`,
    }),
    zh: ({ option, value, part, write }) => ({
      message: `${option} 的值是 ${value}：星期字段 ${part} 用了数字，而平台文档对 0 是星期日还是星期一说法不一`,
      fix: `请用名称书写星期（按新文档为 ${write}）`,
    }),
  },
  SCF217: {
    en: ({ option, value, fields, write, step }) => ({
      message:
        `${option} is ${value}: it has ${plural(fields, 'field')}, but the platform's schedules have 7: second minute hour day month weekday year` +
        (step === undefined
          ? ''
          : `; of five fields the first is the minute, so that */${step} is every ${plural(step, 'minute')}, though serverless-tencent-scf documented it as seconds`),
      fix: write === undefined ? 'write it like 0 */5 * * * * *' : `write ${write}`,
    }),
    zh: ({ option, value, fields, write, step }) => ({
      message:
        `${option} 的值是 ${value}：它有 ${fields} 个字段，而平台的 Cron 表达式有 7 个：秒 分 时 日 月 星期 年` +
        (step === undefined ? '' : `；五个字段时第一个是分，*/${step} 即每 ${step} 分钟，而 serverless-tencent-scf 的文档写的是秒`),
      fix: write === undefined ? '请写成类似 0 */5 * * * * * 的形式' : `请写成 ${write}`,
    }),
  },
  SCF218: {
    en: ({ quotaOption, mb, other, otherMB }) => ({
      message: `the account quota is ${mb} MB here and ${otherMB} MB in ${other}, though both are of one account and region`,
      fix: `state one figure in both (${quotaOption}), or name the accounts apart (custom.scf.account.name)`,
    }),
    zh: ({ quotaOption, mb, other, otherMB }) => ({
      message: `账号配额在此处是 ${mb} MB，在 ${other} 中是 ${otherMB} MB，而两者属于同一账号同一地域`,
      fix: `请在两处写同一数值（${quotaOption}），或用 custom.scf.account.name 区分账号`,
    }),
  },
  SCF219: {
    en: ({ quotaOption, mb, liveMB, region }) => ({
      message: `the account quota is taken to be ${mb} MB, but in ${region} the account has ${liveMB} MB`,
      fix: `write ${quotaOption}: ${liveMB}`,
    }),
    zh: ({ quotaOption, mb, liveMB, region }) => ({
      message: `此处账号配额按 ${mb} MB 计算，而账号在 ${region} 实际有 ${liveMB} MB`,
      fix: `请写 ${quotaOption}: ${liveMB}`,
    }),
  },
};

/** An amount that holds no instance: as MB it can never run, as a count it lacks its unit. */
const tooSmall = {
  en: (what: string, value: number, memoryMB: number, count: boolean): Words => ({
    message:
      `a ${what} of ${value} MB holds no instance of ${memoryMB} MB` +
      (count ? `; a plain number is MB, and ${value} looks like a count: ${plural(value, 'instance')} would be ${value * memoryMB} MB` : ''),
    fix: count
      ? `write { instances: ${value} } (${value * memoryMB} MB) if you mean instances, or ${memoryMB} or more if you mean MB`
      : `write ${memoryMB} or more`,
  }),
  zh: (what: string, value: number, memoryMB: number, count: boolean): Words => ({
    message:
      `${what} ${value} MB 不够启动一个 ${memoryMB} MB 的实例` +
      (count ? `；纯数字的单位是 MB，而 ${value} 像是实例数：${value} 个实例为 ${value * memoryMB} MB` : ''),
    fix: count ? `若指实例数，请写 { instances: ${value} }（${value * memoryMB} MB）；若指 MB，请写 ${memoryMB} 或更大` : `请写 ${memoryMB} 或更大`,
  }),
} as const satisfies Record<Lang, unknown>;

/** What the fields of a schedule hold. @source S220: weekdays count from 0, Sunday */
const cronWords: Readonly<Record<Lang, Readonly<Record<CronField, string>>>> = {
  en: {
    second: '0-59',
    minute: '0-59',
    hour: '0-23',
    day: '1-31',
    month: '1-12 or JAN-DEC',
    weekday: '0-6 or SUN-SAT (0 is Sunday)',
    year: 'a year',
  },
  zh: {
    second: '0-59',
    minute: '0-59',
    hour: '0-23',
    day: '1-31',
    month: '1-12 或 JAN-DEC',
    weekday: '0-6 或 SUN-SAT（0 为星期日）',
    year: '年份',
  },
};

/** A moment as `2026-01-05T08:00:00`, which is read alike in both languages. */
function isoOf(sec: number): string {
  return new Date(sec * 1000).toISOString().slice(0, 19);
}
