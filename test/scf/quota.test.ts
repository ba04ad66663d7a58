import fc from 'fast-check';
import {
  allocate,
  chargedMB,
  claimOf,
  elasticMB,
  instancesMax,
  limits,
  provisionedFault,
  reservedFault,
  totalFault,
  type Account,
  type QuotaClaim,
} from '../../src/scf';
import { functionPlan } from './plans';

const accountMB = limits.accountQuota.value;
const floorMB = limits.quotaFloor.value;

const reserved = (name: string, reservedMB: number, provisionedMB = 0): QuotaClaim => ({ name, reservedMB, provisionedMB });
const shared = (name: string, provisionedMB = 0): QuotaClaim => ({ name, reservedMB: undefined, provisionedMB });

describe('instancesMax (S3, S18)', () => {
  it.each([
    { quotaMB: 128_000, memoryMB: 128, instances: 1_000, why: 'V1, an exact division' },
    { quotaMB: 128_000, memoryMB: 256, instances: 500, why: 'V2' },
    { quotaMB: 256, memoryMB: 128, instances: 2, why: 'the second example of S3' },
    { quotaMB: 1_280, memoryMB: 512, instances: 2, why: 'V7, the remainder starts nothing' },
    { quotaMB: 100, memoryMB: 128, instances: 0, why: 'less than one instance' },
    { quotaMB: 0, memoryMB: 128, instances: 0, why: 'V6, a reserved quota of 0 disables a function' },
  ])('$quotaMB MB over $memoryMB MB is $instances: $why', ({ quotaMB, memoryMB, instances }) => {
    expect(instancesMax(quotaMB, memoryMB)).toBe(instances);
  });

  it('takes no function without memory', () => {
    expect(() => instancesMax(128, 0)).toThrow('the schema admits no function without memory');
  });
});

describe('allocate (S13, S15, S16, S22)', () => {
  it.each([
    { vector: 'V1: nothing configured', claims: [shared('a')], allocatedMB: 0, allocatableMB: 115_200, poolMB: 128_000 },
    { vector: 'V3: all that can be reserved', claims: [reserved('a', 115_200)], allocatedMB: 115_200, allocatableMB: 0, poolMB: 12_800 },
    { vector: 'V4: one MB too much', claims: [reserved('a', 115_201)], allocatedMB: 115_201, allocatableMB: -1, poolMB: 12_799 },
    {
      vector: 'V5: two that fill it',
      claims: [reserved('a', 64_000), reserved('b', 51_200)],
      allocatedMB: 115_200,
      allocatableMB: 0,
      poolMB: 12_800,
    },
    { vector: 'V6: 0 takes nothing', claims: [reserved('a', 0)], allocatedMB: 0, allocatableMB: 115_200, poolMB: 128_000 },
    { vector: 'V8: provisioned, no reservation', claims: [shared('a', 2_560)], allocatedMB: 2_560, allocatableMB: 112_640, poolMB: 125_440 },
    { vector: 'V9: provisioned inside', claims: [reserved('a', 2_560, 2_560)], allocatedMB: 2_560, allocatableMB: 112_640, poolMB: 125_440 },
  ])('$vector', ({ claims, allocatedMB, allocatableMB, poolMB }) => {
    expect(allocate(accountMB, floorMB, claims)).toMatchObject({ accountMB, floorMB, allocatedMB, allocatableMB, poolMB });
  });

  it('says who takes how much, largest first, and leaves out who takes nothing', () => {
    const claims = [shared('small', 256), reserved('off', 0), reserved('big', 6_400, 256), shared('plain')];
    expect(allocate(accountMB, floorMB, claims).shares).toEqual([
      { name: 'big', mb: 6_400, by: 'reserved' },
      { name: 'small', mb: 256, by: 'provisioned' },
    ]);
  });

  it('shares out the whole account, no MB twice and none lost', () => {
    const claim = fc.record({ name: fc.string(), reservedMB: fc.option(fc.nat(20_000), { nil: undefined }), provisionedMB: fc.nat(5_000) });
    fc.assert(
      fc.property(fc.array(claim), (claims) => {
        const { allocatedMB, allocatableMB, poolMB, shares } = allocate(accountMB, floorMB, claims);
        expect(shares.reduce((sum, { mb }) => sum + mb, 0)).toBe(allocatedMB);
        expect(allocatedMB + poolMB).toBe(accountMB);
        expect(poolMB - allocatableMB).toBe(floorMB);
      }),
    );
  });
});

describe('what a function takes', () => {
  it.each([
    { claim: shared('a', 512), mb: 512, why: 'provisioned instances are charged to the account' },
    { claim: reserved('a', 1_024, 512), mb: 1_024, why: 'inside a reservation they are not charged again' },
    { claim: reserved('a', 0, 256), mb: 0, why: 'a reservation of 0 is a reservation (S17)' },
  ])('is $mb MB: $why (S22)', ({ claim, mb }) => {
    expect(chargedMB(claim)).toBe(mb);
  });

  it('follows from its plan', () => {
    expect(claimOf(functionPlan('resize', { memoryMB: 256, provisionedInstances: 10, reservedMB: 2_560 }))).toEqual(reserved('resize', 2_560, 2_560));
    expect(claimOf(functionPlan('resize'))).toEqual(shared('resize'));
  });
});

