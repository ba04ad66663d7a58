import type { RegionPlan, Tracking } from '../../scf';
import { remoteServiceOf, type RemoteFunction, type RemoteService } from '../remote/service';
import type { Program } from './service';

/** A service as far as what was deployed of it is found and undone by it. */
export interface Deployed extends RemoteService {
  /** Folder of the service, which holds the journal; absolute. */
  readonly dir: string;
  /** What the user starts us with, for advice. */
  readonly program: Program;
  readonly functions: readonly DeployedFunction[];
}

export interface DeployedFunction extends RemoteFunction {
  /** How its provisioned instances follow the load: no action of the API tells it. @source scf-api.md GetProvisionedConcurrencyConfig */
  readonly tracking?: Tracking | undefined;
}

/** Where the functions of a checked service are in the cloud. @param dir  folder of the service; absolute */
export function deployedOf(plan: RegionPlan, dir: string, program: Program): Deployed {
  const functions = plan.functions.map(({ key, name, tracking }) => ({ key, name, tracking }));
  return { ...remoteServiceOf(plan), dir, program, functions };
}
