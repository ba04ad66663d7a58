import { AssertionError } from 'node:assert';

/**
 * Says what must hold, as Node's own does; that one gathers its arguments at every call, which the engine cannot afford on the
 * path of each invocation.
 *
 * @throws AssertionError when it does not hold: a fault of the engine or its shell, never of a user
 */
export function assert(holds: unknown, message: string): asserts holds {
  if (!holds) throw new AssertionError({ message, stackStartFn: assert });
}
