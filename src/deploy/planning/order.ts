import type { Step } from '../plan';
import type { Chain, Draft } from './draft';
import { Ledger } from './ledger';
import { boundsOf, claimsWith, type Bound, type Region } from './quota';

/** The steps of all functions in an order in which they fit; or the functions that found no room. */
export type Ordered = { readonly steps: readonly Step[]; readonly peakMB: number } | { readonly stuck: readonly Stuck[] };

/** A function whose next steps take more than there is. */
export interface Stuck {
  readonly chain: Chain;
  /** The most that it could be charged at this moment, of the first sum, MB. */
  readonly roomMB: number;
}

/**
 * Brings the steps of all functions into one order: what gives quota back comes before what takes it, and what takes it waits for those
 * steps, and only those, without which it would not fit. So whatever else the executor does at the same time, no sum exceeds its bound.
 *
 * Functions that end with less than they began with go first, those that need least on the way before others; then those that end
 * with more, the one with the largest detour first. For steps that rise and then fall no order needs less.
 * @source S16, S22, S23, S29; scf-api.md §8, 2; Abdel-Wahab and Kameda, Scheduling to minimize maximum cumulative cost, 1978
 */
export function ordered(chains: readonly Chain[], region: Region): Ordered {
  const bounds = boundsOf(region);
  const othersMB = bounds.map((bound) =>
    sumOf(bound, claimsWith(region.quota, region.namespace, new Map(chains.map(({ name, held }) => [name, held])))),
  );
  const ledger = new Ledger(
    bounds.map(({ limitMB }) => limitMB),
    othersMB,
  );
  const queues = chains.map((chain) => new Queue(chain, bounds));
  // Ends: each round takes at least one step, or nothing fits.
  for (;;) {
    const open = queues.filter((queue) => !queue.isDone);
    if (open.length === 0) return { steps: ledger.steps, peakMB: ledger.peakMB };
    const next = open.map((queue) => ({ queue, burst: queue.burst() })).toSorted((a, b) => compare(a.burst, b.burst));
    const fitting = next.find(({ burst }) => ledger.fits(burst.peaks));
    if (!fitting) return { stuck: open.map(({ chain, chargedMB }) => ({ chain, roomMB: ledger.roomMB + chargedMB })) };
    for (const { draft, changes } of fitting.queue.take(fitting.burst.count)) ledger.add(fitting.queue.chain.name, draft, changes);
  }
}

/** Steps that belong together: up to where a function holds less than before, or to its last one. */
interface Burst {
  readonly count: number;
  /** By sum, against what is held before: the most on the way, and what is held after it, MB. */
  readonly peaks: readonly number[];
  readonly nets: readonly number[];
}

interface Move {
  readonly draft: Draft;
  /** By sum, MB. */
  readonly changes: readonly number[];
}

/** What is left to do of one function. */
class Queue {
  readonly chain: Chain;
  #left: readonly Move[];
  #chargedMB: number;

  constructor(chain: Chain, bounds: readonly Bound[]) {
    this.chain = chain;
    this.#chargedMB = bounds[0]?.chargeMB(chain.held) ?? 0;
    let before = chain.held;
    this.#left = chain.drafts.map((draft) => {
      const changes = bounds.map(({ chargeMB }) => chargeMB(draft.held) - chargeMB(before));
      before = draft.held;
      return { draft, changes };
    });
  }

  get isDone(): boolean {
    return this.#left.length === 0;
  }

  /** What it takes of the first sum so far, MB. */
  get chargedMB(): number {
    return this.#chargedMB;
  }

  burst(): Burst {
    const start = this.#left[0]?.changes.map(() => 0) ?? [];
    let [nets, peaks] = [start, start];
    for (const [index, { changes }] of this.#left.entries()) {
      nets = nets.map((net, sum) => net + (changes[sum] ?? 0));
      peaks = peaks.map((peak, sum) => Math.max(peak, nets[sum] ?? 0));
      if (isLess(nets)) return { count: index + 1, peaks, nets };
    }
    return { count: this.#left.length, peaks, nets };
  }

  take(count: number): readonly Move[] {
    const taken = this.#left.slice(0, count);
    this.#left = this.#left.slice(count);
    this.#chargedMB += totalOf(taken.map(({ changes }) => changes[0] ?? 0));
    return taken;
  }
}

function compare(a: Burst, b: Burst): number {
  if (isLess(a.nets) !== isLess(b.nets)) return isLess(a.nets) ? -1 : 1;
  return isLess(a.nets) ? totalOf(a.peaks) - totalOf(b.peaks) : detourOf(b) - detourOf(a);
}

function isLess(nets: readonly number[]): boolean {
  return nets.every((net) => net <= 0) && nets.some((net) => net < 0);
}

function detourOf({ peaks, nets }: Burst): number {
  return totalOf(peaks) - totalOf(nets);
}

function totalOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, mb) => sum + mb, 0);
}

function sumOf({ chargeMB }: Bound, claims: Parameters<Bound['chargeMB']>[0][]): number {
  return totalOf(claims.map(chargeMB));
}
