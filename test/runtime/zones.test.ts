import fc from 'fast-check';
import { realGlobal, realProcess } from '../../src/runtime/realNode';
import { offsetMs, utcOf, zoneOf } from '../../src/runtime/zones';

// For the process itself, of whose environment Jest gives tests a copy.
const { TZ } = realProcess.env;
afterEach(() => {
  if (TZ === undefined) delete realProcess.env['TZ'];
  else realProcess.env['TZ'] = TZ;
});

it.each([
  { given: 'Asia/Shanghai', zone: 'Asia/Shanghai' },
  { given: ':Asia/Shanghai', zone: 'Asia/Shanghai' },
  { given: undefined, zone: 'UTC' },
  { given: 'Etc/UTC', zone: 'UTC' },
  { given: '', zone: 'UTC' },
  { given: 'Nowhere/Atall', zone: 'UTC' },
  { given: 'CST-8', zone: 'Etc/GMT-8' },
  { given: 'UTC+03', zone: 'Etc/GMT+3' },
  { given: 'EST5', zone: 'Etc/GMT+5' },
  { given: 'GMT+0', zone: 'UTC' },
  { given: 'XXX-24', zone: 'UTC' },
  { given: 'IST-5:30', zone: 'UTC' },
])('S210: TZ=$given is $zone', ({ given, zone }) => {
  expect(zoneOf({ TZ: given })).toBe(zone);
});

/** From 1970 on, by the minute. */
const moments = fc.integer({ min: 0, max: 70 * 525_960 }).map((minutes) => minutes * 60_000);

/** Half an hour off, an hour or half an hour put forward in summer, on either half of the earth, and a day that was left out. */
const zones = ['Asia/Shanghai', 'Asia/Kolkata', 'America/New_York', 'Australia/Lord_Howe', 'Europe/London', 'Pacific/Apia'];

it.each(zones)('%s is read, and meant, as Node does where it is the machine’s', (zone) => {
  realProcess.env['TZ'] = zone;
  // Whole hours around a change of the clocks are as likely as any other.
  const changes = fc.constantFrom(1_710_054_000_000, 1_730_606_400_000, 1_711_846_800_000, 1_729_987_200_000, 1_325_239_200_000, 1_712_415_600_000);
  const times = fc.oneof(
    moments,
    fc.tuple(changes, fc.integer({ min: -240, max: 240 })).map(([at, minutes]) => at + minutes * 60_000),
  );
  fc.assert(
    fc.property(times, fc.integer({ min: -120, max: 120 }), (ms, minutes) => {
      const offset = offsetMs(ms, zone);
      expect(offset).toBe(0 - 60_000 * new realGlobal.Date(ms).getTimezoneOffset());
      // Also local times that there were twice, or never.
      const localMs = ms + offset + minutes * 60_000;
      const local = new Date(localMs).toISOString().slice(0, -1);
      expect(utcOf(localMs, zone)).toBe(realGlobal.Date.parse(local));
    }),
  );
});
