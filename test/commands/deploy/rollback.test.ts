import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudClient } from '../../../src/cloud';
import { deployedOf, type Deployed } from '../../../src/commands/deploy/deployed';
import { rollback, type RawRollbackOptions } from '../../../src/commands/deploy/rollback';
import { UsageError } from '../../../src/commands/output';
import { openJournal } from '../../../src/deploy/journalFile';
import { creation } from '../../api/control/stage';
import { serviceWith } from '../../config/service';
import { checked } from '../../deploy/fieldsService';
import { openCloudHome, type CloudHome } from '../remote/cloudHome';
import { clientOf, talking, type Talked } from './asked';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rollback-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const hour = 3_600_000;
const mark = (letter: string): string => `serverless-scf code=${letter.repeat(16)} configuration=${letter.repeat(16)}`;

interface House extends CloudHome {
  readonly client: CloudClient;
  /** Versions that have instances, with their numbers, and where traffic goes. */
  state(name?: string): Promise<{ readonly traffic: string; readonly provisioned: Readonly<Record<string, number>> }>;
}

interface Shape {
  readonly reservedMB?: number;
  readonly schedule?: boolean;
  readonly instances?: number;
}

/** A function `resize` with versions 1 (256 MB) and 2 (512 MB), an hour apart; traffic goes to 2. And `plain`, which never published any. */
async function house({ reservedMB, schedule = false, instances = 2 }: Shape = {}): Promise<House> {
  const home = await openCloudHome();
  const client = clientOf(home);
  const FunctionName = 'shop-dev-resize';
  const ask = (action: string, params: object = {}) => client.call(action, { FunctionName, ...params });
  await client.call('CreateFunction', creation('shop-dev-plain'));
  await client.call('CreateFunction', creation(FunctionName, { MemorySize: 256, Environment: { Variables: [{ Key: 'SECRET', Value: 'hunter2' }] } }));
  await ask('PublishVersion', { Description: mark('a') });
  home.region.pass(hour);
  await ask('UpdateFunctionConfiguration', { MemorySize: 512, Environment: { Variables: [{ Key: 'SECRET', Value: 'hunter3' }] } });
  await ask('PublishVersion', { Description: mark('b') });
  if (reservedMB !== undefined) await ask('PutReservedConcurrencyConfig', { ReservedConcurrencyMem: reservedMB });
  const TriggerActions = [
    { TriggerName: 'morning', TriggerProvisionedConcurrencyNum: 3, TriggerCronConfig: '0 0 8 * * * *', ProvisionedType: 'Default' },
  ];
  await ask('PutProvisionedConcurrencyConfig', { Qualifier: '2', VersionProvisionedConcurrencyNum: instances, ...(schedule && { TriggerActions }) });
  await ask('UpdateAlias', { Name: '$DEFAULT', FunctionVersion: '2' });
  home.region.pass(hour);
  const state: House['state'] = async (name = FunctionName) => {
    const { FunctionVersion } = await client.call('GetAlias', { FunctionName: name, Name: '$DEFAULT' });
    const { Allocated } = await client.call('GetProvisionedConcurrencyConfig', { FunctionName: name });
    const rows = Allocated as { Qualifier: string; AllocatedProvisionedConcurrencyNum: number }[];
    const provisioned = Object.fromEntries(rows.map(({ Qualifier, AllocatedProvisionedConcurrencyNum: count }) => [Qualifier, count]));
    return { traffic: String(FunctionVersion), provisioned };
  };
  return { ...home, client, state };
}

const functions = {
  resize: { handler: 'index.main_handler', provisionedConcurrency: { instances: 2 } },
  plain: { handler: 'index.main_handler' },
  absent: { handler: 'index.main_handler' },
};

function deployed(fn: object = {}): Deployed {
  return deployedOf(checked(serviceWith({ functions: { ...functions, resize: { ...functions.resize, ...fn } } })).plan, dir, 'sls');
}

function rolling(home: CloudHome, raw: RawRollbackOptions, more: Parameters<typeof talking>[1] = {}, service = deployed()): Promise<Talked> {
  return talking((output, terminal) => rollback(raw, service, home.access, output, terminal), more);
}

const toFirst = { function: 'resize', 'function-version': '1' };

