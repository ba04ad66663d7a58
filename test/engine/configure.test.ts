import type { Alias, Change } from '../../src/engine';
import type { FunctionPlan, Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };
const reserve = (key: string, reservedMB: number | undefined): Change => ({ kind: 'reserved', function: key, reservedMB });
const provision = (key: string, instances: number, version = '1', by: 'user' | 'schedule' = 'user'): Change => ({
  kind: 'provisioned',
  function: key,
  version,
  instances,
  by,
});
const total = (totalMB: number): Change => ({ kind: 'total', totalMB });

/** What becomes of each of some changes, made one after the other: `done`, or the fault. */
function outcomes(functions: readonly FunctionPlan[], changes: readonly Change[], profile: Partial<Profile> = {}): string[] {
  const account = new Account(functions, { profile: { provisionedPerMinute: 100_000, ...profile } });
  const ready = (said: readonly string[]): void => {
    for (const words of said) if (words.startsWith('starts')) account.started(Number(words.split(' ')[1]));
  };
  ready(account.deploy());
  return changes.map((change) => {
    const said = account.change(change);
    ready(said);
    return said.find((words) => words.startsWith('changed'))?.split(' ')[2] ?? 'done';
  });
}

interface Case {
  readonly what: string;
  readonly functions: readonly FunctionPlan[];
  readonly changes: readonly Change[];
  readonly expected: readonly string[];
  readonly profile?: Partial<Profile>;
}

const a = (overrides: Partial<FunctionPlan> = {}) => functionPlan('a', { ...long, ...overrides });
const b = (overrides: Partial<FunctionPlan> = {}) => functionPlan('b', { ...long, ...overrides });
const tooMuchReserved = 'LimitExceeded.FunctionReservedConcurrencyMemory';
const beyondReserved = 'FailedOperation.ProvisionedExceedReserved';
const beyondAvailable = 'FailedOperation.ProvisionedExceedAvailable';
const ga = { quotaModel: 'ga' } as const;

const reserving: readonly Case[] = [
  { what: 'V3: 115,200 MB', functions: [a()], changes: [reserve('a', 115_200)], expected: ['done'] },
  { what: 'V4: 115,201 MB', functions: [a()], changes: [reserve('a', 115_201)], expected: [tooMuchReserved] },
  {
    what: 'V5: 64,000 and 51,200 MB, and one more',
    functions: [a(), b(), functionPlan('c')],
    changes: [reserve('a', 64_000), reserve('b', 51_200), reserve('c', 1), reserve('c', 0)],
    expected: ['done', 'done', tooMuchReserved, 'done'],
  },
  { what: 'S16: its own old value does not count', functions: [a({ reservedMB: 100_000 })], changes: [reserve('a', 115_200)], expected: ['done'] },
  {
    what: 'S13: up to the floor of the profile, whatever that is (knobs accountQuotaMB, floorMB)',
    functions: [a()],
    changes: [reserve('a', 900), reserve('a', 901)],
    expected: ['done', tooMuchReserved],
    profile: { accountQuotaMB: 1_000, floorMB: 100 },
  },
  { what: 'S18: any whole number', functions: [a()], changes: [reserve('a', 1), reserve('a', 1_000)], expected: ['done', 'done'] },
  {
    what: 'S14: a number of MB',
    functions: [a()],
    changes: [reserve('a', -1), reserve('a', 1.5), reserve('a', NaN)],
    expected: Array.from({ length: 3 }, () => 'InvalidParameterValue'),
  },
  { what: 'of nobody', functions: [a()], changes: [reserve('x', 128)], expected: ['ResourceNotFound.Function'] },
  {
    what: 'S145: of a function that does not serve',
    functions: [a()],
    changes: [{ kind: 'status', function: 'a', status: 'Creating' }, reserve('a', 128)],
    expected: ['done', 'FailedOperation.FunctionVersionStatusNotActive'],
  },
  {
    what: 'S29: below what is provisioned, and exactly that',
    functions: [a({ reservedMB: 1_280, provisionedInstances: 5 })],
    changes: [reserve('a', 639), reserve('a', 640), reserve('a', 0)],
    expected: [beyondReserved, 'done', beyondReserved],
  },
  {
    what: 'S24: below what is provisioned, in model ga',
    functions: [a({ reservedMB: 1_280, provisionedInstances: 5 })],
    changes: [reserve('a', 639), reserve('a', 0)],
    expected: ['done', 'done'],
    profile: ga,
  },
  {
    what: 'S29: deleted, so that its provisioned instances are charged to the account',
    functions: [a({ reservedMB: 12_800, provisionedInstances: 100 }), b({ reservedMB: 102_400 })],
    changes: [reserve('a', undefined), reserve('b', 102_401)],
    expected: ['done', tooMuchReserved],
  },
  { what: 'deleted where there is none', functions: [a()], changes: [reserve('a', undefined)], expected: ['done'] },
];

