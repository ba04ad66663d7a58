import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

export const functionSchema = JSON.parse(readFileSync(join(__dirname, '../../schema/function.json'), 'utf8')) as Schema & {
  readonly definitions: Readonly<Record<string, Schema>>;
};

/** Paths of all options of a function that have no options inside; `[]` is an item of a list. */
export function optionLeaves(): string[] {
  return leavesOf(functionSchema, '');
}

function leavesOf(part: Schema, path: string): string[] {
  const { $ref, properties, items } = part;
  const definition = $ref === undefined ? undefined : functionSchema.definitions[$ref.split('/').at(-1) ?? ''];
  if (definition) return leavesOf(definition, path);
  if (items) return leavesOf(items, `${path}[]`);
  if (!properties) return [path];
  return Object.entries(properties).flatMap(([name, inner]) => leavesOf(inner, path === '' ? name : `${path}.${name}`));
}
