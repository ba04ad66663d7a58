/**
 * Kills a local region without warning, again and again, while clients submit events to it, and looks whether it keeps its word:
 * what was acknowledged is there, ends once, in order: `npm run crash -- [--rounds N] [--seed S]`
 *
 * A region is what `serverless-scf offline` runs on a service of three functions; `npm run build` comes before.
 * @source design.md §5, §8
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { call, eventOf, startRegion, writeService } from './offlineRegion.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const handler = `
const { appendFileSync } = require('node:fs');
const { setTimeout } = require('node:timers/promises');
const note = (event, { request_id }) => appendFileSync(event.log, request_id + ' ' + event.n + '\\n');
exports.note = async (event, context) => { note(event, context); await setTimeout(2); return event.n; };
exports.fail = async (event, context) => { note(event, context); throw new Error('meant to'); };
exports.job = async (event, context) => { note(event, context); await setTimeout(30); return event.n; };
`;

// One instance each, so that events of a function run one after the other, in the order of their acceptance.
const service = `
service: crash
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
  note: { handler: index.note, memorySize: 128, reservedConcurrency: 128 }
  fail: { handler: index.fail, memorySize: 128, reservedConcurrency: 128, retryNum: 0 }
  job: { handler: index.job, memorySize: 128, reservedConcurrency: 128, asyncRunEnable: true, traceEnable: true }
custom: { scf: { engine: { retryIntervalSec: { system: 1 } } } }
`;

const functions = ['note', 'fail', 'job'];

/** With the driver that the region itself uses. */
const integrityCheck = `
const Database = 'sqlite' in process.versions ? require('node:sqlite').DatabaseSync : require('libsql');
const rows = new Database(process.argv[1]).prepare('PRAGMA integrity_check').all();
process.stdout.write(rows.map((row) => Object.values(row)[0]).join());
`;

/**
 * @typedef {{ id: string, function: string, n: number }} Acknowledged
 * @typedef {import('./offlineRegion.mjs').Region} Region
 * @typedef {import('./offlineRegion.mjs').EventView} EventView
 */

await main();

async function main() {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } } });
  const rounds = Number(values.rounds);
  const draw = xoroshiro128plus(Number(values.seed));
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  try {
    const { acknowledged, seen, restarts } = await rampage(folder, rounds, () => uniformInt(draw, 20, 600));
    const found = await aftermath(folder, acknowledged, seen);
    console.log(`${rounds} kills, ${acknowledged.length} acknowledged events, restarts ready in ${spread(restarts)} ms`);
    console.log(`${found.ended} ended, ${found.lost} runs were lost and made up for; ${found.faults.length} faults`);
    for (const fault of found.faults.slice(0, 20)) console.error(`fault: ${fault}`);
    process.exitCode = found.faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} folder
 * @param {number} rounds
 * @param {() => number} afterMs
 */
async function rampage(folder, rounds, afterMs) {
  writeService(folder, { handler, service });
  /** @type {Acknowledged[]} */
  const acknowledged = [];
  /** @type {Map<string, string>} what was once told of an end */
  const seen = new Map();
  const restarts = [];
  const counts = new Map(functions.map((name) => [name, 0]));
  for (let round = 0; round < rounds; round += 1) {
    const region = await startRegion(folder);
    restarts.push(region.readyMs);
    const clients = functions.map((name) => submit(region, folder, name, counts, acknowledged));
    await pause(afterMs());
    for (const { id } of acknowledged.slice(-5)) {
      const event = await eventOf(region, id);
      if (event?.endMs !== undefined) seen.set(id, endOf(event));
    }
    region.child.kill('SIGKILL');
    await region.gone;
    await Promise.all(clients);
    if (round % 10 === 9) integrity(folder);
  }
  return { acknowledged, seen, restarts };
}

/**
 * One client of one function, one call after the other, until the region no longer answers.
 * @param {Region} region @param {string} folder @param {string} name @param {Map<string, number>} counts @param {Acknowledged[]} acknowledged
 */
