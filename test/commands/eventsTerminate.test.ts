import { UsageError } from '../../src/commands/output';
import { ran } from './eventing';
import { fakeRegion, view, type FakeRegion } from './fakeRegion';

let region: FakeRegion;
beforeEach(async () => {
  region = await fakeRegion(
    [
      { key: 'job', name: 'media-dev-job', versions: ['$LATEST', '1'] },
      { key: 'other', name: 'media-dev-other', namespace: 'second' },
      { key: 'quiet', name: 'media-dev-quiet', trace: false },
    ],
    [
      view('r1', { startMs: 1_600_000_000_000, version: '1' }),
      view('r2', { startMs: 1_600_000_001_000, function: 'other' }),
      view('r3', { startMs: 1_600_000_002_000, state: 'FINISHED', status: 200 }),
      view('w1', { state: 'WAITING', startMs: undefined }),
      view('s1', { type: 'sync', asyncRun: false }),
      view('q1', { function: 'quiet' }),
      view('gone', { function: 'deleted' }),
    ],
  );
  region.refusals.set('r3', 'FailedOperation.AsyncEventStatus');
  for (const id of ['w1', 's1']) region.refusals.set(id, 'ResourceNotFound.AsyncEvent');
});
afterEach(() => region.close());

const at = () => ({ endpoint: region.origin });

const terminations = () => region.calls.filter(({ action }) => action === 'TerminateAsyncEvent').map(({ params }) => params);

it('S83: ends what is named, by the function and namespace that the region knows it has', async () => {
  const { code, outs, err } = await ran('terminate', { ...at(), words: ['r1'], id: ['r2,q1'] });
  expect([code, outs, err]).toEqual([0, ['r1  terminated', 'r2  terminated', 'q1  terminated'], '']);
  expect(terminations()).toEqual([
    { FunctionName: 'media-dev-job', Namespace: 'default', InvokeRequestId: 'r1' },
    { FunctionName: 'media-dev-other', Namespace: 'second', InvokeRequestId: 'r2' },
    { FunctionName: 'media-dev-quiet', Namespace: 'default', InvokeRequestId: 'q1' },
  ]);
});

it('S84: asks by SIGTERM with --signal', async () => {
  expect(await ran('terminate', { ...at(), id: ['r1'], signal: true })).toMatchObject({ code: 0, outs: ['r1  SIGTERM sent'] });
  expect(terminations()).toEqual([expect.objectContaining({ InvokeRequestId: 'r1', GraceShutdown: true })]);
});

it('S85: tells of each what became of it, and ends with 1 when one did not end', async () => {
  const { code, outs } = await ran('terminate', { ...at(), id: ['r3', 'r1', 'none', 'w1', 's1', 'gone'] });
  expect(code).toBe(1);
  expect(outs).toEqual([
    'r3  does not run: FINISHED',
    'r1  terminated',
    'none  is not known',
    'w1  does not run: WAITING',
    's1  is not an asynchronous execution (asyncRunEnable) that runs',
    'gone  failed: ResourceNotFound.Function: about TerminateAsyncEvent',
  ]);
});

it('tells the same as JSON', async () => {
  const { code, out } = await ran('terminate', { ...at(), id: ['r1', 'r3', 'none'], json: true, signal: true });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({
    events: [
      { requestId: 'r1', outcome: 'signalled', state: null, error: null },
      {
        requestId: 'r3',
        outcome: 'notRunning',
        state: 'FINISHED',
        error: { code: 'FailedOperation.AsyncEventStatus', message: 'about TerminateAsyncEvent' },
      },
      { requestId: 'none', outcome: 'unknown', state: null, error: null },
    ],
  });
});

it('speaks Chinese', async () => {
  const { outs } = await ran('terminate', { ...at(), id: ['r1', 'r3', 'none'] }, { lang: 'zh' });
  expect(outs).toEqual(['r1  已终止', 'r3  不在运行：FINISHED', 'none  没有该事件']);
  // So does the region.
  const { out } = await ran('terminate', { ...at(), id: ['r3'], json: true }, { lang: 'zh' });
  expect(JSON.parse(out)).toMatchObject({ events: [{ error: { message: '关于 TerminateAsyncEvent' } }] });
});

