/** A local region as users start it, for scripts that are hard on it. `npm run build` comes before. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const bin = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'bin.cjs');

/**
 * @typedef {{ child: import('node:child_process').ChildProcess, gone: Promise<void>, origin: string, readyMs: number }} Region
 * @typedef {{ requestId: string, state: string, status: number, attempts: number, endMs?: number }} EventView
 */

/**
 * The folder of a service.
 * @param {string} folder @param {{ handler: string, service: string }} files
 */
export function writeService(folder, { handler, service }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), handler);
  writeFileSync(join(folder, 'serverless.yml'), service);
}

/**
 * Runs `scf offline` in a folder; resolves when it listens.
 * @param {string} folder @param {readonly string[]} [options] @returns {Promise<Region>}
 */
export async function startRegion(folder, options = []) {
  const began = performance.now();
  const args = [bin, 'offline', '--port', '0', '--no-watch', ...options];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    said = (said + text).slice(-10_000);
  });
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => {
    child.once('exit', () => resolve());
  });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the region ended with ${child.exitCode}:\n${said}`);
    const address = addressIn(folder);
    if (address?.pid === child.pid && address?.origin) return { child, gone, origin: address.origin, readyMs: Math.round(performance.now() - began) };
    await pause(5);
  }
}

/** @param {string} folder */
function addressIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, '.serverless-scf', 'offline.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** One action of the API. @param {Region} region @param {string} action @param {object} body @returns {Promise<any>} */
export async function call({ origin }, action, body) {
  const headers = { 'content-type': 'application/json', 'x-tc-action': action, 'x-tc-version': '2018-04-16', 'x-tc-region': 'ap-guangzhou' };
  const response = await fetch(origin, { method: 'POST', headers, body: JSON.stringify(body) });
  const { Response } = /** @type {any} */ (await response.json());
  if (Response.Error) throw new Error(`${action}: ${Response.Error.Code}: ${Response.Error.Message}`);
  return Response;
}

/** @param {Region} region @param {string} id @returns {Promise<EventView | undefined>} */
export async function eventOf({ origin }, id) {
  const response = await fetch(`${origin}/events/${id}`);
  return response.status === 200 ? /** @type {Promise<EventView>} */ (response.json()) : undefined;
}
