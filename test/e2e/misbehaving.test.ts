import { bin, hosts, launch, processesIn, removeService, serviceIn, slsOf, spawned, untilNoneIn } from './spawning';

/** Handlers that misbehave, through the real commands: each ends its own request with the right code, and leaves no process. */

let dir: string;
beforeAll(() => {
  dir = serviceIn('misbehaving');
});
afterAll(() => removeService(dir));

it.each([
  { name: 'loops', why: 'loops for ever', status: 433, says: 'Invoking task timed out after 1 seconds' },
  { name: 'exits', why: 'calls process.exit', status: 439, says: 'User process exit when running' },
  { name: 'killsItself', why: 'kills its own process', status: 439, says: 'User process exit when running' },
  { name: 'throwsLate', why: 'throws from a timer', status: 430, says: 'late' },
  { name: 'returnsTooMuch', why: 'returns more than 6 MB (S194)', status: 407, says: 'ResponseTooLarge' },
  { name: 'closesChannel', why: "closes the platform's descriptor", status: 405, says: 'ContainerStateExited' },
  { name: 'allocatesHeap', why: 'allocates objects without end', status: 434, says: 'Task memory exceeded 128 MB' },
  { name: 'allocatesBuffers', why: 'allocates buffers without end', status: 434, says: 'Task memory exceeded 128 MB' },
  { name: 'leavesChildren', why: 'leaves a child process that holds its event loop', status: 433, says: 'timed out after 1 seconds' },
  { name: 'loadThrows', why: 'throws while it is loaded', status: 443, says: 'while loading' },
  { name: 'loadExits', why: 'exits while it is loaded', status: 405, says: 'ContainerStateExited' },
  { name: 'loadHangs', why: 'is never loaded', status: 450, says: 'initialisation took longer than 3 seconds' },
  { name: 'noFile', why: 'does not exist', status: 437, says: 'nowhere' },
  { name: 'noExport', why: 'is not exported', status: 437, says: 'nobody' },
])('a handler that $why ends with $status', async ({ name, status, says }) => {
  const { exitCode, out, err } = await spawned(bin, ['invoke', '-f', name, '-d', '{}'], { cwd: dir });
  expect(JSON.parse(out)).toMatchObject({ statusCode: status, errorMessage: expect.stringContaining(says) as string });
  expect(exitCode).toBe(1);
  expect(err).toMatch(/END RequestId: \S+\nReport RequestId: \S+/);
  expect(processesIn(dir)).toEqual([]);
});

it('a handler that closes every descriptor ends its own request', async () => {
  const { exitCode, out } = await spawned(bin, ['invoke', '-f', 'closesEverything', '-d', '{}'], { cwd: dir });
  const { statusCode } = JSON.parse(out) as { statusCode: number };
  expect([405, 439]).toContain(statusCode);
  expect(exitCode).toBe(1);
  expect(processesIn(dir)).toEqual([]);
});

it.each([
  { name: 'rejectsAfterAnswer', why: 'rejects after its answer', status: 430 },
  { name: 'neverEmpty', why: 'never empties its event loop', status: 433 },
])('S193: the caller of a handler that $why has its answer; the run ends with $status', async ({ name, status }) => {
  const { exitCode, out, err } = await spawned(bin, ['invoke', '-f', name, '-d', '{}'], { cwd: dir });
  expect(out).toBe('"answered"\n');
  expect(err).toContain(`the run itself ended with ${status}`);
  expect(exitCode).toBe(1);
  expect(processesIn(dir)).toEqual([]);
});

it('a handler that prints megabytes loses none of them', async () => {
  const { exitCode, out, err } = await spawned(bin, ['invoke', '-f', 'printsMegabytes', '-d', '{}'], { cwd: dir });
  expect([exitCode, out]).toEqual([0, '"printed"\n']);
  expect(err.split('\n').filter((line) => line === 'x'.repeat(1023))).toHaveLength(5 * 1024);
});

it('misbehaving instances do not disturb others of the same command', async () => {
  const { out } = await spawned(bin, ['invoke', '-f', 'exits', '-d', '{}', '--count', '20', '--concurrency', '5', '--json'], { cwd: dir });
  const { summary } = JSON.parse(out) as { summary: object };
  expect(summary).toMatchObject({ byStatus: { 439: 20 }, instances: { started: 20, peak: 5 } });
  expect(processesIn(dir)).toEqual([]);
});

it.each(['loops', 'closesChannel', 'noExport'])('the same through the framework: %s', async (name) => {
  const [host] = hosts;
  const { exitCode, out } = await spawned(slsOf(host?.package ?? 'osls'), ['invoke', 'local', '-f', name, '-d', '{}'], { cwd: dir });
  expect(exitCode).toBe(1);
  expect((JSON.parse(out) as { statusCode: number }).statusCode).toBeGreaterThanOrEqual(405);
  expect(processesIn(dir)).toEqual([]);
});

const commands = [
  { by: 'the bin', script: bin, args: ['invoke'] },
  ...hosts.map(({ host, package: name }) => ({ by: host, script: slsOf(name), args: ['invoke', 'local'] })),
];

describe.each(commands)('through $by', ({ script, args }) => {
  const launched = (name: string) => launch(script, [...args, '-f', name, '-d', '{}'], { cwd: dir });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends the handler and the command with 130, and leaves no process', async (signal) => {
    const { child, ended, saw } = launched('waitsForEver');
    await saw('at work');
    child.kill(signal);
    expect(await ended).toMatchObject({ exitCode: 130, out: expect.stringContaining('User process exit when running') });
    expect(processesIn(dir)).toEqual([]);
  });

  it.each(['waitsForEver', 'loops'])('SIGKILL of the command leaves no process: %s', async (name) => {
    const { child, ended, saw } = launched(name);
    await saw('START RequestId');
    child.kill('SIGKILL');
    expect((await ended).exitCode).toBeNull();
    await untilNoneIn(dir);
  });
});
