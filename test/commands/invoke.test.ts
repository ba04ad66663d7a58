import { Ajv } from 'ajv';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import recordSchema from '../../schema/record.json';
import summarySchema from '../../schema/summary.json';
import { invoke } from '../../src/commands/invoke';
import type { InvokeOptions } from '../../src/commands/invokeOptions';
import type { Machine } from '../../src/commands/machine';
import { UsageError } from '../../src/commands/output';
import type { Lang } from '../../src/messages';
import type { FunctionPlan, InvocationRecord, Profile, RegionPlan } from '../../src/scf';
import type { Summary } from '../../src/trace';
import { functionPlan, regionPlan } from '../scf/plans';
import { once, recorded } from './output';

/** `src/commands/invoke` on real processes. */

let codeDir: string;

beforeAll(() => {
  codeDir = mkdtempSync(join(tmpdir(), 'scf-invoke-'));
  writeFileSync(
    join(codeDir, 'index.js'),
    `let calls = 0;
     exports.main_handler = async (event, context) => { calls += 1; console.log('call', calls); return { event, calls, name: context.custom, env: process.env.STAGE }; };
     exports.slow = (event, context, callback) => { setTimeout(() => callback(null, 'slow'), 200); };
     exports.fails = async () => { throw new TypeError('no such video'); };
     exports.early = () => { setTimeout(() => { throw new Error('late'); }, 1); return 'early'; };`,
  );
  writeFileSync(join(codeDir, 'ids.py'), 'def main_handler(event, context):\n    return {"id": 2**63 - 1, "1": 1.0}\n');
});
afterAll(() => rmSync(codeDir, { recursive: true }));

const planOf = (fn: Partial<FunctionPlan>): RegionPlan =>
  regionPlan([functionPlan('hello', { timeoutMs: 10_000, environment: { STAGE: 'dev' }, ...fn })], { codeDir });

const quiet: Machine = { env: process.env, onInterrupt: () => () => undefined };

async function run(
  fn: Partial<FunctionPlan>,
  options: Partial<InvokeOptions> = {},
  lang: Lang = 'en',
  machine = quiet,
  profile: Partial<Profile> = {},
) {
  const output = recorded(lang);
  const plan = planOf(fn);
  const exitCode = await invoke({ ...plan, profile: { ...plan.profile, ...profile } }, { ...once, ...options }, output, machine);
  return { exitCode, outs: output.outs, errs: output.errs };
}

const [conformsToRecord, conformsToSummary] = [recordSchema, summarySchema].map((schema) => new Ajv({ strict: false }).compile(schema));

/** What `--json` printed; it must conform to the published schemas. */
function parsed(outs: readonly string[]): { summary: Summary; records: InvocationRecord[] } {
  const json = JSON.parse(outs.join('')) as { summary: Summary; records: InvocationRecord[] };
  expect(Object.keys(json)).toEqual(['summary', 'records']);
  for (const record of json.records) expect([conformsToRecord?.(record), conformsToRecord?.errors]).toEqual([true, null]);
  expect([conformsToSummary?.(json.summary), conformsToSummary?.errors]).toEqual([true, null]);
  return json;
}

it('prints the result alone on standard output and the log in its order on standard error (S160)', async () => {
  const { exitCode, outs, errs } = await run({}, { environment: { STAGE: 'test' }, context: { custom: 'me' } });
  expect(exitCode).toBe(0);
  expect(JSON.parse(outs.join(''))).toEqual({ event: { a: 1 }, calls: 1, name: 'me', env: 'test' });
  const id = /START RequestId: (\S+)/.exec(errs[0] ?? '')?.[1];
  expect(errs).toEqual([
    `START RequestId: ${id}`,
    `Event RequestId: ${id}`,
    expect.stringMatching(new RegExp(`^\\S+Z\t${id}\tcall 1$`)),
    `END RequestId: ${id}`,
    expect.stringMatching(new RegExp(`^Report RequestId: ${id} Duration:\\d+ms Memory:128MB MemUsage:[\\d.]+MB$`)),
  ]);
});

