import { Reading } from '../../../src/cloud/reading';
import { invokeRemote, type RawRemoteInvokeOptions } from '../../../src/commands/remote/invoke';
import { isErrorObject, outcomeOf } from '../../../src/commands/remote/outcome';
import type { Answer, Arrived } from '../../cloud/fakeCloud';
import { openedMs } from '../../region/opened';
import { answers, fails, prints, succeeds, type Behaviour } from '../../region/modelledRuntime';
import { functionPlan } from '../../scf/plans';
import { fakeHosts, openCloudHome, running, serviceOf, type CloudHome, type Ran } from './cloudHome';

const stdin = { isTTY: true, read: () => Promise.resolve('') };

const behaviours: Readonly<Record<string, Behaviour>> = {
  echo: { run: (event) => [...prints(10, 'echoing'), ...succeeds(100, event, 32)] },
  fail: { run: () => [...prints(10, 'oh'), ...fails(100, 430, 'user code exception caught')] },
  job: {
    run: (event) => [
      ...prints(1_000, 'begun'),
      ...prints(5_000, 'half'),
      ...(event === '{}' ? succeeds(9_000, '{"rows":7}') : fails(9_000, 430, 'broken')),
    ],
  },
  early: { run: () => [...answers(50, '"early"'), ...succeeds(100, '"early"')] },
};

const functions = [
  functionPlan('echo'),
  functionPlan('fail'),
  functionPlan('early'),
  functionPlan('off', { reservedMB: 0 }),
  functionPlan('job', { asyncRun: true, traceEnable: true, timeoutMs: 86_400_000 }),
  functionPlan('site', { type: 'web' }),
];

const home = (): Promise<CloudHome> => openCloudHome({ functions, behaviours });

function invoking(
  { access, service }: Pick<CloudHome, 'access' | 'service'>,
  raw: RawRemoteInvokeOptions,
  more: Parameters<typeof running>[1] = {},
): Promise<Ran> {
  return running((output, machine) => invokeRemote(raw, service, access, output, { ...machine, stdin, dir: '/nowhere' }), more);
}

describe('in a local region', () => {
  it('S143, S194: prints the result, and nothing else, on standard output; with --log the log beside it', async () => {
    const there = await home();
    const { code, out, err } = await invoking(there, { function: 'echo', data: '{"a":[1]}' });
    expect({ code, out, err }).toEqual({ code: 0, out: '{\n  "a": [\n    1\n  ]\n}', err: '' });
    const logged = await invoking(there, { function: 'shop-dev-echo', data: '"x"', log: true });
    expect(logged.out).toBe('"x"');
    expect(logged.err).toContain('echoing');
  });

  it('S155: prints the error object of a run that failed, and ends with 1', async () => {
    const { code, out, err } = await invoking(await home(), { function: 'fail' });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ errorCode: 1, errorMessage: 'user code exception caught', statusCode: 430 });
    expect(err).toMatch(/ FAILED \(430\)$/);
  });

  it('S17: tells a refusal for want of quota in the same way', async () => {
    const { code, out, err } = await invoking(await home(), { function: 'off' });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ statusCode: 432 });
    expect(err).toMatch(/FAILED \(432\)$/);
  });

  it('tells all as JSON', async () => {
    const { code, out } = await invoking(await home(), { function: 'echo', data: '1', json: true, log: 'Tail' });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      function: 'echo',
      qualifier: '$DEFAULT',
      type: 'sync',
      state: 'FINISHED',
      status: 200,
      result: 1,
      error: null,
      memoryMB: 32,
    });
    expect(JSON.parse(out)).toHaveProperty('log', expect.stringContaining('echoing'));
  });

  it('S52: an event is only accepted', async () => {
    const there = await home();
    const { code, out, err } = await invoking(there, { function: 'echo', data: '2', type: 'Event' });
    expect(code).toBe(0);
    expect(err).toBe(`Accepted. What it wrote: logs --function echo --request-id ${out}`);
    there.region.pass(1_000);
    expect(there.history.get(out as never)).toMatchObject({ state: 'FINISHED', qualifier: '$DEFAULT', result: '2' });
  });

  it('S70–S75: an asynchronous execution answers with its RequestId, and is followed to its end', async () => {
    const { code, outs, err } = await invoking(await home(), { function: 'job' });
    expect(code).toBe(0);
    expect(outs).toHaveLength(1);
    const lines = err.split('\n');
    expect(lines.filter((line) => ['begun', 'half'].includes(line))).toEqual(['begun', 'half']);
    expect(lines.at(-1)).toBe(`${outs[0]} FINISHED (200)`);
  });

  it('tells what an asynchronous execution came to as JSON; a failed one ends with 1', async () => {
    const there = await home();
    const well = await invoking(there, { function: 'job', json: true });
    expect(JSON.parse(well.out)).toMatchObject({ state: 'FINISHED', status: 200, result: { rows: 7 }, error: null });
    const badly = await invoking(there, { function: 'job', data: '1', json: true });
    expect(badly.code).toBe(1);
    expect(JSON.parse(badly.out)).toMatchObject({ state: 'FAILED', status: 430, result: null, error: { errorMessage: 'broken' } });
  });

  it('leaves it to itself with --detach, and on Ctrl-C', async () => {
    const there = await home();
    const detached = await invoking(there, { function: 'job', detach: true });
    expect(detached).toMatchObject({ code: 0, err: expect.stringContaining('logs --function job') });
    const pressed = await invoking(
      there,
      { function: 'job' },
      {
        began: (press) => {
          there.time.onSleep = (ms) => {
            if (ms === 2_000) press();
          };
        },
      },
    );
    expect(pressed.code).toBe(130);
    expect(pressed.err).toContain(`${pressed.out} goes on in the cloud.`);
    there.region.pass(60_000);
    expect(there.history.get(pressed.out as never)).toMatchObject({ state: 'FINISHED' });
  });

  it.each<[RawRemoteInvokeOptions, string]>([
    [{}, 'Name the function'],
    [{ function: 'nobody' }, 'There is no function "nobody"'],
    [{ function: 'echo', type: 'DryRun' }, '--type is RequestResponse'],
    [{ function: 'echo', data: '{' }, 'is not JSON'],
    [{ function: 'echo', context: '{}' }, '--context is for invoke local'],
    [{ function: 'echo', log: 'All' }, '--log shows'],
    [{ function: 'site' }, 'is a Web function'],
    [
      { function: 'echo', type: 'async', data: JSON.stringify('x'.repeat(131_071)) },
      'The event has 131073 bytes; asynchronous invocations take at most 131072 (S150)',
    ],
    [{ function: 'echo', data: JSON.stringify('x'.repeat(6_291_456)) }, 'synchronous invocations take at most 6291456'],
  ])('refuses %#', async (raw, message) => {
    await expect(invoking(await home(), raw)).rejects.toThrow(message);
  });

  it('says that a version is not there, and that a function is not', async () => {
    const there = await home();
    const version = await invoking(there, { function: 'echo', qualifier: '7' });
    expect(version).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ResourceNotFound.Qualifier') });
    const missing = await invoking({ ...there, service: serviceOf('ghost') }, { function: 'ghost' });
    expect(missing).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ResourceNotFound.Function') });
  });
});

