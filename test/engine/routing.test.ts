import type { Alias } from '../../src/engine';
import { functionPlan } from '../scf/plans';
import { Account, times } from './account';

const long = { timeoutMs: 900_000, initTimeoutMs: 300_000 };

/** `a` has versions 1, 2 and `$LATEST` of 128, 256 and 512 MB; alias `live` is what is given. */
function versions(live: Alias | undefined, overrides: Parameters<typeof functionPlan>[1] = {}): Account {
  const account = new Account([functionPlan('a', { ...long, ...overrides, memoryMB: 128 }), functionPlan('b', long)]);
  for (const memoryMB of [256, 512]) {
    account.change({ kind: 'published', function: 'a' });
    account.change({ kind: 'function', plan: functionPlan('a', { ...long, ...overrides, memoryMB }) });
  }
  if (live) expect(account.alias('a', 'live', live)).toEqual(['changed alias']);
  return account;
}

/** The version on which a call to `live` has just been started. */
function taken(account: Account, options: Parameters<Account['call']>[1] = {}): string | undefined {
  account.call('a', { qualifier: 'live', ...options });
  return [...account.state.instances.values()].at(-1)?.version.name;
}

describe('what a qualifier means (S140, S141, S143)', () => {
  it.each([
    { qualifier: '$LATEST', version: '$LATEST' },
    { qualifier: '$DEFAULT', version: '$LATEST' },
    { qualifier: '1', version: '1' },
    { qualifier: '2', version: '2' },
    { qualifier: 'live', version: '2' },
  ])('$qualifier is $version', ({ qualifier, version }) => {
    expect(taken(versions({ version: '2' }), { qualifier })).toBe(version);
  });

  it('$DEFAULT follows where it is moved to, and may route', () => {
    const account = versions(undefined);
    account.alias('a', '$DEFAULT', { version: '1' });
    expect(taken(account, { qualifier: '$DEFAULT' })).toBe('1');
    account.alias('a', '$DEFAULT', { version: '1', additional: { version: '2', weight: 0.5 } });
    expect(taken(account, { qualifier: '$DEFAULT', draw: 0.49 })).toBe('2');
    expect(taken(account, { qualifier: '$DEFAULT', draw: 0.5 })).toBe('1');
  });

  it('an alias that is deleted is none (442)', () => {
    const account = versions({ version: '2' });
    account.alias('a', 'live', undefined);
    expect(account.call('a', { qualifier: 'live' })).toEqual(['ended a1 442']);
  });
});

describe('an alias that routes by weight (S142)', () => {
  it.each([
    { weight: 0, draw: 0, version: '1' },
    { weight: 0.1, draw: 0.0999, version: '2' },
    { weight: 0.1, draw: 0.1, version: '1' },
    { weight: 0.1, draw: 0.9999, version: '1' },
    { weight: 1, draw: 0.9999, version: '2' },
  ])('sends a draw of $draw at weight $weight to version $version', ({ weight, draw, version }) => {
    expect(taken(versions({ version: '1', additional: { version: '2', weight } }), { draw })).toBe(version);
  });

  it('sends the share of its weight to the additional version', () => {
    const account = versions({ version: '1', additional: { version: '2', weight: 0.3 } });
    const went = Array.from({ length: 100 }, (_, nth) => taken(account, { draw: nth / 100 }));
    expect(went.filter((version) => version === '2')).toHaveLength(30);
  });
});

describe('an alias that routes by a key (S142)', () => {
  const exact = { version: '2', key: 'User', exact: 'Bob' };
  const open = { version: '2', key: 'n', from: 10, to: 20, closed: false };
  const closed = { ...open, closed: true };

  it.each([
    { additional: exact, routingKey: { User: 'Bob' }, version: '2' },
    { additional: exact, routingKey: { User: 'bob' }, version: '1' },
    { additional: exact, routingKey: { Name: 'Bob' }, version: '1' },
    { additional: exact, routingKey: {}, version: '1' },
    { additional: exact, routingKey: undefined, version: '1' },
    { additional: closed, routingKey: { n: '9' }, version: '1' },
    { additional: closed, routingKey: { n: '10' }, version: '2' },
    { additional: closed, routingKey: { n: '20' }, version: '2' },
    { additional: closed, routingKey: { n: '21' }, version: '1' },
    { additional: open, routingKey: { n: '10' }, version: '1' },
    { additional: open, routingKey: { n: '11' }, version: '2' },
    { additional: open, routingKey: { n: '19' }, version: '2' },
    { additional: open, routingKey: { n: '20' }, version: '1' },
    { additional: { ...open, from: -5, to: 5 }, routingKey: { n: '-4' }, version: '2' },
    { additional: closed, routingKey: { n: '15.5' }, version: '1' },
    { additional: closed, routingKey: { n: '' }, version: '1' },
    { additional: closed, routingKey: { n: '0x0f' }, version: '1' },
    { additional: closed, routingKey: { n: 'many' }, version: '1' },
    { additional: closed, routingKey: undefined, version: '1' },
  ])('$additional, called with $routingKey: version $version', ({ additional, routingKey, version }) => {
    // A draw that any weight would take says nothing here.
    expect(taken(versions({ version: '1', additional }), { draw: 0, ...(routingKey ? { routingKey } : {}) })).toBe(version);
  });
});

