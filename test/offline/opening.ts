import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Happening } from '../../src/offline/happenings';
import { openOffline, type Offline, type OfflineParts } from '../../src/offline/offline';
import type { FunctionPlan } from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';

/** Regions on real ports and processes, each in a folder of its own. */

const opened: Offline[] = [];
const dirs: string[] = [];

afterEach(async () => {
  for (const offline of opened.splice(0)) await offline.close();
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A folder with a handler that runs until a file is there, and one that counts its calls. */
export function folder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'scf-offline-')));
  dirs.push(dir);
  writeFileSync(
    join(dir, 'index.js'),
    `let calls = 0;
     const fs = require('node:fs');
     exports.main = async () => { calls += 1; console.log('call', calls); return calls; };
     exports.waits = async ({ until }) => { while (!fs.existsSync(until)) await new Promise((resolve) => setTimeout(resolve, 10)); return 'done'; };`,
  );
  return dir;
}

/** Functions of a service in a folder. */
export function planIn(dir: string, functions: Readonly<Record<string, Partial<FunctionPlan>>>, service = 'shop') {
  const plans = Object.entries(functions).map(([key, more]) =>
    functionPlan(key, { name: `${service}-dev-${key}`, handler: 'index.main', timeoutMs: 60_000, ...more }),
  );
  return regionPlan(plans, { codeDir: dir, service });
}

/** Opens a region, and tells what happens in it. */
export async function open(dir: string, plan: OfflineParts['plan'], more: Partial<OfflineParts> = {}) {
  const happened: Happening[] = [];
  const watching = new Set<() => void>();
  const ears: OfflineParts['ears'] = {
    happened: (happening) => {
      happened.push(happening);
      for (const look of watching) look();
    },
    wrote: undefined,
    notKept: () => undefined,
    storeFault: () => undefined,
    setAside: () => undefined,
    warn: () => undefined,
  };
  const offline = await openOffline({
    dir,
    plan,
    lang: 'en',
    env: process.env,
    host: '127.0.0.1',
    port: 0,
    seed: 1,
    ephemeral: true,
    signature: 'off',
    credentials: [],
    rateLimits: false,
    version: '1.0.0',
    token: 'secret',
    ears,
    ...more,
  });
  opened.push(offline);
  /** Resolves once something has happened. */
  const saw = (is: (happening: Happening) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (happened.some(is)) resolve();
      };
      watching.add(look);
      look();
    });
  return { offline, happened, saw };
}
