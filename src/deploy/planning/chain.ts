import { LATEST, type Profile } from '../../scf';
import { codeParams, createParams, imageOf, updateParams } from '../fields';
import type { CodeRef, StepParams, VersionRef } from '../plan';
import type { EventInvoke } from '../state';
import { createTriggerParams, deleteTriggerParams, triggerId, updateTriggerParams } from '../triggers';
import type { Comparison } from './compare';
import { ChainWriter, type Chain, type Held } from './draft';
import type { FunctionFacts } from './facts';
import { reserve, writeSwap } from './swap';

/**
 * All steps of one function of the service, in the order that leaves no gap: what is new is made and ready before traffic goes there.
 * @param gap  what is old gives up its instances first, where both together find no room
 * @source scf-api.md §8, 1–4; S16, S22, S23, S29
 */
export function chainOf(comparison: Comparison, { quotaModel, gap }: { readonly quotaModel: Profile['quotaModel']; readonly gap: boolean }): Chain {
  const { desired, live, replaced, kind, goal } = comparison;
  const { name } = desired;
  const held = heldBy(live ?? replaced);
  if (kind === 'same') return { name, held, drafts: [], overlap: undefined };
  const writer = new ChainWriter(name, held);
  if (replaced) writeRemoval(writer, replaced);
  if (live) {
    writeEarlyReservation(writer, comparison, live);
    writeUpdates(writer, comparison);
  } else writer.add({ kind: 'createFunction', params: createParams(desired.configuration), code: codeOf(comparison) });
  if (comparison.eventInvoke) writer.add({ kind: 'updateEventInvoke', params: eventInvokeParams(desired.eventInvoke) });
  if (goal.publish !== undefined) writer.add({ kind: 'publish', description: goal.publish });
  const to: VersionRef = goal.target === 'new' ? { publishedBy: writer.idOf('publish') } : { version: goal.target };
  const overlap = writeSwap(writer, {
    name,
    from: goal.current,
    to,
    provisioned: goal.put?.provisioned ?? desired.provisioned,
    put: goal.put?.params,
    memoryMB: desired.memoryMB,
    move: goal.move,
    releaseIdle: goal.releaseIdle,
    releaseServing: goal.releaseServing,
    provisionedMB: live?.provisionedMB ?? {},
    reservedMB: writer.held.reservedMB,
    wantedReservedMB: desired.reservedMB,
    quotaModel,
    gap,
  });
  writeTriggers(writer, comparison);
  writer.add({ kind: 'verify' });
  return { name, held, drafts: writer.drafts, overlap };
}

/** The steps that leave nothing of a function. @source scf-api.md §8, 8 */
export function removalChain(live: FunctionFacts): Chain {
  const held = heldBy(live);
  const writer = new ChainWriter(live.name, held);
  writeRemoval(writer, live);
  return { name: live.name, held, drafts: writer.drafts, overlap: undefined };
}

/** What a function holds of the quota now. */
export function heldBy(live: FunctionFacts | undefined): Held {
  const provisionedMB = Object.values(live?.provisionedMB ?? {}).reduce((sum, mb) => sum + mb, 0);
  return { reservedMB: live?.reservedMB, provisionedMB };
}

function writeRemoval(writer: ChainWriter, live: FunctionFacts): void {
  const left = new Map(Object.entries(live.provisionedMB));
  for (const { version } of live.provisioned) {
    left.delete(version);
    const provisionedMB = [...left.values()].reduce((sum, mb) => sum + mb, 0);
    writer.add({ kind: 'deleteProvisioned', of: { version } }, version, { provisionedMB });
  }
  if (live.reservedMB !== undefined) writer.add({ kind: 'deleteReserved', beforeMB: live.reservedMB }, undefined, { reservedMB: undefined });
  writer.add({ kind: 'deleteFunction' }, undefined, { reservedMB: undefined, provisionedMB: 0 });
}

/**
 * Instances that are larger fit fewer times into a reservation. Where both grow, and traffic meets `$LATEST`, the reservation goes first.
 * @source S14, S28
 */
function writeEarlyReservation(writer: ChainWriter, { desired, goal }: Comparison, live: FunctionFacts): void {
  const { reservedMB: wantedMB, memoryMB } = desired;
  const raised = wantedMB !== undefined && live.reservedMB !== undefined && wantedMB > live.reservedMB;
  if (raised && goal.current === LATEST && memoryMB > live.memoryMB) reserve(writer, wantedMB);
}

function writeUpdates(writer: ChainWriter, comparison: Comparison): void {
  const { desired, members, code } = comparison;
  const params = updateParams(members, desired.configuration);
  if (code || params.code) writer.add({ kind: 'updateCode', params: params.code ?? codeParams(desired.configuration), code: codeOf(comparison) });
  if (params.configuration) writer.add({ kind: 'updateConfiguration', params: params.configuration });
}

function codeOf({ desired, contentHash, live }: Comparison): CodeRef {
  if (desired.code === 'image') return { kind: 'image', image: imageOf(desired.configuration) ?? null };
  return { kind: 'package', contentHash: contentHash ?? live?.contentHash ?? '' };
}

/** @source scf-api.md UpdateFunctionEventInvokeConfig */
function eventInvokeParams({ retryNum, msgTtlSec }: EventInvoke): StepParams {
  return { AsyncTriggerConfig: { RetryConfig: [{ RetryNum: retryNum }], MsgTTL: msgTtlSec } };
}

/** Those that go, go first: a new one may have the same name. */
function writeTriggers(writer: ChainWriter, { triggers }: Comparison): void {
  for (const trigger of triggers.delete) writer.add({ kind: 'deleteTrigger', params: deleteTriggerParams(trigger) }, triggerId(trigger));
  for (const trigger of triggers.update) writer.add({ kind: 'updateTrigger', params: updateTriggerParams(trigger) }, triggerId(trigger));
  for (const trigger of triggers.create) writer.add({ kind: 'createTrigger', params: createTriggerParams(trigger) }, triggerId(trigger));
}
