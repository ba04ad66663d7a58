import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import ts from 'typescript';

/** Who cites a rule: files relative to the project, each with the names of the tests that do; none for code. @typedef {Map<string, Set<string>>} Places */

/** A range of more numbers than these is an overview, and stands for none of its rules. */
const widest = 10;

/**
 * @typedef {object} Citations
 * @property {Map<string, Places>} code   by rule: files of `src` and `schema`
 * @property {Map<string, Places>} tests  by rule or worked example: files of `test`
 */

/**
 * Everything in a project that cites a rule. In code and schemas a comment is enough; in tests only a text counts that runs: a title,
 * a row of a table, a message of an assertion.
 *
 * @param {string} root  folder of the project
 * @param {ReadonlySet<string>} known  the rules and examples that there are
 * @returns {Citations}
 */
export function readCitations(root, known) {
  /** @type {Citations} */
  const citations = { code: new Map(), tests: new Map() };
  const code = [...filesIn(root, 'src', /\.(ts|cjs)$/), ...filesIn(root, 'schema', /\.json$/)];
  for (const file of code.filter((path) => !/^src\/(config\/generated|report\/generated|messages\/rulePages)/.test(path))) {
    // A V8 in code is an engine of JavaScript, not an example.
    for (const id of idsIn(read(root, file), known)) if (id.startsWith('S')) add(citations.code, id, file);
  }
  // The tests of this table cite without proving anything.
  for (const file of filesIn(root, 'test', /\.ts$/).filter((path) => !path.startsWith('test/docs/'))) {
    for (const { id, test } of citedByTests(file, read(root, file), known)) add(citations.tests, id, file, test);
  }
  return citations;
}

/**
 * Rules and examples that a text names: `S54`, `V3`, and all of `S83–S85`, `S83-S85` or `S83–85`. What it names itself need not exist; between
 * the ends of a range only what does counts.
 *
 * @param {string} text @param {ReadonlySet<string>} known
 * @returns {string[]}
 */
function idsIn(text, known) {
  return [...text.matchAll(/\b([SV])(\d+)(?:[–-]\1?(\d+))?\b/g)].flatMap(([, letter, from, to]) => {
    if (to === undefined) return [`${letter}${from}`];
    if (Number(to) - Number(from) >= widest) return [];
    const between = [...known].filter(
      (id) => id.startsWith(String(letter)) && Number(from) < Number(id.slice(1)) && Number(id.slice(1)) < Number(to),
    );
    return [`${letter}${from}`, ...between, `${letter}${to}`];
  });
}

/**
 * @param {string} file @param {string} text @param {ReadonlySet<string>} known
 * @returns {{ id: string, test: string }[]} `test` is the path of titles, empty outside of a test
 */
function citedByTests(file, text, known) {
  /** @type {{ id: string, test: string }[]} */
  const found = [];
  /** @param {ts.Node} node @param {readonly string[]} path */
  const visit = (node, path) => {
    const title = ts.isCallExpression(node) ? titleOf(node) : undefined;
    const inside = title === undefined ? path : [...path, title];
    if (isText(node)) found.push(...idsIn(node.text, known).map((id) => ({ id, test: path.join(' › ') })));
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), []);
  return found;
}

/**
 * What `describe`, `it` or `test` is called with, in any of their forms: `it(…)`, `it.each(table)(…)`, `` describe.each`table`(…) ``.
 * @param {ts.CallExpression} call
 * @returns {string | undefined} undefined when it is none of these
 */
function titleOf({ expression, arguments: [title] }) {
  if (title === undefined || !/^(describe|it|test)$/.test(rootOf(expression))) return undefined;
  if (ts.isStringLiteralLike(title)) return title.text;
  return ts.isTemplateExpression(title) ? title.getText().slice(1, -1) : undefined;
}

/**
 * The `it` of `it.each(table)`.
 * @param {ts.Expression} expression
 * @returns {string}
 */
function rootOf(expression) {
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression)) return rootOf(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return rootOf(expression.tag);
  return ts.isIdentifier(expression) ? expression.text : '';
}

/** @param {ts.Node} node @returns {node is ts.LiteralLikeNode} */
function isText(node) {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** @param {Map<string, Places>} places @param {string} id @param {string} file @param {string} [test] */
function add(places, id, file, test = '') {
  const byFile = places.get(id) ?? new Map();
  const names = byFile.get(file) ?? new Set();
  places.set(id, byFile.set(file, test === '' ? names : names.add(test)));
}

/** @param {string} root @param {string} folder @param {RegExp} ending @returns {string[]} in the same order everywhere */
function filesIn(root, folder, ending) {
  if (!existsSync(join(root, folder))) return [];
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => ending.test(file));
  return files.map((file) => [folder, ...file.split(sep)].join('/')).sort();
}

/** @param {string} root @param {string} file */
function read(root, file) {
  return readFileSync(join(root, file), 'utf8');
}
