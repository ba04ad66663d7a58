import type { RequestId } from '../../src/scf';
import { functionPlan } from '../scf/plans';
import { fails, prints, succeeds } from './modelledRuntime';
import { open, openedMs } from './opened';

const plan = functionPlan('a', { asyncRun: true, reservedMB: 128, timeoutMs: 86_400_000 });
const long = { run: () => succeeds(3_600_000) };
const r1 = 'r1' as RequestId;

describe('at once (S83)', () => {
  it('ends the event as ABORTED with 499, and its instance with it', async () => {
    const { region, runtime, log, send } = open({ functions: [plan], behaviours: { a: long } });
    const { ended } = send('a');
    runtime.pass(1_000);
    expect(region.terminate(r1)).toBe('done');
    expect(runtime.killed).toEqual([1]);
    expect(region.instances()).toEqual([]);
    expect(await ended).toMatchObject({
      record: { status: 499, state: 'ABORTED', attempts: [{ startedMs: 0, endedMs: 1_000, status: 499 }], endedMs: 1_000 },
      error: { errorCode: -1, errorMessage: 'RequestCanceled', statusCode: 499 },
    });
    expect(region.asyncEvent(r1)).toMatchObject({ state: 'ABORTED', statusCode: 499, endMs: openedMs + 1_000 });
    expect(log.slice(-3).map((line) => line.split(' ')[1])).toEqual(['ERROR', 'END', 'Report']);
  });

  it('frees what it held: the next event runs on another instance (S90)', () => {
    const { region, runtime, send } = open({ functions: [plan], behaviours: { a: long } });
    send('a');
    send('a');
    runtime.pass(1_000);
    region.terminate(r1);
    runtime.pass(0);
    expect(region.instances()).toMatchObject([{ id: 2, requestIds: ['r2'] }]);
  });
});

describe('by SIGTERM (S84)', () => {
  it.each([
    { how: 'returns', signal: succeeds(50, '"put away"'), status: 200, state: 'FINISHED' },
    { how: 'exits', signal: fails(50, 439, 'User process exit when running', true), status: 439, state: 'FAILED' },
  ])('the event ends as its handler does: one that $how is $state', async ({ signal, status, state }) => {
    const { region, runtime, log, send } = open({ functions: [plan], behaviours: { a: { run: () => [], signal } } });
    const { ended } = send('a');
    runtime.pass(1_000);
    expect(region.terminate(r1, { grace: true })).toBe('done');
    expect(runtime.signalled).toEqual([1]);
    expect(log.at(-1)).toBe('r1: [PLATFORM] Signal received successfully.');
    expect(region.asyncEvent(r1)).toMatchObject({ state: 'RUNNING' });
    runtime.pass(100);
    expect((await ended).record).toMatchObject({ status, state, endedMs: 1_050 });
    expect(region.asyncEvent(r1)).toMatchObject({ state, statusCode: status });
  });

  it('one that pays no heed runs on until its time is over', () => {
    const { region, runtime, send } = open({ functions: [plan], behaviours: { a: { run: () => succeeds(60_000), signal: prints(0, 'no') } } });
    send('a');
    runtime.pass(1_000);
    region.terminate(r1, { grace: true });
    runtime.pass(58_999);
    expect(region.asyncEvent(r1)).toMatchObject({ state: 'RUNNING' });
    runtime.pass(1);
    expect(region.asyncEvent(r1)).toMatchObject({ state: 'FINISHED' });
  });

  it('says in the log when there was no process that it could reach', () => {
    const { region, runtime, log, send } = open({ functions: [plan], behaviours: { a: long } });
    send('a');
    runtime.pass(1_000);
    expect(region.terminate(r1, { grace: true })).toBe('done');
    expect(log.at(-1)).toBe('r1: [PLATFORM] Signal reception failed.');
  });
});

describe.each([{ grace: false }, { grace: true }])('what does not run is not terminated (S85), grace $grace', ({ grace }) => {
  it('one that has ended: FailedOperation.AsyncEventStatus, as long as it is remembered', () => {
    const { region, runtime, send } = open({ functions: [plan] });
    send('a');
    runtime.pass(1_000);
    expect(region.terminate(r1, { grace })).toBe('FailedOperation.AsyncEventStatus');
    runtime.pass(4 * 86_400_000);
    expect(region.terminate(r1, { grace })).toBe('ResourceNotFound.AsyncEvent');
  });

  it('one that waits or never was: ResourceNotFound.AsyncEvent; S75, it has no state', () => {
    const { region, runtime, send } = open({ functions: [plan], behaviours: { a: long } });
    send('a');
    send('a');
    runtime.pass(1_000);
    expect(region.terminate('r2' as RequestId, { grace })).toBe('ResourceNotFound.AsyncEvent');
    expect(region.terminate('nobody' as RequestId, { grace })).toBe('ResourceNotFound.AsyncEvent');
    expect(region.asyncEvent(r1)).toMatchObject({ state: 'RUNNING' });
  });

  it('one of a function without asynchronous execution: ResourceNotFound.AsyncEvent, and it runs on', () => {
    const { region, runtime, send } = open({ functions: [{ ...plan, asyncRun: false }], behaviours: { a: long } });
    send('a');
    runtime.pass(1_000);
    expect(region.terminate(r1, { grace })).toBe('ResourceNotFound.AsyncEvent');
    expect(runtime.killed).toEqual([]);
  });
});

it('a closed region has nothing left to terminate', async () => {
  const { region, send } = open({ functions: [plan], behaviours: { a: long } });
  send('a');
  await region.close();
  expect(region.terminate(r1)).toBe('FailedOperation.AsyncEventStatus');
});
