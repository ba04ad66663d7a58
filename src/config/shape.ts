import type { DiagnosticParams, Form } from '../messages';
import { limits } from '../scf';
import { diagnostic, dotted, shown, type Diagnostic, type Path } from './diagnostic';
import { shape } from './generated/shape';

import { foreignOption } from './foreignOptions';
import { foreignTrigger } from './foreignTriggers';
import { whyForeign, writtenLines } from './triggerSpellings';
import { isPlain, type Plain } from './plain';
import { nearest } from './nearest';
import { regionMeant } from './regionRules';
import { isRule, type RuleNumber } from './rules';
import { shownAt } from './secrets';
import { spaced } from './spaced';
import { otherName, otherValue, type OtherSpelling } from './spellings';
import { validatorOf, type Fault, type Room } from './validators';

/**
 * Faults of a value against its JSON Schema, each under the code that names it.
 *
 * @param value  as read; nothing is coerced
 * @param base   where the value stands in the service
 */
export function shapeFaults(room: Room, value: unknown, base: Path): Diagnostic[] {
  const validate = validatorOf(room);
  if (validate(value)) return [];
  const foreign = room === 'function' && isPlain(value) ? foreignEvents(value, base) : new Map<string, Diagnostic>();
  const errors = (validate.errors ?? []).filter(({ instancePath }) => !foreign.has(pointer(instancePath).slice(0, 2).join('/')));
  const found = [...foreign.values(), ...errors.flatMap((fault) => translated(placed(room, fault, value, base)) ?? [])];
  // One value can break several keywords; of the wrong type, it is that alone, and otherwise the first says what to write.
  const byPath = new Map<string, Diagnostic>();
  for (const fault of found) {
    const key = JSON.stringify(fault.path);
    if (!byPath.has(key) || fault.code === 'SCF101' || (fault.code === 'SCF109' && fault.at === 'value')) byPath.set(key, fault);
  }
  return [...byPath.values()];
}

/** Triggers as another tool writes them, by where they stand: each is told once and as a whole, and nothing else in it. */
function foreignEvents(fn: Plain, base: Path): Map<string, Diagnostic> {
  const { events } = fn;
  const faults = (Array.isArray(events) ? events : []).flatMap((event: unknown, index): [string, Diagnostic][] => {
    const foreign = foreignTrigger(event, fn);
    if (foreign === undefined) return [];
    const { key, path, rename, dropped, note } = foreign;
    const params = { written: key, write: writtenLines(foreign.write), why: whyForeign(foreign), rename, replace: undefined, dropped, note };
    return [[`events/${index}`, diagnostic('SCF109', [...base, 'events', index, ...path], params, { at: 'key' })]];
  });
  return new Map(faults);
}

/** A schema as messages need it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly 'x-unit'?: string;
  /** Words that stand for values, beside those of its other types. */
  readonly 'x-values'?: readonly string[];
}

/** A fault with the value and the schema that it is about. */
interface Placed {
  readonly fault: Fault;
  readonly room: Room;
  readonly path: Path;
  /** The whole path, as users write it. */
  readonly option: string;
  /** The path inside of the room, the same way. */
  readonly inside: string;
  readonly atRoot: boolean;
  readonly value: unknown;
  readonly schema: Schema;
  readonly rule: RuleNumber | undefined;
  readonly code: string | undefined;
}

function placed(room: Room, fault: Fault, root: unknown, base: Path): Placed {
  const path: (string | number)[] = [...base];
  let value: unknown = root;
  for (const segment of pointer(fault.instancePath)) {
    path.push(Array.isArray(value) ? Number(segment) : segment);
    value = (value as Readonly<Record<string, unknown>>)[segment];
  }
  let schema: unknown = shape[room];
  let rule: RuleNumber | undefined;
  let code: string | undefined;
  for (const segment of [undefined, ...schemaSegments(room, fault)]) {
    if (segment !== undefined) schema = (schema as Readonly<Record<string, unknown>>)[decodeURIComponent(segment)];
    const { 'x-rule': named, 'x-code': coded } = schema as { readonly 'x-rule'?: string; readonly 'x-code'?: string };
    if (typeof named === 'string' && isRule(named)) rule = named;
    if (typeof coded === 'string') code = coded;
  }
  const atRoot = path.length === base.length;
  const names = { path, option: dotted(path), inside: dotted(path.slice(base.length)), atRoot };
  return { fault, room, ...names, value, schema: schema as Schema, rule, code };
}

