import { text } from './text';

/** One line for each command and option that speaks to the cloud. */
export const deployUsageTexts = {
  'usage.cloud.endpoint': text({
    en: () => 'Another address of the API, such as http://127.0.0.1:8583 of sls offline',
    zh: () => 'API 的其他地址，例如 sls offline 的 http://127.0.0.1:8583',
  }),
  'usage.cloud.function': text({
    en: () => 'Function, by its key or its name in the cloud; repeatable',
    zh: () => '函数，可用其键名或云端名称；可重复',
  }),
  'usage.deploy.dryRun': text({ en: () => 'Show what would be done, and do nothing', zh: () => '只显示将执行的操作，不做任何改动' }),
  'usage.deploy.json': text({ en: () => 'Print the plan and the result as JSON', zh: () => '以 JSON 输出计划与结果' }),
  'usage.deploy.out': text({ en: () => 'Write the plan to this file, for --plan', zh: () => '把计划写入该文件，供 --plan 使用' }),
  'usage.deploy.plan': text({
    en: () => 'Do what this plan file says, or stop because something has changed since',
    zh: () => '执行该计划文件；如其后情况有变则停止',
  }),
  'usage.deploy.replace': text({
    en: () => 'Function that may be deleted and created anew, for options that are fixed at creation; repeatable',
    zh: () => '允许删除后重新创建的函数（用于创建后不可修改的选项）；可重复',
  }),
  'usage.deploy.prune': text({
    en: () => 'Also delete functions that are named like those of this service and stage, but were not deployed from here',
    zh: () => '同时删除名称符合本服务与环境、但并非从这里部署的函数',
  }),
  'usage.deploy.allowGap': text({
    en: () => 'Where the quota holds no two sets of provisioned instances, release the old one first: requests then meet cold starts',
    zh: () => '配额容不下新旧两套预置实例时，先释放旧实例；其间请求会遇到冷启动',
  }),
  'usage.deploy.package': text({
    en: () => 'Folder of archives that sls package --package has made (default: packages first)',
    zh: () => 'sls package --package 生成的压缩包所在目录（默认先打包）',
  }),
  'usage.deploy.force': text({ en: () => 'Upload code even where it is the same', zh: () => '即使代码没有变化也重新上传' }),
  'usage.deploy.yes': text({ en: () => 'Do not ask', zh: () => '不再询问' }),
  'usage.plan': text({ en: () => 'Show what deploy would change, and change nothing', zh: () => '显示部署将带来的变更，不做任何改动' }),
  'usage.plan.function': text({ en: () => 'Only this function, by its key', zh: () => '仅该函数，用其键名' }),
  'usage.import': text({
    en: () => 'Write a serverless.yml from functions that exist in the account',
    zh: () => '根据账号中已有的函数生成 serverless.yml',
  }),
  'usage.import.function': text({
    en: () => 'Name in the cloud, or a pattern such as team-*; repeatable',
    zh: () => '云端函数名，或 team-* 这样的模式；可重复',
  }),
  'usage.import.namespace': text({ en: () => 'Namespace (default: default)', zh: () => '命名空间（默认 default）' }),
  'usage.import.service': text({
    en: () => 'Name of the service (default: what the names begin with)',
    zh: () => '服务名（默认取函数名的共同前缀）',
  }),
  'usage.import.output': text({
    en: () => 'File to write (default serverless.yml); - prints it',
    zh: () => '写入的文件（默认 serverless.yml）；- 表示输出到标准输出',
  }),
  'usage.import.force': text({ en: () => 'Write over a file that is there', zh: () => '覆盖已有的文件' }),
  'usage.info.json': text({ en: () => 'As JSON', zh: () => '以 JSON 输出' }),
  'usage.logs.endTime': text({ en: () => 'End of the time that is looked at', zh: () => '查询的结束时间' }),
  'usage.logs.requestId': text({ en: () => 'Only the lines of this invocation', zh: () => '只看该次调用的日志' }),
  'usage.invoke.remoteDetach': text({
    en: () => 'Print the RequestId of an asynchronous execution and leave',
    zh: () => '输出异步执行的 RequestId 后立即退出',
  }),
  'usage.rollback.function': text({ en: () => 'Function that goes back (default: all)', zh: () => '要回退的函数（默认全部）' }),
  'usage.rollback.version': text({
    en: () => 'Version to go back to; without a target, versions are listed',
    zh: () => '回退到的版本；未给出目标时列出各版本',
  }),
  'usage.events.remote': text({
    en: () => 'Events in the cloud instead of those of the offline region',
    zh: () => '查询云端的事件，而不是 offline 地域中的事件',
  }),
};
