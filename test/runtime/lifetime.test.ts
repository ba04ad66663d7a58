import { build } from 'esbuild';
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ProcessRuntime } from '../../src/runtime';
import { handlers, Observed, resultOf, specOf } from './instances';
import { runs, until } from './processes';

const source = join(__dirname, '..', '..', 'src', 'runtime');

/** An engine as it is shipped: one file, with the bootstrap beside it, and far away from our packages. */
const home = mkdtempSync(join(realpathSync(tmpdir()), 'engine-'));

/** Starts instances as `specs` says, runs an event on each, and prints what is heard as lines of JSON. It ends only when it is told to. */
const program = `
const { ProcessRuntime } = require('./engine.cjs');
const { specs, closes, local } = JSON.parse(process.argv[2]);
const runtime = new ProcessRuntime({ lang: 'en', host: process.env, local });
const say = (told) => process.stdout.write(JSON.stringify(told) + '\\n');
let left = specs.length;
const ended = (told) => {
  say(told);
  left -= 1;
  if (left === 0 && closes) void runtime.close().then(() => say({ kind: 'closed' }));
};
for (const spec of specs) {
  const instance = runtime.start(spec, {
    ready: () => instance.run('request-1', Buffer.from('{}')),
    initFailed: (failure) => ended({ kind: 'initFailed', failure }),
    line: (text) => say({ kind: 'line', text }),
    answered: () => {},
    done: ({ status }) => ended({ kind: 'done', status }),
    exited: () => say({ kind: 'exited' }),
  });
}
`;

beforeAll(async () => {
  await build({
    entryPoints: [join(source, 'index.ts')],
    outfile: join(home, 'engine.cjs'),
    bundle: true,
    platform: 'node',
    external: ['esbuild'],
    logLevel: 'error',
  });
  copyFileSync(join(source, 'bootstrap.cjs'), join(home, 'bootstrap.cjs'));
  writeFileSync(join(home, 'program.cjs'), program);
});

afterAll(() => {
  rmSync(home, { recursive: true });
});

/** What the program heard, when it has ended by itself. */
async function heardBy(specs: readonly object[], limit = ''): Promise<Record<string, unknown>[]> {
  const { stdout } = await promisify(execFile)('/bin/sh', [
    '-c',
    `${limit} exec "$0" "$@"`,
    process.execPath,
    join(home, 'program.cjs'),
    JSON.stringify({ specs, closes: true }),
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('an engine that is killed', () => {
  const engines: ChildProcess[] = [];

  afterEach(() => {
    for (const engine of engines.splice(0)) engine.kill('SIGKILL');
  });

  it.each([['SIGKILL'], ['SIGINT'], ['SIGTERM']] as const)(
    'by %s leaves no process and no folder, whatever its instances were at',
    async (signal) => {
      const temporary = mkdtempSync(join(home, 'tmp with a space '));
      const { group, pids } = await engineIn(temporary);
      expect(pids.map(runs)).toEqual([true, true, true]);
      expect(readdirSync(temporary)).toHaveLength(1);
      // Those that nobody has wanted yet are to go, too.
      await until(() => instancesOf(group).length === 5 + 3);
      const all = instancesOf(group);
      expect(await descendantsOf(temporary)).not.toBe(0);
      // Whoever signals the reaper, too, does not keep it from its work.
      const reaper = await reaperOf(temporary);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(reaper, name);
      // To the whole group, as a terminal does.
      process.kill(-group, signal);
      await until(() => [group, reaper, ...pids, ...all].every((pid) => !runs(pid)));
      expect(readdirSync(temporary)).toEqual([]);
      expect(await descendantsOf(temporary)).toBe(0);
    },
  );

  /** An engine in a process group of its own, and what its instances have started, once all are at what they are to be at. */
  async function engineIn(temporary: string): Promise<{ group: number; pids: readonly number[] }> {
    const specs = ['bad.loops', 'bad.loops', 'bad.family', 'bad.leavesChild', 'finish.nothing'].map((handler) =>
      specOf(handler, {}, { environment: { ENGINE: temporary } }),
    );
    const engine = spawn(
      process.execPath,
      [join(home, 'program.cjs'), JSON.stringify({ specs, closes: false, local: { isolation: 'process', prebooted: 3 } })],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, TMPDIR: temporary },
        detached: true,
      },
    );
    engines.push(engine);
    const pids: number[] = [];
    let done = 0;
    for await (const line of createInterface(engine.stdout)) {
      const told = JSON.parse(line) as { kind: string; text?: string };
      if (told.kind === 'line') pids.push(Number(told.text?.split('\t').at(-1)));
      if (told.kind === 'done') done += 1;
      if (pids.length === 3 && done === 2) break;
    }
    if (engine.pid === undefined) throw new Error('no engine');
    return { group: engine.pid, pids };
  }

  /** The processes of an engine's instances, used or not. */
  function instancesOf(engine: number): number[] {
    const lines = execFileSync('ps', ['axww', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n');
    const found = lines.map((line) => line.trim().split(/\s+/)).filter(([, parent]) => Number(parent) === engine);
    return found.filter((words) => words.join(' ').includes('bootstrap.cjs')).map(([pid]) => Number(pid));
  }

  /** The process that watches over an engine's instances. */
  async function reaperOf(temporary: string): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['axww', '-o', 'pid=,command=']);
    return Number.parseInt(stdout.split('\n').find((line) => line.includes(`reaper ${temporary}`)) ?? '', 10);
  }

  /** How many processes an engine has: instances, and what they have started. */
  async function descendantsOf(temporary: string): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['axeww', '-o', 'command']);
    return stdout.split('\n').filter((line) => line.includes(`ENGINE=${temporary}`)).length;
  }
});

