import { AssertionError } from 'node:assert';

/**
 * Says what must hold, as Node's own does; that one gathers its arguments at every call, which the engine cannot afford on the
 * path of each invocation.
 *
 * @throws AssertionError when it does not hold: a fault of the engine or its shell, never of a user
 */
export function assert(holds: boolean, message: string): asserts holds {
  if (!holds) fail(message);
}

/** By itself: without it, `assert` is so short that V8 copies it into every caller. */
function fail(message: string): never {
  throw new AssertionError({ message, stackStartFn: assert });
}
