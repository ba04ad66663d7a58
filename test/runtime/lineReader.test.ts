import fc from 'fast-check';
import { LineReader } from '../../src/runtime/lineReader';

const lineMax = 8 * 1024;

describe('LineReader', () => {
  /** What pieces of text are read as: lines, each with how much was cut. Between pieces the reader is flushed; they come in chunks of `size` bytes. */
  function read(pieces: readonly string[], size: number): string[] {
    const heard: string[] = [];
    const reader = new LineReader((line, cutBytes) => heard.push(cutBytes > 0 ? `${line}+${cutBytes}` : line));
    for (const bytes of pieces.map((piece) => Buffer.from(piece))) {
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      reader.flush();
    }
    return heard;
  }

  it.each([
    { pieces: ['a\nb\n'], heard: ['a', 'b'], why: 'line feeds end lines' },
    { pieces: ['a\r\n\r\nb'], heard: ['a', '', 'b'], why: 'a carriage return before them belongs to the end' },
    { pieces: ['a\n', 'b\n'], heard: ['a', 'b'], why: 'between lines there is nothing to flush' },
    { pieces: ['a', 'b\n'], heard: ['a', 'b'], why: 'flushing ends an open line' },
    { pieces: ['', ''], heard: [], why: 'nothing is no line' },
    { pieces: ['\n'], heard: [''], why: 'an empty line is a line' },
    { pieces: ['\r', '\n'], heard: ['\r', ''], why: 'an open line keeps its carriage return' },
    { pieces: ['a\r', 'b'], heard: ['a\r', 'b'], why: 'which is not that of the next' },
    { pieces: [`${'x'.repeat(lineMax)}\n`], heard: ['x'.repeat(lineMax)], why: '8 KB are not too long (S164)' },
    { pieces: [`${'x'.repeat(lineMax)}\r\n`], heard: ['x'.repeat(lineMax)], why: 'not even with their end' },
    { pieces: [`${'x'.repeat(lineMax + 3)}\n`], heard: [`${'x'.repeat(lineMax)}+3`], why: 'a long line is cut' },
    { pieces: ['x'.repeat(lineMax + 3), 'y'], heard: [`${'x'.repeat(lineMax)}+3`, 'y'], why: 'flushing ends a long line, too' },
    { pieces: [`x${'é'.repeat(lineMax)}\n`], heard: [`x${'é'.repeat(lineMax / 2 - 1)}+${lineMax + 1}`], why: 'no character is cut in two' },
  ])('$why', ({ pieces, heard }) => {
    expect(read(pieces, Infinity)).toEqual(heard);
    expect(read(pieces, 1)).toEqual(heard);
  });

  it('reads the same lines wherever the bytes are cut', () => {
    const text = fc.array(fc.constantFrom('云', 'a', '\n', '\r\n', '\0', 'x'.repeat(5000), '✓\n')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(text), fc.integer({ min: 1, max: 2000 }), (pieces, size) => {
        expect(read(pieces, size)).toEqual(read(pieces, Infinity));
      }),
      { numRuns: 50 },
    );
  });
});
