import { endStateOf, limits, scf2021, statuses, statusRow, type Status } from '../../src/scf';

const all = Object.keys(statuses).map((code) => Number(code) as Status);
const codesWith = (holds: (code: Status) => boolean): Status[] => all.filter(holds);

it.each([
  { class: 'success', codes: [200] },
  { class: 'request', codes: [400, 401, 402, 404, 406, 410, 435, 436, 438, 441, 442] },
  { class: 'run', codes: [405, 407, 430, 433, 434, 437, 439, 443, 444, 445, 446, 447, 450] },
  { class: 'overLimit', codes: [429, 432, 449] },
  { class: 'system', codes: [500] },
  { class: 'cancelled', codes: [499] },
])('$codes are of class $class (S64)', ({ class: statusClass, codes }) => {
  expect(codesWith((code) => statuses[code].class === statusClass)).toEqual(codes);
});

it('recycles the instance where the platform says so (S115), and where it is lost anyway', () => {
  const documented = [433, 434, 439, 499];
  const lost = [405, 450, 500];
  expect(codesWith((code) => statuses[code].recycles)).toEqual([...documented, ...lost].sort());
});

it.each([
  { state: 'FINISHED', codes: [200] },
  { state: 'FAILED', codes: [405, 407, 430, 433, 434, 437, 439, 443, 444, 445, 446, 447, 450, 500] },
  { state: 'ABORTED', codes: [499] },
  { state: 'REFUSED', codes: [400, 401, 402, 404, 406, 410, 429, 432, 435, 436, 438, 441, 442, 449] },
])('$codes end as $state (S75, S83)', ({ state, codes }) => {
  expect(codesWith((code) => endStateOf(code) === state)).toEqual(codes);
});

it.each(all)('finds %s in the table', (code) => {
  expect(statusRow(code)).toBe(statuses[code]);
});

it('has the figures of the seeds in its default profile', () => {
  expect(scf2021).toMatchObject({
    accountQuotaMB: 128_000,
    floorMB: 12_800,
    burstPerMinute: 500,
    provisionedPerMinute: 100,
    keepAliveMs: 300_000,
    asyncQueueMax: 100_000,
  });
});

it.each(Object.entries(limits))('%s is a positive whole number with a rule behind it', (_name, { value, source }) => {
  expect(Number.isSafeInteger(value) && value > 0).toBe(true);
  expect(source).toMatch(/^S\d/);
});
