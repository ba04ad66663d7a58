import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createApi, MetricsObserver, RequestFeed, serve, type Api, type Served } from '../api';
import { codeRoutes, ControlPlane, openingPlan, partOwnNamesakes, type QuotaShares } from '../api/control';
import type { Credential, SignatureMode } from '../api/signature';
import { RealClock, WallClock } from '../clock';
import { History } from '../history';
import type { Lang } from '../messages';
import type { Said } from '../messages/text';
import { stream } from '../random';
import { observers, Region, type Recovered, type RegionObserver, type Terminated } from '../region';
import type { RegionPlan, RequestId, TimerPlan } from '../scf';
import { MemoryStore, openStore, type Store, type StoreFault } from '../store';
import { Activity } from './activity';
import { OfflineFault } from './fault';
import { happeningsOf, type Happening } from './happenings';
import { holdBack } from './hold';
import { homeOf } from './home';
import { isOnlyCounted, LocalRuntime } from './localRuntime';
import { prefixOf, Services } from './services';
import type { CodeChange, FunctionStatus, Reloaded, RunningEvent, Serving, StillWaiting } from './serving';
import { unheeded } from './unheeded';

/** What an offline region is opened with. */
export interface OfflineParts {
  /** Folder of the service; absolute. */
  readonly dir: string;
  readonly plan: RegionPlan;
  readonly lang: Lang;
  /** The environment that we run in; instances get only what programs need to start. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: string;
  /** Names, besides those of this machine, by which it may be called. */
  readonly allowedHosts?: readonly string[];
  /** 0: any that is free. */
  readonly port: number;
  readonly seed: number;
  /** Keep events in memory. */
  readonly ephemeral: boolean;
  readonly signature: SignatureMode;
  readonly credentials: readonly Credential[];
  readonly rateLimits: boolean;
  /** Of this package. */
  readonly version: string;
  /** Lets other services of this user join. */
  readonly token: string;
  readonly ears: OfflineEars;
}

/** Who is told what happens. */
export interface OfflineEars {
  happened(happening: Happening, sinceOpenedMs: number): void;
  /** A line that a function wrote; undefined: nobody listens to those. */
  readonly wrote: ((functionKey: string, requestId: string | undefined, text: string) => void) | undefined;
  /** An event could not be kept, and was refused. */
  notKept(requestId: string, fault: unknown): void;
  /** What nobody waits for cannot be written; undefined: it can be again. */
  storeFault(fault: StoreFault | undefined): void;
  /** The file of events had turned out to be damaged, and has this name now that it is closed. */
  setAside(file: string): void;
  /** The endpoint has something to say. */
  warn(said: Said): void;
}

/** How long a connection may take to end once nothing runs any more, ms. */
const closeMs = 500;

/** Events of one function that wait in memory; the others of its queue are in the store alone. */
const waitingMax = 10_000;

/**
 * Opens the region of a service and puts it on a port: what was waiting when it was closed last goes on.
 * @throws OfflineFault when the port cannot be had, StoreFault when events cannot be kept
 */
export async function openOffline(parts: OfflineParts): Promise<Offline> {
  const { dir, plan, ephemeral, ears } = parts;
  const nowMs = (): number => Date.now();
  const home = await homeOf(dir, plan.region, ephemeral);
  const { store, setAside } = ephemeral
    ? { store: new MemoryStore(), setAside: undefined }
    : await openStore({ dir: home, nowMs, onFault: (fault) => ears.storeFault(fault), onSetAside: (file) => ears.setAside(file) });
  const offline = new Offline(parts, home, store, setAside);
  try {
    await offline.open();
    return offline;
  } catch (error) {
    await offline.close();
    throw error;
  }
}

/** The region of a service with all that belongs to it: store, history, control plane, endpoint. */
export class Offline implements Serving {
  /** When the region was opened, ms since the Unix epoch. */
  readonly openedMs: number;
  /** Never by itself. */
  readonly gone = new Promise<void>(() => undefined);
  /** The name that a damaged file of events has been given. */
  readonly setAside: string | undefined;
  recovered: Recovered = { waiting: 0, running: 0, away: 0 };
  /** What could not be brought back. */
  restored: Reloaded = { refused: [], restart: [] };
  readonly #parts: OfflineParts;
  readonly #store: Store;
  readonly #clock = new RealClock();
  readonly #activity = new Activity(() => this.#clock.nowMs());
  readonly #runtime: LocalRuntime;
  readonly #region: Region;
  readonly #control: ControlPlane;
  readonly #services: Services;
  readonly #api: Api;
  #served: Served | undefined;
  /** Calls are taken from when it has been brought back until it is drained. */
  #taking = false;
  #closing: Promise<void> | undefined;
  #tellClosing: () => void = () => undefined;
  /** Resolves when it begins to close. */
  readonly #closes = new Promise<void>((resolve) => (this.#tellClosing = resolve));

