import { markOf, type FunctionFacts } from '../../../src/deploy/planning';
import type { DeployPlan, Step, VersionRef } from '../../../src/deploy/plan';
import type { DesiredFunction, LiveProvisioned, Provisioned } from '../../../src/deploy/state';
import { provisionedFault, reservedFault, type Profile, type QuotaClaim } from '../../../src/scf';
import { hashOf, liveWith, row } from './functions';

/** Memory of each version's instances, MB. */
type Memory = Readonly<Record<string, number>>;

interface Standing {
  readonly facts: FunctionFacts;
  readonly memoryMB: Memory;
}

interface Rules {
  readonly quotaMB: number;
  readonly others: readonly QuotaClaim[];
  readonly profile: Pick<Profile, 'quotaModel' | 'floorMB'>;
  /** Whether a gap may be left. */
  readonly gap: boolean;
}

/** A region that does what steps say, refuses what the platform refuses, and watches over traffic. It knows nothing of how plans are made. */
export class World {
  readonly #functions: Map<string, Standing>;
  readonly #wanted: ReadonlyMap<string, DesiredFunction>;
  readonly #rules: Rules;
  readonly #made = new Map<string, string>();

  constructor(functions: readonly FunctionFacts[], wanted: readonly DesiredFunction[], rules: Rules) {
    // Of a version without instances nobody can tell; these were all published with what the function has.
    const memoryOf = ({ provisioned, provisionedMB, memoryMB }: FunctionFacts): Memory =>
      Object.fromEntries(
        provisioned.map(({ version, allocated }) => [version, allocated > 0 ? (provisionedMB[version] ?? 0) / allocated : memoryMB]),
      );
    this.#functions = new Map(functions.map((facts) => [facts.name, { facts, memoryMB: memoryOf(facts) }]));
    this.#wanted = new Map(wanted.map((one) => [one.name, one]));
    this.#rules = rules;
  }

  get functions(): FunctionFacts[] {
    return [...this.#functions.values()].map(({ facts }) => facts);
  }

  get live() {
    return liveWith(this.functions, this.#rules.quotaMB, this.#rules.others);
  }

  /**
   * Carries out a plan as an executor might: whatever is not told to wait may begin, and what has begun may end, at any time.
   * @param pick   a whole number from 0 up to, but not including, its parameter
   * @param turns  after so many it is killed: what has begun comes to its end, nothing else begins
   */
  run({ steps }: Pick<DeployPlan, 'steps'>, pick: (count: number) => number, turns = Infinity): void {
    const open = new Map(steps.map((step) => [step.id, step]));
    const running = new Map<string, () => void>();
    const done = new Set<string>();
    for (let turn = 0; turn < turns && open.size + running.size > 0; turn += 1) {
      const ready = [...open.values()].filter(({ after }) => after.every((id) => done.has(id)));
      const which = pick(ready.length + running.size);
      const step = ready[which];
      if (step) {
        open.delete(step.id);
        running.set(step.id, this.#begin(step));
      } else {
        const [id = '', end] = [...running][which - ready.length] ?? [];
        if (!end) throw new Error('nothing can begin, and nothing runs');
        end();
        running.delete(id);
        done.add(id);
      }
    }
    for (const end of running.values()) end();
  }

  /** What takes quota has it from the beginning; what gives it back, only at the end. */
  #begin(step: Step): () => void {
    const before = this.#functions.get(step.function);
    const after = this.#after(step, before);
    const put = (): void => {
      if (after) this.#functions.set(step.function, after);
      else this.#functions.delete(step.function);
    };
    if (takes(before) > takes(after)) return put;
    put();
    this.#assertQuota(step);
    return () => undefined;
  }

  #assertQuota({ id, function: name, work: { kind } }: Step): void {
    const claims = this.live.quota.claims;
    const claim = claims.find((one) => one.name === name);
    if (!claim) return;
    const account = { ...this.#rules.profile, accountQuotaMB: this.#rules.quotaMB, others: claims.filter((one) => one !== claim) };
    const fault = /Reserved$/.test(kind) ? reservedFault(account, claim) : kind === 'putProvisioned' ? provisionedFault(account, claim) : undefined;
    if (fault) throw new Error(`${id}: ${fault}`);
  }

  #versionOf(ref: VersionRef): string {
    const version = 'version' in ref ? ref.version : this.#made.get(ref.publishedBy);
    if (version === undefined) throw new Error('a version that nobody has published');
    return version;
  }

  #after(step: Step, before: Standing | undefined): Standing | undefined {
    const { work, function: name, id } = step;
    const wanted = this.#wanted.get(name);
    if (work.kind === 'createFunction') return this.#created(before, wanted);
    if (!before) throw new Error(`${id}: there is no such function`);
    const { facts, memoryMB } = before;
    const withFacts = (changes: Partial<FunctionFacts>): Standing => ({ ...before, facts: { ...facts, ...changes } });
    switch (work.kind) {
      case 'deleteFunction':
        return undefined;
      case 'updateCode':
        return withFacts({ contentHash: work.code.kind === 'package' ? work.code.contentHash : undefined, status: 'Active' });
      case 'updateConfiguration':
        return withFacts({ configuration: wanted?.configuration ?? {}, memoryMB: wanted?.memoryMB ?? 0 });
      case 'updateEventInvoke':
        return withFacts({ eventInvoke: wanted?.eventInvoke ?? facts.eventInvoke });
      case 'publish':
        return this.#published(id, before, work.description);
      case 'putReserved':
        return withFacts({ reservedMB: work.mb });
      case 'deleteReserved':
        return withFacts({ reservedMB: undefined });
      case 'putProvisioned':
        return provisionedAs(before, this.#versionOf(work.of), wanted?.provisioned);
      case 'deleteProvisioned':
        return this.#released(step, before, this.#versionOf(work.of));
      case 'moveAlias':
        return this.#moved(step, before, this.#versionOf(work.to), work.description ?? '');
      case 'awaitProvisioned': {
        const level = facts.provisioned.find(({ version }) => version === this.#versionOf(work.of));
        if ((level?.allocated ?? 0) < work.instances) throw new Error(`${id}: waits for ever`);
        return before;
      }
      case 'createTrigger':
      case 'updateTrigger':
      case 'deleteTrigger':
        return withFacts({ triggers: wanted?.triggers ?? [] });
      case 'verify':
        return { ...before, memoryMB };
    }
  }

  #created(before: Standing | undefined, wanted: DesiredFunction | undefined): Standing {
    if (before || !wanted) throw new Error('created twice, or unwanted');
    const { name, configuration, memoryMB, code } = wanted;
    const none = { reservedMB: undefined, provisioned: [], provisionedMB: {}, triggers: [], versions: [], statusReason: '' };
    const facts = { name, configuration, memoryMB, code, status: 'Active', modTime: '', eventInvoke: { retryNum: 2, msgTtlSec: 21_600 }, ...none };
    return { facts: { ...facts, contentHash: hashOf('a'), alias: { version: '$LATEST', additional: [], description: '' } }, memoryMB: {} };
  }

  /** @source S140 */
  #published(id: string, { facts, memoryMB }: Standing, description: string): Standing {
    const versions = facts.versions ?? [];
    const version = String(
      1 + Math.max(0, ...versions.map((one) => Number(one.version) || 0), ...facts.provisioned.map((one) => Number(one.version))),
    );
    this.#made.set(id, version);
    if (description !== markOf(facts, facts.contentHash)) throw new Error(`${id}: publishes what is not wanted`);
    return {
      facts: { ...facts, versions: [...versions, { version, description, status: 'Active' }] },
      memoryMB: { ...memoryMB, [version]: facts.memoryMB },
    };
  }

