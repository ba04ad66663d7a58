import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { RealClock } from '../../src/clock';
import { createApi, MetricsObserver, RequestFeed, type Api, type ApiOptions } from '../../src/api';
import type { Directory, KnownFunction } from '../../src/api/action';
import { ApiError } from '../../src/api/error';
import { platformSaid } from '../../src/messages/api';
import { observers, Region } from '../../src/region';
import type { FunctionPlan, Profile, RequestId } from '../../src/scf';
import type { Store } from '../../src/store';
import { functionPlan, regionPlan } from '../scf/plans';
import { HandlerRuntime, type Run } from './handlers';
import { MemoryHistory } from './memoryHistory';

/** A region with its endpoint, as far as the tests of the endpoint need one. */
export interface House {
  readonly api: Api;
  readonly region: Region;
  readonly history: MemoryHistory;
  readonly runtime: HandlerRuntime;
  readonly warnings: string[];
  /** Lets the oldest run of `wait` return. */
  release(): void;
  /** Resolves when a run of `wait` has begun that was not waited for yet. */
  waiting(): Promise<RequestId>;
  /** One request of the API; what its `Response` has. */
  ask(action: string, params?: object, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  request(path: string, init?: RequestInit & { readonly headers?: Readonly<Record<string, string>> }): Promise<Response>;
}

export interface Answered {
  readonly RequestId: string;
  readonly Error?: { readonly Code: string; readonly Message: string };
  readonly Result?: Result;
  readonly [member: string]: unknown;
}

interface Result {
  readonly Log: string;
  readonly RetMsg: string;
  readonly ErrMsg: string;
  readonly FunctionRequestId: string;
  readonly InvokeResult: number;
}

interface Changes extends Partial<ApiOptions> {
  readonly profileChanges?: Partial<Profile>;
  readonly moreFunctions?: readonly FunctionPlan[];
  readonly store?: Store;
}

const plans: readonly FunctionPlan[] = [
  functionPlan('echo'),
  functionPlan('fail'),
  functionPlan('talk'),
  functionPlan('early'),
  functionPlan('lasting', { timeoutMs: 900_000 }),
  functionPlan('off', { reservedMB: 0 }),
  functionPlan('site', { type: 'web' }),
  functionPlan('wait', { timeoutMs: 900_000 }),
  functionPlan('job', { asyncRun: true, traceEnable: true, timeoutMs: 86_400_000 }),
  functionPlan('quiet', { asyncRun: true }),
];

/** Reads a text header by header: what hono makes of a test's request needs a host. */
const base = 'http://127.0.0.1:36000';

const opened: Region[] = [];

/** Ends all regions that were opened. */
export async function closeHouses(): Promise<void> {
  await Promise.all(opened.splice(0).map((region) => region.close()));
}

export function openHouse({ profileChanges = {}, moreFunctions = [], store, ...options }: Changes = {}): House {
  const clock = new RealClock();
  const nowMs = options.nowMs ?? (() => clock.nowMs());
  const held = new Held();
  const all = [...plans, ...moreFunctions];
  const history = new MemoryHistory(nowMs);
  const feed = new RequestFeed();
  const metrics = new MetricsObserver(nowMs);
  const runtime = new HandlerRuntime(handlersOf(held));
  const region = new Region({
    plan: regionPlan(all, { profile: profileChanges }),
    clock,
    runtime,
    random: () => 0,
    newRequestId: namer('run'),
    observer: observers(history, feed, metrics),
    ...(store && { store }),
  });
  opened.push(region);
  const warnings: string[] = [];
  const api = createApi({
    region,
    history,
    directory: directoryOf(all),
    actions: {},
    regionNames: ['ap-guangzhou'],
    newRequestId: namer('request'),
    feed,
    metrics,
    warn: ({ en }) => warnings.push(en),
    ...options,
    nowMs,
  });
  const request: House['request'] = async (path, init = {}) => api.app.request(base + path, init);
  const ask: House['ask'] = async (action, params = {}, headers = {}) => {
    const sent = { 'content-type': 'application/json', 'x-tc-action': action, 'x-tc-version': '2018-04-16', ...headers };
    return responseOf(await request('/', { method: 'POST', headers: sent, body: JSON.stringify(params) }));
  };
  return { api, region, history, runtime, warnings, release: () => held.release(), waiting: () => held.next(), ask, request };
}

/** What an answer of the API says, which always comes with 200. */
export async function responseOf(answer: Response): Promise<Answered> {
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  const { Response: members } = (await answer.json()) as { Response: Answered };
  return members;
}

export function namer(prefix: string): () => RequestId {
  let named = 0;
  return () => `${prefix}-${(named += 1)}` as RequestId;
}

/** Runs that wait until they are let go, or are asked to end. */
class Held {
  readonly #runs: (() => void)[] = [];
  readonly #begun: RequestId[] = [];
  readonly #news = new EventTarget();

  hold({ requestId, signal }: Run): Promise<string> {
    this.#begun.push(requestId);
    this.#news.dispatchEvent(new Event('begun'));
    return new Promise((resolve) => {
      this.#runs.push(() => resolve('released'));
      signal.addEventListener('abort', () => resolve('signalled'));
    });
  }

  release(): void {
    this.#runs.shift()?.();
  }

  async next(): Promise<RequestId> {
    for (;;) {
      const begun = this.#begun.shift();
      if (begun !== undefined) return begun;
      await once(this.#news as unknown as NodeJS.EventEmitter, 'begun');
    }
  }
}

function handlersOf(held: Held): ConstructorParameters<typeof HandlerRuntime>[0] {
  const wait = (_event: unknown, run: Run): Promise<string> => {
    run.print('begun');
    return held.hold(run);
  };
  return {
    echo: (event, { print }) => {
      print('echoed');
      return event;
    },
    fail: () => {
      throw new Error('out of paper');
    },
    talk: (event, { print }) => {
      for (let n = 0; n < Number(event); n += 1) print(`line ${n} ${'x'.repeat(90)}`);
    },
    early: async (_event, { print, answer }) => {
      answer('early');
      await setImmediate();
      print('and more');
      return 'early';
    },
    lasting: (event, run) => {
      run.answer('early');
      return wait(event, run);
    },
    wait,
    job: wait,
    quiet: wait,
  };
}

function directoryOf(all: readonly FunctionPlan[]): Directory {
  const known = all.map((plan): KnownFunction => {
    const { key, name, namespace = 'default' } = plan;
    return { key, name, namespace, createdMs: undefined, plan, status: 'Active', has: (qualifier) => ['$LATEST', '$DEFAULT'].includes(qualifier) };
  });
  return {
    all: () => known,
    get: (key) => known.find((fn) => fn.key === key),
    find: (namespace, name) => {
      if (namespace !== 'default') throw new ApiError('ResourceNotFound.Namespace', platformSaid(`There is no namespace ${namespace}.`));
      if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) throw new ApiError('InvalidParameterValue.FunctionName', platformSaid('The name is no name.'));
      const fn = known.find((each) => each.name === name || each.key === name);
      if (!fn) throw new ApiError('ResourceNotFound.Function', { en: `There is no function ${name}.`, zh: `没有函数“${name}”。` });
      return fn;
    },
  };
}
