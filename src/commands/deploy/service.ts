import type { WrittenFunction } from '../../config';
import { isPlain } from '../../config/plain';
import type { Target } from '../../deploy/journal';
import type { RegionPlan } from '../../scf';
import type { EventsMachine } from '../eventsCall';

/** A service that was checked, and is to be deployed. */
export interface Deployable {
  /** Only of a service without errors. */
  readonly plan: RegionPlan;
  /** Functions as they are written, by their keys. */
  readonly written: ReadonlyMap<string, WrittenFunction>;
  /** The resolved configuration, or what the framework has made of it: `service`, `package`, `functions`, `custom`. */
  readonly configuration: unknown;
  /** Folder of the service as its user knows it; absolute. The journal is there. */
  readonly dir: string;
  /** What the user starts us with, for advice: `sls`, `serverless-scf`. */
  readonly program: Program;
}

export type Program = 'sls' | 'serverless-scf';

/** What a deploy needs of the process that it runs in. */
export interface DeployMachine extends Pick<EventsMachine, 'ask' | 'onInterrupt'> {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the process at once, as Ctrl-C does where nobody listens. */
  readonly endNow: () => void;
}

/** Names a service at one stage in one region of one endpoint. @param host  of the API */
export function targetOf({ service, stage, region, namespace }: Pick<RegionPlan, keyof Target & keyof RegionPlan>, host: string): Target {
  return { host, region, namespace, service, stage };
}

/** `custom.scf.deploy.bucket`. */
export function bucketIn(configuration: unknown): string | undefined {
  const at = (value: unknown, name: string): unknown => (isPlain(value) ? value[name] : undefined);
  const bucket = at(at(at(at(configuration, 'custom'), 'scf'), 'deploy'), 'bucket');
  return typeof bucket === 'string' ? bucket : undefined;
}
