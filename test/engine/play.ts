import assert from 'node:assert';
import fc from 'fast-check';
import { createState, nextDeadlineMs, step, type Effect, type Input } from '../../src/engine';
import {
  claimOf,
  chargedMB,
  limits,
  type FunctionPlan,
  type InstanceId,
  type InvocationType,
  type RegionPlan,
  type RequestId,
  type RunStatus,
} from '../../src/scf';
import { functionPlan, regionPlan } from '../scf/plans';
import { Ledger } from './ledger';

/** Something that a play does next. Numbers that pick are taken modulo what there is to pick from, so that plays shrink well. */
export type Move =
  | { readonly kind: 'call'; readonly fn: number; readonly qualifier: string; readonly type: InvocationType; readonly large: boolean }
  /** An instance that starts or runs gets on; `meet`: at the very moment of the next deadline; `lateMs`: so long after now, with no alarm heard. */
  | {
      readonly kind: 'report';
      readonly pick: number;
      readonly meet: boolean;
      readonly lateMs: number;
      readonly fails: boolean;
      readonly status: RunStatus;
      readonly gone: boolean;
      readonly keepAliveMs: number;
    }
  | { readonly kind: 'exit'; readonly pick: number; readonly lateMs: number }
  /** Time goes on; `late`: no alarm is heard on the way. */
  | { readonly kind: 'pass'; readonly ms: number; readonly late: boolean }
  | { readonly kind: 'ringNext' };

const failures = [405, 407, 430, 434, 437, 439, 443, 499, 500] as const satisfies readonly RunStatus[];

const lateMs = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constantFrom(1, 3_001, 60_001) });

/** Weighted so that instances come to rest and are used again, and queues fill and empty. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('call' as const),
        fn: fc.nat(20),
        qualifier: fc.oneof(
          { weight: 9, arbitrary: fc.constant('$DEFAULT') },
          { weight: 3, arbitrary: fc.constant('$LATEST') },
          { weight: 1, arbitrary: fc.constantFrom('1', '2') },
        ),
        type: fc.constantFrom('sync' as const, 'async' as const, 'async' as const),
        large: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      }),
    },
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('report' as const),
        pick: fc.nat(20),
        lateMs,
        meet: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        fails: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        status: fc.oneof({ weight: 3, arbitrary: fc.constant(200 as const) }, { weight: 1, arbitrary: fc.constantFrom(...failures) }),
        gone: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
        keepAliveMs: fc.constantFrom(0, 500, 1_000, 60_000, 300_000),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('exit' as const), pick: fc.nat(20), lateMs }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('pass' as const),
        ms: fc.constantFrom(0.5, 500, 1_000, 3_000, 30_000, 60_000),
        late: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('ringNext' as const) }) },
  ),
  { minLength: 1, maxLength: 80, size: 'max' },
);

const functions = fc
  .record({
    memoryMB: fc.constantFrom(128, 256, 384),
    reservedMB: fc.option(fc.constantFrom(0, 128, 200, 256, 512, 768), { nil: undefined }),
    provisionedInstances: fc.constantFrom(0, 0, 1, 2),
    asyncRun: fc.boolean(),
    timeoutMs: fc.constantFrom(1_000, 3_000, 60_000, 86_400_000),
    initTimeoutMs: fc.constantFrom(3_000, 65_000),
  })
  // What the validator refuses: provisioned instances that do not fit into the reservation (S22).
  .map((fn) => ({ ...fn, provisionedInstances: Math.min(fn.provisionedInstances, Math.floor((fn.reservedMB ?? Infinity) / fn.memoryMB)) }));

/** Regions small enough for every limit to be met within a few moves; the account always holds what is allocated, and the floor. */
export const plans: fc.Arbitrary<RegionPlan> = fc
  .record({
    functions: fc.array(functions, { minLength: 1, maxLength: 3 }),
    elsewhereMB: fc.constantFrom(0, 256),
    floorMB: fc.constantFrom(0, 128, 256),
    freeMB: fc.constantFrom(0, 128, 256, 512),
    burstPerMinute: fc.integer({ min: 1, max: 4 }),
    provisionedPerMinute: fc.integer({ min: 1, max: 2 }),
    asyncQueueMax: fc.constantFrom(3, 100_000),
  })
  .map(({ functions: choices, elsewhereMB, floorMB, freeMB, ...profile }) => {
    const fns = choices.map((choice, index) => functionPlan('abc'.charAt(index), choice));
    const allocated = [{ name: 'elsewhere', reservedMB: elsewhereMB, provisionedMB: 0 }];
    const takenMB = [...allocated, ...fns.map(claimOf)].reduce((sum, claim) => sum + chargedMB(claim), 0);
    return regionPlan(fns, { allocated, profile: { ...profile, floorMB, accountQuotaMB: takenMB + floorMB + freeMB } });
  });

/** A region played move by move: it is the shell and the runtime, and has the ledger check every step. */
export class Play {
  readonly #plan: RegionPlan;
  readonly #state;
  readonly #ledger: Ledger;
  #nowMs = 0;
  #calls = 0;
  readonly inputs: { readonly input: Input; readonly nowMs: number }[] = [];
  readonly effects: Effect[] = [];

  constructor(plan: RegionPlan) {
    this.#plan = plan;
    this.#state = createState(plan);
    this.#ledger = new Ledger(plan, this.#state);
    this.#take({ kind: 'deployed' });
  }

