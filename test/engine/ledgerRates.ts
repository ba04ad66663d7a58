import type { BurstWindow } from '../../src/scf';

/** What may happen only so often within a time, with every moment at which it did. */
export interface Rate {
  readonly kind: BurstWindow;
  readonly perWindow: number;
  readonly windowMs: number;
  /** ms, in order. */
  readonly moments: number[];
}

/** Rounding may move the moment of a token by this, ms. */
const roundingMs = 0.01;

/**
 * Whether one more may happen.
 *
 * @param inDoubt  the answer where rounding decides
 * @source S100–S105, S79, S51
 */
export function admits(rate: Rate, nowMs: number, inDoubt: boolean): boolean {
  const slackMs = rate.kind === 'token-bucket' ? roundingMs : 0;
  return freeMs(rate, nowMs) <= nowMs + (inDoubt ? slackMs : -slackMs);
}

/** From when one more may happen, ms; -Infinity when nothing is in the way. Counted from the first moment on, every time. */
function freeMs({ kind, perWindow, windowMs, moments }: Rate, nowMs: number): number {
  switch (kind) {
    case 'fixed-first':
      return afterFixed(openedFirst(moments, windowMs), perWindow, windowMs);
    case 'fixed-clock': {
      const openedMs = Math.floor(nowMs / windowMs) * windowMs;
      return afterFixed({ openedMs, count: moments.filter((ms) => ms >= openedMs).length }, perWindow, windowMs);
    }
    case 'sliding': {
      const within = moments.filter((ms) => nowMs < ms + windowMs);
      return within.length < perWindow ? -Infinity : (within.at(-perWindow) ?? 0) + windowMs;
    }
    case 'token-bucket':
      return whenToken(moments, perWindow, windowMs);
  }
}

/** The window that the last moment fell into: each opens with the first moment after the one before. @source S103 */
function openedFirst(moments: readonly number[], windowMs: number): { openedMs: number; count: number } {
  let openedMs = -Infinity;
  let count = 0;
  for (const ms of moments) {
    if (ms >= openedMs + windowMs) {
      openedMs = ms;
      count = 0;
    }
    count += 1;
  }
  return { openedMs, count };
}

function afterFixed({ openedMs, count }: { openedMs: number; count: number }, perWindow: number, windowMs: number): number {
  return count < perWindow ? -Infinity : openedMs + windowMs;
}

function whenToken(moments: readonly number[], perWindow: number, windowMs: number): number {
  let tokens = perWindow;
  let lastMs = moments[0] ?? 0;
  for (const ms of moments) {
    tokens = Math.min(perWindow, tokens + ((ms - lastMs) * perWindow) / windowMs) - 1;
    lastMs = ms;
  }
  return moments.length === 0 ? -Infinity : lastMs + ((1 - tokens) * windowMs) / perWindow;
}
