/** A terminal that gives single keys: standard input of a process, or what a test puts in its place. */
export interface KeyStream {
  readonly isTTY?: boolean | undefined;
  setRawMode(raw: boolean): unknown;
  on(event: 'data', listener: (data: Buffer | string) => void): unknown;
  off(event: 'data', listener: (data: Buffer | string) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

const interruptKey = '\u0003';

/**
 * Listens to single keys of a terminal; of anything else it hears nothing. A terminal that gives single keys no longer makes
 * Ctrl-C a signal, so that comes as a key, too.
 *
 * @param press      takes each key as it comes; `enter`, `escape` and `backspace` have their names
 * @param interrupt  Ctrl-C
 * @returns stops listening
 */
export function listenToKeys(stream: KeyStream, press: (key: string) => void, interrupt: () => void): () => void {
  if (stream.isTTY !== true) return () => undefined;
  const take = (data: Buffer | string): void => {
    for (const key of keysOf(data.toString())) {
      if (key === interruptKey) interrupt();
      else press(key);
    }
  };
  stream.setRawMode(true);
  stream.on('data', take);
  stream.resume();
  return () => {
    stream.off('data', take);
    stream.setRawMode(false);
    stream.pause();
  };
}

/** Arrow keys and the like come as sequences that begin with an escape; they mean nothing here, and are not taken for escape. */
function keysOf(data: string): string[] {
  if (data === '\u001b') return ['escape'];
  return Array.from(data.replaceAll(/\u001b(\[[\d;]*[ -/]*[@-~]|O.|.)/g, ''), (char) => names.get(char) ?? char);
}

const names: ReadonlyMap<string, string> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\u001b', 'escape'],
  ['\u007f', 'backspace'],
  ['\b', 'backspace'],
]);
