import { text } from './text';

/** What the API says of functions: that there is none, that there is one already, and what cannot become of one. */
export const apiFunctionsTexts = {
  'functions.none': text<{ name: string; namespace: string; elsewhere: string | undefined }>({
    en: ({ name, namespace, elsewhere }) =>
      `There is no function "${name}" in namespace "${namespace}". ` +
      (elsewhere === undefined
        ? 'Create it with CreateFunction, or look with ListFunctions.'
        : `It is in namespace "${elsewhere}": say so in \`Namespace\`.`),
    zh: ({ name, namespace, elsewhere }) =>
      `命名空间“${namespace}”中没有函数“${name}”。` +
      (elsewhere === undefined ? '请用 CreateFunction 创建，或用 ListFunctions 查看。' : `它在命名空间“${elsewhere}”中：请在 \`Namespace\` 中指明。`),
  }),
  'functions.noName': text({
    en: () => 'The request names no function. Say which in `FunctionName`.',
    zh: () => '请求未指明函数。请在 `FunctionName` 中指明。',
  }),
  'functions.deleted': text<{ name: string }>({
    en: ({ name }) => `Function "${name}" was deleted meanwhile. Create it with CreateFunction.`,
    zh: ({ name }) => `函数“${name}”在此期间已被删除。请用 CreateFunction 创建。`,
  }),
  'functions.exists': text<{ name: string; namespace: string }>({
    en: ({ name, namespace }) => `There is a function "${name}" in namespace "${namespace}" already. Update it, or choose another name.`,
    zh: ({ name, namespace }) => `命名空间“${namespace}”中已有函数“${name}”。请更新该函数，或换一个名称。`,
  }),
  'functions.max': text<{ namespace: string; count: number; max: number }>({
    en: ({ namespace, count, max }) => `Namespace "${namespace}" has ${count} functions; at most ${max} fit. Delete some.`,
    zh: ({ namespace, count, max }) => `命名空间“${namespace}”中有 ${count} 个函数，最多 ${max} 个。请删除一些。`,
  }),
  'functions.status': text<{ name: string; status: string }>({
    en: ({ name, status }) => `Function "${name}" is ${status}. Wait until its status is Active.`,
    zh: ({ name, status }) => `函数“${name}”的状态为 ${status}。请等到其状态为 Active。`,
  }),
  'functions.qualifier': text<{ name: string; qualifier: string; known: readonly string[] }>({
    en: ({ name, qualifier, known }) => `Function "${name}" has no version or alias "${qualifier}". It has ${known.join(', ')}.`,
    zh: ({ name, qualifier, known }) => `函数“${name}”没有版本或别名“${qualifier}”。现有 ${known.join('、')}。`,
  }),
  'functions.asyncWeb': text({
    en: () => '`AsyncRunEnable` is TRUE, and Web functions have no asynchronous execution. Create an event function.',
    zh: () => '`AsyncRunEnable` 为 TRUE，而 Web 函数不支持异步执行。请创建事件函数。',
  }),
  'functions.trace': text({
    en: () => '`TraceEnable` is TRUE, and only functions with `AsyncRunEnable` are tracked.',
    zh: () => '`TraceEnable` 为 TRUE，而只有开启 `AsyncRunEnable` 的函数才支持状态追踪。',
  }),
  'functions.asyncFixed': text<{ name: string }>({
    en: ({ name }) => `\`AsyncRunEnable\` of "${name}" was fixed when it was created. Delete the function and create it anew.`,
    zh: ({ name }) => `“${name}”的 \`AsyncRunEnable\` 在创建时已确定。请删除该函数后重新创建。`,
  }),
  'functions.runtimeFixed': text<{ name: string; before: string; after: string }>({
    en: ({ name, before, after }) => `The runtime of "${name}" is ${before} and cannot become ${after}. Create another function.`,
    zh: ({ name, before, after }) => `“${name}”的运行环境为 ${before}，不能改为 ${after}。请另建函数。`,
  }),
  'functions.sysLog': text({
    en: () => "`IgnoreSysLog` is true; a local region always writes the platform's log lines.",
    zh: () => '`IgnoreSysLog` 为 true，而本地地域始终写入平台日志。',
  }),
  'functions.install': text({
    en: () => '`InstallDependency` is TRUE; a local region installs nothing. Pack node_modules into the archive.',
    zh: () => '`InstallDependency` 为 TRUE，而本地地域不安装依赖。请将 node_modules 打包到压缩包中。',
  }),
  'functions.copyRegion': text<{ region: string; own: string }>({
    en: ({ region, own }) => `\`TargetRegion\` is ${region}; a local region copies only within itself (${own}).`,
    zh: ({ region, own }) => `\`TargetRegion\` 为 ${region}，而本地地域只能在自身（${own}）之内复制。`,
  }),
  'functions.copySelf': text<{ name: string }>({
    en: ({ name }) => `Function "${name}" cannot be copied onto itself.`,
    zh: ({ name }) => `函数“${name}”不能复制到其自身。`,
  }),
  'functions.copyAsync': text<{ name: string }>({
    en: ({ name }) => `Function "${name}" has asynchronous execution, and such functions are not copied. Create the other one.`,
    zh: ({ name }) => `函数“${name}”启用了异步执行，不能复制。请新建另一个函数。`,
  }),
  'functions.filters': text<{ count: number; max: number }>({
    en: ({ count, max }) => `The request has ${count} filters; at most ${max} are taken.`,
    zh: ({ count, max }) => `请求有 ${count} 个过滤条件，最多 ${max} 个。`,
  }),
  'functions.filterValues': text<{ name: string; count: number; max: number }>({
    en: ({ name, count, max }) => `The filter ${name} has ${count} values; at most ${max} are taken.`,
    zh: ({ name, count, max }) => `过滤条件 ${name} 有 ${count} 个值，最多 ${max} 个。`,
  }),
  'functions.filter': text<{ name: string; known: readonly string[] }>({
    en: ({ name, known }) => `There is no filter "${name}"; there are ${known.join(', ')}.`,
    zh: ({ name, known }) => `没有过滤条件“${name}”；可用的有 ${known.join('、')}。`,
  }),
};
