import fc from 'fast-check';
import { checkService } from '../../src/config';
import { countOfFields } from '../../src/config/cronFields';
import { here, serviceWith } from './service';

const memorySize = fc.constantFrom(64, 100, 128, 256, 512, 3072, 3200);
const cron = fc.constantFrom('0 0 8 * * * *', '*/5 * * * *', '0 0 9 * * MON *', '0 0 8 * * *');

/** Functions near the edges of the rules, on both of their sides. */
const written = fc.record(
  {
    handler: fc.constantFrom('index.main_handler', 'src/app.main', '../app.main', 'index'),
    memorySize,
    timeout: fc.constantFrom(0, 1, 900, 901, 86_400, 86_401),
    asyncRunEnable: fc.boolean(),
    traceEnable: fc.boolean(),
    retryNum: fc.integer({ min: -1, max: 3 }),
    msgTTL: fc.constantFrom(59, 60, 21_600, 21_601),
    reservedConcurrency: fc.constantFrom(0, 5, 256, 1280, 57_600, 57_728, 115_201),
    provisionedConcurrency: fc.constantFrom(0, 5, 256, 300, 1280, 57_600),
    environment: fc.dictionary(fc.constantFrom('A', 'B', 'SCF_A', '1C'), fc.constantFrom('x', '', 'y'.repeat(2047), 'z'.repeat(4096))),
    events: fc.array(fc.record({ timer: fc.record({ cron, message: fc.constantFrom('', '字'.repeat(1365), '字'.repeat(1366)) }) }), { maxLength: 3 }),
  },
  { requiredKeys: ['handler', 'memorySize'] },
);

type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

/** Whether a function keeps the platform's rules, each written down anew. */
function keepsRules(fn: Written): boolean {
  const { timeout = 3, asyncRunEnable = false, traceEnable = false, retryNum = 2, msgTTL = 60, environment = {}, events = [] } = fn;
  const { reservedConcurrency: reserved, provisionedConcurrency: provisioned = 0, memorySize: memory } = fn;
  const bytes = Object.entries(environment).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  return [
    memory === 64 || (memory >= 128 && memory <= 3072 && memory % 128 === 0), // S150
    timeout >= 1 && timeout <= (asyncRunEnable ? 86_400 : 900), // S72
    !traceEnable || asyncRunEnable, // S81
    retryNum >= 0 && retryNum <= 2, // S54
    msgTTL >= 60 && msgTTL <= 21_600, // S58
    provisioned % memory === 0, // S25
    reserved === undefined || reserved === 0 || reserved >= memory, // S18
    reserved === undefined || provisioned <= Math.floor(reserved / memory) * memory, // S17, S22
    bytes <= 4096, // S152
    Object.entries(environment).every(([key, value]) => /^[A-Za-z]\w*$/.test(key) && !key.startsWith('SCF_') && value !== ''), // S152
    events.every(({ timer }) => countOfFields(timer.cron) === 7 && Buffer.byteLength(timer.message) <= 4096), // S220
    ['index.main_handler', 'src/app.main'].includes(fn.handler), // S151
  ].every(Boolean);
}

const sound = written.filter(keepsRules);

it('S§2.6: what is accepted keeps every rule, and what keeps every rule is accepted', () => {
  let [accepted, refused] = [0, 0];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof({ weight: 3, arbitrary: sound }, written), { maxKeys: 3 }), (functions) => {
      const { plan } = checkService(serviceWith({ functions }), here);
      const all = Object.values(functions);
      const allocatedMB = all.reduce((sum, fn) => sum + (fn.reservedConcurrency ?? fn.provisionedConcurrency ?? 0), 0);
      // S13, S16, S22: the floor stays free.
      expect(plan !== undefined).toBe(all.every(keepsRules) && allocatedMB <= 128_000 - 12_800);
      if (plan === undefined) refused += 1;
      else accepted += all.length;
    }),
    { numRuns: 300 },
  );
  expect(Math.min(accepted, refused)).toBeGreaterThan(0);
});
