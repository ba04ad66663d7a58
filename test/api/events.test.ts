import { scf2021 } from '../../src/scf';
import { closeHouses, openHouse, type Answered, type House } from './house';

afterEach(closeHouses);

const openedMs = Date.parse('2026-05-28T20:26:40.250+08:00');

/** Three events of one function: ended, ended with a signal, and running. */
async function threeEvents(): Promise<{ house: House; ids: string[]; pass: (ms: number) => void }> {
  let nowMs = openedMs;
  const house = openHouse({ nowMs: () => nowMs });
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    await house.ask('Invoke', { FunctionName: 'job', InvocationType: n === 1 ? 'Event' : 'RequestResponse' });
    ids.push(await house.waiting());
  }
  house.release();
  await house.history.end(ids[0]);
  await house.ask('TerminateAsyncEvent', { FunctionName: 'job', InvokeRequestId: ids[1] });
  return { house, ids, pass: (ms) => (nowMs += ms) };
}

async function listed(house: House, params: object): Promise<string[]> {
  const { EventList } = await house.ask('ListAsyncEvents', { FunctionName: 'job', ...params });
  return (EventList as { InvokeRequestId: string }[]).map(({ InvokeRequestId }) => InvokeRequestId);
}

describe('ListAsyncEvents', () => {
  it('tells states and moments (S75, S81)', async () => {
    const { house, ids } = await threeEvents();
    const { TotalCount, EventList } = await house.ask('ListAsyncEvents', { FunctionName: 'shop-dev-job' });
    expect(TotalCount).toBe(3);
    const moment: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/);
    expect(EventList).toEqual([
      { InvokeRequestId: ids[2], InvokeType: 'INVOKE', Qualifier: '$LATEST', Status: 'RUNNING', StartTime: moment, EndTime: '' },
      { InvokeRequestId: ids[1], InvokeType: 'INVOKE', Qualifier: '$LATEST', Status: 'ABORTED', StartTime: moment, EndTime: moment },
      { InvokeRequestId: ids[0], InvokeType: 'INVOKE', Qualifier: '$LATEST', Status: 'FINISHED', StartTime: moment, EndTime: moment },
    ]);
  });

  it('filters, orders and pages', async () => {
    const { house, ids } = await threeEvents();
    const [first = '', second = '', third = ''] = ids;
    expect(await listed(house, { Order: 'ASC' })).toEqual([first, second, third]);
    expect(await listed(house, { Orderby: 'EndTime' })).toEqual([third, second, first]);
    expect(await listed(house, { Offset: 1, Limit: 1 })).toEqual([second]);
    expect(await listed(house, { Offset: 3 })).toEqual([]);
    expect(await listed(house, { Status: ['RUNNING', 'FINISHED'] })).toEqual([third, first]);
    expect(await listed(house, { Status: [] })).toEqual([third, second, first]);
    expect(await listed(house, { InvokeRequestId: second })).toEqual([second]);
    expect(await listed(house, { InvokeType: ['TIMER'] })).toEqual([]);
    expect(await listed(house, { Qualifier: '$LATEST' })).toHaveLength(3);
    expect(await listed(house, { Qualifier: '$DEFAULT' })).toEqual([]);
    expect(await listed(house, { EndTimeInterval: { Start: '2020-01-01 00:00:00', End: '2100-01-01 00:00:00' } })).toEqual([second, first]);
    expect(await listed(house, { StartTimeInterval: { Start: '2020-01-01 00:00:00', End: '2020-01-02 00:00:00' } })).toEqual([]);
  });

  it('finds an event by the qualifier that it was called by, and by the version that ran it', async () => {
    const house = openHouse();
    await house.ask('InvokeFunction', { FunctionName: 'job' });
    expect(await listed(house, { Qualifier: '$DEFAULT' })).toEqual(['run-1']);
    expect(await listed(house, { Qualifier: '$LATEST' })).toEqual(['run-1']);
  });

  it('has nothing of functions whose states are not tracked (S81)', async () => {
    const house = openHouse();
    await house.ask('Invoke', { FunctionName: 'quiet' });
    await house.waiting();
    expect(await house.ask('ListAsyncEvents', { FunctionName: 'quiet' })).toMatchObject({ TotalCount: 0, EventList: [] });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ FunctionName: undefined }, 'MissingParameter'],
    [{ FunctionName: '9' }, 'InvalidParameterValue.FunctionName'],
    [{ FunctionName: 'nobody' }, 'ResourceNotFound.Function'],
    [{ Namespace: 'other' }, 'ResourceNotFound.Namespace'],
    [{ Namespace: 7 }, 'InvalidParameterValue.Namespace'],
    [{ Qualifier: '7' }, 'ResourceNotFound.Version'],
    [{ InvokeType: ['SONG'] }, 'InvalidParameterValue.InvokeType'],
    [{ InvokeType: 'INVOKE' }, 'InvalidParameterValue.InvokeType'],
    [{ Status: ['WAITING'] }, 'InvalidParameterValue.Status'],
    [{ Limit: 0 }, 'InvalidParameterValue.Limit'],
    [{ Limit: 101 }, 'InvalidParameterValue.Limit'],
    [{ Limit: 1.5 }, 'InvalidParameterValue.Limit'],
    [{ Offset: -1 }, 'InvalidParameterValue'],
    [{ Order: 'asc' }, 'InvalidParameterValue.Order'],
    [{ Orderby: 'Name' }, 'InvalidParameterValue.Order'],
    [{ StartTimeInterval: { Start: 'now', End: 'then' } }, 'InvalidParameterValue'],
    [{ StartTimeInterval: { Start: '2026-02-30 00:00:00', End: '2026-04-01 00:00:00' } }, 'InvalidParameterValue'],
    [{ EndTimeInterval: { Start: '2026-03-02 00:00:00', End: '2026-03-01 00:00:00' } }, 'InvalidParameterValue'],
    [{ EndTimeInterval: { Start: '2026-03-02 00:00:00' } }, 'MissingParameter'],
  ])('refuses %j with %s', async (params, code) => {
    expect((await openHouse().ask('ListAsyncEvents', { FunctionName: 'job', ...params })).Error?.Code).toBe(code);
  });
});

