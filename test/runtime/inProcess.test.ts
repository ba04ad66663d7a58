import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Timeline } from '../../src/clock';
import { InProcessRuntime, type HandlerFunction, type InstanceSpec } from '../../src/runtime';
import { realGlobal, realProcess } from '../../src/runtime/realNode';
import type { FunctionPlan } from '../../src/scf';
import { failureOf, Observed, resultOf, specOf } from './instances';

/** A moment of 2026: no time of the machine. */
const startMs = 1_780_000_000_000;

/** What stands in the global object before any runtime does. */
const world = [setTimeout, Date, console, process, performance];

/** A runtime, its time, and a way to let both go on. */
function house(given: Partial<ConstructorParameters<typeof InProcessRuntime>[0]> = {}) {
  const timeline = new Timeline(startMs);
  const runtime = new InProcessRuntime({ lang: 'en', timeline, host: {}, patienceMs: 1_000, ...given });
  const play = async (untilMs = Infinity) => {
    const release = runtime.attend();
    let stuck = await runtime.settle();
    for (let n = 0; n < 5_000 && timeline.nextMs() < Infinity && timeline.nextMs() <= untilMs; n += 1) {
      timeline.step();
      stuck = [...stuck, ...(await runtime.settle())];
    }
    if (untilMs < Infinity) timeline.moveTo(untilMs);
    release();
    return stuck;
  };
  const observe = (handler: string, spec: Partial<InstanceSpec> = {}, plan: Partial<FunctionPlan> = {}) =>
    new Observed(runtime, specOf(handler, spec, plan));
  const run = async (observed: Observed, event: unknown = {}) => {
    await play();
    const report = observed.run(event);
    // `run` asks first whether the instance is ready, which takes a microtask.
    await Promise.resolve();
    await play();
    return report;
  };
  return { timeline, runtime, play, observe, run };
}

describe('a run ends well (S192, S193)', () => {
  it.each([
    { method: 'asyncValue', result: { got: { n: 1 } } },
    { method: 'asyncNothing', result: null },
    { method: 'thenable', result: 'from a thenable' },
    { method: 'asyncForever', result: null },
    { method: 'asyncCallback', result: 'from the callback' },
    { method: 'callback', result: 'first' },
    { method: 'nothing', result: null },
    { method: 'nothingLater', result: null },
    { method: 'beforeExit', result: null },
  ])('$method', async ({ method, result }) => {
    const { observe, run } = house();
    const report = await run(observe(`finish.${method}`), { n: 1 });
    expect(resultOf(report)).toEqual(result);
  });

  it('answers with a returned value at once, and is done when the event loop is empty (S193)', async () => {
    const { observe, run } = house();
    const observed = observe('finish.value');
    expect(resultOf(await run(observed, { n: 1 }))).toEqual({ answered: { n: 1 } });
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'answered', 'line', 'done']);
  });
});

describe('a run ends badly (S155, S194, S195)', () => {
  it.each([
    { method: 'asyncThrows', message: 'out of range', stack: /^RangeError: out of range\n {4}at .*finish\.js:\d+/ },
    { method: 'throws', message: 'at once', stack: /^Error: at once\n {4}at .*finish\.js:\d+/ },
    { method: 'throwsOddMessage', message: /^\{ code: 'NoSuchKey' \}$/, stack: /finish\.js:/ },
    { method: 'throwsLate', message: 'in a timer', stack: /finish\.js:/ },
    { method: 'rejectsLate', message: 'nobody handles me', stack: /finish\.js:/ },
    { method: 'forgetsPromise', message: 'forgotten', stack: /finish\.js:/ },
    { method: 'callbackError', message: 'wrong type', stack: /^TypeError: wrong type/ },
    { method: 'circular', message: /cannot be written as JSON: Converting circular structure/, stack: /TypeError/ },
    { method: 'bigint', message: /cannot be written as JSON: Do not know how to serialize a BigInt/, stack: /TypeError/ },
  ])('$method: 430', async ({ method, message, stack }) => {
    const { observe, run } = house();
    const failure = failureOf(await run(observe(`finish.${method}`)));
    expect(failure).toMatchObject({ status: 430, gone: false, error: { errorCode: 1, errorMessage: expect.stringMatching(message) } });
    expect(failure.error.stackTrace).toMatch(stack);
    expect(failure.error.stackTrace).not.toContain(join('src', 'runtime'));
  });

  it.each(['huge', 'hugeValue'])('%s: 407 above six megabytes', async (method) => {
    const { observe, run } = house();
    const observed = observe(`finish.${method}`);
    const max = 6 * 1024 * 1024;
    expect(failureOf(await run(observed, { length: max - 1 }))).toMatchObject({ status: 407, gone: false });
    expect(resultOf(await run(observed, { length: max - 2 }))).toHaveLength(max - 2);
  });
});

