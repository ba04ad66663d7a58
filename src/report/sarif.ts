import type { SarifResultBuilder, SarifRuleBuilder } from 'node-sarif-builder';
import type { Location, Result, ReportingDescriptor, Suppression } from 'sarif';
import type { Severity } from '../config';
import { rules, sourceOf } from '../config/rules';
import type { Finding } from '../lint';
import { say, type DiagnosticCode, type Lang } from '../messages';
import { rulePage } from '../messages/rulePages';
import type { FormatContext } from './formatContext';
import { jsonText } from './jsonText';
import type { LintReport } from './lintReport';
import { tell, type Told } from './told';
import { wellFormed } from './wellFormed';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, Result.level>;

/** The name by which tools know the root of the repository, from which all paths go. */
const rootId = '%SRCROOT%';

/**
 * A log of SARIF 2.1.0; what is suppressed is in it too, with what suppresses it.
 * @source docs.oasis-open.org/sarif/sarif/v2.1.0
 */
export async function sarif(report: LintReport, context: FormatContext): Promise<string> {
  const { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } = await import('node-sarif-builder');
  const told = tell(report, context);
  const codes = [...new Set(told.map(({ code }) => code))].sort();
  const files = [...new Set(told.map(({ file }) => file))];
  const run = new SarifRunBuilder({
    columnKind: 'utf16CodeUnits',
    language: languages[context.lang],
    originalUriBaseIds: { [rootId]: { description: { text: say(context.lang, 'report.repositoryRoot') } } },
    invocations: [{ executionSuccessful: true }],
    artifacts: files.map((file) => ({ location: { uri: uriOf(file), uriBaseId: rootId } })),
  }).initSimple({ toolDriverName: 'serverless-scf', toolDriverVersion: context.version });
  for (const code of codes) run.addRule(ruleOf(new SarifRuleBuilder(), code, context));
  for (const one of told) run.addResult(resultOf(new SarifResultBuilder(), one, context.lang));
  const log = new SarifBuilder({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json' });
  log.addRun(run);
  // Its own way to write the log refuses texts that hold a certain word.
  return jsonText(log.buildSarifOutput());
}

const languages: Readonly<Record<Lang, string>> = { en: 'en', zh: 'zh-CN' };

function ruleOf(builder: SarifRuleBuilder, code: DiagnosticCode, { lang, pageOf }: FormatContext): SarifRuleBuilder {
  const { title, why } = rulePage(code);
  const { severity, rule } = rules[code];
  const helpUri = pageOf?.(code);
  builder.initSimple({ ruleId: code, shortDescriptionText: title[lang], fullDescriptionText: why[lang], ...(helpUri !== undefined && { helpUri }) });
  const source = say(lang, 'report.rule', { rule, source: sourceOf(rule) });
  const particulars: Partial<ReportingDescriptor> = {
    name: code,
    help: { text: `${why[lang]}\n${source}` },
    defaultConfiguration: { level: levels[severity] },
  };
  Object.assign(builder.rule, particulars);
  return builder;
}

function resultOf(builder: SarifResultBuilder, told: Told, lang: Lang): SarifResultBuilder {
  const { code, severity, finding, text } = told;
  builder.initSimple({ ruleId: code, level: levels[severity], messageText: text });
  const { rule, source } = finding.diagnostic;
  const { stages, suppressed, exact } = finding;
  const particulars: Partial<Result> = {
    locations: [locationOf(told)],
    partialFingerprints: { 'serverlessScf/v1': finding.fingerprint },
    ...(suppressed !== undefined && { suppressions: [suppressionOf(suppressed, lang)] }),
    properties: { rule, source, exact: told.position !== undefined && exact, ...(stages !== undefined && { stages }) },
  };
  Object.assign(builder.result, particulars);
  return builder;
}

/** Ends are always given: without one, the builder has a region end in its first column. */
function locationOf({ file, position, path }: Told): Location {
  const region = position && {
    startLine: position.line,
    startColumn: position.column,
    endLine: position.endLine,
    endColumn: position.endColumn,
  };
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: rootId }, ...(region && { region }) },
    ...(path !== '' && { logicalLocations: [{ fullyQualifiedName: path }] }),
  };
}

function suppressionOf(suppressed: NonNullable<Finding['suppressed']>, lang: Lang): Suppression {
  if (suppressed.by === 'comment') return { kind: 'inSource', justification: wellFormed(suppressed.reason) };
  return { kind: 'external', justification: say(lang, 'report.inBaseline') };
}

/** A path as a relative reference; each part is encoded, the `/` between them are not. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
