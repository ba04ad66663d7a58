import { text, type Lang } from './text';

/** What a diagnostic's text is made of, by code. Amounts are MB and seconds, as users write them. */
export interface DiagnosticParams {
  SCF101: { option: string; value: string; expected: readonly string[]; write: string | undefined };
  SCF102: { option: string; value: string; bound: Bound; unit: string | undefined };
  SCF103: { name: string; under: string; nearest: string | undefined; known: readonly string[] };
  SCF104: { name: string; under: string };
  SCF105: { option: string; value: string; values: readonly string[]; nearest: string | undefined };
  SCF106: { option: string; value: string; form: Form };
  SCF107: { function: string; bytes: number; limit: number; largest: string };
  SCF108: { key: string; prefix: string };
  SCF109: { written: string; write: string | undefined; why: Spelling };
  SCF110: { file: string; reason: Unreadable };
  SCF111: { variable: string; reason: Unresolved };
  SCF201: { value: number; lower: number | undefined; higher: number | undefined };
  SCF202: { value: number; memoryMB: number; instances: number; remainderMB: number };
  SCF203: {
    accountMB: number;
    floorMB: number;
    allocatedMB: number;
    overMB: number;
    shares: readonly { readonly name: string; readonly mb: number; readonly by: 'reserved' | 'provisioned' }[];
    lower: { readonly option: string; readonly function: string; readonly mb: number } | undefined;
  };
  SCF204: { value: number; memoryMB: number; count: boolean };
  SCF205: { value: number; memoryMB: number; instances: number; remainderMB: number };
  SCF206: { reservedMB: number; provisionedMB: number; instances: number; memoryMB: number; fits: number };
  SCF207: { function: string; instances: number };
  SCF208: { qualifier: string };
  SCF209: { value: number; memoryMB: number; count: boolean };
  SCF301: { function: string; timeout: number; limit: number; asyncLimit: number };
  SCF302: { timeout: number; limit: number };
  SCF303: { function: string };
  SCF304: { function: string };
  SCF305: { function: string };
  SCF306: { function: string; retryNum: number };
  SCF307: { function: string; timeout: number; limit: number };
  SCF501: { instances: number; perMinute: number; minutes: number };
  SCF502: { reservedMB: number; memoryMB: number; instances: number; perMinute: number; minutes: number };
  SCF503: { option: string; functions: readonly string[] };
}

export type DiagnosticCode = keyof DiagnosticParams;

/** A limit that a value is beyond; `items` and `length` count, the others compare. */
export type Bound =
  | { readonly kind: 'min' | 'max' | 'above' | 'below'; readonly limit: number }
  | { readonly kind: 'items' | 'fewItems' | 'length'; readonly limit: number; readonly has: number };

/** What a text must look like. */
export type Form =
  | 'functionName'
  | 'longName'
  | 'namespace'
  | 'namespaceAndName'
  | 'service'
  | 'stage'
  | 'region'
  | 'handler'
  | 'javaHandler'
  | 'cron'
  | 'triggerCron'
  | 'environmentKey'
  | 'emptyVariable'
  | 'nonEmpty'
  | 'path'
  | 'oneAmount'
  | 'oneEvent'
  | 'duplicate'
  | 'order'
  | 'other';

/** Why something is written differently here. */
export type Spelling = 'aws' | 'tencent' | 'api' | 'unit' | 'awsMemory';

/** Why a service cannot be read. */
export type Unreadable =
  | { readonly kind: 'missing' | 'empty' | 'bytes' | 'notMap' | 'deep' | 'code' | 'elsewhere' }
  | { readonly kind: 'large'; readonly bytes: number; readonly limit: number }
  | { readonly kind: 'system' | 'syntax'; readonly detail: string };

/** Why a variable has no value. */
export type Unresolved =
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'missing' | 'cycle' | 'syntax' | 'outside' | 'script' | 'format' | 'notText' | 'deep' }
  | { readonly kind: 'file'; readonly detail: string };

