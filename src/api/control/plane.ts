import assert from 'node:assert';
import { said } from '../../messages/api';
import type { InstanceId, RegionPlan, TimerPlan } from '../../scf';
import type { Region, RegionChange } from '../../region';
import { StoreFault } from '../../store';
import type { Action, Directory, KnownFunction } from '../action';
import { ApiError } from '../error';
import { accountActions } from './account';
import { Agenda, type SetAlarm } from './agenda';
import { aliasActions } from './aliases';
import { sharesNow, type QuotaShares } from './allocation';
import { CodeStore, hashOf } from './code';
import type { Control } from './control';
import { archiveOf, describingActions } from './describe';
import { Archive, type Documents } from './documents';
import { eventInvokeActions } from './eventInvoke';
import { controlLimits, type ControlLimits } from './figures';
import { functionActions } from './functions';
import { layerActions } from './layers';
import type { LoadOptions, LoadOutcome } from './loading';
import { namespaceActions } from './namespaces';
import { provisionedActions } from './provisioned';
import { quotaActions } from './quotas';
import { hasQualifier, versionFor } from './reading';
import { statusOf, type FunctionRecord } from './record';
import { refusal } from './refusal';
import { Registry } from './registry';
import { openingPlan } from './returning';
import { restore, type RestoreOutcome } from './restore';
import { Services } from './service';
import { planTimers, timersNow } from './timers';
import { triggerActions } from './triggers';
import { versionActions } from './versions';

/** What a control plane is made of. */
export interface ControlParts {
  /** Where what was made through the API outlives the process; with `flush`, it is on disk before it is answered. */
  readonly store: Documents;
  /** Folder for uploaded code, absolute; made when there is some. */
  readonly codeDir: string;
  /** ms since the Unix epoch, by the region's clock. */
  readonly nowMs: () => number;
  /** Of the whole region, which is opened with what `openingPlan` makes of it. */
  readonly plan: RegionPlan;
  readonly limits?: Partial<ControlLimits>;
  /** How long a function takes to be active after a change, ms; 0 unless said: it is so for the next request. @source S145 */
  readonly createDelayMs?: number;
  /** An alarm of its own, as a `Clock` has one. Without it timers fire only when something is asked. */
  readonly setAlarm?: SetAlarm;
}

/**
 * The control plane of a local region: which functions there are, with their code, versions, aliases, quotas, triggers and
 * namespaces. Changes go through the region, by the rules that the validator uses; what came through the API is kept.
 */
export class ControlPlane implements Directory {
  /** The actions of the API, by their names. */
  readonly actions: Readonly<Record<string, Action>>;
  readonly #parts: ControlParts;
  readonly #archive: Archive;
  readonly #registry: Registry;
  readonly #code: CodeStore;
  readonly #agenda: Agenda;
  readonly #control: Control;
  readonly #services: Services;
  #region: Region | undefined;
  #restoring = false;
  /** Code that no function refers to, with the instances that may still run it. */
  readonly #leaving = new Map<string, Set<InstanceId>>();

  constructor(parts: ControlParts) {
    const { store, codeDir, nowMs, plan, setAlarm = () => undefined } = parts;
    const limits = { ...controlLimits, ...parts.limits };
    this.#parts = parts;
    this.#archive = new Archive(store);
    this.#registry = new Registry(this.#archive, plan, nowMs());
    this.#code = new CodeStore(codeDir, limits);
    this.#agenda = new Agenda(nowMs, setAlarm);
    this.#control = this.#controlWith(limits);
    this.#services = new Services(this.#control);
    this.actions = this.#wrapped();
  }

