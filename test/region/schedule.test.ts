import { Schedules } from '../../src/region/schedule';
import { functionPlan } from '../scf/plans';
import { open } from './opened';

const at = (time: string): number => Date.parse(time);
const action = (cron: string, instances: number) => ({ name: cron, cron, instances });

/** The first firings of schedules after a moment, in UTC. */
function firings(crons: readonly string[], after: string, count: number, timezone?: string): string[] {
  const schedules = new Schedules(timezone);
  const schedule = crons.map((cron, index) => action(cron, index + 1));
  schedules.add(functionPlan('a', { schedule }), at(after));
  return Array.from({ length: count }, () => {
    const due = schedules.take(Infinity, false);
    return due ? `${new Date(due.atMs).toISOString()} ${due.change.instances}` : 'never';
  });
}

describe('schedules (S135, S220)', () => {
  it.each([
    { cron: '0 0 8 * * * *', first: '2026-07-01T00:00:00.000Z 1', why: 'eight in the morning in Beijing' },
    { cron: '0 30 23 * * * *', first: '2026-07-01T15:30:00.000Z 1', why: 'late in the evening there' },
    { cron: '0 0 0 * * 0 *', first: '2026-07-04T16:00:00.000Z 1', why: 'weekday 0 is Sunday' },
    { cron: '0 0 0 9 * 5 *', first: '2026-07-02T16:00:00.000Z 1', why: 'day and weekday are OR-ed' },
    { cron: '0 0 0 1 1 * 2027', first: '2026-12-31T16:00:00.000Z 1', why: 'the year is the seventh field' },
    { cron: '0 1/20 * * * * *', first: '2026-06-30T16:21:00.000Z 1', why: 'every twenty minutes from the first' },
    { cron: '0 0 0 1 1 * 2020', first: 'never', why: 'a year that is over' },
  ])('$cron: $why', ({ cron, first }) => {
    expect(firings([cron], '2026-06-30T16:10:00Z', 1)).toEqual([first]);
  });

  it('fire again and again, each after its last firing, and not at the moment they are made', () => {
    expect(firings(['0 0 * * * * *'], '2026-06-30T16:00:00Z', 2)).toEqual(['2026-06-30T17:00:00.000Z 1', '2026-06-30T18:00:00.000Z 1']);
  });

  it('follow another time zone when told to, its summer time included', () => {
    expect(firings(['0 0 8 * * * *'], '2026-10-24T12:00:00Z', 1, 'Europe/Berlin')).toEqual(['2026-10-25T07:00:00.000Z 1']);
  });

  it('S135: of two that fire at one instant the one written later wins, and nothing else happens then', () => {
    expect(firings(['0 0 * * * * *', '0 0 20 * * * *', '0 30 * * * * *'], '2026-06-30T11:15:00Z', 4)).toEqual([
      '2026-06-30T11:30:00.000Z 3',
      '2026-06-30T12:00:00.000Z 2',
      '2026-06-30T12:30:00.000Z 3',
      '2026-06-30T13:00:00.000Z 1',
    ]);
  });

  it('of several functions fire in order of time, then in the order of the functions', () => {
    const schedules = new Schedules('UTC');
    schedules.add(functionPlan('a', { schedule: [action('0 0 12 * * * *', 1)] }), 0);
    schedules.add(functionPlan('b', { schedule: [action('0 0 12 * * * *', 2), action('0 0 11 * * * *', 3)] }), 0);
    const order = [1, 2, 3].map(() => schedules.take(Infinity, false)?.change);
    expect(order.map((change) => `${change?.function}${change?.instances}`)).toEqual(['b3', 'a1', 'b2']);
    schedules.remove('b');
    expect(schedules.take(Infinity, false)?.change).toMatchObject({ function: 'a' });
    schedules.remove('a');
    expect(schedules.nextMs).toBe(Infinity);
  });

  it('give what is due, and at the limit itself only when asked', () => {
    const schedules = new Schedules('UTC');
    schedules.add(functionPlan('a', { schedule: [action('0 0 0 * * * *', 1)] }), 0);
    const day = 86_400_000;
    expect(schedules.nextMs).toBe(day);
    expect(schedules.take(day, false)).toBeUndefined();
    expect(schedules.take(day, true)).toMatchObject({ atMs: day, change: { version: '1', by: 'schedule' } });
    expect(schedules.take(day, true)).toBeUndefined();
  });
});

