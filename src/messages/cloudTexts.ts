import { text, type Lang } from './text';

/** A place where credentials were looked for, and why they were not found there. */
export type CredentialPlace =
  | { readonly place: 'environment'; readonly names: readonly string[] }
  | { readonly place: 'noFile'; readonly file: string }
  | { readonly place: 'noProfile'; readonly file: string; readonly profile: string };

/** The way to a host. */
export interface Way {
  readonly host: string;
  /** The proxy that the environment names, without its password; undefined for none. */
  readonly proxy: string | undefined;
  /** Node's code or words. */
  readonly why: string;
}

/** Why the service cannot be asked; the key's last word is the kind of the fault. */
const faultTexts = {
  'cloud.fault.noCredentials': text<{ looked: readonly CredentialPlace[] }>({
    en: ({ looked }) =>
      [
        'No credentials of Tencent Cloud were found. Looked for, in this order:',
        ...looked.map((place, index) => `  ${index + 1}. ${placeEn(place)}`),
        'Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (with temporary keys TENCENTCLOUD_SESSION_TOKEN, too), or write them to ~/.tencentcloud/credentials: a line [default], then secret_id = … and secret_key = …',
      ].join('\n'),
    zh: ({ looked }) =>
      [
        '未找到腾讯云密钥。已依次查找：',
        ...looked.map((place, index) => `  ${index + 1}. ${placeZh(place)}`),
        '请设置 TENCENTCLOUD_SECRET_ID 与 TENCENTCLOUD_SECRET_KEY（临时密钥还需 TENCENTCLOUD_SESSION_TOKEN），或写入 ~/.tencentcloud/credentials：先写一行 [default]，再写 secret_id = … 与 secret_key = …',
      ].join('\n'),
  }),
  'cloud.fault.halfCredentials': text<{ from: string; missing: string }>({
    en: ({ from, missing }) =>
      `Half of the credentials is there, but ${missing} is missing or empty (${from}). Give the id and the key in one place.`,
    zh: ({ from, missing }) => `密钥不完整：缺少 ${missing} 或其值为空（${from}）。SecretId 与 SecretKey 须在同一处给出。`,
  }),
  'cloud.fault.badCredentials': text<{ from: string; name: string }>({
    en: ({ from, name }) => `${name} holds a blank, a line break or a sign that no key has (${from}). Copy it again, without quotation marks.`,
    zh: ({ from, name }) => `${name} 含有空格、换行或密钥中不会出现的字符（${from}）。请重新复制，且不要带引号。`,
  }),
  'cloud.fault.credentialsFile': text<{ file: string; why: string }>({
    en: ({ file, why }) => `The credentials file ${file} cannot be read: ${why}.`,
    zh: ({ file, why }) => `无法读取密钥文件 ${file}：${why}。`,
  }),
  'cloud.fault.noProfile': text<{ profile: string; files: readonly string[]; known: readonly string[] }>({
    en: ({ profile, files, known }) =>
      `There is no profile "${profile}" in ${files.join(' or ')}. ${known.length === 0 ? 'No profile is there at all' : `Known: ${known.join(', ')}`}. Add a line [${profile}], then secret_id = … and secret_key = …`,
    zh: ({ profile, files, known }) =>
      `${files.join(' 与 ')} 中没有名为 “${profile}” 的配置。${known.length === 0 ? '其中没有任何配置' : `已有：${known.join('、')}`}。请添加一行 [${profile}]，再写 secret_id = … 与 secret_key = …`,
  }),
  'cloud.fault.noCvmRole': text<{ why: string }>({
    en: ({ why }) =>
      `This machine gives no credentials of a role (${why}). Only machines of Tencent Cloud do, and only once a role is bound to them; set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY instead.`,
    zh: ({ why }) =>
      `无法从本机获取角色的临时密钥（${why}）。只有绑定了角色的腾讯云服务器才能提供；请改为设置 TENCENTCLOUD_SECRET_ID 与 TENCENTCLOUD_SECRET_KEY。`,
  }),
  'cloud.fault.badEndpoint': text<{ endpoint: string }>({
    en: ({ endpoint }) => `The endpoint "${endpoint}" is no address. Expected is a host as in scf.tencentcloudapi.com, or http://127.0.0.1:8583.`,
    zh: ({ endpoint }) => `接入地址 “${endpoint}” 无效。应为域名（如 scf.tencentcloudapi.com）或 http://127.0.0.1:8583 这样的地址。`,
  }),
  // The value may hold a password.
  'cloud.fault.badProxy': text<{ name: string }>({
    en: ({ name }) =>
      `The variable ${name} names no proxy that can be used. Expected is http://host:port, with user:password@ before the host if need be.`,
    zh: ({ name }) => `环境变量 ${name} 的值不是可用的代理地址。应为 http://主机:端口，必要时在主机前加 用户名:密码@。`,
  }),
  'cloud.fault.dns': text<Way>({
    en: (way) => `The name ${way.proxy ?? way.host} cannot be resolved (${way.why}). Check the network and DNS${proxyEn(way)}.`,
    zh: (way) => `无法解析域名 ${way.proxy ?? way.host}（${way.why}）。请检查网络与 DNS${proxyZh(way)}。`,
  }),
  'cloud.fault.refused': text<Way>({
    en: (way) => `${way.proxy ?? way.host} takes no connection (${way.why}). Check that it is the right address and runs${proxyEn(way)}.`,
    zh: (way) => `${way.proxy ?? way.host} 拒绝连接（${way.why}）。请检查地址是否正确、服务是否在运行${proxyZh(way)}。`,
  }),
  'cloud.fault.unreachable': text<Way>({
    en: (way) => `No way leads to ${way.proxy ?? way.host} (${way.why}). Check the network${proxyEn(way)}.`,
    zh: (way) => `无法到达 ${way.proxy ?? way.host}（${way.why}）。请检查网络${proxyZh(way)}。`,
  }),
  'cloud.fault.reset': text<Way>({
    en: (way) =>
      `The connection to ${way.host} was lost (${way.why}), also when tried again. Check the network, a firewall in between${proxyEn(way)}.`,
    zh: (way) => `与 ${way.host} 的连接中断（${way.why}），重试后仍然失败。请检查网络与防火墙${proxyZh(way)}。`,
  }),
  'cloud.fault.tls': text<Way>({
    en: (way) =>
      `The identity of ${way.host} cannot be verified (${way.why}). Behind a proxy that opens TLS, name its certificate in NODE_EXTRA_CA_CERTS; check this machine's clock${proxyEn(way)}.`,
    zh: (way) =>
      `无法验证 ${way.host} 的证书（${way.why}）。如代理会解密 TLS，请用 NODE_EXTRA_CA_CERTS 指定其根证书；并检查本机时钟${proxyZh(way)}。`,
  }),
  'cloud.fault.proxy': text<Way>({
    en: (way) =>
      `The proxy ${way.proxy ?? ''} does not let us through to ${way.host}: ${way.why}. Check its user and password, or list the host in NO_PROXY.`,
    zh: (way) => `代理 ${way.proxy ?? ''} 不允许访问 ${way.host}：${way.why}。请检查代理的用户名与密码，或将该域名加入 NO_PROXY。`,
  }),
  'cloud.fault.network': text<Way>({
    en: (way) => `${way.host} cannot be asked: ${way.why}. Check the network${proxyEn(way)}.`,
    zh: (way) => `无法访问 ${way.host}：${way.why}。请检查网络${proxyZh(way)}。`,
  }),
  'cloud.fault.slow': text<Omit<Way, 'why'> & { action: string; timeoutMs: number }>({
    en: (p) => `${p.host} did not answer ${p.action} within ${p.timeoutMs / 1000} s. Try again; check the network${proxyEn(p)}.`,
    zh: (p) => `${p.host} 在 ${p.timeoutMs / 1000} 秒内未响应 ${p.action}。请重试，并检查网络${proxyZh(p)}。`,
  }),
  'cloud.fault.status': text<{ host: string; action: string; status: number }>({
    en: (p) =>
      `${p.host} answered ${p.action} with HTTP ${p.status}; the API always answers with 200. ${p.status < 500 ? 'Something in between answers in its place: check the endpoint and the proxy' : 'It is out of order for now: try again later'}.`,
    zh: (p) =>
      `${p.host} 对 ${p.action} 返回了 HTTP ${p.status}；该 API 始终返回 200。${p.status < 500 ? '响应可能来自中间设备：请检查接入地址与代理' : '服务暂时不可用：请稍后重试'}。`,
  }),
  'cloud.fault.answer': text<{ host: string; action: string; what: string }>({
    en: (p) => `${p.host} answered ${p.action} with something else than the API's answer (${p.what}). Check the endpoint and the proxy.`,
    zh: (p) => `${p.host} 对 ${p.action} 的响应不符合 API 格式（${p.what}）。请检查接入地址与代理。`,
  }),
};

