import { hashOfJson } from '../fields';
import type { DeployPlan } from '../plan';
import type { DesiredService, Json, PackageFacts } from '../state';

type Contents = Pick<DeployPlan, 'service' | 'stage' | 'region' | 'namespace' | 'host' | 'functions' | 'steps'>;

/**
 * Of what was wanted and of what was found: the differences between them are the plan. Left out is what comes and goes by itself (how
 * many instances are ready, what others hold, when something was changed) and the order among functions that follows from it.
 */
export function fingerprintOf({ functions, steps, ...head }: Contents, desired: DesiredService, packages: ReadonlyMap<string, PackageFacts>): string {
  const { service, stage, region, namespace, host } = head;
  const works = steps.map(({ id, work }) => ({ id, work })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const codes = desired.functions.map(({ key }) => packages.get(key)?.contentHash ?? null);
  return hashOfJson(plain({ head: { service, stage, region, namespace, host }, wanted: desired.functions, codes, functions, works }));
}

/** As it would be read back: without members that are undefined. */
function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
