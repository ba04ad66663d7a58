import { asRealWork } from './realWork';

type Call = (...args: unknown[]) => unknown;

/** Methods that read all of a body. */
const readers = ['text', 'json', 'arrayBuffer', 'blob', 'bytes', 'formData'] as const;

/**
 * What a `fetch` gives, as real work of whoever has called it until it has come, and until its body has been read. Node keeps connections open
 * for the next call, whosever that is: by what is connected nobody could tell that somebody waits.
 */
export function fetchedAsRealWork(fetched: unknown): unknown {
  return isPromise(fetched) ? asRealWork(fetched, 'FETCHREQUEST').then(readAsRealWork) : fetched;
}

function readAsRealWork(response: unknown): unknown {
  if (typeof response !== 'object' || response === null) return response;
  for (const name of readers) replace(response, name, (read) => asRealWork(read() as Promise<unknown>, 'FETCHREQUEST'));
  replace(response, 'clone', (clone) => readAsRealWork(clone()));
  const body: unknown = Reflect.get(response, 'body');
  if (typeof body === 'object' && body !== null) streamAsRealWork(body);
  return response;
}

/** @param body  a web stream, which is read by a reader, or in a loop */
function streamAsRealWork(body: object): void {
  replace(body, 'getReader', (getReader) => partAsRealWork(getReader(), 'read'));
  for (const name of ['values', Symbol.asyncIterator]) replace(body, name, (iterate) => partAsRealWork(iterate(), 'next'));
  replace(body, 'pipeTo', (pipe) => asRealWork(pipe() as Promise<unknown>, 'FETCHREQUEST'));
}

function partAsRealWork(source: unknown, next: string): unknown {
  if (typeof source === 'object' && source !== null) replace(source, next, (read) => asRealWork(read() as Promise<unknown>, 'FETCHREQUEST'));
  return source;
}

/** Exchange a method of one thing alone. @param made  is given the method, called as the caller has called it */
function replace(thing: object, name: PropertyKey, made: (call: () => unknown) => unknown): void {
  const method: unknown = Reflect.get(thing, name);
  if (typeof method !== 'function') return;
  const value = (...args: unknown[]): unknown => made(() => (method as Call).apply(thing, args));
  // What a test gives in place of a response may be frozen.
  Reflect.defineProperty(thing, name, { configurable: true, writable: true, value });
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
