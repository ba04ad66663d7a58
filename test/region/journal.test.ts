import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealClock } from '../../src/clock';
import type * as Engine from '../../src/engine';
import { Sink } from '../../src/engine';
import { Region, replay, type JournalEntry, type RegionParts } from '../../src/region';
import { ProcessRuntime } from '../../src/runtime';
import type { FunctionPlan, RegionPlan, RequestId } from '../../src/scf';
import { MemoryStore } from '../../src/store';
import { functionPlan, regionPlan } from '../scf/plans';
import { fails, succeeds } from './modelledRuntime';
import { open } from './opened';

/** What every engine of this file has decided, in words, in the order in which it did. */
const mockDecisions: string[] = [];

function mockWord(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('provisioned' in value && 'version' in value && 'id' in value) return `instance ${String(value.id)}`;
  if ('draw' in value && 'id' in value) return `invocation ${String(value.id)}`;
  return JSON.stringify(value);
}

function mockTold(sink: Sink): Sink {
  return new Proxy(sink, {
    get: (target, name) => {
      const effect: unknown = Reflect.get(target, name);
      if (typeof effect !== 'function') return effect;
      return (...args: unknown[]): unknown => {
        mockDecisions.push([String(name), ...args.map(mockWord)].join(' '));
        return Reflect.apply(effect, target, args);
      };
    },
  });
}

jest.mock('../../src/engine', () => {
  const engine = jest.requireActual<typeof Engine>('../../src/engine');
  const step: typeof engine.step = (state, input, nowMs, sink) => engine.step(state, input, nowMs, mockTold(sink));
  return { ...engine, step };
});

beforeEach(() => mockDecisions.splice(0));

/** The decisions of a region, and of engines that are told its journal: as it is, and as lines of JSON. */
function compared(plan: RegionPlan, entries: readonly JournalEntry[], limits?: Pick<RegionParts, 'provisionedMax' | 'waitingMax'>) {
  const live = mockDecisions.splice(0);
  replay(plan, entries, new Sink(), limits);
  const replayed = mockDecisions.splice(0);
  const lines = entries.map((entry) => JSON.stringify(entry));
  const read = lines.map((line) => JSON.parse(line) as JournalEntry);
  replay(plan, read, new Sink(), limits);
  return { live, replayed, reread: mockDecisions.splice(0) };
}

describe('what a region decided on real time, with real processes', () => {
  let codeDir: string;
  beforeAll(() => {
    codeDir = mkdtempSync(join(tmpdir(), 'scf-journal-'));
    const code = `const later = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
      exports.quick = async (event) => event;
      exports.slow = () => later(80, 'slow');
      exports.fails = async () => { throw new Error('no such video'); };
      exports.exits = () => process.exit(1);
      exports.hangs = () => later(60_000);`;
    writeFileSync(join(codeDir, 'index.js'), code);
  });
  afterAll(() => rmSync(codeDir, { recursive: true }));

  const fn = (key: string, more: Partial<FunctionPlan> = {}): FunctionPlan => functionPlan(key, { handler: `index.${key}`, ...more });

  it('is decided again from its journal on virtual time', async () => {
    const functions = [
      fn('quick', { provisionedInstances: 2, memoryMB: 256 }),
      fn('slow', { reservedMB: 256 }),
      fn('fails', { deadLetter: { type: 'CMQ-QUEUE', name: 'lost' } }),
      fn('exits', { retryNum: 1 }),
      fn('hangs', { asyncRun: true, timeoutMs: 900_000 }),
    ];
    const retryMs = { run: 30, throttled: 40, system: 40 };
    const plan = regionPlan(functions, { codeDir, profile: { retryMs, keepAliveMs: { minMs: 10, maxMs: 60 }, burstPerMinute: 8 } });
    const entries: JournalEntry[] = [];
    let named = 0;
    const parts: RegionParts = {
      plan,
      clock: new RealClock(),
      runtime: new ProcessRuntime({ lang: 'en', host: process.env }),
      random: () => (named * 0.37) % 1,
      newRequestId: () => `r${(named += 1)}` as RequestId,
      provisionedMax: () => 1,
      journal: (entry) => entries.push(entry),
    };
    const region = new Region(parts);
    const call = (key: string, type: 'sync' | 'async') => region.invoke({ function: key, type, event: Buffer.from('{"a":1}') });
    await region.warm;
    const calls = [call('quick', 'sync'), call('slow', 'async'), call('slow', 'async'), call('slow', 'async'), call('slow', 'sync')];
    calls.push(call('fails', 'async'), call('exits', 'async'), call('nobody', 'sync'));
    const hanging = call('hangs', 'sync');
    await calls[1]?.ended;
    region.configure({ kind: 'published', function: 'slow' });
    region.configure({ kind: 'reserved', function: 'slow', reservedMB: undefined });
    region.terminate(hanging.requestId);
    await Promise.all([...calls, hanging].map(({ ended }) => ended));
    await region.close();

    const { live, replayed, reread } = compared(plan, entries, parts);
    expect(replayed).toEqual(live);
    expect(reread).toEqual(live);
    const kinds = new Set(live.map((words) => words.split(' ')[0]));
    expect([...kinds].sort()).toEqual(
      ['accepted', 'changed', 'ended', 'left', 'rejected', 'retries', 'runs', 'starts', 'stops', 'terminated', 'waits'].sort(),
    );
    expect(live).toContainEqual(expect.stringMatching(/^ended invocation \d+ 430 DEAD_LETTERED retries$/));
  });
});

