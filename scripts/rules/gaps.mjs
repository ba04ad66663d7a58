/** @typedef {import('./list.mjs').Rule} Rule */
/** @typedef {import('./citations.mjs').Citations} Citations */

/**
 * What is missing between the rules, the code and the tests, as lines to read.
 *
 * @param {readonly Rule[]} rules @param {Citations} citations
 * @returns {string[]} none when every rule that is played has its place in code and a test
 */
export function gapsOf(rules, { code, tests }) {
  /** @type {Map<string, string[]>} */
  const gaps = new Map();
  /** @param {string} head @param {string} line */
  const miss = (head, line) => gaps.set(head, [...(gaps.get(head) ?? []), line]);
  for (const rule of rules) {
    const line = `${rule.id.padEnd(5)}${rule.title.en}`;
    for (const group of rule.rooms) {
      const files = [...(code.get(rule.id)?.keys() ?? [])];
      if (!files.some((file) => group.some((room) => isIn(room, file)))) miss(`No code cites it in src/${group.join(' or src/')}:`, line);
    }
    if ((rule.scope === 'played' || rule.scope === 'tests') && !tests.has(rule.id)) miss('No test cites it:', line);
  }
  const known = new Set(rules.map(({ id }) => id));
  for (const [id, files] of [...code, ...tests]) {
    if (!known.has(id)) miss('Cited, but there is no such rule:', `${id.padEnd(5)}${[...files.keys()].join(', ')}`);
  }
  return [...gaps].flatMap(([head, lines]) => [`${head} (${lines.length})`, ...lines.map((line) => `  ${line}`)]);
}

/**
 * Schemas are what the configuration is checked against, so they are its code, too.
 * @param {string} room @param {string} file
 */
function isIn(room, file) {
  return file.startsWith(`src/${room}/`) || (room === 'config' && file.startsWith('schema/'));
}
