// Mutation testing: changes the code in small ways, one at a time, and asks whether a test notices.
//
//     npm run mutation                                       the engine
//     npm run mutation -- --mutate src/engine/window.ts      one file of it; src/engine/window.ts:10-40 is some of its lines
//     ROOM=scf npm run mutation                              another room
//     TESTS=test/engine/window.test.ts npm run mutation …    only these tests are asked
//
// What survived is printed, and stands in reports/mutation.json.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jest from './jest.config.cjs';

/** The room whose code is changed, and whose tests are to notice. */
const room = process.env['ROOM'] || 'engine';
const tests = process.env['TESTS'] || `test/${room}/**/*.test.ts`;

const unit = jest.projects?.find((project) => typeof project === 'object' && project.displayName === 'unit');
if (typeof unit !== 'object') throw new Error('jest.config.cjs has no project "unit"');

/** @type {ConstructorParameters<typeof import('@stryker-mutator/core').Stryker>[0]} */
export default {
  mutate: [`src/${room}/**/*.ts`],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  coverageAnalysis: 'perTest',
  // A changed constant of a module would have to be tried by every test anew; what is computed from it is changed, too.
  ignoreStatic: true,
  jest: {
    config: { transform: unit.transform, testMatch: [`<rootDir>/${tests}`] },
    // Coverage per test knows which tests to run; Jest would look for them in the whole tree again for each change.
    enableFindRelatedTests: false,
  },
  // Copied for each runner; node_modules is linked.
  ignorePatterns: ['**', '!src/**', '!test/**', '!schema/**', '!package.json', '!tsconfig.json'],
  tempDirName: join(tmpdir(), 'serverless-scf-mutation'),
  cleanTempDir: 'always',
  concurrency: 2,
  // A change that loops for ever costs this much; a busy machine must not pass for one that does.
  timeoutMS: 10_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 10,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
};
