import { interruptsOf, stdinOf } from '../commands/terminal';
import type { RawDeployOptions } from '../commands/deploy/options';
import type { Deployable, DeployMachine } from '../commands/deploy/service';
import type { RawImportOptions } from '../commands/deploy/import';
import type { Deployed } from '../commands/deploy/deployed';
import { eventsMachineOf } from '../commands/eventsMachine';
import type { EventsAction } from '../commands/eventsOptions';
import type { ExitCode, Output } from '../commands/output';
import { planFor } from '../commands/plan';
import type { CloudAccess } from '../commands/remote/access';
import { remoteServiceOf, type RemoteService } from '../commands/remote/service';
import { checkKnown, type CheckedService } from '../commands/serviceCheck';
import { sayDeploy } from '../messages/deploy';
import type { Host, HostOptions } from './host';
import { serviceOf } from './service';

/** What a command that speaks to the cloud begins with. */
export interface Ground {
  readonly host: Host;
  readonly options: HostOptions;
  readonly output: Output;
  /** Folder of the service as its user knows it; absolute. @source F34 */
  readonly dir: string;
  /** What was checked before, by commands that are checked when they begin. */
  readonly checked: CheckedService | undefined;
}

/** The commands that speak to the cloud, as the framework's hooks start them. */
export class Deploying {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** `sls deploy`, `sls deploy function`. */
  async deploy(): Promise<ExitCode> {
    const service = await this.#deployable();
    if (!service) return 1;
    const { deploy } = await import('../commands/deploy/deploy');
    return deploy(this.#deployOptions(), service, this.#access(), this.#ground.output, machineOf(process));
  }

  /** `sls scf plan`: packages first, as `sls deploy` does. */
  async plan(): Promise<ExitCode> {
    const { host, options } = this.#ground;
    const packageDir = options['package'];
    const service = await this.#deployable();
    if (!service) return 1;
    if (packageDir === undefined) await host.pluginManager.spawn('package');
    const { plan } = await import('../commands/deploy/deploy');
    // Packaging has changed what the framework knows.
    const packaged = { ...service, configuration: this.#configuration() };
    return plan(this.#deployOptions(), packaged, this.#access(), this.#ground.output, machineOf(process));
  }

  async info(): Promise<ExitCode> {
    return this.#remote(async (service) => {
      const { info } = await import('../commands/remote/info');
      return info(this.#ground.options, service, this.#access(), this.#ground.output, machineOf(process));
    });
  }

  async logs(): Promise<ExitCode> {
    return this.#remote(async (service) => {
      const { logs } = await import('../commands/remote/logs');
      return logs(this.#ground.options, service, this.#access(), this.#ground.output, machineOf(process));
    });
  }

  async metrics(): Promise<ExitCode> {
    return this.#remote(async (service) => {
      const { metrics } = await import('../commands/remote/metrics');
      return metrics(this.#ground.options, service, this.#access(), this.#ground.output, machineOf(process));
    });
  }

  async invoke(): Promise<ExitCode> {
    return this.#remote(async (service) => {
      const { invokeRemote } = await import('../commands/remote/invoke');
      const machine = { ...machineOf(process), stdin: stdinOf(process.stdin), dir: this.#ground.dir };
      return invokeRemote(this.#ground.options, service, this.#access(), this.#ground.output, machine);
    });
  }

  async events(action: EventsAction): Promise<ExitCode> {
    return this.#remote(async (service) => {
      const { remoteEvents } = await import('../commands/remote/events');
      return remoteEvents(action, this.#ground.options, service, this.#access(), this.#ground.output, machineOf(process));
    });
  }

  /** `sls rollback`, `sls rollback function`; without a target it lists, as `sls deploy list` does. */
  async rollback(): Promise<ExitCode> {
    return this.#there(async (service) => {
      const { rollback } = await import('../commands/deploy/rollback');
      return rollback(this.#ground.options, service, this.#access(), this.#ground.output, machineOf(process));
    });
  }

  async remove(): Promise<ExitCode> {
    const { host, options, dir, output } = this.#ground;
    const { deployedDespite } = await import('../commands/deploy/named');
    const work = async (service: Deployed): Promise<ExitCode> => {
      const { remove } = await import('../commands/deploy/remove');
      return remove(this.#ground.options, service, this.#access(), output, machineOf(process));
    };
    return this.#there(work, () => deployedDespite(serviceOf(host, options, dir), 'sls'));
  }

  async import(): Promise<ExitCode> {
    const { host, dir, output, options } = this.#ground;
    const { importService } = await import('../commands/deploy/import');
    const raw: RawImportOptions = options;
    const region = raw.region ?? textOf(host.service.provider['region']);
    return importService({ ...raw, region }, dir, this.#access(), output, machineOf(process));
  }

  /** With the service as far as commands need it that look at functions in the cloud. */
  async #remote(work: (service: RemoteService) => Promise<ExitCode>): Promise<ExitCode> {
    const { plan } = await this.#checked();
    return plan ? work(remoteServiceOf(plan)) : 1;
  }

  /**
   * With the service as far as commands need it that change what is deployed already.
   * @param otherwise  what is known of a service with errors
   */
  async #there(work: (service: Deployed) => Promise<ExitCode>, otherwise: () => Deployed | undefined = () => undefined): Promise<ExitCode> {
    const { deployedOf } = await import('../commands/deploy/deployed');
    const { plan } = await this.#checked();
    const service = plan ? deployedOf(plan, this.#ground.dir, 'sls') : otherwise();
    return service ? work(service) : 1;
  }

  async #deployable(): Promise<Deployable | undefined> {
    const { dir, output } = this.#ground;
    const { plan, written } = await this.#checked();
    if (plan) return { plan, written, configuration: this.#configuration(), dir, program: 'sls' };
    if (this.#ground.options['json'] !== true) output.err(sayDeploy(output.lang, 'deploy.noPlan'));
    return undefined;
  }

  /** The service, and what is wrong with it, told unless that was done when the command began. */
  async #checked(): Promise<CheckedService> {
    const { host, options, dir, output, checked } = this.#ground;
    if (checked) return checked;
    const found = await checkKnown(serviceOf(host, options, dir));
    if (!found.plan) planFor(found, { json: options['json'] === true }, output);
    return found;
  }

  /** What the framework knows by now, artifacts included; an object as any other. */
  #configuration(): object {
    const { host } = this.#ground;
    return { ...host.service, custom: host.configurationInput['custom'] };
  }

  /** A folder of packages may stand in the configuration as well. @source F43 */
  #deployOptions(): RawDeployOptions {
    const raw: RawDeployOptions = this.#ground.options;
    const { path } = this.#ground.host.service.package ?? {};
    return { ...raw, package: raw.package ?? path };
  }

  #access(): CloudAccess {
    const endpoint = textOf(this.#ground.options['endpoint']);
    return { env: process.env, endpoint };
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function machineOf(ofProcess: NodeJS.Process): DeployMachine & ReturnType<typeof eventsMachineOf> {
  return { ...eventsMachineOf(ofProcess), env: ofProcess.env, onInterrupt: interruptsOf(ofProcess), endNow: () => ofProcess.exit(130) };
}
