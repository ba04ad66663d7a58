import { cleanStages, creation, stage, type Stage } from './stage';

afterAll(cleanStages);

const FunctionName = 'resize';
const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);

async function withFunction(options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const made = stage({ startMs, ...options });
  await made.ask('CreateFunction', creation(FunctionName));
  return made;
}

const timer = (more: object = {}) => ({ FunctionName, TriggerName: 'tick', Type: 'timer', TriggerDesc: '0 */5 * * * * *', ...more });

describe('timers (S220)', () => {
  it('fire at their times, asynchronously, with the event of the documents', async () => {
    const { ask, pass, runtime } = await withFunction();
    await ask('CreateTrigger', timer({ CustomArgument: '{"a":1}' }));
    pass(269_999);
    expect(runtime.events).toEqual([]);
    pass(1);
    pass(300_000);
    expect(runtime.events.map((event) => JSON.parse(event) as unknown)).toEqual([
      { Type: 'Timer', TriggerName: 'tick', Time: '2026-01-01T00:05:00Z', Message: '{"a":1}' },
      { Type: 'Timer', TriggerName: 'tick', Time: '2026-01-01T00:10:00Z', Message: '{"a":1}' },
    ]);
  });

  it('are called by the name of timer, and by their qualifier', async () => {
    const calls: string[] = [];
    const { ask, pass } = await withFunction({
      observer: { invoked: (_id, call) => calls.push(`${call.type} ${call.invokedBy ?? ''} ${call.qualifier ?? ''}`) },
    });
    await ask('CreateTrigger', timer({ Qualifier: '$DEFAULT' }));
    pass(300_000);
    expect(calls).toEqual(['async timer $DEFAULT']);
  });

  it('read the time of day in Beijing', async () => {
    const { ask, pass, runtime } = await withFunction();
    await ask('CreateTrigger', timer({ TriggerDesc: '0 30 8 * * * *' }));
    pass(1_800_000);
    expect(runtime.events).toHaveLength(1);
  });

  it('that were missed while the machine slept are not made up for', async () => {
    const { ask, runtime, plane } = await withFunction();
    await ask('CreateTrigger', timer());
    runtime.pass(3_600_000);
    plane.settle();
    expect(runtime.specs).toHaveLength(1);
    expect(plane.nextMs).toBeGreaterThan(runtime.clock.nowMs());
  });

  it('fire no more when they are closed, deleted, or their function is', async () => {
    const { ask, plane } = await withFunction();
    const never = () => expect(plane.nextMs).toBe(Infinity);
    await ask('CreateTrigger', timer({ Enable: 'CLOSE' }));
    never();
    await ask('UpdateTriggerStatus', timer({ Enable: 'OPEN' }));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
    await ask('UpdateTrigger', timer({ TriggerDesc: '0 7 * * * * *' }));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 7));
    await ask('UpdateTrigger', timer({ Enable: 'CLOSE' }));
    never();
    await ask('UpdateTrigger', timer({ Enable: 'OPEN' }));
    await ask('DeleteTrigger', timer());
    never();
    await ask('CreateTrigger', timer());
    await ask('DeleteFunction', { FunctionName });
    never();
    await ask('CreateFunction', creation(FunctionName));
    await ask('CreateTrigger', timer());
    plane.close();
    never();
  });
});

