/** @typedef {import('./table.mjs').Lang} Lang */
/** @typedef {import('./table.mjs').Table} Table */
/** @typedef {import('./examples.mjs').Example} Example */
/** @typedef {import('./examples.mjs').ShownFile} ShownFile */

const notice = '<!-- Made by scripts/rulePages.mjs; changes are lost. -->';
const endings = { en: '', zh: '.zh-CN' };
const others = /** @type {const} */ ({ en: { lang: 'zh', name: '中文' }, zh: { lang: 'en', name: 'English' } });

/**
 * The page of a rule, in Markdown.
 * @param {Table} table @param {Example} example @param {Lang} lang
 */
export function rulePage(table, example, lang) {
  const { code, args, printed } = example;
  const { severity, rule, source } = table.ruleOf(code);
  const { title, why } = table.pageOf(code);
  const other = others[lang];
  const rules = `../rules${endings[lang]}.md`;
  const parts = [
    notice,
    `# ${code}: ${plain(title[lang])}`,
    `[${other.name}](${code}${endings[other.lang]}.md) · [${table.say(lang, 'all')}](README${endings[lang]}.md)`,
    `**${table.severityWord(lang, severity)}** · ${/^S/.test(rule) ? `[${rule}](${rules})` : rule} · ${plain(table.sourceWord(lang, source))}`,
    `## ${table.say(lang, 'why')}`,
    linked(plain(why[lang]), code, lang),
    `## ${table.say(lang, 'fails')}`,
    ...example.fails.map((file) => fileText(file, example.fails.length)),
    `${table.say(lang, 'says')}${lang === 'en' ? ':' : '：'}`,
    fenced('text', `$ serverless-scf validate${args === '' ? '' : ` ${args}`}\n\n${printed[lang]}`),
    `## ${table.say(lang, 'passes')}`,
    ...example.passes.map((file) => fileText(file, example.passes.length)),
    `[${table.say(lang, 'folder')}](../../fixtures/validate/${code})`,
    `## ${table.say(lang, 'suppressing')}`,
    table
      .waysToSuppress(code, lang)
      .map((way) => `- ${plain(way)}`)
      .join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/**
 * The list of all pages, in Markdown.
 * @param {Table} table @param {Lang} lang
 */
export function indexPage(table, lang) {
  const other = others[lang];
  const head = ['code', 'severity', 'rule', 'title'].map((key) => table.say(lang, key));
  const rows = table.codes.map((code) => {
    const { severity, rule } = table.ruleOf(code);
    return [`[${code}](${code}${endings[lang]}.md)`, table.severityWord(lang, severity), rule, plain(table.pageOf(code).title[lang])];
  });
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const parts = [
    notice,
    `# ${table.say(lang, 'index')}`,
    `[${other.name}](README${endings[other.lang]}.md)`,
    table.say(lang, 'indexIntro'),
    lines.join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** @param {ShownFile} shown @param {number} count  of files beside it */
function fileText({ file, text }, count) {
  const ending = /\.(\w+)$/.exec(file)?.[1] ?? 'sh';
  const block = fenced(ending === 'yml' ? 'yaml' : ending, text);
  return count > 1 || file !== 'serverless.yml' ? `\`${file}\`\n\n${block}` : block;
}

/** @param {string} language @param {string} text */
function fenced(language, text) {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

/** Links to the pages of other rules. @param {string} text @param {string} own @param {Lang} lang */
function linked(text, own, lang) {
  return text.replaceAll(/SCF\d{3}/g, (code) => (code === own ? code : `[${code}](${code}${endings[lang]}.md)`));
}

/** Text that Markdown takes as it is. @param {string} text */
function plain(text) {
  return text.replaceAll(/[\\`*_<>[\]|]/g, '\\$&').replaceAll(/^#/g, '\\#');
}
