import { liveAccount, sayCloudFailure, type CloudFault } from '../../src/cloud';
import { fakeCloud, Raw, refusal, type Answer, type Arrived } from './fakeCloud';

type Rows = Readonly<Record<string, readonly object[]>>;

const account = { AccountUsage: { TotalConcurrencyMem: 128_000, TotalAllocatedConcurrencyMem: 0 }, AccountLimit: {} };

/** An account with these functions by namespace, of which no page has more than `pageMax` items. */
function accountOf(rows: Rows, { pageMax = 100, ...others }: { readonly pageMax?: number; readonly [action: string]: unknown } = {}) {
  const page = (all: readonly object[], { params }: Arrived): readonly object[] => {
    const { Offset = 0, Limit = 20 } = params as { readonly Offset?: number; readonly Limit?: number };
    return all.slice(Offset, Offset + Math.min(Limit, pageMax));
  };
  return (asked: Arrived): Answer => {
    const other = others[asked.action];
    if (typeof other === 'function') return (other as (asked: Arrived) => Answer)(asked);
    const names = Object.keys(rows).map((Name) => ({ Name }));
    const functions = rows[String(asked.params['Namespace'])] ?? [];
    switch (asked.action) {
      case 'GetAccount':
        return account;
      case 'ListNamespaces':
        return { Namespaces: page(names, asked), TotalCount: names.length };
      case 'ListFunctions':
        return { Functions: page(functions, asked), TotalCount: functions.length };
      default:
        return { MemorySize: 128 };
    }
  };
}

function row(FunctionName: string, more: object = {}): object {
  return { FunctionName, ReservedConcurrencyMem: null, TotalProvisionedConcurrencyMem: 0, AsyncRunEnable: 'FALSE', ...more };
}

function rowsNamed(count: number): object[] {
  return Array.from({ length: count }, (_, n) => row(`f${String(n).padStart(4, '0')}`));
}

