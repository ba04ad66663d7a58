import { assert } from './assert';
import type { BurstWindow } from '../scf';

/** Tokens are fractions; a start needs a whole one, give or take what rounding leaves. */
const wholeToken = 1 - 1e-9;

/**
 * Counts what may happen only so often within a time.
 * @source  S100–S102 500 starts a minute, S105 provisioned starts, S79 invocations a second
 * @assumes S103, windows are fixed and open at the first start: [opened, opened + 60 s); the other kinds are knobs
 */
export class Window {
  /** When the window opened, ms; of one that rolls, the oldest of the last `perWindow` that it has counted. */
  openedMs = -Infinity;
  /** What the open window has counted, by function; of one that rolls, the last `perWindow`: when it refuses, all are its own. */
  readonly starts = new Map<string, number>();
  #counted = 0;
  /** How much of a window of the clock has passed at the moment 0, ms. */
  readonly #intoMs: number;
  /** What rolls: the last `perWindow` moments and whose they were, rings. */
  readonly #moments: Float64Array;
  readonly #owners: string[] = [];
  #tokens: number;
  /** When `#tokens` was true, ms. */
  #filledMs = -Infinity;

  /**
   * @param windowMs  its length, ms
   * @param clockMs   what the clock shows at the moment 0, ms: its minutes are those of `fixed-clock`
   */
  constructor(
    readonly kind: BurstWindow,
    readonly perWindow: number,
    readonly windowMs: number,
    clockMs = 0,
  ) {
    assert(perWindow >= 1, 'the schema admits no region that can start nothing: its queues would wait for a window that never opens');
    this.#intoMs = clockMs % windowMs;
    this.#moments = new Float64Array(this.#rolls ? perWindow : 0);
    this.#tokens = perWindow;
  }

  /** Whether one more may happen at `nowMs`. */
  admits(nowMs: number): boolean {
    return this.freeMs(nowMs) <= nowMs;
  }

  /** When the next may happen, ms: not after `nowMs` when it may happen now. */
  freeMs(nowMs: number): number {
    switch (this.kind) {
      case 'fixed-first':
      case 'fixed-clock':
        return this.#counted < this.perWindow ? nowMs : this.endsMs;
      case 'sliding':
        return this.#counted < this.perWindow ? nowMs : (this.#moments[this.#counted % this.perWindow] ?? 0) + this.windowMs;
      case 'token-bucket': {
        const tokens = this.#tokensAt(nowMs);
        return tokens >= wholeToken ? nowMs : nowMs + ((1 - tokens) * this.windowMs) / this.perWindow;
      }
    }
  }

  /** Count one of `functionKey` at `nowMs`; only after `admits`. */
  count(functionKey: string, nowMs: number): void {
    if (this.#rolls) this.#roll(functionKey, nowMs);
    else this.#open(nowMs);
    this.#counted += 1;
    this.starts.set(functionKey, (this.starts.get(functionKey) ?? 0) + 1);
  }

  /** When the open window ends, ms. */
  get endsMs(): number {
    return this.openedMs + this.windowMs;
  }

  get #rolls(): boolean {
    return this.kind === 'sliding' || this.kind === 'token-bucket';
  }

  #open(nowMs: number): void {
    if (nowMs < this.endsMs) return;
    this.starts.clear();
    this.#counted = 0;
    this.openedMs = this.kind === 'fixed-clock' ? Math.floor((nowMs + this.#intoMs) / this.windowMs) * this.windowMs - this.#intoMs : nowMs;
  }

  #roll(functionKey: string, nowMs: number): void {
    if (this.kind === 'token-bucket') {
      this.#tokens = this.#tokensAt(nowMs) - 1;
      this.#filledMs = nowMs;
    }
    const at = this.#counted % this.perWindow;
    const owner = this.#owners[at];
    if (owner !== undefined) this.#forget(owner);
    this.#moments[at] = nowMs;
    this.#owners[at] = functionKey;
    this.openedMs = this.#moments[this.#counted < this.perWindow ? 0 : (at + 1) % this.perWindow] ?? nowMs;
  }

  #forget(owner: string): void {
    const left = (this.starts.get(owner) ?? 0) - 1;
    if (left > 0) this.starts.set(owner, left);
    else this.starts.delete(owner);
  }

  #tokensAt(nowMs: number): number {
    return Math.min(this.perWindow, this.#tokens + ((nowMs - this.#filledMs) * this.perWindow) / this.windowMs);
  }
}
