/** How many things an account may have, and how large: what the API refuses and nothing else of the project needs. */
export interface ControlLimits {
  /** @source S150, Quota Limits 583/11637 */
  readonly functionsPerNamespace: number;
  /** In the region, `default` included. @source S150, API GetAccount */
  readonly namespaces: number;
  /** Of one kind, for one function. @source S150, API GetAccount */
  readonly triggersPerType: number;
  /** Of one function, `$DEFAULT` included. @assumes there is a limit: `LimitExceeded.Alias` exists, its figure is nowhere */
  readonly aliases: number;
  /** Bytes of an uploaded archive. @source S150, API CreateFunction */
  readonly zipBytes: number;
  /** Bytes of what is in it. @source S150, Quota Limits 583/11637: code per version */
  readonly unzippedBytes: number;
  /** Entries of an archive. @assumes that more is a mistake: the platform names no figure */
  readonly zipEntries: number;
  /** What `PutTotalConcurrencyConfig` may set at most, MB; the configured account quota unless said. @source S26 */
  readonly userQuotaMB: number | undefined;
}

export const controlLimits: ControlLimits = {
  functionsPerNamespace: 50,
  namespaces: 5,
  triggersPerType: 10,
  aliases: 100,
  zipBytes: 50 * 1024 * 1024,
  unzippedBytes: 500 * 1024 * 1024,
  zipEntries: 50_000,
  userQuotaMB: undefined,
};

/** @source S150: lengths of texts, characters or bytes */
export const lengths = { description: 1000, customArgument: 4096 } as const;

/** Bounds of `MsgTTL`, seconds. @source S58, API GetAccount; the upper one is `limits.msgTtl` */
export const msgTtlMinSec = 60;

/** Entry files above this are not shown by `GetFunction`, bytes. @source scf-api.md GetFunction */
export const shownCodeBytes = 1024 * 1024;

/** Test events of a function, as `GetAccount` tells. @source S150 */
export const testModels = 20;

/** Instances that run at a time by the old way of counting, as `GetAccount` tells. @source scf-api.md GetAccount */
export const concurrentExecutions = 100;
