import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import get from 'lodash/get';
import set from 'lodash/set';
import { checkService } from '../../src/config';
import { figures, profiles, scf2021, scf2025, type Profile, type ProfileName } from '../../src/scf';
import { found, here, serviceWith } from './service';

const at = 'custom.scf.engine';

/** The profile of a service with these options under `custom.scf`. */
function profileWith(scf: object): Profile {
  const { profile, diagnostics } = checkService(serviceWith({ scf }), here);
  expect(diagnostics).toEqual([]);
  return profile;
}

it.each([
  { engine: { quotaModel: 'ga' }, is: { quotaModel: 'ga' }, rule: 'S24' },
  { engine: { floorMB: 0 }, is: { floorMB: 0 }, rule: 'S13' },
  { engine: { reservedMultiple: 'error' }, is: { reservedMultiple: 'error' }, rule: 'S18' },
  { engine: { quotaCounts: 'alive' }, is: { quotaCounts: 'alive' }, rule: 'S31' },
  { engine: { burstPerMinute: 1000 }, is: { burstPerMinute: 1000 }, rule: 'S100' },
  { engine: { burstWindow: 'token-bucket' }, is: { burstWindow: 'token-bucket' }, rule: 'S103' },
  { engine: { checkOrder: ['burst', 'quota'] }, is: { checkOrder: 'burst-quota' }, rule: 'S43' },
  { engine: { checkOrder: ['quota', 'burst'] }, is: { checkOrder: 'quota-burst' }, rule: 'S43' },
  { engine: { provisionedStart: { perMinute: 7 } }, is: { provisionedPerMinute: 7, provisionedSharesBurst: false }, rule: 'S105' },
  { engine: { provisionedStart: { sharesBurst: true } }, is: { provisionedPerMinute: 100, provisionedSharesBurst: true }, rule: 'S105' },
  { engine: { provisionedPerMinute: 8 }, is: { provisionedPerMinute: 8 }, rule: 'S105, in short' },
  { engine: { provisionedPerMinute: 8, provisionedStart: { perMinute: 7 } }, is: { provisionedPerMinute: 7 }, rule: 'S105, at length' },
  { engine: { keepAliveSec: 0 }, is: { keepAliveMs: 0 }, rule: 'S111' },
  { engine: { keepAliveSec: { min: 1, max: 2 } }, is: { keepAliveMs: { minMs: 1000, maxMs: 2000 } }, rule: 'S111' },
  { engine: { reuse: 'random' }, is: { reuse: 'random' }, rule: 'S113' },
  { engine: { asyncDequeue: 'eager' }, is: { asyncDequeue: { mode: 'eager' } }, rule: 'S51' },
  {
    engine: { asyncDequeue: { ramp: { instances: 5, everySec: 0.5 } } },
    is: { asyncDequeue: { mode: 'ramp', instances: 5, everyMs: 500 } },
    rule: 'S51',
  },
  { engine: { asyncQueueMax: 3, asyncQueueScope: 'account' }, is: { asyncQueueMax: 3, asyncQueueScope: 'account' }, rule: 'S61' },
  { engine: { retryIntervalSec: 5 }, is: { retryMs: { run: 5000, throttled: 5000, system: 5000 } }, rule: 'S54–S56' },
  { engine: { retryIntervalSec: { throttled: 1 } }, is: { retryMs: { run: 60_000, throttled: 1000, system: 60_000 } }, rule: 'S55' },
  { engine: { systemRetry: { mode: 'exponential' } }, is: { systemBackoffMaxMs: 300_000 }, rule: 'S56' },
  { engine: { systemRetry: { mode: 'exponential', maxSec: 90 } }, is: { systemBackoffMaxMs: 90_000 }, rule: 'S56' },
  { engine: { systemRetry: { maxSec: 90 } }, is: { systemBackoffMaxMs: 90_000 }, rule: 'S56' },
  { engine: { systemRetry: { mode: 'fixed' } }, is: { systemBackoffMaxMs: undefined }, rule: 'S56' },
  { engine: { systemRetry: {} }, is: { systemBackoffMaxMs: undefined }, rule: 'S56' },
  { engine: { requeueOrder: 'head' }, is: { requeueOrder: 'head' }, rule: 'S59' },
  {
    engine: { retryClassOverrides: { 404: 'system', '430': 'request' } },
    is: { retryClassOverrides: { 404: 'system', 430: 'request' } },
    rule: 'S64',
  },
  { engine: { dlqForRequestErrors: true }, is: { dlqForRequestErrors: true }, rule: 'S64' },
  { engine: { asyncRun: { maxQps: 'quota/10', qpsScope: 'function' } }, is: { asyncRun: { maxQps: 'quota/10', qpsScope: 'function' } }, rule: 'S79' },
  { engine: { asyncRun: { maxQps: 5 } }, is: { asyncRun: { maxQps: 5 } }, rule: 'S79' },
  { engine: { asyncRun: { retryThrottled: false } }, is: { asyncRun: { retryThrottled: false, retentionMs: 259_200_000 } }, rule: 'S77' },
  {
    engine: { asyncRun: { statusCodes: { RUNNING: 202, FINISHED: 'code' } } },
    is: { asyncRun: { statusCodes: { RUNNING: 202, FINISHED: 'code', FAILED: 'code', ABORTED: 499 } } },
    rule: 'S86',
  },
  { engine: { asyncRun: { invokeTypes: { timer: 'Timer' } } }, is: { asyncRun: { invokeTypes: { timer: 'Timer', cos: 'COS' } } }, rule: 'S87' },
  { engine: { asyncRun: { statusWithoutTrace: false } }, is: { asyncRun: { statusWithoutTrace: false } }, rule: 'S82' },
  { engine: { asyncRun: { retentionSec: 1.5 } }, is: { asyncRun: { retentionMs: 1500 } }, rule: 'S82' },
  { engine: { asyncRun: { graceFinalState: 'ABORTED' } }, is: { asyncRun: { graceFinalState: 'ABORTED' } }, rule: 'S84' },
  { engine: { trackingRounding: 'floor' }, is: { trackingRounding: 'floor' }, rule: 'S136' },
  { engine: { memory: 'enforce' }, is: { memory: 'enforce' }, rule: 'S154' },
  { engine: { envCount: 'json' }, is: { envCount: 'json' }, rule: 'S152' },
  { engine: { coldStartMs: 7 }, is: { coldStartMs: 7 }, rule: 'S124' },
  { engine: { coldStartMs: { min: 1, max: 7 } }, is: { coldStartMs: { minMs: 1, maxMs: 7 } }, rule: 'S124' },
  { engine: { errorTextEra: '2021' }, is: { errorTextEra: '2021' }, rule: 'S20' },
  { engine: { errorTextEra: 2021 }, is: { errorTextEra: '2021' }, rule: 'S20: as YAML reads it' },
  { engine: { invokeApiTimeoutSec: 300 }, is: { invokeApiTimeoutMs: 300_000 }, rule: 'S47' },
  { engine: { invokeApiTimeoutSec: 'off' }, is: { invokeApiTimeoutMs: undefined }, rule: 'S47' },
  { engine: { settleSec: 2 }, is: { settleMs: 2000 }, rule: 'S30' },
  { engine: { remainingTime: true }, is: { remainingTime: true }, rule: 'S196' },
])('$rule: $engine', ({ engine, is }) => {
  expect(profileWith({ engine })).toMatchObject(is);
  // It is laid over whichever profile is chosen, and changes nothing else of it.
  const rest = Object.keys(scf2025).filter((name) => !(name in is)) as (keyof Profile)[];
  const over = profileWith({ profile: 'scf-2025', engine });
  expect(over).toMatchObject(is);
  for (const name of rest) expect(over[name]).toEqual(scf2025[name]);
});

