import type { RulePages } from './rulePagesText';

type Advice = `SCF50${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

/** What is right and worth knowing, and findings about suppressed findings. */
export const advicePages: RulePages<Advice> = {
  SCF501: {
    title: { en: 'Many provisioned instances take minutes to start', zh: '预置实例较多，需数分钟才能就绪' },
    why: {
      en:
        'Provisioned instances start at 100 a minute, apart from the 500 of elastic ones (S105), and each deploy provisions a new version. ' +
        'Until all are ready, further requests start elastic instances, with cold starts (S48). ' +
        'Nothing need change: deploy as many minutes before the load as the message says.',
      zh:
        '预置实例每分钟启动 100 个，与弹性实例的每分钟 500 个分开计算（S105），且每次部署都要为新版本重新预置。' +
        '全部就绪之前，多出的请求会启动弹性实例，经历冷启动（S48）。' +
        '无需修改：请按提示的分钟数，在流量到来之前提前部署。',
    },
  },
  SCF502: {
    title: { en: 'A large reserved quota takes minutes to reach', zh: '最大独占配额较大，需数分钟才能用满' },
    why: {
      en:
        'In an account and region at most 500 elastic instances start within a minute, over all functions (S100, S102). ' +
        'A reservation of more instances is therefore reached only after minutes; until then requests that need a new instance end with 429 (S101), although the quota is free. ' +
        'If load comes suddenly, provision the instances that it needs at once.',
      zh:
        '一个账号在一个地域每分钟最多启动 500 个弹性实例，所有函数合计（S100、S102）。' +
        '配额对应的实例数更多时，要数分钟后才能达到；此前需要新实例的请求会返回 429（S101），尽管配额仍有空闲。' +
        '若流量会突然到来，请为其配置预置并发。',
    },
  },
  SCF503: {
    title: { en: 'An option is checked, but not played locally', zh: '选项已校验，但本地暂不模拟' },
    why: {
      en:
        'The option is right and is deployed, but the local engine does not act on it yet: layers, mounted file systems, images, the HTTP of Web functions, and triggers other than timers, among others (S226). ' +
        'What you see locally may therefore differ from the cloud in this one respect. ' +
        'Nothing need change.',
      zh:
        '该选项书写正确，部署时生效，但本地引擎暂不模拟，例如层、CFS 挂载、镜像、Web 函数的 HTTP 请求以及除定时触发器外的触发器等（S226）。' +
        '因此本地运行在这一点上可能与云端不同。' +
        '无需修改。',
    },
  },
  SCF504: {
    title: { en: 'Provisioned instances beyond the reserved quota idle', zh: '超出最大独占配额的预置实例会闲置' },
    why: {
      en:
        'By the newer documents (profile scf-2025) more may be provisioned than the reserved quota of the function lets run; the excess starts, idles, and is paid for (S24, S172). ' +
        'Idle provisioned instances cost 0.00005471 CNY per GBs (S171), all day. ' +
        'Provision as much as the reservation holds, or raise the reservation.',
      zh:
        '按新文档（scf-2025），预置并发可以超过函数的最大独占配额，多出的实例会启动、闲置并计费（S24、S172）。' +
        '闲置的预置实例按每 GBs 0.00005471 元持续计费（S171）。' +
        '请把预置降到独占配额以内，或提高最大独占配额。',
    },
  },
  SCF505: {
    title: { en: 'A suppression is not needed', zh: '忽略注释已不需要' },
    why: {
      en:
        'A comment # scf-ignore CODE: reason says that a finding is known and why it is accepted (L1). ' +
        'When that finding does not occur here, the comment is a leftover, or stands at the wrong line; it would hide the next fault of this kind without anybody having judged it. ' +
        'Remove the comment, or move it to the line of the finding or directly above it. ' +
        'As long as there are errors it is reported only where the same code occurs elsewhere: an error may hide what the comment is for.',
      zh:
        '注释 # scf-ignore 代码: 原因 表示该问题已知，并说明为何接受（L1）。' +
        '若此处并没有该问题，注释就是遗留的，或写错了行；日后出现同类问题时会被它悄悄掩盖。' +
        '请去掉注释，或移到问题所在行的行尾或上一行。' +
        '有错误时，只有同一代码在别处出现才会报告：注释所针对的问题可能被错误掩盖。',
    },
  },
  SCF506: {
    title: { en: 'A suppression has no effect', zh: '忽略注释不起作用' },
    why: {
      en:
        'A suppression names codes and a reason: # scf-ignore SCF205: reason (L1). ' +
        'Without a code, with one that does not exist, or without a reason it suppresses nothing, so that every exception in a file can be read and judged. ' +
        'SCF110 and SCF506 itself cannot be suppressed. Complete the comment.',
      zh:
        '忽略注释须写明代码与原因：# scf-ignore SCF205: 原因（L1）。' +
        '没有代码、代码不存在或没有原因时都不起作用，这样文件里的每个例外都有据可查。' +
        'SCF110 与 SCF506 本身不能忽略。请补全注释。',
    },
  },
  SCF507: {
    title: { en: 'The baseline lists findings that are gone', zh: '基线文件中有已不存在的问题' },
    why: {
      en:
        'A baseline lists the findings that a project had when it began to be checked, so that only new ones count (L2). ' +
        'Those that were put right since are still listed, and would be let through if they came back. ' +
        'Write the file anew with --update-baseline, and commit it with the correction.',
      zh:
        '基线文件列出项目开始检查时已有的问题，此后只计新问题（L2）。' +
        '其中已经修正的仍在列表里，再次出现时会被放过。' +
        '请用 --update-baseline 更新该文件，并与修改一起提交。',
    },
  },
  SCF508: {
    title: { en: 'Top-level stages has no effect', zh: '顶层的 stages 没有作用' },
    why: {
      en:
        'Serverless Framework 4 reads parameters of stages under stages; the versions that this plugin runs in (3, and osls) know params alone (F62). ' +
        'What stands under stages is not read, so that ${param:…} has no value, or that of params.default. ' +
        'Write params: { prod: { … } } in its place.',
      zh:
        'Serverless Framework 4 从 stages 读取各环境的参数；本插件所运行的版本（3 与 osls）只认 params（F62）。' +
        'stages 下的内容不会被读取，${param:…} 因此没有值，或只得到 params.default 的值。' +
        '请改写为 params: { prod: { … } }。',
    },
  },
};