function given(handler: HandlerFunction | (() => unknown)): Partial<ConstructorParameters<typeof InProcessRuntime>[0]> {
  return { handlers: new Map([['work', () => handler]]) };
}

it('sleeps a day in no time, for a function of the caller', async () => {
  const { observe, run, timeline } = house(
    given(async () => {
      const from = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 86_400_000));
      console.log('slept');
      return Date.now() - from;
    }),
  );
  const observed = observe('x.y');
  expect(resultOf(await run(observed))).toBe(86_400_000);
  expect(timeline.passedMs()).toBe(86_400_000);
  expect(observed.lines).toEqual([expect.stringMatching(/^2026-.*Z\trequest-1\tslept$/)]);
});

describe('files', () => {
  const service = join(__dirname, '..', '..', 'fixtures', 'harness');
  const at = (method: string, spec: Partial<InstanceSpec> = {}) => [`memory.${method}`, { codeDir: service, ...spec }] as const;

  it('S114: keep their state for the next event of an instance, and never for another instance', async () => {
    const { observe, run } = house();
    const [one, two] = [observe(...at('count')), observe(...at('count'))];
    const seen = [await run(one), await run(one), await run(two)].map(resultOf);
    expect(seen).toEqual([
      { runs: 1, global: 1, counter: 1, again: 2 },
      { runs: 2, global: 2, counter: 3, again: 4 },
      { runs: 1, global: 1, counter: 1, again: 2 },
    ]);
    expect((globalThis as { runs?: unknown }).runs).toBeUndefined();
  });

  it('S114: find by its bare name what they have set in the global object, each instance its own', async () => {
    const { observe, run } = house();
    const [one, two] = [observe('globals.globals', { codeDir: service }), observe('globals.globals', { codeDir: service })];
    const seen = [await run(one), await run(one), await run(two)].map(resultOf);
    expect(seen).toEqual([
      [1, 1, 1, [false, 'undefined'], 1],
      [2, 2, 2, [true, 'number'], 2],
      [1, 1, 1, [false, 'undefined'], 1],
    ]);
    expect([Reflect.get(realGlobal, 'given'), Reflect.get(globalThis, 'given')]).toEqual([undefined, undefined]);
    // What a test sets under the same name is the test's, and reaches no instance.
    Reflect.set(realGlobal, 'given', 'outside');
    expect([resultOf(await run(one)), Reflect.get(realGlobal, 'given')]).toEqual([[3, 3, 3, [true, 'number'], 3], 'outside']);
  });

  it('have data of their own', async () => {
    const { observe, run } = house();
    const [one, two] = [observe(...at('shelf')), observe(...at('shelf'))];
    expect([await run(one), await run(one), await run(two)].map(resultOf)).toEqual([3, 4, 3]);
  });

  it('find virtual time under every name', async () => {
    const { observe, run } = house();
    const result = resultOf(await run(observe(...at('times'))));
    expect(result).toEqual([1_700, 1_700, 1_700_000_000, new Date(startMs + 1_700).toISOString(), ['tick', 'tick']]);
  });

  it('find it also where they ask the process for a module', async () => {
    const { observe, run } = house();
    expect(resultOf(await run(observe(...at('builtins'))))).toEqual([1_700, true, true]);
  });

  it('measure virtual time, each instance between its own marks', async () => {
    const { observe, play } = house();
    const observed = [1, 700].map((ms) => ({ ms, instance: observe('moments.marks', { codeDir: service }) }));
    await play();
    const reports = observed.map(({ ms, instance }) => instance.run({ ms }));
    await Promise.resolve();
    await play();
    const spans = (ms: number) => [1_500, 2_000, 5, 500, 2, ms + 2_025, 'SyntaxError', 0];
    expect((await Promise.all(reports)).map(resultOf)).toEqual([spans(1), spans(700)]);
  });

  it('S165: stop virtual time on their console, too', async () => {
    const { observe, run } = house();
    const observed = observe('moments.stopwatch', { codeDir: service });
    await run(observed);
    expect(observed.lines.map((line) => line.split('\t')[2])).toEqual([
      'long: 3ms so far',
      'default: 1.500s',
      'long: 1:01.500 (m:ss.mmm)',
      'long: 1:01:01.500 (h:mm:ss.mmm)',
      'long: 0ms',
    ]);
  });

  it('load variables into their own environment', async () => {
    const { observe, run } = house();
    const file = join(mkdtempSync(join(tmpdir(), 'variables-')), '.env');
    writeFileSync(file, 'SCF_TEST_LOADED=yes\nOWN=other\n');
    const observed = observe('moments.loads', { codeDir: service }, { environment: { OWN: 'given' } });
    expect(resultOf(await run(observed, { file }))).toEqual(['yes', 'given']);
    rmSync(dirname(file), { recursive: true });
    expect(realProcess.env['SCF_TEST_LOADED']).toBeUndefined();
  });

  it('end timers as `using` does', async () => {
    const { observe, run } = house();
    expect(resultOf(await run(observe(...at('disposes'))))).toEqual([]);
  });

  it('keep the rhythm of an interval that they wait for', async () => {
    const { observe, run } = house();
    // As Node does: the second and third tick wait while the first keeps the handler busy.
    expect(resultOf(await run(observe(...at('ticks'))))).toEqual([100, 350, 380, 410, 500]);
  });

  it('do not move the process that runs the tests', async () => {
    const { observe, run } = house();
    const before = process.cwd();
    expect(resultOf(await run(observe(...at('moves')), { to: '.' }))).toBe(service);
    const failure = failureOf(await run(observe(...at('moves')), { to: '..' }));
    expect(failure.error.errorMessage).toContain('process.chdir');
    expect(process.cwd()).toBe(before);
  });

  it('S165, S210: find a process and a console of their own', async () => {
    const { observe, run } = house({ host: { PATH: '/bin' } });
    const observed = observe(...at('surroundings'), { environment: { OWN: 'given' } });
    expect(resultOf(await run(observed))).toEqual({
      own: 'changed',
      path: '/bin',
      region: 'ap-guangzhou',
      cwd: service,
      request: 'request-1',
      same: [true, true, true],
    });
    expect(observed.lines).toEqual(['plain', `${new Date(startMs).toISOString()}\trequest-1\tfrom console`]);
    expect(process.env['OWN']).toBeUndefined();
    const other = observe(...at('surroundings'), { environment: { OWN: 'given' } });
    expect(resultOf(await run(other))).toMatchObject({ own: 'changed' });
  });

  it.each([
    { method: 'reads', result: expect.any(Number), why: 'a file' },
    { method: 'hashes', result: 'hashed', why: 'a thread of Node that is no handle' },
    { method: 'races', result: 'read', why: 'a file that comes before a timer that would come first' },
  ])('hold up time while they wait for $why', async ({ method, result }) => {
    const { observe, run, timeline } = house();
    expect(resultOf(await run(observe(...at(method))))).toEqual(result);
    expect(timeline.passedMs()).toBe(0);
  });

  it('do not hold it up for ever: who waits, and for what', async () => {
    const { observe, play } = house({ patienceMs: 20 });
    const observed = observe(...at('listens'));
    await play();
    const report = observed.run();
    await Promise.resolve();
    expect(await play()).toEqual([
      { function: 'work', instance: expect.any(Number), requestId: 'request-1', waitsFor: ['TCPSERVERWRAP'], waitedMs: expect.any(Number) },
    ]);
    observed.instance.kill();
    expect(await Promise.race([report, Promise.resolve('no report')])).toBe('no report');
  });

  it('S155: end their process with 439, and nothing behind the call runs', async () => {
    const next = jest.fn();
    const { observe, run } = house({ modules: { './counter': { next } } });
    const observed = observe(...at('exits'));
    expect(resultOf(await run(observed))).toBe('stayed');
    expect(failureOf(await run(observed, { exit: true }))).toMatchObject({ status: 439, gone: true, durationMs: 100 });
    expect(observed.told.filter(({ kind }) => kind === 'done')).toHaveLength(2);
    expect(next).not.toHaveBeenCalled();
  });

  it('have their exports for this', async () => {
    const { observe, run } = house();
    expect(resultOf(await run(observe(...at('isTop'))))).toBe(true);
  });

  it('S112, S193: stand still between events, and go on in the next one', async () => {
    const { observe, run, play, timeline } = house();
    const observed = observe(...at('leaves'));
    expect(resultOf(await run(observed, { leave: true }))).toBe('first');
    await play(startMs + 60_000);
    expect(observed.lines).toEqual([]);
    expect(resultOf(await run(observed))).toBe('second');
    expect(observed.lines).toEqual([expect.stringMatching(/\trequest-2\tleft behind$/)]);
    expect(timeline.passedMs()).toBe(60_001);
  });

  it('S84: hear SIGTERM where they listen, and end where they do not', async () => {
    const { observe, play } = house();
    const [polite, deaf] = [observe(...at('stops')), observe(...at('exits'))];
    await play();
    const reports = [polite.run({ ms: 10_000 }), deaf.run()];
    await Promise.resolve();
    await play(startMs + 50);
    for (const { instance } of [polite, deaf]) instance.signal();
    await play();
    const [good, bad] = await Promise.all(reports);
    expect(good && resultOf(good)).toBe('stopped by SIGTERM');
    expect(bad).toMatchObject({ status: 439, gone: true });
  });

  it('get the modules that a test gives in place of others', async () => {
    const next = jest.fn(() => 42);
    const { observe, run } = house({ modules: { './counter': { next } } });
    expect(resultOf(await run(observe(...at('count'))))).toMatchObject({ counter: 42, again: 42 });
  });

  it('find virtual time in those modules, too', async () => {
    const next = () => new Promise((resolve) => setTimeout(() => resolve(Date.now()), 60_000));
    const { observe, run, timeline } = house({ modules: { './counter': { next } } });
    expect(resultOf(await run(observe(...at('calls'))))).toBe(startMs + 60_000);
    expect(timeline.passedMs()).toBe(60_000);
  });

  describe('reach the outside as the test has it', () => {
    afterEach(() => jest.restoreAllMocks());

    it('by `fetch`, whenever that is put there, and by `Math.random`', async () => {
      const { observe, run } = house();
      const observed = observe(...at('asks'));
      const url = 'data:,plain';
      expect(resultOf(await run(observed, { url }))).toEqual({ answer: 'plain', chance: expect.any(Number), same: true });
      const fetched = jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('mocked'));
      jest.spyOn(Math, 'random').mockReturnValue(0.25);
      expect(resultOf(await run(observed, { url }))).toEqual({ answer: 'mocked', chance: 0.25, same: true });
      expect(fetched).toHaveBeenCalledWith(url);
    });

    it('unless they bring their own', async () => {
      jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('mocked'));
      const { observe, run } = house();
      expect(resultOf(await run(observe(...at('brings'))))).toBe('its own');
    });
  });

  it('may be ES modules, with the user’s esbuild', async () => {
    const { observe, run } = house();
    expect(resultOf(await run(observe('module.main', { codeDir: service })))).toBe(5_000);
  });

  it.each([
    { handler: 'absent.main', status: 437, message: 'looked for absent.js' },
    { handler: 'load.other', status: 437, message: 'exports no function "other"' },
    { handler: 'broken-syntax.main', status: 443, message: 'Unexpected end of input' },
    { handler: 'broken-throw.main', status: 443, message: 'no configuration' },
    { handler: 'broken-require.main', status: 443, message: "Cannot find module './there-is-no-such-module'" },
    { handler: 'broken-reject.main', status: 443, message: 'rejected while loading' },
    { handler: 'broken-exit.main', status: 405, message: '(code 7)' },
  ])('S123: $handler does not load: $status', async ({ handler, status, message }) => {
    const { observe, play } = house();
    const observed = observe(handler);
    expect(observed.told).toEqual([]);
    await play();
    const { failure } = await observed.heard('initFailed');
    expect(failure).toMatchObject({ status, gone: true, error: { errorMessage: expect.stringContaining(message) } });
    expect(observed.told.filter(({ kind }) => kind === 'initFailed')).toHaveLength(1);
  });

  it('S124: wait for their cold start in virtual time', async () => {
    const { observe, play, timeline } = house();
    const observed = observe(...at('count', { coldStartMs: 800 }));
    await play();
    expect(observed.told).toEqual([{ kind: 'ready' }]);
    expect(timeline.passedMs()).toBe(800);
  });
});

it('leaves the world of the test alone', async () => {
  const { observe, run } = house(given(() => new Promise((resolve) => setTimeout(resolve, 1_000))));
  await run(observe('x.y'));
  expect([setTimeout, Date, console, process, performance]).toEqual(world);
  expect(Date.now()).toBeGreaterThan(0);
});

it('tells nothing of an instance that was killed', async () => {
  const { observe, play, runtime } = house();
  const [starting, running] = [observe('finish.nothing'), observe('finish.nothingLater')];
  starting.instance.kill();
  await play();
  const report = running.run();
  await Promise.resolve();
  await play(startMs);
  running.instance.kill();
  running.instance.signal();
  await play();
  await runtime.close();
  expect(starting.told).toEqual([]);
  expect(running.told).toEqual([{ kind: 'ready' }]);
  expect(await Promise.race([report, Promise.resolve('no report')])).toBe('no report');
});
