import { faultsAt, type Fault } from './fault';
import type { TargetJournal } from '../../../src/deploy/journal';
import { Play } from './play';
import type { Wanted } from './planner';
import { scenarios, type Scenario } from './scenarios';

type Outcome = Awaited<ReturnType<Play['deploy']>>;

/** One deploy in which one call went wrong, and the next one. */
export interface Row {
  readonly scenario: string;
  /** `CreateFunction shop-dev-resize #1`. */
  readonly call: string;
  readonly fault: Fault;
  readonly outcome: Outcome;
  /** How many steps the next deploy had to do. */
  readonly left: number;
  readonly next: Outcome;
  /** How often each action had an effect, in both deploys. */
  readonly effects: Readonly<Record<string, number>>;
  /** What must not be; empty when all is well. */
  readonly wrong: readonly string[];
}

/** Each call of each scenario, with each fault that it can have. */
export async function faultTable(chosen: readonly Scenario[] = scenarios): Promise<Row[]> {
  const rows: Row[] = [];
  for (const scenario of chosen) {
    const ideal = await undisturbed(scenario);
    for (const call of [...ideal.calls].sort()) {
      for (const fault of faultsAt(call)) rows.push(await disturbed(scenario, call, fault, ideal));
    }
  }
  return rows;
}

interface Ideal {
  readonly calls: readonly string[];
  readonly state: string;
  readonly effects: readonly string[];
}

/** A scenario without a fault. */
async function undisturbed(scenario: Scenario): Promise<Ideal> {
  const play = await Play.open(scenario);
  try {
    const outcome = await play.deploy(scenario.after);
    if (outcome !== 'done' || play.observer.wrong().length > 0) throw new Error(`without a fault: ${outcome} ${play.observer.wrong().join('; ')}`);
    return { calls: play.calls, state: await play.state(), effects: play.observer.effects() };
  } finally {
    await play.close();
  }
}

async function disturbed(scenario: Scenario, call: string, fault: Fault, ideal: Ideal): Promise<Row> {
  const { name, after } = scenario;
  const play = await Play.open(scenario);
  try {
    const outcome = await play.deploy(after, { call, fault });
    const asked = play.calls.includes(call);
    const left = await play.stepsLeft(after);
    const next = await play.deploy(after);
    const wrong = [...play.observer.wrong(), ...play.observer.twice(ideal.effects)];
    // Which calls there are depends neither on chance nor on the order among functions.
    if (!asked) wrong.push('this call was never made');
    if (outcome !== expected(fault)) wrong.push(`it is ${outcome}`);
    if (next !== 'done') wrong.push(`the next deploy is ${next}`);
    if ((await play.state()) !== ideal.state) wrong.push('another state than without a fault');
    wrong.push(...strayNames(play.found, after));
    if ((await play.stepsLeft(after)) > 0) wrong.push('a third deploy would have something to do');
    return { scenario: name, call, fault, outcome, left, next, effects: counted(play.observer.effects()), wrong };
  } finally {
    await play.close();
  }
}

/** What was lost is looked up within the same deploy; only what is refused is left to the next one. */
function expected(fault: Fault): Outcome {
  if (fault.startsWith('death')) return 'dead';
  return fault === 'refused' ? 'failed' : 'done';
}

/** The journal knows the functions that are there; at the latest with the next thing that is to be done it forgets others. */
function strayNames(journal: TargetJournal | undefined, wanted: readonly Wanted[]): string[] {
  const known = Object.keys(journal?.functions ?? {})
    .sort()
    .join();
  const names = wanted
    .map(({ plan }) => plan.name)
    .sort()
    .join();
  return known === names ? [] : [`the journal knows ${known}`];
}

function counted(effects: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const effect of effects) {
    const action = effect.split(' ')[0] ?? '';
    counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}

/** The table as text, one line a row. */
export function printed(rows: readonly Row[]): string {
  return rows
    .map(({ scenario, call, fault, outcome, left, next, wrong }) => {
      const columns = [scenario.padEnd(15), call.padEnd(58), fault.padEnd(11), outcome.padEnd(6), `${left} left`.padEnd(7), next, ...wrong];
      return columns.join('  ');
    })
    .join('\n');
}
