import { DeployFault } from '../../../src/deploy/fault';
import { describeOutcome } from '../../../src/deploy/applying';
import type { StepWork } from '../../../src/deploy/plan';
import { applied, code, cut, planOf, refused, states } from './applied';

const create: StepWork = { kind: 'createFunction', params: { Runtime: 'Nodejs18.15' }, code };
const publish: StepWork = { kind: 'publish', description: 'mark' };
const fresh = { publishedBy: 'a:publish' };
const put: StepWork = { kind: 'putProvisioned', of: fresh, params: { VersionProvisionedConcurrencyNum: 2 }, instances: 2 };
const wait: StepWork = { kind: 'awaitProvisioned', of: fresh, instances: 2 };
const move: StepWork = { kind: 'moveAlias', to: fresh, from: '1', description: 'serverless-scf version={version}' };
const release: StepWork = { kind: 'deleteProvisioned', of: { version: '1' } };
const swap = planOf(['a', publish], ['a', put], ['a', wait], ['a', move], ['a', release]);

const level = (version: string, available: number, more: object = {}) => ({
  Allocated: [
    { Qualifier: version, AllocatedProvisionedConcurrencyNum: 2, AvailableProvisionedConcurrencyNum: available, Status: 'InProgress', ...more },
  ],
});

/** A version whose instances become ready one after the other. */
function swapping(action: string, { Qualifier }: Readonly<Record<string, unknown>>, nth: number) {
  if (action === 'PublishVersion') return { FunctionVersion: '7' };
  if (action === 'GetProvisionedConcurrencyConfig') return Qualifier === '1' ? { Allocated: [] } : level('7', nth - 1);
  return undefined;
}

it('moves traffic only when all instances of the new version are ready, and releases the old one after that (S130, S131)', async () => {
  const run = await applied(swap, swapping);
  expect(run.result.outcome).toBe('done');
  expect(run.asked.filter((call) => !call.startsWith('GetFunction '))).toEqual([
    'PublishVersion a',
    'PutProvisionedConcurrencyConfig a',
    'GetProvisionedConcurrencyConfig a',
    'GetProvisionedConcurrencyConfig a',
    'GetProvisionedConcurrencyConfig a',
    'UpdateAlias a',
    'DeleteProvisionedConcurrencyConfig a',
    'GetProvisionedConcurrencyConfig a',
  ]);
  const alias = run.params.find(({ Name }) => Name === '$DEFAULT');
  expect(alias).toMatchObject({ FunctionVersion: '7', Description: 'serverless-scf version=7', Namespace: 'default' });
  expect(run.result.steps[0]).toMatchObject({ id: 'a:publish', made: '7' });
  const waiting = run.events.flatMap((event) => (event.kind === 'waiting' ? [event.waiting] : []));
  expect(waiting).toEqual([0, 1].map((available) => ({ for: 'provisioned', available, wanted: 2 })));
});

it.each([
  ['fails, and says why (S134)', level('7', 1, { Status: 'Failed', StatusReason: 'status code 433' }), 'provisioningFailed', /433/],
  ['takes more than its time: 2 of 100 a minute, doubled, and a minute (S105)', level('7', 1), 'provisioningSlow', /62\.4/],
])('does not move traffic when provisioning %s', async (_what, rows, fault, told) => {
  const run = await applied(swap, (action, params, nth) => (action === 'GetProvisionedConcurrencyConfig' ? rows : swapping(action, params, nth)));
  expect(run.result.outcome).toBe('failed');
  expect(states(run)).toEqual({
    'a:publish': 'done',
    'a:putProvisioned': 'done',
    'a:awaitProvisioned': 'failed',
    'a:moveAlias': 'open',
    'a:deleteProvisioned': 'open',
  });
  expect(run.result.steps[2]?.error).toMatchObject({ name: 'DeployFault', code: fault });
  expect(run.asked).not.toContain('UpdateAlias a');
  expect(describeOutcome(run.result, 'en')).toMatch(told);
  expect(describeOutcome(run.result, 'en')).toContain('Traffic of a still goes to version 1.');
  expect(describeOutcome(run.result, 'zh')).toContain('a 的流量仍在版本 1 上');
});

it('lets functions that do not depend on a failure go on to their end, and begins nothing that does', async () => {
  const plan = planOf(['a', create], ['a', publish], ['b', create], ['b', publish], ['c', create, ['a:createFunction']]);
  const run = await applied(plan, (action, { FunctionName: name }) => {
    if (action === 'CreateFunction' && name === 'a') return refused('LimitExceeded.Function', action);
    return action === 'PublishVersion' ? { FunctionVersion: '1' } : undefined;
  });
  expect(states(run)).toEqual({
    'a:createFunction': 'failed',
    'a:publish': 'open',
    'b:createFunction': 'done',
    'b:publish': 'done',
    'c:createFunction': 'open',
  });
  expect(run.kept.at(-1)?.run).toMatchObject({
    outcome: 'failed',
    steps: { 'a:createFunction': { state: 'failed', code: 'LimitExceeded.Function' } },
  });
  const told = describeOutcome(run.result, 'en');
  expect(told).toContain('of 5 steps, 2 are done, 1 failed, 2 did not begin');
  expect(told).toContain('✖ a: create the function');
  expect(told).toContain('LimitExceeded.Function');
  expect(told).toContain('Deploy again');
});

