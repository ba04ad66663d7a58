import { checkService } from '../../config';
import { isPlain } from '../../config/plain';
import type { KnownService } from '../serviceCheck';
import type { Deployed } from './deployed';
import type { Program } from './service';

/**
 * A service whose configuration breaks rules, as far as its functions are found by it: they were deployed before it did, and can still be removed.
 * @returns undefined when not even their names can be read
 */
export function deployedDespite({ service, dir, stage, region, unresolved }: KnownService, program: Program): Deployed | undefined {
  if (!isPlain(service) || typeof service['service'] !== 'string' || (unresolved ?? []).length > 0) return undefined;
  const { account, profile } = checkService(service, { stage, region, codeDir: dir });
  const { quotaModel, floorMB } = profile;
  const [namespace = 'default'] = account.functions.flatMap((name) => (name.includes('/') ? [name.split('/')[0]] : []));
  const functions = account.functions.map((name) => name.slice(name.indexOf('/') + 1)).map((name) => ({ key: name, name }));
  if (functions.length === 0) return undefined;
  const named = { service: service['service'], stage: account.stage, region: account.region, namespace, functions };
  return { dir, program, ...named, profile: { quotaModel, floorMB } };
}
