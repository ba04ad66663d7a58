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
      const starts = firstOf(lang, cause.starts, (start) => say(lang, 'cause.start', start));
      return say(lang, 'cause.burst', { perWindow: cause.perWindow, starts, nextInSec: secondsOf(cause.endsMs) });
    }
    case 'reserved':
      if (cause.quotaMB === 0) return say(lang, 'cause.off', cause);
      return say(lang, 'cause.reserved', { ...cause, instances: instancesMax(cause.elasticMB, cause.neededMB) });
    case 'pool': {
      const holders = firstOf(lang, cause.holders, (holder) => say(lang, 'cause.holder', holder));
      return say(lang, 'cause.pool', { ...cause, holders });
    }
  }
}

/** The first few that hold a limit; that there are more is seen, since their numbers would not add up. */
export function firstOf<Held>(lang: Lang, all: readonly Held[], sayOne: (held: Held) => string): string {
  const named = all.slice(0, holdersNamed).map(sayOne);
  return [...named, ...(all.length > holdersNamed ? ['…'] : [])].join(lang === 'zh' ? '、' : ', ');
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(1);
}
