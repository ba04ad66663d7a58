import fc from 'fast-check';
import { checkService } from '../../src/config';
import { shape } from '../../src/config/generated/shape';
import { valuesOf, type Schema } from './schemaValues';

/** Configurations of services as the schemas have them, and ones that are sound but for their quotas. */

const rooms = shape as unknown as Readonly<Record<'provider' | 'function' | 'custom', Schema>>;

const keys = fc.oneof(fc.stringMatching(/^[a-z][a-zA-Z0-9]{1,8}$/), fc.constantFrom('hello', 'api', 'worker'));

const entry = { handler: 'index.main_handler' };

/** A function that is not refused for what two of its options say of each other. */
function runnableOf(fn: object): object {
  const { timeout, ...options } = fn as Readonly<Record<string, unknown>>;
  const { traceEnable: _trace, reservedConcurrency: _reserved, type: _type, ...rest } = options;
  return { ...rest, ...entry, runtime: 'Nodejs18.15', ...(typeof timeout === 'number' && { timeout: Math.min(timeout, 900) }) };
}

const functionMaps = fc.dictionary(keys, valuesOf(rooms.function), { minKeys: 1, maxKeys: 4, noNullPrototype: true });

export interface Service {
  readonly service: unknown;
  readonly provider: unknown;
  readonly functions: unknown;
  readonly custom: unknown;
}

/** In the shape of the schemas; the platform's rules may still find much in it. */
export const shapedServices: fc.Arbitrary<Service> = fc
  .record({
    provider: valuesOf(rooms.provider) as fc.Arbitrary<object>,
    functions: functionMaps,
    scf: valuesOf(rooms.custom),
    bare: fc.boolean(),
    listed: fc.boolean(),
    runnable: fc.nat(2).map((nth) => nth > 0),
  })
  .map(({ provider, functions, scf, bare, listed, runnable }) => {
    const all = Object.fromEntries(Object.entries(functions).map(([key, fn]) => [key, runnable ? runnableOf(fn as object) : fn]));
    return {
      service: 'shop',
      provider: bare ? 'tencent' : { ...provider, ...(runnable && { runtime: 'Nodejs18.15' }) },
      functions: listed ? Object.entries(all).map(([key, fn]) => ({ [key]: fn })) : all,
      custom: { scf },
    };
  });

/** One function's part of the quotas, in any of the forms that a user can write. */
const quotaFunctions = fc
  .record({
    memorySize: fc.constantFrom(64, 128, 256, 384, 512, 1024),
    reserved: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    odd: fc.constantFrom(0, 0, 0, 0, 1, 8),
    provisioned: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
    form: fc.constantFrom<'plain' | 'quotaMB' | 'instances'>('plain', 'quotaMB', 'instances'),
    overTime: fc.constantFrom<'none' | 'schedule' | 'tracking'>('none', 'none', 'none', 'schedule', 'tracking'),
    min: fc.integer({ min: 1, max: 4 }),
    more: fc.integer({ min: 0, max: 40 }),
    asyncRunEnable: fc.boolean(),
  })
  .map(({ memorySize, reserved, odd, provisioned, form, overTime, min, more, asyncRunEnable }) => {
    const reservedMB = reserved === undefined || reserved === 0 ? reserved : reserved * memorySize + odd;
    const amount = (mb: number): unknown =>
      form === 'plain' ? mb : form === 'quotaMB' ? { quotaMB: mb } : { instances: Math.floor(mb / memorySize) };
    const fixed = provisioned === undefined ? {} : { provisionedConcurrency: amount(provisioned * memorySize) };
    const schedule = [{ name: 'night', cron: '0 0 22 * * * *', instances: more }];
    const later = {
      none: fixed,
      schedule: { provisionedConcurrency: { instances: provisioned ?? 0, schedule } },
      tracking: { provisionedConcurrency: { tracking: { target: 0.5, min, max: min + more } } },
    }[overTime];
    return { ...entry, memorySize, asyncRunEnable, ...(reservedMB !== undefined && { reservedConcurrency: amount(reservedMB) }), ...later };
  });

/** What functions of other services hold. */
export interface Allocated {
  readonly function: string;
  readonly reservedMB?: number;
  readonly provisionedMB?: number;
}

const allocated = fc.uniqueArray(
  fc.record(
    { function: fc.constantFrom('mail', 'web', 'jobs'), reservedMB: fc.nat(8_192), provisionedMB: fc.nat(2_048) },
    { requiredKeys: ['function'] },
  ),
  { maxLength: 2, selector: (one) => one.function },
) as fc.Arbitrary<Allocated[]>;

/** With an account so small that functions often want more than it has, and as often just what it has. */
export const quotaServices = fc
  .record({
    functions: fc.dictionary(keys, quotaFunctions, { minKeys: 1, maxKeys: 5, noNullPrototype: true }),
    quotaMB: fc.oneof(fc.constantFrom(0, 12_800, 16_384, 20_000, 128_000), fc.integer({ min: 12_800, max: 72_800 })),
    floorMB: fc.constantFrom(12_800, 12_800, 0, 128),
    quotaModel: fc.constantFrom('seed', 'ga'),
    reservedMultiple: fc.constantFrom('off', 'warn', 'warn', 'error'),
    allocated,
    spareMB: fc.option(fc.integer({ min: -1, max: 1 }), { nil: undefined, freq: 2 }),
  })
  .map(({ functions, quotaMB, spareMB, ...rest }) =>
    serviceOf(functions, spareMB === undefined ? quotaMB : takenMB(functions, rest) + spareMB, rest),
  );

/** MB of an account that would just do. */
function takenMB(functions: object, rest: Rest): number {
  const { allocation } = checkService(serviceOf(functions, 1_000_000_000, rest), { codeDir: '/services/shop' });
  return Math.max(1, allocation.allocatedMB + rest.floorMB);
}

type Rest = { readonly floorMB: number; readonly quotaModel: string; readonly reservedMultiple: string; readonly allocated: readonly Allocated[] };

function serviceOf(functions: object, quotaMB: number, { allocated: others, ...engine }: Rest): Service {
  return {
    service: 'shop',
    provider: { name: 'tencent', runtime: 'Nodejs18.15' },
    functions,
    custom: { scf: { account: { quotaMB, allocated: others }, engine } },
  };
}