/** The way to the schema of a fault. An option that has options itself has a validator of its own, and faults in it begin there. */
function schemaSegments(room: Room, { instancePath, schemaPath }: Fault): string[] {
  const [first = ''] = pointer(instancePath);
  const properties: Readonly<Record<string, object>> = shape[room].properties;
  const part = Object.hasOwn(properties, first) ? properties[first] : undefined;
  const apart = part !== undefined && ('properties' in part || 'items' in part);
  return [...(apart ? ['properties', first] : []), ...pointer(schemaPath.slice(1)).slice(0, -1)];
}

/** The segments of a JSON pointer. */
function pointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function translated(at: Placed): Diagnostic | undefined {
  const { fault, path, option, value, rule, schema } = at;
  switch (fault.keyword) {
    case 'type':
      return wrongType(at);
    case 'additionalProperties':
      return unknownName(at, String(fault.params['additionalProperty']));
    case 'required': {
      const name = String(fault.params['missingProperty']);
      // It is there under its other name, which is told.
      if (name === 'imageUri' && isPlain(value) && value['imageUrl'] !== undefined) return undefined;
      return diagnostic('SCF104', [...path, name], { name, under: dotted(path) }, { at: 'key', rule: ruleOfNames(at) });
    }
    case 'enum': {
      const values = (schema.enum ?? []).map(String);
      const close = typeof value === 'string' ? nearest(value, values) : undefined;
      return diagnostic('SCF105', path, { option, value: shownAt(path, value), values, nearest: close }, { rule });
    }
    case 'pattern':
      if (schema['x-values'] !== undefined) return wrongWord(at, schema['x-values']);
      return diagnostic('SCF106', path, { option, value: shownAt(path, value), ...formOf(at) }, { rule });
    case 'minProperties':
    case 'maxProperties':
      return diagnostic('SCF106', path, { option, value: shownAt(path, value), form: 'oneEvent' }, { rule });
    case 'if':
      return undefined;
    default:
      return outOfRange(at);
  }
}

function wrongType({ room, path, option, inside, value, schema, rule }: Placed): Diagnostic {
  const types = [schema.type ?? []].flat();
  // Lists of `{ key, value }`, as components have them.
  const listed = room !== 'custom' && Array.isArray(value) ? foreignOption(inside, value, room) : undefined;
  if (listed !== undefined)
    return diagnostic('SCF101', path, { option, value: shownAt(path, value), expected: ['object'], write: listed.write }, { rule });
  const other = otherValue(value, types, schema['x-unit']);
  if (other?.why !== undefined) {
    const { why, write } = other;
    return diagnostic('SCF109', path, { written: String(value), write, why, rename: undefined, replace: write }, { rule });
  }
  return diagnostic(
    'SCF101',
    path,
    {
      option,
      value: shownAt(path, value),
      expected: types.map((type) => (type === 'object' ? mapForm(schema) : type)),
      write: other?.write ?? (types.includes('object') && isPairs(value) ? '{ key: value }' : undefined),
    },
    { rule },
  );
}

/** A map as the API has it: `[{ key, value }]`. @source S226 */
function isPairs(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((pair) => isPlain(pair) && 'key' in pair && 'value' in pair);
}

/** A text where only some words, or values of another type, can stand. */
function wrongWord({ path, option, value, schema, rule }: Placed, words: readonly string[]): Diagnostic {
  const types = [schema.type ?? []].flat().filter((type) => type !== 'string');
  const write = otherValue(value, types, schema['x-unit'])?.write ?? nearest(String(value), words);
  const expected = [...words, ...types.map((type) => (type === 'object' ? mapForm(schema) : type))];
  return diagnostic('SCF101', path, { option, value: shownAt(path, value), expected, write }, { rule });
}

/** What a map looks like, when its names are known and few. */
function mapForm({ properties }: Schema): string {
  const names = Object.keys(properties ?? {});
  return names.length > 0 && names.length < 6 ? `{ ${names.join(', ')} }` : 'object';
}