it.each([
  { reservedMB: 2_560, provisionedMB: 0, mb: 2_560 },
  { reservedMB: 2_560, provisionedMB: 1_280, mb: 1_280 },
  { reservedMB: 2_560, provisionedMB: 2_560, mb: 0 },
  // V10, which the validator refuses; with the ga model it will be legal.
  { reservedMB: 2_560, provisionedMB: 2_816, mb: 0 },
])('of $reservedMB MB reserved, $provisionedMB MB provisioned leave $mb MB for elastic instances (S§2.4)', ({ reservedMB, provisionedMB, mb }) => {
  expect(elasticMB(reservedMB, provisionedMB)).toBe(mb);
});

describe('in the model of the GA documents (S24)', () => {
  it('provisioned memory is charged to nobody', () => {
    const claims = [claim('a', undefined, 2_560), claim('b', 1_280, 2_560)];
    expect(claims.map((one) => chargedMB(one, 'ga'))).toEqual([0, 1_280]);
    expect(allocate(128_000, 12_800, claims, 'ga')).toMatchObject({ allocatedMB: 1_280, allocatableMB: 113_920, poolMB: 126_720 });
  });
});

const account = (overrides: Partial<Account> = {}): Account => ({
  quotaModel: 'seed',
  accountQuotaMB: 128_000,
  floorMB: 12_800,
  others: [],
  ...overrides,
});

describe('whether a reservation may be set (S16, S22, S29)', () => {
  it.each([
    { why: 'V3: all that can be allocated, in MB and not in instances (S4, S27)', reservedMB: 115_200, fault: undefined },
    { why: 'V4: 1 MB more', reservedMB: 115_201, fault: 'LimitExceeded.FunctionReservedConcurrencyMemory' },
    { why: 'V6: switched off', reservedMB: 0, fault: undefined },
    { why: 'V5: what another leaves', reservedMB: 51_200, others: [claim('b', 64_000, 0)], fault: undefined },
    { why: 'V5: more than it leaves', reservedMB: 51_201, others: [claim('b', 64_000, 0)], fault: 'LimitExceeded.FunctionReservedConcurrencyMemory' },
    { why: 'V9: exactly its provisioned memory', reservedMB: 2_560, provisionedMB: 2_560, fault: undefined },
    { why: 'below its provisioned memory', reservedMB: 2_559, provisionedMB: 2_560, fault: 'FailedOperation.ProvisionedExceedReserved' },
    { why: 'below it in ga', reservedMB: 2_559, provisionedMB: 2_560, quotaModel: 'ga' as const, fault: undefined },
    { why: 'deleted, its provisioned memory fits', reservedMB: undefined, provisionedMB: 115_200, fault: undefined },
    { why: 'deleted, it does not', reservedMB: undefined, provisionedMB: 115_201, fault: 'FailedOperation.ProvisionedExceedAvailable' },
  ])('$why: $fault', ({ reservedMB, provisionedMB = 0, others = [], quotaModel, fault }) => {
    expect(reservedFault(account({ others, ...(quotaModel && { quotaModel }) }), claim('a', reservedMB, provisionedMB))).toBe(fault);
  });
});

describe('whether memory may be provisioned (S22–S24)', () => {
  it.each([
    { why: 'V8: in the account', provisionedMB: 115_200, fault: undefined },
    { why: 'more than can be allocated', provisionedMB: 115_201, fault: 'FailedOperation.ProvisionedExceedAvailable' },
    { why: 'V9: inside a reservation', reservedMB: 2_560, provisionedMB: 2_560, fault: undefined },
    { why: 'V10: beyond it', reservedMB: 2_560, provisionedMB: 2_816, fault: 'FailedOperation.ProvisionedExceedReserved' },
    { why: 'V10: beyond it in ga', reservedMB: 2_560, provisionedMB: 2_816, quotaModel: 'ga' as const, fault: undefined },
    { why: 'ga: all of the account', provisionedMB: 64_000, others: [claim('b', 0, 64_000)], quotaModel: 'ga' as const, fault: undefined },
    {
      why: 'ga: more than the account',
      provisionedMB: 64_001,
      others: [claim('b', 0, 64_000)],
      quotaModel: 'ga' as const,
      fault: 'LimitExceeded.FunctionTotalProvisionedConcurrencyMemory',
    },
  ])('$why: $fault', ({ reservedMB, provisionedMB, others = [], quotaModel, fault }) => {
    expect(provisionedFault(account({ others, ...(quotaModel && { quotaModel }) }), claim('a', reservedMB, provisionedMB))).toBe(fault);
  });
});

it.each([
  { totalMB: 12_800 + 6_400, fault: undefined },
  { totalMB: 12_800 + 6_399, fault: 'LimitExceeded.TotalConcurrencyMemory' },
])('an account quota of $totalMB MB over 6400 MB allocated: $fault (S26)', ({ totalMB, fault }) => {
  expect(totalFault(account({ others: [claim('a', 6_400, 0)] }), totalMB)).toBe(fault);
});

function claim(name: string, reservedMB: number | undefined, provisionedMB: number): QuotaClaim {
  return { name, reservedMB, provisionedMB };
}
