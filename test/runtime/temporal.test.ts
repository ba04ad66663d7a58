import { takeBack } from './temporal';
import { join } from 'node:path';
import { createRegion, type RegionOptions } from '../../src/harness';
import { realGlobal } from '../../src/runtime/realNode';

const dir = join(__dirname, '..', '..', 'fixtures', 'harness');
const startAt = '2030-01-01T20:00:00Z';
const environment = { TZ: 'Asia/Shanghai' };

afterAll(takeBack);

type TellsInstant = Readonly<Record<string, () => unknown>>;

const { Now } = Reflect.get(globalThis, 'Temporal') as { readonly Now: TellsInstant };

// In the world of the test, as its own handlers are.
const { tell } = jest.requireActual<{ tell: () => Promise<unknown> }>('../../fixtures/harness/temporal');

it.each<{ how: string; options: RegionOptions }>([
  { how: 'a file', options: { dir, functions: { f: { handler: 'temporal.tell', timeout: 900, environment } } } },
  { how: 'the test', options: { functions: { f: { handler: tell, timeout: 900, environment } } } },
])('tells the time of an instance, in its zone, in a handler of $how', async ({ options }) => {
  const region = await createRegion({ startAt, ...options });
  expect((await region.invoke('f')).result).toEqual({
    instants: ['2030-01-01T20:10:00Z', '2030-01-01T20:10:00Z', '2030-01-01T20:10:00Z'],
    zones: ['Asia/Shanghai', 'Asia/Shanghai', 'UTC'],
    plain: ['2030-01-02T04:10:00', '2030-01-02', '04:10:00', '2030-01-01T21:10:00'],
    local: '02/01/2030, 04:10:00',
    kinds: [true, true, true],
  });
});

it('tells everybody else real time, also while a handler runs, and is given back as it was', async () => {
  const before = { ...Object.getOwnPropertyDescriptors(Now) };
  const region = await createRegion({ startAt, functions: { f: { handler: () => new Promise((resolve) => setTimeout(resolve, 1_000)) } } });
  const [, seen] = await Promise.all([region.advance('2s'), region.invoke('f').then(() => String(Now['instant']?.()))]);
  expect([seen, String(Now['instant']?.())].filter((text) => text >= '2030')).toEqual([]);
  expect(Object.getOwnPropertyDescriptors(Now)).toEqual(before);
});

it('leaves what a test does to it as it is, and handlers their own time', async () => {
  const handler = () => String(Now['instant']?.());
  const region = await createRegion({ startAt, functions: { f: { handler } } });
  const spy = jest.spyOn(Now, 'instant').mockReturnValue('spied');
  expect([(await region.invoke('f')).result, handler()]).toEqual(['2030-01-01T20:00:00Z', 'spied']);
  spy.mockRestore();
  expect([(await region.invoke('f')).result, handler() < '2030']).toEqual(['2030-01-01T20:00:00Z', true]);
});

it('is not there where Node has none', async () => {
  const found = Object.getOwnPropertyDescriptor(realGlobal, 'Temporal') ?? {};
  Reflect.deleteProperty(realGlobal, 'Temporal');
  let without: typeof createRegion = createRegion;
  jest.isolateModules(() => ({ createRegion: without } = jest.requireActual<{ createRegion: typeof createRegion }>('../../src/harness')));
  const region = await without({ dir, functions: { f: { handler: 'moments.names' } } });
  const { result } = await region.invoke('f');
  Object.defineProperty(realGlobal, 'Temporal', found);
  expect(result).toEqual(['undefined', false]);
});
