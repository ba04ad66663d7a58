import { text } from './text';

/** Heads and words of what `info` and `metrics` show. */
export const remoteTableTexts = {
  'remote.metricsSpan': text<{ from: string; to: string }>({
    en: ({ from, to }) => `From ${from} to ${to}, by Cloud Monitor; concurrency and memory are the highest. The last minutes may still be missing.`,
    zh: ({ from, to }) => `${from} 至 ${to}，数据来自云监控，并发与内存为最大值；最近几分钟的数据可能尚未到达。`,
  }),
  'remote.metricsSinceOpened': text({
    en: () => 'Since the region began; concurrency is that of now, memory that of the last one to two minutes.',
    zh: () => '自地域启动起累计；并发为当前值，内存为最近一至两分钟的最大值。',
  }),
  'remote.metrics.function': text({ en: () => 'function', zh: () => '函数' }),
  'remote.metrics.invocations': text({ en: () => 'invocations', zh: () => '调用次数' }),
  'remote.metrics.errors': text({ en: () => 'errors', zh: () => '错误次数' }),
  'remote.metrics.throttled': text({ en: () => 'throttled', zh: () => '受限次数' }),
  'remote.metrics.durationMs': text({ en: () => 'mean ms', zh: () => '平均耗时 ms' }),
  'remote.metrics.concurrency': text({ en: () => 'concurrency', zh: () => '并发' }),
  'remote.metrics.memoryMB': text({ en: () => 'memory MB', zh: () => '内存 MB' }),
  'remote.metrics.http432': text({ en: () => '432', zh: () => '432 次数' }),
  'remote.metrics.http433': text({ en: () => '433', zh: () => '433 次数' }),
  'remote.metrics.http434': text({ en: () => '434', zh: () => '434 次数' }),
  'remote.info.title': text<{ service: string; stage: string; region: string; namespace: string; host: string }>({
    en: (p) => `${p.service}, stage ${p.stage}, in ${p.region}, namespace ${p.namespace} (${p.host})`,
    zh: (p) => `${p.service}，环境 ${p.stage}，地域 ${p.region}，命名空间 ${p.namespace}（${p.host}）`,
  }),
  'remote.info.status': text({ en: () => 'status', zh: () => '状态' }),
  'remote.info.code': text({ en: () => 'code', zh: () => '代码' }),
  'remote.info.changed': text<{ size: string; at: string }>({
    en: ({ size, at }) => `${size}, changed ${at}`,
    zh: ({ size, at }) => `${size}，修改于 ${at}`,
  }),
  'remote.info.image': text({ en: () => 'image', zh: () => '镜像' }),
  'remote.info.runs': text({ en: () => 'runs', zh: () => '运行' }),
  'remote.info.limits': text<{ memoryMB: number; timeoutSec: number; initTimeoutSec: number }>({
    en: (p) => `${p.memoryMB} MB, ${p.timeoutSec} s, initialisation ${p.initTimeoutSec} s`,
    zh: (p) => `${p.memoryMB} MB，${p.timeoutSec} 秒，初始化 ${p.initTimeoutSec} 秒`,
  }),
  'remote.info.limitsHead': text({ en: () => 'memory and timeouts', zh: () => '内存与超时' }),
  'remote.info.asyncRun': text({ en: () => 'asynchronous execution', zh: () => '异步执行' }),
  'remote.info.asyncOn': text<{ traced: boolean }>({
    en: ({ traced }) => (traced ? 'on, events are tracked' : 'on, events are not tracked (traceEnable)'),
    zh: ({ traced }) => (traced ? '已启用，事件状态可追踪' : '已启用，未开启状态追踪（traceEnable）'),
  }),
  'remote.info.reserved': text({ en: () => 'reserved', zh: () => '最大独占配额（保留并发）' }),
  'remote.info.reservedMB': text<{ mb: number; instances: number }>({
    en: ({ mb, instances }) => (mb === 0 ? '0 MB: switched off' : `${mb} MB = ${instances} ${instances === 1 ? 'instance' : 'instances'}`),
    zh: ({ mb, instances }) => (mb === 0 ? '0 MB：已停用' : `${mb} MB = ${instances} 个实例`),
  }),
  'remote.info.share': text<{ version: string; percent: number }>({
    en: ({ version, percent }) => `${version} (${percent} %)`,
    zh: ({ version, percent }) => `${version}（${percent} %）`,
  }),
  'remote.info.byRule': text<{ version: string; rule: string }>({
    en: ({ version, rule }) => `${version} where ${rule}`,
    zh: ({ version, rule }) => `${version}（条件：${rule}）`,
  }),
  'remote.info.provisioned': text<{ version: string }>({
    en: ({ version }) => `provisioned on ${version}`,
    zh: ({ version }) => `版本 ${version} 的预置并发`,
  }),
  'remote.info.available': text<{ available: number; allocated: number; status: string; reason: string }>({
    en: (p) => `${p.available} of ${p.allocated} available, ${p.status}${p.reason === '' ? '' : `: ${p.reason}`}`,
    zh: (p) => `已就绪 ${p.available} / ${p.allocated}，${p.status}${p.reason === '' ? '' : `：${p.reason}`}`,
  }),
  'remote.info.version': text<{ version: string }>({ en: ({ version }) => `version ${version}`, zh: ({ version }) => `版本 ${version}` }),
  'remote.info.versionsMore': text<{ count: number }>({
    en: ({ count }) => `${count} older versions are not shown; --json has all of them`,
    zh: ({ count }) => `另有 ${count} 个更早的版本未列出；用 --json 可查看全部`,
  }),
  'remote.info.trigger': text<{ type: string; name: string }>({
    en: ({ type, name }) => `trigger ${type} ${name}`,
    zh: ({ type, name }) => `触发器 ${type} ${name}`,
  }),
  'remote.info.off': text({ en: () => 'off', zh: () => '已关闭' }),
  'remote.info.quota': text<{ region: string }>({
    en: ({ region }) => `Quota of the account in ${region}`,
    zh: ({ region }) => `账号在 ${region} 的并发配额`,
  }),
  'remote.info.nothingTaken': text<{ mb: number }>({
    en: ({ mb }) => `${mb} MB, of which nothing is reserved or provisioned`,
    zh: ({ mb }) => `${mb} MB，尚无保留或预置`,
  }),
};
