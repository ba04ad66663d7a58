import { addressesIn } from '../../../src/commands/remote/addresses';
import { info } from '../../../src/commands/remote/info';
import { UsageError } from '../../../src/commands/output';
import { creation } from '../../api/control/stage';
import { refusal, type Answer, type Arrived } from '../../cloud/fakeCloud';
import { functionPlan } from '../../scf/plans';
import { fakeHosts, openCloudHome, running, serviceOf, type CloudHome } from './cloudHome';

async function deployed(): Promise<CloudHome> {
  const home = await openCloudHome();
  const { region } = home;
  const name = 'shop-dev-resize';
  await region.ask('CreateFunction', creation(name, { MemorySize: 256, AsyncRunEnable: 'TRUE', TraceEnable: 'TRUE', Timeout: 30 }));
  await region.ask('PublishVersion', { FunctionName: name, Description: 'the first' });
  await region.ask('PublishVersion', { FunctionName: name });
  await region.ask('PutReservedConcurrencyConfig', { FunctionName: name, ReservedConcurrencyMem: 2_560 });
  await region.ask('PutProvisionedConcurrencyConfig', { FunctionName: name, Qualifier: '2', VersionProvisionedConcurrencyNum: 4 });
  await region.ask('UpdateAlias', {
    FunctionName: name,
    Name: '$DEFAULT',
    FunctionVersion: '1',
    RoutingConfig: { AdditionalVersionWeights: [{ Version: '2', Weight: 0.25 }] },
  });
  await region.ask('CreateTrigger', {
    FunctionName: name,
    TriggerName: 'nightly',
    Type: 'timer',
    TriggerDesc: '0 0 3 * * * *',
    Qualifier: '$DEFAULT',
  });
  return home;
}

it('tells all that is deployed of a function, what is not, and how the quota is divided', async () => {
  const { access } = await deployed();
  const { code, out, err } = await running((output, machine) => info({}, serviceOf('resize', 'orders'), access, output, machine));
  expect(code).toBe(0);
  expect(out).toContain('shop, stage dev, in ap-guangzhou, namespace default');
  expect(out).toContain('resize (shop-dev-resize)\n  status: Active\n');
  expect(out).toContain('  memory and timeouts: 256 MB, 30 s, initialisation 65 s\n');
  expect(out).toContain('  asynchronous execution: on, events are tracked\n');
  expect(out).toContain('  reserved: 2560 MB = 10 instances\n');
  expect(out).toContain('  $DEFAULT: 1, 2 (25 %)\n');
  expect(out).toMatch(/ {2}provisioned on 2: \d of 4 available, (Done|InProgress)\n/);
  expect(out).toMatch(/ {2}version 2: .*\n {2}version 1: .* the first\n/);
  expect(out).toContain('  trigger timer nightly: $DEFAULT {"cron":"0 0 3 * * * *"}');
  expect(out).toMatch(/shop-dev-resize\s+│\s+2560/);
  expect(err).toBe('Not deployed: orders. "deploy" creates what is missing.');
});

it('tells the same as JSON, and nothing else on standard output', async () => {
  const { access } = await deployed();
  const { out, err } = await running((output, machine) => info({ json: true }, serviceOf('resize', 'orders'), access, output, machine));
  expect(err).toBe('');
  expect(JSON.parse(out)).toMatchObject({
    service: 'shop',
    functions: [
      {
        key: 'resize',
        memoryMB: 256,
        asyncRun: true,
        reservedMB: 2_560,
        provisioned: [{ version: '2', allocated: 4 }],
        versions: [{ version: '1', description: 'the first' }, { version: '2' }],
        aliases: [{ name: '$DEFAULT', version: '1', weights: [{ version: '2', weight: 0.25 }], rules: [] }],
        triggers: [{ type: 'timer', name: 'nightly', qualifier: '$DEFAULT', enabled: true, addresses: [] }],
      },
    ],
    notDeployed: [{ key: 'orders', name: 'shop-dev-orders' }],
    account: { accountMB: 128_000, allocatedMB: 2_560 },
  });
});

it('shows only the functions that are named, and in Chinese', async () => {
  const { access, service } = await openCloudHome({ functions: [functionPlan('api'), functionPlan('job')] });
  const shown = await running((output, machine) => info({ function: ['job'] }, service, access, output, machine), { lang: 'zh' });
  expect(shown.out).toContain('job (shop-dev-job)\n  状态: Active');
  expect(shown.out).not.toContain('shop-dev-api (');
  expect(shown.out).toContain('账号在 ap-guangzhou 的并发配额\n128000 MB，尚无保留或预置');
  await expect(running((output, machine) => info({ function: 'jobs' }, service, access, output, machine))).rejects.toThrow(UsageError);
});

it('changes nothing', async () => {
  const { access, region } = await deployed();
  const before = await region.ask('GetFunction', { FunctionName: 'shop-dev-resize' });
  await running((output, machine) => info({}, serviceOf('resize'), access, output, machine));
  expect(await region.ask('GetFunction', { FunctionName: 'shop-dev-resize' })).toEqual(before);
});

