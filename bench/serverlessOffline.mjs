/** serverless-offline in its default mode, with the handler that ours has, behind a route of its own. */
import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** @typedef {{ origin: string, pid: number, stop: () => Promise<void> }} Server */

const handler = `exports.main = async ({ rawPath }) => ({ hello: rawPath });\n`;

const service = `
service: bench
frameworkVersion: '3'
plugins: [serverless-offline]
provider: { name: aws, runtime: nodejs18.x }
functions:
  hello: { handler: index.main, timeout: 10, events: [{ httpApi: { method: GET, path: /hello } }] }
`;

const env = { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off', SLS_INTERACTIVE_SETUP_ENABLE: '0' };

const startMaxMs = 120_000;

/**
 * @param {string} installed  folder with serverless 3 and serverless-offline 13 in its node_modules
 * @param {string} folder
 * @returns {Promise<Server>}
 */
export async function serverlessOffline(installed, folder) {
  const dir = join(folder, 'serverless-offline');
  const modules = resolve(installed, 'node_modules');
  mkdirSync(dir);
  symlinkSync(modules, join(dir, 'node_modules'), 'junction');
  writeFileSync(join(dir, 'index.js'), handler);
  writeFileSync(join(dir, 'serverless.yml'), service);
  const ports = await Promise.all(
    ['--httpPort', '--lambdaPort', '--albPort', '--websocketPort'].map(async (name) => [name, String(await freePort())]),
  );
  const script = join(modules, 'serverless', 'bin', 'serverless.js');
  const child = spawn(process.execPath, [script, 'offline', 'start', '--noPrependStageInUrl', ...ports.flat()], { cwd: dir, stdio: 'ignore', env });
  const gone = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGINT');
    await gone;
  };
  const origin = `http://127.0.0.1:${ports[0]?.[1]}`;
  for (const until = performance.now() + startMaxMs; !(await answers(`${origin}/hello`));) {
    if (child.exitCode !== null) throw new Error(`serverless-offline ended with ${child.exitCode}`);
    if (performance.now() > until) {
      await stop();
      throw new Error('serverless-offline does not start');
    }
    await pause(50);
  }
  return { origin, pid: child.pid ?? 0, stop };
}

/** @param {string} url */
async function answers(url) {
  const response = await fetch(url).catch(() => undefined);
  return (await response?.text()) === '{"hello":"/hello"}';
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