describe('kill', () => {
  it('leaves no process, at whatever moment of its start an instance is killed', async () => {
    const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
    for (let turns = 0; turns < 40; turns += 1) {
      const observed = new Observed(runtime, specOf('finish.nothing'));
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      observed.instance.kill();
      expect(observed.told.filter(({ kind }) => kind !== 'ready')).toEqual([]);
    }
    await until(() => childrenOfOurs().length === 1);
    await runtime.close();
    expect(childrenOfOurs()).toEqual([]);
  });
});

describe('close', () => {
  it('ends every instance, can be called again, and lets the engine end', async () => {
    const heard = await heardBy([specOf('finish.nothing'), specOf('finish.nothing')]);
    expect(heard.map(({ kind }) => kind)).toEqual(['done', 'done', 'closed']);
  });

  it('resolves when all processes are gone', async () => {
    const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
    const idle = new Observed(runtime, specOf('bad.pid'));
    const looping = new Observed(runtime, specOf('bad.loops'));
    new Observed(runtime, specOf('bad.pid'));
    const pids = [Number(resultOf(await idle.run())), Number((await looping.runUntilLine()).split('\t').at(-1))];
    const closing = runtime.close();
    expect(runtime.close()).toBe(closing);
    await closing;
    expect(pids.map(runs)).toEqual([false, false]);
    expect(childrenOfOurs()).toEqual([]);
    expect([idle, looping].flatMap(({ told }) => told.map(({ kind }) => kind))).toEqual(['ready', 'done', 'ready', 'line']);
    expect(() => runtime.start(specOf('bad.pid'), {} as never)).toThrow('nothing starts in a closed runtime');
  });

  it('is nothing where nothing was started', async () => {
    await expect(new ProcessRuntime({ lang: 'en', host: process.env }).close()).resolves.toBeUndefined();
  });
});

describe('what cannot be started', () => {
  it('for want of file descriptors is an internal error, and the engine goes on', async () => {
    const specs = Array.from({ length: 20 }, () => specOf('finish.nothing'));
    const heard = await heardBy(specs, 'ulimit -n 60;');
    const failures = heard.filter(({ kind }) => kind === 'initFailed');
    expect(failures).not.toHaveLength(0);
    for (const { failure } of failures) expect(failure).toMatchObject({ status: 500, gone: true, error: { errorCode: -1 } });
    expect(heard.at(-1)).toEqual({ kind: 'closed' });
    expect(heard).toHaveLength(specs.length + 1);
  });

  it('for want of esbuild is 437, with what to do about it', async () => {
    const codeDir = join(home, 'service');
    cpSync(handlers, codeDir, { recursive: true });
    const [heard] = await heardBy([specOf('typed/index.main', { codeDir })]);
    expect(heard).toMatchObject({ failure: { status: 437, error: { errorMessage: expect.stringContaining('npm i -D esbuild') } } });
    expect(existsSync(join(codeDir, '.serverless-scf'))).toBe(false);
  });
});

describe('many instances', () => {
  it('start at the same time, and each runs its event', async () => {
    const runtime = new ProcessRuntime({ lang: 'en', host: process.env });
    const many = Array.from({ length: 40 }, () => new Observed(runtime, specOf('bad.pid')));
    const pids = await Promise.all(many.map(async (observed) => resultOf(await observed.run())));
    expect(new Set(pids).size).toBe(40);
    await runtime.close();
  });
});

/** The processes that this one has started for its instances: theirs, and the one that watches over them. */
function childrenOfOurs(): string[] {
  const lines = execFileSync('ps', ['axww', '-o', 'ppid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.trim().startsWith(`${process.pid} `) && (line.includes('bootstrap.cjs') || line.includes('reaper ')));
}
