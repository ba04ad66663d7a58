'use strict';

const { setTimeout: pause } = require('node:timers/promises');

/**
 * Stands in for the service whose requests are in the trace: answers after as long as its model takes.
 * @param event  `generatedTokens`: how many tokens the answer has
 */
exports.main_handler = async ({ generatedTokens = 28 }) => {
  await pause(30 + 25 * generatedTokens);
  return { generatedTokens, model: '30 ms + 25 ms per generated token' };
};