describe('in a region', () => {
  const noon = at('2026-07-01T04:00:00Z');
  const fn = functionPlan('a', { schedule: [action('0 0 12 * * * *', 3), action('0 5 12 * * * *', 0)] });

  it('the number of provisioned instances follows, and the region wakes by itself', () => {
    const { region, runtime } = open({ functions: [fn], startMs: noon - 60_000 });
    expect(runtime.alarmMs).toBe(noon);
    runtime.pass(59_999);
    expect(region.levels()).toMatchObject({ alive: 0 });
    runtime.pass(1);
    expect(region.provisioning('a', '1')).toMatchObject({ allocated: 3 });
    runtime.pass(1);
    expect(region.provisioning('a', '1')).toEqual({ allocated: 3, available: 3, status: 'Done', reason: undefined });
    expect(runtime.alarmMs).toBe(noon + 300_000);
    runtime.pass(299_999);
    expect(region.provisioning('a', '1')).toMatchObject({ allocated: 0 });
  });

  it.each([
    { what: 'what has ended', before: 1, at: 0, order: ['finished', 'changed'] },
    { what: 'what arrives', before: 0, at: 1, order: ['changed', 'invoked'] },
  ])('at one instant a change comes after what has ended and before what arrives: $what', ({ before, at: then, order }) => {
    const kinds: string[] = [];
    const { runtime, invoke } = open({
      functions: [fn],
      startMs: noon - 100,
      journal: ({ atMs, input }) => atMs === noon && kinds.push(input.kind),
    });
    for (let call = 0; call < before; call += 1) invoke('a', { qualifier: '$LATEST' });
    // The alarm is not heard before the inputs are.
    runtime.passDeaf(100);
    for (let call = 0; call < then; call += 1) invoke('a', { qualifier: '$LATEST' });
    runtime.pass(0);
    expect(kinds.slice(0, 2)).toEqual(order);
  });

  it('what is provisioned at an instant is not there for a call of the same instant', async () => {
    const single = functionPlan('a', { schedule: [action('0 0 12 * * * *', 1)], reservedMB: 128 });
    const { region, runtime, invoke } = open({ functions: [single], startMs: noon - 100 });
    runtime.passDeaf(100);
    expect(await invoke('a', { qualifier: '$LATEST' }).answer).toMatchObject({ status: 432 });
    expect(region.provisioning('a', '1')).toMatchObject({ allocated: 1 });
  });

  it.each([
    { lateMs: 2_500, why: 'its own moment', moments: [0, 2_000] },
    { lateMs: 3_600_000, why: 'the moment at which the region goes on that had stood still', moments: [3_600_000, 3_600_000] },
  ])('alarms that come $lateMs ms late make up for every firing, at $why', ({ lateMs, moments }) => {
    const entries: number[] = [];
    const { region, runtime } = open({
      functions: [functionPlan('a', { schedule: [action('0 0 12 * * * *', 2), action('2 0 12 * * * *', 0)] })],
      startMs: noon - 1_000,
      journal: ({ atMs, input }) => input.kind === 'changed' && entries.push(atMs - noon),
    });
    runtime.passDeaf(1_000 + lateMs);
    runtime.pass(0);
    expect(entries).toEqual(moments);
    expect(region.provisioning('a', '1')).toMatchObject({ allocated: 0 });
  });

  it('S137: what does not fit is left out, and the status says so', () => {
    const { region, runtime } = open({
      functions: [fn],
      startMs: noon - 1_000,
      overrides: { profile: { accountQuotaMB: 512, floorMB: 256 } },
    });
    runtime.pass(1_000);
    expect(region.provisioning('a', '1')).toMatchObject({ allocated: 2, status: 'Failed', reason: 'quota' });
  });

  it('go with their function, and come with a new one', () => {
    const { region, runtime } = open({ functions: [fn], startMs: noon - 1_000 });
    region.configure({ kind: 'functionRemoved', function: 'a' });
    expect(runtime.alarmMs).toBe(Infinity);
    region.configure({ kind: 'function', plan: { ...fn, key: 'b' } });
    expect(runtime.alarmMs).toBe(noon);
  });

  it('end when the function is deployed without one', () => {
    const { region, runtime } = open({ functions: [fn], startMs: noon - 1_000 });
    region.configure({ kind: 'function', plan: { ...fn, schedule: [] } });
    expect(runtime.alarmMs).toBe(Infinity);
  });
});
