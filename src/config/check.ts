import { limits, type Allocation, type Profile, type ProfileName, type QuotaClaim, type RegionPlan } from '../scf';
import { accountOf, type Account, type AccountContext } from './account';
import { asyncFaults, concurrencyFaults } from './asyncRules';
import { componentFault } from './component';
import { countFaults, twinFaults } from './countRules';
import type { Diagnostic, Path } from './diagnostic';
import type { TencentFunction } from './generated/types';
import { environmentFaults, environmentSize, variablesOf } from './environment';
import { laterFaults } from './later';
import { cloudName, entryFaults, nameFaults, runtimeFaults, serviceFaults, topLevelFaults } from './nameRules';
import { functionPlan } from './plan';
import { rivalFaults } from './plugins';
import { overTimeFaults, timerFaults } from './scheduleRules';
import { askedRegionFaults, regionFaults } from './regionRules';
import { allocationOf, askOf, claimOf, sumFaults, type Ask } from './quotaRules';
import { bucketConflicts, triggerFaults } from './triggerRules';
import { functionSettings, isPlain, providerSettings, type Plain, unknownsOf, type ProviderSettings, type Settings, type Unknowns } from './settings';

/** What the configuration does not say itself. */
export interface CheckOptions {
  /** `--stage`; overrides `provider.stage`. */
  readonly stage?: string | undefined;
  /** `--region`; overrides `provider.region`. */
  readonly region?: string | undefined;
  /** Folder that handlers are resolved against; absolute. */
  readonly codeDir: string;
  /** Paths of values that could not be resolved; they were reported already, and nothing is said about them again. */
  readonly unresolved?: readonly Path[] | undefined;
  /** The profile to check by, in place of `custom.scf.profile`. */
  readonly profile?: ProfileName | undefined;
  /** Moment from which schedules are to fire, ms since the epoch; without it any will do. */
  readonly nowMs?: number | undefined;
  /** What functions of other services of the account hold in the region, by their names in the cloud. */
  readonly others?: readonly QuotaClaim[] | undefined;
  /** What is counted after this service: sums name it, and too much is told where it first is. */
  readonly later?: readonly QuotaClaim[] | undefined;
  /** The account's quota in the region as the platform gives it, MB; over what the service says. */
  readonly liveQuotaMB?: number | undefined;
}

export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Only of a service without errors. */
  readonly plan: RegionPlan | undefined;
  /** How the account quota of the region is divided, as far as it could be read. */
  readonly allocation: Allocation;
  /** The profile that was checked by, with the user's knobs over it. */
  readonly profile: Profile;
  /** What the account's sums are made of, as far as it could be read. */
  readonly account: ServiceAccount;
  /** Functions as they are written, with the provider's defaults laid under them, by their keys; all of them only of a service without errors. */
  readonly written: ReadonlyMap<string, WrittenFunction>;
}

/** A function's options, each in its right shape. */
export type WrittenFunction = Partial<TencentFunction>;

/** The part of a service in its account's quota of a region. @source S5, S16 */
export interface ServiceAccount {
  /** `custom.scf.account.name`; the same for all services that do not name one. */
  readonly name: string;
  readonly region: string;
  /** The stage at which the service was checked. */
  readonly stage: string;
  readonly quotaMB: number;
  readonly floorMB: number;
  readonly quotaModel: Profile['quotaModel'];
  /** False when figures that the quota is made of are faulty or unknown. */
  readonly quotaKnown: boolean;
  /** The option that says `quotaMB`, or that would. */
  readonly quotaOption: string;
  /** One for each function that reserves or provisions, by its name in the cloud; outside of the namespace `default` with its namespace before it. */
  readonly claims: readonly QuotaClaim[];
  /** What it says that others hold. */
  readonly allocated: readonly QuotaClaim[];
  /** Names in the cloud of all functions of the service. */
  readonly functions: readonly string[];
}

/**
 * Checks a service: the shape of its options, then the platform's rules.
 * Pure: the same configuration always gives the same result.
 *
 * @param service  the resolved configuration, as the framework or `loadService` gives it: service, provider, functions, custom
 */
export function checkService(service: unknown, options: CheckOptions): CheckResult {
  const written = isPlain(service) ? service : {};
  const component = componentFault(written);
  return component === undefined ? checkWritten(written, options) : { ...checkWritten({}, options), diagnostics: [component] };
}

