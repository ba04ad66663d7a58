import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessRuntime, type RuntimeInstance } from '../../src/runtime';
import { Prebooted } from '../../src/runtime/prebooted';
import type { Sandbox } from '../../src/runtime/sandbox';
import { handlers, Observed, resultOf, specOf } from './instances';
import { runs, until } from './processes';

describe('Prebooted', () => {
  /** A sandbox without anything in it. */
  class Fake implements Sandbox {
    readonly tmp = '';
    isOver = false;
    boot: () => void = () => undefined;
    end: () => void = () => undefined;
    readonly ended = new Promise<never>((resolve) => (this.end = resolve as () => void));
    readonly gone = this.ended as Promise<void>;
    readonly booted = Promise.race([new Promise<void>((resolve) => (this.boot = resolve)), this.ended]);
    readonly occupy = jest.fn();
    readonly run = jest.fn();
    readonly signal = jest.fn();
    readonly kill = jest.fn(() => this.end());

    constructor(readonly reach: string | undefined) {}
  }

  let made: Fake[];
  const start = (): Promise<Sandbox> => {
    const fake = new Fake(String(made.length));
    made.push(fake);
    return Promise.resolve(fake);
  };
  const any = (): boolean => true;

  beforeEach(() => {
    made = [];
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  });

  afterEach(() => jest.useRealTimers());

  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('starts one after the other, and no more than are wanted', async () => {
    const pool = new Prebooted(2, start);
    await settled();
    expect(made).toHaveLength(1);
    made[0]?.boot();
    await settled();
    made[1]?.boot();
    await settled();
    expect(made).toHaveLength(2);
    await pool.close();
    expect(made.map(({ kill }) => kill.mock.calls.length)).toEqual([1, 1]);
  });

  it('gives each away once, the oldest first, even one that is still starting, and replaces them when all is quiet', async () => {
    const pool = new Prebooted(2, start);
    await settled();
    made[0]?.boot();
    await settled();
    expect(await pool.take(any)).toBe(made[0]);
    expect(await pool.take(any)).toBe(made[1]);
    expect(await pool.take(any)).toBeUndefined();
    made[1]?.boot();
    await settled();
    // The one that was being made had its place; what was taken since is replaced only now.
    await jest.advanceTimersByTimeAsync(49);
    const before = made.length;
    await jest.advanceTimersByTimeAsync(1);
    await settled();
    made.at(-1)?.boot();
    await settled();
    expect(made.length).toBeGreaterThan(before - 1);
    await pool.close();
    expect(made.slice(0, 2).map(({ kill }) => kill.mock.calls.length)).toEqual([0, 0]);
    expect(made.slice(2).every(({ kill }) => kill.mock.calls.length === 1)).toBe(true);
  });

  it('keeps what does not fit', async () => {
    const pool = new Prebooted(1, start);
    await settled();
    made[0]?.boot();
    expect(await pool.take(({ reach }) => reach === 'elsewhere')).toBeUndefined();
    expect(await pool.take(({ reach }) => reach === '0')).toBe(made[0]);
    await pool.close();
  });

  it('forgets what has ended by itself, and tries again only after an instance has started', async () => {
    const pool = new Prebooted(1, start);
    await settled();
    made[0]?.end();
    await settled();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(made).toHaveLength(1);
    expect(await pool.take(any)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(50);
    await settled();
    expect(made).toHaveLength(2);
    await pool.close();
  });

  it('does not give away what has ended, whoever knows of it', async () => {
    const pool = new Prebooted(1, start);
    await settled();
    made[0]?.boot();
    const taken = pool.take(any);
    // The news comes only now.
    if (made[0]) made[0].isOver = true;
    expect(await taken).toBeUndefined();
    await pool.close();
  });

  it('does without where none can be had', async () => {
    const failing = jest.fn(() => Promise.reject<Sandbox>(new Error('no process')));
    const pool = new Prebooted(3, failing);
    expect(await pool.take(any)).toBeUndefined();
    expect(failing).toHaveBeenCalledTimes(1);
    await pool.close();
  });

  it('makes none where none are wanted', async () => {
    const pool = new Prebooted(0, start);
    expect(await pool.take(any)).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1000);
    expect(made).toEqual([]);
    await pool.close();
  });
});