describe('events that wait while their alias moves', () => {
  /** The reservation of `a` is full; an event to `live` waits. */
  function waiting(live: Alias): Account {
    const account = versions(live, { reservedMB: 512 });
    account.call('a', { qualifier: '$LATEST' });
    account.started(1);
    expect(account.send('a', 'live')).toEqual(['accepted a2', 'waits a2 reserved']);
    return account;
  }
  const version = (account: Account, id: number) => [...account.state.instances.values()].find((instance) => instance.id === id)?.version.name;

  it('go to the version that it names when they run', () => {
    const account = waiting({ version: '1' });
    account.alias('a', 'live', { version: '2' });
    expect(account.finished(1)).toEqual(['ended a1 200', 'starts 2 for a2']);
    expect(version(account, 2)).toBe('2');
  });

  it('end with 442 when it is gone', () => {
    const account = waiting({ version: '1' });
    expect(account.alias('a', 'live', undefined)).toEqual(['changed alias', 'ended a2 442 FAILED']);
  });

  it('stay with the version of their first attempt when they are tried again (S§19)', () => {
    const account = waiting({ version: '1' });
    account.finished(1);
    account.started(2);
    account.finished(2, 430);
    account.alias('a', 'live', { version: '2' });
    expect(account.at(60_001)).toEqual(['60000: runs a2 on 2']);
  });

  it('end with 442 when the version of their first attempt is gone', () => {
    const account = waiting({ version: '1' });
    account.finished(1);
    account.started(2);
    account.finished(2, 430);
    account.alias('a', 'live', { version: '2' });
    account.change({ kind: 'versionRemoved', function: 'a', version: '1' });
    expect(account.at(60_001)).toEqual(['60000: ended a2 442 FAILED']);
  });

  it('run at once when the version that it names now has room, though others wait for the same pool', () => {
    const account = new Account([functionPlan('b', long), functionPlan('a', { ...long, provisionedInstances: 1 })], {
      profile: { accountQuotaMB: 256, floorMB: 0 },
    });
    account.deploy();
    account.started(1);
    account.call('b');
    account.alias('a', 'live', { version: '$LATEST' });
    account.send('b');
    account.send('a', 'live');
    expect(account.state.waiting).toHaveLength(2);
    expect(account.alias('a', 'live', { version: '1' })).toEqual(['changed alias', 'runs a1 on 1']);
  });

  it.each([
    { by: 'weight', additional: { version: '2', weight: 0.5 } },
    { by: 'key', additional: { version: '2', key: 'user', exact: 'bob' } },
  ])('go where they would have gone at once: by $by', ({ additional }) => {
    const account = versions({ version: '1', additional }, { reservedMB: 512 });
    account.call('a', { qualifier: '$LATEST' });
    account.started(1);
    account.call('a', { type: 'async', qualifier: 'live', draw: 0.9, routingKey: { user: 'eve' } });
    account.call('a', { type: 'async', qualifier: 'live', draw: 0.1, routingKey: { user: 'bob' } });
    account.finished(1);
    expect([version(account, 2), version(account, 3)]).toEqual(['1', '2']);
  });
});

it('a reservation is shared by the versions that an alias names, each with its own memory (S14, S19)', () => {
  const account = versions({ version: '1', additional: { version: '2', weight: 0.5 } }, { reservedMB: 600 });
  const said = times(4, (nth) => account.call('a', { qualifier: 'live', draw: nth % 2 === 1 ? 0 : 0.9 }));
  expect(said).toEqual(['starts 1 for a1', 'starts 2 for a2', 'ended a3 432 reserved', 'starts 3 for a4']);
});
