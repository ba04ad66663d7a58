import { describeOutcome, describeStep, describeWaiting } from '../../../src/deploy/applying';
import type { StepWork } from '../../../src/deploy/plan';
import { applied, code, cut, planOf, refused } from './applied';

const create: StepWork = { kind: 'createFunction', params: { Runtime: 'Nodejs18.15', MemorySize: 256 }, code };
const trigger = { TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 0 3 * * * *', Qualifier: '$DEFAULT', Enable: 'OPEN' };
const row = { ...trigger, TriggerDesc: '{"cron":"0 0 3 * * * *"}', Enable: 1 };
const cosParams = { TriggerName: 'b.cos', Type: 'cos', Qualifier: '$DEFAULT', TriggerDesc: '{"event":"cos:ObjectCreated:*"}' };
const cosOther = { ...cosParams, TriggerDesc: '{"event":"cos:ObjectRemove:*"}' };
const rows = (...Triggers: object[]) => ({ Triggers, TotalCount: Triggers.length });
const sha = '7ae2355db41bec9801c6a42b74572eb8156db6f7cc2bd42ab03c72c5d7f0c6eb';
const provisioned = (Allocated: object[]) => ({ Allocated });
const of = { version: '3' };

type Told = Readonly<Record<string, unknown>> | Error;

/** What an answer that was lost leaves to be found, and whether the request is then sent again. */
it.each<[what: string, work: StepWork, change: string, look: string, told: Told, again: boolean]>([
  ['a function that is there', create, 'CreateFunction', 'GetFunction', { Status: 'Active', Runtime: 'Nodejs18.15', MemorySize: 256 }, false],
  ['no function', create, 'CreateFunction', 'GetFunction', refused('ResourceNotFound.Function'), true],
  [
    'the version with our mark',
    { kind: 'publish', description: 'm' },
    'PublishVersion',
    'ListVersionByFunction',
    { Versions: [{ Version: '4', Description: 'm' }], TotalCount: 1 },
    false,
  ],
  [
    'other versions',
    { kind: 'publish', description: 'm' },
    'PublishVersion',
    'ListVersionByFunction',
    { Versions: [{ Version: '4', Description: 'n' }], TotalCount: 1 },
    true,
  ],
  [
    'the reservation',
    { kind: 'putReserved', mb: 0, beforeMB: undefined },
    'PutReservedConcurrencyConfig',
    'GetReservedConcurrencyConfig',
    { ReservedMem: 0 },
    false,
  ],
  [
    'no reservation, which is not 0 (S17)',
    { kind: 'putReserved', mb: 0, beforeMB: undefined },
    'PutReservedConcurrencyConfig',
    'GetReservedConcurrencyConfig',
    { ReservedMem: null },
    true,
  ],
  [
    'no reservation any more',
    { kind: 'deleteReserved', beforeMB: 0 },
    'DeleteReservedConcurrencyConfig',
    'GetReservedConcurrencyConfig',
    { ReservedMem: null },
    false,
  ],
  [
    'a reservation of 0, which is one (S17)',
    { kind: 'deleteReserved', beforeMB: 0 },
    'DeleteReservedConcurrencyConfig',
    'GetReservedConcurrencyConfig',
    { ReservedMem: 0 },
    true,
  ],
  ['the trigger', { kind: 'createTrigger', params: trigger }, 'CreateTrigger', 'ListTriggers', rows(row), false],
  [
    'a trigger on another version',
    { kind: 'createTrigger', params: trigger },
    'CreateTrigger',
    'ListTriggers',
    rows({ ...row, Qualifier: '$LATEST' }),
    true,
  ],
  ['the trigger of the bucket', { kind: 'createTrigger', params: cosParams }, 'CreateTrigger', 'ListTriggers', rows(cosOther, cosParams), false],
  ['another trigger of the bucket', { kind: 'createTrigger', params: cosParams }, 'CreateTrigger', 'ListTriggers', rows(cosOther), true],
  ['the changed trigger', { kind: 'updateTrigger', params: trigger }, 'UpdateTrigger', 'ListTriggers', rows(row), false],
  ['the trigger as it was', { kind: 'updateTrigger', params: trigger }, 'UpdateTrigger', 'ListTriggers', rows({ ...row, Enable: 0 }), true],
  [
    'the switched trigger of the bucket',
    { kind: 'updateTrigger', params: cosParams },
    'UpdateTriggerStatus',
    'ListTriggers',
    rows(cosOther, { ...cosParams, Enable: 1 }),
    false,
  ],
  ['no trigger any more', { kind: 'deleteTrigger', params: trigger }, 'DeleteTrigger', 'ListTriggers', rows(), false],
  ['the trigger still', { kind: 'deleteTrigger', params: trigger }, 'DeleteTrigger', 'ListTriggers', rows(row), true],
  [
    'the alias there',
    { kind: 'moveAlias', to: of, from: '2' },
    'UpdateAlias',
    'GetAlias',
    { FunctionVersion: '3', RoutingConfig: { AdditionalVersionWeights: [] } },
    false,
  ],
  [
    'the alias there with a part elsewhere (S142)',
    { kind: 'moveAlias', to: of, from: '2' },
    'UpdateAlias',
    'GetAlias',
    { FunctionVersion: '3', RoutingConfig: { AdditionalVersionWeights: [{ Version: '2', Weight: 0.1 }] } },
    true,
  ],
  [
    'the instances',
    { kind: 'putProvisioned', of, params: { VersionProvisionedConcurrencyNum: 2 }, instances: 2 },
    'PutProvisionedConcurrencyConfig',
    'GetProvisionedConcurrencyConfig',
    provisioned([{ Qualifier: '3', AllocatedProvisionedConcurrencyNum: 2 }]),
    false,
  ],
  [
    'no instances',
    { kind: 'putProvisioned', of, params: { VersionProvisionedConcurrencyNum: 2 }, instances: 2 },
    'PutProvisionedConcurrencyConfig',
    'GetProvisionedConcurrencyConfig',
    provisioned([]),
    true,
  ],
  [
    'no instances any more',
    { kind: 'deleteProvisioned', of },
    'DeleteProvisionedConcurrencyConfig',
    'GetProvisionedConcurrencyConfig',
    provisioned([]),
    false,
  ],
  ['no function any more', { kind: 'deleteFunction' }, 'DeleteFunction', 'GetFunction', refused('ResourceNotFound.Function'), false],
  ['the new code', { kind: 'updateCode', params: {}, code }, 'UpdateFunctionCode', 'GetFunctionAddress', { CodeSha256: sha }, false],
  ['the old code', { kind: 'updateCode', params: {}, code }, 'UpdateFunctionCode', 'GetFunctionAddress', { CodeSha256: '00' }, true],
  [
    'the new configuration',
    { kind: 'updateConfiguration', params: { Timeout: 9 } },
    'UpdateFunctionConfiguration',
    'GetFunction',
    { Status: 'Active', Timeout: 9 },
    false,
  ],
  [
    'the old configuration',
    { kind: 'updateConfiguration', params: { Timeout: 9 } },
    'UpdateFunctionConfiguration',
    'GetFunction',
    { Status: 'Active', Timeout: 3 },
    true,
  ],
])('after an answer that was lost: %s', async (_what, work, change, look, told, again) => {
  let sent = 0;
  let looked = false;
  const run = await applied(planOf(['a', work]), (action) => {
    if (action === change) {
      sent += 1;
      return sent === 1 ? cut() : { FunctionVersion: '5' };
    }
    if (action !== look) return undefined;
    // Deletions are looked at once more when they are done; new functions are there then.
    if (looked)
      return work.kind === 'deleteFunction'
        ? refused('ResourceNotFound.Function')
        : action === 'GetFunctionAddress'
          ? { CodeSha256: sha }
          : told instanceof Error
            ? undefined
            : told;
    looked = true;
    return told;
  });
  expect([run.result.outcome, sent]).toEqual(['done', again ? 2 : 1]);
  expect(run.events.some((event) => event.kind === 'waiting' && event.waiting.for === 'lookup')).toBe(true);
  if (work.kind === 'publish') expect(run.result.steps[0]?.made).toBe(again ? '5' : '4');
});

it.each<[code: string, work: StepWork]>([
  ['ResourceNotFound.Function', { kind: 'deleteFunction' }],
  ['ResourceNotFound.Trigger', { kind: 'deleteTrigger', params: trigger }],
  ['ResourceNotFound.Version', { kind: 'deleteProvisioned', of }],
])('%s: what is to be deleted is gone', async (errorCode, work) => {
  const run = await applied(planOf(['a', work]), (action) => (/^(Delete|GetFunction$)/.test(action) ? refused(errorCode, action) : undefined));
  expect(run.result.outcome).toBe('done');
});

it('takes a function that somebody else has made for nobody’s but theirs', async () => {
  const first = await applied(planOf(['a', create]), (action) => (action === 'CreateFunction' ? refused('ResourceInUse.Function') : undefined));
  expect(first.result.steps[0]?.error).toMatchObject({ code: 'functionTaken' });
  const other = { Status: 'Active', Runtime: 'Python3.10', MemorySize: 128 };
  const lost = await applied(planOf(['a', create]), (action) => (action === 'CreateFunction' ? cut() : action === 'GetFunction' ? other : undefined));
  expect(lost.result.steps[0]?.error).toMatchObject({ code: 'functionTaken' });
  expect(lost.asked.filter((call) => !call.startsWith('Get'))).toEqual(['CreateFunction a']);
});

it('takes over the function that an earlier deploy from here asked for and that came to be late, with the code of now', async () => {
  const ours = { Status: 'Active', Runtime: 'Nodejs18.15', MemorySize: 256 };
  const known = { key: 'a', modTime: undefined, codeSha256: undefined, contentHash: undefined };
  const late = (there: Told) => (action: string) =>
    action === 'CreateFunction' ? refused('ResourceInUse.Function') : action === 'GetFunction' ? there : undefined;
  const run = await applied(planOf(['a', create]), late(ours), { found: { functions: { a: known }, run: undefined } });
  expect(run.asked.filter((call) => !call.startsWith('Get'))).toEqual(['CreateFunction a', 'UpdateFunctionCode a']);
  expect(run.result.outcome).toBe('done');
  const other = await applied(planOf(['a', create]), late({ ...ours, MemorySize: 128 }), { found: { functions: { a: known }, run: undefined } });
  expect(other.result.steps[0]?.error).toMatchObject({ code: 'functionTaken' });
});

it('sends its code to a function that it has found again with other code', async () => {
  const ours = { Status: 'Active', Runtime: 'Nodejs18.15', MemorySize: 256 };
  const run = await applied(planOf(['a', create]), (action) =>
    action === 'CreateFunction' ? cut() : action === 'GetFunction' ? ours : { CodeSha256: '00' },
  );
  expect(run.asked.filter((call) => !call.startsWith('Get'))).toEqual(['CreateFunction a', 'UpdateFunctionCode a']);
  expect(run.result.outcome).toBe('done');
});

it.each(['ProvisionedInProgress', 'ReservedInProgress', 'FunctionVersionStatusNotActive', 'OperationConflict'])(
  'waits while a change stands in the way: %s (S30)',
  async (errorCode) => {
    const work: StepWork = { kind: 'putReserved', mb: 128, beforeMB: undefined };
    const run = await applied(planOf(['a', work]), (action, _params, nth) =>
      action.startsWith('Put') && nth < 5 ? refused(`FailedOperation.${errorCode}`) : undefined,
    );
    expect(run.result.outcome).toBe('done');
    expect(run.waitedMs).toBe(500 + 1_000 + 2_000 + 4_000);
    const never = await applied(planOf(['a', work]), (action) => (action.startsWith('Put') ? refused(`FailedOperation.${errorCode}`) : undefined));
    expect(never.result.steps[0]?.error).toMatchObject({ code: `FailedOperation.${errorCode}` });
    expect(never.waitedMs).toBeLessThanOrEqual(300_000);
  },
);

it('tells why the platform could not create a function (S145)', async () => {
  const failed = { Status: 'CreateFailed', StatusReasons: [{ ErrorCode: 'VpcNotFound', ErrorMessage: 'no such subnet' }] };
  const run = await applied(planOf(['a', create]), (action, _params, nth) =>
    action === 'GetFunction' ? (nth < 3 ? { Status: 'Creating' } : failed) : undefined,
  );
  expect(run.result.steps[0]?.error).toMatchObject({ code: 'functionFailed' });
  for (const lang of ['en', 'zh'] as const) expect(describeOutcome(run.result, lang)).toContain('VpcNotFound: no such subnet');
});

it('does not wait for a function for ever, and looks ever more seldom', async () => {
  const run = await applied(planOf(['a', create]), (action) => (action === 'GetFunction' ? { Status: 'Creating' } : undefined));
  expect(run.result.steps[0]?.error).toMatchObject({ code: 'stillNotActive' });
  expect(run.waitedMs).toBeLessThanOrEqual(600_000);
  expect(run.asked.length).toBeLessThan(140);
});

it('does not wait for instances that a schedule has taken away (S135)', async () => {
  const night = {
    Qualifier: '3',
    AllocatedProvisionedConcurrencyNum: 0,
    AvailableProvisionedConcurrencyNum: 0,
    Status: 'Done',
    TriggerActions: [{ TriggerName: 'night' }],
  };
  const run = await applied(planOf(['a', { kind: 'awaitProvisioned', of, instances: 2 }]), (action) =>
    action.startsWith('GetProv') ? provisioned([night]) : undefined,
  );
  expect(run.result.outcome).toBe('done');
});

const works: readonly StepWork[] = [
  create,
  { kind: 'updateCode', params: {}, code },
  { kind: 'updateConfiguration', params: {} },
  { kind: 'updateEventInvoke', params: {} },
  { kind: 'publish', description: 'm' },
  { kind: 'putReserved', mb: 1_280, beforeMB: undefined },
  { kind: 'deleteReserved', beforeMB: 1_280 },
  { kind: 'putProvisioned', of, params: {}, instances: 1 },
  { kind: 'awaitProvisioned', of, instances: 2 },
  { kind: 'deleteProvisioned', of },
  { kind: 'moveAlias', to: { publishedBy: 'a:publish' }, from: '2' },
  { kind: 'createTrigger', params: trigger },
  { kind: 'updateTrigger', params: trigger },
  { kind: 'deleteTrigger', params: trigger },
  { kind: 'deleteFunction' },
  { kind: 'verify' },
];

it('has words of its own for each step and each wait, in both languages', () => {
  for (const lang of ['en', 'zh'] as const) {
    const steps = works.map((work) => describeStep({ function: 'resize', work }, lang));
    expect(new Set(steps).size).toBe(works.length);
    for (const text of steps) expect(text).toMatch(/^resize.+/);
    expect(steps.join()).not.toMatch(/undefined|\[object/);
    const waits = [
      { for: 'active', status: 'Creating' },
      { for: 'gone', status: 'Deleting' },
      { for: 'provisioned', available: 12, wanted: 32 },
      { for: 'settling', code: 'x' },
      { for: 'lookup', code: 'x' },
    ] as const;
    expect(new Set(waits.map((waiting) => describeWaiting(waiting, lang))).size).toBe(waits.length);
  }
  expect(describeWaiting({ for: 'provisioned', available: 12, wanted: 32 }, 'en')).toBe('available 12 of 32');
});
