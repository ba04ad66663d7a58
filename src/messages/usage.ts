import { text } from './text';

/** One line for each command and option of the plugin; apart from the rest, since every `sls` command loads them. */
export const usageTexts = {
  'usage.invoke.type': text({
    en: () => 'RequestResponse (waits for the result) or Event (asynchronous)',
    zh: () => 'RequestResponse（同步，等待结果）或 Event（异步）',
  }),
  'usage.invoke.count': text({ en: () => 'How many invocations to make (default 1)', zh: () => '调用次数（默认 1）' }),
  'usage.invoke.concurrency': text({
    en: () => 'How many of them at once, in waves (default 1)',
    zh: () => '每批同时发起的调用数（默认 1）',
  }),
  'usage.invoke.interval': text({
    en: () => 'Milliseconds from one wave to the next; without it a wave goes when the last one has ended',
    zh: () => '两批调用的间隔（毫秒）；不设置时上一批结束后才发起下一批',
  }),
  'usage.invoke.seed': text({ en: () => 'Seed of what the platform changes at will (default 1)', zh: () => '平台随机行为的种子（默认 1）' }),
  'usage.invoke.retry': text({
    en: () => 'Run events again after an error, as retryNum says (the default); --no-retry ends with the first attempt',
    zh: () => '按 retryNum 重试出错的异步事件（默认）；--no-retry 表示不重试',
  }),
  'usage.invoke.contextPath': text({ en: () => 'The same as --contextPath', zh: () => '同 --contextPath' }),
  'usage.invoke.qualifier': text({ en: () => 'Version or alias ($LATEST, $DEFAULT, 1 …)', zh: () => '版本或别名（$LATEST、$DEFAULT、1……）' }),
  'usage.json': text({ en: () => 'Print records and summary as JSON', zh: () => '以 JSON 输出记录与汇总' }),
  'usage.region': text({ en: () => 'Region of the service', zh: () => '服务所在地域' }),
  'usage.scf': text({ en: () => 'Tencent Cloud SCF: checks and tools', zh: () => '腾讯云云函数：检查与工具' }),
  'usage.scf.validate': text({
    en: () => "Check the configuration against SCF's rules before anything reaches the cloud",
    zh: () => '在部署之前按云函数的规则检查配置',
  }),
  'usage.scf.simulate': text({
    en: () => 'Play a trace of invocations on the service, in virtual time: refusals, cold starts, waits, cost',
    zh: () => '在虚拟时间中对本服务重放调用轨迹：拒绝、冷启动、等待与费用',
  }),
  'usage.simulate.trace': text({ en: () => 'CSV file of invocations (required)', zh: () => '调用轨迹，CSV 文件（必填）' }),
  'usage.simulate.format': text({
    en: () => 'scf, azure-functions-2021, azure-functions-2019 or llm-inference (default: the header tells)',
    zh: () => 'scf、azure-functions-2021、azure-functions-2019 或 llm-inference（默认按首行判断）',
  }),
  'usage.simulate.map': text({
    en: () => 'NAME=FUNCTION for a name in the trace, "*=FUNCTION" for all that are left; repeatable',
    zh: () => '名称=函数：轨迹中的名称对应的函数，"*=函数" 表示其余全部；可重复',
  }),
  'usage.simulate.type': text({
    en: () => 'sync (default) or async, where the trace does not say',
    zh: () => '轨迹未说明时的调用类型：sync（默认）或 async',
  }),
  'usage.simulate.tokenBaseMs': text({
    en: () => 'llm-inference: milliseconds before the first token (default 30)',
    zh: () => 'llm-inference：第一个 token 之前的毫秒数（默认 30）',
  }),
  'usage.simulate.tokenMs': text({
    en: () => 'llm-inference: milliseconds for each generated token (default 25)',
    zh: () => 'llm-inference：每个生成的 token 的毫秒数（默认 25）',
  }),
  'usage.simulate.durations': text({
    en: () => 'azure-functions-2019: file of durations (default: found by its name)',
    zh: () => 'azure-functions-2019：执行时长文件（默认按文件名查找）',
  }),
  'usage.simulate.memory': text({
    en: () => 'azure-functions-2019: file of memory (default: found by its name)',
    zh: () => 'azure-functions-2019：内存文件（默认按文件名查找）',
  }),
  'usage.simulate.reorderRows': text({
    en: () => 'azure-functions-2021: rows that are put in order at a time (default 100000)',
    zh: () => 'azure-functions-2021：每次排序的行数（默认 100000）',
  }),
  'usage.simulate.seed': text({ en: () => 'Seed of everything that is drawn (default 1)', zh: () => '所有随机抽取的种子（默认 1）' }),
  'usage.simulate.records': text({
    en: () => 'File for one line of JSON for each invocation, in the order of arrival',
    zh: () => '按到达顺序写入调用记录的文件，每次调用一行 JSON',
  }),
  'usage.simulate.until': text({ en: () => 'End of the run: 24h, 90m, 10s …', zh: () => '模拟的结束时间：24h、90m、10s……' }),
  'usage.simulate.freeTier': text({
    en: () => 'Free tier to take off: none (default), standard or newcomer',
    zh: () => '要扣除的免费额度：none（默认）、standard 或 newcomer',
  }),
  'usage.simulate.start': text({
    en: () => "Date and time at which the run begins, for schedules (default: the trace's own, else 2021-11-01T00:00:00+08:00)",
    zh: () => '模拟开始的日期与时间，用于定时预置（默认取轨迹自身的时间，否则为 2021-11-01T00:00:00+08:00）',
  }),
  'usage.simulate.profile': text({ en: () => "Profile to play by (default: the service's)", zh: () => '模拟所用的平台版本（默认为服务所用的版本）' }),
  'usage.simulate.vary': text({
    en: () => 'PATH=VALUE,VALUE… compares variants of the service; repeatable, for each value with each',
    zh: () => '路径=值,值…：比较服务的多个方案；可重复，各值两两组合',
  }),
  'usage.simulate.json': text({ en: () => 'Print the summary as JSON', zh: () => '以 JSON 输出汇总' }),
  'usage.scf.profile': text({ en: () => "The platform's figures: what a profile holds, with its sources", zh: () => '平台数值：各版本的内容与出处' }),
  'usage.scf.profile.show': text({
    en: () => 'Show every figure of a profile with its source, and which of them the service sets',
    zh: () => '列出某一版本的各项数值及其出处，并标出由服务设置的项',
  }),
  'usage.scf.profile.diff': text({
    en: () => 'Show what differs between two profiles, and what that means for the service',
    zh: () => '比较两个版本的差异，以及对服务的影响',
  }),
  'usage.profile.profile': text({ en: () => "Profile to show (default: the service's)", zh: () => '要列出的版本（默认为服务所用的版本）' }),
  'usage.profile.from': text({ en: () => 'Profile to compare from', zh: () => '作为基准的版本' }),
  'usage.profile.to': text({ en: () => 'Profile to compare with', zh: () => '与之比较的版本' }),
  'usage.profile.json': text({ en: () => 'Print it as JSON', zh: () => '以 JSON 输出' }),
  'usage.validate.format': text({ en: () => 'text or json (default text)', zh: () => 'text 或 json（默认 text）' }),
};
