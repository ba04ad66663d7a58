import type { FunctionPlan } from '../scf';

/** A language whose handlers run on this machine. */
export type Language = 'node' | 'python';

/** The language of a runtime; undefined when its handlers cannot be run locally. @source S190, S200; Python 2 is no longer to be had */
export function languageOf({ runtime }: Pick<FunctionPlan, 'runtime'>): Language | undefined {
  if (/^nodejs/i.test(runtime)) return 'node';
  return /^python3/i.test(runtime) ? 'python' : undefined;
}

/** Whether handlers of a function cannot be run locally. */
export function unsupportedRuntime(plan: Pick<FunctionPlan, 'runtime'>): boolean {
  return languageOf(plan) === undefined;
}