/** What is wrong, and the smallest change that puts it right. */
export interface Words {
  readonly message: string;
  readonly fix: string;
}

type Said<P> = { readonly [L in Lang]: (params: P) => Words };

/** What stands around diagnostics. */
export const reportTexts = {
  'report.error': text({ en: () => 'error', zh: () => '错误' }),
  'report.warning': text({ en: () => 'warning', zh: () => '警告' }),
  'report.info': text({ en: () => 'info', zh: () => '提示' }),
  'report.rule': text<{ rule: string; source: string }>({
    en: ({ rule, source }) => `rule ${rule} (${source})`,
    zh: ({ rule, source }) => `规则 ${rule}（${source}）`,
  }),
  'report.fix': text<{ fix: string }>({ en: ({ fix }) => `fix: ${fix}`, zh: ({ fix }) => `修改建议：${fix}` }),
  'report.counts': text<{ errors: number; warnings: number; infos: number }>({
    en: ({ errors, warnings, infos }) => `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(infos, 'info')}`,
    zh: ({ errors, warnings, infos }) => `${errors} 个错误，${warnings} 个警告，${infos} 条提示`,
  }),
  'report.clean': text<{ file: string; functions: number }>({
    en: ({ file, functions }) => `${file}: ${plural(functions, 'function')} checked, nothing is wrong`,
    zh: ({ file, functions }) => `${file}：已检查 ${functions} 个函数，未发现问题`,
  }),
  'report.function': text({ en: () => 'function', zh: () => '函数' }),
  'report.taken': text({ en: () => 'taken by', zh: () => '占用方式' }),
  'report.reserved': text({ en: () => 'reserved', zh: () => '最大独占配额' }),
  'report.provisioned': text({ en: () => 'provisioned', zh: () => '预置并发' }),
  'report.floor': text({ en: () => 'floor, for nobody', zh: () => '不可分配' }),
  'report.allocatable': text({ en: () => 'still to allocate', zh: () => '剩余可分配' }),
  'report.account': text({ en: () => 'account quota', zh: () => '账号配额' }),
  'report.pool': text<{ poolMB: number }>({
    en: ({ poolMB }) => `functions without a reservation share ${poolMB} MB`,
    zh: ({ poolMB }) => `未设置最大独占配额的函数共享 ${poolMB} MB`,
  }),
  'report.badParam': text<{ param: string }>({
    en: ({ param }) => `--param ${param} has no "=": write --param name=value`,
    zh: ({ param }) => `--param ${param} 缺少“=”：请写成 --param 名称=值`,
  }),
  'report.badFormat': text<{ format: string; formats: string }>({
    en: ({ format, formats }) => `there is no format "${format}"; possible are ${formats}`,
    zh: ({ format, formats }) => `没有名为“${format}”的格式；可用的有 ${formats}`,
  }),
};

