/**
 * A plan of 50 functions that are as they should be: how many calls of the API it takes, how fast they follow each other, and how long it
 * takes against the same calls and nothing else. A local region stands in for the cloud; what passes to it is counted on the way.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import { interleave, median, ratioOf } from './measure.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const bin = join(here, '..', 'dist', 'bin.cjs');
const functions = 50;

/** Documented, by the second. @type {Readonly<Record<string, number>>} */
const rates = { GetFunction: 100, ListFunctions: 100 };
const rateOfOthers = 20;

/** @param {number} rounds */
export async function deploy(rounds) {
  const dir = mkdtempSync(join(tmpdir(), 'bench-deploy-'));
  const region = await localRegion(dir);
  const way = await counted(region.origin);
  const env = { ...process.env, TENCENTCLOUD_SECRET_ID: 'AKIDbench0123456789', TENCENTCLOUD_SECRET_KEY: 'of-the-bench' };
  try {
    const service = join(dir, 'service');
    writeService(service);
    const args = (/** @type {string} */ command) => [bin, command, '--endpoint', way.origin, '--yes'];
    await timeOf(args('deploy'), service, env);
    way.calls.length = 0;
    const plan = () => timeOf(args('plan').slice(0, -1), service, env);
    await plan();
    const calls = [...way.calls];
    const perFunction = calls.filter(({ of }) => of !== undefined).length / functions;
    console.log(`plan of ${functions} unchanged functions: ${calls.length} calls, ${perFunction.toFixed(2)} a function (at most 4)`);
    console.log(`most calls of one action within a second, of what is documented: ${fastest(calls)} (at most 1)`);
    const script = join(dir, 'bare.mjs');
    writeFileSync(script, bareCalls(calls, way.origin));
    const bare = () => timeOf([script], service, env);
    const measured = await interleave({ plan, bare }, Math.min(rounds, 5));
    console.log(
      `plan / the same calls alone: ${ratioOf(measured.plan, measured.bare)}   (at most 1.3; medians ${median(measured.plan).toFixed(0)} / ${median(measured.bare).toFixed(0)} ms)`,
    );
  } finally {
    way.close();
    await region.close();
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} dir */
function writeService(dir) {
  mkdirSync(join(dir, '.serverless'), { recursive: true });
  const code = 'exports.main_handler = async () => "done";\n';
  writeFileSync(join(dir, 'index.js'), code);
  writeFileSync(join(dir, '.serverless', 'many.zip'), zipSync({ 'index.js': strToU8(code) }));
  // Every fifth has provisioned instances, and so a version and an alias to look at.
  const lines = Array.from({ length: functions }, (_, index) => {
    const provisioned = index % 5 === 0 ? ', provisionedConcurrency: 128' : '';
    return `  function${index}: { handler: index.main_handler, memorySize: 128, reservedConcurrency: 256${provisioned} }\n`;
  });
  writeFileSync(
    join(dir, 'serverless.yml'),
    `service: many\nprovider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }\nfunctions:\n${lines.join('')}`,
  );
}

/** The most calls of one action in any second, as a share of its documented rate. @param {readonly Call[]} calls */
function fastest(calls) {
  const shares = [...new Set(calls.map(({ action }) => action))].map((action) => {
    const times = calls.filter((call) => call.action === action).map(({ atMs }) => atMs);
    const most = Math.max(...times.map((from) => times.filter((atMs) => atMs >= from && atMs < from + 1000).length));
    return { action, share: most / (rates[action] ?? rateOfOthers) };
  });
  const { action, share } = shares.reduce((a, b) => (b.share > a.share ? b : a));
  return `${share.toFixed(2)} (${action})`;
}

/**
 * A program that makes the same calls: of each action as fast as its rate allows, and nothing else.
 * @param {readonly Call[]} calls
 * @param {string} origin
 */
function bareCalls(calls, origin) {
  const asked = calls.map(({ action, body }) => ({ action, body }));
  return `
const calls = ${JSON.stringify(asked)};
const rates = ${JSON.stringify(rates)};
const apart = (action) => 1050 / (rates[action] ?? ${rateOfOthers});
const turns = new Map();
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
await Promise.all(calls.map(async ({ action, body }) => {
  const turn = (turns.get(action) ?? Promise.resolve(-Infinity)).then(async (last) => {
    await pause(last + apart(action) - performance.now());
    return performance.now();
  });
  turns.set(action, turn);
  await turn;
  const headers = { 'content-type': 'application/json', 'x-tc-action': action, 'x-tc-version': '2018-04-16', 'x-tc-region': 'ap-guangzhou' };
  const answer = await (await fetch('${origin}/', { method: 'POST', headers, body })).json();
  if (answer.Response.Error) throw new Error(action + ' ' + answer.Response.Error.Message);
}));
`;
}

/**
 * Wall time of one run of Node, ms; this process goes on meanwhile, for the calls pass through it.
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 */
async function timeOf(args, cwd, env) {
  const begin = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (told += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${told}`);
  return performance.now() - begin;
}

/** @typedef {{ action: string, of: string | undefined, atMs: number, body: string }} Call */

/** A way to an origin on which calls are counted. @param {string} origin */
async function counted(origin) {
  /** @type {Call[]} */
  const calls = [];
  const server = createServer((incoming, answer) => {
    /** @type {Buffer[]} */
    const parts = [];
    incoming.on('data', (part) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts).toString();
      calls.push({ action: String(incoming.headers['x-tc-action']), of: JSON.parse(body || '{}').FunctionName, atMs: performance.now(), body });
      const { host: _host, ...headers } = incoming.headers;
      const onward = httpRequest(origin, { method: incoming.method, path: incoming.url, headers }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      onward.end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { origin: `http://127.0.0.1:${address.port}`, calls, close: () => server.close() };
}

/** @param {string} dir */
async function localRegion(dir) {
  const folder = join(dir, 'cloud');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'serverless.yml'),
    'service: cloud\nprovider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }\nfunctions: {}\ncustom: { scf: { account: { quotaMB: 1280000 } } }\n',
  );
  const child = spawn(process.execPath, [bin, 'offline', '--port', '0', '--ephemeral', '--no-watch', '--json', '--rate-limits'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.resume();
  const { origin } = JSON.parse(readFileSync(join(folder, '.serverless-scf', 'offline.json'), 'utf8'));
  return {
    origin,
    close: async () => {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
    },
  };
}
