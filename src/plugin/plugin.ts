import { hostSchema } from '../config/hostSchema';
import { UsageError, type ExitCode, type Output } from '../commands/output';
import { interruptsOf, stdinOf, wantsColour } from '../commands/terminal';
import { languageOf, say, type Lang } from '../messages';
import type { RegionPlan } from '../scf';
import { commandsOf, insteadOf } from './commands';
import type { CommandDefinition, Host, HostOptions, Io } from './host';

/** Commands that act on the configuration, and are therefore not begun with a wrong one. */
const checkedCommands = new Set(['invoke local', 'package', 'deploy', 'deploy function']);

/**
 * The plugin: makes `tencent` a provider of the framework, and translates the framework's hooks into our commands.
 * Whatever a command needs is loaded when its hook runs, since every `sls` command constructs this.
 * @source F12, F16, F53
 */
export class TencentScf {
  /** The framework leaves us out of services of other providers. @source F16 */
  readonly provider = 'tencent';
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  readonly hooks: Readonly<Record<string, () => Promise<void> | void>>;
  readonly #host: Host;
  readonly #options: HostOptions;
  readonly #io: Io;
  readonly #lang: Lang;
  /** Folder of the service as the user knows it; bundlers may move `serviceDir` later. @source F34 */
  #dir = '';
  /** What the check made of the service; undefined before it, and when it found errors. */
  #plan: RegionPlan | undefined;

  constructor(host: Host, options: HostOptions, io: Io) {
    this.#host = host;
    this.#options = options;
    this.#io = io;
    this.#lang = languageOf(process.env);
    host.setProvider('tencent', providerOf(host, options));
    host.configSchemaHandler.defineProvider('tencent', hostSchema);
    // `scf validate` reports what the framework would stop at, and more; so the framework must not stop. @source F30
    if (this.#command() === 'scf validate') host.extendConfiguration(['configValidationMode'], 'off');
    this.commands = commandsOf(this.#lang);
    this.hooks = {
      initialize: () => this.#initialize(),
      'before:package:createDeploymentArtifacts': () => this.#leaveSecretsOut(),
      'invoke:local:invoke': () => this.#ending(() => this.#invokeLocal()),
      'scf:validate:run': () => this.#ending(() => this.#validate()),
    };
  }

  #command(): string {
    return this.#host.processedInput.commands.join(' ');
  }

  async #initialize(): Promise<void> {
    this.#dir = this.#host.serviceDir;
    if (!checkedCommands.has(this.#command())) return;
    this.#refuseAwsOptions();
    await this.#check();
  }

  /** Options that the framework offers for AWS; leaving them out silently would be a lie. @source F21 */
  #refuseAwsOptions(): void {
    const given = Object.keys(this.#options).find((option) => insteadOf.has(option) && this.#options[option] !== undefined);
    const instead = given === undefined ? undefined : insteadOf.get(given);
    if (given !== undefined && instead) {
      this.#fail(say(this.#lang, 'cli.awsOnly', { option: given, instead: say(this.#lang, instead) }), 'SCF_USAGE', 2);
    }
  }

  /** The checks of `scf validate`, by the service's own mode: an error stops unless it says otherwise. @source F26, F28 */
  async #check(): Promise<void> {
    const mode = this.#host.configurationInput['configValidationMode'] ?? 'error';
    if (mode === 'off' && this.#command() !== 'invoke local') return;
    const [{ serviceOf }, { checkKnown }, { planFor }] = await Promise.all([
      import('./service'),
      import('../commands/validate'),
      import('../commands/plan'),
    ]);
    const checked = await checkKnown(serviceOf(this.#host, this.#options, this.#dir));
    const json = this.#command() === 'invoke local' && this.#options['json'] === true;
    this.#plan = planFor(checked, json, this.#output());
    if (this.#plan === undefined && mode === 'error' && !json) this.#fail(say(this.#lang, 'cli.checkFailed'), 'SCF_CONFIGURATION', 1);
  }

  async #invokeLocal(): Promise<ExitCode> {
    // Told already, as JSON: throwing would spoil standard output (F37); or the user's mode lets everything else go on.
    if (!this.#plan) return 1;
    const [{ readInvokeOptions }, { invoke }] = await Promise.all([import('../commands/invokeOptions'), import('../commands/invoke')]);
    const output = this.#output();
    const invokeOptions = await readInvokeOptions(this.#options, this.#dir, stdinOf(process.stdin), output);
    // Bundlers build elsewhere and move the service there, after the check and before this hook. @source F34
    const plan = { ...this.#plan, codeDir: this.#host.serviceDir };
    return invoke(plan, invokeOptions, output, { env: process.env, onInterrupt: interruptsOf(process) });
  }

  async #validate(): Promise<ExitCode> {
    const [{ serviceOf }, { validateService }] = await Promise.all([import('./service'), import('../commands/validate')]);
    return validateService(serviceOf(this.#host, this.#options, this.#dir), this.#options, this.#output());
  }

  /** `.env` files and what we write ourselves stay out of the package; the user's own patterns come later and win. @source F44 */
  #leaveSecretsOut(): void {
    const { service } = this.#host;
    service.package = { ...service.package, patterns: ['!.env*', '!.serverless-scf/**', ...(service.package?.patterns ?? [])] };
  }

  #output(): Output {
    return {
      out: (text) => this.#io.writeText(text),
      err: (text) => process.stderr.write(`${text}\n`),
      colour: wantsColour(process.env, process.stderr),
      lang: this.#lang,
    };
  }

  /** Runs a command to its exit code. What was asked wrongly is told here: the framework would tell it on standard output. @source F37 */
  async #ending(command: () => Promise<ExitCode>): Promise<void> {
    try {
      process.exitCode = await command();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#output().err(say(this.#lang, 'cli.error', { message: error.message }));
      process.exitCode = 2;
    }
  }

  /** The framework ends a command that throws with 1; the code we mean is set when the process exits. @source F38, F39 */
  #fail(message: string, code: string, exitCode: ExitCode): never {
    process.once('exit', () => {
      process.exitCode = exitCode;
    });
    throw new this.#host.classes.Error(message, code);
  }
}

/** What other plugins ask of a provider; the framework itself asks nothing. @source F16 */
function providerOf(host: Host, options: HostOptions): object {
  const { provider } = host.service;
  return {
    getStage: () => options['stage'] ?? provider['stage'] ?? 'dev',
    getRegion: () => options['region'] ?? provider['region'],
  };
}
