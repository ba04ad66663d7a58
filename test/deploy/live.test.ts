import type { CloudClient } from '../../src/cloud';
import { applyPlan } from '../../src/deploy/applying';
import type { DeployFault } from '../../src/deploy/fault';
import { createParams } from '../../src/deploy/fields';
import { emptyJournal, type TargetJournal } from '../../src/deploy/journal';
import { liveService, type LiveServiceOptions } from '../../src/deploy/live';
import { comparisonOf } from '../../src/deploy/planning/compare';
import { removal } from '../../src/deploy/planning';
import type { DeployPlan } from '../../src/deploy/plan';
import type { DesiredFunction, PackageFacts, TriggerState } from '../../src/deploy/state';
import { code } from '../api/control/stage';
import { fakeCloud, refusal, type Answer, type Arrived } from '../cloud/fakeCloud';
import { openHome, type Home } from '../cloud/home';
import { deployed, fixed, hashOf, packageOf, planFor, service, target, told, wanted } from './planning/functions';

const hourly: TriggerState = { type: 'timer', name: 'hourly', qualifier: '$DEFAULT', desc: '0 0 * * * * *', enabled: true, customArgument: '' };
const plain = wanted('plain', { triggers: [hourly] });
const warm = wanted('warm', { reservedMB: 1_280, provisioned: fixed(4) });
const scheduled = wanted('scheduled', {
  provisioned: { instances: 0, schedule: [{ name: 'day', cron: '0 0 8 * * * *', instances: 2 }], tracking: undefined },
});
const tracked = wanted('tracked', { provisioned: { instances: 0, schedule: [], tracking: { target: 0.8, min: 1, max: 4 } } });
const all = [plain, warm, scheduled, tracked];

/** Packages whose contents nobody knows but by the hash of their archive. */
function packagesOf(functions: readonly DesiredFunction[], name: string): Map<string, PackageFacts> {
  return new Map(functions.map(({ key }) => [key, packageOf(name)]));
}

/** A client that notes who is asked for. */
function noting(client: CloudClient) {
  const asked: { action: string; name: unknown }[] = [];
  const call: CloudClient['call'] = (action, params, options) => {
    asked.push({ action, name: (params as Readonly<Record<string, unknown>> | undefined)?.['FunctionName'] });
    return client.call(action, params, options);
  };
  return { asked, client: { region: client.region, host: client.host, call, close: () => Promise.resolve() } };
}

class Deploys {
  journal: TargetJournal | undefined = emptyJournal.targets['none'];

  constructor(readonly home: Home) {}

  async plan(functions: readonly DesiredFunction[], name = 'a', options: LiveServiceOptions = {}, client = this.home.client): Promise<DeployPlan> {
    const { time } = this.home;
    const packages = packagesOf(functions, name);
    const { journal } = this;
    const live = await liveService(client, 'default', functions, {
      packages,
      journal,
      time,
      contentHashOf: () => Promise.resolve(hashOf(name)),
      ...options,
    });
    return planFor(service(functions), live, { packages, journal });
  }

  /** Plans and carries it out. @returns what it did */
  async deploy(functions: readonly DesiredFunction[], name = 'a'): Promise<string[]> {
    return this.apply(await this.plan(functions, name), functions, name);
  }

  async apply(plan: DeployPlan, functions: readonly DesiredFunction[], name = 'a'): Promise<string[]> {
    const { client, time } = this.home;
    const passing = {
      nowMs: () => time.nowMs(),
      random: () => 0,
      sleep: async (ms: number, signal: AbortSignal) => (this.home.region.pass(ms), time.sleep(ms, signal)),
    };
    const packages = packagesOf(functions, name);
    const result = await applyPlan(plan, {
      client,
      codeOf: () => Promise.resolve({ ZipFile: code }),
      journal: { found: this.journal, write: (journal) => Promise.resolve(void (this.journal = journal)) },
      time: passing,
      signal: new AbortController().signal,
      emit: () => undefined,
      verify: async (of) => {
        const desired = functions.find((one) => one.name === of) ?? wanted(of);
        const options = { packages, time, contentHashOf: () => Promise.resolve(hashOf(name)) };
        const found = (await liveService(client, 'default', [desired], options)).functions.get(of);
        return comparisonOf(desired, found, packages.get(desired.key), { replace: false, quotaModel: 'seed' }).fields;
      },
    });
    expect(result.steps.filter(({ state }) => state !== 'done')).toEqual([]);
    return plan.steps.map(({ work }) => told(work));
  }
}

