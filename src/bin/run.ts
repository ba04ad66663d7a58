import type { ParseArgsConfig } from 'node:util';
import { version } from '../../package.json';
import { UsageError, type ExitCode, type Output } from '../commands/output';
import { interruptsOf, stdinOf } from '../commands/terminal';
import { say } from '../messages';
import { eventsCommand } from './events';
import { offlineCommand } from './offline';
import { parse } from './parse';

const serviceOptions = {
  stage: { type: 'string', short: 's' },
  region: { type: 'string', short: 'r' },
  param: { type: 'string', multiple: true },
  config: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

const invokeOptions = {
  ...serviceOptions,
  function: { type: 'string', short: 'f' },
  data: { type: 'string', short: 'd' },
  path: { type: 'string', short: 'p' },
  raw: { type: 'boolean' },
  type: { type: 'string' },
  env: { type: 'string', short: 'e', multiple: true },
  context: { type: 'string' },
  'context-path': { type: 'string', short: 'x' },
  // As the framework spells it.
  contextPath: { type: 'string' },
  qualifier: { type: 'string', short: 'q' },
  count: { type: 'string' },
  concurrency: { type: 'string' },
  interval: { type: 'string' },
  seed: { type: 'string' },
  // For `--no-retry`.
  retry: { type: 'boolean' },
  // For `--no-attach`.
  attach: { type: 'boolean' },
  detach: { type: 'boolean' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const profileOptions = {
  ...serviceOptions,
  profile: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const simulateOptions = {
  ...serviceOptions,
  trace: { type: 'string' },
  format: { type: 'string' },
  map: { type: 'string', multiple: true },
  type: { type: 'string' },
  'token-base-ms': { type: 'string' },
  'token-ms': { type: 'string' },
  durations: { type: 'string' },
  memory: { type: 'string' },
  'reorder-rows': { type: 'string' },
  seed: { type: 'string' },
  records: { type: 'string' },
  until: { type: 'string' },
  'free-tier': { type: 'string' },
  start: { type: 'string' },
  profile: { type: 'string' },
  vary: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options'];

const validateOptions = { ...serviceOptions, format: { type: 'string' } } as const satisfies ParseArgsConfig['options'];

/**
 * Run a command line of `serverless-scf`.
 *
 * @param args  without the interpreter and the script
 * @returns the exit code
 * @throws UsageError when the command line is wrong
 */
export async function run(args: readonly string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const [command = '--help', ...rest] = args;
  switch (command) {
    case 'invoke':
      return invokeCommand(rest, process, output);
    case 'offline':
      return offlineCommand(rest, process, output);
    case 'validate':
      return validateCommand(rest, process, output);
    case 'profile':
      return profileCommand(rest, process, output);
    case 'simulate':
      return simulateCommand(rest, process, output);
    case 'events':
      return eventsCommand(rest, process, output);
    case '-v':
    case '--version':
      output.out(version);
      return 0;
    case '-h':
    case '--help':
    case 'help':
      return help(output);
    default:
      throw new UsageError(say(output.lang, 'cli.unknownCommand', { name: command }));
  }
}

function help(output: Output): ExitCode {
  output.out(say(output.lang, 'cli.help'));
  return 0;
}

async function invokeCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options } = parse('invoke', invokeOptions, args, output);
  if (options.help) return help(output);
  const [{ checkFolder }, { planFor }, { readInvokeOptions }, { invoke }] = await Promise.all([
    import('../commands/serviceCheck'),
    import('../commands/plan'),
    import('../commands/invokeOptions'),
    import('../commands/invoke'),
  ]);
  const dir = process.cwd();
  const checked = await checkFolder({ ...options, dir, env: process.env }, output.lang);
  const plan = planFor(checked, { runs: options.function, json: options.json }, output);
  if (!plan) return checked.found ? 1 : 2;
  const invokeWith = await readInvokeOptions(
    { ...options, contextPath: options['context-path'] ?? options.contextPath },
    dir,
    stdinOf(process.stdin),
    output,
  );
  return invoke(plan, invokeWith, output, { env: process.env, onInterrupt: interruptsOf(process) });
}

async function validateCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options } = parse('validate', validateOptions, args, output);
  if (options.help) return help(output);
  const { validate } = await import('../commands/validate');
  return validate({ ...options, dir: process.cwd(), env: process.env }, output);
}

async function profileCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options, positionals } = parse('profile', profileOptions, args, output, 3);
  if (options.help) return help(output);
  const [action, from, to] = positionals;
  if (!(action === 'diff' || (action === 'show' && to === undefined))) {
    throw new UsageError(say(output.lang, 'profile.actions', { name: positionals.join(' ') }));
  }
  const { diffProfiles, serviceIn, showProfile } = await import('../commands/profile');
  const read = await serviceIn({ ...options, dir: process.cwd(), env: process.env }, output);
  if ('exitCode' in read) return read.exitCode;
  const { json, profile = from } = options;
  return action === 'diff' ? diffProfiles(read.service, { from, to, json }, output) : showProfile(read.service, { profile, json }, output);
}

async function simulateCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options } = parse('simulate', simulateOptions, args, output);
  if (options.help) return help(output);
  const [{ readFolder }, { readSimulateOptions }, { simulate, simulationMachineOf }] = await Promise.all([
    import('../commands/serviceCheck'),
    import('../commands/simulateOptions'),
    import('../commands/simulate'),
  ]);
  const dir = process.cwd();
  const simulateWith = readSimulateOptions(options, dir, output.lang);
  const service = await readFolder({ ...options, dir, env: process.env }, output.lang);
  return simulate(service, simulateWith, output, await simulationMachineOf(process, output.lang));
}
