import { applyPlan, describeOutcome, type ApplyEvent, type ApplyResult } from '../../src/deploy/applying';
import { verifierOf } from '../../src/commands/deploy/verify';
import { imageOf } from '../../src/deploy/fields';
import type { TargetJournal } from '../../src/deploy/journal';
import { liveService } from '../../src/deploy/live';
import { planDeploy } from '../../src/deploy/planning';
import type { DeployPlan } from '../../src/deploy/plan';
import type { DesiredService, PackageFacts } from '../../src/deploy/state';
import { misfits } from '../api/control/declared';
import { fakeCloud, Raw, refusal, type Answer, type Arrived, type FakeCloud } from '../cloud/fakeCloud';
import { serviceWith } from '../config/service';
import { wanted } from './fieldsService';
import { hashOf, packageOf, target } from './planning/functions';
import { ScriptedCloud } from './scriptedCloud';

/** Answers in the place of the cloud's own; undefined: it answers for itself. */
type Interjection = (asked: Arrived, nth: number) => Answer | undefined;

export interface Deployed {
  readonly plan: DeployPlan;
  readonly result: ApplyResult;
  readonly events: readonly ApplyEvent[];
  /** `Action` or `Action qualifier` of requests about functions, as they came while the plan was carried out. */
  readonly asked: readonly string[];
  /** What came of it, as it is told; in both languages. */
  readonly told: { readonly en: string; readonly zh: string };
}

/** Deploys to a cloud that behaves as its documentation says, and as a script says. Everything but the network is real. */
export class Conversation {
  readonly cloud = new ScriptedCloud();
  readonly #fake: FakeCloud;
  readonly #interjections = new Map<string, Interjection>();
  readonly #counts = new Map<string, number>();
  journal: TargetJournal | undefined;
  misfits: string[] = [];

  constructor() {
    this.#fake = fakeCloud((asked) => this.#answer(asked));
  }

  get arrived(): readonly Arrived[] {
    return this.#fake.arrived;
  }

  get slept(): readonly number[] {
    return this.#fake.time.slept;
  }

  /** @param action  with the name of a version, where a version is asked about: `GetFunction 2` */
  interject(action: string, answer: Interjection): void {
    this.#interjections.set(action, answer);
    this.#counts.delete(action);
  }

  /** The first so many requests of an action are refused. */
  refuse(action: string, code: string, times = 1): void {
    this.interject(action, (_asked, nth) => (nth <= times ? refusal(code) : undefined));
  }

  async plan(functions: object, code = 'a'): Promise<DeployPlan> {
    return (await this.#planned(this.#service(functions), code)).plan;
  }

  async deploy(functions: object, code = 'a'): Promise<Deployed> {
    const desired = this.#service(functions);
    const { client, time, arrived } = this.#fake;
    const { plan, packages } = await this.#planned(desired, code);
    const events: ApplyEvent[] = [];
    const begun = arrived.length;
    const signal = new AbortController().signal;
    const result = await applyPlan(plan, {
      client,
      time,
      signal,
      codeOf: async ({ function: name }) => {
        const image = desired.functions.find((one) => one.name === name && one.code === 'image');
        return image ? { ImageConfig: imageOf(image.configuration) ?? null } : { ZipFile: Buffer.from(code).toString('base64') };
      },
      journal: { found: this.journal, write: async (journal) => void (this.journal = journal) },
      emit: (event) => events.push(event),
      verify: verifierOf(desired, packages, { client, time, signal }),
    });
    const asked = arrived.slice(begun).map(named);
    return { plan, result, events, asked, told: { en: describeOutcome(result, 'en'), zh: describeOutcome(result, 'zh') } };
  }

  #service(functions: object): DesiredService {
    return wanted(serviceWith({ functions, provider: { memorySize: 128 } }));
  }

  async #planned(desired: DesiredService, code: string) {
    const { client, time } = this.#fake;
    const packages = new Map(desired.functions.map(({ key }): [string, PackageFacts] => [key, packageOf(code)]));
    const { journal } = this;
    const contentHashOf = async (url: string): Promise<string> => hashOf(new URL(url).pathname.slice(1));
    const live = await liveService(client, 'default', desired.functions, { packages, journal, time, contentHashOf });
    return { packages, plan: planDeploy({ desired, live, packages, target, journal, replace: [], prune: false, allowGap: false }) };
  }

  #answer(asked: Arrived): Answer {
    const names = [named(asked), asked.action];
    for (const name of names) {
      const interjection = this.#interjections.get(name);
      if (!interjection) continue;
      const nth = (this.#counts.get(name) ?? 0) + 1;
      this.#counts.set(name, nth);
      const answer = interjection(asked, nth);
      if (answer) return this.#checked(asked.action, answer);
    }
    return this.#checked(asked.action, this.cloud.answer(asked));
  }

  /** What is made up here is of the form that the service documents. */
  #checked(action: string, answer: Answer): Answer {
    if (!(answer instanceof Error) && !(answer instanceof Raw) && !('Error' in answer))
      this.misfits.push(...misfits({ ...answer, RequestId: '' }, `${action}Response`));
    return answer;
  }
}

function named({ action, params }: Arrived): string {
  const { Qualifier: qualifier } = params;
  return typeof qualifier === 'string' && /^\d+$/.test(qualifier) ? `${action} ${qualifier}` : action;
}