async function submit(region, folder, name, counts, acknowledged) {
  for (;;) {
    const n = (counts.get(name) ?? 0) + 1;
    counts.set(name, n);
    const event = JSON.stringify({ n, log: join(folder, `${name}.log`) });
    try {
      const { Result } = await call(region, 'Invoke', { FunctionName: `crash-dev-${name}`, InvocationType: 'Event', ClientContext: event });
      acknowledged.push({ id: Result.FunctionRequestId, function: name, n });
    } catch (error) {
      // The kill reaches clients as a broken connection; whatever the region says itself would be a fault.
      if (!(error instanceof TypeError)) throw error;
      return;
    }
  }
}

/**
 * Start it for the last time, wait for the end of every event, and look.
 * @param {string} folder @param {Acknowledged[]} acknowledged @param {Map<string, string>} seen
 */
async function aftermath(folder, acknowledged, seen) {
  const region = await startRegion(folder);
  /** @type {Map<string, EventView>} */
  const ends = new Map();
  for (const { id } of acknowledged) {
    const event = await ending(region, id);
    if (event) ends.set(id, event);
  }
  const runs = runsOf(folder);
  const faults = acknowledged.flatMap(({ id, function: name, n }) => {
    const event = ends.get(id);
    if (!event) return [`${name} ${n} (${id}) was acknowledged and is not there, or does not end`];
    const ran = runs.get(id) ?? 0;
    return [
      ...(seen.has(id) && seen.get(id) !== endOf(event) ? [`${id} has two ends: ${seen.get(id)} and ${endOf(event)}`] : []),
      ...(ran > event.attempts ? [`${name} ${n} ran ${ran} times and ${event.attempts} are known`] : []),
      ...(name === 'job' && ran > 1 ? [`execution ${n} was repeated`] : []),
      ...(event.state === 'FINISHED' && ran === 0 ? [`${name} ${n} is said to have succeeded and never ran`] : []),
    ];
  });
  faults.push(...ordersOf(folder, acknowledged, ends));
  region.child.kill('SIGINT');
  await region.gone;
  integrity(folder);
  return { faults, lost: [...ends.values()].filter(isLost).length, ended: ends.size };
}

/** A kill met it while it ran. @param {EventView} event */
function isLost({ status, attempts }) {
  return status === 500 || attempts > 1;
}

/**
 * Handlers begin in the order of acceptance; those apart that a kill met, which may have begun for the first time after it.
 * @param {string} folder @param {readonly Acknowledged[]} acknowledged @param {ReadonlyMap<string, EventView>} ends
 */
function ordersOf(folder, acknowledged, ends) {
  const places = new Map(acknowledged.map(({ id, n }) => [id, n]));
  return functions.flatMap((name) => {
    let last = 0;
    return linesOf(folder, name).flatMap((line) => {
      const [id = ''] = line.split(' ');
      const n = places.get(id);
      const event = ends.get(id);
      if (n === undefined || !event || isLost(event)) return [];
      const before = last;
      last = Math.max(last, n);
      return n < before ? [`${name} ${n} began after ${before}`] : [];
    });
  });
}

/** How often each event ran, by RequestId. @param {string} folder */
function runsOf(folder) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const line of functions.flatMap((name) => linesOf(folder, name))) {
    const [id = ''] = line.split(' ');
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** @param {string} folder @param {string} name */
function linesOf(folder, name) {
  return readFileSync(join(folder, `${name}.log`), 'utf8')
    .split('\n')
    .filter(Boolean);
}

/** Once it has ended. @param {Region} region @param {string} id @returns {Promise<EventView | undefined>} */
async function ending(region, id) {
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    const event = await eventOf(region, id);
    if (!event) return undefined;
    if (typeof event.endMs === 'number') return event;
    await pause(50);
  }
  return undefined;
}

/** @param {EventView} event */
function endOf({ state, status, endMs }) {
  return `${state} ${status} at ${endMs}`;
}

/** In a process of its own, so that nothing holds the file afterwards. @param {string} folder */
function integrity(folder) {
  const file = join(folder, '.serverless-scf', 'region.db');
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', integrityCheck, file], { cwd: root, encoding: 'utf8' });
  if (stdout !== 'ok') throw new Error(`integrity_check: ${stdout}${stderr}`);
}

/** @param {number[]} values */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return `${sorted[0]}–${sorted.at(-1)} (median ${sorted[sorted.length >> 1]})`;
}
