import { openSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { RecordWriter } from '../../src/trace';

/** Records of an earlier run. */
const before = '{"row":0}\n';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'scf-records-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const output = () => join(folder, 'records.jsonl');
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

it('writes any order of rows in the order of rows, however little may wait in memory', async () => {
  const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 60 });
  const plan = lines.chain((texts) => {
    const rows = texts.map((text, row) => [row, JSON.stringify({ row, text })] as const);
    return fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows], { minLength: rows.length }), fc.nat(300));
  });
  await fc.assert(
    fc.asyncProperty(plan, async ([inOrder, asTheyEnd, waitingMax]) => {
      const writer = new RecordWriter(output(), waitingMax);
      for (const [row, line] of asTheyEnd) writer.write(row, line);
      await writer.close();
      expect(linesOf(output())).toEqual(inOrder.map(([, line]) => line));
      expect(readdirSync(folder)).toEqual(['records.jsonl']);
    }),
    { numRuns: 150 },
  );
});

it('merges runs that are longer than what is read at a time', async () => {
  const writer = new RecordWriter(output(), 200_000);
  const line = (row: number) => `${row} ${'函'.repeat(row % 100)}${'x'.repeat(row % 3)}`;
  const count = 6_000;
  for (let row = count - 1; row >= 0; row -= 1) writer.write((row * 7_919) % count, line((row * 7_919) % count));
  await writer.close();
  expect(linesOf(output())).toEqual(Array.from({ length: count }, (_, row) => line(row)));
});

it.each([
  ['half a megabyte, so that two are too much at a time', 350_000, 'x'],
  ['as much as is written at a time, were each character as long as can be', 349_525, '函'],
  ['more than that', 349_526, '函'],
  ['far more than is written at a time', 3_000_000, 'x'],
])('writes lines of %s', async (_title, length, character) => {
  const writer = new RecordWriter(output());
  const lines = ['{"row":0}', character.repeat(length), '{"row":2}', character.repeat(length), '{"row":4}'];
  lines.forEach((line, row) => writer.write(row, line));
  await writer.close();
  expect(linesOf(output())).toEqual(lines);
});

it('keeps nothing in memory of what comes in order', async () => {
  const writer = new RecordWriter(output(), 0);
  for (let row = 0; row < 20_000; row += 1) {
    writer.write(row, 'x'.repeat(100));
    // Rows that wait for none need no file beside the output.
    if (row % 5_000 === 0) expect(readdirSync(folder)).toHaveLength(1);
  }
  await writer.close();
  expect(linesOf(output())).toHaveLength(20_000);
});

it('needs no file beside the output while what waits is little', async () => {
  const writer = new RecordWriter(output(), 250);
  for (let row = 0; row < 100; row += 2) {
    writer.write(row + 1, 'x'.repeat(100));
    writer.write(row, 'x'.repeat(100));
    expect(readdirSync(folder)).toHaveLength(1);
  }
  writer.discard();
});

it('leaves no gap for rows that never came', async () => {
  const writer = new RecordWriter(output());
  for (const row of [4, 0, 2]) writer.write(row, `r${row}`);
  await writer.close();
  expect(linesOf(output())).toEqual(['r0', 'r2', 'r4']);
});

it('makes an empty file of no rows', async () => {
  await new RecordWriter(output()).close();
  expect(readFileSync(output(), 'utf8')).toBe('');
});

it('changes nothing before all is written, and then all at once', async () => {
  writeFileSync(output(), before);
  const writer = new RecordWriter(output(), 1);
  for (const row of [2, 1, 0]) writer.write(row, `r${row}`);
  expect(readFileSync(output(), 'utf8')).toBe(before);
  await writer.close();
  expect(linesOf(output())).toEqual(['r0', 'r1', 'r2']);
});

it('leaves nothing behind when it is given up', async () => {
  writeFileSync(output(), before);
  const writer = new RecordWriter(output(), 1);
  for (const row of [2, 1, 0]) writer.write(row, `r${row}`);
  writer.discard();
  writer.discard();
  expect(readdirSync(folder)).toEqual(['records.jsonl']);
  expect(readFileSync(output(), 'utf8')).toBe(before);
});