describe('pages', () => {
  it.each([
    [0, 100, 1],
    [1, 100, 1],
    [100, 100, 1],
    [101, 100, 2],
    [250, 100, 3],
    // Asked for a hundred, the service gives what it likes to.
    [50, 20, 3],
  ])('%i functions in pages of at most %i take %i requests', async (count, pageMax, requests) => {
    const { client, arrived } = fakeCloud(accountOf({ default: rowsNamed(count) }, { pageMax }));
    expect((await liveAccount(client)).claims).toHaveLength(count);
    const lists = arrived.filter(({ action }) => action === 'ListFunctions');
    expect(lists).toHaveLength(requests);
    expect(lists[0]?.params).toEqual({ Namespace: 'default', Orderby: 'FunctionName', Order: 'ASC', Offset: 0, Limit: 100 });
  });

  it('of namespaces, too; `default` is looked at even when it is not listed', async () => {
    const rows = { ...Object.fromEntries(Array.from({ length: 130 }, (_, n) => [`n${n}`, [row('a')]])), default: [row('z')] };
    const { client, actions } = fakeCloud(accountOf(rows));
    expect((await liveAccount(client)).claims).toHaveLength(131);
    expect(actions().filter((action) => action === 'ListNamespaces')).toHaveLength(2);
    const none = fakeCloud(accountOf({ default: [row('z')] }, { ListNamespaces: () => ({ Namespaces: null, TotalCount: 0 }) }));
    expect((await liveAccount(none.client)).claims.map(({ name }) => name)).toEqual(['z']);
  });

  it('a function that moves to the next page meanwhile counts once', async () => {
    const pages = [[row('b', { ReservedConcurrencyMem: 128 })], [row('b', { ReservedConcurrencyMem: 128 }), row('c')]];
    const { client } = fakeCloud(accountOf({}, { ListFunctions: () => ({ Functions: pages.shift() ?? [], TotalCount: 3 }) }));
    expect((await liveAccount(client)).claims.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  it('that end before their count do end', async () => {
    const { client } = fakeCloud(
      accountOf({}, { ListFunctions: ({ params }: Arrived) => ({ Functions: params['Offset'] === 0 ? [row('a')] : [], TotalCount: 9 }) }),
    );
    expect((await liveAccount(client)).claims).toHaveLength(1);
  });

  it('without end are given up', async () => {
    const { client } = fakeCloud(accountOf({}, { ListFunctions: () => ({ Functions: [row('a')], TotalCount: 1e9 }) }));
    await expect(liveAccount(client)).rejects.toMatchObject({ detail: { kind: 'answer', action: 'ListFunctions', what: 'more than 1000 pages' } });
  });
});

describe('functions', () => {
  it('S14, S17, S70: null is no reservation, 0 switches off, switches are text; what is not said stays open', async () => {
    const rows = [
      row('a', { ReservedConcurrencyMem: 0, AsyncRunEnable: 'TRUE' }),
      row('b', { ReservedConcurrencyMem: 1_280, TotalProvisionedConcurrencyMem: 256 }),
      { FunctionName: 'c' },
    ];
    const live = await liveAccount(fakeCloud(accountOf({ default: rows })).client);
    expect(live.claims).toEqual([
      { name: 'a', reservedMB: 0, provisionedMB: 0 },
      { name: 'b', reservedMB: 1_280, provisionedMB: 256 },
      { name: 'c', reservedMB: undefined, provisionedMB: 0 },
    ]);
    expect([...live.asyncRun]).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('are looked at one by one only when they are asked for and there', async () => {
    const more = { GetFunction: ({ params }: Arrived) => ({ AsyncRunEnable: params['FunctionName'] === 'a' ? 'TRUE' : null, MemorySize: 512 }) };
    const { client, arrived } = fakeCloud(accountOf({ default: [{ FunctionName: 'a' }, { FunctionName: 'b' }, row('c')], team: [row('a')] }, more));
    const live = await liveAccount(client, { functions: ['a', 'b', 'team/a', 'gone', 'team/c'] });
    const asked = arrived.filter(({ action }) => action === 'GetFunction').map(({ params }) => params);
    expect(asked).toEqual([
      { FunctionName: 'a', Namespace: 'default' },
      { FunctionName: 'b', Namespace: 'default' },
      { FunctionName: 'a', Namespace: 'team' },
    ]);
    expect(Object.fromEntries(live.asyncRun)).toEqual({ a: true, b: false, c: false, 'team/a': true });
    expect(Object.fromEntries(live.memoryMB)).toEqual({ a: 512, b: 512, 'team/a': 512 });
  });

  it('and namespaces that go meanwhile are no fault', async () => {
    const more = {
      GetFunction: () => refusal('ResourceNotFound.FunctionName'),
      ListFunctions: ({ params }: Arrived) =>
        params['Namespace'] === 'team' ? refusal('ResourceNotFound.Namespace') : { Functions: [row('a')], TotalCount: 1 },
    };
    const live = await liveAccount(fakeCloud(accountOf({ default: [], team: [] }, more)).client, { functions: ['a'] });
    expect(live.claims.map(({ name }) => name)).toEqual(['a']);
    expect(live.memoryMB.size).toBe(0);
  });
});

it('never has more than four requests under way', async () => {
  const rows = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`n${n}`, [row('a')]]));
  let [running, most] = [0, 0];
  const { client } = fakeCloud(accountOf(rows));
  const counting = {
    ...client,
    region: client.region,
    host: client.host,
    call: async (...args: Parameters<typeof client.call>) => {
      most = Math.max(most, (running += 1));
      return client.call(...args).finally(() => (running -= 1));
    },
  };
  await liveAccount(counting, { functions: Object.keys(rows).map((name) => `${name}/a`) });
  expect(most).toBe(4);
});

it('throttling on the way is waited out; only reading actions are ever sent', async () => {
  const seen = new Map<string, number>();
  const answer = accountOf({ default: rowsNamed(150), team: [row('a')] });
  const { client, actions } = fakeCloud((asked) => {
    const key = JSON.stringify([asked.action, asked.params]);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return seen.get(key) === 1 ? refusal('RequestLimitExceeded') : answer(asked);
  });
  const live = await liveAccount(client, { functions: ['f0001'] });
  expect(live.claims).toHaveLength(151);
  expect(actions().filter((action) => !/^(Get|List)/.test(action))).toEqual([]);
});

it('one refusal ends it, and nothing more is begun', async () => {
  const rows = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`n${n}`, [row('a')]]));
  const listed = ({ params }: Arrived): Answer =>
    params['Namespace'] === 'default' ? refusal('UnauthorizedOperation.CAM') : { Functions: [row('a')], TotalCount: 1 };
  const { client, actions } = fakeCloud(accountOf(rows, { ListFunctions: listed }));
  await expect(liveAccount(client)).rejects.toMatchObject({ code: 'UnauthorizedOperation.CAM', action: 'ListFunctions' });
  // Those that are under way come to their end; time enough for many more.
  for (let n = 0; n < 200; n += 1) await new Promise(setImmediate);
  expect(actions().filter((action) => action === 'ListFunctions').length).toBeLessThanOrEqual(8);
});