/** A cloud with one function, whose aliases come page by page. */
function withAliases(page: (asked: Arrived, nth: number) => Answer) {
  const answers: Readonly<Record<string, Answer>> = {
    GetAccount: { AccountUsage: { TotalConcurrencyMem: 128_000 } },
    ListNamespaces: { Namespaces: [], TotalCount: 0 },
    ListFunctions: { Functions: [], TotalCount: 0 },
    GetFunction: { Status: 'Active' },
    ListVersionByFunction: { Versions: [], TotalCount: 0 },
    ListTriggers: { Triggers: [], TotalCount: 0 },
  };
  let pages = 0;
  return fakeHosts((_, asked) => (asked.action === 'ListAliases' ? page(asked, (pages += 1)) : (answers[asked.action] ?? {})));
}

it('tells every alias, on however many pages they come; offset and limit of this list are texts', async () => {
  const names = ['live', 'next', 'old'];
  const { access, arrived } = withAliases(({ params }) => ({
    Aliases: names
      .slice(Number(params['Offset']))
      .slice(0, 2)
      .map((Name) => ({ Name, FunctionVersion: '1' })),
    TotalCount: names.length,
  }));
  const { out } = await running((output, machine) => info({ json: true }, serviceOf('resize'), access, output, machine));
  expect(JSON.parse(out)).toMatchObject({ functions: [{ aliases: names.map((name) => ({ name })) }] });
  const pages = arrived.flatMap(({ action, params: { Offset, Limit } }) => (action === 'ListAliases' ? [[Offset, Limit]] : []));
  expect(pages).toEqual([
    ['0', '100'],
    ['2', '100'],
  ]);
});

it('gives up aliases that never come to an end', async () => {
  const { access } = withAliases((_, nth) =>
    nth > 2_000 ? new Error('asked without end') : { Aliases: [{ Name: 'live', FunctionVersion: '1' }], TotalCount: 1e9 },
  );
  const { code, err } = await running((output, machine) => info({}, serviceOf('resize'), access, output, machine));
  expect(code).toBe(1);
  expect(err).toContain('more than 1000 pages');
});

it('tells a refusal of the cloud with what to do about it', async () => {
  const { access } = fakeHosts(() => refusal('AuthFailure.SignatureFailure', 'The signature is wrong.'));
  const { code, out, err } = await running((output, machine) => info({}, serviceOf('resize'), access, output, machine));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('AuthFailure.SignatureFailure: The signature is wrong.');
  expect(err).toMatch(/^Error: /);
});

it('shows nothing that would steer a terminal, whoever has written it', async () => {
  const { access } = fakeHosts(() => refusal('AuthFailure\x1b[31m', 'It is \x1b]0;wrong\x07\rright.'));
  const refused = await running((output, machine) => info({}, serviceOf('resize'), access, output, machine));
  expect(refused.err).toContain('AuthFailure·[31m: It is ·]0;wrong··right.');
  const home = await deployed();
  await home.region.ask('PublishVersion', { FunctionName: 'shop-dev-resize', Description: 'the \x1b[2Jlast' });
  const { out } = await running((output, machine) => info({}, serviceOf('resize'), home.access, output, machine));
  expect(out).toContain('the ·[2Jlast');
});

it('says what is missing where nobody can sign; on this machine it signs as nobody', async () => {
  const { access } = await openCloudHome({ signature: 'off', functions: [functionPlan('api')] });
  expect((await running((output, machine) => info({}, serviceOf('api'), access, output, machine))).code).toBe(0);
  const afar = { ...access, endpoint: 'scf.tencentcloudapi.com' };
  const { code, err } = await running((output, machine) => info({}, serviceOf('api'), afar, output, machine));
  expect(code).toBe(1);
  expect(err).toContain('No credentials of Tencent Cloud were found.');
});

it.each(['https://', 'http://127.0.0.1:99999', 'ftp://scf'])('an endpoint %s is a wrong command line, of which no JSON is told', async (endpoint) => {
  const { access } = await openCloudHome({ functions: [functionPlan('api')] });
  const outs: string[] = [];
  const asked = running((output, machine) => {
    const heard = { ...output, out: (text: string) => outs.push(text) };
    return info({ json: true }, serviceOf('api'), { ...access, endpoint }, heard, machine);
  });
  await expect(asked).rejects.toBeInstanceOf(UsageError);
  expect(outs).toEqual([]);
});

it.each([
  [
    'a function URL',
    '{"AuthType":"NONE","NetConfig":{"EnableIntranet":true,"IntranetUrl":"https://1-x.in.ap.tencentscf.com","ExtranetUrl":""}}',
    ['https://1-x.in.ap.tencentscf.com'],
  ],
  [
    'an API gateway',
    '{"service":{"serviceId":"service-1","subDomain":"service-1.gz.apigw.tencentcs.com"}}',
    ['https://service-1.gz.apigw.tencentcs.com'],
  ],
  ['one address twice', '{"a":"https://x.cn/y","b":{"c":["https://x.cn/y"]}}', ['https://x.cn/y']],
  ['a timer', '{"cron":"0 0 3 * * * *"}', []],
  ['no JSON', '0 0 3 * * * *', []],
])('finds the addresses of %s', (_what, desc, addresses) => {
  expect(addressesIn(desc)).toEqual(addresses);
});