describe('against a local region', () => {
  it('S21, S135, S136: what was deployed is deployed: the next plan has no steps, with or without a journal', async () => {
    const deploys = new Deploys(await openHome());
    await deploys.deploy(all);
    expect((await deploys.plan(all)).steps).toEqual([]);
    const known = deploys.journal;
    deploys.journal = undefined;
    expect((await deploys.plan(all)).steps).toEqual([]);
    deploys.journal = known;
    // Code, memory, instances, a trigger less, a schedule less.
    const changed = [
      wanted('plain', { memoryMB: 256 }),
      wanted('warm', { reservedMB: 1_280, provisioned: fixed(6) }),
      wanted('scheduled', { provisioned: fixed(1) }),
      wanted('tracked'),
    ];
    expect(await deploys.deploy(changed, 'b')).toContain('moveAlias 1 $LATEST');
    expect((await deploys.plan(changed, 'b')).steps).toEqual([]);
    const account = (await deploys.plan(changed, 'b')).account.after.shares;
    expect(account).toEqual([
      { name: 'shop-dev-warm', mb: 1_280, by: 'reserved' },
      { name: 'shop-dev-scheduled', mb: 128, by: 'provisioned' },
    ]);
    const live = await liveService(deploys.home.client, 'default', [], { leaving: changed.map(({ name }) => name) });
    const plan = removal({
      names: changed.map(({ name }) => name),
      live,
      target,
      journal: deploys.journal,
      profile: { quotaModel: 'seed', floorMB: 12_800 },
    });
    await deploys.apply(plan, []);
    const left = await liveService(deploys.home.client, 'default', []);
    expect([left.listed.size, left.quota.claims, deploys.journal?.functions]).toEqual([0, [], {}]);
  });

  it('asks for an unchanged function at most five times, with a trigger of $DEFAULT four times', async () => {
    const deploys = new Deploys(await openHome());
    const functions = [...all, wanted('bare')];
    await deploys.deploy(functions);
    const { asked, client } = noting(deploys.home.client);
    expect((await deploys.plan(functions, 'a', {}, client)).steps).toEqual([]);
    const counts = functions.map(({ name }) => asked.filter((one) => one.name === name).length);
    expect(counts).toEqual([4, 5, 5, 5, 5]);
    expect(
      asked
        .filter(({ name }) => name === undefined)
        .map(({ action }) => action)
        .sort(),
    ).toEqual(['GetAccount', 'ListFunctions', 'ListNamespaces']);
    expect(asked.every(({ action }) => /^(Get|List)/.test(action))).toBe(true);
  });

  it('reads only what is asked for: other functions and other namespaces are quota, and no more', async () => {
    const { client, region } = await openHome();
    await region.ask('CreateNamespace', { Namespace: 'team' });
    for (const Namespace of ['default', 'team']) {
      await region.ask('CreateFunction', {
        FunctionName: 'shop-dev-plain',
        Namespace,
        Code: { ZipFile: code },
        ...createParams(plain.configuration),
      });
      await region.ask('PutReservedConcurrencyConfig', {
        FunctionName: 'shop-dev-plain',
        Namespace,
        ReservedConcurrencyMem: Namespace === 'team' ? 0 : 512,
      });
    }
    const live = await liveService(client, 'team', [plain]);
    expect([...live.functions.keys(), ...live.listed.keys()]).toEqual(['shop-dev-plain', 'shop-dev-plain']);
    expect(live.functions.get('shop-dev-plain')).toMatchObject({ reservedMB: 0, configuration: plain.configuration, status: 'Active' });
    expect(live.quota.claims.map(({ name, reservedMB }) => [name, reservedMB])).toEqual([
      ['shop-dev-plain', 512],
      ['team/shop-dev-plain', 0],
    ]);
    expect((await liveService(client, 'default', [], { prefix: 'shop-dev-' })).functions.size).toBe(1);
    expect((await liveService(client, 'default', [plain, warm], { only: 'warm', prefix: 'shop-dev-' })).functions.size).toBe(0);
  });
});

