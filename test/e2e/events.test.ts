import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../../src/offline/address';
import { bin, hosts, launch, removeService, serviceIn, slsOf, spawned, untilNoneIn } from './spawning';

/** The event commands by the real command line and in the real frameworks, against a region that really runs. */

const configuration = `service: media
frameworkVersion: '>=3'
plugins: [serverless-scf]
provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }
functions:
  job: { handler: jobs.job, timeout: 7200, asyncRunEnable: true, traceEnable: true, cls: { logsetId: local, topicId: local } }
  quiet: { handler: jobs.job, timeout: 7200, asyncRunEnable: true, cls: { logsetId: local, topicId: local } }
  fail: { handler: jobs.fail, asyncRunEnable: true, traceEnable: true, cls: { logsetId: local, topicId: local } }
`;

const handlers = `'use strict';
exports.job = (event, context, callback) => {
  const work = setInterval(() => undefined, 1000);
  process.on('SIGTERM', () => { clearInterval(work); console.log('puts its things away'); callback(null, { put: 'away' }); });
  for (let n = 0; n < 50; n += 1) console.log('step ' + n);
};
exports.fail = async () => { throw new TypeError('no video'); };
`;

let dir: string;
let region: { child: ChildProcess; ended: Promise<unknown>; saw: (text: string) => Promise<void> };

beforeAll(async () => {
  dir = serviceIn('service', { 'serverless.yml': configuration, 'jobs.js': handlers });
  region = launch(bin, ['offline', '--port', '0'], { cwd: dir });
  await region.saw('is offline at');
});
afterAll(async () => {
  region.child.kill('SIGTERM');
  region.child.kill('SIGTERM');
  await region.ended;
  await untilNoneIn(dir);
  removeService(dir);
});

const events = (...args: readonly string[]) => spawned(bin, ['events', ...args], { cwd: dir });

async function jsonOf<T>(...args: readonly string[]): Promise<T> {
  const { out, err } = await events(...args, '--json');
  expect(err).not.toMatch(/^\s+at /m);
  return JSON.parse(out) as T;
}

/** Starts an event by the API, as an SDK would. @returns its RequestId */
async function started(name: string): Promise<string> {
  const { origin = '' } = JSON.parse(readFileSync(join(dir, '.serverless-scf', 'offline.json'), 'utf8')) as Address;
  const answer = await fetch(origin, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tc-action': 'Invoke', 'x-tc-version': '2018-04-16', 'x-tc-timestamp': '1' },
    body: JSON.stringify({ FunctionName: name, InvocationType: 'Event', ClientContext: '{}' }),
  });
  const { Response } = (await answer.json()) as { Response: { Result?: { FunctionRequestId: string } } };
  expect(Response.Result?.FunctionRequestId).toMatch(/^[0-9a-f-]{36}$/);
  return Response.Result?.FunctionRequestId ?? '';
}

it('watches a job from its first line, late, and until it has been ended softly', async () => {
  const id = await started('job');
  const late = launch(bin, ['events', 'logs', id, '--follow'], { cwd: dir });
  await late.saw('step 49');
  const { events: running } = await jsonOf<{ events: { requestId: string; function: string; state: string }[] }>(
    'list',
    '-f',
    'job',
    '--state',
    'RUNNING',
  );
  expect(running).toEqual([
    expect.objectContaining({ requestId: id, function: 'media-dev-job', state: 'RUNNING', version: '$LATEST', status: null }),
  ]);
  expect((await events('terminate', id, '--signal')).out).toBe(`${id}  SIGTERM sent\n`);
  const { exitCode, out, err } = (await late.ended) as { exitCode: number; out: string; err: string };
  expect(exitCode).toBe(0);
  expect(out.split('\n').filter((line) => /step \d+$/.test(line))).toHaveLength(50);
  expect(out).toContain('puts its things away');
  expect(err).toBe(`${id} has ended: FINISHED (200)\n`);
  expect(await jsonOf('get', id)).toMatchObject({ requestId: id, function: 'job', state: 'FINISHED', status: 200, result: { put: 'away' } });
  expect(await events('terminate', id)).toMatchObject({ exitCode: 1, out: `${id}  does not run: FINISHED\n` });
});

