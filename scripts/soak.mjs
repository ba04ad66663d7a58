/**
 * Mixed load on a local region for a while: calls that succeed, are slow, fail, kill their process, time out; events; jobs that are
 * watched, terminated softly and hard. Looks whether anything grows or is left: `npm run soak -- [--minutes N]`
 *
 * A region is what `serverless-scf offline` runs; `npm run build` comes before. Linux only: it reads /proc.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { call, eventOf, startRegion, writeService } from './offlineRegion.mjs';

const handler = `
const { setTimeout } = require('node:timers/promises');
exports.quick = async (event) => event.n;
exports.slow = async (event) => { await setTimeout(200); console.log('slept', event.n); };
exports.fail = async () => { throw new Error('meant to'); };
exports.exit = async () => process.exit(3);
exports.late = async () => { await setTimeout(60_000); };
exports.job = async (event) => {
  const ended = new AbortController();
  process.once('SIGTERM', () => ended.abort());
  for (let n = 0; n < 50 && !ended.signal.aborted; n += 1) { console.log('line', n, 'of', event.n); await setTimeout(20); }
};
`;

const service = `
service: soak
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
  quick: { handler: index.quick, memorySize: 128, reservedConcurrency: 384 }
  slow: { handler: index.slow, memorySize: 128, reservedConcurrency: 256 }
  fail: { handler: index.fail, memorySize: 128, reservedConcurrency: 128, retryNum: 0 }
  exit: { handler: index.exit, memorySize: 128, reservedConcurrency: 128, retryNum: 0 }
  late: { handler: index.late, memorySize: 128, reservedConcurrency: 128, timeout: 1, retryNum: 0 }
  job: { handler: index.job, memorySize: 128, reservedConcurrency: 384, timeout: 60, asyncRunEnable: true, traceEnable: true }
custom: { scf: { engine: { burstPerMinute: 5000, asyncRun: { retentionSec: 60 } } } }
`;

/** Memory may grow by this much in an hour and pass for flat: the noise of a short run is more, so short runs are told and not judged. */
const flatMBPerHour = 30;
const judgedMinutes = 10;

await main();

