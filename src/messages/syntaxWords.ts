import type { SyntaxFault, Unreadable, Words } from './diagnosticParams';
import type { Lang } from './text';

type Syntax = Extract<Unreadable, { kind: 'syntax' }>;

/** What is wrong with the text of a file, and what to do about it. What is rare is said in the words of the parser, which are English. */
export const syntaxWords: { readonly [L in Lang]: (file: string, syntax: Syntax) => Words } = {
  en: (file, { detail, fault }) => {
    const { says = withoutPlace(detail), fix } = fault === undefined ? { fix: 'correct the file' } : english[fault](detail);
    return { message: `${file} cannot be parsed: ${says}`, fix };
  },
  zh: (file, { detail, fault }) => {
    const { says, fix } = fault === undefined ? { says: withoutPlace(detail), fix: '请修正该文件' } : chinese[fault](detail);
    return { message: `${file} 语法有误：${says}`, fix };
  },
};

/** Without `says` the parser's words are good enough. */
const english: { readonly [F in SyntaxFault]: (detail: string) => { readonly says?: string; readonly fix: string } } = {
  tab: () => ({ fix: 'indent with spaces' }),
  twice: () => ({ fix: 'keep one of them' }),
  indent: () => ({ fix: 'indent the line like those beside it' }),
  unclosed: () => ({ fix: 'close the bracket or the quotation mark' }),
  colons: () => ({ fix: 'put the value into quotation marks if ": " belongs to it, or correct the indentation' }),
  noColon: () => ({ says: 'there is no ":" after a key', fix: 'write key: value, or correct the indentation' }),
  variable: () => ({ says: 'a variable within { } or [ ] has no quotation marks', fix: 'write it as "${…}", with the quotation marks' }),
  alias: (name) => ({ says: `there is no anchor &${name} before the alias *${name}`, fix: `define &${name} above it, or correct the name` }),
  merge: () => ({ says: '"<<" merges maps, and this is none', fix: 'name the anchor of a map, as in "<<: *name"' }),
  conflict: () => ({ says: 'it holds a merge conflict', fix: 'resolve the conflict: take out the lines <<<<<<<, ======= and >>>>>>>' }),
  reserved: () => ({ fix: 'put the value into quotation marks' }),
  escape: () => ({ fix: 'write two backslashes, or put the text into single quotation marks' }),
  trailing: () => ({
    says: 'something stands behind the end of a value',
    fix: 'put all of the value into quotation marks, or correct the indentation',
  }),
  comma: () => ({ fix: 'put exactly one comma between two items' }),
  json: () => ({
    says: 'this is not JSON, which has no comments, no comma after the last item, and double quotation marks around all texts',
    fix: 'correct it, or make it a YAML file, which is freer',
  }),
};

const chinese: { readonly [F in SyntaxFault]: (detail: string) => { readonly says: string; readonly fix: string } } = {
  tab: () => ({ says: '不能用制表符（Tab）缩进', fix: '请改用空格缩进' }),
  twice: () => ({ says: '同一级中有重复的键', fix: '请只保留一个' }),
  indent: () => ({ says: '缩进不一致', fix: '请与同级的行对齐' }),
  unclosed: () => ({ says: '括号或引号没有闭合', fix: '请补上右括号或右引号' }),
  colons: () => ({ says: '一行中出现了两个“: ”', fix: '如果“: ”是值的一部分，请给值加上引号；否则请检查缩进' }),
  noColon: () => ({ says: '键后面没有冒号', fix: '请写成“键: 值”，或检查缩进' }),
  variable: () => ({ says: '{ } 或 [ ] 中的变量没有加引号', fix: '请加上引号，写成 "${…}"' }),
  alias: (name) => ({ says: `别名 *${name} 之前没有锚点 &${name}`, fix: `请在其上方定义 &${name}，或改正名称` }),
  merge: () => ({ says: '“<<”只能合并映射，而这里不是映射', fix: '请引用映射的锚点，例如“<<: *名称”' }),
  reserved: (detail) => ({ says: `没有引号的值不能以${lastOf(detail, '该')}字符开头`, fix: '请给值加上引号' }),
  escape: (detail) => ({ says: `双引号中的转义${lastOf(detail, '')}无效`, fix: '请把反斜杠写成两个，或改用单引号' }),
  trailing: () => ({ says: '值结束之后还有内容', fix: '请给整个值加上引号，或检查缩进' }),
  comma: () => ({ says: '各项之间缺少逗号，或多了逗号', fix: '两项之间请只用一个逗号分隔' }),
  json: () => ({ says: '这不是 JSON：JSON 中不能有注释，末项之后不能有逗号，文本一律用双引号', fix: '请改正，或改用写法较宽松的 YAML 文件' }),
  conflict: () => ({ says: '文件中有未解决的合并冲突', fix: '请解决冲突，并去掉 <<<<<<<、=======、>>>>>>> 这几行' }),
};

/** The sign that the parser's words end with. */
function lastOf(detail: string, otherwise: string): string {
  const sign = / (\S{1,4})$/.exec(withoutPlace(detail))?.[1];
  return sign === undefined ? otherwise : `“${sign}”`;
}

/** Why a text is no YAML, as a part of a sentence. @param at  where, from 1 */
export function saySyntax(
  lang: Lang,
  { detail, fault }: Pick<Syntax, 'detail' | 'fault'>,
  at: { readonly line: number; readonly column: number },
): string {
  const { says = withoutPlace(detail) } = fault === undefined ? {} : { en: english, zh: chinese }[lang][fault](detail);
  return lang === 'zh' ? `第 ${at.line} 行第 ${at.column} 列：${says}` : `${says} at line ${at.line}, column ${at.column}`;
}

/** Why a text is no JSON: the words of the engine that has read it, which are English, as far as their meaning is known. */
export function sayJsonFault(lang: Lang, detail: string): string {
  if (lang === 'en') return detail;
  if (detail.startsWith('Unexpected end of JSON input')) return '内容不完整';
  const position = / at position (\d+)/.exec(detail)?.[1];
  if (position !== undefined) return `第 ${Number(position) + 1} 个字符处有误`;
  const token = /^Unexpected token '(.+?)', /s.exec(detail)?.[1];
  return token === undefined ? detail : `出现了不应有的“${token}”`;
}

/** The place is told by the diagnostic itself. */
function withoutPlace(detail: string): string {
  return detail.replace(/ at line \d+, column \d+:?/, '');
}