describe('triggers', () => {
  it('are told as the documents tell them', async () => {
    const { ask } = await withFunction();
    const expected = {
      TriggerName: 'tick',
      Type: 'timer',
      TriggerDesc: '{"cron":"0 0 2 * * * *"}',
      Enable: 1,
      Qualifier: '$LATEST',
      CustomArgument: '',
      Description: 'nightly',
      AvailableStatus: 'Available',
      BindStatus: 'on',
      TriggerAttribute: 'single',
      AddTime: '2026-01-01 08:00:30',
    };
    expect(await ask('CreateTrigger', timer({ TriggerDesc: '0 2 * * *', Description: 'nightly' }))).toMatchObject({ TriggerInfo: expected });
    expect(await ask('ListTriggers', { FunctionName })).toMatchObject({ TotalCount: 1, Triggers: [expected] });
    expect(await ask('GetFunction', { FunctionName })).toMatchObject({ Triggers: [expected] });
    expect(await ask('GetFunction', { FunctionName, Qualifier: '$DEFAULT' })).toMatchObject({ Triggers: [] });
  });

  it('of other kinds are kept and given back', async () => {
    const { ask, plane } = await withFunction();
    const TriggerName = 'pictures-1250000000.cos.ap-guangzhou.myqcloud.com';
    const TriggerDesc = '{"event":"cos:ObjectCreated:*"}';
    await ask('CreateTrigger', { FunctionName, TriggerName, Type: 'cos', TriggerDesc });
    expect(await ask('ListTriggers', { FunctionName })).toMatchObject({ Triggers: [{ TriggerName, TriggerDesc, Type: 'cos' }] });
    await ask('UpdateTriggerStatus', { FunctionName, TriggerName, Type: 'cos', TriggerDesc, Enable: 'CLOSE' });
    expect(await ask('ListTriggers', { FunctionName })).toMatchObject({ Triggers: [{ Enable: 0 }] });
    expect(plane.nextMs).toBe(Infinity);
    await ask('DeleteTrigger', { FunctionName, TriggerName, Type: 'cos', TriggerDesc });
    expect(await ask('ListTriggers', { FunctionName })).toEqual({ TotalCount: 0, Triggers: [] });
  });

  it.each<[params: object, expected: readonly string[]]>([
    [{}, ['a', 'c', 'b']],
    [{ OrderBy: 'add_time' }, ['c', 'b', 'a']],
    [{ OrderBy: 'add_time', Order: 'ASC', Offset: 1, Limit: 1 }, ['b']],
    [{ Filters: [{ Name: 'TriggerName', Values: ['b', 'c'] }] }, ['c', 'b']],
    [{ Filters: [{ Name: 'Qualifier', Values: ['$DEFAULT'] }] }, ['c']],
    [
      {
        Filters: [
          { Name: 'Description', Values: ['of b'] },
          { Name: 'Qualifier', Values: ['$DEFAULT'] },
        ],
      },
      [],
    ],
  ])('are listed by %j', async (params, expected) => {
    const { ask, pass } = await withFunction();
    for (const TriggerName of ['a', 'b', 'c']) {
      await ask('CreateTrigger', timer({ TriggerName, Description: `of ${TriggerName}`, Qualifier: TriggerName === 'c' ? '$DEFAULT' : '$LATEST' }));
      pass(1_000);
    }
    await ask('UpdateTrigger', timer({ TriggerName: 'a', CustomArgument: 'x' }));
    const { Triggers } = (await ask('ListTriggers', { FunctionName, ...params })) as { Triggers?: { TriggerName: string }[] };
    expect(Triggers?.map(({ TriggerName }) => TriggerName)).toEqual(expected);
  });

  it.each<[action: string, code: string, params: object]>([
    ['CreateTrigger', 'MissingParameter', timer({ Type: undefined })],
    ['CreateTrigger', 'InvalidParameterValue.Type', timer({ Type: 'post' })],
    ['CreateTrigger', 'InvalidParameterValue.TriggerName', timer({ TriggerName: 'a b' })],
    ['CreateTrigger', 'InvalidParameterValue.TriggerName', timer({ TriggerName: 'x'.repeat(101) })],
    ['CreateTrigger', 'InvalidParameterValue.TriggerDesc', timer({ TriggerDesc: undefined })],
    ['CreateTrigger', 'InvalidParameterValue.TriggerDesc', timer({ TriggerDesc: 'often' })],
    ['CreateTrigger', 'InvalidParameterValue.TriggerDesc', timer({ TriggerDesc: '61 * * * * * *' })],
    ['CreateTrigger', 'InvalidParameterValue.TriggerDesc', { FunctionName, TriggerName: 'b', Type: 'cos', TriggerDesc: 'on' }],
    ['CreateTrigger', 'InvalidParameterValue.Enable', timer({ Enable: 'TRUE' })],
    ['CreateTrigger', 'InvalidParameterValue.CustomArgument', timer({ CustomArgument: 'x'.repeat(4_097) })],
    [
      'CreateTrigger',
      'InvalidParameterValue.CustomArgument',
      { FunctionName, TriggerName: 'b', Type: 'cos', TriggerDesc: '{}', CustomArgument: 'x' },
    ],
    ['CreateTrigger', 'InvalidParameterValue.Description', timer({ Description: 'x'.repeat(1_001) })],
    ['CreateTrigger', 'ResourceNotFound.Qualifier', timer({ Qualifier: '9' })],
    ['CreateTrigger', 'ResourceNotFound.Function', timer({ FunctionName: 'nobody' })],
    ['CreateTrigger', 'ResourceNotFound.Namespace', timer({ Namespace: 'nowhere' })],
    ['CreateTrigger', 'ResourceInUse.Trigger', timer({ TriggerName: 'there' })],
    ['CreateTrigger', 'LimitExceeded.Trigger', timer({ TriggerName: 'third' })],
    ['DeleteTrigger', 'ResourceNotFound.Trigger', timer({ TriggerName: 'nobody' })],
    ['DeleteTrigger', 'ResourceNotFound.Trigger', timer({ TriggerName: 'there', Qualifier: '$DEFAULT' })],
    ['DeleteTrigger', 'InvalidParameterValue.TriggerDesc', { FunctionName, TriggerName: 'bucket', Type: 'cos' }],
    ['UpdateTrigger', 'ResourceNotFound.Trigger', timer({ TriggerName: 'nobody' })],
    ['UpdateTrigger', 'InvalidParameterValue.Type', { FunctionName, TriggerName: 'bucket', Type: 'cos' }],
    ['UpdateTrigger', 'InvalidParameterValue.TriggerDesc', timer({ TriggerName: 'there', TriggerDesc: '* *' })],
    ['UpdateTriggerStatus', 'MissingParameter', timer({ TriggerName: 'there' })],
    ['UpdateTriggerStatus', 'InvalidParameterValue.Enable', timer({ TriggerName: 'there', Enable: 'on' })],
    ['UpdateTriggerStatus', 'ResourceNotFound.Trigger', timer({ TriggerName: 'nobody', Enable: 'OPEN' })],
    ['ListTriggers', 'InvalidParameterValue.Order', { FunctionName, Order: 'up' }],
    ['ListTriggers', 'InvalidParameterValue.OrderBy', { FunctionName, OrderBy: 'AddTime' }],
    ['ListTriggers', 'InvalidParameterValue.Filters', { FunctionName, Filters: [{ Name: 'Colour', Values: ['red'] }] }],
    ['ListTriggers', 'ResourceNotFound.Function', { FunctionName: 'nobody' }],
  ])('%s answers %s (%#)', async (action, expected, params) => {
    const { refused, ask } = await withFunction({ limits: { triggersPerType: 2 } });
    for (const TriggerName of ['there', 'other']) await ask('CreateTrigger', timer({ TriggerName }));
    await ask('CreateTrigger', { FunctionName, TriggerName: 'bucket', Type: 'cos', TriggerDesc: '{"event":"x"}' });
    expect(await refused(action, params)).toBe(expected);
  });
});
