import type { ParseArgsConfig } from 'node:util';
import { version } from '../../package.json';
import { hangupsOf, interruptsOf } from '../commands/terminal';
import type { ExitCode, Output } from '../commands/output';
import { sayCli } from '../messages/cli';
import { parse } from './parse';

const offlineOptions = {
  stage: { type: 'string', short: 's' },
  region: { type: 'string', short: 'r' },
  param: { type: 'string', multiple: true },
  config: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  ephemeral: { type: 'boolean' },
  seed: { type: 'string' },
  signature: { type: 'string' },
  'secret-id': { type: 'string' },
  'rate-limits': { type: 'boolean' },
  'region-of': { type: 'string' },
  // For `--no-watch`, `--no-timers` and `--no-color`.
  watch: { type: 'boolean' },
  'watch-ignore': { type: 'string', multiple: true },
  timers: { type: 'boolean' },
  color: { type: 'boolean' },
  logs: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** `offline`: a local region that other commands and SDKs use. */
export async function offlineCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options } = parse('offline', offlineOptions, args, output);
  if (options.help) {
    output.out(sayCli(output.lang, 'cli.help'));
    return 0;
  }
  const [{ checkFolder }, { readOfflineOptions }, { offline }] = await Promise.all([
    import('../commands/serviceCheck'),
    import('../commands/offlineOptions'),
    import('../commands/offline'),
  ]);
  const dir = process.cwd();
  const serveWith = readOfflineOptions(options, dir, process.env, output.lang);
  const read = () => checkFolder({ ...options, dir, env: process.env }, output.lang);
  const [onInterrupt, onHangup] = [interruptsOf(process), hangupsOf(process)];
  const machine = { env: process.env, onInterrupt, onHangup, pid: process.pid, version, keys: process.stdin };
  return offline({ dir, read }, serveWith, output, machine);
}
