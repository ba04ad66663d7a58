import { say, type Lang } from '../messages';
import { instancesMax, type Cause } from '../scf';

/** Holders named in one sentence; the record has them all. */
const holdersNamed = 3;

/** Why an invocation was refused or had to wait, in one sentence with its numbers. */
export function causeSentence(lang: Lang, cause: Cause): string {
  switch (cause.limit) {
    case 'qps':
      return say(lang, 'cause.qps', { ...cause, nextInSec: secondsOf(cause.endsMs) });
    case 'ramp':
      return say(lang, 'cause.ramp', { ...cause, everySec: cause.windowMs / 1000, nextInSec: secondsOf(cause.endsMs) });
    case 'burst': {
      const starts = cause.starts.slice(0, holdersNamed).map((start) => say(lang, 'cause.start', start));
      return say(lang, 'cause.burst', { perWindow: cause.perWindow, starts: starts.join(', '), nextInSec: secondsOf(cause.endsMs) });
    }
    case 'reserved':
      if (cause.quotaMB === 0) return say(lang, 'cause.off', cause);
      return say(lang, 'cause.reserved', { ...cause, instances: instancesMax(cause.elasticMB, cause.neededMB) });
    case 'pool': {
      const holders = cause.holders.slice(0, holdersNamed).map((holder) => say(lang, 'cause.holder', holder));
      return say(lang, 'cause.pool', { ...cause, holders: holders.join(', ') });
    }
  }
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(1);
}
