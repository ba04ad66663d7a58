import type { Timeline } from '../clock';
import type { Lang } from '../messages';
import { stream, uuidOf } from '../random';
import { Region, type Call, type Ended, type Invocation, type RegionObserver, type Retry } from '../region';
import type { Runtime } from '../runtime';
import type { Attempt, Cause, InvocationRecord, InvocationType, RegionPlan, RequestId, Status } from '../scf';
import type { ProvisionedChange } from '../trace';
import { remember } from './language';
import { ProvisionedWatch } from './provisionedWatch';

/** An attempt, from when its handler began. */
export type BegunAttempt = Omit<Attempt, 'endedMs' | 'status'>;

/** What is known of an event: where it stands now. Times are ms since the region was created. */
export interface EventView {
  /** In order of arrival, as in its record. */
  readonly row: number;
  readonly requestId: RequestId;
  readonly function: string;
  readonly type: InvocationType;
  /** `QUEUED` as long as it has no instance, also between attempts; `RUNNING` from when one starts for it; then as its record ends. @source S75 */
  readonly state: 'QUEUED' | 'RUNNING' | InvocationRecord['state'];
  /** The final code; undefined until it has ended. */
  readonly status: Status | undefined;
  readonly arrivedMs: number;
  /** When its last attempt began. */
  readonly startedMs: number | undefined;
  readonly endedMs: number | undefined;
  /** What let it wait, or refused it. */
  readonly cause: Cause | undefined;
  /** Its attempts so far, one that is under way included. */
  readonly attempts: readonly BegunAttempt[];
  readonly retries: readonly RetryView[];
  /** When the temporary credentials of its function's role ran out while it ran: in the cloud, calls with them fail from then on. @source S80 */
  readonly credentialsExpiredMs: number | undefined;
}

/** Another attempt of an event. @source S54–S56 */
export interface RetryView extends Retry {
  /** When it was decided on, ms since the region was created; the attempt is due `afterMs` later. */
  readonly atMs: number;
}

/** An invocation, as far as it has come. */
interface Course {
  readonly row: number;
  readonly function: string;
  readonly type: InvocationType;
  readonly arrivedMs: number;
  readonly log: string[];
  readonly retries: RetryView[];
  readonly attempts: BegunAttempt[];
  /** Its handler has begun, and the attempt is not over. */
  running: boolean;
  cause: Cause | undefined;
  credentialsExpiredMs: number | undefined;
  ended: Ended | undefined;
}

export interface AccountParts {
  readonly plan: RegionPlan;
  readonly timeline: Timeline;
  readonly runtime: Runtime;
  readonly seed: number;
  readonly context: Readonly<Record<string, unknown>>;
  /** Language of messages about what happened. */
  readonly lang: Lang;
}

/** The region of a test, and everything that happened in it so far. */
export class Account {
  readonly region: Region;
  readonly #watch: ProvisionedWatch;
  readonly #seed: number;
  readonly #courses = new Map<RequestId, Course>();
  #open = 0;
  #warm = false;

