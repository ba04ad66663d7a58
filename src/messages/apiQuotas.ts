import { text } from './text';

/** What the API says of quotas and how long asynchronous events are tried. */
export const apiQuotasTexts = {
  'quotas.namespace': text<{ namespace: string }>({
    en: ({ namespace }) => `\`Namespace\` is "${namespace}"; a local region has one quota for all its namespaces. Leave \`Namespace\` out.`,
    zh: ({ namespace }) => `\`Namespace\` 为“${namespace}”；本地地域的所有命名空间共用一份配额。请去掉 \`Namespace\`。`,
  }),
  'quotas.user': text<{ totalMB: number; userMB: number }>({
    en: ({ totalMB, userMB }) =>
      `The account quota cannot be ${totalMB} MB: this user may have ${userMB} MB. Raise custom.scf.account.quotaMB in serverless.yml.`,
    zh: ({ totalMB, userMB }) => `账号配额不能为 ${totalMB} MB：该用户最多 ${userMB} MB。请在 serverless.yml 中调高 custom.scf.account.quotaMB。`,
  }),
  'quotas.least': text<{ totalMB: number; allocatedMB: number; floorMB: number; provisionedMB: number; leastMB: number }>({
    en: ({ totalMB, allocatedMB, floorMB, provisionedMB, leastMB }) =>
      `The account quota cannot be ${totalMB} MB: ${allocatedMB} MB are allocated, ${floorMB} MB must stay, and ${provisionedMB} MB are provisioned, so it is at least ${leastMB} MB. Lower reservations or provisioned concurrency first.`,
    zh: ({ totalMB, allocatedMB, floorMB, provisionedMB, leastMB }) =>
      `账号配额不能为 ${totalMB} MB：已分配 ${allocatedMB} MB，须保留 ${floorMB} MB，预置并发占 ${provisionedMB} MB，因此至少为 ${leastMB} MB。请先调低最大独占配额或预置并发。`,
  }),
  'eventInvoke.form': text({
    en: () => '`AsyncTriggerConfig` must be { "RetryConfig": [{ "RetryNum": 0 to 2 }], "MsgTTL": 60 to 21600 }.',
    zh: () => '`AsyncTriggerConfig` 必须为 { "RetryConfig": [{ "RetryNum": 0 到 2 }], "MsgTTL": 60 到 21600 }。',
  }),
  'eventInvoke.retryNum': text<{ value: number; max: number }>({
    en: ({ value, max }) => `\`RetryNum\` is ${value}; it must be from 0 to ${max}.`,
    zh: ({ value, max }) => `\`RetryNum\` 为 ${value}；必须在 0 到 ${max} 之间。`,
  }),
  'eventInvoke.msgTtl': text<{ value: number; min: number; max: number }>({
    en: ({ value, min, max }) => `\`MsgTTL\` is ${value} s; it must be from ${min} to ${max} s.`,
    zh: ({ value, min, max }) => `\`MsgTTL\` 为 ${value} 秒；必须在 ${min} 到 ${max} 秒之间。`,
  }),
};
