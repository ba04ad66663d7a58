import fc from 'fast-check';
import { readChoice, readEndpoint, readId, readPage } from '../../src/commands/eventsOptions';
import { UsageError } from '../../src/commands/output';

const nowMs = 1_700_000_000_000;

const choiceOf = (raw: object) => readChoice('list', raw, nowMs, 'en').choice;

it.each([
  { since: '2h', from: nowMs - 7_200_000 },
  { since: '1h30m', from: nowMs - 5_400_000 },
  { since: '90000d', from: 0 },
  { since: '2023-11-14T22:00:00Z', from: Date.UTC(2023, 10, 14, 22) },
  { since: '2023-11-15 06:00+08:00', from: Date.UTC(2023, 10, 14, 22) },
  { since: '2023-11-14T21:30', from: new Date(2023, 10, 14, 21, 30).getTime() },
  { since: '2023-11-14', from: new Date(2023, 10, 14).getTime() },
  { since: '2023-11-14 21:30:01.5', from: new Date(2023, 10, 14, 21, 30, 1, 500).getTime() },
])('takes --since $since', ({ since, from }) => {
  expect(choiceOf({ since }).startMs?.from).toBe(from);
});

it('takes what begins while it asks for part of what it has asked for', () => {
  expect(choiceOf({ since: '1h' }).startMs?.to).toBeGreaterThan(nowMs);
  expect(choiceOf({ until: '1h' }).startMs).toEqual({ from: 0, to: nowMs - 3_600_000 });
  expect(choiceOf({}).startMs).toBeUndefined();
});

it.each([
  { since: '5' },
  { since: 'yesterday' },
  { since: '' },
  { since: '2023-13-01' },
  { since: '2023-02-29' },
  { since: '2023-1-1' },
  { until: '2 h' },
  { until: '20231101' },
])('refuses %j', (raw) => {
  expect(() => choiceOf(raw)).toThrow(UsageError);
  expect(() => choiceOf(raw)).toThrow(/takes how long ago \(2h, 30m, 1h30m\) or a time such as/);
});

it.each([
  { since: '1h', until: '2h' },
  { since: '1h', until: '1h' },
])('refuses an empty interval: %j', (raw) => {
  expect(() => choiceOf(raw)).toThrow('--since must be earlier than --until.');
});

it.each([{ state: ['WAITING'] }, { state: ['RUNNING,DONE'] }, { state: ['DEAD_LETTERED'] }])('S75: knows no other states: %j', (raw) => {
  expect(() => choiceOf(raw)).toThrow(/--state takes RUNNING, FINISHED, FAILED, ABORTED, not/);
});

it.each([
  { limit: '0' },
  { limit: '1001' },
  { limit: '1.5' },
  { limit: 'x' },
  { limit: '' },
  { offset: '-1' },
  { offset: '100001' },
  { order: 'down' },
])('refuses %j', (raw) => {
  expect(() => readPage(raw, 'en')).toThrow(UsageError);
  expect(() => readPage(raw, 'zh')).toThrow(/--(limit|offset|order)/);
});

it('has defaults', () => {
  expect(readPage({}, 'en')).toEqual({ order: 'DESC', limit: 20, offset: 0 });
});

it.each([
  ['http://127.0.0.1:36000', 'http://127.0.0.1:36000'],
  ['http://127.0.0.1:36000/', 'http://127.0.0.1:36000'],
  ['https://[::1]:1', 'https://[::1]:1'],
])('takes the address %s', (given, origin) => {
  expect(readEndpoint(given, 'en')).toBe(origin);
});

it.each(['127.0.0.1:36000', '36000', '', 'ftp://127.0.0.1', 'http://127.0.0.1:1/base', 'http://127.0.0.1:99999'])(
  'refuses the address "%s"',
  (given) => {
    expect(() => readEndpoint(given, 'en')).toThrow(UsageError);
  },
);

it('lets no word be lost', () => {
  expect(() => readChoice('stats', { words: ['r1'] }, nowMs, 'en')).toThrow('events stats takes options only, not "r1".');
});

it('whatever is typed, it either means something or is refused in one line', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('2h', '2023-11-14', '2023-11-14T24:00', '1e3', '0x10', ' 5 ', 'RUNNING', ',', 'http://x'));
  fc.assert(
    fc.property(text, (given) => {
      for (const read of [
        () => readChoice('list', { since: given }, nowMs, 'en'),
        () => readChoice('list', { state: [given] }, nowMs, 'zh'),
        () => readPage({ limit: given, offset: given, order: given }, 'zh'),
        () => readEndpoint(given, 'en'),
        () => readId('get', { id: [given] }, 'en'),
      ]) {
        try {
          expect(JSON.stringify(read())).not.toContain('NaN');
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
        }
      }
    }),
  );
});
