import { createColors } from 'picocolors';
import { say, type Lang } from '../messages';
import type { EndOfInvocation, Happening } from '../offline/happenings';
import type { Retry } from '../region';
import { causeSentence } from '../report/cause';
import { span } from '../report/events';
import { printable } from '../report/printable';
import { padded, widthOf } from '../report/width';
import type { Cause } from '../scf';

/** Columns of a RequestId. */
const requestIdWidth = 36;

/**
 * Turns what happens in a region into lines of aligned columns: time, function, RequestId, then of an invocation that ran its
 * instance, wait, run, memory and status, and of one that did not the reason with its numbers.
 */
export class OfflineLines {
  readonly #lang: Lang;
  readonly #paint: ReturnType<typeof createColors>;
  #functionWidth: number;

  /** @param functions  keys that are known; the column grows with longer ones */
  constructor(lang: Lang, colour: boolean, functions: readonly string[]) {
    this.#lang = lang;
    this.#paint = createColors(colour);
    this.#functionWidth = Math.max(0, ...functions.map((key) => widthOf(printable(key))));
  }

  /**
   * @param at            local time
   * @param sinceOpenedMs  the same moment on the region's own watch
   */
  line(happening: Happening, at: Date, sinceOpenedMs: number): string {
    const name = printable(happening.function);
    this.#functionWidth = Math.max(this.#functionWidth, widthOf(name));
    const head = [this.#paint.dim(clockTime(at)), padded(name, this.#functionWidth), padded(happening.requestId, requestIdWidth)];
    return [...head, this.#what(happening, sinceOpenedMs)].join('  ');
  }

  /** A line that a function wrote, under its name. */
  written(functionKey: string, text: string): string {
    const name = printable(functionKey);
    this.#functionWidth = Math.max(this.#functionWidth, widthOf(name));
    return this.#paint.dim(`${' '.repeat(clockWidth)}  ${padded(name, this.#functionWidth)}  ${printable(text)}`);
  }

  #what(happening: Happening, sinceOpenedMs: number): string {
    const { dim, yellow } = this.#paint;
    switch (happening.kind) {
      case 'accepted':
        return dim(say(this.#lang, 'offline.accepted'));
      case 'waits':
        return yellow(say(this.#lang, 'cause.wait', { cause: liveCause(this.#lang, happening.cause, sinceOpenedMs) }));
      case 'retries':
        return yellow(this.#retry(happening.retry));
      case 'ended':
        return this.#end(happening.end, sinceOpenedMs);
    }
  }

  #retry({ status, afterMs, because, nth, max }: Retry): string {
    const inSec = Math.round(afterMs / 1000);
    return because === 'run' ? say(this.#lang, 'offline.retry', { status, inSec, nth, max }) : say(this.#lang, 'offline.repeat', { status, inSec });
  }

  #end(end: EndOfInvocation, sinceOpenedMs: number): string {
    const { record, durationMs, memoryMB } = end;
    const [first] = record.attempts;
    const last = record.attempts.at(-1);
    if (!first || !last) return this.#paint.red(this.#refusal(end, sinceOpenedMs));
    const [cold, warm] = [say(this.#lang, 'offline.cold'), say(this.#lang, 'offline.warm')];
    const began = padded(last.cold ? cold : warm, Math.max(widthOf(cold), widthOf(warm)));
    return [
      `${began} ${padded(`#${last.instance}`, 4)}`,
      `${say(this.#lang, 'offline.wait')} ${padded(span(first.startedMs - record.arrivedMs), 9, 'start')}`,
      `${say(this.#lang, 'offline.run')} ${padded(span(durationMs), 9, 'start')}`,
      padded(memoryMB === undefined ? '-' : `${memoryMB.toFixed(1)} MB`, 9, 'start'),
      this.#status(end),
    ].join('  ');
  }

  #status({ record, errorMessage }: EndOfInvocation): string {
    const { status, state, attempts } = record;
    const { green, red } = this.#paint;
    const times = attempts.length > 1 ? ` ${say(this.#lang, 'offline.attempts', { count: attempts.length })}` : '';
    if (status === 200 && state === 'FINISHED') return green('200') + times;
    return red([status, state, printable(errorMessage ?? '')].join(' ').trimEnd()) + times;
  }

  /** What never ran: by which limit, or what else is wrong with the call. */
  #refusal({ record, errorMessage }: EndOfInvocation, sinceOpenedMs: number): string {
    const { status, state, cause } = record;
    if (state === 'REFUSED' && cause) return liveCause(this.#lang, cause, sinceOpenedMs);
    return [status, state, printable(errorMessage ?? '')].join(' ').trimEnd();
  }
}

/** Why something is refused or waits. In a region that lives on, times are told from now rather than from its beginning. */
export function liveCause(lang: Lang, cause: Cause, sinceOpenedMs: number): string {
  if (!('endsMs' in cause)) return causeSentence(lang, cause);
  const inSec = (Math.max(0, cause.endsMs - sinceOpenedMs) / 1000).toFixed(1);
  switch (cause.limit) {
    case 'qps':
      return say(lang, 'offline.qps', { ...cause, inSec });
    case 'ramp':
      return say(lang, 'offline.ramp', { ...cause, everySec: cause.windowMs / 1000, inSec });
    case 'burst': {
      const starts = cause.starts.slice(0, 3).map((start) => say(lang, 'cause.start', start));
      return say(lang, 'offline.burst', { perWindow: cause.perWindow, starts: starts.join(', '), inSec });
    }
  }
}

/** Columns of a time of day. */
const clockWidth = 12;

/** Such as `09:05:07.031`. */
function clockTime(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}
