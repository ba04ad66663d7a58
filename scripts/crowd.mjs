/**
 * Crowds before a local region: very many clients that watch one log and stay, that never ask for anything, that watch a log
 * which is over. Each is answered or told why not, calls are answered meanwhile, nothing is left of them when they have gone, and
 * the region ends with all of them there: `npm run crowd -- [--clients N] [--rounds N]`
 *
 * A region is what `serverless-scf offline` runs; `npm run build` comes before. Linux only: it reads /proc. Each client needs a
 * descriptor here, and those that are let in one there: see `ulimit -n`.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { call, eventOf, startRegion, writeService } from './offlineRegion.mjs';

const handler = `
exports.quick = async (event) => event.n;
exports.job = async () => {
  const talking = setInterval(() => console.log('still here'), 500);
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  clearInterval(talking);
};
`;

const service = `
service: crowd
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
  quick: { handler: index.quick, memorySize: 128, reservedConcurrency: 256 }
  job: { handler: index.job, memorySize: 128, reservedConcurrency: 256, timeout: 3600, asyncRunEnable: true, traceEnable: true }
`;

/** Clients that arrive at a time. */
const arrivalsAtOnce = 250;
/** For what needs long on a slow machine, ms: a crowd's answers, its leaving, the end of the region. */
const answersMaxMs = 120_000;
const leavingMaxMs = 30_000;
const endMaxMs = 20_000;
const patienceMs = 500;
/** Who has not asked waits for no answer; so long is looked for one, ms. */
const silenceMs = 5_000;
/**
 * What may be held beyond the first figure when all have gone, MB: code that nothing had asked for before, and what stays with C's allocator.
 * V8 gives its part back; without that ten thousand clients leave half as much again.
 */
const keptMaxMB = 100;
/** A region gives memory back once it sees that a crowd is over; so long it may take, ms. */
const calmMaxMs = 15_000;

/** @typedef {import('./offlineRegion.mjs').Region} Region */
/** @typedef {{ close: () => void, told: Promise<unknown>, outcome: () => string }} Client */

const faults = /** @type {string[]} */ ([]);
await main();

