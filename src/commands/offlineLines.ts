import { createColors } from 'picocolors';
import { say, type Lang } from '../messages';
import type { EndOfInvocation, Happening } from '../offline/happenings';
import type { Retry } from '../region';
import { causeSentence, firstOf } from '../report/cause';
import { span } from '../report/events';
import { printable } from '../report/printable';
import { padded, widthOf } from '../report/width';
import type { Cause } from '../scf';

/** Columns of a RequestId. */
const requestIdWidth = 36;

/** Names that are kept as they are shown. */
const namesMax = 1_000;

/**
 * Turns what happens in a region into lines of aligned columns: time, function, RequestId, then of an invocation that ran its
 * instance, wait, run, memory and status, and of one that did not the reason with its numbers.
 */
export class OfflineLines {
  readonly #lang: Lang;
  readonly #paint: ReturnType<typeof createColors>;
  readonly #clock = new ClockTime();
  readonly #words: Readonly<Record<'cold' | 'warm' | 'wait' | 'run', string>>;
  #functionWidth: number;
  /** Names of functions as they stand in their column. */
  readonly #names = new Map<string, string>();

  /** @param functions  keys that are known; the column grows with longer ones */
  constructor(lang: Lang, colour: boolean, functions: readonly string[]) {
    this.#lang = lang;
    this.#paint = createColors(colour);
    this.#functionWidth = Math.max(0, ...functions.map((key) => widthOf(printable(key))));
    const [cold, warm] = [say(lang, 'offline.cold'), say(lang, 'offline.warm')];
    const width = Math.max(widthOf(cold), widthOf(warm));
    this.#words = { cold: padded(cold, width), warm: padded(warm, width), wait: say(lang, 'offline.wait'), run: say(lang, 'offline.run') };
  }

  /**
   * @param at            local time
   * @param sinceOpenedMs  the same moment on the region's own watch
   */
  line(happening: Happening, at: Date, sinceOpenedMs: number): string {
    const { function: key, requestId } = happening;
    return `${this.#paint.dim(this.#clock.text(at))}  ${this.#nameOf(key)}  ${requestId.padEnd(requestIdWidth)}  ${this.#what(happening, sinceOpenedMs)}`;
  }

  /** A line that a function wrote, under its name. */
  written(functionKey: string, text: string): string {
    return this.#paint.dim(`${' '.repeat(clockWidth)}  ${this.#nameOf(functionKey)}  ${printable(text)}`);
  }

  #nameOf(key: string): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = printable(key);
    const width = widthOf(name);
    // All others move with it; and callers may name functions that there are not.
    if (width > this.#functionWidth || this.#names.size >= namesMax) this.#names.clear();
    this.#functionWidth = Math.max(this.#functionWidth, width);
    const shown = padded(name, this.#functionWidth);
    this.#names.set(key, shown);
    return shown;
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
    const { cold, warm, wait, run } = this.#words;
    const instance = `${last.cold ? cold : warm} ${`#${last.instance}`.padEnd(4)}`;
    const waited = `${wait} ${span(first.startedMs - record.arrivedMs).padStart(9)}`;
    const ran = `${run} ${span(durationMs).padStart(9)}`;
    const memory = (memoryMB === undefined ? '-' : `${memoryMB.toFixed(1)} MB`).padStart(9);
    return `${instance}  ${waited}  ${ran}  ${memory}  ${this.#status(end)}`;
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
      const starts = firstOf(lang, cause.starts, (start) => say(lang, 'cause.start', start));
      return say(lang, 'offline.burst', { perWindow: cause.perWindow, starts, inSec });
    }
  }
}

/** Columns of a time of day. */
const clockWidth = 12;

/** Tells the time as `09:05:07.031`. Lines come many a second, and all but the milliseconds is the same for them. */
class ClockTime {
  #second = Number.NaN;
  #head = '';

  text(at: Date): string {
    const ms = at.getTime();
    const second = Math.floor(ms / 1000);
    if (second !== this.#second) this.#head = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.`;
    this.#second = second;
    return this.#head + String(ms - second * 1000).padStart(3, '0');
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
