import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeployFault } from '../../../src/deploy/fault';
import type { Target, TargetJournal } from '../../../src/deploy/journal';
import { describeSetAside, openJournal, readJournal } from '../../../src/deploy/journalFile';
import type { Machine } from '../../../src/deploy/journalLock';

const target: Target = { host: 'scf.tencentcloudapi.com', region: 'ap-guangzhou', namespace: 'default', service: 'shop', stage: 'dev' };
const prod: Target = { ...target, stage: 'prod' };
const entry: TargetJournal = {
  functions: { 'shop-dev-resize': { key: 'resize', modTime: '2026-01-01 08:00:00', codeSha256: 'a', contentHash: 'b' } },
  run: { fingerprint: 'f', startedAt: '2026-01-01T00:00:00.000Z', endedAt: undefined, outcome: 'running', steps: { one: { state: 'started' } } },
};

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const folder = (): string => join(dir, '.serverless-scf');
const inFolder = (name: string): string => join(folder(), name);

function machine(changes: Partial<Machine> = {}): Machine {
  return { pid: 100, host: 'here', isAlive: () => false, nowMs: () => 1_780_000_000_000, bootMs: () => 1_770_000_000_000, ...changes };
}

/** As another process has left it. */
function locked(changes: object = {}): void {
  mkdirSync(folder(), { recursive: true });
  const holder = { pid: 200, host: 'here', target: 'x', startedAt: new Date(1_779_999_000_000).toISOString(), ...changes };
  writeFileSync(inFolder('deploy.lock'), JSON.stringify(holder));
}

async function faultOf(work: Promise<unknown>): Promise<DeployFault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DeployFault) return error;
  throw new Error(`no DeployFault: ${String(error)}`);
}

it('gives back what was written, of each target its own', async () => {
  const first = await openJournal(dir, target);
  expect(first.found).toBeUndefined();
  await first.write(entry);
  await first.close();
  const other = await openJournal(dir, prod);
  expect(other.found).toBeUndefined();
  await other.write({ ...entry, functions: {} });
  await other.close();
  const again = await openJournal(dir, target);
  expect(again.found).toEqual(JSON.parse(JSON.stringify(entry)));
  expect(again.setAside).toBeUndefined();
  await again.close();
  expect(Object.keys((await readJournal(dir)).targets)).toHaveLength(2);
});

it('keeps what it writes for its user alone, out of version control, and leaves nothing else behind', async () => {
  const journal = await openJournal(dir, target);
  await journal.write(entry);
  if (process.platform !== 'win32') expect(statSync(inFolder('deploy.json')).mode & 0o777).toBe(0o600);
  await journal.close();
  expect(readdirSync(folder()).sort()).toEqual(['.gitignore', 'deploy.json']);
  expect(readFileSync(inFolder('.gitignore'), 'utf8')).toBe('*\n');
});

it('is in the file when a write has resolved, and never goes back', async () => {
  const journal = await openJournal(dir, target);
  const read = (): unknown => JSON.parse(readFileSync(inFolder('deploy.json'), 'utf8')) as unknown;
  await journal.write(entry);
  const texts = Array.from({ length: 20 }, (_, n) => journal.write({ ...entry, run: entry.run && { ...entry.run, fingerprint: `f${n}` } }));
  await Promise.all(texts);
  expect(JSON.stringify(read())).toContain('"f19"');
  await journal.close();
});

it.each([
  ['half of a file', '{"formatVersion":1,"targets":{', 'damaged'],
  ['no journal', '[]', 'damaged'],
  ['a run of another form', JSON.stringify({ formatVersion: 1, targets: { x: { functions: {}, run: { outcome: 'fine' } } } }), 'damaged'],
  ['a function without a key', JSON.stringify({ formatVersion: 1, targets: { x: { functions: { a: {} } } } }), 'damaged'],
  ['a later version', JSON.stringify({ formatVersion: 2, goals: [] }), 'newer'],
])('sets %s aside, tells so, and begins anew', async (_what, text, why) => {
  mkdirSync(folder());
  writeFileSync(inFolder('deploy.json'), text);
  // To look changes nothing.
  expect(await readJournal(dir)).toEqual({ formatVersion: 1, targets: {} });
  expect(readdirSync(folder())).toEqual(['deploy.json']);
  const journal = await openJournal(dir, target);
  const { setAside } = journal;
  expect(setAside).toEqual({ why, file: '.serverless-scf/deploy.json', aside: expect.stringMatching(/^\.serverless-scf\/deploy\.json\.damaged-2/) });
  expect(readFileSync(join(dir, setAside?.aside ?? ''), 'utf8')).toBe(text);
  if (setAside) for (const lang of ['en', 'zh'] as const) expect(describeSetAside(setAside, lang)).toContain(setAside.aside);
  await journal.write(entry);
  await journal.close();
  expect(Object.keys((await readJournal(dir)).targets)).toHaveLength(1);
});