it('a namespace that is not there stops a deploy before it begins, and says how to get one', async () => {
  const { client } = await openHome();
  const fault: unknown = await liveService(client, 'team', [plain]).catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: 'DeployFault', code: 'noNamespace' });
  for (const lang of ['en', 'zh'] as const) {
    const said = (fault as DeployFault).say(lang);
    expect(said).toContain('tccli scf CreateNamespace --region ap-guangzhou --Namespace team');
    expect(said).toMatch(/default.*1.*5/);
  }
  // What is to be removed there is gone.
  expect((await liveService(client, 'team', [], { leaving: ['shop-dev-plain'] })).functions.size).toBe(0);
});

/** A cloud with one function. */
function cloudWith(answers: Readonly<Record<string, (asked: Arrived) => Answer>>, row: object = {}) {
  return fakeCloud((asked): Answer => {
    const own = answers[asked.action];
    if (own) return own(asked);
    switch (asked.action) {
      case 'GetAccount':
        return { AccountUsage: { TotalConcurrencyMem: 128_000 } };
      case 'ListNamespaces':
        return { Namespaces: [], TotalCount: 0 };
      case 'ListFunctions':
        return { Functions: [{ FunctionName: 'shop-dev-api', ...row }], TotalCount: 1 };
      case 'GetFunction':
        return { Status: 'Active', ModTime: '2026-01-05 08:00:00', MemorySize: 128 };
      case 'GetFunctionAddress':
        return { Url: 'https://code.example/a.zip', CodeSha256: hashOf('0') };
      default:
        return {};
    }
  });
}

const api = wanted('api');

describe('which code a function has', () => {
  const journal = (modTime: string, codeSha256: string) => ({
    functions: { 'shop-dev-api': { key: 'api', modTime, codeSha256, contentHash: hashOf('d') } },
    run: undefined,
  });
  const now = '2026-01-05 08:00:00';

  it.each<[what: string, options: LiveServiceOptions, contentHash: string | undefined, asked: number]>([
    ['is known while nothing has touched it', { journal: journal(now, hashOf('9')) }, hashOf('d'), 0],
    ['is known by its archive when something has', { journal: journal('2025-12-31 00:00:00', hashOf('0')) }, hashOf('d'), 1],
    [
      'is known by the archive that is to be deployed',
      { packages: new Map([['api', { ...packageOf('e'), zipSha256: hashOf('0') }]]) },
      hashOf('e'),
      1,
    ],
    [
      'is downloaded when nothing tells it',
      { journal: journal('', hashOf('9')), contentHashOf: (url) => Promise.resolve(`of ${url}`) },
      'of https://code.example/a.zip',
      1,
    ],
    ['is unknown when it cannot be had', { contentHashOf: () => Promise.resolve(undefined) }, undefined, 1],
    ['is unknown when nobody downloads', {}, undefined, 1],
  ])('%s', async (_what, options, contentHash, asked) => {
    const { client, actions } = cloudWith({});
    const live = await liveService(client, 'default', [api], options);
    expect(live.functions.get('shop-dev-api')?.contentHash).toBe(contentHash);
    expect(actions().filter((action) => action === 'GetFunctionAddress')).toHaveLength(asked);
  });

  it('is downloaded one after the other, and one that fails keeps no other from it', async () => {
    const names = ['a', 'b', 'c'];
    let under = 0;
    let most = 0;
    const contentHashOf = async (): Promise<string> => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return 'hash';
    };
    const rows = names.map((name) => ({ FunctionName: `shop-dev-${name}` }));
    const { client } = cloudWith({ ListFunctions: () => ({ Functions: rows, TotalCount: rows.length }) });
    const functions = names.map((name) => wanted(name));
    const live = await liveService(client, 'default', functions, { contentHashOf });
    expect([...live.functions.values()].map(({ contentHash }) => contentHash)).toEqual(['hash', 'hash', 'hash']);
    expect(most).toBe(1);
    let asked = 0;
    const failing = async (): Promise<string> => {
      asked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('cut off');
    };
    await expect(liveService(client, 'default', functions, { contentHashOf: failing })).rejects.toThrow('cut off');
    expect(asked).toBeGreaterThan(0);
  });

  it('of an image stands in its configuration', async () => {
    const { client, actions } = cloudWith({});
    await liveService(client, 'default', [{ ...api, code: 'image' }]);
    expect(actions()).not.toContain('GetFunctionAddress');
  });
});

