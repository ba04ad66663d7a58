import type { InstanceListener } from '../../src/runtime';
import type { DeadLettered } from '../../src/region';
import { functionPlan } from '../scf/plans';
import { fails, succeeds } from './modelledRuntime';
import { open, openedMs } from './opened';

const deadLetter = { type: 'CMQ-QUEUE', name: 'lost' };
const failing = { a: { run: () => fails(10, 430, 'no such video') } };

it('S67: an event whose retries are exhausted goes to the dead-letter queue with its error, all fields filled', async () => {
  const { region, runtime, send } = open({ functions: [functionPlan('a', { deadLetter, retryNum: 1, msgTtlMs: 3_600_000 })], behaviours: failing });
  const { ended } = send('a', { event: '{"video":7}', invokedBy: 'timer', qualifier: '$LATEST' });
  runtime.pass(200_000);
  expect((await ended).record).toMatchObject({ status: 430, state: 'DEAD_LETTERED' });
  expect(region.deadLetters.failures).toBe(0);
  expect(region.deadLetters.messages).toEqual([
    {
      function: 'a',
      queue: deadLetter,
      message: {
        RequestId: 'r1',
        ErrorCode: 1,
        ErrorMessage: 'no such video',
        Body: {
          AppId: 1_250_000_000,
          Uin: '100000000001',
          SubAccountUin: '100000000001',
          RequestSource: 'TRIGGER_TIMER',
          FunctionName: 'shop-dev-a',
          Namespace: 'default',
          Qualifier: '$LATEST',
          InvocationType: 'Event',
          ClientContext: '{"video":7}',
          LogType: '',
          TimeStampForInvoker: String(openedMs + 60_010),
          RequestId: 'r1',
          // 60.02 s after 2026-05-28T20:26:40Z.
          PushTime: '2026-05-29T04:27:40.020+08:00',
          RetryNum: 1,
          Ttl: 3_600,
        },
      },
    },
  ]);
});

it.each([
  { why: 'its MsgTTL is over (S58)', fn: { reservedMB: 0, msgTtlMs: 60_000 }, events: 1, status: 432, retryNum: 0 },
  { why: 'the queue is full (S61)', fn: { reservedMB: 0 }, events: 2, status: 432, retryNum: 0 },
  { why: 'an asynchronous execution failed (S77)', fn: { asyncRun: true }, events: 1, status: 430, retryNum: 0 },
])('goes there when $why', ({ fn, events, status, retryNum }) => {
  const { region, runtime, send } = open({
    functions: [functionPlan('a', { deadLetter, ...fn })],
    behaviours: failing,
    overrides: { profile: { asyncQueueMax: 1 } },
  });
  for (let sent = 0; sent < events; sent += 1) send('a');
  runtime.pass(60_000);
  const [first] = region.deadLetters.messages;
  expect(region.deadLetters.messages).toHaveLength(1);
  expect(first?.message).toMatchObject({ RequestId: `r${events}`, ErrorCode: 1, Body: { RetryNum: retryNum, RequestSource: 'INVOKE' } });
  expect(first?.message.ErrorMessage).toContain(status === 432 ? 'concurrency exceeded reserved quota 0 MB' : 'no such video');
});

it('has the stack for its message, where there is one', () => {
  const failed = {
    status: 430,
    error: { errorCode: 1, errorMessage: 'oh', stackTrace: 'Error: oh\n    at main' },
    gone: false,
    durationMs: 0,
    memoryMB: undefined,
  } as const;
  const run = () => [{ afterMs: 0, says: (listener: InstanceListener) => listener.done(failed) }];
  const { region, runtime, send } = open({ functions: [functionPlan('a', { deadLetter, retryNum: 0 })], behaviours: { a: { run } } });
  send('a');
  runtime.pass(1);
  expect(region.deadLetters.messages[0]?.message.ErrorMessage).toBe('Error: oh\n    at main');
});

it('names the account that the context names', () => {
  const { region, runtime, send } = open({
    functions: [functionPlan('a', { deadLetter, retryNum: 0 })],
    behaviours: failing,
    context: { tencentcloud_appid: '1300000001', tencentcloud_uin: 100_000_000_777 },
  });
  send('a');
  runtime.pass(100);
  expect(region.deadLetters.messages[0]?.message.Body).toMatchObject({ AppId: 1_300_000_001, Uin: '100000000777', SubAccountUin: '100000000777' });
});

it('S65: a delivery that fails is counted, and the event ends all the same', async () => {
  const delivered: DeadLettered[] = [];
  const onDeadLetter = (letter: DeadLettered): void => {
    if (letter.message.RequestId === 'r1') throw new Error('no permission');
    delivered.push(letter);
  };
  const { region, runtime, send } = open({ functions: [functionPlan('a', { deadLetter, retryNum: 0 })], behaviours: failing, onDeadLetter });
  const first = send('a');
  send('a');
  runtime.pass(100);
  expect((await first.ended).record.state).toBe('DEAD_LETTERED');
  expect(region.deadLetters.failures).toBe(1);
  expect(region.deadLetters.messages.map(({ message }) => message.RequestId)).toEqual(['r2']);
  expect(delivered).toEqual(region.deadLetters.messages);
});

it.each([
  { why: 'there is none', fn: { retryNum: 0 }, behaviours: failing, type: 'async' as const },
  { why: 'the call was synchronous', fn: { deadLetter }, behaviours: failing, type: 'sync' as const },
  { why: 'it succeeds', fn: { deadLetter }, behaviours: { a: { run: () => succeeds(1) } }, type: 'async' as const },
])('gets nothing when $why', ({ fn, behaviours, type }) => {
  const { region, runtime, invoke } = open({ functions: [functionPlan('a', fn)], behaviours });
  invoke('a', { type });
  runtime.pass(100_000);
  expect(region.deadLetters.messages).toEqual([]);
});

it('S68: an event that an alias sent goes to the queue of the function', async () => {
  const { region, runtime, send } = open({ functions: [functionPlan('a', { deadLetter, retryNum: 0 })], behaviours: failing });
  expect(region.configure({ kind: 'alias', function: 'a', name: 'live', alias: { version: '$LATEST' } })).toBeUndefined();
  send('a', { qualifier: 'live' });
  runtime.pass(100);
  expect(region.deadLetters.messages).toEqual([expect.objectContaining({ queue: deadLetter })]);
});
