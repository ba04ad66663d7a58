import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chaos, ChaosFault, type ChaosOptions, type ChaosSeen, type ChaosTarget } from '../../src/harness';
import { handlers } from '../runtime/instances';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Event {
  readonly n: number;
}

/** What chaos finds, which it must. */
async function faultOf<W>(target: ChaosTarget<W>, options: ChaosOptions<W> = {}): Promise<ChaosFault> {
  const found: unknown = await chaos(target, { lang: 'en', ...options }).catch((error: unknown) => error);
  if (!(found instanceof ChaosFault)) throw new Error('chaos found nothing', { cause: found });
  return found;
}

describe('finds', () => {
  it('S114: state in a module that changes the next result', async () => {
    const create = () => {
      let calls = 0;
      return async () => (calls += 1);
    };
    const fault = await faultOf({ create });
    expect(fault.message).toContain('the handler remembers earlier events of its instance');
    expect(fault.deliveries).toHaveLength(2);
    expect(fault.play.arrivals.flatMap(({ blows }) => blows)).toEqual([]);
    expect(fault.message).toMatch(/chaos seed \d+/);
  });

  it('S54: an effect that a retry repeats', async () => {
    const fault = await faultOf(
      {
        create:
          (paid: number[]) =>
          async ({ n }: Event) => {
            paid.push(n);
            await sleep(100);
            return 'paid';
          },
      },
      { world: (): number[] => [] },
    );
    expect(fault.message).toContain('a retry, a second delivery or an ended run changed what came of it');
    expect(fault.play.arrivals).toHaveLength(1);
  });

  it('S84: work that SIGTERM loses, though the run says it went well', async () => {
    const create =
      (stored: Map<number, boolean>) =>
      async ({ n }: Event) => {
        const stop = { asked: false };
        process.once('SIGTERM', () => (stop.asked = true));
        for (const part of [1, 2, 3]) {
          if (stop.asked) return 'stopped';
          await sleep(1_000);
          stored.set(n * 10 + part, true);
        }
        return 'stored';
      };
    const fault = await faultOf({ create }, { world: () => new Map() });
    expect(fault.play.arrivals).toHaveLength(1);
    expect(fault.play.arrivals[0]?.blows).toEqual([{ kind: 'sigterm', atWait: 0 }]);
    expect(fault.message).toMatch(/@1000–2000 ms, instance 1 \(fresh\), SIGTERM @1000 ms: 200/);
  });

  it('S84: a blow in the middle of a wait, and when it came, on the same clock as the attempt', async () => {
    const create =
      () =>
      async ({ n }: Event) => {
        const stop = { asked: false };
        process.once('SIGTERM', () => (stop.asked = true));
        for (let left = n === 1 ? 3 : 1; left > 0; left -= 1) await sleep(n === 1 ? 100 : 1_000);
        return stop.asked ? 'asked' : 'done';
      };
    const check = ({ deliveries }: ChaosSeen<unknown>) =>
      deliveries.some(({ attempts }) =>
        attempts.some(({ blow, blowMs, startedMs, endedMs }) => blow?.kind === 'sigterm' && (blowMs ?? 0) > startedMs && (blowMs ?? 0) < endedMs),
      )
        ? 'in between'
        : undefined;
    const fault = await faultOf({ create }, { check });
    const [, struck] = /SIGTERM @(\d+) ms/.exec(fault.message) ?? [];
    const attempts = fault.deliveries.flatMap((delivery) => delivery.attempts);
    expect(attempts.map(({ blowMs }) => String(blowMs))).toContain(struck);
  });

  it('S84: what befalls a handler in any of its waits, however many it has', async () => {
    const create =
      (world: { written: number }) =>
      async ({ n }: Event) => {
        for (let wait = 0; wait < 40; wait += 1) {
          await sleep(10);
          if (wait === 37) world.written += n;
        }
      };
    const options: ChaosOptions<{ written: number }> = {
      world: () => ({ written: 0 }),
      events: [{ n: 1 }],
      sameWorld: false,
      check: ({ world, deliveries }) => world.written <= deliveries.length,
    };
    const fault = await faultOf({ create }, options);
    expect(fault.play.arrivals).toMatchObject([{ blows: [{ atWait: 38 }] }]);
    expect(await faultOf({ create }, { ...options, replay: fault.replay })).toMatchObject({ message: fault.message });
  });

  it('what the check of the test says', async () => {
    const fault = await faultOf(
      { create: () => async () => 1 },
      { check: ({ deliveries }) => (deliveries.length > 1 ? 'more than one' : undefined) },
    );
    expect(fault.message).toContain('the check failed: more than one');
    expect(fault.play.arrivals.length + (fault.play.arrivals[0]?.copies ?? 0)).toBe(3);
  });
});

it('finds nothing in a handler that keeps to what the platform promises', async () => {
  const create = (stored: Map<number, string>) => {
    const cache = new Map<number, string>();
    return async ({ n }: Event) => {
      await sleep(1_000);
      const text = cache.get(n) ?? `event ${n}`;
      cache.set(n, text);
      stored.set(n, text);
      return text;
    };
  };
  expect(await chaos({ create }, { world: () => new Map<number, string>() })).toEqual({ plays: 200 });
});