  constructor({ seed, timeline, runtime, lang, ...parts }: AccountParts) {
    const chance = stream(seed, 'platform');
    this.#seed = seed;
    this.#watch = new ProvisionedWatch(runtime, timeline);
    this.region = new Region({
      ...parts,
      runtime: this.#watch,
      clock: timeline.clock,
      random: () => chance.uniform(),
      newRequestId: () => this.#requestIdOf(this.#courses.size - 1),
      observer: this.#observer(lang),
    });
    void this.region.warm.then(() => (this.#warm = true));
  }

  /** Whether the provisioned instances are ready that may start at once. */
  get warm(): boolean {
    return this.#warm;
  }

  /** What provisioned instances are charged by. */
  get provisioned(): readonly ProvisionedChange[] {
    return this.#watch.changes;
  }

  /** Memory of an instance, MB. */
  instanceMB(instance: number): number | undefined {
    return this.#watch.memoryMB.get(instance);
  }

  /** Invocations that have not ended. */
  get open(): number {
    return this.#open;
  }

  /** Of what has ended, in order of arrival. */
  get records(): InvocationRecord[] {
    return [...this.#courses.values()].flatMap(({ ended }) => (ended ? [ended.record] : []));
  }

  /** Of what has not ended, in order of arrival. */
  get unended(): EventView[] {
    const bound = new Set(this.region.instances().flatMap(({ requestIds }) => requestIds));
    return [...this.#courses].flatMap(([requestId, course]) => (course.ended ? [] : viewOf(requestId, course, bound.has(requestId))));
  }

  invoke(call: Call): Invocation {
    const arrivedMs = this.region.sinceOpenedMs();
    const row = this.#courses.size;
    // What happens to it at once is heard of before the region has returned.
    this.#courses.set(this.#requestIdOf(row), {
      row,
      function: call.function,
      type: call.type,
      arrivedMs,
      log: [],
      retries: [],
      attempts: [],
      running: false,
      cause: undefined,
      credentialsExpiredMs: undefined,
      ended: undefined,
    });
    this.#open += 1;
    return this.region.invoke(call);
  }

  /** How an invocation ended; undefined when it has not. */
  ended(requestId: RequestId): Ended | undefined {
    return this.#courses.get(requestId)?.ended;
  }

  retries(requestId: RequestId): readonly RetryView[] {
    return this.#courses.get(requestId)?.retries ?? [];
  }

  /** The log of an invocation so far. */
  logs(requestId: RequestId): readonly string[] {
    return this.#courses.get(requestId)?.log ?? [];
  }

  event(requestId: RequestId): EventView | undefined {
    const course = this.#courses.get(requestId);
    return course && viewOf(requestId, course, !course.ended && this.#hasInstance(requestId, course.function));
  }

  #hasInstance(requestId: RequestId, functionKey: string): boolean {
    return this.region.instances(functionKey).some(({ requestIds }) => requestIds.includes(requestId));
  }

  #requestIdOf(row: number): RequestId {
    return uuidOf(this.#seed, row) as RequestId;
  }

  #observer(lang: Lang): RegionObserver {
    const nowMs = (): number => this.region.sinceOpenedMs();
    const told = (requestId: RequestId | undefined, tell: (course: Course) => void): void => {
      const course = requestId === undefined ? undefined : this.#courses.get(requestId);
      if (course) tell(course);
    };
    return {
      line: (text, _function, requestId) => told(requestId, ({ log }) => log.push(text)),
      waits: (requestId, cause) => told(requestId, (course) => (course.cause = cause)),
      runs: (requestId, instance, cold) => {
        this.#watch.runs(instance, requestId);
        told(requestId, (course) => {
          course.running = true;
          course.attempts.push({ instance, cold, startedMs: nowMs() });
        });
      },
      leaves: (requestId, instance) => {
        this.#watch.leaves(instance, requestId);
        told(requestId, (course) => {
          if (!course.running) course.attempts.push({ instance, cold: true, startedMs: nowMs(), initOnly: true });
          course.running = false;
        });
      },
      credentialsExpired: (requestId) => told(requestId, (course) => (course.credentialsExpiredMs = nowMs())),
      retries: (requestId, retry) => told(requestId, ({ retries }) => retries.push({ ...retry, atMs: nowMs() })),
      ended: (ended) =>
        told(ended.record.requestId, (course) => {
          course.ended = ended;
          remember(ended.record, lang);
          this.#open -= 1;
        }),
    };
  }
}

function viewOf(requestId: RequestId, course: Course, hasInstance: boolean): EventView {
  const { row, ended, function: key, type, arrivedMs, attempts, cause, retries, credentialsExpiredMs } = course;
  return {
    row,
    requestId,
    function: key,
    type,
    state: ended?.record.state ?? (hasInstance ? 'RUNNING' : 'QUEUED'),
    status: ended?.record.status,
    arrivedMs,
    startedMs: attempts.findLast(({ initOnly }) => !initOnly)?.startedMs,
    endedMs: ended?.record.endedMs,
    cause: ended?.record.cause ?? cause,
    attempts,
    retries,
    credentialsExpiredMs,
  };
}
