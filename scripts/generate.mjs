/**
 * Makes everything that follows from `schema/`: the validator, the types, the option names, the schema of a whole service, and the
 * option tables of the READMEs.
 *
 *     node scripts/generate.mjs            write all of it
 *     node scripts/generate.mjs --check    write nothing; fail when a README's table or the service's schema is stale
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { compile } from 'json-schema-to-typescript';
import { serviceSchema } from './serviceSchema.mjs';

/** @typedef {{ [key: string]: any }} Schema */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const generated = join(root, 'src', 'config', 'generated');
const notice = '/* Made by scripts/generate.mjs from schema/; changes are lost. */\n';

/** Keywords with which an option describes itself: our own, and the type that TypeScript shows where the schema says less. */
const vocabulary = ['x-unit', 'x-zh', 'x-local', 'x-rule', 'x-code', 'x-values', 'tsType'];

const rooms = /** @type {const} */ (['provider', 'function', 'custom']);
const schemas = Object.fromEntries(rooms.map((room) => [room, inlined(readSchema(room), room)]));

if (process.argv.includes('--check')) {
  const stale = [...readmes(), await editorSchema()].filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  for (const { path } of stale) console.error(`${path}: not what the schemas of the rooms say; run "npm run generate"`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  mkdirSync(generated, { recursive: true });
  for (const [room, code] of validators()) write(`${room}.cjs`, code);
  write('shape.ts', `export const shape = ${JSON.stringify(mapSchema(schemas, bare))};\n`);
  write('names.ts', nameLists());
  write('types.ts', await types());
  for (const { path, text } of [...readmes(), await editorSchema()]) writeFileSync(path, text);
}

/** @param {string} file @param {string} text */
function write(file, text) {
  writeFileSync(join(generated, file), notice + text);
}

/** @param {string} name @returns {Schema} */
function readSchema(name) {
  return JSON.parse(readFileSync(join(root, 'schema', `${name}.json`), 'utf8'));
}

/**
 * The schema with every `$ref` replaced by what it names, so that an error's `schemaPath` can be followed in one tree.
 * @param {Schema} schema @param {string} file @returns {Schema}
 */
function inlined(schema, file) {
  const { definitions: _definitions, ...rest } = resolve(schema, file);
  return rest;
}

/** @param {any} node @param {string} file @returns {any} */
function resolve(node, file) {
  if (Array.isArray(node)) return node.map((item) => resolve(item, file));
  if (node === null || typeof node !== 'object') return node;
  if (typeof node.$ref === 'string') {
    const [target = '', name = ''] = node.$ref.split('#/definitions/');
    const from = target === '' ? file : target.replace(/\.json$/, '');
    return resolve(readSchema(from).definitions[name], from);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value, file)]));
}

/**
 * A standalone validator per room, each a script of its own: nothing is coerced, all faults are reported, nothing is required at run time.
 * @returns {[room: string, code: string][]}
 */
function validators() {
  // `unicode: false` counts UTF-16 units, which spares the validator a module of Ajv's at run time.
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    unicode: false,
    logger: false,
    inlineRefs: false,
    code: { source: true },
  });
  ajv.addVocabulary(vocabulary);
  // Prose is checked to be of our vocabulary, then left out: it would double the file.
  for (const room of rooms) ajv.compile({ ...schemas[room], $id: `${room} with prose` });
  return Object.entries(mapSchema(schemas, silent)).map(([room, schema]) => {
    const code = standalone(ajv, ajv.compile(withPartsApart(ajv, room, schema)));
    if (code.includes('require(')) throw new Error('the validator needs a module at run time');
    return [room, code];
  });
}

/**
 * Options that have options themselves get a function each, which is compiled only for services that have them: together they are most of a
 * room. Faults in them say their `schemaPath` from there.
 * @param {Ajv} ajv @param {string} room @param {Schema} schema @returns {Schema}
 */
function withPartsApart(ajv, room, schema) {
  const properties = Object.entries(schema.properties).map(([name, part]) => {
    if (!('properties' in part || 'items' in part)) return [name, part];
    ajv.addSchema(part, `${room}.${name}`);
    return [name, { $ref: `${room}.${name}` }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/**
 * The schema as messages need it: without prose.
 * @param {Schema} schema @returns {Schema}
 */
function bare(schema) {
  return without(schema, ['$schema', '$id', 'title', 'description', 'x-zh', 'examples', 'default', 'tsType']);
}

/**
 * The schema as a validator needs it.
 * @param {Schema} schema @returns {Schema}
 */
function silent(schema) {
  return without(bare(schema), vocabulary);
}

/**
 * @param {Schema} schema @param {readonly string[]} keywords @returns {Schema}
 */
function without(schema, keywords) {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !keywords.includes(key)));
}

/**
 * Applies a change to every schema in the tree, and not to properties that share a keyword's name.
 * @param {Schema} properties @param {(schema: Schema) => Schema} change @returns {Schema}
 */
function mapSchema(properties, change) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, changed(schema, change)]));
}

