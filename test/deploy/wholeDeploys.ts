import { applyPlan } from '../../src/deploy/applying';
import { verifierOf } from '../../src/commands/deploy/verify';
import { configurationFrom, imageOf } from '../../src/deploy/fields';
import type { TargetJournal } from '../../src/deploy/journal';
import { liveService } from '../../src/deploy/live';
import type { DeployPlan } from '../../src/deploy/plan';
import { planDeploy } from '../../src/deploy/planning';
import type { DesiredService, PackageFacts } from '../../src/deploy/state';
import { code } from '../api/control/stage';
import { serviceWith } from '../config/service';
import { openWorld, type World } from './faults/world';
import { wanted, withEntry } from './fieldsService';
import { packageOf, target } from './planning/functions';

const packed = packageOf('a');
const signal = new AbortController().signal;

/** What tells of a function; the number of its last version, and what nobody reads, aside. */
const telling = ['GetFunction', 'GetFunctionEventInvokeConfig', 'GetReservedConcurrencyConfig', 'GetProvisionedConcurrencyConfig', 'ListTriggers'];

/** Deploys of one function one after the other, as it is written: all of a deploy but the wire and the archive. */
export class WholeDeploys {
  readonly #world: World = openWorld({ createDelayMs: 250 });
  #journal: TargetJournal | undefined;

  /** What the next deploy would do. */
  async plan(fn: object): Promise<DeployPlan> {
    return this.#planned(serviceOf(fn));
  }

  /** @returns the actions that changed something, in their order */
  async deploy(fn: object): Promise<string[]> {
    const desired = serviceOf(fn);
    const plan = await this.#planned(desired);
    const { client, time, effects } = this.#world;
    const begun = effects.length;
    const image = desired.functions.flatMap(({ configuration }) => imageOf(configuration) ?? [])[0];
    const { steps } = await applyPlan(plan, {
      client,
      time,
      signal,
      codeOf: () => Promise.resolve(image === undefined ? { ZipFile: code } : { ImageConfig: image }),
      journal: { found: this.#journal, write: (journal) => Promise.resolve(void (this.#journal = journal)) },
      emit: () => undefined,
      verify: verifierOf(desired, packagesOf(desired), { client, time, signal }),
    });
    expect(steps.filter(({ state }) => state !== 'done')).toEqual([]);
    return effects.slice(begun).map((effect) => effect.split(' ')[0] ?? '');
  }

  /** All that a service can decide, as the cloud tells it. */
  async told(): Promise<unknown> {
    const told = await Promise.all(telling.map(async (action) => this.#world.client.call(action, { FunctionName: 'shop-dev-hello' })));
    return [configurationFrom(told[0]), ...told.slice(1)];
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  async #planned(desired: DesiredService): Promise<DeployPlan> {
    const { client, time } = this.#world;
    const packages = packagesOf(desired);
    const journal = this.#journal;
    const live = await liveService(client, 'default', desired.functions, { packages, journal, time });
    return planDeploy({ desired, live, packages, target, journal, replace: ['hello'], prune: false, allowGap: false });
  }
}

function serviceOf(fn: object): DesiredService {
  return wanted(serviceWith({ fn: withEntry(fn), provider: { memorySize: 128 } }));
}

function packagesOf({ functions }: DesiredService): Map<string, PackageFacts> {
  return new Map(functions.map(({ key }) => [key, packed]));
}