async function main() {
  const { values } = parseArgs({ options: { clients: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '2' } } });
  const [count, rounds] = [Number(values.clients), Number(values.rounds)];
  const folder = mkdtempSync(join(tmpdir(), 'crowd-'));
  try {
    writeService(folder, { handler, service });
    const region = await startRegion(folder);
    const job = await beginJob(region);
    await quick(region);
    const firstMB = residentMB(region);
    console.log(`${firstMB} MB and ${filesOf(region)} files at first`);
    for (let round = 0; round < rounds; round += 1) {
      await crowd(region, count, 'watch a log that goes on', `/events/${job}/log`);
      await crowd(region, count, 'never ask');
      const over = await beginJob(region);
      await endJob(region, over);
      await crowd(region, count, 'watch a log that is over', `/events/${over}/log`);
      const isBack = await until(() => residentMB(region) <= firstMB + keptMaxMB, calmMaxMs);
      console.log(`${residentMB(region)} MB a while after all have gone`);
      if (!isBack) faults.push(`${residentMB(region)} MB are held when all have gone, ${firstMB} before they came`);
    }
    await leave(region, count, `/events/${job}/log`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  for (const fault of faults) console.error(`fault: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** A run that goes on until it is ended. @param {Region} region @returns {Promise<string>} its RequestId */
async function beginJob(region) {
  const { Result } = await call(region, 'Invoke', { FunctionName: 'crowd-dev-job', InvocationType: 'Event' });
  while ((await eventOf(region, Result.FunctionRequestId))?.state !== 'RUNNING') await pause(20);
  return Result.FunctionRequestId;
}

/** @param {Region} region @param {string} id */
async function endJob(region, id) {
  await call(region, 'TerminateAsyncEvent', { FunctionName: 'crowd-dev-job', InvokeRequestId: id, GraceShutdown: true });
  while ((await eventOf(region, id))?.endMs === undefined) await pause(20);
}

/** A crowd comes, stays and goes. @param {Region} region @param {number} count @param {string} what @param {string} [path]  what they ask for */
async function crowd(region, count, what, path) {
  const filesBefore = filesOf(region);
  const begin = performance.now();
  const calls = callsOf(region);
  const clients = await arrived(region, count, path);
  const ms = Math.round(performance.now() - begin);
  const [during, files, outcomes] = [residentMB(region), filesOf(region), tally(clients.map((client) => client.outcome()))];
  for (const client of clients) client.close();
  const gone = await until(() => filesOf(region) <= filesBefore + 10, leavingMaxMs);
  const { took, failed } = await calls.stop();
  console.log(`${count} that ${what}: ${outcomes} in ${ms} ms; ${files} files; ${during} MB, ${residentMB(region)} when they had gone`);
  console.log(
    `  ${took.length} calls meanwhile, half of them within ${took[took.length >> 1]?.toFixed(0)} ms, the longest ${took.at(-1)?.toFixed(0)} ms`,
  );
  if (!gone) faults.push(`${filesOf(region)} files are open when those that ${what} have gone, ${filesBefore} before`);
  if (took.length === 0 || failed.length > took.length / 10) faults.push(`${failed.length} calls failed beside ${took.length}: ${tally(failed)}`);
  if (path !== undefined && outcomes.includes('no answer')) faults.push(`of those that ${what} some had no answer`);
}

/** With clients at its door it is told to end. @param {Region} region @param {number} count @param {string} path */
async function leave(region, count, path) {
  const clients = await arrived(region, count, path);
  const begin = performance.now();
  region.child.kill('SIGINT');
  // What runs is waited for, until somebody loses patience; two signals at once would be one.
  await pause(patienceMs);
  region.child.kill('SIGINT');
  await Promise.race([region.gone, pause(endMaxMs, undefined, { ref: false })]);
  console.log(`the region ended with ${region.child.exitCode} in ${Math.round(performance.now() - begin)} ms, with all of them there`);
  if (region.child.exitCode === null) {
    faults.push('the region does not end');
    region.child.kill('SIGKILL');
  }
  for (const client of clients) client.close();
}

/** All have come, and those that ask have been told something. @param {Region} region @param {number} count @param {string | undefined} path */
async function arrived(region, count, path) {
  const clients = [];
  while (clients.length < count) {
    clients.push(clientOf(region, path));
    if (clients.length % arrivalsAtOnce === 0) await pause(1);
  }
  const told = Promise.all(clients.map((client) => client.told));
  await Promise.race([told, pause(path === undefined ? silenceMs : answersMaxMs, undefined, { ref: false })]);
  return clients;
}

/** @param {Region} region @param {string | undefined} path @returns {Client} */
function clientOf({ origin }, path) {
  const { hostname, port, host } = new URL(origin);
  let status = 'no answer';
  let open = true;
  const socket = connect(Number(port), hostname);
  const told = new Promise((resolve) => {
    socket.once('data', (head) => {
      status = /^HTTP\/1\.1 (\d+)/.exec(String(head))?.[1] ?? 'garbage';
      resolve(status);
    });
    socket.once('close', () => {
      open = false;
      resolve(open);
    });
  });
  // How it ended is told by what came before.
  socket.on('error', () => undefined).resume();
  if (path !== undefined) socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  return { told, close: () => socket.destroy(), outcome: () => `${status}${open ? '' : ', closed'}` };
}

/** One call after the other, each on a connection of its own. @param {Region} region */
function callsOf(region) {
  const stopped = new AbortController();
  const took = /** @type {number[]} */ ([]);
  const failed = /** @type {string[]} */ ([]);
  const call = async () => {
    const begin = performance.now();
    try {
      await quick(region);
      took.push(performance.now() - begin);
    } catch (error) {
      failed.push(String(error));
    }
  };
  const going = (async () => {
    while (!stopped.signal.aborted) {
      await call();
      await pause(50);
    }
  })();
  const stop = async () => {
    stopped.abort();
    await going;
    return { took: took.sort((a, b) => a - b), failed };
  };
  return { stop };
}

/** @param {Region} region */
async function quick({ origin }) {
  const headers = { 'content-type': 'application/json', 'x-tc-action': 'InvokeFunction', 'x-tc-version': '2018-04-16' };
  const asking = request(origin, { method: 'POST', agent: false, headers });
  asking.end(JSON.stringify({ FunctionName: 'crowd-dev-quick', Event: '{"n":1}' }));
  const [answer] = /** @type {[import('node:http').IncomingMessage]} */ (await once(asking, 'response'));
  const said = await text(answer);
  if (!said.includes('"RetMsg":"1"')) throw new Error(said);
}

/** @param {() => boolean} done @param {number} maxMs */
async function until(done, maxMs) {
  const end = performance.now() + maxMs;
  while (performance.now() < end) {
    if (done()) return true;
    await pause(20);
  }
  return false;
}

/** How many there are of each. @param {readonly string[]} texts */
function tally(texts) {
  return [...new Set(texts)].map((each) => `${texts.filter((other) => other === each).length} × ${each}`).join('; ');
}

/** @param {Region} region */
function residentMB({ child }) {
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024);
}

/** @param {Region} region */
function filesOf({ child }) {
  return readdirSync(`/proc/${child.pid}/fd`).length;
}