describe('a handler in TypeScript', () => {
  const dir = mkdtempSync(join(tmpdir(), 'chaos-'));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is built once, not for each play', async () => {
    // The service's own esbuild: the real one, which notes that it was asked.
    mkdirSync(join(dir, 'node_modules', 'esbuild'), { recursive: true });
    writeFileSync(
      join(dir, 'node_modules', 'esbuild', 'index.js'),
      `const { build } = require(${JSON.stringify(require.resolve('esbuild'))});\n` +
        "exports.build = (options) => (require('node:fs').appendFileSync(require('node:path').join(__dirname, 'asked'), '.'), build(options));\n",
    );
    writeFileSync(
      join(dir, 'put.ts'),
      "import bucket from './bucket';\nlet served: number = 0;\nexport const put = async ({ n }: { n: number }) => {\n" +
        '  served += 1;\n  await bucket.set(`k${n}`, n);\n  return n;\n};\nexport const count = async (event: { n: number }) => (await put(event), served);\n',
    );
    writeFileSync(join(dir, 'bucket.ts'), 'export default new Map<string, number>();\n');
    const modules = (bucket: Map<string, number>) => ({ './bucket': { __esModule: true, default: bucket } });
    const options = { world: () => new Map<string, number>(), plays: 20 };
    expect(await chaos({ dir, handler: 'put.put', modules }, options)).toEqual({ plays: 20 });
    expect(readFileSync(join(dir, 'node_modules', 'esbuild', 'asked'), 'utf8')).toBe('.');
    // What the code remembers is the instance's own all the same.
    const fault = await faultOf({ dir, handler: 'put.count', modules }, options);
    expect(fault.deliveries.map(({ result, attempts }) => [result, attempts[0]?.served])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});

it('replays what it found, word for word', async () => {
  const create = () => {
    let calls = 0;
    return async () => (calls += 1);
  };
  const fault = await faultOf({ create });
  const again = await faultOf({ create }, { replay: fault.replay });
  expect(again.message).toBe(fault.message);
});

describe('what an instance remembers of a run that failed', () => {
  const create = () => {
    let broken = false;
    return async ({ n }: Event) => {
      if (broken) return 'broken';
      broken = n === 2;
      if (broken) throw new Error('out of order');
      return 'fine';
    };
  };
  const events = [{ n: 1 }, { n: 2 }];

  it('S115: meets what comes after it', async () => {
    expect((await faultOf({ create }, { events })).message).toContain('the handler remembers earlier events of its instance');
  });

  it('S78: goes with it in asynchronous execution', async () => {
    await expect(chaos({ create, options: { asyncRunEnable: true } }, { events, lang: 'en' })).resolves.toEqual({ plays: 200 });
  });
});

describe('plays nothing, and says so', () => {
  const dir = join(__dirname, '..', '..', 'fixtures', 'service');

  it.each<{ why: string; target: ChaosTarget<unknown>; key: string }>([
    { why: 'the configuration has no such function', target: { dir, config: 'serverless.yml', function: 'thumbnial' }, key: 'thumbnial' },
    { why: 'nothing is named', target: {}, key: 'handler' },
  ])('when $why', async ({ target, key }) => {
    const playing = chaos(target, { plays: 20, lang: 'en' });
    await expect(playing).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining(`functions.${key}`) });
  });

  it.each([
    { why: 'its file is missing', handler: 'absent.main', said: /\(437\): .*looked for absent\.js/ },
    { why: 'its file has no such export', handler: 'load.other', said: /\(437\): .*exports no function "other"/ },
    { why: 'its file throws when it is loaded', handler: 'broken-throw.main', said: /\(443\): .*no configuration/ },
  ])('S123: when a handler cannot be loaded: $why', async ({ handler, said }) => {
    const playing = chaos({ dir: handlers, handler }, { plays: 20, lang: 'en' });
    await expect(playing).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringMatching(said) });
  });

  it.each<{ options: ChaosOptions<unknown>; said: string }>([
    { options: { plays: 0 }, said: 'plays: 0.' },
    { options: { plays: NaN }, said: 'plays: NaN.' },
    { options: { seed: 0.5 }, said: 'seed: 0.5.' },
    { options: { events: [] }, said: 'events: [].' },
    { options: { replay: '7/', plays: -1 }, said: "plays: -1, replay: '7/'." },
    { options: { replay: '7/0.99' }, said: "replay: '7/0.99'." },
    { options: { replay: 7 as never, plays: '9' as never }, said: "plays: '9', replay: 7." },
  ])('by options that mean nothing: $said', async ({ options, said }) => {
    const playing = chaos(() => 1, { ...options, lang: 'en' });
    await expect(playing).rejects.toMatchObject({ code: 'CONFIG', message: expect.stringContaining(said) });
  });

  it('when the handler waits for something real that does not come', async () => {
    const servers: Server[] = [];
    const next = () => new Promise(() => servers.push(createServer().listen(0, '127.0.0.1')));
    const target = { dir: join(handlers, '..', 'harness'), handler: 'memory.calls', modules: () => ({ './counter': { next } }) };
    const found: unknown = await chaos(target, { plays: 1, realWaitMs: 20, lang: 'en' }).catch((error: unknown) => error);
    for (const server of servers) server.close();
    expect(found).toMatchObject({ code: 'STUCK', message: expect.stringMatching(/ms of real time for TCPSERVERWRAP\. Replace what it waits for/) });
  });

  it('when the handler takes none of the events, unless a check knows of that', async () => {
    const handler = ({ video }: { video: string }) => video.length;
    const playing = chaos({ handler }, { plays: 20, lang: 'en' });
    await expect(playing).rejects.toMatchObject({
      code: 'NOTHING',
      message: expect.stringMatching(/^chaos: no event ever succeeded.* \{ n: \d \} came to 430: /),
    });
    const check = ({ deliveries }: ChaosSeen<unknown>) => deliveries.every(({ status }) => status !== 200);
    expect(await chaos({ handler }, { plays: 20, check })).toEqual({ plays: 20 });
  });
});
