import fc from 'fast-check';
import { oddNames, oddValues } from './oddities';

/** One change of a configuration, at the node that `where` falls on. */
export interface Damage {
  readonly where: number;
  readonly what: 'replace' | 'rename' | 'remove' | 'add' | 'wrap' | 'enlarge' | 'share';
  readonly name: string;
  readonly value: unknown;
}

export const damages: fc.Arbitrary<Damage> = fc.record({
  where: fc.nat(10_000),
  what: fc.constantFrom<Damage['what']>('replace', 'replace', 'replace', 'rename', 'remove', 'add', 'add', 'wrap', 'enlarge', 'share'),
  name: oddNames,
  value: oddValues,
});

type Holder = Record<string | number, unknown>;

/** Every place of a tree that holds a value. */
function places(node: unknown, found: [Holder, string | number][] = []): [Holder, string | number][] {
  if (typeof node !== 'object' || node === null) return found;
  for (const key of Array.isArray(node) ? node.keys() : Object.keys(node)) {
    found.push([node as Holder, key]);
    if (found.length < 5_000) places((node as Holder)[key], found);
  }
  return found;
}

/** A copy of a configuration with changes made to it. What is shared afterwards is one object, and becomes an anchor in YAML. */
export function damaged(service: object, changes: readonly Damage[]): unknown {
  const root = { service: structuredClone(service) as unknown };
  for (const change of changes) {
    const all = places(root);
    const chosen = all[change.where % all.length];
    // What a change brings is put in more than once, and must not be changed itself.
    if (chosen) apply({ ...change, value: structuredClone(change.value) }, chosen, all);
  }
  return root.service;
}

function apply({ what, name, value, where }: Damage, [holder, key]: [Holder, string | number], all: [Holder, string | number][]): void {
  const old = holder[key];
  switch (what) {
    case 'replace':
      return set(holder, key, value);
    case 'remove':
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else Reflect.deleteProperty(holder, key);
      return;
    case 'rename':
      if (!Array.isArray(holder)) Reflect.deleteProperty(holder, key);
      return set(holder, Array.isArray(holder) ? key : name, old);
    case 'add':
      if (Array.isArray(old)) old.push(value);
      else if (typeof old === 'object' && old !== null) set(old as Holder, name, value);
      return;
    case 'wrap':
      return set(holder, key, where % 2 === 0 ? [old] : { [name]: old });
    case 'enlarge':
      return set(holder, key, typeof old === 'number' ? old * 1_000 + 1 : typeof old === 'string' ? old.repeat(50) : [old, old, old]);
    case 'share': {
      const [other, there] = all[(where * 7 + 1) % all.length] ?? [holder, key];
      const source = other[there];
      if (!contains(source, holder)) set(holder, name === '<<' && !Array.isArray(holder) ? '<<' : key, source);
    }
  }
}

function contains(node: unknown, wanted: object): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return node === wanted || Object.values(node).some((inner) => contains(inner, wanted));
}

/** Sets an own property, whatever its name. */
function set(holder: Holder, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
}
