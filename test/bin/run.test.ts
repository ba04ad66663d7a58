import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/bin/run';
import { UsageError } from '../../src/commands/output';
import { recorded } from '../commands/output';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'scf-run-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function ran(...args: readonly string[]) {
  const output = recorded();
  const process = { cwd: () => dir, env: {}, stderr: { isTTY: false }, on: () => process, off: () => process } as unknown as NodeJS.Process;
  const code = await run(args, process, output);
  return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
}

it('shows a profile, with or without a service', async () => {
  expect(await ran('profile', 'show')).toMatchObject({ code: 0, out: expect.stringContaining('Profile scf-2021\n') });
  expect(await ran('profile', 'show', '--profile', 'scf-2025')).toMatchObject({ code: 0, out: expect.stringContaining('Profile scf-2025\n') });
  expect((await ran('profile', 'show', 'scf-2025')).out).toContain('Profile scf-2025\n');
  writeFileSync(join(dir, 'serverless.yml'), 'service: shop\nprovider: tencent\ncustom: { scf: { profile: scf-2025 } }\n');
  expect(JSON.parse((await ran('profile', 'show', '--json')).out)).toMatchObject({ profile: 'scf-2025', service: 'shop' });
});

it('compares two profiles', async () => {
  expect(await ran('profile', 'diff', 'scf-2021', 'scf-2025')).toMatchObject({ code: 0, out: expect.stringContaining('eager') });
  expect(JSON.parse((await ran('profile', 'diff', 'scf-2025', 'scf-2021', '--json')).out)).toMatchObject({ a: 'scf-2025', b: 'scf-2021' });
});

it.each([
  { args: ['profile'], says: '"profile" is not a command: write profile show, or profile diff and two names' },
  { args: ['validate', '--explain', 'SCF203', 'a'], says: 'Unexpected argument "a". Run serverless-scf validate --help.' },
  { args: ['profile', 'list'], says: '"profile list" is not a command: write profile show, or profile diff and two names' },
  { args: ['profile', 'show', 'scf-2021', '--profile', 'scf-2025'], says: 'Profiles are named already: leave out --profile.' },
  { args: ['profile', 'diff', 'scf-2021', 'scf-2025', '--profile', 'scf-2025'], says: 'Profiles are named already: leave out --profile.' },
  { args: ['profile', 'diff'], says: 'say which two profiles to compare, for example scf-2021 scf-2025; with sls, --from scf-2021 --to scf-2025' },
])('says what is wrong with $args', async ({ args, says }) => {
  await expect(ran(...args)).rejects.toThrow(new UsageError(says));
});

it.each([
  { name: 'invok', says: 'Unknown command "invok": did you mean invoke? Run serverless-scf --help.' },
  { name: 'Deploy', says: 'Unknown command "Deploy": did you mean deploy? Run serverless-scf --help.' },
  { name: 'version', says: 'Unknown command "version". Run serverless-scf --help.' },
])('names the command that $name may mean', async ({ name, says }) => {
  await expect(ran(name)).rejects.toThrow(new UsageError(says));
});

it('ends with 1 where the file cannot be read', async () => {
  writeFileSync(join(dir, 'serverless.yml'), 'a: [');
  expect(await ran('profile', 'show')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('SCF110') });
});

it('simulates', async () => {
  writeFileSync(
    join(dir, 'serverless.yml'),
    'service: shop\nprovider: { name: tencent, runtime: Nodejs18.15 }\nfunctions: { f: { handler: index.main } }\n',
  );
  writeFileSync(join(dir, 'trace.csv'), 'atMs,function,type\n0,a,sync\n1,b,sync\n2,c,sync\n');
  const { code, out } = await ran('simulate', '--trace', 'trace.csv', '--map', 'a=f', '--map', 'b=f', '--map=*=f', '--seed', '4', '--json');
  expect([code, JSON.parse(out)]).toMatchObject([0, { summary: { seed: 4, functions: { f: { invocations: 3 } } } }]);
});

it.each([['profile', '--help'], ['simulate', '-h'], ['profile', 'show', '-h'], ['help'], []])('helps after %j', async (...args) => {
  expect(await ran(...args)).toMatchObject({ code: 0, out: expect.stringContaining('profile diff NAME NAME') });
});

it.each([
  ['profile'],
  ['profile', 'list'],
  ['profile', 'diff'],
  ['profile', 'diff', 'scf-2021'],
  ['profile', 'diff', 'scf-2021', 'scf-2020'],
  ['profile', 'diff', 'scf-2021', 'scf-2025', 'scf-2026'],
  ['profile', 'show', '--profile', 'none'],
  ['profile', 'show', 'none'],
  ['profile', 'show', 'scf-2021', 'scf-2025'],
  ['profile', 'show', '--format', 'json'],
  ['validate', 'here'],
  ['simulate'],
  ['simulate', 'trace.csv'],
  ['simulate', '--trace', 'none.csv'],
  ['simulate', '--rows', '5'],
])('refuses %j %j %j %j %j', async (...args) => {
  await expect(ran(...args)).rejects.toThrow(UsageError);
});