const provisioning: readonly Case[] = [
  {
    what: 'V8: 10 × 256 MB, unreserved, as far as the floor',
    functions: [a({ memoryMB: 256, provisionedInstances: 1 })],
    changes: [provision('a', 450), provision('a', 451)],
    expected: ['done', beyondAvailable],
  },
  {
    what: 'V9 and V10: 10 and 11 × 256 MB within 2,560 MB',
    functions: [a({ memoryMB: 256, reservedMB: 2_560, provisionedInstances: 1 })],
    changes: [provision('a', 10), provision('a', 11)],
    expected: ['done', beyondReserved],
  },
  {
    what: 'V10: in model ga beyond the reservation, up to the account',
    functions: [a({ memoryMB: 256, reservedMB: 2_560, provisionedInstances: 1 })],
    changes: [provision('a', 11), provision('a', 500), provision('a', 501)],
    expected: ['done', 'done', 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory'],
    profile: ga,
  },
  {
    what: 'S22: the sum over all versions',
    functions: [a({ reservedMB: 1_280, provisionedInstances: 6 })],
    changes: [{ kind: 'published', function: 'a' }, provision('a', 4, '2'), provision('a', 5, '2')],
    expected: ['done', 'done', beyondReserved],
  },
  {
    what: 'V12, S21: on $LATEST, an alias, a version that is none',
    functions: [a({ provisionedInstances: 1 })],
    changes: [provision('a', 1, '$LATEST'), provision('a', 1, '$DEFAULT'), provision('a', 1, '7')],
    expected: ['InvalidParameterValue.Qualifier', 'InvalidParameterValue.Qualifier', 'ResourceNotFound.Version'],
  },
  {
    what: 'a number of instances',
    functions: [a({ provisionedInstances: 1 })],
    changes: [provision('a', -1), provision('a', 0.5), provision('a', 0)],
    expected: ['InvalidParameterValue', 'InvalidParameterValue', 'done'],
  },
  {
    what: 'S145: of a function that does not serve',
    functions: [a({ provisionedInstances: 1 })],
    changes: [{ kind: 'status', function: 'a', status: 'Deleting' }, provision('a', 2)],
    expected: ['done', 'FailedOperation.FunctionVersionStatusNotActive'],
  },
  {
    what: 'S137: by a schedule sets what fits',
    functions: [a({ memoryMB: 256, reservedMB: 2_560, provisionedInstances: 1 })],
    changes: [provision('a', 11, '1', 'schedule')],
    expected: ['done'],
  },
];

const totals: readonly Case[] = [
  {
    what: 'S26: down to the floor',
    functions: [a()],
    changes: [total(12_800), total(12_799)],
    expected: ['done', 'LimitExceeded.TotalConcurrencyMemory'],
  },
  {
    what: 'S26: down to what is allocated and the floor',
    functions: [a({ reservedMB: 1_000 }), b({ provisionedInstances: 2 })],
    changes: [total(14_055), total(14_056)],
    expected: ['LimitExceeded.TotalConcurrencyMemory', 'done'],
  },
  {
    what: 'up, with room for more reservations',
    functions: [a()],
    changes: [reserve('a', 200_000), total(212_800), reserve('a', 200_000)],
    expected: [tooMuchReserved, 'done', 'done'],
  },
  { what: 'a number of MB', functions: [a()], changes: [total(-1), total(1e5 + 0.5)], expected: ['InvalidParameterValue', 'InvalidParameterValue'] },
];

describe.each([
  { kind: 'a reservation (S16–S19, S29)', cases: reserving },
  { kind: 'provisioned instances (S21–S25)', cases: provisioning },
  { kind: 'the account quota (S26)', cases: totals },
])('a change of $kind', ({ cases }) => {
  it.each(cases)('$what', ({ functions, changes, expected, profile }) => {
    expect(outcomes(functions, changes, profile)).toEqual(expected);
  });
});

it('a change that is refused changes nothing (S16)', () => {
  const account = new Account([a({ reservedMB: 128 }), b()]);
  account.change(reserve('a', 200_000));
  account.call('a');
  expect(account.call('a')).toEqual(['ended a2 432 reserved']);
  expect(account.state.pool.quotaMB).toBe(128_000 - 128);
});

it('a reservation of 0 switches a function off, and its deletion on again (S17)', () => {
  const account = new Account([a()]);
  account.change(reserve('a', 0));
  expect(account.call('a')).toEqual(['ended a1 432 reserved']);
  expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved']);
  expect(account.change(reserve('a', undefined))).toEqual(['changed reserved', 'starts 1 for a2']);
});

it.each([
  { what: 'a reservation', changes: [reserve('a', 128), reserve('a', 256)], fault: 'FailedOperation.ReservedInProgress' },
  { what: 'the account quota', changes: [total(100_000), total(90_000)], fault: 'FailedOperation.TotalConcurrencyMemoryInProgress' },
])('a second change of $what while the first settles is refused (S30, knob settleSec)', ({ changes: [first, second], fault }) => {
  for (const settleMs of [0, 5_000]) {
    const account = new Account([a(), b()], { profile: { settleMs } });
    if (!first || !second) throw new Error('two changes');
    account.at(1_000);
    account.change(first);
    // Others are not concerned.
    expect(account.change(reserve('b', 128))).toEqual(['changed reserved']);
    account.at(5_999);
    expect(account.change(second)).toEqual([`changed ${second.kind}${settleMs > 0 ? ` ${fault}` : ''}`]);
    account.at(6_000);
    expect(account.change(second)).toEqual([`changed ${second.kind}`]);
  }
});

it('an update while a reservation settles is refused (S28)', () => {
  const account = new Account([a()], { profile: { settleMs: 5_000 } });
  account.change(reserve('a', 128));
  expect(account.change({ kind: 'function', plan: a() })).toEqual(['changed function FailedOperation.ReservedInProgress']);
  account.at(5_000);
  expect(account.change({ kind: 'function', plan: a() })).toEqual(['changed function']);
});

it('a second change of provisioned instances while the first is under way is refused (S30)', () => {
  const account = new Account([a({ provisionedInstances: 1 })]);
  account.deploy();
  const inProgress = 'changed provisioned FailedOperation.ProvisionedInProgress';
  expect(account.change(provision('a', 0))).toEqual([inProgress]);
  account.started(1);
  expect(account.change(provision('a', 2))).toEqual(['starts 2 provisioned a', 'changed provisioned']);
  expect(account.change(provision('a', 3))).toEqual([inProgress]);
  // One that has failed is no longer under way.
  account.startFailed(2);
  expect(account.change(provision('a', 1))).toEqual(['changed provisioned']);
});

it('so is that they are to follow the load, or no longer, unless it is nobody who asks (S30, S136)', () => {
  const account = new Account([a({ provisionedInstances: 1 })]);
  account.deploy();
  const tracking = { target: 0.5, min: 1, max: 3 };
  const follow: Change = { kind: 'tracking', function: 'a', version: '1', tracking };
  const stay: Change = { ...follow, tracking: undefined };
  for (const change of [follow, stay]) expect(account.change(change)).toEqual(['changed tracking FailedOperation.ProvisionedInProgress']);
  account.started(1);
  expect(account.change({ ...follow, tracking: { ...tracking, min: 2 } })).toEqual(['starts 2 provisioned a', 'changed tracking']);
  expect(account.change(stay)).toEqual(['changed tracking FailedOperation.ProvisionedInProgress']);
  expect(account.change({ ...stay, by: 'schedule' })).toEqual(['stops 2 released', 'stops 1 released', 'changed tracking']);
});

it('what is due at the moment of a change comes before it (design §4.1)', () => {
  const account = new Account([functionPlan('a')]);
  account.call('a');
  account.started(1);
  account.finished(1, 200, { keepAliveMs: 5_000 });
  account.at(5_000);
  expect(account.change({ kind: 'published', function: 'a' })).toEqual(['stops 1 keepAlive', 'changed published']);
});

describe('versions and aliases (S140, S141, S144)', () => {
  const alias = (name: string, version: string, additional?: Alias['additional']): Change => ({
    kind: 'alias',
    function: 'a',
    name,
    alias: { version, ...(additional && { additional }) },
  });
  const publish: Change = { kind: 'published', function: 'a' };
  const removal = (version: string): Change => ({ kind: 'versionRemoved', function: 'a', version });
  const drop = (name: string): Change => ({ kind: 'alias', function: 'a', name, alias: undefined });

  it.each<{ what: string; changes: readonly Change[]; expected: readonly string[] }>([
    { what: 'an alias of a version that is none', changes: [alias('live', '1')], expected: ['ResourceNotFound.FunctionVersion'] },
    { what: 'an alias of two versions', changes: [publish, alias('live', '1', { version: '$LATEST', weight: 0.1 })], expected: ['done', 'done'] },
    {
      what: 'an additional version that is none, and the main one',
      changes: [publish, alias('live', '1', { version: '2', weight: 0.1 }), alias('live', '1', { version: '1', weight: 0.1 })],
      expected: ['done', 'ResourceNotFound.FunctionVersion', 'InvalidParameter.RoutingConfig'],
    },
    {
      what: 'weights from 0 to 1',
      changes: [publish, ...[0, 1, -0.01, 1.01, NaN].map((weight) => alias('live', '1', { version: '$LATEST', weight }))],
      expected: ['done', 'done', 'done', ...Array.from({ length: 3 }, () => 'InvalidParameterValue.AdditionalVersionWeights')],
    },
    {
      what: 'the deletion of an alias, of none, and of $DEFAULT',
      changes: [alias('live', '$LATEST'), drop('live'), drop('live'), drop('$DEFAULT')],
      expected: ['done', 'done', 'ResourceNotFound.Alias', 'FailedOperation.DeleteAlias'],
    },
    {
      what: 'the deletion of a version that an alias names, as its main or its additional one',
      changes: [
        publish,
        publish,
        alias('live', '1', { version: '2', weight: 0.5 }),
        removal('1'),
        removal('2'),
        drop('live'),
        removal('1'),
        removal('2'),
      ],
      expected: ['done', 'done', 'done', 'UnsupportedOperation.AliasBind', 'UnsupportedOperation.AliasBind', 'done', 'done', 'done'],
    },
    {
      what: 'the deletion of $LATEST and of a version that is none',
      changes: [removal('$LATEST'), removal('3')],
      expected: ['InvalidParameterValue.Qualifier', 'ResourceNotFound.FunctionVersion'],
    },
  ])('$what', ({ changes, expected }) => {
    expect(outcomes([a()], changes)).toEqual(expected);
  });

  it('are numbered from 1 upward, and no number comes twice (S140)', () => {
    const account = new Account([a()]);
    account.change(publish);
    account.change(removal('1'));
    account.change(publish);
    expect(account.call('a', { qualifier: '1' })).toEqual(['ended a1 442']);
    expect(account.call('a', { qualifier: '2' })).toEqual(['starts 1 for a2']);
  });

  it('are a thousand at most (S140)', () => {
    const published = outcomes([a()], [...times(1_001, () => ['1']).map(() => publish), removal('7'), publish]);
    expect(published.indexOf('LimitExceeded.FunctionVersions')).toBe(1_000);
    expect(published.slice(1_001)).toEqual(['done', 'done']);
  });

  it('keep the memory and the time-out that they were published with (S28)', () => {
    const account = new Account([a({ timeoutMs: 1_000, reservedMB: 512 })]);
    account.change(publish);
    account.change({ kind: 'function', plan: a({ timeoutMs: 5_000, memoryMB: 512 }) });
    account.call('a', { qualifier: '1' });
    account.started(1);
    expect(account.call('a', { qualifier: '$LATEST' })).toEqual(['ended a2 432 reserved']);
    expect(account.at(1_001)).toEqual(['1000: ended a1 433', '1000: stops 1 recycled']);
    expect(account.call('a', { qualifier: '$LATEST' })).toEqual(['starts 2 for a3']);
    account.started(2);
    expect(account.at(6_002)).toEqual(['6001: ended a3 433', '6001: stops 2 recycled']);
  });

  it('take their provisioned memory out of the quota again when they go (S22)', () => {
    const account = new Account([a({ provisionedInstances: 10 })]);
    account.deploy();
    times(10, (id) => account.started(id));
    account.call('a', { qualifier: '1' });
    account.alias('a', '$DEFAULT', { version: '$LATEST' });
    expect(account.change(removal('1')).filter((words) => words.endsWith('released'))).toHaveLength(9);
    expect(account.state.pool.quotaMB).toBe(128_000);
    expect(account.finished(10)).toEqual(['ended a1 200', 'stops 10 released']);
  });
});
