import { isDeepStrictEqual } from 'node:util';
import { said } from '../../messages/api';
import { DEFAULT_ALIAS, LATEST, PUBLISHED, versionsOf, type FunctionPlan, type RegionPlan } from '../../scf';
import { ApiError } from '../error';
import type { Control } from './control';
import { undeploy } from './deploy';
import { givenKey } from './documents';
import { exchangeSteps } from './exchange';
import { functionId } from './functionId';
import { nothingKept } from './kept';
import { partNamesakes } from './namesakes';
import { beginSchedule, provisioningSteps } from './loadedProvisioning';
import { carryOut, type LoadOptions, type LoadOutcome, type Step } from './loading';
import { planProvisioning } from './provisionTimes';
import type { Deployment, FunctionRecord, Loaded } from './record';
import { bringBack, provision, reserve, reserveInstead } from './revive';
import { returning } from './returning';
import { published } from './published';
import { declareTimers, holdTimers, planTimers } from './timers';

/** The functions of services: written in `serverless.yml`, and read again whenever it or their code changes. */
export class Services {
  readonly #control: Control;
  readonly #loaded = new Map<string, Map<string, Loaded>>();
  /** Services that are about to leave. */
  readonly #held = new Set<string>();
  #configuredMB: number;

  constructor(control: Control) {
    this.#control = control;
    this.#configuredMB = control.plan.profile.accountQuotaMB;
  }

  /** Functions that the region was opened with. */
  adopt(plans: readonly FunctionPlan[]): void {
    const { service } = this.#control.plan;
    for (const plan of plans) this.#add(service, plan).known.regional = plan.schedule.length > 0;
  }

