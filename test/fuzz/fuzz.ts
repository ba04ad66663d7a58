import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { byteDamages, damagedBytes, type ByteDamage } from './byteDamage';
import { judge } from './judge';
import { checked, refusals, refusedForNothing } from './quotas';
import { quotaServices, shapedServices } from './services';
import type { Seed } from './corpus';
import { damaged, damages, type Damage } from './treeDamage';
import { textOf, writings, type Writing } from './yamlText';

/** A configuration that is tried, as far as it is to be told again. */
export type Case =
  /** Made of the schemas, then changed. */
  | { readonly kind: 'made'; readonly service: object; readonly changes: readonly Damage[]; readonly writing: Writing }
  /** Sound but for its quotas, checked as it is and by the engine's own calls; `turn` says in which order. */
  | { readonly kind: 'quotas'; readonly service: object; readonly turn: number; readonly writing: Writing }
  /** As a `serverless.js` could give it: never written down. */
  | { readonly kind: 'object'; readonly service: object; readonly changes: readonly Damage[]; readonly circle: boolean }
  /** A file of the corpus with other bytes. */
  | { readonly kind: 'bytes'; readonly file: number; readonly other: number; readonly changes: readonly ByteDamage[] };

/** What a number of cases came to. */
export interface Tally {
  cases: number;
  /** How many were accepted, by their kind. */
  readonly accepted: Map<string, number>;
  readonly kinds: Map<string, number>;
}

export function newTally(): Tally {
  return { cases: 0, accepted: new Map(), kinds: new Map() };
}

const changes = fc.array(damages, { maxLength: 4 });

export function casesOver(corpus: readonly Seed[]): fc.Arbitrary<Case> {
  const file = fc.nat(Math.max(0, corpus.length - 1));
  const byteChanges = fc.array(byteDamages, { minLength: 1, maxLength: 6 });
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('made' as const), service: shapedServices, changes, writing: writings }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('quotas' as const), service: quotaServices, turn: fc.nat(5), writing: writings }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('object' as const), service: shapedServices, changes, circle: fc.boolean() }) },
    { weight: corpus.length > 0 ? 6 : 0, arbitrary: fc.record({ kind: fc.constant('bytes' as const), file, other: file, changes: byteChanges }) },
  );
}

/** Where cases are tried, and of what. */
export interface Ground {
  /** A folder of its own; emptied for every case. */
  readonly dir: string;
  readonly corpus: readonly Seed[];
}

/**
 * Tries one configuration.
 * @throws Error for whatever must never happen
 */
export async function attempt(one: Case, ground: Ground, tally: Tally): Promise<void> {
  tally.cases += 1;
  count(tally.kinds, one.kind);
  const accepted = await attempted(one, ground);
  if (accepted) count(tally.accepted, one.kind);
}

function count(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
}

async function attempted(one: Case, ground: Ground): Promise<boolean> {
  switch (one.kind) {
    case 'object':
      return agrees(ringed(damaged(one.service, one.changes), one.circle), 0);
    case 'quotas':
      return agrees(one.service, one.turn) && written(textOf(one.service, one.writing), one.writing.json, ground);
    case 'made':
      return written(textOf(damaged(one.service, one.changes), one.writing), one.writing.json, ground);
    case 'bytes': {
      const { name, bytes } = ground.corpus[one.file] ?? { name: 'serverless.yml', bytes: new Uint8Array() };
      const other = ground.corpus[one.other]?.bytes ?? bytes;
      return inFolder(damagedBytes(bytes, other, one.changes), name, ground);
    }
  }
}

/** A configuration that holds itself. */
function ringed(service: unknown, circle: boolean): unknown {
  if (circle && typeof service === 'object' && service !== null) Object.assign(service, { again: service, x: [service] });
  return service;
}

function written(text: string, json: boolean, ground: Ground): Promise<boolean> {
  return inFolder(Buffer.from(text), json ? 'serverless.json' : 'serverless.yml', ground);
}

async function inFolder(bytes: Uint8Array, name: string, { dir, corpus }: Ground): Promise<boolean> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const rest = isService(name) ? corpus.filter((seed) => !isService(seed.name)) : corpus;
  for (const seed of rest.toReversed()) writeFileSync(join(dir, seed.name), seed.bytes);
  writeFileSync(join(dir, name), bytes);
  const { plan } = await judge(dir, bytes.length % 4 === 0, Buffer.from(bytes).toString());
  return plan !== undefined;
}

function isService(name: string): boolean {
  return name.startsWith('serverless.');
}

/** What the check says of quotas, the engine's own calls say too. */
function agrees(service: unknown, turn: number): boolean {
  const result = checked(service);
  const needless = refusedForNothing(result);
  if (needless !== undefined) throw new Error(`refused for ${needless} alone, and no quota call refuses it`);
  const [refusal] = refusals(result, (functions) => [...functions.slice(turn), ...functions.slice(0, turn)]);
  if (refusal) throw new Error(`accepted, but ${refusal.call} of ${refusal.function} is refused: ${refusal.fault}`);
  return result.plan !== undefined;
}
