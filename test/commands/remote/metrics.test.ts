import { metrics } from '../../../src/commands/remote/metrics';
import { periodFor } from '../../../src/cloud/monitor';
import { refusal, type Answer, type Arrived } from '../../cloud/fakeCloud';
import { openedMs } from '../../region/opened';
import { fails, succeeds } from '../../region/modelledRuntime';
import { functionPlan } from '../../scf/plans';
import { fakeHosts, openCloudHome, running, serviceOf } from './cloudHome';

const hourMs = 3_600_000;

/** Two points of one function, with these values. */
function points({ params }: Arrived, of: Readonly<Record<string, readonly number[]>>): Answer {
  const instances = params['Instances'] as readonly { Dimensions: readonly { Name: string; Value: string }[] }[];
  const values = of[String(params['MetricName'])] ?? [];
  const points = instances
    .filter(({ Dimensions }) => Dimensions.some(({ Value }) => Value === 'shop-dev-api'))
    .map(({ Dimensions }) => ({ Dimensions, Timestamps: values.map((_, n) => openedMs / 1_000 + 300 * n), Values: values }));
  return {
    Period: params['Period'],
    MetricName: params['MetricName'],
    StartTime: params['StartTime'],
    EndTime: params['EndTime'],
    DataPoints: points,
  };
}

it('S181: asks Cloud Monitor for the last day of each function, and sums up', async () => {
  const { access, arrived } = fakeHosts((_host, asked) =>
    points(asked, {
      Invocation: [3, 1],
      Error: [1, 0],
      Throttle: [0, 2],
      Duration: [10, 50],
      ConcurrentExecutions: [2, 4],
      Mem: [31.5, 30],
      Http432: [0, 2],
    }),
  );
  const { code, out } = await running((output, machine) => metrics({}, serviceOf('api', 'job'), access, output, machine));
  expect(code).toBe(0);
  const lines = out.split('\n').filter((line) => line.includes('│'));
  const cells = lines.map((line) =>
    line
      .split('│')
      .map((cell) => cell.trim())
      .filter(Boolean),
  );
  expect(out).toContain('concurrency and memory are the highest');
  // A mean counts as often as there were invocations: (3 × 10 + 1 × 50) / 4.
  expect(cells).toContainEqual(['api', '4', '1', '2', '20', '4', '31.5', '2', '0', '0']);
  expect(cells).toContainEqual(['job', '0', '0', '0', '0', '0', '0']);
  const asked = arrived.find(({ params }) => params['MetricName'] === 'Throttle');
  expect(asked).toMatchObject({
    host: 'monitor.tencentcloudapi.com',
    action: 'GetMonitorData',
    headers: { 'x-tc-version': '2018-07-24', 'x-tc-region': 'ap-guangzhou' },
    params: {
      Namespace: 'QCE/SCF_V2',
      MetricName: 'Throttle',
      Period: 300,
      StartTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
      Instances: ['api', 'job'].map((key) => ({
        Dimensions: [
          { Name: 'namespace', Value: 'default' },
          { Name: 'functionName', Value: `shop-dev-${key}` },
        ],
      })),
    },
  });
  // One request for each metric: both functions fit into an answer.
  expect(arrived).toHaveLength(9);
  const count = (functions: number) => serviceOf(...Array.from({ length: functions }, (_, n) => `f${n}`));
  await running((output, machine) => metrics({}, count(11), access, output, machine));
  // 288 points each of five functions are 1,440, the most of one answer.
  expect(arrived).toHaveLength(9 + 9 * 3);
});

it('tells the same as JSON, with null for what is not known', async () => {
  const { access } = fakeHosts((_host, asked) => points(asked, { Invocation: [2], Duration: [7] }));
  const raw = { json: true, startTime: '2h', endTime: '1h' };
  const { out } = await running((output, machine) => metrics(raw, serviceOf('api'), access, output, machine));
  expect(JSON.parse(out)).toMatchObject({
    from: new Date(openedMs - 2 * hourMs).toISOString(),
    to: new Date(openedMs - hourMs).toISOString(),
    functions: [{ function: 'api', name: 'shop-dev-api', invocations: 2, errors: 0, durationMs: 7, concurrency: null, memoryMB: null, http432: 0 }],
  });
});

it.each([
  ['an hour', hourMs, 60],
  ['a day', 24 * hourMs, 300],
  ['two days', 48 * hourMs, 3_600],
  ['a month', 30 * 24 * hourMs, 86_400],
  ['a year', 365 * 24 * hourMs, 86_400],
])('has points of %s in one answer', (_what, ms, period) => {
  expect(periodFor(ms)).toBe(period);
});

it('S180: of a local region tells what it has counted since it began', async () => {
  const { access, service, region } = await openCloudHome({
    functions: [functionPlan('api'), functionPlan('off', { reservedMB: 0 })],
    behaviours: { api: { run: (event) => (event === '1' ? fails(100, 430, 'no') : succeeds(200, 'null', 40)) } },
  });
  region.invoke('api');
  region.invoke('api', { event: '1' });
  region.invoke('off');
  region.pass(10_000);
  const { out, err } = await running((output, machine) => metrics({ json: true, startTime: '1h' }, service, access, output, machine));
  expect(JSON.parse(out)).toMatchObject({
    from: null,
    to: null,
    functions: [
      { function: 'api', invocations: 2, errors: 1, throttled: 0, durationMs: 150, concurrency: 0, memoryMB: 40, http432: 0 },
      { function: 'off', invocations: 1, throttled: 1, http432: 1 },
    ],
  });
  expect(err).toContain('a local region counts since it began');
  const { out: text } = await running((output, machine) => metrics({}, service, access, output, machine), { lang: 'zh' });
  expect(text).toContain('自地域启动起累计；并发为当前值');
  expect(text).not.toContain('最大并发');
});

it('tells what goes wrong', async () => {
  const refused = fakeHosts(() => refusal('UnauthorizedOperation', 'No.'));
  const { code, err } = await running((output, machine) => metrics({}, serviceOf('api'), refused.access, output, machine));
  expect(code).toBe(1);
  expect(err).toContain('GetMonitorData was refused: UnauthorizedOperation');
  const { access } = await openCloudHome();
  const gone = { ...access, endpoint: 'http://127.0.0.1:9' };
  const silent = await running((output, machine) => metrics({}, serviceOf('api'), gone, output, machine));
  expect(silent.code).toBe(1);
  expect(silent.err).toContain('http://127.0.0.1:9');
  await expect(running((output, machine) => metrics({ endTime: '25h', startTime: '1h' }, serviceOf('api'), access, output, machine))).rejects.toThrow(
    'earlier',
  );
});
