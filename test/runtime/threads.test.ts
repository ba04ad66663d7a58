import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessRuntime } from '../../src/runtime';
import { failureOf, handlers, Observed, resultOf, specOf, threadKind } from './instances';

const runtime = new ProcessRuntime({ lang: 'en', host: { PATH: process.env['PATH'], DEVELOPER_TOKEN: 'hands-off' }, local: threadKind.local });
const folder = mkdtempSync(join(tmpdir(), 'threads-'));

afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

/** A fresh instance of a handler that misbehaves. */
function instanceOf(method: string, ...changes: [Parameters<typeof specOf>[1]?, Parameters<typeof specOf>[2]?]): Observed {
  return new Observed(runtime, specOf(`bad.${method}`, ...changes));
}

const exited = { status: 439, gone: true, error: { errorCode: -1, errorMessage: 'User process exit when running' } };

describe('a handler in a thread', () => {
  it('runs in the engine’s process, with an environment of its own', async () => {
    expect(resultOf(await instanceOf('pid').run())).toBe(process.pid);
    const plan = { environment: { TABLE: 'orders' } };
    const inThread = resultOf(await new Observed(runtime, specOf('surroundings.environment', {}, plan)).run()) as Record<string, string>;
    const { HOME, TMPDIR, PATH: _, ...rest } = inThread;
    expect(HOME).toBe(TMPDIR);
    expect(rest).toMatchObject({ TABLE: 'orders', SCF_FUNCTIONNAME: 'shop-dev-work', PWD: handlers });
    expect(rest).not.toHaveProperty('DEVELOPER_TOKEN');
    expect(process.env).not.toHaveProperty('TABLE');
  });

  it('finds nothing of ours', async () => {
    expect(resultOf(await new Observed(runtime, specOf('surroundings.thread')).run())).toEqual({
      data: null,
      main: false,
      arguments: [process.execPath, join(handlers, 'surroundings.js')],
      options: [],
    });
  });

  it.each([
    { method: 'exits', event: { code: 0 } },
    { method: 'exits', event: { code: 3 } },
    { method: 'exitsAfterAnswer', event: {} },
  ])('that exits ($method, $event.code) ends its instance alone: 439', async ({ method, event }) => {
    const other = instanceOf('pid');
    await other.run();
    const observed = instanceOf(method);
    expect(failureOf(await observed.run(event))).toMatchObject(exited);
    expect(resultOf(await other.run())).toBe(process.pid);
  });

  it('cannot abort the process', async () => {
    expect(failureOf(await instanceOf('aborts').run())).toMatchObject({ status: 430, gone: false });
  });

  it('that never ends is killed, and nothing is heard of it afterwards', async () => {
    const own = new ProcessRuntime({ lang: 'en', host: process.env, local: threadKind.local });
    const observed = new Observed(own, specOf('bad.loops'));
    await observed.runUntilLine();
    observed.instance.kill();
    observed.instance.kill();
    await own.close();
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'line']);
  });

  it('is frozen until the next event (S112), which its leftovers can spoil', async () => {
    const ticking = instanceOf('ticks');
    await ticking.run({ start: true });
    await instanceOf('waits').run();
    expect(resultOf(await ticking.run({}))).toBeLessThanOrEqual(1);
    const observed = instanceOf('throwsLater');
    let report = await observed.run();
    for (let n = 0; n < 1000 && report.status === 200; n += 1) report = await observed.run();
    expect(failureOf(report)).toMatchObject({ status: 430, gone: false, error: { errorMessage: 'left behind' } });
  });
});

describe('SIGTERM (S84), though threads get no signals,', () => {
  it('reaches a handler that listens, which can still say something', async () => {
    const observed = instanceOf('listensForTerm');
    await observed.runUntilLine();
    expect(observed.instance.signal()).toBe(true);
    expect(failureOf((await observed.heard('done')).report)).toMatchObject(exited);
    expect(observed.lines).toEqual([expect.stringMatching(/listening$/), expect.stringMatching(/asked to end$/)]);
    expect(observed.instance.signal()).toBe(false);
  });

  it('leaves an instance whose handler finishes all the same: further events and signals reach it', async () => {
    const observed = instanceOf('outlivesTerm');
    for (let time = 0; time < 2; time += 1) {
      const from = observed.told.length;
      await observed.runUntilLine();
      expect(observed.instance.signal()).toBe(true);
      expect(resultOf((await observed.heard('done', from)).report)).toBe('finished');
    }
  });

  it('ends a handler that does not listen, or no more', async () => {
    for (const method of ['loops', 'stopsListening']) {
      const observed = instanceOf(method);
      await observed.runUntilLine();
      observed.instance.signal();
      expect(failureOf((await observed.heard('done')).report)).toMatchObject(exited);
    }
  });

  it.each([{ listen: true }, { listen: false }])('ends an idle, frozen instance (listens: $listen)', async ({ listen }) => {
    const file = join(folder, `asked-${listen}`);
    const observed = instanceOf('noticesTerm');
    await observed.run({ listen, file });
    observed.instance.signal();
    await observed.heard('exited');
    if (listen) expect(readFileSync(file, 'utf8')).toBe('asked 1');
  });

  it('is delivered to an instance that is still starting', async () => {
    const observed = instanceOf('pid');
    observed.instance.signal();
    expect((await observed.heard('initFailed')).failure).toMatchObject({ status: 405, gone: true });
  });
});

describe('memory of a thread', () => {
  it('is that of its own objects and buffers', async () => {
    const small = await instanceOf('pid').run();
    expect(small.memoryMB).toBeGreaterThan(1);
    expect(small.memoryMB).toBeLessThan(process.memoryUsage.rss() / (1024 * 1024));
    const kept = await instanceOf('keeps').run({ megabytes: 100 });
    expect(kept.memoryMB).toBeGreaterThan(100);
    expect((await instanceOf('pid', { memory: 'off' }).run()).memoryMB).toBeUndefined();
  });

  it.each([
    { method: 'heap', why: 'objects' },
    { method: 'keeps', why: 'buffers' },
  ])('is ended with 434 where a limit is enforced: $why', async ({ method }) => {
    const report = await instanceOf(method, { memory: 'enforce' }, { memoryMB: 64 }).run({ megabytes: 100 });
    expect(failureOf(report)).toMatchObject({ status: 434, gone: true, error: { errorMessage: 'Task memory exceeded 64 MB' } });
  });
});
