import type { Context } from 'hono';
import type { ApiOptions } from '../api';
import type { QuotaShare, QuotaShares } from '../api/control';
import { languageFor } from '../api/language';
import { carriesToken } from '../api/token';
import type { ApiEnv } from '../api/transport';
import { said } from '../messages/api';
import type { Said } from '../messages/text';
import type { Terminated } from '../region';
import type { RegionPlan, TimerPlan } from '../scf';
import type { Happening } from './happenings';
import type { CodeChange, FunctionStatus, Reloaded, RunningEvent } from './serving';

/** The app that the endpoint lets others add routes to. */
type App = Parameters<NonNullable<ApiOptions['extend']>>[0];

/** What a region does for a service that joins it. */
export interface ServiceHost {
  readonly token: string;
  /** Of the package. */
  readonly version: string;
  /** The name of the service whose region it is. */
  readonly service: string;
  about(): AboutRegion;
  load(plan: RegionPlan, change: CodeChange): Promise<Reloaded>;
  shares(): QuotaShares;
  timersOf(key: string): readonly TimerPlan[];
  /** Options of a service that joins that do not count here. */
  unheeded(plan: RegionPlan): readonly string[];
  unload(service: string): void;
  holdBack(service: string): void;
  status(service: string): FunctionStatus[];
  running(service: string): RunningEvent[];
  ranJustNow(service: string): boolean;
  terminate(requestId: string, grace: boolean): Terminated;
}

/** What records and summaries say of a region. */
export interface AboutRegion {
  readonly profile: string;
  readonly seed: number;
  /** ms since the Unix epoch. */
  readonly openedMs: number;
}

/** What joining is answered with. */
export interface Joined extends Reloaded, AboutRegion {
  readonly shares: SharesTold;
  /** Of its functions, by their keys in the region. */
  readonly timers: Readonly<Record<string, readonly TimerPlan[]>>;
  readonly unheeded: readonly string[];
}

/** As `QuotaShares`, of one service's functions. */
export interface SharesTold extends Omit<QuotaShares, 'functions'> {
  readonly functions: readonly (readonly [key: string, share: QuotaShare])[];
}

/** One line of what a service that has joined hears. */
export type ServiceLine =
  | { readonly kind: 'happened'; readonly happening: Happening; readonly sinceOpenedMs: number }
  | { readonly kind: 'wrote'; readonly function: string; readonly requestId: string | undefined; readonly text: string };

/** Lines that wait for a slow reader; it misses those beyond. */
const waitingMax = 10_000;

interface Member {
  hear: ((line: ServiceLine) => void) | undefined;
  /** What happened before it listened: events that waited for it begin while it joins. */
  readonly early: ServiceLine[];
}

/** A service's part of the keys of its functions. */
export function prefixOf(service: string): string {
  return `${service}/`;
}

/**
 * Services of the same account that have joined the region of another one, so that all share its quotas. Each is a process of
 * its own that listens here; when it is gone, its functions are.
 * @source S5: quotas exist once in an account and region
 */
export class Services {
  readonly #host: ServiceHost;
  readonly #members = new Map<string, Member>();

  constructor(host: ServiceHost) {
    this.#host = host;
  }

  /** Tell the service that a function belongs to, if it has joined. @returns whether it has */
  tell(functionKey: string, line: () => ServiceLine): boolean {
    // Every invocation is told several times, and most regions have one service.
    if (this.#members.size === 0) return false;
    const member = this.#memberOf(functionKey);
    if (member?.hear) member.hear(line());
    else if (member && member.early.length < waitingMax) member.early.push(line());
    return member !== undefined;
  }

  /** Whether a function belongs to a service that has joined. */
  brought(functionKey: string): boolean {
    return this.#memberOf(functionKey) !== undefined;
  }

  #memberOf(functionKey: string): Member | undefined {
    return this.#members.get(functionKey.slice(0, Math.max(0, functionKey.indexOf('/'))));
  }

