/** Time as a region sees it. The engine keeps its own deadlines, so one alarm is enough. */
export interface Clock {
  /** Milliseconds since the Unix epoch, fractions allowed; never goes back. */
  nowMs(): number;
  /** Ring once, at `atMs` or at once if that is past. A new alarm replaces the last; Infinity clears it. */
  setAlarm(atMs: number, ring: () => void): void;
}