  /** @param home  where its code is kept */
  constructor(parts: OfflineParts, home: string, store: Store, setAside: string | undefined) {
    const { plan, lang, env, seed, ears } = parts;
    this.#parts = parts;
    this.#store = store;
    this.setAside = setAside;
    const nowMs = (): number => this.#clock.nowMs();
    partOwnNamesakes(plan, store, Date.now());
    const history = new History({ store, nowMs });
    const feed = new RequestFeed();
    const metrics = new MetricsObserver(nowMs);
    // Timers and schedules are due at times of day, also after the machine has slept. (S135, S220)
    const wall = new WallClock();
    this.#runtime = new LocalRuntime(lang, env, plan);
    this.#control = new ControlPlane({
      store,
      codeDir: join(home, 'code'),
      nowMs: () => wall.nowMs(),
      plan,
      setAlarm: (atMs, ring) => wall.setAlarm(atMs, ring),
    });
    this.#services = new Services(this.#serviceHost());
    const telling = happeningsOf(
      (requestId) => history.get(requestId)?.function,
      (happening) => this.#tell(happening),
    );
    const notKept: RegionObserver = { notKept: (requestId, fault) => ears.notKept(requestId, fault) };
    this.openedMs = nowMs();
    const draws = stream(seed, 'region');
    this.#region = new Region({
      plan: openingPlan(plan, store),
      clock: this.#clock,
      runtime: this.#runtime,
      random: () => draws.uniform(),
      newRequestId: () => randomUUID() as RequestId,
      provisionedMax: (key) => (this.#isOnlyCounted(key) ? 0 : Infinity),
      store,
      waitingMax,
      observer: observers(history, feed, metrics, telling, this.#writing(), this.#activity.observer, notKept),
    });
    this.#control.attach(this.#region);
    this.#api = this.#apiWith(history, feed, metrics);
  }

  get origin(): string {
    return this.#served?.origin ?? '';
  }

  /** Where events are kept; undefined: in memory. */
  get file(): string | undefined {
    return this.#store.file;
  }

  /** Brings back what was, and listens. @throws OfflineFault */
  async open(): Promise<void> {
    const { host, port } = this.#parts;
    // The port first: without it nothing is to begin.
    this.#served = await listening(this.#api, host, port);
    const { refused } = await this.#control.restore();
    this.restored = { refused, restart: [] };
    this.recovered = this.#region.recover();
    this.#taking = true;
  }

  sinceOpenedMs(): number {
    return this.#region.sinceOpenedMs();
  }

  /** How the quotas are divided now. */
  shares(): QuotaShares {
    return this.#control.shares();
  }

  /** The timers that its file gave to a function, as the API has left them. */
  timersOf(key: string): readonly TimerPlan[] {
    return this.#control.timersOf(key);
  }

  reload(plan: RegionPlan, { codeChanged }: CodeChange): Promise<Reloaded> {
    if (codeChanged.length > 0) this.#runtime.codeChanged();
    if (plan.service === this.#parts.plan.service) this.#runtime.configure(plan);
    const { refused, restart } = this.#control.load(plan, { codeChanged, underWay: (key) => this.#underWay(key) });
    return Promise.resolve({ refused, restart });
  }

  status(): Promise<readonly FunctionStatus[]> {
    return Promise.resolve(this.#statusOf(this.#keys()));
  }

  running(): Promise<readonly RunningEvent[]> {
    return Promise.resolve(this.#runningOf(() => true));
  }

  terminate(requestId: string, grace: boolean): Promise<Terminated> {
    return Promise.resolve(this.#region.terminate(requestId as RequestId, { grace }));
  }

  ranJustNow(): Promise<boolean> {
    return Promise.resolve(this.#activity.ranJustNow(this.#region, (key) => !this.#services.brought(key)));
  }

  /** @source S116: what runs goes on; what waits is in the store */
  async drain(): Promise<StillWaiting> {
    this.#taking = false;
    this.#control.close();
    await Promise.race([this.#region.drain(), this.#closes]);
    // Somebody has lost patience: the store can no longer be asked.
    if (this.#closing) return { waiting: 0, absent: 0 };
    const counts = this.#store.counts({ states: ['WAITING'] });
    const sum = (some: typeof counts): number => some.reduce((total, { count }) => total + count, 0);
    return { waiting: sum(counts), absent: sum(counts.filter(({ function: key }) => !this.#comesByItself(key))) };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    this.#tellClosing();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#taking = false;
    this.#control.close();
    await this.#region.close();
    await this.#served?.close();
    await this.#store.close();
  }

  #apiWith(history: History, feed: RequestFeed, metrics: MetricsObserver): Api {
    const { plan, signature, credentials, token, rateLimits, allowedHosts = [], ears } = this.#parts;
    return createApi({
      region: this.#region,
      history,
      directory: this.#control,
      takesCalls: () => this.#taking,
      actions: this.#control.actions,
      regionNames: [plan.region],
      profile: plan.profile,
      signature,
      credentials,
      token,
      allowedHosts,
      rateLimits,
      feed,
      metrics,
      extend: (app) => {
        codeRoutes(this.#control)(app);
        this.#services.routes(app);
      },
      warn: (warning) => ears.warn(warning),
      nowMs: () => this.#clock.nowMs(),
      newRequestId: () => randomUUID() as RequestId,
    });
  }

  #tell(happening: Happening): void {
    const sinceOpenedMs = this.#region.sinceOpenedMs();
    if (this.#services.tell(happening.function, () => ({ kind: 'happened', happening, sinceOpenedMs }))) return;
    this.#parts.ears.happened(happening, sinceOpenedMs);
  }

  #writing(): RegionObserver {
    const { wrote } = this.#parts.ears;
    return {
      line: (text, functionKey, requestId) => {
        if (!this.#services.tell(functionKey, () => ({ kind: 'wrote', function: functionKey, requestId, text })))
          wrote?.(functionKey, requestId, text);
      },
    };
  }

  #serviceHost(): ConstructorParameters<typeof Services>[0] {
    const { plan, token, version, seed } = this.#parts;
    const inService = (service: string): string[] => this.#keys().filter((key) => key.startsWith(prefixOf(service)));
    return {
      token,
      version,
      service: plan.service,
      about: () => ({ profile: plan.profile.name, seed, openedMs: this.openedMs }),
      load: (joining, change) => this.reload(joining, change),
      shares: () => this.shares(),
      timersOf: (key) => this.timersOf(key),
      unheeded: (joining) => unheeded(joining, plan),
      unload: (service) => this.#control.unload(service),
      holdBack: (service) => {
        this.#control.hold(service);
        holdBack(this.#region, inService(service));
      },
      status: (service) => this.#statusOf(inService(service)),
      running: (service) => this.#runningOf((key) => key.startsWith(prefixOf(service))),
      ranJustNow: (service) => this.#activity.ranJustNow(this.#region, (key) => key.startsWith(prefixOf(service))),
      terminate: (requestId, grace) => this.#region.terminate(requestId as RequestId, { grace }),
    };
  }

  #keys(): string[] {
    return [...this.#control.all()].map(({ key }) => key);
  }

  /** A function that the next start brings: of this service, or made through the API. */
  #comesByItself(key: string): boolean {
    return this.#control.get(key) !== undefined && !this.#services.brought(key);
  }

  #isOnlyCounted(key: string): boolean {
    const plan = this.#parts.plan.functions.find((fn) => fn.key === key) ?? this.#control.get(key)?.plan;
    return plan !== undefined && isOnlyCounted(plan);
  }

  #underWay(key: string): number {
    const busy = this.#region.instances(key).reduce((total, { requestIds }) => total + requestIds.length, 0);
    return busy + this.#waiting(key);
  }

  #waiting(key: string): number {
    return this.#store.counts({ function: key, states: ['WAITING'] }).reduce((total, { count }) => total + count, 0);
  }

  #statusOf(keys: readonly string[]): FunctionStatus[] {
    return keys.map((key) => {
      const { alive, busyMB, throttledByQuota, throttledByBurst, throttledByQps, throttledByRamp } = this.#region.levels(key);
      const busy = this.#region.instances(key).filter(({ requestIds }) => requestIds.length > 0).length;
      const throttledByRate = throttledByBurst + throttledByQps + throttledByRamp;
      return { function: key, instances: alive, busy, busyMB, waiting: this.#waiting(key), throttledByQuota, throttledByRate };
    });
  }

  #runningOf(isMeant: (key: string) => boolean): RunningEvent[] {
    const nowMs = this.#clock.nowMs();
    const { events } = this.#store.events({ states: ['RUNNING'], asyncRun: true, orderBy: 'startMs', order: 'ASC' });
    return events
      .filter((event) => isMeant(event.function))
      .map(({ requestId, function: key, startMs = nowMs }) => ({ requestId, function: key, forMs: nowMs - startMs }));
  }
}

async function listening(api: Api, host: string, port: number): Promise<Served> {
  try {
    return await serve(api, { host, port, patience: { closeMs } });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new OfflineFault({ kind: 'portTaken', port, host }, { cause: error });
    if (code === undefined) throw error;
    throw new OfflineFault({ kind: 'noListen', port, host, why: message }, { cause: error });
  }
}
