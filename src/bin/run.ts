import type { ParseArgsConfig } from 'node:util';
import { version } from '../../package.json';
import { UsageError, type ExitCode, type Output } from '../commands/output';
import { interruptsOf, stdinOf } from '../commands/terminal';
import { nearest } from '../config/nearest';
import { sayCli } from '../messages/cli';
import { parse, refusal } from './parse';

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

const validateOptions = {
  ...serviceOptions,
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  output: { type: 'string', short: 'o' },
  fix: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  'all-stages': { type: 'boolean' },
  cloud: { type: 'boolean' },
  endpoint: { type: 'string' },
  explain: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

const rulesOptions = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const satisfies ParseArgsConfig['options'];

const commands = [
  'invoke',
  'offline',
  'validate',
  'rules',
  'profile',
  'simulate',
  'events',
  'plan',
  'deploy',
  'info',
  'logs',
  'metrics',
  'rollback',
  'remove',
  'import',
];

/** Services that would be named one by one; more are better named by a pattern. */
const servicesMax = 10_000;

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
      return (await import('./offline')).offlineCommand(rest, process, output);
    case 'validate':
      return validateCommand(rest, process, output);
    case 'rules':
      return rulesCommand(rest, output);
    case 'profile':
      return profileCommand(rest, process, output);
    case 'simulate':
      return simulateCommand(rest, process, output);
    case 'plan':
    case 'deploy':
    case 'info':
    case 'logs':
    case 'metrics':
    case 'rollback':
    case 'remove':
    case 'import':
      return (await import('./deploy')).cloudCommand(command, rest, process, output);
    case 'events':
      return (await import('./events')).eventsCommand(rest, process, output);
    case '-v':
    case '--version':
      output.out(version);
      return 0;
    case '-h':
    case '--help':
    case 'help':
      return help(output);
    default:
      throw new UsageError(sayCli(output.lang, 'cli.unknownCommand', { name: command, nearest: nearest(command, commands) }));
  }
}

function help(output: Output): ExitCode {
  output.out(sayCli(output.lang, 'cli.help'));
  return 0;
}

async function invokeCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  if (args.includes('--remote')) return (await import('./deploy')).remoteInvokeCommand(args, process, output);
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
  return invoke(plan, invokeWith, output, { env: process.env, onInterrupt: interruptsOf(process) }, checked.notIgnored);
}

async function validateCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options, positionals: words } = parse('validate', validateOptions, args, output, servicesMax);
  if (options.help) return help(output);
  if (options.explain !== undefined) {
    const [word] = words;
    if (word !== undefined) throw refusal('unexpectedWord', word, 'validate', validateOptions, output.lang);
    const { explain } = await import('../commands/explain');
    return explain(options.explain, output);
  }
  const { validate } = await import('../commands/validate');
  return validate({ ...options, words, dir: process.cwd(), env: process.env }, output);
}

async function rulesCommand(args: string[], output: Output): Promise<ExitCode> {
  const { values: options } = parse('rules', rulesOptions, args, output);
  if (options.help) return help(output);
  const { listRules } = await import('../commands/explain');
  return listRules(options, output);
}

async function profileCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  const { values: options, positionals } = parse('profile', profileOptions, args, output, 3);
  if (options.help) return help(output);
  const [action, from, to] = positionals;
  if (!(action === 'diff' || (action === 'show' && to === undefined))) {
    const { say } = await import('../messages');
    throw new UsageError(say(output.lang, 'profile.actions', { name: ['profile', ...positionals].join(' ') }));
  }
  if (from !== undefined && options.profile !== undefined) throw new UsageError(sayCli(output.lang, 'cli.profileNamed'));
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
