import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ProcessRuntime, unsupportedRuntime } from '../../src/runtime';
import { failureOf, handlers, Observed, resultOf, specOf, threadKind } from './instances';
import { runs, stateOf, until } from './processes';

const codeDir = join(handlers, 'python');
const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
// Seen by instances and by us: an instance has a /tmp of its own where the system allows it.
const folder = mkdtempSync(join(process.platform === 'linux' ? '/var/tmp' : tmpdir(), 'python-'));

afterAll(async () => {
  await runtime.close();
  rmSync(folder, { recursive: true });
});

/** A fresh instance of a handler in Python. */
function instanceOf(
  handler: string,
  changes: Parameters<typeof specOf>[1] = {},
  plan: Parameters<typeof specOf>[2] = {},
  on: ProcessRuntime = runtime,
): Observed {
  return new Observed(on, specOf(handler, { codeDir, ...changes }, { runtime: 'Python3.9', ...plan }));
}

it.each([
  { name: 'Python3.6', runs: true },
  { name: 'Python3.10', runs: true },
  { name: 'Python2.7', runs: false },
  { name: 'Php8.0', runs: false },
])('$name runs locally: $runs (S200)', ({ name, runs: local }) => {
  expect(unsupportedRuntime({ runtime: name })).toBe(!local);
});

describe('a handler in Python (S200)', () => {
  it.each([
    { event: { deep: [1, 2.5, null, true, 'ü', '漢'] }, why: 'an object' },
    { event: 'text', why: 'a text' },
    { event: null, why: 'nothing' },
    { event: 12345678901234, why: 'a number' },
  ])('is given $why, and gives it back', async ({ event }) => {
    expect(resultOf(await instanceOf('good.echo').run(event))).toEqual(event);
  });

  it('gives null when it gives nothing', async () => {
    expect(resultOf(await instanceOf('good.nothing').run())).toBeNull();
  });

  it('gives what is no text of Unicode in escapes', async () => {
    expect(resultOf(await instanceOf('bad.gives').run({ what: 'surrogate' }))).toBe('\ud800');
  });

  it('keeps the state of its module for the next event, and shares it with no other instance', async () => {
    const observed = instanceOf('good.main');
    expect(resultOf(await observed.run())).toEqual({ loads: 1, runs: 1 });
    expect(resultOf(await observed.run())).toEqual({ loads: 1, runs: 2 });
    expect(resultOf(await instanceOf('good.main').run())).toEqual({ loads: 1, runs: 1 });
  });

  it('has the fields of the context that a handler for Node.js has, as a dict (S196, S200)', async () => {
    const observed = instanceOf('good.told', { context: { tencentcloud_uin: 'overlaid' } }, { memoryMB: 256, timeoutMs: 7000 });
    expect(resultOf(await observed.run())).toEqual({
      memory_limit_in_mb: 256,
      time_limit_in_ms: 7000,
      request_id: 'request-1',
      function_name: 'shop-dev-work',
      function_version: '$LATEST',
      namespace: 'default',
      tencentcloud_region: 'ap-guangzhou',
      tencentcloud_appid: '1250000000',
      tencentcloud_uin: 'overlaid',
      environ: 'SCF_NAMESPACE=default',
      environment: '{"SCF_NAMESPACE":"default"}',
    });
  });

  it('can ask how much time is left, where that is wanted (S196)', async () => {
    expect(resultOf(await instanceOf('good.remaining', { remainingTime: true }).run())).toBe(true);
  });

  it('prints lines without a prefix, in their order, and before its end is told (S207)', async () => {
    const observed = instanceOf('good.prints');
    await observed.run({ word: 'ü' });
    expect(observed.lines.toSorted()).toEqual(['first ü', 'second', 'without an end'].toSorted());
    expect(observed.told.at(-1)?.kind).toBe('done');
  });

  it('logs lines without a prefix, of any level until it says which (S207)', async () => {
    const observed = instanceOf('good.logs');
    await observed.run({ word: 'ü' });
    expect(observed.lines).toEqual(['from a library: ü', 'by itself', 'printed', 'two', 'lines']);
  });

  it('loses no line of many', async () => {
    const observed = instanceOf('good.floods');
    await observed.run({ lines: 20_000 });
    expect(observed.lines).toEqual(Array.from({ length: 20_000 }, (_, line) => String(line)));
  });

  it('finds modules beside it, though it lies in a folder', async () => {
    expect(resultOf(await instanceOf('folder/index.main').run())).toBe('found beside');
  });

  it('may lie beside a module that is called like one of Python’s: it is not in our way', async () => {
    expect(resultOf(await instanceOf('good.shadows').run())).toMatch(/json.__init__\.py$/);
  });

  it('may let multiprocessing start processes of their own anew, as it does outside Linux', async () => {
    expect(resultOf(await instanceOf('index.spawns', { codeDir: join(codeDir, 'folder') }).run())).toEqual([2, 4]);
  });

  it('leaves no compiled files in the folder of the service', async () => {
    await instanceOf('folder/index.main').run();
    expect([codeDir, join(codeDir, 'folder')].map((dir) => existsSync(join(dir, '__pycache__')))).toEqual([false, false]);
  });

  it('is a process, where handlers for Node.js run in threads, too', async () => {
    const threads = new ProcessRuntime({ lang: 'en', host: process.env, local: threadKind.local });
    const surroundings = resultOf(await instanceOf('good.surroundings', {}, {}, threads).run());
    expect(surroundings).not.toMatchObject({ pid: process.pid });
    await threads.close();
  });
});

