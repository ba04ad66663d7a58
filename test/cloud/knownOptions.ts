import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
}

/** Every option by its path, `provider.` and `custom.scf.` before it where it stands there; those of triggers by their names alone, too. */
export const options: ReadonlySet<string> = new Set([
  ...pathsOf(schemaOf('function'), ''),
  ...pathsOf(schemaOf('provider'), 'provider.'),
  ...pathsOf(schemaOf('custom'), 'custom.scf.'),
  ...Object.values(schemaOf('function').definitions?.['event']?.properties ?? {}).flatMap((kind) => pathsOf(kind, '')),
  ...['schedule', 'tracking'].flatMap((part) => pathsOf(partOf('provisionedConcurrency', part), '')),
  ...['layers', 'instanceConcurrency'].flatMap((part) => pathsOf(partOf(part), '')),
  ...pathsOf(partOf('provisionedConcurrency'), ''),
]);

function schemaOf(name: string): Schema {
  return JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', `${name}.json`), 'utf8')) as Schema;
}

/** What a property of the function's schema says, or one inside. */
function partOf(...names: readonly string[]): Schema {
  const root = schemaOf('function');
  return names.reduce<Schema>((schema, name) => referred(root, schema.properties?.[name] ?? {}), root);
}

function referred(root: Schema, schema: Schema): Schema {
  const [, name = ''] = /definitions\/(\w+)$/.exec(schema.$ref ?? '') ?? [];
  return root.definitions?.[name] ?? schema;
}

function pathsOf(schema: Schema, before: string): string[] {
  const root = schemaOf('function');
  const { properties = {}, items, oneOf = [], anyOf = [] } = referred(root, schema);
  const inside = [items, ...oneOf, ...anyOf].flatMap((part) => (part ? pathsOf(part, before) : []));
  return [...inside, ...Object.entries(properties).flatMap(([name, part]) => [`${before}${name}`, ...pathsOf(part, `${before}${name}.`)])];
}
