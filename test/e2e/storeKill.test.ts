import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { openStore } from '../../src/store';
import { loadDriver } from '../../src/store/driver';
import type { RequestId } from '../../src/scf';

/** Few in CI; `SCF_KILL_ROUNDS=200` for a night. */
const rounds = Number(process.env['SCF_KILL_ROUNDS'] ?? 4);

const root = dirname(dirname(__dirname));

/** Many producers; says what it was promised: that an event is accepted, and that one has ended. */
const writer = `
const { openStore } = require(process.argv[1]);
const { randomUUID } = require('node:crypto');
const say = (...words) => process.stdout.write(words.join(' ') + '\\n');
(async () => {
  const { store, setAside } = await openStore({ dir: process.argv[2], nowMs: Date.now });
  if (setAside) say('aside', setAside);
  const produce = async (which) => {
    for (;;) {
      const requestId = randomUUID();
      const event = Buffer.from(JSON.stringify({ which, text: 'x'.repeat(300) }));
      const qualities = { function: 'f' + (which % 5), qualifier: '$DEFAULT', type: 'async', invokedBy: 'invoke', asyncRun: false };
      const { seq, committed } = store.accept({ requestId, event, acceptedMs: Date.now(), ...qualities });
      await committed;
      say('accepted', seq, requestId);
      if (which % 3 !== 0) continue;
      store.began(seq, { attempts: 1, version: '1', traced: true, startMs: Date.now() });
      for (let at = 0; at < 5; at += 1) store.line(seq, Date.now(), 'line ' + at);
      store.ended(seq, { state: 'FINISHED', status: 200, endMs: Date.now(), attempts: 1, durationMs: 1, memoryMB: 1, result: '1' });
      await store.flush();
      say('ended', seq, requestId);
    }
  };
  for (let which = 0; which < 64; which += 1) void produce(which);
})();
`;

let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'scf-kill-'));
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'), 'junction');
  const options: BuildOptions = { bundle: true, platform: 'node', external: ['libsql'], logLevel: 'error' };
  await build({ ...options, entryPoints: [join(root, 'src', 'store', 'index.ts')], outfile: join(dir, 'store.cjs') });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Writes until it is killed. @returns the words of each of its lines */
async function killed(state: string, afterMs: number): Promise<string[][]> {
  const child = spawn(process.execPath, ['-e', writer, '--', join(dir, 'store.cjs'), state], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
  const [, signal] = (await closed) as [number | null, string | null];
  clearTimeout(timer);
  expect(signal).toBe('SIGKILL');
  // The last line may have been cut off in the middle.
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(' '));
}

it(`nothing that was promised is missing after kill -9, at ${rounds} moments`, async () => {
  const state = join(dir, 'state');
  const accepted = new Map<string, number>();
  const ended = new Set<string>();
  // On a busy machine the first ones may be killed before anything has ended.
  for (let round = 0; round < rounds || ended.size <= rounds; round += 1) {
    for (const [what, seq, requestId = ''] of await killed(state, Math.random() * 400)) {
      expect(what).not.toBe('aside');
      if (what === 'accepted') accepted.set(requestId, Number(seq));
      else ended.add(requestId);
    }
    const { store, setAside } = await openStore({ dir: state, nowMs: Date.now });
    expect(setAside).toBeUndefined();
    const wrong = [...accepted].filter(([requestId, seq]) => {
      const event = store.event(requestId as RequestId);
      const over = event?.endMs !== undefined;
      return event?.seq !== seq || (ended.has(requestId) && !over) || (store.body(seq) === undefined) !== over;
    });
    expect(wrong).toEqual([]);
    const logs = [...ended].slice(-50).map((requestId) => store.lines(accepted.get(requestId) ?? 0, 0, 9).map(({ text }) => text));
    expect(logs.filter((lines) => lines.join() !== 'line 0,line 1,line 2,line 3,line 4')).toEqual([]);
    const order = Array.from(store.unfinished(), ({ seq }) => seq);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await store.close();
  }
  expect(accepted.size).toBeGreaterThan(rounds);
  const db = (await loadDriver(state)).open(join(state, 'region.db'));
  expect(db.prepare('PRAGMA integrity_check').rows()).toEqual([['ok']]);
  db.close();
}, 600_000);
