/**
 * Leaves the words of assertions as they are. They are said only when the engine is at fault, to whoever mends it: a test that
 * asked for their wording would say nothing of what the engine does. What is asserted is changed as all else is.
 */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'assertions',
    value: {
      /** @param {Argument} path  a node of Babel's */
      shouldIgnore: ({ key, listKey, parent: { type, callee } }) =>
        listKey === 'arguments' && key === 1 && type === 'CallExpression' && callee?.name === 'assert' ? 'the words of an assertion' : undefined,
    },
  },
];

/**
 * @typedef Argument
 * @property {string | number | null} key
 * @property {string | null} [listKey]
 * @property {{ type: string, callee?: { name?: string } }} parent
 */
