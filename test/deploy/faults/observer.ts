import { allocate, limits } from '../../../src/scf';
import type { World } from './world';

type Answer = Readonly<Record<string, unknown>>;

/** Watches a world from its first change to its last. */
export interface Observer {
  /** Changes since `forget`. */
  effects(): readonly string[];
  forget(): void;
  /** What must never be, and was. */
  wrong(): readonly string[];
  /** Things made more than once that are only made once without a fault. */
  twice(ideal: readonly string[]): string[];
  /** All that can be told of the region, without times and names given by chance. */
  state(): Promise<string>;
}

/** Changes that leave something behind when they are made again. */
const onlyOnce = /^(CreateFunction|PublishVersion|CreateTrigger|CreateAlias|DeleteFunction) /;

/** @param zeroGap  a function whose traffic goes to a version only while this many of its instances are ready; undefined: there is none */
export function observed(world: World, zeroGap: { readonly name: string; readonly instances: number } | undefined): Observer {
  const wrong = new Set<string>();
  let from = 0;
  let served = '$LATEST';
  world.onChange = async () => {
    const serves = zeroGap && (await servedBy(world, zeroGap.name));
    if (zeroGap && serves && serves.ready < zeroGap.instances) wrong.add(`traffic goes to ${serves.version} with ${serves.ready} instances ready`);
    if (served !== '$LATEST' && serves?.version === '$LATEST') wrong.add('traffic went back to $LATEST');
    served = serves?.version ?? served;
    for (const fault of await overdrawn(world)) wrong.add(fault);
  };
  return {
    effects: () => world.effects.slice(from),
    forget: () => {
      from = world.effects.length;
    },
    wrong: () => [...wrong],
    twice: (ideal) => {
      const count = (effects: readonly string[], effect: string): number => effects.filter((one) => one === effect).length;
      const made = world.effects.slice(from);
      const more = [...new Set(made)].filter((effect) => onlyOnce.test(effect) && count(made, effect) > count(ideal, effect));
      return more.map((effect) => `${effect} was done ${count(made, effect)} times`);
    },
    state: () => stateOf(world),
  };
}

/** Where the traffic of a function goes; of `$LATEST`, which cannot have any, no instances are asked for. @source S21, S130, S141 */
async function servedBy({ client }: World, FunctionName: string): Promise<{ readonly version: string; readonly ready: number } | undefined> {
  const alias = await client.call('GetAlias', { FunctionName, Name: '$DEFAULT' }).catch(() => undefined);
  if (!alias) return undefined;
  const version = String(alias['FunctionVersion']);
  if (version === '$LATEST') return { version, ready: Infinity };
  const { Allocated: rows } = (await client.call('GetProvisionedConcurrencyConfig', { FunctionName })) as { Allocated: Answer[] };
  const row = rows.find(({ Qualifier }) => Qualifier === version);
  return { version, ready: Number(row?.['AvailableProvisionedConcurrencyNum'] ?? 0) };
}

/** @source S13, S16, S22 */
async function overdrawn(world: World): Promise<string[]> {
  const claims = (await functionsOf(world)).map((row) => ({
    name: String(row['FunctionName']),
    reservedMB: typeof row['ReservedConcurrencyMem'] === 'number' ? row['ReservedConcurrencyMem'] : undefined,
    provisionedMB: Number(row['TotalProvisionedConcurrencyMem']),
  }));
  const over = claims.filter(({ reservedMB, provisionedMB }) => reservedMB !== undefined && provisionedMB > reservedMB);
  const { allocatableMB } = allocate(limits.accountQuota.value, limits.quotaFloor.value, claims);
  return [...over.map(({ name }) => `${name} provisions more than it reserves`), ...(allocatableMB < 0 ? ['the account quota is overdrawn'] : [])];
}

async function functionsOf({ client }: World): Promise<Answer[]> {
  const { Functions: rows } = await client.call('ListFunctions', { Orderby: 'FunctionName', Order: 'ASC' });
  return rows as Answer[];
}

const told = [
  'GetFunction',
  'GetFunctionAddress',
  'GetFunctionEventInvokeConfig',
  'GetReservedConcurrencyConfig',
  'GetProvisionedConcurrencyConfig',
  'ListVersionByFunction',
  'ListAliases',
  'ListTriggers',
];

async function stateOf(world: World): Promise<string> {
  const state: unknown[] = [await world.client.call('GetAccount')];
  for (const { FunctionName } of await functionsOf(world)) {
    for (const action of told) state.push([action, await world.client.call(action, { FunctionName })]);
  }
  return JSON.stringify(state, (name, value: unknown) => {
    if (/^(FunctionId|AddTime|ModTime)$/.test(name)) return undefined;
    // Which of two was there first is left to chance.
    if (name === 'Triggers' && Array.isArray(value)) return (value as Answer[]).toSorted((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1));
    return name === 'Functions' && Array.isArray(value) ? value.toSorted() : value;
  });
}

function identityOf({ Type: type, TriggerName: name, TriggerDesc: desc }: Answer): string {
  return `${String(type)} ${String(name)} ${String(desc)}`;
}
