import { limits } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { Account } from './account';

describe('a synchronous arrival (S40–S43, S48)', () => {
  it('takes an idle provisioned instance first, then an idle elastic one, then starts one (S132)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    expect(account.call('a')).toEqual(['runs a1 on 1']);
    expect(account.call('a')).toEqual(['starts 2 for a2']);
    account.started(2);
    account.finished(2);
    account.finished(1);
    expect(account.call('a')).toEqual(['runs a3 on 1']);
    expect(account.call('a')).toEqual(['runs a4 on 2']);
    expect(account.call('a')).toEqual(['starts 3 for a5']);
  });

  it('takes the most recently used of several idle ones (S113)', () => {
    const account = new Account([functionPlan('a')]);
    for (const id of [1, 2, 3]) {
      account.call('a');
      account.started(id);
    }
    account.finished(3);
    account.finished(1);
    account.finished(2);
    expect(account.call('a')).toEqual(['runs a4 on 2']);
    expect(account.call('a')).toEqual(['runs a5 on 1']);
    expect(account.call('a')).toEqual(['runs a6 on 3']);
  });

  it('runs on no instance of another version (S6)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 })]);
    account.deploy();
    account.started(1);
    expect(account.call('a', { qualifier: '$LATEST' })).toEqual(['starts 2 for a1']);
    account.started(2);
    account.finished(2);
    expect(account.call('a', { qualifier: '1' })).toEqual(['runs a2 on 1']);
    expect(account.call('a', { qualifier: '1' })).toEqual(['starts 3 for a3']);
  });

  it('runs on no instance of another function (S6)', () => {
    const account = new Account([functionPlan('a'), functionPlan('b')]);
    account.call('a');
    account.started(1);
    account.finished(1);
    expect(account.call('b')).toEqual(['starts 2 for b1']);
  });

  it('does not wait for an instance that is starting or busy (S2, S106)', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    expect(account.call('a')).toEqual(['starts 2 for a2']);
    account.started(1);
    expect(account.call('a')).toEqual(['starts 3 for a3']);
  });

  it('needs quota for an idle elastic instance, too (S31)', () => {
    const account = new Account([functionPlan('a'), functionPlan('b')], { profile: { accountQuotaMB: 128, floorMB: 0 } });
    account.call('a');
    account.started(1);
    account.finished(1);
    account.call('b');
    expect(account.call('a')).toEqual(['ended a2 432 pool']);
  });

  it('needs no quota for an idle provisioned instance (S48, S§2.4)', () => {
    const account = new Account([functionPlan('a', { provisionedInstances: 1 }), functionPlan('b')], {
      profile: { accountQuotaMB: 256, floorMB: 128 },
    });
    account.deploy();
    account.started(1);
    account.call('b');
    expect(account.call('b')).toEqual(['ended b2 432 pool']);
    expect(account.call('a')).toEqual(['runs a1 on 1']);
    expect(account.call('a')).toEqual(['ended a2 432 pool']);
  });

  it('needs no burst for an idle instance (S104)', () => {
    const account = new Account([functionPlan('a')], { profile: { burstPerMinute: 1 } });
    account.call('a');
    account.started(1);
    account.finished(1);
    expect(account.call('a')).toEqual(['runs a2 on 1']);
  });

  it('is refused for quota before burst (S43)', () => {
    const account = new Account([functionPlan('a', { reservedMB: 128 }), functionPlan('b')], { profile: { burstPerMinute: 1 } });
    account.call('a');
    expect(account.call('a')).toEqual(['ended a2 432 reserved']);
    expect(account.call('b')).toEqual(['ended b1 429 burst']);
  });

  it('is refused at a switched-off function (S17, V6)', () => {
    const account = new Account([functionPlan('a', { reservedMB: 0 })]);
    expect(account.call('a')).toEqual(['ended a1 432 reserved']);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved']);
  });
});

describe('checks that need no capacity (S43, S57)', () => {
  const { asyncEvent, syncEvent } = limits;
  it.each([
    { what: 'an unknown function', key: 'nobody', options: {}, answer: 'ended nobody1 435' },
    { what: 'an unknown version', key: 'a', options: { qualifier: '1' }, answer: 'ended a1 442' },
    { what: 'an unknown alias', key: 'a', options: { qualifier: 'live' }, answer: 'ended a1 442' },
    { what: 'no qualifier', key: 'a', options: { qualifier: '' }, answer: 'ended a1 442' },
    { what: 'a synchronous event of 6 MB', key: 'a', options: { bytes: syncEvent.value }, answer: 'starts 1 for a1' },
    { what: 'a synchronous event of 6 MB and a byte', key: 'a', options: { bytes: syncEvent.value + 1 }, answer: 'ended a1 406' },
    { what: 'an asynchronous event of 128 KB (S63)', key: 'a', options: { type: 'async', bytes: asyncEvent.value }, answer: 'accepted a1' },
    {
      what: 'an asynchronous event of 128 KB and a byte (S63)',
      key: 'a',
      options: { type: 'async', bytes: asyncEvent.value + 1 },
      answer: 'ended a1 406',
    },
    { what: 'an asynchronous event for an unknown function', key: 'nobody', options: { type: 'async' }, answer: 'ended nobody1 435' },
    { what: 'a large event for an unknown function', key: 'nobody', options: { bytes: syncEvent.value + 1 }, answer: 'ended nobody1 406' },
    { what: 'a large event for an unknown version', key: 'a', options: { qualifier: '9', bytes: syncEvent.value + 1 }, answer: 'ended a1 406' },
  ] as const)('answer $what with "$answer"', ({ key, options, answer }) => {
    expect(new Account([functionPlan('a')]).call(key, options)[0]).toBe(answer);
  });

  it('come before quota and burst', () => {
    const account = new Account([functionPlan('off', { reservedMB: 0 })]);
    expect(account.call('off', { qualifier: '9' })).toEqual(['ended off1 442']);
    expect(account.call('off', { bytes: syncEvent.value + 1 })).toEqual(['ended off2 406']);
  });
});
