import fc from 'fast-check';
import type { Located, Path } from '../../src/config';
import { diagnostic } from '../../src/config/diagnostic';
import { baselineText, findingsOf, readBaseline, withBaseline, type Baseline, type CheckedService } from '../../src/lint';
import { checked, linted, shown, yml } from './linted';

const base = 'service: shop\nprovider:\n  name: tencent\n  runtime: Nodejs18.15\n  memorySize: 256\nfunctions:\n';
const one = (name: string, quota: number): string => `  ${name}:\n    handler: index.main\n    reservedConcurrency: ${quota}\n`;

function located(path: Path, code: 'SCF302' | 'SCF307' = 'SCF302', file = yml): Located {
  const found =
    code === 'SCF302'
      ? diagnostic(code, path, { timeout: 90_000, limit: 86_400 })
      : diagnostic(code, path, { function: 'a', timeout: 90_000, limit: 1 });
  return { diagnostic: found, file, position: undefined, exact: false };
}

function baselineOf(text: string, file = '.scf-baseline.json'): Baseline {
  const read = readBaseline(text, file);
  if ('problem' in read) throw new Error(JSON.stringify(read.problem));
  return read.baseline;
}

const service = (folder: string, paths: readonly Path[]): CheckedService => ({
  folder,
  findings: findingsOf(
    paths.map((path) => located(path)),
    folder,
  ),
});

/** Findings of services under a baseline, as lines. */
const under = (services: readonly CheckedService[], baseline: Baseline): string[][] =>
  withBaseline(services, baseline).map(({ findings }) => shown(findings));

