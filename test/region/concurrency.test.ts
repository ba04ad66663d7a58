import type { RequestId } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import type { Script } from './modelledRuntime';
import { open } from './opened';

/** Instances of Web functions that serve several requests (S92, S93). */
const web = functionPlan('a', { type: 'web', instanceConcurrency: 3, retryNum: 0 });

const answersAndSucceeds = (afterMs: number, requestId: RequestId): Script => [
  { afterMs: afterMs / 2, says: (listener) => listener.answered(Buffer.from(`"early ${requestId}"`), requestId) },
  { afterMs: afterMs / 2, says: (listener) => listener.line(`half of ${requestId}`, requestId) },
  {
    afterMs,
    says: (listener) =>
      listener.done({ status: 200, result: Buffer.from(`"${requestId}"`), gone: false, durationMs: afterMs, memoryMB: undefined }, requestId),
  },
];

const overruns = (afterMs: number, requestId: RequestId): Script => [
  {
    afterMs,
    says: (listener) => {
      const error = { errorCode: -1, errorMessage: 'Task memory exceeded 128 MB' } as const;
      listener.done({ status: 434, error, gone: true, durationMs: afterMs, memoryMB: 200 }, requestId);
    },
  },
];

/** Runs by what the event says: a time, or `"overrun"`. */
const run = (event: string, requestId: RequestId): Script =>
  event === '"overrun"' ? overruns(50, requestId) : event === '"hang"' ? [] : answersAndSucceeds(Number(event), requestId);

function opened() {
  const shell = open({ functions: [web], behaviours: { a: { run } } });
  // One request starts the instance; those that follow find it.
  shell.invoke('a', { event: '10' });
  shell.runtime.pass(100);
  shell.log.length = 0;
  return shell;
}

it('is one instance and busy once; each request has its own answer, lines and end', async () => {
  const { region, runtime, log, invoke } = opened();
  const calls = ['300', '100', '200'].map((event) => invoke('a', { event }));
  expect(region.levels()).toMatchObject({ alive: 1, busyMB: 128 });
  expect(region.instances()).toMatchObject([{ phase: 'busy', requestIds: ['r2', 'r3', 'r4'] }]);
  runtime.pass(150);
  expect(region.levels()).toMatchObject({ busyMB: 128 });
  expect(region.instances()).toMatchObject([{ requestIds: ['r2', 'r4'] }]);
  runtime.pass(150);
  expect(region.levels()).toMatchObject({ started: 1, busyMB: 0, busyPeakMB: 128 });
  const ends = await Promise.all(calls.map(async ({ answer, ended }) => [await answer, (await ended).record.attempts, String((await ended).result)]));
  expect(ends).toEqual(
    [300, 100, 200].map((ms, index) => [
      { kind: 'result', result: Buffer.from(`"early r${index + 2}"`) },
      [{ instance: 1, cold: false, startedMs: 100, endedMs: 100 + ms, status: 200 }],
      `"r${index + 2}"`,
    ]),
  );
  expect(log).toEqual(expect.arrayContaining(['r2: half of r2', 'r3: half of r3', 'r4: half of r4']));
});

it('S93: a memory overrun ends them all', async () => {
  const { region, runtime, invoke } = opened();
  const calls = ['300', '"overrun"'].map((event) => invoke('a', { event }));
  runtime.pass(60);
  for (const { ended } of calls) expect((await ended).record).toMatchObject({ status: 434, endedMs: 150 });
  expect(region.levels()).toMatchObject({ alive: 0, busyMB: 0 });
});

it('S93: a time-out ends its own request; what is heard of it later is no more than that', async () => {
  const { region, runtime, invoke } = opened();
  const late = invoke('a', { event: '5000' });
  runtime.pass(1_000);
  const other = invoke('a', { event: '2900' });
  runtime.pass(2_000);
  expect((await late.ended).record).toMatchObject({ status: 433 });
  expect(region.levels()).toMatchObject({ alive: 1, busyMB: 128 });
  runtime.pass(10_000);
  expect((await other.ended).record).toMatchObject({ status: 200 });
  expect(region.levels()).toMatchObject({ alive: 1, busyMB: 0 });
});

it('is gone with a request that had timed out before, and so is what it still ran', async () => {
  const gone = (afterMs: number, requestId: RequestId): Script => overruns(afterMs, requestId);
  const { region, runtime, invoke } = open({
    functions: [web],
    behaviours: { a: { run: (event, requestId) => (event === '1' ? gone(4_000, requestId) : [...answersAndSucceeds(2_500, requestId)]) } },
  });
  invoke('a', { event: '1' });
  runtime.pass(2_000);
  const other = invoke('a', { event: '2' });
  runtime.pass(2_000);
  expect((await other.ended).record).toMatchObject({ status: 434, endedMs: 4_000 });
  expect(region.levels()).toMatchObject({ alive: 0, busyMB: 0 });
});

it('is gone idle, when all that it ran had timed out', () => {
  const { region, runtime, invoke } = open({ functions: [web], behaviours: { a: { run: (_event, id) => overruns(4_000, id) } } });
  invoke('a', { event: '1' });
  runtime.pass(3_500);
  expect(region.instances()).toMatchObject([{ phase: 'idle' }]);
  runtime.pass(1_000);
  expect(region.instances()).toEqual([]);
});
