import { rules } from '../config/rules';
import { nearest } from '../config/nearest';
import type { DiagnosticCode, DiagnosticParams } from '../messages';

/** What a comment asks to be ignored. */
export interface Ignore {
  /** Whether in the whole file, and not on one line. */
  readonly wholeFile: boolean;
  /** Codes as they are written, known or not, each once. */
  readonly names: readonly string[];
  /** Those that can be ignored; none when the comment lacks its reason. */
  readonly codes: readonly DiagnosticCode[];
  readonly reason: string;
  /** What keeps it, or one of its codes, from counting. */
  readonly faults: readonly DiagnosticParams['SCF506'][];
}

/** What texts without any such comment do not contain. */
export const ignoreMark = 'scf-ignore';

// Text before the mark makes it an ordinary comment, and so does code that was commented out together with what it ignored.
const form = /^#[ \t]*scf-ignore(-file)?(?![\w-])(.*)$/s;

/** Separators of codes, half and full width. */
const separator = /[\s,，、]+/;

/** Without a service that can be read, or a suppression that is one, the others mean little. */
const notSuppressible: readonly string[] = ['SCF110', 'SCF506'];

/** Longest text that a message repeats, characters. */
const shownMax = 60;

/**
 * Reads `# scf-ignore CODE[, CODE…]: reason` or `# scf-ignore-file …`.
 * @param comment  from its `#` on
 * @returns undefined for every other comment
 */
export function ignoreOf(comment: string): Ignore | undefined {
  const match = form.exec(comment);
  if (match === null) return undefined;
  const [, ofFile, rest = ''] = match;
  const { head, tail } = splitAtColon(rest);
  const names = [...new Set(head.split(separator).filter((name) => name !== ''))];
  const reason = tail?.trim() ?? '';
  const about = { wholeFile: ofFile !== undefined, names, reason };
  const text = comment.trim();
  const shown = text.length > shownMax ? `${text.slice(0, shownMax - 1)}…` : text;
  // Without a colon, words that follow may be meant as codes or as the reason; only the first can tell.
  if (names[0] === undefined || (tail === undefined && !/\d/.test(names[0]))) return faulty(about, shown, 'noCode');
  if (!/[\p{L}\p{N}]/u.test(reason)) return faulty(about, shown, 'noReason');
  return {
    ...about,
    codes: names.filter(isCode).filter((code) => !notSuppressible.includes(code)),
    faults: names.flatMap((name) => faultOf(name) ?? []),
  };
}

function faulty(about: Pick<Ignore, 'wholeFile' | 'names' | 'reason'>, text: string, why: 'noCode' | 'noReason'): Ignore {
  return { ...about, codes: [], faults: [{ text, why, nearest: undefined }] };
}

function faultOf(name: string): DiagnosticParams['SCF506'] | undefined {
  if (!isCode(name)) return { text: name, why: 'unknownCode', nearest: nearest(name, Object.keys(rules)) };
  return notSuppressible.includes(name) ? { text: name, why: 'notSuppressible', nearest: undefined } : undefined;
}

/** The same comment without some of its codes; undefined when none would be left. */
export function withoutCodes(comment: string, gone: ReadonlySet<string>): string | undefined {
  const names = ignoreOf(comment)?.names ?? [];
  const left = names.filter((name) => !gone.has(name));
  const [first] = names;
  if (left.length === 0 || first === undefined) return undefined;
  const start = comment.indexOf(first, comment.indexOf(ignoreMark) + ignoreMark.length);
  const { head } = splitAtColon(comment.slice(start));
  return comment.slice(0, start) + left.join(head.includes('，') ? '，' : ', ') + comment.slice(start + head.trimEnd().length);
}

function splitAtColon(text: string): { readonly head: string; readonly tail: string | undefined } {
  const at = text.search(/[:：]/);
  return at < 0 ? { head: text, tail: undefined } : { head: text.slice(0, at), tail: text.slice(at + 1) };
}

function isCode(name: string): name is DiagnosticCode {
  return Object.hasOwn(rules, name);
}
