import { say, type Lang } from '../messages';
import type { BrokenCode } from '../offline/codeEdits';
import type { Happening } from '../offline/happenings';
import type { FunctionStatus, Reloaded, StillWaiting } from '../offline/serving';
import { diagnosticsJson, diagnosticsText } from '../report/diagnostics';
import { printable } from '../report/printable';
import { brokenJson, brokenText } from './brokenCode';
import { gathered } from './gathered';
import { banner, type Opening } from './offlineBanner';
import { OfflineLines } from './offlineLines';
import { timersIn } from './offlineTimers';
import type { Output } from './output';
import type { CheckedService } from './serviceCheck';

/** What `offline` tells while it runs: lines for people, or one JSON object a line. */
export interface OfflineReport {
  opened(opening: Opening): void;
  happened(happening: Happening, sinceOpenedMs: number): void;
  /** A line that a function wrote. */
  wrote(functionKey: string, requestId: string | undefined, text: string): void;
  reloaded(paths: readonly string[]): void;
  /** What the region did not take of a configuration; nothing, if it took all. */
  refused(reloaded: Reloaded): void;
  /** The service is wrong now, and stays as it was. */
  broken(checked: CheckedService): void;
  /** These files of the configuration have changed, and only a new start can take that. */
  configurationKept(paths: readonly string[]): void;
  /** Code cannot be loaded as it is now, and its functions stay as they were. */
  codeBroken(broken: readonly BrokenCode[]): void;
  /** Files have changed while functions ran, and are taken for what they write. */
  written(paths: readonly string[]): void;
  draining(running: number): void;
  drained(still: StillWaiting, then: WhatWaits): void;
  /** @param left  the region is another's, and what runs goes on there */
  stopped(left: boolean): void;
  gone(origin: string): void;
}

/** What becomes of events that wait: they go on at the next start, or when the service joins again, or end with the region. */
export type WhatWaits = 'kept' | 'left' | 'lost';

/** Lines for people: what happens on standard output, everything else on standard error. */
export function textReport(given: Output, functions: readonly string[]): OfflineReport {
  const output = gathered(given);
  const { lang, colour } = output;
  const out = (text: string): void => output.out(text);
  const err = (text: string): void => output.err(text);
  const lines = new OfflineLines(lang, colour, functions);
  return {
    opened: (opening) => err(banner(opening, lang)),
    happened: (happening, sinceOpenedMs) => out(lines.line(happening, new Date(), sinceOpenedMs)),
    wrote: (functionKey, _requestId, text) => out(lines.written(functionKey, text)),
    reloaded: (paths) => err(say(lang, 'offline.reloaded', { paths: paths.map(printable) })),
    refused: (reloaded) => tellRefused(reloaded, output),
    broken: (checked) => err(`${diagnosticsText(checked, lang, colour)}\n${say(lang, 'offline.reloadFailed')}`),
    configurationKept: (paths) => err(say(lang, 'offline.configurationKept', { paths: paths.map(printable) })),
    codeBroken: (broken) => err(brokenText(broken, output)),
    written: (paths) => err(say(lang, 'offline.written', { paths: paths.map(printable) })),
    draining: (running) => err(say(lang, 'offline.draining', { running })),
    drained: (still, then) => err(say(lang, still.waiting === 0 || then === 'kept' ? 'offline.drained' : `offline.${then}`, still)),
    stopped: (left) => err(say(lang, left ? 'offline.stoppedLeft' : 'offline.stopped')),
    gone: (origin) => err(say(lang, 'offline.hostGone', { origin })),
  };
}

function tellRefused({ refused, restart }: Reloaded, output: Output): void {
  const { lang } = output;
  for (const refusal of refused) output.err(refusalText(refusal, lang));
  for (const what of restart) output.err(what === 'service' ? say(lang, 'offline.renamed') : say(lang, 'offline.needsRestart', { what }));
}

