import fc from 'fast-check';
import { checkService } from '../../src/config';
import { describe as inWords } from '../../src/messages';
import { instancesMax, provisionedFault, reservedFault, scf2021 } from '../../src/scf';
import { found, here, serviceWith } from './service';

const at = 'functions.hello';
const provisioned = `${at}.provisionedConcurrency`;
const reserved = `${at}.reservedConcurrency`;

it.each([
  { fn: { reservedConcurrency: 0 }, is: [], why: '0 switches off' },
  { fn: { reservedConcurrency: 256 }, is: [], why: 'one instance' },
  { fn: { reservedConcurrency: { instances: 10 } }, is: [], why: 'a count with its unit' },
  { fn: { reservedConcurrency: { quotaMB: 2560 } }, is: [], why: 'MB with their unit' },
  { fn: { reservedConcurrency: 5 }, is: [`SCF204 error ${reserved}`], why: 'looks like a count' },
  { fn: { reservedConcurrency: { quotaMB: 255 } }, is: [`SCF204 error ${reserved}.quotaMB`], why: 'can never run' },
  { fn: { reservedConcurrency: 1000 }, is: [`SCF205 warning ${reserved}`], why: 'a remainder' },
  { fn: { reservedConcurrency: {} }, is: [`SCF106 error ${reserved}`], why: 'no amount' },
  { fn: { reservedConcurrency: { quotaMB: 256, instances: 1 } }, is: [`SCF106 error ${reserved}`], why: 'two amounts' },
  { fn: { reservedConcurrency: -1 }, is: [`SCF102 error ${reserved}`], why: 'below 0' },
  { fn: { reservedConcurrency: 115_200 }, is: [], why: 'all that can be reserved (V3), with 450 instances' },
  { fn: { provisionedConcurrency: 0 }, is: [], why: 'none' },
  { fn: { provisionedConcurrency: 2560 }, is: [], why: 'ten instances (V8)' },
  { fn: { provisionedConcurrency: 300 }, is: [`SCF202 error ${provisioned}`], why: 'no multiple (V11)' },
  { fn: { provisionedConcurrency: 257 }, is: [`SCF202 error ${provisioned}`], why: 'one MB too many' },
  { fn: { provisionedConcurrency: { quotaMB: 300 } }, is: [`SCF202 error ${provisioned}.quotaMB`], why: 'no multiple' },
  { fn: { provisionedConcurrency: 10 }, is: [`SCF209 error ${provisioned}`], why: 'looks like a count' },
  { fn: { provisionedConcurrency: {} }, is: [`SCF106 error ${provisioned}`], why: 'no amount' },
  { fn: { provisionedConcurrency: { instances: 1, qualifier: '$LATEST' } }, is: [`SCF208 error ${provisioned}.qualifier`], why: '$LATEST (V12)' },
  { fn: { reservedConcurrency: 2560, provisionedConcurrency: 2560 }, is: [], why: 'inside the reservation (V9)' },
  { fn: { reservedConcurrency: 2560, provisionedConcurrency: 2816 }, is: [`SCF206 error ${provisioned}`], why: 'above the reservation (V10)' },
  { fn: { reservedConcurrency: 0, provisionedConcurrency: 256 }, is: [`SCF207 error ${provisioned}`], why: 'switched off' },
  { fn: { provisionedConcurrency: { instances: 100 } }, is: [], why: 'ready within a minute' },
  { fn: { provisionedConcurrency: { instances: 101 } }, is: [`SCF501 info ${provisioned}`], why: 'ready in the second minute' },
  { fn: { reservedConcurrency: 64_000, memorySize: 128 }, is: [], why: '500 instances' },
  { fn: { reservedConcurrency: 64_128, memorySize: 128 }, is: [`SCF502 info ${reserved}`], why: '501 instances' },
  { fn: { reservedConcurrency: 64_128, memorySize: 128, provisionedConcurrency: 128 }, is: [], why: '501, some provisioned' },
  {
    fn: { memorySize: 200, reservedConcurrency: 5, provisionedConcurrency: 300 },
    is: [`SCF201 error ${at}.memorySize`],
    why: 'no quota rule without memory',
  },
])('$fn: $why', ({ fn, is }) => {
  expect(found(serviceWith({ fn }))).toEqual(is);
});

it('S136: counts the least that target tracking keeps, and leaves the number to it', () => {
  const { plan, allocation } = checkService(serviceWith({ fn: { provisionedConcurrency: { tracking: { target: 0.8, min: 2, max: 9 } } } }), here);
  expect(plan?.functions[0]?.provisionedInstances).toBe(0);
  expect(allocation.shares).toEqual([{ name: 'hello', mb: 512, by: 'provisioned' }]);
});

