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

/** Where an option stands in its function. */
type Place = readonly [string, ...Path];

/** Options that are checked, but that the local engine does not play yet: one diagnostic per option, or kind of trigger, naming its functions. */
export function laterFaults(functions: readonly Settings[]): Diagnostic[] {
  const used = new Map<string, { readonly path: Path; readonly functions: Set<string> }>();
  for (const fn of functions) {
    const web: readonly Place[] = fn.values.type === 'web' ? [['type']] : [];
    for (const place of [...laterPlaces(fn.values, schema), ...web]) {
      const [first, ...rest] = place;
      const option = optionAt(place);
      const entry = used.get(option) ?? { path: [...fn.pathOf(first), ...rest], functions: new Set() };
      entry.functions.add(fn.key);
      used.set(option, entry);
    }
  }
  return [...used].map(([option, { path, functions: names }]) => diagnostic('SCF503', path, { option, functions: [...names] }, { at: 'key' }));
}

function optionAt(place: Place): string {
  const [first, index, ...rest] = place;
  if (first === 'type') return 'type: web';
  // Of a list of triggers each is of one kind.
  return typeof index === 'number' ? `${first}: ${rest.join('.')}` : place.join('.');
}

/** Where options stand that are for later. */
function laterPlaces(values: Readonly<Record<string, unknown>>, { properties = {} }: Schema): Place[] {
  return Object.entries(values).flatMap(([name, value]): Place[] => {
    const option = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (option === undefined || (Array.isArray(value) && value.length === 0)) return [];
    if (option['x-local'] === 'later') return [[name]];
    const within = (part: unknown, of: Schema, ...at: Path): Place[] =>
      isPlain(part) ? laterPlaces(part, of).map((inner) => [name, ...at, ...inner]) : [];
    return Array.isArray(value) ? value.flatMap((item, index) => within(item, option.items ?? {}, index)) : within(value, option);
  });
}
