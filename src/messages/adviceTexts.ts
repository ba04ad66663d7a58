import type { DiagnosticCode, Texts } from './diagnosticParams';
import { plural } from './plural';
import type { Lang } from './text';

type Advice = Extract<DiagnosticCode, `SCF3${string}` | `SCF4${string}` | `SCF5${string}`>;

/** Asynchronous execution, and advice. */
export const adviceTexts: Texts<Advice> = {
  SCF301: {
    en: ({ function: name, timeout, limit, asyncLimit }) => ({
      message: `"${name}" may run ${timeout} s, ${timeout - limit} s more than the ${limit} s of synchronous execution`,
      fix: `write timeout: ${limit} or less, or asyncRunEnable: true (then up to ${asyncLimit} s)`,
    }),
    zh: ({ function: name, timeout, limit, asyncLimit }) => ({
      message: `函数“${name}”的超时时间为 ${timeout} 秒，比同步执行的上限 ${limit} 秒多 ${timeout - limit} 秒`,
      fix: `请写 timeout: ${limit} 或更小，或开启异步执行 asyncRunEnable: true（上限 ${asyncLimit} 秒）`,
    }),
  },
  SCF302: {
    en: ({ timeout, limit }) => ({
      message: `timeout is ${timeout} s, ${timeout - limit} s more than the ${limit} s (24 hours) of asynchronous execution`,
      fix: `write ${limit} or less`,
    }),
    zh: ({ timeout, limit }) => ({
      message: `超时时间为 ${timeout} 秒，比异步执行的上限 ${limit} 秒（24 小时）多 ${timeout - limit} 秒`,
      fix: `请写 ${limit} 或更小`,
    }),
  },
  SCF303: {
    en: ({ function: name }) => ({
      message: `"${name}" has traceEnable, but status tracking exists only for asynchronous execution`,
      fix: 'add asyncRunEnable: true, or remove traceEnable',
    }),
    zh: ({ function: name }) => ({
      message: `函数“${name}”设置了 traceEnable，但状态追踪仅适用于异步执行`,
      fix: '请添加 asyncRunEnable: true，或去掉 traceEnable',
    }),
  },
  SCF304: {
    en: ({ function: name }) => ({
      message: `"${name}" runs asynchronously without cls: the log of a running execution is delivered to CLS, and without it cannot be followed`,
      fix: 'add cls: { logsetId, topicId }',
    }),
    zh: ({ function: name }) => ({
      message: `函数“${name}”开启了异步执行但没有配置 cls：执行中的日志投递到 CLS，不配置就无法实时查看`,
      fix: '请添加 cls: { logsetId, topicId }',
    }),
  },
  SCF305: {
    en: ({ function: name }) => ({
      message: `"${name}" is a Web function; the platform offers asynchronous execution for event functions`,
      fix: 'remove asyncRunEnable, or write type: event',
    }),
    zh: ({ function: name }) => ({
      message: `函数“${name}”是 Web 函数；平台的异步执行面向事件函数`,
      fix: '请去掉 asyncRunEnable，或写 type: event',
    }),
  },
  SCF306: {
    en: ({ function: name, retryNum }) => ({
      message: `"${name}" asks for ${retryNum === 1 ? '1 retry' : `${retryNum} retries`}, but errors of an asynchronous execution are not retried`,
      fix: 'write retryNum: 0, or remove it',
    }),
    zh: ({ function: name, retryNum }) => ({
      message: `函数“${name}”设置重试 ${retryNum} 次，但异步执行出错时不会重试`,
      fix: '请写 retryNum: 0，或去掉它',
    }),
  },
  SCF307: {
    en: ({ function: name, timeout, limit }) => ({
      message: `"${name}" may run ${timeout} s, but the temporary credentials of its role end after ${limit} s (6 hours)`,
      fix: `write timeout: ${limit} or less, or remove role and let long runs use keys of their own`,
    }),
    zh: ({ function: name, timeout, limit }) => ({
      message: `函数“${name}”最长运行 ${timeout} 秒，而运行角色的临时密钥 ${limit} 秒（6 小时）后失效`,
      fix: `请写 timeout: ${limit} 或更小，或去掉 role，让长时间任务使用自己的密钥`,
    }),
  },
  SCF308: {
    en: ({ function: name, requests }) => ({
      message: `"${name}" asks for ${plural(requests, 'request')} at a time in one instance, but it is no Web function: its instances take one event at a time`,
      fix: 'remove instanceConcurrency, or write type: web',
    }),
    zh: ({ function: name, requests }) => ({
      message: `函数“${name}”要求单个实例同时处理 ${requests} 个请求，但它不是 Web 函数：其实例一次只处理一个事件`,
      fix: '请去掉 instanceConcurrency，或写 type: web',
    }),
  },
  SCF501: {
    en: ({ instances, perMinute, minutes }) => ({
      message: `${instances} provisioned instances ÷ ${perMinute} a minute: all are ready about ${plural(minutes, 'minute')} after deploy`,
      fix: 'nothing need change; plan for that time before load arrives',
    }),
    zh: ({ instances, perMinute, minutes }) => ({
      message: `预置 ${instances} 个实例 ÷ 每分钟 ${perMinute} 个：部署后约 ${minutes} 分钟全部就绪`,
      fix: '无需修改；请在流量到来之前预留这段时间',
    }),
  },
  SCF502: {
    en: ({ reservedMB, memoryMB, instances, perMinute, minutes }) => ({
      message:
        `${reservedMB} MB ÷ ${memoryMB} MB = ${instances} instances, but only ${perMinute} start within a minute: ` +
        `from cold the function reaches them in minute ${minutes}; until then, requests beyond what has started end with 429`,
      fix: 'add provisionedConcurrency if load comes suddenly',
    }),
    zh: ({ reservedMB, memoryMB, instances, perMinute, minutes }) => ({
      message: `${reservedMB} MB ÷ ${memoryMB} MB = ${instances} 个实例，但每分钟最多启动 ${perMinute} 个：冷启动时要到第 ${minutes} 分钟才能达到，此前超出的请求返回 429`,
      fix: '若流量会突然到来，请添加 provisionedConcurrency',
    }),
  },
  SCF503: {
    en: ({ option, functions }) => ({
      message: `${option} is checked, but the local engine does not play it yet (${functions.join(', ')})`,
      fix: 'nothing need change; local runs go on without it',
    }),
    zh: ({ option, functions }) => ({
      message: `${option} 已校验，但本地引擎暂不模拟（${functions.join('、')}）`,
      fix: '无需修改；本地运行时不会体现它',
    }),
  },
  SCF504: {
    en: ({ function: name, reservedMB, provisionedMB, memoryMB, idle }) => ({
      message:
        `"${name}" provisions ${provisionedMB} MB, ${provisionedMB - reservedMB} MB more than its reserved quota of ${reservedMB} MB lets run: ` +
        `${plural(idle, 'instance')} of ${memoryMB} MB will stay idle, and be paid for`,
      fix: `lower provisionedConcurrency to ${provisionedMB - idle * memoryMB}, or raise reservedConcurrency to ${provisionedMB}`,
    }),
    zh: ({ function: name, reservedMB, provisionedMB, memoryMB, idle }) => ({
      message: `函数“${name}”预置了 ${provisionedMB} MB，比其最大独占配额 ${reservedMB} MB 多 ${provisionedMB - reservedMB} MB：将有 ${idle} 个 ${memoryMB} MB 的实例闲置并计费`,
      fix: `请把 provisionedConcurrency 降到 ${provisionedMB - idle * memoryMB}，或把 reservedConcurrency 提高到 ${provisionedMB}`,
    }),
  },
  SCF401: {
    en: ({ function: name, name: cloud, configured }) => ({
      message: `"${name}" says asyncRunEnable: ${configured}, but ${cloud} exists with asyncRunEnable: ${!configured}: the mode is fixed at creation`,
      fix: `write asyncRunEnable: ${!configured}, or deploy the function under another name`,
    }),
    zh: ({ function: name, name: cloud, configured }) => ({
      message: `函数“${name}”写的是 asyncRunEnable: ${configured}，但 ${cloud} 已存在且为 ${!configured}：该模式只能在创建时选择`,
      fix: `请写 asyncRunEnable: ${!configured}，或换一个函数名部署`,
    }),
  },
  SCF505: {
    en: ({ code, alone }) => ({
      message: `this suppresses ${code}, which does not occur here`,
      fix: alone ? 'remove the comment' : `remove ${code} from the comment`,
    }),
    zh: ({ code, alone }) => ({
      message: `此处忽略了 ${code}，但这里并没有该问题`,
      fix: alone ? '请去掉该注释' : `请从该注释中去掉 ${code}`,
    }),
  },
  SCF506: {
    en: ({ text, why, nearest }) => ({
      message: `"${text}" suppresses nothing: ${suppressionWords.en[why]}`,
      fix: nearest === undefined ? 'write it like # scf-ignore SCF205: reason' : `did you mean ${nearest}?`,
    }),
    zh: ({ text, why, nearest }) => ({
      message: `“${text}”不起作用：${suppressionWords.zh[why]}`,
      fix: nearest === undefined ? '请写成 # scf-ignore SCF205: 原因' : `是否想写 ${nearest}？`,
    }),
  },
  SCF507: {
    en: ({ file, count, codes }) => ({
      message: `${file} still lists ${plural(count, 'finding')} (${codes.join(', ')}) that no longer ${count === 1 ? 'occurs' : 'occur'}`,
      fix: `write it anew: --baseline ${file} --update-baseline`,
    }),
    zh: ({ file, count, codes }) => ({
      message: `${file} 中仍有 ${count} 条已不存在的问题（${codes.join('、')}）`,
      fix: `请更新该文件：--baseline ${file} --update-baseline`,
    }),
  },
  SCF508: {
    en: ({ stages }) => ({
      message: 'stages is an option of Serverless Framework 4, and has no effect here',
      fix: `move what is under its params to params: ${paramsFor(stages)}`,
    }),
    zh: ({ stages }) => ({
      message: 'stages 是 Serverless Framework 4 的选项，在此没有作用',
      fix: `请把其中 params 的内容移到 params: ${paramsFor(stages)}`,
    }),
  },
};

/** Stages that are written out. */
const stagesMax = 3;

function paramsFor(stages: readonly string[]): string {
  const named = stages.slice(0, stagesMax).map((stage) => `${stage}: { … }`);
  return named.length === 0 ? '{ dev: { … } }' : `{ ${[...named, ...(stages.length > stagesMax ? ['…'] : [])].join(', ')} }`;
}

const suppressionWords = {
  en: {
    noReason: 'the reason is missing',
    noCode: 'no code is named',
    unknownCode: 'there is no such code',
    notSuppressible: 'without this being right, nothing else can be checked',
  },
  zh: { noReason: '缺少原因', noCode: '没有写代码', unknownCode: '没有这个代码', notSuppressible: '此问题不解决，其他检查无法进行' },
} as const satisfies Record<Lang, Record<string, string>>;
