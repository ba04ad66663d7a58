import type { Deployed } from '../commands/deploy/deployed';
import type { DeployMachine } from '../commands/deploy/service';
import { eventsMachineOf } from '../commands/eventsMachine';
import type { EventsMachine } from '../commands/eventsCall';
import type { EventsAction, RawEventsOptions } from '../commands/eventsOptions';
import type { ExitCode, Output } from '../commands/output';
import { planFor } from '../commands/plan';
import type { CloudAccess } from '../commands/remote/access';
import { remoteServiceOf, type RemoteService } from '../commands/remote/service';
import { checkKnown, readFolder, type CheckedService, type KnownService } from '../commands/serviceCheck';
import { stdinOf } from '../commands/terminal';
import { sayCli } from '../messages/cli';
import { sayDeploy } from '../messages/deploy';
import * as known from './deployOptions';
import { parse } from './parse';

/** Commands that speak to the cloud. */
export type CloudCommand = 'plan' | 'deploy' | 'info' | 'logs' | 'metrics' | 'rollback' | 'remove' | 'import';

/** Which service is meant, as each of these commands takes it. */
export interface ServiceChoice {
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  readonly param?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly json?: boolean | undefined;
}

/** Runs a command that speaks to the cloud. @throws UsageError */
export function cloudCommand(command: CloudCommand, args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  return new Call(process, output)[command](args);
}

/** `invoke --remote`. @throws UsageError */
export function remoteInvokeCommand(args: string[], process: NodeJS.Process, output: Output): Promise<ExitCode> {
  return new Call(process, output).invoke(args);
}

/** `events ACTION --remote`. @throws UsageError */
export function remoteEventsCommand(
  action: EventsAction,
  raw: RawEventsOptions & ServiceChoice,
  process: NodeJS.Process,
  output: Output,
): Promise<ExitCode> {
  return new Call(process, output).events(action, raw);
}

/** One command line. */
class Call {
  readonly #process: NodeJS.Process;
  readonly #output: Output;

  constructor(process: NodeJS.Process, output: Output) {
    this.#process = process;
    this.#output = output;
  }

  plan(args: string[]): Promise<ExitCode> {
    return this.#deploying('plan', parse('plan', known.planOptions, args, this.#output).values);
  }

  deploy(args: string[]): Promise<ExitCode> {
    return this.#deploying('deploy', parse('deploy', known.deployOptions, args, this.#output).values);
  }

