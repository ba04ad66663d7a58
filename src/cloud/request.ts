import { canonicalRequest, scopeDate, sha256, tc3Signature } from '../tc3';
import type { Credentials } from './credentials';
import type { Endpoint } from './endpoint';

/** One request, but for who sends it and when. */
export interface Asked {
  readonly endpoint: Endpoint;
  readonly action: string;
  /** Of the API: `2018-04-16`. */
  readonly version: string;
  readonly region: string;
  /** Of the texts in answers; the account's own when undefined. */
  readonly language: 'zh-CN' | 'en-US' | undefined;
  readonly params: object;
}

/** Ready to be sent by POST. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const contentType = 'application/json';

/**
 * Signs with TC3-HMAC-SHA256: the bytes are those that the official SDK for Node signs.
 * @param nowMs  ms since the Unix epoch; a second's fraction is dropped
 * @source scf-api.md §2
 */
export function signedRequest(asked: Asked, credentials: Credentials, nowMs: number): SignedRequest {
  const { endpoint, region, language } = asked;
  const { secretId, secretKey, token } = credentials.keys();
  const body = bodyOf(asked.params);
  const timestamp = Math.floor(nowMs / 1000);
  const headers = [
    ['content-type', contentType],
    ['host', endpoint.signedHost],
  ] as const;
  const canonical = canonicalRequest({ method: 'POST', path: endpoint.path, query: '', headers, payloadHash: sha256(body) });
  const scope = { date: scopeDate(timestamp), service: endpoint.service, timestamp };
  const credential = `${secretId}/${scope.date}/${scope.service}/tc3_request`;
  const signedHeaders = headers.map(([name]) => name).join(';');
  return {
    headers: {
      'content-type': contentType,
      authorization: `TC3-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${tc3Signature(canonical, scope, secretKey)}`,
      'x-tc-action': asked.action,
      'x-tc-version': asked.version,
      'x-tc-timestamp': String(timestamp),
      'x-tc-requestclient': 'serverless-scf',
      'x-tc-region': region,
      ...(language !== undefined && { 'x-tc-language': language }),
      ...(token !== undefined && { 'x-tc-token': token }),
    },
    body,
  };
}

/** In lists a null keeps its place; a member that is null is left out, as the SDK does. @source scf-api.md §4, nulls */
function bodyOf(params: object): string {
  return JSON.stringify(params, (_name, value: unknown) => (isMembers(value) ? withoutNulls(value) : value));
}

function isMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNulls(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}
