import { homedir } from 'node:os';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, hosts, launch, processesIn, removeService, serviceIn, slsOf, spawned, untilNoneIn } from './spawning';

/** Functions in Python, through the real commands. @source S200, S207 */

let dir: string;
beforeAll(() => {
  dir = serviceIn('python');
});
afterAll(() => removeService(dir));

// Launchers of Python look for their versions there.
const env = { HOME: homedir() };

const commands = [
  { by: 'the bin', script: bin, args: ['invoke'] },
  ...hosts.map(({ host, package: name }) => ({ by: host, script: slsOf(name), args: ['invoke', 'local'] })),
];

it.each(commands)('run, and say what they print, through $by', async ({ script, args }) => {
  const { exitCode, out, err } = await spawned(script, [...args, '-f', 'greet', '-d', '{"name":"漢"}'], { cwd: dir, env });
  expect(JSON.parse(out)).toEqual({ text: 'hello 漢', requestId: expect.any(String) as string });
  expect(err).toMatch(
    /START RequestId: (\S+)\nEvent RequestId: \1\ngreeting 漢\nEND RequestId: \1\nReport RequestId: \1 Duration:\d+ms Memory:128MB MemUsage:/,
  );
  expect(exitCode).toBe(0);
  expect(processesIn(dir)).toEqual([]);
});

it('fail with the stack of their own code, and exit code 1', async () => {
  const { exitCode, out } = await spawned(bin, ['invoke', '-f', 'fails', '-d', '{}'], { cwd: dir, env });
  expect(JSON.parse(out)).toMatchObject({
    statusCode: 430,
    errorCode: 1,
    errorMessage: 'no such order',
    stackTrace: expect.stringMatching(/index\.py", line \d+, in fails/) as string,
  });
  expect(exitCode).toBe(1);
});

it('live in a region: kept between calls, loaded anew when a module of theirs changes, ended by SIGTERM', async () => {
  const region = launch(bin, ['offline', '--port', '0'], { cwd: dir, env });
  await region.saw('reload');
  const call = (name: string) => spawned(bin, ['invoke', '-f', 'greet', '-d', JSON.stringify({ name })], { cwd: dir, env });
  expect((await call('one')).out).toContain('hello one');
  expect((await call('two')).out).toContain('hello two');
  await region.saw('warm #1');
  writeFileSync(join(dir, 'src', 'words.py'), 'greeting = "good day"\n');
  await region.saw('reloaded');
  expect((await call('three')).out).toContain('good day three');

  const detached = await spawned(bin, ['invoke', '-f', 'job', '-d', '{}', '--type', 'Event', '--detach'], { cwd: dir, env });
  const [requestId = ''] = /[0-9a-f-]{36}/.exec(detached.out + detached.err) ?? [];
  const following = launch(bin, ['events', 'logs', requestId, '--follow'], { cwd: dir, env });
  await following.saw('at work');
  await spawned(bin, ['events', 'terminate', requestId, '--signal'], { cwd: dir, env });
  expect((await following.ended).out).toContain('tidied up');
  // Its process has ended by itself (S84).
  const got = await spawned(bin, ['events', 'get', requestId, '--json'], { cwd: dir, env });
  expect(JSON.parse(got.out)).toMatchObject({ state: 'FAILED', status: 439 });

  region.child.kill('SIGINT');
  expect((await region.ended).exitCode).toBe(0);
  await untilNoneIn(dir);
});
