import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

const web = { type: 'web', instanceConcurrency: 3, initTimeoutMs: 300_000 } as const;

/** Instance 1 of `a` runs so many requests, the first since 0, each of the others a second later than the one before. */
function running(requests: number, overrides: Parameters<typeof functionPlan>[1] = {}, options?: ConstructorParameters<typeof Account>[1]): Account {
  const account = new Account([functionPlan('a', { ...web, timeoutMs: 10_000, ...overrides })], options);
  account.call('a');
  account.started(1);
  for (let nth = 1; nth < requests; nth += 1) {
    account.at(nth * 1_000);
    expect(account.call('a')).toEqual([`runs a${nth + 1} on 1`]);
  }
  return account;
}

describe('requests that share an instance (S92)', () => {
  it.each([
    { instanceConcurrency: 1, said: ['starts 2 for a2', 'starts 3 for a3', 'starts 4 for a4'] },
    { instanceConcurrency: 2, said: ['runs a2 on 1', 'starts 2 for a3', 'starts 3 for a4'] },
    { instanceConcurrency: 3, said: ['runs a2 on 1', 'runs a3 on 1', 'starts 2 for a4'] },
  ])('are as many as is set: $instanceConcurrency', ({ instanceConcurrency, said }) => {
    const account = running(1, { instanceConcurrency });
    expect(times(3, () => account.call('a'))).toEqual(said);
  });

  it('do not wait for an instance that starts (S106)', () => {
    const account = new Account([functionPlan('a', web)]);
    account.call('a');
    expect(account.call('a')).toEqual(['starts 2 for a2']);
  });

  it('join one that runs rather than wake an idle one, and take a free place at once', () => {
    const account = running(3);
    account.call('a');
    account.started(2);
    account.finished(2);
    account.finished(1, 200, { name: 'a2' });
    expect(account.call('a')).toEqual(['runs a5 on 1']);
    expect(account.call('a')).toEqual(['runs a6 on 2']);
  });

  it('join the one that could take more last, of several (S113)', () => {
    const account = running(3);
    account.call('a');
    account.started(2);
    account.finished(1, 200, { name: 'a1' });
    // The second has been open for longer.
    expect(times(3, () => account.call('a'))).toEqual(['runs a5 on 1', 'runs a6 on 2', 'runs a7 on 2']);
  });

  it('are refused once the function is switched off, though there is a place (S17)', () => {
    const account = running(1);
    account.change({ kind: 'reserved', function: 'a', reservedMB: 0 });
    expect(account.call('a')).toEqual(['ended a2 432 reserved']);
    account.change({ kind: 'reserved', function: 'a', reservedMB: 128 });
    expect(account.call('a')).toEqual(['runs a3 on 1']);
  });

  it('count as running from when the instance is ready', () => {
    const account = new Account([functionPlan('a', web)]);
    account.call('a');
    const [instance] = [...account.state.instances.values()];
    const counts = [instance?.running];
    for (const act of [() => account.started(1), () => account.call('a'), () => account.finished(1), () => account.finished(1)]) {
      act();
      counts.push(instance?.running);
    }
    expect(counts).toEqual([0, 1, 2, 1, 0]);
  });

  it('give the RequestId to each caller of a function with asynchronous execution (S70, S71)', () => {
    const account = new Account([functionPlan('a', { ...web, asyncRun: true })]);
    expect(account.call('a')).toEqual(['accepted a1', 'starts 1 for a1']);
    account.started(1);
    expect(account.call('a')).toEqual(['accepted a2', 'runs a2 on 1']);
    expect(account.send('a')).toEqual(['accepted a3', 'runs a3 on 1']);
  });

  it('hold the quota once: what joins needs none of it (S93)', () => {
    const account = running(3, { reservedMB: 128 });
    expect(account.call('a')).toEqual(['ended a4 432 reserved']);
    account.finished(1, 200, { name: 'a1' });
    expect(account.call('a')).toEqual(['runs a5 on 1']);
    for (const name of ['a2', 'a3', 'a5']) account.finished(1, 200, { name });
    expect(account.state.functions.get('a')?.heldMB).toBe(0);
  });

  it('let an event that waits have the first place that is free (S50)', () => {
    const account = running(3, { reservedMB: 128 });
    expect(account.send('a')).toEqual(['accepted a4', 'waits a4 reserved']);
    expect(account.finished(1, 200, { name: 'a2' })).toEqual(['ended a2 200', 'runs a4 on 1']);
  });

  it('leave the instance idle when the last has gone, for its keep-alive', () => {
    const account = running(2);
    account.finished(1, 200, { name: 'a1', keepAliveMs: 5_000 });
    expect(account.at(7_000)).toEqual([]);
    account.finished(1, 200, { name: 'a2', keepAliveMs: 5_000 });
    expect(account.at(12_001)).toEqual(['12000: stops 1 keepAlive']);
  });
});

