import { triggersOf } from '../../../src/deploy/triggers';
import type { FunctionPlan, TimerPlan } from '../../../src/scf';
import { functionPlan, regionPlan } from '../../scf/plans';
import { cleanStages, creation, reopened, stage, type Stage } from './stage';

afterAll(cleanStages);

const startMs = Date.UTC(2026, 0, 1, 0, 0, 30);
const every5 = '0 */5 * * * * *';

function timer(overrides: Partial<TimerPlan> = {}): TimerPlan {
  return { name: 'tick', cron: every5, message: '', qualifier: '$DEFAULT', enabled: true, ...overrides };
}

function withTimers(timers: readonly TimerPlan[], more: Partial<FunctionPlan> = {}): FunctionPlan {
  return functionPlan('a', { timers, ...more });
}

/** As `offline` opens a region: what was made through the API before comes back first. */
async function opened(timers: readonly TimerPlan[], options: Parameters<typeof stage>[0] = {}): Promise<Stage> {
  const made = stage({ functions: [withTimers(timers)], startMs, ...options });
  await made.plane.restore();
  return made;
}

const eventsOf = ({ runtime }: Stage): unknown[] => runtime.events.map((event) => JSON.parse(event) as unknown);

describe('timers of serverless.yml that are held here', () => {
  const tick = { FunctionName: 'a', TriggerName: 'tick', Type: 'timer', Qualifier: '$DEFAULT' };

  it('do not fire, are what the file says, and fire once they are held no longer', async () => {
    const made = await opened([timer({ held: true })]);
    made.pass(390_000);
    expect(eventsOf(made)).toEqual([]);
    expect(await made.ask('ListTriggers', { FunctionName: 'a' })).toMatchObject({ Triggers: [{ TriggerName: 'tick', Enable: 1 }] });
    expect(made.reload([withTimers([timer()])]).refused).toEqual([]);
    made.pass(300_000);
    expect(eventsOf(made)).toMatchObject([{ TriggerName: 'tick', Time: '2026-01-01T00:10:00Z' }]);
    made.reload([withTimers([timer({ held: true })])]);
    made.pass(300_000);
    expect(eventsOf(made)).toHaveLength(1);
    await made.ask('UpdateTriggerStatus', { ...tick, Enable: 'CLOSE' });
    made.reload([withTimers([timer()])]);
    expect(await made.ask('ListTriggers', { FunctionName: 'a' })).toMatchObject({ Triggers: [{ TriggerName: 'tick', Enable: 0 }] });
  });

  it.each<{ action: string; more?: object; then: object[]; first?: true; second?: true }>([
    { action: 'DeleteTrigger', then: [], first: true },
    { action: 'DeleteTrigger', then: [], second: true },
    { action: 'UpdateTriggerStatus', more: { Enable: 'CLOSE' }, then: [{ Enable: 0 }], first: true },
    { action: 'UpdateTriggerStatus', more: { Enable: 'CLOSE' }, then: [{ Enable: 0 }], second: true },
    { action: 'UpdateTrigger', more: { CustomArgument: 'api' }, then: [{ CustomArgument: 'api', Enable: 1 }], second: true },
  ])('stay what the API has made of them, whichever start holds them: $action', async ({ action, more, then, first, second }) => {
    const before = await opened([timer({ ...(first && { held: first }) })]);
    await before.ask(action, { ...tick, ...more });
    const { after } = await reopened(before, { functions: [withTimers([timer({ ...(second && { held: second }) })])] });
    expect(await after.ask('ListTriggers', { FunctionName: 'a' })).toMatchObject({ TotalCount: then.length, Triggers: then });
    after.pass(600_000);
    expect(eventsOf(after)).toEqual([]);
  });
});