it('runs functions side by side, and the steps of one in order', async () => {
  let under = 0;
  let most = 0;
  const names = Array.from({ length: 20 }, (_, n) => `f${n}`);
  const run = await applied(planOf(...names.flatMap((name) => [[name, create] as const, [name, { kind: 'verify' }] as const])), async (action) => {
    under += 1;
    most = Math.max(most, under);
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    return action === 'GetFunctionAddress' ? { CodeSha256: 'x' } : undefined;
  });
  expect(run.result.outcome).toBe('done');
  expect(most).toBe(8);
  const begun = run.events.filter(({ kind }) => kind === 'began' || kind === 'done').map(({ kind, step }) => `${kind} ${step.id}`);
  for (const name of names) {
    expect(begun.filter((event) => event.includes(` ${name}:`))).toEqual(
      ['began', 'done'].flatMap((kind) => [`${kind} ${name}:createFunction`]).concat(['began', 'done'].map((kind) => `${kind} ${name}:verify`)),
    );
  }
});

describe('interrupted', () => {
  it('it begins nothing more, waits for nothing, and says what goes on in the cloud', async () => {
    const stop = new AbortController();
    const run = await applied(
      swap,
      (action, params, nth) => {
        if (action === 'GetProvisionedConcurrencyConfig') stop.abort();
        return swapping(action, params, nth);
      },
      { signal: stop.signal },
    );
    expect(run.result.outcome).toBe('interrupted');
    expect(states(run)).toMatchObject({ 'a:putProvisioned': 'done', 'a:awaitProvisioned': 'underWay', 'a:moveAlias': 'open' });
    expect(run.asked).not.toContain('UpdateAlias a');
    expect(run.kept.at(-1)?.run).toMatchObject({
      outcome: 'interrupted',
      steps: { 'a:awaitProvisioned': { state: 'started' }, 'a:moveAlias': { state: 'open' } },
    });
    expect(run.kept.at(-1)?.run?.endedAt).toBeDefined();
    expect(run.events.at(-1)).toMatchObject({ kind: 'left', step: { id: 'a:awaitProvisioned' } });
    for (const lang of ['en', 'zh'] as const) expect(describeOutcome(run.result, lang)).toContain('$DEFAULT');
  });

  it('what was sent is heard to its end, so that its outcome is known', async () => {
    const stop = new AbortController();
    const plan = planOf(['a', { kind: 'putReserved', mb: 256, beforeMB: undefined }], ['a', publish]);
    const run = await applied(
      plan,
      async () => {
        stop.abort();
        await new Promise((resolve) => setImmediate(resolve));
        return undefined;
      },
      { signal: stop.signal },
    );
    expect(states(run)).toEqual({ 'a:putReserved': 'done', 'a:publish': 'open' });
    expect(run.result.outcome).toBe('interrupted');
  });

  it('it is done all the same when nothing was left', async () => {
    const stop = new AbortController();
    const run = await applied(planOf(['a', { kind: 'putReserved', mb: 256, beforeMB: undefined }]), () => (stop.abort(), undefined), {
      signal: stop.signal,
    });
    expect(run.result.outcome).toBe('done');
  });
});

