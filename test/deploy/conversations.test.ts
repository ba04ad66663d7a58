import { refusal } from '../cloud/fakeCloud';
import { Conversation, type Deployed } from './conversation';
import type { Stage } from './scriptedCloud';

/** What SCF does and a local region does not, in the documented form of the wire: with all that plans and deploys a service, for real. */

const name = 'shop-dev-fn';
const handler = { handler: 'index.main_handler' };
const nightly = { timer: { name: 'nightly', cron: '0 0 3 * * * *' } };
const warm = { ...handler, provisionedConcurrency: { instances: 2 } };

const went = (...statuses: readonly string[]): Stage[] => statuses.map((status) => ({ status }));
const failed = (status: string, ErrorCode: string, ErrorMessage: string): Stage => ({ status, reasons: [{ ErrorCode, ErrorMessage }] });

let talk: Conversation;
beforeEach(() => {
  talk = new Conversation();
});
afterEach(() => expect(talk.misfits).toEqual([]));

/** Steps that came to nothing, with their codes. */
function lost({ result }: Deployed): string[] {
  return result.steps.flatMap(({ state, id, error }) =>
    state === 'done' ? [] : [`${id} ${state} ${(error as { code?: string } | undefined)?.code ?? ''}`.trim()],
  );
}

/** Actions that change something, as they came, with the qualifiers that they name. */
function changes({ asked }: Deployed): string[] {
  return asked.filter((action) => !/^(Get|List)/.test(action));
}

async function settled(functions: object, code = 'a'): Promise<Deployed> {
  const done = await talk.deploy(functions, code);
  expect(lost(done)).toEqual([]);
  expect((await talk.plan(functions, code)).steps).toEqual([]);
  return done;
}

describe('S145: a function that is not active at once', () => {
  it('is waited for, and asked nothing else, until it is', async () => {
    talk.cloud.after.set('CreateFunction', went('Creating', 'Creating', 'Creating', 'Active'));
    const { asked, events } = await settled({ fn: { ...handler, events: [nightly], reservedConcurrency: 1024 } });
    const created = asked.indexOf('CreateFunction');
    expect(asked.slice(created, created + 5)).toEqual(['CreateFunction', 'GetFunction', 'GetFunction', 'GetFunction', 'GetFunction']);
    expect(events.filter(({ kind }) => kind === 'waiting').length).toBe(3);
    expect(talk.slept.slice(0, 3)).toEqual([300, 450, 675]);
  });

  it('is only then configured when its new code is installed', async () => {
    await settled({ fn: handler });
    talk.cloud.after.set('UpdateFunctionCode', went('Updating', 'Updating', 'Active'));
    talk.cloud.after.set('UpdateFunctionConfiguration', went('Updating', 'Active'));
    const { asked } = await settled({ fn: { ...handler, memorySize: 256 } }, 'b');
    const order = asked.filter((action) => /^(Update|GetFunction$)/.test(action));
    expect(order.slice(0, 6)).toEqual([
      'UpdateFunctionCode',
      'GetFunction',
      'GetFunction',
      'GetFunction',
      'UpdateFunctionConfiguration',
      'GetFunction',
    ]);
  });

  it('and never will be says why, in both languages; others are deployed; and the next deploy makes it anew', async () => {
    talk.cloud.after.set('CreateFunction', [
      ...went('Creating'),
      failed('CreateFailed', 'InvalidParameterValue.Role', 'the role SCF_X is not there'),
    ]);
    const functions = { fn: { ...handler, role: 'SCF_X', events: [nightly] }, other: handler };
    const first = await talk.deploy(functions);
    expect(lost(first)).toEqual([`${name}:createFunction failed functionFailed`, `${name}:createTrigger:timer:nightly open`, `${name}:verify open`]);
    for (const text of [first.told.en, first.told.zh]) expect(text).toContain('InvalidParameterValue.Role: the role SCF_X is not there');
    expect(talk.cloud.functions.get('shop-dev-other')?.stages).toEqual(went('Active'));
    // Of a function that was never there, nothing more can be asked.
    talk.refuse('GetFunctionEventInvokeConfig', 'FailedOperation.FunctionVersionStatusNotActive', 0);
    const second = await settled(functions);
    expect(second.plan.functions.map(({ kind }) => kind)).toEqual(['replace', 'same']);
    expect(changes(second)).toEqual(['DeleteFunction', 'CreateFunction', 'CreateTrigger']);
  });

  it('since its last change failed can still be read, though not all of it, and is changed again', async () => {
    await settled({ fn: handler });
    talk.cloud.after.set('UpdateFunctionConfiguration', [...went('Updating'), failed('UpdateFailed', 'ResourceNotFound.Vpc', 'no vpc-9')]);
    const functions = { fn: { ...handler, vpc: { vpcId: 'vpc-9', subnetId: 'subnet-9' } } };
    const first = await talk.deploy(functions);
    expect(lost(first)).toEqual([`${name}:updateConfiguration failed functionFailed`, `${name}:verify open`]);
    expect(first.told.en).toContain('ResourceNotFound.Vpc: no vpc-9');
    // What the service documents to refuse for a version that is not active.
    const whileFailed = (code: string) => () => (talk.cloud.functions.get(name)?.stages[0]?.status === 'Active' ? undefined : refusal(code));
    talk.interject('GetFunctionEventInvokeConfig', whileFailed('FailedOperation.FunctionVersionStatusNotActive'));
    talk.interject('GetFunctionAddress', whileFailed('FailedOperation.FunctionStatusError'));
    const second = await talk.deploy(functions);
    expect(lost(second)).toEqual([]);
    expect(second.plan.functions[0]?.fields[0]).toMatchObject({ option: 'status', before: 'UpdateFailed: ResourceNotFound.Vpc: no vpc-9' });
    expect(changes(second)).toEqual(['UpdateFunctionCode', 'UpdateFunctionConfiguration']);
    expect((await talk.plan(functions)).steps).toEqual([]);
  });

  it('because somebody else changes it is waited for before anything is planned', async () => {
    await settled({ fn: handler });
    const kept = talk.cloud.functions.get(name);
    if (kept) kept.stages = went('Updating', 'Updating', 'Active');
    const slept = talk.slept.length;
    expect((await talk.plan({ fn: handler })).steps).toEqual([]);
    // The rest are the distances that rates demand.
    expect(talk.slept.slice(slept).filter((ms) => ms >= 100)).toEqual([400, 600]);
  });
});

