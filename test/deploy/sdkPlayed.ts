import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { deploy } from '../../src/commands/deploy/deploy';
import { deployedOf } from '../../src/commands/deploy/deployed';
import { importService } from '../../src/commands/deploy/import';
import { remove } from '../../src/commands/deploy/remove';
import { rollback } from '../../src/commands/deploy/rollback';
import { remoteEvents } from '../../src/commands/remote/events';
import { info } from '../../src/commands/remote/info';
import { invokeRemote } from '../../src/commands/remote/invoke';
import { logs } from '../../src/commands/remote/logs';
import type { CloudAccess } from '../../src/commands/remote/access';
import { keys } from '../cloud/home';
import { openGround } from '../commands/deploy/deploying';
import { recorded } from '../commands/output';
import { openCloudHome, running } from '../commands/remote/cloudHome';
import { prints, succeeds } from '../region/modelledRuntime';
import { functionPlan } from '../scf/plans';
import { openRecorder, regionAt, type Recorded, type Recorder } from './sdkRecorder';
import { first, second, third } from './sdkService';

/** What the commands sent, by what they were for. */
export interface Played {
  readonly first: readonly Recorded[];
  readonly second: readonly Recorded[];
  readonly third: readonly Recorded[];
  readonly all: readonly Recorded[];
  /** The archive that was sent, in Base64. */
  readonly zip: string;
}

export const files = { 'index.js': 'exports.main = exports.other = async () => 1;\n', scf_bootstrap: '#!/bin/sh\n' };

/** What runs each of the functions: a start file has to be one that may be executed. */
const archive = zipSync({
  'index.js': [strToU8(files['index.js']), { os: 3, attrs: 0o644 << 16 }],
  scf_bootstrap: [strToU8(files.scf_bootstrap), { os: 3, attrs: 0o755 << 16 }],
});

const env = { TENCENTCLOUD_SECRET_ID: keys.secretId, TENCENTCLOUD_SECRET_KEY: keys.secretKey, TENCENTCLOUD_SESSION_TOKEN: keys.token };
const terminal = { env, ask: undefined, onInterrupt: () => () => undefined, endNow: () => undefined };

/** Each operation that talks to the cloud, done for real through a recorder. */
export async function played(): Promise<Played> {
  const recorders: Recorder[] = [];
  try {
    const deployed = await deploying(recorders);
    const looked = await looking(recorders);
    return { ...deployed, all: [...deployed.all, ...looked] };
  } finally {
    await Promise.all(recorders.map((recorder) => recorder.close()));
  }
}

async function recorderBefore(origin: string, recorders: Recorder[]): Promise<Recorder> {
  const recorder = await openRecorder(regionAt(origin));
  recorders.push(recorder);
  return recorder;
}

async function deploying(recorders: Recorder[]): Promise<Played> {
  const ground = await openGround();
  const recorder = await recorderBefore(ground.origin, recorders);
  const access: CloudAccess = { ...ground.access, env, endpoint: recorder.origin };
  let seen = 0;
  const since = (): readonly Recorded[] => recorder.requests.slice(seen, (seen = recorder.requests.length));
  const deployed = async (yml: string): Promise<readonly Recorded[]> => {
    ground.write(yml);
    writeFileSync(join(ground.dir, '.serverless', 'media.zip'), archive);
    await done((output) => ground.service().then((service) => deploy({}, service, access, output, terminal)));
    return since();
  };
  const steps = { first: await deployed(first), second: await deployed(second) };
  const service = deployedOf((await ground.service()).plan, ground.dir, 'sls');
  await done((output) => rollback({ function: 'fixed', 'function-version': '1' }, service, access, output, terminal));
  await done((output) => importService({ output: '-' }, ground.dir, access, output, terminal));
  since();
  const last = await deployed(third);
  await done((output) => remove({ yes: true }, service, access, output, terminal));
  return { ...steps, third: last, all: recorder.requests, zip: zipIn(steps.first) };
}

/** Every command that looks at functions, and invokes them. */
async function looking(recorders: Recorder[]): Promise<readonly Recorded[]> {
  const asyncRun = { asyncRun: true, traceEnable: true, timeoutMs: 86_400_000 };
  const behaviours = {
    job: { run: () => [...prints(1_000, 'begun'), ...succeeds(9_000, '{"rows":7}')] },
    long: { run: () => succeeds(900_000) },
    echo: { run: (event: string) => [...prints(10, 'echoing'), ...succeeds(100, event)] },
  };
  const home = await openCloudHome({ functions: [functionPlan('echo'), functionPlan('job', asyncRun), functionPlan('long', asyncRun)], behaviours });
  const { region, service } = home;
  const recorder = await recorderBefore(home.origin, recorders);
  const access = { ...home.access, endpoint: recorder.origin };
  const stdin = { isTTY: true, read: () => Promise.resolve('') };
  const invoked = (raw: Parameters<typeof invokeRemote>[0]) =>
    running((output, machine) => invokeRemote(raw, service, access, output, { ...machine, stdin, dir: '/nowhere' }));
  const about = (action: Parameters<typeof remoteEvents>[0], raw: Parameters<typeof remoteEvents>[1]) =>
    running((output, machine) => remoteEvents(action, raw, service, access, output, machine));
  const ends = [
    await invoked({ function: 'echo', data: '{"a":1}', log: true }),
    await invoked({ function: 'echo', data: '{"a":1}', type: 'Event' }),
    await invoked({ function: 'job', data: '{}' }),
  ];
  const plain = region.invoke('echo').requestId;
  const runs = region.invoke('long').requestId;
  region.pass(5_000);
  ends.push(
    await about('list', { state: ['RUNNING', 'FAILED'], json: true }),
    await about('stats', {}),
    await about('get', { id: [plain] }),
    await about('get', { id: [runs] }),
    await about('logs', { id: [runs] }),
    await about('terminate', { id: [runs] }),
    await running((output, machine) => info({}, service, access, output, machine)),
    await running((output, machine) => logs({ function: 'echo' }, service, access, output, machine)),
  );
  expect(ends.map(({ code, err }) => (code === 0 ? '' : err))).toEqual(ends.map(() => ''));
  return recorder.requests;
}

async function done(command: (output: ReturnType<typeof recorded>) => Promise<number>): Promise<void> {
  const output = recorded();
  const code = await command(output);
  if (code !== 0) throw new Error([...output.outs, ...output.errs].join('\n'));
}

function zipIn(requests: readonly Recorded[]): string {
  const codes = requests.map(({ params }) => params['Code'] as { readonly ZipFile?: string } | undefined);
  return codes.find((code) => code?.ZipFile !== undefined)?.ZipFile ?? '';
}
