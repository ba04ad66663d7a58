/** What a service has deployed from one folder: kept in `.serverless-scf/deploy.json`, and only ever a help. The cloud itself decides. */
export interface DeployJournal {
  readonly formatVersion: 1;
  /** By `targetKey`. */
  readonly targets: Readonly<Record<string, TargetJournal>>;
}

/** One service at one stage in one region. */
export interface TargetJournal {
  /** Functions that were deployed from here and are not known to be deleted, by their names in the cloud. */
  readonly functions: Readonly<Record<string, FunctionJournal>>;
  /** The last deploy; undefined before the first. */
  readonly run: RunJournal | undefined;
}

export interface FunctionJournal {
  /** Its key under `functions:`. */
  readonly key: string;
  /** `ModTime` of `$LATEST` when it was last deployed; while it stays, its code is as it was. */
  readonly modTime: string | undefined;
  /** What GetFunctionAddress says of that code; undefined: was not asked. */
  readonly codeSha256: string | undefined;
  readonly contentHash: string | undefined;
}

export interface RunJournal {
  /** Of the plan. */
  readonly fingerprint: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  readonly outcome: 'running' | 'done' | 'failed' | 'interrupted';
  /** By the ids of steps, in their order; those that have not begun are `open`. */
  readonly steps: Readonly<Record<string, StepOutcome>>;
}

export interface StepOutcome {
  readonly state: 'open' | 'started' | 'done' | 'failed';
  /** What it made: of `publish` the version. */
  readonly made?: string;
  /** Code of the error. */
  readonly code?: string;
}

export interface Target {
  readonly host: string;
  readonly region: string;
  readonly namespace: string;
  readonly service: string;
  readonly stage: string;
}

/** Names a target in the journal. */
export function targetKey({ host, region, namespace, service, stage }: Target): string {
  return [host, region, namespace, service, stage].join('/');
}

/** Functions that other services or stages have deployed from the same folder to the same place: whatever they are called, they are not this target's. */
export function namesOfOthers({ targets }: DeployJournal, target: Target): ReadonlySet<string> {
  const { host, region, namespace } = target;
  const place = `${[host, region, namespace].join('/')}/`;
  const others = Object.entries(targets).filter(([key]) => key.startsWith(place) && key !== targetKey(target));
  return new Set(others.flatMap(([, { functions }]) => Object.keys(functions)));
}

export const emptyJournal: DeployJournal = { formatVersion: 1, targets: {} };
