import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };

describe('the cause of a refusal or wait says who held what, since when, and what would have admitted it', () => {
  it('in the pool (S12, S20)', () => {
    const account = new Account(
      [functionPlan('resize', long), functionPlan('encode', { ...long, memoryMB: 512 }), functionPlan('apart', { ...long, reservedMB: 1_280 })],
      { profile: { accountQuotaMB: 2_304, floorMB: 0 } },
    );
    account.call('apart');
    account.at(1_000);
    account.call('resize');
    account.at(2_000);
    account.call('encode');
    account.at(3_000);
    account.call('resize');
    account.call('resize');
    expect(account.call('encode')).toEqual(['ended encode2 432 pool']);
    expect(account.causes.get('encode2')).toEqual({
      limit: 'pool',
      function: 'encode',
      quotaMB: 1_024,
      elasticMB: 1_024,
      usedMB: 896,
      neededMB: 512,
      holders: [
        { function: 'encode', mb: 512, instances: 1, requestIds: ['encode1'], sinceMs: 2_000 },
        { function: 'resize', mb: 384, instances: 3, requestIds: ['resize1', 'resize2', 'resize3'], sinceMs: 1_000 },
      ],
      admittedByMB: 1_408,
    });
  });

  it('in a reservation of which provisioned instances take a part (S14, S§2.4)', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 512, provisionedInstances: 2 }), functionPlan('b', long)]);
    account.deploy();
    account.call('b');
    account.at(500);
    account.call('a');
    account.call('a');
    account.call('a');
    expect(account.causes.get('a3')).toEqual({
      limit: 'reserved',
      function: 'a',
      quotaMB: 512,
      elasticMB: 256,
      usedMB: 256,
      neededMB: 128,
      holders: [{ function: 'a', mb: 256, instances: 2, requestIds: ['a1', 'a2'], sinceMs: 500 }],
      admittedByMB: 640,
    });
  });

  it('of a function that is switched off: nobody holds anything (S17)', () => {
    const account = new Account([functionPlan('a', { reservedMB: 0 })]);
    account.call('a');
    expect(account.causes.get('a1')).toEqual({
      limit: 'reserved',
      function: 'a',
      quotaMB: 0,
      elasticMB: 0,
      usedMB: 0,
      neededMB: 128,
      holders: [],
      admittedByMB: 128,
    });
  });

  it('names the first few RequestIds only, the oldest (design §4)', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 640 })]);
    times(5, () => account.call('a'));
    account.call('a');
    expect(account.causes.get('a6')).toMatchObject({ holders: [{ instances: 5, requestIds: ['a1', 'a2', 'a3'] }] });
  });

  it('by how long they hold it, not by the age of their instances (S31)', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 640 })]);
    times(5, () => account.call('a'));
    for (const id of [1, 2, 3, 4, 5]) account.started(id);
    for (const [nth, id] of [4, 2, 5, 1].entries()) {
      account.at((nth + 1) * 1_000);
      account.finished(id);
      account.call('a');
    }
    // Instance 3 runs a3 since 0, 4 runs a6 since 1,000, 2 runs a7, 5 runs a8, 1 runs a9.
    account.call('a');
    expect(account.causes.get('a10')).toMatchObject({ holders: [{ instances: 5, requestIds: ['a3', 'a6', 'a7'], sinceMs: 0 }] });
  });

  it('even if they arrived before: what came back for another attempt holds since then (S54)', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 256 })]);
    account.send('a');
    account.started(1);
    account.finished(1, 430);
    account.at(1_000);
    account.call('a');
    expect(account.at(60_001)).toEqual(['60000: starts 2 for a1']);
    account.call('a');
    expect(account.causes.get('a3')).toMatchObject({ holders: [{ requestIds: ['a2', 'a1'], sinceMs: 1_000 }] });
  });

  it('and since one moment by the order of their arrival', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 384 })]);
    times(3, () => account.call('a'));
    for (const id of [1, 2, 3]) account.started(id);
    account.at(1_000);
    for (const id of [1, 2, 3]) account.finished(id);
    // The most recently used instance is taken first (S113).
    expect(times(3, () => account.call('a'))).toEqual(['runs a4 on 3', 'runs a5 on 2', 'runs a6 on 1']);
    account.call('a');
    expect(account.causes.get('a7')).toMatchObject({ holders: [{ requestIds: ['a4', 'a5', 'a6'] }] });
  });

  it('of functions that hold as much, the one that has held the longest comes first', () => {
    const account = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: { accountQuotaMB: 256, floorMB: 0 } });
    account.at(1_000);
    account.call('a');
    account.call('b');
    account.started(1);
    account.at(2_000);
    account.finished(1);
    account.call('a');
    account.call('a');
    expect(account.causes.get('a3')).toMatchObject({
      holders: [
        { function: 'b', sinceMs: 1_000 },
        { function: 'a', sinceMs: 2_000 },
      ],
    });
  });

  it('counts a holder from the decision to start it, not from the end of its initialisation (S32)', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 128 })]);
    account.at(100);
    account.call('a');
    account.at(5_000);
    account.started(1);
    account.call('a');
    expect(account.causes.get('a2')).toMatchObject({ holders: [{ sinceMs: 100 }] });
    account.finished(1);
    account.at(6_000);
    account.call('a');
    account.at(7_000);
    account.call('a');
    expect(account.causes.get('a4')).toMatchObject({ holders: [{ requestIds: ['a3'], sinceMs: 6_000 }] });
  });

  it('names those who hold now: whoever has ended is no longer among them', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 640 })]);
    times(5, (nth) => {
      account.at(nth * 1_000);
      return account.call('a');
    });
    for (const id of [1, 2, 3, 4, 5]) account.started(id);
    const holding = (...ended: readonly number[]) => {
      for (const id of ended) account.finished(id);
      account.at(10_000);
      account.change({ kind: 'reserved', function: 'a', reservedMB: 0 });
      const [said = ''] = account.call('a');
      account.change({ kind: 'reserved', function: 'a', reservedMB: 640 });
      return account.causes.get(said.split(' ')[1] ?? '');
    };
    expect(holding(1)).toMatchObject({ holders: [{ instances: 4, requestIds: ['a2', 'a3', 'a4'], sinceMs: 2_000 }] });
    expect(holding(3, 5)).toMatchObject({ holders: [{ instances: 2, mb: 256, requestIds: ['a2', 'a4'], sinceMs: 2_000 }] });
    account.call('a');
    expect(holding(2, 4)).toMatchObject({ holders: [{ instances: 1, sinceMs: 10_000 }] });
    expect(holding(...[...account.state.instances.values()].filter(({ phase }) => phase === 'busy').map(({ id }) => id))).toMatchObject({
      holders: [],
    });
  });

  it('in the burst (S100–S102)', () => {
    const account = new Account([functionPlan('a', long), functionPlan('b', long)], { profile: { burstPerMinute: 3 } });
    account.at(10_000);
    account.call('a');
    account.at(20_000);
    account.call('b');
    account.call('b');
    account.call('a');
    expect(account.causes.get('a2')).toEqual({
      limit: 'burst',
      function: 'a',
      perWindow: 3,
      openedMs: 10_000,
      endsMs: 70_000,
      starts: [
        { function: 'b', instances: 2 },
        { function: 'a', instances: 1 },
      ],
    });
  });

  it('of one that stands behind another is the limit that the head waits for now', () => {
    const account = new Account([functionPlan('a', { ...long, reservedMB: 256 }), functionPlan('b', long)], { profile: { burstPerMinute: 2 } });
    account.call('a');
    account.call('a');
    expect(account.send('a')).toEqual(['accepted a3', 'waits a3 reserved']);
    // The quota is free again, but now nothing more may start in this minute.
    expect(account.startFailed(1)).toEqual(['ended a1 443', 'stops 1 initFailed']);
    expect(account.send('a')).toEqual(['accepted a4', 'waits a4 burst, behind another']);
    expect(account.causes.get('a4')).toMatchObject({ limit: 'burst', perWindow: 2 });
  });
});

it('a wait that admission would end never happens: a quota as large as the cause says admits it', () => {
  const functions = (reservedMB: number) => [functionPlan('a', { ...long, memoryMB: 384, reservedMB })];
  const refused = new Account(functions(1_000));
  times(3, () => refused.call('a'));
  const cause = refused.causes.get('a3');
  expect(cause).toMatchObject({ admittedByMB: 1_152 });
  const larger = new Account(functions(1_152));
  expect(times(3, () => larger.call('a'))).toHaveLength(3);
  expect(larger.causes.size).toBe(0);
  const almost = new Account(functions(1_151));
  times(3, () => almost.call('a'));
  expect(almost.causes.size).toBe(1);
});
