import type { Lang } from './text';

/**
 * What to do about some codes of the API. Plain data, so that pages and tests can go through it; `{name}` stands for a figure of
 * `AdviceFigures`, or for `function`, `region`, `action`, `permission`. Options, commands and other code stand between backticks.
 */
export interface CodeAdvice extends Readonly<Record<Lang, string>> {
  /** `Code`; `Action Code`, which holds for that action alone; or either with `*` behind it, for all codes that begin so. */
  readonly codes: readonly string[];
}

/** Figures of the platform that advice names, each in the unit that ends its name. */
export interface AdviceFigures {
  readonly accountQuotaMB: number;
  readonly quotaFloorMB: number;
  readonly memoryMinMB: number;
  readonly memoryStepMB: number;
  readonly memoryMaxMB: number;
  readonly timeoutSec: number;
  readonly timeoutAsyncRunSec: number;
  readonly initTimeoutMinSec: number;
  readonly initTimeoutMaxSec: number;
  readonly environmentKB: number;
  readonly syncEventMB: number;
  readonly asyncEventKB: number;
  readonly routingKeyBytes: number;
  readonly retryNum: number;
  readonly msgTtlMinSec: number;
  readonly msgTtlMaxSec: number;
  readonly retentionDays: number;
  readonly instanceConcurrency: number;
  readonly webSocketIdleSec: number;
  readonly functions: number;
  readonly namespaces: number;
  readonly layers: number;
  readonly versions: number;
  readonly triggers: number;
  readonly timerMessageKB: number;
  readonly descriptionCharacters: number;
  readonly zipMB: number;
  readonly unzippedMB: number;
}
