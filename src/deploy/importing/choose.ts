/** Names that were found for what somebody asked for. */
export interface Chosen {
  /** In the order in which they are there. */
  readonly names: readonly string[];
  /** What was asked for and is not there. */
  readonly missing: readonly string[];
}

/**
 * The names that are meant by some names and patterns; by none all.
 * @param wanted  `*` stands for any characters, `?` for one
 */
export function chosenNames(names: readonly string[], wanted: readonly string[]): Chosen {
  if (wanted.length === 0) return { names, missing: [] };
  const tests = wanted.map((pattern) => ({ pattern, test: testOf(pattern) }));
  return {
    names: names.filter((name) => tests.some(({ test }) => test.test(name))),
    missing: tests.filter(({ test }) => !names.some((name) => test.test(name))).map(({ pattern }) => pattern),
  };
}

function testOf(pattern: string): RegExp {
  const parts = pattern.split(/([*?])/).map((part) => (part === '*' ? '.*' : part === '?' ? '.' : part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`);
}