it.each([{ json: false }, { json: true }])(
  'prints the figures of a result as the handler wrote them, which JavaScript may not have (S194): %j',
  async (options) => {
    const { exitCode, outs } = await run({ handler: 'ids.main_handler', runtime: 'Python3.9' }, options);
    expect(exitCode).toBe(0);
    expect(outs.join('').replaceAll(/\s/g, '')).toContain('{"id":9223372036854775807,"1":1.0}');
  },
);

it('answers a failing function with the error object and exit code 1 (S155)', async () => {
  const { exitCode, outs, errs } = await run({ handler: 'index.fails' });
  expect(exitCode).toBe(1);
  expect(JSON.parse(outs.join(''))).toMatchObject({
    errorCode: 1,
    errorMessage: 'no such video',
    statusCode: 430,
    requestId: expect.any(String) as string,
  });
  expect(errs.join('\n')).toMatch(/ERROR RequestId: \S+ Result:\{"errorCode":1/);
});

it('design §9: --json prints summary and records, and of a single call what came of it', async () => {
  expect(parsed((await run({}, { json: true })).outs).records).toMatchObject([{ row: 0, state: 'FINISHED', result: { calls: 1 } }]);
  expect(parsed((await run({ handler: 'index.fails' }, { json: true })).outs).records).toMatchObject([{ status: 430, error: { statusCode: 430 } }]);
  expect(parsed((await run({ reservedMB: 0 }, { json: true })).outs).records).toMatchObject([{ status: 432, state: 'REFUSED', attempts: [] }]);
  const two = parsed((await run({}, { json: true, count: 2 })).outs).records;
  expect([two.length, two.filter((record) => 'result' in record)]).toEqual([2, []]);
});

it('S14: of 30 at once, 10 run and 20 get 432 with the arithmetic; the second wave reuses the 10 instances', async () => {
  const many = { count: 60, concurrency: 30, json: true };
  const { summary, records } = parsed((await run({ handler: 'index.slow', reservedMB: 1280 }, many)).outs);
  expect(summary.byStatus).toEqual({ 200: 20, 432: 40 });
  expect(summary.instances).toEqual({ started: 10, peak: 10 });
  expect(summary.busyMB.peak).toBe(1280);
  const waves = [records.slice(0, 30), records.slice(30)].map((wave) => wave.flatMap(({ attempts }) => attempts));
  expect(waves.map((attempts) => attempts.map(({ cold }) => cold))).toEqual([Array(10).fill(true), Array(10).fill(false)]);
  expect(records.find(({ status }) => status === 432)?.cause).toMatchObject({
    limit: 'reserved',
    quotaMB: 1280,
    usedMB: 1280,
    neededMB: 128,
    admittedByMB: 1408,
  });
});

it('prints the same as a table, with the cause in one sentence, in both languages', async () => {
  const many = { count: 30, concurrency: 30 };
  const english = await run({ handler: 'index.slow', reservedMB: 1280 }, many);
  expect(english.exitCode).toBe(0);
  expect(english.outs.join('\n')).toContain(
    '"hello" reserves 1280 MB = 10 instances of 128 MB; 1280 MB were in use and 128 MB more were needed (S14). 1408 MB would have admitted one more.',
  );
  expect((await run({ handler: 'index.slow', reservedMB: 1280 }, many, 'zh')).outs.join('\n')).toContain(
    '原因：432：“hello”的最大独占配额（保留并发）为 1280 MB = 10 个 128 MB 的实例；已占用 1280 MB，还需要 128 MB（S14）。',
  );
});

it('S50: as events, all 30 end with 200, in order, never more than 10 at once', async () => {
  const { outs } = await run({ handler: 'index.slow', reservedMB: 1280 }, { type: 'async', count: 30, concurrency: 30, json: true });
  const { summary, records } = parsed(outs);
  expect(summary.byStatus).toEqual({ 200: 30 });
  expect(summary.busyMB.peak).toBeLessThanOrEqual(1280);
  // Instances became free for the second and third ten; who came first began no later.
  const began = records.map(({ attempts }) => attempts[0]?.startedMs ?? 0);
  expect(began.slice(10)).toEqual([...began.slice(10)].sort((a, b) => a - b));
  expect(summary.throttled.quota).toBe(20);
});

it('S52: an event is answered with its RequestId at once, and its log follows', async () => {
  const { exitCode, outs, errs } = await run({}, { type: 'async' });
  expect(exitCode).toBe(0);
  expect(outs).toEqual([/START RequestId: (\S+)/.exec(errs[0] ?? '')?.[1]]);
  expect(errs.at(-1)).toBe(`${outs[0]} FINISHED (200)`);
});

it('S71: so is any call of an async-run function', async () => {
  const { outs, errs } = await run({ asyncRun: true });
  expect(errs.at(-1)).toBe(`${outs[0]} FINISHED (200)`);
});

it('S130: a provisioned function is called warm', async () => {
  const { outs, errs } = await run({ provisionedInstances: 200 }, { json: true });
  expect(errs).toEqual(['Starting 1 provisioned instance …']);
  expect(parsed(outs).records[0]?.attempts[0]).toMatchObject({ cold: false });
});

it('S21: the editable version has no provisioned instances', async () => {
  const { outs, errs } = await run({ provisionedInstances: 2 }, { qualifier: '$LATEST', json: true });
  expect(errs).toEqual([]);
  expect(parsed(outs).records[0]).toMatchObject({ qualifier: '$LATEST', attempts: [{ cold: true }] });
});

it('S193: says so when the run ends badly after the caller had its answer', async () => {
  const { exitCode, outs, errs } = await run({ handler: 'index.early' });
  expect([exitCode, outs]).toEqual([1, ['"early"']]);
  expect(errs.at(-1)).toContain('the run itself ended with 430');
});

it('S17: an event for a function that is switched off says why it waits, and Ctrl-C ends it', async () => {
  const machine: Machine = { env: process.env, onInterrupt: (listener) => (setImmediate(listener), () => undefined) };
  const { exitCode, errs } = await run({ reservedMB: 0 }, { type: 'async' }, 'en', machine);
  expect(exitCode).toBe(130);
  expect(errs[0]).toContain('switched off by reservedConcurrency: 0');
});

describe('an event whose run fails (S54)', () => {
  const failing = { handler: 'index.fails', retryNum: 2, deadLetter: { type: 'CMQ-QUEUE', name: 'lost' } };
  const quickly = { retryMs: { run: 10, throttled: 10, system: 10 } };

  it('is followed through its retries, each announced, into the dead-letter queue', async () => {
    const { exitCode, outs, errs } = await run(failing, { type: 'async' }, 'en', quiet, quickly);
    expect([exitCode, outs]).toEqual([1, [expect.any(String)]]);
    expect(errs.filter((line) => line.startsWith('START'))).toHaveLength(3);
    expect(errs.filter((line) => line.startsWith('430'))).toEqual([
      '430: retry 1 of 2 in 0 s (S54). Ctrl-C ends the wait; --no-retry makes the first attempt the last.',
      '430: retry 2 of 2 in 0 s (S54). Ctrl-C ends the wait; --no-retry makes the first attempt the last.',
    ]);
    expect(errs.slice(-2)).toEqual([
      `${outs[0]} DEAD_LETTERED (430)`,
      'In the cloud the event now goes to the dead-letter queue lost (CMQ-QUEUE), with its error (S67).',
    ]);
  });

  it('says in how many seconds the next attempt comes, and Ctrl-C ends the wait', async () => {
    let press = (): void => undefined;
    const machine: Machine = { env: process.env, onInterrupt: (listener) => ((press = listener), () => undefined) };
    const output = recorded('zh');
    const watching = { ...output, err: (text: string) => (output.err(text), text.includes('重试') && setImmediate(press)) };
    const exitCode = await invoke(planOf(failing), { ...once, type: 'async' }, watching, machine);
    expect(exitCode).toBe(130);
    expect(output.errs).toContain('430：60 秒后进行第 1 次重试，共 2 次（S54）。按 Ctrl-C 结束等待；使用 --no-retry 则不再重试。');
    expect(output.errs.at(-1)).toBe(`${output.outs[0]} ABORTED（499）`);
  });

  it('ends with its first attempt under --no-retry', async () => {
    const { outs, errs } = await run(failing, { type: 'async', retry: false });
    expect(errs.filter((line) => line.startsWith('START'))).toHaveLength(1);
    expect(errs).toContain(`${outs[0]} DEAD_LETTERED (430)`);
  });

  it('of many: told once for each kind, with their number and states in the table', async () => {
    const { exitCode, outs, errs } = await run(failing, { type: 'async', count: 4, concurrency: 4 }, 'en', quiet, quickly);
    expect(exitCode).toBe(1);
    expect(errs.filter((line) => line.includes('retry'))).toHaveLength(2);
    expect(outs.join('\n')).toMatch(/Retries\s+│ 8 [^]*Ended as\s+│ DEAD_LETTERED 4 /);
    expect(errs.filter((line) => line.includes('no such video'))).toHaveLength(1);
  });

  it('conforms to the schemas with all its attempts', async () => {
    const { summary, records } = parsed((await run(failing, { type: 'async', json: true }, 'en', quiet, quickly)).outs);
    expect(records).toMatchObject([{ state: 'DEAD_LETTERED', attempts: [{ status: 430 }, { status: 430 }, { status: 430 }] }]);
    expect(summary).toMatchObject({ retries: 2, states: { DEAD_LETTERED: 1 } });
  });
});

it('S79: of too many calls a second the rest is refused, and the table says why', async () => {
  const { asyncRun } = planOf({}).profile;
  const fn = { asyncRun: true, retryNum: 0 };
  const limited = { asyncRun: { ...asyncRun, maxQps: 2 } };
  const many = await run(fn, { count: 3, concurrency: 3 }, 'en', quiet, limited);
  expect(many.outs.join('\n')).toContain('such functions take at most 2 calls per second (S79)');
  const { summary, records } = parsed((await run(fn, { count: 3, concurrency: 3, json: true }, 'en', quiet, limited)).outs);
  expect(summary.throttled).toMatchObject({ qps: 1 });
  expect(records[2]).toMatchObject({ status: 429, cause: { limit: 'qps', windowMs: 1000 } });
});

it('S47: a caller who is given up on has 499, and the run goes on to its end', async () => {
  const { exitCode, outs, errs } = await run({ handler: 'index.slow' }, {}, 'en', quiet, { invokeApiTimeoutMs: 120 });
  expect(exitCode).toBe(1);
  expect(JSON.parse(outs.join(''))).toMatchObject({ statusCode: 499 });
  expect(errs.at(-1)).toBe('The caller was given up on, but the run went on and ended with 200 (S46, S47).');
});

it.each([
  { why: 'no such function', fn: {}, options: { function: 'hallo' }, says: 'There is no function "hallo" in this service. It has: hello.' },
  { why: 'no such version', fn: {}, options: { qualifier: '1' }, says: 'has no version or alias "1". It has: $LATEST, $DEFAULT.' },
  { why: 'a Web function (S206)', fn: { type: 'web' as const }, options: {}, says: 'is a Web function' },
  { why: 'neither Node.js nor Python', fn: { runtime: 'Php7.4' }, options: {}, says: 'uses Php7.4; Node.js and Python 3' },
])('refuses $why', async ({ fn, options, says }) => {
  const refused = run(fn, options);
  await expect(refused).rejects.toBeInstanceOf(UsageError);
  await expect(refused).rejects.toThrow(says);
});
