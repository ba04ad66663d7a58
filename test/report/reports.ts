import fc from 'fast-check';
import { diagnostic } from '../../src/config/diagnostic';
import type { Finding } from '../../src/lint';
import type { FormatContext } from '../../src/report/formatContext';
import type { LintReport, ServiceReport } from '../../src/report/lintReport';
import { allocate } from '../../src/scf';

export const english: FormatContext = { lang: 'en', colour: false, version: '1.2.3', base: '', failOn: 'error' };

/** A finding that counts, in the second line of the file. */
export function finding(over: Partial<Finding> = {}): Finding {
  const multiple = diagnostic('SCF202', ['functions', 'hello', 'provisionedConcurrency'], {
    value: 300,
    memoryMB: 256,
    instances: 1,
    remainderMB: 44,
  });
  return {
    diagnostic: multiple,
    file: 'serverless.yml',
    position: { line: 3, column: 29, endLine: 3, endColumn: 32 },
    exact: true,
    stages: undefined,
    suppressed: undefined,
    fingerprint: '0123456789abcdef0123456789abcdef',
    ...over,
  };
}

const text = 'functions:\n  hello:\n    provisionedConcurrency: 300\n  bye: ${file(bye.yml)}\n';

export function service(over: Partial<ServiceReport> = {}): ServiceReport {
  return {
    folder: '',
    name: 'shop',
    file: 'serverless.yml',
    stages: ['dev'],
    texts: new Map([['serverless.yml', text]]),
    findings: [],
    functions: 2,
    ...over,
  };
}

const allocation = allocate(128_000, 12_800, [
  { name: 'shop-dev-hello', reservedMB: 64_000, provisionedMB: 0 },
  { name: 'pay-dev-charge', reservedMB: undefined, provisionedMB: 1_280 },
]);

/** A service without findings. */
export const clean: LintReport = { services: [service()], accounts: [] };

/** Two services of one account with a finding of every kind. */
export const sample: LintReport = {
  services: [
    service({
      folder: 'services/shop',
      functionKeys: ['hello', 'bye', 'idle'],
      functions: 3,
      findings: [
        finding(),
        finding({
          diagnostic: diagnostic('SCF304', ['functions', 'bye', 'asyncRunEnable'], { function: 'bye' }),
          position: { line: 4, column: 8, endLine: 4, endColumn: 24 },
          exact: false,
          stages: ['dev', 'prod'],
          fingerprint: '1'.repeat(32),
        }),
        finding({ suppressed: { by: 'comment', reason: 'agreed with the team' }, fingerprint: '2'.repeat(32) }),
        finding({ suppressed: { by: 'baseline' }, fingerprint: '3'.repeat(32) }),
      ],
    }),
    service({
      folder: 'services/付款 100%',
      name: 'pay',
      findings: [
        finding({
          diagnostic: diagnostic('SCF103', ['functions', 'charge', 'memroySize'], {
            name: 'memroySize',
            under: 'functions.charge',
            nearest: 'memorySize',
            known: ['memorySize'],
          }),
          position: undefined,
          exact: false,
        }),
        finding({
          diagnostic: diagnostic('SCF503', ['functions', 'charge', 'layers'], { option: 'layers', functions: ['charge'] }),
          position: { line: 1, column: 1, endLine: 3, endColumn: 32 },
          fingerprint: '4'.repeat(32),
        }),
      ],
    }),
  ],
  accounts: [{ name: 'prod', region: 'ap-guangzhou', allocation, live: true }],
};

/** Text with what breaks formats, escapes of several of them among it. */
const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(']]>', '%0A', '%25', '%', '::', '##[error]', '::error::', '\n', '\r\n', '\t', '"', "'", '<', '>', '&', '&amp;', '\\'),
      fc.constantFrom('\u0000', '\u001b[2J', '\u009b', '\u007f', '\ud800', '\udc00', '\uffff', '\u2028', '😀', '函数', ',', '=', ':', ' ', '{0}'),
      fc.constantFrom('SARIF_BUILDER_INVALID', '__proto__', '<![CDATA[', '${x}', '#', '?'),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** A name of a file or folder. The runner of GitHub drops `=` at the start of a value, whatever one does. */
const segment = nastyText.map((name) => `a${name.replaceAll('/', '')}`);

const position = fc
  .record({ line: fc.integer({ min: 1, max: 9 }), lines: fc.nat(2), column: fc.integer({ min: 1, max: 99 }), columns: fc.nat(9) })
  .map(({ line, lines, column, columns }) => ({ line, column, endLine: line + lines, endColumn: column + columns }));

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    key: nastyText,
    name: nastyText,
    severity: fc.constantFrom('error', 'warning', 'info'),
    file: fc.option(segment, { nil: undefined }),
    position: fc.option(position, { nil: undefined }),
    exact: fc.boolean(),
    stages: fc.option(fc.array(nastyText, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    suppressed: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      fc.constant({ by: 'baseline' } as const),
      nastyText.map((reason) => ({ by: 'comment', reason }) as const),
    ),
    fingerprint: fc.constantFrom('a'.repeat(32), 'b'.repeat(32)),
  })
  .map(({ key, name, severity, ...rest }) => {
    const params = { name, under: `functions.${key}`, nearest: undefined, known: [name] };
    return { ...rest, diagnostic: diagnostic('SCF103', ['functions', key, name], params, { severity }) };
  });

const anyService: fc.Arbitrary<ServiceReport> = fc.record({
  folder: fc.array(segment, { maxLength: 2 }).map((parts) => parts.join('/')),
  name: fc.option(nastyText, { nil: undefined }),
  file: fc.option(segment, { nil: undefined }),
  stages: fc.constant(['dev']),
  texts: fc.dictionary(segment, nastyText, { maxKeys: 2 }).map((texts) => new Map(Object.entries(texts))),
  findings: fc.array(anyFinding, { maxLength: 4 }),
  functions: fc.nat(3),
  functionKeys: fc.option(fc.array(nastyText, { maxLength: 2 }), { nil: undefined }),
});

/** Any report, of texts that are meant to break formats. */
export const anyReport: fc.Arbitrary<LintReport> = fc.record({
  services: fc.array(anyService, { maxLength: 3 }),
  accounts: fc.array(
    fc.record({
      name: nastyText,
      region: nastyText,
      live: fc.boolean(),
      allocation: nastyText.map((name) => allocate(128_000, 12_800, [{ name, reservedMB: 1_280, provisionedMB: 0 }])),
    }),
    { maxLength: 2 },
  ),
});

export const anyContext: fc.Arbitrary<FormatContext> = fc.record({
  lang: fc.constantFrom('en', 'zh'),
  colour: fc.constant(false),
  version: fc.constant('1.2.3'),
  base: fc.option(segment, { nil: '' }),
  failOn: fc.constantFrom('error', 'warning', 'info'),
});

/** The findings of a report that count. */
export function countingOf({ services }: LintReport): Finding[] {
  return services.flatMap(({ findings }) => findings.filter(({ suppressed }) => suppressed === undefined));
}
