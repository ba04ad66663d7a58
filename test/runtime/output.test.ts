import fc from 'fast-check';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ProcessRuntime } from '../../src/runtime';
import { Output } from '../../src/runtime/output';
import { failureOf, Observed, resultOf, specOf } from './instances';

// Real processes on a machine that may be busy.
jest.setTimeout(60_000);

const lineMax = 8 * 1024;

describe('Output', () => {
  /** What a stream of chunks is read as: lines, and `|` where a mark was. */
  async function read(chunks: readonly Buffer[], nonce = 'nonce'): Promise<string[]> {
    const stream = new PassThrough();
    const heard: string[] = [];
    const output = new Output(stream, nonce, {
      line: (line, cutBytes) => heard.push(cutBytes > 0 ? `${line}+${cutBytes}` : line),
      rested: () => {
        if (!stream.readableEnded) heard.push('|');
        output.resume();
      },
    });
    const closed = once(stream, 'close');
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    await closed;
    expect(output.resting).toBe(true);
    return heard;
  }

  it.each([
    { text: 'a\nb\n', heard: ['a', 'b'], why: 'line feeds end lines' },
    { text: 'a\r\n\r\nb', heard: ['a', '', 'b'], why: 'a carriage return before them belongs to the end' },
    { text: 'a\n\0nonce\nb\n', heard: ['a', '|', 'b'], why: 'a mark stands between lines' },
    { text: 'a\0nonce\nb\n', heard: ['a', '|', 'b'], why: 'a mark ends an open line' },
    { text: '\0nonce\n\0nonce\n', heard: ['|', '|'], why: 'marks leave no empty lines' },
    { text: '\n\0nonce\n', heard: ['', '|'], why: 'an empty line is a line' },
    { text: '\0other\n', heard: ['\0other'], why: 'what is no mark is a line' },
    { text: '\r\0nonce\n', heard: ['\r', '|'], why: 'an open line keeps its carriage return' },
    { text: `${'x'.repeat(lineMax)}\n`, heard: ['x'.repeat(lineMax)], why: '8 KB are not too long (S164)' },
    { text: `${'x'.repeat(lineMax + 3)}\n`, heard: [`${'x'.repeat(lineMax)}+3`], why: 'a long line is cut' },
    { text: `${'x'.repeat(lineMax + 3)}\0nonce\n`, heard: [`${'x'.repeat(lineMax)}+3`, '|'], why: 'a mark ends a long line, too' },
    { text: `x${'é'.repeat(lineMax)}\n`, heard: [`x${'é'.repeat(lineMax / 2 - 1)}+${lineMax + 1}`], why: 'no character is cut in two' },
  ])('$why', async ({ text, heard }) => {
    expect(await read([Buffer.from(text)])).toEqual(heard);
    expect(await read([...Buffer.from(text)].map((byte) => Buffer.from([byte])))).toEqual(heard);
  });

  it('reads the same lines wherever the bytes are cut', async () => {
    const piece = fc.constantFrom('云', 'a', '\n', '\r\n', '\0', '\0nonce\n', 'x'.repeat(5000), '✓\n');
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.array(fc.nat(2000), { minLength: 1 }), async (pieces, sizes) => {
        const bytes = Buffer.from(pieces.join(''));
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = 1 + (sizes[turn % sizes.length] ?? 0);
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(await read(chunks)).toEqual(await read([bytes]));
      }),
      { numRuns: 50 },
    );
  });
});

describe('an instance prints', () => {
  const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
  afterAll(() => runtime.close());

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

  it('characters byte by byte', async () => {
    const observed = new Observed(runtime, specOf('output.split'));
    await observed.run();
    expect(observed.lines).toEqual(['云函数 ✓']);
  });

  it('five megabytes while it runs (S166), all of which are there when the run is done', async () => {
    const observed = new Observed(runtime, specOf('output.flood'));
    await observed.run({ lines: 50_000 });
    expect(observed.lines).toHaveLength(50_001);
    expect(observed.lines.at(-1)).toMatch(/end of the flood$/);
  });

  it('lines that are too long, cut with a note', async () => {
    const observed = new Observed(runtime, specOf('output.long'));
    await observed.run({ characters: 5000 });
    expect(observed.lines).toEqual([`${'é'.repeat(4096)} … (1808 more bytes cut)`, `${'x'.repeat(8192)} … (1808 more bytes cut)`]);
  });

  it('something like a mark, which is none', async () => {
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