describe('a function that is not active (S145)', () => {
  it('is waited for', async () => {
    const states = ['Creating', 'Updating', 'Publishing'];
    const { client, time } = cloudWith({ GetFunction: () => ({ Status: states.shift() ?? 'Active', ModTime: '', MemorySize: 128 }) });
    const live = await liveService(client, 'default', [api], { time });
    expect([live.functions.get('shop-dev-api')?.status, time.slept.filter((ms) => ms >= 400)]).toEqual(['Active', [400, 600, 900]]);
  });

  it('is not waited for without end', async () => {
    const { client, time } = cloudWith({ GetFunction: () => ({ Status: 'Updating' }) });
    await expect(liveService(client, 'default', [api], { time })).rejects.toMatchObject({
      code: 'functionBusy',
      message: expect.stringContaining('Updating for 120 s'),
    });
  });

  it.each([
    ['UpdateFailed', ['updateCode', 'updateConfiguration', 'verify']],
    ['CreateFailed', ['deleteFunction', 'createFunction', 'verify']],
  ])('%s: tells why, and is done again', async (Status, steps) => {
    const StatusReasons = [{ ErrorCode: 'InvalidSubnetID', ErrorMessage: 'no such subnet' }];
    const { client } = cloudWith({ GetFunction: () => ({ Status, StatusReasons, Runtime: 'Nodejs18.15', MemorySize: 128 }) });
    const plan = planFor(service([api]), await liveService(client, 'default', [api]));
    expect(plan.functions[0]?.fields[0]).toMatchObject({ option: 'status', before: `${Status}: InvalidSubnetID: no such subnet` });
    expect(plan.steps.map(({ work }) => told(work))).toEqual(steps);
  });

  it.each(['ResourceNotFound.Function', 'ResourceNotFound.FunctionName'])('has gone: %s', async (error) => {
    const { client } = cloudWith({ GetFunction: () => refusal(error) });
    expect((await liveService(client, 'default', [api])).functions.size).toBe(0);
  });
});

