import { ProcessRuntime, type Runtime } from '../../src/runtime';
import { failureOf, kinds, Observed, resultOf, specOf } from './instances';

/** What a region may rely on, whatever runs its handlers. */
describe.each(kinds)('ProcessRuntime with $kind', ({ local }) => {
  let runtime: Runtime;

  beforeEach(() => {
    runtime = new ProcessRuntime({ lang: 'en', host: process.env, local });
  });

  afterEach(() => runtime.close());

  it('tells nothing before `start` returns', async () => {
    const observed = new Observed(runtime, specOf('finish.asyncValue'));
    expect(observed.told).toEqual([]);
    await observed.heard('ready');
  });

  it('runs one event after another on one instance', async () => {
    const observed = new Observed(runtime, specOf('finish.asyncValue'));
    for (const n of [1, 2, 3]) expect(resultOf(await observed.run({ n }))).toEqual({ got: { n } });
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'done', 'done', 'done']);
  });

  // Small ones are told in one way, large ones in another, and what comes between depends on how they are written.
  it.each([0, 20_000, 32_700, 65_500, 200_000, 5_000_000])('carries an event, and a result, of about %i bytes', async (bytes) => {
    const observed = new Observed(runtime, specOf('finish.asyncValue'));
    for (const text of ['x'.repeat(bytes), 'é'.repeat(bytes / 2), '云'.repeat(bytes / 3)]) {
      expect(resultOf(await observed.run(text)) as object).toEqual({ got: text });
    }
  });

  it('takes the next event in the moment in which it says that the last one is done', async () => {
    const results: unknown[] = [];
    await new Promise<void>((resolve) => {
      const spec = specOf('finish.asyncValue');
      const next = (): void => instance.run(spec.requestId ?? fail(), Buffer.from(String(results.length)));
      const instance = runtime.start(spec, {
        ready: next,
        done: (report) => {
          results.push(resultOf(report));
          if (results.length < 3) next();
          else resolve();
        },
        initFailed: fail,
        line: fail,
        answered: fail,
        exited: fail,
      });
    });
    expect(results).toEqual([{ got: 0 }, { got: 1 }, { got: 2 }]);
  });

  it.each([
    { own: {}, after: undefined },
    { own: { TRIGGER_SRC: 'mine' }, after: 'mine' },
  ])('S210: says in TRIGGER_SRC what has triggered a run, of other runs $after', async ({ own, after }) => {
    const observed = new Observed(runtime, specOf('surroundings.environment', {}, { environment: own }));
    const told: unknown[] = [];
    for (const trigger of [undefined, 'timer', 'timer', undefined]) {
      told.push((resultOf(await observed.run({}, observed.nextRequestId(), trigger)) as Record<string, string>)['TRIGGER_SRC']);
    }
    expect(told).toEqual([after, 'timer', 'timer', after]);
  });

  it('keeps an instance whose handler has failed', async () => {
    const observed = new Observed(runtime, specOf('finish.throws'));
    expect(failureOf(await observed.run())).toMatchObject({ status: 430, gone: false });
    expect(failureOf(await observed.run())).toMatchObject({ status: 430, gone: false });
  });

  it('says once that an instance could not be initialised', async () => {
    const observed = new Observed(runtime, specOf('broken-throw.main'));
    await observed.heard('initFailed');
    await runtime.close();
    expect(observed.told.filter(({ kind }) => kind !== 'line').map(({ kind }) => kind)).toEqual(['initFailed']);
  });

  it('tells nothing of an instance that was killed', async () => {
    const [idle, starting] = [new Observed(runtime, specOf('finish.nothing')), new Observed(runtime, specOf('finish.nothing'))];
    starting.instance.kill();
    await idle.run();
    idle.instance.kill();
    idle.instance.signal();
    await runtime.close();
    expect(starting.told).toEqual([]);
    expect(idle.told.map(({ kind }) => kind)).toEqual(['ready', 'done']);
  });

  it('takes no second event while one is on', async () => {
    const observed = new Observed(runtime, specOf('bad.loops'));
    await observed.runUntilLine();
    expect(() => observed.instance.run(observed.nextRequestId(), Buffer.from('{}'))).toThrow('one event at a time');
  });
});

function fail(): never {
  throw new Error('unexpected');
}
