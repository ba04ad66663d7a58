import type { EventsAction } from '../commands/eventsOptions';
import type { OfflineRun } from '../commands/offline';
import { UsageError, type ExitCode, type Output } from '../commands/output';
import type { RawInvokeOptions } from '../commands/invokeOptions';
import { planFor } from '../commands/plan';
import { columnsOf, interruptsOf, stdinOf, wantsColour } from '../commands/terminal';
import { checkKnown, type CheckedService } from '../commands/serviceCheck';
import { outliveStdout, stderrOf } from '../commands/unwritable';
import { pluginsOf } from '../config/pluginNames';
import { say, type Lang } from '../messages';
import { sayDeploy } from '../messages/deploy';
import type { RegionPlan } from '../scf';
import type { Deploying } from './deploying';
import type { Host, HostOptions, Io } from './host';
import { insteadOf } from './insteadOf';
import type { PackagingHooks } from './packagingHooks';
import { readingOf, serviceOf } from './service';

/** How long the framework may take for its last words once a command is over, ms. */
const leaveMs = 500;

/** One `sls` command: translates the framework's hooks into our commands, and their exit codes into its own. */
export class Session {
  readonly #command: string;
  readonly #host: Host;
  /** Read inside hooks only: the framework refills it before they run. @source F13 */
  readonly #options: HostOptions;
  readonly #output: Output;
  /** Folder of the service as the user knows it; bundlers may move `serviceDir` later. @source F34 */
  readonly #dir: string;
  /** What the check found; undefined before it. */
  #checked: CheckedService | undefined;
  /** What the check made of the service; undefined before it, and when it found errors. */
  #plan: RegionPlan | undefined;
  #deploying: Deploying | undefined;
  #offline: OfflineRun | undefined;

