import { stream } from '../../src/random';
import { functionPlan, regionPlan } from '../scf/plans';
import { keepRuns, lossRuns, published, steadyRun, waitRuns } from './oracleRuns';
import { coldShareOf, lossOf, steadyStateOf, waitOf, type Steady } from './oracles';
import { coldShare, erlangB, erlangC } from './queueing';
import { simulated } from './simulated';

const seed = 1;

/** By how much something is off. */
const off = (measured: number, expected: number): number => Math.abs(measured / expected - 1);

describe('closed forms', () => {
  // Tables of Cooper, and of ITU-T E.500, to the digits that they print.
  it.each([
    { erlangs: 1, servers: 1, loss: 0.5 },
    { erlangs: 5, servers: 5, loss: 0.2849 },
    { erlangs: 20, servers: 25, loss: 0.0502 },
  ])('Erlang B of $erlangs on $servers is $loss', ({ erlangs, servers, loss }) => {
    expect(erlangB(erlangs, servers)).toBeCloseTo(loss, 4);
  });

  it('Erlang C of one server is M/M/1: a wait with the probability of the load, and load / (1 - load) on average', () => {
    const { share, mean, quantile } = erlangC(0.8, 1);
    expect(share).toBeCloseTo(0.8, 12);
    expect(mean).toBeCloseTo(4, 12);
    expect(quantile(0.2)).toBeCloseTo(0, 12);
  });
});

describe('calls that a full pool refuses (S12, S42)', () => {
  it.each(lossRuns)('are Erlang B, within 1 %: $erlangs on $servers, $service, cold for $coldPart of the time (S32)', (run) => {
    const { lost, erlangs } = lossOf({ ...run, seed });
    expect(off(lost, erlangB(erlangs, run.servers))).toBeLessThan(0.01);
    expect(off(erlangs, run.erlangs)).toBeLessThan(0.01);
  });
});

describe('events that wait for a full pool (S50)', () => {
  it.each(waitRuns)('wait as Erlang C says: $erlangs on $servers', (run) => {
    const { share, mean, p99, erlangs } = waitOf({ ...run, seed });
    const expected = erlangC(erlangs, run.servers);
    expect(off(share, expected.share)).toBeLessThan(0.01);
    expect(off(mean, expected.mean)).toBeLessThan(0.02);
    expect(off(p99, expected.quantile(0.99))).toBeLessThan(0.04);
  });

  it.each([1, 2, 5, 20])('wait exactly as first come, first served on %i instances', (servers) => {
    const draws = stream(servers, 'events');
    let atMs = 0;
    const rows = Array.from({ length: 3_000 }, () => {
      atMs += Math.round((draws.exponential() * 1_100) / servers);
      return { atMs, function: 'f', type: 'async' as const, durationMs: Math.round(draws.exponential() * 1_000) };
    });
    const plan = regionPlan([functionPlan('f', { timeoutMs: 1e9 })], { profile: { accountQuotaMB: 128 * servers, floorMB: 0 } });
    // Who comes next takes the instance that is free first: the recursion of Kiefer and Wolfowitz, 1955.
    const freeMs = new Array<number>(servers).fill(0);
    const begins = rows.map((row) => {
      const first = freeMs.indexOf(Math.min(...freeMs));
      const beginMs = Math.max(row.atMs, freeMs[first] ?? 0);
      freeMs[first] = beginMs + row.durationMs;
      return beginMs;
    });
    const { records } = simulated({ plan, rows });
    const begun = records.sort((a, b) => a.row - b.row).map(({ attempts }) => attempts[0]?.startedMs);
    expect(begun).toEqual(begins);
  });
});

it.each(keepRuns)('S110: an instance kept for $keepMs ms is found gone by exp(-keep / gap) of the calls, $everyMs ms apart', (run) => {
  expect(off(coldShareOf({ ...run, seed }), coldShare(run.keepMs / run.everyMs))).toBeLessThan(0.03);
});

describe('a steady load', () => {
  const runs: Steady[] = [];

  beforeAll(() => {
    for (const seed of [1, 2]) runs.push(steadyStateOf({ ...steadyRun, seed }));
  });

  it.each(published)('agrees with $where, as far as two runs of this length do', ({ figures, deviation }) => {
    for (const name of Object.keys(figures) as (keyof Steady)[]) {
      const mean = runs.reduce((sum, run) => sum + run[name], 0) / runs.length;
      // Theirs is one run, ours is the mean of some; both differ from the truth.
      const standardError = deviation[name] * Math.sqrt(1 + 1 / runs.length);
      expect({ name, off: Math.abs(figures[name] - mean) < 3 * standardError }).toEqual({ name, off: true });
    }
  });

  it('has as many instances at work as calls come in the time that one takes', () => {
    for (const { running, coldStarts } of runs) expect(off(running, 0.9 * (1.991 + 0.253 * coldStarts))).toBeLessThan(0.005);
  });
});