describe('GetAsyncEventStatus', () => {
  it('has codes for all states (S86)', async () => {
    const { house, ids } = await threeEvents();
    const results: unknown[] = [];
    for (const InvokeRequestId of ids) results.push((await house.ask('GetAsyncEventStatus', { InvokeRequestId })).Result);
    expect(results).toEqual([
      { Status: 'FINISHED', StatusCode: 200, InvokeRequestId: ids[0] },
      { Status: 'ABORTED', StatusCode: 499, InvokeRequestId: ids[1] },
      { Status: 'RUNNING', StatusCode: 0, InvokeRequestId: ids[2] },
    ]);
  });

  it('knows the events of functions whose states are not tracked, unless a knob says no (S82)', async () => {
    const house = openHouse();
    const { RequestId } = await house.ask('Invoke', { FunctionName: 'quiet' });
    expect((await house.ask('GetAsyncEventStatus', { InvokeRequestId: RequestId })).Result).toMatchObject({ Status: 'RUNNING' });
  });

  it.each([
    {
      retentionMs: 259_200_000,
      statusWithoutTrace: true,
      en: 'asynchronous execution are known',
      until: 'until three days after',
      zh: '到结束三天后',
    },
    { retentionMs: 60_000, statusWithoutTrace: false, en: 'and `traceEnable` are known', until: 'until 60 s after', zh: '到结束 60 秒后' },
  ])('says how long events are known, and of which functions: $en, $until', async ({ retentionMs, statusWithoutTrace, en, until, zh }) => {
    const house = openHouse({ profile: { ...scf2021, asyncRun: { ...scf2021.asyncRun, retentionMs, statusWithoutTrace } } });
    const { Error } = await house.ask('GetAsyncEventStatus', { InvokeRequestId: 'nothing' });
    expect(Error?.Message).toContain(en);
    expect(Error?.Message).toContain(until);
    const inChinese = await house.ask('GetAsyncEventStatus', { InvokeRequestId: 'nothing' }, { 'x-tc-language': 'zh-CN' });
    expect(inChinese.Error?.Message).toContain(zh);
  });

  it.each([
    ['an id that nobody has', 'nothing', /There is no asynchronous event nothing\./],
    ['an id like a path', '../../etc/passwd\u0000', /passwd\?/],
  ])('does not know %s', async (_what, InvokeRequestId, message) => {
    const { Error } = await openHouse().ask('GetAsyncEventStatus', { InvokeRequestId });
    expect(Error?.Code).toBe('ResourceNotFound.AsyncEvent');
    expect(Error?.Message).toMatch(message);
  });

  it('does not know an invocation that is no asynchronous execution', async () => {
    const house = openHouse();
    const { Result } = await house.ask('Invoke', { FunctionName: 'echo' });
    expect((await house.ask('GetAsyncEventStatus', { InvokeRequestId: Result?.FunctionRequestId })).Error?.Code).toBe('ResourceNotFound.AsyncEvent');
    expect((await house.ask('GetAsyncEventStatus')).Error?.Code).toBe('MissingParameter');
  });
});

