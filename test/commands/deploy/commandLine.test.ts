import { commandLine } from '../../../src/commands/deploy/commandLine';

const scf = { program: 'serverless-scf', stage: 'dev' } as const;

it.each([
  { service: scf, endpoint: undefined, options: {}, line: 'serverless-scf info' },
  { service: { program: 'sls', stage: 'prod' } as const, endpoint: undefined, options: {}, line: 'sls info --stage prod' },
  { service: scf, endpoint: 'http://127.0.0.1:8583', options: {}, line: 'serverless-scf info --endpoint http://127.0.0.1:8583' },
  { service: scf, endpoint: undefined, options: { plan: 'a b/p.json', package: undefined }, line: "serverless-scf info --plan 'a b/p.json'" },
  { service: scf, endpoint: undefined, options: { plan: "it's" }, line: "serverless-scf info --plan 'it'\\''s'" },
])('$line', ({ service, endpoint, options, line }) => {
  expect(commandLine('info', service, { endpoint }, options)).toBe(line);
});
