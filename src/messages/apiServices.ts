import { text } from './text';

/** What a region says of services that cannot join it, and of functions that do not come, change or return as it was wanted. */
export const apiServicesTexts = {
  'services.region': text<{ service: string; region: string; own: string }>({
    en: ({ service, region, own }) => `Service "${service}" is in ${region}, and this region is ${own}: quotas exist once per region.`,
    zh: ({ service, region, own }) => `服务“${service}”位于 ${region}，而此处的地域为 ${own}：每个地域各有一份配额。`,
  }),
  'services.taken': text<{ name: string; namespace: string; service: string | undefined }>({
    en: ({ name, namespace, service }) =>
      `There is a function "${name}" in namespace "${namespace}" already; it ` +
      `${service === undefined ? 'was created through the API' : `belongs to service "${service}"`}. Delete it, or choose another name.`,
    zh: ({ name, namespace, service }) =>
      `命名空间“${namespace}”中已有函数“${name}”，` +
      `${service === undefined ? '由 API 创建' : `属于服务“${service}”`}。请删除该函数，或换一个名称。`,
  }),
  'services.asyncFixed': text<{ name: string; events: number | undefined }>({
    en: ({ name, events }) =>
      `Asynchronous execution of "${name}" is fixed when it is created, and it ` +
      `${events === undefined ? 'may have events under way' : `has ${events} events under way`}. Wait until they have ended, or open the region anew.`,
    zh: ({ name, events }) =>
      `“${name}”是否异步执行在创建时已确定，而它${events === undefined ? '可能还有' : `还有 ${events} 个`}未结束的事件。请等这些事件结束，或重新启动该地域。`,
  }),
  'restore.taken': text<{ name: string; namespace: string }>({
    en: ({ name, namespace }) =>
      `Function "${name}" of namespace "${namespace}" was created through the API, and now serverless.yml has one of that name. Rename it there.`,
    zh: ({ name, namespace }) => `命名空间“${namespace}”的函数“${name}”由 API 创建，而现在 serverless.yml 中有同名函数。请在其中改名。`,
  }),
  'restore.noCode': text<{ name: string; dir: string }>({
    en: ({ name, dir }) => `The code of "${name}" is no longer in ${dir}. Upload it again with UpdateFunctionCode.`,
    zh: ({ name, dir }) => `“${name}”的代码已不在 ${dir} 中。请用 UpdateFunctionCode 重新上传。`,
  }),
  // Each goes on a sentence that says what was refused.
  'join.token': text({ en: () => 'the token is not that of the region', zh: () => '令牌与该地域的不符' }),
  'join.version': text<{ own: string; version: string }>({
    en: ({ own, version }) => `it runs version ${own}, not ${version}`,
    zh: ({ own, version }) => `对方运行的版本是 ${own}，而不是 ${version}`,
  }),
  'join.exists': text<{ service: string }>({
    en: ({ service }) => `it has a service "${service}" already`,
    zh: ({ service }) => `对方已有服务“${service}”`,
  }),
  'join.left': text<{ service: string }>({
    en: ({ service }) => `service "${service}" has left it`,
    zh: ({ service }) => `服务“${service}”已离开该地域`,
  }),
  'join.unknown': text<{ service: string }>({
    en: ({ service }) => `there is no service "${service}"`,
    zh: ({ service }) => `没有服务“${service}”`,
  }),
};
