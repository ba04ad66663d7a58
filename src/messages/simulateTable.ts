import { plural } from './plural';
import { text } from './text';

/** The tables of `scf simulate`. */
export const simulateTableTexts = {
  'totals.function': text({ en: () => 'function', zh: () => '函数' }),
  'totals.invocations': text({ en: () => 'calls', zh: () => '调用' }),
  'totals.cold': text({ en: () => 'cold', zh: () => '冷启动' }),
  'totals.latency': text({ en: () => 'latency p50/p99 ms', zh: () => '延迟 p50/p99 毫秒' }),
  'totals.wait': text({ en: () => 'wait p99 ms', zh: () => '等待 p99 毫秒' }),
  'totals.instances': text({ en: () => 'instances', zh: () => '实例' }),
  'totals.idle': text({ en: () => 'idle GBs', zh: () => '闲置 GBs' }),
  'totals.cost': text<{ currency: string | undefined }>({
    en: ({ currency }) => currency ?? 'cost',
    zh: ({ currency }) => (currency === undefined ? '费用' : `费用（${currency}）`),
  }),
  'totals.idleUse': text({ en: () => 'Idle provisioned instances', zh: () => '闲置的预置实例' }),
  'totals.idleUseOf': text<{ idleGbs: number; instances: number }>({
    en: ({ idleGbs, instances }) => `${idleGbs} GBs, of at most ${plural(instances, 'instance')}`,
    zh: ({ idleGbs, instances }) => `${idleGbs} GBs，最多 ${instances} 个实例`,
  }),
  'totals.list': text<{ priceDate: string }>({
    en: ({ priceDate }) => `List price of ${priceDate}`,
    zh: ({ priceDate }) => `目录价（${priceDate}）`,
  }),
  'totals.split': text<{ amount: number; currency: string; gbs: number; invocations: number; idle: number; free: number }>({
    en: (p) => `${p.amount} ${p.currency} = ${p.gbs} execution + ${p.invocations} invocations + ${p.idle} idle − ${p.free} free tier`,
    zh: (p) => `${p.amount} ${p.currency} = 执行 ${p.gbs} + 调用 ${p.invocations} + 闲置 ${p.idle} − 免费额度 ${p.free}`,
  }),
  'totals.use': text({ en: () => 'Resource use', zh: () => '资源使用量' }),
  'totals.why': text<{ refused: number; waited: number; cause: string }>({
    en: ({ refused, waited, cause }) => {
      const parts = [...(refused > 0 ? [`${refused} refused`] : []), ...(waited > 0 ? [`${waited} had to wait`] : [])];
      return `${parts.join(', ')}: ${cause}`;
    },
    zh: ({ refused, waited, cause }) => {
      const parts = [...(refused > 0 ? [`${refused} 次被拒绝`] : []), ...(waited > 0 ? [`${waited} 次需要等待`] : [])];
      return `${parts.join('，')}：${cause}`;
    },
  }),
  'compare.prices': text<{ currency: string; priceDate: string; freeTier: string | undefined }>({
    en: ({ currency, priceDate, freeTier }) =>
      `${currency}: list prices of ${priceDate}${freeTier === undefined ? '' : `, less what is free (--free-tier ${freeTier})`}`,
    zh: ({ currency, priceDate, freeTier }) =>
      `${currency}：${priceDate} 的目录价${freeTier === undefined ? '' : `，已扣除免费额度（--free-tier ${freeTier}）`}`,
  }),
  'totals.beforeFree': text<{ freeTier: string }>({
    en: ({ freeTier }) => `What is free (--free-tier ${freeTier}) is taken off the whole, and off no single function.`,
    zh: ({ freeTier }) => `免费额度（--free-tier ${freeTier}）只从总费用中扣除，不分摊到各函数。`,
  }),
  'compare.varied': text<{ option: string }>({ en: ({ option }) => `Varied: ${option}`, zh: ({ option }) => `改变的选项：${option}` }),
  'compare.refused': text<{ codes: readonly string[] }>({
    en: ({ codes }) => `refused (${codes.join(', ')}), see below`,
    zh: ({ codes }) => `不被接受（${codes.join('、')}），见下文`,
  }),
  'compare.same': text<{ variants: number }>({
    en: ({ variants }) =>
      `All ${variants} variants came to the very same: what is varied makes no difference for this trace, or only where real functions run.`,
    zh: ({ variants }) => `${variants} 个方案的结果完全相同：所改变的选项对这条轨迹没有影响，或只在运行真实的函数时起作用。`,
  }),
  'compare.notRun': text({ en: () => 'not run', zh: () => '未运行' }),
  'compare.because': text<{ variant: string; code: string; message: string; fix: string }>({
    en: (p) => `${p.variant}: ${p.code} ${p.message}; fix: ${p.fix}`,
    zh: (p) => `${p.variant}：${p.code} ${p.message}；修改建议：${p.fix}`,
  }),
  'compare.inFlight': text<{ variant: string; count: number }>({
    en: ({ variant, count }) => `${variant}: ${plural(count, 'invocation')} had not ended by then: counted in no status`,
    zh: ({ variant, count }) => `${variant}：到此时仍有 ${count} 次调用未结束，不计入任何状态码`,
  }),
  'compare.partial': text<{ variant: string; rows: number }>({
    en: ({ variant, rows }) => `${variant}: stopped after ${plural(rows, 'row')}`,
    zh: ({ variant, rows }) => `${variant}：在第 ${rows} 行后停止`,
  }),
};