it('removes the drafts of a process that was killed while it wrote', async () => {
  mkdirSync(folder());
  writeFileSync(inFolder('deploy.0123456789ab.tmp'), '{');
  const journal = await openJournal(dir, target);
  expect(readdirSync(folder()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  await journal.close();
});

describe('two deploys at once', () => {
  it('are one too many: the second is told who deploys', async () => {
    const first = await openJournal(dir, target);
    const fault = await faultOf(openJournal(dir, prod));
    expect(fault.code).toBe('deployRunning');
    for (const lang of ['en', 'zh'] as const) expect(fault.say(lang)).toContain(`${process.pid}`);
    await first.close();
    const second = await openJournal(dir, prod);
    await second.close();
  });

  it.each<[what: string, lock: object, machine: Partial<Machine>, outcome: 'taken' | 'running']>([
    ['a process that is gone', {}, { isAlive: () => false }, 'taken'],
    ['a process that runs', {}, { isAlive: () => true }, 'running'],
    ['a process before the machine was started anew', {}, { isAlive: () => true, bootMs: () => 1_779_999_500_000 }, 'taken'],
    ['a process before us with our own id', { pid: 100 }, { isAlive: () => true }, 'taken'],
    ['another machine, of which nobody can tell', { host: 'there' }, { isAlive: () => false }, 'running'],
    ['nobody that makes sense', { pid: 'x' }, { isAlive: () => true }, 'taken'],
  ])('the lock of %s', async (_what, lock, changes, outcome) => {
    locked(lock);
    if (outcome === 'running') {
      const fault = await faultOf(openJournal(dir, target, machine(changes)));
      expect(fault.code).toBe('deployRunning');
      expect(readdirSync(folder())).toContain('deploy.lock');
      return;
    }
    const journal = await openJournal(dir, target, machine(changes));
    await journal.close();
    expect(readdirSync(folder())).not.toContain('deploy.lock');
  });

  it('that find the same stale lock do not both get it', async () => {
    locked();
    const opening = Array.from({ length: 8 }, (_, n) => openJournal(dir, target, machine({ pid: 300 + n, isAlive: (pid) => pid >= 300 })));
    const settled = await Promise.allSettled(opening);
    const got = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(got).toHaveLength(1);
    await Promise.all(got.map((journal) => journal.close()));
  });
});

it('writes nothing outside of the service', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  symlinkSync(elsewhere, folder(), 'junction');
  expect((await faultOf(openJournal(dir, target))).code).toBe('noJournal');
  expect(readdirSync(elsewhere)).toEqual([]);
  rmSync(elsewhere, { recursive: true });
});

it('that cannot be read is not set aside: it knows what was deployed from here', async () => {
  mkdirSync(inFolder('deploy.json'), { recursive: true });
  const fault = await faultOf(openJournal(dir, target));
  expect(fault.code).toBe('noJournal');
  expect(fault.say('en')).toContain('EISDIR');
  expect(readdirSync(folder()).sort()).toEqual(['.gitignore', 'deploy.json']);
  expect(await readJournal(dir)).toEqual({ formatVersion: 1, targets: {} });
});

it('says why it cannot be kept', async () => {
  writeFileSync(folder(), 'a file');
  const fault = await faultOf(openJournal(dir, target));
  expect(fault.code).toBe('noJournal');
  for (const lang of ['en', 'zh'] as const) expect(fault.say(lang)).toMatch(/EEXIST|ENOTDIR/);
});
