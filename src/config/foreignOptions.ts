import { flow } from './flow';
import { translation } from './foreignTriggerLines';
import { isPlain, type Plain } from './plain';

/** Where an option stands: in the provider, a function, an image, or at the top of the service. */
export type Where = 'provider' | 'function' | 'image' | 'top';

/** Why an option of another tool is written differently here. */
export type ForeignWhy =
  /** It leads to keys of the account, which no configuration should. */
  | 'keys'
  /** It serves another tool's own deployment. */
  | 'dropped'
  /** It has another name or another form here. */
  | 'tencent'
  /** Its options belong into the function itself. */
  | 'inside'
  /** A Web function starts with a file of its own. */
  | 'bootstrap'
  /** It belongs into each function. */
  | 'perFunction'
  /** It belongs into the provider. */
  | 'perProvider';

export interface ForeignOption {
  readonly why: ForeignWhy;
  /** What to write, with the user's values; undefined where nothing is to be written. */
  readonly write: string | undefined;
  /** The key to write, where nothing else has to change. */
  readonly rename: string | undefined;
}

type Meaning = (value: unknown, beside: Plain) => ForeignOption;

const rewritten = (write: string | undefined): ForeignOption => ({ why: write === undefined ? 'dropped' : 'tencent', write, rename: undefined });
const keys: Meaning = () => ({ why: 'keys', write: undefined, rename: undefined });
const dropped: Meaning = () => ({ why: 'dropped', write: undefined, rename: undefined });

/** Options of serverless-tencent-scf and of components that functions or the provider have, apart from what `spellings` names. @source S226 */
const anywhere: Readonly<Record<string, Meaning>> = {
  credentials: keys,
  ...Object.fromEntries(['cosBucket', 'enableRoleAuth', 'ignoreTriggers', 'isAutoCiDeploy', 'apiGateway', 'nodeType'].map((name) => [name, dropped])),
  ...Object.fromEntries(['src', 'code', 'codeUri'].map((name) => [name, codeOf])),
  include: (value, { exclude }) => rewritten(patternsOf({ include: value, exclude })),
  exclude: (value, { include }) => rewritten(patternsOf({ include, exclude: value })),
  logsetId: (value, { topicId }) => rewritten(clsOf(value, topicId)),
  topicId: (value, { logsetId }) => rewritten(clsOf(logsetId, value)),
  functionConf: inside,
  faas: inside,
  apigatewayConf: (value) => rewritten(gatewayOf(value)),
  apigw: (value) => rewritten(gatewayOf(value)),
  entryFile: () => ({ why: 'bootstrap', write: undefined, rename: undefined }),
  tags: (value) => rewritten(`tags: ${flow(pairsOf(value) ?? { key: 'value' })}`),
  // Their values may be secret, and what is written here is printed.
  environments: (value) =>
    rewritten(`environment: ${flow(Object.fromEntries(Object.keys(pairsOf(value) ?? { KEY: '' }).map((key) => [key, 'value'])))}`),
};

const places: Readonly<Record<Where, Readonly<Record<string, Meaning>>>> = {
  provider: {
    ...anywhere,
    apigw: (value) => ({ why: 'perFunction', write: gatewayOf(value), rename: undefined }),
    apigatewayConf: (value) => ({ why: 'perFunction', write: gatewayOf(value), rename: undefined }),
  },
  function: {
    ...anywhere,
    region: (value) => ({ why: 'perProvider', write: `region: ${scalarOf(value)}`, rename: undefined }),
    namespace: (value) => ({ why: 'perProvider', write: `namespace: ${scalarOf(value)}`, rename: undefined }),
  },
  image: {
    imageUrl: (value) => ({ why: 'tencent', write: `imageUri: ${scalarOf(value)}`, rename: typeof value === 'string' ? 'imageUri' : undefined }),
  },
  top: {
    name: (value) => ({ why: 'tencent', write: `service: ${scalarOf(value)}`, rename: typeof value === 'string' ? 'service' : undefined }),
    stage: (value) => ({ why: 'perProvider', write: `stage: ${scalarOf(value)}`, rename: undefined }),
    inputs: () => rewritten('provider: { name: tencent }; functions: { … }'),
    triggers: () => rewritten('events: […]'),
  },
};

