import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessRuntime } from '../../src/runtime';
import { failureOf, Observed, resultOf, specOf } from './instances';
import { runs, stateOf, until } from './processes';

const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
// Seen by instances and by us: an instance has a /tmp of its own where the system allows it.
const folder = mkdtempSync(join(process.platform === 'linux' ? '/var/tmp' : tmpdir(), 'misbehaviour-'));

afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

/** A fresh instance of a handler that misbehaves. */
function instanceOf(method: string, ...changes: [Parameters<typeof specOf>[1]?, Parameters<typeof specOf>[2]?]): Observed {
  return new Observed(runtime, specOf(`bad.${method}`, ...changes));
}

const exited = { status: 439, gone: true, error: { errorCode: -1, errorMessage: 'User process exit when running' } };
const closed = { status: 405, gone: true, error: { errorCode: -1, errorMessage: expect.stringMatching(/^ContainerStateExited/) } };

describe('a handler that ends its process', () => {
  it.each([
    { method: 'exits', event: { code: 0 } },
    { method: 'exits', event: { code: 3 } },
    { method: 'aborts', event: {} },
    { method: 'kills', event: {} },
  ])('by $method($event.code): 439, and the instance is gone', async ({ method, event }) => {
    expect(failureOf(await instanceOf(method).run(event))).toMatchObject(exited);
  });

  it('after its answer: 439 all the same', async () => {
    const observed = instanceOf('exitsAfterAnswer');
    expect(failureOf(await observed.run())).toMatchObject(exited);
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'answered', 'done']);
  });

  it('while no event is on: the instance exits', async () => {
    const observed = instanceOf('pid');
    process.kill(Number(resultOf(await observed.run())), 'SIGKILL');
    await observed.heard('exited');
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'done', 'exited']);
  });
});

