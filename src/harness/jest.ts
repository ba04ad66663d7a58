import { expect } from '@jest/globals';
import { matchers, type ScfMatchers } from './matchers';

// Jest has two sets of types, its own and those of DefinitelyTyped; both are told. The type parameters must be those of the originals.

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ScfMatchers<R> {}
}

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends ScfMatchers<R> {}
  }
}

expect.extend(matchers);
