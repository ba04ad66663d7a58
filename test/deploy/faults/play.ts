import type { CloudClient } from '../../../src/cloud';
import { applyPlan, type ApplyResult, type JournalStore } from '../../../src/deploy/applying';
import type { TargetJournal } from '../../../src/deploy/journal';
import { ready } from '../../region/modelledRuntime';
import { Death, wentWrong, type Fault } from './fault';
import { observed, type Observer } from './observer';
import { archiveFor, goneFrom, differencesLeft, planFor, type Wanted } from './planner';
import type { Scenario } from './scenarios';
import { openWorld, type World } from './world';

/** The call that goes wrong, by its name: which one of a run it is may depend on the order among functions. */
export interface Mishap {
  /** `CreateFunction shop-dev-resize #1`. */
  readonly call: string;
  readonly fault: Fault;
}

/** A world in which deploys follow each other, with nothing in common but the cloud and the journal. */
export class Play {
  /** Of the last deploy, in order. */
  calls: string[] = [];
  #journal: string | undefined;

  private constructor(
    readonly world: World,
    readonly observer: Observer,
  ) {}

  /** Deploys what is there before. */
  static async open({ before, after }: Scenario): Promise<Play> {
    const behaviours = { 'default:shop-dev-resize': { init: ready(600) } };
    const world = openWorld({ createDelayMs: 250, behaviours });
    const stays = after.some(({ plan }) => plan.key === 'resize' && (plan.provisionedInstances > 0 || plan.tracking !== undefined));
    const play = new Play(world, observed(world, stays ? { name: 'shop-dev-resize', instances: 3 } : undefined));
    if (before.length > 0 && (await play.deploy(before)) !== 'done') throw new Error('what is there before was not deployed');
    play.observer.forget();
    return play;
  }

  close(): Promise<void> {
    return this.world.close();
  }

  /** As the journal has it. */
  get found(): TargetJournal | undefined {
    return this.#journal === undefined ? undefined : (JSON.parse(this.#journal) as TargetJournal);
  }

  /** Of the region, when all that goes on has come to its end. */
  async state(): Promise<string> {
    await this.world.time.sleep(5_000, new AbortController().signal);
    return this.observer.state();
  }

  async stepsLeft(wanted: readonly Wanted[]): Promise<number> {
    return (await planFor(this.world.client, this.world.time, wanted, this.found)).steps.length;
  }

  /** @returns its outcome; `dead` when its process has ended in the middle */
  async deploy(wanted: readonly Wanted[], mishap?: Mishap): Promise<ApplyResult['outcome'] | 'dead'> {
    const { client, time } = this.world;
    const plan = await planFor(client, time, wanted, this.found);
    const gone = await goneFrom(client, this.found);
    const death = new Death();
    this.calls = [];
    const faulty = this.#faulty(client, death, mishap);
    const apply = applyPlan(plan, {
      client: faulty,
      codeOf: async ({ work }) => ({ ZipFile: 'code' in work && work.code.kind === 'package' ? archiveFor(wanted, work.code.contentHash) : '' }),
      journal: this.#store(death),
      gone,
      time,
      signal: new AbortController().signal,
      emit: () => undefined,
      verify: (name) => differencesLeft(faulty, time, wanted, name),
    });
    return Promise.race([apply.then(({ outcome }) => outcome), death.dead]);
  }

  #store(death: Death): JournalStore {
    return {
      found: this.found,
      write: async (entry) => {
        if (death.isDead) return death.never;
        this.#journal = JSON.stringify(entry);
        return undefined;
      },
    };
  }

  #faulty(client: CloudClient, death: Death, mishap: Mishap | undefined): CloudClient {
    return {
      ...client,
      call: async (action, params = {}, options = {}) => {
        if (death.isDead) return death.never;
        const { FunctionName: name = '-' } = params as Readonly<Record<string, string | undefined>>;
        const before = this.calls.filter((call) => call.startsWith(`${action} ${name} #`)).length;
        const call = `${action} ${name} #${before + 1}`;
        this.calls.push(call);
        const work = (): Promise<Readonly<Record<string, unknown>>> => death.watch(client.call(action, params, options));
        return mishap?.call === call ? wentWrong(mishap.fault, action, death, work) : work();
      },
    };
  }
}
