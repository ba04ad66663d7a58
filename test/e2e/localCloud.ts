import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient, Credentials, type CloudClient } from '../../src/cloud';
import { bin, launch, removeService, serviceIn } from './spawning';

/** A local region in a process of its own, which stands in for the cloud: it verifies signatures, and keeps nothing when it ends. */
export interface LocalCloud {
  readonly endpoint: string;
  /** What a command must have in its environment to be let in. */
  readonly env: Readonly<Record<string, string>>;
  readonly client: CloudClient;
  /** What it has printed so far: a line for each invocation. */
  lines(): readonly string[];
  close(): Promise<void>;
}

const secretKey = 'of-these-tests-alone';

/** @param options  of `offline` */
export async function openLocalCloud(...options: readonly string[]): Promise<LocalCloud> {
  const dir = serviceIn('service', {
    'serverless.yml': 'service: cloud\nprovider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }\nfunctions: {}\n',
  });
  const env = { TENCENTCLOUD_SECRET_ID: 'AKIDoftests0123456789', TENCENTCLOUD_SECRET_KEY: secretKey };
  const args = ['offline', '--port', '0', '--ephemeral', '--signature', 'verify', '--no-watch', '--json', ...options];
  const running = launch(bin, args, { cwd: dir, env });
  const printed: string[] = [];
  running.child.stdout?.on('data', (text: string) => printed.push(text));
  await running.saw('"kind":"opened"');
  const { origin: endpoint } = JSON.parse(readFileSync(join(dir, '.serverless-scf', 'offline.json'), 'utf8')) as { origin: string };
  const credentials = new Credentials({ secretId: env.TENCENTCLOUD_SECRET_ID, secretKey }, 'the test');
  const client = createClient({ credentials, region: 'ap-guangzhou', endpoint, env: {} });
  return {
    endpoint,
    env,
    client,
    lines: () => printed.join('').split('\n'),
    close: async () => {
      await client.close();
      running.child.kill('SIGTERM');
      await running.ended;
      removeService(dir);
    },
  };
}
