import type { InvocationId } from '../scf';
import { end } from './attempts';
import { unbind } from './instances';
import { stop } from './provision';
import type { Sink, TerminateOutcome } from './sink';
import type { State } from './state';

/**
 * End an asynchronous execution: at once, with its instance, or by a signal to its process.
 * @returns `done`, or why not; the engine knows of running events only, so which of the two it is the shell has to tell
 * @source S83–S85
 */
export function terminate(state: State, id: InvocationId, grace: boolean, nowMs: number, sink: Sink): TerminateOutcome {
  const invocation = state.terminable.get(id);
  const instance = invocation?.instance;
  if (!invocation || !instance) return 'notRunning';
  if (grace) {
    invocation.signalled = true;
    sink.signals(instance, invocation);
    return 'done';
  }
  unbind(state, instance, invocation);
  sink.left(invocation, instance, 499);
  end(state, invocation, 499, 'ABORTED', 'terminated', sink);
  stop(state, instance, 'terminated', nowMs, sink);
  return 'done';
}
