import type { CellOptions } from 'cli-table3';
import round from 'lodash/round';
import { say, type Lang } from '../messages';
import type { Totals } from '../trace';

/** Codes that always have a column: what one looks for. */
const always = ['200', '432', '429'];

/** Columns in which several totals are compared, each in a row. */
export interface TotalsColumns {
  readonly head: readonly string[];
  readonly cells: (totals: Totals) => CellOptions[];
}

/** The columns for some totals: a code gets one when any of them has it. */
export function totalsColumns(lang: Lang, all: readonly Totals[]): TotalsColumns {
  const others = new Set(all.flatMap(({ byStatus }) => Object.keys(byStatus)).filter((code) => !always.includes(code)));
  const codes = [...always, ...[...others].sort()];
  const head = [
    say(lang, 'totals.invocations'),
    ...codes,
    say(lang, 'totals.cold'),
    say(lang, 'totals.latency'),
    say(lang, 'totals.wait'),
    say(lang, 'totals.instances'),
    'GBs',
    say(lang, 'totals.idle'),
    say(lang, 'totals.cost', { currency: all[0]?.cost.currency }),
  ];
  const cells = (totals: Totals): CellOptions[] =>
    [
      totals.invocations,
      ...codes.map((code) => totals.byStatus[code] ?? 0),
      totals.coldStarts,
      `${rounded(totals.latencyMs.p50)}/${rounded(totals.latencyMs.p99)}`,
      rounded(totals.waitMs.p99),
      totals.instances.peak,
      rounded(totals.gbs),
      rounded(totals.provisioned.idleGbs),
      round(totals.cost.amount, 4),
    ].map((content) => ({ content, hAlign: 'right' }));
  return { head, cells };
}

/** Enough digits for a comparison. */
function rounded(value: number): number {
  return round(value, 1);
}
