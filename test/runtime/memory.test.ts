import { EventEmitter, once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import pidusage from 'pidusage';
import { MemoryWatcher } from '../../src/runtime/memory';

jest.mock('node:fs/promises');
jest.mock('pidusage');

const intervalMs = 250;
const pid = 4711;
const news = new EventEmitter();

let watcher: MemoryWatcher;

beforeEach(() => {
  jest.useFakeTimers();
  jest.mocked(readdir).mockResolvedValue([]);
  jest.mocked(readFile).mockResolvedValue('VmRSS:\t  2048 kB\n');
  jest.mocked(pidusage).mockResolvedValue({ [pid]: { memory: 2 * 1024 * 1024 } } as never);
  watcher = new MemoryWatcher(intervalMs);
});

afterEach(() => {
  jest.useRealTimers();
  jest.clearAllMocks();
});

const watch = (): void => watcher.watch(pid, (residentMB) => news.emit('seen', residentMB));
const pass = (intervals: number): unknown => jest.advanceTimersByTime(intervals * intervalMs);
const looks = (): number => jest.mocked(readFile).mock.calls.length + jest.mocked(pidusage).mock.calls.length;

it('sees what a process takes that is watched for long', async () => {
  const seen = once(news, 'seen');
  watch();
  pass(2);
  expect(await seen).toEqual([2]);
});

it('never looks at a process that is watched for less than an interval, however often', () => {
  pass(0.5);
  for (let run = 0; run < 10; run += 1) {
    watch();
    pass(0.9);
    watcher.unwatch(pid);
  }
  expect(looks()).toBe(0);
});

it('never looks at a process that is watched no more', () => {
  watch();
  pass(1.5);
  watcher.unwatch(pid);
  pass(5);
  expect(looks()).toBe(0);
});
