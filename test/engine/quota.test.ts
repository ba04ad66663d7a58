import { scf2021, type FunctionPlan, type Profile } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account, tally, times } from './account';

/** So that only quota limits, as the vectors presume. */
const noBurst: Partial<Profile> = { burstPerMinute: 1_000_000, provisionedPerMinute: 1_000_000 };

function account(functions: readonly FunctionPlan[], profile: Partial<Profile> = noBurst): Account {
  const deployed = new Account(functions, { profile });
  for (const words of deployed.deploy()) deployed.started(Number(words.split(' ')[1]));
  return deployed;
}

describe('test vectors S§2.5', () => {
  it.each([
    { vector: 'V1', plan: functionPlan('a'), instances: 1_000, limit: 'pool', quotaMB: 128_000 },
    { vector: 'V2', plan: functionPlan('a', { memoryMB: 256 }), instances: 500, limit: 'pool', quotaMB: 128_000 },
    { vector: 'V3', plan: functionPlan('a', { reservedMB: 115_200 }), instances: 900, limit: 'reserved', quotaMB: 115_200 },
    { vector: 'V6', plan: functionPlan('a', { reservedMB: 0 }), instances: 0, limit: 'reserved', quotaMB: 0 },
    { vector: 'V7', plan: functionPlan('a', { memoryMB: 512, reservedMB: 1_280 }), instances: 2, limit: 'reserved', quotaMB: 1_280 },
    { vector: 'V8', plan: functionPlan('a', { memoryMB: 256, provisionedInstances: 10 }), instances: 500, limit: 'pool', quotaMB: 125_440 },
    {
      vector: 'V9',
      plan: functionPlan('a', { memoryMB: 256, provisionedInstances: 10, reservedMB: 2_560 }),
      instances: 10,
      limit: 'reserved',
      quotaMB: 2_560,
    },
  ])('$vector: $instances at a time, then 432 for $quotaMB MB', ({ plan, instances, limit, quotaMB }) => {
    const subject = account([plan]);
    expect(tally(times(instances, () => subject.call('a')))['ended 432']).toBeUndefined();
    expect(subject.call('a')).toEqual([`ended a${instances + 1} 432 ${limit}`]);
    expect(subject.causes.get(`a${instances + 1}`)).toMatchObject({ limit, quotaMB });
  });

  it('V3: with 115,200 MB reserved for one function the others share 12,800 MB', () => {
    const subject = account([functionPlan('a', { reservedMB: 115_200 }), functionPlan('b'), functionPlan('c')]);
    expect(tally(times(100, (nth) => subject.call(nth % 2 === 0 ? 'b' : 'c')))).toEqual({ starts: 100 });
    expect(subject.call('b')).toEqual(['ended b51 432 pool']);
    expect(subject.call('a')).toEqual(['starts 101 for a1']);
  });

  it('V5: two reservations that fill the account leave 100 instances of 128 MB', () => {
    const subject = account([functionPlan('a', { reservedMB: 64_000 }), functionPlan('b', { reservedMB: 51_200 }), functionPlan('c')]);
    expect(tally(times(101, () => subject.call('c')))).toEqual({ starts: 100, 'ended 432': 1 });
    expect(tally(times(501, () => subject.call('a')))).toEqual({ starts: 500, 'ended 432': 1 });
    expect(tally(times(401, () => subject.call('b')))).toEqual({ starts: 400, 'ended 432': 1 });
  });

  it('V9: provisioned instances inside a reservation leave the pool as it is without them', () => {
    const subject = account([functionPlan('a', { memoryMB: 256, provisionedInstances: 10, reservedMB: 2_560 }), functionPlan('b')]);
    expect(tally(times(981, () => subject.call('b')))).toEqual({ starts: 980, 'ended 432': 1 });
  });

  it('V13: 1,200 cold requests at once, 64 MB', () => {
    const subject = account([functionPlan('a', { memoryMB: 64, timeoutMs: 900_000 })], scf2021);
    expect(tally(times(1_200, () => subject.call('a')))).toEqual({ starts: 500, 'ended 429': 700 });
    subject.at(59_999);
    expect(tally(times(1, () => subject.call('a')))).toEqual({ 'ended 429': 1 });
    subject.at(60_000);
    expect(tally(times(501, () => subject.call('a')))).toEqual({ starts: 500, 'ended 429': 1 });
  });

  it('V14: 1,000 instances of 128 MB are reached in the second minute', () => {
    const subject = account([functionPlan('a', { timeoutMs: 900_000 })], scf2021);
    expect(tally(times(1_000, () => subject.send('a')))).toMatchObject({ accepted: 1_000, starts: 500 });
    for (let id = 1; id <= 500; id += 1) subject.started(id);
    expect(tally(subject.at(60_001).map((words) => words.replace('60000: ', '')))).toEqual({ starts: 500 });
    expect(subject.call('a')).toEqual(['ended a1001 432 pool']);
  });
});

describe('who holds quota', () => {
  it.each([
    { who: 'an instance that starts (S32)', act: () => undefined, refused: true },
    { who: 'an instance that runs (S7)', act: (subject: Account) => subject.started(1), refused: true },
    { who: 'an idle one, which does not (S31)', act: (subject: Account) => [subject.started(1), subject.finished(1)], refused: false },
    { who: 'one that failed to start, which does not', act: (subject: Account) => subject.startFailed(1), refused: false },
    { who: 'a recycled one, which does not', act: (subject: Account) => [subject.started(1), subject.finished(1, 434)], refused: false },
  ])('$who', ({ act, refused }) => {
    const subject = new Account([functionPlan('a'), functionPlan('b')], { profile: { accountQuotaMB: 128, floorMB: 0 } });
    subject.call('a');
    act(subject);
    expect(subject.call('b')[0]).toBe(refused ? 'ended b1 432 pool' : 'starts 2 for b1');
  });

  it('counts all versions of a function against its reservation (S14, S19)', () => {
    const subject = account([functionPlan('a', { reservedMB: 384, provisionedInstances: 1 })]);
    expect(subject.call('a', { qualifier: '$LATEST' })).toEqual(['starts 2 for a1']);
    expect(subject.call('a', { qualifier: '1' })).toEqual(['runs a2 on 1']);
    expect(subject.call('a', { qualifier: '1' })).toEqual(['starts 3 for a3']);
    expect(subject.call('a', { qualifier: '$LATEST' })).toEqual(['ended a4 432 reserved']);
  });

  it('lends a reservation to nobody, however idle it is (S14)', () => {
    const subject = new Account([functionPlan('a', { reservedMB: 128 }), functionPlan('b')], { profile: { accountQuotaMB: 256, floorMB: 128 } });
    expect(subject.call('b')).toEqual(['starts 1 for b1']);
    expect(subject.call('b')).toEqual(['ended b2 432 pool']);
    expect(subject.call('a')).toEqual(['starts 2 for a1']);
  });

  it('does not let a function with a reservation draw on the pool (S14)', () => {
    const subject = account([functionPlan('a', { reservedMB: 128 })]);
    subject.call('a');
    expect(subject.call('a')).toEqual(['ended a2 432 reserved']);
  });

  it('counts what other services of the account hold (S16)', () => {
    const elsewhere = { name: 'other-service-api', reservedMB: 128, provisionedMB: 0 };
    const subject = new Account([functionPlan('a')], { profile: { accountQuotaMB: 256, floorMB: 0 }, allocated: [elsewhere] });
    subject.call('a');
    expect(subject.call('a')).toEqual(['ended a2 432 pool']);
  });
});
