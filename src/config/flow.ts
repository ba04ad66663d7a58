import { isPlain } from './plain';

/** Maps inside maps that are written; a `serverless.js` can hold circles. */
const depthMax = 8;

/** Letters of any language and signs that mean nothing to YAML where they stand here, blanks and colons only inside. */
const plainText = /^(?:[\p{L}_/<$]|\.(?=[\p{L}/]))(?:[\p{L}\d_/.@+=*<>()~;$-]|[ :](?=[\p{L}\d_/.*<>(]))*$/u;

/** What a reader of YAML 1.1 or 1.2 takes for something other than text. */
const otherwise = /^(?:null|true|false|yes|no|on|off|y|n|<<|\.inf|\.nan|\.?e[-+]?\d+)$/i;

/**
 * A value as YAML on one line, quoted where it must be: `{ name: hourly, cron: '0 0 * * * * *' }`.
 * Options without a value are left out.
 */
export function flow(value: unknown, depth = 0): string {
  if (typeof value === 'string') return scalar(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  if (typeof value === 'boolean') return String(value);
  if (depth > depthMax) return '…';
  if (Array.isArray(value)) return `[${value.map((inner) => flow(inner, depth + 1)).join(', ')}]`;
  return isPlain(value) ? map(value, depth) : 'null';
}

function map(value: Readonly<Record<string, unknown>>, depth: number): string {
  const pairs = Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [`${scalar(key)}: ${flow(inner, depth + 1)}`]));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

function scalar(text: string): string {
  if (plainText.test(text) && !otherwise.test(text)) return text;
  // Quotes of one kind know no escapes: what cannot be seen goes into the other, which are those of JSON.
  return /[^\P{C}]|[\u2028\u2029]/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