describe('--all', () => {
  it('asks with a list of what it would end, and ends it after a yes', async () => {
    const asked: string[] = [];
    const ask = async (question: string) => {
      expect(terminations()).toEqual([]);
      asked.push(question);
      return true;
    };
    const { code, outs, err } = await ran('terminate', { ...at(), all: true, state: ['RUNNING'] }, { ask });
    expect([code, outs]).toEqual([0, ['r1  terminated', 'r2  terminated']]);
    expect(asked).toEqual([expect.stringMatching(/^r1 {2}media-dev-job {2}1 {2}.+\nr2 {2}media-dev-other .+\nTerminate 2 events\? \[y\/N\] $/)]);
    expect(err).toContain('Not listed: events of media-dev-quiet');
  });

  it('ends nothing after a no', async () => {
    const { code, outs, err } = await ran('terminate', { ...at(), all: true }, { ask: async () => false });
    expect([code, outs, terminations()]).toEqual([1, [], []]);
    expect(err).toMatch(/Nothing was terminated\.$/);
  });

  it('refuses where nobody can be asked, with the list', async () => {
    const asked = ran('terminate', { ...at(), all: true });
    await expect(asked).rejects.toThrow(UsageError);
    await expect(asked).rejects.toThrow(/^2 events would be terminated:\nr1 .+\nr2 .+\nNobody can be asked here: add --yes\.$/);
    expect(terminations()).toEqual([]);
  });

  it.each([
    { options: {}, ids: ['r1', 'r2'] },
    { options: { function: ['other'] }, ids: ['r2'] },
    { options: { qualifier: '1' }, ids: ['r1'] },
    { options: { state: ['running'] }, ids: ['r1', 'r2'] },
  ])('does not ask with --yes: $options', async ({ options, ids }) => {
    const { code } = await ran('terminate', { ...at(), all: true, yes: true, ...options });
    expect([code, terminations().map(({ InvokeRequestId: id }) => id)]).toEqual([0, ids]);
  });

  it('says how many run beyond what it ends in one go', async () => {
    const { startMs = 0 } = view('r1');
    for (let n = 0; n < 1_000; n += 1) region.views.push(view(`more-${n}`, { startMs: startMs + n }));
    const { code, err } = await ran('terminate', { ...at(), all: true, yes: true });
    expect([code, terminations().length]).toEqual([1, 1_000]);
    expect(err).toMatch(/\n2 more run: enter the command again for the next ones\.$/);
  });

  it('has nothing to ask when nothing runs', async () => {
    expect(await ran('terminate', { ...at(), all: true, function: ['quiet'] })).toMatchObject({
      code: 0,
      outs: [],
      err: expect.stringMatching(/No event runs\.$/),
    });
  });

  it('Ctrl-C at the question ends nothing', async () => {
    let press = (): void => undefined;
    const ask = async (_: string, signal: AbortSignal) => {
      press();
      signal.throwIfAborted();
      return true;
    };
    const { code } = await ran('terminate', { ...at(), all: true }, { ask, began: (pressed) => (press = pressed) });
    expect([code, terminations()]).toEqual([130, []]);
  });
});

it.each([
  { raw: {}, says: /--id REQUEST-ID, or --all/ },
  { raw: { id: ['r1'], all: true }, says: /not both/ },
  { raw: { id: ['r1'], yes: true }, says: /--yes goes with --all/ },
  { raw: { id: ['r1'], function: ['job'] }, says: /--function goes with --all/ },
  { raw: { words: ['r1'], state: ['RUNNING'] }, says: /--state goes with --all/ },
  { raw: { id: ['r1'], qualifier: '1' }, says: /--qualifier goes with --all/ },
  { raw: { all: true, yes: true, state: ['FAILED'] }, says: /--state RUNNING, not FAILED/ },
])('is asked wrongly: $raw', async ({ raw, says }) => {
  const asked = ran('terminate', { ...at(), ...raw });
  await expect(asked).rejects.toThrow(UsageError);
  await expect(asked).rejects.toThrow(says);
});
