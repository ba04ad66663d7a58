import type { Said } from '../messages/text';
import type { Terminated } from '../region';
import type { RegionPlan } from '../scf';

/**
 * A service that is served: by a region of its own, or as a part of another service's region. What asks that other one rejects
 * when it is gone, which `gone` tells as well.
 */
export interface Serving {
  /** Such as `http://127.0.0.1:8583`. */
  readonly origin: string;
  /** Resolves when it has ended without having been asked to. */
  readonly gone: Promise<void>;
  /** Milliseconds since the region was opened. */
  sinceOpenedMs(): number;
  /** Take the service as it is now. What runs goes on as it was. @source S116 */
  reload(plan: RegionPlan, change: CodeChange): Promise<Reloaded>;
  status(): Promise<readonly FunctionStatus[]>;
  /** Asynchronous executions that run, the earliest first. */
  running(): Promise<readonly RunningEvent[]>;
  terminate(requestId: string, grace: boolean): Promise<Terminated>;
  /** Whether one of its functions runs or starts, or has done so a moment ago. */
  ranJustNow(): Promise<boolean>;
  /** Lets nothing new begin. Resolves when nothing runs any more, with what waits. */
  drain(): Promise<StillWaiting>;
  /** Ends everything, at once where it has not been drained; resolves when no process is left. */
  close(): Promise<void>;
}

/** Events that wait when a region, or a service's part of it, is about to end. */
export interface StillWaiting {
  readonly waiting: number;
  /** Of them those whose functions the next start does not bring: they are of services that join, or no longer in `serverless.yml`. */
  readonly absent: number;
}

/** Of a service: which of its functions have other code now, by their keys in `serverless.yml`. */
export interface CodeChange {
  readonly codeChanged: readonly string[] | 'all';
}

/** What became of a changed configuration, function by function. */
export interface Reloaded {
  /** Functions that stay as they were, with the region's reason; undefined: the account. */
  readonly refused: readonly Refused[];
  /** What only a new start applies; with `service`, which is its name, nothing else was taken either. */
  readonly restart: readonly string[];
}

interface Refused {
  readonly function: string | undefined;
  readonly code: string;
  readonly message: Said;
  /** Where a function came back, and it is what the API had reserved for it (in whose place is what `serverless.yml` reserves, MB), or what `serverless.yml` reserves in its place. */
  readonly reservation?: { readonly by: 'api'; readonly otherwiseMB?: number | undefined } | { readonly by: 'file' };
  /** The function was to be added, and is not there. */
  readonly absent?: true;
}

/** A function's part of a region, now. */
export interface FunctionStatus {
  readonly function: string;
  /** Alive. */
  readonly instances: number;
  readonly busy: number;
  readonly busyMB: number;
  /** Events in its queue. */
  readonly waiting: number;
  /** Refusals so far. */
  readonly throttledByQuota: number;
  readonly throttledByRate: number;
}

export interface RunningEvent {
  readonly requestId: string;
  readonly function: string;
  /** How long it has run, ms. */
  readonly forMs: number;
}