  /** The region is open. */
  attach(region: Region): void {
    assert(!this.#region, 'a control plane has one region');
    this.#region = region;
    const { plan, store } = this.#parts;
    this.#services.adopt(openingPlan(plan, store).functions);
  }

  /** Bring back what was made through the API before. Once, after `attach` and `load`, and before events of that time run on. */
  async restore(): Promise<RestoreOutcome> {
    this.#restoring = true;
    // Those of the service come first, and with what the API gave to them.
    const own = this.#services.load(this.#parts.plan, {});
    const made = restore(this.#control, this.#archive);
    const outcome = { functions: [...own.added, ...made.functions], refused: [...own.refused, ...made.refused] };
    this.#registry.forgetLongAbsent(this.#parts.nowMs());
    const missing = [];
    for (const key of outcome.functions) {
      const record = this.#registry.get(key);
      if (record && !(await this.#codeIsThere(record))) {
        missing.push({
          function: key,
          code: 'InvalidParameterValue.Code',
          message: said('restore.noCode', { name: record.name, dir: this.#parts.codeDir }),
        });
      }
    }
    // What could not come back keeps its code, too.
    const written = new Set([...this.#archive.functions(), ...this.#archive.given()].flatMap(codesOf));
    await this.#code.removeUnused((sha256) => written.has(sha256) || this.#codes().has(sha256));
    // Last, and nothing is awaited after it: what fires while code is looked for would come before the events that waited.
    this.#restoring = false;
    for (const record of this.#registry.all()) planTimers(this.#control, record);
    this.#services.takeSchedules();
    return { ...outcome, refused: [...outcome.refused, ...missing] };
  }

  /** The functions of a `serverless.yml` are to be what it says now: at the start, on reload, and when another service joins. */
  load(service: RegionPlan, options: LoadOptions = {}): LoadOutcome {
    this.#agenda.settle();
    if (service.region === this.#parts.plan.region) this.#services.part(service);
    const outcome = this.#services.load(service, options);
    this.#control.region.welcome();
    return outcome;
  }

  /** A service leaves the region, with its functions. */
  unload(service: string): LoadOutcome {
    this.#agenda.settle();
    return this.#services.unload(service);
  }

  /** The timers of a service no longer fire, whatever becomes of them: it is about to leave. */
  hold(service: string): void {
    this.#services.hold(service);
  }

  /** When the next timer or schedule fires, ms since the Unix epoch; Infinity when there is none. */
  get nextMs(): number {
    return this.#agenda.nextMs;
  }

  /** Do what is due: timers, schedules, ends of creations. */
  settle(): void {
    this.#agenda.settle();
  }

  /** Nothing of it happens any more; to be called before the region is closed, which is not changed then. */
  close(): void {
    this.#agenda.close();
  }

  find(namespace: string, name: string): KnownFunction {
    this.#agenda.settle();
    return known(this.#registry.find(namespace, name));
  }

  get(key: string): KnownFunction | undefined {
    const record = this.#registry.get(key);
    return record && known(record);
  }

  all(): Iterable<KnownFunction> {
    return [...this.#registry.all()].map(known);
  }

  /** How the quotas of the region are divided now. */
  shares(): QuotaShares {
    return sharesNow(this.#control);
  }

  /** The timers that its file gave to a function, as the API has left them. */
  timersOf(key: string): readonly TimerPlan[] {
    const record = this.#registry.get(key);
    return record ? timersNow(record) : [];
  }

  /** The code of a version as a ZIP archive, with its SHA-256 in hex. @throws ApiError */
  async codeOf(namespace: string, name: string, qualifier: string): Promise<{ readonly zip: Buffer; readonly sha256: string }> {
    const record = this.#registry.find(namespace, name);
    const zip = await archiveOf(this.#control, record, versionFor(record, qualifier));
    return { zip, sha256: hashOf(zip) };
  }

  #controlWith(limits: ControlLimits): Control {
    const { plan, nowMs, createDelayMs = 0 } = this.#parts;
    const regionNow = (): Region => {
      assert(this.#region, 'a control plane acts on a region that is open');
      return this.#region;
    };
    const control: Control = {
      plan,
      limits,
      registry: this.#registry,
      code: this.#code,
      agenda: this.#agenda,
      createDelayMs,
      totalMB: plan.profile.accountQuotaMB,
      nowMs,
      get region() {
        return regionNow();
      },
      change: (change: RegionChange, codes = {}) => {
        const fault = regionNow().configure(change);
        if (fault) throw refusal(control, change, fault, codes);
      },
      mayFire: ({ service }) => !this.#restoring && !this.#services.holds(service),
      keepTotal: (totalMB) => this.#archive.putTotal({ totalMB, configuredMB: plan.profile.accountQuotaMB }),
      sweep: (sha256, functionKey) => this.#sweep(sha256, functionKey),
    };
    return control;
  }

  #wrapped(): Readonly<Record<string, Action>> {
    const groups = [functionActions, describingActions, versionActions, aliasActions, quotaActions, provisionedActions];
    const others = [accountActions, eventInvokeActions, triggerActions, namespaceActions];
    const all = [layerActions, ...[...groups, ...others].map((group) => group(this.#control))];
    return Object.fromEntries(all.flatMap((actions) => Object.entries(actions).map(([name, action]) => [name, this.#durable(action)])));
  }

  /** What was answered is on disk, and what is due is done before. */
  #durable(action: Action): Action {
    return async (params, call) => {
      this.#agenda.settle();
      try {
        const answer = await action(params, call);
        await this.#flush();
        return answer;
      } finally {
        await this.#clean();
      }
    };
  }

  /** @throws ApiError */
  async #flush(): Promise<void> {
    try {
      await this.#archive.flush();
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      throw new ApiError('InternalError', said('wire.notWritten', { kind: error.kind }));
    }
  }

  #sweep(sha256: string, functionKey: string | undefined): void {
    const instances = this.#leaving.get(sha256) ?? new Set();
    this.#leaving.set(sha256, instances);
    if (functionKey !== undefined) for (const { id } of this.#region?.instances(functionKey) ?? []) instances.add(id);
  }

  /** Forget code that nothing can run any more: an old instance may load parts of it until it ends. @source S116 */
  async #clean(): Promise<void> {
    for (const sha256 of [...this.#leaving.keys()]) {
      if (this.#mayRun(sha256)) continue;
      this.#leaving.delete(sha256);
      // A folder that cannot be removed now is removed when the region is opened again.
      await this.#code.remove(sha256, () => this.#codes().has(sha256) || this.#mayRun(sha256)).catch(() => undefined);
    }
  }

  /** Asked anew each time: while one is removed, another may come back into use, be called, and leave again. */
  #mayRun(sha256: string): boolean {
    const instances = this.#leaving.get(sha256);
    return instances !== undefined && instances.size > 0 && this.#control.region.instances().some(({ id }) => instances.has(id));
  }

  /** Also of services that have left, and may come again. */
  #codes(): Set<string> {
    return new Set([...this.#registry.all(), ...this.#archive.given()].flatMap(codesOf));
  }

  async #codeIsThere(record: FunctionRecord): Promise<boolean> {
    for (const sha256 of codesOf(record)) if (!(await this.#code.has(sha256))) return false;
    return true;
  }
}

function codesOf({ latest, versions }: FunctionRecord): string[] {
  return [latest, ...versions.values()].flatMap(({ code }) => (code.kind === 'zip' ? [code.sha256] : []));
}

function known(record: FunctionRecord): KnownFunction {
  const { key, name, namespace, service, addMs, latest } = record;
  const createdMs = service === undefined ? addMs : undefined;
  return { key, name, namespace, createdMs, plan: latest.plan, status: statusOf(record), has: (qualifier) => hasQualifier(record, qualifier) };
}
