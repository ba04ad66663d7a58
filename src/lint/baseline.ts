import { dotted, diagnostic } from '../config/diagnostic';
import { withoutMark } from '../config/locate';
import type { DiagnosticCode } from '../messages';
import type { Finding } from './finding';
import { findingsOf } from './fingerprint';
import { isWhole } from './suppress';

/** Findings that a project lives with: they do not count, new ones do. */
export interface Baseline {
  /** The file's name as its user knows it, for messages. */
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** One finding of a baseline; its fingerprint decides, the rest is for those who read the file. */
export interface BaselineEntry {
  readonly fingerprint: string;
  readonly code: string;
  /** Folder of the service; '' for that of the baseline. */
  readonly service: string;
  /** The configuration file, relative to the folder; '' where none is named. */
  readonly file: string;
  /** `functions.hello.timeout` */
  readonly path: string;
}

/** Why a baseline cannot be used. */
export type BaselineProblem =
  | { readonly kind: 'syntax'; readonly detail: string }
  /** Written by a later version of this tool. */
  | { readonly kind: 'newer'; readonly version: number }
  /** `where` names the part that is not as it should be: `findings[3].fingerprint`. */
  | { readonly kind: 'form'; readonly where: string };

/** One service that was checked. */
export interface CheckedService {
  /** As for `findingsOf`. */
  readonly folder: string;
  readonly findings: readonly Finding[];
}

const version = 1;

/** What is wrong with a service that cannot be read, with suppressions, or with a baseline itself is no old debt. */
const neverKept: readonly DiagnosticCode[] = ['SCF110', 'SCF505', 'SCF506', 'SCF507'];

/** @param file  its name, for messages */
export function readBaseline(text: string, file: string): { readonly baseline: Baseline } | { readonly problem: BaselineProblem } {
  const read = parseJson(withoutMark(text));
  if ('detail' in read) return { problem: { kind: 'syntax', detail: read.detail } };
  const found = partsOf(read.value)['version'];
  if (typeof found === 'number' && found > version) return { problem: { kind: 'newer', version: found } };
  if (found !== version) return { problem: { kind: 'form', where: 'version' } };
  const { findings } = partsOf(read.value);
  if (!Array.isArray(findings)) return { problem: { kind: 'form', where: 'findings' } };
  const entries: BaselineEntry[] = [];
  for (const [index, one] of findings.entries()) {
    const entry = entryOf(one);
    if (typeof entry === 'string') return { problem: { kind: 'form', where: `findings[${index}]${entry && `.${entry}`}` } };
    entries.push(entry);
  }
  return { baseline: { file, entries } };
}

/** An entry, or the name of what is wrong in it; '' for all of it. */
function entryOf(value: unknown): BaselineEntry | string {
  const parts = partsOf(value);
  const { fingerprint, code, service = '', file = '', path = '' } = parts;
  if (Object.keys(parts).length === 0) return '';
  if (typeof fingerprint !== 'string' || !/^[0-9a-f]{32}$/.test(fingerprint)) return 'fingerprint';
  if (typeof code !== 'string' || !/^SCF\d{3}$/.test(code)) return 'code';
  if (typeof service !== 'string') return 'service';
  if (typeof file !== 'string') return 'file';
  return typeof path === 'string' ? { fingerprint, code, service, file, path } : 'path';
}

function parseJson(text: string): { readonly value: unknown } | { readonly detail: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { detail: error instanceof Error ? error.message : String(error) };
  }
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}

/**
 * Marks what a baseline knows, and adds to each service how many of its entries no longer occur.
 *
 * Entries of services that are not among those given are left in peace. The same fault on another line is known, the same code elsewhere is not.
 *
 * @param unlooked  codes that this run did not look for
 */
export function withBaseline<S extends CheckedService>(
  services: readonly S[],
  baseline: Baseline | undefined,
  unlooked: readonly DiagnosticCode[] = [],
): S[] {
  if (baseline === undefined) return [...services];
  const known = new Set(baseline.entries.map(({ fingerprint }) => fingerprint));
  return services.map((service) => {
    const findings = service.findings.map((finding): Finding => {
      if (finding.suppressed !== undefined || !mayKeep(finding) || !known.has(finding.fingerprint)) return finding;
      return { ...finding, suppressed: { by: 'baseline' } };
    });
    return { ...service, findings: [...findings, ...goneFrom(baseline, service, unlooked)] };
  });
}

function goneFrom({ file, entries }: Baseline, { folder, findings }: CheckedService, unlooked: readonly string[]): Finding[] {
  if (!isWhole(findings)) return [];
  const here = new Set(findings.map(({ fingerprint }) => fingerprint));
  const gone = entries.filter(({ service, code, fingerprint }) => service === folder && !unlooked.includes(code) && !here.has(fingerprint));
  if (gone.length === 0) return [];
  const codes = [...new Set(gone.map(({ code }) => code))].sort();
  const found = diagnostic('SCF507', [], { file, count: gone.length, codes });
  return findingsOf([{ diagnostic: found, file: undefined, position: undefined, exact: false }], folder);
}

function mayKeep({ diagnostic: { code } }: Finding): boolean {
  return !neverKept.includes(code);
}

/**
 * A baseline of everything that still counts or is in a baseline already: sorted, one finding a line, for a diff that says what changed.
 * @param before  entries to take over from services that are not among those given
 */
export function baselineText(services: readonly CheckedService[], before: readonly BaselineEntry[] = []): string {
  const folders = new Set(services.map(({ folder }) => folder));
  const found = services.flatMap(({ folder, findings }) =>
    findings.filter((finding) => mayKeep(finding) && finding.suppressed?.by !== 'comment').map((finding) => entryFor(finding, folder)),
  );
  const entries = new Map([...before.filter(({ service }) => !folders.has(service)), ...found].map((entry) => [entry.fingerprint, entry]));
  const lines = [...entries.values()].map((entry) => ({ entry, key: sortKey(entry) })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const body = lines.map(({ entry }) => `    ${lineOf(entry)}`).join(',\n');
  return `{\n  "version": ${version},\n  "findings": [${body === '' ? '' : `\n${body}\n  `}]\n}\n`;
}

function entryFor({ fingerprint, diagnostic: { code, path }, file = '' }: Finding, service: string): BaselineEntry {
  return { fingerprint, code, service, file, path: path.length === 0 ? '' : dotted(path) };
}

/** Sorted by characters and not by a language, so that every machine writes the same. */
function sortKey({ service, file, path, code, fingerprint }: BaselineEntry): string {
  return [service, file, path, code, fingerprint].join('\0');
}

function lineOf({ fingerprint, code, service, file, path }: BaselineEntry): string {
  const parts = { fingerprint, code, ...(service !== '' && { service }), ...(file !== '' && { file }), ...(path !== '' && { path }) };
  const words = Object.entries(parts).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return `{ ${words.join(', ')} }`;
}