  /** Whoever runs code here must be the user who runs the region: only they can read the token. */
  readonly routes = (app: App): void => {
    app.use('/-/services/*', async (c, next) =>
      carriesToken(c.req.header('authorization'), this.#host.token) ? next() : refuse(c, said('join.token'), 403),
    );
    app.post('/-/services/:service', async (c) => this.#join(c.req.param('service'), await c.req.json<JoinRequest>(), c));
    app.get('/-/services/:service/lines', (c) => this.#listen(c.req.param('service'), c));
    app.get('/-/services/:service/status', (c) => c.json(this.#host.status(c.req.param('service'))));
    app.get('/-/services/:service/running', (c) => c.json(this.#host.running(c.req.param('service'))));
    app.get('/-/services/:service/ran', (c) => c.json({ justNow: this.#host.ranJustNow(c.req.param('service')) }));
    app.post('/-/services/:service/hold', (c) => {
      this.#host.holdBack(c.req.param('service'));
      return c.json({});
    });
    app.post('/-/services/:service/terminate', async (c) => {
      const { requestId, grace } = await c.req.json<{ requestId: string; grace: boolean }>();
      return c.json({ outcome: this.#host.terminate(requestId, grace) });
    });
    app.delete('/-/services/:service', (c) => {
      this.#leave(c.req.param('service'));
      return c.json({});
    });
  };

  async #join(service: string, { plan, version, again }: JoinRequest, c: Context<ApiEnv>): Promise<Response> {
    if (version !== this.#host.version) return refuse(c, said('join.version', { own: this.#host.version, version }));
    const member = this.#members.get(service);
    // One that has never listened was ended while it joined.
    if (service === this.#host.service || (!again && member?.hear)) return refuse(c, said('join.exists', { service }));
    if (again && !member) return refuse(c, said('join.left', { service }));
    if (!member) this.#members.set(service, { hear: undefined, early: [] });
    const reloaded = await this.#host.load(plan, { codeChanged: again?.codeChanged ?? 'all' });
    if (reloaded.restart.includes('region')) {
      if (!member) this.#members.delete(service);
      return c.json({ message: reloaded.refused.map(({ message }) => message[languageFor(c.req)]).join(' ') }, 409);
    }
    const shares = this.#sharesOf(service);
    const timers = Object.fromEntries(shares.functions.map(([key]) => [key, this.#host.timersOf(key)]));
    return c.json({ ...reloaded, ...this.#host.about(), shares, timers, unheeded: this.#host.unheeded(plan) } satisfies Joined);
  }

  #sharesOf(service: string): SharesTold {
    const { functions, ...account } = this.#host.shares();
    return { ...account, functions: [...functions].filter(([key]) => key.startsWith(prefixOf(service))) };
  }

  /** The stream is the membership: when its reader is gone, however that came about, the service is. */
  #listen(service: string, c: Context<ApiEnv>): Response {
    const member = this.#members.get(service);
    if (!member) return refuse(c, said('join.unknown', { service }), 404);
    const encoder = new TextEncoder();
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        // Something must be sent for the reader to have the head of the answer.
        controller.enqueue(encoder.encode('\n'));
        member.hear = (line) => {
          if ((controller.desiredSize ?? 0) > -waitingMax) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        };
        for (const line of member.early.splice(0)) member.hear(line);
      },
      cancel: () => this.#leave(service),
    });
    return c.body(stream, 200, { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  }

  #leave(service: string): void {
    if (this.#members.delete(service)) this.#host.unload(service);
  }
}

function refuse(c: Pick<Context<ApiEnv>, 'req' | 'json'>, why: Said, status: 403 | 404 | 409 = 409): Response {
  return c.json({ message: why[languageFor(c.req)] }, status);
}

/** What a service that joins sends. */
export interface JoinRequest {
  readonly plan: RegionPlan;
  /** Of the package. */
  readonly version: string;
  /** It has joined before, and has changed. */
  readonly again?: CodeChange;
}
