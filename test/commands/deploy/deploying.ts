import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi, serve, type Served } from '../../../src/api';
import type { CloudTime } from '../../../src/cloud';
import { deploy, plan } from '../../../src/commands/deploy/deploy';
import type { RawDeployOptions } from '../../../src/commands/deploy/options';
import type { Deployable, DeployMachine } from '../../../src/commands/deploy/service';
import type { CloudAccess } from '../../../src/commands/remote/access';
import { checkFolder } from '../../../src/commands/serviceCheck';
import type { Lang } from '../../../src/messages';
import { cleanStages, stage, zipped, type Stage } from '../../api/control/stage';
import { namer } from '../../api/house';
import { MemoryHistory } from '../../api/memoryHistory';
import { recorded } from '../output';

/** A service in a folder of its own, and a local region behind its API that it is deployed to. */
export interface Ground {
  readonly dir: string;
  readonly region: Stage;
  readonly access: CloudAccess;
  readonly origin: string;
  /** Writes `serverless.yml`, and packages the code as the framework does. */
  write(yml: string, code?: Readonly<Record<string, string>>): void;
  /** What the service is by now. */
  service(): Promise<Deployable>;
  deploy(raw?: RawDeployOptions, more?: Partial<DeployMachine>, lang?: Lang): Promise<Ran>;
  plan(raw?: RawDeployOptions): Promise<Ran>;
  /** Actions that change something, as they came. */
  readonly changes: string[];
  /** Called before each action is done. */
  onAction: (action: string) => void;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const open: { readonly served: Served; readonly region: Stage }[] = [];
const folders: string[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(async ({ served, region }) => Promise.all([served.close(), region.region.close()])));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
afterAll(cleanStages);

export const handler = { 'index.js': 'exports.main = async () => 1;\n' };

/** An attempt of the client may take so long; nobody waits for that here. */
const deadlineMs = 30_000;

export async function openGround(): Promise<Ground> {
  const region = stage();
  const dir = mkdtempSync(join(tmpdir(), 'scf-deploy-'));
  folders.push(dir);
  const time = timeOf(region);
  const changes: string[] = [];
  const actions = Object.entries(region.plane.actions).map(([name, act]): [string, typeof act] => [
    name,
    async (params, call) => {
      ground.onAction(name);
      if (!/^(Get|List)/.test(name)) changes.push(name);
      const answer = await act(params, call);
      region.plane.settle();
      return answer;
    },
  ]);
  const api = createApi({
    region: region.region,
    history: new MemoryHistory(() => time.nowMs()),
    directory: region.plane,
    actions: Object.fromEntries(actions),
    regionNames: ['ap-guangzhou'],
    signature: 'off',
    credentials: [],
    rateLimits: false,
    unknownParameters: 'refuse',
    newRequestId: namer('request'),
    nowMs: () => time.nowMs(),
  });
  const served = await serve(api, { port: 0, patience: { closeMs: 100 } });
  open.push({ served, region });
  const access: CloudAccess = { env: {}, endpoint: served.origin, home: dir, time };
  const service = async (): Promise<Deployable> => {
    const checked = await checkFolder({ dir, env: {} }, 'en');
    if (!checked.plan) throw new Error(JSON.stringify(checked.located));
    return { plan: checked.plan, written: checked.written, configuration: { service: 'media', custom: {} }, dir, program: 'serverless-scf' };
  };
  const ran = async (act: typeof deploy, raw: RawDeployOptions = {}, more: Partial<DeployMachine> = {}, lang: Lang = 'en'): Promise<Ran> => {
    const output = recorded(lang);
    const machine: DeployMachine = { env: {}, ask: undefined, onInterrupt: () => () => undefined, endNow: () => undefined, ...more };
    const code = await act(raw, await service(), access, output, machine);
    return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
  };
  const ground: Ground = {
    dir,
    region,
    access,
    origin: served.origin,
    write: (yml, code = handler) => {
      writeFileSync(join(dir, 'serverless.yml'), yml);
      for (const [name, text] of Object.entries(code)) writeFileSync(join(dir, name), text);
      mkdirSync(join(dir, '.serverless'), { recursive: true });
      writeFileSync(join(dir, '.serverless', 'media.zip'), Buffer.from(zipped(code), 'base64'));
    },
    service,
    deploy: (raw, more, lang) => ran(deploy, raw, more, lang),
    plan: (raw) => ran(plan, raw),
    changes,
    onAction: () => undefined,
  };
  return ground;
}

/** Time that goes on when somebody sleeps, and the region's with it. */
function timeOf(region: Stage): CloudTime {
  return {
    nowMs: () => region.runtime.clock.nowMs(),
    random: () => 0,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      if (ms >= deadlineMs) return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
      region.pass(ms);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}
