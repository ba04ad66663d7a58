import { setImmediate } from 'node:timers/promises';
import { MockAgent } from 'undici';
import { createApi, MetricsObserver, serve, type Served } from '../../../src/api';
import type { CloudTime } from '../../../src/cloud';
import type { CloudAccess } from '../../../src/commands/remote/access';
import { remoteServiceOf, type RemoteService } from '../../../src/commands/remote/service';
import type { EventsMachine } from '../../../src/commands/eventsCall';
import type { ExitCode } from '../../../src/commands/output';
import type { Lang } from '../../../src/messages';
import { observers } from '../../../src/region';
import { cleanStages, stage, type Stage } from '../../api/control/stage';
import { namer } from '../../api/house';
import { MemoryHistory } from '../../api/memoryHistory';
import { Raw, type Answer, type Arrived } from '../../cloud/fakeCloud';
import { keys } from '../../cloud/home';
import { openedMs } from '../../region/opened';
import { recorded } from '../output';

/** A local region with history and metrics on a port, which verifies signatures; its clock goes on when a command waits. */
export interface CloudHome {
  readonly region: Stage;
  readonly history: MemoryHistory;
  readonly access: CloudAccess;
  readonly service: RemoteService;
  readonly time: TestTime;
  readonly origin: string;
}

/** Requests end by themselves or not at all; every other wait passes at once, and may be told. */
export class TestTime implements CloudTime {
  /** Runs at each wait of a command, before it is over. */
  onSleep: (ms: number) => void = () => undefined;
  readonly slept: number[] = [];

  constructor(
    private readonly clockMs: () => number,
    private readonly pass: (ms: number) => void,
  ) {}

  nowMs(): number {
    return this.clockMs();
  }

  random(): number {
    return 0;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms >= 10_000) {
      if (ms !== 30_000) await this.#play(signal);
      return new Promise(() => undefined);
    }
    signal.throwIfAborted();
    this.slept.push(ms);
    this.pass(ms);
    this.onSleep(ms);
    signal.throwIfAborted();
  }

  /** While an invocation is waited for, time goes on: its handler runs. */
  async #play(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await setImmediate();
      this.pass(10);
    }
  }
}

const open: { readonly served: Served; readonly region: Stage }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(async ({ served, region }) => Promise.all([served.close(), region.region.close()])));
});
afterAll(cleanStages);

export async function openCloudHome(options: Parameters<typeof stage>[0] & { readonly signature?: 'verify' | 'off' } = {}): Promise<CloudHome> {
  const { signature = 'verify', ...rest } = options;
  let nowMs = (): number => openedMs;
  const history = new MemoryHistory(() => nowMs());
  const metrics = new MetricsObserver(() => nowMs());
  const region = stage({ ...rest, observer: observers(history, metrics) });
  nowMs = () => region.runtime.clock.nowMs();
  const api = createApi({
    region: region.region,
    history,
    metrics,
    directory: region.plane,
    actions: region.plane.actions,
    regionNames: ['ap-guangzhou'],
    signature,
    credentials: [keys],
    rateLimits: true,
    unknownParameters: 'refuse',
    newRequestId: namer('request'),
    nowMs,
  });
  const served = await serve(api, { port: 0, patience: { closeMs: 100 } });
  open.push({ served, region });
  const time = new TestTime(nowMs, (ms) => region.pass(ms));
  const access = { env: signature === 'verify' ? keyEnv : {}, endpoint: served.origin, home: '/nowhere', time };
  return { region, history, access, service: remoteServiceOf(region.plan), time, origin: served.origin };
}

const keyEnv = { TENCENTCLOUD_SECRET_ID: keys.secretId, TENCENTCLOUD_SECRET_KEY: keys.secretKey, TENCENTCLOUD_SESSION_TOKEN: keys.token };

/** Hosts of Tencent Cloud that answer as they are told to; nothing else can be reached. */
export function fakeHosts(answer: (host: string, asked: Arrived) => Answer): {
  access: CloudAccess;
  arrived: (Arrived & { host: string })[];
  time: TestTime;
} {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const arrived: (Arrived & { host: string })[] = [];
  for (const host of ['scf', 'cls', 'monitor'].map((name) => `${name}.tencentcloudapi.com`)) {
    const reply = ({ headers, body }: { headers?: unknown; body?: unknown }) => {
      const given = headers as Record<string, string>;
      const asked = { action: given['x-tc-action'] ?? '', params: JSON.parse(String(body)) as Arrived['params'], headers: given };
      arrived.push({ ...asked, host });
      const said = answer(host, asked);
      if (said instanceof Error || said instanceof Raw) throw said instanceof Error ? said : new Error('only answers of the API');
      return {
        statusCode: 200,
        data: JSON.stringify({ Response: { RequestId: 'request-1', ...said } }),
        responseOptions: { headers: { 'content-type': 'application/json' } },
      };
    };
    agent.get(`https://${host}`).intercept({ path: '/', method: 'POST' }).reply(reply).persist();
  }
  let nowMs = openedMs;
  const time = new TestTime(
    () => nowMs,
    (ms) => {
      nowMs += ms;
    },
  );
  return { access: { env: keyEnv, endpoint: undefined, home: '/nowhere', time, dispatcher: agent }, arrived, time };
}

/** What a command said, and what it ended with. */
export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly outs: readonly string[];
  readonly err: string;
}

/** Runs a command to its end; whoever began it may press Ctrl-C. */
export async function running(
  command: (output: ReturnType<typeof recorded>, machine: EventsMachine) => Promise<ExitCode>,
  {
    lang = 'en',
    began,
  }: { readonly lang?: Lang; readonly began?: (press: () => void, leave: () => void, output: ReturnType<typeof recorded>) => void } = {},
): Promise<Ran> {
  const output = recorded(lang);
  const listening = { interrupt: new Set<() => void>(), gone: new Set<() => void>() };
  const listen = (to: keyof typeof listening) => (listener: () => void) => {
    listening[to].add(listener);
    return () => listening[to].delete(listener);
  };
  const machine = { onInterrupt: listen('interrupt'), onReaderGone: listen('gone'), ask: undefined, pause: () => Promise.resolve() };
  const tell = (to: keyof typeof listening) => () => listening[to].forEach((listener) => listener());
  began?.(tell('interrupt'), tell('gone'), output);
  const code = await command(output, machine);
  expect([listening.interrupt.size, listening.gone.size]).toEqual([0, 0]);
  return { code, out: output.outs.join('\n'), outs: output.outs, err: output.errs.join('\n') };
}

/** A service of these functions, which need not be deployed. */
export function serviceOf(...functionKeys: string[]): RemoteService {
  return {
    service: 'shop',
    stage: 'dev',
    region: 'ap-guangzhou',
    namespace: 'default',
    functions: functionKeys.map((key) => ({ key, name: `shop-dev-${key}` })),
    profile: { quotaModel: 'seed', floorMB: 12_800 },
  };
}
