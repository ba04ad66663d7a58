import { createState, explain, nextDeadlineMs, step, type Effect, type Input } from '../../src/engine';
import type { Cause, FunctionPlan, InstanceId, InvocationType, RequestId, RunStatus } from '../../src/scf';
import { regionPlan } from '../scf/plans';

/**
 * An account whose instances are played by the test: it tells the engine what happens, and gets back in words what the
 * engine asked for. The first call of function `a` is `a1`, its second `a2`.
 */
export class Account {
  readonly state;
  /** Why a limit was in the way, by invocation. */
  readonly causes = new Map<string, Cause>();
  readonly #calls = new Map<string, number>();
  #nowMs = 0;

  constructor(functions: readonly FunctionPlan[], overrides?: Parameters<typeof regionPlan>[1]) {
    this.state = createState(regionPlan(functions, overrides));
  }

  /** Go to a moment. What falls due before is carried out on the way; what falls due at the moment itself is not yet. */
  at(nowMs: number): string[] {
    const said: string[] = [];
    for (let dueMs = nextDeadlineMs(this.state); dueMs < nowMs; dueMs = nextDeadlineMs(this.state)) {
      this.#nowMs = dueMs;
      said.push(...this.ring().map((words) => `${dueMs}: ${words}`));
    }
    this.#nowMs = nowMs;
    return said;
  }

  /** Go to a moment without any alarm on the way, as when the process was too busy to hear it. */
  lateAt(nowMs: number): this {
    this.#nowMs = nowMs;
    return this;
  }

  deploy(): string[] {
    return this.#take({ kind: 'deployed' });
  }

  ring(): string[] {
    return this.#take({ kind: 'rang' });
  }

  call(
    key: string,
    { type = 'sync', qualifier = '$DEFAULT', bytes = 2 }: { type?: InvocationType; qualifier?: string; bytes?: number } = {},
  ): string[] {
    const count = (this.#calls.get(key) ?? 0) + 1;
    this.#calls.set(key, count);
    return this.#take({ kind: 'invoked', requestId: `${key}${count}` as RequestId, function: key, qualifier, type, bytes });
  }

  /** An asynchronous call. */
  send(key: string, qualifier?: string): string[] {
    return this.call(key, qualifier === undefined ? { type: 'async' } : { type: 'async', qualifier });
  }

  started(id: number): string[] {
    return this.#take({ kind: 'started', instanceId: id as InstanceId });
  }

  startFailed(id: number, status: RunStatus = 443): string[] {
    return this.#take({ kind: 'startFailed', instanceId: id as InstanceId, status });
  }

  finished(id: number, status: RunStatus = 200, { gone = false, keepAliveMs = 300_000 } = {}): string[] {
    return this.#take({ kind: 'finished', instanceId: id as InstanceId, status, gone, keepAliveMs });
  }

  exited(id: number): string[] {
    return this.#take({ kind: 'exited', instanceId: id as InstanceId });
  }

  #take(input: Input): string[] {
    const said: string[] = [];
    step(this.state, input, this.#nowMs, (effect) => {
      if ('limit' in effect && effect.limit !== undefined) this.causes.set(effect.requestId, explain(this.state, effect.function, effect.limit));
      said.push(inWords(effect));
    });
    return said;
  }
}

function inWords(effect: Effect): string {
  switch (effect.kind) {
    case 'accepted':
      return `accepted ${effect.requestId}`;
    case 'waits':
      return `waits ${effect.requestId} ${effect.limit}${effect.throttled ? '' : ', behind another'}`;
    case 'starts':
      return `starts ${effect.instanceId} ${effect.requestId === undefined ? `provisioned ${effect.function}` : `for ${effect.requestId}`}`;
    case 'runs':
      return `runs ${effect.requestId} on ${effect.instanceId}${effect.cold ? ', cold' : ''}`;
    case 'ended':
      return `ended ${effect.requestId} ${effect.status}${effect.limit === undefined ? '' : ` ${effect.limit}`}`;
    case 'stops':
      return `stops ${effect.instanceId} ${effect.why}`;
  }
}

/** How often each answer came, by its first word and its last: `{ 'starts': 500, 'ended 429': 700 }`. */
export function tally(said: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const words of said) {
    const [kind = '', , status = ''] = words.split(' ');
    const name = kind === 'ended' ? `ended ${status}` : kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** The effects of doing something a number of times, 1-based. */
export function times(count: number, act: (nth: number) => string[]): string[] {
  return Array.from({ length: count }, (_, index) => act(index + 1)).flat();
}
