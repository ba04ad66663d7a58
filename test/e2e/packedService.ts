import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { LocalCloud } from './localCloud';
import { bin, launch, spawned, type Spawned } from './spawning';

/** A service as `sls package` leaves it, that is deployed by the bin. */
export interface PackedService {
  readonly dir: string;
  /** @param functions  lines under `functions:`, each of one function */
  write(handler: string, functions: readonly string[]): void;
  run(...args: readonly string[]): Promise<Spawned>;
  start(...args: readonly string[]): ReturnType<typeof launch>;
  remove(): void;
}

export function packedService(name: string, cloud: Pick<LocalCloud, 'endpoint' | 'env'>): PackedService {
  const dir = mkdtempSync(join(tmpdir(), `scf-${name}-`));
  mkdirSync(join(dir, '.serverless'));
  const argsOf = (args: readonly string[]): string[] => [...args, '--endpoint', cloud.endpoint];
  return {
    dir,
    write: (handler, functions) => {
      writeFileSync(join(dir, '.serverless', `${name}.zip`), zipSync({ 'index.js': strToU8(handler) }));
      writeFileSync(join(dir, 'index.js'), handler);
      const lines = [`service: ${name}`, 'provider: { name: tencent, region: ap-guangzhou, runtime: Nodejs18.15 }', 'functions:', ...functions, ''];
      writeFileSync(join(dir, 'serverless.yml'), lines.join('\n'));
    },
    run: (...args) => spawned(bin, argsOf(args), { cwd: dir, env: cloud.env }),
    start: (...args) => launch(bin, argsOf(args), { cwd: dir, env: cloud.env }),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
