import { checkService } from '../../src/config';
import { severityOfUnset } from '../../src/config/environment';
import { found, here, serviceWith } from './service';

const missing = { kind: 'missing' } as const;
const ofFunction = ['functions', 'hello', 'environment', 'SECRET'];

it.each([
  { path: ofFunction, variable: '${env:SECRET}', is: 'warning', why: 'a secret of a function' },
  { path: ['provider', 'environment', 'SECRET'], variable: '${env:SECRET}', is: 'warning', why: 'one of all functions' },
  { path: ['functions', 'hello', 'environment', 'variables', 'A'], variable: '${env:A, env:B}', is: 'warning', why: 'under variables' },
  { path: ['functions', 0, 'hello', 'environment', 'A'], variable: '${env:A}', is: 'warning', why: 'functions in a list' },
  { path: ['functions', 'hello', 'role'], variable: '${env:ROLE}', is: 'error', why: 'an option' },
  { path: ['provider', 'region'], variable: '${env:REGION}', is: 'error', why: 'an option of all' },
  { path: ['functions', 'environment', 'name'], variable: '${env:NAME}', is: 'error', why: 'a function of that name' },
  { path: ofFunction, variable: '${self:custom.secret}', is: 'error', why: 'no variable of the environment' },
])('F55: $variable at $path is $is: $why', ({ path, variable, is }) => {
  expect(severityOfUnset({ path, variable, reason: missing }, [path])).toBe(is);
});

it('F55: a variable that cannot be read is an error everywhere', () => {
  expect(severityOfUnset({ path: ofFunction, variable: '${env:A', reason: { kind: 'syntax' } }, [ofFunction])).toBe('error');
});

it('F55: what an environment takes from custom is told like what stands in it, unless another option may take it too', () => {
  const unset = { path: ['custom', 'secret'], variable: '${env:SECRET}', reason: missing };
  expect(severityOfUnset(unset, [ofFunction])).toBe('warning');
  expect(severityOfUnset(unset, [ofFunction, ['functions', 'hello', 'role']])).toBe('error');
});

it.each([
  { environment: { A: null, SCF_B: 'x', C: '' }, under: '', why: 'written plainly' },
  { environment: { variables: { A: null, SCF_B: 'x', C: '' } }, under: 'variables.', why: 'under variables' },
])('S152: tells what is wrong with each variable at once: $why', ({ environment, under }) => {
  const lines = (at: string) =>
    ['SCF101', 'SCF108', 'SCF106'].map((code, index) => `${code} error ${at}.environment.${under}${['A', 'SCF_B', 'C'][index]}`);
  expect(found(serviceWith({ fn: { environment } }))).toEqual(lines('functions.hello'));
  expect(found(serviceWith({ provider: { environment } }))).toEqual(lines('provider'));
});

it('S152: still counts what is known of an environment when one of its variables is not', () => {
  const fn = { environment: { SECRET: '${env:NONE}', A: 'x'.repeat(4096) } };
  const unresolved = [ofFunction];
  expect(found(serviceWith({ fn }), { ...here, unresolved })).toEqual(['SCF107 error functions.hello.environment']);
});

describe('no value of an environment stands in a diagnostic, only its form: what reports are printed to, many read', () => {
  const secret = 'topsecret';
  const nested = { a: { b: { c: secret } } };

  it.each<[environment: unknown, shown: string]>([
    [{ TOKEN: { token: secret } }, '{"token":"…"}'],
    [{ TOKEN: [secret, 7, true] }, '["…","…",true]'],
    [{ TOKEN: nested }, '{"a":{"b":"…"}}'],
    [{ TOKEN: `${secret}\0` }, '"…"'],
    [{ variables: [{ Key: 'TOKEN', Value: secret }] }, '[{"Key":"…","Value":"…"}]'],
    [[{ key: 'TOKEN', value: secret }], '[{"key":"…","value":"…"}]'],
    [secret, '"…"'],
  ])('%j', (environment, shown) => {
    for (const service of [serviceWith({ fn: { environment } }), serviceWith({ provider: { environment } })]) {
      const { diagnostics } = checkService(service, here);
      const told = JSON.stringify(diagnostics);
      expect(told).not.toContain(secret);
      expect(diagnostics.map(({ params }) => params)).toContainEqual(expect.objectContaining({ value: shown }));
    }
  });

  it('nor where components call it environments', () => {
    const { diagnostics } = checkService(serviceWith({ fn: { environments: [{ key: 'TOKEN', value: secret }] } }), here);
    expect(diagnostics.map(({ params }) => params)).toContainEqual(expect.objectContaining({ write: 'environment: { TOKEN: value }' }));
  });
});