  do(move: Move): void {
    switch (move.kind) {
      case 'call':
        return this.#call(move);
      case 'report':
        return this.#report(move);
      case 'exit': {
        this.#nowMs += move.lateMs;
        const idle = this.#idle();
        const id = idle[move.pick % idle.length];
        return id === undefined ? undefined : this.#take({ kind: 'exited', instanceId: id });
      }
      case 'pass':
        if (!move.late) this.#ringUntil(this.#nowMs + move.ms);
        this.#nowMs += move.late ? move.ms : 0;
        return;
      case 'ringNext':
        return this.#ringNext();
    }
  }

  #call({ fn, qualifier, type, large }: Extract<Move, { kind: 'call' }>): void {
    // One call in a few goes to a function that does not exist.
    const key = fn === 20 ? 'nobody' : (this.#plan.functions[fn % this.#plan.functions.length]?.key ?? '');
    const bytes = large ? (type === 'async' ? limits.asyncEvent : limits.syncEvent).value + 1 : 2;
    this.#calls += 1;
    this.#take({ kind: 'invoked', requestId: `r${this.#calls}` as RequestId, function: key, qualifier, type, bytes });
  }

  #report({ pick, meet, lateMs, fails, status, gone, keepAliveMs }: Extract<Move, { kind: 'report' }>): void {
    const nextMs = nextDeadlineMs(this.#state);
    this.#nowMs = meet && nextMs < Infinity ? Math.max(this.#nowMs, nextMs) : this.#nowMs + lateMs;
    const working = this.#working();
    const instanceId = working[pick % working.length];
    if (instanceId === undefined) return;
    if (this.#ledger.instances.get(instanceId)?.ready === true) {
      this.#take({ kind: 'finished', instanceId, status, gone: gone && status !== 200, keepAliveMs });
    } else if (fails) {
      this.#take({ kind: 'startFailed', instanceId, status: 443 });
    } else {
      this.#take({ kind: 'started', instanceId });
    }
  }

  /** Instances that start or run. */
  #working(): InstanceId[] {
    return [...this.#ledger.instances.values()].filter(({ ready, run }) => !ready || run !== undefined).map(({ id }) => id);
  }

  #idle(): InstanceId[] {
    return [...this.#ledger.instances.values()].filter(({ ready, run }) => ready && run === undefined).map(({ id }) => id);
  }

  #ringUntil(toMs: number): void {
    while (nextDeadlineMs(this.#state) <= toMs) this.#ringNext();
    this.#nowMs = Math.max(this.#nowMs, toMs);
  }

  #ringNext(): void {
    const nextMs = nextDeadlineMs(this.#state);
    if (nextMs === Infinity) return;
    this.#nowMs = Math.max(this.#nowMs, nextMs);
    this.#take({ kind: 'rang' });
  }

  #take(input: Input): void {
    this.inputs.push({ input, nowMs: this.#nowMs });
    this.#ledger.expect(input);
    step(this.#state, input, this.#nowMs, (effect) => {
      this.effects.push(effect);
      this.#ledger.note(effect, this.#nowMs);
    });
    const settled = !('instanceId' in input);
    this.#ledger.check(this.#nowMs, settled);
    if (settled) assert(nextDeadlineMs(this.#state) > this.#nowMs, 'what is due is not carried out');
  }

  /** Let everything that runs come to its end, and time go on until nothing is due any more. */
  playOut(): void {
    for (let moves = 0; ; moves += 1) {
      assert(moves < 10_000, 'it never comes to rest');
      const [instanceId] = this.#working();
      if (instanceId !== undefined) {
        const { ready = false } = this.#ledger.instances.get(instanceId) ?? {};
        this.#take(ready ? { kind: 'finished', instanceId, status: 200, gone: false, keepAliveMs: 1_000 } : { kind: 'started', instanceId });
      } else if (nextDeadlineMs(this.#state) < Infinity) {
        this.#ringNext();
      } else {
        return this.#checkRest();
      }
    }
  }

  /** All that was accepted has ended, and of the instances only the provisioned ones are left. */
  #checkRest(): void {
    const stuck = [...this.#ledger.events.values()].filter(({ plan, state }) => state !== 'ended' && plan && this.#fits(plan));
    assert.deepStrictEqual(
      stuck.map(({ requestId, state }) => `${requestId} ${state}`),
      [],
      'an accepted event never ends',
    );
    const alive = [...this.#ledger.instances.values()];
    assert(
      alive.every(({ provisioned }) => provisioned),
      'an elastic instance outlives its keep-alive',
    );
    const configured = this.#plan.functions.reduce((sum, plan) => sum + plan.provisionedInstances, 0);
    assert.strictEqual(alive.length, configured, 'provisioned instances are missing');
  }

  /** Whether a function can ever have an elastic instance: events of one that cannot wait until they are too old (S58). */
  #fits({ key, memoryMB }: FunctionPlan): boolean {
    return memoryMB <= (this.#state.functions.get(key)?.quota.elasticMB ?? 0);
  }
}

/** The effects of the same inputs at the same times, in a region of its own. */
export function replay(plan: RegionPlan, inputs: Play['inputs']): Effect[] {
  const state = createState(plan);
  const effects: Effect[] = [];
  for (const { input, nowMs } of inputs) step(state, input, nowMs, (effect) => effects.push(effect));
  return effects;
}
