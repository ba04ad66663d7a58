import type { Target } from '../../deploy/journal';
import type { Profile, RegionPlan, Tracking } from '../../scf';
import type { Program } from './service';

/** A service as far as its functions in the cloud are found by it. */
export interface Deployed {
  /** Folder of the service, which holds the journal; absolute. */
  readonly dir: string;
  /** What the user starts us with, for advice. */
  readonly program: Program;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly namespace: string;
  /** Of `serverless.yml`. */
  readonly functions: readonly DeployedFunction[];
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
}

export interface DeployedFunction {
  /** Under `functions:`. */
  readonly key: string;
  /** In the cloud. */
  readonly name: string;
  /** How its provisioned instances follow the load: no action of the API tells it. @source scf-api.md GetProvisionedConcurrencyConfig */
  readonly tracking?: Tracking | undefined;
}

/** Where the functions of a checked service are in the cloud. @param dir  folder of the service; absolute */
export function deployedOf({ service, stage, region, namespace, functions, profile }: RegionPlan, dir: string, program: Program): Deployed {
  const { quotaModel, floorMB } = profile;
  const named = functions.map(({ key, name, tracking }) => ({ key, name, tracking }));
  return { dir, program, service, stage, region, namespace, functions: named, profile: { quotaModel, floorMB } };
}

/** Names a service at one stage in one region of one endpoint. @param host  of the API */
export function targetOf({ region, namespace, service, stage }: Deployed, host: string): Target {
  return { host, region, namespace, service, stage };
}
