import { text } from './text';
import { definesFunctions } from './wording';

const nameOf = { node: 'Node.js', python: 'Python' } as const;

/** What the local runtime adds to the platform's own words, for the developer. */
export const runtimeTexts = {
  'runtime.handlerForm': text<{ handler: string }>({
    en: ({ handler }) => `HandlerNotFound: handler "${handler}" is not of the form "file.method"`,
    zh: ({ handler }) => `HandlerNotFound: 执行方法 “${handler}” 不符合 “文件名.方法名” 的格式`,
  }),
  'runtime.handlerOutside': text<{ handler: string; codeDir: string }>({
    en: ({ handler, codeDir }) => `HandlerNotFound: handler "${handler}" points outside the code folder ${codeDir}`,
    zh: ({ handler, codeDir }) => `HandlerNotFound: 执行方法 “${handler}” 指向代码目录 ${codeDir} 之外`,
  }),
  'runtime.handlerFile': text<{ handler: string; looked: string; codeDir: string }>({
    en: ({ handler, looked, codeDir }) => `HandlerNotFound: no file for handler "${handler}"; looked for ${looked} in ${codeDir}`,
    zh: ({ handler, looked, codeDir }) => `HandlerNotFound: 找不到执行方法 “${handler}” 对应的文件；已在 ${codeDir} 中查找 ${looked}`,
  }),
  'runtime.handlerExport': text<{ method: string; file: string; names: string }>({
    en: ({ method, file, names }) => {
      const gives = definesFunctions(file) ? 'defines' : 'exports';
      return `HandlerNotFound: ${file} ${gives} no function "${method}"; it ${gives} ${names === '' ? 'nothing' : names}`;
    },
    zh: ({ method, file, names }) => {
      const gives = definesFunctions(file) ? '定义' : '导出';
      return `HandlerNotFound: ${file} 没有${gives}函数 “${method}”；${names === '' ? `该文件没有${gives}任何内容` : `已${gives}的有：${names}`}`;
    },
  }),
  'runtime.esbuildMissing': text<{ file: string }>({
    en: ({ file }) => `HandlerNotFound: ${file} is TypeScript and needs esbuild, which is not installed: npm i -D esbuild`,
    zh: ({ file }) => `HandlerNotFound: ${file} 是 TypeScript 文件，需要 esbuild 编译，但尚未安装：npm i -D esbuild`,
  }),
  'runtime.buildFailed': text<{ detail: string }>({
    en: ({ detail }) => `UserCodeError: esbuild could not build the handler: ${detail}`,
    zh: ({ detail }) => `UserCodeError: esbuild 编译函数代码失败：${detail}`,
  }),
  'runtime.loadUnsettled': text<{ file: string }>({
    en: ({ file }) => `UserCodeError: ${file} waits at its top level for something that can never happen`,
    zh: ({ file }) => `UserCodeError: ${file} 的顶层 await 等待的操作永远不会完成`,
  }),
  'runtime.exitedInit': text<{ how: string }>({
    en: ({ how }) => `ContainerStateExited: the process ended during initialisation (${how})`,
    zh: ({ how }) => `ContainerStateExited: 进程在初始化期间退出（${how}）`,
  }),
  'runtime.channelClosed': text({
    en: () => 'ContainerStateExited: user code closed or overwrote a file descriptor of the platform (3)',
    zh: () => 'ContainerStateExited: 用户代码关闭或改写了平台使用的文件描述符（3）',
  }),
  'runtime.spawnFailed': text<{ detail: string }>({
    en: ({ detail }) => `InternalError: no process could be started for the instance: ${detail}`,
    zh: ({ detail }) => `InternalError: 无法为实例启动进程：${detail}`,
  }),
  'runtime.noTmp': text<{ dir: string; why: string }>({
    en: ({ dir, why }) => `${dir} cannot hold its temporary files: TMPDIR has to name a folder that is there and can be written (${why})`,
    zh: ({ dir, why }) => `${dir} 无法存放其临时文件：TMPDIR 必须指向一个存在且可写的目录（${why}）`,
  }),
  'runtime.noPython': text<{ runtime: string; names: string }>({
    en: ({ runtime, names }) => `no Python for ${runtime} was found on PATH; looked for ${names}, of version 3.6 or newer`,
    zh: ({ runtime, names }) => `PATH 中没有可运行 ${runtime} 的 Python；已查找 ${names}，需要 3.6 或更高版本`,
  }),
  'runtime.alone': text<{ language: 'node' | 'python' | undefined; ownMB: number }>({
    en: ({ language, ownMB }) => `${nameOf[language ?? 'node']} alone needs about ${ownMB} MB on this machine`,
    zh: ({ language, ownMB }) => `在本机上，仅 ${nameOf[language ?? 'node']} 自身就需要约 ${ownMB} MB`,
  }),
  'runtime.notAnError': text<{ thrown: string }>({
    en: ({ thrown }) => `(of type ${thrown}, not an Error instance)`,
    zh: ({ thrown }) => `（类型为 ${thrown}，不是 Error 实例）`,
  }),
  'runtime.noPackage': text<{ example: string | undefined }>({
    en: ({ example }) =>
      `(a handler's file is loaded by itself, as no part of a package: write the path from the service's folder instead${example === undefined ? '' : `, as in "${example}"`})`,
    zh: ({ example }) => `（函数文件是单独加载的，不属于任何包：请改写为从服务目录开始的路径${example === undefined ? '' : `，例如 “${example}”`}）`,
  }),
  'runtime.notJson': text<{ detail: string }>({
    en: ({ detail }) => `the handler's result cannot be written as JSON: ${detail}`,
    zh: ({ detail }) => `函数返回值无法序列化为 JSON：${detail}`,
  }),
  'runtime.responseTooLarge': text<{ bytes: number; maxBytes: number }>({
    en: ({ bytes, maxBytes }) => `ResponseTooLarge: the result has ${bytes} bytes, at most ${maxBytes} are allowed`,
    zh: ({ bytes, maxBytes }) => `ResponseTooLarge: 返回值大小为 ${bytes} 字节，超过上限 ${maxBytes} 字节`,
  }),
  'runtime.lineCut': text<{ bytes: number }>({
    en: ({ bytes }) => ` … (${bytes} more bytes cut)`,
    zh: ({ bytes }) => ` …（已截断 ${bytes} 字节）`,
  }),
};
