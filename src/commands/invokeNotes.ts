import { say, type Lang } from '../messages';
import type { RegionObserver, Retry } from '../region';
import { causeSentence } from '../report/cause';
import type { Output } from './output';

/** What is told of a single invocation while it goes on: its log as it comes, and why it waits. */
export function liveLog(output: Output): RegionObserver {
  const { lang } = output;
  return {
    // Before anything of the log, as a caller would have it. @source S52, S70
    accepted: (requestId) => output.out(requestId),
    line: (text) => output.err(text),
    waits: (_requestId, cause) => output.err(say(lang, 'cause.wait', { cause: causeSentence(lang, cause) })),
    retries: (_requestId, retry) => output.err(retrySentence(lang, retry)),
    credentialsExpired: () => output.err(say(lang, 'invoke.credentialsExpired')),
  };
}

/** What is told of events that are left to the region: their RequestIds, one on each line; as JSON, objects. */
export function notesOfDetached(output: Output, json: boolean): RegionObserver {
  return { accepted: (requestId) => output.out(json ? JSON.stringify({ requestId }) : requestId) };
}

/** What is told of many: that the command goes on for another attempt, once for each kind of reason. */
export function notesOfMany(output: Output): RegionObserver {
  const told = new Set<string>();
  return {
    retries: (_requestId, retry) => {
      const kind = `${retry.status} ${retry.because === 'run' ? retry.nth : ''}`;
      if (!told.has(kind)) output.err(retrySentence(output.lang, retry));
      told.add(kind);
    },
  };
}

/** When the next attempt comes, and how to do without it. @source S54–S56 */
function retrySentence(lang: Lang, { status, afterMs, because, nth, max }: Retry): string {
  const inSec = Math.round(afterMs / 1000);
  if (because === 'run') return say(lang, 'invoke.retry', { status, inSec, nth, max });
  return say(lang, 'invoke.repeat', { status, inSec, rule: because === 'overLimit' ? 'S55' : 'S56' });
}