it.each([
  { engine: {}, local: { isolation: 'process', prebooted: 0 } },
  { engine: { isolation: 'thread' }, local: { isolation: 'thread', prebooted: 0 } },
  { engine: { prebooted: 4 }, local: { isolation: 'process', prebooted: 4 } },
  { engine: { busyPolling: false }, local: { isolation: 'process', prebooted: 0, busyPolling: false } },
])('takes how instances are made on this machine into the plan, and not into the profile: $engine', ({ engine, local }) => {
  expect(checkService(serviceWith({ scf: { engine } }), here).plan?.local).toEqual(local);
  expect(profileWith({ engine })).toEqual(scf2021);
});

it.each([
  { engine: { isolation: 'vm' }, finds: `SCF105 error ${at}.isolation` },
  { engine: { prebooted: -1 }, finds: `SCF102 error ${at}.prebooted` },
  { engine: { prebooted: 101 }, finds: `SCF102 error ${at}.prebooted` },
  { engine: { busyPolling: 'off' }, finds: `SCF101 error ${at}.busyPolling` },
  { engine: { prebooted: true }, finds: `SCF101 error ${at}.prebooted` },
])('refuses $engine', ({ engine, finds }) => {
  expect(found(serviceWith({ scf: { engine } }))).toEqual([finds]);
});