describe('S21, S140: a version', () => {
  it('that is still being published, and that nobody finds at first, gets its instances when it is there', async () => {
    talk.cloud.publishing.push(went('Publishing', 'Publishing', 'Active'));
    talk.interject('GetFunction 1', (_asked, nth) => (nth <= 2 ? refusal('ResourceNotFound.FunctionVersion') : undefined));
    const { asked } = await settled({ fn: warm });
    const published = asked.indexOf('PublishVersion');
    const put = asked.indexOf('PutProvisionedConcurrencyConfig 1');
    expect(asked.slice(published, put).filter((action) => action === 'GetFunction 1')).toHaveLength(5);
    expect(changes({ asked } as Deployed)).toEqual(['CreateFunction', 'PublishVersion', 'PutProvisionedConcurrencyConfig 1', 'UpdateAlias']);
  });

  it('that cannot be published leaves traffic where it is, and is not used by the next deploy', async () => {
    await settled({ fn: warm });
    talk.cloud.publishing.push([...went('Publishing'), failed('PublishFailed', 'FailedOperation.PublishVersion', 'image too large')]);
    const first = await talk.deploy({ fn: { ...warm, memorySize: 256 } });
    expect(changes(first)).toEqual(['UpdateFunctionConfiguration', 'PublishVersion']);
    expect(first.told.en).toContain('FailedOperation.PublishVersion: image too large');
    expect(first.told.zh).toContain('PublishFailed');
    expect(talk.cloud.functions.get(name)?.alias['FunctionVersion']).toBe('1');
    const second = await settled({ fn: { ...warm, memorySize: 256 } });
    expect(changes(second)).toEqual(['PublishVersion', 'PutProvisionedConcurrencyConfig 3', 'UpdateAlias', 'DeleteProvisionedConcurrencyConfig 1']);
  });

  it('with our mark is found on a later page, and not published twice', async () => {
    await settled({ fn: warm });
    const kept = talk.cloud.functions.get(name);
    for (let nth = 2; nth <= 130; nth += 1) kept?.versions.push({ name: String(nth), description: 'by hand', members: {}, stages: went('Active') });
    talk.cloud.levels.push([{ available: 0, status: 'Failed', reason: 'no machines' }]);
    expect((await talk.deploy({ fn: warm }, 'b')).result.outcome).toBe('failed');
    talk.cloud.pageMax = 50;
    const again = await settled({ fn: warm }, 'b');
    expect(changes(again)).not.toContain('PublishVersion');
    const pages = talk.arrived.filter(({ action }) => action === 'ListVersionByFunction').map(({ params }) => params['Offset']);
    expect(pages.slice(-3)).toEqual([0, 50, 100]);
  });
});