describe('without a target', () => {
  it('lists the versions of each function, and says why others have none (S21)', async () => {
    const { code, out, err } = await rolling(await house(), {});
    expect({ code, out, err }).toMatchSnapshot();
  });

  it('for programs too', async () => {
    const { out } = await rolling(await house(), { json: true, function: 'resize,plain' });
    expect(JSON.parse(out)).toEqual({
      functions: [
        {
          key: 'resize',
          name: 'shop-dev-resize',
          default: '2',
          versions: [
            { version: '2', publishedAt: expect.stringMatching(/\+08:00$/), description: mark('b'), status: 'Active', provisioned: 2 },
            { version: '1', publishedAt: expect.stringMatching(/\+08:00$/), description: mark('a'), status: 'Active', provisioned: 0 },
          ],
        },
        { key: 'plain', name: 'shop-dev-plain', default: '$LATEST', versions: [] },
      ],
    });
  });
});

describe('to a version', () => {
  it('moves instances, then traffic, then releases (S16, S22, S28, S141)', async () => {
    const home = await house();
    const { code, out, err } = await rolling(home, toFirst);
    expect(code).toBe(0);
    expect(await home.state()).toEqual({ traffic: '1', provisioned: { 1: 2 } });
    expect(out).toMatch(/memorySize +512 → 256/);
    expect(out).not.toMatch(/hunter/);
    const order = [
      'provision 2 instances',
      'wait until 2 provisioned instances are available',
      'move the traffic of $DEFAULT to version 1',
      'instances of version 2',
    ];
    const at = order.map((what) => err.indexOf(what));
    expect([at.every((place) => place >= 0), at]).toEqual([true, at.toSorted((a, b) => a - b)]);
    expect(err).toContain('$LATEST has the newer code as before');
    // What the next deploy knows the version by.
    const { Description } = await home.client.call('GetAlias', { FunctionName: 'shop-dev-resize', Name: '$DEFAULT' });
    expect(Description).toMatch(/^serverless-scf version=1 code=a{16} configuration=a{16} provisioned=[0-9a-f]{16}$/);
  });

  it('and back again, and once there does nothing', async () => {
    const home = await house();
    await rolling(home, toFirst);
    expect((await rolling(home, { ...toFirst, 'function-version': '2' })).code).toBe(0);
    expect(await home.state()).toEqual({ traffic: '2', provisioned: { 2: 2 } });
    const again = await rolling(home, { ...toFirst, 'function-version': '2' });
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('resize: traffic goes to version 2 already')]);
  });

  it('keeps what is set for certain times (S135)', async () => {
    const home = await house({ schedule: true });
    expect((await rolling(home, toFirst)).code).toBe(0);
    const { Allocated } = await home.client.call('GetProvisionedConcurrencyConfig', { FunctionName: 'shop-dev-resize' });
    expect(Allocated).toMatchObject([{ Qualifier: '1', TriggerActions: [{ TriggerName: 'morning', TriggerProvisionedConcurrencyNum: 3 }] }]);
  });

  it('takes target tracking from serverless.yml, which the API does not tell (S136)', async () => {
    const home = await house();
    const service = deployed({ provisionedConcurrency: { tracking: { target: 0.6, min: 1, max: 4 } } });
    const { out } = await rolling(home, { ...toFirst, 'dry-run': true, json: true }, {}, service);
    const { steps } = JSON.parse(out) as { steps: { work: { kind: string; params?: object } }[] };
    expect(steps.find(({ work }) => work.kind === 'putProvisioned')?.work.params).toEqual({
      VersionProvisionedConcurrencyNum: 0,
      ProvisionedType: 'ConcurrencyUtilizationTracking',
      TrackingTarget: 0.6,
      MinCapacity: 1,
      MaxCapacity: 4,
    });
  });

  it('raises the reservation while both versions have instances, and lowers it again (S16, S22, S29)', async () => {
    const home = await house({ reservedMB: 1024 });
    const { code, err } = await rolling(home, toFirst);
    expect(code).toBe(0);
    expect(err.indexOf('reserve 1536 MB')).toBeLessThan(err.indexOf('provision 2 instances'));
    expect(err.indexOf('reserve 1024 MB')).toBeGreaterThan(err.indexOf('instances of version 2'));
    expect(await home.client.call('GetReservedConcurrencyConfig', { FunctionName: 'shop-dev-resize' })).toMatchObject({ ReservedMem: 1024 });
  });

  it.each([
    { reservedMB: 1024, instances: { 2: 2 }, why: 'as many of the larger instances as the reservation holds' },
    { reservedMB: 768, instances: { 2: 1 }, why: 'less of it than the remainder' },
    { reservedMB: 256, instances: {}, why: 'none where it holds none' },
  ])('gives a version $why (S28, S29)', async ({ reservedMB, instances }) => {
    const home = await house();
    await rolling(home, toFirst);
    const FunctionName = 'shop-dev-resize';
    const ofFirst = { FunctionName, Qualifier: '1', VersionProvisionedConcurrencyNum: Math.floor(reservedMB / 256) };
    await home.client.call('PutProvisionedConcurrencyConfig', ofFirst);
    home.region.pass(hour);
    await home.client.call('PutReservedConcurrencyConfig', { FunctionName, ReservedConcurrencyMem: reservedMB });
    const { code } = await rolling(home, { function: 'resize', 'function-version': '2' });
    expect(code).toBe(0);
    expect(await home.state()).toEqual({ traffic: '2', provisioned: instances });
    expect(await home.client.call('GetReservedConcurrencyConfig', { FunctionName })).toMatchObject({ ReservedMem: reservedMB });
  });

  it('without room for both says so, and with --allow-gap releases first (S22)', async () => {
    const home = await house();
    // 115,200 MB can be allocated: what is left holds no second set.
    await home.client.call('CreateFunction', creation('other'));
    await home.client.call('PutReservedConcurrencyConfig', { FunctionName: 'other', ReservedConcurrencyMem: 114_048 });
    const { code, err } = await rolling(home, toFirst);
    expect([code, err]).toEqual([1, expect.stringContaining('1024 MB + 512 MB = 1536 MB')]);
    expect(await home.state()).toEqual({ traffic: '2', provisioned: { 2: 2 } });
    const second = await rolling(home, { ...toFirst, 'allow-gap': true });
    expect(second.code).toBe(0);
    expect(second.err.indexOf('instances of version 2')).toBeLessThan(second.err.indexOf('provision 2 instances'));
    expect(await home.state()).toEqual({ traffic: '1', provisioned: { 1: 2 } });
  });

  it('sends all traffic there when it was split (S142)', async () => {
    const home = await house();
    const RoutingConfig = { AdditionalVersionWeights: [{ Version: '1', Weight: 0.1 }] };
    await home.client.call('UpdateAlias', { FunctionName: 'shop-dev-resize', Name: '$DEFAULT', FunctionVersion: '2', RoutingConfig });
    expect((await rolling(home, { ...toFirst, 'function-version': '2' })).code).toBe(0);
    const { RoutingConfig: now } = await home.client.call('GetAlias', { FunctionName: 'shop-dev-resize', Name: '$DEFAULT' });
    expect(now).toMatchObject({ AdditionalVersionWeights: [] });
    expect(await home.state()).toEqual({ traffic: '2', provisioned: { 2: 2 } });
  });
});

