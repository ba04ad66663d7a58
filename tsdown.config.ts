import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';
import { notices } from './scripts/notices.mjs';
import { exportEquals } from './scripts/typesDoor.mjs';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    bin: 'src/bin/main.ts',
    engine: 'src/engine/index.ts',
    simulation: 'src/simulation/index.ts',
    harness: 'src/harness/index.ts',
    'harness-jest': 'src/harness/jest.ts',
    // The script of a thread, which chunks find beside themselves.
    simulationWorker: 'src/commands/simulationWorker.ts',
  },
  // Hosts `require()` a plugin, so CommonJS is the format that needs no luck (no hint that ES modules are newer).
  format: 'cjs',
  checks: { legacyCjs: false },
  target: 'node20.19',
  // The same library as ES modules, which are bundled without a wrapper for each file: commands that read a service start 6 ms sooner.
  alias: {
    yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', import.meta.url)),
    // Its CommonJS build has variables with the names that the bundler gives its modules, and so falls when it is loaded.
    '@opentelemetry/api': fileURLToPath(new URL('node_modules/@opentelemetry/api/dist/index.mjs', import.meta.url)),
  },
  // Everything else that is imported goes into the bundle: users install no dependency, and start-up reads few files.
  deps: { neverBundle: ['cos-nodejs-sdk-v5', 'esbuild', 'serverless', 'osls', 'libsql', '@jest/globals', 'expect'], onlyBundle: false },
  // Measured: minified, the command starts no sooner (67 ms either way), and its stacks can no longer be read.
  minify: false,
  // The command line has no types to give.
  dts: { entry: ['src/index.ts', 'src/engine/index.ts', 'src/simulation/index.ts', 'src/harness/index.ts', 'src/harness/jest.ts'] },
  outputOptions: {
    // A host takes `.default` where there is one, and the class itself where there is none; both are the class.
    footer: (chunk) => (chunk.fileName === 'index.cjs' ? 'module.exports.default = module.exports;' : ''),
  },
  // The child of a process starts from a file of its own, which chunks find beside themselves.
  copy: [
    { from: 'src/runtime/bootstrap.cjs', to: 'dist' },
    { from: 'src/runtime/bootstrap.py', to: 'dist' },
    // Loaded one by one, as they are: a bundler would lay them out over twice as many bytes, and in front of every command.
    { from: 'src/config/generated/*.cjs', to: 'dist/generated' },
  ],
  plugins: [notices('THIRD-PARTY-LICENSES.txt')],
  report: false,
  logLevel: 'warn',
  onSuccess: ({ outDir }) => {
    chmodSync(join(outDir, 'bin.cjs'), 0o755);
    exportEquals(join(outDir, 'index.d.cts'));
  },
});
