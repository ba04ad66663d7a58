import { createState, Sink, step, type Change, type ChangeFault } from '../../src/engine';
import { checkService, type CheckResult } from '../../src/config';
import {
  claimOf,
  provisionedFault,
  PUBLISHED,
  reservedFault,
  totalFault,
  type FunctionPlan,
  type Profile,
  type QuotaClaim,
  type QuotaFault,
  type RegionPlan,
} from '../../src/scf';

/** Whether what a check says of quotas is what the engine says when the same is asked of it call by call. */

/** What becomes of one call, by the function that it is for. */
interface Refusal {
  readonly function: string;
  readonly call: string;
  readonly fault: ChangeFault;
}

/** An account and region that quota calls are made to, one after another, long enough apart for each to have settled. */
class Calls {
  readonly refusals: Refusal[] = [];
  readonly #plan: RegionPlan;
  readonly #sink = new Answers();
  readonly #state: ReturnType<typeof createState>;
  #nowMs = 0;

  /** @param functions  that are there from the beginning */
  constructor(plan: RegionPlan, functions: readonly FunctionPlan[]) {
    this.#plan = plan;
    // No instance is to be waited for: what counts is what the quotas hold.
    this.#state = createState({ ...plan, functions }, () => 0);
    this.#step({ kind: 'deployed' });
  }

  make(call: string, change: Change & { readonly function?: string }): void {
    this.#step({ kind: 'changed', change });
    const { fault } = this.#sink;
    if (fault !== undefined) this.refusals.push({ function: 'plan' in change ? change.plan.key : (change.function ?? ''), call, fault });
  }

  #step(input: Parameters<typeof step>[1]): void {
    this.#nowMs += this.#plan.profile.settleMs + 1;
    this.#sink.fault = undefined;
    step(this.#state, input, this.#nowMs, this.#sink);
  }
}

class Answers extends Sink {
  fault: ChangeFault | undefined;

  override changed(_change: Change, fault: ChangeFault | undefined): void {
    this.fault = fault;
  }
}

/** Without what quota calls are going to say. */
function bare(fn: FunctionPlan): FunctionPlan {
  return { ...fn, reservedMB: undefined, provisionedInstances: 0, schedule: [], tracking: undefined };
}

/**
 * What an engine refuses of a plan that the check accepted.
 * @param order  in which the functions come; every order is as good
 */
export function refusals(result: CheckResult, order: (functions: readonly FunctionPlan[]) => readonly FunctionPlan[]): readonly Refusal[] {
  const { plan } = result;
  if (plan === undefined) return [];
  const functions = order(plan.functions);
  return [
    ...deployed(plan, functions),
    ...created(plan, functions),
    ...reservedFirst(plan, functions),
    ...oneByOne(plan, functions),
    ...asked(plan, functions),
  ].filter(
    // Tracking that could come to ask for too much later is warned of.
    ({ function: key, fault }) => fault !== 'LimitExceeded.MaxCapacity' || !warnsOfLater(result, key),
  );
}

function warnsOfLater({ diagnostics }: CheckResult, key: string): boolean {
  return diagnostics.some(({ code, params }) => code === 'SCF214' && params.function === key);
}

/** All there at once, and every function's quotas set to what they are. */
function deployed(plan: RegionPlan, functions: readonly FunctionPlan[]): readonly Refusal[] {
  const calls = new Calls(plan, functions);
  for (const fn of functions) reserve(calls, fn);
  return calls.refusals;
}

/** Every function comes with its quotas. */
function created(plan: RegionPlan, functions: readonly FunctionPlan[]): readonly Refusal[] {
  const calls = new Calls(plan, []);
  for (const fn of functions) calls.make('CreateFunction', { kind: 'function', plan: { ...fn, tracking: undefined } });
  return calls.refusals;
}

/** All reservations, then all that is provisioned. */
function reservedFirst(plan: RegionPlan, functions: readonly FunctionPlan[]): readonly Refusal[] {
  const calls = new Calls(plan, functions.map(bare));
  for (const fn of functions) reserve(calls, fn);
  for (const fn of functions.toReversed()) provision(calls, fn);
  for (const fn of functions) track(calls, fn);
  return calls.refusals;
}

