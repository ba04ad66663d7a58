import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessRuntime } from '../../src/runtime';
import { failureOf, Observed, processKind, resultOf, specOf, threadKind } from './instances';

describe.each([processKind, threadKind])('an instance prints, with $kind,', ({ local, kind }) => {
  const runtime = new ProcessRuntime({ lang: 'en', host: process.env, local });
  // Seen by instances and by us: an instance has a /tmp of its own where the system allows it.
  const folder = mkdtempSync(join(process.platform === 'linux' ? '/var/tmp' : tmpdir(), 'output-'));

  afterAll(async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  });

  it('what goes through console with time and request id, all in order', async () => {
    const observed = new Observed(runtime, specOf('output.mixed'));
    await observed.run();
    const prefix = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\trequest-1\t/;
    expect(observed.lines.map((line) => line.replace(prefix, '> '))).toEqual([
      '> one 1',
      'two',
      '> three',
      '> group',
      '>   inside',
      '> ┌─────────┬───┐',
      '│ (index) │ a │',
      '├─────────┼───┤',
      '│ 0       │ 1 │',
      '└─────────┴───┘',
      'no line end',
    ]);
  });

  it('to standard error, with and without line end', async () => {
    const observed = new Observed(runtime, specOf('output.errors'));
    await observed.run();
    await observed.run();
    expect(observed.lines).toEqual(['to stderr', 'open', 'to stderr', 'open']);
  });

  it.each(['stdout', 'stderr'])('to %s also after it was ended or destroyed, and so in later events', async (stream) => {
    const observed = new Observed(runtime, specOf('output.ends'));
    for (const how of ['end', 'destroy', 'end', 'destroy']) expect(resultOf(await observed.run({ stream, how }))).toBeNull();
    expect(observed.lines).toEqual(['last of end', 'after', 'after', 'last of end', 'after', 'after']);
  });

  it('five megabytes while it runs (S166), all of which are there when the run is done', async () => {
    const observed = new Observed(runtime, specOf('output.flood'));
    await observed.run({ lines: 50_000 });
    expect(observed.lines).toHaveLength(50_001);
    expect(observed.lines.at(-1)).toMatch(/end of the flood$/);
  });

  it('a flood, and exits: not a line of it is lost', async () => {
    const observed = new Observed(runtime, specOf('output.floodAndExit'));
    expect(failureOf(await observed.run({ lines: 20_000 }))).toMatchObject({ status: 439 });
    expect(observed.lines).toHaveLength(20_000);
    expect(observed.lines.at(-1)).toMatch(/\t19999$/);
  });

  it('all of its lines before it is done, however late the engine gets to read', async () => {
    const file = join(folder, kind);
    const observed = new Observed(runtime, specOf('output.afterAnswer'));
    await observed.heard('ready');
    observed.instance.run(observed.nextRequestId(), Buffer.from(JSON.stringify({ file })));
    // Nothing is read before answer, line and report are there: another process waits for them.
    execFileSync('/bin/sh', ['-c', 'until [ -e "$0" ]; do :; done; exec "$1" -e 0', file, process.execPath]);
    await observed.heard('done');
    expect(observed.told.map((told) => told.kind).filter((one) => one !== 'answered')).toEqual(['ready', 'line', 'done']);
  });

  it('lines that are too long, cut with a note', async () => {
    const observed = new Observed(runtime, specOf('output.long'));
    await observed.run({ characters: 5000 });
    expect(observed.lines).toEqual([`${'é'.repeat(4096)} … (1808 more bytes cut)`, `${'x'.repeat(8192)} … (1808 more bytes cut)`]);
  });

  it('zero bytes', async () => {
    const observed = new Observed(runtime, specOf('output.forged'));
    await observed.run();
    expect(observed.lines).toEqual([`\0${'0'.repeat(32)}`]);
  });

  it('what a run has left behind while the next one is on', async () => {
    const observed = new Observed(runtime, specOf('output.late'));
    await observed.run({ name: 'the first' });
    const before = observed.lines.length;
    await observed.run({ name: 'the second', waits: true });
    expect(observed.lines.filter((line) => line.endsWith('the first'))).toHaveLength(1);
    expect(observed.lines.slice(before)).toContain('left behind by the second');
  });

  it('its initialisation under the request that it was started for', async () => {
    const observed = new Observed(runtime, specOf('load.main'));
    await observed.heard('ready');
    expect(observed.told.map(({ kind }) => kind)).toEqual(['line', 'ready']);
    expect(observed.lines).toEqual([expect.stringMatching(/\trequest-0\tloading$/)]);
    const provisioned = new Observed(runtime, specOf('load.main', { requestId: undefined }));
    await provisioned.heard('ready');
    expect(provisioned.lines).toEqual([expect.stringMatching(/Z\t\tloading$/)]);
  });

  it('its last words before it exits', async () => {
    const observed = new Observed(runtime, specOf('bad.exits'));
    failureOf(await observed.run({ code: 0 }));
    expect(observed.lines).toEqual([expect.stringMatching(/\tlast words$/)]);
    expect(observed.told.map(({ kind }) => kind)).toEqual(['ready', 'line', 'done']);
  });
});

describe('a process prints', () => {
  const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
  afterAll(() => runtime.close());

  it('characters byte by byte', async () => {
    const observed = new Observed(runtime, specOf('output.split'));
    await observed.run();
    expect(observed.lines).toEqual(['云函数 ✓']);
  });

  it('from a thread that never stops, and yet each run ends and nothing is heard in between', async () => {
    const observed = new Observed(runtime, specOf('output.worker'));
    resultOf(await observed.run());
    expect(observed.told.at(-1)?.kind).toBe('done');
    await new Observed(runtime, specOf('bad.waits')).run();
    expect(observed.told.at(-1)?.kind).toBe('done');
    const pid = Number(resultOf(await observed.run()));
    // What waits in the pipe when the process ends belongs to no event.
    process.kill(pid, 'SIGKILL');
    await observed.heard('exited');
    expect(observed.told.slice(-2).map(({ kind }) => kind)).toEqual(['done', 'exited']);
  });
});
