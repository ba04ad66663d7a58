import Ajv from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, Result } from 'sarif';
import { rulePage } from '../../src/messages/rulePages';
import { sarif } from '../../src/report/sarif';
import { wellFormed } from '../../src/report/wellFormed';
import { anyContext, anyReport, clean, english, finding, sample, service } from './reports';

interface Schema {
  readonly definitions: { readonly region: object; readonly run: { readonly properties: object } };
}

const valid = validator();

it.each([
  { what: 'findings', report: sample },
  { what: 'nothing', report: clean },
  { what: 'no services', report: { services: [], accounts: [] } },
])('is valid SARIF 2.1.0 with $what', async ({ report }) => {
  for (const lang of ['en', 'zh'] as const)
    expect(faults(await sarif(report, { ...english, lang, pageOf: (code) => `https://example.com/${code}` }))).toEqual([]);
});

it('is not valid because the check sees nothing', async () => {
  const log = await logOf(sample);
  const [run] = log.runs;
  const broken = [
    { ...log, version: '2.0.0' },
    { ...log, runs: [{ ...run, columnKind: 'bytes' }] },
    { ...log, runs: [{ ...run, language: 'Chinese' }] },
    { ...log, runs: [{ ...run, artifacts: [{ location: { uri: 'a b' } }] }] },
    {
      ...log,
      runs: [{ ...run, results: [{ message: { text: 'm' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'a' }, region: {} } }] }] }],
    },
    { ...log, runs: [{ ...run, results: [{ message: { text: 'm' }, suppressions: [{ kind: 'comment' }] }] }] },
  ];
  for (const one of broken) expect(faults(JSON.stringify(one))).not.toEqual([]);
});

it('is valid, and holds every finding, whatever its texts', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, anyContext, async (report, context) => {
      const text = await sarif(report, context);
      expect(faults(text)).toEqual([]);
      const results = resultsOf(JSON.parse(text) as Log);
      expect(results).toHaveLength(report.services.flatMap(({ findings }) => findings).length);
      for (const { locations } of results) {
        const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
        expect(uri).toMatch(/^[\w.!~*'()%/-]+$/);
        expect(() => decodeURIComponent(uri)).not.toThrow();
      }
    }),
  );
});

it('gives back paths as they are', async () => {
  const folder = 'services/付款 100%/a:b?c#d';
  const log = await logOf({ services: [service({ folder, findings: [finding()] })], accounts: [] }, { base: 'mono/repo' });
  const uri = resultsOf(log)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '';
  expect(decodeURIComponent(uri)).toBe(`mono/repo/${folder}/serverless.yml`);
  expect(new URL(uri, 'file:///root/').pathname).toBe(`/root/${uri}`);
});

it('counts columns in UTF-16 units and always says where a region ends', async () => {
  const log = await logOf(sample);
  expect(log.runs[0]?.columnKind).toBe('utf16CodeUnits');
  for (const { locations } of resultsOf(log)) {
    const region = locations?.[0]?.physicalLocation?.region;
    if (region === undefined) continue;
    const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = region;
    expect(endLine > startLine || (endLine === startLine && endColumn > startColumn)).toBe(true);
  }
});

it('keeps what is suppressed, and says by what', async () => {
  const suppressions = resultsOf(await logOf(sample)).map((result) => result.suppressions);
  expect(suppressions.filter((one) => one !== undefined)).toEqual([
    [{ kind: 'inSource', justification: 'agreed with the team' }],
    [{ kind: 'external', justification: 'known: it is in the baseline' }],
  ]);
});

it('names no place of this machine', async () => {
  const { originalUriBaseIds } = (await logOf(sample)).runs[0] ?? {};
  expect(originalUriBaseIds).toEqual({ '%SRCROOT%': { description: { text: 'root of the repository' } } });
});

it('describes each check that found something, once, and links to its page where it has one', async () => {
  const rules = (await logOf(sample, { pageOf: (code) => `https://example.com/${code}` })).runs[0]?.tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toEqual(['SCF103', 'SCF202', 'SCF304', 'SCF503']);
  expect(rules.map(({ defaultConfiguration }) => defaultConfiguration?.level)).toEqual(['error', 'error', 'warning', 'note']);
  expect(rules[1]).toMatchObject({
    shortDescription: { text: rulePage('SCF202').title.en },
    fullDescription: { text: rulePage('SCF202').why.en },
    helpUri: 'https://example.com/SCF202',
  });
  for (const { ruleId, ruleIndex = -1 } of resultsOf(await logOf(sample))) expect(rules[ruleIndex]?.id).toBe(ruleId);
  expect(Object.keys((await logOf(sample)).runs[0]?.tool.driver.rules?.[0] ?? {})).not.toContain('helpUri');
});

it('tells the same finding by the same fingerprint', async () => {
  const moved = { ...finding(), position: { line: 90, column: 2, endLine: 90, endColumn: 3 } };
  const [before, after] = await Promise.all(
    [finding(), moved].map(async (one) => resultsOf(await logOf({ services: [service({ findings: [one] })], accounts: [] }))),
  );
  expect(after?.[0]?.partialFingerprints).toEqual(before?.[0]?.partialFingerprints);
});

it('holds no half of a surrogate pair, which a URI cannot', () => {
  expect(wellFormed('a\ud800b\udc00😀')).toBe('a\ufffdb\ufffd😀');
});

async function logOf(report: typeof sample, over: Partial<typeof english> = {}): Promise<Log> {
  return JSON.parse(await sarif(report, { ...english, ...over })) as Log;
}

function resultsOf(log: Log): Result[] {
  return log.runs.flatMap(({ results }) => results ?? []);
}

function faults(text: string): object[] {
  void valid(JSON.parse(text));
  return valid.errors ?? [];
}

/** The official schema, and what the schema of the final standard asks for besides; see `standards/README.md`. */
function validator(): ReturnType<Ajv['compile']> {
  const read = JSON.parse(readFileSync(join(__dirname, 'standards', 'sarif-2.1.0-rtm.5.json'), 'utf8')) as Schema & Record<string, unknown>;
  // Draft 4 says `id` where later drafts say `$id`; nothing else in it has changed its meaning since.
  const { id: _id, $schema: _draft, definitions, ...schema } = read;
  const anyOf = ['startLine', 'charOffset', 'byteOffset'].map((required) => ({ required: [required] }));
  const run = { ...definitions.run, properties: { ...definitions.run.properties, language: { pattern: '^[a-zA-Z]{2}(-[a-zA-Z]{2})?$' } } };
  const ajv = new Ajv({
    strict: false,
    logger: false,
    unicodeRegExp: false,
    formats: { uri: isUri, 'uri-reference': isReference, 'date-time': true },
  });
  return ajv.compile({ ...schema, definitions: { ...definitions, region: { ...definitions.region, anyOf }, run } });
}

function isUri(text: string): boolean {
  return isReference(text) && URL.canParse(text);
}

/** Characters that RFC 3986 allows, with `%` only before two hexadecimal digits. */
function isReference(text: string): boolean {
  return /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text);
}