function refusalText({ function: key, code, message, reservation, absent }: Reloaded['refused'][number], lang: Lang): string {
  const why = { function: key ?? say(lang, 'offline.account'), code, message: printable(message[lang]) };
  if (reservation?.by === 'api') return say(lang, 'offline.apiReservationRefused', { ...why, otherwiseMB: reservation.otherwiseMB });
  if (reservation?.by === 'file') return say(lang, 'offline.fileReservationRefused', why);
  return say(lang, absent ? 'offline.additionRefused' : 'offline.changeRefused', why);
}

/** One JSON object a line, all on standard output; `at` is ISO 8601. */
export function jsonReport(given: Output): OfflineReport {
  const output = gathered(given);
  /** The region ends with it: nobody is there to write it later. */
  const tellLast = (kind: string, more?: object): void => {
    tell(kind, more);
    output.flush();
  };
  const tell = (kind: string, more: object = {}): void => output.out(JSON.stringify({ at: new Date().toISOString(), kind, ...more }));
  return {
    opened: ({ plan, options, origin, profile, seed, joined, file, recovered }) => {
      const { service, stage, region } = plan;
      const timers = timersIn(plan, options);
      const whose = { joined: joined?.service ?? null, unheeded: joined?.unheeded ?? [] };
      tell('opened', { service, stage, region, origin, profile, seed, ...whose, store: file ?? null, recovered, timers });
    },
    happened: ({ kind, ...happening }) => {
      const { end, ...rest } = { end: undefined, ...happening };
      tell(kind, { ...rest, ...end });
    },
    wrote: (functionKey, requestId, text) => tell('line', { function: functionKey, requestId: requestId ?? null, text }),
    reloaded: (paths) => tell('reloaded', { paths }),
    refused: ({ refused, restart }) => {
      if (refused.length + restart.length > 0)
        tell('refused', { refused: refused.map((one) => ({ ...one, message: one.message[output.lang] })), restart });
    },
    broken: (checked) => tell('broken', JSON.parse(diagnosticsJson(checked, output.lang)) as object),
    configurationKept: (paths) => tell('configurationKept', { paths }),
    codeBroken: (broken) => tell('codeBroken', { functions: broken.map(brokenJson) }),
    written: (paths) => tell('written', { paths }),
    draining: (running) => tell('draining', { running }),
    drained: (still, then) => tellLast('drained', { ...still, kept: then !== 'lost' }),
    stopped: (left) => tellLast('stopped', { ended: !left }),
    gone: (origin) => tellLast('gone', { origin }),
  };
}

/** Instances, memory and queues, function by function. */
export async function statusTable(rows: readonly FunctionStatus[], { lang, columns }: Pick<Output, 'lang' | 'columns'>): Promise<string> {
  const { tableText } = await import('../report/table');
  const heads = ['function', 'instances', 'busy', 'busyMB', 'waiting', 'throttled'] as const;
  const cells = (name: string, row: Omit<FunctionStatus, 'function'>): (string | number)[] => [
    name,
    row.instances,
    row.busy,
    row.busyMB,
    row.waiting,
    `${row.throttledByQuota} / ${row.throttledByRate}`,
  ];
  return tableText(
    {
      head: heads.map((name) => say(lang, `offline.table.${name}`)),
      aligns: heads.map((name) => (name === 'function' ? 'left' : 'right')),
      rows: [...rows.map((row) => cells(printable(row.function), row)), cells(say(lang, 'offline.table.all'), totalOf(rows))],
    },
    columns,
  );
}

function totalOf(rows: readonly FunctionStatus[]): Omit<FunctionStatus, 'function'> {
  const sum = (figure: Exclude<keyof FunctionStatus, 'function'>): number => rows.reduce((total, row) => total + row[figure], 0);
  return {
    instances: sum('instances'),
    busy: sum('busy'),
    busyMB: sum('busyMB'),
    waiting: sum('waiting'),
    throttledByQuota: sum('throttledByQuota'),
    throttledByRate: sum('throttledByRate'),
  };
}
