'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** Read once per instance: later invocations on a warm instance find it here. */
let result;

/**
 * Answers a question about what `aggregate` found.
 * @param event  `minute`: such as `18:20`; without it, the whole hour
 */
exports.main_handler = async (event) => {
  result ??= JSON.parse(readFileSync(join(process.env.RESULT_DIR, 'minutes.json'), 'utf8'));
  if (event.minute === undefined) {
    const concurrency = result.minutes.map(({ busySeconds }) => busySeconds / 60);
    return {
      requests: result.rows,
      meanConcurrency: round(mean(concurrency)),
      peakConcurrency: round(Math.max(...concurrency)),
      model: result.model,
    };
  }
  const found = result.minutes.find(({ minute }) => minute === event.minute);
  if (!found) throw new Error(`the trace has no minute ${event.minute}; it runs from ${result.minutes[0].minute} to ${result.minutes.at(-1).minute}`);
  return { ...found, busySeconds: round(found.busySeconds), meanConcurrency: round(found.busySeconds / 60), model: result.model };
};

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const round = (value) => Math.round(value * 100) / 100;
