import { History } from '../../src/history';
import type { RequestId } from '../../src/scf';
import { MemoryStore } from '../../src/store';
import { closeHouses, openHouse, type House } from './house';

afterEach(closeHouses);

/** A clock that a test moves by hand; the region has its own. */
function houseAt(): { house: House; at: (time: string) => void } {
  let nowMs = Date.parse('2026-05-28T12:00:00+08:00');
  return { house: openHouse({ nowMs: () => nowMs }), at: (time) => (nowMs = Date.parse(`2026-05-28T${time}+08:00`)) };
}

interface Row {
  readonly RequestId: string;
  readonly RetCode: number;
  readonly Log: string;
}

async function logs(house: House, params: object = {}): Promise<readonly Row[]> {
  return (await house.ask('GetFunctionLogs', params))['Data'] as Row[];
}

describe('GetRequestStatus', () => {
  it('tells how a request went, its memory in MB', async () => {
    const { house } = houseAt();
    const { Result } = await house.ask('Invoke', { FunctionName: 'echo', ClientContext: '7' });
    expect(await house.ask('GetRequestStatus', { FunctionName: 'echo', FunctionRequestId: Result?.FunctionRequestId })).toMatchObject({
      TotalCount: 1,
      Data: [
        {
          FunctionName: 'shop-dev-echo',
          RetMsg: '7',
          RequestId: 'run-1',
          StartTime: '2026-05-28 12:00:00',
          RetCode: 0,
          Duration: 0.826,
          MemUsage: 3,
          RetryNum: 0,
        },
      ],
    });
  });

  it('has codes for what runs and what failed', async () => {
    const { house, at } = houseAt();
    await house.ask('Invoke', { FunctionName: 'fail' });
    const { RequestId } = await house.ask('Invoke', { FunctionName: 'job' });
    at('12:00:05');
    const of = async (FunctionName: string, FunctionRequestId: string): Promise<unknown> =>
      (await house.ask('GetRequestStatus', { FunctionName, FunctionRequestId }))['Data'];
    expect(await of('fail', 'run-1')).toMatchObject([{ RetCode: -1 }]);
    expect(await of('job', RequestId)).toMatchObject([{ RetCode: 1, Duration: 5_000 }]);
    expect(await of('echo', RequestId)).toEqual([]);
  });

  it('looks back for 15 minutes, or as far as one says', async () => {
    const { house, at } = houseAt();
    await house.ask('Invoke', { FunctionName: 'echo' });
    const count = async (more: object = {}): Promise<unknown> =>
      (await house.ask('GetRequestStatus', { FunctionName: 'echo', FunctionRequestId: 'run-1', ...more }))['TotalCount'];
    at('12:15:00');
    expect(await count()).toBe(1);
    at('12:15:01');
    expect(await count()).toBe(0);
    expect(await count({ StartTime: '2026-05-28 12:00:00', EndTime: '2026-05-28 12:00:01' })).toBe(1);
    expect(await count({ StartTime: '2026-05-28 11:00:00', EndTime: '2026-05-28 12:00:00' })).toBe(0);
  });

  it.each<[object, string]>([
    [{ FunctionRequestId: undefined }, 'MissingParameter'],
    [{ FunctionRequestId: 7 }, 'InvalidParameterValue.FunctionRequestId'],
    [{ FunctionName: '7' }, 'InvalidParameterValue.FunctionName'],
    [{ FunctionName: 'nobody' }, 'ResourceNotFound.Function'],
    [{ StartTime: 'yesterday', EndTime: 'today' }, 'InvalidParameterValue.DateTime'],
    [{ StartTime: '2026-05-28 12:00:00' }, 'InvalidParameterValue.StartTimeOrEndTime'],
    [{ EndTime: '2026-05-28 12:00:00' }, 'InvalidParameterValue.StartTimeOrEndTime'],
    [{ StartTime: '2026-05-28 12:00:00', EndTime: '2026-05-28 12:00:00' }, 'InvalidParameterValue.StartTimeOrEndTime'],
  ])('refuses %j with %s', async (params, code) => {
    const answer = await openHouse().ask('GetRequestStatus', { FunctionName: 'echo', FunctionRequestId: 'run-1', ...params });
    expect(answer.Error?.Code).toBe(code);
  });
});

