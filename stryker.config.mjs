// Mutation testing: changes the code in small ways, one at a time, and asks whether a test notices.
//
//     npm run mutation                                       the engine; fails when fewer than 90 % of the changes are noticed
//     npm run mutation -- --mutate src/engine/window.ts      one file of it; src/engine/window.ts:10-40 is some of its lines
//     npm run mutation -- --concurrency 1                    on a machine that has other things to do
//     ROOM=scf npm run mutation                              another room
//     TESTS=test/engine/window.test.ts npm run mutation …    only these tests are asked
//
// What survived is printed, and stands in reports/mutation.json. A change counts as noticed when a test fails, or when a test does
// not come to its end: "timed out" is one that was come by a hundred times as often as without it, or took much longer.
//
// About the engine, test/engine/mutation.ts says what is asked: all its tests except the two that play thousands of regions, of
// which it plays a few. They are loaded once for all changes (test/mutation/inProcess.mjs). Other rooms need Jest.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jest from './jest.config.cjs';

/** The room whose code is changed, and whose tests are to notice. */
const room = process.env['ROOM'] || 'engine';
/** Where Jest is to ask them. */
const tests = process.env['TESTS'] || (room === 'engine' ? undefined : `test/${room}/**/*.test.ts`);

const unit = jest.projects?.find((project) => typeof project === 'object' && project.displayName === 'unit');
if (typeof unit !== 'object') throw new Error('jest.config.cjs has no project "unit"');

/** @type {ConstructorParameters<typeof import('@stryker-mutator/core').Stryker>[0]} */
export default {
  mutate: [`src/${room}/**/*.ts`],
  testRunner: tests ? 'jest' : 'inProcess',
  plugins: ['@stryker-mutator/jest-runner', './test/mutation/inProcess.mjs', './test/mutation/assertions.mjs'],
  ignorers: ['assertions'],
  coverageAnalysis: 'perTest',
  // A changed constant of a module has to be tried by every test, which in Jest takes minutes; what is computed from it is changed, too.
  ignoreStatic: Boolean(tests),
  jest: {
    config: { testTimeout: jest.testTimeout, transform: unit.transform, testMatch: tests ? [`<rootDir>/${tests}`] : [] },
    // Coverage per test knows which tests to run; Jest would look for them in the whole tree again for each change.
    enableFindRelatedTests: false,
  },
  // Copied for each runner; node_modules is linked.
  ignorePatterns: ['**', '!src/**', '!test/**', '!schema/**', '!package.json', '!tsconfig.json'],
  tempDirName: join(tmpdir(), 'serverless-scf-mutation'),
  cleanTempDir: 'always',
  concurrency: 2,
  // A change that loops for ever costs this much; a busy machine must not pass for one that does.
  timeoutMS: 20_000,
  timeoutFactor: 4,
  // What gathers and gathers must not take the machine's memory.
  testRunnerNodeArgs: ['--max-old-space-size=1024'],
  dryRunTimeoutMinutes: 10,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
};
