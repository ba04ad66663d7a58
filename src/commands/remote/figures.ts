/** How a function did; what is not known is undefined. @source S180 */
export interface Figures {
  /** How often it was invoked. */
  readonly invocations?: number | undefined;
  /** Of the function and of the platform. */
  readonly errors?: number | undefined;
  /** Requests that a limit of concurrency stood in the way of. */
  readonly throttled?: number | undefined;
  /** Mean, ms. */
  readonly durationMs?: number | undefined;
  /** Requests at a time: the most of the time that is told; of a local region those of now. */
  readonly concurrency?: number | undefined;
  /** The most, MB. */
  readonly memoryMB?: number | undefined;
  readonly http432?: number | undefined;
  readonly http433?: number | undefined;
  readonly http434?: number | undefined;
}

/** By the functions' names in the cloud. */
export type FiguresByName = ReadonlyMap<string, Figures>;