const two = (a: object, b: object): object => ({ a: { handler: 'index.main', ...a }, b: { handler: 'index.main', ...b } });

it.each([
  { functions: two({ reservedConcurrency: 64_000 }, { reservedConcurrency: 51_200 }), scf: {}, is: [], why: 'V5' },
  {
    functions: two({ reservedConcurrency: 64_000 }, { reservedConcurrency: 51_456 }),
    scf: {},
    is: ['SCF203 error functions.b.reservedConcurrency'],
    why: 'one instance too many',
  },
  {
    functions: two({ reservedConcurrency: 64_000 }, { provisionedConcurrency: { instances: 201 } }),
    scf: {},
    is: ['SCF203 error functions.b.provisionedConcurrency'],
    why: 'provisioned without a reservation is charged',
  },
  {
    functions: two({ reservedConcurrency: 115_200, provisionedConcurrency: 2560 }, {}),
    scf: {},
    is: [],
    why: 'provisioned inside a reservation is not',
  },
  {
    functions: two({ reservedConcurrency: 2560 }, {}),
    scf: { account: { allocated: [{ function: 'other', reservedMB: 112_641 }] } },
    is: ['SCF203 error functions.a.reservedConcurrency'],
    why: 'what others hold counts',
  },
  {
    functions: two({}, {}),
    scf: { account: { allocated: [{ function: 'other', reservedMB: 115_201 }] } },
    is: ['SCF203 error custom.scf.account'],
    why: 'others alone hold too much',
  },
  {
    functions: two({ reservedConcurrency: 52_224 }, {}),
    scf: { account: { quotaMB: 64_000 } },
    is: ['SCF203 error functions.a.reservedConcurrency'],
    why: 'a smaller account',
  },
  { functions: two({ reservedConcurrency: 128_000 }, {}), scf: { engine: { floorMB: 0 } }, is: [], why: 'no floor' },
  {
    functions: two({ reservedConcurrency: 200_192 }, {}),
    scf: { account: { quotaMB: '64000' } },
    is: ['SCF101 error custom.scf.account.quotaMB'],
    why: 'no sums over a faulty account',
  },
  {
    functions: two({ reservedConcurrency: 200_192 }, {}),
    scf: { profile: 'scf-2020' },
    is: ['SCF105 error custom.scf.profile'],
    why: 'no sums by an unknown profile',
  },
])('adds up: $why', ({ functions, scf, is }) => {
  expect(found(serviceWith({ functions, scf })).filter((line) => !/ info /.test(line))).toEqual(is);
});

it.each([
  { knob: 'off', is: [] },
  { knob: 'warn', is: [`SCF205 warning ${reserved}`] },
  { knob: 'error', is: [`SCF205 error ${reserved}`] },
])('reservedMultiple: $knob', ({ knob, is }) => {
  expect(found(serviceWith({ fn: { reservedConcurrency: 1000 }, scf: { engine: { reservedMultiple: knob } } }))).toEqual(is);
});

it('says who holds how much, and how far one function can go down', () => {
  const functions = two({ reservedConcurrency: 64_000 }, { reservedConcurrency: 51_201 });
  const fault = checkService(serviceWith({ functions }), here).diagnostics.find(({ code }) => code === 'SCF203');
  expect(fault?.params).toEqual({
    accountMB: 128_000,
    floorMB: 12_800,
    allocatedMB: 115_201,
    overMB: 1,
    shares: [
      { name: 'a', mb: 64_000, by: 'reserved' },
      { name: 'b', mb: 51_201, by: 'reserved' },
    ],
    lower: { option: 'reservedConcurrency', function: 'b', to: '51200 MB' },
    quotaOption: 'custom.scf.account.quotaMB',
  });
});

const schedule = (instances: number): object => ({ instances: 1, schedule: [{ name: 'a', cron: '0 0 8 * * * *', instances }] });
const tracking = (max: number): object => ({ tracking: { target: 0.8, min: 1, max } });
const scheduled = `${provisioned}.schedule.0.instances`;
const tracked = `${provisioned}.tracking.max`;

