import { triggersOf } from '../../../src/deploy/triggers';
import type { FunctionPlan, TimerPlan } from '../../../src/scf';
import { functionPlan, regionPlan } from '../../scf/plans';
import { cleanStages, reopened, stage, type Stage } from './stage';

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

  it('of another service fire until it is about to leave (S5)', async () => {
    const { plane } = await opened([timer({ cron: '0 30 * * * * *' })]);
    plane.load(regionPlan([withTimers([timer()], { name: 'other-dev-a' })], { service: 'other' }));
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 5));
    plane.hold('other');
    expect(plane.nextMs).toBe(Date.UTC(2026, 0, 1, 0, 30));
  });

  it('fire once each after the region is opened anew, beside those of the API', async () => {
    const before = await opened([timer()]);
    await before.ask('CreateTrigger', { FunctionName: 'shop-dev-a', TriggerName: 'own', Type: 'timer', TriggerDesc: every5 });
    const { after } = await reopened(before, { functions: [withTimers([timer()])] });
    after.pass(300_000);
    expect(eventsOf(after)).toEqual([{ Type: 'Timer', TriggerName: 'tick', Time: '2026-01-01T00:05:00Z', Message: '' }]);
  });
});
