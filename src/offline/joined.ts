import assert from 'node:assert';
import type { QuotaShares } from '../api/control';
import type { Lang } from '../messages/text';
import type { Terminated } from '../region';
import type { RegionPlan, TimerPlan } from '../scf';
import { findRunning, type LiveAddress } from './address';
import { OfflineFault, RegionGone } from './fault';
import { json, ndjson, type RegionRequest } from './ndjson';
import { prefixOf, type Joined, type JoinRequest, type ServiceLine } from './services';
import type { CodeChange, FunctionStatus, Reloaded, RunningEvent, Serving, StillWaiting } from './serving';

/** How often a region is asked whether something still runs, ms. */
const lookMs = 200;

/** A service that is to join the region of another one. */
export interface Joining {
  /** Folder of the service whose region it is; absolute. */
  readonly regionOf: string;
  readonly plan: RegionPlan;
  /** Of this package. */
  readonly version: string;
  readonly hear: (line: ServiceLine) => void;
  /** Of whoever reads why it is refused. */
  readonly lang: Lang;
}

/** A part of another service's region. */
export interface JoinedServing extends Serving {
  readonly host: LiveAddress;
  readonly prefix: string;
  /** What the region made of the service. */
  readonly joined: Joined;
  /** How the region's quotas are divided, as far as this service is concerned. */
  readonly shares: QuotaShares;
  /** The timers that its file gave to a function, as the API has left them. */
  timersOf(key: string): readonly TimerPlan[];
}

/** @throws OfflineFault */
export async function joinRegion(joining: Joining): Promise<JoinedServing> {
  const host = await findRunning(joining.regionOf);
  if (!host) throw new OfflineFault({ kind: 'regionOfNone', dir: joining.regionOf });
  const member = new Membership(host, joining);
  await member.join();
  return member;
}

class Membership implements JoinedServing {
  readonly host: LiveAddress;
  readonly prefix: string;
  readonly gone: Promise<void>;
  readonly #joining: Joining;
  readonly #service: string;
  readonly #leaving = new AbortController();
  #joined: Joined | undefined;
  #tellGone: () => void = () => undefined;

  constructor(host: LiveAddress, joining: Joining) {
    this.host = host;
    this.#joining = joining;
    this.#service = joining.plan.service;
    this.prefix = prefixOf(this.#service);
    this.gone = new Promise((resolve) => (this.#tellGone = resolve));
  }

  get origin(): string {
    return this.host.origin;
  }

  get joined(): Joined {
    assert(this.#joined, 'nobody has a membership that was refused');
    return this.#joined;
  }

  get shares(): QuotaShares {
    const { functions, ...account } = this.joined.shares;
    return { ...account, functions: new Map(functions.map(([key, share]) => [this.#own(key), share])) };
  }

  timersOf(key: string): readonly TimerPlan[] {
    return this.joined.timers[this.prefix + key] ?? [];
  }

  async join(): Promise<void> {
    try {
      this.#joined = await this.#send(this.#joining.plan);
    } catch (error) {
      if (!(error instanceof RegionGone)) throw error;
      throw new OfflineFault({ kind: 'joinRefused', why: error.message }, { cause: error });
    }
    void this.#listen();
  }

  sinceOpenedMs(): number {
    return Date.now() - this.host.openedMs;
  }

  reload(plan: RegionPlan, again: CodeChange): Promise<Reloaded> {
    return this.#send(plan, again);
  }

  async status(): Promise<readonly FunctionStatus[]> {
    const rows = (await this.#ask('GET', '/status')) as readonly FunctionStatus[];
    return rows.map((row) => ({ ...row, function: this.#own(row.function) }));
  }

  async running(): Promise<readonly RunningEvent[]> {
    const events = (await this.#ask('GET', '/running')) as readonly RunningEvent[];
    return events.map((event) => ({ ...event, function: this.#own(event.function) }));
  }

  async terminate(requestId: string, grace: boolean): Promise<Terminated> {
    const { outcome } = (await this.#ask('POST', '/terminate', { requestId, grace })) as { readonly outcome: Terminated };
    return outcome;
  }

  async ranJustNow(): Promise<boolean> {
    return ((await this.#ask('GET', '/ran')) as { readonly justNow: boolean }).justNow;
  }

  async drain(): Promise<StillWaiting> {
    await this.#ask('POST', '/hold', {});
    for (;;) {
      const rows = await this.status();
      if (this.#leaving.signal.aborted || rows.every(({ busy }) => busy === 0)) {
        return { waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0), absent: 0 };
      }
      await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
  }

  async close(): Promise<void> {
    if (this.#leaving.signal.aborted) return;
    this.#leaving.abort();
    // A region that is gone has let go of it already.
    await this.#ask('DELETE', '').catch(() => undefined);
  }

  async #send(plan: RegionPlan, again?: JoinRequest['again']): Promise<Joined> {
    const body: JoinRequest = { plan, version: this.#joining.version, ...(again && { again }) };
    const joined = (await this.#ask('POST', '', body)) as Joined;
    return {
      ...joined,
      refused: joined.refused.map(({ function: key, ...why }) => ({ ...why, function: key === undefined ? undefined : this.#own(key) })),
    };
  }

  async #listen(): Promise<void> {
    try {
      for await (const line of ndjson(this.#request('GET', '/lines'))) this.#joining.hear(this.#ownLine(line as ServiceLine));
    } catch {
      // Whatever broke, the region no longer has us.
    }
    if (!this.#leaving.signal.aborted) this.#tellGone();
  }

  #ownLine(line: ServiceLine): ServiceLine {
    if (line.kind === 'wrote') return { ...line, function: this.#own(line.function) };
    const { happening } = line;
    const key = this.#own(happening.function);
    if (happening.kind !== 'ended') return { ...line, happening: { ...happening, function: key } };
    const { end } = happening;
    return { ...line, happening: { ...happening, function: key, end: { ...end, record: { ...end.record, function: key } } } };
  }

  /** As the service itself calls the function. */
  #own(key: string): string {
    return key.startsWith(this.prefix) ? key.slice(this.prefix.length) : key;
  }

  /** @throws RegionGone */
  async #ask(method: RegionRequest['method'], path: string, body?: unknown): Promise<unknown> {
    try {
      return await json(this.#request(method, path, body));
    } catch (error) {
      throw new RegionGone(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }

  #request(method: RegionRequest['method'], path: string, body?: unknown): RegionRequest {
    const { origin, token } = this.host;
    const url = `${origin}/-/services/${encodeURIComponent(this.#service)}${path}`;
    const { lang } = this.#joining;
    // Leaving must still reach the region when everything else has been given up.
    return { method, url, token, lang, ...(body !== undefined && { body }), ...(method === 'DELETE' ? {} : { signal: this.#leaving.signal }) };
  }
}
