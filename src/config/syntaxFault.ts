import type { Alias, Pair, YAMLParseError } from 'yaml';
import type { SyntaxFault } from '../messages';
import { positionOf, type Parsed, type Position, type Yaml } from './locate';

/** What people meant who wrote what YAML cannot read; undefined for what is rare. */
export function syntaxFaultOf(
  { code, message, pos: [start] }: Pick<YAMLParseError, 'code' | 'message' | 'pos'>,
  text: string,
): SyntaxFault | undefined {
  if (/^<{7} /m.test(text) && /^>{7} /m.test(text)) return 'conflict';
  // Within { } and [ ] a `{` begins a map, also behind a `$`.
  if (text.slice(start - 1, start + 1) === '${') return 'variable';
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'tab';
    case 'DUPLICATE_KEY':
      return 'twice';
    case 'BAD_INDENT':
      return message.includes(' end with a ') ? 'unclosed' : 'indent';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'colons';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'noColon';
    case 'MISSING_CHAR':
      return missingOf(message);
    case 'BAD_SCALAR_START':
      return 'reserved';
    case 'BAD_DQ_ESCAPE':
      return 'escape';
    case 'UNEXPECTED_TOKEN':
      return message.includes(' at node end') ? 'trailing' : /^Unexpected (?:,|empty item) in flow/.test(message) ? 'comma' : undefined;
    default:
      return undefined;
  }
}

function missingOf(message: string): SyntaxFault | undefined {
  if (message.startsWith('Missing closing') || message.includes(' must end with a ')) return 'unclosed';
  if (message.startsWith('Implicit map keys')) return 'noColon';
  return /^Missing , (?:or : )?between/.test(message) ? 'comma' : undefined;
}

/** What JSON is made of, one after another; the words are told apart by no more than they need. */
const jsonToken =
  /[\s{}[\]:,]+|"(?:[^"\\\u0000-\u001F]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where a text that is YAML is no JSON, as far as that is one place: a remark, a name without quotation marks, a comma too many. */
export function otherThanJson(text: string): { readonly start: number; readonly end: number } | undefined {
  let start = 0;
  while (start < text.length) {
    jsonToken.lastIndex = start;
    const [token = ''] = jsonToken.exec(text) ?? [];
    if (token === '') return { start, end: start + (/^\S+/.exec(text.slice(start, start + 40))?.[0].length ?? 1) };
    start += token.length;
  }
  const comma = /,(?=\s*[}\]])/.exec(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, (quoted) => 'x'.repeat(quoted.length)));
  return comma === null ? undefined : { start: comma.index, end: comma.index + 1 };
}

/** The first alias without an anchor before it, or merge of what is no map: `yaml` throws both, and names no place. */
export function looseEnd(
  yaml: Yaml,
  within: Parsed,
): { readonly fault: SyntaxFault; readonly name: string; readonly position: Position } | undefined {
  const { document } = within;
  let found: { fault: SyntaxFault; name: string; node: unknown } | undefined;
  const isMap = (node: unknown): boolean => yaml.isMap(yaml.isAlias(node) ? node.resolve(document) : node);
  yaml.visit(document, {
    Alias(_, node: Alias) {
      if (node.resolve(document) !== undefined) return undefined;
      found = { fault: 'alias', name: node.source, node };
      return yaml.visit.BREAK;
    },
    Pair(_, { key, value }: Pair) {
      if (!yaml.isScalar(key) || !(typeof key.value === 'symbol' || key.value === '<<')) return undefined;
      const sources: readonly unknown[] = yaml.isSeq(value) ? value.items : [value];
      const node = sources.find((source) => !isMap(source) && !yaml.isAlias(source));
      if (node === undefined) return undefined;
      found = { fault: 'merge', name: '<<', node };
      return yaml.visit.BREAK;
    },
  });
  if (found === undefined) return undefined;
  const range = yaml.isNode(found.node) ? found.node.range : undefined;
  return range ? { fault: found.fault, name: found.name, position: positionOf(within, [range[0], range[1]]) } : undefined;
}
