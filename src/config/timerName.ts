import { createHash } from 'node:crypto';

/**
 * A name for a timer that has none, made of what it does and of nothing else: it stays when other triggers come and go, or change places.
 * @param cron  in seven fields
 */
export function timerName(cron: string, message: string): string {
  return `timer-${createHash('sha256')
    .update(JSON.stringify([cron, message]))
    .digest('hex')
    .slice(0, 8)}`;
}
