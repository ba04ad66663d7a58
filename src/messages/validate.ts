import { plural } from './plural';
import { sayer } from './saying';
import { text } from './text';

/** What `validate` says besides its report. */
export const validateTexts = {
  'validate.noSuch': text<{ word: string }>({
    en: ({ word }) => `there is no file or folder "${word}", and nothing that matches it`,
    zh: ({ word }) => `没有名为“${word}”的文件或目录，也没有与之匹配的`,
  }),
  'validate.noneOf': text<{ word: string }>({
    en: ({ word }) => `nothing that matches "${word}" is a service: no serverless.yml is there`,
    zh: ({ word }) => `与“${word}”匹配的都不是服务：其中没有 serverless.yml`,
  }),
  'validate.noServices': text<{ file: string; why: string | undefined }>({
    en: ({ file, why }) => `${file} composes no services${why === undefined ? ': write services: { name: { path: folder } }' : `: ${why}`}`,
    zh: ({ file, why }) => `${file} 没有列出任何服务${why === undefined ? '：请写 services: { 名称: { path: 目录 } }' : `：${why}`}`,
  }),
  'validate.noService': text<{ file: string; name: string }>({
    en: ({ file, name }) => `${file}: the service "${name}" has no folder: its path must name one that exists`,
    zh: ({ file, name }) => `${file}：服务“${name}”没有对应的目录，请在 path 中写一个已有的目录`,
  }),
  'validate.oneOf': text<{ option: string; value: string; values: readonly string[] }>({
    en: ({ option, value, values }) => `--${option} is one of ${values.join(', ')}, not "${value}"`,
    zh: ({ option, value, values }) => `--${option} 可选 ${values.join('、')}，不能是“${value}”`,
  }),
  'validate.needs': text<{ option: string; other: string }>({
    en: ({ option, other }) => `--${option} is for ${other}; give both`,
    zh: ({ option, other }) => `--${option} 需要与 ${other} 一起使用`,
  }),
  'validate.notBoth': text<{ option: string; other: string }>({
    en: ({ option, other }) => `--${option} and --${other} exclude one another`,
    zh: ({ option, other }) => `--${option} 与 --${other} 不能同时使用`,
  }),
  'validate.unwritable': text<{ file: string; why: string }>({
    en: ({ file, why }) => `${file} cannot be written: ${why}`,
    zh: ({ file, why }) => `无法写入 ${file}：${why}`,
  }),
  'validate.overService': text<{ file: string }>({
    en: ({ file }) => `${file} is the configuration that is checked, which the report would take the place of; name another file`,
    zh: ({ file }) => `${file} 是所检查的配置文件，写入报告会将其覆盖；请指定其他文件`,
  }),
  'validate.noBaseline': text<{ file: string; why: string }>({
    en: ({ file, why }) => `the baseline ${file} cannot be read (${why}); write one with --baseline ${file} --update-baseline`,
    zh: ({ file, why }) => `无法读取基线文件 ${file}（${why}）；可用 --baseline ${file} --update-baseline 生成`,
  }),
  'validate.otherBaseline': text<{ file: string; why: string }>({
    en: ({ file, why }) => `${file} is no baseline (${why}); name another file, and let --update-baseline write it`,
    zh: ({ file, why }) => `${file} 不是基线文件（${why}）；请指定其他文件，并用 --update-baseline 生成`,
  }),
  'validate.newerBaseline': text<{ version: number }>({
    en: ({ version }) => `version ${version} is of a newer serverless-scf`,
    zh: ({ version }) => `版本 ${version} 由更新的 serverless-scf 生成`,
  }),
  'validate.badBaseline': text<{ where: string }>({
    en: ({ where }) => `${where} is not as it should be`,
    zh: ({ where }) => `${where} 的内容不正确`,
  }),
  'validate.baselineWritten': text<{ file: string; findings: number }>({
    en: ({ file, findings }) => `${file}: ${plural(findings, 'finding')} written; they no longer count`,
    zh: ({ file, findings }) => `${file}：已写入 ${findings} 条问题，此后不再计入`,
  }),
  /** After the counts of a report that went into a file. */
  'validate.written': text<{ file: string }>({ en: ({ file }) => `; written to ${file}`, zh: ({ file }) => `；已写入 ${file}` }),
  'validate.fixed': text<{ fixes: number; files: number }>({
    en: ({ fixes, files }) => `${fixes === 1 ? '1 fix' : `${fixes} fixes`} applied in ${plural(files, 'file')}`,
    zh: ({ fixes, files }) => `已在 ${files} 个文件中应用 ${fixes} 处修改`,
  }),
  'validate.nothingToFix': text({ en: () => 'there is nothing that can be fixed safely', zh: () => '没有可以安全自动修改的问题' }),
};

export const sayValidate = sayer(validateTexts);
