import { compileFunction } from 'node:vm';

/**
 * Node's own global object, also where a test framework runs us in a world of its own and gives us its own `process`, `require` and timers.
 * In plain Node it is the one that everybody has.
 */
export const realGlobal = (compileFunction('return globalThis') as () => typeof globalThis)();

/** The process that we really run in. */
export const realProcess = realGlobal.process;

/** A module that Node brings. */
export const builtin = realProcess.getBuiltinModule.bind(realProcess);

export const { createRequire, isBuiltin } = builtin('node:module');

// Taken now: fake timers replace them in the module, too.
const { setImmediate, setTimeout } = builtin('node:timers');
const { performance: realPerformance } = builtin('node:perf_hooks');

/** One turn of the event loop: every microtask, and every promise rejection that nobody handles, is through afterwards. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Real time, for what virtual time cannot hasten. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Milliseconds of real time, from anywhere. */
export function realNowMs(): number {
  return realPerformance.now();
}
