import type { CloudFaultDetail, CloudFaultKind } from '../messages';
import { CloudFault } from './fault';

/** The kinds of faults that lie between us and a host. */
type NetworkKind = Extract<CloudFaultKind, 'dns' | 'refused' | 'unreachable' | 'reset' | 'tls' | 'proxy' | 'network'>;

const kinds: readonly (readonly [code: RegExp, kind: NetworkKind])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'unreachable'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^(CERT_\w+|\w+_CERT(_\w+)?|UNABLE_TO_\w+|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|UND_ERR_PRX_TLS)$/, 'tls'],
  [/^UND_ERR_SOCKS5\w*$/, 'proxy'],
];

/**
 * What a failed request tells of the network.
 * @param error  of undici or of Node below it
 * @param proxy  that the request went through, without its password
 */
export function networkFault(error: unknown, host: string, proxy: string | undefined): CloudFault {
  const chain = [...causesOf(error)];
  const tunnel = chain.map(({ message }) => /^Proxy response \((\d+)\)/.exec(message)?.[1]).find((status) => status !== undefined);
  if (tunnel !== undefined) return new CloudFault({ kind: 'proxy', host, proxy, why: `HTTP ${tunnel}` }, { cause: error });
  for (const { code } of chain) {
    const kind = code === undefined ? undefined : kinds.find(([pattern]) => pattern.test(code))?.[1];
    if (kind !== undefined && code !== undefined) return new CloudFault(detailOf(kind, host, proxy, code), { cause: error });
  }
  const [first] = chain;
  return new CloudFault(detailOf('network', host, proxy, first?.code ?? first?.message ?? String(error)), { cause: error });
}

function detailOf(kind: NetworkKind, host: string, proxy: string | undefined, why: string): CloudFaultDetail {
  return { kind, host, proxy, why };
}

interface Known {
  readonly code: string | undefined;
  readonly message: string;
}

/** How deep causes are looked into; a chain could close on itself. */
const depthMax = 5;

/** An error and what caused it, from the outside; of several tries at addresses of one name, each. */
function* causesOf(error: unknown, depth = 0): Generator<Known> {
  if (!(error instanceof Error) || depth > depthMax) return;
  const { code } = error as NodeJS.ErrnoException;
  yield { code: typeof code === 'string' ? code : undefined, message: error.message };
  if (error instanceof AggregateError) for (const one of error.errors) yield* causesOf(one, depth + 1);
  yield* causesOf(error.cause, depth + 1);
}
