/** Sources are TypeScript; @swc/jest turns them into CommonJS, dynamic imports included. */
const transform = {
  '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
};

// Loaded only where a seed is given: it takes a while for each file of tests.
const setupFiles = process.env.PROPERTY_SEED === undefined ? [] : ['<rootDir>/test/seed.ts'];

// These speak of signals, process groups and shells, which Windows does not have.
const posix = ['/test/runtime/lifetime', '/test/runtime/misbehaviour', '/test/commands/interrupt'];

/** @type {import('jest').Config} */
module.exports = {
  // All cores: of two, Jest would use one, and wait most of the time for processes that tests start.
  maxWorkers: '100%',
  // No test is about how long it takes: real processes, files and builds have to come to their end on a machine that may be busy.
  testTimeout: 180_000,
  projects: [
    {
      displayName: 'unit',
      // Looked up in Jest's sandbox, `Math` takes longer than what it computes: twice the time of a long simulation.
      sandboxInjectedGlobals: ['Math'],
      setupFiles,
      transform,
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/test/e2e/',
        '<rootDir>/test/package.test.ts',
        ...(process.platform === 'win32' ? posix : []),
      ],
    },
    // These two look at `dist`, so they need a build.
    { displayName: 'package', setupFiles, transform, testMatch: ['<rootDir>/test/package.test.ts'] },
    { displayName: 'e2e', setupFiles, transform, testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
};
