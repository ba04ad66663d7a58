import { scf2021, type KeepAlive, type Profile, type QuotaClaim } from '../scf';
import { diagnostic, shown, type Diagnostic } from './diagnostic';
import type { ScfCustom } from './generated/types';
import { isPlain, sound, withoutNulls, type Unknowns } from './settings';
import { shapeFaults } from './shape';

/** What `custom.scf` says about the account and the platform, over the profile's own figures. */
export interface Account {
  readonly profile: Profile;
  /** What functions of other services hold. @source S16 */
  readonly allocated: readonly QuotaClaim[];
  /** What is said about a reservation with a remainder. @source S18 */
  readonly reservedMultiple: 'off' | 'warn' | 'error';
  /** False when figures that the sums need are faulty or unknown. */
  readonly quotaKnown: boolean;
  /** Whether there are models, which only simulation reads. */
  readonly modelled: boolean;
}

/** Reads `custom.scf`; what is faulty in it keeps the profile's figure. */
export function accountOf(custom: unknown, unknown: Unknowns, diagnostics: Diagnostic[]): Account {
  const base = ['custom', 'scf'];
  const written = isPlain(custom) ? withoutNulls(custom['scf']) : undefined;
  const unknownRoot = unknown(base);
  if (written === undefined || written === null || unknownRoot) return { ...accountFrom({}), quotaKnown: !unknownRoot };
  const faults = shapeFaults('custom', written, base).filter(({ path }) => !unknown(path));
  diagnostics.push(...faults);
  if (!isPlain(written)) return { ...accountFrom({}), quotaKnown: false };
  const { values, broken } = sound(written, faults, unknown, base);
  const scf: ScfCustom = values;
  const keepAlive = scf.engine?.keepAliveSec;
  if (typeof keepAlive === 'object' && keepAlive.min > keepAlive.max) {
    const about = { option: 'engine.keepAliveSec.min', value: shown(keepAlive.min) };
    diagnostics.push(diagnostic('SCF106', [...base, 'engine', 'keepAliveSec', 'min'], { ...about, form: 'order' }, { rule: 'S111' }));
  }
  return { ...accountFrom(scf), quotaKnown: !broken.has('account') && !broken.has('engine') };
}

function accountFrom({ account, engine, models }: ScfCustom): Omit<Account, 'quotaKnown'> {
  const profile: Profile = {
    ...scf2021,
    accountQuotaMB: account?.quotaMB ?? scf2021.accountQuotaMB,
    floorMB: engine?.floorMB ?? scf2021.floorMB,
    burstPerMinute: engine?.burstPerMinute ?? scf2021.burstPerMinute,
    provisionedPerMinute: engine?.provisionedPerMinute ?? scf2021.provisionedPerMinute,
    keepAliveMs: engine?.keepAliveSec === undefined ? scf2021.keepAliveMs : keepAliveMs(engine.keepAliveSec),
    coldStartMs: engine?.coldStartMs ?? scf2021.coldStartMs,
    memory: engine?.memory ?? scf2021.memory,
    remainingTime: engine?.remainingTime ?? scf2021.remainingTime,
  };
  const allocated = (account?.allocated ?? []).map((claim) => ({
    name: claim.function,
    reservedMB: claim.reservedMB,
    provisionedMB: claim.provisionedMB ?? 0,
  }));
  return { profile, allocated, reservedMultiple: engine?.reservedMultiple ?? 'warn', modelled: models !== undefined };
}

function keepAliveMs(sec: number | { readonly min: number; readonly max: number }): KeepAlive {
  return typeof sec === 'number' ? sec * 1000 : { minMs: sec.min * 1000, maxMs: sec.max * 1000 };
}
