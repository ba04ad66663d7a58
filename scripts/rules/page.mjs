/** @typedef {import('./list.mjs').Lang} Lang */
/** @typedef {import('./list.mjs').Rule} Rule */
/** @typedef {import('./list.mjs').Section} Section */
/** @typedef {import('./citations.mjs').Citations} Citations */
/** @typedef {import('./citations.mjs').Places} Places */

const words = {
  en: {
    other: '[中文](rules.zh-CN.md)',
    head: 'Rules of the platform',
    intro: [
      'Every rule of SCF that this package knows: whether it is played locally, by which code, and which tests hold it. Code and tests cite rules by these numbers.',
      '- **Known from**: *seed*, the two documents that this package started from (the article on asynchronous execution of 2021-02-08, and Function Concurrency as of 2021-10-13); *doc*, other public material of Tencent Cloud; *inferred*, our own reading, since nothing states it. Beside it: how sure it is.',
      '- **Played by**: the rooms of `src/` that apply the rule. *Later* and *out* say why none does.',
    ],
    columns: ['Rule', 'What it says', 'Known from', 'Played by', 'Code', 'Tests'],
    kind: { seed: 'seed', doc: 'doc', inferred: 'inferred' },
    confidence: { high: 'high', medium: 'medium', low: 'low' },
    and: ' and ',
    or: ' or ',
    tests: 'an example',
    later: 'Later: ',
    out: 'Out: ',
    colon: ': ',
    stop: '; ',
  },
  zh: {
    other: '[English](rules.md)',
    head: '平台规则',
    intro: [
      '本包所知的全部 SCF 规则：本地是否模拟、由哪些代码实现、由哪些测试保证。代码与测试以这些编号引用规则。',
      '- **依据**：*起点*，本包所依据的两份文档（2021-02-08 的异步执行文章，与 2021-10-13 的函数并发文档）；*文档*，腾讯云的其他公开资料；*推断*，没有资料说明，为我们的理解。其后为可信程度。',
      '- **实现**：`src/` 中应用该规则的部分。*以后*与*不做*说明为何尚无。',
    ],
    columns: ['规则', '内容', '依据', '实现', '代码', '测试'],
    kind: { seed: '起点', doc: '文档', inferred: '推断' },
    confidence: { high: '高', medium: '中', low: '低' },
    and: ' 与 ',
    or: ' 或 ',
    tests: '算例',
    later: '以后：',
    out: '不做：',
    colon: '：',
    stop: '；',
  },
};

/**
 * The page of all rules, in Markdown.
 *
 * @param {readonly Section[]} sections @param {Citations} citations @param {Lang} lang
 * @returns {string}
 */
export function page(sections, citations, lang) {
  const { other, head, intro, columns } = words[lang];
  const [about, ...legend] = intro;
  const tables = sections.map(({ title, rules }) => {
    const rows = [columns, columns.map(() => '---'), ...rules.map((rule) => cells(rule, citations, lang))];
    return `## ${title[lang]}\n\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}`;
  });
  return `${['<!-- Made by scripts/rules.mjs; changes are lost. -->', `# ${head}`, other, about, legend.join('\n'), ...tables].join('\n\n')}\n`;
}

/**
 * @param {Rule} rule @param {Citations} citations @param {Lang} lang
 * @returns {string[]} one for each column
 */
function cells(rule, { code, tests }, lang) {
  const { kind, confidence } = words[lang];
  const kinds = rule.kind.split('+').map((key) => kind[/** @type {'doc'} */ (key)]);
  const from = `${kinds.join('/')}, ${confidence[/** @type {'high'} */ (rule.confidence)]}`;
  return [rule.id, plain(rule.title[lang]), from, playedBy(rule, lang), codeCell(code.get(rule.id)), testsCell(tests.get(rule.id), lang)];
}

/** @param {Rule} rule @param {Lang} lang */
function playedBy({ scope, rooms, reason }, lang) {
  const { and, or, tests, ...text } = words[lang];
  if (scope === 'later' || scope === 'out') return `${text[scope]}${reason?.[lang]}`;
  return scope === 'tests' ? tests : rooms.map((group) => group.map((room) => `\`${room}\``).join(or)).join(and);
}

/** @param {Places | undefined} places */
function codeCell(places) {
  return [...(places?.keys() ?? [])].map((file) => link(file, /^src\//)).join('<br>');
}

/** @param {Places | undefined} places @param {Lang} lang */
function testsCell(places, lang) {
  const { colon, stop } = words[lang];
  const files = [...(places ?? [])].map(([file, names]) => {
    const named = [...names].map(plain).join(stop);
    return `${link(file, /^test\//)}${named === '' ? '' : colon}${named}`;
  });
  return files.join('<br>');
}

/** @param {string} file @param {RegExp} prefix  what the name goes without */
function link(file, prefix) {
  return `[${file.replace(prefix, '')}](../${file})`;
}

/**
 * Text that Markdown takes as it stands, inside of a table.
 * @param {string} text
 */
function plain(text) {
  return text.replace(/[\\`*_<>|$[\]]/g, '\\$&').replace(/\s+/g, ' ');
}