describe('fingerprints', () => {
  it('have 32 hexadecimal digits, and know no line', async () => {
    const [before] = await checked(base + one('a', 1000));
    const [after] = await checked(`# moved\n\n${base}${one('b', 1024)}${one('a', 1100)}`);
    expect(before?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(after?.position?.line).not.toBe(before?.position?.line);
    expect(after?.fingerprint).toBe(before?.fingerprint);
  });

  it('differ by folder, file, code, path, and how often', () => {
    const found = [
      ...findingsOf([located(['a']), located(['a']), located(['b']), located(['a', 'b']), located(['a.b']), located(['a'], 'SCF307')], ''),
      ...findingsOf([located(['a'])], 'services/a'),
      ...findingsOf([located(['a'], 'SCF302', 'other.yml'), { ...located(['a']), file: undefined }], ''),
      ...findingsOf([located(['a', 0]), located(['a', '0'])], ''),
    ];
    expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
  });

  it('begin without suppressions', () => {
    expect(findingsOf([located(['a'])], '')).toMatchObject([{ suppressed: undefined, stages: undefined }]);
  });
});

describe('a baseline', () => {
  it('covers the same fault on another line, and not the same code elsewhere', async () => {
    const baseline = baselineOf(baselineText([{ folder: '', findings: await checked(base + one('a', 1000)) }]));
    const findings = await checked(`# moved\n${base}${one('b', 1000)}${one('a', 1000)}`);
    expect(under([{ folder: '', findings }], baseline)).toEqual([['SCF205 10:26', 'SCF205 13:26 (baseline)']]);
  });

  it('tells how many of its entries are gone, by service', () => {
    const [a, b] = [service('a', [['x'], ['y'], ['z']]), service('b', [['x']])];
    const baseline = baselineOf(baselineText([a, b]));
    expect(under([service('a', [['y']])], baseline)).toEqual([['SCF302 - (baseline)', 'SCF507 -']]);
    const [after] = withBaseline([service('a', [['y']])], baseline);
    expect(after?.findings.at(-1)?.diagnostic.params).toEqual({ file: '.scf-baseline.json', count: 2, codes: ['SCF302'] });
    expect(under([service('c', [])], baseline)).toEqual([[]]);
    expect(under([a, b], baseline).flat()).not.toContain('SCF507 -');
  });

  it('says nothing of what was not looked for, or cannot be seen', () => {
    const baseline = baselineOf(baselineText([service('', [['x']])]));
    expect(withBaseline([service('', [])], baseline, ['SCF302']).flatMap(({ findings }) => findings)).toEqual([]);
    const unreadable: Located = { ...located([]), diagnostic: diagnostic('SCF110', [], { file: yml, reason: { kind: 'missing' } }) };
    expect(under([{ folder: '', findings: findingsOf([unreadable], '') }], baseline)).toEqual([['SCF110 -']]);
  });

  it('never has what cannot be read, suppressions, or what it says itself', async () => {
    const unreadable: Located = { ...located([]), diagnostic: diagnostic('SCF110', [], { file: yml, reason: { kind: 'missing' } }) };
    const comments = await linted(`${base}${one('a', 1024)}# scf-ignore\n# scf-ignore SCF302: x\n`);
    const gone = withBaseline([service('', [])], baselineOf(baselineText([service('', [['x']])]))).flatMap(({ findings }) => findings);
    expect(shown([...comments, ...gone])).toEqual(['SCF506 10:1', 'SCF505 11:1', 'SCF507 -']);
    const findings = [...findingsOf([unreadable], ''), ...comments, ...gone];
    expect(baselineText([{ folder: '', findings }])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
    // Not even when a person adds it by hand.
    const lines = findings.map(({ fingerprint, diagnostic: { code } }) => JSON.stringify({ fingerprint, code }));
    const byHand = baselineOf(`{ "version": 1, "findings": [${lines.join()}] }`);
    expect(
      under([{ folder: '', findings }], byHand)
        .flat()
        .join(),
    ).not.toContain('(baseline)');
  });

  it('has no use for what a comment suppresses, and leaves its reason', async () => {
    const findings = await linted(`${base}${one('a', 1000).trimEnd()} # scf-ignore SCF205: enough\n`);
    const text = baselineText([{ folder: '', findings }]);
    expect(baselineOf(text).entries).toEqual([]);
    const before = baselineOf(baselineText([{ folder: '', findings: await checked(base + one('a', 1000)) }]));
    expect(under([{ folder: '', findings }], before)).toEqual([['SCF205 9:26 (enough)']]);
  });

  it('keeps what it covers when it is written anew', () => {
    const services = [service('', [['x'], ['y']])];
    const text = baselineText(services);
    expect(baselineText(withBaseline(services, baselineOf(text)))).toBe(text);
  });

  it('takes over entries of services that were not checked, and only theirs', () => {
    const before = baselineOf(baselineText([service('a', [['x'], ['y']]), service('b', [['x']])]));
    const text = baselineText([service('a', [['y']])], before.entries);
    expect(baselineOf(text).entries.map(({ service: folder, path }) => `${folder} ${path}`)).toEqual(['a y', 'b x']);
  });

  it('is sorted, one finding a line', () => {
    const text = baselineText([
      service('b', [['z']]),
      { folder: '', findings: findingsOf([located(['b', 1, '键']), located(['a']), { ...located([]), file: undefined }], '') },
    ]);
    expect(text.replaceAll(/[0-9a-f]{32}/g, '…')).toBe(
      [
        '{',
        '  "version": 1,',
        '  "findings": [',
        '    { "fingerprint": "…", "code": "SCF302" },',
        '    { "fingerprint": "…", "code": "SCF302", "file": "serverless.yml", "path": "a" },',
        '    { "fingerprint": "…", "code": "SCF302", "file": "serverless.yml", "path": "b[1].键" },',
        '    { "fingerprint": "…", "code": "SCF302", "service": "b", "file": "serverless.yml", "path": "z" }',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('is the same in whatever order things were found, and reads back as it was written', () => {
    const path = fc.array(fc.oneof(fc.string(), fc.nat(9)), { maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(path, { selector: (one) => JSON.stringify(one), maxLength: 8 }), fc.string(), (paths, folder) => {
        const services = [service(folder, paths), service(`${folder}/b`, paths)];
        const text = baselineText(services);
        expect(baselineText([...services].reverse().map((one) => ({ ...one, findings: [...one.findings].reverse() })))).toBe(text);
        expect(baselineText([], baselineOf(text).entries)).toBe(text);
        expect(under(services, baselineOf(text)).flat()).toEqual(Array(paths.length * 2).fill('SCF302 - (baseline)'));
      }),
    );
  });

  it('without one, everything stays as it is', () => {
    const services = [service('', [['x']])];
    expect(withBaseline(services, undefined)).toEqual(services);
  });
});

const entry = { fingerprint: '0123456789abcdef0123456789abcdef', code: 'SCF205' };

it.each([
  ['', { kind: 'syntax', detail: expect.any(String) }],
  ['<<<<<<< ours', { kind: 'syntax', detail: expect.stringContaining('<') }],
  ['[]', { kind: 'form', where: 'version' }],
  ['null', { kind: 'form', where: 'version' }],
  ['{ "version": 2, "somethingElse": [] }', { kind: 'newer', version: 2 }],
  ['{ "version": "1", "findings": [] }', { kind: 'form', where: 'version' }],
  ['{ "version": 1 }', { kind: 'form', where: 'findings' }],
  ['{ "version": 1, "findings": {} }', { kind: 'form', where: 'findings' }],
  [JSON.stringify({ version: 1, findings: [entry, 'SCF205'] }), { kind: 'form', where: 'findings[1]' }],
  [JSON.stringify({ version: 1, findings: [{ ...entry, fingerprint: 'ABC' }] }), { kind: 'form', where: 'findings[0].fingerprint' }],
  [JSON.stringify({ version: 1, findings: [{ ...entry, code: 205 }] }), { kind: 'form', where: 'findings[0].code' }],
  [JSON.stringify({ version: 1, findings: [{ ...entry, path: ['a'] }] }), { kind: 'form', where: 'findings[0].path' }],
  [JSON.stringify({ version: 1, findings: [{ ...entry, file: 1 }] }), { kind: 'form', where: 'findings[0].file' }],
  [JSON.stringify({ version: 1, findings: [{ ...entry, service: null }] }), { kind: 'form', where: 'findings[0].service' }],
])('cannot be used: %s', (text, problem) => {
  expect(readBaseline(text, 'b.json')).toEqual({ problem });
});

it('can be used with a byte order mark, codes of another version, and entries twice', () => {
  const text = `\uFEFF${JSON.stringify({ version: 1, made: 'by hand', findings: [entry, { ...entry, note: 'x' }, { ...entry, code: 'SCF999' }] })}`;
  const known = { ...entry, service: '', file: '', path: '' };
  expect(readBaseline(text, 'b.json')).toEqual({ baseline: { file: 'b.json', entries: [known, known, { ...known, code: 'SCF999' }] } });
});
