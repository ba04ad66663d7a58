import { say, type Lang } from '../messages';
import { HarnessError } from './error';

/**
 * An event as a region hands it on.
 * @throws HarnessError `CONFIG` when it is none that JSON could tell of
 */
export function eventBytes(event: unknown, lang: Lang): Buffer {
  try {
    return Buffer.from((JSON.stringify(event) as string | undefined) ?? 'null');
  } catch (error) {
    throw new HarnessError('CONFIG', say(lang, 'harness.event', { detail: error instanceof Error ? error.message : String(error) }));
  }
}
