import type { CloudAnswer, CloudClient } from '../../cloud/client';
import type { CloudTime } from '../../cloud';
import { allPages, type Reading } from '../../cloud/reading';
import type { FieldChange, Step, StepParams, VersionRef } from '../plan';
import type { Waiting } from './event';

/** What one step is carried out with. */
export interface Hands {
  readonly step: Step;
  /** Of the API, for messages. */
  readonly host: string;
  /** Which function is meant, in every request. */
  readonly names: { readonly FunctionName: string; readonly Namespace: string };
  /** Reads; given up when the deploy is interrupted. */
  read(action: string, params?: object): Promise<CloudAnswer>;
  /** All items of a list. */
  pages(action: string, member: string): Promise<readonly Reading[]>;
  /**
   * Changes something. It is not given up when the deploy is interrupted: then nobody would know whether it was done.
   * @param timeoutMs  how long one attempt may take; the client's own time unless said
   */
  send(action: string, params?: object, timeoutMs?: number): Promise<CloudAnswer>;
  /** @throws whatever interrupted the deploy */
  pause(ms: number): Promise<void>;
  nowMs(): number;
  /** Tells what the step waits for. */
  waiting(what: Waiting): void;
  versionOf(ref: VersionRef): string;
  /** An earlier deploy from here has made the function, or was about to. */
  readonly isKnown: boolean;
  /** `Code` of the API: the archive, or where it is. */
  code(): Promise<StepParams>;
  /** Differences between the function as it is and as it is to be. */
  differences(): Promise<readonly FieldChange[]>;
}

/** What the executor gives to all steps. */
export interface Tools {
  readonly client: CloudClient;
  readonly time: CloudTime;
  readonly signal: AbortSignal;
  readonly namespace: string;
  readonly versionOf: (ref: VersionRef) => string;
  /** Whether the journal had a function before this deploy. */
  readonly isKnown: (name: string) => boolean;
  readonly codeOf: (step: Step) => Promise<StepParams>;
  readonly verify: (name: string) => Promise<readonly FieldChange[]>;
}

/** @param tell  takes what the step waits for */
export function handsFor(step: Step, tools: Tools, tell: (what: Waiting) => void): Hands {
  const { client, time, signal, namespace, versionOf, isKnown, codeOf, verify } = tools;
  const names = { FunctionName: step.function, Namespace: namespace };
  let code: Promise<StepParams> | undefined;
  return {
    step,
    host: client.host,
    names,
    read: (action, params = {}) => client.call(action, { ...names, ...params }, { signal }),
    pages: (action, member) => allPages(client, action, names, member, { signal }),
    send: (action, params = {}, timeoutMs) => client.call(action, { ...names, ...params }, { timeoutMs }),
    pause: (ms) => time.sleep(ms, signal),
    nowMs: () => time.nowMs(),
    waiting: tell,
    versionOf,
    isKnown: isKnown(step.function),
    // Read once, however often it is sent.
    code: () => (code ??= codeOf(step)),
    differences: () => verify(step.function),
  };
}
