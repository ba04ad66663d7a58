import { Agent } from 'node:http';
import { join } from 'node:path';
import { scf } from 'tencentcloud-sdk-nodejs-scf';
import { createApi, MetricsObserver, RequestFeed, serve, type Served } from '../../src/api';
import { ControlPlane } from '../../src/api/control';
import { RealClock } from '../../src/clock';
import { History } from '../../src/history';
import { observers, Region } from '../../src/region';
import { MemoryStore } from '../../src/store';
import { functionPlan, regionPlan } from '../scf/plans';
import { misfits } from './control/declared';
import { cleanStages, creation, newFolder } from './control/stage';
import { HandlerRuntime } from './handlers';
import { namer } from './house';

/** The endpoint with everything that it has in life, but for processes: of those the handlers are functions of this test. */
interface Whole {
  readonly client: InstanceType<typeof scf.v20180416.Client>;
  readonly served: Served;
  readonly region: Region;
  readonly agent: Agent;
}

const credential = { secretId: 'AKIDwhole', secretKey: 'whole-secret' };
const opened: Whole[] = [];

afterEach(async () => {
  for (const { served, region, agent } of opened.splice(0)) {
    await served.close();
    await region.close();
    agent.destroy();
  }
  cleanStages();
});

async function whole(): Promise<Whole> {
  const clock = new RealClock();
  const nowMs = (): number => clock.nowMs();
  const plan = regionPlan([functionPlan('job', { asyncRun: true, traceEnable: true }), functionPlan('echo')]);
  const store = new MemoryStore();
  const history = new History({ store, nowMs });
  const [feed, metrics] = [new RequestFeed(), new MetricsObserver(nowMs)];
  const plane = new ControlPlane({ store, codeDir: join(newFolder(), 'code'), nowMs, plan });
  const runtime = new HandlerRuntime({
    echo: (event) => event,
    job: (_event, { signal }) => new Promise((resolve) => signal.addEventListener('abort', resolve)),
  });
  const observer = observers(history, feed, metrics);
  const region = new Region({ plan, clock, runtime, random: () => 0, newRequestId: namer('run'), store, observer });
  plane.attach(region);
  const api = createApi({
    region,
    history,
    directory: plane,
    actions: plane.actions,
    regionNames: ['ap-guangzhou'],
    signature: 'verify',
    credentials: [credential],
    token: 'of the address file',
    feed,
    metrics,
    nowMs,
    newRequestId: namer('request'),
  });
  const served = await serve(api, { port: 0 });
  const agent = new Agent({ keepAlive: true });
  const client = new scf.v20180416.Client({
    credential,
    region: 'ap-guangzhou',
    profile: { httpProfile: { endpoint: `127.0.0.1:${served.port}`, protocol: 'http://', agent } },
  });
  const all = { client, served, region, agent };
  opened.push(all);
  return all;
}

it("answers as the official SDK declares it, to the SDK's own requests", async () => {
  const { client } = await whole();
  const asked = async (action: string, params: object): Promise<Record<string, unknown>> => {
    const answer = (await client.request(action, params)) as Record<string, unknown>;
    expect(misfits(answer, `${action}Response`)).toEqual([]);
    return answer;
  };
  await asked('CreateFunction', creation('made'));
  expect(await asked('ListFunctions', {})).toMatchObject({ TotalCount: 3 });
  expect(await asked('Invoke', { FunctionName: 'made' })).toMatchObject({ Result: { RetMsg: 'null' } });
  expect(await asked('InvokeFunction', { FunctionName: 'echo', Event: '7', LogType: 'Tail' })).toMatchObject({
    Result: { RetMsg: '7', Log: expect.stringContaining('END') as unknown },
  });
  const { RequestId: InvokeRequestId } = await asked('Invoke', { FunctionName: 'job', InvocationType: 'Event' });
  expect(await asked('ListAsyncEvents', { FunctionName: 'job' })).toMatchObject({
    TotalCount: 1,
    EventList: [{ InvokeRequestId, Status: 'RUNNING' }],
  });
  expect(await asked('GetAsyncEventStatus', { InvokeRequestId })).toMatchObject({ Result: { Status: 'RUNNING' } });
  expect(await asked('GetRequestStatus', { FunctionName: 'job', FunctionRequestId: InvokeRequestId })).toMatchObject({ TotalCount: 1 });
  expect(await asked('GetFunctionLogs', {})).toMatchObject({ TotalCount: 3 });
  await asked('TerminateAsyncEvent', { FunctionName: 'job', InvokeRequestId });
  expect(await asked('GetAsyncEventStatus', { InvokeRequestId })).toMatchObject({ Result: { Status: 'ABORTED', StatusCode: 499 } });
});

it('S82: a function that is created anew has none of the events of the one before', async () => {
  const { client } = await whole();
  const FunctionName = 'again';
  const job = creation(FunctionName, { AsyncRunEnable: 'TRUE', TraceEnable: 'TRUE' });
  const started = async (): Promise<unknown> => (await client.Invoke({ FunctionName, InvocationType: 'Event' })).RequestId;
  await client.request('CreateFunction', job);
  const InvokeRequestId = await started();
  expect(await client.ListAsyncEvents({ FunctionName })).toMatchObject({ TotalCount: 1, EventList: [{ InvokeRequestId }] });
  await client.DeleteFunction({ FunctionName });
  await client.request('CreateFunction', job);
  expect(await client.ListAsyncEvents({ FunctionName })).toMatchObject({ TotalCount: 0 });
  expect(await client.ListAsyncEvents({ FunctionName: 'job' })).toMatchObject({ TotalCount: 0 });
  const anew = await started();
  expect(await client.ListAsyncEvents({ FunctionName })).toMatchObject({ TotalCount: 1, EventList: [{ InvokeRequestId: anew }] });
});

it('has an action for every one of the API that is not out of scope', async () => {
  const { client } = await whole();
  const actions = Object.getOwnPropertyNames(Object.getPrototypeOf(client)).filter((name) => /^[A-Z]/.test(name) && !name.includes('CustomDomain'));
  expect(actions.length).toBeGreaterThan(40);
  const codes = await Promise.all(
    actions.map(
      async (action) =>
        [
          action,
          await client.request(action, {}).then(
            () => 'ok',
            (error: unknown) => (error as { code?: string }).code,
          ),
        ] as const,
    ),
  );
  expect(codes.filter(([, code]) => code === 'InvalidAction' || code === 'InternalError').map(([action]) => action)).toEqual([]);
});

it('streams the log of a job from its start, and ends with it', async () => {
  const { client, served } = await whole();
  const { RequestId = '' } = await client.Invoke({ FunctionName: 'job' });
  const headers = { authorization: 'Bearer of the address file' };
  const answer = await fetch(`${served.origin}/events/${RequestId}/log`, { headers });
  await client.TerminateAsyncEvent({ FunctionName: 'job', InvokeRequestId: RequestId });
  const text = await answer.text();
  expect(text).toContain(`START RequestId: ${RequestId}`);
  expect(text).toMatch(/event: end\ndata: \{"state":"ABORTED","status":499/);
});
