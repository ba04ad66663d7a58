import {
  Sink,
  type Change,
  type ChangeFault,
  type EndReason,
  type Instance,
  type Invocation,
  type Invoked,
  type Restored,
  type StopReason,
  type TerminateOutcome,
} from '../../src/engine';
import type { EndState, InvocationId, LimitKind, RunStatus, Status } from '../../src/scf';

/** Takes every effect down in a few characters, and hands it on. */
export class Transcript extends Sink {
  readonly said: string[] = [];
  /** Where the effects of the last step begin. */
  from = 0;

  constructor(private readonly to: Sink) {
    super();
  }

  /** A step begins. */
  begin(): void {
    this.from = this.said.length;
  }

  override deferred(invocation: Invocation): void {
    this.said.push(`${invocation.id} deferred`);
    this.to.deferred(invocation);
  }

  override rejected(call: Invoked | Restored, status: Status, limit: LimitKind | undefined): void {
    this.said.push(`${call.id} rejected ${status} ${limit ?? ''}`);
    this.to.rejected(call, status, limit);
  }

  override accepted(invocation: Invocation): void {
    this.said.push(`${invocation.id} accepted`);
    this.to.accepted(invocation);
  }

  override waits(invocation: Invocation, limit: LimitKind, throttled: boolean): void {
    this.said.push(`${invocation.id} waits ${limit} ${throttled}`);
    this.to.waits(invocation, limit, throttled);
  }

  override starts(instance: Instance, invocation: Invocation | undefined): void {
    this.said.push(`${invocation?.id ?? ''} starts @${instance.id}`);
    this.to.starts(instance, invocation);
  }

  override runs(invocation: Invocation, instance: Instance, cold: boolean): void {
    this.said.push(`${invocation.id} runs @${instance.id} ${cold}`);
    this.to.runs(invocation, instance, cold);
  }

  override left(invocation: Invocation, instance: Instance, status: RunStatus): void {
    this.said.push(`${invocation.id} left @${instance.id} ${status}`);
    this.to.left(invocation, instance, status);
  }

  override retries(invocation: Invocation, dueMs: number, status: Status): void {
    this.said.push(`${invocation.id} retries ${dueMs} ${status}`);
    this.to.retries(invocation, dueMs, status);
  }

  override ended(invocation: Invocation, status: Status, state: EndState, why: EndReason): void {
    this.said.push(`${invocation.id} ended ${status} ${state} ${why}`);
    this.to.ended(invocation, status, state, why);
  }

  override signals(instance: Instance, invocation: Invocation): void {
    this.said.push(`${invocation.id} signals @${instance.id}`);
    this.to.signals(instance, invocation);
  }

  override stops(instance: Instance, why: StopReason): void {
    this.said.push(`@${instance.id} stops ${why}`);
    this.to.stops(instance, why);
  }

  override terminated(id: InvocationId, outcome: TerminateOutcome): void {
    this.said.push(`${id} terminated ${outcome}`);
    this.to.terminated(id, outcome);
  }

  override changed(change: Change, fault: ChangeFault | undefined): void {
    this.said.push(`changed ${change.kind} ${fault ?? ''}`);
    this.to.changed(change, fault);
  }

  override givenUp(invocation: Invocation): void {
    this.said.push(`${invocation.id} given up`);
    this.to.givenUp(invocation);
  }

  override credentialsExpired(invocation: Invocation): void {
    this.said.push(`${invocation.id} credentials`);
    this.to.credentialsExpired(invocation);
  }
}
