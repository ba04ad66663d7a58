import { createHash, createHmac } from 'node:crypto';

/** What of a request is signed. */
export interface Canonical {
  readonly method: string;
  readonly path: string;
  /** Without its `?`; empty for none. */
  readonly query: string;
  /** Names in lower case, in the order in which they are signed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** SHA-256 of the body, lower-case hex. */
  readonly payloadHash: string;
}

/** Which day's and which service's key signs. */
export interface Tc3Scope {
  /** In UTC: `2026-05-28`. */
  readonly date: string;
  readonly service: string;
  /** Seconds since the Unix epoch. */
  readonly timestamp: number;
}

/** The text of a request that TC3-HMAC-SHA256 signs. @source scf-api.md §2, step 1 */
export function canonicalRequest({ method, path, query, headers, payloadHash }: Canonical): string {
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join('');
  const names = headers.map(([name]) => name).join(';');
  return [method, path, query, lines, names, payloadHash].join('\n');
}

/** The signature of a canonical request, lower-case hex. @source scf-api.md §2, steps 2 and 3 */
export function tc3Signature(canonical: string, { date, service, timestamp }: Tc3Scope, secretKey: string): string {
  const text = ['TC3-HMAC-SHA256', timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join('\n');
  const key = [date, service, 'tc3_request'].reduce<string | Buffer>((chained, part) => hmac(chained, part), `TC3${secretKey}`);
  return hmac(key, text).toString('hex');
}

/** The day of a time in UTC, as a scope names it. @param timestamp  seconds since the Unix epoch */
export function scopeDate(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

/** Lower-case hex. */
export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
