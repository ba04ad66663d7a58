/**
 * The JSON Schema of a whole `serverless.yml`, for editors: made of the schemas of its rooms, with every option that may also be a
 * variable accepting one, and texts in both languages. Editors know draft-07 and no keyword of ours.
 */
import { format, resolveConfig } from 'prettier';
import { hostOptions, snippets, textOf } from './serviceTexts.mjs';

/** @typedef {{ [key: string]: any }} Schema */

/** What a text with a variable of the framework in it matches. */
const variable = '\\$\\{';

/** What `runtime` takes besides its list: a newer version of a language that the platform knows. @see src/config/nameRules.ts */
const newerRuntime = '^(?:Nodejs|Python|Php|Go|Java)\\d+(?:\\.\\d+)*$';

/** Types as readers know them. */
const typeWords = /** @type {Readonly<Record<string, readonly [string, string]>>} */ ({
  integer: ['a whole number', '整数'],
  number: ['a number', '数字'],
  boolean: ['true or false', 'true 或 false'],
  string: ['a text', '字符串'],
  object: ['a map', '映射'],
  array: ['a list', '列表'],
});

const numeric = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'if', 'then'];
const inner = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'required',
  'minProperties',
  'maxProperties',
  'items',
  'minItems',
  'maxItems',
];

/**
 * The text of `schema/service.json`.
 * @param {Readonly<Record<string, Schema>>} rooms  provider, function and custom, every `$ref` replaced by what it names
 * @param {string} path  where it will stand, for its layout
 */
export async function serviceSchema(rooms, path) {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...prose(textOf.service),
    type: 'object',
    required: ['service', 'provider'],
    properties: {
      service: opened({ type: 'string', pattern: '^[a-zA-Z][0-9a-zA-Z-]+$', ...textOf.name }, false, false),
      provider: provider(rooms.provider ?? {}),
      functions: functions(),
      custom: custom(rooms.custom ?? {}),
      ...hostOptions,
    },
    definitions: { function: { ...opened(rooms.function ?? {}, true, true), ...prose(textOf.function) } },
  };
  return format(JSON.stringify(schema), { ...(await resolveConfig(path)), parser: 'json' });
}

/** A bare name stands for `{ name }`. @param {Schema} room */
function provider({ description: _description, ...room }) {
  return { ...prose(textOf.provider), anyOf: [{ type: 'string', enum: ['tencent'] }, opened(room, false, true)] };
}

/** One map of functions, or a list of maps that the framework makes one of. */
function functions() {
  const map = { additionalProperties: { $ref: '#/definitions/function' } };
  const list = { type: 'array', items: { ...variableOr(['object'], true), ...map } };
  return { ...prose(textOf.functions), anyOf: [{ ...variableOr(['object'], true), ...map }, list], defaultSnippets: snippets.functions };
}

/** Plugins share `custom`; only `scf` is ours. @param {Schema} room */
function custom(room) {
  return { ...prose(textOf.custom), ...variableOr(['object'], true), properties: { scf: { ...opened(room, true, true), ...prose(textOf.scf) } } };
}

/**
 * A schema as editors need it, with variables let in wherever one may stand.
 * @param {Schema} schema
 * @param {boolean} nullable  whether an empty value is as good as none: not in lists, in environments, nor where something is required
 * @param {boolean} hollow    whether empty values inside of it are as good as none
 * @param {string} [name]     of the option
 * @returns {Schema}
 */
function opened(schema, nullable, hollow, name = '') {
  const shown = {
    ...prose(schema),
    ...pick(schema, ['default', 'examples']),
    ...(Object.hasOwn(snippets, name) ? { defaultSnippets: snippets[name] } : {}),
  };
  const types = [schema.type ?? []].flat();
  const words = schema['x-values'] ?? schema.enum;
  const [scalars, others] = [types.filter((type) => !isInner(type)), types.filter(isInner)];
  if (words) return { ...shown, anyOf: [wordsOf(words), ...restOf(schema, types, nullable, hollow)] };
  if (scalars.length === 0) return { ...shown, ...variableOr(others, nullable), ...insideOf(schema, hollow) };
  const scalar = scalarOf(schema, scalars, nullable, others);
  if (others.length === 0) return { ...shown, ...scalar };
  return { ...shown, anyOf: [scalar, { type: one(others), ...insideOf(schema, hollow) }] };
}

/** @param {string} type */
function isInner(type) {
  return type === 'object' || type === 'array';
}

/** Words to choose from, of whatever type they are. @param {readonly unknown[]} words */
function wordsOf(words) {
  return { ...(words.every((word) => typeof word === 'string') ? { type: 'string' } : {}), enum: words };
}

/**
 * What may stand in place of one of the words: a variable, and what the option takes beside words.
 * @param {Schema} schema @param {readonly string[]} types @param {boolean} nullable @param {boolean} hollow
 */
function restOf(schema, types, nullable, hollow) {
  if (schema.enum) return [asVariable(nullable)];
  // A list without a pattern is open: of what is not on it, only a newer version passes.
  if (schema.pattern === undefined) return [{ ...asVariable(nullable), pattern: `${newerRuntime}|${variable}` }];
  const scalars = types.filter((type) => !isInner(type) && type !== 'string');
  const others = types.filter(isInner);
  return [
    scalars.length > 0 ? scalarOf(schema, scalars, nullable, others) : asVariable(nullable),
    ...(others.length > 0 ? [{ type: one(others), ...insideOf(schema, hollow) }] : []),
  ];
}

