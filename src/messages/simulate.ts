import { plural } from './plural';
import { text } from './text';

/** `scf simulate`: what it refuses, and what it tells beside its figures. */
export const simulateTexts = {
  'simulate.noTrace': text({
    en: () => 'Name the trace to play: --trace FILE.',
    zh: () => '请用 --trace 文件 指定要重放的轨迹。',
  }),
  'simulate.noFile': text<{ option: string; file: string }>({
    en: ({ option, file }) => `--${option} ${file}: there is no such file.`,
    zh: ({ option, file }) => `--${option} ${file}：没有该文件。`,
  }),
  'simulate.notFile': text<{ option: string; file: string; folder: boolean }>({
    en: ({ option, file, folder }) =>
      `--${option} ${file}: this is ${folder ? 'a folder' : 'a pipe or a device'}. Name a file: it is read more than once.`,
    zh: ({ option, file, folder }) => `--${option} ${file}：这是${folder ? '目录' : '管道或设备'}。请指定文件：它需要多次读取。`,
  }),
  'simulate.unreadable': text<{ option: string; file: string; why: string }>({
    en: ({ option, file, why }) => `--${option} ${file} cannot be read: ${why}.`,
    zh: ({ option, file, why }) => `无法读取 --${option} ${file}：${why}。`,
  }),
  'simulate.format': text<{ given: string; formats: readonly string[] }>({
    en: ({ given, formats }) => `--format is one of ${formats.join(', ')}, not "${given}"; without it the header tells.`,
    zh: ({ given, formats }) => `--format 应为 ${formats.join('、')} 之一，而不是“${given}”；不指定时按首行判断。`,
  }),
  'simulate.map': text<{ given: string }>({
    en: ({ given }) => `--map takes NAME=FUNCTION, or "*=FUNCTION" for all names that are left, not "${given}".`,
    zh: ({ given }) => `--map 的格式是 名称=函数，或用 "*=函数" 表示其余全部名称，而不是“${given}”。`,
  }),
  'simulate.mapTwice': text<{ name: string; targets: readonly string[] }>({
    en: ({ name, targets }) => `--map ${name} is given twice, for ${targets.join(' and ')}. A name stands for one function.`,
    zh: ({ name, targets }) => `--map ${name} 出现了两次，分别对应 ${targets.join(' 和 ')}。一个名称只能对应一个函数。`,
  }),
  'simulate.type': text<{ given: string }>({
    en: ({ given }) => `--type is sync or async, not "${given}".`,
    zh: ({ given }) => `--type 只能是 sync 或 async，而不是“${given}”。`,
  }),
  'simulate.number': text<{ option: string; given: string }>({
    en: ({ option, given }) => `--${option} takes a number of ms from 0, not "${given}".`,
    zh: ({ option, given }) => `--${option} 应为从 0 开始的毫秒数，而不是“${given}”。`,
  }),
  'simulate.duration': text<{ option: string; given: string }>({
    en: ({ option, given }) => `--${option} takes a time above 0 such as 24h, 1h30m, 90m, 10s or 500ms, not "${given}".`,
    zh: ({ option, given }) => `--${option} 应为大于 0 的时长，例如 24h、1h30m、90m、10s 或 500ms，而不是“${given}”。`,
  }),
  'simulate.freeTier': text<{ given: string; tiers: readonly string[] }>({
    en: ({ given, tiers }) => `--free-tier is one of ${tiers.join(', ')}, not "${given}".`,
    zh: ({ given, tiers }) => `--free-tier 应为 ${tiers.join('、')} 之一，而不是“${given}”。`,
  }),
  'simulate.start': text<{ given: string }>({
    en: ({ given }) => `--start takes a date with time and zone such as 2021-11-01T00:00:00+08:00, not "${given}".`,
    zh: ({ given }) => `--start 应为带时间与时区的日期，例如 2021-11-01T00:00:00+08:00，而不是“${given}”。`,
  }),
  'simulate.notOfFormat': text<{ option: string; formats: readonly string[]; format: string }>({
    en: ({ option, formats, format }) => `--${option} is for ${formats.join(', ')}; this trace is ${format}. Leave it out.`,
    zh: ({ option, formats, format }) => `--${option} 仅用于 ${formats.join('、')}；该轨迹的格式为 ${format}。请去掉该选项。`,
  }),
  'simulate.compressed': text<{ option: string; file: string }>({
    en: ({ option, file }) => `--${option} ${file}: the file is compressed. Unpack it first.`,
    zh: ({ option, file }) => `--${option} ${file}：该文件是压缩文件，请先解压。`,
  }),
  'simulate.utf16': text<{ option: string; file: string }>({
    en: ({ option, file }) => `--${option} ${file}: the file is UTF-16 text. Save it as UTF-8.`,
    zh: ({ option, file }) => `--${option} ${file}：该文件是 UTF-16 文本，请另存为 UTF-8。`,
  }),
  'simulate.recordsOfVariants': text({
    en: () => '--records is for one run; leave it or --vary out.',
    zh: () => '--records 仅用于单次模拟；请去掉该选项或 --vary。',
  }),
  'simulate.vary': text<{ given: string }>({
    en: ({ given }) => `--vary takes PATH=VALUE,VALUE… such as functions.hello.provisionedConcurrency=0,1280, not "${given}".`,
    zh: ({ given }) => `--vary 的格式是 路径=值,值…，例如 functions.hello.provisionedConcurrency=0,1280，而不是“${given}”。`,
  }),
  'simulate.varyValues': text<{ option: string; detail: string }>({
    en: ({ option, detail }) =>
      `--vary ${option}: the values are no YAML: ${detail}. Text with signs in it is quoted, and a comma stands between two values.`,
    zh: ({ option, detail }) => `--vary ${option}：各值不是有效的 YAML：${detail}。含符号的文本要加引号，两个值之间用逗号分隔。`,
  }),
  'simulate.varyRoot': text<{ option: string }>({
    en: ({ option }) => `--vary ${option}: an option of functions.NAME, provider or custom.scf is varied.`,
    zh: ({ option }) => `--vary ${option}：只能改变 functions.名称、provider 或 custom.scf 下的选项。`,
  }),
  'simulate.varyInside': text<{ option: string; part: string; value: string }>({
    en: ({ option, part, value }) => `--vary ${option}: ${part} is ${value}, which has no options inside. Vary ${part} itself.`,
    zh: ({ option, part, value }) => `--vary ${option}：${part} 的值为 ${value}，其中没有选项。请改变 ${part} 本身。`,
  }),
  'simulate.varyPattern': text<{ option: string; known: readonly string[]; ofAll: string | undefined }>({
    en: ({ option, known, ofAll }) =>
      `--vary ${option}: one function is named here, and no pattern. The service has: ${known.join(', ') || 'none'}.${ofAll === undefined ? '' : ` For all that do not set it themselves, vary ${ofAll}.`}`,
    zh: ({ option, known, ofAll }) =>
      `--vary ${option}：此处写一个函数的名称，不能用通配符。现有函数：${known.join('、') || '无'}。${ofAll === undefined ? '' : `若要一并改变未自行设置该选项的所有函数，请改变 ${ofAll}。`}`,
  }),
  'simulate.varyCommanded': text<{ option: string; own: string }>({
    en: ({ option, own }) => `--${own} stands above ${option}: each value of --vary ${option} would come to the same. Leave one of the two out.`,
    zh: ({ option, own }) => `--${own} 优先于 ${option}：--vary ${option} 的各个值结果都会相同。请去掉其中之一。`,
  }),
  'simulate.varyTwice': text<{ option: string }>({
    en: ({ option }) => `--vary ${option} is given twice. Write all its values in one.`,
    zh: ({ option }) => `--vary ${option} 出现了两次。请将所有值写在一起。`,
  }),
  'simulate.varyMany': text<{ count: number; limit: number }>({
    en: ({ count, limit }) => `--vary makes ${count} variants; at most ${limit} are compared. Give fewer values.`,
    zh: ({ count, limit }) => `--vary 共产生 ${count} 个方案；最多比较 ${limit} 个。请减少取值。`,
  }),
  'simulate.allRefused': text<{ count: number }>({
    en: ({ count }) =>
      count === 1 ? 'The only variant was refused: nothing was simulated.' : `All ${count} variants were refused: nothing was simulated.`,
    zh: ({ count }) => (count === 1 ? '唯一的方案不被接受：没有进行任何模拟。' : `全部 ${count} 个方案均不被接受：没有进行任何模拟。`),
  }),
  'simulate.noFunctions': text({
    en: () => 'The service has no functions, so nothing in the trace could stand for one.',
    zh: () => '此服务中没有函数，轨迹无从对应。',
  }),
  'simulate.played': text<{ rows: number; file: string; format: string; time: string }>({
    en: (p) => `Simulated ${plural(p.rows, 'invocation')} of ${p.file} (${p.format}) over ${p.time} of virtual time`,
    zh: (p) => `已模拟 ${p.file}（${p.format}）中的 ${p.rows} 次调用，虚拟时间 ${p.time}`,
  }),
  'simulate.interrupted': text({
    en: () => 'Interrupted: this is what is known so far.',
    zh: () => '已中断：以下为目前已知的结果。',
  }),
  'simulate.inFlight': text<{ count: number }>({
    en: ({ count }) => `${plural(count, 'invocation')} had not ended by then: counted in no status, and without a record.`,
    zh: ({ count }) => `到此时仍有 ${count} 次调用未结束：不计入任何状态码，也没有调用记录。`,
  }),
  'simulate.tokens': text<{ baseMs: number; msPerToken: number }>({
    en: (p) => `The trace has no durations: modelled as ${p.baseMs} ms + ${p.msPerToken} ms per generated token.`,
    zh: (p) => `轨迹中没有执行时长：按 ${p.baseMs} 毫秒 + 每个生成的 token ${p.msPerToken} 毫秒计算。`,
  }),
  'simulate.placed': text<{ seed: number }>({
    en: ({ seed }) =>
      `The trace has counts per minute: arrivals are placed at random in their minute, durations drawn from its percentiles (seed ${seed}).`,
    zh: ({ seed }) => `轨迹只有每分钟的调用数：到达时间在该分钟内随机分布，执行时长按其百分位数抽取（种子 ${seed}）。`,
  }),
  'simulate.models': text<{ functions: readonly string[] }>({
    en: ({ functions }) => `Modelled by custom.scf.models: ${functions.join(', ')}`,
    zh: ({ functions }) => `由 custom.scf.models 描述的函数：${functions.join('、')}`,
  }),
  'simulate.knobs': text<{ knobs: readonly string[] }>({
    en: ({ knobs }) => `Set by the service: ${knobs.join(', ')}`,
    zh: ({ knobs }) => `由服务设置：${knobs.join('、')}`,
  }),
  'simulate.from': text<{ start: string }>({
    en: ({ start }) => `Schedules go by a run that begins at ${start} (--start).`,
    zh: ({ start }) => `定时预置按模拟开始时间 ${start} 计算（--start）。`,
  }),
  'simulate.instant': text<{ functions: readonly string[] }>({
    en: ({ functions }) =>
      `Note: neither the trace nor a model says how long ${functions.join(', ')} runs, so it takes 0 ms; see custom.scf.models.${functions[0] ?? ''}.durationMs`,
    zh: ({ functions }) =>
      `注意：轨迹与模型均未说明 ${functions.join('、')} 的执行时长，因此按 0 毫秒计算；参见 custom.scf.models.${functions[0] ?? ''}.durationMs`,
  }),
  'simulate.instantColdStarts': text<{ functions: readonly string[] }>({
    en: ({ functions }) =>
      `Note: nothing says how long a cold start of ${functions.join(', ')} takes, so it takes 0 ms; see custom.scf.models.${functions[0] ?? ''}.coldStartMs and custom.scf.engine.coldStartMs`,
    zh: ({ functions }) =>
      `注意：未说明 ${functions.join('、')} 的冷启动时长，因此按 0 毫秒计算；参见 custom.scf.models.${functions[0] ?? ''}.coldStartMs 与 custom.scf.engine.coldStartMs`,
  }),
  'simulate.unmet': text<{ names: readonly string[]; more: number }>({
    en: ({ names, more }) => `Note: the trace has no invocation of ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}, which --map names`,
    zh: ({ names, more }) => `注意：轨迹中没有 --map 指定的 ${names.join('、')}${more > 0 ? ` 等（另有 ${more} 个）` : ''} 的调用`,
  }),
  'simulate.asyncWeb': text<{ functions: readonly string[] }>({
    en: ({ functions }) =>
      `Note: the trace calls ${functions.join(', ')} asynchronously: by the documents of 2021 Web functions have neither asynchronous invocations nor retries (S88), so the platform may refuse what is played here`,
    zh: ({ functions }) =>
      `注意：轨迹异步调用 ${functions.join('、')}；按 2021 年的文档，Web 函数既没有异步调用也没有重试（S88），平台可能拒绝此处模拟的调用`,
  }),
  'simulate.memory': text<{ name: string; usedMB: number; function: string; memoryMB: number }>({
    en: (p) => `Note: in the trace ${p.name} used up to ${p.usedMB} MB; "${p.function}", which stands for it, has ${p.memoryMB} MB (memorySize)`,
    zh: (p) => `注意：轨迹中 ${p.name} 最多使用 ${p.usedMB} MB；与其对应的“${p.function}”只有 ${p.memoryMB} MB（memorySize）`,
  }),
  'simulate.progress': text<{ rows: number }>({
    en: ({ rows }) => `${rows} rows`,
    zh: ({ rows }) => `${rows} 行`,
  }),
};
