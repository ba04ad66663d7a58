/**
 * Makes docs/errors.md and docs/errors.zh-CN.md, what to do about each error code of the API, from the advice in src/messages/cloudCodes*.ts.
 *
 *     node scripts/errorPages.mjs            write both
 *     node scripts/errorPages.mjs --check    write nothing; fail when one is stale
 *
 * A folder as argument is taken for the project.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

/** @typedef {'en' | 'zh'} Lang */
/** @typedef {{ readonly codes: readonly string[], readonly en: string, readonly zh: string }} Advice */

const args = process.argv.slice(2);
const root = args.find((arg) => !arg.startsWith('--')) ?? join(dirname(fileURLToPath(import.meta.url)), '..');

const entry = `
export { adviceByTheme, sayAdvice } from './src/messages/cloudCodes';
export { fallbackAdvice } from './src/messages/cloudCodesFallback';
export { adviceFigures } from './src/cloud/adviceFigures';
`;

const words = {
  en: {
    file: 'docs/errors.md',
    title: 'Error codes of the cloud',
    other: '[中文](errors.zh-CN.md)',
    intro:
      'What to do about the error codes of API 3.0. When the cloud refuses a request, serverless-scf prints what the cloud said, and below it the advice that stands here, with the names of the function and the region as far as they are known.',
    action: 'the action',
    permission: '<action>',
    /** @param {string} action */
    of: (action) => `(of ${action})`,
    begins: 'All others that begin so',
    themes: {
      account: 'Keys, permissions, the account',
      quota: 'The account quota and reservations',
      provisioning: 'Provisioned concurrency',
      function: 'Functions and namespaces',
      code: 'Code and images',
      configuration: 'Configuration',
      network: 'Networks, logs, roles, layers, dead-letter queues',
      mounts: 'File systems',
      versions: 'Versions and aliases',
      triggers: 'Triggers',
      events: 'Asynchronous events',
      invocation: 'Invocations',
      logs: 'Logs and metrics',
    },
  },
  zh: {
    file: 'docs/errors.zh-CN.md',
    title: '云端错误码',
    other: '[English](errors.md)',
    intro: '云 API 3.0 的错误码与处理办法。请求被云端拒绝时，serverless-scf 会先输出云端的原文，再给出这里的建议，并在已知时写明函数名与地域。',
    action: '该接口',
    permission: '<接口名>',
    /** @param {string} action */
    of: (action) => `（${action}）`,
    begins: '其他以此开头的错误码',
    themes: {
      account: '密钥、权限与账号',
      quota: '账号配额与独占配额',
      provisioning: '预置并发',
      function: '函数与命名空间',
      code: '代码与镜像',
      configuration: '函数配置',
      network: '网络、日志、角色、层与死信队列',
      mounts: '文件系统',
      versions: '版本与别名',
      triggers: '触发器',
      events: '异步事件',
      invocation: '调用',
      logs: '日志与监控',
    },
  },
};

const { adviceByTheme, sayAdvice, adviceFigures, fallbackAdvice } = await loadAdvice();
const pages = await Promise.all(/** @type {const} */ (['en', 'zh']).map(pageIn));

if (args.includes('--check')) {
  const stale = pages.filter(({ file, text }) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text);
  for (const { file } of stale) console.error(`${file} is stale; run "node scripts/errorPages.mjs"`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { file, text } of pages) writeFileSync(join(root, file), text);
}

/** The advice as its sources have it now; needs no build. */
async function loadAdvice() {
  const stdin = { contents: entry, resolveDir: root, loader: /** @type {const} */ ('ts') };
  const { outputFiles } = await build({ stdin, bundle: true, write: false, platform: 'node', format: 'esm' });
  const text = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}

/** @param {Lang} lang */
async function pageIn(lang) {
  const { file, title, other, intro, themes, begins } = words[lang];
  const sections = Object.entries(themes).flatMap(([theme, name]) => section(name, adviceByTheme[theme], lang));
  const parts = ['<!-- Made by scripts/errorPages.mjs; changes are lost. -->', `# ${title}`, other, intro, ...sections];
  const text = [...parts, ...section(begins, fallbackAdvice, lang)].join('\n\n');
  const config = (await resolveConfig(join(root, file))) ?? {};
  return { file, text: await format(text, { ...config, parser: 'markdown' }) };
}

/** @param {string} name @param {readonly Advice[]} advices @param {Lang} lang @returns {string[]} */
function section(name, advices, lang) {
  return [`## ${name}`, ...advices.map((advice) => `- ${codesIn(advice, lang)}\n\n  ${adviceText(advice, lang)}`)];
}

/** @param {Advice} advice @param {Lang} lang */
function codesIn({ codes }, lang) {
  const shown = codes.map((code) => {
    const { action, name } = partsOf(code);
    const form = `**\`${name.replace(/\*$/, '…')}\`**`;
    return action === undefined ? form : lang === 'en' ? `${form} ${words[lang].of(action)}` : `${form}${words[lang].of(action)}`;
  });
  return shown.join(lang === 'en' ? ', ' : '、');
}

/** @param {Advice} advice @param {Lang} lang @returns {string} */
function adviceText(advice, lang) {
  // Of codes of several actions none stands for the others.
  const actions = new Set(advice.codes.map((code) => partsOf(code).action));
  const [action = words[lang].action] = actions.size === 1 ? actions : [];
  const said = sayAdvice(lang, advice, { action }, adviceFigures).replace(/^the /, 'The ');
  const general = said.replaceAll(`scf:${words[lang].action}`, `scf:${words[lang].permission}`);
  return lang === 'en' ? general : general.replaceAll(`${words.zh.action} `, words.zh.action).replaceAll(` ${words.zh.action}`, words.zh.action);
}

/** @param {string} code @returns {{ action: string | undefined, name: string }} */
function partsOf(code) {
  const [first = '', second] = code.split(' ');
  return second === undefined ? { action: undefined, name: first } : { action: first, name: second };
}
