import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import type { LintReport } from '../../src/report/lintReport';
import { junit } from '../../src/report/junit';
import { anyContext, anyReport, clean, countingOf, english, finding, sample, service } from './reports';

const schema = { fileName: 'junit-4.xsd', contents: readFileSync(join(__dirname, 'standards', 'junit-4.xsd'), 'utf8') };

/** What is wrong with XML texts, by the schema. */
async function faults(texts: readonly string[]): Promise<string[]> {
  const xml = texts.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  return (await validateXML({ xml, schema: [schema] })).errors.map(({ rawMessage }) => rawMessage);
}

it('is valid by the schema of Jenkins', async () => {
  const reports: LintReport[] = [sample, clean, { services: [], accounts: [] }];
  const texts = reports.flatMap((report) => (['en', 'zh'] as const).map((lang) => junit(report, { ...english, lang })));
  expect(await faults(await Promise.all(texts))).toEqual([]);
});

it('is not valid because the check sees nothing', async () => {
  const text = await junit(sample, english);
  for (const broken of [text.replace('tests="', 'skipped="0" tests="'), text.replace('<failure', '<failed'), text.replace('</testsuite>', '')]) {
    expect(await faults([broken])).not.toEqual([]);
  }
});

it('is valid whatever the texts', async () => {
  const samples = fc.sample(fc.tuple(anyReport, anyContext), { numRuns: 150, seed: 20_220_305 });
  const texts = await Promise.all(samples.map(([report, context]) => junit(report, context)));
  expect(await faults(texts)).toEqual([]);
});

it('has a case for the service and one for each function, and tells of every finding once', async () => {
  await fc.assert(
    fc.asyncProperty(anyReport, anyContext, async (report, context) => {
      const text = await junit(report, context);
      expect(text.match(/<testsuite /g) ?? []).toHaveLength(report.services.length);
      // A frame begins its line with a place, and has the code between two blanks.
      expect(text.match(/ {2}rule S226 |\n {2}规则 S226（/g) ?? []).toHaveLength(countingOf(report).length);
    }),
    { numRuns: 60 },
  );
});

it.each([
  { failOn: 'error' as const, failures: 2 },
  { failOn: 'warning' as const, failures: 3 },
  { failOn: 'info' as const, failures: 3 },
])('fails the cases that make the command fail: $failOn', async ({ failOn, failures }) => {
  const text = await junit(sample, { ...english, failOn });
  expect(text).toMatch(new RegExp(`^<testsuites name="serverless-scf" tests="6" failures="${failures}" errors="0">$`, 'm'));
  expect(text.match(/<failure /g)).toHaveLength(failures);
});

it('has one failure for a case with several findings, which tells of all', async () => {
  const findings = [finding(), finding({ position: { line: 2, column: 3, endLine: 2, endColumn: 8 } })];
  const text = await junit({ services: [service({ findings })], accounts: [] }, english);
  expect(text.match(/<failure /g)).toHaveLength(1);
  expect(text).toContain("function's memory (and 1 more)");
  expect(text).toContain('serverless.yml:2:3');
  expect(text).toContain('serverless.yml:3:29');
});

it('passes functions in which nothing counts', async () => {
  const findings = [finding({ suppressed: { by: 'baseline' } })];
  const text = await junit({ services: [service({ findings, functionKeys: ['hello'] })], accounts: [] }, english);
  expect(text).toContain('<testcase classname="shop" name="hello"/>');
  expect(text).toContain('tests="2" failures="0"');
});

it('keeps signs of every script, and shows in place of others what XML can hold', async () => {
  const name = '函数 😀 <&"> ]]> \u0000\ud800\uffff';
  const text = await junit({ services: [service({ name, functions: 0 })], accounts: [] }, english);
  expect(text).toContain('classname="函数 😀 &lt;&amp;&quot;> ]] > ·\ufffd\ufffd"');
});
