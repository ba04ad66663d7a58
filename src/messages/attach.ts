import { text } from './text';

/** What `invoke` says about the region that it finds running. */
export const attachTexts = {
  'attach.via': text<{ origin: string; pid: number }>({
    en: ({ origin, pid }) => `via the offline region at ${origin} (pid ${pid})`,
    zh: ({ origin, pid }) => `使用正在运行的 offline 地域：${origin}（进程 ${pid}）`,
  }),
  'attach.own': text<{ because: readonly string[] }>({
    en: ({ because }) => `In a region of its own, not the offline region that runs, because of ${because.join(', ')}.`,
    zh: ({ because }) => `本次在独立的地域中运行，而不使用正在运行的 offline 地域，原因：${because.join('、')}。`,
  }),
  'attach.stage': text<{ ours: string; theirs: string }>({
    en: ({ ours, theirs }) => `stage ${ours} (it runs ${theirs})`,
    zh: ({ ours, theirs }) => `环境为 ${ours}（正在运行的是 ${theirs}）`,
  }),
  'attach.region': text<{ ours: string; theirs: string }>({
    en: ({ ours, theirs }) => `region ${ours} (it runs ${theirs})`,
    zh: ({ ours, theirs }) => `地域为 ${ours}（正在运行的是 ${theirs}）`,
  }),
  'attach.configuration': text({ en: () => '--config or --param: its configuration is another', zh: () => '--config 或 --param（配置不同）' }),
  'attach.leftSync': text<{ requestId: string }>({
    en: ({ requestId }) => `Left; ${requestId} goes on in the offline region.`,
    zh: ({ requestId }) => `已离开；${requestId} 仍在 offline 地域中运行。`,
  }),
  'attach.leftAsync': text<{ requestId: string }>({
    en: ({ requestId }) =>
      `Left; ${requestId} goes on. Follow it with: serverless-scf events logs --id ${requestId} --follow; end it with: serverless-scf events terminate --id ${requestId}`,
    zh: ({ requestId }) =>
      `已离开；${requestId} 仍在继续。查看日志：serverless-scf events logs --id ${requestId} --follow；终止：serverless-scf events terminate --id ${requestId}`,
  }),
  'attach.leftMany': text<{ count: number }>({
    en: ({ count }) => `Left; ${count} invocation${count === 1 ? '' : 's'} go on in the offline region.`,
    zh: ({ count }) => `已离开；${count} 次调用仍在 offline 地域中继续。`,
  }),
  'attach.broken': text<{ origin: string; why: string }>({
    en: ({ origin, why }) =>
      `The offline region at ${origin} has gone away: ${why}. Events that it accepted go on when it is started again; an asynchronous execution that was running ends there with 500 (S77).`,
    zh: ({ origin, why }) =>
      `与 offline 地域 ${origin} 的连接已中断：${why}。它已接收的事件会在其重新启动后继续；当时正在运行的异步执行则会以 500 结束（S77）。`,
  }),
  'attach.refused': text<{ why: string }>({
    en: ({ why }) => `The offline region refuses the call: ${why}`,
    zh: ({ why }) => `offline 地域拒绝了调用：${why}`,
  }),
  'attach.detachNeedsRegion': text({
    en: () =>
      '--detach needs a running offline region that goes on with the event: start one with serverless-scf offline (or sls offline) in this folder.',
    zh: () => '--detach 需要一个正在运行的 offline 地域来继续处理事件：请先在此目录运行 serverless-scf offline（或 sls offline）。',
  }),
  'attach.detachOwn': text<{ because: readonly string[] }>({
    en: ({ because }) => `--detach leaves the event to the running offline region, which cannot take it because of ${because.join(', ')}.`,
    zh: ({ because }) => `--detach 会把事件交给正在运行的 offline 地域，但它无法接收，原因：${because.join('、')}。`,
  }),
  'attach.detachAttach': text({ en: () => 'Give either --detach or --no-attach, not both.', zh: () => '--detach 与 --no-attach 只能给出一个。' }),
  'attach.detachSync': text<{ function: string }>({
    en: (p) => `--detach is for events: add --type Event; "${p.function}" answers a synchronous call with its result.`,
    zh: (p) => `--detach 仅用于异步事件：请加上 --type Event；“${p.function}”的同步调用需要等待结果。`,
  }),
};
