import fc from 'fast-check';

/** What is read of a JSON Schema, and of our own keywords. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
  readonly maxProperties?: number;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly 'x-values'?: readonly string[];
  readonly 'x-code'?: string;
}

/** How many options that nothing asks for stand in one map. */
const optionsMax = 5;

const known = new WeakMap<Schema, fc.Arbitrary<unknown>>();

/** Values that a schema takes, its bounds among them. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  let values = known.get(schema);
  if (values === undefined) known.set(schema, (values = made(schema)));
  return values;
}

function made(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const words = schema['x-values'];
  const types = [schema.type ?? 'string'].flat();
  const byType = types.filter((type) => type !== 'string' || words === undefined).map((type) => ofType(type, schema));
  return fc.oneof(...byType, ...(words === undefined ? [] : [fc.constantFrom(...words)]));
}

function ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return maps(schema);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 3, 3) });
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(schema);
    case 'number':
      return fc.oneof(integers(schema), fractions(schema)).filter((value) => value < (schema.exclusiveMaximum ?? Infinity));
    default:
      return texts(schema);
  }
}

function texts({ pattern, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  // What begins a variable is for the tests of variables.
  const plain = pattern === undefined ? fc.string({ maxLength: Math.min(maxLength, 40) }) : fc.stringMatching(new RegExp(pattern));
  return plain.filter((text) => !text.includes('${'));
}

function integers({ minimum, maximum, exclusiveMinimum, 'x-code': code }: Schema): fc.Arbitrary<number> {
  if (code === 'SCF201') return fc.constantFrom(64, 128, 256, 384, 512, 1024, 1536, 3072);
  const min = minimum ?? (exclusiveMinimum === undefined ? 0 : Math.floor(exclusiveMinimum) + 1);
  const max = maximum ?? Math.max(min, 200_000);
  return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 20) }), fc.integer({ min, max }));
}

function fractions({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? exclusiveMinimum ?? 0;
  const max = maximum ?? exclusiveMaximum ?? min + 1_000;
  const bounds = { min, max, minExcluded: exclusiveMinimum !== undefined, maxExcluded: exclusiveMaximum !== undefined };
  return fc.double({ ...bounds, noNaN: true });
}

const names = fc
  .oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/), fc.string({ minLength: 1, maxLength: 8 }))
  .filter((name) => !name.includes('${'));

function maps({ properties = {}, patternProperties = {}, additionalProperties, required = [], maxProperties }: Schema): fc.Arbitrary<object> {
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  if (maxProperties === 1) return fc.constantFrom(...optional).chain((name) => fc.record({ [name]: valuesOf(properties[name] ?? {}) }));
  const own = fc
    .subarray(optional, { maxLength: Math.min(optionsMax, optional.length) })
    .chain((chosen) => fc.record(Object.fromEntries([...required, ...chosen].map((name) => [name, valuesOf(properties[name] ?? {})]))));
  const others = [
    ...Object.entries(patternProperties).map(([pattern, schema]) => [fc.stringMatching(new RegExp(pattern)), schema] as const),
    ...(typeof additionalProperties === 'object' ? [[names, additionalProperties] as const] : []),
  ].map(([key, schema]) => fc.dictionary(key, valuesOf(schema), { maxKeys: 3, noNullPrototype: true }));
  return fc.tuple(own, ...others).map((parts) => Object.fromEntries(parts.reverse().flatMap((part) => Object.entries(part))));
}
