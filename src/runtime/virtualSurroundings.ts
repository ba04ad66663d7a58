import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { LineCutter } from './lines';
import { leaveUtc, parseIn } from './localTime';
import { over } from './overlay';
import { builtin, realGlobal, realProcess } from './realNode';
import { timersPromises } from './timersPromises';
import { platformConsole, writer } from './virtualConsole';
import { virtualFiles } from './virtualFiles';
import { bootedMs, virtualPerformance } from './virtualPerformance';
import { temporalOf, virtualTemporal, type Present } from './virtualTemporal';
import type { TimerFunctions } from './virtualTimers';
import { utcOf, zoneOf } from './zones';

/** What user code takes for the world: its names are those under which it finds them. */
export interface Surroundings extends TimerFunctions {
  readonly Date: DateConstructor;
  /** Where Node has one. */
  readonly Temporal?: object;
  readonly AbortSignal: object;
  readonly queueMicrotask: typeof queueMicrotask;
  readonly performance: object;
  readonly process: object;
  readonly console: object;
}

/** What the surroundings of one instance are made from. */
export interface SurroundingsParts {
  /** Ms since the Unix epoch. */
  readonly nowMs: () => number;
  readonly timers: TimerFunctions;
  /** The environment of the instance: all of it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly codeDir: string;
  /** Hears what is printed, line by line. */
  readonly line: (text: string, cutBytes: number) => void;
  /** The request that lines of `console` belong to. */
  readonly requestId: () => string;
  /** What user code is told that would change its folder. */
  readonly noChdir: string;
  /** User code ends its process; does not return. */
  readonly exit: (code: number) => never;
}

/** The surroundings of an instance, and the strings by which its engine moves them. */
export interface OwnSurroundings {
  readonly names: Surroundings;
  readonly present: Present;
  /** Listeners of user code to what happens to its process. */
  readonly events: EventEmitter;
  /** Modules of Node that know of time or of the process, by name without `node:`. */
  readonly modules: ReadonlyMap<string, object>;
  /** Tell what was printed without a line end. */
  flush(): void;
}

/**
 * A world for one instance: its own time, process and console, everything else is Node's.
 * @source S165, S210, S114
 */
export function surround(parts: SurroundingsParts): OwnSurroundings {
  const { nowMs, timers } = parts;
  const events = new EventEmitter().setMaxListeners(0);
  const [stdout, stderr] = [new LineCutter(parts.line), new LineCutter(parts.line)];
  const modules = new Map<string, object>();
  const variables = new Variables(parts.environment);
  const ownProcess = virtualProcess(parts, variables.env, events, stdout, stderr, modules);
  const present: Present = { nowMs, zone: () => variables.zone };
  const temporal = temporalOf(realGlobal);
  const names: Surroundings = {
    ...timers,
    Date: virtualDate(realGlobal.Date, present.nowMs, present.zone),
    ...(temporal && { Temporal: virtualTemporal(temporal, present) }),
    AbortSignal: virtualAbortSignal(timers),
    // The tests' own may be a fake.
    queueMicrotask: realGlobal.queueMicrotask,
    performance: virtualPerformance(nowMs),
    process: ownProcess,
    console: platformConsole(parts, stdout),
  };
  const timersModule = { ...timers, promises: timersPromises(timers) };
  modules
    .set('timers', timersModule)
    .set('timers/promises', timersModule.promises)
    .set('process', names.process)
    .set('console', names.console)
    .set(
      'fs',
      virtualFiles(new Map([stdout, stderr].map((stream, at) => [at + 1, stream])), (act) => void timers.setImmediate(act)),
    )
    .set('perf_hooks', { ...builtin('node:perf_hooks'), performance: names.performance });
  return {
    names,
    present,
    events,
    modules,
    flush: () => {
      stdout.flush();
      stderr.flush();
    },
  };
}

/**
 * Dates whose present is given; a date that is spelled out is what it is, in a zone of its own where it does not say otherwise.
 *
 * @param zone  the time zone of the instance that asks; undefined for anybody else, who has the machine's
 * @source S210
 */
export function virtualDate(real: DateConstructor, nowMs: () => number, zone: () => string | undefined): DateConstructor {
  // Asked for now: whoever replaces them and puts back what was found here would else make them call themselves.
  const natives: Readonly<Record<PropertyKey, unknown>> & Pick<DateConstructor, 'parse'> = { now: real.now, parse: real.parse };
  const now = (): number => Math.floor(nowMs());
  const parse = (text: string): number => {
    const own = zone();
    return own === undefined ? natives.parse(text) : parseIn(own, natives, text);
  };
  const momentOf = (args: unknown[]): unknown[] => {
    if (args.length === 0) return [now()];
    if (typeof args[0] === 'string' && args.length === 1) return [parse(args[0])];
    const own = args.length > 1 ? zone() : undefined;
    return own === undefined ? args : [utcOf(real.UTC(...(args as Parameters<typeof real.UTC>)), own)];
  };
  const own: Readonly<Record<PropertyKey, unknown>> = { now, parse };
  return new Proxy(real, {
    construct: (target, args: unknown[], newTarget) => Reflect.construct(target, momentOf(args), newTarget) as Date,
    apply: (target) => new target(now()).toString(),
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      // To all but an instance, what a test has put there is what it is: `jest.spyOn(Date, 'now')`.
      return Object.hasOwn(own, name) && (found === natives[name] || zone() !== undefined) ? own[name] : found;
    },
  });
}

