import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** `rollback`: going back to an earlier version. */
export const rollbackTexts = {
  'rollback.oneTarget': text({
    en: () => '--function-version and --timestamp exclude one another: a version by its number, or the newest one of a moment',
    zh: () => '--function-version 与 --timestamp 不能同时使用：前者按版本号，后者取某一时刻的最新版本',
  }),
  'rollback.whose': text<{ known: readonly string[] }>({
    en: ({ known }) => `Versions are counted for each function: say --function with --function-version. This service has ${known.join(', ')}.`,
    zh: ({ known }) => `版本号按函数各自编号：--function-version 请与 --function 一起使用。本服务有 ${known.join('、')}。`,
  }),
  'rollback.number': text<{ given: string }>({
    en: ({ given }) => `--function-version is the number of a published version, such as 3, not "${given}".`,
    zh: ({ given }) => `--function-version 应为已发布版本的编号，例如 3，而不是“${given}”。`,
  }),
  'rollback.notDeployed': text<{ key: string; name: string; region: string }>({
    en: ({ key, name, region }) => `${key}: there is no function ${name} in ${region}`,
    zh: ({ key, name, region }) => `${key}：${region} 没有函数 ${name}`,
  }),
  'rollback.none': text<{ key: string; program: string }>({
    en: ({ key, program }) =>
      `${key}: there is nothing to go back to: a deploy publishes versions only of functions with provisionedConcurrency (S21), all others run the code that was deployed last. Deploy the older code: check it out and run ${program} deploy.`,
    zh: ({ key, program }) =>
      `${key}：没有可回退的版本：只有设置了 provisionedConcurrency 的函数在部署时才会发布版本（S21），其他函数总是运行最近部署的代码。请检出旧代码并运行 ${program} deploy。`,
  }),
  'rollback.unknown': text<{ key: string; version: string; known: readonly string[] }>({
    en: ({ key, version, known }) => `${key}: there is no version ${version}; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`,
    zh: ({ key, version, known }) => `${key}：没有版本 ${version}；现有 ${known.join('、')}`,
  }),
  'rollback.younger': text<{ key: string; asked: string; oldest: string; at: string }>({
    en: ({ key, asked, oldest, at }) => `${key}: no version is as old as ${asked}; the oldest, ${oldest}, was published at ${at}`,
    zh: ({ key, asked, oldest, at }) => `${key}：没有早于 ${asked} 的版本；最早的版本 ${oldest} 发布于 ${at}`,
  }),
  'rollback.failed': text<{ key: string; version: string; status: string }>({
    en: ({ key, version, status }) => `${key}: version ${version} does not work, its status is ${status}`,
    zh: ({ key, version, status }) => `${key}：版本 ${version} 不可用，状态为 ${status}`,
  }),
  'rollback.nothing': text({ en: () => 'Nothing was changed: no function can go back.', zh: () => '未做任何改动：没有函数可以回退。' }),
  'rollback.there': text<{ key: string; version: string }>({
    en: ({ key, version }) => `${key}: traffic goes to version ${version} already`,
    zh: ({ key, version }) => `${key}：流量已在版本 ${version}`,
  }),
  'rollback.ask': text<{ returns: readonly { readonly key: string; readonly from: string; readonly to: string }[] }>({
    en: ({ returns }) => `This moves the traffic of ${returns.map(({ key, from, to }) => `${key} from ${from} to ${to}`).join(', ')}. Go on? [y/N] `,
    zh: ({ returns }) => `即将切换流量：${returns.map(({ key, from, to }) => `${key} 从 ${from} 到 ${to}`).join('，')}。是否继续？[y/N] `,
  }),
  'rollback.declined': text({ en: () => 'Nothing was changed.', zh: () => '未做任何改动。' }),
  'rollback.done': text<{ functions: number; seconds: string }>({
    en: ({ functions, seconds }) => `Rolled back: ${plural(functions, 'function')} in ${seconds} s.`,
    zh: ({ functions, seconds }) => `回退完成：共 ${functions} 个函数，用时 ${seconds} 秒。`,
  }),
  'rollback.next': text<{ program: string }>({
    en: ({ program }) =>
      `Only $DEFAULT was moved: $LATEST has the newer code as before, and so have triggers and calls that name another qualifier. The next ${program} deploy goes to what the service's files say then.`,
    zh: ({ program }) =>
      `只切换了 $DEFAULT：$LATEST 仍是较新的代码，指定其他版本或别名的触发器与调用也不受影响。下一次 ${program} deploy 会以届时的服务文件为准。`,
  }),
  'rollback.traffic': text({ en: () => '← $DEFAULT', zh: () => '← $DEFAULT 指向此版本' }),
  'rollback.share': text({ en: () => '← a part of $DEFAULT', zh: () => '← $DEFAULT 的一部分' }),
  'rollback.provisioned': text<{ instances: number }>({
    en: ({ instances }) => plural(instances, 'provisioned instance'),
    zh: ({ instances }) => `${instances} 个预置实例`,
  }),
  'rollback.how': text<{ program: string }>({
    en: ({ program }) => `Go back with ${program} rollback --function KEY --function-version N, or all functions with --timestamp TIME.`,
    zh: ({ program }) => `回退单个函数：${program} rollback --function 键名 --function-version 版本号；全部函数：--timestamp 时间。`,
  }),
};

export const sayRollback = sayer(rollbackTexts);