/**
 * What an unknown option means, when serverless-tencent-scf or a component writes it so.
 *
 * @param value   its value
 * @param beside  the options around it, of which some say one thing together
 * @source S226; tencent-scf docs/configure.md
 */
export function foreignOption(name: string, value: unknown, where: Where, beside: Plain = {}): ForeignOption | undefined {
  return Object.hasOwn(places[where], name) ? places[where][name]?.(value, beside) : undefined;
}

/** A value on one line, or a blank to fill. */
function scalarOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? flow(value) : '…';
}

/** Where the code is: an archive, or a folder with what is left out of it. The service's own folder is packaged anyway. */
function codeOf(value: unknown, beside: Plain): ForeignOption {
  const { src, ...map } = isPlain(value) ? value : { src: value };
  if (typeof src === 'string' && /\.(?:zip|jar|war)$/i.test(src)) return rewritten(`package: ${flow({ artifact: src })}`);
  const folder = folderOf(value);
  const written = patternsOf({ ...beside, ...map }, folder);
  const handler = handlerIn(folder, beside);
  return rewritten(handler === undefined ? written : `handler: ${flow(handler)}, ${written}`);
}

/** The folder that the code is in, inside the service's own, which is empty. */
export function folderOf(value: unknown): string {
  const src = isPlain(value) ? value['src'] : value;
  return typeof src === 'string' ? src.replace(/^(?:\.\/+)+|\/+$/g, '').replace(/^\.$/, '') : '';
}

/** The handler of a function whose folder was the whole package, and is one in it here; undefined where it stays as it is. @source S151 */
export function handlerIn(folder: string, { handler }: Plain): string | undefined {
  const fits = typeof handler === 'string' && /^[\w./-]+\.\w+$/.test(handler);
  return fits && folder !== '' && !folder.startsWith('..') && !handler.startsWith(`${folder}/`) ? `${folder}/${handler}` : undefined;
}

/** @param folder  the only one that goes into the package; empty for the service's own */
function patternsOf({ include, exclude }: Plain, folder = ''): string | undefined {
  const only = folder === '' || folder.startsWith('..') ? [] : ['!**', `${folder}/**`];
  const patterns = [...only, ...textsOf(exclude).map((pattern) => `!${pattern}`), ...textsOf(include)];
  if (folder.startsWith('..')) return 'package: { artifact: … }';
  return patterns.length === 0 ? undefined : `package: ${flow({ patterns })}`;
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((text): text is string => typeof text === 'string' && text !== '');
}

function clsOf(logsetId: unknown, topicId: unknown): string {
  return `cls: { logsetId: ${scalarOf(logsetId || undefined)}, topicId: ${scalarOf(topicId || undefined)} }`;
}

/** Longest list of options that is written out, characters. */
const insideMax = 160;

/** Options that stand in a map of their own, and here in the function itself. */
function inside(value: unknown): ForeignOption {
  const entries = isPlain(value) ? Object.entries(value).filter(([name]) => name !== 'framework') : [];
  const line = entries.map(([name, inner]) => `${name}: ${flow(inner)}`).join(', ');
  const names = entries.map(([name]) => name).join(', ');
  return { why: 'inside', write: line.length <= insideMax ? line || undefined : names, rename: undefined };
}

/** A gateway that other tools make for the whole service: here a trigger of each function that it calls. */
function gatewayOf(value: unknown): string {
  const { write } = translation('apigw', { path: '/', method: 'ANY', ...(isPlain(value) ? { environment: value['environment'] } : {}) }, {});
  return `events: [${write.map((line) => line.replace(/^- (.*)$/, '{ $1 }')).join(', ')}]`;
}

/** A list of `{ key, value }` as the map that is written here. */
function pairsOf(value: unknown): Plain | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const pairs = value.filter(isPlain).flatMap(({ key, value: inner }) => (typeof key === 'string' ? [[key, inner] as const] : []));
  return pairs.length === value.length ? Object.fromEntries(pairs) : undefined;
}
