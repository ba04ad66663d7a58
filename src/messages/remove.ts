import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** A function with events that run. */
export interface Running {
  readonly name: string;
  readonly count: number;
}

/** `remove`: taking a service out of the cloud. */
export const removeTexts = {
  'remove.nothing': text<{ names: readonly string[]; region: string; namespace: string }>({
    en: ({ names, region, namespace }) =>
      `There is nothing to remove: the namespace ${namespace} in ${region} has no function ${names.length === 0 ? 'of this service' : names.join(', ')}.`,
    zh: ({ names, region, namespace }) =>
      `没有可删除的内容：${region} 的命名空间 ${namespace} 中没有${names.length === 0 ? '本服务的函数' : `函数 ${names.join('、')}`}。`,
  }),
  'remove.ask': text<{ names: readonly string[]; running: readonly Running[] }>({
    en: ({ names, running }) =>
      `${runningEn(running)}This deletes ${plural(names.length, 'function')} with all versions, aliases, triggers and quotas: ${names.join(', ')}. Go on? [y/N] `,
    zh: ({ names, running }) =>
      `${runningZh(running)}即将删除 ${names.length} 个函数及其全部版本、别名、触发器和配额：${names.join('、')}。是否继续？[y/N] `,
  }),
  'remove.running': text<{ running: readonly Running[]; program: string }>({
    en: ({ running, program }) =>
      `${runningEn(running)}Nothing was removed, and nobody is here to be asked. Let them end, end them with ${program} events terminate --all --remote, or say --yes to remove the functions while they run.`,
    zh: ({ running, program }) =>
      `${runningZh(running)}未删除任何内容，且当前无法询问。请等待其结束，用 ${program} events terminate --all --remote 终止，或加 --yes 在运行中直接删除。`,
  }),
  'remove.declined': text({ en: () => 'Nothing was removed.', zh: () => '未删除任何内容。' }),
  'remove.done': text<{ functions: number; seconds: string }>({
    en: ({ functions, seconds }) => `Removed: ${plural(functions, 'function')} in ${seconds} s.`,
    zh: ({ functions, seconds }) => `删除完成：共 ${functions} 个函数，用时 ${seconds} 秒。`,
  }),
  'remove.left': text({
    en: () => 'What was made beside the functions stays: log topics, file systems, API gateway services, code in buckets.',
    zh: () => '函数之外的资源会保留：日志主题、文件系统、API 网关服务、存储桶中的代码。',
  }),
};

function runningEn(running: readonly Running[]): string {
  const list = running.map(({ name, count }) => `${name} (${plural(count, 'event')})`).join(', ');
  return running.length === 0 ? '' : `Asynchronous events are running, and would be lost: ${list}. `;
}

function runningZh(running: readonly Running[]): string {
  const list = running.map(({ name, count }) => `${name}（${count} 个事件）`).join('、');
  return running.length === 0 ? '' : `有异步事件正在运行，删除后将丢失：${list}。`;
}

export const sayRemove = sayer(removeTexts);
