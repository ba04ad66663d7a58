import { parseArgs, type ParseArgsConfig } from 'node:util';
import { version } from '../../package.json';
import { UsageError, type ExitCode, type Output } from '../commands/output';
import { interruptsOf, stdinOf } from '../commands/terminal';
import { say } from '../messages';

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
    case 'validate':
      return validateCommand(rest, process, output);
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
  const options = parse('invoke', invokeOptions, args, output);
  if (options.help) return help(output);
  const [{ checkFolder }, { planFor }, { readInvokeOptions }, { invoke }] = await Promise.all([
    import('../commands/validate'),
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
  const options = parse('validate', validateOptions, args, output);
  if (options.help) return help(output);
  const { validate } = await import('../commands/validate');
  return validate({ ...options, dir: process.cwd(), env: process.env }, output);
}

/** Node's own parser; what it refuses is told in one line. */
function parse<O extends NonNullable<ParseArgsConfig['options']>>(command: string, options: O, args: string[], { lang }: Output) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0] : String(error);
    throw new UsageError(say(lang, 'cli.badOption', { why: why ?? '', command }), { cause: error });
  }
}