describe('the surroundings of a handler in Python', () => {
  it('are the platform’s, with the user’s variables, and nothing of the machine’s or of ours (S210, S197)', async () => {
    const host = { PATH: process.env['PATH'], HOME: process.env['HOME'], DEVELOPER_TOKEN: 'hands-off', PYTHONPATH: '/nowhere', TZ: 'Asia/Shanghai' };
    const own = new ProcessRuntime({ lang: 'en', host });
    const found = resultOf(await instanceOf('good.surroundings', {}, { environment: { TABLE: 'orders' } }, own).run()) as Record<string, unknown>;
    await own.close();
    const { environment, path } = found as { environment: Record<string, string>; path: string[] };
    expect(found).toMatchObject({ arguments: [join(codeDir, 'good.py')], folder: codeDir, zone: 'UTC', threads: 1 });
    expect(environment).toMatchObject({ TABLE: 'orders', PYTHONPATH: codeDir, SCF_RUNTIME: 'Python3.9', TENCENTCLOUD_RUNENV: 'SCF', USER: 'qcloud' });
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(['DEVELOPER_TOKEN']));
    expect(path[0]).toBe(codeDir);
    expect(path).not.toContain('/nowhere');
    expect(path.filter((place) => /runtime$|dist$/.test(place))).toEqual([]);
  });

  it.each([
    { own: {}, after: undefined },
    { own: { TRIGGER_SRC: 'mine' }, after: 'mine' },
  ])('S210: say in TRIGGER_SRC what has triggered a run, of other runs $after', async ({ own, after }) => {
    const instance = instanceOf('good.surroundings', {}, { environment: own });
    const told: unknown[] = [];
    for (const trigger of [undefined, 'timer', 'timer', undefined]) {
      const found = resultOf(await instance.run({}, instance.nextRequestId(), trigger)) as { environment: Record<string, string> };
      told.push(found.environment['TRIGGER_SRC']);
    }
    expect(told).toEqual([after, 'timer', 'timer', after]);
  });

  it('have the zone that the user’s TZ names', async () => {
    const { zone } = resultOf(await instanceOf('good.surroundings', {}, { environment: { TZ: 'Asia/Tokyo' } }).run()) as { zone: string };
    expect(zone).toBe('JST');
  });

  it('have the places that the user’s PYTHONPATH names', async () => {
    const { path } = resultOf(
      await instanceOf('good.surroundings', {}, { environment: { PYTHONPATH: ['/opt/one', '/opt/two'].join(delimiter) } }).run(),
    ) as { path: string[] };
    expect(path.slice(0, 3)).toEqual([codeDir, '/opt/one', '/opt/two']);
  });
});