/** `AbortSignal.timeout` is a timer, too; as Node's, it keeps nothing alive. */
function virtualAbortSignal({ setTimeout }: TimerFunctions): object {
  const timeout = (delayMs: number): AbortSignal => {
    const stop = new realGlobal.AbortController();
    const late = (): void => stop.abort(new realGlobal.DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    setTimeout(late, delayMs).unref();
    return stop.signal;
  };
  return new Proxy(realGlobal.AbortSignal, {
    get: (target, name) => (name === 'timeout' ? timeout : (Reflect.get(target, name) as unknown)),
  });
}

/** All that an emitter can do. */
const listening = [
  ...(['on', 'addListener', 'once', 'prependListener', 'prependOnceListener', 'off', 'removeListener', 'removeAllListeners', 'emit'] as const),
  ...(['listeners', 'rawListeners', 'listenerCount', 'eventNames', 'setMaxListeners', 'getMaxListeners'] as const),
];

/** Any method of an emitter. */
type Listening = (...args: unknown[]) => unknown;

/** @param modules  that are the instance's, under whatever name it asks for them */
function virtualProcess(
  parts: SurroundingsParts,
  env: object,
  events: EventEmitter,
  stdout: LineCutter,
  stderr: LineCutter,
  modules: ReadonlyMap<string, object>,
): object {
  const { nowMs, codeDir } = parts;
  const startedMs = nowMs() - bootedMs;
  const nanos = (): bigint => BigInt(Math.round((nowMs() - startedMs) * 1e6));
  const hrtime = (before?: readonly [number, number]): [number, number] => {
    const passed = nanos() - (before ? BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]) : 0n);
    return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
  };
  const exit = (code: unknown = 0): never => parts.exit(Number(code));
  // A signal to itself ends it, unless it listens.
  const signalled = (signal: string | number = 'SIGTERM'): boolean => events.emit(String(signal), signal) || exit(137);
  const own = {
    ...Object.fromEntries(listening.map((name) => [name, (...args: unknown[]) => ownProcess((events[name] as Listening).apply(events, args))])),
    env,
    argv: [realProcess.execPath, codeDir],
    exitCode: undefined,
    cwd: () => codeDir,
    chdir: (folder: string) => {
      // It would move whoever runs the test, and every other instance with it.
      if (resolve(codeDir, folder) !== resolve(codeDir)) throw new Error(parts.noChdir);
    },
    exit,
    abort: exit,
    reallyExit: exit,
    // What asks whether a process is there, or is meant for another one, is Node's affair.
    kill: (pid: number, signal?: string | number) => (pid === realProcess.pid && signal !== 0 ? signalled(signal) : realProcess.kill(pid, signal)),
    getBuiltinModule: (name: string) => modules.get(name.replace(/^node:/, '')) ?? builtin(name),
    // Node's would lay them over the environment that the tests run in.
    loadEnvFile: (file: string | URL = '.env') => loadVariables(own.env, file),
    hrtime: Object.assign(hrtime, { bigint: nanos }),
    uptime: () => (nowMs() - startedMs) / 1000,
    stdout: writer(stdout),
    stderr: writer(stderr),
  };
  const made = over(realProcess, own);
  // Listeners are added in chains: `process.on(…).on(…)`.
  const ownProcess = (given: unknown): unknown => (given === events ? made : given);
  return made;
}

/** As `process.loadEnvFile`: what is set already stays. */
function loadVariables(env: object, file: string | URL): void {
  const found = builtin('node:util').parseEnv(builtin('node:fs').readFileSync(file, 'utf8'));
  for (const [name, value] of Object.entries(found)) if (Reflect.get(env, name) === undefined) Reflect.set(env, name, value);
}

/** Variables that user code may change. What it says there of its zone counts from then on, as it does in Node: in `process.env` as it was given. */
class Variables {
  readonly env: object;
  #zone = 'UTC';

  constructor(environment: Readonly<Record<string, string>>) {
    this.#takeZone(environment['TZ']);
    this.env = new Proxy(
      { ...environment },
      {
        // Node makes a text of everything: `process.env.FLAG = false` is true.
        set: (target, name, value: unknown) => {
          const written = String(value);
          if (name === 'TZ') this.#takeZone(written);
          return Reflect.set(target, name, written);
        },
        deleteProperty: (target, name) => {
          if (name === 'TZ') this.#takeZone(undefined);
          return Reflect.deleteProperty(target, name);
        },
      },
    );
  }

  /** As `Intl` takes it. */
  get zone(): string {
    return this.#zone;
  }

  #takeZone(given: string | undefined): void {
    this.#zone = zoneOf({ TZ: given });
    if (this.#zone !== 'UTC') leaveUtc();
  }
}
