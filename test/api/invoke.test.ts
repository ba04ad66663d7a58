import type { RequestId } from '../../src/scf';
import { MemoryStore, StoreFault } from '../../src/store';
import { closeHouses, openHouse, type Answered } from './house';

afterEach(closeHouses);

const parsed = (text: string | undefined): unknown => JSON.parse(text ?? '');

describe('Invoke', () => {
  it('answers with result, usage and ids, in the units of the API', async () => {
    const { ask } = openHouse();
    expect(await ask('Invoke', { FunctionName: 'shop-dev-echo', ClientContext: '{"a":"你"}' })).toEqual({
      Result: {
        Log: '',
        RetMsg: '{"a":"你"}',
        ErrMsg: '',
        MemUsage: 3 * 1024 * 1024,
        Duration: 0.826,
        BillDuration: 1,
        FunctionRequestId: 'run-1',
        InvokeResult: 0,
      },
      RequestId: 'request-1',
    });
  });

  it.each(['Invoke', 'InvokeFunction'])('%s takes empty names for absent ones (S143)', async (action) => {
    const { ask, history } = openHouse();
    const { Result } = await ask(action, { FunctionName: 'echo', Namespace: '', Qualifier: '' });
    expect(Result?.RetMsg).toBe('{}');
    expect(history.get('run-1' as RequestId)?.qualifier).toBe(action === 'Invoke' ? '$LATEST' : '$DEFAULT');
  });

  it('gives an event its RequestId and nothing else, and both ids are one', async () => {
    const { ask } = openHouse();
    const { Result, RequestId } = await ask('Invoke', { FunctionName: 'echo', InvocationType: 'Event' });
    expect(Result).toEqual({
      Log: '',
      RetMsg: '',
      ErrMsg: '',
      MemUsage: 0,
      Duration: 0,
      BillDuration: 0,
      FunctionRequestId: 'run-1',
      InvokeResult: 0,
    });
    expect(RequestId).toBe('run-1');
  });

  it('answers at once for a function with asynchronous execution (S70, S71)', async () => {
    const { ask } = openHouse();
    const { Result, RequestId } = await ask('Invoke', { FunctionName: 'job' });
    expect([RequestId, Result?.FunctionRequestId, Result?.RetMsg]).toEqual(['run-1', 'run-1', '']);
  });

  it.each<[Record<string, unknown>, string]>([
    [{}, 'MissingParameter'],
    [{ FunctionName: '' }, 'MissingParameter'],
    [{ FunctionName: 7 }, 'InvalidParameter.FunctionName'],
    [{ FunctionName: '../../etc/passwd' }, 'InvalidParameter.FunctionName'],
    [{ FunctionName: 'nobody' }, 'ResourceNotFound.Function'],
    [{ FunctionName: 'echo', Namespace: 'other' }, 'ResourceNotFound.Namespace'],
    [{ FunctionName: 'echo', Qualifier: '9' }, 'ResourceNotFound.Function'],
    [{ FunctionName: 'echo', Qualifier: 9 }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', InvocationType: 'DryRun' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', LogType: 'tail' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', ClientContext: '{' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', ClientContext: {} }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', RoutingKey: 'blue' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', RoutingKey: '{"a":1}' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', RoutingKey: '[]' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'echo', RoutingKey: JSON.stringify({ a: 'x'.repeat(1017) }) }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'site' }, 'InvalidParameterValue'],
  ])('refuses call %# with its code', async (params, code) => {
    const { ask } = openHouse();
    const answer = await ask('Invoke', params);
    expect(answer.Error?.Code).toBe(code);
    expect(answer.RequestId).toBe('request-1');
  });

  it('takes a routing key of 1,024 bytes (S142)', async () => {
    const { ask } = openHouse();
    expect((await ask('Invoke', { FunctionName: 'echo', RoutingKey: JSON.stringify({ a: 'x'.repeat(1016) }) })).Result?.InvokeResult).toBe(0);
  });

  it.each([
    { InvocationType: 'Event', max: 128 * 1024 },
    { InvocationType: 'RequestResponse', max: 6 * 1024 * 1024 },
  ])('takes an event of $max bytes as $InvocationType, and none that is larger (S63)', async ({ InvocationType, max }) => {
    const { ask } = openHouse();
    const call = (bytes: number): Promise<Answered> =>
      ask('Invoke', { FunctionName: 'fail', InvocationType, ClientContext: JSON.stringify('x'.repeat(bytes - 2)) });
    expect((await call(max)).Error).toBeUndefined();
    expect((await call(max + 1)).Error?.Code).toBe('InvalidParameter.RequestTooLarge');
  });
});

it.each(['echo', 'job'])('says that an event of %s could not be kept', async (FunctionName) => {
  const store = new MemoryStore();
  jest.spyOn(store, 'accept').mockImplementation(() => {
    throw new StoreFault('full', '/srv/shop/events.db', 'disk full');
  });
  const { ask } = openHouse({ store });
  const { Error } = await ask('Invoke', { FunctionName, InvocationType: 'Event' });
  expect(Error).toEqual({ Code: 'InternalError.System', Message: 'The event could not be kept.' });
});

describe('InvokeFunction', () => {
  it('takes the event from `Event`, and `$DEFAULT` for its qualifier (S143)', async () => {
    const { ask, history } = openHouse();
    const { Result } = await ask('InvokeFunction', { FunctionName: 'echo', Event: '[1]' });
    expect(Result?.RetMsg).toBe('[1]');
    expect(history.list({}).requests[0]?.qualifier).toBe('$DEFAULT');
    await ask('Invoke', { FunctionName: 'echo' });
    expect(history.list({}).requests[0]?.qualifier).toBe('$LATEST');
  });

  it.each<[Record<string, unknown>, string]>([
    [{ FunctionName: '-' }, 'InvalidParameter.FunctionName'],
    [{ FunctionName: 'nobody' }, 'ResourceNotFound.Function'],
    [{ FunctionName: 'echo', Qualifier: 'blue' }, 'ResourceNotFound.Qualifier'],
    [{ FunctionName: 'echo', Event: 'no' }, 'InvalidParameterValue.ClientContext'],
    [{ FunctionName: 'echo', LogType: 'All' }, 'InvalidParameterValue.Param'],
    [{ FunctionName: 'site' }, 'InvalidParameterValue.FunctionType'],
    [{ FunctionName: 'echo', Event: JSON.stringify('x'.repeat(6 * 1024 * 1024)) }, 'InvalidParameter.RequestTooLarge'],
  ])('refuses call %# with its code', async (params, code) => {
    const { ask } = openHouse();
    expect((await ask('InvokeFunction', params)).Error?.Code).toBe(code);
  });
});

describe('a run that fails', () => {
  const failure = { errorCode: 1, errorMessage: 'out of paper', stackTrace: 'Error: out of paper', requestId: 'run-1', statusCode: 430 };

  it('is no error of the API: both messages have the error object (S155)', async () => {
    const { ask } = openHouse();
    const { Result } = await ask('Invoke', { FunctionName: 'fail' });
    expect(Result?.InvokeResult).toBe(430);
    expect(parsed(Result?.ErrMsg)).toEqual(failure);
    expect(parsed(Result?.RetMsg)).toEqual(failure);
  });

  it.each([
    { knobs: { errorIn: 'ErrMsg' }, empty: 'RetMsg', full: 'ErrMsg' },
    { knobs: { errorIn: 'RetMsg' }, empty: 'ErrMsg', full: 'RetMsg' },
  ] as const)('has its error where $knobs.errorIn says', async ({ knobs, empty, full }) => {
    const { ask } = openHouse({ results: knobs });
    const { Result } = await ask('Invoke', { FunctionName: 'fail' });
    expect([Result?.[empty], parsed(Result?.[full])]).toEqual(['', failure]);
  });

  it.each([
    { invokeResult: 'legacy', fn: 'fail', code: 1 },
    { invokeResult: 'zero', fn: 'fail', code: 0 },
    { invokeResult: 'status', fn: 'off', code: 432 },
  ] as const)('has InvokeResult $code by the knob $invokeResult', async ({ invokeResult, fn, code }) => {
    const { ask } = openHouse({ results: { invokeResult } });
    expect((await ask('Invoke', { FunctionName: fn })).Result?.InvokeResult).toBe(code);
  });

  it('is a throttled call, too, unless it is to be an error of the API', async () => {
    const { ask } = openHouse();
    expect(parsed((await ask('InvokeFunction', { FunctionName: 'off' })).Result?.ErrMsg)).toMatchObject({ errorCode: 1, statusCode: 432 });
    const strict = openHouse({ results: { throttleAs: 'apiError' } });
    expect((await strict.ask('InvokeFunction', { FunctionName: 'off' })).Error?.Code).toBe('LimitExceeded.Quota');
  });

  it('is an error of the API when its function is in no state to be invoked (S145)', async () => {
    const { ask, region } = openHouse();
    region.configure({ kind: 'status', function: 'echo', status: 'Creating' });
    expect((await ask('Invoke', { FunctionName: 'echo' })).Error?.Code).toBe('FailedOperation.FunctionStatusError');
  });
});

describe('LogType Tail', () => {
  it('has the log as plain text (S160)', async () => {
    const { ask } = openHouse();
    const { Result } = await ask('Invoke', { FunctionName: 'echo', LogType: 'Tail' });
    const id = 'RequestId: run-1';
    expect(Result?.Log).toBe(`START ${id}\nEvent ${id}\nechoed\nEND ${id}\nReport ${id} Duration:1ms Memory:128MB MemUsage:3.00MB\n`);
  });

  it('has its last 4 KB', async () => {
    const { ask } = openHouse();
    const { Result } = await ask('InvokeFunction', { FunctionName: 'talk', Event: '100', LogType: 'Tail' });
    const log = Result?.Log ?? '';
    expect(log.length).toBeLessThanOrEqual(4096);
    expect(log.length).toBeGreaterThan(3900);
    expect(log).toMatch(/^line \d+ x+\n/);
    expect(log).toContain('line 99');
  });
});

describe('a run that goes on after its answer (S193)', () => {
  it('and ends at once: its log and its usage are whole', async () => {
    const { ask } = openHouse();
    const { Result } = await ask('Invoke', { FunctionName: 'early', LogType: 'Tail' });
    expect(Result).toMatchObject({ RetMsg: '"early"', MemUsage: 3 * 1024 * 1024, Duration: 0.826, BillDuration: 1 });
    expect(Result?.Log).toMatch(/\nand more\nEND .*\nReport .* Duration:1ms Memory:128MB MemUsage:3\.00MB\n$/);
  });

  it('is not waited for', async () => {
    const { ask, history, release } = openHouse();
    const { Result } = await ask('Invoke', { FunctionName: 'lasting', LogType: 'Tail' });
    expect(Result).toMatchObject({ RetMsg: '"early"', InvokeResult: 0, MemUsage: 0 });
    expect(Result?.Log).toMatch(/\nbegun\n$/);
    expect(history.get('run-1' as RequestId)?.state).toBe('RUNNING');
    release();
  });
});

it('lets a run go on whose client has left', async () => {
  const { request, history, waiting, release } = openHouse();
  const client = new AbortController();
  const headers = { 'content-type': 'application/json', 'x-tc-action': 'Invoke' };
  const answer = request('/', { method: 'POST', headers, body: '{"FunctionName":"wait"}', signal: client.signal });
  const requestId = await waiting();
  client.abort();
  expect(history.get(requestId)?.state).toBe('RUNNING');
  release();
  await answer;
  expect(history.get(requestId)?.status).toBe(200);
});
