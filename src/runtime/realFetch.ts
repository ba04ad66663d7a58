import type { ReadableStream, ReadableStreamDefaultReader, UnderlyingByteSource } from 'node:stream/web';
import { realGlobal } from './realNode';
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
  if (!(response instanceof realGlobal.Response)) return response;
  for (const name of readers) replace(response, name, (read) => asRealWork(read() as Promise<unknown>, 'FETCHREQUEST'));
  replace(response, 'clone', (clone) => readAsRealWork(clone()));
  const { body } = response;
  if (!body) return response;
  let own: ReadableStream | undefined;
  return Object.defineProperty(response, 'body', { configurable: true, get: () => (own ??= streamAsRealWork(body)) });
}

/** Reads on only when it is read itself: until then the body is the response's, for `text()` and the others. */
function streamAsRealWork(body: ReadableStream<unknown>): ReadableStream {
  let reader: ReadableStreamDefaultReader<unknown> | undefined;
  const source: UnderlyingByteSource = {
    type: 'bytes',
    pull: async (controller) => {
      const { done, value } = await asRealWork((reader ??= body.getReader()).read(), 'FETCHREQUEST');
      if (!done) return controller.enqueue(value as Uint8Array);
      controller.close();
      // Whoever brings a buffer of his own is told by this that nothing comes.
      controller.byobRequest?.respond(0);
    },
    cancel: (reason: unknown) => (reader ?? body).cancel(reason),
  };
  return new realGlobal.ReadableStream(source, { highWaterMark: 0 });
}

/** Exchange a method of one thing alone. @param made  is given the method, called as the caller has called it */
function replace(thing: object, name: PropertyKey, made: (call: () => unknown) => unknown): void {
  const method: unknown = Reflect.get(thing, name);
  if (typeof method !== 'function') return;
  const value = (...args: unknown[]): unknown => made(() => (method as Call).apply(thing, args));
  Object.defineProperty(thing, name, { configurable: true, writable: true, value });
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
