import { diagnostic, type Diagnostic } from '../config/diagnostic';
import type { Located, Position } from '../config/locate';
import type { DiagnosticCode } from '../messages';
import { ignoreComments, mayIgnore, type IgnoreComment } from './comments';
import { read, type Read, type Yaml } from './document';
import type { Finding } from './finding';
import { findingsOf } from './fingerprint';

/**
 * Marks what comments in the configuration suppress, and adds what is wrong with those comments: `# scf-ignore CODE[, CODE…]: reason`
 * at the end of a line, or on a line of its own above it, and `# scf-ignore-file CODE: reason` before a file's first content.
 *
 * A line covers what points at it, and an option that begins on it and has its value below; nothing else of what is under a key.
 * What has no position only a comment for its whole file can suppress; what names no file only a baseline.
 *
 * @param findings  of one service, at all of its stages together
 * @param texts     texts of its files, by the names that findings give
 * @param folder    as for `findingsOf`
 * @param unlooked  codes that this run did not look for: suppressing them is not called needless
 */
export async function suppress(
  findings: readonly Finding[],
  texts: ReadonlyMap<string, string>,
  folder: string,
  unlooked: readonly DiagnosticCode[] = [],
): Promise<Finding[]> {
  const files = [...texts].filter(([file, text]) => mayIgnore(file, text));
  if (files.length === 0) return [...findings];
  const yaml = await import('yaml');
  const comments = files.flatMap(([file, text]) => ignoreComments(yaml, file, text));
  if (comments.length === 0) return [...findings];
  const linesOf = linesIn(yaml, new Map(files));
  const used = new Map<IgnoreComment, Set<DiagnosticCode>>(comments.map((comment) => [comment, new Set()]));
  const kept = findings.map((finding): Finding => {
    const reasons = comments.filter((comment) => covers(comment, finding, linesOf));
    for (const comment of reasons) used.get(comment)?.add(finding.diagnostic.code);
    // The nearest is the most to the point.
    const by = reasons.find((comment) => comment.covers !== 'file') ?? reasons[0];
    return by === undefined ? finding : { ...finding, suppressed: { by: 'comment', reason: by.reason } };
  });
  return [...kept, ...findingsOf([...faultsOf(comments), ...(isWhole(findings) ? needless(used, kept, unlooked) : [])], folder)];
}

/** Whether everything could be read: what could not hides what there may be. */
export function isWhole(findings: readonly Finding[]): boolean {
  return findings.every(({ diagnostic: { code } }) => code !== 'SCF110' && code !== 'SCF111');
}

/** A rule stays silent over what another one found faulty: until that is put right, nobody knows whether a suppression is needless. */
export function hidesOthers({ diagnostic: { code, severity }, suppressed }: Finding): boolean {
  return severity === 'error' && suppressed === undefined && code !== 'SCF506';
}

function covers({ file, codes, covers: covered }: IgnoreComment, finding: Finding, linesOf: LinesOf): boolean {
  if (file !== finding.file || covered === undefined || !codes.includes(finding.diagnostic.code)) return false;
  return covered === 'file' || (finding.position !== undefined && linesOf(file, finding.position).includes(covered));
}

function faultsOf(comments: readonly IgnoreComment[]): Located[] {
  return comments.flatMap((comment) => comment.faults.map((fault) => at(comment, diagnostic('SCF506', [], fault))));
}

/** Suppressions of what does not occur. Beside an error, only of what does occur elsewhere: it stands at the wrong place then. */
function needless(
  used: ReadonlyMap<IgnoreComment, ReadonlySet<DiagnosticCode>>,
  findings: readonly Finding[],
  unlooked: readonly DiagnosticCode[],
): Located[] {
  const isHidden = findings.some(hidesOthers);
  const occurring = new Set(findings.filter(({ suppressed }) => suppressed === undefined).map(({ diagnostic: { code } }) => code));
  return [...used].flatMap(([comment, hits]) => {
    const codes = comment.codes.filter((code) => !hits.has(code) && !unlooked.includes(code) && (!isHidden || occurring.has(code)));
    return codes.map((code) => at(comment, diagnostic('SCF505', [], { code, alone: codes.length === comment.names.length })));
  });
}

function at({ file, position }: IgnoreComment, found: Diagnostic): Located {
  return { diagnostic: found, file, position, exact: true };
}

/** Lines that a position belongs to: its own, and that of the key whose value it is. */
type LinesOf = (file: string, position: Position) => readonly number[];

function linesIn(yaml: Yaml, texts: ReadonlyMap<string, string>): LinesOf {
  const keyLines = new Map<string, ReadonlyMap<string, number>>();
  return (file, position) => {
    let known = keyLines.get(file);
    if (known === undefined) keyLines.set(file, (known = keyLinesOf(yaml, read(yaml, texts.get(file) ?? ''))));
    const line = known.get(`${position.line}:${position.column}-${position.endLine}:${position.endColumn}`);
    return line === undefined ? [position.line] : [position.line, line];
  };
}

/** Lines of keys whose values begin further down, by the places of those values. */
function keyLinesOf(yaml: Yaml, { text, document, lines }: Read): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  yaml.visit(document, {
    Pair(_index, { key, value }) {
      if (!yaml.isNode(key) || !yaml.isNode(value) || !key.range || !value.range) return;
      const [start, end] = value.range;
      const { line } = lines.linePos(key.range[0]);
      const from = lines.linePos(start);
      if (from.line === line) return;
      const to = lines.linePos(start + text.slice(start, end).trimEnd().length);
      found.set(`${from.line}:${from.col}-${to.line}:${to.col}`, line);
    },
  });
  return found;
}
