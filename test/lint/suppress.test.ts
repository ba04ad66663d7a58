import type { Located } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';
import { findingsOf, suppress } from '../../src/lint';
import { foundAt, linted, shown, textsOf, yml } from './linted';

/** SCF205 at line 10: 1000 MB of 256 MB instances leave a remainder. */
const service = (line: string, above = ''): string =>
  `service: shop\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\n  memorySize: 256\nfunctions:\n  hello:\n    handler: index.main\n    description: x\n${above}${line}\n`;

const remainder = '    reservedConcurrency: 1000';

it('finds what these tests suppress', async () => {
  expect(shown(await linted(service(remainder)))).toEqual(['SCF205 10:26']);
});

it.each([
  { line: `${remainder} # scf-ignore SCF205: enough`, is: ['SCF205 10:26 (enough)'], why: 'at the end of its line' },
  { above: '    # scf-ignore SCF205: enough\n', line: remainder, is: ['SCF205 11:26 (enough)'], why: 'on the line above' },
  { above: '# scf-ignore SCF205: enough\n\n  # more\n', line: remainder, is: ['SCF205 13:26 (enough)'], why: 'above a comment and a blank line' },
  { line: `${remainder} # scf-ignore SCF205：够用`, is: ['SCF205 10:26 (够用)'], why: 'a full-width colon' },
  { line: `${remainder} # scf-ignore SCF205，SCF301：够用`, is: ['SCF205 10:26 (够用)', 'SCF505 10:31'], why: 'a full-width comma' },
  { line: `${remainder} # scf-ignore SCF205, SCF205 : a: b`, is: ['SCF205 10:26 (a: b)'], why: 'a code twice, a colon in the reason' },
  { line: `${remainder} #scf-ignore SCF205: x`, is: ['SCF205 10:26 (x)'], why: 'no blank after the #' },
  { above: '    # scf-ignore SCF205: a\n', line: `${remainder} # scf-ignore SCF205: b`, is: ['SCF205 11:26 (a)'], why: 'twice; neither is needless' },
  { line: `${remainder} # scf-ignore SCF301: x`, is: ['SCF205 10:26', 'SCF505 10:31'], why: 'another code' },
  { line: `${remainder}\n    # scf-ignore SCF205: x`, is: ['SCF205 10:26', 'SCF505 11:5'], why: 'below its line' },
  { above: '    # scf-ignore SCF205: x\n    timeout: 3\n', line: remainder, is: ['SCF205 12:26', 'SCF505 10:5'], why: 'with a line between' },
  { line: '    reservedConcurrency: # scf-ignore SCF205: x\n      1000', is: ['SCF205 11:7 (x)'], why: 'at the key of a value below' },
  {
    above: '    # scf-ignore SCF205: x\n',
    line: '    reservedConcurrency:\n      quotaMB: 1000',
    is: ['SCF205 12:16', 'SCF505 10:5'],
    why: 'not of what is under a key',
  },
  { line: `${remainder} # scf-ignore SCF205`, is: ['SCF205 10:26', 'SCF506 10:31'], why: 'no reason' },
  { line: `${remainder} # scf-ignore SCF205: --`, is: ['SCF205 10:26', 'SCF506 10:31'], why: 'a reason without a word' },
  { line: `${remainder} # scf-ignore`, is: ['SCF205 10:26', 'SCF506 10:31'], why: 'no code' },
  { line: `${remainder} # scf-ignore SCF205, SCF999: x`, is: ['SCF205 10:26 (x)', 'SCF506 10:31'], why: 'a known code beside an unknown one' },
  { line: `${remainder} # see scf-ignore SCF205: x`, is: ['SCF205 10:26'], why: 'a comment that speaks of it' },
  { line: `${remainder} # # scf-ignore SCF205: x`, is: ['SCF205 10:26'], why: 'commented out' },
  { line: `${remainder} # scf-ignored SCF205: x`, is: ['SCF205 10:26'], why: 'another word' },
  { line: `${remainder}\n    role: "a # scf-ignore SCF301: x"`, is: ['SCF205 10:26'], why: 'text in quotes' },
  { line: `${remainder}\n    role: a#scf-ignore SCF301: x`.replace(': x', ''), is: ['SCF205 10:26'], why: 'a # inside a plain text' },
  { line: `    environment:\n      A: |\n        # scf-ignore SCF205: x\n        b\n${remainder}`, is: ['SCF205 14:26'], why: 'a block scalar' },
  { line: `    environment: { A: b, # scf-ignore SCF301: x\n      B: c }`, is: ['SCF505 10:26'], why: 'a comment in a flow map' },
])('suppresses or not: $why', async ({ line, above = '', is }) => {
  expect(shown(await linted(service(line, above)))).toEqual(is);
  const crlf = service(line, above).replaceAll('\n', '\r\n');
  expect(shown(await linted(crlf))).toEqual(is);
  expect(shown(await linted(`\uFEFF${service(line, above)}`))).toEqual(is);
});