describe('a handler that closes file descriptors', () => {
  it('of the platform: 405', async () => {
    expect(failureOf(await instanceOf('closes').run({ fds: [3] }))).toMatchObject(closed);
  });

  it('of everything: it is gone, and the engine is not', async () => {
    const fds = Array.from({ length: 18 }, (_, index) => index + 3);
    expect([405, 439]).toContain(failureOf(await instanceOf('closes').run({ fds })).status);
  });

  it('of its output: it goes on without', async () => {
    const observed = instanceOf('closes');
    expect(resultOf(await observed.run({ fds: [1, 2] }))).toBe('closed');
    expect(resultOf(await observed.run({ fds: [] }))).toBe('closed');
  });

  it('and reopens them as its own: nothing of ours is written there', async () => {
    const file = join(folder, 'reopened');
    expect(resultOf(await instanceOf('reuses').run({ file, fd: 1 }))).toEqual({ fd: 1 });
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('and reopens that of the platform as its own: 405, and nothing of ours is written there', async () => {
    const file = join(folder, 'reopened-channel');
    expect(failureOf(await instanceOf('reuses').run({ file, fd: 3 }))).toMatchObject(closed);
    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it.each([
    { what: 'noise', bytes: [...Buffer.from('hello, world')] },
    { what: 'JSON that is no object', bytes: [0, 0, 0, 1, 0, 0, 0, 0, 0x31] },
    { what: 'a report out of turn', bytes: reportBytes('{"kind":"ready"}') },
    {
      what: 'a report of something that cannot be made a text',
      bytes: reportBytes(doneWith('{"kind":"threw","fault":{"message":"","thrown":{"toString":1}}}')),
    },
    { what: 'a report of a run without end', bytes: reportBytes(doneWith('{"kind":"json"}', '1e999')) },
  ])('or writes $what into the channel: 405', async ({ bytes }) => {
    expect(failureOf(await instanceOf('writesToChannel').run({ bytes }))).toMatchObject(closed);
  });
});

describe('a handler that never ends', () => {
  it('is killed, and nothing is heard of it afterwards', async () => {
    const observed = instanceOf('loops');
    const pid = pidIn(await observed.runUntilLine());
    observed.instance.kill();
    observed.instance.kill();
    await until(() => !runs(pid));
    await new Observed(runtime, specOf('finish.nothing')).run();
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'line']);
  });

  it('is killed together with the processes that it has started', async () => {
    const observed = instanceOf('family');
    const pid = pidIn(await observed.runUntilLine());
    expect(runs(pid)).toBe(true);
    observed.instance.kill();
    await until(() => !runs(pid));
  });

  it('is killed before it has started', async () => {
    const observed = instanceOf('loops');
    observed.instance.kill();
    await new Observed(runtime, specOf('finish.nothing')).run();
    expect(observed.told).toEqual([]);
  });
});

describe('processes that a handler leaves behind', () => {
  it('go with the instance', async () => {
    const observed = instanceOf('leavesChild');
    const pid = Number(resultOf(await observed.run()));
    expect(runs(pid)).toBe(true);
    observed.instance.kill();
    await until(() => !runs(pid));
  });

  if (process.platform === 'linux') {
    it('go with the instance that is ended, also where they have left its group, and so do those that they have started', async () => {
      const observed = instanceOf('leavesGroup');
      const pids = resultOf(await observed.run()) as number[];
      expect(pids.map(runs)).toEqual([true, true]);
      observed.instance.kill();
      await until(() => !pids.some(runs));
    });
  }

  it('go with the instance that exits by itself', async () => {
    const observed = instanceOf('exitsWithChild');
    expect(failureOf(await observed.run())).toMatchObject(exited);
    await until(() => !runs(pidIn(observed.lines[0] ?? '')));
  });

  it('cannot hold up the end of the run, though they have left the group and hold its output', async () => {
    const observed = instanceOf('inheritingChild');
    expect(failureOf(await observed.run())).toMatchObject(exited);
    process.kill(pidIn(observed.lines[0] ?? ''), 'SIGKILL');
  });

  if (process.platform === 'linux') {
    it('are frozen with it between events', async () => {
      const observed = instanceOf('leavesChild');
      const pid = Number(resultOf(await observed.run()));
      await until(() => stateOf(pid) === 'T');
      const next = Number(resultOf(await observed.run()));
      await until(() => stateOf(next) === 'T');
    });
  }
});

describe('what a run leaves in the event loop', () => {
  it('is frozen until the next event', async () => {
    const observed = instanceOf('ticks');
    await observed.run({ start: true });
    // Long enough for dozens of ticks: another instance waits for 50 ms.
    await instanceOf('waits').run();
    // The loop may turn once more at the end of a run.
    expect(resultOf(await observed.run({}))).toBeLessThanOrEqual(1);
  });

  it('goes on during the next event, whose failure it can become', async () => {
    const observed = instanceOf('throwsLater');
    await observed.run();
    expect(failureOf(await instanceAfter(observed))).toMatchObject({ status: 430, gone: false, error: { errorMessage: 'left behind' } });
  });

  /** Lets the leftovers of an instance happen while it is waiting in its next run. */
  async function instanceAfter(observed: Observed): ReturnType<Observed['run']> {
    for (let n = 0; n < 1000; n += 1) {
      const report = await observed.run();
      if (report.status !== 200) return report;
    }
    throw new Error('the timer never fired');
  }
});

describe('SIGTERM', () => {
  it('reaches a handler, which can still say something', async () => {
    const observed = instanceOf('listensForTerm');
    await observed.runUntilLine();
    observed.instance.signal();
    expect(failureOf((await observed.heard('done')).report)).toMatchObject(exited);
    expect(observed.lines).toEqual([expect.stringMatching(/listening$/), expect.stringMatching(/asked to end$/)]);
  });

  it('leaves an instance whose handler finishes all the same: further events and signals reach it (S84)', async () => {
    const observed = instanceOf('outlivesTerm');
    for (let time = 0; time < 2; time += 1) {
      const from = observed.told.length;
      await observed.runUntilLine();
      expect(observed.instance.signal()).toBe(true);
      expect(resultOf((await observed.heard('done', from)).report)).toBe('finished');
    }
  });

  it('ends a handler that does not listen', async () => {
    const observed = instanceOf('loops');
    await observed.runUntilLine();
    observed.instance.signal();
    expect(failureOf((await observed.heard('done')).report)).toMatchObject(exited);
  });

  it.each([{ listen: true }, { listen: false }])('ends an idle, frozen instance (listens: $listen)', async ({ listen }) => {
    const file = join(folder, `asked-${listen}`);
    const observed = instanceOf('noticesTerm');
    await observed.run({ listen, file });
    observed.instance.signal();
    await observed.heard('exited');
    if (listen) expect(readFileSync(file, 'utf8')).toBe('asked 1');
    expect(() => observed.instance.run(observed.nextRequestId(), Buffer.from('{}'))).toThrow('one event at a time');
  });

  it('is delivered to an instance that is still starting', async () => {
    const observed = instanceOf('pid');
    observed.instance.signal();
    expect((await observed.heard('initFailed')).failure).toMatchObject({ status: 405, gone: true });
  });
});

describe('memory', () => {
  const exceeded = (memoryMB: number): object => ({
    status: 434,
    gone: true,
    error: { errorCode: -1, errorMessage: `Task memory exceeded ${memoryMB} MB` },
  });

  it('is measured: the largest that it was in a run', async () => {
    const observed = instanceOf('spike');
    // Small runs are not looked at each time; a large one is, whatever came before.
    for (let n = 0; n < 3; n += 1) expect((await observed.run({ megabytes: 1 })).memoryMB).toBeLessThan(200);
    const large = await observed.run({ megabytes: 200 });
    expect(large.memoryMB).toBeGreaterThan(200);
    expect(observed.instance.memoryMB).toBe(large.memoryMB);
    // Elsewhere the system remembers the largest of all runs.
    if (process.platform === 'linux') expect((await observed.run({ megabytes: 1 })).memoryMB).toBeLessThan(200);
  });

  it('is not measured where it is not wanted', async () => {
    const observed = instanceOf('spike', { memory: 'off' });
    expect(await observed.run({ megabytes: 1 })).toMatchObject({ status: 200, memoryMB: undefined });
    expect(observed.instance.memoryMB).toBeUndefined();
  });

  it.each(['heap', 'buffers'])('that grows without end (%s) is ended with 434 where it is enforced', async (method) => {
    const report = await instanceOf(method, { memory: 'enforce' }, { memoryMB: 256 }).run();
    expect(failureOf(report)).toMatchObject(exceeded(256));
    expect(report.memoryMB).toBeGreaterThan(256);
  });

  it('that was exceeded for a moment only is 434, too', async () => {
    // Several, since now and then we happen to look in that very moment.
    const spikes = Array.from({ length: 6 }, () => instanceOf('spike', { memory: 'enforce' }, { memoryMB: 96 }));
    for (const spike of spikes) expect(failureOf(await spike.run({ megabytes: 64 }))).toMatchObject(exceeded(96));
  });

  it('may be exceeded where it is only measured', async () => {
    expect(resultOf(await instanceOf('spike', {}, { memoryMB: 64 }).run({ megabytes: 100 }))).toBe('freed');
  });

  it('that Node itself needs is said where a function has less', async () => {
    const { failure } = await instanceOf('pid', { memory: 'enforce' }, { memoryMB: 16 }).heard('initFailed');
    const message = /^Task memory exceeded 16 MB \(Node\.js alone needs about \d+ MB on this machine\)$/;
    expect(failure).toMatchObject({ status: 434, gone: true, error: { errorCode: -1, errorMessage: expect.stringMatching(message) } });
  });

  it('that grows without end while loading is 434 as well', async () => {
    const observed = new Observed(runtime, specOf('broken-memory.main', { memory: 'enforce' }, { memoryMB: 256 }));
    const { failure } = await observed.heard('initFailed');
    expect(failure).toMatchObject({ status: 434, gone: true, error: { errorMessage: expect.stringMatching(/^Task memory exceeded 256 MB/) } });
  });

  it('of processes that a handler has started counts, too', async () => {
    const observed = instanceOf('largeChild');
    const report = await observed.run({ megabytes: 300 });
    if (process.platform === 'linux') expect(report.memoryMB).toBeGreaterThan(300);
  });

  it('of the JavaScript heap that is exhausted is 434, enforced or not', async () => {
    const observed = instanceOf('heap', {}, { environment: { NODE_OPTIONS: '--max-old-space-size=32' } });
    expect(failureOf(await observed.run())).toMatchObject(exceeded(512));
    expect(observed.lines.join('\n')).toContain('heap out of memory');
  });
});

/** A report as the bytes of a message. @param header  at most 255 bytes */
function reportBytes(header: string): number[] {
  return [0, 0, 0, header.length, 0, 0, 0, 0, ...Buffer.from(header)];
}

function doneWith(outcome: string, durationMs = '1'): string {
  return `{"kind":"done","outcome":${outcome},"durationMs":${durationMs},"peakBytes":1,"empty":true}`;
}

/** The process id that a handler has printed. */
function pidIn(line: string): number {
  return Number(line.split('\t').at(-1));
}
