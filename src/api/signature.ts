import { createHmac, timingSafeEqual } from 'node:crypto';
import { said } from '../messages/api';
import { canonicalRequest, scopeDate, sha256, tc3Signature } from '../tc3';
import { ApiError } from './error';

/** How much is asked of a request's signature: nothing, its form, or that it is right. @source scf-api.md §2 */
export type SignatureMode = 'off' | 'parse' | 'verify';

/** Whose signatures are right. */
export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  /** Of temporary credentials; then requests must carry it. */
  readonly token?: string;
}

/** What of a request can be signed. */
export interface Signable {
  readonly method: string;
  /** As it was sent, with the query after its `?`. */
  readonly target: string;
  header(name: string): string | undefined;
  readonly body: Buffer;
  /** Its parameters, of a query or a form. */
  readonly flat: ReadonlyMap<string, string> | undefined;
}

/** How far a request's time may be from ours, s. @source scf-api.md §2 */
const skewMaxSec = 300;

const oldMethods: Readonly<Record<string, string>> = { HmacSHA1: 'sha1', HmacSHA256: 'sha256' };

/**
 * Check who has sent a request.
 * @param nowMs  ms since the Unix epoch
 * @throws ApiError `AuthFailure.…`; its message names no secret, nor anything that a right signature could be made from
 * @source scf-api.md §2, §3
 */
export function checkSignature(request: Signable, mode: SignatureMode, credentials: readonly Credential[], nowMs: number): void {
  if (mode === 'off') return;
  const claim = request.header('authorization') === undefined && request.flat?.has('Signature') ? oldClaim(request, request.flat) : newClaim(request);
  if (mode === 'parse') return;
  const credential = credentials.find(({ secretId }) => secretId === claim.secretId);
  if (!credential) throw new ApiError('AuthFailure.SecretIdNotFound', said('signature.secretId'));
  if (Math.abs(nowMs / 1000 - claim.timestamp) > skewMaxSec) {
    throw new ApiError('AuthFailure.SignatureExpire', said('signature.expired', { maxSec: skewMaxSec }));
  }
  if ((credential.token ?? '') !== claim.token) throw new ApiError('AuthFailure.TokenFailure', said('signature.token'));
  if (!claim.matches(credential.secretKey)) throw signatureFailure('wrong');
}

/** What a request says of its sender. */
interface Claim {
  readonly secretId: string;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
  readonly token: string;
  readonly matches: (secretKey: string) => boolean;
}

const authorizationPattern =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]{1,128})\/(\d{4}-\d\d-\d\d)\/([^/,\s]{1,256})\/tc3_request,\s*SignedHeaders=([a-z0-9;-]{1,512}),\s*Signature=([0-9a-f]{64})$/;

/** TC3-HMAC-SHA256. */
function newClaim(request: Signable): Claim {
  const authorization = request.header('authorization');
  if (authorization === undefined) throw signatureFailure('unsigned');
  const match = authorizationPattern.exec(authorization);
  if (!match) throw signatureFailure('form');
  const [, secretId = '', date = '', service = '', signedHeaders = '', signature = ''] = match;
  // What the SDKs write when they were given no credentials.
  if (secretId === 'null' || secretId === 'undefined') throw new ApiError('AuthFailure.InvalidSecretId', said('signature.noSecretId'));
  const timestamp = timestampOf(request.header('x-tc-timestamp'), 'timeHeader');
  if (scopeDate(timestamp) !== date) {
    throw signatureFailure('date');
  }
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('content-type')) {
    throw signatureFailure('headers');
  }
  const scope = { date, service, timestamp };
  return {
    secretId,
    timestamp,
    token: request.header('x-tc-token') ?? '',
    matches: (secretKey) => canonicalRequests(request, names).some((canonical) => isSame(signature, tc3Signature(canonical, scope, secretKey))),
  };
}

/**
 * The texts that may have been signed: the SDKs leave out the port of the host, those behind a base path sign it or not, and by the
 * documents the headers' values are in lower case, by the SDK for Node they are as they are.
 * @source scf-api.md §2: verified with the SDK
 */
function canonicalRequests(request: Signable, names: readonly string[]): string[] {
  const [path, query] = splitOnce(request.target, '?');
  const host = request.header('host') ?? '';
  const unsigned = request.header('x-tc-content-sha256') === 'UNSIGNED-PAYLOAD';
  const payloadHash = sha256(unsigned ? 'UNSIGNED-PAYLOAD' : request.body);
  const texts = new Set<string>();
  for (const hostForm of [withoutPort(host), host]) {
    for (const lower of [false, true]) {
      const headers = names.map((name) => {
        const value = (name === 'host' ? hostForm : (request.header(name) ?? '')).trim();
        return [name, lower ? value.toLowerCase() : value] as const;
      });
      for (const pathForm of new Set([path, '/'])) {
        texts.add(canonicalRequest({ method: request.method, path: pathForm, query, headers, payloadHash }));
      }
    }
  }
  return [...texts];
}

/** HmacSHA1 and HmacSHA256, whose signature is a parameter among the others. */
function oldClaim(request: Signable, flat: ReadonlyMap<string, string>): Claim {
  const method = flat.get('SignatureMethod') ?? 'HmacSHA1';
  const algorithm = Object.hasOwn(oldMethods, method) ? oldMethods[method] : undefined;
  if (algorithm === undefined) throw signatureFailure('method');
  const secretId = flat.get('SecretId') ?? '';
  if (secretId === '') throw new ApiError('AuthFailure.InvalidSecretId', said('signature.noSecretId'));
  const signature = flat.get('Signature') ?? '';
  return {
    secretId,
    timestamp: timestampOf(flat.get('Timestamp'), 'timeParameter'),
    token: flat.get('Token') ?? '',
    matches: (secretKey) => oldTexts(request, flat).some((text) => isSame(signature, hmac(algorithm, secretKey, text).toString('base64'))),
  };
}

function oldTexts(request: Signable, flat: ReadonlyMap<string, string>): string[] {
  const [path] = splitOnce(request.target, '?');
  const host = request.header('host') ?? '';
  const names = [...flat.keys()].filter((name) => name !== 'Signature').sort();
  const query = names.map((name) => `${name}=${flat.get(name) ?? ''}`).join('&');
  return [host, withoutPort(host)].flatMap((hostForm) => [path, '/'].map((pathForm) => `${request.method}${hostForm}${pathForm}?${query}`));
}

function timestampOf(text: string | undefined, fault: 'timeHeader' | 'timeParameter'): number {
  if (text === undefined || !/^\d{1,11}$/.test(text)) throw signatureFailure(fault);
  return Number(text);
}

/** What is wrong with a signature itself. */
type SignatureFault = 'wrong' | 'unsigned' | 'form' | 'date' | 'headers' | 'method' | 'timeHeader' | 'timeParameter';

function signatureFailure(fault: SignatureFault): ApiError {
  return new ApiError('AuthFailure.SignatureFailure', said(`signature.${fault}`));
}

/** In a time that does not tell where they differ. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

function hmac(algorithm: string, key: string, text: string): Buffer {
  return createHmac(algorithm, key).update(text).digest();
}
