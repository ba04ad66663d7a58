import { openLocalCloud, type LocalCloud } from './localCloud';
import { packedService, type PackedService } from './packedService';

/** Each option changed in turn: the plan tells exactly that, the deploy does exactly that, and then there is nothing left to do. */

let cloud: LocalCloud;
let service: PackedService;
beforeAll(async () => {
  cloud = await openLocalCloud();
  service = packedService('fields', cloud);
  write({});
  const { exitCode, out, err } = await service.run('deploy');
  expect([exitCode, out + err]).toEqual([0, expect.any(String)]);
});
afterAll(async () => {
  await cloud.close();
  service.remove();
});

const before = {
  handler: 'index.main_handler',
  memorySize: 128,
  timeout: 3,
  asyncRunEnable: true,
  traceEnable: true,
  events: [{ timer: { name: 'nightly', cron: '0 0 3 * * * *' } }],
};

function write(options: object, handler = 'exports.main_handler = async () => 1;\nexports.other = async () => 2;\n'): void {
  // JSON is YAML.
  service.write(handler, [`  job: ${JSON.stringify({ ...before, ...options })}`]);
}

interface Plan {
  readonly functions: readonly { readonly kind: string; readonly fields: readonly { readonly option: string }[] }[];
  readonly steps: readonly { readonly work: { readonly kind: string } }[];
}

async function plan(...args: readonly string[]): Promise<Plan> {
  const { exitCode, out, err } = await service.run('plan', '--json', ...args);
  expect([exitCode, err]).toEqual([0, expect.any(String)]);
  return JSON.parse(out) as Plan;
}

const get = (action: string, params: object = {}) => cloud.client.call(action, { FunctionName: 'fields-dev-job', ...params });

interface Case {
  readonly options: object;
  readonly handler?: string;
  /** Options that the plan names. */
  readonly told: readonly string[];
  /** What the steps are, but for the look at the end. */
  readonly steps: readonly string[];
  readonly effect: readonly [action: string, expected: object];
}

const configuration = ['updateConfiguration'];