function unknownName(at: Placed, name: string): Diagnostic {
  const { room, path, value, schema, inside, atRoot } = at;
  const there: Path = [...path, name];
  const given = (value as Readonly<Record<string, unknown>>)[name];
  if (name === 'qualifier' && room === 'function' && (atRoot || inside === 'provisionedConcurrency')) {
    return diagnostic('SCF208', there, { qualifier: shown(given) }, { at: 'key' });
  }
  const names = Object.keys(schema.properties ?? {});
  // Only times have names by a pattern.
  const isTime = schema.patternProperties !== undefined;
  const known = isTime ? [...names, 'p50', 'p99', 'p99_9'] : names;
  const write = given === null ? spaced(name) : undefined;
  if (write !== undefined)
    return diagnostic('SCF103', there, { name, under: dotted(path), nearest: undefined, known, write }, { at: 'key', rule: ruleOfNames(at) });
  const other = otherSpelling(at, name, given);
  if (other !== undefined) return diagnostic('SCF109', there, { written: name, ...other, replace: undefined }, { at: 'key' });
  const close = isTime && /^p\d{1,2}(?:[._]\d{1,6})?$/i.test(name) ? name.toLowerCase().replace('.', '_') : nearest(name, names);
  return diagnostic('SCF103', there, { name, under: dotted(path), nearest: close, known }, { at: 'key', rule: ruleOfNames(at) });
}

/** Which names there are is said by the rule of an option; under `custom.scf` the names are our own, and no rule of the platform says any. */
function ruleOfNames({ room, rule }: Placed): RuleNumber | undefined {
  return room === 'custom' ? 'L4' : rule;
}

/** What an unknown name means in another tool. */
function otherSpelling({ room, path, value, atRoot }: Placed, name: string, given: unknown): OtherSpelling | undefined {
  if (room === 'custom') return undefined;
  if (atRoot) return otherName(name, given, room, isPlain(value) ? value : {});
  return path.at(-1) === 'image' ? foreignOption(name, given, 'image') : undefined;
}

/** Bounds of numbers, lengths and lists. */
function outOfRange({ fault, path, option, value, schema, rule, code }: Placed): Diagnostic | undefined {
  if (code === 'SCF201') return diagnostic('SCF201', path, memorySizesAround(value as number), { rule });
  // How long a run may be depends on asyncRunEnable: SCF301 and SCF302 answer it.
  if (fault.schemaPath === '#/properties/timeout/maximum') return undefined;
  return diagnostic('SCF102', path, { option, value: shownAt(path, value), bound: boundOf(fault, value), unit: schema['x-unit'] }, { rule });
}

function boundOf(fault: Fault, value: unknown): DiagnosticParams['SCF102']['bound'] {
  const limit = Number(fault.params['limit']);
  const has = (value as { readonly length?: number }).length ?? 0;
  switch (fault.keyword) {
    case 'minimum':
      return { kind: 'min', limit };
    case 'exclusiveMinimum':
      return { kind: 'above', limit };
    case 'exclusiveMaximum':
      return { kind: 'below', limit };
    case 'maxItems':
      return { kind: 'items', limit, has };
    case 'minItems':
      return { kind: 'fewItems', limit, has };
    case 'maxLength':
      return { kind: 'length', limit, has };
    default:
      return { kind: 'max', limit };
  }
}

/**
 * The platform's memory sizes on both sides of one that it does not offer, MB.
 * @source S150: 64, or 128 to 3,072 in steps of 128
 */
function memorySizesAround(value: number): DiagnosticParams['SCF201'] {
  const { memoryMin, memoryStep, memoryMax } = {
    memoryMin: limits.memoryMin.value,
    memoryStep: limits.memoryStep.value,
    memoryMax: limits.memoryMax.value,
  };
  const below = value >= memoryStep ? Math.min(memoryMax, Math.floor(value / memoryStep) * memoryStep) : memoryMin;
  const above = value < memoryMin ? memoryMin : Math.ceil(value / memoryStep) * memoryStep;
  return { value, lower: below < value ? below : undefined, higher: above <= memoryMax ? above : undefined };
}

/** What the text of an option must look like, by the option's name. */
const forms: Readonly<Record<string, Form>> = {
  'function.name': 'functionName',
  'function.handler': 'handler',
  'provider.namespace': 'namespace',
  'provider.stage': 'stage',
  'provider.region': 'region',
  'custom.deploy.bucket': 'bucket',
};

/** What a text must look like, and what to write where that is known. */
function formOf(at: Placed): { readonly form: Form; readonly write?: string | undefined } {
  const form = formNameOf(at);
  return form === 'region' ? { form, write: regionMeant(String(at.value)) } : { form };
}

function formNameOf({ room, inside, path, fault }: Placed): Form {
  if (fault.params['pattern'] === '\\S') return 'nonEmpty';
  const last = path.at(-1);
  if (last === 'path' || last === 'suffix' || last === 'qualifier') return last;
  if (path.at(-2) === 'timer') return 'triggerName';
  if (path.at(-3) === 'layers') return 'layerName';
  return forms[`${room}.${inside}`] ?? 'other';
}