it.each([
  { head: '# scf-ignore-file SCF205: old\n', is: ['SCF205 11:26 (old)'], why: 'at the top' },
  { head: '# ours\n\n%YAML 1.2\n---\n# scf-ignore-file SCF205: old\n', is: ['SCF205 15:26 (old)'], why: 'below other comments and the mark' },
  { head: '# scf-ignore-file SCF205, SCF302: old\n', is: ['SCF205 11:26 (old)', 'SCF505 1:1'], why: 'one of two codes' },
  { head: 'x-a: 1\n# scf-ignore-file SCF205: old\n', is: ['SCF205 12:26', 'SCF505 2:1'], why: 'not below the first content' },
  { head: '# scf-ignore SCF205: old\n', is: ['SCF205 11:26', 'SCF505 1:1'], why: 'not for a line' },
])('a comment for the whole file: $why', async ({ head, is }) => {
  expect(shown(await linted(head + service(remainder)))).toEqual(is);
});

it.each([
  ['# scf-ignore', { text: '# scf-ignore', why: 'noCode', nearest: undefined }],
  ['# scf-ignore : x', { text: '# scf-ignore : x', why: 'noCode', nearest: undefined }],
  ['# scf-ignore because I say so', { text: '# scf-ignore because I say so', why: 'noCode', nearest: undefined }],
  ['# scf-ignore SCF205 for now', { text: '# scf-ignore SCF205 for now', why: 'noReason', nearest: undefined }],
  ['# scf-ignore SCF2O5: x', { text: 'SCF2O5', why: 'unknownCode', nearest: 'SCF205' }],
  ['# scf-ignore scf205: x', { text: 'scf205', why: 'unknownCode', nearest: 'SCF205' }],
  ['# scf-ignore no-such-rule: x', { text: 'no-such-rule', why: 'unknownCode', nearest: undefined }],
  ['# scf-ignore SCF110: x', { text: 'SCF110', why: 'notSuppressible', nearest: undefined }],
  ['# scf-ignore-file SCF506: x', { text: 'SCF506', why: 'notSuppressible', nearest: undefined }],
  [
    `# scf-ignore SCF205 ${'long '.repeat(20)}`,
    { text: `# scf-ignore SCF205 ${'long '.repeat(8)}`.slice(0, 59) + '…', why: 'noReason', nearest: undefined },
  ],
])('says what is wrong with %s', async (comment, params) => {
  const found = (await linted(`${comment}\n${service('    timeout: 3')}`)).map(({ diagnostic: { code, params: is } }) => ({ code, is }));
  expect(found).toEqual([{ code: 'SCF506', is: params }]);
});

it.each([
  { codes: 'SCF301', alone: [true], why: 'its only code' },
  { codes: 'SCF301, SCF302', alone: [true, true], why: 'all of its codes' },
  { codes: 'SCF205, SCF301', alone: [false], why: 'one beside a code that is needed' },
  { codes: 'SCF301, SCF999', alone: [false, undefined], why: 'one beside what may be a misspelt code' },
])('knows whether a needless comment can go: $why', async ({ codes, alone }) => {
  const found = await linted(service(`${remainder} # scf-ignore ${codes}: x`));
  const params = found.flatMap(({ diagnostic: { code, params: is } }) => (code === 'SCF205' ? [] : [is]));
  expect(params.map((is) => ('alone' in is ? is.alone : undefined)).sort()).toEqual(alone);
});

it('points at the comment, and not at its line', async () => {
  const [, unused] = await linted(service(`${remainder} # scf-ignore SCF301: 够 `));
  expect(unused).toMatchObject({ file: yml, exact: true, position: { line: 10, column: 31, endLine: 10, endColumn: 53 } });
});

it('suppresses an error, and what suppresses an unknown name', async () => {
  const found = await linted(service('    timout: 5 # scf-ignore SCF103: read by a plugin'));
  expect(shown(found)).toEqual(['SCF103 10:5 (read by a plugin)']);
});