describe('to a moment', () => {
  it.each([
    { why: 'the newest version published by then', timestamp: '90m', traffic: '1' },
    { why: 'what traffic has already', timestamp: '30m', traffic: '2' },
  ])('goes to $why', async ({ timestamp, traffic }) => {
    const home = await house();
    const { code, err } = await rolling(home, { timestamp });
    expect([code, (await home.state()).traffic]).toEqual([0, traffic]);
    expect(err).toContain('plain: there is nothing to go back to');
    expect(err).toContain('absent: there is no function shop-dev-absent in ap-guangzhou');
  });

  it('takes the time that the list shows', async () => {
    const home = await house();
    const { out } = await rolling(home, { json: true });
    const { functions: listed } = JSON.parse(out) as { functions: { versions: { publishedAt: string }[] }[] };
    const first = listed[0]?.versions.at(-1)?.publishedAt ?? '';
    expect((await rolling(home, { timestamp: first })).code).toBe(0);
    expect((await home.state()).traffic).toBe('1');
  });

  it('says that no version is as old', async () => {
    const home = await house();
    const { code, err } = await rolling(home, { timestamp: '1d' });
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/resize: no version is as old as 1d; the oldest, 1, was published at .*\n.*\n.*\nNothing was changed/),
    ]);
  });
});

