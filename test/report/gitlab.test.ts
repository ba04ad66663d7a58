import Ajv from 'ajv';
import fc from 'fast-check';
import { gitlab } from '../../src/report/gitlab';
import { anyContext, anyReport, countingOf, english, finding, sample, service } from './reports';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** @source docs.gitlab.com/ci/testing/code_quality, "Code Quality report format" */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', pattern: '^SCF\\d{3}$' },
      fingerprint: { type: 'string', pattern: '^[0-9a-f]{32}$' },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          // Relative to the repository, and without `./`.
          path: { type: 'string', pattern: '^(?!\\./|/)' },
          lines: { type: 'object', required: ['begin'], properties: { begin: { type: 'integer', minimum: 1 } } },
        },
      },
    },
  },
};
const valid = new Ajv().compile(schema);

it('has the documented form and a fingerprint for each issue, whatever the texts', () => {
  fc.assert(
    fc.property(anyReport, anyContext, (report, context) => {
      const issues = JSON.parse(gitlab(report, context)) as Issue[];
      valid(issues);
      expect(valid.errors).toBeNull();
      expect(issues).toHaveLength(countingOf(report).length);
      expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    }),
  );
});

it('says where an issue is, and takes the first line where that is not known', () => {
  const issues = JSON.parse(gitlab(sample, { ...english, base: 'packages' })) as Issue[];
  expect(issues.map(({ location, severity }) => `${severity} ${location.path}:${location.lines.begin}`)).toEqual([
    'major packages/services/shop/serverless.yml:3',
    'minor packages/services/shop/serverless.yml:4',
    'major packages/services/付款 100%/serverless.yml:1',
    'info packages/services/付款 100%/serverless.yml:1',
  ]);
});

it('keeps a fingerprint when a finding moves, and has others for other services', () => {
  const of = (folder: string, line: number): string | undefined => {
    const position = { line, column: 1, endLine: line, endColumn: 2 };
    return (JSON.parse(gitlab({ services: [service({ folder, findings: [finding({ position })] })], accounts: [] }, english)) as Issue[])[0]
      ?.fingerprint;
  };
  expect(of('a', 9)).toBe(of('a', 1));
  expect(of('b', 1)).not.toBe(of('a', 1));
});
