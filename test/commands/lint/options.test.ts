import { readLintOptions, type RawLintOptions } from '../../../src/commands/lint/options';

it('has defaults: text on standard output, errors fail, nothing is changed', () => {
  expect(readLintOptions({}, undefined, 'en')).toEqual({
    format: 'text',
    failOn: 'error',
    output: undefined,
    fix: 'no',
    baseline: undefined,
    updateBaseline: false,
    allStages: false,
    cloud: false,
    endpoint: undefined,
  });
});

it.each<[RawLintOptions, object]>([
  [
    { format: 'sarif', 'fail-on': 'info', output: 'a.sarif' },
    { format: 'sarif', failOn: 'info', output: 'a.sarif' },
  ],
  [{ fix: true }, { fix: 'apply' }],
  [{ fix: true, 'dry-run': true }, { fix: 'show' }],
  [
    { baseline: 'b.json', 'update-baseline': true },
    { baseline: 'b.json', updateBaseline: true },
  ],
  [
    { 'all-stages': true, cloud: true },
    { allStages: true, cloud: true },
  ],
])('reads %j', (raw, is) => {
  expect(readLintOptions(raw, undefined, 'en')).toMatchObject(is);
});

it.each<[RawLintOptions, string | undefined, string]>([
  [{ format: 'xml' }, undefined, '--format is one of text, json, sarif, junit, github, gitlab, not "xml"'],
  [{ 'fail-on': 'never' }, undefined, '--fail-on is one of error, warning, info, not "never"'],
  [{ 'dry-run': true }, undefined, '--dry-run is for --fix'],
  [{ 'update-baseline': true }, undefined, '--update-baseline is for --baseline'],
  [{ endpoint: 'http://x' }, undefined, '--endpoint is for --cloud'],
  [{ 'all-stages': true }, 'prod', '--all-stages and --stage exclude one another'],
])('refuses %j (stage %s)', (raw, stage, says) => {
  expect(() => readLintOptions(raw, stage, 'en')).toThrow(says);
});