describe('of findings that no check of one file gives', () => {
  const included = '# scf-ignore-file SCF303: not yet\nhello:\n  # scf-ignore SCF302: long\n  timeout: 90000\n';

  it('reads comments of included files, by the names that findings give', async () => {
    const found = findingsOf(await foundAt(included, ['hello', 'timeout'], 'parts/hello.yaml'), '');
    const texts = new Map([...textsOf('service: a # scf-ignore SCF302: elsewhere\n'), ...textsOf(included, 'parts/hello.yaml')]);
    expect(shown(await suppress(found, texts, ''))).toEqual(['SCF302 4:12 (long)', 'SCF505 1:12', 'SCF505 1:1']);
  });

  it('calls no suppression needless of what was not looked for', async () => {
    const found = findingsOf(await foundAt(included, ['hello', 'timeout']), '');
    expect(shown(await suppress(found, textsOf(included), '', ['SCF303']))).toEqual(['SCF302 4:12 (long)']);
  });

  it.each([
    ['SCF110', diagnostic('SCF110', [], { file: yml, reason: { kind: 'missing' } })],
    ['SCF111', diagnostic('SCF111', ['a'], { variable: '${env:A}', reason: { kind: 'missing' } })],
  ])('calls none needless where %s hides what there is', async (_code, found) => {
    const unplaced: Located = { diagnostic: found, file: yml, position: undefined, exact: false };
    const out = await suppress(findingsOf([unplaced], ''), textsOf('# scf-ignore-file SCF302: x\n# scf-ignore SCF303\na: 1\n'), '');
    expect(shown(out)).toEqual([`${found.code} -`, 'SCF506 2:1']);
  });

  it.each([
    ['a number that is none', '    memorySize: 12B\n    reservedConcurrency: 1000', 'SCF101'],
    ['a name misspelt', '    memorySize: 128\n    reservedConcurency: 1000', 'SCF103'],
    ['an amount that gives no instance', '    memorySize: 512\n    reservedConcurrency: 100', 'SCF204'],
  ])('calls none needless beside %s: what it would find is hidden', async (_what, options, code) => {
    const text = service(`${options} # scf-ignore SCF205: enough\n`);
    const found = (await linted(text)).map(({ diagnostic }) => diagnostic.code);
    expect(found).toContain(code);
    expect(found).not.toContain('SCF505');
  });

  it('without a position is suppressed for the whole file alone', async () => {
    const unplaced: Located = { diagnostic: diagnostic('SCF303', [], { function: 'a' }), file: yml, position: undefined, exact: false };
    const found = findingsOf([unplaced, { ...unplaced, file: undefined }], '');
    expect(shown(await suppress(found, textsOf('# scf-ignore-file SCF303: x\na: 1\n'), ''))).toEqual(['SCF303 - (x)', 'SCF303 -']);
  });

  it('leaves JSON, where a # begins no comment, alone', async () => {
    const text = '{\n  "a": 1 # scf-ignore SCF302: x\n}';
    expect(shown(await suppress([], textsOf(text, 'serverless.json'), ''))).toEqual([]);
  });

  it('reads no comment in a text that is the whole file', async () => {
    expect(shown(await suppress([], textsOf('--- |\n# scf-ignore SCF302: x\n'), ''))).toEqual([]);
  });

  it('never suppresses by a comment of another file', async () => {
    const found = findingsOf(await foundAt('hello:\n  timeout: 90000\n', ['hello', 'timeout'], 'a.yml'), '');
    const texts = new Map([...textsOf('hello:\n  timeout: 90000\n', 'a.yml'), ...textsOf('# scf-ignore-file SCF302: x\n', 'b.yml')]);
    expect(shown(await suppress(found, texts, ''))).toEqual(['SCF302 2:12', 'SCF505 1:1']);
  });

  it('a comment above a key covers what points at all of its value', async () => {
    const text = 'hello:\n  # scf-ignore SCF302: x\n  vpc:\n    a: 1\n    b: 2\n';
    expect(shown(await suppress(findingsOf(await foundAt(text, ['hello', 'vpc']), ''), textsOf(text), ''))).toEqual(['SCF302 4:5 (x)']);
    // The first name of a map begins where the map does.
    expect(shown(await suppress(findingsOf(await foundAt(text, ['hello', 'vpc', 'a']), ''), textsOf(text), ''))).toEqual([
      'SCF302 4:8',
      'SCF505 2:3',
    ]);
  });
});

it('gives different fingerprints to what it adds', async () => {
  const found = await linted(`# scf-ignore SCF301, SCF302: x\n# scf-ignore\n# scf-ignore\n${service('    timeout: 3')}`);
  expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(4);
});