it('S83: ends events hard, one and all', async () => {
  const ids = [await started('job'), await started('job'), await started('quiet')];
  await Promise.all(
    ids.map(async (id) => {
      const watching = launch(bin, ['events', 'logs', id, '--follow'], { cwd: dir });
      await watching.saw('step 49');
      watching.child.kill('SIGINT');
      expect(await watching.ended).toMatchObject({ exitCode: 130 });
    }),
  );
  const [first = '', second = '', quiet = ''] = ids;
  expect(await events('terminate', first)).toMatchObject({ exitCode: 0, out: `${first}  terminated\n` });
  expect(await jsonOf('get', first)).toMatchObject({ state: 'ABORTED', status: 499 });
  const refused = await events('terminate', '--all');
  expect([refused.exitCode, refused.out]).toEqual([2, '']);
  expect(refused.err).toMatch(new RegExp(`1 event would be terminated:\n${second} `));
  const all = await events('terminate', '--all', '--state', 'RUNNING', '--yes');
  expect([all.exitCode, all.out]).toEqual([0, `${second}  terminated\n`]);
  expect(all.err).toContain('media-dev-quiet, whose status tracking is off (traceEnable, S81)');
  // One whose states are not tracked can be named all the same.
  expect((await events('logs', quiet)).out).toContain('step 49');
  expect(await events('terminate', quiet)).toMatchObject({ exitCode: 0 });
});

it('tells of an error, and counts', async () => {
  const id = await started('fail');
  const watched = await events('logs', id, '--follow');
  expect(watched.err).toBe(`${id} has ended: FAILED (430)\n`);
  expect(await jsonOf('get', id)).toMatchObject({
    state: 'FAILED',
    status: 430,
    result: expect.objectContaining({ errorMessage: expect.stringContaining('no video') }),
  });
  const { functions } = await jsonOf<{ functions: { function: string; states: object }[] }>('stats');
  expect(functions.find(({ function: name }) => name === 'media-dev-fail')?.states).toEqual({ RUNNING: 0, FINISHED: 0, FAILED: 1, ABORTED: 0 });
  expect((await events('stats', '--since', '1h')).out).toMatch(/│ media-dev-fail +│ 0 +│ 0 +│ 1 +│ 0 +│ 1 +│/);
});

it('leaves as soon as nobody reads any more', async () => {
  const id = await started('job');
  const watching = launch(bin, ['events', 'logs', id, '--follow'], { cwd: dir });
  watching.child.stdout?.destroy();
  const [exitCode] = (await once(watching.child, 'exit')) as [number];
  expect(exitCode).toBe(0);
  await events('terminate', id);
});

it.each(hosts)('sls scf events in $host: the same bytes', async ({ package: packageName }) => {
  const id = await started('job');
  await launch(bin, ['events', 'logs', id, '--follow'], { cwd: dir }).saw('step 49');
  const sls = (...args: readonly string[]) => spawned(slsOf(packageName), ['scf', 'events', ...args], { cwd: dir });
  expect(await sls('terminate', '--id', id, '--id', 'none')).toMatchObject({ exitCode: 1, out: `${id}  terminated\nnone  is not known\n` });
  for (const args of [
    ['list', '-f', 'job', '--state', 'ABORTED,FINISHED'],
    ['stats', '--json'],
    ['get', '--id', id],
    ['logs', '--id', id, '--follow'],
  ]) {
    const ours = await events(...args);
    const theirs = await sls(...args);
    expect([theirs.exitCode, theirs.out]).toEqual([0, ours.out]);
    expect(theirs.err).toContain(ours.err);
  }
  const wrong = await sls('logs');
  expect([wrong.exitCode, wrong.out, wrong.err]).toEqual([2, '', expect.stringContaining('Say which event')]);
});

it('says that no region runs where none does', async () => {
  const elsewhere = serviceIn('service');
  const { exitCode, out, err } = await spawned(bin, ['events', 'list'], { cwd: elsewhere });
  expect([exitCode, out, err.split('\n').length]).toEqual([1, '', 2]);
  expect(err).toContain(`Error: No offline region runs for the service in ${elsewhere}; start it with "serverless-scf offline"`);
  expect((await spawned(bin, ['events', 'list'], { cwd: elsewhere, env: { SCF_LANG: 'zh' } })).err).toContain('没有正在运行的 offline 地域');
  removeService(elsewhere);
});
