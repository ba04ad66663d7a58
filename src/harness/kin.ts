/** Symbols of this name are the same in all copies of this package; the version is that of what checks read of these things. */
const mark = Symbol.for('serverless-scf/kind/2');

type Kind = 'region' | 'result';

/**
 * Mark what a class makes. There may be two copies of this package in one process, hoisted apart or loaded anew by `jest.resetModules()`, and
 * `instanceof` knows only what its own copy has made.
 */
export function markAs(kind: Kind, prototype: object): void {
  Object.defineProperty(prototype, mark, { value: kind });
}

/** Whether any copy of this package has made it, by a class of that mark. */
export function isMarked(kind: Kind, value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, mark) === kind;
}