it.each([
  { fn: { provisionedConcurrency: schedule(450) }, model: 'seed', is: [], why: 'all that can be allocated' },
  { fn: { provisionedConcurrency: schedule(451) }, model: 'seed', is: [`SCF214 warning ${scheduled}`], why: 'one more' },
  { fn: { provisionedConcurrency: schedule(451) }, model: 'ga', is: [], why: 'the floor holds nothing back' },
  { fn: { provisionedConcurrency: schedule(500) }, model: 'ga', is: [], why: 'the whole account' },
  { fn: { provisionedConcurrency: schedule(501) }, model: 'ga', is: [`SCF214 warning ${scheduled}`], why: 'one more' },
  { fn: { provisionedConcurrency: tracking(451) }, model: 'seed', is: [`SCF214 warning ${tracked}`], why: 'the most of tracking' },
  { fn: { provisionedConcurrency: tracking(10), reservedConcurrency: 2560 }, model: 'seed', is: [], why: 'its reservation' },
  { fn: { provisionedConcurrency: tracking(11), reservedConcurrency: 2560 }, model: 'seed', is: [`SCF214 warning ${tracked}`], why: 'one more' },
  { fn: { provisionedConcurrency: tracking(11), reservedConcurrency: 2560 }, model: 'ga', is: [], why: 'beyond the reservation' },
])('S137: $why in the $model model', ({ fn, model, is }) => {
  expect(found(serviceWith({ fn, scf: { engine: { quotaModel: model } } })).filter((line) => !line.startsWith('SCF50'))).toEqual(is);
});

it.each([
  { fn: { provisionedConcurrency: { tracking: { target: 0.8, min: 5, max: 9 } }, reservedConcurrency: 1024 }, to: 'tracking.min to 4' },
  { fn: { provisionedConcurrency: { instances: 5 }, reservedConcurrency: 1024 }, to: 'provisionedConcurrency to 1024 (4 instances)' },
  { fn: { provisionedConcurrency: { tracking: { target: 0.8, min: 460, max: 500 } } }, to: 'provisionedConcurrency.tracking.min of hello to 450' },
  { fn: { provisionedConcurrency: { instances: 460 } }, to: 'provisionedConcurrency of hello to 115200 MB' },
  { fn: { provisionedConcurrency: schedule(5), reservedConcurrency: 256 }, to: 'write 1 or less' },
  { fn: { provisionedConcurrency: { schedule: [{ name: 'a', cron: '0 0 8 * * * *', instances: 5 }] }, reservedConcurrency: 0 }, to: 'write 0,' },
])('S25, S136: what is to be lowered is named as it is written: $to', ({ fn, to }) => {
  const [fault] = checkService(serviceWith({ fn: { memorySize: 256, ...fn } }), here).diagnostics.filter(({ code }) => /^SCF2/.test(code));
  expect(fault && inWords(fault.code, fault.params, 'en').fix).toContain(to);
});

it.each([
  { provisionedConcurrency: 115_200, fix: 'write reservedConcurrency: 115200, or lower provisionedConcurrency to 1024 (4 instances)' },
  { provisionedConcurrency: 115_456, fix: 'lower provisionedConcurrency to 1024 (4 instances)' },
])(
  'S16, S22: $provisionedConcurrency MB above a reservation: nobody is told to reserve more than the account can',
  ({ provisionedConcurrency, fix }) => {
    const service = serviceWith({ fn: { memorySize: 256, reservedConcurrency: 1024, provisionedConcurrency } });
    const [fault] = checkService(service, here).diagnostics.filter(({ code }) => code === 'SCF206');
    expect(fault && inWords(fault.code, fault.params, 'en').fix).toBe(fix);
  },
);

it('S137: says how much there will be, beside what the others hold', () => {
  const functions = two({ reservedConcurrency: 64_000 }, { provisionedConcurrency: schedule(500), memorySize: 256 });
  const { diagnostics } = checkService(serviceWith({ functions }), here);
  const params = { function: 'b', instances: 500, memoryMB: 256, neededMB: 128_000, freeMB: 51_200, fits: 200 };
  expect(diagnostics.find(({ code }) => code === 'SCF214')?.params).toEqual(params);
});

