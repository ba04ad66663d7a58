import type { DiagnosticCode, DiagnosticParams } from '../messages';
import { rules, sourceOf, type RuleNumber, type Severity } from './rules';

/** Where a value stands in a service, from its top: `['functions', 'hello', 'timeout']`. */
export type Path = readonly (string | number)[];

/** One thing that is wrong, or worth knowing, in a service's configuration. Its words are in `messages`. */
export interface DiagnosticOf<C extends DiagnosticCode> {
  readonly code: C;
  readonly severity: Severity;
  readonly rule: RuleNumber;
  /** The document in which the rule is written. */
  readonly source: string;
  readonly path: Path;
  /** Which side of the path's pair is at fault: an unknown name, or a wrong value. */
  readonly at: 'key' | 'value';
  readonly params: DiagnosticParams[C];
}

export type Diagnostic = { [C in DiagnosticCode]: DiagnosticOf<C> }[DiagnosticCode];

/** What differs from the rule table for one occurrence. */
interface Particulars {
  readonly at?: 'key' | 'value';
  readonly rule?: RuleNumber | undefined;
  readonly severity?: Severity;
}

/** One occurrence of a rule of the table. */
export function diagnostic<C extends DiagnosticCode>(
  code: C,
  path: Path,
  params: DiagnosticParams[C],
  particulars: Particulars = {},
): DiagnosticOf<C> {
  const { rule = rules[code].rule, severity = rules[code].severity, at = 'value' } = particulars;
  return { code, severity, rule, source: sourceOf(rule), path, at, params };
}

/** A path as users write it: `functions.hello.events[0]`. */
export function dotted(path: Path): string {
  if (path.length === 0) return 'serverless.yml';
  return path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${key}`)).join('');
}

/** A value in a message: short, and on one line. */
export function shown(value: unknown): string {
  const text = wordOf(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** A `serverless.js` can hold what JSON cannot say: circles, functions, and numbers beyond its own. */
function wordOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint' || value === undefined) return String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? '[…]' : '{…}';
  }
}