describe('a prebooted process', () => {
  const host = { PATH: process.env['PATH'], HOME: '/home/developer', DEVELOPER_TOKEN: 'hands-off' };
  const open: ProcessRuntime[] = [];

  afterEach(() => Promise.all(open.splice(0).map((runtime) => runtime.close())));

  function runtimeWith(prebooted: number, codeDir = handlers, PATH = host.PATH): ProcessRuntime {
    const runtime = new ProcessRuntime({ lang: 'en', host: { ...host, PATH }, local: { isolation: 'process', prebooted }, codeDir });
    open.push(runtime);
    return runtime;
  }

  /** What an instance finds out about itself. Which process it is differs, of course, and where no /tmp of its own can be had, its folder. */
  async function surroundingsIn(runtime: ProcessRuntime, changes: Parameters<typeof specOf>[1] = {}, plan: Parameters<typeof specOf>[2] = {}) {
    const { pid, ...rest } = resultOf(await new Observed(runtime, specOf('surroundings.everything', changes, plan)).run()) as Surroundings;
    const home = rest.environment.find(([name]) => name === 'HOME')?.[1] ?? '';
    return { pid, rest: home === '/tmp' ? rest : (JSON.parse(JSON.stringify(rest).replaceAll(home, '<folder>')) as object) };
  }

  // Without a PATH nothing is found that could give a process a /tmp of its own.
  it.each([{ PATH: host.PATH }, { PATH: '/nowhere' }])('cannot be told from another, whatever the function: $PATH', async ({ PATH }) => {
    const plan = { environment: { TABLE: 'orders', TZ: 'Asia/Shanghai', NODE_ENV: 'test' } };
    const without = runtimeWith(0, handlers, PATH);
    const fresh = await surroundingsIn(without, {}, plan);
    await without.close();
    const runtime = runtimeWith(1, handlers, PATH);
    const [blank] = await blanks(1);
    const prebooted = await surroundingsIn(runtime, {}, plan);
    expect(prebooted.pid).toBe(blank);
    expect(prebooted.rest).toEqual(fresh.rest);
    expect(Object.keys(prebooted.rest)).toContain('heapLimit');
  });

  it('serves one instance, and another takes its place', async () => {
    const runtime = runtimeWith(1);
    const [first] = await blanks(1);
    const { pid } = await surroundingsIn(runtime);
    expect(pid).toBe(first);
    const [second] = await blanks(1, [pid]);
    const next = await surroundingsIn(runtime, {}, { environment: { ONLY: 'here' } });
    expect(next.pid).toBe(second);
    expect(second).not.toBe(first);
  });

  it('is left alone by a function with variables that Node reads at its start', async () => {
    const runtime = runtimeWith(1);
    const [blank] = await blanks(1);
    const plan = { environment: { NODE_OPTIONS: '--max-old-space-size=64' } };
    const own = await surroundingsIn(runtime, {}, plan);
    expect(own.pid).not.toBe(blank);
    expect(own.rest).toMatchObject({ heapLimit: expect.any(Number) });
    const [there, here] = [await surroundingsIn(runtimeWith(0), {}, plan), own].map(({ rest }) => (rest as { heapLimit: number }).heapLimit);
    expect(here).toBe(there);
    expect(runs(blank ?? 0)).toBe(true);
  });

  it('sees the code it is given, wherever that lies', async () => {
    const codeDir = mkdtempSync(join(realpathSync(tmpdir()), 'service-'));
    cpSync(join(handlers, 'surroundings.js'), join(codeDir, 'surroundings.js'));
    const runtime = runtimeWith(1);
    await blanks(1);
    expect((await surroundingsIn(runtime, { codeDir })).rest).toMatchObject({ cwd: codeDir });
    await runtime.close();
    const there = runtimeWith(1, codeDir);
    const [blank] = await blanks(1);
    expect(await surroundingsIn(there, { codeDir })).toMatchObject({ pid: blank, rest: { cwd: codeDir } });
    rmSync(codeDir, { recursive: true });
  });

  it('ends with its runtime, used or not', async () => {
    const runtime = runtimeWith(2);
    const pids = await blanks(2);
    await runtime.close();
    expect(pids.map(runs)).toEqual([false, false]);
  });

  it('comes and goes as the configuration changes', async () => {
    const runtime = runtimeWith(0);
    runtime.configure({ isolation: 'process', prebooted: 1 });
    const [blank = 0] = await blanks(1);
    runtime.configure({ isolation: 'thread', prebooted: 1 });
    await until(() => !runs(blank));
    expect(resultOf(await new Observed(runtime, specOf('bad.pid')).run())).toBe(process.pid);
    runtime.configure({ isolation: 'process', prebooted: 0 });
    expect(resultOf(await new Observed(runtime, specOf('bad.pid')).run())).not.toBe(process.pid);
  });

  it('that was killed does no harm', async () => {
    const runtime = runtimeWith(1);
    const [blank = 0] = await blanks(1);
    process.kill(blank, 'SIGKILL');
    await until(() => !pidsOfInstances().includes(blank));
    const instance: RuntimeInstance = new Observed(runtime, specOf('bad.pid')).instance;
    expect(instance.memoryMB).toBeUndefined();
    expect(resultOf(await new Observed(runtime, specOf('bad.pid')).run())).not.toBe(blank);
  });
});

interface Surroundings {
  readonly pid: number;
  readonly environment: readonly (readonly [string, string])[];
}

/** The processes of this engine's instances, blank or not, once there are so many besides some. */
async function blanks(count: number, besides: readonly number[] = []): Promise<number[]> {
  const found = (): number[] => pidsOfInstances().filter((pid) => !besides.includes(pid));
  await until(() => found().length === count);
  return found();
}

function pidsOfInstances(): number[] {
  const lines = execFileSync('ps', ['axww', '-o', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' }).split('\n');
  const ours = lines.map((line) => line.trim().split(/\s+/)).filter(([, parent, state]) => Number(parent) === process.pid && !state?.startsWith('Z'));
  return ours.filter(([, , , ...command]) => command.join(' ').includes('bootstrap.cjs')).map(([pid]) => Number(pid));
}
