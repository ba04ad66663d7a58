import fc from 'fast-check';
import { checkService } from '../../src/config';
import { cronFault, firingsOf } from '../../src/config/cron';
import { found, here, serviceWith } from './service';

const at = 'functions.hello.provisionedConcurrency';

/** One action for each cron. */
const actions = (...crons: readonly string[]): object[] => crons.map((cron, index) => ({ name: `a${index}`, cron, instances: 1 }));

const foundIn = (schedule: readonly object[]): string[] =>
  found(serviceWith({ fn: { provisionedConcurrency: { instances: 1, schedule } } })).map((line) => line.replace(`${at}.`, ''));

const twice = [
  { name: 'a', cron: '0 0 8 * * * *', instances: 1 },
  { name: 'a', cron: '0 0 9 * * * *', instances: 2 },
];

it.each([
  { schedule: actions('0 0 8 * * * *'), is: [], why: 'every day' },
  { schedule: actions('0 0 8 * * MON-FRI *'), is: [], why: 'weekdays by name' },
  { schedule: actions('0 1/10 8 L * ? *'), is: [], why: 'what the platform knows beside the usual' },
  { schedule: twice, is: ['SCF106 error schedule.1.name'], why: 'a name twice' },
  { schedule: actions('0 0 8 * * * *', '0 0  8 * * * * '), is: ['SCF106 error schedule.1.cron'], why: 'a time twice, but for blanks' },
  { schedule: actions('0 8 * * *'), is: ['SCF217 error schedule.0.cron'], why: 'five fields' },
  { schedule: actions('0 0 8 * * * * *'), is: ['SCF217 error schedule.0.cron'], why: 'eight fields' },
  { schedule: actions('60 0 8 * * * *'), is: ['SCF210 error schedule.0.cron'], why: 'no such second' },
  { schedule: actions('0 0 24 * * * *'), is: ['SCF210 error schedule.0.cron'], why: 'no such hour' },
  { schedule: actions('0 0 8 30 2 * *'), is: ['SCF211 warning schedule.0.cron'], why: 'no such day' },
  { schedule: actions('0 0 8 29 2 * 2027'), is: ['SCF211 warning schedule.0.cron'], why: 'no leap year' },
  { schedule: actions('0 0 8 29 2 * *'), is: [], why: 'every fourth year' },
  { schedule: actions(...Array.from({ length: 10 }, (_, hour) => `0 0 ${hour} * * * *`)), is: [], why: 'ten actions' },
  { schedule: actions(...Array.from({ length: 11 }, (_, hour) => `0 0 ${hour} * * * *`)), is: ['SCF212 warning schedule'], why: 'eleven actions' },
  { schedule: actions('0 0 8 * * * *', '0 1 8 * * * *'), is: [], why: '60 s apart' },
  { schedule: actions('0 0 8 * * * *', '59 0 8 * * * *'), is: ['SCF213 warning schedule.1.cron'], why: '59 s apart' },
  { schedule: actions('0 0 8 * * * *', '0 0 8 * * SUN-SAT *'), is: ['SCF213 warning schedule.1.cron'], why: 'the same time, said otherwise' },
  { schedule: actions('0 0 0 * * * *', '30 59 23 * * * *'), is: ['SCF213 warning schedule.1.cron'], why: 'around midnight' },
  { schedule: actions('0 0 8 1 * ? *', '10 0 8 ? * MON *'), is: ['SCF213 warning schedule.1.cron'], why: 'on a Monday the 1st' },
  { schedule: actions('*/30 * * * * * *'), is: ['SCF213 warning schedule.0.cron'], why: 'one action after itself' },
  { schedule: actions('0 0 8 30 2 * *', '0 0 8 * * * *'), is: ['SCF211 warning schedule.0.cron'], why: 'nothing is close to never' },
  {
    schedule: actions('0 0 8 30 2 * *', '0 0 8 * * * *', '9 0 8 * * * *'),
    is: ['SCF211 warning schedule.0.cron', 'SCF213 warning schedule.2.cron'],
    why: 'and the others are compared all the same',
  },
])('S135: $why', ({ schedule, is }) => {
  expect(foundIn(schedule)).toEqual(is);
});

it.each([
  { schedule: twice, form: 'duplicate', why: 'a name is to be changed' },
  { schedule: actions('0 0 8 * * * *', '0 0 8 * * * *'), form: 'duplicateTime', why: 'a time is not renamed' },
])('S135: what is there twice: $why', ({ schedule, form }) => {
  const { diagnostics } = checkService(serviceWith({ fn: { provisionedConcurrency: { instances: 1, schedule } } }), here);
  expect(diagnostics).toMatchObject([{ code: 'SCF106', params: { form } }]);
});

it.each([
  { tracking: { target: 1, min: 1, max: 2 }, is: [`SCF102 error ${at}.tracking.target`] },
  { tracking: { target: 0, min: 1, max: 2 }, is: [`SCF102 error ${at}.tracking.target`] },
  { tracking: { target: 0.8, min: 0, max: 2 }, is: [`SCF102 error ${at}.tracking.min`] },
  { tracking: { target: 0.8, min: 3, max: 2 }, is: [`SCF106 error ${at}.tracking.min`] },
  { tracking: { target: 0.8, min: 2, max: 2 }, is: [] },
])('S136: $tracking', ({ tracking, is }) => {
  expect(found(serviceWith({ fn: { provisionedConcurrency: { tracking } } }))).toEqual(is);
});

