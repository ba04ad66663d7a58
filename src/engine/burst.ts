import assert from 'node:assert';
import { limits, type BurstCause } from '../scf';

const windowMs = limits.window.value * 1000;

/**
 * Counts instance starts within a minute. A window opens at the first start when none is open.
 * @source  S100–S102
 * @assumes S103, windows are fixed: [opened, opened + 60 s)
 */
export interface Window {
  readonly perWindow: number;
  openedMs: number;
  /** Starts of the open window by function. */
  readonly starts: Map<string, number>;
  started: number;
  /** Whether somebody is to be told when the open window ends. */
  endAwaited: boolean;
}

export function createWindow(perWindow: number): Window {
  assert(perWindow >= 1, 'the schema admits no region that can start nothing: its queues would wait for a window that never opens');
  return { perWindow, openedMs: -Infinity, starts: new Map(), started: 0, endAwaited: false };
}

export function endOf(window: Window): number {
  return window.openedMs + windowMs;
}

/** Whether one more instance may start at `nowMs`. */
export function admitsStart(window: Window, nowMs: number): boolean {
  return nowMs >= endOf(window) || window.started < window.perWindow;
}

/** Count one start of `functionKey` at `nowMs`; only after `admitsStart`. */
export function countStart(window: Window, functionKey: string, nowMs: number): void {
  if (nowMs >= endOf(window)) {
    window.openedMs = nowMs;
    window.started = 0;
    window.endAwaited = false;
    window.starts.clear();
  }
  window.started += 1;
  window.starts.set(functionKey, (window.starts.get(functionKey) ?? 0) + 1);
}

/** Why a start of `functionKey` was refused by this window. */
export function burstCause(window: Window, functionKey: string): BurstCause {
  return {
    limit: 'burst',
    function: functionKey,
    perWindow: window.perWindow,
    openedMs: window.openedMs,
    endsMs: endOf(window),
    starts: [...window.starts].map(([name, instances]) => ({ function: name, instances })).sort((a, b) => b.instances - a.instances),
  };
}
