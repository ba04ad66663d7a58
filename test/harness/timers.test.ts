import { createRegion, type FunctionOptions, type RegionOptions, type TestRegion } from '../../src/harness';
import '../../src/harness/jest';

const hourMs = 3_600_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const nightly = { timer: { name: 'nightly', cron: '0 30 2 * * * *', message: '{"full":true}' } };

/** A region with one function, `f`, at midnight in Beijing. */
function regionOf(f: FunctionOptions, options: RegionOptions = {}): Promise<TestRegion> {
  return createRegion({ lang: 'en', startAt: '2024-03-03T16:00:00Z', timers: true, ...options, functions: { f } });
}

const arrivals = ({ records }: TestRegion) => records.map(({ arrivedMs }) => arrivedMs);

describe('timers on virtual time (S220)', () => {
  it('fire by the clock of Beijing, asynchronously, with the event of the documents', async () => {
    const events: unknown[] = [];
    const handler = async (event: unknown) => {
      events.push(event);
      await sleep(hourMs);
    };
    const region = await regionOf({ handler, asyncRunEnable: true, timeout: 7200, cls: { logsetId: 'a', topicId: 'b' }, events: [nightly] });
    await region.advance('2d');
    expect(events).toEqual(
      ['2024-03-03T18:30:00Z', '2024-03-04T18:30:00Z'].map((Time) => ({ Type: 'Timer', TriggerName: 'nightly', Time, Message: '{"full":true}' })),
    );
    expect(region.records.map(({ type, qualifier, status, arrivedMs }) => [type, qualifier, status, arrivedMs])).toEqual([
      ['async', '$DEFAULT', 200, 2.5 * hourMs],
      ['async', '$DEFAULT', 200, 26.5 * hourMs],
    ]);
  });

  it('do not fire where a new plan holds them', async () => {
    const region = await regionOf({ handler: () => 1, events: [nightly] });
    const plan = region.plan('f');
    if (!plan) throw new Error('f has a plan');
    region.configure({ kind: 'function', plan: { ...plan, timers: plan.timers.map((timer) => ({ ...timer, held: true })) } });
    await region.advance('2d');
    expect(region.records).toEqual([]);
  });

  it.each([
    { options: {}, after: undefined, why: 'where nobody sets it' },
    { options: { environment: { TRIGGER_SRC: 'mine' } }, after: 'mine', why: 'where the function has one' },
    { options: { provisionedConcurrency: { instances: 1 } }, after: undefined, why: 'on provisioned instances' },
  ])('S210: are told of in TRIGGER_SRC while they run, $why', async ({ options, after }) => {
    const told: unknown[] = [];
    const handler = () => void told.push(process.env['TRIGGER_SRC']);
    const region = await regionOf({ handler, ...options, events: [nightly] });
    // On one instance: it is kept for five minutes.
    await region.advance('149m');
    await region.invoke('f');
    await region.advance('2m');
    await region.invoke('f');
    expect(told).toEqual([after, 'timer', after]);
    expect(region.records.slice(1).map(({ attempts }) => attempts[0]?.cold)).toEqual([false, false]);
  });

  it.each([
    { why: 'unless the test says so', options: { timers: false }, f: { model: {} } },
    { why: 'that are closed', options: {}, f: { model: {}, events: [{ timer: { ...nightly.timer, enable: false } }] } },
    { why: 'whose function cannot be run here', options: {}, f: { runtime: 'Python3.7', handler: 'index.main' } },
  ])('do not fire $why', async ({ options, f }) => {
    const region = await regionOf({ events: [nightly], ...f }, options);
    await region.advance('3d');
    expect(region.records).toEqual([]);
  });

  it('arrive after what ends at their moment (design §4.1)', async () => {
    const events = [{ timer: { name: 'tick', cron: '0 * * * * * *' } }];
    const region = await regionOf({ model: { durationMs: 60_000, coldStartMs: 0 }, timeout: 90, memorySize: 128, reservedConcurrency: 128, events });
    await region.invokeAsync('f');
    await region.advance('1m');
    await region.runUntilIdle();
    expect(region.records.map(({ arrivedMs, attempts, cause }) => [arrivedMs, attempts[0]?.startedMs, cause])).toEqual([
      [0, 0, undefined],
      [60_000, 60_000, undefined],
    ]);
  });

  it('follow their function when it is changed, and end with it', async () => {
    const region = await regionOf({ model: { durationMs: 1 }, events: [{ timer: { name: 'tick', cron: '0 0 * * * * *' } }] });
    await region.advance('61m');
    expect(arrivals(region)).toEqual([hourMs]);
    const plan = region.plan('f');
    if (!plan) throw new Error('it is there');
    const [timer] = plan.timers;
    if (!timer) throw new Error('it has a timer');
    region.configure({ kind: 'function', plan: { ...plan, timers: [{ ...timer, cron: '0 30 * * * * *' }] } });
    await region.advance('1h');
    expect(arrivals(region)).toEqual([hourMs, 1.5 * hourMs]);
    region.configure({ kind: 'functionRemoved', function: 'f' });
    await region.advance('1d');
    expect(arrivals(region)).toHaveLength(2);
  });

  it('fire no more once the region is closed, and whoever lets time go by does so to its end', async () => {
    const handler = async () => {
      if (region.nowMs === 2 * hourMs) await region.close();
    };
    const region = await regionOf({ handler, events: [{ timer: { name: 'tick', cron: '0 0 * * * * *' } }] });
    await region.advance('1d');
    expect(arrivals(region)).toEqual([hourMs, 2 * hourMs]);
    expect(region.nowMs).toBe(24 * hourMs);
    await expect(region.advance('1h')).rejects.toMatchObject({ code: 'CLOSED' });
  });
});