describe('a handler in Python that fails', () => {
  it.each([
    { method: 'raises', message: "'missing'", stack: /^Traceback .*\n {2}File ".*bad\.py", line \d+, in raises\n[^]*KeyError: 'missing'$/ },
    { method: 'chains', message: 'no order', stack: /KeyError[^]*direct cause[^]*RuntimeError: no order$/ },
    { method: 'raises_empty', message: 'ValueError', stack: /ValueError$/ },
    { method: 'raises_silent', message: 'Silent', stack: /Silent/ },
  ])('$method: 430 with the stack of user code alone, and the instance goes on (S155)', async ({ method, message, stack }) => {
    const observed = instanceOf(`bad.${method}`);
    const failure = failureOf(await observed.run());
    expect(failure).toMatchObject({
      status: 430,
      gone: false,
      error: { errorCode: 1, errorMessage: message, stackTrace: expect.stringMatching(stack) },
    });
    expect(failure.error.stackTrace).not.toContain('bootstrap');
    expect(failureOf(await observed.run()).status).toBe(430);
  });

  it.each([
    { method: 'raises_at_length', stack: /^Traceback [^]*, in raises_at_length\n[^]*…[^]*\u{1f600}$/u },
    { method: 'recurs', stack: /^Traceback [^]*, in recurs_too\n[^]*…[^]*\nRecursionError: maximum recursion depth exceeded[^\n]*$/ },
  ])('$method: 430, the stack without its middle where it is long (S155)', async ({ method, stack }) => {
    const failure = failureOf(await instanceOf(`bad.${method}`).run());
    expect(failure).toMatchObject({ status: 430, gone: false, error: { stackTrace: expect.stringMatching(stack) } });
  });

  it.each([
    { what: 'nan', detail: 'JSON compliant' },
    { what: 'bytes', detail: 'bytes is not JSON serializable' },
    { what: 'set', detail: 'set is not JSON serializable' },
    { what: 'circle', detail: 'Circular reference' },
  ])('for its result ($what) is no JSON: 430 (S194)', async ({ what, detail }) => {
    const failure = failureOf(await instanceOf('bad.gives').run({ what }));
    expect(failure).toMatchObject({ status: 430, gone: false, error: { errorCode: 1, errorMessage: expect.stringContaining(detail) } });
  });

  it('for its result is too large: 407 (S194)', async () => {
    expect(failureOf(await instanceOf('bad.gives').run({ what: 'large' }))).toMatchObject({ status: 407, gone: false });
  });

  it.each([
    { method: 'exits', event: { code: 0 } },
    { method: 'exits', event: { code: 3 } },
    { method: 'leaves', event: { code: 0 } },
    { method: 'interrupts', event: {} },
    { method: 'stops', event: {} },
    { method: 'exits_beside_thread', event: {} },
  ])('by $method($event.code): 439, and the instance is gone', async ({ method, event }) => {
    expect(failureOf(await instanceOf(`bad.${method}`).run(event))).toMatchObject({
      status: 439,
      gone: true,
      error: { errorCode: -1, errorMessage: 'User process exit when running' },
    });
  });

  it('by an exit, says why and does what it is to do at its end (S155)', async () => {
    const [reason, thread] = [instanceOf('bad.exits_beside_thread'), instanceOf('bad.exits_after_thread')];
    await Promise.all([reason.run(), thread.run()]);
    expect(reason.lines).toEqual(['for a reason']);
    expect(thread.lines).toEqual(['a thread', 'at the end']);
  });

  it('by what is no Exception, prints the stack of user code alone (S155)', async () => {
    const observed = instanceOf('bad.stops');
    await observed.run();
    expect(observed.lines.join('\n')).toMatch(/^Traceback .*\n {2}File ".*bad\.py", line \d+, in stops\n[^]*Stop: enough$/);
    expect(observed.lines.join('\n')).not.toContain('bootstrap');
  });

  it('for its event is nested too deeply for Python: 430, with nothing of Python’s own code', async () => {
    const observed = instanceOf('good.echo');
    await observed.heard('ready');
    observed.instance.run(observed.nextRequestId(), Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)));
    const { report } = await observed.heard('done');
    expect(failureOf(report)).toMatchObject({
      status: 430,
      gone: false,
      error: { stackTrace: expect.stringMatching(/^RecursionError: [^\n]*$/) },
    });
    expect(resultOf(await observed.run('next'))).toBe('next');
  });

  it.each(['closes', 'overwrites'])('by %s the platform’s descriptor: 405', async (method) => {
    expect(failureOf(await instanceOf(`bad.${method}`).run())).toMatchObject({ status: 405, gone: true });
  });

  it('to leave anything of Python as it was, does not keep us from hearing of it', async () => {
    const observed = instanceOf('bad.replaces');
    expect(resultOf(await observed.run())).toEqual({ replaced: true });
    expect(resultOf(await observed.run())).toEqual({ replaced: true });
  });

  it('to end a copy of its process answers once', async () => {
    const observed = instanceOf('bad.forks');
    expect(resultOf(await observed.run())).toBe('original');
    expect(resultOf(await observed.run())).toBe('original');
  });
});

