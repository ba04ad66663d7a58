import type { Node, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Json } from '../state';
import type { Secret } from './secrets';

type Yaml = typeof import('yaml');

/** A service that is to be written, with what stands beside it. */
export interface Written {
  readonly service: string;
  readonly provider: Readonly<Record<string, Json>>;
  readonly custom: Readonly<Record<string, Json>> | undefined;
  readonly functions: readonly WrittenPart[];
  /** At the top of the file, line by line. */
  readonly comment: readonly string[];
  readonly secrets: readonly Secret[];
  /** What is said beside a secret: where its value is read from. */
  readonly secretComment: (variable: string) => string;
}

export interface WrittenPart {
  readonly key: string;
  readonly options: Readonly<Record<string, Json>>;
  /** Above the function, line by line. */
  readonly comment: readonly string[];
}

/** The order of a function's options; those that are not here come before the last ones. */
const first = ['name', 'handler', 'runtime', 'image', 'type', 'description', 'memorySize', 'timeout', 'initTimeout'];
const last = ['reservedConcurrency', 'provisionedConcurrency', 'environment', 'tags', 'events'];

/** The text of `serverless.yml`. */
export async function documentOf(written: Written): Promise<string> {
  const yaml = await import('yaml');
  const document = new yaml.Document();
  const variables = new Map(written.secrets.map((secret) => [`${secret.function}/${secret.key}`, secret.variable]));
  const of = (fn: string) => (key: string) => variables.get(`${fn}/${key}`);
  // What the provider has of secrets all functions have.
  const shared = (key: string): string | undefined => written.secrets.find((secret) => secret.key === key)?.variable;
  const top = new yaml.YAMLMap();
  add(yaml, top, 'service', written.service);
  add(yaml, top, 'provider', ownSecrets(yaml, { name: 'tencent', ...written.provider }, shared, written.secretComment));
  add(yaml, top, 'plugins', ['serverless-scf']);
  const functions = new yaml.YAMLMap();
  for (const { key, options, comment } of written.functions) {
    const pair = add(yaml, functions, key, ownSecrets(yaml, inOrder(options), of(key), written.secretComment));
    if (comment.length > 0) pair.commentBefore = commented(comment);
  }
  add(yaml, top, 'functions', functions);
  if (written.custom) add(yaml, top, 'custom', written.custom);
  for (const { key } of top.items.slice(1)) (key as Scalar).spaceBefore = true;
  document.contents = top;
  document.commentBefore = commented(written.comment);
  return document.toString({ lineWidth: 0 });
}

/** Adds a pair. @returns its key, which comments stand at */
function add(yaml: Yaml, map: YAMLMap, key: string, value: Json | Node): Scalar {
  const name = scalarOf(yaml, key);
  map.items.push(new yaml.Pair(name, yaml.isNode(value) ? value : nodeOf(yaml, value)));
  return name;
}

/** Options, with the variables that are secret read from elsewhere. */
function ownSecrets(
  yaml: Yaml,
  options: Readonly<Record<string, Json>>,
  variableOf: (key: string) => string | undefined,
  say: (variable: string) => string,
): YAMLMap {
  const map = new yaml.YAMLMap();
  for (const [option, value] of Object.entries(options)) {
    if (option !== 'environment' || typeof value !== 'object' || value === null) {
      add(yaml, map, option, value);
      continue;
    }
    const environment = new yaml.YAMLMap();
    for (const [key, text] of Object.entries(value as Readonly<Record<string, Json>>)) {
      const variable = variableOf(key);
      if (variable === undefined) add(yaml, environment, key, text);
      else {
        const node = new yaml.Scalar(`\${env:${variable}}`);
        node.comment = ` ${say(variable)}`;
        environment.items.push(new yaml.Pair(scalarOf(yaml, key), node));
      }
    }
    add(yaml, map, option, environment);
  }
  return map;
}

function nodeOf(yaml: Yaml, value: Json): Node {
  if (Array.isArray(value)) {
    const list: YAMLSeq = new yaml.YAMLSeq();
    for (const item of value as readonly Json[]) list.items.push(nodeOf(yaml, item));
    return list;
  }
  if (typeof value === 'object' && value !== null) {
    const map = new yaml.YAMLMap();
    for (const [key, inner] of Object.entries(value)) add(yaml, map, key, inner);
    return map;
  }
  return typeof value === 'string' ? scalarOf(yaml, value) : new yaml.Scalar(value);
}

/** Texts that every reader of YAML takes for a text, whatever its version. */
const plainText = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)[A-Za-z$][A-Za-z0-9_$]*(?:[-./ ]?[A-Za-z0-9_$])*$/i;

/** A text as it is: nothing in it becomes a number, a date or a variable of the framework. @source F41: `\${` is no variable */
function scalarOf(yaml: Yaml, text: string): Scalar {
  const node = new yaml.Scalar(text.replaceAll('${', '\\${'));
  if (plainText.test(text)) return node;
  // Signs that single quotes cannot say.
  node.type = /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text) ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE';
  return node;
}

function inOrder(options: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const rank = (name: string): number => {
    const [early, late] = [first.indexOf(name), last.indexOf(name)];
    return early >= 0 ? early : late >= 0 ? first.length + 1 + late : first.length;
  };
  return Object.fromEntries(Object.entries(options).sort(([a], [b]) => rank(a) - rank(b)));
}

/** A text from the cloud may have line breaks of its own. */
function commented(lines: readonly string[]): string {
  return lines.map((line) => ` ${line.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`).join('\n');
}
