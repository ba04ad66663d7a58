import type { Wish } from '../../deploy/rollback';
import type { Lang } from '../../messages';
import { sayRollback } from '../../messages/rollback';
import { UsageError } from '../output';
import { chosenFunctions, type FunctionChoice } from '../remote/service';
import { readTime } from '../remote/times';
import type { Deployed, DeployedFunction } from './deployed';

/** Options of `rollback`, as a command line gives them. */
export interface RawRollbackOptions {
  /** Keys, or names in the cloud; all of the service unless said. */
  readonly function?: FunctionChoice;
  readonly 'function-version'?: string | undefined;
  readonly timestamp?: string | undefined;
  readonly 'allow-gap'?: boolean | undefined;
  readonly 'dry-run'?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly yes?: boolean | undefined;
}

/** Where to go back to, and how. */
export interface RollbackOptions {
  readonly functions: readonly DeployedFunction[];
  /** Undefined: versions are listed. */
  readonly wish: Wish | undefined;
  /** The wish, as it was said. */
  readonly said: string;
  readonly allowGap: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly yes: boolean;
}

/** @throws UsageError on the first option that is wrong */
export function readRollbackOptions(raw: RawRollbackOptions, service: Deployed, nowMs: number, lang: Lang): RollbackOptions {
  const { 'function-version': version, timestamp } = raw;
  if (version !== undefined && timestamp !== undefined) throw new UsageError(sayRollback(lang, 'rollback.oneTarget'));
  const chosen = chosenFunctions(service, raw.function, lang);
  const functions = service.functions.filter(({ name }) => chosen.some((one) => one.name === name));
  if (version !== undefined && !/^[1-9]\d*$/.test(version)) throw new UsageError(sayRollback(lang, 'rollback.number', { given: version }));
  if (version !== undefined && functions.length !== 1) {
    throw new UsageError(sayRollback(lang, 'rollback.whose', { known: service.functions.map(({ key }) => key) }));
  }
  const { 'allow-gap': allowGap = false, 'dry-run': dryRun = false, json = false, yes = false } = raw;
  const atMs = timestamp === undefined ? undefined : readTime('timestamp', timestamp, nowMs, lang);
  const wish = version !== undefined ? { version } : atMs === undefined ? undefined : { atMs };
  return { functions, wish, said: version ?? timestamp ?? '', allowGap, dryRun, json, yes };
}