describe('the journal', () => {
  it('says what is begun before the cloud is asked, and that its code is unknown; and what is there when all is done', async () => {
    const seen: unknown[] = [];
    const found = { functions: { a: { key: 'a', modTime: 'before', codeSha256: 'old', contentHash: 'old' } }, run: undefined };
    const kept: { run: unknown; functions: unknown }[] = [];
    const run = await applied(
      planOf(['a', { kind: 'updateCode', params: {}, code }], ['a', { kind: 'verify' }]),
      (action) => {
        if (action === 'UpdateFunctionCode') seen.push(kept.at(-1));
        return action === 'GetFunctionAddress' ? { CodeSha256: 'new' } : undefined;
      },
      { journal: { found, write: async (journal) => void kept.push(journal) } },
    );
    expect(run.result.outcome).toBe('done');
    expect(seen).toMatchObject([
      { run: { outcome: 'running', fingerprint: 'print', steps: { 'a:updateCode': { state: 'started' }, 'a:verify': { state: 'open' } } } },
    ]);
    expect(seen).toMatchObject([{ functions: { a: { key: 'a', modTime: undefined, codeSha256: undefined, contentHash: undefined } } }]);
    expect(kept.at(-1)?.functions).toEqual({ a: { key: 'a', modTime: 'now', codeSha256: 'new', contentHash: 'contents' } });
  });

  it.each([
    ['keeps what it knows of code that is still the same', 'x', { codeSha256: 'x', contentHash: 'y' }],
    ['forgets code in whose place somebody else has put other code meanwhile', 'z', { codeSha256: undefined, contentHash: undefined }],
    ['forgets code of which nobody can tell', undefined, { codeSha256: undefined, contentHash: undefined }],
  ])('%s', async (_what, CodeSha256, known) => {
    const found = { functions: { a: { key: 'a', modTime: 'before', codeSha256: 'x', contentHash: 'y' } }, run: undefined };
    const answer = (action: string) => (action === 'GetFunctionAddress' ? { CodeSha256 } : undefined);
    const run = await applied(planOf(['a', { kind: 'putReserved', mb: 0, beforeMB: undefined }]), answer, { found });
    expect(run.asked).toEqual(['PutReservedConcurrencyConfig a', 'GetFunctionAddress a', 'GetFunction a']);
    expect(run.kept.at(-1)?.functions).toEqual({ a: { key: 'a', modTime: 'now', ...known } });
  });

  it('forgets functions that are deleted, and those that are gone', async () => {
    const known = { modTime: 'before', codeSha256: 'x', contentHash: 'y' };
    const found = { functions: { a: { key: 'a', ...known }, b: { key: 'b', ...known }, c: { key: 'c', ...known } }, run: undefined };
    const plan = planOf(['a', { kind: 'deleteFunction' }]);
    const leaving = { ...plan, functions: plan.functions.map((change) => ({ ...change, kind: 'delete' as const })) };
    const run = await applied(leaving, (action) => (action === 'GetFunction' ? refused('ResourceNotFound.Function') : undefined), {
      found,
      gone: ['b'],
    });
    expect(run.kept.at(-1)?.functions).toEqual({ c: { key: 'c', ...known } });
  });

  it('that cannot be kept stops nothing, and is told once', async () => {
    const journal = { found: undefined, write: () => Promise.reject(new Error('ENOSPC: no space left')) };
    const { result } = await applied(planOf(['a', create]), () => undefined, { journal });
    expect(result).toMatchObject({ outcome: 'done', unwritten: 'ENOSPC: no space left' });
    for (const lang of ['en', 'zh'] as const) expect(describeOutcome(result, lang)).toContain('ENOSPC');
  });
});

it('takes longer for larger archives, and no longer than the client has for small ones', async () => {
  const zips = ['UEsF', 'A'.repeat(8 * 1024 * 1024)];
  const timeouts = await Promise.all(
    zips.map(async (ZipFile) => (await applied(planOf(['a', create]), () => undefined, { codeOf: async () => ({ ZipFile }) })).timeouts[0]),
  );
  expect(timeouts).toEqual([30_000, 128_000]);
});

it('tells what cannot be uploaded as it is', async () => {
  const tooLarge = new DeployFault('codeTooLarge', () => 'The archive has 60 MB.');
  const { result, asked } = await applied(planOf(['a', create]), () => undefined, { codeOf: () => Promise.reject(tooLarge) });
  expect(asked).toEqual([]);
  expect(describeOutcome(result, 'en')).toContain('The archive has 60 MB.');
});

it('names the options that still differ, and none of their values', async () => {
  const field = { part: 'configuration', option: 'environment.TOKEN', before: 'secret-1', after: 'secret-2', immutable: false } as const;
  let reads = 0;
  const late = await applied(planOf(['a', { kind: 'verify' }]), () => undefined, { verify: async () => ((reads += 1) > 2 ? [] : [field]) });
  expect(late.result.outcome).toBe('done');
  const never = await applied(planOf(['a', { kind: 'verify' }]), () => undefined, { verify: async () => [field] });
  expect(never.result.steps[0]?.error).toMatchObject({ code: 'notAsWanted' });
  expect(describeOutcome(never.result, 'en')).toContain('environment.TOKEN');
  expect(describeOutcome(never.result, 'en')).not.toContain('secret');
});

it('lets our own bugs out, after all else has ended', async () => {
  const plan = planOf(['a', create], ['b', create]);
  const asked: string[] = [];
  const work = applied(plan, (action, { FunctionName: name }) => {
    asked.push(`${action} ${String(name)}`);
    return action === 'CreateFunction' && name === 'a' ? new TypeError('a bug') : undefined;
  });
  await expect(work).rejects.toThrow('a bug');
  expect(asked).toContain('GetFunctionAddress b');
});

it.each([
  ['twice the same step', planOf(['a', create], ['a', create])],
  ['a step after one that is not there', planOf(['a', create, ['b:publish']])],
])('takes no plan with %s', async (_what, plan) => {
  await expect(applied(plan, () => undefined)).rejects.toThrow('step');
});

it('gives up a request that is lost each time', async () => {
  const run = await applied(planOf(['a', { kind: 'putReserved', mb: 128, beforeMB: undefined }]), (action) =>
    action.startsWith('Put') ? cut() : { ReservedMem: null },
  );
  expect(run.asked.filter((call) => call.startsWith('Put'))).toHaveLength(4);
  expect(run.result.steps[0]?.error).toMatchObject({ name: 'CloudFault', code: 'reset' });
});
