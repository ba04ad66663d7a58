import type { YAMLParseError } from 'yaml';
import { syntaxFaultOf } from '../config/syntaxFault';
import type { Lang } from '../messages';
import { saySyntax } from '../messages/syntaxWords';

/**
 * Why a text is no YAML, and where.
 * @param before  how many characters stand in its first line before what a person has written
 */
export function yamlReason(error: Pick<YAMLParseError, 'code' | 'message' | 'pos' | 'linePos'>, text: string, lang: Lang, before = 0): string {
  const [{ line, col }] = error.linePos ?? [{ line: 1, col: before + 1 }];
  const detail = (error.message.split('\n')[0] ?? '').replace(/[.:]$/, '');
  return saySyntax(lang, { detail, fault: syntaxFaultOf(error, text) }, { line, column: line === 1 ? Math.max(1, col - before) : col });
}
