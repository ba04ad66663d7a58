/** What the names of functions in the cloud are taken apart into. */
export interface Naming {
  readonly service: string;
  readonly stage: string;
  /** The key under `functions:` of each function, by its name in the cloud. */
  readonly keys: ReadonlyMap<string, string>;
}

/** What the user has said about names. */
export interface GivenNames {
  readonly service?: string | undefined;
  readonly stage?: string | undefined;
}

/** What people call their stages; a name that has one of these in it is most likely `<service>-<stage>-<key>`. */
const stageWords = new Set([
  ...['dev', 'develop', 'development', 'local', 'test', 'testing', 'qa', 'uat', 'sit', 'fat', 'stage', 'staging', 'stg', 'pre', 'prepub'],
  ...['preview', 'beta', 'alpha', 'canary', 'gray', 'release', 'prod', 'production', 'prd', 'live', 'online', 'demo', 'sandbox'],
]);

const serviceDefault = 'imported-service';
const stageDefault = 'dev';

/** @source F24: the framework's own check */
const servicePattern = /^[a-zA-Z][0-9a-zA-Z-]+$/;

/**
 * Guesses service, stage and keys, so that as many names as possible are `<service>-<stage>-<key>`: deploying another stage then makes
 * functions of its own. What the user says is not guessed.
 * @param names  at least one
 * @source S226: the older plugin's names, and ours
 */
export function namingOf(names: readonly string[], { service: givenService, stage: givenStage }: GivenNames): Naming {
  const shared = sharedParts(names);
  const guess = guessOf(shared, names.length > 1);
  const stage = givenStage ?? (givenService === undefined ? guess?.stage : stageAfter(givenService, shared)) ?? stageDefault;
  const service = givenService ?? serviceBefore(stage, shared) ?? guess?.service ?? serviceFrom(shared);
  const prefix = `${service}-${stage}-`;
  // Two names never give one key: one that has the prefix is longer by it than its key, and a key that is taken is left whole.
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const short = name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : name;
    const key = taken.has(short) || (short !== name && names.includes(short)) ? name : short;
    taken.add(key);
    keys.set(name, key);
  }
  return { service, stage, keys };
}

/** Whether a function needs its name written: its key alone gives another. */
export function needsName(name: string, { service, stage, keys }: Naming): boolean {
  return name !== `${service}-${stage}-${keys.get(name) ?? ''}`;
}

/** The parts between hyphens that all names begin with; each name keeps at least one part that is its own. */
function sharedParts(names: readonly string[]): string[] {
  const all = names.map((name) => name.split('-'));
  const [first = [], ...others] = all;
  const most = Math.min(...all.map((parts) => parts.length)) - 1;
  const end = first.findIndex((part, index) => index >= most || others.some((other) => other[index] !== part));
  return first.slice(0, Math.max(0, end));
}

/**
 * Where the stage is in what all names share: at a word that is used for stages; else at the end, if several names agree on it.
 */
function guessOf(shared: readonly string[], several: boolean): { readonly service: string; readonly stage: string } | undefined {
  const word = shared.findIndex((part, index) => index > 0 && stageWords.has(part.toLowerCase()));
  const at = word > 0 ? word : several && shared.length > 1 ? shared.length - 1 : -1;
  const stage = shared[at];
  const service = shared.slice(0, Math.max(0, at)).join('-');
  return stage !== undefined && isStage(stage) && servicePattern.test(service) ? { service, stage } : undefined;
}

/** The part behind the service's name, where all names have the same. */
function stageAfter(service: string, shared: readonly string[]): string | undefined {
  const text = `${shared.join('-')}-`;
  const [part = ''] = text.startsWith(`${service}-`) ? text.slice(service.length + 1).split('-') : [];
  return isStage(part) ? part : undefined;
}

/** The parts before the stage, where all names have the same. */
function serviceBefore(stage: string, shared: readonly string[]): string | undefined {
  const text = `${shared.join('-')}-`;
  const at = text.indexOf(`-${stage}-`);
  const service = at < 0 ? '' : text.slice(0, at);
  return servicePattern.test(service) ? service : undefined;
}

function serviceFrom(shared: readonly string[]): string {
  const service = shared.join('-');
  return servicePattern.test(service) ? service : serviceDefault;
}

/** @source schema/provider.json: `stage` */
function isStage(part: string): boolean {
  return /^[A-Za-z0-9-]+$/.test(part);
}
