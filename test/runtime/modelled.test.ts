import { Timeline } from '../../src/clock';
import { ModelledRuntime, type RunReport } from '../../src/runtime';
import type { Model, RequestId } from '../../src/scf';
import { Observed, specOf } from './instances';

const model: Model = { coldStartMs: undefined, durationMs: undefined, failures: [], coldStartFailures: [] };

function played(changes: Partial<Model>, seed = 1) {
  const timeline = new Timeline();
  const runtime = new ModelledRuntime({ lang: 'en', timeline, models: { work: { ...model, ...changes } }, seed });
  const observed = new Observed(runtime, specOf('x.y', { coldStartMs: 5 }));
  const play = () => {
    while (timeline.nextMs() < Infinity) timeline.step();
    return timeline.nowMs();
  };
  return { observed, play, timeline };
}

describe('a modelled instance (S124)', () => {
  it('is ready after its cold start, and done after its duration', async () => {
    const { observed, play } = played({ coldStartMs: { kind: 'constant', ms: 800 }, durationMs: { kind: 'constant', ms: 3_000 } });
    expect(observed.told).toEqual([]);
    expect(play()).toBe(800);
    const report = observed.run();
    await Promise.resolve();
    expect(play()).toBe(3_800);
    expect(await report).toMatchObject({ status: 200, durationMs: 3_000, gone: false });
  });

  it('takes the cold start of the profile where its model says nothing', () => {
    expect(played({}).play()).toBe(5);
  });

  it.each([
    { status: 430, gone: false },
    { status: 439, gone: true },
    { status: 434, gone: true },
  ] as const)('fails with $status, and is gone: $gone (S115)', async ({ status, gone }) => {
    const { observed, play } = played({ failures: [{ share: 1, status }] });
    play();
    const report = observed.run();
    await Promise.resolve();
    play();
    expect(await report).toMatchObject({ status, gone });
  });

  it('fails to start', () => {
    const { observed, play } = played({ coldStartFailures: [{ share: 1, status: 443 }] });
    play();
    expect(observed.told).toEqual([{ kind: 'initFailed', failure: expect.objectContaining({ status: 443, gone: true }) }]);
  });

  it('ends by SIGTERM, running or not (S84)', async () => {
    const { observed, play, timeline } = played({ durationMs: { kind: 'constant', ms: 1_000 } });
    play();
    const report = observed.run();
    await Promise.resolve();
    timeline.moveTo(100);
    observed.instance.signal();
    play();
    expect(await report).toMatchObject({ status: 439, gone: true, durationMs: 95 });
    const idle = played({});
    idle.play();
    idle.observed.instance.signal();
    idle.play();
    expect(idle.observed.told.map(({ kind }) => kind)).toEqual(['ready', 'exited']);
  });

  it('tells nothing once it was killed', async () => {
    const { observed, play } = played({ durationMs: { kind: 'constant', ms: 10 } });
    play();
    void observed.run();
    await Promise.resolve();
    observed.instance.kill();
    play();
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready']);
  });

  it('S92: takes several events at once, and tells of which one it speaks', () => {
    const { instance, told, play } = heard({ durationMs: { kind: 'values', ms: [300, 100, 200] } });
    const ids = ['one', 'two', 'three'] as RequestId[];
    for (const id of ids) instance.run(id, Buffer.from('{}'));
    play();
    expect(told.map(({ requestId }) => requestId).sort()).toEqual([...ids].sort());
    expect(told.map(({ report }) => report.durationMs)).toEqual(told.map(({ atMs }) => atMs - 5));
  });

  it('S93: is gone with all that it runs, and says so once', () => {
    const { instance, told, play } = heard({ durationMs: { kind: 'uniform', minMs: 1, maxMs: 99 }, failures: [{ share: 1, status: 434 }] });
    for (const id of ['one', 'two'] as RequestId[]) instance.run(id, Buffer.from('{}'));
    play();
    expect(told).toEqual([expect.objectContaining({ report: expect.objectContaining({ status: 434, gone: true }) })]);
    expect(instance.signal()).toBe(false);
  });

  it('S93: says nothing of one that takes longer than it may, which the engine has ended by then', () => {
    const { instance, told, play } = heard({ durationMs: { kind: 'constant', ms: 3_001 }, failures: [{ share: 1, status: 439 }] });
    instance.run('late' as RequestId, Buffer.from('{}'));
    play();
    expect(told).toEqual([]);
    expect(instance.signal()).toBe(true);
  });

  it('S93: forgets an attempt that was given up when the event comes again', () => {
    const { instance, told, play, timeline } = heard({ durationMs: { kind: 'constant', ms: 1_000 } });
    instance.run('again' as RequestId, Buffer.from('{}'));
    timeline.moveTo(600);
    instance.run('again' as RequestId, Buffer.from('{}'));
    play();
    expect(told).toEqual([expect.objectContaining({ requestId: 'again', atMs: 1_600 })]);
  });
});

/** An instance that is ready, and what it tells of its runs. */
function heard(changes: Partial<Model>) {
  const timeline = new Timeline();
  const runtime = new ModelledRuntime({ lang: 'en', timeline, models: { work: { ...model, ...changes } }, seed: 1 });
  const told: { readonly requestId: RequestId | undefined; readonly report: RunReport; readonly atMs: number }[] = [];
  const nothing = () => undefined;
  const instance = runtime.start(specOf('x.y', { coldStartMs: 5 }), {
    ready: nothing,
    initFailed: nothing,
    line: nothing,
    answered: nothing,
    done: (report, requestId) => told.push({ report, requestId, atMs: timeline.nowMs() }),
    exited: nothing,
  });
  const play = () => {
    while (timeline.nextMs() < Infinity) timeline.step();
  };
  play();
  return { instance, told, play, timeline };
}
