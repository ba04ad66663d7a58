import { text } from './text';

/** What the endpoint says beside the API: to browsers, to those who watch logs, and to the people who run it. */
export const apiRoutesTexts = {
  'routes.host': text({
    en: () =>
      'This endpoint answers to localhost, 127.0.0.1 and [::1] only, to the address that it listens on, and to names that it was told of (--allow-host).',
    zh: () => '此服务只应答 localhost、127.0.0.1、[::1]、其监听地址以及启动时指定的名称（--allow-host）。',
  }),
  'routes.page': text({
    en: () =>
      'This endpoint takes no requests of web pages, nor calls by the address bar of a browser that does not say whose they are. Use an SDK, curl or "serverless-scf invoke".',
    zh: () => '此服务不接受网页发出的请求；浏览器没有说明请求由谁发出时，也不接受其地址栏发出的调用。请使用 SDK、curl 或 "serverless-scf invoke"。',
  }),
  'routes.token': text({
    en: () =>
      'This region verifies signatures (--signature verify): only commands in its own service’s folder come in here, by the token of its address file.',
    zh: () => '该地域校验签名（--signature verify）：此路径只供其服务目录中的命令凭地址文件中的令牌使用。',
  }),
  'routes.nothing': text({ en: () => 'There is nothing here.', zh: () => '此处没有内容。' }),
  'routes.noRequest': text({ en: () => 'There is no such request.', zh: () => '没有该请求。' }),
  'routes.logFrom': text({ en: () => 'Last-Event-ID and from are numbers of lines.', zh: () => 'Last-Event-ID 与 from 应为日志的行号。' }),
  'routes.logsClosed': text({
    en: () => 'This region is being closed: no log can be watched any more.',
    zh: () => '该地域正在关闭：不能再查看日志。',
  }),
  'routes.logsMax': text<{ max: number }>({
    en: ({ max }) => `At most ${max} logs can be watched at a time.`,
    zh: ({ max }) => `最多同时查看 ${max} 个日志。`,
  }),
  'routes.unknown': text<{ action: string; name: string }>({
    en: ({ action, name }) => `${action}: the parameter "${name}" is unknown.`,
    zh: ({ action, name }) => `${action}：没有参数“${name}”。`,
  }),
  'routes.noEffect': text<{ action: string; name: string }>({
    en: ({ action, name }) => `${action}: the parameter "${name}" has no effect here.`,
    zh: ({ action, name }) => `${action}：参数“${name}”在此处不起作用。`,
  }),
  'routes.failed': text<{ what: string | undefined; why: string }>({
    en: ({ what = 'A request', why }) => `${what} failed: ${why}`,
    zh: ({ what = '一个请求', why }) => `${what} 处理失败：${why}`,
  }),
};
