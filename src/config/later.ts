import { diagnostic, type Diagnostic, type Path } from './diagnostic';
import { shape } from './generated/shape';
import { isPlain, type Settings } from './settings';

interface Schema {
  readonly type?: unknown;
  readonly 'x-local'?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const schema: Schema = shape.function;

/** Options that are checked, but that the local engine does not play yet: one diagnostic per option, or kind of trigger, naming its functions. */
export function laterFaults(functions: readonly Settings[]): Diagnostic[] {
  const used = new Map<string, { readonly path: Path; readonly functions: string[] }>();
  for (const fn of functions) {
    for (const option of new Set([...laterOptions(fn.values, schema, ''), ...(fn.values.type === 'web' ? ['type: web'] : [])])) {
      const [first = '', ...inside] = option.replace(/:.*/, '').split('.');
      const entry = used.get(option) ?? { path: [...fn.pathOf(first), ...inside], functions: [] };
      entry.functions.push(fn.key);
      used.set(option, entry);
    }
  }
  return [...used].map(([option, { path, functions: names }]) => diagnostic('SCF503', path, { option, functions: names }, { at: 'key' }));
}

function laterOptions(values: Readonly<Record<string, unknown>>, { properties = {} }: Schema, prefix: string): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const option = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (option === undefined || (Array.isArray(value) && value.length === 0)) return [];
    if (option['x-local'] === 'later') return [prefix + name];
    // Of a list of triggers each is of one kind.
    if (Array.isArray(value)) return value.flatMap((item) => (isPlain(item) ? laterOptions(item, option.items ?? {}, `${prefix}${name}: `) : []));
    return isPlain(value) ? laterOptions(value, option, `${prefix}${name}.`) : [];
  });
}
