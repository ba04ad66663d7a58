import type { RulePages } from './rulePagesText';

type Schedule = `SCF21${0 | 1 | 2 | 3 | 4 | 6 | 7}`;

/** Cron expressions, and provisioned concurrency over time. */
export const schedulePages: RulePages<Schedule> = {
  SCF210: {
    title: { en: 'A field of a cron expression is not valid', zh: 'Cron 表达式的字段无效' },
    why: {
      en:
        'A cron expression of the platform has seven fields: second minute hour day month weekday year (S220). ' +
        'Each takes a number within its range, *, a list, a range or a step. ' +
        'One that cannot be read is refused at deploy. Correct the field that the message names.',
      zh:
        '平台的 Cron 表达式有七个字段：秒 分 时 日 月 星期 年（S220）。' +
        '每个字段可以是范围内的数字、*、列表、区间或步长。' +
        '无法识别的表达式在部署时会被拒绝。请修正提示所指的字段。',
    },
  },
  SCF211: {
    title: { en: 'A schedule never fires', zh: '定时任务永远不会触发' },
    why: {
      en:
        'The expression can be read, but no such day exists, such as 30 February, or its year is past (S220, S135). ' +
        'The platform may take it all the same: then nothing ever happens, and no error says so. ' +
        'Correct the day, month or year; for the last day of a month choose a day that every month has.',
      zh:
        '表达式可以识别，但对应的日期不存在（例如 2 月 30 日），或年份已过（S220、S135）。' +
        '平台可能照样接受：于是永远不会触发，也没有任何报错。' +
        '请修正日、月或年；想表示月末时，请选每个月都有的日期。',
    },
  },
  SCF212: {
    title: { en: 'A provisioning schedule has too many actions', zh: '定时预置的任务过多' },
    why: {
      en:
        'The platform limits how many actions a schedule of provisioned concurrency may have, and refuses more with LimitExceeded.ProvisionTriggerAction (S135). ' +
        'The number is not documented; 10 is what this package assumes, hence a warning. ' +
        'Merge actions: one cron expression can name several hours or weekdays. If your account takes more, suppress the warning with that as the reason.',
      zh:
        '平台限制定时预置的任务数，超出时返回 LimitExceeded.ProvisionTriggerAction（S135）。' +
        '具体上限官方未公布，本工具按 10 个推定，因此只是警告。' +
        '请合并任务：一个 Cron 表达式可以列出多个小时或星期。若您的账号允许更多，可注明原因忽略。',
    },
  },
  SCF213: {
    title: { en: 'Two provisioning actions are too close together', zh: '两个定时预置任务相隔太近' },
    why: {
      en:
        'Each action of a schedule sets the number of provisioned instances, and the platform wants some time between two of them: LimitExceeded.ProvisionTriggerInterval (S135). ' +
        'The interval is not documented; 60 s is what this package assumes, hence a warning. ' +
        'When they fire together, the later wins, so the first does nothing. Move one of them, or drop it.',
      zh:
        '定时预置的每个任务都会重设预置实例数，平台要求两次之间留有间隔，否则返回 LimitExceeded.ProvisionTriggerInterval（S135）。' +
        '具体间隔官方未公布，本工具按 60 秒推定，因此只是警告。' +
        '两者重叠时以后触发的为准，先触发的等于没有作用。请错开时间，或去掉其中一个。',
    },
  },
  SCF214: {
    title: { en: 'A schedule asks for more than can be provisioned', zh: '定时或动态预置超出可用配额' },
    why: {
      en:
        'A schedule or target tracking cannot provision more than the quota leaves: the reserved quota of the function, else what the account can still allocate (S22, S137). ' +
        'What happens then is not documented; this package assumes that as many start as fit. The other requests wait for cold starts, or end with 432. ' +
        'Write a smaller number, or raise the quota that the message names.',
      zh:
        '定时预置与动态指标预置都不能超过配额：设有最大独占配额的以其为限，否则以账号剩余可分配的额度为限（S22、S137）。' +
        '超出时的行为官方未说明，本工具按“能启动多少就启动多少”推定；其余请求要经历冷启动，或返回 432。' +
        '请减小数值，或提高相应的配额。',
    },
  },
  SCF216: {
    title: { en: 'A weekday is written as a digit', zh: '星期字段用数字书写' },
    why: {
      en:
        "The platform's documents disagree: in the current ones 0 is Sunday, in older ones Monday (S220). " +
        'A digit may therefore fire one day off, and nothing reports it. ' +
        'Names (SUN, MON … SAT) mean the same in both. The fix writes your field by name as the current documents count; see that these are the days you mean.',
      zh:
        '平台文档说法不一：新文档中 0 为星期日，旧文档中 0 为星期一（S220）。' +
        '用数字可能会错开一天触发，而且没有任何提示。' +
        '英文缩写（SUN、MON … SAT）没有歧义。修改建议按新文档换算，请确认就是您要的星期几。',
    },
  },
  SCF217: {
    title: { en: 'A cron expression does not have seven fields', zh: 'Cron 表达式不是七个字段' },
    why: {
      en:
        'The platform reads seven fields: second minute hour day month weekday year (S220). ' +
        'Crontab and other clouds write five, which is a legacy form here: read by position, minutes would become seconds. ' +
        'Put 0 in front for the second and * behind for the year, as the fix does.',
      zh:
        '平台的 Cron 表达式有七个字段：秒 分 时 日 月 星期 年（S220）。' +
        'crontab 与其他云写五个字段，在此是旧格式：若按位置读取，分会被当成秒。' +
        '请在最前面补秒（0），在最后面补年（*），如修改建议所示。',
    },
  },
};
