import type { Change, ChangeFault } from '../engine';
import { LATEST, versionsOf, type FunctionPlan } from '../scf';
import { Gauge } from './gauge';

/** A change of a region; the plan of a function says all of it, not only what the engine needs. */
export type RegionChange = Exclude<Change, { readonly kind: 'function' }> | { readonly kind: 'function'; readonly plan: FunctionPlan };

/** A function of the region: what it is now, what its versions were when they were published, and how much of it there is. */
export interface LiveFunction {
  plan: FunctionPlan;
  readonly versions: Map<string, FunctionPlan>;
  readonly gauge: Gauge;
}

/** The functions of a region, as changes leave them. @source S28, S116, S140 */
export class Functions {
  readonly #functions = new Map<string, LiveFunction>();
  /** By function; of those that have gone, too: what there was of them counts, and goes on counting when they come again. */
  readonly #gauges = new Map<string, Gauge>();
  #proposed: FunctionPlan | undefined;

  constructor(plans: readonly FunctionPlan[]) {
    for (const plan of plans) this.#add(plan);
  }

  get(key: string): LiveFunction | undefined {
    return this.#functions.get(key);
  }

  /** How much there is, and was, of a function; undefined when there never was one. */
  gaugeOf(key: string): Gauge | undefined {
    return this.#gauges.get(key);
  }

  /** What a version of a function was published with. */
  planOf(fn: LiveFunction, version: string): FunctionPlan {
    return fn.versions.get(version) ?? fn.plan;
  }

  /** A change is about to be made: the provisioned instances of a function that is new start while it is made. */
  propose(change: RegionChange): void {
    this.#proposed = undefined;
    if (change.kind !== 'function') return;
    if (this.#functions.has(change.plan.key)) this.#proposed = change.plan;
    else this.#add(change.plan);
  }

  /**
   * What became of a change.
   * @param publishedOf  the highest version of a function
   */
  settle(change: Change, fault: ChangeFault | undefined, publishedOf: (functionKey: string) => number): void {
    switch (change.kind) {
      case 'function':
        return this.#settlePlan(change.plan.key, fault);
      case 'published': {
        const fn = this.#functions.get(change.function);
        if (!fault) fn?.versions.set(String(publishedOf(change.function)), fn.plan);
        return;
      }
      case 'versionRemoved':
        if (!fault) this.#functions.get(change.function)?.versions.delete(change.version);
        return;
      case 'functionRemoved':
        if (!fault) this.#functions.delete(change.function);
        return;
      // These are quotas, routes and the engine's own.
      case 'reserved':
      case 'provisioned':
      case 'tracking':
      case 'total':
      case 'status':
      case 'alias':
    }
  }

  #settlePlan(key: string, fault: ChangeFault | undefined): void {
    const fn = this.#functions.get(key);
    if (this.#proposed && fn && !fault) fn.plan = this.#proposed;
    // It was new and is refused.
    if (!this.#proposed && fault) this.#functions.delete(key);
    this.#proposed = undefined;
  }

  #add(plan: FunctionPlan): void {
    const versions = versionsOf(plan).filter((name) => name !== LATEST);
    const gauge = this.#gauges.get(plan.key) ?? new Gauge();
    this.#gauges.set(plan.key, gauge);
    this.#functions.set(plan.key, { plan, versions: new Map(versions.map((name) => [name, plan])), gauge });
  }
}
