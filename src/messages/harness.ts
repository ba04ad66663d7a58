import { text } from './text';

/** What the test harness says. */
export const harnessTexts = {
  'runtime.modelledFailure': text<{ status: number; name: string }>({
    en: ({ status, name }) => `${name}: the function's model drew a failure (${status})`,
    zh: ({ status, name }) => `${name}: 函数模型抽取到一次失败（${status}）`,
  }),
  'runtime.moduleInProcess': text({
    en: () => '(in a test, ES modules are bundled into CommonJS by esbuild)',
    zh: () => '（测试中 ES 模块由 esbuild 打包为 CommonJS）',
  }),
  'runtime.noChdir': text({
    en: () => 'process.chdir: a handler cannot change its folder in a test, which it shares a process with. Use absolute paths.',
    zh: () => 'process.chdir：测试中函数与测试同处一个进程，不能更改工作目录。请使用绝对路径。',
  }),
  'runtime.nothingMade': text<{ given: string }>({
    en: ({ given }) => `HandlerNotFound: "create" gave ${given}, which is no function. It makes the handler of an instance, and returns it at once.`,
    zh: ({ given }) => `HandlerNotFound: “create” 返回了 ${given}，不是函数。它应为每个实例创建执行方法并立即返回。`,
  }),
  'runtime.goesOn': text<{ waitsFor: string; waitedMs: number }>({
    en: (p) => `(in a test) ${p.waitsFor} has not come in ${p.waitedMs} ms of real time: virtual time goes on to the timers of the handler.`,
    zh: (p) => `（测试）实际等待 ${p.waitedMs} 毫秒后 ${p.waitsFor} 仍无结果：虚拟时间继续前进到函数自己的定时器。`,
  }),
  'runtime.busyWait': text({
    en: () =>
      'The handler reads the time again and again without giving up the thread: it waits for time to go by. In a test, time goes by only while code waits for a timer or a promise: `await sleep(…)` in the loop.',
    zh: () =>
      '函数不断读取当前时间而不让出线程：它在忙等时间流逝。测试中只有在等待定时器或 Promise 时时间才会前进：请在循环中使用 `await sleep(…)`。',
  }),
  'harness.duration': text<{ given: string }>({
    en: ({ given }) => `"${given}" is no duration. Write '23h', '1h30m', '90s', '250ms', or a number of milliseconds from 0 up.`,
    zh: ({ given }) => `“${given}”不是时长。可写 '23h'、'1h30m'、'90s'、'250ms'，或不小于 0 的毫秒数。`,
  }),
  'harness.endless': text<{ given: string }>({
    en: ({ given }) => `Time cannot go by for ${given}: more than a hundred years. \`runUntilIdle()\` waits until every invocation has ended.`,
    zh: ({ given }) => `无法推进 ${given}：超过一百年。要等待所有调用结束，请用 \`runUntilIdle()\`。`,
  }),
  'harness.config': text<{ count: number }>({
    en: ({ count }) => `The region cannot be created: ${count} error${count === 1 ? '' : 's'} in its configuration.`,
    zh: ({ count }) => `无法创建地域：配置中有 ${count} 个错误。`,
  }),
  'harness.startAt': text<{ given: string }>({
    en: ({ given }) => `startAt: "${given}" is no date. Write '2024-01-01T00:00:00Z', a Date, or milliseconds since the Unix epoch.`,
    zh: ({ given }) => `startAt：“${given}”不是日期。可写 '2024-01-01T00:00:00Z'、Date 对象或 Unix 毫秒数。`,
  }),
  'harness.closed': text({
    en: () => 'The region is closed; create another one.',
    zh: () => '该地域已关闭，请重新创建。',
  }),
  'harness.unknown': text<{ requestId: string }>({
    en: ({ requestId }) => `There was no invocation with RequestId ${requestId} in this region.`,
    zh: ({ requestId }) => `该地域中没有 RequestId 为 ${requestId} 的调用。`,
  }),
  'harness.refused': text<{ change: string; fault: string }>({
    en: ({ change, fault }) => `The change "${change}" is refused, and nothing has changed: ${fault}.`,
    zh: ({ change, fault }) => `变更“${change}”被拒绝，未做任何修改：${fault}。`,
  }),
  'harness.change': text<{ change: string; faults: string; known: string }>({
    en: ({ change, faults, known }) =>
      `The change "${change}" cannot be made, and nothing has changed. These mean nothing in it: ${faults}. There are { ${known} }.`,
    zh: ({ change, faults, known }) => `变更“${change}”无法进行，未做任何修改。其中以下内容无效：${faults}。可用的有 { ${known} }。`,
  }),
  'harness.apart': text<{ given: string }>({
    en: ({ given }) =>
      `The change "function" cannot be made, and nothing has changed: of a function that is there, a new plan leaves quotas as they are: ${given}. Change them by { kind: 'reserved' }, { kind: 'provisioned' } or { kind: 'tracking' }.`,
    zh: ({ given }) =>
      `变更“function”无法进行，未做任何修改：对已有函数，新的 plan 不会改变其配额：${given}。请用 { kind: 'reserved' }、{ kind: 'provisioned' } 或 { kind: 'tracking' } 修改。`,
  }),
  'harness.given': text<{ what: string; faults: string; known: string }>({
    en: ({ what, faults, known }) => `${what}: these options mean nothing: ${faults}. There are { ${known} }.`,
    zh: ({ what, faults, known }) => `${what}：以下选项无效：${faults}。可用的有 { ${known} }。`,
  }),
  'harness.event': text<{ detail: string }>({
    en: ({ detail }) => `An event reaches its function as JSON, and this one cannot be written so: ${detail}`,
    zh: ({ detail }) => `事件以 JSON 传给函数，而此事件无法写成 JSON：${detail}`,
  }),
  'harness.twice': text<{ name: string; given: string }>({
    en: ({ name, given }) =>
      `functions.${name} is given by ${given} at once, of which one could be played and the others would be left out: keep one of them.`,
    zh: ({ name, given }) => `functions.${name} 同时给出了 ${given}，只能运行其中之一，其余会被忽略：请只保留一个。`,
  }),
  'harness.web': text<{ name: string }>({
    en: ({ name }) =>
      `"${name}" is a Web function (type: web): a test cannot run its server. Give it a model, models: { ${name}: { durationMs: 50 } }, to hold its quotas and concurrency to the rules.`,
    zh: ({ name }) =>
      `“${name}”是 Web 函数（type: web）：测试无法运行其服务器。可为它指定模型 models: { ${name}: { durationMs: 50 } }，以检验其配额与并发。`,
  }),
  'harness.runtime': text<{ name: string; runtime: string }>({
    en: ({ name, runtime }) =>
      `"${name}" is written for ${runtime}, and a test runs Node.js only. Give it a model, models: { ${name}: { durationMs: 50 } }, or a function in its place.`,
    zh: ({ name, runtime }) =>
      `“${name}”的运行环境是 ${runtime}，测试只能运行 Node.js。可为它指定模型 models: { ${name}: { durationMs: 50 } }，或用一个函数代替。`,
  }),
  'harness.busy': text<{ max: string; open: number; busy: string }>({
    en: ({ max, open, busy }) =>
      `After ${max} of virtual time ${open} invocation${open === 1 ? ' has' : 's have'} not ended: ${busy || 'all of them wait in a queue'}.`,
    zh: ({ max, open, busy }) => `虚拟时间经过 ${max} 后仍有 ${open} 次调用未结束：${busy || '均在队列中等待'}。`,
  }),
  'harness.idleInside': text({
    en: () => 'A handler cannot wait until every invocation has ended: its own is one of them. Call `runUntilIdle` in the test itself.',
    zh: () => '函数不能等待所有调用结束，因为其自身的调用也在其中。请在测试代码中调用 `runUntilIdle`。',
  }),
  'harness.nothingLeft': text<{ requestId: string }>({
    en: ({ requestId }) => `Nothing is left that could answer ${requestId}: no timer, no time-out and no work is pending.`,
    zh: ({ requestId }) => `没有任何事情能使 ${requestId} 得到响应：没有待触发的定时器、超时或进行中的工作。`,
  }),
  'harness.stuck': text<{ function: string; instance: number; requestId: string; waitsFor: string; waitedMs: number }>({
    en: (p) =>
      `"${p.function}" (instance ${p.instance}, ${p.requestId}) has waited ${p.waitedMs} ms of real time for ${p.waitsFor || 'something that is no timer'}. Replace what it waits for by \`modules\`, raise \`realWaitMs\`, or \`advance\` to its time-out.`,
    zh: (p) =>
      `“${p.function}”（实例 ${p.instance}，${p.requestId}）已实际等待 ${p.waitedMs} 毫秒：${p.waitsFor || '非定时器的操作'}。可用 \`modules\` 替换其依赖、调大 \`realWaitMs\`，或用 \`advance\` 推进到超时。`,
  }),
  'harness.realTimer': text({
    en: () =>
      'A `Timeout` is a timer of real time: of code in a test that imports it from `node:timers`, where the global `setTimeout` is virtual, or of an ES module that was loaded by `require`, where `import()` gives each instance its own, or that awaits something at its top level.',
    zh: () =>
      '`Timeout` 是真实时间的定时器：测试中的代码从 `node:timers` 导入了它（全局的 `setTimeout` 才是虚拟的），或者 ES 模块由 `require` 加载（`import()` 则为每个实例各加载一份），又或 ES 模块含有顶层 await。',
  }),
  'check.succeeded': text<{ count: number }>({
    en: ({ count }) => `all ${count} invocations ended with 200`,
    zh: ({ count }) => `全部 ${count} 次调用均以 200 结束`,
  }),
  'check.notSucceeded': text<{ bad: number; open: number; count: number }>({
    en: ({ bad, open, count }) => `of ${count} invocations ${bad} did not end with 200, and ${open} have not ended`,
    zh: ({ bad, open, count }) => `${count} 次调用中有 ${bad} 次未以 200 结束，${open} 次尚未结束`,
  }),
  'check.throttled': text<{ count: number; by: string }>({
    en: ({ count, by }) => `a limit (${by}) was in the way of ${count} invocation${count === 1 ? '' : 's'}:`,
    zh: ({ count, by }) => `有 ${count} 次调用受到限制（${by}）：`,
  }),
  'check.notThrottled': text<{ by: string; count: number; open: number }>({
    en: ({ by, count, open }) => `no limit (${by}) was in the way of any of ${count} invocations (${open} more have not ended)`,
    zh: ({ by, count, open }) => `${count} 次调用均未受到限制（${by}），另有 ${open} 次尚未结束`,
  }),
  'check.allFunctions': text({ en: () => 'the region', zh: () => '整个地域' }),
  'check.peak': text<{ of: string; mb: number; instances: number; wantedMB: number | string; wantedInstances: number | string }>({
    en: (p) => `${p.of} peaked at ${p.mb} MB busy and ${p.instances} instances alive (asked for: ${p.wantedMB} MB, ${p.wantedInstances} instances)`,
    zh: (p) => `${p.of}的峰值为占用 ${p.mb} MB、存活实例 ${p.instances} 个（期望：${p.wantedMB} MB、${p.wantedInstances} 个）`,
  }),
  'check.any': text({ en: () => 'any', zh: () => '任意' }),
  'check.nothing': text({
    en: () => 'nothing has been invoked, so there is nothing that could have ended so',
    zh: () => '没有任何调用，因此没有可检验的结果',
  }),
  'check.atLeastOne': text({ en: () => 'at least one', zh: () => '至少一次' }),
  'check.coldStarts': text<{ starts: number; wanted: string }>({
    en: ({ starts, wanted }) => `${starts} cold start${starts === 1 ? '' : 's'} (asked for: ${wanted})`,
    zh: ({ starts, wanted }) => `冷启动 ${starts} 次（期望：${wanted}）`,
  }),
  'check.endedAs': text<{ count: number; state: string }>({
    en: ({ count, state }) => `all ${count} invocations ended as ${state}`,
    zh: ({ count, state }) => `全部 ${count} 次调用均以 ${state} 结束`,
  }),
  'check.notEndedAs': text<{ others: number; open: number; count: number; state: string }>({
    en: ({ others, open, count, state }) => `of ${count} invocations ${others} ended otherwise than as ${state}, and ${open} have not ended`,
    zh: ({ others, open, count, state }) => `${count} 次调用中有 ${others} 次未以 ${state} 结束，${open} 次尚未结束`,
  }),
  'check.fifo': text<{ count: number }>({
    en: ({ count }) => `${count} asynchronous events began in the order of their arrival`,
    zh: ({ count }) => `${count} 个异步事件均按到达顺序开始执行`,
  }),
  'check.notFifo': text<{ function: string; first: string; second: string }>({
    en: (p) => `events of "${p.function}" overtook each other: ${p.second} began before ${p.first}, which had come first (S50)`,
    zh: (p) => `“${p.function}”的事件发生了乱序：${p.second} 先于更早到达的 ${p.first} 开始（S50）`,
  }),
  'check.cameBack': text<{ function: string; first: string; second: string; againMs: number }>({
    en: (p) =>
      `events of "${p.function}" overtook each other: ${p.first} was tried again @${p.againMs} ms, after ${p.second} had begun, which had come later (S59). With retryNum: 0 nothing comes back.`,
    zh: (p) =>
      `“${p.function}”的事件发生了乱序：${p.first} 在 @${p.againMs} ms 重试，而更晚到达的 ${p.second} 已先开始（S59）。设置 retryNum: 0 则不会重试。`,
  }),
  'check.promise': text({
    en: () => 'What is to be checked is a promise. Write `expect(await region.invoke(…))`; for several, `await Promise.all([…])`.',
    zh: () => '待检验的是一个 Promise。请写成 `expect(await region.invoke(…))`；多个调用则用 `await Promise.all([…])`。',
  }),
  'check.subject': text<{ given: string }>({
    en: ({ given }) => `This cannot be checked: ${given}. Give a region, what a call came to, a record of \`region.records\`, or several of these.`,
    zh: ({ given }) => `无法检验：${given}。请给出地域、调用的结果、\`region.records\` 中的记录，或由它们组成的数组。`,
  }),
  'check.noRegion': text<{ given: string }>({
    en: ({ given }) => `Only a region has peaks, and this is none: ${given}.`,
    zh: ({ given }) => `只有地域才有峰值，而这不是地域：${given}。`,
  }),
  'check.options': text<{ given: string; known: string }>({
    en: ({ given, known }) => `This check has no option ${given}; it has { ${known} }.`,
    zh: ({ given, known }) => `此检验没有选项 ${given}，可用的有 { ${known} }。`,
  }),
  'check.noPeak': text({
    en: () => 'Every peak passes that is not said: give `mb`, `instances` or both.',
    zh: () => '未指定峰值时任何结果都会通过：请给出 `mb`、`instances` 或两者。',
  }),
  'check.times': text<{ given: string }>({
    en: ({ given }) => `The number of cold starts is a whole number from 0 up, not ${given}; options come after it.`,
    zh: ({ given }) => `冷启动次数应为不小于 0 的整数，而不是 ${given}；选项写在其后。`,
  }),
  'check.word': text<{ given: string; known: string }>({
    en: ({ given, known }) => `There is no "${given}"; there are ${known}.`,
    zh: ({ given, known }) => `没有“${given}”，可用的有：${known}。`,
  }),
  'check.functionUnknown': text<{ name: string; known: string }>({
    en: ({ name, known }) => `There is no function "${name}" in this region; it has ${known}.`,
    zh: ({ name, known }) => `该地域中没有函数“${name}”，现有：${known}。`,
  }),
  'check.more': text<{ count: number }>({
    en: ({ count }) => `… and ${count} more`,
    zh: ({ count }) => `……另有 ${count} 条`,
  }),
  'chaos.check': text<{ detail: string }>({
    en: ({ detail }) => `chaos: the check failed: ${detail}`,
    zh: ({ detail }) => `chaos：检查未通过：${detail}`,
  }),
  'chaos.result': text<{ detail: string }>({
    en: ({ detail }) => `chaos: the handler remembers earlier events of its instance: ${detail}`,
    zh: ({ detail }) => `chaos：函数受到同一实例中先前事件的影响：${detail}`,
  }),
  'chaos.world': text<{ detail: string }>({
    en: ({ detail }) => `chaos: a retry, a second delivery or an ended run changed what came of it: ${detail}`,
    zh: ({ detail }) => `chaos：重试、重复投递或中途终止改变了最终结果：${detail}`,
  }),
  'chaos.checkFalse': text({ en: () => 'it gave false', zh: () => '返回了 false' }),
  'chaos.differs': text<{ event: string; reused: string; fresh: string }>({
    en: (p) => `event ${p.event} came to ${p.reused}, on a fresh instance to ${p.fresh}`,
    zh: (p) => `事件 ${p.event} 的结果是 ${p.reused}，在新实例上则是 ${p.fresh}`,
  }),
  'chaos.worldOfFresh': text<{ reused: string; fresh: string }>({
    en: (p) => `it left the world as ${p.reused}, with a fresh instance for each event as ${p.fresh}`,
    zh: (p) => `最终外部状态为 ${p.reused}，若每个事件都在新实例上执行则为 ${p.fresh}`,
  }),
  'chaos.worldOfCalm': text<{ disturbed: string; calm: string }>({
    en: (p) => `every event succeeded and left the world as ${p.disturbed}; delivered once and undisturbed, as ${p.calm}`,
    zh: (p) => `所有事件均成功，外部状态为 ${p.disturbed}；若只投递一次且不受干扰则为 ${p.calm}`,
  }),
  'chaos.noFunction': text<{ name: string }>({
    en: ({ name }) => `There is no function "${name}" in the configuration.`,
    zh: ({ name }) => `配置中没有函数“${name}”。`,
  }),
  'chaos.options': text<{ given: string }>({
    en: ({ given }) =>
      `chaos: these options play nothing: ${given}. \`plays\` is a whole number from 1 up, \`seed\` a whole number, \`events\` at least one event, \`replay\` what an earlier failure named.`,
    zh: ({ given }) =>
      `chaos：以下选项无法执行：${given}。\`plays\` 应为不小于 1 的整数，\`seed\` 为整数，\`events\` 至少含一个事件，\`replay\` 为先前失败所给出的值。`,
  }),
  'chaos.stuck': text<{ waitedMs: number; waitsFor: string }>({
    en: ({ waitedMs, waitsFor }) =>
      `chaos: the handler has waited ${waitedMs} ms of real time for ${waitsFor || 'something that is no timer'}. Replace what it waits for by \`modules\`, or raise \`realWaitMs\`.`,
    zh: ({ waitedMs, waitsFor }) =>
      `chaos：函数已实际等待 ${waitedMs} 毫秒：${waitsFor || '非定时器的操作'}。请用 \`modules\` 替换其依赖，或调大 \`realWaitMs\`。`,
  }),
  'chaos.notLoaded': text<{ status: number; detail: string }>({
    en: ({ status, detail }) => `chaos: there is no handler to play with (${status}): ${detail}`,
    zh: ({ status, detail }) => `chaos：没有可运行的函数（${status}）：${detail}`,
  }),
  'chaos.nothingTried': text<{ event: string; status: number; error: string }>({
    en: (p) =>
      `chaos: no event ever succeeded, though nothing befell it, so nothing was put to the test: ${p.event} came to ${p.status}: ${p.error}. Give \`events\` that the handler takes, or a \`check\` that says what is right.`,
    zh: (p) =>
      `chaos：即使不受干扰也没有任何事件成功，因此什么都没有检验：${p.event} 的结果是 ${p.status}：${p.error}。请给出函数能处理的 \`events\`，或以 \`check\` 说明何为正确。`,
  }),
  'chaos.seed': text<{ replay: string }>({
    en: ({ replay }) => `chaos seed ${replay} (replay: '${replay}' in the options plays this alone)`,
    zh: ({ replay }) => `chaos seed ${replay}（在选项中加上 replay: '${replay}' 可单独重放）`,
  }),
  'chaos.onInstance': text<{ instance: number; served: number }>({
    en: ({ instance, served }) => `instance ${instance}${served === 0 ? ' (fresh)' : ` (had served ${served})`}`,
    zh: ({ instance, served }) => `实例 ${instance}${served === 0 ? '（新）' : `（已处理 ${served} 次）`}`,
  }),
  'chaos.blow': text<{ kind: 'sigterm' | 'kill'; atMs: number }>({
    en: ({ kind, atMs }) => `, ${kind === 'sigterm' ? 'SIGTERM' : 'ended'} @${atMs} ms`,
    zh: ({ kind, atMs }) => `，@${atMs} ms ${kind === 'sigterm' ? '收到 SIGTERM' : '被终止'}`,
  }),
  'chaos.copy': text({ en: () => ' (delivered again)', zh: () => '（重复投递）' }),
};