  /** The schedules that the region was opened with are kept here from now on: its own clock stands still while the machine sleeps. @source S135 */
  takeSchedules(): void {
    for (const [key, known] of [...this.#loaded.values()].flatMap((loaded) => [...loaded])) {
      const record = this.#control.registry.get(key);
      if (!known.regional || !record || known.deployed === undefined) continue;
      planProvisioning(this.#control, record, known.deployed);
      known.regional = false;
    }
  }

  /** Nothing new is to begin in a service that is about to leave, until it has left. */
  hold(service: string): void {
    const keys = [...(this.#loaded.get(service)?.keys() ?? [])];
    // One that has left already may come again.
    if (keys.length === 0) return;
    this.#held.add(service);
    for (const key of keys) holdTimers(this.#control, key);
  }

  /** @param service  of a function; undefined: of none */
  holds(service: string | undefined): boolean {
    return service !== undefined && this.#held.has(service);
  }

  /** What waited for a function of another stage is not for the one that comes now, under the same key. */
  part(service: RegionPlan): void {
    const { region, registry, plan, nowMs } = this.#control;
    const placed = service.functions.map((fn) => this.#placed(service, fn)).filter(({ key }) => !registry.get(key));
    const coming = placed.map((fn) => ({ ...fn, namespace: fn.namespace ?? plan.namespace }));
    partNamesakes(registry.sightings, coming, nowMs(), (from, to) => region.handOver(from, to));
  }

  load(service: RegionPlan, options: LoadOptions): LoadOutcome {
    const { plan } = this.#control;
    const outcome = { added: [], changed: [], quotas: [], removed: [], refused: [], restart: [] as LoadOutcome['restart'][number][] };
    if (service.region !== plan.region) {
      const message = said('services.region', { service: service.service, region: service.region, own: plan.region });
      return { ...outcome, refused: [{ function: undefined, code: 'UnsupportedRegion', message }], restart: ['region'] };
    }
    this.#control.registry.host(service.namespace, this.#control.nowMs());
    const own = service.service === plan.service;
    if (own && !isDeepStrictEqual({ ...service.profile, accountQuotaMB: 0 }, { ...plan.profile, accountQuotaMB: 0 })) outcome.restart.push('profile');
    if (own && !isDeepStrictEqual(service.allocated, plan.allocated)) outcome.restart.push('allocated');
    return carryOut(this.#control, [...(own ? this.#totalSteps(service) : []), ...this.#functionSteps(service, options)], outcome);
  }

  unload(service: string): LoadOutcome {
    const steps = [...(this.#loaded.get(service)?.keys() ?? [])].map((key) => this.#removal(service, key, true));
    this.#held.delete(service);
    return carryOut(this.#control, steps, { added: [], changed: [], quotas: [], removed: [], refused: [], restart: [] });
  }

  /** What the API has set counts until `serverless.yml` says something else. @source S26 */
  #totalSteps({ profile: { accountQuotaMB } }: RegionPlan): Step[] {
    if (accountQuotaMB === this.#configuredMB) return [];
    const act = (): void => {
      if (accountQuotaMB !== this.#control.totalMB) this.#control.change({ kind: 'total', totalMB: accountQuotaMB });
      this.#control.totalMB = accountQuotaMB;
      this.#configuredMB = accountQuotaMB;
    };
    return [{ phase: accountQuotaMB > this.#control.totalMB ? 'raiseTotal' : 'lowerTotal', function: undefined, in: 'quotas', act }];
  }

  #functionSteps(service: RegionPlan, options: LoadOptions): Step[] {
    const wanted = new Map(service.functions.map((fn) => this.#placed(service, fn)).map((plan) => [plan.key, plan]));
    const loaded = this.#loaded.get(service.service) ?? new Map<string, Loaded>();
    const gone = [...loaded.keys()].filter((key) => !wanted.has(key)).map((key) => this.#removal(service.service, key, true));
    const back = returning(this.#control, service.service, wanted);
    const exchanged = exchangeSteps(this.#control, this.#staying(loaded, wanted));
    const others = [...wanted.values()].flatMap((plan): Step[] => {
      const known = loaded.get(plan.key);
      const record = this.#control.registry.get(plan.key);
      // The API may have deleted it meanwhile.
      if (!known || !record) return this.#coming(service.service, plan, back.get(plan.key));
      const { codeChanged = [] } = options;
      const recoded = codeChanged === 'all' || codeChanged.some((key) => this.#keyOf(service, key) === plan.key);
      return this.#changes(service.service, record, known, plan, recoded, options);
    });
    return [...gone, ...exchanged, ...others];
  }

  /** Functions that are there and are not made anew. @source S76 */
  #staying(loaded: ReadonlyMap<string, Loaded>, wanted: ReadonlyMap<string, FunctionPlan>): { record: FunctionRecord; plan: FunctionPlan }[] {
    return [...wanted.values()].flatMap((plan) => {
      const record = this.#control.registry.get(plan.key);
      return record && loaded.get(plan.key)?.declared.asyncRun === plan.asyncRun ? [{ record, plan }] : [];
    });
  }

  /** A function of a service as the region has it. @source S5: one region, whatever the services */
  #placed(service: RegionPlan, fn: FunctionPlan): FunctionPlan {
    const { plan } = this.#control;
    const namespace = fn.namespace ?? service.namespace;
    const codeDir = fn.codeDir ?? service.codeDir;
    return {
      ...fn,
      key: this.#keyOf(service, fn.key),
      ...(namespace === plan.namespace ? {} : { namespace }),
      ...(codeDir === plan.codeDir ? {} : { codeDir }),
    };
  }

  #keyOf({ service }: RegionPlan, key: string): string {
    return service === this.#control.plan.service ? key : `${service}/${key}`;
  }

  /** @param leaves  with its service, or it is only no longer in its file: it may come again */
  #removal(service: string, key: string, leaves = false): Step {
    const act = (): void => {
      const record = this.#control.registry.get(key);
      if (record) undeploy(this.#control, record, leaves);
      this.#loaded.get(service)?.delete(key);
    };
    return { phase: 'remove', function: key, in: 'removed', act };
  }

  /** @param back  as it was when it was last here, where the API had given it something */
  #coming(service: string, plan: FunctionPlan, back: FunctionRecord | undefined): Step[] {
    return back?.loaded ? this.#return(service, back, back.loaded, plan) : [this.#creation(service, plan)];
  }

  /** It comes with its versions and aliases, and what `serverless.yml` says otherwise by now is done then. */
  #return(service: string, record: FunctionRecord, known: Loaded, plan: FunctionPlan): Step[] {
    const control = this.#control;
    const act = (): void => {
      this.#assertNameFree(plan);
      control.registry.host(record.namespace, record.addMs);
      bringBack(control, record);
      this.#remember(service, plan.key, known);
      planTimers(control, record);
    };
    // A region that opens is a deploy: the code is that of the folder.
    const changes = this.#changes(service, record, known, plan, record.latest.code.kind !== 'folder', {});
    if (known.deployed !== undefined && changes.some(({ phase }) => phase === 'raiseProvisioned')) record.provisioned.delete(known.deployed);
    const step = { function: record.key, in: 'added' } as const;
    const provisioning = [...record.provisioned.keys()].map((version): Step => {
      const again = (): void => {
        provision(control, record, version);
        planProvisioning(control, record, version);
      };
      return { ...step, phase: 'raiseProvisioned', act: again };
    });
    return [{ ...step, phase: 'return', act }, ...this.#reservationAgain(record, plan), ...provisioning, ...changes];
  }

  /** What was reserved for it, and, where that does not fit any more, what `serverless.yml` reserves. @source S16, S26 */
  #reservationAgain(record: FunctionRecord, { reservedMB }: FunctionPlan): Step[] {
    const step = { function: record.key, in: 'added', phase: 'raiseReserved' } as const;
    const own: Step = { ...step, act: () => reserve(this.#control, record) };
    if (record.reservedMB === undefined || record.reservedMB === reservedMB) return [own];
    const ofApi: Step = { ...own, reservation: { by: 'api', otherwiseMB: reservedMB } };
    if (reservedMB === undefined) return [ofApi];
    return [ofApi, { ...step, act: () => reserveInstead(this.#control, record, reservedMB), reservation: { by: 'file' } }];
  }

  #remember(service: string, key: string, known: Loaded): void {
    const all = this.#loaded.get(service) ?? new Map<string, Loaded>();
    this.#loaded.set(service, all.set(key, known));
  }

  #creation(service: string, plan: FunctionPlan): Step {
    const act = (): void => {
      this.#assertNameFree(plan);
      // Its schedule is kept here, where it can be changed.
      this.#control.change({ kind: 'function', plan: { ...plan, schedule: [] } });
      const { record, known } = this.#add(service, { ...plan, schedule: [] });
      known.declared = plan;
      if (plan.schedule.length > 0) beginSchedule(this.#control, record, known, plan);
      planTimers(this.#control, record);
    };
    return { phase: 'create', function: plan.key, in: 'added', act };
  }

  /** Its name may belong to a function of the API, or of another service. */
  #assertNameFree(plan: FunctionPlan): void {
    const namespace = plan.namespace ?? this.#control.plan.namespace;
    const other = this.#control.registry.named(namespace, plan.name);
    if (!other || other.key === plan.key) return;
    throw new ApiError('ResourceInUse.Function', said('services.taken', { name: plan.name, namespace, service: other.service }));
  }

  #add(service: string, plan: FunctionPlan): { readonly record: FunctionRecord; readonly known: Loaded } {
    const { registry, plan: region } = this.#control;
    const nowMs = this.#control.nowMs();
    const latest = deploymentFor(plan, plan.codeDir ?? region.codeDir);
    const deployed = versionsOf(plan).find((version) => version === PUBLISHED);
    const { provisionedInstances: instances, tracking, schedule: actions } = plan;
    const known: Loaded = { declared: plan, deployed, regional: false, kept: false };
    const named = { key: plan.key, name: plan.name, namespace: plan.namespace ?? region.namespace };
    const { id, addMs } = registry.sightings.of(named) ?? { id: idOf(service, named), addMs: nowMs };
    const record: FunctionRecord = {
      ...named,
      id,
      service,
      loaded: known,
      addMs,
      modMs: nowMs,
      latest,
      versions: new Map(deployed === undefined ? [] : [[deployed, { ...latest, addMs, modMs: nowMs }]]),
      published: deployed === undefined ? 0 : 1,
      aliases: new Map([[DEFAULT_ALIAS, { version: deployed ?? LATEST, routing: undefined, description: '', addMs, modMs: nowMs }]]),
      reservedMB: plan.reservedMB,
      provisioned: new Map(deployed === undefined ? [] : [[deployed, { instances, tracking, actions }]]),
      triggers: [],
      tags: [],
      activity: undefined,
    };
    declareTimers(this.#control, record, plan.timers);
    registry.host(record.namespace, nowMs);
    registry.adopt(record);
    this.#remember(service, plan.key, known);
    return { record, known };
  }

  #changes(service: string, record: FunctionRecord, known: Loaded, plan: FunctionPlan, recoded: boolean, { underWay }: LoadOptions): Step[] {
    const { declared } = known;
    if (plan.asyncRun !== declared.asyncRun) return this.#renewal(service, record, known, plan, underWay);
    // A schedule that the region keeps is for one version, so another one comes with another version.
    const rescheduled = known.regional && !isDeepStrictEqual(plan.schedule, declared.schedule);
    const configured = recoded || rescheduled || !isDeepStrictEqual(published(plan), published(declared));
    const steps = configured ? [this.#configuration(record, known, plan)] : [];
    return [
      ...steps,
      ...this.#timers(record, known, plan),
      ...this.#reservation(record, known, plan),
      ...provisioningSteps(this.#control, record, known, plan, configured),
    ];
  }

  /** Asynchronous execution is fixed when a function is created: so it is made anew, unless events would be lost. @source S76 */
  #renewal(service: string, record: FunctionRecord, known: Loaded, plan: FunctionPlan, underWay: LoadOptions['underWay']): Step[] {
    const events = underWay?.(record.key);
    const busy = this.#control.region.instances(record.key).some(({ requestIds }) => requestIds.length > 0);
    if (events === 0 && !busy)
      return [
        { ...this.#removal(service, record.key), in: 'changed' },
        { ...this.#creation(service, plan), in: 'changed' },
      ];
    const act = (): void => {
      const count = events === 0 ? undefined : events;
      throw new ApiError('UnsupportedOperation.AsyncRunEnable', said('services.asyncFixed', { name: record.name, events: count }));
    };
    // Its timers may be what keeps it busy.
    return [{ phase: 'configure', function: record.key, in: 'changed', act }, ...this.#timers(record, known, plan)];
  }

  #configuration(record: FunctionRecord, known: Loaded, plan: FunctionPlan): Step {
    const act = (): void => {
      this.#assertNameFree(plan);
      const { plan: region, registry } = this.#control;
      const latest = deploymentFor({ ...plan, schedule: [] }, plan.codeDir ?? region.codeDir);
      this.#control.change({ kind: 'function', plan: latest.plan });
      const before = record.latest.code;
      record.latest = latest;
      known.regional = false;
      record.modMs = this.#control.nowMs();
      const namespace = plan.namespace ?? region.namespace;
      registry.host(namespace, record.modMs);
      registry.rename(record, namespace, plan.name);
      const { reservedMB, provisionedInstances, schedule, tracking, timers } = known.declared;
      known.declared = { ...plan, reservedMB, provisionedInstances, schedule, tracking, timers };
      if (before.kind === 'zip') this.#control.sweep(before.sha256, record.key);
    };
    return { phase: 'configure', function: record.key, in: 'changed', act };
  }

  /** Triggers belong to no version: another time is no reason to publish one. */
  #timers(record: FunctionRecord, known: Loaded, { timers }: FunctionPlan): Step[] {
    if (isDeepStrictEqual(timers, known.declared.timers)) return [];
    const act = (): void => {
      const was = known.declared.timers;
      known.declared = { ...known.declared, timers };
      declareTimers(this.#control, record, timers, was);
      planTimers(this.#control, record);
      record.modMs = this.#control.nowMs();
    };
    return [{ phase: 'configure', function: record.key, in: 'changed', act }];
  }

  #reservation(record: FunctionRecord, known: Loaded, { reservedMB }: FunctionPlan): Step[] {
    if (reservedMB === known.declared.reservedMB) return [];
    const lower = record.reservedMB !== undefined && (reservedMB ?? 0) <= record.reservedMB;
    const act = (): void => {
      this.#control.change({ kind: 'reserved', function: record.key, reservedMB });
      record.reservedMB = reservedMB;
      record.unfitMB = undefined;
      known.declared = { ...known.declared, reservedMB };
    };
    return [{ phase: lower ? 'lowerReserved' : 'raiseReserved', function: record.key, in: 'quotas', act }];
  }
}

function deploymentFor(plan: FunctionPlan, dir: string): Deployment {
  return { plan, description: '', code: { kind: 'folder', dir }, kept: nothingKept };
}

/** The same on every machine and at every start, also where nothing is kept. */
function idOf(service: string, named: Parameters<typeof givenKey>[0]): string {
  return functionId(`${service} ${givenKey(named)}`);
}
