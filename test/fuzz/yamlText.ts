import fc from 'fast-check';
import { stringify } from 'yaml';

/** How a configuration is written down. */
export interface Writing {
  readonly json: boolean;
  readonly flow: boolean;
  readonly crlf: boolean;
  readonly mark: boolean;
  readonly comment: string;
  readonly tail: string;
}

const comments = [
  '',
  '',
  '',
  '# scf-ignore-file SCF103: not ours',
  '# scf-ignore SCF101, SCF102: on purpose',
  '# scf-ignore',
  '# scf-ignore SCF999: nothing',
  '# scf-ignore: SCF101',
];

const tails = [
  '',
  '',
  '',
  '',
  '---\nservice: other\n',
  'x-loop: &loop\n  again: *loop\n',
  'x-base: &base { timeout: 3 }\nx-more: { <<: *base }\n',
  '...\n',
  'x-none: *none\n',
  '\t',
];

export const writings: fc.Arbitrary<Writing> = fc.record({
  json: fc.nat(9).map((nth) => nth === 0),
  flow: fc.nat(9).map((nth) => nth === 0),
  crlf: fc.nat(9).map((nth) => nth === 0),
  mark: fc.nat(19).map((nth) => nth === 0),
  comment: fc.constantFrom(...comments),
  tail: fc.constantFrom(...tails),
});

/** A configuration as the text of a file; what is one object in two places becomes an anchor and its aliases. */
export function textOf(service: unknown, { json, flow, crlf, mark, comment, tail }: Writing): string {
  const text = json
    ? ((JSON.stringify(service, undefined, 2) as string | undefined) ?? '')
    : `${comment}\n${stringify(service, { merge: true, ...(flow && { collectionStyle: 'flow' }) })}${tail}`;
  const lines = crlf ? text.replaceAll('\n', '\r\n') : text;
  return mark ? `\ufeff${lines}` : lines;
}