  constructor(command: string, host: Host, options: HostOptions, io: Io, lang: Lang) {
    this.#command = command;
    this.#host = host;
    this.#options = options;
    this.#dir = host.serviceDir;
    // The framework takes it for a crash, and a region would end with whoever reads its lines.
    outliveStdout(process, lang);
    this.#output = {
      out: (text) => io.writeText(text),
      err: (text) => stderrOf(process).write(`${text}\n`),
      colour: wantsColour(process.env, process.stderr),
      get columns() {
        return columnsOf(process.env, process.stdout);
      },
      lang,
    };
  }

  /** The checks of `scf validate`, by the service's own mode: an error stops unless it says otherwise. @source F26, F28 */
  async check(): Promise<void> {
    this.#refuseAwsOptions();
    const empty = this.#emptyOption();
    if (empty !== undefined) this.#fail(empty, 'SCF_USAGE', 2);
    const mode = this.#host.configurationInput['configValidationMode'] ?? 'error';
    const invoking = this.#command === 'invoke local';
    if (mode === 'off' && !invoking) return;
    const { function: runs, json: wantsJson } = this.#options;
    const json = this.#command !== 'package' && wantsJson === true;
    const purpose = { json, ...(invoking && typeof runs === 'string' && { runs }) };
    this.#checked = await checkKnown(serviceOf(this.#host, this.#options, this.#dir));
    this.#plan = planFor(this.#checked, purpose, this.#output);
    if (this.#plan === undefined && mode === 'error' && !json) this.#fail(say(this.#output.lang, 'cli.checkFailed'), 'SCF_CONFIGURATION', 1);
  }

  invokeLocal(): Promise<void> {
    return this.#ending(async () => {
      // Told already, as JSON: throwing would spoil standard output (F37). Or the user's mode lets commands go on that need no plan.
      if (!this.#plan) return 1;
      const [{ readInvokeOptions }, { invoke }] = await Promise.all([import('../commands/invokeOptions'), import('../commands/invoke')]);
      const raw: RawInvokeOptions = { contextPath: this.#options['context-path'] as string | undefined, ...this.#options };
      const options = await readInvokeOptions(raw, this.#dir, stdinOf(process.stdin), this.#output);
      // Bundlers build elsewhere and move the service there, after the check and before this hook. @source F34
      const plan = { ...this.#plan, codeDir: this.#host.serviceDir };
      return invoke(plan, options, this.#output, { env: process.env, onInterrupt: interruptsOf(process) }, this.#checked?.notIgnored);
    });
  }

  /** Two plugins with the same command would both run it. @source F71 */
  refuseServerlessOffline(): void {
    const others = pluginsOf(this.#host.configurationInput.plugins);
    if (others.some(({ name }) => name === 'serverless-offline')) this.#fail(say(this.#output.lang, 'offline.serverlessOffline'), 'SCF_USAGE', 2);
  }

  /** `sls offline`. */
  async offline(): Promise<void> {
    await this.openOffline();
    await this.awaitOffline();
  }

  /** `sls offline start`, in the steps that other plugins know. @source F71 */
  openOffline(): Promise<void> {
    return this.#ending(async () => {
      const { openOffline } = await import('./offlineService');
      const started = await openOffline(this.#host, this.#options, this.#dir, process, this.#output);
      if (typeof started === 'number') return started;
      this.#offline = started;
      return 0;
    });
  }

  /** A hook that is pending keeps the command alive. @source F40 */
  async awaitOffline(): Promise<void> {
    const { done } = this.#offline ?? {};
    if (done) await this.#ending(() => done);
  }

  /** The command is over. What other plugins still watch (serverless-plugin-typescript does) would keep the process for ever. */
  leaveOffline(): void {
    setTimeout(() => process.exit(), leaveMs).unref();
  }

  /** A bundler has built anew. @source F71 */
  async reloadOffline(): Promise<void> {
    await this.#offline?.reload();
  }

  validate(): Promise<void> {
    return this.#ending(async () => {
      const { explain: code } = this.#options;
      if (typeof code === 'string') {
        const { explain } = await import('../commands/explain');
        return explain(code, this.#output);
      }
      const { validateService } = await import('../commands/validate');
      const known = serviceOf(this.#host, this.#options, this.#dir);
      return validateService({ known, options: readingOf(this.#host, this.#options, this.#dir, process.env) }, this.#options, this.#output);
    });
  }

  rules(): Promise<void> {
    return this.#ending(async () => {
      const { listRules } = await import('../commands/explain');
      return listRules({ json: this.#options['json'] === true }, this.#output);
    });
  }

  simulate(): Promise<void> {
    return this.#ending(async () => {
      const [{ readSimulateOptions }, { simulate, simulationMachineOf }] = await Promise.all([
        import('../commands/simulateOptions'),
        import('../commands/simulate'),
      ]);
      const { lang } = this.#output;
      const options = readSimulateOptions(this.#options, this.#dir, lang);
      const service = serviceOf(this.#host, this.#options, this.#dir);
      return simulate(service, options, this.#output, await simulationMachineOf(process, lang));
    });
  }

  showProfile(): Promise<void> {
    return this.#ending(async () => {
      const { showProfile } = await import('../commands/profile');
      return showProfile(serviceOf(this.#host, this.#options, this.#dir), this.#options, this.#output);
    });
  }

  diffProfiles(): Promise<void> {
    return this.#ending(async () => {
      const { diffProfiles } = await import('../commands/profile');
      return diffProfiles(serviceOf(this.#host, this.#options, this.#dir), this.#options, this.#output);
    });
  }

  events(action: EventsAction): Promise<void> {
    if (this.#options['remote'] === true) return this.cloud((deploying) => deploying.events(action));
    return this.#ending(async () => {
      const [{ events }, { eventsMachineOf }] = await Promise.all([import('../commands/events'), import('../commands/eventsMachine')]);
      return events(action, this.#options, this.#dir, this.#output, eventsMachineOf(process));
    });
  }

  /** A command that speaks to the cloud. */
  cloud(act: (deploying: Deploying) => Promise<ExitCode>): Promise<void> {
    return this.#ending(async () => {
      this.#refuseAwsOptions();
      return act(await this.#begunDeploying());
    });
  }

  /** One after which nothing else may run when it did not go through: other plugins' hooks take it for done. */
  async deploy(): Promise<void> {
    this.#refuseAwsOptions();
    await this.cloud((deploying) => deploying.deploy());
    const { exitCode } = process;
    // Standard output stays JSON, and after a signal the framework has finished already (F37, F40).
    if (this.#options['json'] === true || (exitCode !== 1 && exitCode !== 2)) return;
    this.#fail(sayDeploy(this.#output.lang, 'deploy.stopped'), 'SCF_DEPLOY', exitCode);
  }

  /** What happens around the framework's own packaging. */
  async packaging(act: (hooks: PackagingHooks) => Promise<void>): Promise<void> {
    const [{ PackagingHooks: Hooks }, { DeployFault }] = await Promise.all([import('./packagingHooks'), import('../deploy/fault')]);
    try {
      await act(new Hooks(this.#host, this.#options, this.#dir, this.#output.lang));
    } catch (error) {
      if (!(error instanceof DeployFault)) throw error;
      this.#fail(error.say(this.#output.lang), 'SCF_PACKAGE', 1);
    }
  }

  async #begunDeploying(): Promise<Deploying> {
    const ground = { host: this.#host, options: this.#options, output: this.#output, dir: this.#dir, checked: this.#checked };
    return (this.#deploying ??= new (await import('./deploying')).Deploying(ground));
  }

  /** Options that the framework offers for AWS; leaving them out silently would be a lie. @source F21 */
  #refuseAwsOptions(): void {
    const { lang } = this.#output;
    for (const [option, instead] of insteadOf) {
      if (this.#options[option] !== undefined) this.#fail(say(lang, 'cli.awsOnly', { option, instead: say(lang, instead) }), 'SCF_USAGE', 2);
    }
  }

  /**
   * What is wrong with an option that was given with nothing in it, as `--endpoint=$URL` is where there is no URL: the framework makes it
   * null, and to be taken for one that was left out, it would lead a rehearsal into the cloud.
   */
  #emptyOption(): string | undefined {
    const [name] = Object.entries(this.#options).find(([, value]) => value === null || (Array.isArray(value) && value.includes(null))) ?? [];
    return name === undefined ? undefined : say(this.#output.lang, 'cli.valueEmpty', { name: `--${name}` });
  }

  /** Runs a command to its exit code. What was asked wrongly is told here: the framework would tell it on standard output. @source F37 */
  async #ending(command: () => Promise<ExitCode>): Promise<void> {
    try {
      const empty = this.#emptyOption();
      if (empty !== undefined) throw new UsageError(empty);
      process.exitCode = await command();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#output.err(say(this.#output.lang, 'cli.error', { message: error.message }));
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