it('an instance that runs several is past its initialisation and its keep-alive (S111, S121)', () => {
  const account = running(1, { initTimeoutMs: 3_000, timeoutMs: 900_000 });
  expect(account.at(5_000)).toEqual([]);
  account.finished(1, 200, { keepAliveMs: 2_000 });
  account.at(6_000);
  expect(account.call('a')).toEqual(['runs a2 on 1']);
  expect(account.at(100_000)).toEqual([]);
  expect(account.finished(1)).toEqual(['ended a2 200']);
});

describe('an end of one of several (S93)', () => {
  it('by time-out ends it alone, each at its own moment', () => {
    const account = running(3);
    expect(account.at(12_001)).toEqual(['10000: ended a1 433', '11000: ended a2 433', '12000: ended a3 433']);
    // The instance is not recycled for it.
    expect(account.call('a')).toEqual(['runs a4 on 1']);
  });

  it('may be reported after its time-out, which has been the end of it', () => {
    const account = running(2);
    expect(account.lateAt(10_500).finished(1, 200, { name: 'a1' })).toEqual(['ended a1 433']);
    expect(account.finished(1, 200, { name: 'a2' })).toEqual(['ended a2 200']);
  });

  it('by an error of its own ends it alone', () => {
    const account = running(2);
    expect(account.finished(1, 430, { name: 'a1' })).toEqual(['ended a1 430']);
    expect(account.finished(1, 200, { name: 'a2' })).toEqual(['ended a2 200']);
  });

  it.each([434, 439] as const)('by %d ends all of them, and the instance', (status) => {
    const account = running(3);
    expect(account.finished(1, status, { name: 'a2' })).toEqual([
      `ended a2 ${status}`,
      `ended a1 ${status}`,
      `ended a3 ${status}`,
      'stops 1 recycled',
    ]);
    expect(account.at(100_000)).toEqual([]);
    expect(account.call('a')).toEqual(['starts 2 for a4']);
  });

  it('by the end of the process ends all of them', () => {
    expect(running(2).finished(1, 430, { name: 'a1', gone: true })).toEqual(['ended a1 430', 'ended a2 430', 'stops 1 recycled']);
  });

  it('tries those again that were events, each for itself (S54)', () => {
    const account = running(1);
    account.send('a');
    expect(account.finished(1, 434, { name: 'a1' })).toEqual(['ended a1 434', 'retries a2 at 60000 after 434', 'stops 1 recycled']);
  });

  it('keeps an instance whose last request took too long for as long as the profile says at most', () => {
    const account = running(1, {}, { profile: { keepAliveMs: { minMs: 1_000, maxMs: 7_000 } } });
    expect(account.at(20_000)).toEqual(['10000: ended a1 433', '17000: stops 1 keepAlive']);
  });
});

it('provisioned instances are shared first, too (S48, S92)', () => {
  const account = new Account([functionPlan('a', { ...web, provisionedInstances: 2 })]);
  account.deploy();
  account.started(1);
  account.started(2);
  const said = times(7, () => account.call('a'));
  expect(said).toEqual(['runs a1 on 2', 'runs a2 on 2', 'runs a3 on 2', 'runs a4 on 1', 'runs a5 on 1', 'runs a6 on 1', 'starts 3 for a7']);
});
