/** Whole processes: `scf invoke` against a bare `node -e` of the same handler, and `sls invoke local` here against AWS on the same host. */
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { interleave, median, ratioOf, timeOf } from './measure.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const services = join(root, 'bench', 'services');
const require = createRequire(import.meta.url);
const hostEnv = {
  SLS_TELEMETRY_DISABLED: '1',
  SLS_GEO_LOCATION: 'no-cn',
  SLS_NOTIFICATIONS_MODE: 'off',
  // The AWS run must not look for credentials on the network.
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
};

/** @param {number} rounds */
export async function cli(rounds) {
  link();
  const tencent = join(services, 'tencent');
  /** @param {string[]} args */
  const node = (...args) => ({ command: process.execPath, args, cwd: tencent });
  const bare = node('-e', "require('./handler.js').main_handler({}).then((result) => console.log(JSON.stringify(result)))");
  const own = node(join(root, 'dist', 'bin.cjs'), 'invoke', '-f', 'hello', '-d', '{}');
  const figures = await interleave({ 'node -e': () => timeOf(bare), 'scf invoke': () => timeOf(own) }, rounds);
  console.log(`scf invoke / node -e of the same handler: ${ratioOf(figures['scf invoke'], figures['node -e'])}`);

  for (const host of ['osls', 'serverless']) {
    const sls = join(dirname(require.resolve(`${host}/package.json`)), 'bin', 'serverless.js');
    /** @param {'aws' | 'tencent'} service */
    const on = (service) => ({
      command: process.execPath,
      args: [sls, 'invoke', 'local', '-f', 'hello', '-d', '{}'],
      cwd: join(services, service),
      env: hostEnv,
    });
    const { here, aws } = await interleave({ here: () => timeOf(on('tencent')), aws: () => timeOf(on('aws')) }, rounds);
    const { version } = require(`${host}/package.json`);
    console.log(
      `sls invoke local, tencent / aws, ${host} ${version}: ${ratioOf(here, aws)}   (medians ${median(here).toFixed(0)} / ${median(aws).toFixed(0)} ms)`,
    );
  }
}

function link() {
  const at = join(services, 'tencent', 'node_modules', 'serverless-scf');
  if (existsSync(at)) return;
  mkdirSync(dirname(at), { recursive: true });
  symlinkSync(root, at, 'junction');
}
