import type { LineCutter } from './lines';
import { builtin } from './realNode';

type Files = typeof import('node:fs');
type WriteArguments = readonly [fd: number, data: string | NodeJS.ArrayBufferView, ...rest: unknown[]];

/**
 * `fs`, in which what is written to standard output and error by their numbers goes where `process.stdout` goes: loggers such as pino do so.
 * Everything else is Node's, and whatever a test puts in its place.
 *
 * @param streams  by number
 * @param later    calls back once whoever writes has come to its end
 * @source S165, S207
 */
export function virtualFiles(streams: ReadonlyMap<number, LineCutter>, later: (act: () => void) => void): object {
  const real = builtin('node:fs');
  const written = (stream: LineCutter, [, data, ...rest]: WriteArguments): number => {
    const text = textOf(data, rest);
    stream.write(text);
    return Buffer.byteLength(text);
  };
  const own: Readonly<Record<PropertyKey, unknown>> = {
    writeSync: (...args: WriteArguments) => {
      const stream = streams.get(args[0]);
      return stream ? written(stream, args) : apply(real.writeSync, args);
    },
    write: Object.assign((...args: WriteArguments) => {
      const stream = streams.get(args[0]);
      const callback = args.at(-1);
      if (!stream || !isCallback(callback)) return apply(real.write, args);
      const bytes = written(stream, args);
      later(() => callback(null, bytes, args[1]));
      return undefined;
    }, promisedOf(real)),
  };
  return new Proxy(real, { get: (target, name) => (Object.hasOwn(own, name) ? own[name] : Reflect.get(target, name)) as unknown });
}

function apply(method: unknown, args: WriteArguments): unknown {
  return (method as (...args: WriteArguments) => unknown)(...args);
}

function isCallback(found: unknown): found is (error: null, bytes: number, data: unknown) => void {
  return typeof found === 'function';
}

/** What is meant by `(data, offset, length)`, or by `(data, { offset, length })`; of a text, all of it. */
function textOf(data: string | NodeJS.ArrayBufferView, [first, second]: readonly unknown[]): string {
  if (typeof data === 'string') return data;
  const { offset, length } =
    typeof first === 'object' && first !== null ? (first as Readonly<Record<string, unknown>>) : { offset: first, length: second };
  const from = typeof offset === 'number' ? offset : 0;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return bytes.subarray(from, typeof length === 'number' ? from + length : undefined).toString();
}

/** `promisify(fs.write)` gives `{ bytesWritten, buffer }`: what Node reads that from. */
function promisedOf({ write }: Files): object {
  return Object.fromEntries(Object.getOwnPropertySymbols(write).map((symbol) => [symbol, Reflect.get(write, symbol)]));
}
