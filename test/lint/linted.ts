import { parse } from 'yaml';
import { checkService, locate, type Located, type Path } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';
import { applied, findingsOf, fixesOf, suppress, type Finding } from '../../src/lint';
import { here } from '../config/service';

export const yml = 'serverless.yml';

export function textsOf(text: string, file = yml): ReadonlyMap<string, string> {
  return new Map([[file, text]]);
}

/** What a check finds in a service that is one file, comments not yet looked at. */
export async function checked(text: string, file = yml): Promise<Finding[]> {
  const { diagnostics } = checkService(parse(text.replace('\uFEFF', ''), { merge: true, logLevel: 'silent', maxAliasCount: -1 }), here);
  return findingsOf(await locate(text, file, diagnostics), '');
}

/** The same with what its comments suppress. */
export async function linted(text: string, file = yml): Promise<Finding[]> {
  return suppress(await checked(text, file), textsOf(text, file), '');
}

/** A text with its fixes made, round after round. */
export async function fixed(text: string, file = yml, rounds = 5): Promise<string> {
  if (rounds === 0) throw new Error(`never at rest:\n${text}`);
  const [first = text] = applied(textsOf(text, file), await fixesOf(await linted(text, file), textsOf(text, file))).values();
  return first === text ? text : fixed(first, file, rounds - 1);
}

/** Findings as lines: code, line, what suppresses it. */
export function shown(findings: readonly Finding[]): string[] {
  return findings.map(({ diagnostic: { code }, position, suppressed }) => {
    const by = suppressed === undefined ? '' : suppressed.by === 'comment' ? ` (${suppressed.reason})` : ' (baseline)';
    return `${code} ${position === undefined ? '-' : `${position.line}:${position.column}`}${by}`;
  });
}

/** A finding of no matter what, at the place of a path. */
export async function foundAt(text: string, path: Path, file = yml): Promise<Located[]> {
  return locate(text, file, [diagnostic('SCF302', path, { timeout: 90_000, limit: 86_400 })]);
}
