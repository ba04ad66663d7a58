import round from 'lodash/round';
import { say, type Lang } from '../messages';
import type { InvocationType } from '../scf';
import { jsonOfText, laidOut, objectText } from './asWritten';
import { clock, span } from './events';
import { printable } from './printable';

/** One invocation, as far as it is shown; all times are ms since the Unix epoch. */
interface ShownInvocation {
  readonly requestId: string;
  readonly function: string;
  /** As the caller named it, and what that meant. */
  readonly qualifier: string;
  readonly version?: string | undefined;
  readonly type: InvocationType;
  readonly invokedBy: string;
  readonly asyncRun: boolean;
  readonly state: string;
  /** Once it has ended. */
  readonly status?: number | undefined;
  readonly acceptedMs: number;
  readonly startMs?: number | undefined;
  readonly endMs?: number | undefined;
  readonly attempts: number;
  readonly durationMs?: number | undefined;
  readonly memoryMB?: number | undefined;
  /** What the handler returned, or the error: JSON text. */
  readonly result?: string | undefined;
}

/** Everything that is known of one invocation, a line for each thing; last, what came of it. */
export function viewText(view: ShownInvocation, nowMs: number, lang: Lang): string {
  const { version, status, startMs, endMs, memoryMB, result } = view;
  const lines: [string, string | undefined][] = [
    [say(lang, 'events.requestId'), view.requestId],
    [say(lang, 'events.function'), view.function],
    [say(lang, 'events.qualifier'), view.qualifier],
    [say(lang, 'events.version'), version],
    [say(lang, 'events.type'), `${typeOf(view, lang)} (${view.invokedBy})`],
    [say(lang, 'events.stateHead'), status === undefined ? view.state : `${view.state} (${status})`],
    [say(lang, 'events.accepted'), clock(view.acceptedMs)],
    [say(lang, 'events.start'), startMs === undefined ? undefined : clock(startMs)],
    [say(lang, 'events.end'), endMs === undefined ? undefined : clock(endMs)],
    [say(lang, 'events.duration'), durationOf(view, nowMs, lang)],
    [say(lang, 'events.memory'), memoryMB === undefined ? undefined : `${round(memoryMB, 1)} MB`],
    [say(lang, 'events.attempts'), String(view.attempts)],
  ];
  const shown = lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  if (result !== undefined) shown.push(`${say(lang, status === 200 ? 'events.result' : 'events.error')}: ${laidOut(jsonOfText(result))}`);
  return printable(shown.join('\n'));
}

/** The view as it is, but for its result, which is a value and no text; what is not known is null. */
export function viewJson(view: ShownInvocation): string {
  const { version = null, status = null, startMs = null, endMs = null, durationMs = null, memoryMB = null, result } = view;
  const known = { ...view, version, status, startMs, endMs, durationMs, memoryMB, result: undefined };
  return laidOut(objectText(known, { result: result === undefined ? 'null' : jsonOfText(result) }));
}

function typeOf({ asyncRun, type }: ShownInvocation, lang: Lang): string {
  return say(lang, asyncRun ? 'events.asyncRun' : `events.${type}`);
}

function durationOf({ durationMs, startMs, state }: ShownInvocation, nowMs: number, lang: Lang): string | undefined {
  if (state !== 'RUNNING') return durationMs === undefined ? undefined : span(durationMs);
  return startMs === undefined ? undefined : say(lang, 'events.soFar', { time: span(nowMs - startMs) });
}
