import { run } from '../../src/bin/run';
import { UsageError } from '../../src/commands/output';
import { commandsOf } from '../../src/plugin/commands';
import { fakeRegion, view, type FakeRegion } from '../commands/fakeRegion';
import { recorded } from '../commands/output';

let region: FakeRegion;
beforeEach(async () => {
  region = await fakeRegion([{ key: 'job', name: 'media-dev-job' }], [view('r1'), view('r2')]);
  region.connections.push({ lines: [0], then: 'end' });
});
afterEach(() => region.close());

async function ran(...args: readonly string[]) {
  const output = recorded();
  const stream = { isTTY: false, on: () => process, off: () => process };
  const process = { cwd: () => '/nowhere', env: {}, stdin: stream, stdout: stream, stderr: stream, ...stream } as unknown as NodeJS.Process;
  const code = await run(['events', ...args], process, output);
  return { code, out: output.outs.join('\n'), err: output.errs.join('\n') };
}

const at = () => ['--endpoint', region.origin];

it('translates each command line into what it asks for', async () => {
  expect((await ran('list', ...at(), '-f', 'job', '--function', 'media-dev-job', '-q', '$LATEST', '--state', 'RUNNING')).out).toContain('│ r1 ');
  expect((await ran('get', 'r1', ...at())).out).toContain('RequestId: r1');
  expect(JSON.parse((await ran('get', '--id', 'r1', '--json', ...at())).out)).toMatchObject({ requestId: 'r1' });
  expect((await ran('logs', 'r1', '--follow', ...at())).out).toBe('line 0');
  expect((await ran('terminate', 'r1', '--id', 'r2', '--signal', ...at())).out).toBe('r1  SIGTERM sent\nr2  SIGTERM sent');
  expect((await ran('terminate', '--all', '-y', '-f', 'job', ...at())).out).toBe('r1  terminated\nr2  terminated');
  expect(JSON.parse((await ran('stats', '--since', '1m', '--json', ...at())).out)).toMatchObject({ total: { RUNNING: 0 } });
});

it('asks nobody where there is no terminal', async () => {
  await expect(ran('terminate', '--all', ...at())).rejects.toThrow(/2 events would be terminated/);
});

it.each([[], ['-h'], ['--help'], ['list', '-h'], ['logs', '--help']])('helps after %j', async (...args) => {
  expect(await ran(...args)).toMatchObject({ code: 0, out: expect.stringContaining('events terminate ID …') });
});

it.each([
  ['show'],
  ['get'],
  ['logs', 'r1', 'r2'],
  ['list', 'r1'],
  ['list', '--follow'],
  ['list', '--rows', '3'],
  ['logs', 'r1', '--json'],
  ['stats', '--state', 'RUNNING'],
  ['get', 'r1', '--function', 'job'],
  ['terminate', 'r1', '--since', '2h'],
  ['list', '--stage', 'dev'],
])('refuses %j %j %j %j', async (...args) => {
  await expect(ran(...args)).rejects.toThrow(UsageError);
});

it('takes what the plugin takes, and nothing else', async () => {
  const { events } = commandsOf('en')['scf']?.commands ?? {};
  const values: Readonly<Record<string, string>> = { boolean: '', string: 'x', multiple: 'x' };
  const actions = Object.entries(events?.commands ?? {});
  expect(actions.map(([name]) => name)).toEqual(['list', 'get', 'logs', 'terminate', 'stats']);
  const all = new Set(actions.flatMap(([, { options = {} }]) => Object.keys(options)));
  for (const [action, { options = {} }] of actions) {
    for (const name of all) {
      if (name === 'region') continue; // For the framework's own variables.
      const type = Object.values(events?.commands ?? {}).find((command) => command.options?.[name])?.options?.[name]?.type ?? '';
      const asked = ran(action, `--${name}${values[type] === '' ? '' : '=x'}`, ...(name === 'endpoint' ? [] : ['--endpoint', 'http://127.0.0.1:1']));
      const refusal = await asked.then(
        () => '',
        (error: unknown) => (error as Error).message,
      );
      expect([action, name, refusal.includes(`events ${action} takes no --${name}`)]).toEqual([action, name, options[name] === undefined]);
    }
  }
});