describe('timers of serverless.yml (S220)', () => {
  it('fire at their times, asynchronously, on their qualifier, with the event of the documents', async () => {
    const calls: string[] = [];
    const invoked = (_id: unknown, call: { readonly type: string; readonly invokedBy?: string; readonly qualifier?: string }) =>
      calls.push(`${call.type} ${call.invokedBy ?? ''} ${call.qualifier ?? ''}`);
    const made = await opened([timer({ message: '{"a":1}' }), timer({ name: 'late', cron: '0 7 * * * * *', qualifier: '$LATEST' })], {
      observer: { invoked },
    });
    made.pass(390_000);
    expect(eventsOf(made)).toEqual([
      { Type: 'Timer', TriggerName: 'tick', Time: '2026-01-01T00:05:00Z', Message: '{"a":1}' },
      { Type: 'Timer', TriggerName: 'late', Time: '2026-01-01T00:07:00Z', Message: '' },
    ]);
    expect(calls).toEqual(['async timer $DEFAULT', 'async timer $LATEST']);
  });

  it('wait until everything is back that is to come back', async () => {
    const { plane } = stage({ functions: [withTimers([timer()])], startMs });
    expect(plane.nextMs).toBe(Infinity);
    await plane.restore();
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
  });

  it('of the API, and of a service that joins meanwhile, wait until the code of all functions has been looked for', async () => {
    const before = await opened([]);
    await before.ask('CreateFunction', creation('own'));
    await before.ask('CreateTrigger', { FunctionName: 'own', TriggerName: 'tick', Type: 'timer', TriggerDesc: every5 });
    const { plane } = stage({ store: before.store, codeDir: before.codeDir, startMs });
    const restoring = plane.restore();
    plane.load(regionPlan([withTimers([timer({ cron: '0 4 * * * * *' })], { name: 'other-dev-a' })], { service: 'other' }));
    expect(plane.nextMs).toBe(Infinity);
    await restoring;
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 4));
    plane.unload('other');
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
  });

  it('have the name that deploy gives those without one, and are told by ListTriggers', async () => {
    const { ask } = await opened([timer({ name: undefined, message: 'x' }), timer({ name: 'off', enabled: false })]);
    const [deployed] = triggersOf([{ timer: { cron: every5, message: 'x' } }], 'ap-guangzhou');
    expect(await ask('ListTriggers', { FunctionName: 'shop-dev-a' })).toMatchObject({
      TotalCount: 2,
      Triggers: [
        { TriggerName: deployed?.name, TriggerDesc: '{"cron":"0 */5 * * * * *"}', Qualifier: '$DEFAULT', CustomArgument: 'x', Enable: 1 },
        { TriggerName: 'off', Enable: 0 },
      ],
    });
  });

  it('that are closed do not fire', async () => {
    const { plane } = await opened([timer({ enabled: false })]);
    expect(plane.nextMs).toBe(Infinity);
  });

  it('follow the file, and publish no version for it', async () => {
    const provisioned = { provisionedInstances: 1 };
    const made = await opened([], { functions: [withTimers([timer()], provisioned)] });
    const { reload, plane, region } = made;
    const changed = { added: [], changed: ['a'], quotas: [], removed: [], refused: [], restart: [] };
    expect(reload([withTimers([timer({ cron: '0 7 * * * * *' })], provisioned)])).toEqual(changed);
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 7));
    expect([region.provisioning('a', '1')?.allocated, region.provisioning('a', '2')]).toEqual([1, undefined]);
    expect(reload([withTimers([], provisioned)])).toEqual(changed);
    expect(plane.nextMs).toBe(Infinity);
    expect(reload([withTimers([timer()], { ...provisioned, memoryMB: 256 })]).changed).toEqual(['a']);
    made.pass(0);
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
    reload([]);
    expect(plane.nextMs).toBe(Infinity);
  });

  it('that are no longer there go, though the configuration changes with them', async () => {
    const { reload, ask } = await opened([timer()]);
    reload([withTimers([timer({ name: 'other' })], { memoryMB: 256 })]);
    expect(await ask('ListTriggers', { FunctionName: 'shop-dev-a' })).toMatchObject({ TotalCount: 1, Triggers: [{ TriggerName: 'other' }] });
  });

  it('come with a function that is new, and leave those that the API has made alone', async () => {
    const { reload, ask, plane } = await opened([timer()]);
    await ask('CreateTrigger', { FunctionName: 'shop-dev-a', TriggerName: 'own', Type: 'timer', TriggerDesc: '0 9 * * * * *' });
    reload([functionPlan('a'), functionPlan('b', { timers: [timer({ cron: '0 8 * * * * *' })] })]);
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 8));
    expect(await ask('ListTriggers', { FunctionName: 'shop-dev-a' })).toMatchObject({ TotalCount: 1, Triggers: [{ TriggerName: 'own' }] });
  });

  it('follow the file though a change beside them is refused (S76)', async () => {
    const { reload, plane } = await opened([timer()]);
    const wanted = [withTimers([timer({ cron: '0 7 * * * * *' })], { asyncRun: true })];
    expect(reload(wanted)).toMatchObject({ changed: ['a'], refused: [{ function: 'a', code: 'UnsupportedOperation.AsyncRunEnable' }] });
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 7));
    expect(reload(wanted)).toMatchObject({ changed: [], refused: [{ function: 'a' }] });
  });

  it('stay as the API has made them until the file says something else of them', async () => {
    const made = await opened([timer({ name: 'aa' }), timer({ name: 'bb' }), timer({ name: 'cc' })]);
    const { reload, ask, plane, pass } = made;
    const of = { FunctionName: 'shop-dev-a', Qualifier: '$DEFAULT', Type: 'timer' };
    const told = async (TriggerName: string) => {
      const { Triggers } = (await ask('ListTriggers', { FunctionName: 'shop-dev-a' })) as { Triggers: { TriggerName: string }[] };
      return Triggers.find((trigger) => trigger.TriggerName === TriggerName);
    };
    await ask('UpdateTriggerStatus', { ...of, TriggerName: 'aa', Enable: 'CLOSE' });
    await ask('DeleteTrigger', { ...of, TriggerName: 'cc' });
    const closed = await told('aa');
    expect(closed).toMatchObject({ Enable: 0 });
    pass(60_000);
    const later = timer({ name: 'bb', cron: '0 7 * * * * *' });
    reload([withTimers([timer({ name: 'aa' }), later, timer({ name: 'cc' })])]);
    expect([await told('aa'), await told('cc')]).toEqual([closed, undefined]);
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 7));
    reload([withTimers([timer({ name: 'aa', message: 'x' }), later, timer({ name: 'cc' })])]);
    expect(await told('aa')).toMatchObject({ Enable: 1, CustomArgument: 'x' });
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
  });

  it('of another service fire until it is about to leave (S5)', async () => {
    const { plane } = await opened([timer({ cron: '0 30 * * * * *' })]);
    plane.load(regionPlan([withTimers([timer()], { name: 'other-dev-a' })], { service: 'other' }));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
    plane.hold('other');
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 30));
  });

  it('of a service that is about to leave fire no more, whatever becomes of them, until it comes again (S5)', async () => {
    const { plane, ask } = await opened([]);
    const other = (...timers: TimerPlan[]) => regionPlan([withTimers(timers, { name: 'other-dev-a' })], { service: 'other' });
    // One that is not there is not about to leave.
    plane.hold('other');
    plane.load(other(timer()));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
    plane.hold('other');
    const of = { FunctionName: 'other-dev-a', Qualifier: '$DEFAULT', Type: 'timer' };
    await ask('UpdateTrigger', { ...of, TriggerName: 'tick', TriggerDesc: '0 7 * * * * *' });
    await ask('CreateTrigger', { ...of, TriggerName: 'more', TriggerDesc: every5 });
    plane.load(other(timer(), timer({ name: 'late' })));
    expect(plane.nextMs).toBe(Infinity);
    plane.unload('other');
    plane.load(other(timer()));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
  });

  it('do not fire once the region closes, whatever becomes of them (S220)', async () => {
    const made = await opened([timer()]);
    const { plane, ask, reload } = made;
    plane.close();
    const of = { FunctionName: 'shop-dev-a', Qualifier: '$DEFAULT', Type: 'timer' };
    await ask('CreateTrigger', { ...of, TriggerName: 'own', TriggerDesc: every5 });
    await ask('UpdateTrigger', { ...of, TriggerName: 'tick', TriggerDesc: '0 7 * * * * *' });
    reload([withTimers([timer({ cron: '0 8 * * * * *' })]), functionPlan('b', { timers: [timer()] })]);
    plane.load(regionPlan([withTimers([timer()], { name: 'other-dev-a' })], { service: 'other' }));
    expect(plane.nextMs).toBe(Infinity);
    made.pass(600_000);
    expect(eventsOf(made)).toEqual([]);
    // A change by itself comes to its end.
    await ask('UpdateFunctionConfiguration', { FunctionName: 'shop-dev-a', Timeout: 60 });
    expect(await ask('GetFunction', { FunctionName: 'shop-dev-a' })).toMatchObject({ Status: 'Active' });
  });

  it('fire once each after the region is opened anew, beside those of the API', async () => {
    const before = await opened([timer()]);
    await before.ask('CreateTrigger', { FunctionName: 'shop-dev-a', TriggerName: 'own', Type: 'timer', TriggerDesc: every5 });
    const { after } = await reopened(before, { functions: [withTimers([timer()])] });
    after.pass(300_000);
    const event = { Type: 'Timer', Time: '2026-01-01T00:05:00Z', Message: '' };
    expect(eventsOf(after)).toEqual([
      { ...event, TriggerName: 'tick' },
      { ...event, TriggerName: 'own' },
    ]);
  });
});
