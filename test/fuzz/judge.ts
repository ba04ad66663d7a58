import { lint, type Linted } from '../../src/commands/lint/lint';
import { checkKnown, readFolder, type CheckedService, type KnownService } from '../../src/commands/serviceCheck';
import { applied, fixesOf, type Edit, type Finding } from '../../src/lint';
import { describe, type Lang } from '../../src/messages';
import { formats, formatted, type Format } from '../../src/report/formats';
import type { LintReport } from '../../src/report/lintReport';

/** What must hold of any configuration, however broken: each fault that these find is one of ours. */

const langs: readonly Lang[] = ['en', 'zh'];

/** The moment of every check: results are not to change with the day. */
const nowMs = Date.UTC(2026, 0, 1);

const env = { A: '256', TIMEOUT: '30' };

/**
 * Reads and checks the service in a folder, reports it in every format and language, and puts right what can be.
 * @param texts  all that a user wrote, to tell what is ours in a message
 * @throws Error for whatever must never happen
 */
export async function judge(dir: string, allStages: boolean, written: string): Promise<CheckedService> {
  const read = (stage: string | undefined): Promise<KnownService> => readFolder({ dir, env, stage }, 'en');
  const checked = await checkKnown(await read(undefined), { nowMs });
  const linted = await lint([{ folder: '', read }], { allStages, nowMs, baseline: undefined, root: '/', askCloud: undefined });
  for (const { findings, texts } of linted.services) {
    for (const finding of findings) judgeFinding(finding, texts, written);
  }
  await judgeReports(linted, written);
  await judgeFixes(linted);
  return checked;
}

function judgeFinding(finding: Finding, texts: ReadonlyMap<string, string>, written: string): void {
  const { diagnostic, file, position } = finding;
  for (const lang of langs) {
    const { message, fix } = describe(diagnostic.code, diagnostic.params, lang);
    for (const text of [message, fix]) judgeWords(`${diagnostic.code} ${lang}`, text, written);
  }
  if (position === undefined) return;
  const lines = (texts.get(file ?? '') ?? '').split('\n');
  const { line, column, endLine, endColumn } = position;
  const inside = (at: number, of: number): boolean => at >= 1 && of >= 1 && at <= lines.length && of <= (lines[at - 1] ?? '').length + 1;
  const ordered = line < endLine || (line === endLine && column <= endColumn);
  if (!inside(line, column) || !inside(endLine, endColumn) || !ordered) {
    throw new Error(
      `${diagnostic.code} at ${diagnostic.path.join('.')} is at ${JSON.stringify(position)}, outside of ${file ?? 'no file'} with ${lines.length} lines`,
    );
  }
}

/** Words that only a slip of ours can bring into a message, and traces of a crash. */
const slips = [/\bundefined\b/, /\bNaN\b/, /\[object \w+\]/, /\n\s+at .*[:(]\d+:\d+\)?/, /node:internal/, /\bfunction\s*\(/];

/** @param written  what the user wrote: to repeat it is no slip */
function judgeWords(what: string, text: string, written: string): void {
  if (text.trim() === '') throw new Error(`${what} says nothing`);
  for (const slip of slips) {
    const [found] = slip.exec(text) ?? [];
    if (found !== undefined && !written.includes(found) && !(found === 'NaN' && /\.nan/i.test(written)))
      throw new Error(`${what} says "${found.trim()}": ${text}`);
  }
}

/** Control characters that a terminal, a log or XML must not get from a configuration; colours are off. */
const controls = /[^\P{Cc}\t\n\r]/u;

async function judgeReports(report: LintReport, written: string): Promise<void> {
  for (const format of formats) {
    for (const lang of langs) {
      const text = await formatted(format, report, { lang, colour: false, version: '0.0.0', base: '', failOn: 'error' });
      judgeWords(`${format} ${lang}`, text, written);
      judgeForm(format, text);
    }
  }
}

function judgeForm(format: Format, text: string): void {
  if (controls.test(text)) throw new Error(`${format} has a control character: ${JSON.stringify(controls.exec(text)?.[0])}`);
  if (format === 'json' || format === 'sarif' || format === 'gitlab') JSON.parse(text);
  if (format === 'junit' && !/^<\?xml[\s\S]*<\/testsuites>\s*$/.test(text)) throw new Error('junit is no whole document');
  const loose =
    format === 'github'
      ? text
          .split('\n')
          .slice(0, -1)
          .find((line) => !/^::(?:error|warning|notice) [^\n]*::/.test(line))
      : undefined;
  if (loose !== undefined) throw new Error(`github has a line that is no command: ${loose}`);
}

/** Fixes lie inside of their files and apart from one another, and what they make can be read again. */
async function judgeFixes(report: Linted): Promise<void> {
  for (const { findings, texts } of report.services) {
    const edits = await fixesOf(findings, texts);
    let before: Edit | undefined;
    for (const edit of [...edits].sort((a, b) => a.file.localeCompare(b.file) || a.start - b.start)) {
      // A byte order mark counts, and is not in the text.
      const length = (texts.get(edit.file)?.length ?? -2) + 1;
      const apart = before === undefined || before.file !== edit.file || before.end <= edit.start;
      if (edit.start < 0 || edit.end < edit.start || edit.end > length || !apart)
        throw new Error(`an edit of ${edit.file} at ${edit.start} to ${edit.end} of ${length}`);
      before = edit;
    }
    applied(texts, edits);
  }
}
