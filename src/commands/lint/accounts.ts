import { grouped, liveQuotaFaults, modeFaults, quotaFaults, type Diagnostic, type ServiceAccount } from '../../config';
import type { AccountReport } from '../../report/lintReport';
import { allocate, type QuotaClaim } from '../../scf';
import { judgedBeside, type Member } from './members';

/** What an account really holds in a region. */
export interface LiveAccount {
  readonly quotaMB: number;
  readonly claims: readonly QuotaClaim[];
  /** The mode of functions that exist, by their names. */
  readonly asyncRun: ReadonlyMap<string, boolean>;
}

/** Asks the cloud for an account; undefined when nobody wants to know. */
export type AskCloud = (region: string, functions: readonly string[]) => Promise<LiveAccount>;

type Counted = Member & { readonly result: NonNullable<Member['result']> };

/**
 * Judges services of one account and region by what they hold together.
 * @returns the members in their order, and how each account's quota is divided
 * @source S5, S13, S16, S22, S24
 */
export async function besideOneAnother(
  members: readonly Member[],
  ask: AskCloud | undefined,
): Promise<{ members: Member[]; accounts: AccountReport[] }> {
  const counted = members.filter(isCounted);
  const groups = grouped(counted, ({ result: { account } }) => JSON.stringify([account.name, account.region]));
  const judged = new Map<Member, Member>();
  const accounts: AccountReport[] = [];
  for (const group of groups) {
    const [first] = group;
    if (first === undefined) continue;
    const live = await ask?.(first.result.account.region, functionsOf(group));
    const foreign = foreignClaims(group, live);
    if (group.length > 1 || live !== undefined)
      judgeGroup(group, foreign, live).forEach((member, index) => judged.set(group[index] ?? first, member));
    accounts.push(accountOf(group, foreign, live));
  }
  return { members: members.map((member) => judged.get(member) ?? member), accounts };
}

function isCounted(member: Member): member is Counted {
  return member.result !== undefined;
}

function functionsOf(group: readonly Counted[]): string[] {
  return group.flatMap(({ result }) => result.account.functions);
}

/** What nobody of the group holds: live, or as the services say. A function of the group is counted as it is configured. */
function foreignClaims(group: readonly Counted[], live: LiveAccount | undefined): QuotaClaim[] {
  const own = new Set(functionsOf(group));
  const claims = new Map<string, QuotaClaim>();
  for (const claim of group.flatMap(({ result }) => result.account.allocated)) if (!own.has(claim.name)) claims.set(claim.name, claim);
  for (const claim of live?.claims ?? []) if (!own.has(claim.name)) claims.set(claim.name, claim);
  return [...claims.values()];
}

/** Each member beside those before and after it. Once too much is taken, that is told; those after it are judged by themselves. */
function judgeGroup(group: readonly Counted[], foreign: readonly QuotaClaim[], live: LiveAccount | undefined): Member[] {
  const [first] = group;
  let told = false;
  return group.map((member, index) => {
    const others = told ? [] : without(member, [...foreign, ...claimsOf(group.slice(0, index))]);
    const later = told ? [] : without(member, claimsOf(group.slice(index + 1)));
    const beside = judgedBeside(member, { others, later, ...(live && { liveQuotaMB: live.quotaMB }) }, besidesOf(member, first, live));
    told ||= beside.result?.diagnostics.some(({ code }) => code === 'SCF203' || code === 'SCF215') === true;
    return beside;
  });
}

/** A function of one name is one function, though several stages may configure it. */
function without({ result }: Counted, claims: readonly QuotaClaim[]): QuotaClaim[] {
  const own = new Set(result.account.functions);
  return claims.filter(({ name }) => !own.has(name));
}

/** What members take; a function that takes nothing is there too, so that nobody else says what it takes. */
function claimsOf(members: readonly Counted[]): QuotaClaim[] {
  const nothing = members.flatMap(({ result }) => result.account.functions.map((name) => ({ name, reservedMB: undefined, provisionedMB: 0 })));
  // Of one name the first counts.
  const claims = [...members.flatMap(({ result }) => result.account.claims), ...nothing].reverse();
  return [...new Map(claims.map((claim) => [claim.name, claim])).values()].reverse();
}

function besidesOf(member: Counted, first: Counted | undefined, live: LiveAccount | undefined): Diagnostic[] {
  const { account, plan } = member.result;
  if (live !== undefined) {
    const functions = (plan?.functions ?? []).map(({ key, name, asyncRun }) => ({ key, name, asyncRun }));
    return [...liveQuotaFaults(account, live.quotaMB), ...modeFaults(functions, live.asyncRun)];
  }
  return first === undefined || first === member ? [] : quotaFaults(account, first.result.account, nameOf(first));
}

/** How one member speaks of another. */
function nameOf({ folder, known: { file = '' } }: Member): string {
  return folder === '' ? file : `${folder}/${file}`;
}

function accountOf(group: readonly Counted[], foreign: readonly QuotaClaim[], live: LiveAccount | undefined): AccountReport {
  const [first] = group;
  const account: ServiceAccount | undefined = first?.result.account;
  const { name = '', region = '', quotaMB = 0, floorMB = 0, quotaModel = 'seed' } = account ?? {};
  const alone = group.length === 1 && live === undefined ? first?.result.allocation : undefined;
  const allocation = alone ?? allocate(live?.quotaMB ?? quotaMB, floorMB, [...foreign, ...claimsOf(group)], quotaModel);
  return { name, region, allocation, live: live !== undefined };
}
