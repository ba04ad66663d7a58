import type { CodeAdvice } from './cloudCodesAdvice';

/** What to do about a code of which nothing is known. */
export const lastAdvice: CodeAdvice = {
  codes: [],
  en: 'Nothing is known of this code: follow the message, run the command again a little later, and if it goes on, give support the RequestId.',
  zh: '未收录该错误码：请按提示处理，稍后重新运行命令；如仍失败，请携带 RequestId 联系技术支持。',
};

/** What to do about codes that no table names, by what they begin with. @source scf-api.md §3 */
export const fallbackAdvice: readonly CodeAdvice[] = [
  {
    codes: ['InvalidParameter*', 'MissingParameter*'],
    en: 'What the message names comes from an option of {function} in serverless.yml: correct it there, and check the rest with `serverless-scf validate`.',
    zh: '提示中的参数来自 serverless.yml 里{function}的选项：请在其中修正，并用 `serverless-scf validate` 检查其余配置。',
  },
  {
    codes: ['LimitExceeded*', 'ResourceInsufficient*'],
    en: 'A limit of the account is reached in {region}: `serverless-scf info` shows what is taken. Ask for less, remove what nobody needs, or raise the limit with a ticket.',
    zh: '{region}的某项账号上限已用尽：`serverless-scf info` 可查看占用情况。请减少用量、清理不再需要的资源，或提交工单提升上限。',
  },
  {
    codes: ['ResourceNotFound*'],
    en: 'Something that the request names does not exist in {region}: correct its name or ID in serverless.yml, or create it first; a wrong region or account shows in the same way.',
    zh: '请求引用的资源在{region}中不存在：请在 serverless.yml 中修正名称或 ID，或先创建该资源；地域或账号不对时也会如此。',
  },
  {
    codes: ['ResourceInUse*'],
    en: 'The name or resource is taken by another one in {region}: choose another name in serverless.yml, or remove the other one first.',
    zh: '该名称或资源在{region}中已被占用：请在 serverless.yml 中改用其他名称，或先移除占用方。',
  },
  {
    codes: ['ResourceUnavailable*'],
    en: 'What the request needs cannot be used now: look at its state and at the account in the console, then run the command again.',
    zh: '请求所需的资源当前不可用：请在控制台查看其状态与账号状态，然后重新运行命令。',
  },
  {
    codes: ['UnsupportedOperation*', 'OperationDenied*'],
    en: '{action} is not possible here as it was asked, in {region} or for this account: take the option that the message names out of serverless.yml, or ask support with the RequestId.',
    zh: '在{region}或当前账号下，不支持 {action} 的这种请求：请从 serverless.yml 中去掉提示所指的选项，或携带 RequestId 联系技术支持。',
  },
  {
    codes: ['FailedOperation*'],
    en: 'The platform could not do it. See the state of {function} with `serverless-scf info`, run the command again a little later, and if it goes on, give support the RequestId.',
    zh: '平台未能完成该操作。请用 `serverless-scf info` 查看{function}的状态，稍后重新运行命令；如仍然失败，请携带 RequestId 联系技术支持。',
  },
];