it.each<{ readonly why: string; readonly raw: RawRollbackOptions; readonly said: RegExp }>([
  {
    why: 'a function without versions (S21)',
    raw: { function: 'plain', 'function-version': '1' },
    said: /plain: there is nothing to go back to.*Deploy the older code.*sls deploy/,
  },
  { why: 'a version that is not there', raw: { ...toFirst, 'function-version': '9' }, said: /resize: there is no version 9; there are 2, 1/ },
  { why: 'a function that is not deployed', raw: { function: 'absent', 'function-version': '1' }, said: /there is no function shop-dev-absent/ },
])('$why: nothing is changed', async ({ raw, said }) => {
  const home = await house();
  const { code, err } = await rolling(home, raw);
  expect([code, err]).toEqual([1, expect.stringMatching(said)]);
  expect(await home.state()).toEqual({ traffic: '2', provisioned: { 2: 2 } });
});

it.each<RawRollbackOptions>([
  { 'function-version': '1' },
  { function: 'nobody', 'function-version': '1' },
  { ...toFirst, timestamp: '1h' },
  { ...toFirst, 'function-version': '$LATEST' },
  { timestamp: 'yesterday' },
])('%j is asked wrongly', async (raw) => {
  await expect(rolling(await openCloudHome(), raw)).rejects.toBeInstanceOf(UsageError);
});

describe('a person', () => {
  it('is asked, and no is no', async () => {
    const home = await house();
    const { code, asked } = await rolling(home, toFirst, { answer: false });
    expect([code, asked]).toEqual([1, ['This moves the traffic of resize from 2 to 1. Go on? [y/N] ']]);
    expect(await home.state()).toEqual({ traffic: '2', provisioned: { 2: 2 } });
  });

  it('is not asked with --yes', async () => {
    const home = await house();
    const { code, asked } = await rolling(home, { ...toFirst, yes: true }, { answer: false });
    expect([code, asked, (await home.state()).traffic]).toEqual([0, [], '1']);
  });
});

it('goes on after Ctrl-C from wherever it was, and leaves nothing of the later version', async () => {
  for (let stop = 1; stop < 60; stop += 1) {
    const home = await house();
    let press = (): void => undefined;
    let lines = 0;
    const onLine = (): void => {
      lines += 1;
      if (lines === stop) press();
    };
    const { code } = await rolling(home, toFirst, { onLine, began: (given) => (press = given) });
    // Calls go on from where traffic is: it has instances at every moment.
    const { traffic, provisioned } = await home.state();
    expect(provisioned[traffic]).toBe(2);
    expect((await rolling(home, toFirst)).code).toBe(0);
    expect(await home.state()).toEqual({ traffic: '1', provisioned: { 1: 2 } });
    if (code === 0) {
      expect(stop).toBeGreaterThan(4);
      return;
    }
    expect(code).toBe(130);
  }
  throw new Error('it never ended');
});

it('leaves in the journal what is known of code, for nobody has looked at it', async () => {
  const home = await house();
  const target = { host: home.client.host, region: 'ap-guangzhou', namespace: 'default', service: 'shop', stage: 'dev' };
  const known = { 'shop-dev-resize': { key: 'resize', modTime: '2021-11-01 00:00:00', codeSha256: 'b', contentHash: 'c' } };
  const journal = await openJournal(dir, target);
  await journal.write({ functions: known, run: undefined });
  await journal.close();
  expect((await rolling(home, toFirst)).code).toBe(0);
  const { targets } = JSON.parse(readFileSync(join(dir, '.serverless-scf/deploy.json'), 'utf8')) as { targets: object };
  expect(Object.values(targets)).toMatchObject([{ functions: known }]);
});

it('speaks Chinese', async () => {
  const { out, err } = await rolling(await house(), toFirst, { lang: 'zh' });
  expect(out).toMatch(/回退完成：共 1 个函数/);
  expect(err).toMatch(/只切换了 \$DEFAULT/);
});