it('can be called off', async () => {
  const stop = new AbortController();
  const { client } = fakeCloud(accountOf({}, { ListNamespaces: () => (stop.abort(new Error('enough')), { Namespaces: [], TotalCount: 0 }) }));
  await expect(liveAccount(client, { signal: stop.signal })).rejects.toThrow('enough');
});

it.each<[what: string, answers: Readonly<Record<string, unknown>>, said: string]>([
  ['an account without usage', { GetAccount: () => ({}) }, '`AccountUsage` is no object'],
  [
    'a quota that is text',
    { GetAccount: () => ({ AccountUsage: { TotalConcurrencyMem: '128000' } }) },
    '`TotalConcurrencyMem` is no whole number from 0',
  ],
  ['no quota', { GetAccount: () => ({ AccountUsage: { TotalConcurrencyMem: null } }) }, '`TotalConcurrencyMem` is nothing'],
  [
    'a negative reservation',
    { ListFunctions: () => ({ Functions: [row('a', { ReservedConcurrencyMem: -1 })], TotalCount: 1 }) },
    '`ReservedConcurrencyMem` is no',
  ],
  [
    'half a MB',
    { ListFunctions: () => ({ Functions: [row('a', { TotalProvisionedConcurrencyMem: 0.5 })], TotalCount: 1 }) },
    '`TotalProvisionedConcurrencyMem` is no',
  ],
  ['a function without a name', { ListFunctions: () => ({ Functions: [{}], TotalCount: 1 }) }, '`FunctionName` is no text'],
  ['a function that is none', { ListFunctions: () => ({ Functions: [null], TotalCount: 1 }) }, '`Functions[0]` is no object'],
  ['no list', { ListFunctions: () => ({ Functions: {}, TotalCount: 1 }) }, '`Functions` is no list'],
  ['no count', { ListFunctions: () => ({ Functions: [row('a')] }) }, '`TotalCount` is nothing'],
  [
    'a switch of its own',
    { ListFunctions: () => ({ Functions: [row('a', { AsyncRunEnable: 'maybe' })], TotalCount: 1 }) },
    '`AsyncRunEnable` is neither',
  ],
  ['something else than the API', { ListNamespaces: () => new Raw(200, '<html>', 'text/html') }, 'no JSON; Content-Type text/html'],
])('%s is no account: sums are never made of guesses', async (_what, answers, said) => {
  const { client } = fakeCloud(accountOf({ default: [] }, answers));
  const fault = (await liveAccount(client).catch((error: unknown) => error)) as CloudFault;
  expect(fault).toMatchObject({ name: 'CloudFault', code: 'answer' });
  expect(sayCloudFailure('en', fault)).toContain(said);
});