it('so it is with schedules, drawn aliases and routing keys, and alarms that came late', () => {
  const schedule = [{ name: 'up', cron: '0 * * * * * *', instances: 2 }];
  const functions = [functionPlan('a', { schedule, reservedMB: 512 }), functionPlan('b')];
  const entries: JournalEntry[] = [];
  const draws = [0.9, 0.1, 0.6, 0.3];
  const { region, runtime, invoke, send } = open({
    functions,
    behaviours: { a: { run: (event) => (event === '1' ? fails(30, 430, 'oh') : succeeds(40)) } },
    random: () => draws[entries.length % draws.length] ?? 0,
    journal: (entry) => entries.push(entry),
  });
  region.configure({ kind: 'published', function: 'b' });
  const additional = { version: '1', weight: 0.5 };
  region.configure({ kind: 'alias', function: 'b', name: 'beta', alias: { version: '$LATEST', additional } });
  for (let round = 0; round < 6; round += 1) {
    invoke('b', { qualifier: 'beta', routingKey: { user: 'me' } });
    for (const event of ['1', '2', '3']) send('a', { event, invokedBy: 'cos' });
    runtime.passDeaf(25_000);
    runtime.pass(11_000);
  }
  const { live, replayed, reread } = compared(regionPlan(functions), entries);
  expect(replayed).toEqual(live);
  expect(reread).toEqual(live);
  expect(live.length).toBeGreaterThan(100);
  expect(live).toContainEqual(expect.stringContaining('"by":"schedule"'));
});

it('and with events that its store kept while others waited', () => {
  const functions = [functionPlan('a', { reservedMB: 128 })];
  const entries: JournalEntry[] = [];
  const limits = { waitingMax: 2 };
  const { runtime, send } = open({
    functions,
    behaviours: { a: { run: () => succeeds(1_000) } },
    store: new MemoryStore(),
    journal: (entry) => entries.push(entry),
    ...limits,
  });
  for (let sent = 0; sent < 8; sent += 1) send('a');
  runtime.pass(20_000);
  const { live, replayed, reread } = compared(regionPlan(functions), entries, limits);
  expect(replayed).toEqual(live);
  expect(reread).toEqual(live);
  expect(live).toContainEqual(expect.stringMatching(/^deferred /));
  expect(live.filter((words) => words.startsWith('ended'))).toHaveLength(8);
});

it('keeps of an invocation what it takes to run it again', () => {
  const entries: JournalEntry[] = [];
  const { send } = open({ functions: [functionPlan('a')], journal: (entry) => entries.push(entry) });
  send('a', { event: '{"é":1}', invokedBy: 'timer', routingKey: { user: 'me' }, qualifier: '$LATEST' });
  expect(entries.map(({ input }) => input.kind)).toEqual(['deployed', 'invoked']);
  expect(JSON.parse(JSON.stringify(entries[1]?.input))).toEqual({
    kind: 'invoked',
    id: 0,
    requestId: 'r1',
    function: 'a',
    qualifier: '$LATEST',
    type: 'async',
    bytes: 8,
    draw: 0,
    event: '{"é":1}',
    invokedBy: 'timer',
    routingKey: { user: 'me' },
  });
});

it('is told by RequestId when it is replayed', () => {
  const entries: JournalEntry[] = [];
  const { send } = open({ functions: [functionPlan('a')], journal: (entry) => entries.push(entry) });
  send('a');
  const named: unknown[] = [];
  class Names extends Sink {
    override accepted({ data }: Engine.Invocation): void {
      named.push(data);
    }
  }
  const state = replay(regionPlan([functionPlan('a')]), entries, new Names());
  expect(named).toEqual(['r1']);
  expect(state.instances.size).toBe(1);
});
