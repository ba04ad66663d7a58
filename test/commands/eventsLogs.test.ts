import { UsageError } from '../../src/commands/output';
import { ran } from './eventing';
import { fakeRegion, view, type FakeRegion } from './fakeRegion';

let region: FakeRegion;
beforeEach(async () => {
  region = await fakeRegion([{ key: 'job', name: 'media-dev-job' }], [view('r1', { state: 'FAILED', status: 430 })]);
});
afterEach(() => region.close());

const asked = (more: object = {}) => ({ endpoint: region.origin, id: ['r1'], ...more });

const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

it('S73: prints the whole log on standard output, and how it ended beside it', async () => {
  region.connections.push({ lines: [0, 1, 2], then: 'end' });
  expect(await ran('logs', asked())).toEqual({
    code: 0,
    out: 'line 0\nline 1\nline 2',
    outs: lines(0, 2),
    err: 'r1 has ended: FAILED (430)',
    pauses: [],
  });
  expect((await ran('logs', asked({ follow: true }), { lang: 'zh' })).err).toBe('r1 已结束：FAILED（430）');
});

it('prints what is there and goes, without --follow', async () => {
  region.views[0] = view('r1');
  region.connections.push({ lines: [0, 1], then: 'end' });
  const { code, outs, err } = await ran('logs', asked());
  expect([code, outs]).toEqual([0, lines(0, 1)]);
  expect(err).toBe('r1 is RUNNING: this is its log so far; --follow goes on to its end');
  expect(region.logRequests.map(({ url }) => url)).toEqual(['/events/r1/log?follow=false']);
});

it.each(['logs', 'get'] as const)('%s says at once why an event cannot be read', async (action) => {
  region.fault = { error: 'InternalError', message: 'its file is damaged' };
  const { code, err, pauses } = await ran(action, asked());
  expect([code, err, pauses]).toEqual([1, 'Error: The region refuses: InternalError: its file is damaged', []]);
});

it('says of one that waits that it does', async () => {
  region.views[0] = view('r1', { state: 'WAITING' });
  region.connections.push({ lines: [], then: 'end' });
  expect((await ran('logs', asked())).err).toContain('r1 is WAITING');
});

it('takes no sign of life for an end with --follow', async () => {
  region.connections.push({ lines: [0], then: 'beat', late: 1 });
  expect(await ran('logs', asked({ follow: true }))).toMatchObject({ code: 0, outs: lines(0, 1), err: 'r1 has ended: FAILED (430)' });
});

it('goes on after a connection has broken, from the line after the last whole one, each line once', async () => {
  region.connections.push(
    { lines: [0, 1], then: 'break' },
    { lines: [1, 2], then: 'close' },
    { lines: [0, 1, 2, 3], then: 'break' },
    { lines: [4], then: 'end' },
  );
  const { code, outs, err, pauses } = await ran('logs', asked({ follow: true }));
  expect([code, outs]).toEqual([0, lines(0, 4)]);
  expect(region.logRequests.map(({ last }) => last)).toEqual([undefined, '1', '2', '3']);
  expect(pauses).toEqual([0, 0, 0]);
  expect(err.split('\n').filter((line) => line.startsWith('The connection has broken'))).toHaveLength(3);
});

it.each(['break', 'close'] as const)('goes on after a connection that had no line yet: %s', async (then) => {
  region.connections.push({ lines: [], then }, { lines: [0, 1], then: 'end' });
  const { code, outs, err, pauses } = await ran('logs', asked({ follow: true }));
  expect([code, outs, pauses]).toEqual([0, lines(0, 1), [0]]);
  expect(err).toContain('r1 has ended: FAILED (430)');
});

it('gives a connection up that breaks over and over, waiting longer each time', async () => {
  region.connections.push({ lines: [0], then: 'close' }, { lines: [], then: 'close' });
  const { code, outs, err, pauses } = await ran('logs', asked({ follow: true }));
  expect([code, outs]).toEqual([1, ['line 0']]);
  expect(err).toContain('Error: The log of r1 broke off');
  expect(pauses.slice(0, 4)).toEqual([0, 200, 400, 800]);
  expect(Math.max(...pauses)).toBe(5000);
  expect(pauses).toHaveLength(12);
});

it('takes what it has for no progress', async () => {
  region.connections.push({ lines: [0, 1], then: 'close' });
  const { code, outs, pauses } = await ran('logs', asked({ follow: true }));
  expect([code, outs, pauses.length]).toEqual([1, lines(0, 1), 12]);
});

it('does not wait for a region that has never answered, nor for an event that nobody knows', async () => {
  expect(await ran('logs', { endpoint: 'http://127.0.0.1:1', id: ['r1'], follow: true })).toMatchObject({ code: 1, pauses: [] });
  region.views.length = 0;
  expect(await ran('logs', asked({ follow: true }))).toMatchObject({ code: 1, pauses: [], err: expect.stringContaining('There is no event r1') });
});

it('stops when the region comes back without the event', async () => {
  region.connections.push({ lines: [0], then: 'close' }, { lines: [], then: 'close' });
  region.onLinesSent = () => (region.views.length = 0);
  expect(await ran('logs', asked({ follow: true }))).toMatchObject({
    code: 1,
    pauses: [0],
    outs: ['line 0'],
    err: expect.stringContaining('There is no event r1'),
  });
});

it('waits for a region that starts again', async () => {
  region.connections.push({ lines: [0], then: 'close' }, { lines: [1], then: 'end' });
  let down = 3;
  const { origin } = region;
  // Refused by the fake as by a server that is full.
  region.onRequest = () => {
    if (region.logRequests.length > 0 && down > 0) region.unavailable = (down -= 1) > 0;
  };
  const { code, outs, pauses } = await ran('logs', { endpoint: origin, id: ['r1'], follow: true });
  expect([code, outs]).toEqual([0, lines(0, 1)]);
  expect(pauses).toEqual([0, 200, 400]);
});

it.each([true, undefined])('ends with 130 at Ctrl-C (follow: %s)', async (follow) => {
  region.connections.push({ lines: [0], then: 'stay' });
  let press = (): void => undefined;
  const { code, err } = await ran('logs', asked({ follow }), { began: (pressed) => (press = pressed), onOut: () => press() });
  expect([code, err]).toEqual([130, '']);
});

it('ends when nobody reads any more, as in front of head', async () => {
  region.connections.push({ lines: [0], then: 'stay' });
  let leave = (): void => undefined;
  const { code, outs } = await ran('logs', asked({ follow: true }), { began: (_, left) => (leave = left), onOut: () => leave() });
  expect([code, outs]).toEqual([0, ['line 0']]);
});

it.each([{ id: [] }, { id: ['r1', 'r2'] }, { id: ['r1,r2'] }, { words: ['r1', 'r2'], id: [] }])('is about one event: %j', async (raw) => {
  await expect(ran('logs', { endpoint: region.origin, ...raw })).rejects.toThrow(UsageError);
});
