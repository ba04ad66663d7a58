import { besideOneAnother, type LiveAccount } from '../../../src/commands/lint/accounts';
import { membersOf, type Member } from '../../../src/commands/lint/members';

interface Given {
  readonly reserved?: readonly number[];
  readonly account?: object;
  readonly region?: string;
  readonly profile?: string;
  readonly provisioned?: number;
  readonly asyncRunEnable?: boolean;
}

/** A service of functions that reserve so much, MB. */
async function member(
  name: string,
  { reserved = [], account = {}, region = 'ap-guangzhou', profile = 'scf-2021', provisioned, asyncRunEnable }: Given,
): Promise<Member> {
  const options = {
    handler: 'index.main_handler',
    ...(provisioned !== undefined && { provisionedConcurrency: provisioned }),
    ...(asyncRunEnable && { asyncRunEnable }),
  };
  const functions = Object.fromEntries(reserved.map((mb, index) => [`f${index}`, { ...options, reservedConcurrency: mb }]));
  const service = {
    service: name,
    provider: { name: 'tencent', region, runtime: 'Nodejs18.15', memorySize: 128 },
    functions: reserved.length > 0 ? functions : { f0: options },
    custom: { scf: { profile, account } },
  };
  const known = { service, dir: '/x', file: 'serverless.yml', text: '' };
  const [only] = await membersOf({ folder: name, read: () => Promise.resolve(known) }, false, 0);
  if (only === undefined) throw new Error('no member');
  return only;
}

async function judged(services: readonly Given[], live?: LiveAccount) {
  const names = ['aa', 'bb', 'cc', 'dd'];
  const before = await Promise.all(services.map((given, index) => member(names[index] ?? '', given)));
  const { members, accounts } = await besideOneAnother(before, live && (() => Promise.resolve(live)));
  const found = members.map(({ result, besides }) =>
    [...(result?.diagnostics ?? []), ...besides].filter(({ severity }) => severity !== 'info').map(({ code, path }) => `${code} ${path.join('.')}`),
  );
  return { found, accounts, members };
}

it('S16: the sum of several services, told once, where it first is too much, with all who hold', async () => {
  const { found, accounts, members } = await judged([{ reserved: [64_000] }, { reserved: [1280, 51_200] }, { reserved: [12_800] }]);
  expect(found).toEqual([[], ['SCF203 functions.f1.reservedConcurrency'], []]);
  const sum = members[1]?.result?.diagnostics.find(({ code }) => code === 'SCF203');
  expect(sum?.params).toMatchObject({
    allocatedMB: 129_280,
    overMB: 14_080,
    shares: [
      { name: 'aa-dev-f0', mb: 64_000 },
      { name: 'f1', mb: 51_200 },
      { name: 'cc-dev-f0', mb: 12_800 },
      { name: 'f0', mb: 1280 },
    ],
    lower: { function: 'f1', to: '37120 MB' },
  });
  expect(accounts).toMatchObject([{ name: '', region: 'ap-guangzhou', live: false, allocation: { allocatedMB: 129_280, allocatableMB: -14_080 } }]);
});

it('S16: exactly what can be allocated is fine', async () => {
  expect((await judged([{ reserved: [64_000] }, { reserved: [51_200] }])).found).toEqual([[], []]);
});

it.each([
  { what: 'regions (S5)', services: [{ reserved: [115_200] }, { reserved: [115_200], region: 'ap-shanghai' }] },
  {
    what: 'accounts that are told apart',
    services: [
      { reserved: [115_200], account: { name: 'prod' } },
      { reserved: [115_200], account: { name: 'test' } },
    ],
  },
])('keeps $what apart', async ({ services }) => {
  const { found, accounts } = await judged(services);
  expect(found).toEqual([[], []]);
  expect(accounts).toHaveLength(2);
});

it('S24: provisioned instances of several services, in the model where they alone are limited', async () => {
  const provisioned = { profile: 'scf-2025', provisioned: 76_800 };
  expect((await judged([provisioned, provisioned])).found).toEqual([[], ['SCF215 functions.f0.provisionedConcurrency']]);
});

it('S5: services that disagree on their account', async () => {
  const { found } = await judged([{}, { account: { quotaMB: 256_000 } }]);
  expect(found).toEqual([[], ['SCF218 custom.scf.account.quotaMB']]);
});

it('S5: compares no quota that could not be read', async () => {
  const { found } = await judged([{}, { account: { quotaMB: '256000' } }]);
  expect(found).toEqual([[], ['SCF101 custom.scf.account.quotaMB']]);
});

it('counts what is said to be allocated once, and not what is there itself', async () => {
  const allocated = [
    { function: 'other', reservedMB: 12_800 },
    { function: 'bb-dev-f0', reservedMB: 99_999 },
  ];
  const { found, accounts } = await judged([
    { reserved: [12_800], account: { allocated } },
    { reserved: [12_800], account: { allocated: allocated.slice(0, 1) } },
  ]);
  expect(found).toEqual([[], []]);
  expect(accounts).toMatchObject([{ allocation: { allocatedMB: 38_400 } }]);
});

describe('beside the live account', () => {
  const live = (more: Partial<LiveAccount>): LiveAccount => ({ quotaMB: 128_000, claims: [], asyncRun: new Map(), ...more });

  it('S16: what others hold there counts, and what this service will hold replaces what it held', async () => {
    const claims = [
      { name: 'foreign', reservedMB: 102_400, provisionedMB: 0 },
      { name: 'aa-dev-f0', reservedMB: 115_200, provisionedMB: 0 },
    ];
    expect((await judged([{ reserved: [12_800] }], live({ claims }))).found).toEqual([[]]);
    const { found, accounts } = await judged([{ reserved: [12_928] }], live({ claims }));
    expect(found).toEqual([['SCF203 functions.f0.reservedConcurrency']]);
    expect(accounts).toMatchObject([{ live: true, allocation: { accountMB: 128_000, allocatedMB: 115_328 } }]);
  });

  it('S10: the quota that the account has is what counts, and is told where another is assumed', async () => {
    const { found, accounts } = await judged([{ reserved: [64_000] }], live({ quotaMB: 64_000 }));
    expect(found).toEqual([['SCF203 functions.f0.reservedConcurrency', 'SCF219 custom.scf.account.quotaMB']]);
    expect(accounts).toMatchObject([{ allocation: { accountMB: 64_000 } }]);
  });

  it.each([
    { exists: true, asyncRunEnable: true, is: [] },
    { exists: false, asyncRunEnable: true, is: ['SCF401 functions.f0.asyncRunEnable'] },
    { exists: true, asyncRunEnable: false, is: ['SCF401 functions.f0.asyncRunEnable'] },
    { exists: undefined, asyncRunEnable: true, is: [] },
  ])('S76: a function that exists with $exists and is configured with $asyncRunEnable', async ({ exists, asyncRunEnable, is }) => {
    const asyncRun = new Map(exists === undefined ? [] : [['aa-dev-f0', exists]]);
    const { found } = await judged([{ asyncRunEnable }], live({ asyncRun }));
    expect(found[0]?.filter((line) => line.startsWith('SCF4'))).toEqual(is);
  });
});