describe('S131, S134: instances', () => {
  it('that come up slowly are awaited; traffic moves when all are there, and not before', async () => {
    await settled({ fn: warm });
    const levels = [0, 0, 1, 1, 2].map((available) => ({ available, status: available < 2 ? 'InProgress' : 'Done' }) as const);
    talk.cloud.levels.push(levels);
    const { asked } = await settled({ fn: warm }, 'b');
    const moved = asked.indexOf('UpdateAlias');
    const looked = asked.slice(asked.indexOf('PutProvisionedConcurrencyConfig 2'), moved);
    expect(looked.filter((action) => action === 'GetProvisionedConcurrencyConfig 2')).toHaveLength(5);
    expect(asked.indexOf('DeleteProvisionedConcurrencyConfig 1')).toBeGreaterThan(moved);
  });

  it('that fail to come up leave traffic on the old ones, are told of with their numbers, and asked for again by the next deploy', async () => {
    await settled({ fn: warm });
    talk.cloud.levels.push([
      { available: 0, status: 'InProgress' },
      { available: 1, status: 'InProgress' },
      { available: 1, status: 'Failed', reason: 'initialisation of 2 timed out' },
    ]);
    const first = await talk.deploy({ fn: warm }, 'b');
    expect(lost(first)[0]).toBe(`${name}:awaitProvisioned:new failed provisioningFailed`);
    for (const text of [first.told.en, first.told.zh]) {
      expect(text).toContain('initialisation of 2 timed out');
      expect(text).toMatch(/1 .*2/);
    }
    const kept = talk.cloud.functions.get(name);
    expect([kept?.alias['FunctionVersion'], kept?.provisioned.map(({ version }) => version)]).toEqual(['1', ['1', '2']]);
    const second = await settled({ fn: warm }, 'b');
    expect(changes(second)).toEqual(['PutProvisionedConcurrencyConfig 2', 'UpdateAlias', 'DeleteProvisionedConcurrencyConfig 1']);
  });
});

describe('S30, S145: a change that is under way', () => {
  it.each([
    ['PutProvisionedConcurrencyConfig', 'FailedOperation.ProvisionedInProgress'],
    ['PutProvisionedConcurrencyConfig', 'FailedOperation.FunctionVersionStatusNotActive'],
    ['PutReservedConcurrencyConfig', 'FailedOperation.ReservedInProgress'],
    ['UpdateFunctionConfiguration', 'FailedOperation.FunctionStatusError'],
    ['UpdateFunctionCode', 'FailedOperation.FunctionStatusError'],
    ['PublishVersion', 'FailedOperation.OperationConflict'],
    ['DeleteProvisionedConcurrencyConfig', 'FailedOperation.ProvisionedInProgress'],
  ])('is waited for, and then %s is done, once (%s)', async (action, code) => {
    await settled({ fn: warm });
    talk.refuse(action, code, 3);
    const { asked, events } = await settled({ fn: { ...warm, memorySize: 256, reservedConcurrency: 1024 } }, 'b');
    expect(asked.filter((one) => one.split(' ')[0] === action)).toHaveLength(4);
    expect(events.some((event) => event.kind === 'waiting' && event.waiting.for === 'settling' && event.waiting.code === code)).toBe(true);
  });

  it.each(['CreateFunction', 'PutProvisionedConcurrencyConfig', 'UpdateAlias', 'GetFunction', 'ListFunctions', 'GetAlias', 'CreateTrigger'])(
    'too many requests a second: %s is sent again after a second, and done once',
    async (action) => {
      talk.interject(action, (_asked, nth) => (nth === 1 || nth === 2 ? refusal('RequestLimitExceeded') : undefined));
      await settled({ fn: { ...warm, events: [nightly] } });
      expect(talk.slept).toEqual(expect.arrayContaining([1_000, 2_000]));
      const kept = talk.cloud.functions.get(name);
      expect([kept?.versions.length, kept?.triggers.length, kept?.provisioned.length]).toEqual([1, 1, 1]);
    },
  );
});

