import { limits, type Profile } from '../../scf';
import { changedMembers, configurationFrom, differencesElsewhere, differencesOf } from '../fields';
import type { ChangeKind, FieldChange } from '../plan';
import type { DesiredFunction, EventInvoke, PackageFacts } from '../state';
import { differencesOfTriggers, triggerWork, type TriggerWork } from '../triggers';
import type { FunctionFacts } from './facts';
import { markOf } from './marks';
import { goalOf, type Goal } from './provisioning';

/** What there is to do about one function of the service. */
export interface Comparison {
  readonly desired: DesiredFunction;
  /** Undefined: there is none, or it will be gone. */
  readonly live: FunctionFacts | undefined;
  /** What is deleted before anything else; undefined: nothing. */
  readonly replaced: FunctionFacts | undefined;
  readonly kind: Exclude<ChangeKind, 'delete'>;
  readonly fields: readonly FieldChange[];
  /** What differs, too, and no step changes. */
  readonly elsewhere: readonly FieldChange[];
  /** Members of the configuration that are to change. */
  readonly members: readonly string[];
  /** Whether other code is to be uploaded. */
  readonly code: boolean;
  readonly contentHash: string | undefined;
  readonly eventInvoke: boolean;
  readonly triggers: TriggerWork;
  readonly goal: Goal;
}

/** What a new function has. @source S54, S58 */
const eventInvokeDefault: EventInvoke = { retryNum: limits.retryNum.value, msgTtlSec: limits.msgTtl.value };

/**
 * A function as it is wanted beside the one that is there.
 * @param options  `replace`: it may be deleted and created anew, where nothing else helps
 * @source S76: what is fixed at creation
 */
export function comparisonOf(
  desired: DesiredFunction,
  found: FunctionFacts | undefined,
  packed: PackageFacts | undefined,
  { replace, quotaModel }: { readonly replace: boolean; readonly quotaModel: Profile['quotaModel'] },
): Comparison {
  // One that was never there has nothing to lose.
  const anew = found !== undefined && (found.status === 'CreateFailed' || (replace && isFixed(desired, found)));
  const live = anew ? undefined : found;
  const contentHash = desired.code === 'package' ? packed?.contentHash : undefined;
  const parts = { ...changesOf(desired, live, contentHash), goal: goalOf(desired, live, markOf(desired, contentHash), quotaModel) };
  const elsewhere = live ? differencesElsewhere(desired.configuration, live.configuration) : [];
  const differing = fieldsOf(desired, found, contentHash, parts).filter(({ option }) => !elsewhere.some((one) => one.option === option));
  const fields = [...(found ? statusFields(found) : []), ...differing];
  const kind = anew ? 'replace' : !live ? 'create' : fields.length > 0 || parts.goal.move !== undefined ? 'update' : 'same';
  return { desired, live, replaced: anew ? found : undefined, kind, fields, elsewhere, contentHash, ...parts };
}

/** Whether something differs that only a new function can have. @source S76 */
function isFixed(desired: DesiredFunction, live: FunctionFacts): boolean {
  return fixedFields(desired, live).length > 0;
}

export function fixedFields(desired: DesiredFunction, live: FunctionFacts): FieldChange[] {
  return differencesOf(desired.configuration, live.configuration).filter(({ immutable }) => immutable);
}

type Parts = Pick<Comparison, 'members' | 'code' | 'eventInvoke' | 'triggers' | 'goal'>;

function changesOf(desired: DesiredFunction, live: FunctionFacts | undefined, contentHash: string | undefined): Omit<Parts, 'goal'> {
  const triggers = triggerWork(desired.triggers, live?.triggers ?? []);
  if (!live) return { members: [], code: true, eventInvoke: isOther(desired.eventInvoke, eventInvokeDefault), triggers };
  // Whatever it was that failed is done again.
  const failed = isFailed(live);
  const members = failed ? Object.keys(desired.configuration) : changedMembers(desired.configuration, live.configuration);
  const code = failed || (contentHash !== undefined && contentHash !== live.contentHash);
  return { members, code, eventInvoke: isOther(desired.eventInvoke, live.eventInvoke), triggers };
}

function isOther(a: EventInvoke, b: EventInvoke): boolean {
  return a.retryNum !== b.retryNum || a.msgTtlSec !== b.msgTtlSec;
}

/** @source S145 */
function isFailed({ status }: FunctionFacts): boolean {
  return /Failed$/.test(status);
}

/** Why a function has to be done again that was never finished: told as its status. */
function statusFields(live: FunctionFacts): FieldChange[] {
  if (!isFailed(live)) return [];
  const before = live.statusReason === '' ? live.status : `${live.status}: ${live.statusReason}`;
  return [{ part: 'configuration', option: 'status', before, after: 'Active', immutable: false }];
}

function fieldsOf(desired: DesiredFunction, found: FunctionFacts | undefined, contentHash: string | undefined, { goal }: Parts): FieldChange[] {
  // Of a new function only that is told which it would not have anyhow.
  const configuration = differencesOf(desired.configuration, found?.configuration ?? configurationFrom({}));
  return [
    ...(contentHash !== undefined && contentHash !== found?.contentHash ? [field('code', 'code', found?.contentHash, contentHash)] : []),
    // Of a function that is not there yet nothing is fixed.
    ...(found ? configuration : configuration.map((change) => ({ ...change, immutable: false }))),
    ...eventInvokeFields(desired.eventInvoke, found?.eventInvoke ?? eventInvokeDefault),
    ...(desired.reservedMB === found?.reservedMB ? [] : [field('reserved', 'reservedConcurrency', found?.reservedMB, desired.reservedMB)]),
    ...goal.fields,
    ...differencesOfTriggers(desired.triggers, found?.triggers ?? []),
  ];
}

function eventInvokeFields(wanted: EventInvoke, before: EventInvoke): FieldChange[] {
  const options = [
    ['retryNum', before.retryNum, wanted.retryNum],
    ['msgTTL', before.msgTtlSec, wanted.msgTtlSec],
  ] as const;
  return options.flatMap(([option, was, is]) => (was === is ? [] : [field('eventInvoke', option, was, is)]));
}

function field(part: FieldChange['part'], option: string, before: FieldChange['before'], after: FieldChange['after']): FieldChange {
  return { part, option, before, after, immutable: false };
}