it.each([
  { scf: {}, is: scf2021, why: 'the default' },
  { scf: { profile: 'scf-2021' }, is: scf2021, why: 'by its name' },
  { scf: { profile: 'scf-2025' }, is: scf2025, why: 'by its name' },
])('takes the profile $is.name: $why', ({ scf, is }) => {
  expect(profileWith(scf)).toEqual(is);
});

it('checks by another profile than the one that is written, when asked to', () => {
  const service = serviceWith({ scf: { profile: 'scf-2025', engine: { burstPerMinute: 9 } } });
  expect(checkService(service, { ...here, profile: 'scf-2021' }).profile).toEqual({ ...scf2021, burstPerMinute: 9 });
});

it('S111: keeps idle instances three to five minutes in scf-2025', () => {
  expect(scf2025.keepAliveMs).toEqual({ minMs: 180_000, maxMs: 300_000 });
});

const names = Object.keys(profiles) as ProfileName[];
const pairs = names.flatMap((from) => names.map((to) => ({ from, to })));

// So every figure of a profile has its option, and the table of figures lacks none.
it.each(pairs)('turns $from into $to by writing its figures as options', ({ from, to }) => {
  const scf = { profile: from };
  for (const { option, of } of figures) set(scf, option, of(profiles[to]));
  expect(profileWith(scf)).toEqual({ ...profiles[to], name: from });
});

const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', 'custom.json'), 'utf8')) as object;

/** What the schema, and with it every table of options, calls the default; an option of several parts has one for all or each. */
function defaultOf(option: string): unknown {
  const at = (path: readonly string[]): { readonly default?: unknown; readonly properties?: object } | undefined =>
    get(
      schema,
      path.flatMap((name) => ['properties', name]),
    ) as { readonly default?: unknown } | undefined;
  const path = option.split('.');
  return at(path)?.default ?? at(path.slice(0, -1))?.default ?? at([...path, 'mode'])?.default;
}

it.each(figures.map(({ option, of }) => ({ option, value: of(scf2021) })))('says that $option is $value unless written', ({ option, value }) => {
  expect(defaultOf(option)).toEqual(option === 'engine.systemRetry' ? 'fixed' : value);
});