async function main() {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' } } });
  const minutes = Number(values.minutes);
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  try {
    writeService(folder, { handler, service });
    const region = await startRegion(folder);
    const counts = { calls: 0, refused: 0, events: 0, jobs: 0, terminated: 0 };
    const until = performance.now() + minutes * 60_000;
    const samples = /** @type {Sample[]} */ ([]);
    const before = sampleOf(region, performance.now());
    await Promise.all([...clients(region, until, counts), watch(region, until, samples)]);
    await pause(5_000);
    const after = sampleOf(region, performance.now());
    region.child.kill('SIGINT');
    await region.gone;
    report({ before, after, samples, counts, minutes, left: descendantsLeft(samples) });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @typedef {{ atMs: number, residentMB: number, files: number, processes: string[] }} Sample */
/** @typedef {import('./offlineRegion.mjs').Region} Region */

/** @param {Region} region @param {number} until @param {Record<string, number>} counts */
function clients(region, until, counts) {
  const calls = ['quick', 'quick', 'slow', 'fail', 'exit', 'late'].map((name) =>
    repeat(until, async (n) => {
      const { Result } = await call(region, 'InvokeFunction', { FunctionName: `soak-dev-${name}`, Event: JSON.stringify({ n }) });
      add(counts, 'calls');
      if ([429, 432].includes(Result.InvokeResult)) {
        add(counts, 'refused');
        await pause(20);
      }
    }),
  );
  const events = ['quick', 'fail'].map((name) =>
    repeat(until, async (n) => {
      const ClientContext = JSON.stringify({ n });
      await call(region, 'Invoke', { FunctionName: `soak-dev-${name}`, InvocationType: 'Event', ClientContext });
      add(counts, 'events');
      await pause(50);
    }),
  );
  return [...calls, ...events, repeat(until, (n) => job(region, n, counts))];
}

/** A job is started, watched, and every other one ended before its time. @param {Region} region @param {number} n @param {Record<string, number>} counts */
async function job(region, n, counts) {
  const ClientContext = JSON.stringify({ n });
  const { Result } = await call(region, 'Invoke', { FunctionName: 'soak-dev-job', InvocationType: 'Event', ClientContext });
  const id = Result.FunctionRequestId;
  add(counts, 'jobs');
  const log = fetch(`${region.origin}/events/${id}/log`).then((response) => response.text());
  if (n % 2 === 0) {
    await pause(300);
    const running = await eventOf(region, id);
    if (running?.state === 'RUNNING') {
      await call(region, 'TerminateAsyncEvent', { FunctionName: 'soak-dev-job', InvokeRequestId: id, GraceShutdown: n % 4 === 0 }).catch(tooLate);
      add(counts, 'terminated');
    }
  }
  await log;
}

/** It ended while it was to be terminated. @param {unknown} error */
function tooLate(error) {
  if (!String(error).includes('FailedOperation.AsyncEventStatus')) throw error;
}

/** @param {number} until @param {(n: number) => Promise<void>} act */
async function repeat(until, act) {
  for (let n = 0; performance.now() < until; n += 1) await act(n);
}

/** @param {Record<string, number>} counts @param {string} name */
function add(counts, name) {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** @param {Region} region @param {number} until @param {Sample[]} samples */
async function watch(region, until, samples) {
  while (performance.now() < until) {
    samples.push(sampleOf(region, performance.now()));
    await pause(1_000);
  }
}

/** @param {Region} region @param {number} atMs @returns {Sample} */
function sampleOf({ child }, atMs) {
  const pid = child.pid ?? 0;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentMB = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
  return { atMs, residentMB, files: readdirSync(`/proc/${pid}/fd`).length, processes: descendants(pid).flatMap((each) => nameOf(each) ?? []) };
}

/** @param {number} pid @returns {number[]} */
function descendants(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(Number(name)));
  }
  const found = [pid];
  for (const each of found) for (const [child, parent] of parents) if (parent === each) found.push(child);
  return found.slice(1);
}

/** @param {number} pid */
function parentOf(pid) {
  const parent = statOf(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** A process by its number and the moment of its start: numbers come round again; undefined when it has gone. @param {number} pid */
function nameOf(pid) {
  const start = statOf(pid)?.[19];
  return start === undefined ? undefined : `${pid}@${start}`;
}

/** What the system tells of a process, from its state on; undefined when it has gone. @param {number} pid @source proc(5) */
function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** Processes that the region had started and that are still there. @param {readonly Sample[]} samples */
function descendantsLeft(samples) {
  const all = new Set(samples.flatMap(({ processes }) => processes));
  return [...all].filter((name) => nameOf(parseInt(name, 10)) === name);
}

/** MB in an hour, by least squares over the second half: the first half fills caches. @param {readonly Sample[]} samples */
function slopeOf(samples) {
  const half = samples.slice(samples.length >> 1);
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const at = mean(half.map(({ atMs }) => atMs));
  const mb = mean(half.map(({ residentMB }) => residentMB));
  const over = half.reduce((sum, { atMs, residentMB }) => sum + (atMs - at) * (residentMB - mb), 0);
  const under = half.reduce((sum, { atMs }) => sum + (atMs - at) ** 2, 0);
  return (over / under) * 3_600_000;
}

/** @param {{ before: Sample, after: Sample, samples: Sample[], counts: Record<string, number>, minutes: number, left: string[] }} found */
function report({ before, after, samples, counts, minutes, left }) {
  const slope = slopeOf(samples);
  const figures = samples.map(({ residentMB }) => residentMB);
  console.log(
    Object.entries(counts)
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
  );
  console.log(
    `memory ${before.residentMB.toFixed(0)} MB at first, at most ${Math.max(...figures).toFixed(0)}, ${after.residentMB.toFixed(0)} at rest; slope of the second half ${slope.toFixed(1)} MB/h`,
  );
  console.log(`open files ${before.files} at first, ${after.files} at rest; processes left behind: ${left.length}`);
  const faults = [
    ...(left.length > 0 ? [`processes left behind: ${left.join(', ')}`] : []),
    // What idle instances hold open is theirs until their keep-alive is over.
    ...(after.files > before.files + 4 * after.processes.length + 8 ? [`open files grew from ${before.files} to ${after.files}`] : []),
    ...(minutes >= judgedMinutes && slope > flatMBPerHour ? [`memory grows by ${slope.toFixed(1)} MB/h`] : []),
  ];
  for (const fault of faults) console.error(`fault: ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
