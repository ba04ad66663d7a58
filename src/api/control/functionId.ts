import { createHash } from 'node:crypto';

/** As the platform's look, such as `lam-1a2b3c4d`. @param of  what nothing else in a region is called */
export function functionId(of: string): string {
  return `lam-${createHash('sha256').update(of).digest('hex').slice(0, 8)}`;
}