  async info(args: string[]): Promise<ExitCode> {
    const { values: raw } = parse('info', known.infoOptions, args, this.#output);
    if (raw.help) return this.#help();
    const { info } = await import('../commands/remote/info');
    return this.#remote(raw, (service) => info(raw, service, this.#access(raw), this.#output, this.#machine()));
  }

  async logs(args: string[]): Promise<ExitCode> {
    const { values: raw } = parse('logs', known.logsOptions, args, this.#output);
    if (raw.help) return this.#help();
    const { logs } = await import('../commands/remote/logs');
    return this.#remote(raw, (service) => logs(raw, service, this.#access(raw), this.#output, this.#machine()));
  }

  async metrics(args: string[]): Promise<ExitCode> {
    const { values: raw } = parse('metrics', known.metricsOptions, args, this.#output);
    if (raw.help) return this.#help();
    const { metrics } = await import('../commands/remote/metrics');
    return this.#remote(raw, (service) => metrics(raw, service, this.#access(raw), this.#output, this.#machine()));
  }

  async invoke(args: string[]): Promise<ExitCode> {
    const { values } = parse('invoke', known.remoteInvokeOptions, args, this.#output);
    if (values.help) return this.#help();
    const raw = { ...values, contextPath: values['context-path'] ?? values.contextPath };
    const machine = { ...this.#machine(), stdin: stdinOf(this.#process.stdin), dir: this.#process.cwd() };
    const { invokeRemote } = await import('../commands/remote/invoke');
    return this.#remote(raw, (service) => invokeRemote(raw, service, this.#access(raw), this.#output, machine));
  }

  async events(action: EventsAction, raw: RawEventsOptions & ServiceChoice): Promise<ExitCode> {
    const { remoteEvents } = await import('../commands/remote/events');
    return this.#remote(raw, (service) => remoteEvents(action, raw, service, this.#access(raw), this.#output, this.#machine()));
  }

  async rollback(args: string[]): Promise<ExitCode> {
    const { values: raw } = parse('rollback', known.rollbackOptions, args, this.#output);
    if (raw.help) return this.#help();
    const { rollback } = await import('../commands/deploy/rollback');
    return this.#there(raw, (service) => rollback(raw, service, this.#access(raw), this.#output, this.#machine()));
  }

  async remove(args: string[]): Promise<ExitCode> {
    const { values: raw } = parse('remove', known.removeOptions, args, this.#output);
    if (raw.help) return this.#help();
    const [{ remove }, { deployedDespite }] = await Promise.all([import('../commands/deploy/remove'), import('../commands/deploy/named')]);
    const work = (service: Deployed): Promise<ExitCode> => remove(raw, service, this.#access(raw), this.#output, this.#machine());
    return this.#there(raw, work, (service) => deployedDespite(service, 'serverless-scf'));
  }

  async import(args: string[]): Promise<ExitCode> {
    const { values: raw } = parse('import', known.importOptions, args, this.#output);
    if (raw.help) return this.#help();
    const { importService } = await import('../commands/deploy/import');
    return importService(raw, this.#process.cwd(), this.#access(raw), this.#output, this.#machine());
  }

  async #deploying(command: 'plan' | 'deploy', raw: ReturnType<typeof parse<typeof known.deployOptions>>['values']): Promise<ExitCode> {
    if (raw.help) return this.#help();
    const { known: service, checked } = await this.#read(raw);
    if (!checked.plan) {
      if (raw.json !== true && checked.found) this.#output.err(sayDeploy(this.#output.lang, 'deploy.noPlan'));
      return checked.found ? 1 : 2;
    }
    // Warnings, which other commands leave to `validate`.
    planFor(checked, {}, this.#output);
    const { deploy, plan } = await import('../commands/deploy/deploy');
    const { plan: wanted, written } = checked;
    const deployable = { plan: wanted, written, configuration: service.service, dir: this.#process.cwd(), program: 'serverless-scf' } as const;
    return (command === 'plan' ? plan : deploy)(raw, deployable, this.#access(raw), this.#output, this.#machine());
  }

  /** With the service as far as commands need it that look at functions in the cloud. */
  async #remote(raw: ServiceChoice, work: (service: RemoteService) => Promise<ExitCode>): Promise<ExitCode> {
    const { checked } = await this.#read(raw);
    if (checked.plan) return work(remoteServiceOf(checked.plan));
    return checked.found ? 1 : 2;
  }

  /**
   * With the service as far as commands need it that change what is deployed already.
   * @param otherwise  what is known of a service with errors
   */
  async #there(
    raw: ServiceChoice,
    work: (service: Deployed) => Promise<ExitCode>,
    otherwise: (known: KnownService) => Deployed | undefined = () => undefined,
  ): Promise<ExitCode> {
    const { deployedOf } = await import('../commands/deploy/deployed');
    const { known: read, checked } = await this.#read(raw);
    const service = checked.plan ? deployedOf(checked.plan, this.#process.cwd(), 'serverless-scf') : otherwise(read);
    if (service) return work(service);
    return checked.found ? 1 : 2;
  }

  /** The service in this folder. What is wrong with it is told where it matters: when it cannot be used, and before it is deployed. */
  async #read(raw: ServiceChoice): Promise<{ readonly known: KnownService; readonly checked: CheckedService }> {
    const { stage, region, param, config, json } = raw;
    const read = await readFolder({ stage, region, param, config, dir: this.#process.cwd(), env: this.#process.env }, this.#output.lang);
    const checked = await checkKnown(read);
    if (!checked.plan) planFor(checked, { json }, this.#output);
    return { known: read, checked };
  }

  #access({ endpoint }: Pick<ServiceChoice, 'endpoint'>): CloudAccess {
    return { env: this.#process.env, endpoint };
  }

  #machine(): DeployMachine & EventsMachine {
    const process = this.#process;
    return { ...eventsMachineOf(process), env: process.env, endNow: () => process.exit(130) };
  }

  #help(): ExitCode {
    this.#output.out(sayCli(this.#output.lang, 'cli.help'));
    return 0;
  }
}