it.each([
  {
    functions: two({ reservedConcurrency: 2560, provisionedConcurrency: 2816 }, {}),
    is: ['SCF504 info functions.a.provisionedConcurrency'],
    why: 'V10: more than the reservation is accepted',
  },
  {
    functions: two({ reservedConcurrency: 0, provisionedConcurrency: 256 }, {}),
    is: ['SCF207 error functions.a.provisionedConcurrency'],
    why: 'S17: but not for a function that is switched off',
  },
  {
    functions: two({ reservedConcurrency: 115_200 }, { provisionedConcurrency: { instances: 50 } }),
    is: [],
    why: 'nobody is charged for provisioned instances',
  },
  {
    functions: two({ provisionedConcurrency: { instances: 100 } }, { provisionedConcurrency: { instances: 401 } }),
    is: ['SCF501 info functions.b.provisionedConcurrency', 'SCF215 error functions.b.provisionedConcurrency'],
    why: 'all together are at most the account',
  },
  {
    functions: two({ reservedConcurrency: 64_000 }, { reservedConcurrency: 51_456 }),
    is: ['SCF203 error functions.b.reservedConcurrency'],
    why: 'reservations add up as ever',
  },
])('S24, ga: $why', ({ functions, is }) => {
  expect(found(serviceWith({ functions, scf: { engine: { quotaModel: 'ga' } } }))).toEqual(is);
  expect(found(serviceWith({ functions, scf: { profile: 'scf-2025' } }))).toEqual(is);
});

it('S24, ga: says who has provisioned how much, what other services have included', () => {
  const allocated = [{ function: 'other', provisionedMB: 27_712 }];
  const functions = two({ provisionedConcurrency: { instances: 400 }, memorySize: 256 }, {});
  const { diagnostics } = checkService(serviceWith({ functions, scf: { profile: 'scf-2025', account: { allocated } } }), here);
  expect(diagnostics.find(({ code }) => code === 'SCF215')?.params).toEqual({
    accountMB: 128_000,
    provisionedMB: 130_112,
    overMB: 2112,
    shares: [
      { name: 'other', mb: 27_712 },
      { name: 'a', mb: 102_400 },
    ],
    quotaOption: 'custom.scf.account.quotaMB',
  });
});

it.each([
  { region: 'ap-singapore', is: 64_000, why: 'the region has a figure of its own' },
  { region: 'ap-beijing', is: 100_000, why: 'the others have the common one' },
  { region: undefined, is: 100_000, why: 'the default region is one of them' },
])('S10: $why', ({ region, is }) => {
  const scf = { account: { quotaMB: 100_000, regionQuotaMB: { 'ap-singapore': 64_000 } } };
  expect(checkService(serviceWith({ scf }), { ...here, region }).allocation.accountMB).toBe(is);
  expect(checkService(serviceWith({ scf, provider: region === undefined ? {} : { region } }), here).allocation.accountMB).toBe(is);
});

it('S10: says where the quota of the region is to be corrected', () => {
  const scf = { account: { regionQuotaMB: { 'ap-guangzhou': 12_800 } } };
  const [fault] = checkService(serviceWith({ scf, fn: { reservedConcurrency: 256 } }), here).diagnostics;
  expect(fault).toMatchObject({ code: 'SCF203', params: { accountMB: 12_800, quotaOption: 'custom.scf.account.regionQuotaMB.ap-guangzhou' } });
});

it('S16: counts a function of the service once, as it is configured, whatever a list for several services says of it', () => {
  const account = {
    allocated: [
      { function: 'shop-dev-hello', reservedMB: 64_000 },
      { function: 'other', reservedMB: 51_200 },
    ],
  };
  const { diagnostics, plan, allocation } = checkService(serviceWith({ scf: { account }, fn: { reservedConcurrency: 64_000 } }), here);
  expect(diagnostics).toEqual([]);
  expect(allocation.allocatedMB).toBe(115_200);
  expect(plan?.allocated).toEqual([{ name: 'other', reservedMB: 51_200, provisionedMB: 0 }]);
});

it.each([
  { scf: { engine: { isolation: 'threads' } }, is: 'SCF105 error custom.scf.engine.isolation' },
  { scf: { engine: { keepAliveSecs: 1 } }, is: 'SCF103 error custom.scf.engine.keepAliveSecs' },
  { scf: { models: { hello: { durationMs: -1 } } }, is: 'SCF102 error custom.scf.models.hello.durationMs' },
])('S16: tells that too much is allocated at once with a fault that has nothing to do with it: $is', ({ scf, is }) => {
  expect(found(serviceWith({ scf, fn: { reservedConcurrency: 115_456 } }))).toEqual(
    expect.arrayContaining([is, 'SCF203 error functions.hello.reservedConcurrency']),
  );
});

