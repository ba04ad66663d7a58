import assert from 'node:assert';
import {
  createState,
  explain,
  nextDeadlineMs,
  provisioningOf,
  Sink,
  step,
  type Alias,
  type Change,
  type ChangeFault,
  type EndReason,
  type Input,
  type Instance,
  type Invocation,
  type Invoked,
  type Restored,
  type RoutingKey,
  type State,
  type StopReason,
  type TerminateOutcome,
} from '../../src/engine';
import {
  endStateOf,
  type Cause,
  type EndState,
  type FunctionPlan,
  type InstanceId,
  type InvocationId,
  type InvocationType,
  type LimitKind,
  type RequestId,
  type RunStatus,
  type Status,
} from '../../src/scf';
import { regionPlan } from '../scf/plans';

/** What falls due on the way from one moment to the next, at most: beyond it time does not pass. */
const ringsMax = 10_000;

/** How a call differs from a synchronous one of two bytes to `$DEFAULT`. */
export interface CallOptions {
  readonly type?: InvocationType;
  readonly qualifier?: string;
  readonly bytes?: number;
  readonly draw?: number;
  readonly routingKey?: RoutingKey;
}

/** Where an event was that is told again; by default it waited, is of `$DEFAULT`, and was accepted at 0 and never tried. */
export interface RestoreOptions extends Omit<CallOptions, 'bytes'> {
  readonly was?: Restored['was'];
  readonly dueMs?: number;
  readonly acceptedMs?: number;
  readonly attempts?: number;
  readonly runErrors?: number;
  readonly version?: string;
}

/**
 * An account whose instances are played by the test: it tells the engine what happens, and gets back in words what the
 * engine asked for. The first call of function `a` is `a1`, its second `a2`.
 */
export class Account {
  readonly state: State;
  /** Attempts that are over, such as `a1 on 1 200`, in their order. */
  readonly left: string[] = [];
  /** Why invocations are over. */
  readonly reasons = new Map<string, EndReason>();
  /** Why a limit was in the way, by invocation. */
  readonly causes = new Map<string, Cause>();
  /** What the engine has put aside, by name. */
  readonly #deferred = new Map<string, Restored>();
  readonly #words: Words;
  readonly #calls = new Map<string, number>();
  readonly #names: string[] = [];
  #nowMs = 0;