describe('TerminateAsyncEvent', () => {
  const terminate = (house: House, InvokeRequestId: string, more: object = {}): Promise<Answered> =>
    house.ask('TerminateAsyncEvent', { FunctionName: 'job', InvokeRequestId, ...more });

  it('has ended the event when it answers (S83)', async () => {
    const house = openHouse();
    const { RequestId } = await house.ask('Invoke', { FunctionName: 'job' });
    await house.waiting();
    expect(await terminate(house, RequestId)).toEqual({ RequestId: expect.stringMatching(/^request-/) as unknown });
    expect(house.history.get(RequestId as never)).toMatchObject({ state: 'ABORTED', status: 499 });
    expect(house.runtime.alive).toBe(0);
    expect((await terminate(house, RequestId)).Error?.Code).toBe('FailedOperation.AsyncEventStatus');
  });

  it('only asks with GraceShutdown (S84)', async () => {
    const house = openHouse();
    const { RequestId } = await house.ask('Invoke', { FunctionName: 'job' });
    await house.waiting();
    expect((await terminate(house, RequestId, { GraceShutdown: true })).Error).toBeUndefined();
    await house.history.end(RequestId);
    expect(house.history.get(RequestId as never)).toMatchObject({ state: 'FINISHED', result: '"signalled"' });
  });

  it.each<[object, string]>([
    [{ FunctionName: 'quiet' }, 'ResourceNotFound.AsyncEvent'],
    [{ FunctionName: 'nobody' }, 'ResourceNotFound.Function'],
    [{ FunctionName: '7' }, 'InvalidParameterValue.FunctionName'],
    [{ Namespace: 'other' }, 'ResourceNotFound.Namespace'],
    [{ InvokeRequestId: 'nothing' }, 'ResourceNotFound.AsyncEvent'],
    [{ InvokeRequestId: '' }, 'MissingParameter'],
    [{ GraceShutdown: 'true' }, 'InvalidParameterValue'],
  ])('refuses %j with %s, and the event goes on (S85)', async (more, code) => {
    const house = openHouse();
    const { RequestId } = await house.ask('Invoke', { FunctionName: 'job' });
    expect((await terminate(house, RequestId, more)).Error?.Code).toBe(code);
    expect(house.history.get(RequestId as never)?.state).toBe('RUNNING');
  });
});