it.each([
  { scf: { engine: { floorMb: 0 } }, is: 'SCF103 error custom.scf.engine.floorMb' },
  { scf: { engine: { quotaModel: 'sead' } }, is: 'SCF105 error custom.scf.engine.quotaModel' },
  { scf: { account: { quotaMB: '256000' } }, is: 'SCF101 error custom.scf.account.quotaMB' },
  { scf: { account: { qoutaMB: 256_000 } }, is: 'SCF103 error custom.scf.account.qoutaMB' },
  { scf: { account: 256_000 }, is: 'SCF101 error custom.scf.account' },
  { scf: { account: { allocated: [{ function: 'o', reservedMB: '1' }] } }, is: 'SCF101 error custom.scf.account.allocated.0.reservedMB' },
])('S16: adds nothing up while a figure of the sum is faulty: $is', ({ scf, is }) => {
  expect(found(serviceWith({ scf, fn: { reservedConcurrency: 115_456, provisionedConcurrency: 256 } }))).toEqual([is]);
});

it('S10: adds nothing up while the region, and with it the quota, is not known', () => {
  const scf = { account: { regionQuotaMB: { 'ap-singapore': 64_000 } } };
  const service = serviceWith({ scf, provider: { region: '${ssm:/region}' }, fn: { reservedConcurrency: 192_000, provisionedConcurrency: 256 } });
  expect(found(service, { ...here, unresolved: [['provider', 'region']] })).toEqual([]);
});

const memories = fc.constantFrom(64, 128, 256, 384, 1024, 3072);
const amounts = fc.oneof(
  fc.integer({ min: -10, max: 200_000 }),
  fc.record({ quotaMB: fc.integer({ min: 0, max: 200_000 }) }),
  fc.record({ instances: fc.integer({ min: 0, max: 900 }) }),
);
const counts = fc.record({ instances: fc.integer({ min: 0, max: 300 }) });

function functionsOf(written: readonly object[]): object {
  return Object.fromEntries(written.map((fn, index) => [`fn${index}`, { handler: 'index.main', ...fn }]));
}

it.each(['seed', 'ga'] as const)('S16, S22, S24: refuses the sums that the platform would refuse, and no others, in the %s model', (quotaModel) => {
  const sound = fc.record(
    { memorySize: fc.constant(256), reservedConcurrency: counts, provisionedConcurrency: counts },
    { requiredKeys: ['memorySize'] },
  );
  fc.assert(
    fc.property(fc.array(sound, { minLength: 1, maxLength: 4 }), (written) => {
      const profile = { ...scf2021, quotaModel };
      const claims = written.map(({ reservedConcurrency: reserved, provisionedConcurrency }, index) => ({
        name: `fn${index}`,
        reservedMB: reserved && reserved.instances * 256,
        provisionedMB: (provisionedConcurrency?.instances ?? 0) * 256,
      }));
      const refused = claims.some((claim, index) => {
        const account = { ...profile, others: claims.slice(0, index) };
        const off = claim.reservedMB === 0 && claim.provisionedMB > 0;
        return off || reservedFault(account, claim) !== undefined || provisionedFault(account, claim) !== undefined;
      });
      const { plan } = checkService(serviceWith({ functions: functionsOf(written), scf: { engine: { quotaModel } } }), here);
      expect(plan === undefined).toBe(refused);
    }),
    { numRuns: 300 },
  );
});

it('accepts only what the arithmetic allows', () => {
  const services = fc.array(
    fc.record({ memorySize: memories, reservedConcurrency: amounts, provisionedConcurrency: amounts }, { requiredKeys: ['memorySize'] }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(services, (written) => {
      const functions = functionsOf(written);
      const { plan, allocation } = checkService(serviceWith({ functions }), here);
      if (plan === undefined) return;
      expect(allocation.allocatedMB).toBeLessThanOrEqual(115_200);
      for (const { memoryMB, reservedMB, provisionedInstances } of plan.functions) {
        expect(Number.isInteger(provisionedInstances)).toBe(true);
        if (reservedMB === undefined) continue;
        expect(reservedMB === 0 || reservedMB >= memoryMB).toBe(true);
        expect(provisionedInstances).toBeLessThanOrEqual(instancesMax(reservedMB, memoryMB));
      }
    }),
    { numRuns: 300 },
  );
});

it('takes every multiple that fits, and no other amount of provisioned memory', () => {
  fc.assert(
    fc.property(memories, fc.integer({ min: 1, max: 30_000 }), (memorySize, provisionedConcurrency) => {
      const { plan } = checkService(serviceWith({ fn: { memorySize, provisionedConcurrency } }), here);
      const instances = provisionedConcurrency / memorySize;
      expect(plan?.functions[0]?.provisionedInstances).toBe(Number.isInteger(instances) ? instances : undefined);
    }),
    { numRuns: 300 },
  );
});