it('reads back every value that it shows', () => {
  const ranges = fc.oneof(
    fc.nat(1000),
    fc.tuple(fc.nat(1000), fc.nat(1000)).map(([min, more]) => ({ min, max: min + more })),
  );
  const engines = fc.record(
    {
      keepAliveSec: ranges,
      coldStartMs: ranges,
      asyncDequeue: fc.constantFrom('hold', 'eager', { ramp: { instances: 3, everySec: 2 } }),
      retryIntervalSec: fc.oneof(
        fc.integer({ min: 1, max: 100 }),
        fc.record({ run: fc.nat(9), system: fc.integer({ min: 1, max: 9 }) }, { requiredKeys: [] }),
      ),
      systemRetry: fc.constantFrom({ mode: 'fixed' }, { mode: 'exponential', maxSec: 7 }, {}),
      checkOrder: fc.constantFrom(['quota', 'burst'], ['burst', 'quota']),
      invokeApiTimeoutSec: fc.constantFrom('off', 3),
      errorTextEra: fc.constantFrom('current', '2021', 2021),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(engines, (engine) => {
      const profile = profileWith({ engine });
      const scf = {};
      for (const { option, of } of figures) set(scf, option, of(profile));
      expect(profileWith(scf)).toEqual(profile);
    }),
  );
});

it.each([
  { scf: { profile: 'scf-2020' }, is: 'SCF105 error custom.scf.profile' },
  { scf: { engine: { quotaModel: 'GA' } }, is: `SCF105 error ${at}.quotaModel` },
  { scf: { engine: { burstPerMinute: 0 } }, is: `SCF102 error ${at}.burstPerMinute` },
  { scf: { engine: { checkOrder: ['quota'] } }, is: `SCF106 error ${at}.checkOrder` },
  { scf: { engine: { checkOrder: ['quota', 'quota'] } }, is: `SCF106 error ${at}.checkOrder` },
  { scf: { engine: { checkOrder: ['quota', 'bursts'] } }, is: `SCF105 error ${at}.checkOrder.1` },
  { scf: { engine: { provisionedStart: 100 } }, is: `SCF101 error ${at}.provisionedStart` },
  { scf: { engine: { keepAliveSec: { min: 3 } } }, is: `SCF104 error ${at}.keepAliveSec.max` },
  { scf: { engine: { systemRetry: { mode: 'fixed', maxSec: 5 } } }, is: `SCF106 error ${at}.systemRetry.maxSec` },
  { scf: { engine: { coldStartMs: { min: 3, max: 2 } } }, is: `SCF106 error ${at}.coldStartMs.min` },
  { scf: { engine: { asyncDequeue: 'helds' } }, is: `SCF101 error ${at}.asyncDequeue` },
  { scf: { engine: { asyncDequeue: { ramp: { instances: 1 } } } }, is: `SCF104 error ${at}.asyncDequeue.ramp.everySec` },
  { scf: { engine: { asyncDequeue: { ramp: { instances: 1, everySec: 0 } } } }, is: `SCF102 error ${at}.asyncDequeue.ramp.everySec` },
  { scf: { engine: { retryIntervalSec: { runs: 1 } } }, is: `SCF103 error ${at}.retryIntervalSec.runs` },
  { scf: { engine: { retryIntervalSec: -1 } }, is: `SCF102 error ${at}.retryIntervalSec` },
  // What RetryNum does not bound would be tried again for ever at one moment (S55, S56).
  { scf: { engine: { retryIntervalSec: 0 } }, is: `SCF102 error ${at}.retryIntervalSec` },
  { scf: { engine: { retryIntervalSec: { throttled: 0 } } }, is: `SCF102 error ${at}.retryIntervalSec.throttled` },
  { scf: { engine: { retryIntervalSec: { system: 0 } } }, is: `SCF102 error ${at}.retryIntervalSec.system` },
  { scf: { engine: { systemRetry: { maxSec: 0 } } }, is: `SCF102 error ${at}.systemRetry.maxSec` },
  { scf: { engine: { retryClassOverrides: { 999: 'system' } } }, is: `SCF103 error ${at}.retryClassOverrides.999` },
  { scf: { engine: { retryClassOverrides: { 404: 'never' } } }, is: `SCF105 error ${at}.retryClassOverrides.404` },
  { scf: { engine: { asyncRun: { maxQps: 'quota' } } }, is: `SCF101 error ${at}.asyncRun.maxQps` },
  { scf: { engine: { asyncRun: { statusCodes: { QUEUED: 1 } } } }, is: `SCF103 error ${at}.asyncRun.statusCodes.QUEUED` },
  { scf: { engine: { asyncRun: { invokeTypes: { kafka: 'X' } } } }, is: `SCF103 error ${at}.asyncRun.invokeTypes.kafka` },
  { scf: { engine: { errorTextEra: 2022 } }, is: `SCF105 error ${at}.errorTextEra` },
  { scf: { engine: { invokeApiTimeoutSec: 0 } }, is: `SCF102 error ${at}.invokeApiTimeoutSec` },
  { scf: { engine: { invokeApiTimeoutSec: 'of' } }, is: `SCF101 error ${at}.invokeApiTimeoutSec` },
  { scf: { account: { regionQuotaMB: { Singapore: 1 } } }, is: 'SCF106 error custom.scf.account.regionQuotaMB.Singapore' },
  { scf: { account: { allocated: [{ function: 'other' }] } }, is: 'SCF106 error custom.scf.account.allocated.0' },
  { scf: { account: { allocated: [{ function: 'other', reservedMB: null }] } }, is: 'SCF106 error custom.scf.account.allocated.0' },
  {
    scf: {
      account: {
        allocated: [
          { function: 'o', reservedMB: 1 },
          { function: 'o', provisionedMB: 1 },
        ],
      },
    },
    is: 'SCF106 error custom.scf.account.allocated.1.function',
  },
  { scf: { account: { regionQuotaMB: { 'ap-singapore': 1.5 } } }, is: 'SCF101 error custom.scf.account.regionQuotaMB.ap-singapore' },
])('refuses $scf', ({ scf, is }) => {
  expect(found(serviceWith({ scf }))).toEqual([is]);
});

it.each([
  { region: 'ap-guangzhuo', nearest: 'ap-guangzhou', why: 'a slip' },
  { region: 'us-east-1', nearest: undefined, why: "another provider's" },
])('S10: warns of $region, which may be newer, but for which no quota would count: $why', ({ region, nearest }) => {
  const [entry, ...others] = checkService(
    serviceWith({ scf: { account: { regionQuotaMB: { [region]: 64_000, 'sa-saopaulo': 1 } } } }),
    here,
  ).diagnostics;
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ code: 'SCF105', severity: 'warning', at: 'key', path: ['custom', 'scf', 'account', 'regionQuotaMB', region] });
  expect(entry?.params).toMatchObject({ option: 'custom.scf.account.regionQuotaMB', value: `"${region}"`, nearest, newer: true, entry: true });
  const [own] = checkService(serviceWith({ provider: { region } }), here).diagnostics;
  expect(own).toMatchObject({ code: 'SCF105', severity: 'warning', path: ['provider', 'region'], params: { nearest, newer: true } });
});