describe('GetFunctionLogs', () => {
  it('has the logs of all functions, the latest first', async () => {
    const { house, at } = houseAt();
    await house.ask('Invoke', { FunctionName: 'echo', ClientContext: '7' });
    at('12:00:01');
    await house.ask('Invoke', { FunctionName: 'fail' });
    at('12:00:02');
    await house.ask('Invoke', { FunctionName: 'job' });
    await house.waiting();
    const rows = await logs(house);
    expect(rows.map(({ RequestId, RetCode }) => [RequestId, RetCode])).toEqual([
      ['run-3', 2],
      ['run-2', 1],
      ['run-1', 0],
    ]);
    expect(rows[2]).toEqual({
      FunctionName: 'shop-dev-echo',
      RetMsg: '7',
      RequestId: 'run-1',
      StartTime: '2026-05-28 12:00:00',
      RetCode: 0,
      InvokeFinished: 1,
      Duration: 0.826,
      BillDuration: 100,
      MemUsage: 3 * 1024 * 1024,
      Log: expect.stringContaining('\nechoed\n') as unknown,
      Level: '',
      Source: '',
      RetryNum: 0,
    });
    expect(rows[0]).toMatchObject({ InvokeFinished: 0, Log: expect.stringContaining('begun\n') as unknown });
  });

  it('filters, orders and pages', async () => {
    const { house, at } = houseAt();
    for (const [n, FunctionName] of ['echo', 'fail', 'off', 'echo'].entries()) {
      at(`12:00:0${n}`);
      await house.ask(n === 3 ? 'InvokeFunction' : 'Invoke', { FunctionName });
    }
    await house.ask('Invoke', { FunctionName: 'job' });
    await house.ask('TerminateAsyncEvent', { FunctionName: 'job', InvokeRequestId: 'run-5' });
    const ids = async (params: object): Promise<string> =>
      (await logs(house, { Order: 'asc', ...params })).map(({ RequestId }) => RequestId.slice(4)).join();
    expect(await ids({})).toBe('1,2,3,4,5');
    expect(await ids({ FunctionName: 'echo' })).toBe('1,4');
    expect(await ids({ FunctionName: 'echo', Qualifier: '$DEFAULT' })).toBe('4');
    expect(await ids({ FunctionRequestId: 'run-2' })).toBe('2');
    expect(await ids({ Filter: { RetCode: 'is0' } })).toBe('1,4');
    expect(await ids({ Filter: { RetCode: 'not0' } })).toBe('2,3,5');
    expect(await ids({ Filter: { RetCode: 'UserCodeException' } })).toBe('2');
    expect(await ids({ Filter: { RetCode: 'ResourceLimitExceeded' } })).toBe('3');
    expect(await ids({ Filter: { RetCode: 'TimeLimitExceeded' } })).toBe('');
    expect(await ids({ Offset: 1, Limit: 2 })).toBe('2,3');
    expect(await ids({ OrderBy: 'function_name' })).toBe('1,4,2,5,3');
    expect(await ids({ OrderBy: 'mem_usage', Order: 'desc', Limit: 1 })).not.toBe('3');
    expect(await ids({ StartTime: '2026-05-28 12:00:01', EndTime: '2026-05-28 12:00:03' })).toBe('2,3');
    expect(await ids({ Namespace: 'other' })).toBe('');
    expect((await logs(house, { FunctionRequestId: 'run-5' }))[0]?.RetCode).toBe(3);
  });

  describe('of more requests than can be paged through', () => {
    const nowMs = Date.parse('2026-05-28T12:00:00+08:00');
    const [many, beyond] = [10_020, 20];
    const store = new MemoryStore();
    let house: House;

    /** Of the first and the last, one each: failed, called by version 3, of a function that nobody knows. */
    beforeAll(() => {
      for (let n = 1; n <= many; n += 1) {
        const place = n <= beyond ? n : many + 1 - n;
        const named = { function: place === 3 ? 'gone' : 'echo', qualifier: place === 2 ? '3' : '$DEFAULT' };
        const call = { requestId: `e-${n}` as RequestId, type: 'async', invokedBy: 'invoke', asyncRun: false, event: Buffer.from('1') } as const;
        const { seq } = store.accept({ ...call, ...named, acceptedMs: nowMs - many + n });
        const [state, status] = place === 1 ? (['FAILED', 430] as const) : (['FINISHED', 200] as const);
        const ends = { durationMs: place, memoryMB: undefined, result: undefined };
        store.ended(seq, { state, status, endMs: nowMs, attempts: 1, ...ends });
      }
    });
    beforeEach(() => (house = openHouse({ nowMs: () => nowMs, history: new History({ store, nowMs: () => nowMs }) })));

    it.each([
      { order: 'the latest first', params: {}, ids: ['e-10020', 'e-10019', 'e-10017'] },
      { order: 'the earliest first', params: { Order: 'asc' }, ids: ['e-1', 'e-2', 'e-4'] },
      { order: 'of the latest, those that took longest', params: { OrderBy: 'duration' }, ids: ['e-21', 'e-22', 'e-23'] },
    ])('has $order', async ({ params, ids }) => {
      const { TotalCount, Data } = await house.ask('GetFunctionLogs', { ...params, Limit: 3 });
      expect([TotalCount, (Data as Row[]).map(({ RequestId }) => RequestId)]).toEqual([many - 2, ids]);
    });

    it('has the last page of what can be paged through', async () => {
      const { TotalCount, Data } = await house.ask('GetFunctionLogs', { Offset: 9_999, Limit: 1 });
      expect([TotalCount, (Data as Row[]).map(({ RequestId }) => RequestId)]).toEqual([many - 2, ['e-20']]);
    });

    it.each([
      { params: { Filter: { RetCode: 'not0' } }, ids: ['e-10020', 'e-1'] },
      { params: { Qualifier: '3' }, ids: ['e-10019', 'e-2'] },
      { params: { FunctionName: 'echo', Qualifier: '3', Filter: { RetCode: 'is0' } }, ids: ['e-10019', 'e-2'] },
      { params: { FunctionRequestId: 'e-1' }, ids: ['e-1'] },
    ])('finds wherever they are those with $params', async ({ params, ids }) => {
      const { TotalCount, Data } = await house.ask('GetFunctionLogs', params);
      expect([TotalCount, (Data as Row[]).map(({ RequestId }) => RequestId)]).toEqual([ids.length, ids]);
    });
  });

  it.each<[object, string]>([
    [{ FunctionName: 'nobody' }, 'ResourceNotFound.Function'],
    [{ Offset: -1 }, 'InvalidParameterValue.Offset'],
    [{ Offset: 9_990, Limit: 11 }, 'LimitExceeded.Offset'],
    [{ Limit: 0 }, 'InvalidParameterValue'],
    [{ Order: 'DESC' }, 'InvalidParameterValue.Order'],
    [{ OrderBy: 'age' }, 'InvalidParameterValue.OrderBy'],
    [{ Filter: { RetCode: '0' } }, 'InvalidParameterValue.RetCode'],
    [{ StartTime: '2026-05-28', EndTime: '2026-05-29' }, 'InvalidParameterValue.DateTime'],
    [{ StartTime: '2026-05-28 00:00:00', EndTime: '2026-05-29 00:00:01' }, 'InvalidParameterValue.StartTimeOrEndTime'],
    [{ StartTime: '2026-05-28 00:00:00' }, 'InvalidParameterValue.StartTimeOrEndTime'],
    [{ SearchContext: { Offset: 'x' } }, 'UnsupportedOperation'],
  ])('refuses %j with %s', async (params, code) => {
    expect((await openHouse().ask('GetFunctionLogs', params)).Error?.Code).toBe(code);
  });

  it('has no more of long logs than a client can swallow', async () => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'talk', ClientContext: '15000' });
    const [row] = await logs(house);
    expect(row?.Log.length).toBeLessThanOrEqual(1024 * 1024);
    expect(row?.Log).toContain('line 14999');
  });
});
