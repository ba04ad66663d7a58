import fc from 'fast-check';

/** One change of a file's bytes, at the place that `where` falls on. */
export interface ByteDamage {
  readonly where: number;
  readonly length: number;
  readonly what: (typeof kinds)[number];
  readonly bytes: Uint8Array;
}

const kinds = [
  ...(['flip', 'cut', 'tail', 'insert', 'overwrite', 'splice'] as const),
  ...(['doubleLine', 'dropLine', 'swapLines', 'indent', 'outdent', 'tabs', 'crlf', 'repeat'] as const),
] as const;

const tokens = [
  ...[
    '*a',
    '&a ',
    '<<: *a\n',
    '&a\n  x: *a\n',
    '${',
    '}',
    '${self:custom}',
    '{',
    '[',
    ']',
    ',',
    '- ',
    '? ',
    ': ',
    '| ',
    '>-\n',
    '"',
    "'",
    '#',
    '!!binary ',
    '!<x> ',
    '@',
    '`',
  ],
  ...[
    '%YAML 1.1\n',
    '---\n',
    '...\n',
    '\n',
    '\r',
    '\t',
    '\u0000',
    '\ufeff',
    '\u2028',
    '\u0085',
    '\u007f',
    '函',
    '# scf-ignore SCF101: x\n',
    '# scf-ignore-file',
    '~',
    '.nan',
    '.inf',
  ],
].map((text) => Buffer.from(text));

/** Bytes that are no UTF-8: a lone continuation, a cut sequence, an overlong one, a surrogate. */
const broken = [[0x80], [0xe5, 0x87], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xff, 0xfe]].map((bytes) => Uint8Array.from(bytes));

export const byteDamages: fc.Arbitrary<ByteDamage> = fc.record({
  where: fc.nat(100_000),
  length: fc.integer({ min: 1, max: 200 }),
  what: fc.constantFrom(...kinds),
  bytes: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom<Uint8Array>(...tokens) },
    { weight: 1, arbitrary: fc.constantFrom(...broken) },
    fc.uint8Array({ minLength: 1, maxLength: 4 }),
  ),
});

/** Longest file that damage makes, bytes. */
const bytesMax = 200_000;

/**
 * A file with changes made to it.
 * @param other  of which pieces are taken
 */
export function damagedBytes(file: Uint8Array, other: Uint8Array, changes: readonly ByteDamage[]): Buffer {
  let bytes: Buffer = Buffer.from(file);
  for (const change of changes) if (bytes.length < bytesMax) bytes = applied(bytes, other, change);
  return bytes;
}

function applied(bytes: Buffer, other: Uint8Array, { what, where, length, bytes: put }: ByteDamage): Buffer {
  const at = where % (bytes.length + 1);
  const end = Math.min(bytes.length, at + length);
  const join = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (what) {
    case 'flip':
      return join(before, Uint8Array.of((after[0] ?? 0) ^ (1 << (length % 8))), after.subarray(1));
    case 'cut':
      return join(before, bytes.subarray(end));
    case 'tail':
      return Buffer.from(before);
    case 'insert':
      return join(before, put, after);
    case 'overwrite':
      return join(before, put, after.subarray(put.length));
    case 'splice': {
      const from = where % (other.length + 1);
      return join(before, other.subarray(from, from + length), after);
    }
    case 'repeat':
      return join(before, ...Array.from({ length: 1 + (where % 60) }, () => bytes.subarray(at, end)), after);
    case 'crlf':
      return ofLines(bytes, (lines) => lines.map((line, nth) => (length > 100 || nth % 2 === 0 ? `${line}\r` : line)));
    default:
      return ofLines(bytes, (lines) => linesChanged(lines, what, where, length));
  }
}

function linesChanged(lines: string[], what: ByteDamage['what'], where: number, length: number): string[] {
  const nth = where % lines.length;
  const line = lines[nth] ?? '';
  switch (what) {
    case 'doubleLine':
      return lines.toSpliced(nth, 0, line);
    case 'dropLine':
      return lines.toSpliced(nth, 1);
    case 'swapLines':
      return lines.toSpliced(nth, 2, ...lines.slice(nth, nth + 2).reverse());
    case 'indent':
      return lines.with(nth, ' '.repeat(1 + (length % 4)) + line);
    case 'outdent':
      return lines.with(nth, line.replace(/^ {1,2}/, ''));
    default:
      return lines.with(nth, line.replace(/^ +/, '\t'));
  }
}

/** Latin-1 keeps every byte as it is. */
function ofLines(bytes: Buffer, change: (lines: string[]) => string[]): Buffer {
  return Buffer.from(change(bytes.toString('latin1').split('\n')).join('\n'), 'latin1');
}
