import { scf2021, type FunctionPlan, type Profile, type RegionPlan } from '../../src/scf';

/** A function of 128 MB that runs for at most 3 s, unless said otherwise. */
export function functionPlan(key: string, overrides: Partial<FunctionPlan> = {}): FunctionPlan {
  return {
    key,
    name: `shop-dev-${key}`,
    runtime: 'Nodejs18.15',
    handler: 'index.main_handler',
    memoryMB: 128,
    timeoutMs: 3_000,
    initTimeoutMs: 65_000,
    asyncRun: false,
    reservedMB: undefined,
    provisionedInstances: 0,
    schedule: [],
    tracking: undefined,
    retryNum: 2,
    msgTtlMs: 21_600_000,
    deadLetter: undefined,
    traceEnable: false,
    instanceConcurrency: 1,
    environment: {},
    role: undefined,
    type: 'event',
    timers: [],
    ...overrides,
  };
}

/** A region with these functions, in an account of which nothing else is allocated. */
export function regionPlan(
  functions: readonly FunctionPlan[],
  overrides: Partial<Omit<RegionPlan, 'profile'>> & { profile?: Partial<Profile> } = {},
): RegionPlan {
  return {
    service: 'shop',
    stage: 'dev',
    region: 'ap-guangzhou',
    namespace: 'default',
    codeDir: '/srv/shop',
    allocated: [],
    models: {},
    functions,
    ...overrides,
    profile: { ...scf2021, ...overrides.profile },
  };
}