/** What is said of the real service, besides diagnostics. */
export const cloudTexts = {
  ...faultTexts,
  'cloud.refused': text<{ action: string; code: string; message: string; requestId: string | undefined }>({
    en: (p) => `${p.action} was refused: ${p.code}: ${p.message}${p.requestId === undefined ? '' : ` (RequestId ${p.requestId})`}`,
    zh: (p) => `${p.action} 被拒绝：${p.code}：${p.message}${p.requestId === undefined ? '' : `（RequestId ${p.requestId}）`}`,
  }),
};

export type CloudFaultKind = keyof typeof faultTexts extends `cloud.fault.${infer K}` ? K : never;

/** Why the service cannot be asked, with what its text needs to know. */
export type CloudFaultDetail = {
  [K in CloudFaultKind]: { readonly kind: K } & Readonly<Parameters<(typeof faultTexts)[`cloud.fault.${K}`]['en']>[0]>;
}[CloudFaultKind];

/** What keeps us from asking the service, and what to do about it. */
export function sayCloudFault(lang: Lang, detail: CloudFaultDetail): string {
  const said = faultTexts[`cloud.fault.${detail.kind}`][lang] as (params: CloudFaultDetail) => string;
  return said(detail);
}

function placeEn(looked: CredentialPlace): string {
  switch (looked.place) {
    case 'environment':
      return `the environment: ${looked.names.join(' and ')} are not set, nor their older spellings`;
    case 'noFile':
      return `the file ${looked.file}: there is none`;
    case 'noProfile':
      return `the file ${looked.file}: it has no profile [${looked.profile}]`;
  }
}

function placeZh(looked: CredentialPlace): string {
  switch (looked.place) {
    case 'environment':
      return `环境变量：未设置 ${looked.names.join('、')}（及其旧写法）`;
    case 'noFile':
      return `文件 ${looked.file}：不存在`;
    case 'noProfile':
      return `文件 ${looked.file}：其中没有 [${looked.profile}]`;
  }
}

function proxyEn({ host, proxy }: Omit<Way, 'why'>): string {
  if (isLocal(host)) return '';
  return proxy === undefined ? '; where a proxy is needed, set HTTPS_PROXY' : `; HTTPS_PROXY, HTTP_PROXY or ALL_PROXY names the proxy ${proxy}`;
}

function proxyZh({ host, proxy }: Omit<Way, 'why'>): string {
  if (isLocal(host)) return '';
  return proxy === undefined ? '；如需代理，请设置 HTTPS_PROXY' : `；当前代理为 ${proxy}（来自 HTTPS_PROXY、HTTP_PROXY 或 ALL_PROXY）`;
}

/** No proxy leads to this machine. */
function isLocal(host: string): boolean {
  return /^(127\.|\[::1\]|localhost)/.test(host);
}
