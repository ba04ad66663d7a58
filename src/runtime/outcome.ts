import { sep } from 'node:path';
import { inspect, types } from 'node:util';
import { limits } from '../scf';
import type { failedRun, Fault } from './report';

/** How a run came out; `json` is the result of a good one. The same rules as in `bootstrap.cjs`, which can share no code. */
export type Outcome = { readonly kind: 'json'; readonly json: Buffer } | Parameters<typeof failedRun>[0];

const textMax = 64 * 1024;

/** What a handler gave back. @source S194 */
export function outcomeOf(value: unknown): Outcome {
  try {
    const text = JSON.stringify(value) as string | undefined;
    // There is no JSON for undefined, functions and symbols.
    const json = Buffer.from(text ?? 'null');
    return json.length > limits.syncResponse.value ? { kind: 'tooLarge', bytes: json.length } : { kind: 'json', json };
  } catch (error) {
    return { kind: 'notJson', fault: faultOf(error) };
  }
}

/** What a handler threw. @source S195 */
export function threw(error: unknown): Outcome {
  return { kind: 'threw', fault: faultOf(error) };
}

/** What was thrown, as text. Anything can be thrown, so anything here can throw. */
export function faultOf(error: unknown): Fault {
  try {
    if (error instanceof Error || types.isNativeError(error)) {
      const message = textOf(error.message);
      const stack = typeof error.stack === 'string' ? withoutUs(error.stack) : String(error);
      return { message: message.slice(0, textMax), stack: stack.slice(0, textMax) };
    }
    return { message: textOf(error).slice(0, textMax), thrown: error === null ? 'null' : typeof error };
  } catch {
    return { message: '', thrown: typeof error };
  }
}

/** What was thrown, or is the message of an error: user code may put anything there. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : inspect(value);
}

/** A stack ends where user code was entered; below are only we and Node. */
function withoutUs(stack: string): string {
  const lines = stack.split('\n');
  const first = lines.findIndex((line) => line.includes(__dirname + sep));
  return (first < 0 ? lines : lines.slice(0, first)).join('\n');
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (typeof value === 'object' || typeof value === 'function') && value !== null && 'then' in value && typeof value.then === 'function';
}
