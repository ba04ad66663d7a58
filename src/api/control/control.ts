import type { Region, RegionChange } from '../../region';
import type { RegionPlan } from '../../scf';
import type { Agenda } from './agenda';
import type { CodeStore } from './code';
import type { ControlLimits } from './figures';
import type { FunctionRecord } from './record';
import type { Registry } from './registry';

/** What the actions of the control plane work on. */
export interface Control {
  readonly plan: Omit<RegionPlan, 'functions' | 'models'>;
  readonly limits: ControlLimits;
  readonly registry: Registry;
  readonly code: CodeStore;
  readonly agenda: Agenda;
  /** How long a function takes to be active after a change, ms. @source S145 */
  readonly createDelayMs: number;
  readonly region: Region;
  /** The account quota, MB: the profile's until it is set. @source S26 */
  totalMB: number;
  /** ms since the Unix epoch. */
  readonly nowMs: () => number;
  /**
   * Make a change of the region.
   * @param codes  what is answered in place of a fault's own code
   * @throws ApiError when the region refuses it
   */
  change(change: RegionChange, codes?: Readonly<Record<string, string>>): void;
  /** Whether the timers of a function may fire: not before all is back that is to come back, nor in a service that is about to leave. */
  mayFire(record: FunctionRecord): boolean;
  /** The account quota outlives the process, as long as the configured one stays. */
  keepTotal(totalMB: number): void;
  /**
   * This code may no longer be used. Once no function refers to it and no instance can run it, it is forgotten.
   * @param functionKey  whose instances may still run it
   */
  sweep(sha256: string, functionKey?: string): void;
}