/** A diagnostic in words. */
export function describe<C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], lang: Lang): Words {
  return diagnosticTexts[code][lang](params);
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const diagnosticTexts: { readonly [C in DiagnosticCode]: Said<DiagnosticParams[C]> } = {
  SCF101: {
    en: ({ option, value, expected, write }) => ({
      message: `${option} is ${value}, but must be ${typeWords.en(expected)}; nothing is converted`,
      fix: write === undefined ? `write ${typeWords.en(expected)}` : `write ${write}`,
    }),
    zh: ({ option, value, expected, write }) => ({
      message: `${option} 的值是 ${value}，应为${typeWords.zh(expected)}；不会自动转换类型`,
      fix: write === undefined ? `请写成${typeWords.zh(expected)}` : `请写成 ${write}`,
    }),
  },
  SCF102: {
    en: ({ option, value, bound, unit }) => {
      const limit = `${bound.limit}${unit === undefined ? '' : ` ${unit}`}`;
      switch (bound.kind) {
        case 'min':
          return { message: `${option} is ${value}, below the least ${limit}`, fix: `write ${bound.limit} or more` };
        case 'max':
          return { message: `${option} is ${value}, above the most ${limit}`, fix: `write ${bound.limit} or less` };
        case 'above':
          return { message: `${option} is ${value}, but must be above ${limit}`, fix: `write a value above ${bound.limit}` };
        case 'below':
          return { message: `${option} is ${value}, but must be below ${limit}`, fix: `write a value below ${bound.limit}` };
        case 'items':
          return { message: `${option} has ${bound.has} entries, at most ${bound.limit} are possible`, fix: `remove ${bound.has - bound.limit}` };
        case 'fewItems':
          return { message: `${option} has no entry`, fix: 'add an entry, or remove the option' };
        case 'length':
          return {
            message: `${option} has ${bound.has} characters, at most ${bound.limit} are possible`,
            fix: `shorten it by ${bound.has - bound.limit}`,
          };
      }
    },
    zh: ({ option, value, bound, unit }) => {
      const limit = `${bound.limit}${unit === undefined ? '' : ` ${unitWords[unit] ?? unit}`}`;
      switch (bound.kind) {
        case 'min':
          return { message: `${option} 的值 ${value} 小于下限 ${limit}`, fix: `请写不小于 ${bound.limit} 的值` };
        case 'max':
          return { message: `${option} 的值 ${value} 超过上限 ${limit}`, fix: `请写不大于 ${bound.limit} 的值` };
        case 'above':
          return { message: `${option} 的值 ${value} 必须大于 ${limit}`, fix: `请写大于 ${bound.limit} 的值` };
        case 'below':
          return { message: `${option} 的值 ${value} 必须小于 ${limit}`, fix: `请写小于 ${bound.limit} 的值` };
        case 'items':
          return { message: `${option} 有 ${bound.has} 项，最多 ${bound.limit} 项`, fix: `请去掉 ${bound.has - bound.limit} 项` };
        case 'fewItems':
          return { message: `${option} 没有任何一项`, fix: '请添加一项，或去掉该选项' };
        case 'length':
          return { message: `${option} 有 ${bound.has} 个字符，最多 ${bound.limit} 个`, fix: `请缩短 ${bound.has - bound.limit} 个字符` };
      }
    },
  },
  SCF103: {
    en: ({ name, under, nearest, known }) => ({
      message: `${under} has no option "${name}"`,
      fix: nearest === undefined ? `remove it; possible are ${known.join(', ')}` : `did you mean "${nearest}"?`,
    }),
    zh: ({ name, under, nearest, known }) => ({
      message: `${under} 没有名为“${name}”的选项`,
      fix: nearest === undefined ? `请去掉它；可用的选项有 ${known.join('、')}` : `是否想写“${nearest}”？`,
    }),
  },
  SCF104: {
    en: ({ name, under }) => ({ message: `${under} lacks "${name}"`, fix: `add ${name} to ${under}` }),
    zh: ({ name, under }) => ({ message: `${under} 缺少“${name}”`, fix: `请在 ${under} 中添加 ${name}` }),
  },
  SCF105: {
    en: ({ option, value, values, nearest }) => ({
      message: `${option} is ${value}, which is not one of its values`,
      fix: nearest === undefined ? `write one of ${values.join(', ')}` : `write ${nearest}; possible are ${values.join(', ')}`,
    }),
    zh: ({ option, value, values, nearest }) => ({
      message: `${option} 的值 ${value} 不在可选值之内`,
      fix: nearest === undefined ? `请从 ${values.join('、')} 中选择` : `请写 ${nearest}；可选值有 ${values.join('、')}`,
    }),
  },
  SCF106: {
    en: ({ option, value, form }) => ({ message: `${option} is ${value}: ${formWords.en[form].message}`, fix: formWords.en[form].fix }),
    zh: ({ option, value, form }) => ({ message: `${option} 的值是 ${value}：${formWords.zh[form].message}`, fix: formWords.zh[form].fix }),
  },
  SCF107: {
    en: ({ function: name, bytes, limit, largest }) => ({
      message: `the environment variables of "${name}" have ${bytes} bytes together, ${bytes - limit} more than the ${limit} possible`,
      fix: `shorten them by ${plural(bytes - limit, 'byte')}; the largest is ${largest}`,
    }),
    zh: ({ function: name, bytes, limit, largest }) => ({
      message: `函数“${name}”的环境变量合计 ${bytes} 字节，比上限 ${limit} 字节多 ${bytes - limit} 字节`,
      fix: `请缩短 ${bytes - limit} 字节；最大的变量是 ${largest}`,
    }),
  },
  SCF108: {
    en: ({ key, prefix }) => ({
      message: `the environment variable ${key} begins with ${prefix}, which the platform keeps for itself`,
      fix: `rename it, for example to APP_${key.slice(prefix.length) || 'KEY'}`,
    }),
    zh: ({ key, prefix }) => ({
      message: `环境变量 ${key} 以 ${prefix} 开头，该前缀由平台保留`,
      fix: `请改名，例如 APP_${key.slice(prefix.length) || 'KEY'}`,
    }),
  },
  SCF109: {
    en: ({ written, write, why }) => ({
      message: `"${written}" ${spellingWords.en[why]}`,
      fix: write === undefined ? 'remove it' : `write ${write}`,
    }),
    zh: ({ written, write, why }) => ({ message: `“${written}”${spellingWords.zh[why]}`, fix: write === undefined ? '请去掉它' : `请写成 ${write}` }),
  },
  SCF110: {
    en: ({ file, reason }) => unreadableWords.en(file, reason),
    zh: ({ file, reason }) => unreadableWords.zh(file, reason),
  },
  SCF111: {
    en: ({ variable, reason }) => unresolvedWords.en(variable, reason),
    zh: ({ variable, reason }) => unresolvedWords.zh(variable, reason),
  },
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
    en: ({ accountMB, floorMB, allocatedMB, overMB, shares, lower }) => ({
      message:
        `${allocatedMB} MB are allocated, ${overMB} MB more than the ${accountMB - floorMB} MB possible ` +
        `(account quota ${accountMB} MB − floor ${floorMB} MB): ${shares.map(({ name, mb, by }) => `${name} ${mb} MB ${by}`).join(', ') || 'by nobody'}`,
      fix:
        (lower === undefined ? `give up ${overMB} MB of these` : `lower ${lower.option} of ${lower.function} to ${lower.mb} MB`) +
        `, or, if the account has more, say so: custom.scf.account.quotaMB: ${accountMB + overMB}`,
    }),
    zh: ({ accountMB, floorMB, allocatedMB, overMB, shares, lower }) => ({
      message:
        `已分配 ${allocatedMB} MB，比可分配的 ${accountMB - floorMB} MB（账号配额 ${accountMB} MB − 不可分配的 ${floorMB} MB）多 ${overMB} MB：` +
        (shares.map(({ name, mb, by }) => `${name} ${by === 'reserved' ? '保留' : '预置'} ${mb} MB`).join('、') || '尚无占用'),
      fix:
        (lower === undefined ? `请从中让出 ${overMB} MB` : `请把 ${lower.function} 的 ${lower.option} 降到 ${lower.mb} MB`) +
        `；若账号配额实际更高，请写明 custom.scf.account.quotaMB: ${accountMB + overMB}`,
    }),
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
    en: ({ reservedMB, provisionedMB, instances, memoryMB, fits }) => ({
      message:
        `${plural(instances, 'provisioned instance')} × ${memoryMB} MB = ${provisionedMB} MB, ` +
        `${provisionedMB - reservedMB} MB more than the function's reserved quota of ${reservedMB} MB, out of which they are taken`,
      fix: `write reservedConcurrency: ${provisionedMB}, or lower provisionedConcurrency to ${fits * memoryMB} (${plural(fits, 'instance')})`,
    }),
    zh: ({ reservedMB, provisionedMB, instances, memoryMB, fits }) => ({
      message: `预置 ${instances} 个实例 × ${memoryMB} MB = ${provisionedMB} MB，比函数的最大独占配额 ${reservedMB} MB 多 ${provisionedMB - reservedMB} MB，而预置并发从该配额中扣除`,
      fix: `请写 reservedConcurrency: ${provisionedMB}，或把 provisionedConcurrency 降到 ${fits * memoryMB}（${fits} 个实例）`,
    }),
  },
  SCF207: {
    en: ({ function: name, instances }) => ({
      message: `reservedConcurrency: 0 switches "${name}" off, so its ${plural(instances, 'provisioned instance')} cannot be`,
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
        `from cold the function reaches them in minute ${minutes}, and answers 429 until then`,
      fix: 'add provisionedConcurrency if load comes suddenly',
    }),
    zh: ({ reservedMB, memoryMB, instances, perMinute, minutes }) => ({
      message: `${reservedMB} MB ÷ ${memoryMB} MB = ${instances} 个实例，但每分钟最多启动 ${perMinute} 个：冷启动时要到第 ${minutes} 分钟才能达到，此前超出的请求返回 429`,
      fix: '若流量会突然到来，请添加 provisionedConcurrency',
    }),
  },
  SCF503: {
    en: ({ option, functions }) => ({
      message: `${option} is checked, but the local engine does not play it yet${functions.length > 0 ? ` (${functions.join(', ')})` : ''}`,
      fix: 'nothing need change; local runs go on without it',
    }),
    zh: ({ option, functions }) => ({
      message: `${option} 已校验，但本地引擎暂不模拟${functions.length > 0 ? `（${functions.join('、')}）` : ''}`,
      fix: '无需修改；本地运行时不会体现它',
    }),
  },
};

