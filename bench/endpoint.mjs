/**
 * Warm synchronous invocations through the endpoint of `scf offline`, against a bare `node:http` server that reads the same
 * requests and runs nothing, and against serverless-offline where there is one. `wrk` makes the load: it takes less of the
 * machine than any of them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { interleave, median, ratioOf } from './measure.mjs';
import { serverlessOffline } from './serverlessOffline.mjs';

/** @typedef {import('./serverlessOffline.mjs').Server} Server */

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const connectionCounts = [1, 10, 50];

/** How long answers are looked at before a load is measured, and instances start, seconds. */
const checkedSec = 2;

/** At least so many times as many as serverless-offline. */
const wanted = /** @type {Record<number, number>} */ ({ 1: 15, 10: 15, 50: 8 });

const handler = `exports.main = async () => ({ hello: '/hello' });\n`;

/**
 * An instance for each connection: a refusal costs less than a run.
 * @param {'process' | 'thread'} isolation
 */
const service = (isolation) => `
service: bench
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
  hello: { handler: index.main, memorySize: 128, reservedConcurrency: ${128 * Math.max(...connectionCounts)}, timeout: 10 }
custom: { scf: { engine: { isolation: ${isolation} } } }
`;

const request = JSON.stringify({ FunctionName: 'bench-dev-hello', Event: '{"path":"/hello"}' });

const script = `
wrk.method = "POST"
wrk.body = [[${request}]]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-TC-Action"] = "InvokeFunction"
wrk.headers["X-TC-Version"] = "2018-04-16"
wrk.headers["X-TC-Region"] = "ap-guangzhou"
`;

/**
 * A refusal comes with status 200, and fast: answers without what the handler returns are counted, and told after a run. Looking at each
 * answer slows wrk down, and so the fastest server most: each load is looked at for a moment first, and measured without.
 */
const counting = `
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init() failed = 0 end
function response(status, headers, body)
  if status ~= 200 or not body:find("/hello", 1, true) then failed = failed + 1; last = body end
end
function done()
  for _, thread in ipairs(threads) do
    if thread:get("failed") > 0 then print("Failed answers: " .. thread:get("failed") .. ", such as " .. thread:get("last")) end
  end
end
`;

const bare = `
const answer = JSON.stringify({ hello: '/hello' });
const server = require('node:http').createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length });
    response.end(answer);
  });
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port));
`;