function checkWritten(service: Plain, options: CheckOptions): CheckResult {
  const diagnostics: Diagnostic[] = [];
  const unknown = unknownsOf(options.unresolved ?? []);
  diagnostics.push(...topLevelFaults(service), ...serviceFaults(service['service'], unknown), ...rivalFaults(service['plugins']));
  const provider = providerSettings(service['provider'], unknown, diagnostics);
  const functions = functionSettings(service['functions'], provider, unknown, diagnostics);
  // Also where every function has a runtime of its own: it is what the next one will get.
  if (provider.values.runtime !== undefined) diagnostics.push(...runtimeFaults(provider.values.runtime, ['provider', 'runtime']));
  if (options.region !== undefined) diagnostics.push(...askedRegionFaults(options.region));
  if (provider.values.region !== undefined) diagnostics.push(...regionFaults(provider.values.region, ['provider', 'region']));
  const context = contextOf(service['functions'], functions, provider, options, unknown);
  const written = accountOf(service['custom'], context, unknown, diagnostics);
  const region = regionOf(service['service'], provider, written, options);
  const account = { ...written, allocated: ofOthers(written.allocated, functions, region) };

  if (provider.values.environment !== undefined) diagnostics.push(...environmentFaults(provider.values.environment, ['provider', 'environment']));
  const nameable = diagnostics.every(({ path }) => path[0] !== 'service') && !unknown(['service']) && !provider.broken.has('stage');
  for (const fn of functions)
    diagnostics.push(
      ...(nameable ? nameFaults(fn, region) : []),
      ...functionFaults(fn, region.environment, account.profile, options.nowMs),
      ...triggerFaults(fn, context.region),
    );
  if (nameable) diagnostics.push(...twinFaults(functions, region));
  diagnostics.push(...countFaults(functions), ...bucketConflicts(functions));
  const asks = functions.flatMap((fn) => askFrom(fn, account, diagnostics) ?? []);
  if (account.quotaKnown) diagnostics.push(...sumFaults(asks, account));
  diagnostics.push(...laterFaults(functions));

  const found = distinct(diagnostics);
  const failed = found.some(({ severity }) => severity === 'error') || (options.unresolved ?? []).length > 0;
  const { environment, ...rest } = region;
  const { profile, allocated } = account;
  const plan = failed ? undefined : { ...rest, allocated, functions: asks.map((ask) => functionPlan(ask, region, environment)) };
  return {
    diagnostics: found,
    plan,
    allocation: allocationOf(asks, account),
    profile,
    account: partOf(account, region, asks, functions),
    written: new Map(functions.map(({ key, values }) => [key, values])),
  };
}

function partOf(
  { name, quotaKnown, quotaOption, profile, allocated }: Account,
  region: Region,
  asks: readonly Ask[],
  functions: readonly Settings[],
): ServiceAccount {
  const takes = asks.filter(({ reservedMB, provisionedMB }) => reservedMB !== undefined || provisionedMB > 0);
  const claims = takes.map((ask) => ({ ...claimOf(ask), name: nameInRegion(ask.fn, region) }));
  const { accountQuotaMB: quotaMB, floorMB, quotaModel } = profile;
  const names = functions.map((fn) => nameInRegion(fn, region));
  return {
    name,
    region: region.region,
    stage: region.stage,
    quotaMB,
    floorMB,
    quotaModel,
    quotaKnown,
    quotaOption,
    claims,
    allocated,
    functions: names,
  };
}

/** A list that several services share names the functions of each; the service's own count as they are configured, and once. @source S16 */
function ofOthers(allocated: readonly QuotaClaim[], functions: readonly Settings[], region: Region): readonly QuotaClaim[] {
  const own = new Set(functions.map((fn) => nameInRegion(fn, region)));
  return allocated.filter(({ name }) => !own.has(name));
}

/** A function's name among all of the region: outside of the namespace `default` with its namespace before it. */
function nameInRegion(fn: Settings, region: Region): string {
  const name = cloudName(fn, region);
  return region.namespace === 'default' ? name : `${region.namespace}/${name}`;
}

/** What `custom.scf` is read with. */
function contextOf(
  written: unknown,
  functions: readonly Settings[],
  { values, broken }: ProviderSettings,
  options: CheckOptions,
  unknown: Unknowns,
): AccountContext {
  const region = options.region ?? (broken.has('region') ? undefined : (values.region ?? regionDefault));
  // What adds functions to the list may be unknown as a whole.
  const readable =
    isPlain(written) &&
    !unknown(['functions']) &&
    !(options.unresolved ?? []).some(([room, item]) => room === 'functions' && typeof item === 'number');
  const { profile, others = [], later = [], liveQuotaMB } = options;
  return { region, functions: readable ? functions.map(({ key }) => key) : undefined, profile, others, later, liveQuotaMB };
}

/** @source S10: one of the regions with the full quota */
const regionDefault = 'ap-guangzhou';

type Region = Omit<RegionPlan, 'functions' | 'allocated'> & { readonly environment: Readonly<Record<string, string>> };

/** The plan without its functions, and the environment that all of them inherit. */
function regionOf(service: unknown, { values }: ProviderSettings, account: Account, { stage, region, codeDir }: CheckOptions): Region {
  return {
    service: typeof service === 'string' ? service : '',
    stage: stage ?? values.stage ?? 'dev',
    region: region ?? values.region ?? regionDefault,
    namespace: values.namespace ?? 'default',
    codeDir,
    profile: account.profile,
    models: account.models,
    local: account.local,
    environment: variablesOf(values.environment),
  };
}

/** Faults of one function by itself, quotas aside. */
function functionFaults(fn: Settings, inherited: Readonly<Record<string, string>>, { envCount }: Profile, nowMs: number | undefined): Diagnostic[] {
  const found = [...entryFaults(fn), ...asyncFaults(fn), ...concurrencyFaults(fn), ...overTimeFaults(fn, nowMs), ...timerFaults(fn, nowMs)];
  const { environment } = fn.values;
  if (fn.broken.has('environment')) return found;
  if (environment !== undefined && fn.pathOf('environment')[0] !== 'provider')
    found.push(...environmentFaults(environment, fn.pathOf('environment')));
  return [...found, ...environmentSize(fn, { ...inherited, ...variablesOf(environment) }, envCount)];
}

/** Quota rules need the function's memory; a faulty one was reported already. */
function askFrom(fn: Settings, account: Account, diagnostics: Diagnostic[]): Ask | undefined {
  if (fn.broken.has('memorySize')) return undefined;
  return askOf(fn, fn.values.memorySize ?? limits.memoryDefault.value, account.profile, diagnostics);
}

/** A fault in the provider shows in every function that inherits it; once is enough. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, path }) => {
    const key = JSON.stringify([code, path]);
    return !seen.has(key) && seen.add(key);
  });
}
