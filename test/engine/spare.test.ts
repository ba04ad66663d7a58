import fc from 'fast-check';
import { createState, Sink, step, type Instance, type Invocation, type State } from '../../src/engine';
import { Invocation as Spare, InvocationTimer } from '../../src/engine/state';
import type { InstanceId, InvocationId, InvocationType } from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';

/** One object serves one invocation after the other, and nothing of the last one is left in it. */

/** Keeps every object that the engine showed, and under which ids. */
class Keeper extends Sink {
  readonly seen = new Map<Invocation, InvocationId[]>();
  readonly running = new Map<InstanceId, InvocationId>();
  readonly over: InvocationId[] = [];

  constructor(private readonly fresh: (invocation: Invocation) => void = () => undefined) {
    super();
  }

  override accepted(invocation: Invocation): void {
    this.#see(invocation);
  }

  override starts({ id }: Instance, invocation: Invocation | undefined): void {
    if (!invocation) return;
    this.#see(invocation);
    this.running.set(id, invocation.id);
  }

  override runs(invocation: Invocation, { id }: Instance): void {
    this.running.set(id, invocation.id);
  }

  override ended(invocation: Invocation): void {
    this.over.push(invocation.id);
  }

  #see(invocation: Invocation): void {
    const ids = this.seen.get(invocation) ?? [];
    if (ids.at(-1) === invocation.id) return;
    this.fresh(invocation);
    this.seen.set(invocation, [...ids, invocation.id]);
  }
}

function stateOf(quotaMB: number, overrides: Parameters<typeof functionPlan>[1] = {}): State {
  return createState(regionPlan([functionPlan('a', { timeoutMs: 900_000, ...overrides })], { profile: { accountQuotaMB: quotaMB, floorMB: 0 } }));
}

function invoke(state: State, sink: Sink, id: number, type: InvocationType, nowMs: number): void {
  const call = { function: 'a', qualifier: '$DEFAULT', bytes: 2, draw: 0, routingKey: undefined, data: `data of ${id}` };
  step(state, { kind: 'invoked', id: id as InvocationId, type, ...call }, nowMs, sink);
}

function finish(state: State, sink: Keeper, instanceId: number, nowMs: number, status: 200 | 430 = 200): void {
  const id = sink.running.get(instanceId as InstanceId);
  if (id === undefined) throw new Error(`nothing runs on ${instanceId}`);
  step(state, { kind: 'finished', instanceId: instanceId as InstanceId, id, status, gone: false, keepAliveMs: 1_000 }, nowMs, sink);
}

it('makes as many as were ever on their way together', () => {
  const state = stateOf(1_280);
  const sink = new Keeper();
  for (let id = 0; id < 30; id += 1) {
    invoke(state, sink, id, 'sync', id * 10);
    const instanceId = state.instancesStarted as InstanceId;
    if (id === 0) step(state, { kind: 'started', instanceId }, id * 10, sink);
    finish(state, sink, 1, id * 10 + 5);
  }
  expect(sink.over).toHaveLength(30);
  expect(state.spare).toHaveLength(1);
});

it('does not give away the place of an event that expired in a queue which remembers it (S50, S58)', () => {
  const state = stateOf(128, { msgTtlMs: 60_000 });
  const sink = new Keeper();
  invoke(state, sink, 0, 'sync', 0);
  step(state, { kind: 'started', instanceId: 1 as InstanceId }, 0, sink);
  invoke(state, sink, 1, 'async', 1);
  // A shorter MsgTTL lets 2 expire behind the head; 3 comes while the object of 2 still stands in the queue.
  const plan = functionPlan('a', { timeoutMs: 900_000, msgTtlMs: 10_000 });
  step(state, { kind: 'changed', change: { kind: 'function', plan } }, 2, sink);
  for (const [id, nowMs] of [
    [2, 3],
    [3, 11_000],
  ] as const)
    invoke(state, sink, id, 'async', nowMs);
  expect(sink.over).toEqual([2]);
  for (let nowMs = 12_000; sink.over.length < 4 && nowMs < 12_010; nowMs += 1) {
    for (const [instanceId, { phase }] of [...state.instances]) {
      if (phase === 'starting') step(state, { kind: 'started', instanceId }, nowMs, sink);
      else if (phase === 'busy') finish(state, sink, instanceId, nowMs);
    }
  }
  expect(sink.over).toEqual([2, 0, 1, 3]);
});

it('is as good as new each time, whatever the last one went through (S54, S58, S62)', () => {
  const inputs = fc.array(
    fc.record({ type: fc.constantFrom('sync', 'async'), status: fc.constantFrom(200, 430), gapMs: fc.constantFrom(0, 1, 40_000, 70_000) }),
    {
      minLength: 10,
      maxLength: 40,
      size: 'max',
    },
  );
  let reused = 0;
  fc.assert(
    fc.property(inputs, (all) => {
      const state = stateOf(256, { retryNum: 1, msgTtlMs: 100_000 });
      const sink = new Keeper((invocation) => {
        const { attempts, begun, runErrors, systemErrors, lastStatus, waitsFor, sentAway, signalled, data } = invocation;
        const none = { begun: false, runErrors: 0, systemErrors: 0, lastStatus: undefined, waitsFor: undefined, sentAway: false, signalled: false };
        expect({ begun, runErrors, systemErrors, lastStatus, waitsFor, sentAway, signalled }).toEqual(none);
        expect([data, attempts]).toEqual([`data of ${invocation.id}`, invocation.phase === 'bound' ? 1 : 0]);
      });
      let nowMs = 0;
      all.forEach(({ type, status, gapMs }, id) => {
        nowMs += gapMs;
        step(state, { kind: 'rang' }, nowMs, sink);
        for (const [instanceId, { phase }] of [...state.instances]) {
          if (phase === 'starting') step(state, { kind: 'started', instanceId }, nowMs, sink);
          else if (phase === 'busy' && id % 3 > 0) finish(state, sink, instanceId, nowMs, status);
        }
        invoke(state, sink, id, type, nowMs);
      });
      for (const ids of sink.seen.values()) reused += ids.length - 1;
      expect(new Set(sink.over).size).toBe(sink.over.length);
    }),
  );
  expect(reused).toBeGreaterThan(100);
});

it('forgets all that tells of the last one', () => {
  const state = stateOf(128);
  const version = state.functions.get('a')?.versions.get('$LATEST');
  if (!version) throw new Error('a function has $LATEST');
  const used = new Spare(version);
  Object.assign(used, { routingKey: { a: 'b' }, data: 1, instance: {}, accepted: true, attempts: 3, begun: true, runErrors: 2, systemErrors: 1 });
  Object.assign(used, { lastStatus: 500, waitsFor: 'pool', sentAway: true, signalled: true });
  Object.assign(used, { timer: new InvocationTimer(used), aside: new InvocationTimer(used) });
  used.reset();
  expect(used).toEqual(new Spare(version));
});