  constructor(functions: readonly FunctionPlan[], overrides?: Parameters<typeof regionPlan>[1], waitingMax?: number) {
    this.state = createState(regionPlan(functions, overrides), undefined, waitingMax);
    this.#words = new Words(
      this.left,
      this.reasons,
      (id) => this.#names[id] ?? '',
      (invocation, limit) => {
        const nameOf = ({ id }: Invocation) => (this.#names[id] ?? '') as RequestId;
        this.causes.set(nameOf(invocation), explain(this.state, invocation.version, limit, this.#nowMs, nameOf));
      },
      (invocation) => this.#deferred.set(this.#names[invocation.id] ?? '', asRestored(invocation)),
    );
  }

  /** Go to a moment. What falls due before is carried out on the way; what falls due at the moment itself is not yet. */
  at(nowMs: number): string[] {
    const said: string[] = [];
    for (let rings = 0; nextDeadlineMs(this.state) < nowMs; rings += 1) {
      assert(rings < ringsMax, 'deadlines without end');
      const dueMs = nextDeadlineMs(this.state);
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

  call(key: string, { type = 'sync', qualifier = '$DEFAULT', bytes = 2, draw = 0, routingKey }: CallOptions = {}): string[] {
    const id = this.#name(key);
    return this.#take({ kind: 'invoked', id, function: key, qualifier, type, bytes, draw, routingKey, data: undefined });
  }

  /** An asynchronous call. */
  send(key: string, qualifier?: string): string[] {
    return this.call(key, qualifier === undefined ? { type: 'async' } : { type: 'async', qualifier });
  }

  /** An event that was accepted before; it is named as if it were called now. */
  restore(key: string, { was = 'waiting', dueMs = 0, ...options }: RestoreOptions = {}): string[] {
    const { type = 'async', qualifier = '$DEFAULT', draw = 0, routingKey, acceptedMs = 0, attempts = 0, runErrors = 0, version } = options;
    const call = { id: this.#name(key), function: key, qualifier, type, draw, routingKey, data: undefined };
    const event = { ...call, acceptedMs, attempts, runErrors, version };
    return this.#take(was === 'resting' ? { kind: 'restored', was, dueMs, ...event } : { kind: 'restored', was, ...event });
  }

  /** What the engine has put aside comes back. */
  giveBack(name: string): string[] {
    const event = this.#deferred.get(name);
    this.#deferred.delete(name);
    if (!event) throw new Error(`${name} was not put aside`);
    return this.#take(event);
  }

  quiesce(): string[] {
    return this.#take({ kind: 'quiesced' });
  }

  started(id: number): string[] {
    return this.#take({ kind: 'started', instanceId: id as InstanceId });
  }

  startFailed(id: number, status: RunStatus = 443): string[] {
    return this.#take({ kind: 'startFailed', instanceId: id as InstanceId, status });
  }

  /** The run on an instance ends; of several, that of `name`. */
  finished(id: number, status: RunStatus = 200, { gone = false, keepAliveMs = 300_000, name = '' } = {}): string[] {
    const named = this.#names.indexOf(name);
    const invocation = named >= 0 ? (named as InvocationId) : this.state.instances.get(id as InstanceId)?.invocation?.id;
    return this.#take({ kind: 'finished', instanceId: id as InstanceId, id: invocation ?? (-1 as InvocationId), status, gone, keepAliveMs });
  }

  exited(id: number): string[] {
    return this.#take({ kind: 'exited', instanceId: id as InstanceId });
  }

  terminate(name: string, grace = false): string[] {
    return this.#take({ kind: 'terminate', id: this.#names.indexOf(name) as InvocationId, grace });
  }

  change(change: Change): string[] {
    return this.#take({ kind: 'changed', change });
  }

  alias(key: string, name: string, alias: Alias | undefined): string[] {
    return this.change({ kind: 'alias', function: key, name, alias });
  }

  /** `allocated/available status reason` of a version's provisioned instances. */
  provisioning(key: string, version = '1'): string {
    const found = this.state.functions.get(key)?.versions.get(version);
    if (!found) return 'none';
    const { allocated, available, status, reason } = provisioningOf(this.state, found);
    return `${allocated}/${available} ${status}${reason === undefined ? '' : ` ${reason}`}`;
  }

  #name(key: string): InvocationId {
    const count = (this.#calls.get(key) ?? 0) + 1;
    this.#calls.set(key, count);
    return (this.#names.push(`${key}${count}`) - 1) as InvocationId;
  }

  #take(input: Input): string[] {
    step(this.state, input, this.#nowMs, this.#words);
    return this.#words.said.splice(0);
  }
}

/** What a shell tells of an event that it has kept. */
function asRestored({ id, version, qualifier, type, arrivedMs: acceptedMs, draw, routingKey, data, attempts, runErrors }: Invocation): Restored {
  const call = { id, function: version.function.key, qualifier, type, draw, routingKey, data };
  const ranOn = attempts > 0 ? version.name : undefined;
  return { kind: 'restored', was: 'deferred', ...call, acceptedMs, attempts, runErrors, version: ranOn };
}

/** Ends that the status tells already. */
const plain: readonly EndReason[] = ['done', 'refused', 'terminated'];

/** Puts what the engine asks for into words. */
class Words extends Sink {
  readonly said: string[] = [];

  constructor(
    private readonly leaving: string[],
    private readonly reasons: Map<string, EndReason>,
    private readonly nameOf: (id: InvocationId) => string,
    private readonly explained: (invocation: Invocation, limit: LimitKind) => void,
    private readonly kept: (invocation: Invocation) => void,
  ) {
    super();
  }

  override rejected({ id }: Invoked | Restored, status: Status, limit: LimitKind | undefined): void {
    this.said.push(`ended ${this.nameOf(id)} ${status}${limit === undefined ? '' : ` ${limit}`}`);
  }

  override accepted({ id }: Invocation): void {
    this.said.push(`accepted ${this.nameOf(id)}`);
  }

  override waits(invocation: Invocation, limit: LimitKind, throttled: boolean): void {
    this.explained(invocation, limit);
    this.said.push(`waits ${this.nameOf(invocation.id)} ${limit}${throttled ? '' : ', behind another'}`);
  }

  override deferred(invocation: Invocation): void {
    this.kept(invocation);
    this.said.push(`defers ${this.nameOf(invocation.id)}`);
  }

  override departs({ id }: Invocation): void {
    this.said.push(`departs ${this.nameOf(id)}`);
  }

  override starts({ id, version }: Instance, invocation: Invocation | undefined): void {
    this.said.push(`starts ${id} ${invocation ? `for ${this.nameOf(invocation.id)}` : `provisioned ${version.function.key}`}`);
  }

  override runs({ id }: Invocation, instance: Instance, cold: boolean): void {
    this.said.push(`runs ${this.nameOf(id)} on ${instance.id}${cold ? ', cold' : ''}`);
  }

  override left({ id }: Invocation, instance: Instance, status: Status): void {
    this.leaving.push(`${this.nameOf(id)} on ${instance.id} ${status}`);
  }

  override retries({ id }: Invocation, dueMs: number, status: Status): void {
    this.said.push(`retries ${this.nameOf(id)} at ${dueMs} after ${status}`);
  }

  override ended(invocation: Invocation, status: Status, state: EndState, why: EndReason): void {
    const limit = state === 'REFUSED' || why === 'queueFull' ? invocation.waitsFor : undefined;
    if (limit !== undefined) this.explained(invocation, limit);
    const words = [status, limit, state === endStateOf(status) ? undefined : state, plain.includes(why) ? undefined : why];
    this.reasons.set(this.nameOf(invocation.id), why);
    this.said.push(`ended ${this.nameOf(invocation.id)} ${words.filter((word) => word !== undefined).join(' ')}`);
  }

  override signals({ id }: Instance, invocation: Invocation): void {
    this.said.push(`signals ${id} for ${this.nameOf(invocation.id)}`);
  }

  override stops({ id }: Instance, why: StopReason): void {
    this.said.push(`stops ${id} ${why}`);
  }

  override terminated(id: InvocationId, outcome: TerminateOutcome): void {
    this.said.push(`terminated ${this.nameOf(id)} ${outcome}`);
  }

  override changed({ kind }: Change, fault: ChangeFault | undefined): void {
    this.said.push(`changed ${kind}${fault === undefined ? '' : ` ${fault}`}`);
  }

  override givenUp({ id }: Invocation): void {
    this.said.push(`gives up ${this.nameOf(id)}`);
  }

  override credentialsExpired({ id }: Invocation): void {
    this.said.push(`credentials of ${this.nameOf(id)} expire`);
  }
}

/** How many events of a function wait, here and with the shell, and how many its queue and those of the region count. @source S61 */
export function levels({ state }: Account, key = 'a'): Record<'waiting' | 'deferred' | 'backlog' | 'region', number> {
  const { waitingEvents: waiting = NaN, deferred = NaN, backlog = NaN } = state.functions.get(key) ?? {};
  return { waiting, deferred, backlog, region: state.backlog };
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
