import type { HandlerFunction } from '../runtime';
import type { Lang } from '../messages';
import type { Call } from '../region';

/** What a region of a test is made of. */
export interface RegionOptions {
  /** The service's configuration file, for example `serverless.yml`; relative to `dir`. */
  readonly config?: string;
  /** Folder of the service, against which handlers are resolved; the current folder unless said. */
  readonly dir?: string;
  /** Functions, by key: laid over those of `config`, or instead of them. */
  readonly functions?: Readonly<Record<string, FunctionOptions>>;
  /** As `custom.scf.profile`, `account`, `engine` and `models` in the configuration, laid over what stands there. */
  readonly profile?: string;
  readonly account?: Readonly<Record<string, unknown>>;
  readonly engine?: Readonly<Record<string, unknown>>;
  readonly models?: Readonly<Record<string, unknown>>;
  /** A whole number: whatever the platform changes at will is drawn from it. 1 unless said. */
  readonly seed?: number;
  /** Only virtual time is there; says so to readers of the test. */
  readonly time?: 'virtual';
  /** The first moment of virtual time, as a date or ms since the Unix epoch; 2024-01-01T00:00:00Z unless said. */
  readonly startAt?: Date | string | number;
  /**
   * Whether timers among the functions' `events` fire as time goes by, each an asynchronous call (S53, S220); not unless said, so that only
   * the test calls. Times of day are Beijing time: `startAt` says which day it is. Then `runUntilIdle` ends when nothing is under way, whatever fires later.
   */
  readonly timers?: boolean;
  /** Modules that handlers from files get when they require that name, or that absolute path; `jest.mock` does not reach them. */
  readonly modules?: Readonly<Record<string, unknown>>;
  /** Values for `${env:…}`, and where child processes find their programs; pass `process.env` when you need them. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly stage?: string;
  readonly region?: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Laid over the context that handlers get. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** How long virtual time stands still while a handler waits for something real, ms of real time; 4,000 unless said, which is less than what Jest gives a test. */
  readonly realWaitMs?: number;
  /** Language of messages; that of the machine unless said. */
  readonly lang?: Lang;
}

/**
 * One function of a test's region: options as in the configuration (`memorySize`, `timeout`, `reservedConcurrency` …), and what it runs.
 */
export interface FunctionOptions {
  /**
   * A file and its export, `src/index.main_handler`, of which every instance has modules of its own; or a function. All instances share a
   * function, and with it whatever it remembers: use `create` where that matters.
   */
  readonly handler?: string | HandlerFunction;
  /** Called once for each instance: makes its handler. What it remembers is the instance's own. */
  readonly create?: () => HandlerFunction;
  /** Plays the function without running it, as `custom.scf.models` does. */
  readonly model?: Readonly<Record<string, unknown>>;
  readonly [option: string]: unknown;
}

/** How a function is called: by which version or alias (`$DEFAULT` unless said), with which routing key, by whom. */
export type CallOptions = Pick<Call, 'qualifier' | 'routingKey' | 'invokedBy'>;
