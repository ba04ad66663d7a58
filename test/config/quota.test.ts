import fc from 'fast-check';
import { checkService } from '../../src/config';
import { instancesMax } from '../../src/scf';
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

it.each([
  {
    name: 'twice',
    schedule: [
      { name: 'a', cron: '0 0 8 * * * *', instances: 1 },
      { name: 'a', cron: '0 0 9 * * * *', instances: 2 },
    ],
    is: 'SCF106 error functions.hello.provisionedConcurrency.schedule.1.name',
  },
  {
    name: 'same time',
    schedule: [
      { name: 'a', cron: '0 0 8 * * * *', instances: 1 },
      { name: 'b', cron: '0 0 8 * * * *', instances: 2 },
    ],
    is: 'SCF106 error functions.hello.provisionedConcurrency.schedule.1.cron',
  },
  {
    name: '5 fields',
    schedule: [{ name: 'a', cron: '0 8 * * *', instances: 1 }],
    is: 'SCF106 error functions.hello.provisionedConcurrency.schedule.0.cron',
  },
])('checks a schedule: $name', ({ schedule, is }) => {
  expect(found(serviceWith({ fn: { provisionedConcurrency: { instances: 1, schedule } } }))).toContain(is);
});

it.each([
  { tracking: { target: 1, min: 1, max: 2 }, is: [`SCF102 error ${provisioned}.tracking.target`] },
  { tracking: { target: 0.8, min: 3, max: 2 }, is: [`SCF106 error ${provisioned}.tracking.min`, `SCF503 info ${provisioned}.tracking`] },
  { tracking: { target: 0.8, min: 2, max: 9 }, is: [`SCF503 info ${provisioned}.tracking`] },
])('checks target tracking: $tracking', ({ tracking, is }) => {
  expect(found(serviceWith({ fn: { provisionedConcurrency: { tracking } } }))).toEqual(is);
});

it('holds the least that target tracking keeps', () => {
  const { plan } = checkService(serviceWith({ fn: { provisionedConcurrency: { tracking: { target: 0.8, min: 2, max: 9 } } } }), here);
  expect(plan?.functions[0]?.provisionedInstances).toBe(2);
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
    lower: { option: 'reservedConcurrency', function: 'b', mb: 51_200 },
  });
});

const memories = fc.constantFrom(64, 128, 256, 384, 1024, 3072);
const amounts = fc.oneof(
  fc.integer({ min: -10, max: 200_000 }),
  fc.record({ quotaMB: fc.integer({ min: 0, max: 200_000 }) }),
  fc.record({ instances: fc.integer({ min: 0, max: 900 }) }),
);

it('accepts only what the arithmetic allows', () => {
  const services = fc.array(
    fc.record({ memorySize: memories, reservedConcurrency: amounts, provisionedConcurrency: amounts }, { requiredKeys: ['memorySize'] }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(services, (written) => {
      const functions = Object.fromEntries(written.map((fn, index) => [`fn${index}`, { handler: 'index.main', ...fn }]));
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
