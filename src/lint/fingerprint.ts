import { hash } from 'node:crypto';
import type { Located } from '../config';
import type { Finding } from './finding';

/** How many hexadecimal digits a fingerprint has. */
const digits = 32;

/**
 * What was found in one service, each with its fingerprint; nothing is suppressed yet.
 *
 * A fingerprint knows no line and no message: it stays when a fault moves or its figures change. Where the same code occurs at the same
 * path several times, it is told apart by its order.
 *
 * @param folder  folder of the service, with `/` and from a place that stays: two services of a repository must differ in it
 */
export function findingsOf(located: readonly Located[], folder: string): Finding[] {
  const times = new Map<string, number>();
  return located.map((one) => {
    const place = [folder, one.diagnostic.code, one.file, one.diagnostic.path];
    const key = JSON.stringify(place);
    const before = times.get(key) ?? 0;
    times.set(key, before + 1);
    const fingerprint = hash('sha256', JSON.stringify([...place, before]), 'hex').slice(0, digits);
    return { ...one, stages: undefined, suppressed: undefined, fingerprint };
  });
}