/** Function by function. */
function oneByOne(plan: RegionPlan, functions: readonly FunctionPlan[]): readonly Refusal[] {
  const calls = new Calls(plan, []);
  for (const fn of functions) {
    calls.make('CreateFunction', { kind: 'function', plan: bare(fn) });
    reserve(calls, fn);
    provision(calls, fn);
  }
  return calls.refusals;
}

/** The same of the functions that all of them ask, without an engine around. */
function asked(plan: RegionPlan, functions: readonly FunctionPlan[]): readonly Refusal[] {
  const claims = new Map(functions.map((fn) => [fn.key, { ...claimOf(fn), provisionedMB: leastOf(fn) }]));
  return functions.flatMap((fn) => {
    const fault = claimFault(plan.profile, [...plan.allocated, ...others(claims, fn.key)], claims.get(fn.key));
    return fault === undefined ? [] : [{ function: fn.key, call: 'claim', fault }];
  });
}

function others(claims: ReadonlyMap<string, QuotaClaim>, key: string): QuotaClaim[] {
  return [...claims].flatMap(([other, claim]) => (other === key ? [] : [claim]));
}

/** MB that are provisioned whatever happens: the number that is set, or the least that tracking keeps. */
function leastOf({ provisionedInstances, tracking, memoryMB }: FunctionPlan): number {
  return (tracking?.min ?? provisionedInstances) * memoryMB;
}

function claimFault(profile: Profile, besides: readonly QuotaClaim[], claim: QuotaClaim | undefined): QuotaFault | undefined {
  const account = { ...profile, others: besides };
  return claim && (reservedFault(account, claim) ?? provisionedFault(account, claim));
}

function reserve(calls: Calls, { key, reservedMB }: FunctionPlan): void {
  if (reservedMB !== undefined) calls.make('PutReservedConcurrencyConfig', { kind: 'reserved', function: key, reservedMB });
}

function provision(calls: Calls, { key, provisionedInstances: instances, tracking }: FunctionPlan): void {
  if (instances === 0 && tracking === undefined) return;
  calls.make('PublishVersion', { kind: 'published', function: key });
  const least = tracking?.min ?? instances;
  calls.make('PutProvisionedConcurrencyConfig', { kind: 'provisioned', function: key, version: PUBLISHED, instances: least, by: 'user' });
}

function track(calls: Calls, { key, tracking }: FunctionPlan): void {
  if (tracking) calls.make('PutProvisionedConcurrencyConfig tracking', { kind: 'tracking', function: key, version: PUBLISHED, tracking });
}

/** What a check says of quotas alone. @source S16 SCF203, S22 SCF206, S17 SCF207, S24 SCF215 */
const ofQuotas: readonly string[] = ['SCF203', 'SCF206', 'SCF207', 'SCF215'];

/**
 * What the check refuses for its quotas and nothing else, and no quota call would refuse.
 * @returns the codes; undefined when there is nothing to say against it
 */
export function refusedForNothing({ diagnostics, account, profile }: CheckResult): string | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  if (errors.length === 0 || errors.some((code) => !ofQuotas.includes(code))) return undefined;
  const { claims, allocated } = account;
  const total = { ...profile, others: [...allocated, ...claims] };
  // S17: that a function is switched off and yet has provisioned instances is for the check alone to say; in the `ga` model they would idle.
  const off = claims.some(({ reservedMB, provisionedMB }) => reservedMB === 0 && provisionedMB > 0);
  const refused = off || claims.some((claim, nth) => claimFault(profile, [...allocated, ...claims.toSpliced(nth, 1)], claim) !== undefined);
  return refused || totalFault(total, profile.accountQuotaMB) !== undefined ? undefined : [...new Set(errors)].join(', ');
}

/** The check of a configuration that is known, without a file. */
export function checked(service: unknown): CheckResult {
  return checkService(service, { codeDir: '/services/shop', nowMs: 0 });
}
