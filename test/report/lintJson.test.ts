import Ajv from 'ajv';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticsJson } from '../../src/report/diagnostics';
import { lintJson } from '../../src/report/lintJson';
import { allocate } from '../../src/scf';
import { anyContext, anyReport, clean, countingOf, english, finding, sample, service } from './reports';

interface Json {
  readonly diagnostics: readonly {
    readonly service: string;
    readonly file: string | null;
    readonly path: readonly unknown[];
    readonly message: string;
  }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

const schema = JSON.parse(readFileSync(join(__dirname, '..', '..', 'schema', 'diagnostic.json'), 'utf8')) as object;
const valid = new Ajv({ strict: false }).compile(schema);

function read(text: string): Json {
  const json = JSON.parse(text) as Json;
  valid(json);
  expect(valid.errors).toBeNull();
  return json;
}

it('has the published shape and loses no character, whatever the texts', () => {
  fc.assert(
    fc.property(anyReport, anyContext, (report, context) => {
      const { diagnostics } = read(lintJson(report, context));
      const paths = countingOf(report).map(({ diagnostic }) => diagnostic.path);
      expect(diagnostics.map(({ path }) => path)).toEqual(expect.arrayContaining(paths));
      expect(diagnostics).toHaveLength(paths.length);
    }),
  );
});

it('is of the same shape where another command prints it', () => {
  const { diagnostics, summary } = read(
    diagnosticsJson({ located: [finding(), finding({ position: undefined })], texts: new Map(), allocation: allocate(128_000, 12_800, []) }, 'en'),
  );
  expect(diagnostics[0]).toMatchObject({ service: '', file: 'serverless.yml', exact: false, stages: null });
  expect(diagnostics[1]).toMatchObject({ line: 3, exact: true });
  expect(summary).toMatchObject({ errors: 2, services: 1, allocations: [{ account: '', region: null, accountMB: 128_000 }] });
});

it('names the service and the file from where the command runs, wherever that is', () => {
  const { diagnostics } = read(lintJson(sample, { ...english, lang: 'en' }));
  expect(diagnostics.map((one) => `${one.service}: ${one.file}`)).toEqual([
    'services/shop: services/shop/serverless.yml',
    'services/shop: services/shop/serverless.yml',
    'services/付款 100%: services/付款 100%/serverless.yml',
    'services/付款 100%: services/付款 100%/serverless.yml',
  ]);
  const common = { services: [service({ folder: 'a/b', findings: [finding({ file: '../common.yml' })] })], accounts: [] };
  expect(read(lintJson(common, english)).diagnostics[0]?.file).toBe('a/common.yml');
});

it('tells how each account is divided, the first of them twice', () => {
  const [account] = sample.accounts;
  const { summary } = read(lintJson(sample, english));
  expect(summary).toMatchObject({ errors: 2, warnings: 1, infos: 1, suppressed: 1, baselined: 1, services: 2 });
  expect(summary['allocation']).toEqual(account?.allocation);
  expect(summary['allocations']).toEqual([{ account: 'prod', region: 'ap-guangzhou', live: true, ...account?.allocation }]);
  expect(read(lintJson(clean, english)).summary).toMatchObject({ services: 1, allocations: [] });
});
