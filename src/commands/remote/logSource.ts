/** A line of a function's log in the cloud. */
export interface RemoteLine {
  /** When it was written, or its invocation began, ms since the Unix epoch. */
  readonly atMs: number;
  readonly requestId: string;
  readonly text: string;
}

/** What is read of a log. */
export interface LogChoice {
  /** Name of the function in the cloud. */
  readonly function: string;
  readonly namespace: string;
  /** Only this invocation's lines. */
  readonly requestId: string | undefined;
}

/** Where the log of a function is kept. */
export interface LogSource {
  /** How far back one has to look for lines that come late, ms. */
  readonly lateMs: number;
  /**
   * Lines from `fromMs` to `toMs`, both within, the oldest first; none that it has told before.
   * @throws CloudError, CloudFault
   */
  read(fromMs: number, toMs: number, signal: AbortSignal): Promise<readonly RemoteLine[]>;
}