describe('in the cloud', () => {
  const fn = { Timeout: 3, InitTimeout: 65, AsyncRunEnable: 'TRUE', TraceEnable: 'FALSE', Type: 'Event', ClsTopicId: 'topic-1' };

  it('follows an execution by its state and the log service, also when it waits at first', async () => {
    let looks = 0;
    const answer = (_host: string, { action }: Arrived): Answer => {
      switch (action) {
        case 'GetFunction':
          return fn;
        case 'InvokeFunction':
          return {
            Result: { FunctionRequestId: 'run-1', RetMsg: '', ErrMsg: '', Log: '', InvokeResult: 0, Duration: 0, BillDuration: 0, MemUsage: 0 },
          };
        case 'GetAsyncEventStatus':
          looks += 1;
          if (looks === 1) return { Error: { Code: 'ResourceNotFound.AsyncEvent', Message: 'None.' } };
          return { Result: { Status: looks < 4 ? 'RUNNING' : 'FINISHED', StatusCode: looks < 4 ? 0 : 200, InvokeRequestId: 'run-1' } };
        case 'SearchLog': {
          const lines =
            looks < 2
              ? []
              : Array.from({ length: looks }, (_, n) => ({ Time: openedMs + n, PkgId: 'p', PkgLogId: n, LogJson: `{"SCF_Message":"line ${n}"}` }));
          return { Results: lines, Context: '', ListOver: true };
        }
        default:
          return { TotalCount: 1, Data: [{ RequestId: 'run-1', RetCode: 0, RetMsg: '"done"', Duration: 5, MemUsage: 1, RetryNum: 0 }] };
      }
    };
    const { access, arrived } = fakeHosts(answer);
    const { code, out, err } = await invoking({ access, service: serviceOf('job') }, { function: 'job', qualifier: '3' });
    expect({ code, out }).toEqual({ code: 0, out: 'run-1' });
    expect(err.split('\n')).toEqual(['line 0', 'line 1', 'line 2', 'line 3', 'run-1 FINISHED (200)']);
    expect(arrived.find(({ action }) => action === 'InvokeFunction')?.params).toEqual({
      FunctionName: 'shop-dev-job',
      Namespace: 'default',
      Qualifier: '3',
      Event: '{}',
      LogType: 'None',
    });
    expect(arrived.find(({ action }) => action === 'SearchLog')?.params['Query']).toContain('SCF_RequestId:"run-1"');
  });

  it('S143: names the alias for events, where the action would take $LATEST', async () => {
    const { access, arrived } = fakeHosts((_host, { action }) =>
      action === 'GetFunction' ? { ...fn, AsyncRunEnable: 'FALSE' } : { Result: { FunctionRequestId: 'run-1' } },
    );
    await invoking({ access, service: serviceOf('job') }, { function: 'job', type: 'async', data: '[]' });
    expect(arrived[1]).toMatchObject({ action: 'Invoke', params: { InvocationType: 'Event', Qualifier: '$DEFAULT', ClientContext: '[]' } });
  });

  it('does not send an invocation again when nobody knows whether it was done', async () => {
    const { access, arrived } = fakeHosts((_host, { action }) =>
      action === 'GetFunction' ? { ...fn, AsyncRunEnable: 'FALSE' } : { Error: { Code: 'InternalError', Message: 'Oh.' } },
    );
    const { code } = await invoking({ access, service: serviceOf('job') }, { function: 'job' });
    expect(code).toBe(1);
    expect(arrived.filter(({ action }) => action === 'InvokeFunction')).toHaveLength(1);
  });

  it.each([
    ['only RetMsg has the error', { RetMsg: '{"errorCode":1,"errorMessage":"no","statusCode":430}', ErrMsg: '', InvokeResult: 0 }, 1],
    ['only ErrMsg has it', { RetMsg: '', ErrMsg: '{"errorCode":-1,"errorMessage":"no","statusCode":433}', InvokeResult: -1 }, 1],
    ['ErrMsg is no JSON', { RetMsg: '', ErrMsg: 'user code exception', InvokeResult: 1 }, 1],
    ['the result looks a little like an error', { RetMsg: '{"errorCode":0,"errorMessage":"ok"}', ErrMsg: '', InvokeResult: 0 }, 0],
  ])('understands an answer in which %s', async (_what, result, expected) => {
    const { access } = fakeHosts((_host, { action }) =>
      action === 'GetFunction' ? { ...fn, AsyncRunEnable: 'FALSE' } : { Result: { FunctionRequestId: 'run-1', ...result } },
    );
    const { code, out } = await invoking({ access, service: serviceOf('job') }, { function: 'job' });
    expect(code).toBe(expected);
    expect(JSON.parse(out)).toBeDefined();
  });

  it.each([
    ['is text', 'plain', '"plain"'],
    ['is the empty text', '""', '""'],
    ['is none', '', 'null'],
  ])('prints a result that %s as JSON', async (_what, RetMsg, printed) => {
    const { access } = fakeHosts((_host, { action }) =>
      action === 'GetFunction' ? { ...fn, AsyncRunEnable: 'FALSE' } : { Result: { FunctionRequestId: 'run-1', RetMsg, ErrMsg: '', InvokeResult: 0 } },
    );
    expect(await invoking({ access, service: serviceOf('job') }, { function: 'job' })).toMatchObject({ code: 0, out: printed });
  });

  it.each([{ json: false }, { json: true }])(
    'prints the figures of a result as they were written, which JavaScript may not have: %j',
    async (options) => {
      const RetMsg = '{"id":9223372036854775807,"1":1.0,"name":"\\u4f60"}';
      const { access } = fakeHosts((_host, { action }) =>
        action === 'GetFunction'
          ? { ...fn, AsyncRunEnable: 'FALSE' }
          : { Result: { FunctionRequestId: 'run-1', RetMsg, ErrMsg: '', InvokeResult: 0 } },
      );
      const { out } = await invoking({ access, service: serviceOf('job') }, { function: 'job', ...options });
      expect(out.replaceAll(/\s/g, '')).toContain('{"id":9223372036854775807,"1":1.0,"name":"你"}');
    },
  );
});

it.each([
  { accepted: true, is: { status: undefined, result: undefined } },
  { accepted: false, is: { status: 200, result: '1' } },
])('reads of an answer no result of what was only accepted: $accepted', ({ accepted, is }) => {
  const answer = new Reading({ FunctionRequestId: 'run-1', RetMsg: '1' }, 'scf.example', 'Invoke');
  expect(outcomeOf(answer, accepted)).toMatchObject(is);
});

it.each([
  [{ errorCode: 1, errorMessage: 'x', requestId: 'r' }, true],
  [{ errorCode: -1, errorMessage: 'x', statusCode: 433 }, true],
  [{ errorCode: 1, errorMessage: 'mine' }, false],
  [{ errorCode: 0, errorMessage: '', requestId: 'r' }, false],
  [{ errorCode: '1', errorMessage: 'x', requestId: 'r' }, false],
  [null, false],
  [[1], false],
])('%j as the object of a failed run', (value, expected) => {
  expect(isErrorObject(value)).toBe(expected);
});
