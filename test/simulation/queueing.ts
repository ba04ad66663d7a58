/** Closed forms of queueing theory that a simulator has to meet; nothing here knows how ours works. */

/**
 * Part of the arrivals that find all servers busy and are lost: M/M/c/c, and for any service time of the same mean.
 *
 * @param erlangs  offered load: arrivals in the mean service time
 * @source Erlang 1917; the recursion stands in Kleinrock, "Queueing Systems" I, 3.6; Cooper, "Introduction to Queueing Theory", 3.3
 * @source Sevastyanov 1957: the distribution of service times does not matter
 */
export function erlangB(erlangs: number, servers: number): number {
  let loss = 1;
  for (let server = 1; server <= servers; server += 1) loss = (erlangs * loss) / (server + erlangs * loss);
  return loss;
}

/** What becomes of arrivals that wait, first come first served. */
export interface Waiting {
  /** Part of them that have to wait at all. */
  readonly share: number;
  /** Mean wait of all of them, those that need not included; in units of the mean service time, as all times here. */
  readonly mean: number;
  /** The wait that a share of all of them stays below, where that share has to wait. */
  readonly quantile: (share: number) => number;
}

/**
 * M/M/c: arrivals that find all servers busy wait.
 *
 * @param erlangs  offered load, below `servers`
 * @source Erlang 1917; Kleinrock, "Queueing Systems" I, 3.5; the wait of those who wait is exponential: Cooper 3.4
 */
export function erlangC(erlangs: number, servers: number): Waiting {
  const loss = erlangB(erlangs, servers);
  const share = (servers * loss) / (servers - erlangs * (1 - loss));
  const spare = servers - erlangs;
  return { share, mean: share / spare, quantile: (below) => Math.log(share / (1 - below)) / spare };
}

/**
 * Part of the served arrivals that find a single server that has been switched off: it is, when it was idle for longer than
 * `keep`, and arrivals that find it busy are lost.
 *
 * @param keep  in units of the mean time between arrivals, which are Poisson: after each end the next one is as far away as ever
 */
export function coldShare(keep: number): number {
  return Math.exp(-keep);
}
