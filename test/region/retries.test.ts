import type { Retry } from '../../src/region';
import { functionPlan } from '../scf/plans';
import { fails, initFails, ready, succeeds, type Behaviour } from './modelledRuntime';
import { open } from './opened';

/** A handler that fails its first runs. */
function failing(times: number, message = 'oh'): Behaviour {
  let runs = 0;
  return { run: () => ((runs += 1) > times ? succeeds(20, `"run ${runs}"`) : fails(10, 430, `${message} ${runs}`)) };
}

const minuteMs = 60_000;

/** What the record says of an instance that did not start. */
function neverBegan(instance: number, endedMs: number) {
  return { instance, cold: true, startedMs: endedMs, endedMs, status: 443, initOnly: true };
}

describe('an event whose run fails (S54, S62)', () => {
  it('is tried again after a minute, twice, under its RequestId; every attempt stands in the record', async () => {
    const { runtime, send } = open({ functions: [functionPlan('a')], behaviours: { a: failing(9) } });
    const { ended } = send('a');
    runtime.pass(10 * minuteMs);
    const { record, error } = await ended;
    expect(record).toMatchObject({ status: 430, state: 'FAILED', requestId: 'r1', arrivedMs: 0, endedMs: 2 * minuteMs + 30 });
    expect(record.attempts).toEqual([
      { instance: 1, cold: true, startedMs: 0, endedMs: 10, status: 430 },
      { instance: 1, cold: false, startedMs: minuteMs + 10, endedMs: minuteMs + 20, status: 430 },
      { instance: 1, cold: false, startedMs: 2 * minuteMs + 20, endedMs: 2 * minuteMs + 30, status: 430 },
    ]);
    expect(error).toMatchObject({ errorMessage: 'oh 3' });
  });

  it('is over with the attempt that succeeds, and has its result', async () => {
    const { runtime, send } = open({ functions: [functionPlan('a')], behaviours: { a: failing(1) } });
    const { ended } = send('a');
    runtime.pass(10 * minuteMs);
    expect(await ended).toMatchObject({
      record: { status: 200, state: 'FINISHED', attempts: [{ status: 430 }, { status: 200 }] },
      result: Buffer.from('"run 2"'),
      error: undefined,
      durationMs: 20,
    });
  });

  it('S167: each attempt has its own START … Report', () => {
    const { runtime, log, send } = open({ functions: [functionPlan('a')], behaviours: { a: failing(1) } });
    send('a');
    runtime.pass(10 * minuteMs);
    expect(log.map((line) => line.replace(/ Request.*| Duration.*/, ''))).toEqual([
      ...['r1: START', 'r1: Event', 'r1: ERROR', 'r1: END', 'r1: Report'],
      ...['r1: START', 'r1: Event', 'r1: END', 'r1: Report'],
    ]);
    expect(log[2]).toContain('"errorMessage":"oh 1"');
  });

  it('has its first cause of waiting, and its retries are told when they are decided', () => {
    const told: (Retry & { requestId: string })[] = [];
    const { runtime, send } = open({
      functions: [functionPlan('a')],
      behaviours: { a: failing(9) },
      observer: { retries: (requestId, retry) => told.push({ requestId, ...retry }) },
    });
    send('a');
    runtime.pass(10 * minuteMs);
    const retry = { requestId: 'r1', status: 430, afterMs: minuteMs, because: 'run', max: 2 };
    expect(told).toEqual([
      { ...retry, nth: 1 },
      { ...retry, nth: 2 },
    ]);
  });

  it('holds no memory between two attempts, and its instance stays for others', () => {
    const { region, runtime, send } = open({ functions: [functionPlan('a')], behaviours: { a: failing(1) } });
    send('a');
    runtime.pass(1_000);
    expect(region.levels()).toMatchObject({ alive: 1, busyMB: 0, busyPeakMB: 128 });
  });

  it('S62, S123: an initialisation that failed is an attempt without a handler, and the next one starts another instance', async () => {
    const { runtime, send } = open({ functions: [functionPlan('a')], behaviours: { a: { init: initFails(5, 443, 'SyntaxError') } } });
    const { ended } = send('a');
    runtime.pass(10 * minuteMs);
    const attempts = [5, minuteMs + 10, 2 * minuteMs + 15].map((endedMs, nth) => neverBegan(nth + 1, endedMs));
    expect(await ended).toMatchObject({ record: { status: 443, state: 'FAILED', attempts }, error: { errorMessage: 'SyntaxError' } });
    expect(runtime.specs.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it('S123: so it is when an earlier attempt had begun', async () => {
    const begins = [ready(0), initFails(5, 443, 'SyntaxError'), initFails(5, 443, 'SyntaxError')];
    const { runtime, send } = open({
      functions: [functionPlan('a')],
      behaviours: {
        a: {
          get init() {
            return begins.shift() ?? ready(0);
          },
          run: () => fails(10, 439, 'User process exit when running', true),
        },
      },
    });
    const { ended } = send('a');
    runtime.pass(10 * minuteMs);
    const { status, attempts } = (await ended).record;
    expect({ status, attempts }).toEqual({
      status: 443,
      attempts: [{ instance: 1, cold: true, startedMs: 0, endedMs: 10, status: 439 }, neverBegan(2, minuteMs + 15), neverBegan(3, 2 * minuteMs + 20)],
    });
  });

  it('S58, S60: ends as EXPIRED when its MsgTTL leaves no time for it', async () => {
    const { runtime, send } = open({ functions: [functionPlan('a', { reservedMB: 0, msgTtlMs: minuteMs })] });
    const { ended } = send('a');
    runtime.pass(minuteMs);
    expect((await ended).record).toMatchObject({ status: 432, state: 'EXPIRED', attempts: [], endedMs: minuteMs, cause: { limit: 'reserved' } });
  });

  it('is aborted where it rests when the region closes', async () => {
    const { region, runtime, send } = open({ functions: [functionPlan('a')], behaviours: { a: failing(1) } });
    const { ended } = send('a');
    runtime.pass(1_000);
    await region.close();
    expect((await ended).record).toMatchObject({ status: 499, state: 'ABORTED', attempts: [{ status: 430 }] });
  });
});

it('S42: a synchronous call is not tried again', async () => {
  const { runtime, invoke } = open({ functions: [functionPlan('a')], behaviours: { a: failing(1) } });
  const { ended } = invoke('a');
  runtime.pass(10 * minuteMs);
  expect((await ended).record).toMatchObject({ status: 430, attempts: [{ status: 430 }] });
});

it('S55: an event that a limit sends away comes back, and counts as throttled once', async () => {
  const retries = jest.fn();
  const { region, runtime, send } = open({
    functions: [functionPlan('a', { reservedMB: 128 })],
    overrides: { profile: { asyncDequeue: { mode: 'eager' } } },
    behaviours: { a: { run: () => succeeds(2_000) } },
    observer: { retries },
  });
  send('a');
  const { ended } = send('a');
  runtime.pass(2 * minuteMs);
  expect((await ended).record).toMatchObject({ status: 200, attempts: [{ startedMs: minuteMs }], cause: { limit: 'reserved' } });
  expect(retries.mock.calls).toEqual([['r2', expect.objectContaining({ status: 432, because: 'overLimit', afterMs: minuteMs })]]);
  expect(region.levels()).toMatchObject({ throttledByQuota: 1 });
});
