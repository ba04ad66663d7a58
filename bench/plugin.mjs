/** What the plugin costs every `sls` command: loading the entry, its constructor and the host's schema; each time in a fresh process. */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, median } from './measure.mjs';

const entry = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'index.cjs');
const script = `
  const begin = performance.now();
  const Plugin = require(${JSON.stringify(entry)});
  const host = {
    serviceDir: process.cwd(), configurationInput: {}, service: { provider: { name: 'tencent' } },
    processedInput: { commands: ['print'], options: {} }, classes: { Error },
    configSchemaHandler: { defineProvider() {} }, setProvider() {}, extendConfiguration() {},
  };
  new Plugin(host, {}, { log: {}, writeText() {} });
  console.log(performance.now() - begin);
`;

/** @param {number} rounds */
export async function plugin(rounds) {
  const { ms } = await interleave({ ms: () => Number(execFileSync(process.execPath, ['-e', script])) }, rounds);
  console.log(
    `plugin: load, constructor and schema: ${median(ms).toFixed(1)} ms (limit 10; ${Math.min(...ms).toFixed(1)} to ${Math.max(...ms).toFixed(1)})`,
  );
}