/** Units as Chinese readers write them. */
const unitWords: Readonly<Record<string, string>> = {
  s: '秒',
  ms: '毫秒',
  bytes: '字节',
  instances: '个实例',
  'instances/min': '个实例/分钟',
  retries: '次',
  requests: '个请求',
  items: '项',
  characters: '个字符',
};

const typeNames: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  integer: { en: 'a whole number', zh: '整数' },
  number: { en: 'a number', zh: '数字' },
  string: { en: 'text', zh: '字符串' },
  boolean: { en: 'true or false', zh: 'true 或 false' },
  object: { en: 'a map', zh: '映射（对象）' },
  array: { en: 'a list', zh: '列表（数组）' },
};

/** Types in words; what is no type is shown as it is, such as the form of a map. */
const typeWords: { readonly [L in Lang]: (expected: readonly string[]) => string } = {
  en: (expected) => expected.map((type) => typeNames[type]?.en ?? type).join(' or '),
  // Chinese text takes a blank before Latin letters and signs.
  zh: (expected) =>
    expected
      .map((type) => typeNames[type]?.zh ?? type)
      .join(' 或 ')
      .replace(/^(?=[\x21-\x7e])/, ' ')
      .replaceAll(/(?<=[\u4e00-\u9fff]) 或 (?=[\u4e00-\u9fff])/g, '或'),
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

const spellingWords: Readonly<Record<Lang, Readonly<Record<Spelling, string>>>> = {
  en: {
    aws: 'is how AWS writes it; on Tencent Cloud it is another option, and quotas are MB rather than counts',
    awsMemory: 'is how other tools write it',
    tencent: 'is how other Tencent tools write it',
    api: 'is how the API writes it',
    unit: 'carries a unit; options are plain numbers here',
  },
  zh: {
    aws: '是 AWS 的写法；腾讯云使用另外的选项，且配额的单位是 MB 而不是个数',
    awsMemory: '是其他工具的写法',
    tencent: '是其他腾讯云工具的写法',
    api: '是云 API 的写法',
    unit: '带有单位；此处只写数字',
  },
};

const formWords: Readonly<Record<Lang, Readonly<Record<Form, Words>>>> = {
  en: {
    functionName: {
      message: 'a function name has 2 to 60 letters, digits, "-" and "_", begins with a letter and ends with a letter or digit',
      fix: 'change the name',
    },
    longName: {
      message:
        'this name in the cloud, <service>-<stage>-<key>, must have 2 to 60 letters, digits, "-" and "_", begin with a letter and end with a letter or digit',
      fix: 'give the function a name of its own (name: …), or shorten its parts',
    },
    namespace: {
      message: 'a namespace has 2 to 60 letters, digits, "-" and "_", begins with a letter and ends with a letter or digit',
      fix: 'change the namespace',
    },
    namespaceAndName: { message: 'namespace and function name have more than 118 characters together', fix: 'shorten one of them' },
    service: { message: 'a service name begins with a letter and has letters, digits and "-"', fix: 'change the name' },
    stage: { message: 'a stage has letters, digits and "-"', fix: 'change the stage' },
    region: { message: 'this is not the name of a region', fix: 'write it like ap-guangzhou' },
    handler: {
      message: 'a handler is file.method, each of 2 to 60 letters, digits, "-" and "_"',
      fix: 'write it like index.main_handler or src/index.main_handler',
    },
    javaHandler: { message: 'a Java handler is package.Class::method', fix: 'write it like example.Hello::mainHandler' },
    cron: { message: 'a schedule has 7 fields: second minute hour day month weekday year', fix: 'write it like 0 0 8 * * * *' },
    triggerCron: { message: 'a timer has 7 fields: second minute hour day month weekday year', fix: 'write it like 0 */5 * * * * *' },
    environmentKey: { message: 'an environment variable begins with a letter and has letters, digits and "_"', fix: 'rename it' },
    emptyVariable: { message: 'the platform takes no empty environment variable', fix: 'give it a value, or remove it' },
    nonEmpty: { message: 'it is empty', fix: 'give it a value, or remove it' },
    path: { message: 'a path begins with "/"', fix: 'put "/" before it' },
    oneAmount: { message: 'quotaMB and instances say the same thing twice or not at all', fix: 'write either { quotaMB: n } or { instances: n }' },
    oneEvent: { message: 'each entry of events is one trigger', fix: 'write one trigger per list entry, like "- timer: { cron: … }"' },
    duplicate: { message: 'it is there twice', fix: 'rename one of them' },
    order: { message: 'min is above max', fix: 'swap them' },
    other: { message: 'it does not have the right form', fix: 'correct it' },
  },
  zh: {
    functionName: { message: '函数名称为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾', fix: '请修改名称' },
    longName: {
      message: '云端名称 <service>-<stage>-<键名> 须为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾',
      fix: '请用 name: … 为函数单独命名，或缩短各部分',
    },
    namespace: { message: '命名空间为 2 至 60 个字母、数字、“-”或“_”，以字母开头，以字母或数字结尾', fix: '请修改命名空间' },
    namespaceAndName: { message: '命名空间与函数名称合计超过 118 个字符', fix: '请缩短其中一个' },
    service: { message: '服务名称以字母开头，由字母、数字和“-”组成', fix: '请修改名称' },
    stage: { message: '环境名由字母、数字和“-”组成', fix: '请修改环境名' },
    region: { message: '这不是地域名称', fix: '请按 ap-guangzhou 的形式填写' },
    handler: {
      message: '执行方法的格式为“文件名.方法名”，两部分各为 2 至 60 个字母、数字、“-”或“_”',
      fix: '请写成 index.main_handler 或 src/index.main_handler 的形式',
    },
    javaHandler: { message: 'Java 的执行方法格式为“包名.类名::方法名”', fix: '请写成 example.Hello::mainHandler 的形式' },
    cron: { message: '定时表达式有 7 个字段：秒 分 时 日 月 星期 年', fix: '请写成 0 0 8 * * * * 的形式' },
    triggerCron: { message: '定时触发器的表达式有 7 个字段：秒 分 时 日 月 星期 年', fix: '请写成 0 */5 * * * * * 的形式' },
    environmentKey: { message: '环境变量名以字母开头，由字母、数字和“_”组成', fix: '请改名' },
    emptyVariable: { message: '平台不接受空的环境变量', fix: '请填写值，或去掉它' },
    nonEmpty: { message: '内容为空', fix: '请填写值，或去掉它' },
    path: { message: '路径以“/”开头', fix: '请在前面加上“/”' },
    oneAmount: { message: 'quotaMB 与 instances 只能且必须写一个', fix: '请写 { quotaMB: n } 或 { instances: n }' },
    oneEvent: { message: 'events 的每一项是一个触发器', fix: '请每项只写一个触发器，例如“- timer: { cron: … }”' },
    duplicate: { message: '重复出现', fix: '请为其中一个改名' },
    order: { message: 'min 大于 max', fix: '请对调两者' },
    other: { message: '格式不正确', fix: '请修改' },
  },
};

const unreadableWords: { readonly [L in Lang]: (file: string, reason: Unreadable) => Words } = {
  en: (file, reason) => {
    switch (reason.kind) {
      case 'missing':
        return {
          message: `there is no serverless.yml, serverless.yaml or serverless.json in ${file}`,
          fix: 'run the command in the folder of a service',
        };
      case 'empty':
        return { message: `${file} is empty`, fix: 'write at least service, provider and functions' };
      case 'bytes':
        return { message: `${file} is not UTF-8 text`, fix: 'save it as UTF-8' };
      case 'notMap':
        return { message: `${file} is not a map of options`, fix: 'begin it with "service:"' };
      case 'deep':
        return { message: `${file} is nested too deeply, repeats anchors or variables too often, or contains itself`, fix: 'make it flatter' };
      case 'elsewhere':
        return { message: `${file} is not in the folder of the service`, fix: 'run the command in the folder of the file, and name it alone' };
      case 'code':
        return {
          message: `${file} is a program, and this command runs none`,
          fix: 'use sls scf validate and sls invoke local: the framework reads it',
        };
      case 'large':
        return { message: `${file} has ${reason.bytes} bytes, more than the ${reason.limit} that are read`, fix: 'split it with ${file(…)}' };
      case 'system':
        return { message: `${file} cannot be read: ${reason.detail}`, fix: 'make it readable' };
      case 'syntax':
        return { message: `${file} is not valid: ${reason.detail}`, fix: 'correct the file' };
    }
  },
  zh: (file, reason) => {
    switch (reason.kind) {
      case 'missing':
        return { message: `${file} 中没有 serverless.yml、serverless.yaml 或 serverless.json`, fix: '请在服务所在目录运行该命令' };
      case 'empty':
        return { message: `${file} 是空文件`, fix: '请至少写上 service、provider 和 functions' };
      case 'bytes':
        return { message: `${file} 不是 UTF-8 文本`, fix: '请另存为 UTF-8 编码' };
      case 'notMap':
        return { message: `${file} 的内容不是选项的映射`, fix: '请以“service:”开头' };
      case 'deep':
        return { message: `${file} 嵌套过深、锚点或变量引用过多，或包含了自身`, fix: '请减少层级' };
      case 'elsewhere':
        return { message: `${file} 不在服务目录中`, fix: '请在该文件所在目录运行命令，并只写文件名' };
      case 'code':
        return { message: `${file} 是程序，本命令不会执行它`, fix: '请使用 sls scf validate 与 sls invoke local，由框架读取' };
      case 'large':
        return { message: `${file} 有 ${reason.bytes} 字节，超过可读取的 ${reason.limit} 字节`, fix: '请用 ${file(…)} 拆分' };
      case 'system':
        return { message: `无法读取 ${file}：${reason.detail}`, fix: '请检查文件是否可读' };
      case 'syntax':
        return { message: `${file} 语法有误：${reason.detail}`, fix: '请修正该文件' };
    }
  },
};

const unresolvedWords: { readonly [L in Lang]: (variable: string, reason: Unresolved) => Words } = {
  en: (variable, reason) => {
    const framework = 'use sls scf validate, where the framework resolves it';
    switch (reason.kind) {
      case 'source':
        return { message: `${variable} cannot be resolved here: "${reason.source}" is a source that only the framework has`, fix: framework };
      case 'missing':
        return {
          message: `${variable} has no value`,
          fix: `give it one, or a fallback: ${withFallback(variable)}; sls scf … resolves what only the framework knows`,
        };
      case 'cycle':
        return { message: `${variable} leads back to itself`, fix: 'break the circle; sls scf … would not resolve it either' };
      case 'syntax':
        return {
          message: `${variable} is not a variable that can be read`,
          fix: 'write it as ${source:address}; sls scf … says what the framework makes of it',
        };
      case 'outside':
        return { message: `${variable} names a file outside the service's folder, which this command does not read`, fix: framework };
      case 'script':
        return { message: `${variable} names a program, and this command runs none`, fix: framework };
      case 'format':
        return { message: `${variable} names a file that is neither .yml, .yaml nor .json`, fix: framework };
      case 'notText':
        return {
          message: `${variable} is a map or list, and cannot be put into a text`,
          fix: 'name one value inside it; sls scf … would refuse it too',
        };
      case 'deep':
        return { message: `${variable} leads through too many variables`, fix: 'make it simpler, or use sls scf …' };
      case 'file':
        return { message: `${variable} names a file that cannot be read: ${reason.detail}`, fix: 'correct the file; sls scf … would refuse it too' };
    }
  },
  zh: (variable, reason) => {
    const framework = '请使用 sls scf validate，由框架解析';
    switch (reason.kind) {
      case 'source':
        return { message: `此处无法解析 ${variable}：来源“${reason.source}”只有框架才能读取`, fix: framework };
      case 'missing':
        return { message: `${variable} 没有值`, fix: `请设置它，或提供默认值：${withFallback(variable)}；只有框架才知道的变量请用 sls scf … 解析` };
      case 'cycle':
        return { message: `${variable} 循环引用了自身`, fix: '请消除循环；sls scf … 同样无法解析' };
      case 'syntax':
        return { message: `${variable} 不是可识别的变量`, fix: '请写成 ${来源:地址} 的形式；可用 sls scf … 查看框架如何处理' };
      case 'outside':
        return { message: `${variable} 指向服务目录以外的文件，本命令不会读取`, fix: framework };
      case 'script':
        return { message: `${variable} 指向程序，本命令不会执行它`, fix: framework };
      case 'format':
        return { message: `${variable} 指向的文件不是 .yml、.yaml 或 .json`, fix: framework };
      case 'notText':
        return { message: `${variable} 是映射或列表，不能拼入字符串`, fix: '请指定其中的某个值；sls scf … 同样会拒绝' };
      case 'deep':
        return { message: `${variable} 引用的变量层数过多`, fix: '请简化，或使用 sls scf …' };
      case 'file':
        return { message: `${variable} 指向的文件无法读取：${reason.detail}`, fix: '请修正该文件；sls scf … 同样会拒绝' };
    }
  },
};

function withFallback(variable: string): string {
  return variable.endsWith('}') ? `${variable.slice(0, -1)}, 'value'}` : variable;
}
