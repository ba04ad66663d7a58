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
  'usage.invoke.contextPath': text({ en: () => 'The same as --contextPath', zh: () => '同 --contextPath' }),
  'usage.invoke.qualifier': text({ en: () => 'Version or alias ($LATEST, $DEFAULT, 1 …)', zh: () => '版本或别名（$LATEST、$DEFAULT、1……）' }),
  'usage.json': text({ en: () => 'Print records and summary as JSON', zh: () => '以 JSON 输出记录与汇总' }),
  'usage.region': text({ en: () => 'Region of the service', zh: () => '服务所在地域' }),
  'usage.scf': text({ en: () => 'Tencent Cloud SCF: checks and tools', zh: () => '腾讯云云函数：检查与工具' }),
  'usage.scf.validate': text({
    en: () => "Check the configuration against SCF's rules before anything reaches the cloud",
    zh: () => '在部署之前按云函数的规则检查配置',
  }),
  'usage.validate.format': text({ en: () => 'text or json (default text)', zh: () => 'text 或 json（默认 text）' }),
};