it('S226: layers and the installation of dependencies are set, changed, taken away, and are then as they were wanted', async () => {
  const layers = (...versions: number[]) => versions.map((version, nth) => ({ name: ['tools', 'fonts'][nth] ?? '', version }));
  await settled({ fn: { ...handler, layers: layers(1), installDependency: true } });
  const sent = (action: string) => talk.arrived.findLast((asked) => asked.action === action)?.params;
  expect(sent('CreateFunction')).toMatchObject({ Layers: [{ LayerName: 'tools', LayerVersion: 1 }], InstallDependency: 'TRUE' });
  expect(changes(await settled({ fn: { ...handler, layers: layers(2, 1), installDependency: true } }))).toEqual(['UpdateFunctionConfiguration']);
  expect(sent('UpdateFunctionConfiguration')).toMatchObject({
    Layers: [
      { LayerName: 'tools', LayerVersion: 2 },
      { LayerName: 'fonts', LayerVersion: 1 },
    ],
  });
  expect(changes(await settled({ fn: handler }))).toEqual(['UpdateFunctionCode', 'UpdateFunctionConfiguration']);
  expect(sent('UpdateFunctionConfiguration')).toMatchObject({ Layers: [{ LayerName: '', LayerVersion: 0 }] });
  expect(sent('UpdateFunctionCode')).toMatchObject({ InstallDependency: 'FALSE' });
});

describe('lists of several pages', () => {
  it('functions: what is far back counts', async () => {
    await settled({ fn: handler });
    talk.cloud.others = Array.from({ length: 230 }, (_, nth) => ({
      FunctionName: `a${String(nth).padStart(3, '0')}x`,
      ReservedConcurrencyMem: nth < 200 ? 512 : null,
      TotalProvisionedConcurrencyMem: 0,
    }));
    const plan = await talk.plan({ fn: handler });
    expect(plan.steps).toEqual([]);
    expect(plan.account.before.allocatedMB).toBe(200 * 512);
    const pages = talk.arrived.filter(({ action }) => action === 'ListFunctions').map(({ params }) => params['Offset']);
    expect(pages.slice(-3)).toEqual([0, 100, 200]);
  });

  it('triggers: those that are not wanted go, from whichever page, and only those', async () => {
    const events = [nightly];
    await settled({ fn: { ...handler, events } });
    const kept = talk.cloud.functions.get(name);
    const own = kept?.triggers ?? [];
    const old = (nth: number) => ({ TriggerName: `old-${nth}`, Type: 'timer', TriggerDesc: '0 0 1 * * * *', Qualifier: '$DEFAULT', Enable: 'OPEN' });
    if (kept) kept.triggers = [...Array.from({ length: 130 }, (_, nth) => old(nth)), ...own];
    const done = await settled({ fn: { ...handler, events } });
    expect(changes(done)).toEqual(Array.from({ length: 130 }, () => 'DeleteTrigger'));
    expect(kept?.triggers).toEqual(own);
  });
});

it('S222: of a gateway much more is told than was asked for: that is no change, and what did change is', async () => {
  talk.cloud.toldOfTriggers = (_type, text) => {
    const asked = JSON.parse(text) as { api: object; service: object; release: object };
    return JSON.stringify({
      api: {
        ...asked.api,
        apiId: 'api-1',
        apiName: 'fn',
        apiDesc: '',
        apiType: 'NORMAL',
        authType: 'NONE',
        isBase64Encoded: 'FALSE',
        isDebug: 1,
        internalDomain: '',
      },
      service: {
        ...asked.service,
        serviceId: 'service-7',
        serviceName: 'SCF_API_SERVICE',
        subDomain: 'https://service-7.gz.apigw.tencentcs.com/release/x',
      },
      release: { ...asked.release, releaseDesc: '' },
    });
  };
  const events = (method: string) => [{ apigw: { name: 'gateway', path: '/x', method } }];
  await settled({ fn: { ...handler, events: events('GET') } });
  const changed = await settled({ fn: { ...handler, events: events('POST') } });
  expect(changed.plan.functions[0]?.fields.map(({ option, before, after }) => [option, before, after])).toEqual([
    ['events.apigw.gateway.method', 'GET', 'POST'],
  ]);
  expect(changes(changed)).toEqual(['DeleteTrigger', 'CreateTrigger']);
});

