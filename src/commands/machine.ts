/** Calls `listener` on every Ctrl-C until the returned function is called. */
export type OnInterrupt = (listener: () => void) => () => void;

/** What a command needs of the process that it runs in. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onInterrupt: OnInterrupt;
}
