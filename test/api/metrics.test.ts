import { MetricsObserver } from '../../src/api';
import type { Call, Ended } from '../../src/region';
import type { RequestId } from '../../src/scf';
import { closeHouses, openHouse, type House } from './house';

afterEach(closeHouses);

/** The samples of a scrape by their names and labels, as they are written. */
async function scrape({ request }: House): Promise<Record<string, number>> {
  const answer = await request('/metrics');
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]));
}

it("counts under the platform's names, by function, namespace and qualifier (S180)", async () => {
  const house = openHouse();
  for (let n = 0; n < 3; n += 1) await house.ask('Invoke', { FunctionName: 'echo', ClientContext: '"ab"' });
  await house.ask('InvokeFunction', { FunctionName: 'echo' });
  await house.ask('Invoke', { FunctionName: 'fail' });
  await house.ask('Invoke', { FunctionName: 'off' });
  await house.ask('Invoke', { FunctionName: 'job' });
  const samples = await scrape(house);
  const of = (name: string, fn: string, qualifier = '$LATEST'): number | undefined =>
    samples[`scf_${name}{function="shop-dev-${fn}",namespace="default",qualifier="${qualifier}"}`];
  expect([of('invocation_total', 'echo'), of('invocation_total', 'echo', '$DEFAULT'), of('invocation_total', 'fail')]).toEqual([3, 1, 1]);
  expect([of('error_total', 'echo'), of('error_total', 'fail'), of('error_total', 'off')]).toEqual([0, 1, 0]);
  expect([of('http_2xx_total', 'echo'), of('http_4xx_total', 'fail'), of('http_432_total', 'off'), of('http_4xx_total', 'off')]).toEqual([
    3, 1, 1, 1,
  ]);
  expect(of('duration_milliseconds_total', 'echo')).toBeCloseTo(3 * 0.826);
  expect(of('mem_duration_megabyte_milliseconds_total', 'echo')).toBeCloseTo(9 * 0.826);
  expect(of('out_flow_kilobytes_total', 'echo')).toBeCloseTo(12 / 1024);
  expect(of('mem_megabytes', 'echo')).toBe(3);
  expect(samples['scf_concurrent_executions{function="shop-dev-job",namespace="default"}']).toBe(1);
  expect(samples['scf_concurrent_executions{function="shop-dev-echo",namespace="default"}']).toBe(0);
  expect(samples['scf_throttle_total{function="shop-dev-off",namespace="default"}']).toBe(1);
  expect(samples['scf_instances{function="shop-dev-job",namespace="default"}']).toBe(1);
  expect(samples['scf_busy_megabytes{function="shop-dev-job",namespace="default"}']).toBe(128);
  expect(samples['scf_burst_limited_total{function="shop-dev-off",namespace="default"}']).toBe(0);
});

it('is a scrape of its own each time', async () => {
  const house = openHouse();
  await house.ask('Invoke', { FunctionName: 'echo' });
  expect(await scrape(house)).toEqual(await scrape(house));
});

it('has the largest memory of the last one to two minutes', () => {
  let nowMs = 0;
  const metrics = new MetricsObserver(() => nowMs);
  const run = (memoryMB: number): void => metrics.ended({ ...ended, memoryMB });
  const largest = (): number[] => [...metrics.tallies].map((tally) => metrics.memoryMB(tally));
  run(90);
  run(40);
  expect(largest()).toEqual([90]);
  nowMs = 60_000;
  run(20);
  expect(largest()).toEqual([90]);
  nowMs = 120_000;
  expect(largest()).toEqual([20]);
  nowMs = 600_000;
  expect(largest()).toEqual([0]);
});

it('keeps no more series than it can bear', () => {
  const metrics = new MetricsObserver(() => 0);
  for (let n = 0; n < 10_100; n += 1) metrics.invoked(`r${n}` as RequestId, { function: 'a', qualifier: `q${n}` } as Call);
  const tallies = [...metrics.tallies];
  expect(tallies).toHaveLength(10_001);
  expect(tallies.reduce((sum, { invocations }) => sum + invocations, 0)).toBe(10_100);
});

const ended: Ended = {
  record: {
    row: 0,
    requestId: 'r' as RequestId,
    function: 'a',
    qualifier: '$LATEST',
    type: 'sync',
    arrivedMs: 0,
    status: 200,
    state: 'FINISHED',
    attempts: [],
    endedMs: 1,
  },
  result: undefined,
  error: undefined,
  durationMs: 1,
  memoryMB: 1,
};
