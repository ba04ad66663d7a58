import groupBy from 'lodash/groupBy';
import { commentEdits } from './commentEdits';
import { read } from './document';
import type { Edit } from './edit';
import type { Finding } from './finding';
import { remedyOf } from './remedy';
import { scalarEdits } from './scalarEdits';
import { hidesOthers } from './suppress';
import { soundOf } from './trial';

/**
 * Edits that put findings right without asking anyone, for YAML and JSON; they do not overlap.
 *
 * Only where the very key or value was found, it still is what was found, and everyone who reads it through an anchor has the same finding
 * with the same remedy. Each is tried: the file must then say the same as before but for that scalar. What a first round of edits puts right
 * can bring to light what a second can (`memorysize: "256"`), so check and fix again until there are none.
 *
 * @param findings  of one service; those that are suppressed stay as they are
 * @param texts     texts of its files, by the names that findings give
 */
export async function fixesOf(findings: readonly Finding[], texts: ReadonlyMap<string, string>): Promise<readonly Edit[]> {
  const fixable = findings.filter((finding) => finding.exact && finding.suppressed === undefined && isFixable(finding));
  if (fixable.length === 0) return [];
  const yaml = await import('yaml');
  const keepComments = findings.some(hidesOthers);
  return Object.entries(groupBy(fixable, ({ file = '' }) => file)).flatMap(([file, those]) => {
    const text = texts.get(file);
    if (text === undefined || !/\.(?:ya?ml|json)$/i.test(file)) return [];
    const within = read(yaml, text);
    const mark = text.length - within.text.length;
    const comments = keepComments ? [] : commentEdits(within, those);
    const sound = soundOf(yaml, within, [...scalarEdits(yaml, within, those), ...comments]);
    return sound.map(({ start, end, ...edit }): Edit => ({ file, start: start + mark, end: end + mark, text: edit.text, findings: edit.findings }));
  });
}

function isFixable({ diagnostic, stages }: Finding): boolean {
  // What is no multiple at one stage may be one at another, where the memory is another.
  if (diagnostic.code === 'SCF202' && stages !== undefined) return false;
  return diagnostic.code === 'SCF505' || remedyOf(diagnostic) !== undefined;
}
