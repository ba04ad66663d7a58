import type { DeployPlan } from '../deploy/plan';
import type { Lang } from '../messages';
import { sayDeployReport } from '../messages/deployReport';
import { sayReport } from '../messages/reportTexts';
import type { Allocation } from '../scf';
import { printable } from './printable';

/** Functions that the table names; the sum of the others is one more row. */
const rowsMax = 20;

/** How the account quota of the region is divided before and after; undefined when nothing of it changes. */
export async function quotaText(
  { account: { before, after, peakMB }, region }: DeployPlan,
  lang: Lang,
  columns: number | undefined,
): Promise<string | undefined> {
  const changed = changedShares(before, after);
  if (changed.length === 0) return undefined;
  const { tableText } = await import('./table');
  const head = [
    sayReport(lang, 'report.function'),
    sayDeployReport(lang, 'plan.before'),
    sayDeployReport(lang, 'plan.after'),
    sayReport(lang, 'report.taken'),
  ];
  const rows: (string | number)[][] = changed.slice(0, rowsMax).map(({ name, beforeMB, afterMB, by }) => {
    return [printable(name), beforeMB, afterMB, sayReport(lang, by === 'reserved' ? 'report.reserved' : 'report.provisioned')];
  });
  const named = new Set(changed.slice(0, rowsMax).map(({ name }) => name));
  const others = rowsOf(before, after).filter(({ name }) => !named.has(name));
  if (others.length > 0) {
    const label =
      changed.length > rowsMax
        ? sayReport(lang, 'report.others', { count: others.length })
        : sayDeployReport(lang, 'plan.unchangedOthers', { count: others.length });
    rows.push([label, sum(others.map(({ beforeMB }) => beforeMB)), sum(others.map(({ afterMB }) => afterMB)), '']);
  }
  rows.push(
    [sayReport(lang, 'report.allocatable'), before.allocatableMB, after.allocatableMB, ''],
    [sayReport(lang, 'report.floor'), before.floorMB, after.floorMB, ''],
    [sayReport(lang, 'report.account'), before.accountMB, after.accountMB, ''],
  );
  const highest = Math.max(before.allocatedMB, after.allocatedMB);
  const peak = peakMB > highest ? [sayDeployReport(lang, 'plan.peak', { peakMB })] : [];
  const pool = sayReport(lang, 'report.pool', { poolMB: after.poolMB });
  const table = tableText({ head, aligns: ['left', 'right', 'right', 'left'], rows }, columns);
  return [sayDeployReport(lang, 'plan.quota', { region }), table, pool, ...peak].join('\n');
}

interface Row {
  readonly name: string;
  readonly beforeMB: number;
  readonly afterMB: number;
  readonly by: 'reserved' | 'provisioned';
}

function changedShares(before: Allocation, after: Allocation): Row[] {
  return rowsOf(before, after).filter(({ beforeMB, afterMB }) => beforeMB !== afterMB);
}

/** Every function that takes something before or after, those that take most afterwards first. */
function rowsOf(before: Allocation, after: Allocation): Row[] {
  const were = new Map(before.shares.map((share) => [share.name, share]));
  const are = new Map(after.shares.map((share) => [share.name, share]));
  return [...new Set([...are.keys(), ...were.keys()])].map((name) => ({
    name,
    beforeMB: were.get(name)?.mb ?? 0,
    afterMB: are.get(name)?.mb ?? 0,
    by: (are.get(name) ?? were.get(name))?.by ?? 'reserved',
  }));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
