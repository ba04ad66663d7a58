import type { Output } from './output';

export interface Gathered extends Output {
  /** Writes what has been said so far. */
  readonly flush: () => void;
}

/**
 * Writes what is said in one turn of the event loop in one go: under load, a write for each line would cost as much as an
 * invocation does. What goes to standard error comes after what was said before.
 */
export function gathered(output: Output): Gathered {
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) output.out(lines.join('\n'));
    lines = [];
  };
  return {
    ...output,
    flush,
    out: (text) => {
      if (lines.push(text) === 1) setImmediate(flush);
    },
    err: (text) => {
      flush();
      output.err(text);
    },
  };
}
