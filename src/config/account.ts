import type { LocalInstances, Model, Profile, ProfileName, QuotaClaim } from '../scf';
import { diagnostic, type Diagnostic } from './diagnostic';
import { customNames } from './generated/names';
import type { ScfCustom } from './generated/types';
import { knobFaults } from './knobRules';
import { localInstancesOf, profileOf } from './knobs';
import { modelsOf } from './models';
import { nearest } from './nearest';
import { isPlain, sound, withoutNulls, type Unknowns } from './settings';
import { shapeFaults } from './shape';

/** What `custom.scf` says about the account and the platform, over the profile's own figures. */
export interface Account {
  readonly profile: Profile;
  /** What functions of other services hold. @source S16 */
  readonly allocated: readonly QuotaClaim[];
  /** What is counted after this service, so that sums are whole; too much is told where it first is. */
  readonly later: readonly QuotaClaim[];
  /** False when figures that the sums need are faulty or unknown. */
  readonly quotaKnown: boolean;
  /** Which account it is, among those that a user tells apart; sums go over services of one. */
  readonly name: string;
  /** Where the account quota is to be written, should it be another one. */
  readonly quotaOption: string;
  /** How functions behave in simulations, by their keys. */
  readonly models: Readonly<Record<string, Model>>;
  /** How instances are made on this machine. */
  readonly local: LocalInstances;
}

/** What `custom.scf` is read with. */
export interface AccountContext {
  /** Region of the service; undefined when it could not be read. */
  readonly region: string | undefined;
  /** Keys of the service's functions; undefined when they could not all be read. */
  readonly functions: readonly string[] | undefined;
  /** The profile to take in place of the one that is written. */
  readonly profile: ProfileName | undefined;
  /** What other services hold, besides what `allocated` says; of a function that both name, this counts. */
  readonly others: readonly QuotaClaim[];
  readonly later: readonly QuotaClaim[];
  /** The account's quota as the platform gives it, MB; over all that is written. */
  readonly liveQuotaMB: number | undefined;
}

/** Reads `custom.scf`; what is faulty in it keeps the profile's figure. */
export function accountOf(custom: unknown, context: AccountContext, unknown: Unknowns, diagnostics: Diagnostic[]): Account {
  const base = ['custom', 'scf'];
  const written = isPlain(custom) ? withoutNulls(custom['scf']) : undefined;
  const unknownRoot = unknown(base);
  diagnostics.push(...misspeltRoot(custom));
  if (written === undefined || written === null || unknownRoot) return { ...accountFrom({}, context), models: {}, quotaKnown: !unknownRoot };
  const faults = shapeFaults('custom', written, base).filter(({ path }) => !unknown(path));
  diagnostics.push(...faults);
  if (!isPlain(written)) return { ...accountFrom({}, context), models: {}, quotaKnown: false };
  const { values, broken } = sound(written, faults, unknown, base, ['account', 'engine', 'models']);
  const scf: ScfCustom = values;
  const { models, faults: ofModels } = modelsOf(scf.models ?? {}, context.functions);
  diagnostics.push(...knobFaults(scf), ...ofModels);
  const regionKnown = context.region !== undefined || scf.account?.regionQuotaMB === undefined;
  const profileKnown = context.profile !== undefined || !broken.has('profile');
  return { ...accountFrom(scf, context), models, quotaKnown: regionKnown && profileKnown && !figures.some((figure) => isBroken(figure, broken)) };
}

/** What the sums of quotas are made of. @source S10, S13, S16, S24 */
const figures = ['account.name', 'account.quotaMB', 'account.regionQuotaMB', 'account.allocated', 'engine.floorMB', 'engine.quotaModel'];

/** Whether an option is faulty, or may be meant by a name that is. */
function isBroken(option: string, broken: ReadonlySet<string>): boolean {
  const [part = '', name = ''] = option.split('.');
  return broken.has(part) || [...broken].some((other) => other.startsWith(`${part}.`) && nearest(other.slice(part.length + 1), [name]) !== undefined);
}

/** `custom` is everybody's; but what is all but called `scf`, and has nothing but our options, would have no effect, and nobody would say so. */
function misspeltRoot(custom: unknown): Diagnostic[] {
  if (!isPlain(custom) || custom['scf'] !== undefined) return [];
  return Object.entries(custom).flatMap(([name, value]) => {
    const ours =
      isPlain(value) && Object.keys(value).length > 0 && Object.keys(value).every((option) => customNames.some((known) => known === option));
    if (!ours || nearest(name, ['scf']) === undefined) return [];
    return [diagnostic('SCF103', ['custom', name], { name, under: 'custom', nearest: 'scf', known: ['scf'] }, { at: 'key', rule: 'L4' })];
  });
}

function accountFrom(
  { profile: name, account = {}, engine = {} }: ScfCustom,
  context: AccountContext,
): Pick<Account, 'profile' | 'allocated' | 'later' | 'name' | 'quotaOption' | 'local'> {
  const profile = profileOf(context.profile ?? name ?? 'scf-2021', engine);
  const known = new Set([...context.others, ...context.later].map((other) => other.name));
  const written = (account.allocated ?? []).map((claim) => ({
    name: claim.function,
    reservedMB: claim.reservedMB,
    provisionedMB: claim.provisionedMB ?? 0,
  }));
  const allocated = [...written.filter((claim) => !known.has(claim.name)), ...context.others];
  const ofRegion = regionQuotaMB(account, context.region);
  const accountQuotaMB = context.liveQuotaMB ?? ofRegion ?? account.quotaMB ?? profile.accountQuotaMB;
  const quotaOption = ofRegion === undefined ? 'quotaMB' : `regionQuotaMB.${context.region ?? ''}`;
  const local = localInstancesOf(engine);
  return {
    profile: { ...profile, accountQuotaMB },
    allocated,
    later: context.later,
    name: account.name ?? '',
    quotaOption: `custom.scf.account.${quotaOption}`,
    local,
  };
}

/** What is said of one region counts before what is said of all. @source S10: regions differ */
function regionQuotaMB({ regionQuotaMB: quotas = {} }: NonNullable<ScfCustom['account']>, region: string | undefined): number | undefined {
  return region !== undefined && Object.hasOwn(quotas, region) ? quotas[region] : undefined;
}
