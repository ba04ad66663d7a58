'use strict';

const { createReadStream } = require('node:fs');
const { mkdir, rename, writeFile } = require('node:fs/promises');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { setTimeout: pause } = require('node:timers/promises');

const trace = join(__dirname, '..', 'data', 'azure-llm-inference-2023-code.csv');
const rowsPerReport = 1000;

/** The trace has no durations; this model stands in for them, and is named in the result. */
const model = '30 ms + 25 ms per generated token';
const modelledMs = (generatedTokens) => 30 + 25 * generatedTokens;

/**
 * Reads the trace and sums it up per minute.
 * @param event  `paceMs`: rest this long after every 1,000 rows, so that there is something to watch
 */
exports.main_handler = async (event, context) => {
  console.log(`reading ${trace.split('/').at(-1)} for request ${context.request_id}`);
  const minutes = new Map();
  let rows = 0;
  for await (const line of createInterface({ input: createReadStream(trace) })) {
    const [timestamp, contextTokens, generatedTokens] = line.split(',');
    if (timestamp === 'TIMESTAMP' || !timestamp) continue;
    add(minutes, timestamp.slice(11, 16), Number(contextTokens), Number(generatedTokens));
    rows += 1;
    if (rows % rowsPerReport === 0) {
      console.log(`${rows} requests, ${minutes.size} minutes so far`);
      await pause(event.paceMs ?? 0);
    }
  }
  const result = { rows, model, minutes: [...minutes.values()] };
  await store(result);
  console.log(`done: ${rows} requests in ${minutes.size} minutes`);
  return { rows, minutes: minutes.size, busiest: busiest(result.minutes) };
};

function add(minutes, minute, contextTokens, generatedTokens) {
  const sum = minutes.get(minute) ?? { minute, requests: 0, contextTokens: 0, generatedTokens: 0, busySeconds: 0 };
  sum.requests += 1;
  sum.contextTokens += contextTokens;
  sum.generatedTokens += generatedTokens;
  sum.busySeconds += modelledMs(generatedTokens) / 1000;
  minutes.set(minute, sum);
}

function busiest(minutes) {
  return minutes.reduce((most, each) => (each.requests > most.requests ? each : most)).minute;
}

/** Written beside and moved into place, so that a query never reads half a result. */
async function store(result) {
  const dir = process.env.RESULT_DIR;
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'minutes.json.new'), JSON.stringify(result));
  await rename(join(dir, 'minutes.json.new'), join(dir, 'minutes.json'));
}
