import type { DiagnosticCode } from './diagnosticParams';
import { text, type Lang } from './text';

/** What stands around the pages of rules, and in the list of them. */
const rulePageTexts = {
  fails: text({ en: () => 'An example that is reported', zh: () => '会报告的示例' }),
  passes: text({ en: () => 'An example that is not', zh: () => '正确的示例' }),
  says: text({ en: () => 'What validate prints', zh: () => 'validate 的输出' }),
  suppressing: text({ en: () => 'Suppressing it', zh: () => '如何忽略' }),
  why: text({ en: () => 'Why', zh: () => '为什么' }),
  inPlace: text<{ code: string }>({
    en: ({ code }) => `# scf-ignore ${code}: the reason, at the end of the line that is reported or above it`,
    zh: ({ code }) => `# scf-ignore ${code}: 原因（写在所报告的行尾或上一行）`,
  }),
  inFile: text<{ code: string }>({
    en: ({ code }) => `# scf-ignore-file ${code}: the reason, at the top of a file, for all of it`,
    zh: ({ code }) => `# scf-ignore-file ${code}: 原因（写在文件开头，对整个文件有效）`,
  }),
  inBaseline: text({
    en: () => 'Known findings of an old project: --baseline FILE --update-baseline once, then --baseline FILE',
    zh: () => '旧项目的已有问题：先用 --baseline 文件 --update-baseline 记录，之后用 --baseline 文件',
  }),
  never: text({ en: () => 'This finding cannot be suppressed.', zh: () => '此问题不能忽略。' }),
  severity: text({ en: () => 'severity', zh: () => '级别' }),
  code: text({ en: () => 'code', zh: () => '代码' }),
  rule: text({ en: () => 'rule', zh: () => '规则' }),
  title: text({ en: () => 'what is wrong', zh: () => '问题' }),
  explain: text({
    en: () => 'serverless-scf validate --explain CODE prints the page of one',
    zh: () => 'serverless-scf validate --explain 代码 可查看某条规则的说明',
  }),
  unknown: text<{ code: string; nearest: string | undefined }>({
    en: ({ code, nearest }) =>
      `there is no rule "${code}"${nearest === undefined ? '; serverless-scf rules lists all' : `: did you mean ${nearest}?`}`,
    zh: ({ code, nearest }) =>
      `没有名为“${code}”的规则${nearest === undefined ? '；serverless-scf rules 可列出全部规则' : `：是否想写 ${nearest}？`}`,
  }),
  index: text({ en: () => 'Rules of validation', zh: () => '校验规则' }),
  indexIntro: text({
    en: () =>
      'What `serverless-scf validate` looks for. Each page says why, and shows a service that is reported and one that is not; `serverless-scf validate --explain CODE` prints it. S-numbers are those of [the platform’s rules](../rules.md).',
    zh: () =>
      '`serverless-scf validate` 检查的内容。每一页说明原因，并给出会报告与不会报告的服务；`serverless-scf validate --explain 代码` 可在终端查看。S 开头的编号见[平台规则](../rules.zh-CN.md)。',
  }),
  all: text({ en: () => 'all rules', zh: () => '全部规则' }),
  folder: text({ en: () => 'All files of these examples', zh: () => '以上示例的全部文件' }),
};

type Words = typeof rulePageTexts;

/** Words of a page; apart from the catalogue, since no other command needs them. */
export function sayOfRule<K extends keyof Words>(lang: Lang, key: K, ...params: Parameters<Words[K]['en']>): string {
  const said = rulePageTexts[key][lang] as (...params: Parameters<Words[K]['en']>) => string;
  return said(...params);
}

/** Findings that no comment suppresses, and those that no baseline keeps. */
const neverInPlace: readonly DiagnosticCode[] = ['SCF110', 'SCF506', 'SCF507'];
const neverInBaseline: readonly DiagnosticCode[] = [...neverInPlace, 'SCF505'];

/** How a finding is suppressed, one way a line. */
export function waysToSuppress(code: DiagnosticCode, lang: Lang): string[] {
  if (neverInPlace.includes(code)) return [sayOfRule(lang, 'never')];
  const inPlace = [sayOfRule(lang, 'inPlace', { code }), sayOfRule(lang, 'inFile', { code })];
  return neverInBaseline.includes(code) ? inPlace : [...inPlace, sayOfRule(lang, 'inBaseline')];
}
