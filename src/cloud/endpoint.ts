import { CloudFault } from './fault';

/** Where a service of the cloud is asked. */
export interface Endpoint {
  /** All of it: `https://scf.tencentcloudapi.com/`. */
  readonly url: string;
  /** With its port. */
  readonly host: string;
  /** As it is signed: without a port. @source scf-api.md §2: verified with the SDK */
  readonly signedHost: string;
  readonly path: string;
  /** In the scope of signatures: what stands before the first dot, as the SDK has it. @source scf-api.md §2 */
  readonly service: string;
  readonly secure: boolean;
  /** On this machine, so that no proxy leads there. @source scf-api.md §4 */
  readonly local: boolean;
}

const localHost = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/;

/**
 * @param text  a host, a host with port or base path, or all of it with `http://` or `https://`; the latter unless said, but the former
 *   for this machine, where a local region has no certificate
 * @throws CloudFault `badEndpoint`
 */
export function endpointOf(text: string): Endpoint {
  const url = urlOf(text);
  if (!url || url.hostname === '' || url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    // One that holds a password is not repeated.
    throw new CloudFault({ kind: 'badEndpoint', endpoint: text.replace(/\/\/[^/]*@/, '//…@') });
  }
  const path = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  return {
    url: `${url.origin}${path}`,
    host: url.host,
    signedHost: url.hostname,
    path,
    service: url.host.split('.')[0] ?? '',
    secure: url.protocol === 'https:',
    local: localHost.test(url.hostname),
  };
}

function urlOf(text: string): URL | undefined {
  const hasScheme = /^https?:\/\//i.test(text);
  const whole = hasScheme ? text : `https://${text}`;
  if (!URL.canParse(whole) || /^\w+:\/\/.*:\/\//.test(whole)) return undefined;
  const url = new URL(whole);
  return hasScheme || !localHost.test(url.hostname) ? url : new URL(`http://${text}`);
}
