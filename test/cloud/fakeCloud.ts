import { MockAgent } from 'undici';
import { createClient, type ClientOptions, type CloudClient, type CloudTime } from '../../src/cloud';
import { Credentials } from '../../src/cloud/credentials';

/** A request as it arrived. */
export interface Arrived {
  readonly action: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is answered: members of `Response`, or something that is no such answer. */
export type Answer = { readonly [member: string]: unknown } | Raw | Error;

export class Raw {
  constructor(
    readonly status: number,
    readonly body: string,
    readonly contentType = 'application/json',
  ) {}
}

const nowMs = 1_780_000_000_000;

export const credentials = new Credentials({ secretId: 'AKIDexample0123456789', secretKey: 'not-a-real-key' }, 'TENCENTCLOUD_SECRET_ID');

/** Time that goes on when somebody sleeps. A deadline comes only when it is called. */
export class FakeTime implements CloudTime {
  readonly slept: number[] = [];
  #nowMs = nowMs;
  #expire: (() => void)[] = [];

  constructor(
    readonly deadlineMs = 30_000,
    readonly chance = 0,
  ) {}

  nowMs(): number {
    return this.#nowMs;
  }

  random(): number {
    return this.chance;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms === this.deadlineMs) return new Promise((resolve) => this.#expire.push(resolve));
    signal.throwIfAborted();
    this.slept.push(ms);
    this.#nowMs += ms;
  }

  /** Whoever waits for an answer has waited too long. */
  expire(): void {
    for (const resolve of this.#expire.splice(0)) resolve();
  }
}

export interface FakeCloud {
  readonly client: CloudClient;
  readonly arrived: Arrived[];
  readonly time: FakeTime;
  actions(): string[];
}

/** A client of a cloud that answers as it is told to; nothing else can be reached. */
export function fakeCloud(
  answer: (asked: Arrived, nth: number) => Answer,
  { origin = 'https://scf.tencentcloudapi.com', ...options }: Partial<ClientOptions> & { readonly origin?: string } = {},
): FakeCloud {
  const time = new FakeTime();
  const arrived: Arrived[] = [];
  const dispatcher = mock(origin, '/', 'POST', (headers, body) => {
    const asked = { action: headers['x-tc-action'] ?? '', params: JSON.parse(body) as Arrived['params'], headers };
    arrived.push(asked);
    return answer(asked, arrived.length);
  });
  const client = createClient({ credentials, region: 'ap-guangzhou', env: {}, time, dispatcher, ...options });
  return { client, arrived, time, actions: () => arrived.map(({ action }) => action) };
}

/** A network in which one address answers. */
export function mock(
  origin: string,
  path: string | RegExp,
  method: string,
  answer: (headers: Readonly<Record<string, string>>, body: string, path: string) => Answer,
): MockAgent {
  const agent = new MockAgent();
  agent.disableNetConnect();
  const reply = ({ headers, body, path: asked }: { headers?: unknown; body?: unknown; path: string }) => {
    const given = answer(headers as Record<string, string>, typeof body === 'string' ? body : '', asked);
    if (given instanceof Error) throw given;
    const raw = given instanceof Raw ? given : new Raw(200, JSON.stringify({ Response: { RequestId: 'request-1', ...given } }));
    return { statusCode: raw.status, data: raw.body, responseOptions: { headers: { 'content-type': raw.contentType } } };
  };
  agent.get(origin).intercept({ path, method }).reply(reply).persist();
  return agent;
}

export function refusal(Code: string, Message = 'No.'): Answer {
  return { Error: { Code, Message } };
}

/** An error of Node's network. */
export function networkError(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}
