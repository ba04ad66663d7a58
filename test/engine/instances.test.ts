import { createState, Sink, step, type Instance, type Invocation } from '../../src/engine';
import { statuses, type InstanceId, type InvocationId, type InvocationType, type RunStatus, type Status } from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';
import { Account } from './account';

const runStatuses: readonly RunStatus[] = [200, 405, 407, 430, 433, 434, 437, 439, 443, 450, 499, 500];

describe('after a run the instance', () => {
  it.each(
    runStatuses.flatMap((status) => [
      { status, asyncRun: false, stays: !statuses[status].recycles },
      { status, asyncRun: true, stays: status === 200 },
    ]),
  )('of status $status, asynchronous execution $asyncRun: stays is $stays (S78, S115)', ({ status, asyncRun, stays }) => {
    const account = new Account([functionPlan('a', { asyncRun })]);
    account.call('a');
    account.started(1);
    expect(account.finished(1, status)).toEqual([`ended a1 ${status}`, ...(stays ? [] : ['stops 1 recycled'])]);
    expect(account.call('a').at(-1)).toBe(stays ? 'runs a2 on 1' : 'starts 2 for a2');
  });

  it('stays after the errors of which the platform says so, in normal execution (S115)', () => {
    expect(runStatuses.filter((status) => !statuses[status].recycles)).toEqual([200, 407, 430, 437, 443]);
  });

  it('goes when the runtime says that it is gone, whatever the status', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    expect(account.finished(1, 430, { gone: true })).toEqual(['ended a1 430', 'stops 1 recycled']);
  });

  it('is kept for its keep-alive, counted from the end of the run, and reuse begins it anew (S110, S111)', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    account.at(1_000);
    account.finished(1, 200, { keepAliveMs: 180_000 });
    account.at(100_000);
    account.call('a');
    expect(account.at(102_000)).toEqual([]);
    account.finished(1, 200, { keepAliveMs: 200_000 });
    expect(account.at(302_000)).toEqual([]);
    expect(account.ring()).toEqual(['stops 1 keepAlive']);
    expect(account.at(10_000_000)).toEqual([]);
  });

  it('is not reused after it has ended by itself', () => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    account.started(1);
    account.finished(1);
    expect(account.exited(1)).toEqual(['stops 1 exited']);
    expect(account.call('a')).toEqual(['starts 2 for a2']);
    // The end of the keep-alive of the first says nothing any more.
    account.started(2);
    expect(account.at(2_999)).toEqual([]);
  });
});

it.each([
  { asyncRun: false, type: 'sync', heard: ['left', 'ended', 'stops'] },
  { asyncRun: false, type: 'async', heard: ['left', 'retries', 'stops'] },
  { asyncRun: true, type: 'async', heard: ['left', 'ended', 'stops'] },
] as const)('$type, asynchronous execution $asyncRun: the end of a run is told as $heard, then who goes on', ({ asyncRun, type, heard }) => {
  const told: string[] = [];
  class Order extends Sink {
    override left({ id }: Invocation, instance: Instance, status: Status): void {
      told.push('left');
      expect({ id, instance: instance.id, status }).toEqual({ id: 0, instance: 1, status: 434 });
    }
    override ended(): void {
      told.push('ended');
    }
    override retries(): void {
      told.push('retries');
    }
    override stops(): void {
      told.push('stops');
    }
    override starts(): void {
      told.push('starts');
    }
  }
  const state = createState(regionPlan([functionPlan('a', { asyncRun, reservedMB: 128 })]));
  const invoke = (id: number, how: InvocationType) =>
    step(
      state,
      {
        kind: 'invoked',
        id: id as InvocationId,
        function: 'a',
        qualifier: '$LATEST',
        type: how,
        bytes: 0,
        draw: 0,
        routingKey: undefined,
        data: undefined,
      },
      0,
      new Sink(),
    );
  const instanceId = 1 as InstanceId;
  invoke(0, type);
  invoke(1, 'async');
  step(state, { kind: 'started', instanceId }, 0, new Sink());
  step(state, { kind: 'finished', instanceId, id: 0 as InvocationId, status: 434, gone: false, keepAliveMs: 0 }, 0, new Order());
  expect(told).toEqual([...heard, 'starts']);
});

describe('time-outs', () => {
  it('count from the end of initialisation (S153, design §4.7)', () => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 })]);
    account.call('a');
    account.at(50_000);
    account.started(1);
    expect(account.at(53_000)).toEqual([]);
    expect(account.ring()).toEqual(['ended a1 433', 'stops 1 recycled']);
  });

  it('count from the arrival on a warm instance', () => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 })]);
    account.call('a');
    account.started(1);
    account.at(1_000);
    account.finished(1);
    account.at(2_000);
    account.call('a');
    expect(account.at(5_000)).toEqual([]);
    expect(account.ring()).toEqual(['ended a2 433', 'stops 1 recycled']);
  });

  it('end an initialisation with 450 and let who waits have the room (S121, S123)', () => {
    const account = new Account([functionPlan('a', { initTimeoutMs: 65_000, reservedMB: 128 })]);
    account.call('a');
    account.at(64_999);
    expect(account.send('a')).toEqual(['accepted a2', 'waits a2 reserved']);
    expect(account.at(65_001)).toEqual(['65000: ended a1 450', '65000: stops 1 initFailed', '65000: starts 2 for a2']);
  });

  it.each([405, 437, 443, 450] as const)('apart, an initialisation may fail with %d, which ends the request and the instance (S123)', (status) => {
    const account = new Account([functionPlan('a', { reservedMB: 128 })]);
    account.call('a');
    account.send('a');
    expect(account.startFailed(1, status)).toEqual([`ended a1 ${status}`, 'stops 1 initFailed', 'starts 2 for a2']);
  });

  it('are over with the run: nothing rings afterwards', () => {
    const account = new Account([functionPlan('a', { timeoutMs: 3_000 })]);
    account.call('a');
    account.started(1);
    account.finished(1, 200, { keepAliveMs: 10_000 });
    expect(account.at(10_000)).toEqual([]);
  });
});

describe('a shell that gets something wrong', () => {
  it.each([
    { what: 'a report on an instance that never was', act: (account: Account) => account.finished(7), says: 'instances that exist' },
    { what: 'a second start', act: (account: Account) => [account.started(1), account.started(1)], says: 'becomes ready once' },
    { what: 'an end without a run', act: (account: Account) => account.finished(1), says: 'only a busy instance finishes' },
    { what: 'a second end', act: (account: Account) => [account.started(1), account.finished(1), account.finished(1)], says: 'only a busy instance' },
    {
      what: 'the end of a run that is elsewhere',
      act: (account: Account) => [account.started(1), account.call('a'), account.finished(1, 200, { name: 'a2' })],
      says: 'only a busy instance',
    },
    { what: 'a silent exit of a busy instance', act: (account: Account) => [account.started(1), account.exited(1)], says: 'only idle instances' },
  ])('is told of $what', ({ act, says }) => {
    const account = new Account([functionPlan('a')]);
    account.call('a');
    expect(() => act(account)).toThrow(says);
  });
});