it('does nothing when it is given up after its end', async () => {
  const writer = new RecordWriter(output());
  writer.write(0, 'r0');
  await writer.close();
  writer.discard();
  expect(linesOf(output())).toEqual(['r0']);
});

it('makes what a link points to, if it is not there, and the link stays one', async () => {
  symlinkSync('real', output());
  const writer = new RecordWriter(output());
  writer.write(0, 'r0');
  await writer.close();
  expect(linesOf(join(folder, 'real'))).toEqual(['r0']);
  expect(lstatSync(output()).isSymbolicLink()).toBe(true);
});

it('writes to what a link points to, which stays a link', async () => {
  writeFileSync(join(folder, 'real'), '');
  symlinkSync(join(folder, 'real'), output());
  const writer = new RecordWriter(output());
  writer.write(0, 'r0');
  await writer.close();
  expect(linesOf(join(folder, 'real'))).toEqual(['r0']);
  expect(lstatSync(output()).isSymbolicLink()).toBe(true);
});

it.each([
  {
    what: 'a folder that is not there',
    file: () => join(folder, 'none', 'records'),
    fault: { code: 'unwritable', params: { detail: 'ENOENT: no such file or directory' } },
  },
  { what: 'a folder', file: () => folder, fault: { code: 'notRegular' } },
  ...(process.platform === 'linux'
    ? [{ what: 'a link to what has no path, as /dev/stdout often is', file: linkToNothing, fault: { code: 'unwritable' } }]
    : []),
  ...(process.platform === 'win32' ? [] : [{ what: 'a device', file: () => '/dev/null', fault: { code: 'notRegular' } }]),
  { what: 'a file that holds something else', file: () => __filename, fault: { code: 'occupied' } },
  {
    what: 'a file in place of a folder',
    file: () => join(__filename, 'records'),
    fault: { code: 'unwritable', params: { detail: expect.stringMatching(/ENOTDIR|ENOENT/) } },
  },
])('refuses $what at once, and changes nothing', ({ file, fault }) => {
  const path = file();
  const there = (): unknown[] => readdirSync(folder).map((name) => [name, lstatSync(join(folder, name)).isSymbolicLink()]);
  const before = there();
  expect(thrownBy(() => new RecordWriter(path))).toMatchObject(fault);
  expect(there()).toEqual(before);
});

/** A link to an open file that has no name any more. */
function linkToNothing(): string {
  const gone = openSync(join(folder, 'gone'), 'w');
  rmSync(join(folder, 'gone'));
  symlinkSync(`/proc/self/fd/${gone}`, output());
  return output();
}

it.each([
  { what: 'what is ready', rows: [0], textLength: 1_200_000, waitingMax: Infinity },
  { what: 'what must wait', rows: [2, 1], textLength: 100, waitingMax: 50 },
])('takes all back when the disk refuses $what', ({ rows, textLength, waitingMax }) => {
  writeFileSync(output(), before);
  const full = jest.spyOn(jest.requireActual<typeof import('node:fs')>('node:fs'), 'writeFileSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  });
  const writer = new RecordWriter(output(), waitingMax);
  const writeAll = () => {
    for (const row of rows) writer.write(row, 'x'.repeat(textLength));
  };
  expect(thrownBy(writeAll)).toMatchObject({ code: 'unwritable', params: { detail: 'ENOSPC: no space left on device, write' } });
  full.mockRestore();
  expect(readdirSync(folder)).toEqual(['records.jsonl']);
  expect(readFileSync(output(), 'utf8')).toBe(before);
});

it('takes all back when its folder goes away before the end', async () => {
  const writer = new RecordWriter(output());
  writer.write(0, 'r0');
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  await expect(writer.close()).rejects.toMatchObject({ code: 'unwritable', file: output() });
  expect(existsSync(output())).toBe(false);
});

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