/** @param {any} schema @param {(schema: Schema) => Schema} change @returns {any} */
function changed(schema, change) {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return schema;
  const result = change(schema);
  for (const key of ['items', 'additionalProperties', 'if', 'then', 'else', 'not']) {
    if (key in result) result[key] = changed(result[key], change);
  }
  for (const key of ['properties', 'patternProperties']) {
    if (result[key]) result[key] = mapSchema(result[key], change);
  }
  return result;
}

/** Names alone, for the host's schema: small, and all that a start of the framework loads of ours. */
function nameLists() {
  /** @param {string} room */
  const names = (room) => JSON.stringify(Object.keys(schemas[room]?.properties ?? {}));
  const events = Object.keys(schemas.function?.properties.events.items.properties);
  return `export const providerNames = ${names('provider')} as const;
export const functionNames = ${names('function')} as const;
export const eventNames = ${JSON.stringify(events)} as const;
export const customNames = ${names('custom')} as const;
`;
}

/** Types of the options, and of a whole `serverless.ts`. */
async function types() {
  const service = {
    title: 'TencentService',
    description: 'A service for Tencent Cloud SCF, as `serverless.ts` exports it.',
    type: 'object',
    required: ['service', 'provider'],
    properties: {
      service: { type: 'string' },
      frameworkVersion: { type: 'string' },
      configValidationMode: { enum: ['error', 'warn', 'off'] },
      useDotenv: { const: true },
      plugins: { type: 'array', items: { type: 'string' } },
      params: { type: 'object' },
      provider: { ...schemas.provider, title: 'TencentProvider' },
      functions: { type: 'object', additionalProperties: { ...schemas.function, title: 'TencentFunction' } },
      custom: { type: 'object', properties: { scf: { ...schemas.custom, title: 'ScfCustom' } } },
      package: { type: 'object' },
    },
  };
  const options = { bannerComment: '', additionalProperties: true, strictIndexSignatures: false, format: false, unknownAny: true };
  return compile(/** @type {any} */ (changed(service, titled)), 'TencentService', options);
}

/**
 * Prose of the schema becomes the comment of its type; keywords that say nothing to a compiler go.
 * @param {Schema} schema @returns {Schema}
 */
function titled(schema) {
  const rest = without(schema, ['$id', '$schema', 'if', 'then']);
  const unit = rest['x-unit'] ? ` Unit: ${rest['x-unit']}.` : '';
  return rest.description ? { ...rest, description: `${rest.description}${unit}`.replaceAll('*/', '* /') } : rest;
}

/** The schema of a whole service, for editors; published, and so kept beside the others. */
async function editorSchema() {
  const path = join(root, 'schema', 'service.json');
  return { path, text: await serviceSchema(schemas, path) };
}

/** The READMEs that have a place for the option tables, with the tables put in. */
function readmes() {
  return [
    { file: 'README.md', lang: /** @type {const} */ ('en') },
    { file: 'README.zh-CN.md', lang: /** @type {const} */ ('zh') },
  ].flatMap(({ file, lang }) => {
    const path = join(root, file);
    if (!existsSync(path)) return [];
    const text = readFileSync(path, 'utf8');
    const marked = /(<!-- options:start -->)[\s\S]*?(<!-- options:end -->)/;
    if (!marked.test(text)) return [];
    return [{ path, text: text.replace(marked, (_all, start, end) => `${start}\n\n${tables(lang)}\n\n${end}`) }];
  });
}

/** @param {'en' | 'zh'} lang */
function tables(lang) {
  const heads = { provider: '`provider`', function: '`functions.<name>`', custom: '`custom.scf`' };
  return rooms.map((room) => `#### ${heads[room]}\n\n${table(schemas[room] ?? {}, lang)}`).join('\n\n');
}

/** @param {Schema} schema @param {'en' | 'zh'} lang */
function table(schema, lang) {
  const words = {
    en: {
      head: ['Option', 'Type', 'Default', 'Unit', 'Locally', 'Meaning'],
      applied: 'applied',
      checked: 'checked',
      later: 'checked, not yet played',
    },
    zh: { head: ['选项', '类型', '默认值', '单位', '本地', '说明'], applied: '生效', checked: '仅校验', later: '已校验，暂不模拟' },
  }[lang];
  const lines = rows(schema, '').map(({ name, option }) => {
    const local = words[/** @type {'applied'} */ (option['x-local'])];
    const standard = option.default === undefined ? '' : `\`${JSON.stringify(option.default)}\``;
    return [`\`${name}\``, typeName(option), standard, option['x-unit'] ?? '', local, lang === 'en' ? option.description : option['x-zh']];
  });
  return [words.head, words.head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/**
 * The options of a schema that describe themselves, with those inside them.
 * @param {Schema} schema @param {string} prefix @returns {{ name: string, option: Schema }[]}
 */
function rows(schema, prefix) {
  return Object.entries(schema.properties ?? {}).flatMap(([key, option]) => {
    if (!option.description) return [];
    const inner = rows(option, `${prefix}${key}.`);
    return inner.length > 0 ? inner : [{ name: prefix + key, option }];
  });
}

/** @param {Schema} option */
function typeName(option) {
  // The same value as a text and as a number is one value to a reader.
  if (option.enum) return [...new Set(option.enum.map((/** @type {unknown} */ value) => `\`${value}\``))].join(', ');
  return [option.type].flat().join(', ');
}
