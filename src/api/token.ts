import { timingSafeEqual } from 'node:crypto';

/**
 * Whether a request carries the token of a region: only the user who runs it can read the file where it stands.
 * @param token  undefined: there is none, and no request does
 */
export function carriesToken(authorization: string | undefined, token: string | undefined): boolean {
  if (token === undefined || authorization === undefined) return false;
  const [given, right] = [Buffer.from(authorization), Buffer.from(`Bearer ${token}`)];
  return given.length === right.length && timingSafeEqual(given, right);
}