describe('does not load', () => {
  it.each([
    { handler: 'absent.main', message: 'looked for absent.py in' },
    { handler: 'good.other', message: /good\.py defines no function "other"; it defines main, echo, told/ },
    { handler: 'good.not_callable', message: 'defines no function "not_callable"' },
  ])('$handler: 437 (S123)', async ({ handler, message }) => {
    const { failure } = await instanceOf(handler).heard('initFailed');
    expect(failure).toMatchObject({ status: 437, gone: true, error: { errorCode: -1, errorMessage: expect.stringMatching(message) } });
  });

  it.each([
    { handler: 'broken_syntax.main', message: 'was never closed|invalid syntax', stack: /broken_syntax\.py", line 1/ },
    { handler: 'broken_import.main', message: "No module named 'there_is_no_such_module'", stack: /broken_import\.py", line 1/ },
    { handler: 'broken_raise.main', message: '^no configuration$', stack: /broken_raise\.py", line 1/ },
  ])('$handler: 443 (S123)', async ({ handler, message, stack }) => {
    const { failure } = await instanceOf(handler).heard('initFailed');
    expect(failure).toMatchObject({ status: 443, gone: true, error: { errorCode: -1, errorMessage: expect.stringMatching(message) } });
    expect(failure.error.stackTrace).toMatch(stack);
    expect(failure.error.stackTrace).not.toMatch(/bootstrap|frozen/);
  });

  it.each([
    {
      handler: 'folder/relative.main',
      service: codeDir,
      example: 'write the path from the service\'s folder instead, as in "from folder import name"',
    },
    { handler: 'relative.main', service: join(codeDir, 'folder'), example: 'as in "import name"' },
    { handler: 'python/folder/relative.main', service: handlers, example: 'as in "from python.folder import name"' },
    { handler: 'python-2/relative.main', service: handlers, example: "from the service's folder instead)" },
  ])('$handler, which imports from a package that it is no part of: 443, with what to write (S200)', async ({ handler, service, example }) => {
    const { failure } = await instanceOf(handler, { codeDir: service }).heard('initFailed');
    expect(failure).toMatchObject({ status: 443, error: { errorMessage: expect.stringContaining(example) } });
    expect(failure.error.errorMessage).toMatch(/^attempted relative import with no known parent package \(/);
  });

  it.each([
    { name: '函数', example: '"from 函数 import name"' },
    { name: '2go', example: "from the service's folder instead)" },
  ])('what imports so from $name: 443, with what Python can read', async ({ name, example }) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'index.py'), 'from . import beside\n');
    const { failure } = await instanceOf(`${name}/index.main`, { codeDir: folder }).heard('initFailed');
    expect(failure).toMatchObject({ status: 443, error: { errorMessage: expect.stringContaining(example) } });
  });

  it('what exits: 405, after its output', async () => {
    const observed = instanceOf('broken_exit.main');
    const { failure } = await observed.heard('initFailed');
    expect(failure).toMatchObject({ status: 405, error: { errorMessage: expect.stringContaining('(code 4)') } });
    expect(observed.lines).toEqual(['leaving']);
  });

  it('what exits beside a thread that goes on: 405, with the code that a process ends with', async () => {
    const { failure } = await instanceOf('broken_exit_thread.main').heard('initFailed');
    expect(failure).toMatchObject({ status: 405, error: { errorMessage: expect.stringContaining('(code 4)') } });
  });
});

describe('the end of an instance in Python', () => {
  it('by force, in the middle of a run', async () => {
    const observed = instanceOf('bad.loops');
    const pid = Number(await observed.runUntilLine());
    observed.instance.kill();
    await until(() => !runs(pid));
  });

  it('is left to the handler that hears SIGTERM (S84)', async () => {
    const observed = instanceOf('good.sleeps');
    await observed.runUntilLine();
    expect(observed.instance.signal()).toBe(true);
    const { report } = await observed.heard('done');
    expect(failureOf(report)).toMatchObject({ status: 430, gone: false, error: { errorMessage: 'stopped' } });
    expect(observed.lines).toEqual(['sleeping', 'asked to stop']);
  });

  it('is heard of by an idle one, too (S84)', async () => {
    const file = join(folder, 'heard');
    const observed = instanceOf('good.listens');
    const pid = Number(resultOf(await observed.run({ file })));
    expect(observed.instance.signal()).toBe(true);
    await observed.heard('exited');
    expect(readFileSync(file, 'utf8')).toBe('heard');
    await until(() => !runs(pid));
  });

  it('by memory that exceeds what is configured, where that is enforced: 434 (S154)', async () => {
    const observed = instanceOf('good.allocates', { memory: 'enforce' }, { memoryMB: 64 });
    expect(failureOf(await observed.run({ bytes: 512 * 1024 * 1024 }))).toMatchObject({ status: 434, gone: true });
  });

  it('does not come before its threads rest: between events they are stopped (S112)', async () => {
    const observed = instanceOf('good.goes_on');
    const pid = Number(resultOf(await observed.run()));
    await until(() => stateOf(pid) === 'T');
    expect(Number(resultOf(await observed.run()))).toBe(pid);
  });
});

describe('the interpreter', () => {
  /** A runtime on a machine that has these programs alone, each of which does what a shell script says. */
  function machineWith(programs: Readonly<Record<string, string>>): ProcessRuntime {
    const bin = mkdtempSync(join(folder, 'bin-'));
    for (const [name, script] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    }
    return new ProcessRuntime({ lang: 'en', host: { PATH: bin } });
  }

  const real = `PATH=${process.env['PATH']}; HOME=${process.env['HOME']}; export PATH HOME; exec python3 "$@"`;

  it.each([
    { programs: { 'python3.9': real }, why: 'the one of the version' },
    { programs: { 'python3.9': 'exit 127', python3: real }, why: 'any Python 3, where a launcher has none of the version' },
    { programs: { python3: 'exit 1', python: real }, why: 'whatever is Python 3' },
  ])('is $why', async ({ programs }) => {
    const machine = machineWith(programs);
    expect(resultOf(await instanceOf('good.main', {}, {}, machine).run())).toEqual({ loads: 1, runs: 1 });
    await machine.close();
  });

  it('may be a 3.6, which knows no mode for UTF-8: it prints any text nevertheless, whatever the machine’s locale is (S207)', async () => {
    const old = 'if [ "$1" = -c ]; then echo 3.6; echo "$0"; exit; fi; shift 4; LC_ALL=C; export LC_ALL';
    const machine = machineWith({ 'python3.9': `${old}; set -- -u -B -X utf8=0 "$@"; ${real}` });
    const observed = instanceOf('good.prints', {}, {}, machine);
    expect(resultOf(await observed.run({ word: '漢' }))).toBeNull();
    expect(observed.lines).toContain('first 漢');
    await machine.close();
  });

  it.each([
    { programs: {}, why: 'is none' },
    { programs: { python3: 'echo 2.7; echo /usr/bin/python2' }, why: 'is an old one' },
    { programs: { python3: 'echo 3.5; echo /usr/bin/python3.5' }, why: 'is one that our script is not written for' },
  ])('where there $why: 500, with what was looked for', async ({ programs }) => {
    const machine = machineWith(programs);
    const { failure } = await instanceOf('good.main', {}, {}, machine).heard('initFailed');
    expect(failure).toMatchObject({
      status: 500,
      error: { errorMessage: expect.stringMatching(/no Python for Python3\.9 was found on PATH; looked for python3\.9, python3, python/) },
    });
    await machine.close();
  });
});