describe('versions', () => {
  const wish = wanted('api', { provisioned: fixed(4) });
  const facts = deployed(wish, 'a');
  const rows =
    (...levels: [string, number][]) =>
    () => ({
      Allocated: levels.map(([Qualifier, number]) => ({
        Qualifier,
        AllocatedProvisionedConcurrencyNum: number,
        AvailableProvisionedConcurrencyNum: number,
        Status: 'Done',
      })),
    });
  const alias = (Description: string) => () => ({ FunctionVersion: '1', Description, RoutingConfig: null });
  const packages = new Map([['api', packageOf('a')]]);
  const listed = { ListVersionByFunction: () => ({ Versions: [{ Version: '1', Description: facts.versions?.[1]?.description }], TotalCount: 1 }) };

  it('S28: are listed only when the alias does not tell what it is on', async () => {
    const marked = cloudWith(
      { GetProvisionedConcurrencyConfig: rows(['1', 4]), GetAlias: alias(facts.alias?.description ?? '') },
      { TotalProvisionedConcurrencyMem: 512 },
    );
    const told = (await liveService(marked.client, 'default', [wish], { packages })).functions.get('shop-dev-api');
    expect([told?.versions, told?.provisionedMB, marked.actions().includes('ListVersionByFunction')]).toEqual([undefined, { 1: 512 }, false]);
    const bare = cloudWith(
      { GetProvisionedConcurrencyConfig: rows(['1', 4]), GetAlias: alias(''), ...listed },
      { TotalProvisionedConcurrencyMem: 512 },
    );
    const asked = (await liveService(bare.client, 'default', [wish], { packages })).functions.get('shop-dev-api');
    expect(asked?.versions).toMatchObject([{ version: '1' }]);
  });

  it('S28: of several that are provisioned, each tells its own memory', async () => {
    const GetFunction = ({ params }: Arrived): Answer => ({ Status: 'Active', MemorySize: params['Qualifier'] === '2' ? 512 : 128 });
    const { client } = cloudWith(
      { GetFunction, GetProvisionedConcurrencyConfig: rows(['1', 4], ['2', 1]), GetAlias: alias('') },
      { TotalProvisionedConcurrencyMem: 1_024 },
    );
    expect((await liveService(client, 'default', [api])).functions.get('shop-dev-api')?.provisionedMB).toEqual({ 1: 512, 2: 512 });
  });

  it('S141: the alias is asked for where nothing is provisioned, too: somebody else may have released what traffic was sent to', async () => {
    const { client } = cloudWith({ GetAlias: alias('') });
    expect((await liveService(client, 'default', [api])).functions.get('shop-dev-api')?.alias).toMatchObject({ version: '1' });
  });

  it('S141: a function without the alias $DEFAULT has its traffic on $LATEST', async () => {
    const { client } = cloudWith({ GetAlias: () => refusal('ResourceNotFound.Alias') });
    expect((await liveService(client, 'default', [api])).functions.get('shop-dev-api')?.alias).toBeUndefined();
  });
});

describe('the list of triggers', () => {
  const trigger = (TriggerName: string, Qualifier: string): object => {
    return { Type: 'timer', TriggerName, TriggerDesc: '{"cron":"0 0 * * * * *"}', Qualifier, Enable: 1, CustomArgument: '' };
  };
  const [ofDefault, ofLatest] = [trigger('hourly', '$DEFAULT'), trigger('latest', '$LATEST')];
  const latest: TriggerState = { ...hourly, name: 'latest', qualifier: '$LATEST' };

  it.each<{ readonly why: string; readonly wants: TriggerState[]; readonly tells: object[]; readonly there: object[]; readonly asked: number }>([
    { why: 'is not asked for when GetFunction tells just what is wanted', wants: [hourly], tells: [ofDefault], there: [], asked: 0 },
    { why: 'is when it does not', wants: [hourly], tells: [], there: [ofDefault], asked: 1 },
    { why: 'is when it may tell of $LATEST alone (S141)', wants: [latest], tells: [ofLatest], there: [ofLatest, ofDefault], asked: 1 },
    { why: 'is when nothing is wanted and nothing told: a timer of $DEFAULT goes on (S141)', wants: [], tells: [], there: [ofDefault], asked: 1 },
  ])('$why', async ({ wants, tells, there, asked }) => {
    const { client, actions } = cloudWith({
      GetFunction: () => ({ Status: 'Active', MemorySize: 128, Triggers: tells }),
      ListTriggers: () => ({ Triggers: there, TotalCount: there.length }),
    });
    const live = await liveService(client, 'default', [wanted('api', { triggers: wants })]);
    const names = (asked > 0 ? there : tells).map((one) => (one as { readonly TriggerName: string }).TriggerName);
    expect(live.functions.get('shop-dev-api')?.triggers.map(({ name }) => name)).toEqual(names);
    expect(actions().filter((action) => action === 'ListTriggers')).toHaveLength(asked);
  });
});