  #released({ id }: Step, before: Standing, version: string): Standing {
    const { alias } = before.facts;
    const serves = alias !== undefined && [alias.version, ...alias.additional].includes(version);
    // Of a function that goes altogether nothing need be ready.
    if (serves && !this.#rules.gap && this.#wanted.has(before.facts.name) && this.#isKept(before.facts))
      throw new Error(`${id}: takes instances from under traffic`);
    return provisionedAs(before, version, undefined);
  }

  /** It stays what it is: nothing of it is fixed otherwise. */
  #isKept({ name, configuration }: FunctionFacts): boolean {
    return this.#wanted.get(name)?.configuration['AsyncRunEnable'] === configuration['AsyncRunEnable'];
  }

  #moved({ id }: Step, before: Standing, version: string, description: string): Standing {
    const needed = this.#wanted.get(before.facts.name)?.provisioned;
    const level = before.facts.provisioned.find((one) => one.version === version);
    if (needed && (level?.available ?? 0) < (needed.tracking?.min ?? needed.instances))
      throw new Error(`${id}: sends traffic where nothing is ready`);
    const alias = { version, additional: [], description: description.replaceAll('{version}', version) };
    return { ...before, facts: { ...before.facts, alias } };
  }
}

function provisionedAs({ facts, memoryMB }: Standing, version: string, provisioned: Provisioned | undefined): Standing {
  const instances = provisioned?.tracking?.min ?? provisioned?.instances ?? 0;
  const others = facts.provisioned.filter((one) => one.version !== version);
  const rows: LiveProvisioned[] = provisioned ? [...others, row(version, instances, { schedule: provisioned.schedule })] : others;
  const known = { ...memoryMB, [version]: memoryMB[version] ?? facts.memoryMB };
  const provisionedMB = Object.fromEntries(rows.map((one) => [one.version, one.allocated * (known[one.version] ?? 0)]));
  return { facts: { ...facts, provisioned: rows, provisionedMB }, memoryMB: known };
}

/** Whatever model: a step that lowers either holds less. */
function takes(standing: Standing | undefined): number {
  if (!standing) return 0;
  const provisionedMB = Object.values(standing.facts.provisionedMB).reduce((sum, mb) => sum + mb, 0);
  return standing.facts.reservedMB ?? provisionedMB;
}