it.each([
  { region: 'ap-shanghia', is: { code: 'SCF105', severity: 'warning', params: { option: '--region', nearest: 'ap-shanghai', newer: true } } },
  { region: 'Shanghai', is: { code: 'SCF106', severity: 'error', params: { option: '--region', form: 'region', write: 'ap-shanghai' } } },
])('S5: tells of --region $region, by which no quota would count', ({ region, is }) => {
  const { diagnostics } = checkService(serviceWith({ provider: { region: 'ap-guangzhou' } }), { ...here, region });
  expect(diagnostics).toMatchObject([{ ...is, path: ['provider', 'region'] }]);
  expect(found(serviceWith({}), { ...here, region: 'ap-shanghai' })).toEqual([]);
});

it.each([
  { written: 'Singapore', write: 'ap-singapore' },
  { written: 'ap_guangzhou', write: 'ap-guangzhou' },
  { written: 'EU-Frankfurt', write: 'eu-frankfurt' },
  { written: '???', write: undefined },
])('S10: says that $written, which is no name of a region, means $write', ({ written, write }) => {
  const [entry] = checkService(serviceWith({ scf: { account: { regionQuotaMB: { [written]: 1 } } } }), here).diagnostics;
  const [own] = checkService(serviceWith({ provider: { region: written } }), here).diagnostics;
  for (const fault of [entry, own]) expect(fault).toMatchObject({ code: 'SCF106', severity: 'error', params: { form: 'region', write } });
});

it.each([
  { scf: { engine: { isolation: 'threads' } }, why: 'a value of an option that is our own' },
  { scf: { engine: { prebooted: -1 } }, why: 'a bound of one' },
  { scf: { engine: { busyPolling: 3 } }, why: 'a type of one' },
  { scf: { profile: 'scf-2020' }, why: 'the profile' },
  { scf: { enigne: {} }, why: 'a name right under custom.scf' },
  { scf: { engine: { burstPerMinutes: 1 } }, why: 'a name under engine' },
  { scf: { account: { quotaMb: 1 } }, why: 'a name beside options that rules are about' },
  { scf: { engine: { keepAliveSec: { min: 1 } } }, why: 'a name that is missing' },
])('cites no rule of the platform where it has none: $why', ({ scf }) => {
  const [fault] = checkService(serviceWith({ scf }), here).diagnostics;
  expect(fault).toMatchObject({ rule: 'L4', source: 'serverless-scf, options' });
});

it.each([
  { custom: { sfc: { engine: { floorMB: 0 } } }, is: ['SCF103 error custom.sfc'] },
  { custom: { SCF: { account: { quotaMB: 1 }, profile: 'scf-2021' } }, is: ['SCF103 error custom.SCF'] },
  { custom: { sfc: { engine: {}, mine: 1 } }, is: [] },
  { custom: { sfc: {} }, is: [] },
  { custom: { sfc: 'text' }, is: [] },
  { custom: { mine: { engine: {} } }, is: [] },
  { custom: { scf: {}, sfc: { engine: {} } }, is: [] },
])('says that what looks like custom.scf has no effect under another name: $custom', ({ custom, is }) => {
  expect(found({ ...serviceWith({}), custom })).toEqual(is);
});

it.each([
  { engine: { asyncDequeue: 'holds' }, expected: ['hold', 'eager', '{ ramp }'], write: 'hold' },
  { engine: { asyncRun: { maxQps: '500' } }, expected: ['quota/10', 'integer'], write: '500' },
  { engine: { invokeApiTimeoutSec: '300' }, expected: ['off', 'number'], write: '300' },
  { engine: { asyncRun: { maxQps: 'all' } }, expected: ['quota/10', 'integer'], write: undefined },
])('says what to write for $engine', ({ engine, expected, write }) => {
  const [fault] = checkService(serviceWith({ scf: { engine } }), here).diagnostics;
  expect(fault?.params).toMatchObject({ expected, write });
});
