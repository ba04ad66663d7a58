import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

/** Services in folders of their own, and real commands run in them. */

const root = dirname(dirname(__dirname));
const require_ = createRequire(__filename);

/** The frameworks that the package supports; `SCF_TEST_HOST` picks one. @source F4 */
export const hosts = [
  { host: 'serverless 3.40.0', package: 'serverless' },
  { host: 'osls 3.77.1', package: 'osls3' },
  { host: 'osls 4.3.1', package: 'osls' },
].filter(({ host }) => [undefined, '', host.replace(' ', '@')].includes(process.env['SCF_TEST_HOST']));

export const bin = join(root, 'dist', 'bin.cjs');

/** The command line of a framework, by path: nothing else decides which one runs. @source F10 */
export function slsOf(packageName: string): string {
  return join(dirname(require_.resolve(`${packageName}/package.json`)), 'bin', 'serverless.js');
}

/** A copy of a fixture with the built package in its node_modules, as after `npm install`: what is not published is not there. @source F61 */
export function serviceIn(fixture: string, files: Readonly<Record<string, string>> = {}): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-e2e-')));
  cpSync(join(root, 'fixtures', fixture), dir, { recursive: true });
  for (const part of ['package.json', 'dist', 'schema']) {
    cpSync(join(root, part), join(dir, 'node_modules', 'serverless-scf', part), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  return dir;
}

export function removeService(dir: string): void {
  rmSync(dir, { recursive: true, force: true });
}

export interface Spawned {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a command line is run with; nothing of the developer's own environment reaches it. @source F7, F60 */
export interface Spawning {
  readonly cwd: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const schemaCache = mkdtempSync(join(tmpdir(), 'scf-cache-'));
afterAll(() => rmSync(schemaCache, { recursive: true, force: true }));

/** Run a script with Node to its end. */
export async function spawned(script: string, args: readonly string[], spawning: Spawning): Promise<Spawned> {
  const running = launch(script, args, spawning);
  if (spawning.stdin !== undefined) running.child.stdin?.end(spawning.stdin);
  return running.ended;
}

/** Start a script with Node, for tests that meddle with it while it runs. */
export function launch(
  script: string,
  args: readonly string[],
  { cwd, stdin, env }: Spawning,
): { child: ChildProcess; ended: Promise<Spawned>; saw: (text: string) => Promise<void> } {
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: schemaCache,
      SLS_TELEMETRY_DISABLED: '1',
      SLS_NOTIFICATIONS_MODE: 'off',
      SLS_SCHEMA_CACHE_BASE_DIR: schemaCache,
      SCF_LANG: 'en',
      ...env,
    },
  });
  const printed = { out: '', err: '' };
  const watching = new Set<() => void>();
  const collect = (from: 'out' | 'err', stream: Readable | null): void => {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      printed[from] += text;
      for (const look of watching) look();
    });
  };
  collect('out', child.stdout);
  collect('err', child.stderr);
  return {
    child,
    ended: new Promise((resolve) => child.once('close', (exitCode) => resolve({ exitCode, ...printed }))),
    saw: (text) =>
      new Promise((resolve) => {
        const look = (): void => {
          if ((printed.out + printed.err).includes(text)) resolve();
        };
        watching.add(look);
        look();
      }),
  };
}

/** Processes that work in a folder: after a command there must be none. Linux only. */
export function processesIn(dir: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === dir;
    } catch {
      return false; // It has ended meanwhile, or is not ours to look at.
    }
  });
}

/** Wait until no process works in a folder; the test's own time limit ends a wait in vain. */
export async function untilNoneIn(dir: string): Promise<void> {
  while (processesIn(dir).length > 0) await new Promise((resolve) => setImmediate(resolve));
}
