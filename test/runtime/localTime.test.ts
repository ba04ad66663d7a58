import { join } from 'node:path';
import { createRegion, type RegionOptions } from '../../src/harness';
import { realProcess } from '../../src/runtime/realNode';

const dir = join(__dirname, '..', '..', 'fixtures', 'harness');

// A zone that is never UTC, and leaps in summer: for the process itself, of whose environment Jest gives tests a copy.
const { TZ } = realProcess.env;
beforeAll(() => void (realProcess.env['TZ'] = 'America/New_York'));
afterAll(() => {
  if (TZ === undefined) delete realProcess.env['TZ'];
  else realProcess.env['TZ'] = TZ;
});

// In the world of the test, as its own handlers are.
const { zone } = jest.requireActual<{ zone: () => Promise<unknown> }>('../../fixtures/harness/memory');
const { formats, local } = jest.requireActual<{ formats: () => string[]; local: () => unknown }>('../../fixtures/harness/moments');

it.each<{ how: string; options: RegionOptions }>([
  { how: 'a file', options: { dir, functions: { f: { handler: 'memory.zone' } } } },
  { how: 'the test', options: { functions: { f: { handler: zone } } } },
])('S210: is UTC in a handler of $how, whatever the machine’s is', async ({ options }) => {
  const region = await createRegion(options);
  expect((await region.invoke('f')).result).toEqual({
    written: '2024-07-01T10:30:00.000Z',
    texts: ['2024-07-01T10:30:00.000Z', '2024-07-01T10:30:00.000Z', '2024-07-01T08:30:00.000Z', '2024-07-01T00:00:00.000Z'],
    parsed: Date.UTC(2024, 6, 1),
    read: [2024, 6, 1, 1, 10, 30, 0],
    set: '1970-01-02T01:00:00.000Z',
    said: [
      'Mon Jul 01 2024 10:30:00 GMT+0000 (Coordinated Universal Time)',
      'Mon Jul 01 2024',
      '10:30:00 GMT+0000 (Coordinated Universal Time)',
      '01/07/2024, 10:30:00',
      'Invalid Date',
    ],
    named: ['01/07/2024, 18:30:00', 'UTC'],
    formatted: '10:30',
    ofNode: 0,
    kinds: [true, true],
  });
});

it('is the machine’s in the test, also while a handler runs, and of dates that the handler has made', async () => {
  const made: Date[] = [];
  const handler = () => {
    made.push(new Date(2024, 6, 1, 10));
    return new Promise((resolve) => setTimeout(resolve, 1_000));
  };
  const before = [Date.prototype.getHours, Intl.DateTimeFormat, Date.prototype.toString];
  const region = await createRegion({ functions: { f: { handler } } });
  const [, seen] = await Promise.all([
    region.advance('2s'),
    region.invoke('f').then(() => [new Date(2024, 6, 1, 10).toISOString(), made[0]?.getHours(), Intl.DateTimeFormat().resolvedOptions().timeZone]),
  ]);
  expect(seen).toEqual(['2024-07-01T14:00:00.000Z', 6, 'America/New_York']);
  expect([Date.prototype.getHours, Intl.DateTimeFormat, Date.prototype.toString]).toEqual(before);
});

describe('the zone that TZ names in the environment of a function', () => {
  const environment = { TZ: 'Asia/Shanghai' };
  // The same that handlers of the test see on a machine in another zone, and on one that has none of its own.
  const cases = ['America/New_York', 'UTC'].flatMap((machine) => [
    { machine, how: 'a file', options: { dir, functions: { f: { handler: 'moments.local', environment } } } },
    { machine, how: 'the test', options: { functions: { f: { handler: local, environment } } } },
  ]);

  it.each(cases)('is local time in a handler of $how, on a machine in $machine', async ({ machine, options }) => {
    realProcess.env['TZ'] = machine;
    const region = await createRegion({ startAt: '2024-06-30T16:00:00Z', ...options });
    const { result } = await region.invoke('f');
    realProcess.env['TZ'] = 'America/New_York';
    expect(result).toEqual({
      present: 'Mon Jul 01 2024 00:00:00 GMT+0800 (China Standard Time)',
      written: '2024-07-01T02:30:00.000Z',
      texts: ['2024-07-01T02:30:00.000Z', '2024-07-01T02:30:00.000Z', '2024-07-01T08:30:00.000Z', '2024-07-01T00:00:00.000Z'],
      read: [2024, 6, 1, 1, 10, 30, -480],
      set: '1970-01-01T17:00:00.000Z',
      said: ['01/07/2024, 10:30:00', 'Asia/Shanghai', '10:30', 'Invalid Date'],
    });
  });

  it('is the one that the code sets, from then on', async () => {
    realProcess.env['TZ'] = 'UTC';
    const region = await createRegion({ dir, functions: { f: { handler: 'moments.moves' } } });
    const { result } = await region.invoke('f');
    realProcess.env['TZ'] = 'America/New_York';
    expect(result).toEqual([0, -540, -540, 'Asia/Tokyo', 0]);
  });
});

it('is now where Intl is to write of no date in particular', async () => {
  const functions = { f: { handler: 'moments.formats' }, g: { handler: formats } };
  const region = await createRegion({ dir, startAt: '2030-01-02T03:04:00Z', functions });
  const told = ['02/01/2030', '02/01/2030', '01/01/1970', '01/01/1970'];
  expect([(await region.invoke('f')).result, (await region.invoke('g')).result]).toEqual([told, told]);
  expect(formats().slice(2)).toEqual(['31/12/1969', '31/12/1969']);
});