it.each([{ instances: 1 }, { quotaMB: 256 }])('S136: tracking excludes %j beside it', (amount) => {
  const provisionedConcurrency = { ...amount, tracking: { target: 0.8, min: 1, max: 2 } };
  expect(found(serviceWith({ fn: { provisionedConcurrency } }))).toEqual([`SCF106 error ${at}.${Object.keys(amount).join()}`]);
});

it('names the field that is wrong, and the two that are close', () => {
  const params = (schedule: object): unknown =>
    checkService(serviceWith({ fn: { provisionedConcurrency: { instances: 1, schedule } } }), here).diagnostics[0]?.params;
  expect(params(actions('0 0 8 1-32 * * *'))).toMatchObject({
    field: 'day',
    part: '1-32',
    option: 'functions.hello.provisionedConcurrency.schedule[0].cron',
  });
  const nowMs = Date.UTC(2026, 0, 5, 7);
  const service = serviceWith({ fn: { provisionedConcurrency: { instances: 1, schedule: actions('0 0 8 * * * *', '40 59 7 * * * *') } } });
  const [fault] = checkService(service, { ...here, nowMs }).diagnostics;
  expect(fault?.params).toEqual({ first: 'a1', second: 'a0', atSec: Date.UTC(2026, 0, 5, 7, 59, 40) / 1000, gapSec: 20, limit: 60 });
});

it('S135: knows that a year is over, when told what time it is', () => {
  const service = serviceWith({ fn: { provisionedConcurrency: { instances: 1, schedule: actions('0 0 8 1 1 * 2025') } } });
  expect(found(service, { ...here, nowMs: Date.UTC(2024, 11, 31) })).toEqual([]);
  expect(found(service, { ...here, nowMs: Date.UTC(2025, 0, 2) })).toEqual([`SCF211 warning ${at}.schedule.0.cron`]);
});

it.each([
  { timer: '0 0 8 * * * *', is: [] },
  { timer: '0 8 * * *', is: ['SCF217 error functions.hello.events.0.timer'] },
  { timer: '0 99 8 * * * *', is: ['SCF210 error functions.hello.events.0.timer'] },
  { timer: { cron: '99 8 * * *' }, is: ['SCF217 error functions.hello.events.0.timer.cron'] },
  { timer: { cron: '0 99 8 * * 1 *' }, is: ['SCF210 error functions.hello.events.0.timer.cron'] },
  { timer: { cron: '0 0 8 * * 1 *' }, is: ['SCF216 warning functions.hello.events.0.timer.cron'] },
  { timer: { cron: '0 0 8 31 4 * *' }, is: ['SCF211 warning functions.hello.events.0.timer.cron'] },
])('S220: a timer $timer', ({ timer, is }) => {
  expect(found(serviceWith({ fn: { events: [{ timer }] } })).filter((line) => !line.startsWith('SCF503'))).toEqual(is);
});

it.each([
  { cron: '0 0 8 * * 0 *', is: 'Sunday' },
  { cron: '0 0 8 * * SUN *', is: 'Sunday' },
  { cron: '0 0 8 * * 1 *', is: 'Monday' },
  { cron: '0 0 8 * * 6 *', is: 'Saturday' },
])('S220: $cron is a $is', ({ cron, is }) => {
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  const atSec = firingsOf(cron)(Date.UTC(2026, 0, 1) / 1000) ?? 0;
  expect(days[new Date(atSec * 1000).getUTCDay()]).toBe(is);
});

it('S220: takes a day of the month or a day of the week', () => {
  const fires = firingsOf('0 0 0 15 * 1 *');
  let atSec = Date.UTC(2026, 0, 4) / 1000;
  const days = Array.from({ length: 3 }, () => new Date((atSec = fires(atSec) ?? 0) * 1000).getUTCDate());
  expect(days).toEqual([5, 12, 15]);
});

it.each([
  { cron: '0 0 8 * * 7 *', field: 'weekday' },
  { cron: '0 0 8 * 13 * *', field: 'month' },
  { cron: '0 0 8 * * * 1969', field: 'year' },
  { cron: '0 0 8 * * * 2100', field: 'year' },
  { cron: '0 x 8 * * * *', field: 'minute' },
  { cron: '-1 * * * * * *', field: 'second' },
  { cron: '0 0 8 * * 5#2 2024/2', field: undefined },
  { cron: '0 0 8 * * 5L 2024,2099', field: undefined },
])('S220: $cron is wrong in $field', ({ cron, field }) => {
  expect(cronFault(cron)?.field).toBe(field);
});

it('never throws, and judges each field by itself', () => {
  const part = fc.oneof(
    fc.constantFrom('*', '0', '1-5', '*/5', '1,2', 'L', '?', '60', 'MON', '1-', '//', '#', '5#9'),
    fc.string({ minLength: 1, unit: 'grapheme-ascii' }),
  );
  fc.assert(
    fc.property(
      fc.array(
        part.filter((text) => /^\S+$/.test(text)),
        { minLength: 7, maxLength: 7 },
      ),
      (parts) => {
        const cron = parts.join(' ');
        const fault = cronFault(cron);
        if (fault === undefined) firingsOf(cron)(0);
        else expect(parts).toContain(fault.part);
        expect(foundIn(actions(cron)).every((line) => /^SCF(210|211|213|216) /.test(line))).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