it.each<[string, Case]>([
  [
    'its code',
    {
      options: {},
      handler: 'exports.main_handler = async () => 3;\nexports.other = 0;\n',
      told: ['code'],
      steps: ['updateCode'],
      effect: ['GetFunction', {}],
    },
  ],
  ['handler', { options: { handler: 'index.other' }, told: ['handler'], steps: ['updateCode'], effect: ['GetFunction', { Handler: 'index.other' }] }],
  [
    'description',
    { options: { description: '夜间任务' }, told: ['description'], steps: configuration, effect: ['GetFunction', { Description: '夜间任务' }] },
  ],
  ['memorySize', { options: { memorySize: 256 }, told: ['memorySize'], steps: configuration, effect: ['GetFunction', { MemorySize: 256 }] }],
  ['timeout', { options: { timeout: 86400 }, told: ['timeout'], steps: configuration, effect: ['GetFunction', { Timeout: 86400 }] }],
  ['initTimeout', { options: { initTimeout: 90 }, told: ['initTimeout'], steps: configuration, effect: ['GetFunction', { InitTimeout: 90 }] }],
  [
    'a variable',
    {
      options: { environment: { LEVEL: 'high' } },
      told: ['environment.LEVEL'],
      steps: configuration,
      effect: ['GetFunction', { Environment: { Variables: [{ Key: 'LEVEL', Value: 'high' }] } }],
    },
  ],
  ['role', { options: { role: 'SCF_QcsRole' }, told: ['role'], steps: configuration, effect: ['GetFunction', { Role: 'SCF_QcsRole' }] }],
  [
    'vpc',
    {
      options: { vpc: { vpcId: 'vpc-1', subnetId: 'subnet-1' } },
      told: ['vpc'],
      steps: configuration,
      effect: ['GetFunction', { VpcConfig: { VpcId: 'vpc-1', SubnetId: 'subnet-1' } }],
    },
  ],
  [
    'cls',
    {
      options: { cls: { logsetId: 'set', topicId: 'topic' } },
      told: ['cls.logsetId', 'cls.topicId'],
      steps: configuration,
      effect: ['GetFunction', { ClsLogsetId: 'set', ClsTopicId: 'topic' }],
    },
  ],
  [
    'deadLetter',
    {
      options: { deadLetter: { type: 'topic', name: 'lost' } },
      told: ['deadLetter'],
      steps: configuration,
      effect: ['GetFunction', { DeadLetterConfig: { Type: 'topic', Name: 'lost' } }],
    },
  ],
  [
    'publicAccess',
    {
      options: { publicAccess: false },
      told: ['publicAccess'],
      steps: configuration,
      effect: ['GetFunction', { PublicNetConfig: { PublicNetStatus: 'DISABLE' } }],
    },
  ],
  ['dnsCache', { options: { dnsCache: true }, told: ['dnsCache'], steps: configuration, effect: ['GetFunction', { DnsCache: 'TRUE' }] }],
  [
    'retryNum',
    {
      options: { retryNum: 1 },
      told: ['retryNum'],
      steps: ['updateEventInvoke'],
      effect: ['GetFunctionEventInvokeConfig', { AsyncTriggerConfig: { RetryConfig: [{ RetryNum: 1 }] } }],
    },
  ],
  [
    'msgTTL',
    {
      options: { msgTTL: 600 },
      told: ['msgTTL'],
      steps: ['updateEventInvoke'],
      effect: ['GetFunctionEventInvokeConfig', { AsyncTriggerConfig: { MsgTTL: 600 } }],
    },
  ],
  [
    'reservedConcurrency',
    {
      options: { reservedConcurrency: 1280 },
      told: ['reservedConcurrency'],
      steps: ['putReserved'],
      effect: ['GetReservedConcurrencyConfig', { ReservedMem: 1280 }],
    },
  ],
  [
    'reservedConcurrency 0, switched off (S17)',
    {
      options: { reservedConcurrency: 0 },
      told: ['reservedConcurrency'],
      steps: ['putReserved'],
      effect: ['GetReservedConcurrencyConfig', { ReservedMem: 0 }],
    },
  ],
  [
    'provisionedConcurrency',
    {
      options: { provisionedConcurrency: 256 },
      told: ['version', '$DEFAULT', 'provisionedConcurrency.instances'],
      steps: ['publish', 'putProvisioned', 'awaitProvisioned', 'moveAlias'],
      effect: ['GetProvisionedConcurrencyConfig', { Allocated: [{ AllocatedProvisionedConcurrencyNum: 2 }] }],
    },
  ],
  [
    'a timer',
    {
      options: { events: [{ timer: { name: 'nightly', cron: '0 30 4 * * * *' } }] },
      told: ['events.timer.nightly.cron'],
      steps: ['updateTrigger'],
      effect: ['ListTriggers', { Triggers: [{ TriggerDesc: '{"cron":"0 30 4 * * * *"}' }] }],
    },
  ],
  ['no timer', { options: { events: [] }, told: ['events.timer.nightly'], steps: ['deleteTrigger'], effect: ['ListTriggers', { TotalCount: 0 }] }],
])('%s', async (_what, { options, handler, told, steps, effect: [action, expected] }) => {
  write(options, handler);
  const changed = await plan();
  expect(changed.functions.map(({ fields }) => fields.map(({ option }) => option))).toEqual([told]);
  expect(changed.steps.map(({ work }) => work.kind)).toEqual([...steps, 'verify']);
  const deployed = await service.run('deploy');
  expect([deployed.exitCode, deployed.out + deployed.err]).toEqual([0, expect.any(String)]);
  expect(await get(action)).toMatchObject(expected);
  expect(await plan()).toMatchObject({ steps: [], functions: [{ kind: 'same', fields: [] }] });
  // Taken out again, it goes back.
  write({});
  expect((await service.run('deploy')).exitCode).toBe(0);
});

it.each([
  ['asyncRunEnable', { asyncRunEnable: false, traceEnable: false }, 'asyncRunEnable'],
  ['runtime', { runtime: 'Nodejs16.13' }, 'runtime'],
])('%s: only a new function can have it (S76), and only where that is allowed', async (_what, options, named) => {
  write(options);
  const refused = await service.run('deploy');
  expect([refused.exitCode, refused.err]).toEqual([1, expect.stringContaining(named)]);
  expect(refused.err).toContain('--replace job');
  expect((await plan('--replace', 'job')).functions).toMatchObject([{ kind: 'replace' }]);
  const replaced = await service.run('deploy', '--replace', 'job', '--yes');
  expect([replaced.exitCode, replaced.out + replaced.err]).toEqual([0, expect.any(String)]);
  expect(await plan()).toMatchObject({ steps: [] });
  write({});
  expect((await service.run('deploy', '--replace', 'job', '--yes')).exitCode).toBe(0);
});
