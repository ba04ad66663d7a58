import fc from 'fast-check';
import { checkService } from '../../src/config';
import { cronFault, firingsOf } from '../../src/config/cron';
import { countOfFields, sevenFieldsOf, stepOfFirst, weekdayByName } from '../../src/config/cronFields';
import { here, serviceWith } from './service';

it.each([
  { written: '*/5 * * * *', is: '0 */5 * * * * *', why: 'the legacy form' },
  { written: ' 0   8 * * MON ', is: '0 0 8 * * MON *', why: 'blanks' },
  { written: '0 0 8 * * MON', is: '0 0 8 * * MON *', why: 'no year' },
  { written: '0 0 8 * * * *', is: '0 0 8 * * * *', why: 'all seven' },
  { written: '0 0 8 * * * * *', is: undefined, why: 'eight' },
  { written: '* * * *', is: undefined, why: 'four' },
  { written: '', is: undefined, why: 'none' },
  { written: '99 8 * * *', is: undefined, why: 'what means nothing is not proposed' },
  { written: '0 8 * * ? 2030', is: undefined, why: 'six fields that end with a year' },
  { written: 'cron(0 8 * * ? *)', is: '0 0 8 * * ? *', why: 'AWS begins with minutes' },
  { written: 'cron(0 8 ? * 2 *)', is: undefined, why: 'AWS counts weekdays from 1' },
  { written: 'rate(5 minutes)', is: '0 */5 * * * * *', why: 'a rate' },
  { written: 'rate(7 minutes)', is: undefined, why: 'a rate that does not fit into an hour' },
  { written: 'rate(2 hours)', is: '0 0 */2 * * * *', why: 'a rate of hours' },
  { written: 'rate(1 day)', is: '0 0 0 * * * *', why: 'a rate of days' },
  { written: 'rate(0 minutes)', is: undefined, why: 'never' },
])('S220: $written becomes $is ($why)', ({ written, is }) => {
  expect(sevenFieldsOf(written)).toBe(is);
});

it.each([
  { written: '*/5 * * * *', is: 5 },
  { written: ' */30  * * * MON ', is: 30 },
  { written: '0 */5 * * *', is: undefined },
  { written: '*/5 * * * * *', is: undefined },
  { written: '*/5 * * * * * *', is: undefined },
])('S220: the first of five fields of $written steps by $is', ({ written, is }) => {
  expect(stepOfFirst(written)).toBe(is);
});

it.each([
  { day: '1-5', is: 'MON-FRI' },
  { day: '0,6', is: 'SUN,SAT' },
  { day: '3', is: 'WED' },
  { day: '1-5/2', is: 'MON-FRI/2' },
  { day: 'MON,3', is: 'MON,WED' },
  { day: '5#2', is: 'FRI#2' },
  { day: '*', is: undefined },
  { day: '?', is: undefined },
  { day: '*/2', is: undefined },
  { day: 'MON-FRI', is: undefined },
])('S220: the weekday $day is $is by name', ({ day, is }) => {
  expect(weekdayByName(`0 0 8 * * ${day} *`)?.write).toBe(is);
  const { diagnostics } = checkService(serviceWith({ fn: { events: [{ timer: `0 0 8 * * ${day} *` }] } }), here);
  const said = diagnostics.flatMap(({ code, severity, params }) => (code === 'SCF216' ? [{ severity, params }] : []));
  expect(said).toEqual(
    is === undefined ? [] : [expect.objectContaining({ severity: 'warning', params: expect.objectContaining({ part: day, write: is }) })],
  );
});

it('means the same by name as in digits', () => {
  const digit = fc.integer({ min: 0, max: 6 });
  const item = fc.oneof(
    digit.map(String),
    fc.tuple(digit, digit).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
  );
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (items) => {
      const part = items.join(',');
      const named = weekdayByName(`0 0 8 * * ${part} *`)?.write ?? '';
      expect(named).not.toMatch(/\d/);
      expect(cronFault(`0 0 8 * * ${named} *`)).toBeUndefined();
      const [digits, names] = [firingsOf(`0 0 8 * * ${part} *`), firingsOf(`0 0 8 * * ${named} *`)];
      for (let atSec = 0, count = 0; count < 8; count += 1) {
        expect(names(atSec)).toBe(digits(atSec));
        atSec = digits(atSec) ?? 0;
      }
    }),
    { numRuns: 60 },
  );
});

it('S135, S220: a plan has schedules of seven fields alone, and other counts are told once', () => {
  const part = fc.constantFrom('*', '0', '8', '1-5', '*/5', 'MON', '?', '1,2', '2030');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 9 }), fc.boolean(), (parts, provisioned) => {
      const cron = parts.join(' ');
      const fn = provisioned
        ? { provisionedConcurrency: { instances: 1, schedule: [{ name: 'a', cron, instances: 2 }] } }
        : { events: [{ timer: { cron } }] };
      const { diagnostics, plan } = checkService(serviceWith({ fn }), here);
      const about = diagnostics.filter(({ path }) => path.at(-1) === 'cron' && path.length > 0).filter(({ code }) => code !== 'SCF213');
      expect(about.length).toBeLessThanOrEqual(1);
      expect(about.some(({ code }) => code === 'SCF217')).toBe(parts.length !== 7);
      if (plan !== undefined) expect(countOfFields(cron)).toBe(7);
      for (const { params } of about) {
        if ('fields' in params && params.write !== undefined) expect(countOfFields(params.write)).toBe(7);
      }
    }),
    { numRuns: 200 },
  );
});