/**
 * Numbers, texts and booleans, or a variable in their place.
 * @param {Schema} schema @param {readonly string[]} types @param {boolean} nullable @param {readonly string[]} others  that it may be, too
 */
function scalarOf(schema, types, nullable, others) {
  const text = types.includes('string');
  const figures = types.includes('integer') || types.includes('number') ? pick(schema, numeric) : {};
  const [en, zh] = wordsFor(types, text ? schema.pattern : undefined, others, schema);
  const all = { type: one(withNull(types, nullable)), ...figures };
  if (text && schema.maxLength !== undefined) return { ...all, if: { not: { pattern: variable } }, then: { maxLength: schema.maxLength } };
  if (text && schema.pattern === undefined) return { ...all, errorMessage: `${en}（${zh}）` };
  const pattern = text ? `${schema.pattern}|${variable}` : variable;
  const { type } = variableOr(types, nullable);
  return { type, ...figures, pattern, errorMessage: orVariable(en, zh) };
}

/**
 * What a value must be, in both languages.
 * @param {readonly string[]} types @param {string | undefined} [pattern] @param {readonly string[]} [others] @param {Schema} [schema]
 * @returns {readonly [string, string]}
 */
function wordsFor(types, pattern, others = [], schema = {}) {
  if (pattern === '\\S' && others.length === 0) return ['must not be empty', '不能为空'];
  const names = Object.keys(schema.properties ?? {}).join(', ');
  const words = types.map((type) =>
    type === 'string' && pattern !== undefined ? [`a text that matches ${pattern}`, `符合 ${pattern} 的字符串`] : typeWords[type],
  );
  const forms = others.map((type) => (names === '' ? typeWords[type] : [`a map of ${names}`, `含 ${names} 的映射`]));
  const all = [...words, ...forms].map((pair) => pair ?? ['', '']);
  return [`must be ${all.map(([en]) => en).join(' or ')}`, `应为${all.map(([, zh]) => zh).join('或')}`];
}

/** @param {string} en @param {string} zh */
function orVariable(en, zh) {
  return `${en}, or a variable \${…}（${zh}，或变量 \${…}）`;
}

/**
 * What is inside of a map or list.
 * @param {Schema} schema @param {boolean} hollow
 */
function insideOf(schema, hollow) {
  const required = schema.required ?? [];
  const result = pick(schema, inner);
  for (const key of ['properties', 'patternProperties']) {
    if (!result[key]) continue;
    const entries = Object.entries(result[key]).map(([own, value]) => [own, entryOf(own, value, required, hollow)]);
    result[key] = Object.fromEntries(entries);
  }
  if (typeof result.additionalProperties === 'object') result.additionalProperties = opened(result.additionalProperties, hollow, hollow);
  if (result.items) result.items = opened(result.items, false, false);
  return result;
}

/** @param {string} name @param {Schema} schema @param {readonly string[]} required @param {boolean} hollow */
function entryOf(name, schema, required, hollow) {
  // An empty environment variable is a fault. @source F27
  return opened(schema, hollow && !required.includes(name), hollow && name !== 'environment', name);
}

/** @param {readonly string[]} types @param {boolean} nullable */
function variableOr(types, nullable) {
  const [en, zh] = wordsFor(types);
  return {
    type: one(withNull(types.includes('string') ? types : [...types, 'string'], nullable)),
    pattern: variable,
    patternErrorMessage: orVariable(en, zh),
  };
}

/** @param {boolean} nullable */
function asVariable(nullable) {
  return { type: one(withNull(['string'], nullable)), pattern: variable };
}

/** @param {readonly string[]} types @param {boolean} nullable */
function withNull(types, nullable) {
  return nullable ? [...types, 'null'] : types;
}

/** @param {readonly string[]} types */
function one(types) {
  return types.length === 1 ? types[0] : types;
}

/**
 * What an option says of itself: plain in English, and for editors that show Markdown in both languages.
 * @param {Schema} schema
 */
function prose(schema) {
  const unit = schema['x-unit'];
  const standard = schema.default === undefined ? undefined : `\`${JSON.stringify(schema.default)}\``;
  const en = sentence([schema.description, unit && `Unit: ${unit}.`, standard && `Default: ${standard}.`]);
  const zh = schema['x-zh'] && [schema['x-zh'], unit && `单位：${unit}。`, standard && `默认值：${standard}。`].filter(Boolean).join('');
  if (en === '') return {};
  return { description: sentence([schema.description, unit && `Unit: ${unit}.`]) || en, markdownDescription: zh ? `${en}\n\n${zh}` : en };
}

/** @param {readonly (string | undefined)[]} parts */
function sentence(parts) {
  return parts.filter(Boolean).join(' ');
}

/** @param {Schema} schema @param {readonly string[]} keys @returns {Schema} */
function pick(schema, keys) {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => keys.includes(key)));
}
