import { CloudFault } from './fault';

/** The process environment, as far as it is given to us. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What the environment says of proxies. Empty text: none. */
export interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/**
 * The proxies of the environment, lower-case names before upper-case ones, as curl has it.
 * @throws CloudFault `badProxy`; the value is not repeated, since it may hold a password
 */
export function proxiesOf(env: Env): Proxies {
  return {
    httpProxy: proxyIn(env, ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']),
    httpsProxy: proxyIn(env, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']),
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
  };
}

function proxyIn(env: Env, names: readonly string[]): string {
  const name = names.find((each) => (env[each] ?? '') !== '');
  const value = (name === undefined ? undefined : env[name]?.trim()) ?? '';
  if (name === undefined || value === '') return '';
  const whole = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(whole) || !/^(https?|socks5?):$/.test(new URL(whole).protocol)) throw new CloudFault({ kind: 'badProxy', name });
  return whole;
}

/** The proxy to a host as it may be shown: without user and password. Undefined for none. */
export function shownProxy({ httpProxy, httpsProxy, noProxy }: Proxies, host: string, secure: boolean): string | undefined {
  const proxy = secure ? httpsProxy : httpProxy;
  return proxy === '' || isExempt(host, noProxy) ? undefined : new URL(proxy).host;
}

/** As undici reads `NO_PROXY`: names with all that ends in them, with a port for that one only; `*` for all. */
function isExempt(host: string, noProxy: string): boolean {
  const [, name = host] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  const entries = noProxy.split(/[,\s]+/).filter((entry) => entry !== '');
  return entries.some((entry) => {
    const [, suffix = '', port] = /^(?:\*?\.)?(.+?)(:\d+)?$/.exec(entry.toLowerCase()) ?? [];
    return entry === '*' || ((port === undefined || host.endsWith(port)) && (name === suffix || name.endsWith(`.${suffix}`)));
  });
}
