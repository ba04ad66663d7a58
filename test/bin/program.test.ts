import { PassThrough, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../../src/bin/program';

/** A process of whose standard output each write fails, at once or a little later. */
function processWith(code: string, args: readonly string[], env: NodeJS.ProcessEnv, atOnce = false) {
  const fault = Object.assign(new Error(`${code}: no more of it, write`), { code });
  const stdout: Writable = new Writable({
    autoDestroy: false,
    write: (_chunk, _encoding, done) => {
      if (atOnce) stdout.emit('error', fault);
      done(atOnce ? null : fault);
    },
  });
  const stderr = new PassThrough();
  const faked: NodeJS.Process = Object.create(process, {
    argv: { value: ['node', 'serverless-scf', ...args] },
    env: { value: env },
    exitCode: { value: undefined, writable: true },
    stdout: { value: stdout },
    stderr: { value: stderr },
  });
  const run = async () => {
    await main(faked);
    // Of a command that goes on.
    stdout.write('more');
    await new Promise((resolve) => setImmediate(resolve));
    stderr.end();
    return { exitCode: faked.exitCode, err: await text(stderr) };
  };
  return { run };
}

it('says once, and without a stack, that its output cannot be written', async () => {
  const { exitCode, err } = await processWith('ENOSPC', ['rules'], {}).run();
  expect({ exitCode, err }).toEqual({
    exitCode: 1,
    err: 'Error: The output is not whole, for it cannot be written: ENOSPC: no more of it, write.\n',
  });
  expect((await processWith('EIO', ['rules'], { SCF_LANG: 'zh' }).run()).err).toBe('错误：输出无法写入，因此不完整：EIO: no more of it, write。\n');
});

it('says so also before the command has come to its end; what a command ends with is its own otherwise', async () => {
  const said = 'Error: The output is not whole, for it cannot be written: ENOSPC: no more of it, write.\n';
  expect(await processWith('ENOSPC', ['rules'], {}, true).run()).toEqual({ exitCode: 1, err: said });
  // There is no service here.
  expect(await processWith('EPIPE', ['validate'], {}).run()).toMatchObject({ exitCode: 2 });
});

it('says nothing of a reader that has seen enough', async () => {
  expect(await processWith('EPIPE', ['rules'], {}).run()).toEqual({ exitCode: 0, err: '' });
});

it('goes on when nobody reads what it says on standard error, either', async () => {
  const stderr = new Writable({ autoDestroy: false, write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })) });
  const faked: NodeJS.Process = Object.create(process, {
    argv: { value: ['node', 'serverless-scf', 'nonsense'] },
    exitCode: { value: undefined, writable: true },
    stderr: { value: stderr },
  });
  await main(faked);
  await new Promise((resolve) => setImmediate(resolve));
  expect(faked.exitCode).toBe(2);
});

it.each(['validate', 'invoke', 'simulate', 'events', 'plan', 'offline', 'import'])(
  '%s says that the folder that it runs in is gone',
  async (command) => {
    const { stdout, stderr } = { stdout: new PassThrough(), stderr: new PassThrough() };
    const gone = Object.assign(new Error('ENOENT: no such file or directory, uv_cwd'), { code: 'ENOENT', syscall: 'uv_cwd' });
    const faked: NodeJS.Process = Object.create(process, {
      argv: { value: ['node', 'serverless-scf', command, ...(command === 'events' ? ['list'] : [])] },
      env: { value: {} },
      exitCode: { value: undefined, writable: true },
      cwd: {
        value: () => {
          throw gone;
        },
      },
      stdout: { value: stdout },
      stderr: { value: stderr },
    });
    await main(faked);
    stderr.end();
    expect([faked.exitCode, await text(stderr)]).toEqual([
      2,
      expect.stringMatching(/^Error: The folder that this was run in has been removed\. .+\n$/),
    ]);
  },
);