it('S205: an image is made, is the same, and is changed by its address alone', async () => {
  const image = (tag: number) => ({ fn: { runtime: 'CustomImage', image: { imageType: 'personal', imageUri: `ccr.example/a/b:${tag}` } } });
  talk.cloud.after.set('CreateFunction', went('Creating', 'Active'));
  await settled(image(1));
  expect(talk.arrived.some(({ action }) => action === 'GetFunctionAddress')).toBe(false);
  talk.cloud.after.set('UpdateFunctionCode', went('Updating', 'Updating', 'Active'));
  const changed = await settled(image(2));
  expect(changes(changed)).toEqual(['UpdateFunctionCode']);
  const { params } = talk.arrived.findLast(({ action }) => action === 'UpdateFunctionCode') ?? {};
  expect(params).toEqual({
    FunctionName: name,
    Namespace: 'default',
    Code: { ImageConfig: { ImageType: 'personal', ImageUri: 'ccr.example/a/b:2', ContainerImageAccelerate: false, ImagePort: 9000 } },
  });
});

describe('members that the service leaves open (null: it could get no value)', () => {
  const nulls = {
    ...{ Runtime: null, PublicNetConfig: null, IntranetConfig: null, OnsEnable: null, ProtocolType: null, ProtocolParams: null },
    ...{ InstanceConcurrencyConfig: null, ImageConfig: null, Tags: null, Layers: null, CfsConfig: null, DeadLetterConfig: null, VpcConfig: null },
    ...{ StatusReasons: null, Description: null, Role: null },
  };

  it('are no reason to change anything, least of all to make a function anew (S76)', async () => {
    await settled({ fn: handler });
    talk.cloud.told = nulls;
    expect((await talk.plan({ fn: handler })).functions).toEqual([{ key: 'fn', name, kind: 'same', fields: [] }]);
    await settled({ fn: { ...handler, memorySize: 256 } }, 'b');
  });

  it('do not make a stranger of a function whose creation was answered by nobody', async () => {
    talk.cloud.told = nulls;
    let sent = false;
    talk.interject('CreateFunction', (asked) => {
      if (sent) return undefined;
      sent = true;
      talk.cloud.answer(asked);
      return refusal('InternalError');
    });
    await settled({ fn: handler });
  });

  it('still tell an image from an archive: neither becomes the other where it is', async () => {
    await settled({ fn: handler });
    talk.cloud.told = nulls;
    const image = { runtime: 'CustomImage', image: { imageType: 'personal', imageUri: 'ccr.example/a/b:1' } };
    await expect(talk.plan({ fn: image })).rejects.toMatchObject({ code: 'mustReplace' });
  });
});

describe('an account', () => {
  it('that owes money is refused what takes quota, at once and with what to do; nothing is tried again', async () => {
    await settled({ fn: handler });
    talk.cloud.told = { AvailableStatus: 'InsufficientBalance' };
    expect((await talk.plan({ fn: handler })).steps).toEqual([]);
    talk.refuse('PutReservedConcurrencyConfig', 'FailedOperation.InsufficientBalance', 9);
    const { told, asked, result } = await talk.deploy({ fn: { ...handler, reservedConcurrency: 1024 } });
    expect(result.outcome).toBe('failed');
    expect(asked.filter((action) => action === 'PutReservedConcurrencyConfig')).toHaveLength(1);
    expect(told.en).toMatch(/InsufficientBalance[^]*(overdue|arrears|balance|owe|top up|recharge)/i);
    expect(told.zh).toMatch(/欠费|余额|充值/);
  });

  it('S13, S16: whose quota is smaller than what is allocated can be given back to, and changed where it takes nothing; nothing is taken', async () => {
    await settled({ fn: { ...handler, reservedConcurrency: 2048 } });
    talk.cloud.others = [{ FunctionName: 'theirs', ReservedConcurrencyMem: 8_192, TotalProvisionedConcurrencyMem: 0 }];
    talk.cloud.quotaMB = 12_800 + 9_216;
    const same = await talk.plan({ fn: { ...handler, reservedConcurrency: 2048 } });
    expect([same.steps, same.account.before.allocatableMB]).toEqual([[], -1_024]);
    await settled({ fn: { ...handler, memorySize: 256, reservedConcurrency: 2048 } }, 'b');
    const more = talk.plan({ fn: { ...handler, memorySize: 256, reservedConcurrency: 2304 } }, 'b');
    await expect(more).rejects.toMatchObject({ code: 'quotaExceeded' });
    expect(changes(await settled({ fn: { ...handler, memorySize: 256, reservedConcurrency: 1792 } }, 'b'))).toEqual(['PutReservedConcurrencyConfig']);
  });
});