/** @param {number} rounds @param {{ seconds?: number, other?: string }} [options]  `other` has serverless-offline */
export async function endpoint(rounds, { seconds = 3, other } = {}) {
  if (spawnSync('wrk', ['-v']).error) {
    console.log('endpoint: not measured, for there is no wrk here');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-endpoint-'));
  const load = scriptIn(folder, 'load', script);
  const servers = /** @type {Server[]} */ ([]);
  try {
    const plain = await bareServer();
    servers.push(plain);
    const [ofProcesses, ofThreads] = [await offline(folder, 'process'), await offline(folder, 'thread')];
    servers.push(ofProcesses, ofThreads);
    const theirs = other === undefined ? undefined : await serverlessOffline(other, folder);
    if (theirs) servers.push(theirs);
    const [checked, visited] = [scriptIn(folder, 'checked', script + counting), scriptIn(folder, 'visited', counting)];
    for (const connections of connectionCounts) {
      /** @param {Server} server */
      const rate = (server) => () => perSecond(`${server.origin}/`, load, connections, seconds);
      for (const server of [ofProcesses, ofThreads]) perSecond(`${server.origin}/`, checked, connections, checkedSec);
      const ours = { http: rate(plain), process: rate(ofProcesses), thread: rate(ofThreads) };
      if (!theirs) {
        tell(connections, await interleave(ours, rounds));
        continue;
      }
      const visit = `${theirs.origin}/hello`;
      perSecond(visit, visited, connections, checkedSec);
      tell(connections, await interleave({ ...ours, theirs: () => perSecond(visit, undefined, connections, seconds) }, rounds));
    }
    await memory(ofProcesses, load);
  } finally {
    for (const { stop } of servers) await stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {number} connections @param {{ http: number[], process: number[], thread: number[], theirs?: number[] }} rates */
function tell(connections, { http, process: processes, thread, theirs }) {
  const line = (/** @type {string} */ name, /** @type {number[]} */ rates) => `${name} ${ratioOf(rates, http)}, ${median(rates).toFixed(0)}/s`;
  console.log(
    `endpoint, ${connections} connections / bare node:http (${median(http).toFixed(0)}/s): ${line('processes', processes)}; ${line('threads', thread)}`,
  );
  if (!theirs) return;
  console.log(
    `endpoint, ${connections} connections / serverless-offline (${median(theirs).toFixed(0)}/s): processes ${ratioOf(processes, theirs)}; threads ${ratioOf(thread, theirs)}   (at least ${wanted[connections]})`,
  );
}

/** @param {string} folder @param {string} name @param {string} text */
function scriptIn(folder, name, text) {
  const file = join(folder, `${name}.lua`);
  writeFileSync(file, text);
  return file;
}

/** Resident memory of the engine's own process: fresh, under load, after it. @param {Server} server @param {string} load */
async function memory(server, load) {
  const figures = [];
  for (let round = 0; round < 3; round += 1) {
    perSecond(`${server.origin}/`, load, 10, 10);
    await pause(2_000);
    figures.push(residentMB(server.pid));
  }
  console.log(`engine's memory after 10, 20 and 30 s of load, two seconds idle: ${figures.map((mb) => mb.toFixed(0)).join(', ')} MB`);
}

/** @param {number} pid */
function residentMB(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** @returns {Promise<Server>} */
async function bareServer() {
  const child = spawn(process.execPath, ['-e', bare], { stdio: ['ignore', 'pipe', 'inherit'] });
  const origin = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).trim())));
  return { origin, pid: child.pid ?? 0, stop: () => ended(child, 'SIGTERM') };
}

/** @param {string} folder @param {'process' | 'thread'} isolation @returns {Promise<Server>} */
async function offline(folder, isolation) {
  const dir = join(folder, isolation);
  mkdirSync(dir);
  writeFileSync(join(dir, 'index.js'), handler);
  writeFileSync(join(dir, 'serverless.yml'), service(isolation));
  const bin = join(root, 'dist', 'bin.cjs');
  const child = spawn(process.execPath, [bin, 'offline', '--port', '0', '--no-watch'], { cwd: dir, stdio: ['ignore', 'ignore', 'ignore'] });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`scf offline ended with ${child.exitCode}`);
    const address = addressIn(dir);
    if (address?.pid === child.pid && address?.origin) {
      await verify(address.origin);
      return { origin: address.origin, pid: child.pid ?? 0, stop: () => ended(child, 'SIGINT') };
    }
    await pause(10);
  }
}

/** Errors of the API come with status 200, and answering them is fast. @param {string} origin */
async function verify(origin) {
  const headers = { 'content-type': 'application/json', 'x-tc-action': 'InvokeFunction', 'x-tc-version': '2018-04-16' };
  const response = await fetch(origin, { method: 'POST', headers, body: request });
  const text = await response.text();
  if (!text.includes('hello') || text.includes('Error')) throw new Error(`the endpoint answers ${text}`);
}

/** @param {string} dir */
function addressIn(dir) {
  try {
    return JSON.parse(readFileSync(join(dir, '.serverless-scf', 'offline.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
async function ended(child, signal) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/**
 * Requests in a second. Throws when an answer was none: a rate of refusals means nothing.
 * @param {string} url
 * @param {string | undefined} load  script of wrk
 * @param {number} connections
 * @param {number} seconds
 */
function perSecond(url, load, connections, seconds) {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '10s', ...(load === undefined ? [] : ['-s', load]), url];
  const { stdout, status, stderr } = spawnSync('wrk', args, { encoding: 'utf8' });
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  if (status !== 0 || !Number.isFinite(rate) || /Non-2xx|Socket errors|Failed answers/.test(stdout)) throw new Error(`wrk: ${stdout}${stderr}`);
  return rate;
}
