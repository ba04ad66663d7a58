import { remoteEvents } from '../../../src/commands/remote/events';
import type { EventsAction, RawEventsOptions } from '../../../src/commands/eventsOptions';
import { prints, succeeds, type Behaviour } from '../../region/modelledRuntime';
import { functionPlan } from '../../scf/plans';
import { refusal } from '../../cloud/fakeCloud';
import { fakeHosts, openCloudHome, running, serviceOf, type CloudHome, type Ran } from './cloudHome';

const works: Behaviour = {
  run: (event) => {
    const seconds = Number(event);
    return [...Array.from({ length: seconds }, (_, n) => prints(1_000 * (n + 1), `line ${n}`)).flat(), ...succeeds(1_000 * seconds + 500, '"ok"')];
  },
};

const asyncRun = { asyncRun: true, timeoutMs: 86_400_000 };
const functions = [
  functionPlan('job', { ...asyncRun, traceEnable: true }),
  functionPlan('quiet', asyncRun),
  functionPlan('plain'),
  functionPlan('theirs', { ...asyncRun, traceEnable: true, name: 'other-service-job' }),
];
const behaviours = { job: works, quiet: works, theirs: works };

/** A home with events of the service, and one of somebody else's. */
async function home(): Promise<CloudHome & { readonly ids: Readonly<Record<'done' | 'runs' | 'quiet' | 'plain' | 'theirs', string>> }> {
  const there = await openCloudHome({ functions, behaviours });
  const { region } = there;
  const done = region.invoke('job', { event: '1' }).requestId;
  const plain = region.invoke('plain').requestId;
  region.pass(60_000);
  const [runs, quiet, theirs] = (['job', 'quiet', 'theirs'] as const).map((key) => region.invoke(key, { event: '100' }).requestId);
  region.pass(5_000);
  const service = { ...there.service, functions: there.service.functions.filter(({ key }) => key !== 'theirs') };
  return { ...there, service, ids: { done, runs: runs ?? '', quiet: quiet ?? '', plain, theirs: theirs ?? '' } };
}

function asking(
  { access, service }: Pick<CloudHome, 'access' | 'service'>,
  action: EventsAction,
  raw: RawEventsOptions,
  more: Parameters<typeof running>[1] = {},
): Promise<Ran> {
  return running((output, machine) => remoteEvents(action, raw, service, access, output, machine), more);
}

it('S75, S81: lists the events of the service, and of nobody else', async () => {
  const there = await home();
  const { code, out } = await asking(there, 'list', { json: true });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    total: 2,
    events: [
      { requestId: there.ids.runs, function: 'shop-dev-job', state: 'RUNNING', status: null, version: '$LATEST' },
      { requestId: there.ids.done, state: 'FINISHED', status: 200, durationMs: expect.any(Number) },
    ],
    untraced: ['shop-dev-quiet'],
  });
  const finished = await asking(there, 'list', { json: true, function: ['job'], state: ['FINISHED'] });
  expect(JSON.parse(finished.out)).toMatchObject({ total: 1 });
  const stats = await asking(there, 'stats', { json: true });
  expect(JSON.parse(stats.out)).toMatchObject({ functions: [{ function: 'shop-dev-job', states: { RUNNING: 1, FINISHED: 1 } }] });
});

it('tells what the cloud knows of one event, of an untracked one, and of a synchronous call', async () => {
  const there = await home();
  const get = async (id: string) => JSON.parse((await asking(there, 'get', { id: [id], json: true })).out) as unknown;
  expect(await get(there.ids.done)).toMatchObject({
    function: 'shop-dev-job',
    state: 'FINISHED',
    status: 200,
    asyncRun: true,
    durationMs: expect.any(Number),
    result: 'ok',
  });
  expect(await get(there.ids.runs)).toMatchObject({ state: 'RUNNING', status: null, endMs: null });
  expect(await get(there.ids.quiet)).toMatchObject({ function: 'shop-dev-quiet', state: 'RUNNING', asyncRun: true });
  expect(await get(there.ids.plain)).toMatchObject({ function: 'shop-dev-plain', state: 'FINISHED', status: 200, asyncRun: false, type: 'sync' });
  for (const id of ['nobody', there.ids.theirs]) {
    const { code, err } = await asking(there, 'get', { id: [id] });
    expect(code).toBe(1);
    expect(err).toContain(`There is no event ${id}`);
  }
});

it('S73: prints a log so far, and follows one to its end, each line once', async () => {
  const there = await home();
  const soFar = await asking(there, 'logs', { id: [there.ids.runs] });
  expect(soFar.outs.filter((line) => line.startsWith('line'))).toEqual(
    Array.from({ length: soFar.outs.filter((line) => line.startsWith('line')).length }, (_, n) => `line ${n}`),
  );
  expect(soFar.err).toContain('is RUNNING: this is its log so far');
  const whole = await asking(there, 'logs', { id: [there.ids.runs], follow: true });
  expect(whole.code).toBe(0);
  expect(whole.outs.filter((line) => line.startsWith('line'))).toEqual(Array.from({ length: 100 }, (_, n) => `line ${n}`));
  expect(whole.err).toContain('has ended: FINISHED (200)');
});

it('S83–S85: ends events of the service only', async () => {
  const there = await home();
  const named = await asking(there, 'terminate', { id: [there.ids.runs, there.ids.done, there.ids.theirs] });
  expect(named.code).toBe(1);
  expect(named.outs).toEqual([`${there.ids.runs}  terminated`, `${there.ids.done}  does not run: FINISHED`, `${there.ids.theirs}  is not known`]);
  expect(there.history.get(there.ids.runs as never)?.state).toBe('ABORTED');
  expect(there.history.get(there.ids.theirs as never)?.state).toBe('RUNNING');
  const none = await asking(there, 'terminate', { all: true, yes: true });
  expect(none.err).toContain('No event runs.');
});

it('tells a refusal with what to do, and is asked nothing when it was asked wrongly', async () => {
  const { access, arrived } = fakeHosts(() => refusal('UnauthorizedOperation.CAM', 'No.\x1b[2J'));
  const service = serviceOf('job');
  const { code, err } = await asking({ access, service }, 'list', {});
  expect(code).toBe(1);
  expect(err).toContain('ListFunctions was refused: UnauthorizedOperation.CAM: No.·[2J (RequestId request-1)');
  const before = arrived.length;
  await expect(asking({ access, service }, 'list', { state: ['WAITING'] })).rejects.toThrow('--state takes');
  expect(arrived).toHaveLength(before);
});

it('ends with 130 on Ctrl-C', async () => {
  const there = await home();
  const { code } = await asking(
    there,
    'logs',
    { id: [there.ids.runs], follow: true },
    {
      began: (press) => {
        there.time.onSleep = (ms) => {
          if (ms === 2_000) press();
        };
      },
    },
  );
  expect(code).toBe(130);
});
